export const id = 3984;
export const ids = [3984,6166];
export const modules = {

/***/ 83984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createCluster: () => (/* binding */ createCluster)
});

// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/kube/request.js
var kube_request = __webpack_require__(96166);
// EXTERNAL MODULE: ./src/kube/resource-types.js
var resource_types = __webpack_require__(92395);
;// CONCATENATED MODULE: ./src/kube/discovery.js



function createDiscovery(transport) {
    const known = new Map();
    return {
        async resourceType(kind, options = {}) {
            const builtIn = (0,resource_types/* builtInType */.iG)(kind);
            if (builtIn)
                return builtIn;
            if (options.refresh)
                known.delete(kind.apiVersion);
            const { resources = [] } = await served(kind.apiVersion, options.signal);
            const found = resources.find((resource) => resource.kind === kind.kind && !resource.name.includes("/"));
            return (found && { apiVersion: kind.apiVersion, kind: kind.kind, plural: found.name, namespaced: found.namespaced });
        },
    };
    function served(apiVersion, signal) {
        const before = known.get(apiVersion);
        if (before)
            return before;
        const asked = ask(apiVersion, signal);
        known.set(apiVersion, asked);
        asked.catch(() => known.delete(apiVersion));
        return asked;
    }
    async function ask(apiVersion, signal) {
        const request = { method: "GET", path: (0,resource_types/* groupVersionPath */.lV)(apiVersion), signal };
        try {
            return (0,kube_request.parseAnswer)(await transport.send(request), transport, request);
        }
        catch (error) {
            if ((0,api_error/* isApiError */.d)(error, 404))
                return {};
            throw error;
        }
    }
}

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(43627);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./src/kube/server-trouble.js
var server_trouble = __webpack_require__(61918);
;// CONCATENATED MODULE: ./src/kube/port-forward.js





const DATA_CHANNEL = 0;
const ERROR_CHANNEL = 1;
const FRAME_BYTES = 32 * 1024;
const HIGH_WATER_BYTES = 1024 * 1024;
async function openPortForward(transport, pod, port, signal) {
    signal?.throwIfAborted();
    const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/portforward?ports=${port}`;
    const { headers, dispatcher } = await transport.authorize();
    const url = new URL(transport.server);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    transport.counts.total++;
    const socket = new undici.WebSocket(`${url.href.replace(/\/$/, "")}${path}`, {
        protocols: ["v4.channel.k8s.io"],
        dispatcher,
        headers,
    });
    socket.binaryType = "arraybuffer";
    const what = `forwarding to port ${port} of pod ${pod.namespace}/${pod.name}`;
    const connection = duplexOver(socket, what);
    const abort = () => connection.destroy(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    connection.once("close", () => signal?.removeEventListener("abort", abort));
    connection.on("error", thrownInstead);
    try {
        await opened(socket, connection);
    }
    catch (cause) {
        connection.destroy();
        signal?.throwIfAborted();
        throw await explainRefusal(transport, path, what, cause, signal);
    }
    connection.off("error", thrownInstead);
    return connection;
}
const thrownInstead = () => undefined;
function opened(socket, connection) {
    return new Promise((resolve, reject) => {
        socket.addEventListener("open", () => resolve());
        socket.addEventListener("error", (event) => reject(event.error ?? new Error(event.message)));
        socket.addEventListener("close", () => reject(new Error("the WebSocket was closed before it was open")));
        connection.once("close", () => reject(new Error("the connection was given up before it was open")));
    });
}
async function explainRefusal(transport, path, what, cause, signal) {
    try {
        await transport.send({ method: "GET", path, signal });
    }
    catch (error) {
        if (!(0,api_error/* isApiError */.d)(error, 400))
            return error;
    }
    return new server_trouble/* ConnectionLost */.pz(`${what}: the server did not open a WebSocket`, { cause });
}
function duplexOver(socket, what) {
    const announced = new Set();
    let complaint = "";
    const connection = new external_node_stream_.Duplex({
        allowHalfOpen: true,
        read: () => undefined,
        write(chunk, _encoding, done) {
            if (socket.readyState !== undici.WebSocket.OPEN) {
                done(new server_trouble/* ConnectionLost */.pz(`${what}: the connection is closed`));
                return;
            }
            for (let start = 0; start < chunk.length; start += FRAME_BYTES) {
                socket.send(Buffer.concat([Buffer.of(DATA_CHANNEL), chunk.subarray(start, start + FRAME_BYTES)]));
            }
            whenDrained(socket, done);
        },
        destroy(error, done) {
            if (socket.readyState <= undici.WebSocket.OPEN)
                socket.close();
            done(error);
        },
    });
    socket.addEventListener("message", ({ data }) => {
        if (!(data instanceof ArrayBuffer) || connection.destroyed)
            return;
        const frame = Buffer.from(data);
        const channel = frame[0] ?? ERROR_CHANNEL;
        const payload = frame.subarray(1);
        if (!announced.has(channel)) {
            announced.add(channel);
        }
        else if (channel === DATA_CHANNEL) {
            connection.push(payload);
        }
        else {
            complaint += payload.toString("utf8");
            connection.destroy(podRefusal(what, complaint));
        }
    });
    socket.addEventListener("close", () => {
        if (connection.destroyed)
            return;
        connection.push(null);
        connection.end();
    });
    socket.addEventListener("error", (event) => {
        connection.destroy(new server_trouble/* ConnectionLost */.pz(`${what}: the connection broke off`, { cause: event.error }));
    });
    return connection;
}
function whenDrained(socket, done) {
    if (socket.bufferedAmount < HIGH_WATER_BYTES || socket.readyState !== undici.WebSocket.OPEN)
        done();
    else
        setTimeout(() => whenDrained(socket, done), 5);
}
function podRefusal(what, text) {
    const refused = /connection refused/.test(text);
    return new failure/* Failure */.H({
        attempted: what,
        found: refused ? "nothing in the pod listens on that port" : "the node could not connect to the pod",
        advice: refused
            ? "Correct the port, or let the container listen on it (on 0.0.0.0 or localhost)."
            : "Look at the pod's state and its node.",
        evidence: [{ title: "what the node said", text: text.trim() }],
    });
}

;// CONCATENATED MODULE: ./src/kube/exec.js




const channels = { stdout: 1, stderr: 2, error: 3 };
const protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];
const mostBytes = 1024 * 1024;
async function execInPod(transport, pod, { command, container }, signal) {
    signal?.throwIfAborted();
    const query = new URLSearchParams([
        ...command.map((word) => ["command", word]),
        ["stdout", "true"],
        ["stderr", "true"],
        ...(container === undefined ? [] : [["container", container]]),
    ]);
    const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/exec?${query}`;
    const { headers, dispatcher } = await transport.authorize();
    const url = new URL(transport.server);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    transport.counts.total++;
    const socket = new undici.WebSocket(`${url.href.replace(/\/$/, "")}${path}`, { protocols, dispatcher, headers });
    socket.binaryType = "arraybuffer";
    const what = `running ${command[0]} in pod ${pod.namespace}/${pod.name}`;
    const abort = () => socket.close();
    signal?.addEventListener("abort", abort, { once: true });
    let isOpen = false;
    socket.addEventListener("open", () => {
        isOpen = true;
    });
    try {
        return await collect(socket, what);
    }
    catch (cause) {
        signal?.throwIfAborted();
        throw isOpen ? cause : await explainRefusal(transport, path, what, cause, signal);
    }
    finally {
        signal?.removeEventListener("abort", abort);
        if (socket.readyState <= undici.WebSocket.OPEN)
            socket.close();
    }
}
function collect(socket, what) {
    const output = { [channels.stdout]: [], [channels.stderr]: [], [channels.error]: [] };
    let length = 0;
    return new Promise((resolve, reject) => {
        socket.addEventListener("message", ({ data }) => {
            if (!(data instanceof ArrayBuffer))
                return;
            const [channel = -1] = new Uint8Array(data, 0, Math.min(1, data.byteLength));
            const payload = Buffer.from(data).subarray(1);
            length += payload.length;
            if (channel === channels.error || length <= mostBytes)
                output[channel]?.push(payload);
        });
        socket.addEventListener("error", ({ error, message }) => {
            reject(new server_trouble/* ConnectionLost */.pz(`${what}: the connection broke off`, { cause: error ?? message }));
        });
        socket.addEventListener("close", () => {
            const text = (channel) => Buffer.concat(output[channel] ?? []).toString("utf8");
            const status = text(channels.error);
            if (status === "")
                return reject(new server_trouble/* ConnectionLost */.pz(`${what}: the connection ended before the command did`));
            const exitCode = exitCodeOf(status);
            if (exitCode === undefined)
                return reject(notStarted(what, status));
            resolve({
                exitCode,
                stdout: text(channels.stdout),
                stderr: text(channels.stderr),
                truncated: length > mostBytes,
            });
        });
    });
}
function exitCodeOf(status) {
    const { status: word, reason, details } = parse(status);
    if (word === "Success")
        return 0;
    const code = details?.causes?.find((cause) => cause.reason === "ExitCode")?.message;
    return reason === "NonZeroExitCode" && code !== undefined ? Number(code) : undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return { message: text };
    }
}
function notStarted(what, status) {
    return new failure/* Failure */.H({
        attempted: what,
        found: "the command could not be started",
        advice: "Check its path, and whether the image has it: an image FROM scratch has no shell and no test.",
        evidence: [{ title: "what the node said", text: parse(status).message ?? status }],
    });
}

;// CONCATENATED MODULE: ./src/kube/watch-stream.js

const WATCH_SECONDS = 300;
const SILENCE_MS = 90_000;
async function* readWatch(transport, path, options) {
    const query = new URLSearchParams({
        watch: "true",
        allowWatchBookmarks: "true",
        timeoutSeconds: String(WATCH_SECONDS),
        resourceVersion: options.resourceVersion,
    });
    if (options.labelSelector)
        query.set("labelSelector", options.labelSelector);
    if (options.fieldSelector)
        query.set("fieldSelector", options.fieldSelector);
    const { signal } = options;
    const body = await transport.open({ method: "GET", path: `${path}?${query}`, signal, silenceMs: SILENCE_MS });
    body.setEncoding("utf8");
    let rest = "";
    try {
        for await (const chunk of body) {
            const lines = (rest + chunk).split("\n");
            rest = lines.pop() ?? "";
            for (const line of lines)
                if (line !== "")
                    yield JSON.parse(line);
        }
    }
    catch (error) {
        if (signal?.aborted)
            throw signal.reason;
        throw new server_trouble/* ConnectionLost */.pz("the watch broke off", { cause: error });
    }
    finally {
        body.destroy();
    }
}

;// CONCATENATED MODULE: ./src/kube/client.js








const PATCH_CONTENT_TYPES = {
    json: "application/json-patch+json",
    merge: "application/merge-patch+json",
    strategic: "application/strategic-merge-patch+json",
};
function createCluster(transport, { context, namespace }) {
    const discovery = createDiscovery(transport);
    const ask = async (request) => (0,kube_request.parseAnswer)(await transport.send(request), transport, request);
    const typeOf = async (kind, signal) => {
        const type = await discovery.resourceType(kind, { signal });
        if (type)
            return type;
        throw new failure/* Failure */.H({
            attempted: `asking the cluster ${transport.server} for ${kind.kind}`,
            found: `it does not serve the kind ${kind.kind} of ${kind.apiVersion}`,
            advice: "Correct apiVersion and kind, or install the CustomResourceDefinition first.",
        });
    };
    const pathOf = async (object, signal) => {
        const type = await typeOf(object, signal);
        return (0,resource_types/* resourcePath */.oU)(type, { ...object, namespace: object.namespace ?? namespace });
    };
    return {
        server: transport.server,
        context,
        namespace,
        resourceType: discovery.resourceType,
        async get(reference, { signal } = {}) {
            const path = await pathOf(reference, signal);
            return orUndefined(ask({ method: "GET", path, signal }));
        },
        async list(kind, options = {}) {
            const path = await pathOf({ ...kind, namespace: options.namespace }, options.signal);
            const query = toQuery({ labelSelector: options.labelSelector, fieldSelector: options.fieldSelector });
            const answer = await ask({
                method: "GET",
                path: path + query,
                signal: options.signal,
            });
            const items = answer.items.map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }));
            return { items, resourceVersion: answer.metadata.resourceVersion };
        },
        async create(object, options = {}) {
            const path = await pathOf({ ...object, namespace: object.metadata.namespace }, options.signal);
            const query = toQuery({ ...writeQuery(options), fieldValidation: "Strict" });
            const repeatable = object.metadata.name !== undefined;
            return ask({ method: "POST", path: path + query, body: object, repeatable, signal: options.signal });
        },
        async replace(object, options = {}) {
            const path = await pathOf({ ...object, namespace: object.metadata.namespace, name: object.metadata.name }, options.signal);
            return ask({ method: "PUT", path: path + toQuery(writeQuery(options)), body: object, signal: options.signal });
        },
        async apply(object, options) {
            const path = await pathOf({ ...object, namespace: object.metadata.namespace, name: object.metadata.name }, options.signal);
            const query = toQuery({
                ...writeQuery(options),
                force: options.force ? "true" : undefined,
                fieldValidation: "Strict",
            });
            const { managedFields: _, ...metadata } = object.metadata;
            const body = { ...object, metadata };
            return ask({
                method: "PATCH",
                path: path + query,
                body,
                contentType: "application/apply-patch+yaml",
                signal: options.signal,
            });
        },
        async patch(reference, type, patch, options = {}) {
            const path = await pathOf({ ...reference, subresource: options.subresource }, options.signal);
            return ask({
                method: "PATCH",
                path: path + toQuery(writeQuery(options)),
                body: patch,
                contentType: PATCH_CONTENT_TYPES[type],
                repeatable: type !== "json" || isRepeatable(patch),
                signal: options.signal,
            });
        },
        async delete(reference, options = {}) {
            const path = await pathOf(reference, options.signal);
            const body = {
                apiVersion: "v1",
                kind: "DeleteOptions",
                ...(options.propagation === undefined ? {} : { propagationPolicy: options.propagation }),
                ...(options.uid === undefined ? {} : { preconditions: { uid: options.uid } }),
            };
            try {
                await transport.send({ method: "DELETE", path, body, signal: options.signal });
            }
            catch (error) {
                if ((0,api_error/* isApiError */.d)(error, 404) || (options.uid !== undefined && (0,api_error/* isApiError */.d)(error, 409)))
                    return;
                throw error;
            }
        },
        async podLogs(pod, options = {}) {
            const path = (0,resource_types/* resourcePath */.oU)(POD, { ...pod, subresource: "log" });
            const query = toQuery({
                container: options.container,
                tailLines: options.tailLines?.toString(),
                previous: options.previous ? "true" : undefined,
                limitBytes: LOG_LIMIT_BYTES,
            });
            return transport.send({ method: "GET", path: path + query, accept: "*/*", signal: options.signal });
        },
        async request(method, path, options = {}) {
            const { body, contentType, signal } = options;
            const repeatable = method === "POST" ? /\/selfsubject\w+$/.test(path) : undefined;
            return ask({ method, path, body, contentType, repeatable, signal });
        },
        async *openWatch(kind, options) {
            const path = await pathOf({ ...kind, namespace: options.namespace }, options.signal);
            yield* readWatch(transport, path, options);
        },
        openPortForward: (pod, port, options = {}) => openPortForward(transport, pod, port, options.signal),
        exec: (pod, question, options = {}) => execInPod(transport, pod, question, options.signal),
        requestCount: () => ({ ...transport.counts }),
        close: () => transport.close(),
    };
}
const POD = { apiVersion: "v1", kind: "Pod", plural: "pods", namespaced: true };
const LOG_LIMIT_BYTES = String(1024 * 1024);
async function orUndefined(answer) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof api_error/* ApiError */.h && error.code === 404)
            return undefined;
        throw error;
    }
}
function writeQuery({ dryRun, fieldManager }) {
    return { dryRun: dryRun ? "All" : undefined, fieldManager };
}
function toQuery(parameters) {
    const given = Object.entries(parameters).filter((entry) => entry[1] !== undefined && entry[1] !== "");
    return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
function isRepeatable(patch) {
    if (!Array.isArray(patch))
        return false;
    const operations = patch;
    if (operations.some(({ op }) => op === "test"))
        return true;
    return operations.every(({ op, path }) => op === "replace" || (op === "add" && !/\/(-|\d+)$/.test(path ?? "")));
}


/***/ }),

/***/ 96166:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTransport: () => (/* binding */ createTransport),
/* harmony export */   parseAnswer: () => (/* binding */ parseAnswer)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _api_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75616);
/* harmony import */ var _server_trouble_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61918);




const DEFAULT_PATIENCE = { firstContactMs: 15_000, restartMs: 120_000 };
const SETTLING_MS = 15_000;
const ANSWER_TIMEOUT_MS = 65_000;
const MAX_DELAY_MS = 3_000;
const SERVER_ERROR_TRIES = 4;
function createTransport(target, credentials, patience = DEFAULT_PATIENCE) {
    const server = target.cluster.server;
    const counts = { total: 0, leases: 0, watches: 0 };
    const closing = new AbortController();
    let reachedAt;
    let lostAt;
    return {
        server,
        counts,
        send,
        open: async ({ silenceMs, ...request }) => {
            const signal = anySignal(request.signal, closing.signal);
            const response = await attempt(request, signal, silenceMs);
            if (response.statusCode < 300)
                return response.body;
            const body = await readBody(response, signal);
            const refused = response.statusCode === 401 || response.statusCode === 403;
            if (refused && justRestarted())
                throw new _server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .ConnectionLost */ .pz(`the server answers ${response.statusCode} after its restart`);
            if (response.statusCode === 401)
                throw (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .unauthorized */ .nc)(target, body);
            throw new _api_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ApiError */ .h(`${request.method} ${request.path}`, (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .statusOf */ .c2)(response.statusCode, body));
        },
        authorize: () => credentials.authorize(),
        async close() {
            closing.abort(new Error("the connection to the cluster was closed"));
            await credentials.close();
        },
    };
    async function send(request) {
        const signal = anySignal(request.signal, closing.signal);
        const reads = request.method === "GET";
        const repeatable = request.repeatable ?? request.method !== "POST";
        const started = performance.now();
        for (let tries = 1;; tries++) {
            const result = await tryOnce(request, signal);
            if (result.kind === "answer" && result.code < 300)
                return result.body;
            const wait = waitAfter(result, tries, { reads, repeatable, justRestarted: justRestarted() });
            const spent = performance.now() - started;
            if (wait === undefined || spent + wait > budget())
                throw refusal(result, request, tries, spent);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
        }
    }
    function budget() {
        return reachedAt === undefined ? patience.firstContactMs : patience.restartMs;
    }
    async function tryOnce(request, signal) {
        try {
            const response = await attempt(request, signal, ANSWER_TIMEOUT_MS);
            const body = await readBody(response, signal);
            return {
                kind: "answer",
                code: response.statusCode,
                body,
                retryAfter: retryAfterMs(response.headers["retry-after"]),
            };
        }
        catch (error) {
            if (error instanceof _server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .ConnectionLost */ .pz)
                return { kind: "lost", error };
            throw error;
        }
    }
    function refusal(result, request, tries, spent) {
        const what = `${request.method} ${request.path}`;
        if (result.kind === "lost")
            return (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .unreachable */ .HB)(target, result.error, tries, spent);
        const { code, body } = result;
        if (code === 401)
            return (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .unauthorized */ .nc)(target, body);
        if (code < 400)
            return (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .notKubernetes */ .Wf)(target, `it answers ${code} to ${what}`);
        return new _api_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ApiError */ .h(what, (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .statusOf */ .c2)(code, body));
    }
    async function attempt(request, signal, silenceMs) {
        const response = await exchange(request, signal, silenceMs);
        if (response.statusCode !== 401 || !credentials.renew())
            return response;
        await response.body.dump();
        return exchange(request, signal, silenceMs);
    }
    async function exchange(request, signal, silenceMs) {
        signal.throwIfAborted();
        const { headers, dispatcher } = await unlessAborted(credentials.authorize(), signal);
        count(request);
        try {
            const url = new URL(server);
            const response = await dispatcher.request({
                origin: url.origin,
                path: `${url.pathname.replace(/\/$/, "")}${request.path}`,
                method: request.method,
                headers: {
                    ...headers,
                    accept: request.accept ?? "application/json",
                    "user-agent": "slipway",
                    ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
                },
                body: request.body === undefined ? null : JSON.stringify(request.body),
                headersTimeout: ANSWER_TIMEOUT_MS,
                bodyTimeout: silenceMs,
                signal,
            });
            reachedAt = performance.now();
            return response;
        }
        catch (error) {
            throw lost(error, signal);
        }
    }
    async function readBody(response, signal) {
        try {
            return await response.body.text();
        }
        catch (error) {
            throw lost(error, signal);
        }
    }
    function lost(error, signal) {
        if (signal.aborted)
            return signal.reason;
        if (error instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H)
            return error;
        const code = (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .errorCode */ .CA)(error);
        if ((0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .isTlsError */ .sl)(error, code))
            return (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .untrusted */ .bp)(target, error);
        lostAt = performance.now();
        return new _server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .ConnectionLost */ .pz((0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .describeConnectionError */ .si)(error, code), { cause: error });
    }
    function justRestarted() {
        return lostAt !== undefined && performance.now() - lostAt < SETTLING_MS;
    }
    function count({ method, path }) {
        if (method !== "GET" && /^\/apis\/coordination\.k8s\.io\/[^?]*\/leases(\/|\?|$)/.test(path))
            counts.leases++;
        else
            counts.total++;
        if (/[?&]watch=true/.test(path))
            counts.watches++;
    }
}
function parseAnswer(body, target, request) {
    try {
        return JSON.parse(body);
    }
    catch (cause) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: `asking the Kubernetes API server ${target.server}`,
            found: `its answer to ${request.method} ${request.path} is not JSON, so it is no Kubernetes API server`,
            advice: "Check the server's address in the kubeconfig, and whether a proxy or a login page stands before it.",
            cause,
        });
    }
}
function waitAfter(result, tries, { reads, repeatable, justRestarted }) {
    const pause = Math.min(MAX_DELAY_MS, 100 * 2 ** (tries - 1)) * (0.8 + 0.4 * Math.random());
    if (result.kind === "lost")
        return repeatable || (0,_server_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .neverSent */ .vQ)(result.error) ? pause : undefined;
    const { code, retryAfter } = result;
    if (code === 429 || (code >= 500 && retryAfter !== undefined))
        return Math.max(pause, retryAfter ?? 0);
    if (code === 401 || code === 403)
        return justRestarted ? pause : undefined;
    return repeatable && tries < SERVER_ERROR_TRIES && mayRecover(code, result.body, reads) ? pause : undefined;
}
function mayRecover(code, body, reads) {
    return code > 500 || (code === 500 && (reads || body.includes("etcdserver")));
}
function retryAfterMs(header) {
    const seconds = Number(Array.isArray(header) ? header[0] : header);
    return header === undefined || !Number.isFinite(seconds) ? undefined : seconds * 1000;
}
function unlessAborted(promise, signal) {
    return new Promise((resolve, reject) => {
        const abort = () => reject(signal.reason);
        signal.addEventListener("abort", abort, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
    });
}
function anySignal(signal, closing) {
    return signal === undefined ? closing : AbortSignal.any([signal, closing]);
}


/***/ }),

/***/ 92395:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F8: () => (/* binding */ groupOf),
/* harmony export */   iG: () => (/* binding */ builtInType),
/* harmony export */   lV: () => (/* binding */ groupVersionPath),
/* harmony export */   oU: () => (/* binding */ resourcePath)
/* harmony export */ });
function builtInType({ apiVersion, kind }) {
    const namespaced = NAMESPACED[apiVersion]?.[kind];
    if (namespaced)
        return { apiVersion, kind, plural: namespaced, namespaced: true };
    const clusterWide = CLUSTER_WIDE[apiVersion]?.[kind];
    if (clusterWide)
        return { apiVersion, kind, plural: clusterWide, namespaced: false };
    return undefined;
}
function resourcePath(type, { namespace, name, subresource, }) {
    return [
        groupVersionPath(type.apiVersion),
        ...(type.namespaced && namespace !== undefined ? ["namespaces", encodeURIComponent(namespace)] : []),
        type.plural,
        ...(name === undefined ? [] : [encodeURIComponent(name)]),
        ...(subresource === undefined ? [] : [subresource]),
    ].join("/");
}
function groupVersionPath(apiVersion) {
    return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
function groupOf(apiVersion) {
    return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}
const NAMESPACED = {
    v1: {
        ConfigMap: "configmaps",
        Endpoints: "endpoints",
        Event: "events",
        LimitRange: "limitranges",
        PersistentVolumeClaim: "persistentvolumeclaims",
        Pod: "pods",
        ReplicationController: "replicationcontrollers",
        ResourceQuota: "resourcequotas",
        Secret: "secrets",
        Service: "services",
        ServiceAccount: "serviceaccounts",
    },
    "apps/v1": {
        ControllerRevision: "controllerrevisions",
        DaemonSet: "daemonsets",
        Deployment: "deployments",
        ReplicaSet: "replicasets",
        StatefulSet: "statefulsets",
    },
    "autoscaling/v1": { HorizontalPodAutoscaler: "horizontalpodautoscalers" },
    "autoscaling/v2": { HorizontalPodAutoscaler: "horizontalpodautoscalers" },
    "batch/v1": { CronJob: "cronjobs", Job: "jobs" },
    "coordination.k8s.io/v1": { Lease: "leases" },
    "discovery.k8s.io/v1": { EndpointSlice: "endpointslices" },
    "events.k8s.io/v1": { Event: "events" },
    "networking.k8s.io/v1": { Ingress: "ingresses", NetworkPolicy: "networkpolicies" },
    "policy/v1": { PodDisruptionBudget: "poddisruptionbudgets" },
    "rbac.authorization.k8s.io/v1": { Role: "roles", RoleBinding: "rolebindings" },
};
const CLUSTER_WIDE = {
    v1: { Namespace: "namespaces", Node: "nodes", PersistentVolume: "persistentvolumes" },
    "admissionregistration.k8s.io/v1": {
        MutatingWebhookConfiguration: "mutatingwebhookconfigurations",
        ValidatingWebhookConfiguration: "validatingwebhookconfigurations",
    },
    "apiextensions.k8s.io/v1": { CustomResourceDefinition: "customresourcedefinitions" },
    "apiregistration.k8s.io/v1": { APIService: "apiservices" },
    "networking.k8s.io/v1": { IngressClass: "ingressclasses" },
    "rbac.authorization.k8s.io/v1": { ClusterRole: "clusterroles", ClusterRoleBinding: "clusterrolebindings" },
    "scheduling.k8s.io/v1": { PriorityClass: "priorityclasses" },
    "storage.k8s.io/v1": { StorageClass: "storageclasses" },
};


/***/ }),

/***/ 61918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CA: () => (/* binding */ errorCode),
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   Wf: () => (/* binding */ notKubernetes),
/* harmony export */   bp: () => (/* binding */ untrusted),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   nc: () => (/* binding */ unauthorized),
/* harmony export */   pz: () => (/* binding */ ConnectionLost),
/* harmony export */   si: () => (/* binding */ describeConnectionError),
/* harmony export */   sl: () => (/* binding */ isTlsError),
/* harmony export */   vQ: () => (/* binding */ neverSent)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

class ConnectionLost extends Error {
    name = "ConnectionLost";
}
function describeConnectionError(error, code) {
    switch (code) {
        case "ECONNREFUSED":
            return "connection refused";
        case "ENOTFOUND":
            return "no such host";
        case "EAI_AGAIN":
            return "the name server does not answer";
        case "UND_ERR_CONNECT_TIMEOUT":
        case "ETIMEDOUT":
            return "no connection within 10 s";
        case "EHOSTUNREACH":
        case "ENETUNREACH":
            return "no route to it";
        case "UND_ERR_HEADERS_TIMEOUT":
        case "UND_ERR_BODY_TIMEOUT":
            return "it accepts the connection but does not answer";
        case "ECONNRESET":
        case "EPIPE":
        case "UND_ERR_SOCKET":
            return "the connection broke off";
        default:
            return error instanceof Error ? error.message : String(error);
    }
}
function errorCode(error) {
    const { code, cause, errors } = error;
    if (typeof code === "string")
        return code;
    if (errors?.length)
        return errorCode(errors[0]);
    return cause === undefined ? undefined : errorCode(cause);
}
function neverSent(error) {
    const code = errorCode(error.cause);
    return (code !== undefined &&
        /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code));
}
function isTlsError(error, code) {
    return (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL|HOSTNAME_MISMATCH)/.test(code ?? "") ||
        /SSL routines|wrong version number/.test(String(error)));
}
function unreachable(target, error, tries, spentMs) {
    const attempted = `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`;
    const effort = `${tries} ${tries === 1 ? "try" : "tries"} in ${Math.max(1, Math.round(spentMs / 1000))} s`;
    if (tries === 1 && !neverSent(error)) {
        return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted,
            found: `${error.message}, while the server may have been at work on a request that must not be sent twice`,
            advice: "Run the job again: it starts from what the cluster says.",
            cause: error,
        });
    }
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted,
        found: `${error.message} (${effort})`,
        advice: "Check the server's address in the kubeconfig, and that this runner may reach it (firewall, VPN, private endpoint, proxy).",
        cause: error,
    });
}
function untrusted(target, cause) {
    const code = errorCode(cause);
    const message = cause instanceof Error ? cause.message : String(cause);
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
        found: `TLS does not come about: ${message}${code && !message.includes(code) ? ` (${code})` : ""}`,
        advice: /ALERT|alert/.test(message)
            ? "The server refuses the client certificate: make a new kubeconfig."
            : "The kubeconfig's certificate-authority-data must be the authority of this server, and its address one that the server's certificate names (or set tls-server-name).",
        cause,
    });
}
function unauthorized(target, body) {
    const { user } = target;
    const what = user.exec
        ? `what the credential plugin ${user.exec.command ?? ""} gives`
        : user.certData || user.certFile
            ? "the client certificate"
            : user.token || user.authProvider
                ? "the token"
                : user.username
                    ? "the user name and password"
                    : "a request without credentials";
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context}, user ${user.name || "none"})`,
        found: `it does not accept ${what}: ${statusOf(401, body).message ?? "Unauthorized"} (401)`,
        advice: "It is expired, revoked, or of another cluster: make a new kubeconfig, and put it where this one came from.",
    });
}
function notKubernetes(target, found) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
        found: `${found}, which is not how a Kubernetes API server answers`,
        advice: "Check the server's address in the kubeconfig, and whether a proxy or a login page stands before it.",
    });
}
function statusOf(code, body) {
    try {
        const status = JSON.parse(body);
        if (typeof status === "object" && status !== null && "kind" in status && status.kind === "Status") {
            return { ...status, code };
        }
    }
    catch {
    }
    const text = body.trim().slice(0, 300);
    return { code, ...(text === "" ? {} : { message: text }) };
}


/***/ })

};
