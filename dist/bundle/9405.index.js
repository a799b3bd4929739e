export const id = 9405;
export const ids = [9405,1277];
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

/***/ 19405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serviceTarget: () => (/* binding */ serviceTarget)
});

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(92065);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
;// CONCATENATED MODULE: ./src/smoke/choose-pods.js
const revisionKey = "deployment.kubernetes.io/revision";
function choosePods(pods, workloads, expected) {
    const staying = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
    const found = staying.map((pod) => ({ pod, revision: revisionOfPod(pod, workloads) }));
    const behind = found.map(({ revision }) => revision).find((revision) => revision.kind === "unobserved");
    if (behind?.kind === "unobserved") {
        return waiting(`the controller has not seen the newest change of Deployment ${behind.deployment}`);
    }
    const wanted = found.filter(({ pod, revision }) => isUnderTest(pod, revision, expected)).map(({ pod }) => pod);
    const ready = wanted.filter(isReady);
    if (ready.length > 0)
        return { kind: "chosen", pods: ready.toSorted(byName) };
    const what = describeExpected(expected);
    if (wanted.length > 0)
        return waiting(`none of the ${wanted.length} pods of ${what} is ready`);
    if (staying.length > 0)
        return waiting(`there is no pod of ${what} among the ${staying.length} pods that are selected`);
    return waiting(pods.length > 0 ? "all pods that are selected are being deleted" : "no pod is selected");
}
function revisionOfPod(pod, workloads) {
    const set = controllerOf(pod.metadata, workloads, "ReplicaSet");
    const deployment = set && controllerOf(set.metadata, workloads, "Deployment");
    if (set === undefined || deployment === undefined)
        return { kind: "none" };
    const status = deployment.status;
    if ((status?.observedGeneration ?? 0) < (deployment.metadata.generation ?? 0)) {
        return { kind: "unobserved", deployment: deployment.metadata.name };
    }
    const revision = set.metadata.annotations?.[revisionKey] ?? "";
    return { kind: revision === deployment.metadata.annotations?.[revisionKey] ? "newest" : "older", revision };
}
function controllerOf(metadata, workloads, kind) {
    const owner = metadata.ownerReferences?.find((reference) => reference.controller === true && reference.kind === kind);
    return owner && workloads.find((workload) => workload.metadata.uid === owner.uid);
}
function isUnderTest(pod, revision, expected) {
    if (expected.digest !== undefined && !runsDigest(pod, expected.digest))
        return false;
    if (expected.revision !== undefined)
        return "revision" in revision && revision.revision === expected.revision;
    return expected.digest !== undefined || revision.kind === "newest" || revision.kind === "none";
}
function runsDigest(pod, digest) {
    const images = [
        ...pod.spec.containers.map(({ image }) => image),
        ...(pod.status?.containerStatuses ?? []).map(({ imageID }) => imageID ?? ""),
    ];
    return images.some((image) => image.endsWith(digest));
}
function isReady(pod) {
    return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
function byName(one, other) {
    return one.metadata.name < other.metadata.name ? -1 : 1;
}
function describeExpected({ revision, digest }) {
    const parts = [
        ...(revision === undefined ? [] : [`revision ${revision}`]),
        ...(digest === undefined ? [] : [digest]),
    ];
    return parts.length === 0 ? "the newest revision" : parts.join(" with ");
}
function waiting(found) {
    return {
        kind: "waiting",
        found,
        advice: "Look at the rollout: `kubectl get pods` and `kubectl rollout status` say how far it is.",
    };
}

;// CONCATENATED MODULE: ./src/smoke/find-port.js

function findPort(pod, ports, asked) {
    if (ports === undefined) {
        const own = containerPorts(pod).map(({ name, containerPort }) => ({ name, port: containerPort }));
        if (asked.port !== undefined && /^\d+$/.test(asked.port))
            return found({ port: Number(asked.port) });
        return found(pick(own, asked));
    }
    const chosen = pick(ports.filter(({ protocol = "TCP" }) => protocol === "TCP"), asked);
    const { port, targetPort = port } = chosen;
    const { secured } = found(chosen);
    if (typeof targetPort === "number")
        return { port: targetPort, secured };
    const target = containerPorts(pod).find(({ name }) => name === targetPort);
    if (target !== undefined)
        return { port: target.containerPort, secured };
    throw new failure/* Failure */.H({
        attempted: `finding port ${port} of ${asked.of.kind} ${asked.of.name} in pod ${pod.metadata.name}`,
        found: `it leads to a port named "${targetPort}", which no container of the pod has`,
        advice: `Name a containerPort "${targetPort}", or set targetPort to a number.`,
    });
}
function found({ name, port, appProtocol }) {
    const said = appProtocol ?? name ?? "";
    if (/^(?:https|tls|wss)(?:-|$)/i.test(said))
        return { port, secured: true };
    const isPlain = /^(?:http|h2c|grpc|ws|web)(?:-|$)/i.test(said) || said.includes("kubernetes.io/h2c");
    return { port, secured: !isPlain && (port === 443 || port === 8443) };
}
function pick(ports, { port: asked, of, }) {
    const [only, second] = ports;
    if (asked === undefined && only !== undefined && second === undefined)
        return only;
    const match = ports.find(({ name, port }) => asked !== undefined && (name === asked || String(port) === asked));
    if (match !== undefined)
        return match;
    const list = ports.map(({ name, port }) => (name === undefined ? String(port) : `${port} (${name})`)).join(", ");
    throw new failure/* Failure */.H({
        attempted: `choosing a port of ${of.kind} ${of.name}`,
        found: asked === undefined
            ? `it has ${ports.length} TCP ports${list && `: ${list}`}`
            : `it has no port "${asked}"; it has ${list || "none"}`,
        advice: 'Name one by number or name in the input "port".',
    });
}
function containerPorts(pod) {
    return pod.spec.containers.flatMap(({ ports = [] }) => ports);
}

// EXTERNAL MODULE: ./src/smoke/protocols/exchange-error.js
var exchange_error = __webpack_require__(63135);
// EXTERNAL MODULE: ./src/smoke/protocols/http.js + 3 modules
var http = __webpack_require__(8164);
;// CONCATENATED MODULE: ./src/smoke/target-service.js







const pods = { apiVersion: "v1", kind: "Pod" };
const deployments = { apiVersion: "apps/v1", kind: "Deployment" };
const replicaSets = { apiVersion: "apps/v1", kind: "ReplicaSet" };
function serviceTarget(options) {
    const { cluster, namespace, of } = options;
    return {
        name: of.kind === "Pod" ? `pod ${namespace}/${of.name}` : `the pods of ${of.kind} ${namespace}/${of.name}`,
        async open(signal) {
            const [selected, sets, owners] = await Promise.all([
                readSelected(options, signal),
                cluster.list(replicaSets, { namespace, signal }),
                cluster.list(deployments, { namespace, signal }),
            ]);
            const workloads = [...sets.items, ...owners.items];
            const chosen = choosePods(selected.pods, workloads, options.expected);
            if (chosen.kind === "waiting")
                return chosen;
            const [first, ...rest] = chosen.pods.map((pod) => podEndpoint(options, pod, findPort(pod, selected.ports, options)));
            if (first !== undefined)
                return { kind: "open", endpoints: [first, ...rest] };
            return { kind: "waiting", found: "there is no pod to ask", advice: "Check the selector." };
        },
    };
}
async function readSelected(options, signal) {
    const { cluster, namespace, of } = options;
    const apiVersion = of.kind === "Deployment" ? "apps/v1" : "v1";
    const object = await cluster.get({ apiVersion, kind: of.kind, namespace, name: of.name }, { signal });
    const attempted = `finding the pods of ${of.kind} ${namespace}/${of.name}`;
    if (object === undefined) {
        throw new failure/* Failure */.H({
            attempted,
            found: `there is no such ${of.kind}`,
            advice: 'Check the inputs "service", "workload" and "namespace".',
        });
    }
    if (of.kind === "Pod")
        return { pods: [object], ports: undefined };
    const select = async (selector) => {
        const labelSelector = (0,selectors/* selectorText */.n)(selector);
        return (await cluster.list(pods, { namespace, labelSelector, signal })).items;
    };
    if (of.kind === "Deployment") {
        return { pods: await select(object.spec?.selector), ports: undefined };
    }
    const matchLabels = object.spec?.selector;
    if (matchLabels === undefined || Object.keys(matchLabels).length === 0) {
        throw new failure/* Failure */.H({
            attempted,
            found: "the Service has no selector, so no pods belong to it",
            advice: 'Test it by the input "url".',
        });
    }
    return { pods: await select({ matchLabels }), ports: object.spec?.ports ?? [] };
}
function podEndpoint(options, pod, found) {
    const { cluster, namespace, of } = options;
    const { name, uid } = pod.metadata;
    const host = of.kind === "Service" ? `${of.name}.${namespace}.svc` : `${of.name}.${namespace}`;
    const way = {
        origin: `${options.scheme ?? (found.secured ? "https" : "http")}://${host}`,
        tls: options.tls ?? {},
        dialCounts: false,
        dial: (address, limit) => openPort(cluster, { namespace, name }, address?.port ?? found.port, limit),
        to: () => undefined,
    };
    const session = (0,http/* openHttp */.f)(way);
    return {
        name: `pod ${name}, port ${found.port}, through the API server`,
        path: of.kind === "Service" ? "service" : "pods",
        pod: testedPod(pod, namespace),
        way,
        send: (request, signal) => session.send(request, signal),
        async isCurrent(signal) {
            const now = await cluster.get({ ...pods, namespace, name }, { signal });
            return now !== undefined && now.metadata.uid === uid && now.metadata.deletionTimestamp === undefined;
        },
        close: () => session.close(),
    };
}
function testedPod(pod, namespace) {
    const { name, uid = "" } = pod.metadata;
    const digests = (pod.status?.containerStatuses ?? []).flatMap(({ imageID }) => imageID?.match(/sha256:[0-9a-f]{64}$/) ?? []);
    return {
        namespace,
        name,
        uid,
        images: pod.spec.containers.map(({ image }) => image),
        digests: [...new Set(digests)],
    };
}
async function openPort(cluster, pod, port, signal) {
    try {
        const stream = await cluster.openPortForward(pod, port, { signal });
        const destroy = stream._destroy.bind(stream);
        stream._destroy = (error, done) => destroy(error instanceof failure/* Failure */.H ? brokenOff(error) : error, done);
        return stream;
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 403) || (0,api_error/* isApiError */.d)(error, 401)) {
            throw new failure/* Failure */.H({
                attempted: `forwarding to port ${port} of pod ${pod.namespace}/${pod.name}`,
                found: error.status.message ?? "the API server refuses it",
                advice: 'Allow "create" and "get" on "pods/portforward" in the namespace, or test by the input "url".',
                cause: error,
            });
        }
        throw unreached(error);
    }
}
function brokenOff(failure) {
    if (/listens/.test(failure.found))
        return unreached(failure);
    const said = failure.evidence.map(({ text }) => text).join(" ");
    return new exchange_error/* ExchangeError */.Sb("answering", `the way to the pod broke off${said && `: ${said}`}`, failure);
}
function unreached(error) {
    const why = error instanceof failure/* Failure */.H ? error.found : error instanceof Error ? error.message : String(error);
    return new exchange_error/* ExchangeError */.Sb("connecting", `the pod could not be reached: ${why}`, error);
}


/***/ })

};
