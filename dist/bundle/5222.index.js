export const id = 5222;
export const ids = [5222];
export const modules = {

/***/ 5222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   redisPing: () => (/* binding */ redisPing)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63135);
/* harmony import */ var _time_limit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58366);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30076);




function redisPing(way, url, { timeoutMs, signal }) {
    const login = readUrl(url);
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .withinTime */ .d)(timeoutMs, signal, async (limit) => {
        const startedAt = performance.now();
        const plain = await way.dial({ host: login.host, port: login.port }, limit.signal);
        limit.opened();
        const stream = login.secured ? await (0,_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .secure */ .e)(plain, login.host, [], way.tls, limit.signal) : plain;
        const replies = readReplies(stream);
        const ask = async (...words) => {
            stream.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`);
            const { value } = await replies.next();
            if (value === undefined)
                throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ExchangeError */ .Sb("answering", "the server closed the connection");
            if (value.startsWith("-"))
                throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ExchangeError */ .Sb("answering", `the server answers ${value.slice(1)}`);
            return value.slice(1);
        };
        try {
            if (login.password !== "")
                await ask("AUTH", ...(login.user === "" ? [] : [login.user]), login.password);
            if (login.database !== "")
                await ask("SELECT", login.database);
            const answer = await ask("PING");
            if (answer !== "PONG")
                throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ExchangeError */ .Sb("answering", `the server answers PING with ${answer}`);
            return { answer, durationMs: performance.now() - startedAt };
        }
        finally {
            stream.on("error", () => undefined).destroy();
        }
    });
}
const longestReply = 4096;
async function* readReplies(stream) {
    let text = "";
    for await (const chunk of stream) {
        text += chunk.toString("latin1");
        for (let end = text.indexOf("\r\n"); end !== -1; end = text.indexOf("\r\n")) {
            const line = text.slice(0, end);
            if (!/^[+\-:$]/.test(line))
                throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ExchangeError */ .Sb("answering", "what answers does not speak Redis");
            yield line;
            text = text.slice(end + 2);
        }
        if (text.length > longestReply || (text !== "" && !/^[+\-:$]/.test(text))) {
            throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ExchangeError */ .Sb("answering", "what answers does not speak Redis");
        }
    }
    return undefined;
}
function readUrl(text) {
    const url = URL.parse(text);
    const database = url?.pathname.slice(1) ?? "";
    if (url !== null && /^rediss?:$/.test(url.protocol) && /^\d*$/.test(database)) {
        return {
            host: url.hostname || "localhost",
            port: Number(url.port || 6379),
            user: decodeURIComponent(url.username),
            password: decodeURIComponent(url.password),
            database,
            secured: url.protocol === "rediss:",
        };
    }
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: "reading the URL of a Redis server",
        found: url === null ? "it is not a URL" : "its scheme is not redis:// or rediss://, or its path is not a number",
        advice: "Write it as redis://user:password@host:6379/0, with rediss:// for TLS.",
    });
}


/***/ })

};
