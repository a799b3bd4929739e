export const id = 6906;
export const ids = [6906];
export const modules = {

/***/ 36906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   postgresPing: () => (/* binding */ postgresPing)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _time_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58366);


const mostRows = 100;
function postgresPing(way, url, query, { timeoutMs, signal }) {
    const login = readUrl(url);
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .withinTime */ .d)(timeoutMs, signal, async (limit) => {
        const { default: pg } = await __webpack_require__.e(/* import() */ 5757).then(__webpack_require__.bind(__webpack_require__, 15757));
        const startedAt = performance.now();
        const ask = async (ssl) => {
            const stream = await way.dial({ host: login.host, port: login.port }, limit.signal);
            limit.opened();
            const client = new pg.Client({ ...login, ssl: ssl ?? false, stream: () => asPgSocket(stream) });
            client.on("error", () => undefined);
            const abort = () => stream.destroy();
            limit.signal.addEventListener("abort", abort, { once: true });
            try {
                await client.connect();
                await client.query("BEGIN TRANSACTION READ ONLY");
                const version = await client.query("SHOW server_version");
                const { rows } = await client.query(query);
                await client.query("ROLLBACK");
                return {
                    rows: rows.slice(0, mostRows),
                    version: version.rows[0]?.server_version ?? "unknown",
                    tls: ssl !== undefined,
                    durationMs: performance.now() - startedAt,
                };
            }
            finally {
                limit.signal.removeEventListener("abort", abort);
                stream.on("error", () => undefined);
                await client.end().catch(() => undefined);
                stream.destroy();
            }
        };
        const verified = { ca: way.tls.ca, cert: way.tls.cert, key: way.tls.key };
        if (login.sslmode === "disable")
            return ask(undefined);
        if (login.sslmode === "verify-full")
            return ask(withoutUndefined(verified));
        const encrypted = withoutUndefined({ ...verified, rejectUnauthorized: false });
        try {
            return await ask(encrypted);
        }
        catch (error) {
            const refusesTls = error instanceof Error && error.message === "The server does not support SSL connections";
            if (login.sslmode === "prefer" && refusesTls)
                return ask(undefined);
            throw error;
        }
    });
}
function withoutUndefined(options) {
    return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
function asPgSocket(stream) {
    return Object.assign(stream, {
        connect: () => {
            process.nextTick(() => stream.emit("connect"));
            return stream;
        },
        setNoDelay: () => stream,
        setKeepAlive: () => stream,
        ref: () => stream,
        unref: () => stream,
    });
}
function readUrl(text) {
    const url = URL.parse(text);
    const sslmode = url?.searchParams.get("sslmode") ?? "prefer";
    if (url !== null && /^postgres(?:ql)?:$/.test(url.protocol) && modes.includes(sslmode)) {
        const user = decodeURIComponent(url.username) || "postgres";
        return {
            host: url.hostname || "localhost",
            port: Number(url.port || 5432),
            user,
            password: decodeURIComponent(url.password),
            database: decodeURIComponent(url.pathname.slice(1)) || user,
            application_name: "slipway-smoke-test",
            sslmode,
        };
    }
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: "reading the URL of a PostgreSQL server",
        found: url === null ? "it is not a URL" : `its scheme is ${url.protocol}// and its sslmode ${sslmode}`,
        advice: `Write it as postgres://user:password@host:5432/database?sslmode=MODE, MODE one of ${modes.join(", ")}.`,
    });
}
const modes = ["disable", "prefer", "require", "verify-full"];


/***/ })

};
