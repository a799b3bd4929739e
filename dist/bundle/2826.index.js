export const id = 2826;
export const ids = [2826,118,1277];
export const modules = {

/***/ 21277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ openConnection),
/* harmony export */   connectorOver: () => (/* binding */ connectorOver)
/* harmony export */ });
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63135);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30076);


async function openConnection(way, protocols, signal) {
    const startedAt = performance.now();
    const stream = await way.dial(undefined, signal);
    const dialMs = performance.now() - startedAt;
    const url = new URL(way.origin);
    if (url.protocol !== "https:")
        return { stream, tls: undefined, dialMs };
    const socket = await (0,_tls_js__WEBPACK_IMPORTED_MODULE_1__/* .secure */ .e)(stream, url.hostname, protocols, way.tls, signal);
    const [wanted] = protocols;
    if (wanted === "h2" && socket.alpnProtocol !== "h2") {
        socket.destroy();
        throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeError */ .Sb("connecting", "the server does not speak HTTP/2: it did not agree to it by ALPN");
    }
    return { stream: socket, tls: (0,_tls_js__WEBPACK_IMPORTED_MODULE_1__/* .tlsFacts */ .f)(socket), dialMs };
}
function connectorOver(way, protocol, signal, opened) {
    return (_options, callback) => {
        openConnection(way, [protocol], signal).then((connection) => {
            opened(connection);
            callback(null, forUndici(connection.stream, protocol));
        }, (error) => callback(error instanceof Error ? error : new Error(String(error)), null));
    };
}
function forUndici(stream, protocol) {
    const socket = stream;
    if (protocol === "h2" && !("encrypted" in stream))
        socket.alpnProtocol = "h2";
    return socket;
}


/***/ }),

/***/ 8164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ openHttp)
});

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(43627);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./src/smoke/protocols/exchange-error.js
var exchange_error = __webpack_require__(63135);
;// CONCATENATED MODULE: ./src/smoke/protocols/body.js



async function readText(raw, limit, mostDecompressions) {
    const [only] = raw.chunks;
    let bytes = raw.chunks.length === 1 && only !== undefined ? only : Buffer.concat(raw.chunks, raw.length);
    let { truncated } = raw;
    const encodings = [raw.headers["content-encoding"] ?? []]
        .flat()
        .flatMap((value) => value.split(","))
        .map((value) => value.trim().toLowerCase())
        .filter((value) => value !== "" && value !== "identity");
    if (encodings.length > mostDecompressions) {
        throw new exchange_error/* ExchangeError */.Sb("answering", `the body is compressed ${encodings.length} times over`);
    }
    if (bytes.length > 0) {
        for (const encoding of encodings.reverse()) {
            const inner = await decompress(bytes, encoding, limit, truncated);
            if (inner === undefined)
                break;
            truncated ||= inner.length > limit;
            bytes = inner;
        }
    }
    if (bytes.length > limit)
        bytes = bytes.subarray(0, limit);
    return { text: bytes.toString("utf8"), bytes, truncated };
}
async function decompress(bytes, encoding, limit, cutOff) {
    const transform = transformFor(encoding);
    if (transform === undefined)
        return undefined;
    const chunks = [];
    let length = 0;
    try {
        for await (const chunk of external_node_stream_.Readable.from([bytes]).compose(transform)) {
            chunks.push(chunk);
            length += chunk.length;
            if (length > limit)
                break;
        }
    }
    catch (cause) {
        if (!cutOff)
            throw new exchange_error/* ExchangeError */.Sb("answering", `the body is not ${encoding}, as its header says`, cause);
    }
    finally {
        transform.destroy();
    }
    return Buffer.concat(chunks).subarray(0, limit + 1);
}
function transformFor(encoding) {
    switch (encoding) {
        case "gzip":
        case "x-gzip":
            return (0,external_node_zlib_.createGunzip)();
        case "deflate":
            return (0,external_node_zlib_.createInflate)();
        case "br":
            return (0,external_node_zlib_.createBrotliDecompress)();
        case "zstd":
            return (0,external_node_zlib_.createZstdDecompress)({ params: { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: 23 } });
        default:
            return undefined;
    }
}

// EXTERNAL MODULE: ./src/smoke/protocols/connection.js
var connection = __webpack_require__(21277);
;// CONCATENATED MODULE: ./src/smoke/protocols/http-line.js




const longestBody = 1024 * 1024;
const mostHeaderBytes = 128 * 1024;
const mostDecompressions = 3;
function openLine(way, request) {
    const giveUp = new AbortController();
    const protocol = request.protocol ?? "http/1.1";
    const line = {
        protocol,
        giveUp,
        connection: undefined,
        fresh: false,
        used: false,
        client: new undici.Client(way.origin, {
            allowH2: protocol === "h2",
            maxHeaderSize: mostHeaderBytes,
            headersTimeout: 0,
            bodyTimeout: 0,
            connect: (0,connection.connectorOver)(way, protocol, giveUp.signal, (connection) => {
                line.connection = connection;
                line.fresh = true;
            }),
        }),
    };
    return line;
}
async function end(line) {
    line.giveUp.abort();
    await line.client.destroy();
}
async function exchangeOver(line, way, request, signal) {
    line.fresh = false;
    const stopped = [];
    const stop = (reason) => {
        stopped.push(reason);
        line.giveUp.abort(reason);
        line.client.destroy(reason instanceof Error ? reason : new Error(String(reason))).catch(() => undefined);
    };
    const clock = setTimeout(() => stop(new exchange_error/* OutOfTime */.fg(request.timeoutMs)), request.timeoutMs);
    const abort = () => stop(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    const startedAt = performance.now();
    const seen = { status: 0, headers: {}, chunks: [], length: 0, truncated: false, firstByteAt: undefined };
    try {
        await receive(line.client, request, seen);
        const dialMs = line.fresh && !way.dialCounts ? (line.connection?.dialMs ?? 0) : 0;
        line.used = true;
        return { kind: "answer", answer: await answerOf(line, way, request, seen, startedAt + dialMs) };
    }
    catch (error) {
        if (signal.aborted)
            return { kind: "broken", error: signal.reason, stale: false };
        const phase = line.fresh || line.used ? "answering" : "connecting";
        const stale = stopped.length === 0 && seen.firstByteAt === undefined && !line.fresh;
        return { kind: "broken", error: (0,exchange_error/* exchangeError */.mH)(phase, stopped.length === 0 ? error : stopped[0]), stale };
    }
    finally {
        clearTimeout(clock);
        signal.removeEventListener("abort", abort);
    }
}
function receive(client, request, seen) {
    const limit = request.maxBodyBytes ?? longestBody;
    return new Promise((resolve, reject) => {
        const handler = {
            onRequestStart: () => undefined,
            onResponseStart(_controller, status, headers) {
                if (status < 200)
                    return;
                seen.firstByteAt = performance.now();
                seen.status = status;
                seen.headers = headers;
            },
            onResponseData(controller, chunk) {
                if (seen.truncated)
                    return;
                seen.chunks.push(chunk);
                seen.length += chunk.length;
                if (seen.length <= limit)
                    return;
                seen.truncated = true;
                resolve();
                controller.abort(new exchange_error/* ExchangeError */.Sb("answering", "the body is longer than is read"));
            },
            onResponseEnd: () => resolve(),
            onResponseError: (_controller, error) => reject(error),
        };
        const headers = { "user-agent": "slipway-smoke-test", ...request.headers };
        const { method, path, body = null } = request;
        client.dispatch({ method, path, headers, body: body }, handler);
    });
}
async function answerOf(line, way, request, seen, startedAt) {
    const endedAt = performance.now();
    const { text, bytes, truncated } = await readText(seen, request.maxBodyBytes ?? longestBody, mostDecompressions);
    return {
        protocol: line.protocol,
        status: seen.status,
        headers: flatten(seen.headers),
        cookies: [seen.headers["set-cookie"] ?? []].flat(),
        body: text,
        bytes,
        truncated,
        durationMs: endedAt - startedAt,
        firstByteMs: (seen.firstByteAt ?? endedAt) - startedAt,
        tls: line.connection?.tls,
        url: way.origin + request.path,
        redirects: [],
    };
}
function flatten(headers) {
    const flat = {};
    for (const name in headers) {
        const value = headers[name];
        if (value !== undefined)
            flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
    }
    return flat;
}

;// CONCATENATED MODULE: ./src/smoke/protocols/redirect.js

const kept = new Set([307, 308]);
const redirecting = new Set([301, 302, 303, 307, 308]);
const credentials = /^(?:authorization|cookie|proxy-authorization|x-api-key|x-signature.*)$/i;
async function followRedirects(start) {
    const most = start.request.maxRedirects ?? 0;
    if (most === 0)
        return start.answer;
    const redirects = [];
    let { request, origin, answer } = start;
    let { durationMs } = answer;
    for (;;) {
        const next = redirectOf(request, origin, answer);
        const send = next && start.senderFor(next.origin);
        if (next === undefined || send === undefined)
            break;
        redirects.push({ status: answer.status, location: next.url });
        if (redirects.length > most)
            throw endlessRedirects(redirects);
        ({ origin, request } = next);
        answer = await send(request, start.signal);
        durationMs += answer.durationMs;
    }
    return { ...answer, durationMs, redirects };
}
function redirectOf(request, origin, answer) {
    const { location } = answer.headers;
    if (!redirecting.has(answer.status) || location === undefined)
        return undefined;
    const url = URL.parse(location, origin + request.path);
    if (url === null || (url.protocol !== "http:" && url.protocol !== "https:"))
        return undefined;
    const keepsMethod = kept.has(answer.status) || request.method === "GET" || request.method === "HEAD";
    const isForeign = url.origin !== new URL(origin).origin;
    const headers = Object.entries(request.headers).filter(([name]) => !(isForeign && credentials.test(name)) && (keepsMethod || !/^content-/i.test(name)));
    return {
        origin: url.origin,
        url: url.href,
        request: {
            ...request,
            path: url.pathname + url.search,
            headers: Object.fromEntries(headers),
            maxRedirects: 0,
            ...(keepsMethod ? {} : { method: "GET", body: undefined }),
        },
    };
}
function endlessRedirects(redirects) {
    const seen = redirects.map(({ location }) => location);
    const last = seen.at(-1) ?? "";
    const again = seen.indexOf(last);
    const what = again < seen.length - 1
        ? `the redirects lead in a circle: ${seen.slice(again).join(" → ")}`
        : `there are more than ${seen.length - 1} redirects, the last one to ${last}`;
    return new exchange_error/* ExchangeError */.Sb("answering", what);
}

;// CONCATENATED MODULE: ./src/smoke/protocols/http.js


const harmless = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"]);
function openHttp(way) {
    const idle = [];
    const elsewhere = new Map();
    const sendHere = async (request, signal) => {
        for (;;) {
            signal.throwIfAborted();
            const result = await sendOver(idle, way, request, signal);
            if (result.kind === "answer")
                return result.answer;
            if (!result.mayRepeat)
                throw result.error;
        }
    };
    const senderFor = (origin) => {
        if (origin === way.origin)
            return sendHere;
        const known = elsewhere.get(origin);
        const other = known === undefined ? way.to(origin) : undefined;
        const session = known ?? (other && openHttp(other));
        if (session === undefined)
            return undefined;
        elsewhere.set(origin, session);
        return session.send;
    };
    return {
        send: async (request, signal) => followRedirects({ request, origin: way.origin, answer: await sendHere(request, signal), senderFor, signal }),
        async close() {
            const sessions = [...elsewhere.values()];
            elsewhere.clear();
            await Promise.all([...idle.splice(0).map(end), ...sessions.map((session) => session.close())]);
        },
    };
}
async function sendOver(idle, way, request, signal) {
    const mayShare = harmless.has(request.method) && request.freshConnection !== true;
    const line = (mayShare ? takeIdle(idle, request) : undefined) ?? openLine(way, request);
    const wasUsed = line.used;
    const result = await exchangeOver(line, way, request, signal);
    if (result.kind === "answer" && mayShare && !result.answer.truncated)
        idle.push(line);
    else
        await end(line);
    return result.kind === "answer" ? result : { ...result, mayRepeat: wasUsed && result.stale };
}
function takeIdle(idle, { protocol = "http/1.1" }) {
    const index = idle.findLastIndex((line) => line.protocol === protocol);
    return index === -1 ? undefined : idle.splice(index, 1)[0];
}


/***/ }),

/***/ 12826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runSuite: () => (/* binding */ runSuite)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/smoke/auth/hmac.js

const usualMessage = "{method}\n{path}\n{timestamp}\n{body-sha256}";
function hmacHeaders(auth, { body = "", method, path }, now) {
    const timestamp = String(Math.floor(now / 1000));
    const parts = {
        method,
        path,
        timestamp,
        body,
        "body-sha256": (0,external_node_crypto_.createHash)("sha256").update(body).digest("hex"),
    };
    const message = (auth.message ?? usualMessage).replace(/\{([a-z0-9-]+)\}/g, (whole, name) => parts[name] ?? whole);
    const signature = (0,external_node_crypto_.createHmac)(auth.algorithm ?? "sha256", auth.secret)
        .update(message)
        .digest(auth.encoding ?? "hex");
    const keyId = auth["key-id"];
    return {
        [(auth["timestamp-header"] ?? "x-timestamp").toLowerCase()]: timestamp,
        ...(keyId === undefined ? {} : { [(auth["key-id-header"] ?? "x-key-id").toLowerCase()]: keyId }),
        [(auth.header ?? "x-signature").toLowerCase()]: `${auth.prefix ?? ""}${signature}`,
    };
}

// EXTERNAL MODULE: ./src/smoke/protocols/http.js + 3 modules
var http = __webpack_require__(8164);
// EXTERNAL MODULE: ./src/smoke/targets/way.js
var targets_way = __webpack_require__(5965);
;// CONCATENATED MODULE: ./src/smoke/exchange.js


async function exchange(route, request, signal) {
    const session = (0,http/* openHttp */.f)("dial" in route ? route : wayOf(route));
    try {
        return await session.send({ ...request, freshConnection: true }, signal);
    }
    finally {
        await session.close();
    }
}
function wayOf({ origin, connect }) {
    if (connect === undefined)
        return (0,targets_way/* directWay */.t)(origin);
    return { origin, tls: {}, dialCounts: false, dial: (_address, signal) => connect(signal), to: () => undefined };
}

// EXTERNAL MODULE: ./src/smoke/protocols/exchange-error.js
var exchange_error = __webpack_require__(63135);
// EXTERNAL MODULE: ./src/smoke/protocols/step.js
var step = __webpack_require__(55707);
;// CONCATENATED MODULE: ./src/smoke/auth/oauth2.js





const timeoutMs = 10_000;
const spareMs = 30_000;
const usualLifeMs = 300_000;
function openOAuth2(auth, options) {
    let current;
    return (signal) => {
        if (current !== undefined && performance.now() < current.expiresAt)
            return current.token;
        const fetched = fetchToken(auth, options, signal);
        const entry = { token: fetched.then(({ token }) => token), expiresAt: Number.POSITIVE_INFINITY };
        current = entry;
        fetched.then(({ lifeMs }) => {
            entry.expiresAt = performance.now() + Math.max(0, lifeMs - spareMs);
        }, () => {
            if (current === entry)
                current = undefined;
        });
        return entry.token;
    };
}
async function fetchToken(auth, { network, onSecret }, signal) {
    const url = new URL(auth["token-url"]);
    const inBody = auth["client-authentication"] === "body";
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    if (auth.scope !== undefined)
        form.set("scope", auth.scope);
    if (auth.audience !== undefined)
        form.set("audience", auth.audience);
    if (inBody) {
        form.set("client_id", auth["client-id"]);
        form.set("client_secret", auth["client-secret"]);
    }
    const login = [auth["client-id"], auth["client-secret"]].map((part) => encodeURIComponent(part)).join(":");
    const basic = Buffer.from(login).toString("base64");
    onSecret?.(basic);
    const request = {
        method: "POST",
        path: url.pathname + url.search,
        headers: {
            accept: "application/json",
            "content-type": "application/x-www-form-urlencoded",
            ...(inBody ? {} : { authorization: `Basic ${basic}` }),
        },
        body: form.toString(),
        timeoutMs,
    };
    const answer = await exchange((0,targets_way/* directWay */.t)(url.origin, network), request, signal);
    const said = ((0,step/* parsed */.Yz)(answer.body) ?? {});
    if (answer.status === 200 && typeof said.access_token === "string" && said.access_token !== "") {
        onSecret?.(said.access_token);
        const seconds = Number(said.expires_in);
        return { token: said.access_token, lifeMs: seconds > 0 ? seconds * 1000 : usualLifeMs };
    }
    const why = `it answers ${answer.status}${typeof said.error === "string" ? ` ${said.error}` : " without a token"}`;
    if (answer.status >= 500 || answer.status === 429) {
        throw new exchange_error/* ExchangeError */.Sb("connecting", `no access token came from ${url.origin}: ${why}`);
    }
    throw new failure/* Failure */.H({
        attempted: `fetching an access token from ${url.origin}${url.pathname}`,
        found: why,
        advice: "Check token-url, client-id, client-secret and scope of the suite's `auth`.",
    });
}

;// CONCATENATED MODULE: ./src/smoke/auth/authorizer.js


function authorizerOf(auth, options = {}) {
    switch (auth.kind) {
        case "bearer":
            return { secrets: [auth.token], headers: async () => ({ authorization: `Bearer ${auth.token}` }) };
        case "basic": {
            const credentials = Buffer.from(`${auth.username}:${auth.password}`).toString("base64");
            return {
                secrets: [auth.password, credentials],
                headers: async () => ({ authorization: `Basic ${credentials}` }),
            };
        }
        case "oauth2": {
            const token = openOAuth2(auth, options);
            return {
                secrets: [auth["client-secret"]],
                headers: async (_request, signal) => ({ authorization: `Bearer ${await token(signal)}` }),
            };
        }
        case "hmac":
            return { secrets: [auth.secret], headers: async (request) => hmacHeaders(auth, request, Date.now()) };
    }
}

// EXTERNAL MODULE: ./src/smoke/condition.js
var condition = __webpack_require__(79110);
// EXTERNAL MODULE: ./src/smoke/variables.js
var variables = __webpack_require__(95914);
;// CONCATENATED MODULE: ./src/smoke/fill-step.js

function fillStep(step, values) {
    const { value, missing } = (0,variables/* fill */.GS)({ name: step.name, ask: withTextsOnly(step.ask), expect: step.expect, captures: step.captures }, values);
    const ask = step.ask.kind === "protocol" ? { ...value.ask, protocol: step.ask.protocol } : value.ask;
    return { value: { ...step, ...value, name: String(value.name), ask: asTexts(ask) }, missing };
}
function withTextsOnly(ask) {
    return ask.kind === "protocol" ? { kind: ask.kind, options: ask.options } : ask;
}
function asTexts(ask) {
    if (ask.kind === "protocol")
        return ask;
    const { location, headers, body } = ask;
    return {
        ...ask,
        location: location.kind === "path"
            ? { ...location, path: String(location.path) }
            : { ...location, url: String(location.url) },
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: body === undefined ? undefined : String(body),
    };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ../../node_modules/json-p3/dist/json-p3.cjs.js
var json_p3_cjs = __webpack_require__(69597);
// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
;// CONCATENATED MODULE: ./src/smoke/expect-text.js
function textRuleMismatches(what, value, rule, quote) {
    if (rule.exists === false)
        return value === undefined ? [] : [`expected no ${what.replace(/^the /, "")}, got ${quote(value)}`];
    if (value === undefined)
        return [
            `expected ${what} ${describeRule(rule, quote)}, but the answer has no such ${/^the (\w+)/.exec(what)?.[1] ?? "thing"}`,
        ];
    return textMismatches(what, value, rule, quote);
}
function textMismatches(what, value, rule, quote) {
    const found = [];
    if (rule.equals !== undefined && value !== rule.equals) {
        found.push(`expected ${what} to be ${quote(rule.equals)}, got ${quote(value)}`);
    }
    if (rule.not !== undefined && value === rule.not)
        found.push(`expected ${what} not to be ${quote(rule.not)}, but it is`);
    for (const part of rule.contains ?? []) {
        if (!value.includes(part))
            found.push(`expected ${what} to contain ${quote(part)}, got ${quote(value)}`);
    }
    if (rule.matches !== undefined && !new RegExp(rule.matches, "u").test(value)) {
        found.push(`expected ${what} to match /${rule.matches}/, got ${quote(value)}`);
    }
    return found;
}
function describeRule(rule, quote) {
    if (rule.equals !== undefined)
        return `to be ${quote(rule.equals)}`;
    if (rule.not !== undefined)
        return `not to be ${quote(rule.not)}`;
    if (rule.contains !== undefined)
        return `to contain ${rule.contains.map(quote).join(" and ")}`;
    return rule.matches === undefined ? "to be there" : `to match /${rule.matches}/`;
}

;// CONCATENATED MODULE: ./src/smoke/expect-connection.js

function tlsMismatches({ tls }, rule) {
    if (rule === undefined)
        return [];
    if (tls === undefined)
        return ["expected TLS, but the answer came without it"];
    const { daysLeft, version, names = [] } = rule;
    const missing = names.filter((name) => !tls.names.some((one) => covers(one, name)));
    return [
        ...(daysLeft !== undefined && tls.daysLeft < daysLeft
            ? [`expected at least ${daysLeft} days until the certificate expires, got ${Math.floor(tls.daysLeft)}`]
            : []),
        ...(version !== undefined && tls.version < version ? [`expected ${version} or newer, got ${tls.version}`] : []),
        ...missing.map((name) => `expected the certificate to be for ${name}, it is for ${tls.names.join(", ") || "no name"}`),
    ];
}
function redirectMismatches(answer, rule, quote) {
    if (rule === undefined)
        return [];
    const followed = answer.redirects ?? [];
    const last = followed.at(-1)?.location ?? answer.url;
    return [
        ...(rule.count !== undefined && followed.length !== rule.count
            ? [
                `expected ${rule.count} redirects, followed ${followed.length}${followed.length > 0 ? `, to ${followed.map(({ location }) => location).join(", ")}` : ""}`,
            ]
            : []),
        ...(rule.to === undefined ? [] : textRuleMismatches("the URL that answered", last, rule.to, quote)),
    ];
}
function covers(certified, name) {
    const [one, other] = [certified.toLowerCase(), name.toLowerCase()];
    if (one === other)
        return true;
    return one.startsWith("*.") && other.slice(other.indexOf(".") + 1) === one.slice(2) && other.includes(".");
}

;// CONCATENATED MODULE: ./src/smoke/expect-cookies.js

function readCookies(answer) {
    return (answer.cookies ?? []).flatMap((line) => {
        const [pair = "", ...rest] = line.split(";");
        const cut = pair.indexOf("=");
        if (cut < 1)
            return [];
        const attributes = rest.map((part) => {
            const [name = "", ...value] = part.split("=");
            return [name.trim().toLowerCase(), value.join("=").trim()];
        });
        const value = pair
            .slice(cut + 1)
            .trim()
            .replace(/^"(.*)"$/, "$1");
        return [{ name: pair.slice(0, cut).trim(), value, attributes: new Map(attributes) }];
    });
}
function cookieMismatches(answer, rules, quote) {
    const entries = Object.entries(rules);
    if (entries.length === 0)
        return [];
    const cookies = readCookies(answer);
    return entries.flatMap(([name, rule]) => {
        const what = `the cookie ${name}`;
        const cookie = cookies.findLast((one) => one.name === name);
        const found = textRuleMismatches(what, cookie?.value, rule, quote);
        return cookie === undefined ? found : [...found, ...attributeMismatches(what, cookie, rule, quote)];
    });
}
function attributeMismatches(what, { attributes }, rule, quote) {
    const flag = (name, wanted) => wanted === undefined || attributes.has(name) === wanted
        ? []
        : [`expected ${what} ${wanted ? "to be" : "not to be"} ${name}`];
    const text = (name, wanted) => {
        const value = attributes.get(name);
        if (wanted === undefined || value?.toLowerCase() === wanted.toLowerCase())
            return [];
        return [`expected ${what} to have ${name}=${wanted}, got ${value === undefined ? "none" : quote(value)}`];
    };
    return [
        ...flag("secure", rule.secure),
        ...flag("httponly", rule.httpOnly),
        ...text("samesite", rule.sameSite),
        ...text("path", rule.path),
        ...text("domain", rule.domain),
    ];
}

;// CONCATENATED MODULE: ./src/smoke/expect-version.js

function versionMismatch(answer, rule, digests, quote) {
    const { equals, by } = rule;
    if (by.kind === "digest")
        return digestMismatch(equals, digests);
    const where = by.kind === "header" ? `the header ${by.name}` : by.path;
    const found = by.kind === "header" ? answer.headers[by.name] : valueAt(answer, by.path);
    if (found === undefined)
        return [`expected version ${quote(equals)} to answer, but the answer does not say its version by ${where}`];
    return sameVersion(found, equals)
        ? []
        : [`expected version ${quote(equals)} to answer, got an answer of version ${quote(found)}`];
}
function digestMismatch(equals, digests) {
    if (digests === undefined) {
        return [
            `expected a pod of ${equals} to answer, but it is not known which pod did: ask the pods (input "service" or "workload"), or let the answer say its version`,
        ];
    }
    if (digests.includes(equals))
        return [];
    return [`expected a pod of ${equals} to answer, got one of ${digests.join(", ") || "an image without a digest"}`];
}
function valueAt({ body, truncated }, path) {
    if (truncated)
        return undefined;
    try {
        const [value] = json_p3_cjs/* jsonpath */.YF.query(path, JSON.parse(body)).values();
        return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
    }
    catch {
        return undefined;
    }
}
function sameVersion(found, expected) {
    const bare = (version) => version.trim().replace(/^v(?=\d)/i, "");
    return bare(found) === bare(expected);
}

// EXTERNAL MODULE: ./src/smoke/secrets.js
var smoke_secrets = __webpack_require__(70118);
;// CONCATENATED MODULE: ./src/smoke/expectations.js









const plain = { hide: (text) => text };
function mismatches(answer, expect, circumstances = plain) {
    const quote = quoting(circumstances.hide);
    return [
        ...statusMismatch(answer, expect.status),
        ...(expect.version === undefined ? [] : versionMismatch(answer, expect.version, circumstances.digests, quote)),
        ...Object.entries(expect.headers).flatMap(([name, rule]) => textRuleMismatches(`the header ${name}`, answer.headers[name], rule, quote)),
        ...cookieMismatches(answer, expect.cookies ?? {}, quote),
        ...bodyMismatches(answer, expect, quote),
        ...timeMismatch("the answer", answer.durationMs, expect.timeMs),
        ...timeMismatch("the first byte", answer.firstByteMs ?? answer.durationMs, expect.firstByteMs),
        ...tlsMismatches(answer, expect.tls),
        ...redirectMismatches(answer, expect.redirects, quote),
        ...judged(answer, expect, circumstances.hide),
        ...(answer.problems ?? []),
    ];
}
function fitsStatus(status, expected) {
    return expected.some((one) => {
        if (typeof one === "number")
            return one === status;
        const [, from, to] = /^(\d+)-(\d+)$/.exec(one) ?? [];
        if (from !== undefined && to !== undefined)
            return status >= Number(from) && status <= Number(to);
        return one.endsWith("xx") ? one[0] === String(status)[0] && status >= 100 : one === String(status);
    });
}
function judged(answer, { judges = [] }, hide) {
    if (judges.length === 0)
        return [];
    const hidden = { ...answer, headers: (0,smoke_secrets/* hideDeep */.xL)(answer.headers, hide), body: hide(answer.body) };
    return judges.flatMap(({ check }) => check(hidden));
}
function statusMismatch({ status }, expected) {
    if (expected.length === 0 || fitsStatus(status, expected))
        return [];
    return [`expected status ${expected.join(" or ")}, got ${status}`];
}
function bodyMismatches(answer, expect, quote) {
    const { body, size, sha256, schema, json } = expect;
    const needsAll = [body, size, sha256, schema].some((one) => one !== undefined) || Object.keys(json).length > 0;
    if (!needsAll)
        return [];
    if (answer.truncated) {
        return [
            `expected something of the body, got more than the ${answer.bytes?.length ?? answer.body.length} bytes that are read`,
        ];
    }
    return [
        ...(body === undefined ? [] : textMismatches("the body", answer.body, body, quote)),
        ...amountMismatches("the body's size in bytes", bytesOf(answer).length, size),
        ...hashMismatch(answer, sha256),
        ...documentMismatches(answer, expect, quote),
    ];
}
function documentMismatches(answer, { json, schema }, quote) {
    const rules = Object.entries(json);
    if (rules.length === 0 && schema === undefined)
        return [];
    if (answer.body.trim() === "")
        return ["expected a JSON body, got an empty one"];
    let document;
    try {
        document = JSON.parse(answer.body);
    }
    catch {
        return ["expected a JSON body, got one that is not JSON"];
    }
    return [
        ...rules.flatMap(([path, rule]) => jsonMismatches(path, rule, document, quote)),
        ...(schema?.check(document) ?? []),
    ];
}
function jsonMismatches(path, rule, document, quote) {
    const nodes = json_p3_cjs/* jsonpath */.YF.query(path, document).values();
    if (rule.exists === false)
        return nodes.length === 0 ? [] : [`expected nothing at ${path}, got ${quote(nodes[0])}`];
    const counted = amountMismatches(`the number of nodes at ${path}`, nodes.length, rule.count);
    const onlyCount = rule.count !== undefined && Object.keys(rule).length === 1;
    if (counted.length > 0 || onlyCount)
        return counted;
    if (nodes.length === 0)
        return [`expected a value at ${path}, found none`];
    return nodes.flatMap((node) => nodeMismatches(path, rule, node, quote));
}
function nodeMismatches(path, rule, node, quote) {
    const told = [
        ["equals" in rule && !(0,external_node_util_.isDeepStrictEqual)(node, rule.equals), `to be ${quote(rule.equals)}`],
        ["not" in rule && (0,external_node_util_.isDeepStrictEqual)(node, rule.not), `not to be ${quote(rule.not)}`],
        ["contains" in rule && !contains(node, rule.contains), `to contain ${quote(rule.contains)}`],
        [rule.matches !== undefined && !matches(node, rule.matches), `to match /${rule.matches}/`],
        [
            rule.oneOf !== undefined && !rule.oneOf.some((one) => (0,external_node_util_.isDeepStrictEqual)(node, one)),
            `to be one of ${quote(rule.oneOf)}`,
        ],
        [
            rule.greaterThan !== undefined && !isNumber(node, (n) => n > (rule.greaterThan ?? 0)),
            `to be greater than ${rule.greaterThan}`,
        ],
        [rule.atLeast !== undefined && !isNumber(node, (n) => n >= (rule.atLeast ?? 0)), `to be at least ${rule.atLeast}`],
        [
            rule.lessThan !== undefined && !isNumber(node, (n) => n < (rule.lessThan ?? 0)),
            `to be less than ${rule.lessThan}`,
        ],
        [rule.atMost !== undefined && !isNumber(node, (n) => n <= (rule.atMost ?? 0)), `to be at most ${rule.atMost}`],
        [rule.type !== undefined && !isOfType(node, rule.type), `to be of type ${rule.type}`],
    ];
    const wrong = told.filter(([isWrong]) => isWrong).map(([, what]) => `expected ${path} ${what}, got ${quote(node)}`);
    if (rule.length === undefined)
        return wrong;
    if (typeof node !== "string" && !Array.isArray(node))
        return [...wrong, `expected ${path} to have a length, got ${quote(node)}`];
    return [...wrong, ...amountMismatches(`the length of ${path}`, node.length, rule.length)];
}
function contains(node, part) {
    if (typeof node === "string")
        return typeof part === "string" && node.includes(part);
    return Array.isArray(node) && node.some((item) => (0,external_node_util_.isDeepStrictEqual)(item, part));
}
function matches(node, pattern) {
    return typeof node === "string" && new RegExp(pattern, "u").test(node);
}
function isNumber(node, test) {
    return typeof node === "number" && test(node);
}
function isOfType(node, type) {
    switch (type) {
        case "null":
            return node === null;
        case "array":
            return Array.isArray(node);
        case "object":
            return typeof node === "object" && node !== null && !Array.isArray(node);
        case "integer":
            return Number.isInteger(node);
        default:
            return typeof node === type;
    }
}
function amountMismatches(what, amount, rule) {
    if (rule === undefined)
        return [];
    const { equals, atLeast, atMost } = rule;
    if (equals !== undefined && amount !== equals)
        return [`expected ${what} to be ${equals}, got ${amount}`];
    if (atLeast !== undefined && amount < atLeast)
        return [`expected ${what} to be at least ${atLeast}, got ${amount}`];
    if (atMost !== undefined && amount > atMost)
        return [`expected ${what} to be at most ${atMost}, got ${amount}`];
    return [];
}
function hashMismatch(answer, sha256) {
    if (sha256 === undefined)
        return [];
    const found = (0,external_node_crypto_.createHash)("sha256").update(bytesOf(answer)).digest("hex");
    return found === sha256 ? [] : [`expected the body's SHA-256 to be ${sha256}, got ${found}`];
}
function bytesOf({ bytes, body }) {
    return bytes ?? Buffer.from(body, "utf8");
}
function timeMismatch(what, durationMs, limit) {
    if (limit === undefined || durationMs < limit)
        return [];
    return [`expected ${what} in less than ${(0,duration/* formatDuration */.a3)(limit)}, it took ${(0,duration/* formatDuration */.a3)(Math.ceil(durationMs))}`];
}
function quoting(hide) {
    return (value) => {
        const text = typeof value === "string" && value.length > 20_000 ? value.slice(0, 20_000) : value;
        const hidden = hide(JSON.stringify((0,smoke_secrets/* hideDeep */.xL)(text, hide)) ?? "nothing");
        return hidden.length > 120 ? `${hidden.slice(0, 117)}…` : hidden;
    };
}

;// CONCATENATED MODULE: ./src/smoke/ask-step.js




async function askStep(step, endpoint, context, asking) {
    const { ask, timeoutMs } = step;
    if (ask.kind === "http")
        return askHttp(ask, timeoutMs, endpoint, context, asking);
    const authorizer = context.authorizerOf(undefined);
    const answer = await ask.protocol.run(ask.options, {
        endpoint,
        cluster: context.cluster,
        authorization: async (request) => (await authorizer?.headers(request, context.signal)) ?? {},
        timeoutMs,
        signal: context.signal,
        log: context.log,
        addSecret: (secret) => context.secrets.add(secret),
        directory: context.directory,
        previous: context.previous?.[step.name],
    });
    return { answer, request: undefined, note: undefined };
}
async function askHttp(ask, timeoutMs, endpoint, context, asking) {
    const { method, location, repeat } = ask;
    const body = ask.json === undefined ? ask.body : JSON.stringify(ask.json);
    const url = addressOf(location, endpoint);
    const path = location.kind === "path" ? pathOf(location.path) : url.pathname + url.search;
    const own = location.kind === "path" ? await authorization(ask, { method, path, body }, context) : {};
    const wire = {
        method,
        path,
        headers: { ...own, ...ask.headers },
        body,
        timeoutMs,
        ...(ask.follow > 0 ? { maxRedirects: ask.follow } : {}),
        ...(ask.http === "2" ? { protocol: "h2" } : {}),
        ...(ask.fresh ? { freshConnection: true } : {}),
    };
    const request = { method, url: url.href, headers: wire.headers, body };
    asking(request);
    const send = () => location.kind === "path"
        ? endpoint.send(wire, context.signal)
        : exchange(wayTo(url, endpoint, context), wire, context.signal);
    let answer = await send();
    let count = 1;
    while (repeat !== undefined && count < repeat.times && !fitsStatus(answer.status, repeat.until)) {
        answer = await send();
        count += 1;
    }
    return { answer, request, note: repeat && `after ${count} requests` };
}
function wayTo(url, { way }, { networkFor }) {
    const network = networkFor?.(url) ?? {};
    if (way?.dialCounts && way.origin === url.origin)
        return (0,targets_way/* directWay */.t)(url.origin, network);
    return (0,targets_way/* directWay */.t)(url.origin, { ...network, tls: { ca: network.tls?.ca } });
}
function addressOf(location, { way }) {
    const text = location.kind === "path" ? `${way?.origin ?? "http://target"}${pathOf(location.path)}` : location.url;
    const url = URL.parse(text);
    if (url?.protocol === "http:" || url?.protocol === "https:")
        return url;
    throw new exchange_error/* ExchangeError */.Sb("answering", `nothing can be asked at ${JSON.stringify(text)}`);
}
function pathOf(path) {
    if (path.startsWith("/"))
        return path;
    const url = URL.parse(path);
    return url === null ? `/${path}` : url.pathname + url.search;
}
async function authorization({ auth }, request, context) {
    if (auth === "none")
        return {};
    const authorizer = context.authorizerOf(auth);
    if (authorizer !== undefined) {
        const headers = await authorizer.headers(request, context.signal);
        for (const secret of authorizer.secrets)
            context.secrets.add(secret);
        const [, credentials] = /^\S+\s+(\S{8,})$/.exec(headers.authorization ?? "") ?? [];
        if (credentials !== undefined)
            context.secrets.add(credentials);
        return headers;
    }
    return context.token ? { authorization: `Bearer ${context.token}` } : {};
}

;// CONCATENATED MODULE: ./src/smoke/captures.js


function takeCaptures(answer, captures) {
    const taken = [];
    const missing = [];
    for (const [name, { from, secret }] of Object.entries(captures)) {
        const value = valueFrom(answer, from);
        if (value === undefined || value === null || value === "")
            missing.push(`expected ${describe(from)} to capture as ${name}, found none`);
        else
            taken.push({ name, value, secret });
    }
    return { taken, missing };
}
function valueFrom(answer, from) {
    switch (from.kind) {
        case "header":
            return answer.headers[from.name];
        case "cookie":
            return readCookies(answer).findLast(({ name }) => name === from.name)?.value;
        case "regex": {
            const match = new RegExp(from.pattern, "u").exec(answer.body);
            return match === null ? undefined : (match[1] ?? match[0]);
        }
        case "json":
            try {
                return json_p3_cjs/* jsonpath */.YF.query(from.path, JSON.parse(answer.body)).values()[0];
            }
            catch {
                return undefined;
            }
    }
}
function describe(from) {
    switch (from.kind) {
        case "header":
            return `a header ${from.name}`;
        case "cookie":
            return `a cookie ${from.name}`;
        case "regex":
            return `a match of /${from.pattern}/`;
        case "json":
            return `a value at ${from.path}`;
    }
}

;// CONCATENATED MODULE: ./src/smoke/settling.js
function settlingOf(tries, answeredBefore) {
    const firstFit = tries.findIndex(({ fits }) => fits);
    if (firstFit === -1)
        return "steady";
    if (tries.slice(firstFit).some(({ fits }) => !fits))
        return "flapping";
    if (firstFit === 0)
        return "steady";
    return answeredBefore && tries[0]?.unreachable === true ? "flapping" : "slow start";
}

;// CONCATENATED MODULE: ./src/smoke/run-step.js






const firstPause = 200;
const longestPause = 5000;
const rightInARow = 3;
const confirmingPause = 100;
async function runStep(step, run, context) {
    const startedAt = Date.now();
    const began = performance.now();
    const pace = paceOf(step, run, began);
    const tries = [];
    let { pause } = pace;
    let inARow = 0;
    for (;;) {
        const atMs = performance.now() - began;
        const attempt = await tryOnce(step, run.endpoint, context);
        const fits = attempt.mismatches.length === 0;
        tries.push({ atMs, fits, unreachable: attempt.unreachable, problem: attempt.mismatches[0] });
        inARow = fits ? inARow + 1 : 0;
        const next = fits ? confirmingPause : pause;
        const again = (attempt.mayRepeat || fits) && performance.now() + next <= pace.deadline;
        const settled = inARow >= rowWanted(step, tries, pace.stable);
        if (settled || !again || !(await run.endpoint.isCurrent(context.signal))) {
            return outcome({ run, attempt, tries, startedAt, inARow, wanted: pace.stable });
        }
        if (!fits) {
            context.log.debug(`  ${step.name}: attempt ${tries.length}: ${attempt.mismatches[0]}`);
            pause = Math.min(pause * 2, pace.longestPause);
        }
        await (0,promises_.setTimeout)(next, undefined, { signal: context.signal });
    }
}
function paceOf({ eventually, retry }, { deadline }, began) {
    if (eventually === undefined)
        return { deadline, pause: firstPause, longestPause, stable: 1 };
    return {
        deadline: began + eventually.withinMs,
        pause: eventually.pauseMs,
        longestPause: eventually.longestPauseMs,
        stable: retry ? eventually.stable : 1,
    };
}
function rowWanted(step, tries, stable) {
    const wasWrong = step.retry && tries.some(({ fits }) => !fits);
    return wasWrong ? Math.max(stable, rightInARow) : stable;
}
async function tryOnce(step, endpoint, context) {
    const startedAt = performance.now();
    let asked;
    const asking = (request) => {
        asked = request;
    };
    try {
        const { answer, note } = await askStep(step, endpoint, context, asking);
        const { taken, missing } = takeCaptures(answer, step.captures);
        for (const { value, secret } of taken)
            if (secret)
                context.secrets.add(typeof value === "string" ? value : JSON.stringify(value));
        const found = [
            ...mismatches(answer, step.expect, { hide: context.secrets.hide, digests: digestsOf(endpoint) }),
            ...missing,
        ];
        return {
            mismatches: note === undefined ? found : found.map((sentence) => `${sentence} (${note})`),
            captured: taken,
            answer,
            asked,
            durationMs: answer.durationMs,
            mayRepeat: step.retry,
            unreachable: false,
        };
    }
    catch (error) {
        if (!(error instanceof exchange_error/* ExchangeError */.Sb))
            throw error;
        return {
            mismatches: [`expected an answer, but ${context.secrets.hide(error.message)}`],
            captured: [],
            answer: undefined,
            asked,
            durationMs: performance.now() - startedAt,
            mayRepeat: step.retry || error.phase === "connecting",
            unreachable: error.phase === "connecting",
        };
    }
}
function outcome(end) {
    const { run, attempt, tries, startedAt, inARow, wanted } = end;
    const settling = settlingOf(tries, run.answeredBefore);
    const firstOfLastRow = tries[tries.length - Math.max(inARow, 1)];
    const faults = [
        ...attempt.mismatches,
        ...(inARow > 0 && inARow < wanted
            ? [`expected ${wanted} such answers in a row, got ${inARow} before the deadline`]
            : []),
        ...(inARow > 0 && settling === "flapping" && run.flapping === "fail"
            ? [`expected steady answers, but they come and go: ${inWords(tries)}`]
            : []),
    ];
    return {
        state: faults.length === 0 ? "passed" : "failed",
        startedAt,
        durationMs: attempt.durationMs,
        settledMs: (firstOfLastRow?.atMs ?? 0) + attempt.durationMs,
        settling,
        tries,
        mismatches: faults,
        asked: attempt.asked,
        answer: attempt.answer,
        captured: attempt.captured,
    };
}
function inWords(tries) {
    return tries
        .slice(-10)
        .map(({ fits }) => (fits ? "right" : "wrong"))
        .join(", ");
}
function digestsOf({ pod }) {
    if (pod === undefined)
        return undefined;
    const named = pod.images.flatMap((image) => /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? []);
    return [...new Set([...pod.digests, ...named])];
}

;// CONCATENATED MODULE: ./src/smoke/slots.js
function openSlots(count) {
    let free = count;
    const waiting = [];
    return async (work) => {
        if (free > 0)
            free -= 1;
        else
            await new Promise((resolve) => waiting.push(resolve));
        try {
            return await work();
        }
        finally {
            const next = waiting.shift();
            if (next === undefined)
                free += 1;
            else
                next();
        }
    };
}

;// CONCATENATED MODULE: ./src/smoke/step-told.js

function tellStep(result, log) {
    const { step, state, tries, settling, settledMs } = result;
    if (state === "skipped") {
        log.info(`  skipped ${step.name} (${result.reason})`);
        return result;
    }
    const time = (0,duration/* formatDuration */.a3)(Math.ceil(result.durationMs));
    const attempts = tries.length > 1 ? `, ${settling} after ${tries.length} attempts in ${(0,duration/* formatDuration */.a3)(Math.ceil(settledMs))}` : "";
    log.info(`  ${state === "passed" ? "passed " : "FAILED "} ${step.name} (${time}${attempts})`);
    if (state === "passed" && settling === "flapping") {
        log.warning(`${step.name}: the answers come and go (${tries.length} attempts, ${tries.filter(({ fits }) => !fits).length} wrong)`, step.at);
    }
    return result;
}
function skippedStep(step, { journey, phase }, reason) {
    return { ...unasked(step), journey, phase, state: "skipped", reason, mismatches: [] };
}
function failedStep(step, { journey, phase }, found) {
    return { ...unasked(step), journey, phase, state: "failed", mismatches: [found] };
}
function resultsSoFar(suite, told) {
    const of = (stages, journey, phase) => stages.flat().map((step) => told.get(step) ?? skippedStep(step, { journey, phase }, "the test ended before it"));
    return [
        ...of(suite.setup, "setup", "setup"),
        ...suite.journeys.flatMap(({ name, setup, stages, cleanup }) => [
            ...of(setup, name, "setup"),
            ...of(stages, name, "journey"),
            ...of(cleanup, name, "cleanup"),
        ]),
        ...of(suite.cleanup, "cleanup", "cleanup"),
    ];
}
function unasked(step) {
    const times = { startedAt: Date.now(), durationMs: 0, settledMs: 0, settling: "steady" };
    return { step, ...times, tries: [], asked: undefined, answer: undefined };
}

;// CONCATENATED MODULE: ./src/smoke/run-journeys.js





const cancelledCleanupMs = 4000;
async function runJourneys(suite, endpoint, deadline, context, done, told = new Map()) {
    const run = {
        suite,
        endpoint,
        deadline,
        context,
        done,
        told,
        captured: new Map(),
        left: false,
        answered: false,
    };
    const scope = newScope();
    const results = [];
    try {
        const setup = { journey: "setup", phase: "setup", keepGoing: false };
        results.push(...(await runStages(suite.setup, setup, scope, run)));
        const ready = results.every(({ state }) => state !== "failed");
        const journeys = ready
            ? await runAll(suite.journeys, scope, run)
            : suite.journeys.flatMap((journey) => skipJourney(journey, "the setup failed", run));
        results.push(...journeys);
    }
    finally {
        const all = { values: run.captured, lost: new Set() };
        results.push(...(await cleanUp(suite.cleanup, "cleanup", all, run)));
    }
    return run.left ? undefined : results;
}
async function runAll(journeys, setup, run) {
    const ended = new Map();
    const slots = openSlots(run.suite.concurrency);
    const start = (journey) => {
        const needed = journey.needs.flatMap((name) => ended.get(name) ?? []);
        const result = Promise.all(needed).then((before) => slots(() => runJourney(journey, before, setup, run)));
        ended.set(journey.name, result);
        return result;
    };
    const [disturbing, calm] = [journeys.filter(({ last }) => last), journeys.filter(({ last }) => !last)];
    const settled = await Promise.allSettled(calm.map(start));
    for (const journey of disturbing)
        settled.push(...(await Promise.allSettled([start(journey)])));
    const broken = settled.find((one) => one.status === "rejected");
    if (broken !== undefined)
        throw broken.reason;
    const results = new Map(await Promise.all([...ended].map(async ([name, end]) => [name, (await end).results])));
    return journeys.flatMap(({ name }) => results.get(name) ?? []);
}
async function runJourney(journey, needed, setup, run) {
    const scope = newScope(setup, ...needed.map((one) => one.scope));
    const missing = needed.findIndex(({ results }) => !results.some(({ state }) => state === "passed") || results.some(({ state }) => state === "failed"));
    if (missing >= 0)
        return { results: skipJourney(journey, `the journey "${journey.needs[missing]}" did not pass`, run), scope };
    if (journey.when !== undefined && !(0,condition/* holds */.v)(journey.when, scope.values)) {
        return { results: skipJourney(journey, `not: ${journey.when.text}`, run), scope };
    }
    const place = { journey: journey.name, keepGoing: journey.keepGoing };
    let results = [];
    try {
        results = await runStages(journey.setup, { ...place, phase: "setup", keepGoing: false }, scope, run);
        const ready = results.every(({ state }) => state !== "failed");
        const part = { ...place, phase: "journey" };
        const stages = ready
            ? await runStages(journey.stages, part, scope, run)
            : journey.stages.flat().map((step) => skipped(step, part, "the journey's setup failed", scope));
        results = [...results, ...stages];
    }
    finally {
        results = [...results, ...(await cleanUp(journey.cleanup, journey.name, scope, run))];
    }
    return { results, scope };
}
async function runStages(stages, place, scope, run) {
    const results = [];
    for (const stage of stages) {
        const failed = !place.keepGoing && results.some(({ state }) => state === "failed");
        if (failed || run.left) {
            results.push(...stage.map((step) => skipped(step, place, run.left ? "the pod went away" : "a step before it failed", scope)));
            continue;
        }
        const settled = await Promise.allSettled(stage.map((step) => runOne(step, place, scope, run)));
        for (const one of settled) {
            if (one.status === "rejected")
                throw one.reason;
            results.push(one.value);
        }
    }
    return results;
}
async function runOne(written, place, scope, run) {
    try {
        const result = await askOne(written, place, scope, run);
        run.told.set(written, result);
        return result;
    }
    catch (error) {
        run.told.set(written, failedStep(written, place, "expected an answer, but the test ended before it came"));
        throw error;
    }
}
async function askOne(written, place, scope, run) {
    const { endpoint, context, deadline, suite } = run;
    if (written.when !== undefined && !(0,condition/* holds */.v)(written.when, scope.values)) {
        return tellStep(skipped(written, place, `not: ${written.when.text}`, scope), context.log);
    }
    if (written.ask.kind === "protocol" && written.ask.protocol.once) {
        if (run.done.has(written))
            return skipped(written, place, "asked once, of the first pod", scope);
        run.done.add(written);
    }
    const { value: step, missing } = fillStep(written, scope.values);
    const lost = missing.find((name) => scope.lost.has(name) || place.phase === "cleanup");
    if (lost !== undefined)
        return tellStep(skipped(written, place, `{{ ${lost} }} was not captured`, scope), context.log);
    if (missing.length > 0)
        return tellStep(neverCaptured(written, place, missing[0] ?? "", scope), context.log);
    const { captured, ...result } = await runStep(step, { endpoint, deadline, flapping: suite.flapping, answeredBefore: run.answered }, context);
    if (result.state === "failed" && !(await endpoint.isCurrent(context.signal)))
        run.left = true;
    if (result.state === "passed") {
        run.answered = true;
        for (const { name, value } of captured) {
            scope.values.set(name, value);
            run.captured.set(name, value);
        }
    }
    else
        lose(step, scope);
    return tellStep({ ...result, step, journey: place.journey, phase: place.phase }, context.log);
}
async function cleanUp(stages, journey, scope, run) {
    if (stages.length === 0)
        return [];
    const { context } = run;
    const cancelled = context.signal.aborted;
    const signal = cancelled ? AbortSignal.timeout(cancelledCleanupMs) : context.signal;
    const deadline = cancelled ? performance.now() : Math.max(run.deadline, performance.now() + cancelledCleanupMs);
    const own = { ...run, context: { ...context, signal }, deadline, left: false };
    return runStages(stages, { journey, phase: "cleanup", keepGoing: true }, scope, own);
}
function newScope(...from) {
    return {
        values: new Map(from.flatMap(({ values }) => [...values])),
        lost: new Set(from.flatMap(({ lost }) => [...lost])),
    };
}
function lose({ captures }, { lost }) {
    for (const name of Object.keys(captures))
        lost.add(name);
}
function skipJourney({ name, setup, stages }, reason, { context, told }) {
    const skip = (phase) => (step) => {
        const result = tellStep(skippedStep(step, { journey: name, phase }, reason), context.log);
        told.set(step, result);
        return result;
    };
    return [...setup.flat().map(skip("setup")), ...stages.flat().map(skip("journey"))];
}
function skipped(step, place, reason, scope) {
    if (scope !== undefined)
        lose(step, scope);
    return skippedStep(step, place, reason);
}
function neverCaptured(step, place, name, scope) {
    lose(step, scope);
    return failedStep(step, place, `expected {{ ${name} }} to be captured before, but no step before it captures it`);
}

;// CONCATENATED MODULE: ./src/smoke/run-suite.js






const run_suite_firstPause = 200;
const run_suite_longestPause = 5000;
async function runSuite(suite, target, given) {
    if (suite.journeys.flatMap(({ stages }) => stages.flat()).length === 0)
        throw nothingToAsk(suite);
    const context = askContext(suite, given);
    const progress = { endpoints: [], startedAt: Date.now(), began: performance.now() };
    try {
        return (0,smoke_secrets/* hideDeep */.xL)(await askTarget(suite, target, context, progress), context.secrets.hide);
    }
    catch (error) {
        const partial = { ...resultOf(suite, target, progress), passed: false };
        if (partial.endpoints.length > 0)
            context.onEarlyEnd?.((0,smoke_secrets/* hideDeep */.xL)(partial, context.secrets.hide));
        throw error instanceof failure/* Failure */.H ? (0,smoke_secrets/* hideFailure */.pc)(error, context.secrets.hide) : error;
    }
}
function resultOf(suite, target, { began, endpoints, startedAt }) {
    const passed = endpoints.every(({ state }) => state !== "failed");
    return { suite, target: target.name, passed, endpoints, startedAt, durationMs: performance.now() - began };
}
async function askTarget(suite, target, context, progress) {
    const deadline = progress.began + (context.deadlineMs ?? suite.deadlineMs);
    for (;;) {
        const endpoints = await openTarget(target, deadline, context);
        progress.endpoints = [];
        await askAll(suite, endpoints, deadline, context, progress.endpoints);
        const judged = progress.endpoints.filter((result) => result.state !== "left");
        if (judged.length === 0 && performance.now() < deadline)
            continue;
        if (judged.length === 0)
            throw allLeft(target, progress.endpoints.length);
        if (!judged.some(({ steps }) => steps.some(({ state }) => state !== "skipped")))
            throw allSkipped(suite);
        return resultOf(suite, target, progress);
    }
}
function askContext(suite, given) {
    const secrets = given.secrets ?? (0,smoke_secrets.openSecrets)([given.token ?? "", ...suite.secrets], () => undefined);
    const authorizers = new Map();
    return {
        ...given,
        secrets,
        log: (0,smoke_secrets/* discreetLog */.o2)(given.log, secrets),
        directory: suite.directory,
        authorizerOf(auth = suite.auth) {
            if (auth === undefined)
                return undefined;
            const network = auth.kind === "oauth2" ? given.networkFor?.(new URL(auth["token-url"])) : undefined;
            const known = authorizers.get(auth) ?? authorizerOf(auth, { onSecret: secrets.add, network });
            authorizers.set(auth, known);
            for (const secret of known.secrets)
                secrets.add(secret);
            return known;
        },
    };
}
async function openTarget(target, deadline, context) {
    let pause = run_suite_firstPause;
    for (;;) {
        const opened = await target.open(context.signal);
        if (opened.kind === "open")
            return opened.endpoints;
        context.log.debug(`Waiting for ${target.name}: ${opened.found}`);
        if (performance.now() + pause > deadline) {
            throw new failure/* Failure */.H({ attempted: `smoke-testing ${target.name}`, found: opened.found, advice: opened.advice });
        }
        await (0,promises_.setTimeout)(pause, undefined, { signal: context.signal });
        pause = Math.min(pause * 2, run_suite_longestPause);
    }
}
async function askAll(suite, endpoints, deadline, context, results) {
    const done = new Set();
    try {
        for (const endpoint of endpoints) {
            context.log.info(`Asking ${endpoint.name}`);
            const before = [...done];
            const { name, path, pod } = endpoint;
            const told = new Map();
            const steps = await runJourneys(suite, endpoint, deadline, context, done, told).catch((error) => {
                results.push({ endpoint: name, path, pod, state: "failed", steps: resultsSoFar(suite, told) });
                throw error;
            });
            if (steps !== undefined)
                results.push({ endpoint: name, path, pod, state: stateOf(steps), steps });
            else {
                context.log.info(`  ${name} went away meanwhile; it is not counted.`);
                results.push({ endpoint: name, path, pod, state: "left", steps: [] });
                done.clear();
                for (const step of before)
                    done.add(step);
            }
        }
    }
    finally {
        await Promise.all(endpoints.map((endpoint) => endpoint.close?.()));
    }
}
function stateOf(steps) {
    return steps.some(({ state }) => state === "failed") ? "failed" : "passed";
}
function nothingToAsk(suite) {
    return new failure/* Failure */.H({
        attempted: `running the smoke suite ${suite.name}`,
        found: "it has no requests, so it would pass whatever the service does",
        advice: "Add requests with expectations.",
        at: { file: suite.file, line: 1 },
    });
}
function allSkipped(suite) {
    return new failure/* Failure */.H({
        attempted: `running the smoke suite ${suite.name}`,
        found: "every step was skipped by its condition, so nothing was proven",
        advice: 'Look at the "when" of its journeys and steps, and at the input "environment".',
        at: { file: suite.file, line: 1 },
    });
}
function allLeft(target, count) {
    return new failure/* Failure */.H({
        attempted: `smoke-testing ${target.name}`,
        found: `each of the ${count} pods that were asked went away before it had answered`,
        advice: "Wait for the rollout to end before the smoke test, or look for what deletes the pods.",
    });
}


/***/ }),

/***/ 70118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o2: () => (/* binding */ discreetLog),
/* harmony export */   openSecrets: () => (/* binding */ openSecrets),
/* harmony export */   pc: () => (/* binding */ hideFailure),
/* harmony export */   xL: () => (/* binding */ hideDeep)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _report_redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16651);


const shortest = 3;
function openSecrets(known, mask) {
    const secrets = new Set();
    let hide = (0,_report_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .redactor */ .$)([]);
    const add = (secret) => {
        const text = secret.trim();
        if (text.length < shortest || secrets.has(text))
            return;
        secrets.add(text);
        mask(text);
        hide = (0,_report_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .redactor */ .$)([...secrets]);
    };
    known.forEach(add);
    return { add, hide: (text) => hide(text) };
}
function discreetLog(log, { hide }) {
    return {
        info: (message) => log.info(hide(message)),
        debug: (message) => log.debug(hide(message)),
        warning: (message, at) => log.warning(hide(message), at),
        error: (message, at) => log.error(hide(message), at),
        foreign: (text) => log.foreign(hide(text)),
        group: (title, body) => log.group(hide(title), body),
    };
}
function hideDeep(value, hide) {
    const seen = new Map();
    const walk = (part) => {
        if (typeof part === "string")
            return hide(part);
        if (typeof part !== "object" || part === null)
            return part;
        const known = seen.get(part);
        if (known !== undefined)
            return known;
        if (Array.isArray(part))
            return walkItems(part);
        return Object.getPrototypeOf(part) === Object.prototype ? walkFields(part) : part;
    };
    const walkItems = (part) => {
        const items = part.map(walk);
        return items.some((item, index) => item !== part[index]) ? items : part;
    };
    const walkFields = (part) => {
        const entries = Object.entries(part).map(([key, item]) => [hide(key), walk(item), key, item]);
        const hasSecret = entries.some(([name, hidden, key, item]) => name !== key || hidden !== item);
        const hidden = hasSecret ? Object.fromEntries(entries) : part;
        seen.set(part, hidden);
        return hidden;
    };
    return walk(value);
}
function hideFailure(failure, hide) {
    const { attempted, found, advice, at, evidence } = failure;
    const parts = { attempted, found, advice, evidence };
    const hidden = hideDeep(parts, hide);
    return JSON.stringify(hidden) === JSON.stringify(parts) ? failure : new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({ ...hidden, at });
}


/***/ })

};
