export const id = 7854;
export const ids = [7854,5473,8576];
export const modules = {

/***/ 79110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ holds),
/* harmony export */   z: () => (/* binding */ parseCondition)
/* harmony export */ });
/* harmony import */ var _variables_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95914);

function parseCondition(text) {
    const parts = text.split(/\s+and\s+/).map((part) => part.trim());
    if (parts.some((part) => part === "")) {
        return "it is no condition. Write it as {{ environment }} == production, with ==, != or in, joined by and.";
    }
    const unknown = /\s(=|===|!==|<|>|<=|>=|or|\|\||&&)\s/.exec(text)?.[1];
    if (unknown !== undefined)
        return `"${unknown}" is not known in a condition. Use ==, !=, in, not and and.`;
    return { text, tests: parts.map(parseTest) };
}
function holds(condition, values) {
    const value = (text) => {
        const filled = (0,_variables_js__WEBPACK_IMPORTED_MODULE_0__/* .fill */ .GS)(text, values);
        return filled.missing.length > 0 ? "" : String(filled.value);
    };
    return condition.tests.every((test) => testHolds(test, value));
}
function testHolds(test, value) {
    switch (test.kind) {
        case "equal":
            return value(test.left) === value(test.right);
        case "unequal":
            return value(test.left) !== value(test.right);
        case "in":
            return test.right.some((one) => value(one) === value(test.left));
        case "true":
            return isTrue(value(test.left));
        case "false":
            return !isTrue(value(test.left));
    }
}
function parseTest(part) {
    const [, left = "", operator, right = ""] = /^(.*?)\s+(==|!=|in)\s+(.*)$/s.exec(part) ?? [];
    if (operator === "==")
        return { kind: "equal", left: bare(left), right: bare(right) };
    if (operator === "!=")
        return { kind: "unequal", left: bare(left), right: bare(right) };
    if (operator === "in")
        return { kind: "in", left: bare(left), right: right.split(",").map(bare) };
    if (part.startsWith("not "))
        return { kind: "false", left: bare(part.slice(4)) };
    return { kind: "true", left: bare(part) };
}
function bare(text) {
    return text.trim().replace(/^(["'])(.*)\1$/s, "$2");
}
function isTrue(text) {
    return !["", "false", "0", "no", "null"].includes(text);
}


/***/ }),

/***/ 63135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sb: () => (/* binding */ ExchangeError),
/* harmony export */   fg: () => (/* binding */ OutOfTime),
/* harmony export */   mH: () => (/* binding */ exchangeError),
/* harmony export */   wordsFor: () => (/* binding */ wordsFor)
/* harmony export */ });
/* harmony import */ var _config_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5254);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


class ExchangeError extends Error {
    name = "ExchangeError";
    phase;
    constructor(phase, message, cause) {
        super(message, { cause });
        this.phase = phase;
    }
}
class OutOfTime extends Error {
    name = "OutOfTime";
    constructor(timeoutMs) {
        super(`no complete answer within ${(0,_config_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(timeoutMs)}`);
    }
}
function exchangeError(phase, error) {
    if (error instanceof ExchangeError || error instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H)
        return error;
    return new ExchangeError(phase, wordsFor(error), error);
}
function wordsFor(error) {
    if (!(error instanceof Error))
        return String(error);
    if (error instanceof AggregateError && error.errors.length > 0)
        return wordsFor(error.errors.at(-1));
    const code = "code" in error && typeof error.code === "string" ? error.code : "";
    if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
        return `the certificate is for another name: ${error.message}`;
    if (code === "UND_ERR_SOCKET" && error.cause !== undefined)
        return wordsFor(error.cause);
    if (error.name === "HTTPParserError" || error.name === "ResponseContentLengthMismatchError")
        return `the answer is not valid HTTP: ${error.message}`;
    return words[code] ?? (error.message || code || error.name);
}
const words = {
    ECONNREFUSED: "the connection was refused",
    EHOSTUNREACH: "there is no route to the host",
    ENETUNREACH: "there is no route to the network",
    ETIMEDOUT: "the connection could not be opened in time",
    ENOTFOUND: "the host name is not known",
    EAI_AGAIN: "the host name could not be resolved",
    ECONNRESET: "the connection was reset",
    EPIPE: "the connection was closed while the request was sent",
    CERT_HAS_EXPIRED: "the certificate has expired",
    CERT_NOT_YET_VALID: "the certificate is not valid yet",
    DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed",
    SELF_SIGNED_CERT_IN_CHAIN: "a self-signed certificate stands in the chain",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate is not signed by a known authority",
    UNABLE_TO_GET_ISSUER_CERT: "the certificate's issuer is not known",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate's issuer is not known",
    UND_ERR_SOCKET: "the connection ended before the answer was complete",
    UND_ERR_CONNECT_TIMEOUT: "the connection could not be opened in time",
    UND_ERR_HEADERS_OVERFLOW: "the headers of the answer are larger than is read",
};


/***/ }),

/***/ 55707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VO: () => (/* binding */ wayOf),
/* harmony export */   Yz: () => (/* binding */ parsed),
/* harmony export */   ut: () => (/* binding */ answerOf)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

function wayOf(endpoint, step) {
    if (endpoint.way !== undefined)
        return endpoint.way;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `running the step ${step}`,
        found: `${endpoint.name} can only be asked by HTTP`,
        advice: "Test a URL, an Ingress, an HTTPRoute, a Service, a Deployment or a pod.",
    });
}
function answerOf(protocol, result, more = {}) {
    const body = JSON.stringify(result);
    return { protocol, status: 0, headers: {}, body, truncated: false, durationMs: result.durationMs, ...more };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 30076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ secure),
/* harmony export */   f: () => (/* binding */ tlsFacts)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41692);


async function secure(stream, host, protocols, settings, signal) {
    signal.throwIfAborted();
    const name = settings.servername ?? host;
    const ca = settings.ca === undefined ? {} : { ca: [...node_tls__WEBPACK_IMPORTED_MODULE_1__.rootCertificates, settings.ca] };
    const socket = (0,node_tls__WEBPACK_IMPORTED_MODULE_1__.connect)({
        socket: stream,
        host: name,
        servername: (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name) === 0 ? name : "",
        ALPNProtocols: [...protocols],
        ...ca,
        ...(settings.cert === undefined ? {} : { cert: settings.cert }),
        ...(settings.key === undefined ? {} : { key: settings.key }),
    });
    await new Promise((resolve, reject) => {
        const abort = () => socket.destroy(asError(signal.reason));
        signal.addEventListener("abort", abort, { once: true });
        socket.once("secureConnect", resolve).once("error", reject);
        socket.once("close", () => reject(new Error("the connection was closed during the TLS handshake")));
        socket.once("secureConnect", () => signal.removeEventListener("abort", abort));
    }).catch((error) => {
        socket.destroy();
        stream.destroy();
        throw error;
    });
    return socket;
}
function tlsFacts(socket, now = Date.now()) {
    const certificate = socket.getPeerCertificate();
    const validTo = new Date(certificate.valid_to ?? 0);
    return {
        version: socket.getProtocol() ?? "unknown",
        cipher: socket.getCipher()?.standardName ?? "unknown",
        names: namesOf(certificate),
        issuer: textOf(certificate.issuer?.O) ?? textOf(certificate.issuer?.CN) ?? "unknown",
        validTo,
        daysLeft: Math.floor((validTo.getTime() - now) / 86_400_000),
    };
}
function namesOf(certificate) {
    return (certificate.subjectaltname ?? "")
        .split(", ")
        .map((entry) => entry.replace(/^(?:DNS|IP Address):/, ""))
        .filter((name) => name !== "");
}
function textOf(value) {
    return Array.isArray(value) ? value[0] : value;
}
function asError(reason) {
    return reason instanceof Error ? reason : new Error(String(reason));
}


/***/ }),

/***/ 58576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ol: () => (/* binding */ proxyOf),
/* harmony export */   UD: () => (/* binding */ openTcp),
/* harmony export */   qK: () => (/* binding */ parseResolve)
/* harmony export */ });
/* unused harmony export isDirect */
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63135);
/* harmony import */ var _protocols_tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30076);




function parseResolve(entry) {
    const match = /^([^:\s]+):(\*|\d{1,5}):(\[[0-9a-fA-F:.]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(entry.trim());
    const [, host = "", port = "", address = "", toPort] = match ?? [];
    const bare = address.replace(/^\[(.*)\]$/, "$1");
    if (match !== null && (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(bare) !== 0) {
        return {
            host: host.toLowerCase(),
            port: port === "*" ? undefined : Number(port),
            address: bare,
            toPort: toPort === undefined ? undefined : Number(toPort),
        };
    }
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: 'reading the input "resolve"',
        found: `"${entry}" is not HOST:PORT:ADDRESS`,
        advice: "Write it as orders.example.com:443:10.0.0.7, one a line; a fourth part is another port at that address.",
    });
}
function proxyOf(env, scheme) {
    const read = (name) => env[name.toLowerCase()] || env[name] || undefined;
    const url = read(scheme === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY") ?? read("ALL_PROXY");
    if (url === undefined)
        return undefined;
    return { url, except: (read("NO_PROXY") ?? "").split(/[\s,]+/).filter((entry) => entry !== "") };
}
function isDirect(host, proxy) {
    const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
    if (name === "localhost" || name === "::1" || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name) === 4 && name.startsWith("127.")))
        return true;
    return proxy.except.some((entry) => {
        const suffix = entry
            .toLowerCase()
            .replace(/^\*?\./, "")
            .replace(/:\d+$/, "");
        return entry === "*" || name === suffix || name.endsWith(`.${suffix}`);
    });
}
async function openTcp(wanted, network, signal) {
    const address = overridden(wanted, network.resolve ?? []);
    const { proxy } = network;
    if (proxy === undefined || isDirect(address.host, proxy))
        return dial(address, signal);
    return throughProxy(address, proxy, network, signal);
}
function overridden({ host, port }, overrides) {
    const name = host.toLowerCase();
    const found = overrides.find((one) => one.host === name && (one.port === undefined || one.port === port));
    return found === undefined ? { host, port } : { host: found.address, port: found.toPort ?? port };
}
function dial({ host, port }, signal) {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)({ host: host.replace(/^\[(.*)\]$/, "$1"), port, noDelay: true });
        const abort = () => {
            socket.destroy();
            reject(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
        const settle = () => signal.removeEventListener("abort", abort);
        socket.once("error", (error) => {
            settle();
            reject(error);
        });
        socket.once("connect", () => {
            settle();
            resolve(socket);
        });
    });
}
async function throughProxy(address, proxy, network, signal) {
    const url = readProxy(proxy.url);
    const secured = url.protocol === "https:";
    const port = Number(url.port || (secured ? 443 : 80));
    const plain = await dial({ host: url.hostname, port }, signal);
    const { ca } = network.tls ?? {};
    const socket = secured ? await (0,_protocols_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .secure */ .e)(plain, url.hostname, ["http/1.1"], { ca }, signal) : plain;
    const target = `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
    const user = decodeURIComponent(url.username);
    const login = Buffer.from(`${user}:${decodeURIComponent(url.password)}`).toString("base64");
    const authorization = user === "" ? "" : `Proxy-Authorization: Basic ${login}\r\n`;
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
    const answer = await readHead(socket, signal);
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
    if (status?.startsWith("2"))
        return socket;
    socket.destroy();
    const said = status === undefined ? "does not speak HTTP" : `answers ${status} to CONNECT ${target}`;
    throw new _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("connecting", `the proxy ${url.host} ${said}`);
}
function readProxy(text) {
    const url = URL.parse(text.includes("://") ? text : `http://${text}`);
    if (url !== null && (url.protocol === "http:" || url.protocol === "https:"))
        return url;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "reading the address of the proxy",
        found: "it is not an http or https URL",
        advice: 'Write it as http://proxy.example.com:3128 in the input "proxy" or in HTTPS_PROXY.',
    });
}
const longestHead = 16 * 1024;
function readHead(socket, signal) {
    return new Promise((resolve, reject) => {
        let head = Buffer.alloc(0);
        const read = () => {
            for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
                head = Buffer.concat([head, chunk]);
                const end = head.indexOf("\r\n\r\n");
                if (end === -1 && head.length < longestHead)
                    continue;
                if (end !== -1 && head.length > end + 4)
                    socket.unshift(head.subarray(end + 4));
                settle(() => resolve(head.subarray(0, end === -1 ? longestHead : end).toString("latin1")));
                return;
            }
        };
        const fail = (error) => settle(() => reject(error));
        const closed = () => fail(new _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("connecting", "the proxy closed the connection"));
        const abort = () => {
            socket.destroy();
            fail(signal.reason);
        };
        const settle = (then) => {
            socket.off("readable", read).off("error", fail).off("close", closed).off("end", closed);
            signal.removeEventListener("abort", abort);
            then();
        };
        socket.on("readable", read).once("error", fail).once("close", closed).once("end", closed);
        signal.addEventListener("abort", abort, { once: true });
    });
}


/***/ }),

/***/ 5965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ addressOf),
/* harmony export */   t: () => (/* binding */ directWay)
/* harmony export */ });
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58576);

function directWay(origin, network = {}) {
    return {
        origin,
        tls: network.tls ?? {},
        dialCounts: true,
        dial: (address, signal) => (0,_network_js__WEBPACK_IMPORTED_MODULE_0__/* .openTcp */ .UD)(address ?? addressOf(origin), network, signal),
        to: (other) => directWay(other, other === origin ? network : { ...network, tls: { ca: network.tls?.ca } }),
    };
}
function addressOf(origin) {
    const url = new URL(origin);
    const secured = url.protocol === "https:" || url.protocol === "wss:" || url.protocol === "grpcs:";
    return { host: url.hostname, port: Number(url.port || (secured ? 443 : 80)) };
}


/***/ }),

/***/ 95914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ fill),
/* harmony export */   HX: () => (/* binding */ withStandIns),
/* harmony export */   V2: () => (/* binding */ substitute)
/* harmony export */ });
/* unused harmony export placeholders */
/* harmony import */ var _config_shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73777);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;
const onlyPlaceholder = /^\{\{\s*([\w.-]+)\s*\}\}$/;
function substitute(value, known, position, path = []) {
    if (typeof value === "string")
        return substituteText(value, known, () => position(path));
    if (Array.isArray(value)) {
        return value.map((item, index) => substitute(item, known, position, [...path, index]));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [
            String(substituteText(key, known, () => position([...path, key]))),
            substitute(item, known, position, [...path, key]),
        ]));
    }
    return value;
}
function fill(value, values) {
    const missing = new Set();
    const walk = (part) => {
        if (typeof part === "string")
            return fillText(part, values, missing);
        if (Array.isArray(part))
            return part.map(walk);
        if (typeof part === "object" && part !== null && Object.getPrototypeOf(part) === Object.prototype) {
            return Object.fromEntries(Object.entries(part).map(([key, item]) => [String(fillText(key, values, missing)), walk(item)]));
        }
        return part;
    };
    return { value: walk(value), missing: [...missing] };
}
function placeholders(text) {
    return [...text.matchAll(placeholder)].map(([, name]) => name ?? "");
}
function withStandIns(text, standIn = "0") {
    return text.replace(placeholder, standIn);
}
function fillText(text, values, missing) {
    if (!text.includes("{{"))
        return text;
    const whole = onlyPlaceholder.exec(text)?.[1];
    if (whole !== undefined && values.has(whole))
        return values.get(whole);
    return text.replace(placeholder, (left, name) => {
        if (values.has(name))
            return written(values.get(name));
        missing.add(name);
        return left;
    });
}
function substituteText(text, known, position) {
    const whole = onlyPlaceholder.exec(text)?.[1];
    if (whole !== undefined && !known.captured?.has(whole))
        return valueNamed(whole, known, position);
    return text.replace(placeholder, (left, name) => known.captured?.has(name) ? left : written(valueNamed(name, known, position)));
}
function valueNamed(name, { variables, captured }, position) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined && (value !== "" || name.startsWith("row.")))
        return value;
    const names = [...Object.keys(variables), ...(captured ?? [])];
    const nearest = value === "" ? undefined : (0,_config_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .nearestWord */ .zZ)(name, names);
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `putting variables into the smoke suite ${position().file}`,
        found: value === "" ? `the variable "${name}" is empty` : `no variable "${name}" is given`,
        advice: value === "" ? emptyAdvice(name) : missingAdvice(name, names, nearest),
        at: position(),
    });
}
const inputOf = {
    expected: "expect-version",
    "expected-digest": "expect-digest",
    environment: "environment",
};
function emptyAdvice(name) {
    return `Check the line ${name}= of the input "variables": the output that it takes may not exist.`;
}
function missingAdvice(name, names, nearest) {
    const input = inputOf[name];
    if (input !== undefined)
        return `Give the input "${input}".`;
    const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
    const given = names.length > 0 ? ` (there are: ${names.join(", ")})` : "";
    return `${hint}Add a line ${name}=… to the input "variables" (or "secrets", if it is one), or "${name}" to the suite's variables${given}.`;
}
function written(value) {
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}


/***/ })

};
