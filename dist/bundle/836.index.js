export const id = 836;
export const ids = [836,470];
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

/***/ 7836:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   suiteFailure: () => (/* binding */ suiteFailure),
/* harmony export */   suiteJunit: () => (/* binding */ suiteJunit),
/* harmony export */   suiteSummary: () => (/* binding */ suiteSummary)
/* harmony export */ });
/* harmony import */ var _config_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5254);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6302);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(231);
/* harmony import */ var _run_suite_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1470);




const shownBody = 2000;
const shownFailures = 10;
function suiteSummary(result) {
    const counted = result.endpoints.filter(({ state }) => state !== "left");
    const total = counted.reduce((sum, { requests }) => sum + requests.length, 0);
    const failed = (0,_run_suite_js__WEBPACK_IMPORTED_MODULE_3__.failedRequests)(result).length;
    return [
        `### Smoke test ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(result.suite.name)}: ${failed === 0 ? "passed" : "failed"}`,
        "",
        `${total - failed} of ${total} requests passed, asked of ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(result.target)} in ${(0,_config_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.ceil(result.durationMs))}.`,
        "",
        (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .tp)(["Asked", "Request", "Result", "Time", "Attempts", "What was wrong"], result.endpoints.flatMap((endpoint) => rows(endpoint))),
    ].join("\n");
}
function suiteFailure(result) {
    const failed = (0,_run_suite_js__WEBPACK_IMPORTED_MODULE_3__.failedRequests)(result);
    const [first] = failed;
    const total = result.endpoints.reduce((sum, { requests }) => sum + requests.length, 0);
    const what = first === undefined ? "" : `: ${first.request.request.name}: ${first.request.mismatches[0]} (${first.endpoint})`;
    const more = failed.length > shownFailures ? ` The first ${shownFailures} are shown.` : "";
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `running the smoke suite ${result.suite.name} against ${result.target}`,
        found: `${failed.length} of ${total} requests failed${what}`,
        advice: `Compare what was expected with what came.${more}`,
        at: { file: result.suite.file, line: first?.request.request.line ?? 1 },
        evidence: failed.slice(0, shownFailures).map(({ endpoint, request }) => evidenceOf(endpoint, request)),
    });
}
function suiteJunit(result) {
    return result.endpoints.map(({ endpoint, requests, state }) => ({
        name: `${result.suite.name}: ${endpoint}`,
        cases: state === "left"
            ? [{ name: endpoint, durationMs: 0, result: { kind: "skipped", message: "went away during the test" } }]
            : requests.map((request) => ({
                name: request.request.name,
                classname: result.suite.name,
                durationMs: request.durationMs,
                result: request.passed
                    ? { kind: "passed" }
                    : { kind: "failed", message: request.mismatches.join("; "), text: evidenceOf(endpoint, request).text },
            })),
    }));
}
function rows({ endpoint, state, requests }) {
    const name = (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(endpoint);
    if (state === "left")
        return [[name, "", "not counted: went away", "", "", ""]];
    return requests.map((request) => [
        name,
        (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(request.request.name),
        request.passed ? "passed" : "**failed**",
        (0,_config_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.ceil(request.durationMs)),
        String(request.attempts),
        request.mismatches.map((mismatch) => (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(mismatch)).join("<br>"),
    ]);
}
function evidenceOf(endpoint, { request, mismatches, answer, attempts }) {
    const where = request.location.kind === "path" ? request.location.path : request.location.url;
    const answered = answer === undefined ? [] : ["", ...answerLines(answer)];
    return {
        title: `${request.name}: ${request.method} ${where}, asked of ${endpoint}, attempt ${attempts}`,
        text: [...mismatches, ...answered].join("\n"),
    };
}
function answerLines({ status, headers, body, truncated }) {
    const shown = body.slice(0, shownBody);
    const rest = body.length - shown.length;
    return [
        `HTTP status ${status}`,
        ...Object.entries(headers)
            .filter(([name]) => name !== "set-cookie")
            .map(([name, value]) => `${name}: ${value.slice(0, 300)}`),
        "",
        shown,
        ...(rest > 0 ? [`(${rest}${truncated ? " or more" : ""} further characters)`] : []),
    ];
}


/***/ }),

/***/ 1470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  failedRequests: () => (/* binding */ failedRequests),
  runSuite: () => (/* binding */ runSuite)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
// EXTERNAL MODULE: ./src/smoke/exchange.js
var exchange = __webpack_require__(7862);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ../../node_modules/json-p3/dist/json-p3.cjs.js
var json_p3_cjs = __webpack_require__(9597);
;// CONCATENATED MODULE: ./src/smoke/expectations.js



function mismatches(answer, expect) {
    return [
        ...statusMismatch(answer.status, expect.status),
        ...Object.entries(expect.headers).flatMap(([name, rule]) => headerMismatches(name, answer.headers[name], rule)),
        ...bodyMismatches(answer, expect),
        ...timeMismatch(answer.durationMs, expect.timeMs),
    ];
}
function statusMismatch(status, expected) {
    const fits = expected.some((one) => (typeof one === "number" ? one === status : one[0] === String(status)[0]));
    if (expected.length === 0 || fits)
        return [];
    return [`expected status ${expected.join(" or ")}, got ${status}`];
}
function headerMismatches(name, value, rule) {
    if (value === undefined)
        return [`expected the header ${name} ${describeRule(rule)}, but the answer has no such header`];
    return textMismatches(`the header ${name}`, value, rule);
}
function bodyMismatches(answer, expect) {
    const jsonRules = Object.entries(expect.json);
    if (expect.body === undefined && jsonRules.length === 0)
        return [];
    if (answer.truncated)
        return [`expected a body to look into, got more than the ${answer.body.length} characters that are read`];
    const found = expect.body === undefined ? [] : textMismatches("the body", answer.body, expect.body);
    if (jsonRules.length === 0)
        return found;
    let document;
    try {
        document = JSON.parse(answer.body);
    }
    catch {
        return [
            ...found,
            answer.body.trim() === ""
                ? "expected a JSON body, got an empty one"
                : "expected a JSON body, got one that is not JSON",
        ];
    }
    return [...found, ...jsonRules.flatMap(([path, rule]) => jsonMismatches(path, rule, document))];
}
function textMismatches(what, value, rule) {
    const found = [];
    if (rule.equals !== undefined && value !== rule.equals)
        found.push(`expected ${what} to be ${quote(rule.equals)}, got ${quote(value)}`);
    for (const part of rule.contains ?? []) {
        if (!value.includes(part))
            found.push(`expected ${what} to contain ${quote(part)}, got ${quote(value)}`);
    }
    if (rule.matches !== undefined && !new RegExp(rule.matches, "u").test(value)) {
        found.push(`expected ${what} to match /${rule.matches}/, got ${quote(value)}`);
    }
    return found;
}
function jsonMismatches(path, rule, document) {
    const nodes = json_p3_cjs/* jsonpath */.YF.query(path, document).values();
    if (rule.exists === false)
        return nodes.length === 0 ? [] : [`expected nothing at ${path}, got ${quote(nodes[0])}`];
    if (nodes.length === 0)
        return [`expected a value at ${path}, found none`];
    return nodes.flatMap((node) => nodeMismatches(path, rule, node));
}
function nodeMismatches(path, rule, node) {
    const found = [];
    if (rule.equals !== undefined && !(0,external_node_util_.isDeepStrictEqual)(node, rule.equals)) {
        found.push(`expected ${path} to be ${quote(rule.equals)}, got ${quote(node)}`);
    }
    if (rule.contains !== undefined && !contains(node, rule.contains)) {
        found.push(`expected ${path} to contain ${quote(rule.contains)}, got ${quote(node)}`);
    }
    if (rule.matches !== undefined && !(typeof node === "string" && new RegExp(rule.matches, "u").test(node))) {
        found.push(`expected ${path} to match /${rule.matches}/, got ${quote(node)}`);
    }
    return found;
}
function contains(node, part) {
    if (typeof node === "string")
        return node.includes(part);
    return Array.isArray(node) && node.includes(part);
}
function timeMismatch(durationMs, limit) {
    if (limit === undefined || durationMs < limit)
        return [];
    return [`expected the answer in less than ${(0,duration/* formatDuration */.a3)(limit)}, it took ${(0,duration/* formatDuration */.a3)(durationMs)}`];
}
function describeRule(rule) {
    if (rule.equals !== undefined)
        return `to be ${quote(rule.equals)}`;
    if (rule.contains !== undefined)
        return `to contain ${rule.contains.map(quote).join(" and ")}`;
    return rule.matches === undefined ? "to be there" : `to match /${rule.matches}/`;
}
function quote(value) {
    const text = JSON.stringify(value) ?? "nothing";
    return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

;// CONCATENATED MODULE: ./src/smoke/run-suite.js





const firstPause = 200;
const longestPause = 5000;
async function runSuite(suite, target, context) {
    if (suite.requests.length === 0)
        throw nothingToAsk(suite);
    const startedAt = performance.now();
    const deadline = startedAt + (context.deadlineMs ?? suite.deadlineMs);
    for (;;) {
        const endpoints = await openTarget(target, deadline, context);
        const results = [];
        for (const endpoint of endpoints)
            results.push(await testEndpoint(endpoint, suite, deadline, context));
        const judged = results.filter((result) => result.state !== "left");
        if (judged.length === 0 && performance.now() < deadline)
            continue;
        if (judged.length === 0)
            throw allLeft(target, results.length);
        return {
            suite,
            target: target.name,
            passed: judged.every((result) => result.state === "passed"),
            endpoints: results,
            durationMs: performance.now() - startedAt,
        };
    }
}
function failedRequests(result) {
    return result.endpoints
        .filter(({ state }) => state === "failed")
        .flatMap(({ endpoint, requests }) => requests.filter((request) => !request.passed).map((request) => ({ endpoint, request })));
}
async function openTarget(target, deadline, context) {
    let pause = firstPause;
    for (;;) {
        const opened = await target.open(context.signal);
        if (opened.kind === "open")
            return opened.endpoints;
        context.log.debug(`Waiting for ${target.name}: ${opened.found}`);
        if (performance.now() + pause > deadline) {
            throw new failure/* Failure */.H({ attempted: `smoke-testing ${target.name}`, found: opened.found, advice: opened.advice });
        }
        await (0,promises_.setTimeout)(pause, undefined, { signal: context.signal });
        pause = Math.min(pause * 2, longestPause);
    }
}
async function testEndpoint(endpoint, suite, deadline, context) {
    const requests = [];
    context.log.info(`Asking ${endpoint.name}`);
    for (const request of suite.requests) {
        const result = await testRequest(request, endpoint, deadline, context);
        if (!result.passed && !(await endpoint.isCurrent(context.signal))) {
            context.log.info(`  ${endpoint.name} went away meanwhile; it is not counted.`);
            return { endpoint: endpoint.name, state: "left", requests };
        }
        requests.push(result);
        tell(result, context.log);
    }
    return { endpoint: endpoint.name, state: requests.every(({ passed }) => passed) ? "passed" : "failed", requests };
}
async function testRequest(request, endpoint, deadline, context) {
    let pause = firstPause;
    for (let attempts = 1;; attempts++) {
        const attempt = await tryOnce(request, endpoint, context);
        const result = { request, attempts, ...attempt, passed: attempt.mismatches.length === 0 };
        const again = attempt.mayRepeat && performance.now() + pause <= deadline;
        if (result.passed || !again || !(await endpoint.isCurrent(context.signal)))
            return result;
        context.log.debug(`  ${request.name}: attempt ${attempts}: ${attempt.mismatches[0]}`);
        await (0,promises_.setTimeout)(pause, undefined, { signal: context.signal });
        pause = Math.min(pause * 2, longestPause);
    }
}
async function tryOnce(request, endpoint, context) {
    const startedAt = performance.now();
    try {
        const answer = await sendRequest(request, endpoint, context);
        return {
            mismatches: mismatches(answer, request.expect),
            answer,
            durationMs: answer.durationMs,
            mayRepeat: request.retry,
        };
    }
    catch (error) {
        if (!(error instanceof exchange/* ExchangeError */.Sb))
            throw error;
        return {
            mismatches: [`expected an answer, but ${error.message}`],
            answer: undefined,
            durationMs: performance.now() - startedAt,
            mayRepeat: request.retry || error.phase === "connecting",
        };
    }
}
function sendRequest(request, endpoint, context) {
    const { method, location, body, timeoutMs } = request;
    if (location.kind === "url") {
        const url = new URL(location.url);
        const wire = { method, path: url.pathname + url.search, headers: request.headers, body, timeoutMs };
        return (0,exchange/* exchange */.cv)({ origin: url.origin }, wire, context.signal);
    }
    const authorization = context.token ? { authorization: `Bearer ${context.token}` } : {};
    const headers = { ...authorization, ...request.headers };
    return endpoint.send({ method, path: location.path, headers, body, timeoutMs }, context.signal);
}
function tell(result, log) {
    const attempts = result.attempts === 1 ? "" : `, attempt ${result.attempts}`;
    const verdict = result.passed ? "passed" : "FAILED";
    log.info(`  ${verdict}  ${result.request.name} (${(0,duration/* formatDuration */.a3)(Math.ceil(result.durationMs))}${attempts})`);
}
function nothingToAsk(suite) {
    return new failure/* Failure */.H({
        attempted: `running the smoke suite ${suite.name}`,
        found: "it has no requests, so it would pass whatever the service does",
        advice: "Add requests with expectations.",
        at: { file: suite.file, line: 1 },
    });
}
function allLeft(target, count) {
    return new failure/* Failure */.H({
        attempted: `smoke-testing ${target.name}`,
        found: `each of the ${count} pods that were asked went away before it had answered`,
        advice: "Wait for the rollout to end before the smoke test, or look for what deletes the pods.",
    });
}


/***/ })

};
