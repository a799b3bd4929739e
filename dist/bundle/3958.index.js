export const id = 3958;
export const ids = [3958,1277];
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

/***/ 23958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ urlEndpoint),
/* harmony export */   urlTarget: () => (/* binding */ urlTarget)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _protocols_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8164);
/* harmony import */ var _targets_way_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5965);



function urlTarget(text, network = {}) {
    const url = readUrl(text);
    const name = `${url.origin}${url.pathname === "/" ? "" : url.pathname}`;
    return { name, open: async () => ({ kind: "open", endpoints: [urlEndpoint(url, name, network)] }) };
}
function urlEndpoint(url, name, network) {
    const prefix = url.pathname.replace(/\/$/, "");
    const way = { ...(0,_targets_way_js__WEBPACK_IMPORTED_MODULE_2__/* .directWay */ .t)(url.origin, network), basePath: prefix };
    const session = (0,_protocols_http_js__WEBPACK_IMPORTED_MODULE_1__/* .openHttp */ .f)(way);
    return {
        name,
        path: "users",
        way,
        send: (request, signal) => session.send({ ...request, path: prefix + request.path }, signal),
        isCurrent: async () => true,
        close: () => session.close(),
    };
}
function readUrl(text) {
    const url = URL.parse(text);
    const wrong = whatIsWrong(url);
    if (url !== null && wrong === undefined)
        return url;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: 'reading the input "url"',
        found: wrong ?? "it is not a URL",
        advice: 'Write it as https://host or https://host/path; credentials belong into the input "token".',
    });
}
function whatIsWrong(url) {
    if (url === null)
        return "it is not a URL";
    if (url.protocol !== "https:" && url.protocol !== "http:")
        return `it begins with ${url.protocol}// and not with https:// or http://`;
    if (url.username !== "" || url.password !== "")
        return "it holds credentials";
    return url.search !== "" || url.hash !== "" ? "it has a query or a fragment" : undefined;
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


/***/ })

};
