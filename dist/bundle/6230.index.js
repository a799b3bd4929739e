export const id = 6230;
export const ids = [6230,1277];
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

/***/ 66230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   grpcCall: () => (/* binding */ grpcCall),
/* harmony export */   grpcHealth: () => (/* binding */ grpcHealth)
/* harmony export */ });
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63135);
/* harmony import */ var _grpc_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42689);
/* harmony import */ var _time_limit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58366);



const healthStatus = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];
function grpcHealth(way, service, options) {
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .withinTime */ .d)(options.timeoutMs, options.signal, async (limit) => {
        const { BinaryReader, BinaryWriter } = await Promise.all(/* import() */[__webpack_require__.e(8902), __webpack_require__.e(4427)]).then(__webpack_require__.bind(__webpack_require__, 74427));
        const connection = await (0,_grpc_js__WEBPACK_IMPORTED_MODULE_1__/* .openGrpc */ .J)(way, limit.signal);
        limit.opened();
        const startedAt = performance.now();
        try {
            const request = service === "" ? new Uint8Array() : new BinaryWriter().tag(1, 2).string(service).finish();
            const answer = await connection.call("/grpc.health.v1.Health/Check", request, options.metadata);
            const durationMs = performance.now() - startedAt;
            if (answer.code === _grpc_js__WEBPACK_IMPORTED_MODULE_1__/* .grpcCodes */ .B.indexOf("NOT_FOUND"))
                return { status: "SERVICE_UNKNOWN", durationMs };
            if (answer.code !== 0)
                throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeError */ .Sb("answering", `the health check ends with ${words(answer)}`);
            const reader = new BinaryReader(answer.messages[0] ?? new Uint8Array());
            let status = 0;
            while (reader.pos < reader.len) {
                const [field, type] = reader.tag();
                if (field === 1)
                    status = reader.int32();
                else
                    reader.skip(type, field);
            }
            return { status: healthStatus[status] ?? `status ${status}`, durationMs };
        }
        finally {
            connection.close();
        }
    });
}
function grpcCall(way, called, message, options) {
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .withinTime */ .d)(options.timeoutMs, options.signal, async (limit) => {
        const { schemaByReflection, schemaFromDescriptor } = await Promise.all(/* import() */[__webpack_require__.e(8902), __webpack_require__.e(679), __webpack_require__.e(8504), __webpack_require__.e(4546)]).then(__webpack_require__.bind(__webpack_require__, 74546));
        const { decode, encode } = await Promise.all(/* import() */[__webpack_require__.e(8902), __webpack_require__.e(679), __webpack_require__.e(1934), __webpack_require__.e(5932)]).then(__webpack_require__.bind(__webpack_require__, 35932));
        const connection = await (0,_grpc_js__WEBPACK_IMPORTED_MODULE_1__/* .openGrpc */ .J)(way, limit.signal);
        limit.opened();
        try {
            const schema = options.descriptor === undefined
                ? await schemaByReflection(connection, called, options.metadata)
                : schemaFromDescriptor(options.descriptor, called);
            const request = encode(schema, message, called);
            const startedAt = performance.now();
            const answer = await connection.call(`/${called}`, request, options.metadata);
            const durationMs = performance.now() - startedAt;
            const [first] = answer.messages;
            if (answer.code === 0 && first === undefined) {
                throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeError */ .Sb("answering", "the call ends with OK, but without a message");
            }
            return {
                code: answer.code,
                codeName: _grpc_js__WEBPACK_IMPORTED_MODULE_1__/* .grpcCodes */ .B[answer.code] ?? String(answer.code),
                message: answer.message,
                response: answer.code === 0 && first !== undefined ? decode(schema, first) : undefined,
                metadata: answer.metadata,
                durationMs,
            };
        }
        finally {
            connection.close();
        }
    });
}
function words({ code, message }) {
    return `${_grpc_js__WEBPACK_IMPORTED_MODULE_1__/* .grpcCodes */ .B[code] ?? code}${message && `: ${message}`}`;
}


/***/ }),

/***/ 42689:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ grpcCodes),
/* harmony export */   J: () => (/* binding */ openGrpc)
/* harmony export */ });
/* harmony import */ var node_http2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32467);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21277);
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63135);



const grpcCodes = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];
const mostMessageBytes = 4 * 1024 * 1024;
async function openGrpc(way, signal) {
    const { stream } = await (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .openConnection */ .J)(way, ["h2"], signal);
    const session = (0,node_http2__WEBPACK_IMPORTED_MODULE_0__.connect)(way.origin, { createConnection: () => stream });
    const broken = [];
    session.on("error", (error) => broken.push(error));
    const abort = () => session.destroy();
    signal.addEventListener("abort", abort, { once: true });
    return {
        call: (path, message, metadata) => callOver(session, way.origin, path, message, metadata, broken),
        close() {
            signal.removeEventListener("abort", abort);
            session.destroy();
        },
    };
}
function callOver(session, origin, path, message, metadata, broken) {
    return new Promise((resolve, reject) => {
        const stream = session.request({
            ":method": "POST",
            ":path": path,
            ":scheme": new URL(origin).protocol.slice(0, -1),
            te: "trailers",
            "content-type": "application/grpc+proto",
            "user-agent": "slipway-smoke-test",
            ...metadata,
        });
        const chunks = [];
        let length = 0;
        let headers = {};
        let trailers = {};
        stream.on("response", (seen) => {
            headers = seen;
        });
        stream.on("trailers", (seen) => {
            trailers = seen;
        });
        stream.on("data", (chunk) => {
            chunks.push(chunk);
            length += chunk.length;
            if (length > mostMessageBytes) {
                stream.destroy(new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("answering", "the answer is larger than the 4 MiB that are read"));
            }
        });
        stream.on("error", reject);
        stream.on("close", () => {
            const cause = broken.at(-1) ?? new Error("the connection was closed before the answer was complete");
            try {
                resolve(answerOf(stream, headers, trailers, Buffer.concat(chunks), cause));
            }
            catch (error) {
                reject(error);
            }
        });
        const prefix = Buffer.alloc(5);
        prefix.writeUInt32BE(message.length, 1);
        stream.end(Buffer.concat([prefix, message]));
    });
}
function answerOf(stream, headers, trailers, body, cause) {
    const status = headers[":status"];
    const code = textOf(trailers["grpc-status"] ?? headers["grpc-status"]);
    if (code !== undefined && /^\d+$/.test(code)) {
        return {
            code: Number(code),
            message: readable(textOf(trailers["grpc-message"] ?? headers["grpc-message"]) ?? ""),
            metadata: { ...flatten(headers), ...flatten(trailers) },
            messages: split(body),
        };
    }
    if (status === undefined || stream.rstCode !== 0)
        throw cause;
    const what = `HTTP ${status}, ${textOf(headers["content-type"]) ?? "without a content type"}`;
    throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("answering", `what answers does not speak gRPC: ${what}`);
}
function split(body) {
    const messages = [];
    for (let at = 0; at < body.length;) {
        if (body.length < at + 5)
            throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("answering", "the answer ends in the middle of a message");
        if (body[at] !== 0)
            throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("answering", "the answer is compressed, which was not asked for");
        const end = at + 5 + body.readUInt32BE(at + 1);
        if (body.length < end)
            throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("answering", "the answer ends in the middle of a message");
        messages.push(body.subarray(at + 5, end));
        at = end;
    }
    return messages;
}
function flatten(headers) {
    return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => name.startsWith(":") || value === undefined ? [] : [[name, textOf(value) ?? ""]]));
}
function textOf(value) {
    return Array.isArray(value) ? value.join(", ") : value;
}
function readable(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ })

};
