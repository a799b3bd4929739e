export const id = 958;
export const ids = [958];
export const modules = {

/***/ 7862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sb: () => (/* binding */ ExchangeError),
/* harmony export */   cv: () => (/* binding */ exchange)
/* harmony export */ });
/* unused harmony export longestBody */
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3627);
/* harmony import */ var _config_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5254);


const longestBody = 1024 * 1024;
class ExchangeError extends Error {
    name = "ExchangeError";
    phase;
    constructor(phase, message, cause) {
        super(message, { cause });
        this.phase = phase;
    }
}
async function exchange(route, request, signal) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]);
    const connection = openConnection(route, request.timeoutMs, limit);
    const client = new undici__WEBPACK_IMPORTED_MODULE_0__.Client(route.origin, { connect: connection.connector });
    let startedAt = performance.now();
    try {
        if (connection.ready !== undefined) {
            await connection.ready;
            startedAt = performance.now();
        }
        const answer = await client.request({
            method: request.method,
            path: request.path,
            headers: { "user-agent": "slipway-smoke-test", ...request.headers },
            body: request.body ?? null,
            signal: limit,
        });
        const { text, truncated } = await readBody(answer.body);
        return {
            status: answer.statusCode,
            headers: flatten(answer.headers),
            body: text,
            truncated,
            durationMs: performance.now() - startedAt,
        };
    }
    catch (error) {
        signal.throwIfAborted();
        if (connection.refusal !== undefined && error === connection.refusal.error)
            throw error;
        throw new ExchangeError(connection.established ? "answering" : "connecting", explain(error, limit, request), error);
    }
    finally {
        await client.destroy();
    }
}
function openConnection(route, timeoutMs, signal) {
    const { connect } = route;
    if (connect === undefined) {
        const connectTcp = (0,undici__WEBPACK_IMPORTED_MODULE_0__.buildConnector)({ timeout: timeoutMs });
        const connection = {
            ready: undefined,
            established: false,
            refusal: undefined,
            connector: (options, callback) => connectTcp(options, (...result) => {
                connection.established = result[0] === null;
                callback(...result);
            }),
        };
        return connection;
    }
    const stream = connect(signal);
    const connection = {
        established: false,
        refusal: undefined,
        ready: stream.then(() => {
            connection.established = true;
        }, (error) => {
            connection.refusal = { error };
            throw error;
        }),
        connector: (_options, callback) => {
            stream.then((duplex) => callback(null, duplex), (error) => callback(error instanceof Error ? error : new Error(String(error)), null));
        },
    };
    return connection;
}
async function readBody(body) {
    const chunks = [];
    let length = 0;
    for await (const chunk of body) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > longestBody)
            break;
    }
    const bytes = Buffer.concat(chunks).subarray(0, longestBody);
    return { text: bytes.toString("utf8"), truncated: length > longestBody };
}
function flatten(headers) {
    return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]]));
}
function explain(error, limit, request) {
    if (limit.aborted)
        return `no complete answer within ${(0,_config_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(request.timeoutMs)}`;
    if (!(error instanceof Error))
        return String(error);
    const code = "code" in error && typeof error.code === "string" ? error.code : "";
    return words[code] ?? (error.message || code);
}
const words = {
    ECONNREFUSED: "the connection was refused",
    ENOTFOUND: "the host name is not known",
    EAI_AGAIN: "the host name could not be resolved",
    ECONNRESET: "the connection was reset",
    UND_ERR_SOCKET: "the connection ended before the answer was complete",
    UND_ERR_CONNECT_TIMEOUT: "the connection could not be opened in time",
};


/***/ }),

/***/ 3958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   urlTarget: () => (/* binding */ urlTarget)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6302);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7862);


function urlTarget(text) {
    const url = readUrl(text);
    const name = `${url.origin}${url.pathname === "/" ? "" : url.pathname}`;
    const prefix = url.pathname.replace(/\/$/, "");
    return {
        name,
        open: async () => ({
            kind: "open",
            endpoints: [
                {
                    name,
                    send: (request, signal) => (0,_exchange_js__WEBPACK_IMPORTED_MODULE_1__/* .exchange */ .cv)({ origin: url.origin }, { ...request, path: prefix + request.path }, signal),
                    isCurrent: async () => true,
                },
            ],
        }),
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


/***/ })

};
