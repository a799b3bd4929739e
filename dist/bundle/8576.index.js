export const id = 8576;
export const ids = [8576];
export const modules = {

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


/***/ })

};
