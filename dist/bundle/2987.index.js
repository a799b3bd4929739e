export const id = 2987;
export const ids = [2987];
export const modules = {

/***/ 12987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connectTcp: () => (/* binding */ connectTcp),
/* harmony export */   connectTls: () => (/* binding */ connectTls),
/* harmony export */   portState: () => (/* binding */ portState)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _targets_way_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5965);
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63135);
/* harmony import */ var _time_limit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58366);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30076);





const forwardSettlesMs = 1000;
function connectTcp(way, address, { timeoutMs, signal }) {
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .withinTime */ .d)(timeoutMs, signal, async (limit) => {
        const startedAt = performance.now();
        const stream = await way.dial(address, limit.signal);
        try {
            const durationMs = performance.now() - startedAt;
            await settled(way, stream);
            return { durationMs };
        }
        finally {
            stream.on("error", () => undefined).destroy();
        }
    });
}
function connectTls(way, address, { servername, timeoutMs, signal }) {
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .withinTime */ .d)(timeoutMs, signal, async (limit) => {
        const stream = await way.dial(address, limit.signal);
        const startedAt = performance.now();
        const host = address?.host ?? (0,_targets_way_js__WEBPACK_IMPORTED_MODULE_1__/* .addressOf */ .c)(way.origin).host;
        const settings = servername === undefined ? way.tls : { ...way.tls, servername };
        const socket = await (0,_tls_js__WEBPACK_IMPORTED_MODULE_4__/* .secure */ .e)(stream, host, ["http/1.1"], settings, limit.signal);
        const facts = (0,_tls_js__WEBPACK_IMPORTED_MODULE_4__/* .tlsFacts */ .f)(socket);
        socket.on("error", () => undefined).destroy();
        return { ...facts, durationMs: performance.now() - startedAt };
    });
}
async function portState(way, address, options) {
    try {
        await connectTcp(way, address, options);
        return { closed: false };
    }
    catch (error) {
        const how = closedBy(error);
        if (how === undefined)
            throw error;
        return { closed: true, how };
    }
}
function closedBy(error) {
    if (!(error instanceof _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb))
        return undefined;
    const { cause } = error;
    if (cause instanceof _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .OutOfTime */ .fg)
        return "silent";
    if (cause instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H)
        return /listens/.test(cause.found) ? "refused" : undefined;
    const last = cause instanceof AggregateError ? cause.errors.at(-1) : cause;
    const code = last instanceof Error && "code" in last ? last.code : undefined;
    if (code === "ECONNREFUSED")
        return "refused";
    if (code === "ETIMEDOUT")
        return "silent";
    return code === "EHOSTUNREACH" ? "unreachable" : undefined;
}
function settled(way, stream) {
    if (way.dialCounts)
        return Promise.resolve();
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, forwardSettlesMs);
        stream.once("error", reject).once("data", resolve).once("end", resolve);
        stream.once("close", () => {
            clearTimeout(timer);
            resolve();
        });
    });
}


/***/ })

};
