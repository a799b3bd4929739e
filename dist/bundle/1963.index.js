export const id = 1963;
export const ids = [1963,285];
export const modules = {

/***/ 31963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  furtherFailures: () => (/* binding */ furtherFailures),
  suiteFailure: () => (/* binding */ suiteFailure),
  suiteJunit: () => (/* binding */ suiteJunit),
  suiteSummary: () => (/* binding */ suiteSummary)
});

// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(80231);
// EXTERNAL MODULE: ./src/smoke/results/curl.js
var curl = __webpack_require__(5562);
;// CONCATENATED MODULE: ./src/smoke/results/histogram.js
const bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];
function histogramOf(durationsMs) {
    return regroup(durationsMs.map((duration) => [duration, 1]));
}
function regroup(counted) {
    const counts = new Map();
    for (const [duration, count] of counted) {
        const bound = bounds.find((one) => duration <= one) ?? Number.POSITIVE_INFINITY;
        counts.set(bound, (counts.get(bound) ?? 0) + count);
    }
    const all = [...bounds, Number.POSITIVE_INFINITY].map((bound) => [bound, counts.get(bound) ?? 0]);
    const first = all.findIndex(([, count]) => count > 0);
    const last = all.findLastIndex(([, count]) => count > 0);
    return first === -1 ? [] : all.slice(first, last + 1);
}
function histogramPicture(title, buckets) {
    const most = Math.max(1, ...buckets.map(([, count]) => count));
    const labels = buckets.map(([bound]) => `"${label(bound)}"`).join(", ");
    return [
        "```mermaid",
        "xychart-beta",
        `  title "${title.replaceAll(/[^\w .,:()-]/g, " ").slice(0, 80)}"`,
        `  x-axis "answered within" [${labels}]`,
        `  y-axis "answers" 0 --> ${most}`,
        `  bar [${buckets.map(([, count]) => count).join(", ")}]`,
        "```",
        "",
    ].join("\n");
}
function quantile(durationsMs, share) {
    const sorted = durationsMs.toSorted((one, other) => one - other);
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
function label(bound) {
    if (bound === Number.POSITIVE_INFINITY)
        return "longer";
    return bound < 1000 ? `${bound} ms` : `${bound / 1000} s`;
}

// EXTERNAL MODULE: ./src/smoke/suite-result.js
var suite_result = __webpack_require__(30285);
;// CONCATENATED MODULE: ./src/smoke/report-suite.js






const shownBody = 2000;
const shownHeaders = 30;
const shownFailures = 10;
const shownRows = 300;
const fewestForPicture = 5;
function suiteSummary(result) {
    const { passed, failed, skipped } = (0,suite_result.countSteps)(result);
    const without = skipped > 0 ? `, ${skipped} skipped` : "";
    const rows = result.endpoints.flatMap((endpoint) => rowsOf(endpoint));
    const shown = [
        ...rows.filter(({ failed: isFailed }) => isFailed),
        ...rows.filter(({ failed: isFailed }) => !isFailed),
    ];
    const cut = rows.length > shownRows ? `\n${rows.length - shownRows} further rows are left out.\n` : "";
    return [
        `### Smoke test ${(0,markdown/* escapeMarkdown */.FV)(result.suite.name)}: ${result.passed ? "passed" : "failed"}`,
        "",
        `${passed} of ${passed + failed} requests passed${without}, asked of ${(0,markdown/* escapeMarkdown */.FV)(result.target)} in ${(0,duration/* formatDuration */.a3)(Math.ceil(result.durationMs))}.`,
        ...pathLines(result),
        ...versionLines(result),
        "",
        (0,markdown/* table */.tp)(["Asked", "Journey", "Request", "Result", "Time", "Attempts", "What was wrong"], (rows.length > shownRows ? shown.slice(0, shownRows) : rows).map(({ cells }) => cells)),
        cut,
        ...latencies(result),
        ...reports(result),
    ].join("\n");
}
function suiteFailure(result) {
    const failed = (0,suite_result/* failedSteps */.t)(result);
    const [first] = failed;
    const { passed, failed: count } = (0,suite_result.countSteps)(result);
    const what = first === undefined ? "" : `: ${first.result.step.name}: ${first.result.mismatches[0]} (${first.endpoint})`;
    const more = failed.length > shownFailures ? ` The first ${shownFailures} are shown.` : "";
    return new failure/* Failure */.H({
        attempted: `running the smoke suite ${result.suite.name} against ${result.target}`,
        found: `${failed.length} of ${passed + count} requests failed${what}`,
        advice: `Compare what was expected with what came.${more}`,
        at: first?.result.step.at ?? { file: result.suite.file, line: 1 },
        evidence: failed.slice(0, shownFailures).map((one) => evidenceOf(one.endpoint, one.result, result)),
    });
}
function furtherFailures(result) {
    const [first, ...others] = (0,suite_result/* failedSteps */.t)(result);
    const lines = new Set([first?.result.step.at.line]);
    return others
        .filter(({ result: { step } }) => !lines.has(step.at.line) && lines.add(step.at.line))
        .slice(0, shownFailures - 1)
        .map(({ endpoint, result: { step, mismatches } }) => ({
        message: `${step.name}: ${mismatches[0]} (${endpoint})`,
        at: step.at,
    }));
}
function suiteJunit(result) {
    return result.endpoints.map(({ endpoint, steps, state }) => ({
        name: `${result.suite.name}: ${endpoint}`,
        cases: state === "left"
            ? [{ name: endpoint, durationMs: 0, result: { kind: "skipped", message: "went away during the test" } }]
            : steps.map((step) => ({
                name: step.step.name,
                classname: `${result.suite.name}.${step.journey}`,
                durationMs: step.durationMs,
                result: junitResult(endpoint, step, result),
                output: step.tries.length > 1 ? `attempts: ${settled(step)}` : undefined,
            })),
    }));
}
function junitResult(endpoint, step, result) {
    if (step.state === "passed")
        return { kind: "passed" };
    if (step.state === "skipped")
        return { kind: "skipped", message: step.reason };
    return { kind: "failed", message: step.mismatches.join("; "), text: evidenceOf(endpoint, step, result).text };
}
const pathWords = {
    users: "as users reach it (name, load balancer, ingress)",
    service: "through the Service's selector and ports; what stands before it was not tested",
    pods: "pod by pod through the API server; what stands before the pods was not tested",
};
function pathLines({ endpoints }) {
    const paths = [...new Set(endpoints.flatMap(({ path }) => path ?? []))];
    return paths.map((path) => `\nPath tested: ${pathWords[path]}.`);
}
function versionLines(result) {
    const judged = result.endpoints
        .flatMap(({ steps }) => steps)
        .filter(({ step, state }) => step.expect.version !== undefined && state !== "skipped");
    const expected = [...new Set(judged.map(({ step }) => step.expect.version?.equals ?? ""))];
    if (expected.length === 0)
        return ["\nThe version that answered was not checked: no step expects one."];
    const wrong = judged.filter(({ mismatches }) => mismatches.some((sentence) => /^expected (?:version|a pod of) /.test(sentence))).length;
    const unanswered = judged.filter(({ answer }) => answer === undefined).length;
    return [
        `\nVersion ${expected.map(markdown/* escapeMarkdown */.FV).join(", ")} answered ${judged.length - wrong - unanswered} of the ${judged.length} requests that ask for it.`,
    ];
}
function rowsOf({ endpoint, state, steps }) {
    const name = (0,markdown/* escapeMarkdown */.FV)(endpoint);
    if (state === "left")
        return [{ failed: false, cells: [name, "", "", "not counted: went away", "", "", ""] }];
    return steps.map((step) => ({
        failed: step.state === "failed",
        cells: [
            name,
            (0,markdown/* escapeMarkdown */.FV)(step.journey),
            (0,markdown/* escapeMarkdown */.FV)(step.step.name),
            step.state === "failed" ? "**failed**" : step.state,
            step.state === "skipped" ? "" : (0,duration/* formatDuration */.a3)(Math.ceil(step.durationMs)),
            step.state === "skipped" ? "" : (0,markdown/* escapeMarkdown */.FV)(settled(step)),
            (step.state === "skipped" ? [step.reason ?? ""] : step.mismatches).map(markdown/* escapeMarkdown */.FV).join("<br>"),
        ],
    }));
}
function settled({ tries, settling, settledMs, state }) {
    if (tries.length <= 1)
        return String(tries.length);
    if (state === "failed")
        return `${tries.length}${settling === "flapping" ? ", flapping" : ""}`;
    if (settling === "steady")
        return String(tries.length);
    return `${tries.length}, ${settling}: right after ${(0,duration/* formatDuration */.a3)(Math.ceil(settledMs))}`;
}
function latencies(result) {
    const durations = result.endpoints.flatMap(({ steps }) => steps.flatMap(({ step, answer }) => (step.ask.kind === "http" && answer !== undefined ? [answer.durationMs] : [])));
    if (durations.length < fewestForPicture)
        return [];
    const shown = (share) => (0,duration/* formatDuration */.a3)(Math.ceil(quantile(durations, share) ?? 0));
    return [
        `Half of the ${durations.length} answers came within ${shown(0.5)}, 95 % within ${shown(0.95)}, all within ${shown(1)}.`,
        "",
        histogramPicture("Answers by latency", histogramOf(durations)),
    ];
}
function reports(result) {
    return result.endpoints.flatMap(({ steps }) => steps.flatMap(({ step, answer }) => [
        ...(answer?.report === undefined ? [] : [`#### ${(0,markdown/* escapeMarkdown */.FV)(step.name)}`, "", answer.report, ""]),
        ...(answer?.histogram === undefined ? [] : [histogramPicture(step.name, regroup(answer.histogram))]),
    ]));
}
function evidenceOf(endpoint, result, { endpoints }) {
    const { step, mismatches, answer, asked, tries } = result;
    const where = asked === undefined ? step.name : `${asked.method} ${new URL(asked.url).pathname}`;
    const pod = endpoints.find((one) => one.endpoint === endpoint)?.pod;
    const isTarget = step.ask.kind === "http" && step.ask.location.kind === "path";
    return {
        title: `${step.name}: ${where}, asked of ${endpoint}, attempt ${tries.length}`,
        text: [
            ...mismatches,
            ...(tries.length > 1
                ? [
                    `${tries.length} attempts: ${tries
                        .slice(-10)
                        .map(({ fits }) => (fits ? "right" : "wrong"))
                        .join(", ")}`,
                ]
                : []),
            ...(asked === undefined ? [] : ["", (0,curl/* curlCommand */.O)(asked, isTarget ? pod : undefined)]),
            ...(answer === undefined ? [] : ["", ...answerLines(answer)]),
        ].join("\n"),
    };
}
function answerLines({ status, headers, body, truncated, protocol, redirects = [] }) {
    const shown = body.slice(0, shownBody);
    const rest = body.length - shown.length;
    const visible = Object.entries(headers).filter(([name]) => !(0,curl/* isSecretHeader */.i)(name));
    return [
        ...redirects.map((redirect) => `HTTP status ${redirect.status}, redirected to ${redirect.location}`),
        protocol === undefined || /^h(?:ttp|2)/.test(protocol) ? `HTTP status ${status}` : `${protocol} status ${status}`,
        ...visible.slice(0, shownHeaders).map(([name, value]) => `${name}: ${value.slice(0, 300)}`),
        ...(visible.length > shownHeaders ? [`(${visible.length - shownHeaders} further headers)`] : []),
        "",
        shown,
        ...(rest > 0 ? [`(${rest}${truncated ? " or more" : ""} further characters)`] : []),
    ];
}


/***/ }),

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
