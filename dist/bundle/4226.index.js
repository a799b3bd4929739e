export const id = 4226;
export const ids = [4226,1277];
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

/***/ 74226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askWebSocket: () => (/* binding */ askWebSocket)
/* harmony export */ });
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43627);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21277);
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63135);
/* harmony import */ var _time_limit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58366);




const mostMessageBytes = 1024 * 1024;
function askWebSocket(way, question, signal) {
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .withinTime */ .d)(question.timeoutMs, signal, async (limit) => {
        let dialMs = 0;
        const refused = [];
        const connector = (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__.connectorOver)(way, "http/1.1", limit.signal, (connection) => {
            limit.opened();
            dialMs = way.dialCounts ? 0 : connection.dialMs;
        });
        const client = new undici__WEBPACK_IMPORTED_MODULE_0__.Client(way.origin, {
            allowH2: false,
            webSocket: { maxPayloadSize: mostMessageBytes },
            connect: (options, callback) => connector(options, (...[error, socket]) => {
                if (error !== null)
                    refused.push(error);
                if (error === null)
                    callback(null, socket);
                else
                    callback(error, null);
            }),
        });
        const startedAt = performance.now();
        try {
            const { messages, protocol } = await converse(way, client, question, limit, refused);
            return { messages, protocol, durationMs: performance.now() - startedAt - dialMs };
        }
        finally {
            await client.destroy();
        }
    });
}
function converse(way, dispatcher, question, limit, refused) {
    const socket = new undici__WEBPACK_IMPORTED_MODULE_0__.WebSocket(`${way.origin.replace(/^http/, "ws")}${way.basePath ?? ""}${question.path}`, {
        protocols: [...question.protocols],
        headers: { "user-agent": "slipway-smoke-test", ...question.headers },
        dispatcher,
    });
    socket.binaryType = "arraybuffer";
    const messages = [];
    let isOpen = false;
    return new Promise((resolve, reject) => {
        const finish = () => {
            resolve({ messages, protocol: socket.protocol });
            socket.close();
        };
        limit.signal.addEventListener("abort", () => socket.close(), { once: true });
        socket.addEventListener("open", () => {
            isOpen = true;
            for (const text of question.send)
                socket.send(text);
            if (question.receive === 0)
                finish();
        });
        socket.addEventListener("message", ({ data }) => {
            messages.push(typeof data === "string" ? data : Buffer.from(data).toString("base64"));
            if (messages.length === question.receive)
                finish();
        });
        socket.addEventListener("error", ({ error, message }) => {
            if (refused[0] !== undefined)
                reject((0,_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .exchangeError */ .mH)("connecting", refused[0]));
            else if (isOpen)
                reject(new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("answering", `the WebSocket broke off: ${message}`, error));
            else
                reject(new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("answering", "the server did not accept the WebSocket", error));
        });
        socket.addEventListener("close", ({ code, reason }) => {
            const said = `${code}${reason && ` ${reason}`}`;
            const came = `${messages.length} of ${question.receive} messages`;
            reject(new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("answering", `the WebSocket was closed with ${said} after ${came}`));
        });
    });
}


/***/ })

};
