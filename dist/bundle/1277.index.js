export const id = 1277;
export const ids = [1277];
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


/***/ })

};
