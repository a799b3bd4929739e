export const id = 9545;
export const ids = [9545,285];
export const modules = {

/***/ 5562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ curlCommand),
/* harmony export */   i: () => (/* binding */ isSecretHeader)
/* harmony export */ });
const secretHeaders = {
    authorization: "AUTHORIZATION",
    "proxy-authorization": "PROXY_AUTHORIZATION",
    cookie: "COOKIE",
    "x-api-key": "API_KEY",
    "x-auth-token": "AUTH_TOKEN",
};
function isSecretHeader(name) {
    return name === "set-cookie" || name in secretHeaders || /token|secret|signature|api-?key/.test(name);
}
function curlCommand(request, pod) {
    const url = new URL(request.url);
    const forwarded = pod !== undefined;
    const where = forwarded ? `http://127.0.0.1:8080${url.pathname}${url.search}` : url.href;
    const words = [
        "curl --include --max-time 30",
        ...(request.method === "GET" ? [] : [request.method === "HEAD" ? "--head" : `--request ${request.method}`]),
        ...(forwarded ? [`--header ${quoted(`host: ${url.host}`)}`] : []),
        ...Object.entries(request.headers).map(([name, value]) => `--header ${headerWord(name, value)}`),
        ...(request.body === undefined ? [] : [`--data-raw ${quoted(request.body)}`]),
        quoted(where),
    ];
    const command = words.join(" \\\n  ");
    if (pod === undefined)
        return command;
    const port = pod.port ?? "PORT";
    return `kubectl --namespace ${quoted(pod.namespace)} port-forward ${quoted(`pod/${pod.name}`)} 8080:${port} &\n${command}`;
}
function headerWord(name, value) {
    if (!isSecretHeader(name))
        return quoted(`${name}: ${value}`);
    const variable = secretHeaders[name] ?? name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
    return `"${name.replaceAll(/[^\w-]/g, "")}: $${variable}"`;
}
function quoted(text) {
    const plain = text.replaceAll(/[^\P{Cc}\t\n]/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
    return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
}


/***/ }),

/***/ 79545:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   harOf: () => (/* binding */ harOf)
/* harmony export */ });
/* harmony import */ var _suite_result_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30285);
/* harmony import */ var _curl_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5562);


const keptBody = 64 * 1024;
function harOf(result) {
    const entries = (0,_suite_result_js__WEBPACK_IMPORTED_MODULE_1__/* .failedSteps */ .t)(result).flatMap(({ endpoint, result: step }) => entryOf(endpoint, step));
    return { log: { version: "1.2", creator: { name: "slipway smoke-test", version: "1" }, entries } };
}
function entryOf(endpoint, { asked, answer, startedAt, durationMs, step, mismatches }) {
    if (asked === undefined)
        return [];
    const url = new URL(asked.url);
    const wait = answer?.firstByteMs ?? durationMs;
    const mimeType = answer?.headers["content-type"] ?? "";
    return [
        {
            startedDateTime: new Date(startedAt).toISOString(),
            time: durationMs,
            request: {
                method: asked.method,
                url: asked.url,
                httpVersion: answer?.protocol === "h2" ? "HTTP/2" : "HTTP/1.1",
                cookies: [],
                headers: headerList(asked.headers),
                queryString: [...url.searchParams].map(([name, value]) => ({ name, value })),
                headersSize: -1,
                bodySize: asked.body === undefined ? 0 : Buffer.byteLength(asked.body),
                ...(asked.body === undefined
                    ? {}
                    : { postData: { mimeType: asked.headers["content-type"] ?? "", text: asked.body.slice(0, keptBody) } }),
            },
            response: {
                status: answer?.status ?? 0,
                statusText: "",
                httpVersion: answer?.protocol === "h2" ? "HTTP/2" : "HTTP/1.1",
                cookies: [],
                headers: headerList(answer?.headers ?? {}),
                redirectURL: answer?.headers.location ?? "",
                headersSize: -1,
                bodySize: answer?.bytes?.length ?? -1,
                content: {
                    size: answer?.bytes?.length ?? answer?.body.length ?? 0,
                    mimeType,
                    text: (answer?.body ?? "").slice(0, keptBody),
                },
            },
            cache: {},
            timings: { send: 0, wait, receive: Math.max(0, durationMs - wait) },
            comment: `${step.name}, asked of ${endpoint}: ${mismatches.join("; ")}`,
        },
    ];
}
function headerList(headers) {
    return Object.entries(headers).map(([name, value]) => ({ name, value: (0,_curl_js__WEBPACK_IMPORTED_MODULE_0__/* .isSecretHeader */ .i)(name) ? "***" : value }));
}


/***/ }),

/***/ 30285:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   countSteps: () => (/* binding */ countSteps),
/* harmony export */   t: () => (/* binding */ failedSteps)
/* harmony export */ });
function failedSteps(result) {
    return result.endpoints
        .filter(({ state }) => state === "failed")
        .flatMap(({ endpoint, steps }) => steps.filter(({ state }) => state === "failed").map((step) => ({ endpoint, result: step })));
}
function countSteps(result) {
    const steps = result.endpoints.filter(({ state }) => state !== "left").flatMap((endpoint) => endpoint.steps);
    const count = (state) => steps.filter((step) => step.state === state).length;
    return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}


/***/ })

};
