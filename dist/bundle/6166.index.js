export const id = 6166;
export const ids = [6166];
export const modules = {

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
