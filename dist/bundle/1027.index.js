export const id = 1027;
export const ids = [1027];
export const modules = {

/***/ 13648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ev: () => (/* binding */ cacheUse),
/* harmony export */   G: () => (/* binding */ lastOutput),
/* harmony export */   I$: () => (/* binding */ readSteps)
/* harmony export */ });
function readSteps(lines) {
    const open = new Map();
    const steps = new Map();
    for (const line of lines) {
        const [, vertex = "", rest = ""] = /^#(\d+) (.*)$/.exec(line) ?? [];
        if (vertex === "")
            continue;
        const [, stage, step] = /^\[((?!internal)[^\]]*?)(?: \d+\/\d+)\] ((?:RUN|COPY|ADD|WORKDIR|FROM) .*)$/.exec(rest) ?? [];
        if (stage !== undefined && step !== undefined)
            open.set(vertex, { stage, step: step.replace(/\s+/g, " ") });
        const known = open.get(vertex);
        if (known === undefined)
            continue;
        if (rest === "CACHED")
            steps.set(vertex, { ...known, cached: true, seconds: 0 });
        const done = /^DONE (\d+(?:\.\d+)?)s$/.exec(rest)?.[1];
        if (done !== undefined && !steps.get(vertex)?.cached)
            steps.set(vertex, { ...known, cached: false, seconds: Number(done) });
    }
    return [...steps.values()];
}
function cacheUse(steps) {
    const work = steps.filter(({ step }) => !step.startsWith("FROM "));
    return [...new Set(work.map(({ stage }) => stage))].map((stage) => {
        const own = work.filter((step) => step.stage === stage);
        return {
            stage,
            cached: own.filter(({ cached }) => cached).length,
            steps: own.length,
            seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
        };
    });
}
function lastOutput(lines, atMost) {
    const steps = new Set();
    const printed = [];
    for (const line of lines) {
        const [, vertex = "", rest = ""] = /^#(\d+) (.*)$/.exec(line) ?? [];
        if (/^\[(?!internal)[^\]]*\] RUN /.test(rest))
            steps.add(vertex);
        const text = /^\d+\.\d+ (.*)$/.exec(rest)?.[1];
        if (text !== undefined && steps.has(vertex))
            printed.push(text);
    }
    return printed.slice(-atMost);
}


/***/ }),

/***/ 21027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   buildSummary: () => (/* binding */ buildSummary),
/* harmony export */   gatesSummary: () => (/* binding */ gatesSummary),
/* harmony export */   mergeSummary: () => (/* binding */ mergeSummary)
/* harmony export */ });
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80231);
/* harmony import */ var _build_log_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13648);


function buildSummary(built, reports) {
    return [
        factsTable(built),
        gatesSummary(reports),
        basesPart(built.bases),
        cachePart(built.steps),
        slowestPart(built.steps),
    ]
        .filter((part) => part !== "")
        .join("\n");
}
function gatesSummary(reports) {
    return reports
        .map(({ name, result, markdown }) => `#### ${marks[result]} ${name}: ${result}\n\n${markdown ?? ""}`)
        .join("\n");
}
function mergeSummary(merged) {
    const rows = [
        ["image", (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(merged.reference)],
        ["tags", merged.tags.map(_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS).join("<br>")],
        ...merged.platforms.map(({ platform, digest }) => [platform, (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(digest)]),
    ];
    return (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["", ""], rows);
}
const marks = { passed: "✅", warned: "⚠️", failed: "❌" };
function factsTable(built) {
    const rows = [
        ["image", built.reference === "" ? "built, not pushed" : (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(built.reference)],
        ["tags", built.tags.map(_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS).join("<br>")],
        ["version", (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(built.version)],
        ...(built.reused
            ? [["built", `not now: the registry had an image of the same content${builtFrom(built.content)}`]]
            : []),
        ...(built.content?.platforms ?? []).map(({ platform, digest }) => [platform, (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(digest)]),
        ["took", `${(built.durationMs / 1000).toFixed(1)} s`],
    ];
    return (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["", ""], rows.filter(([, value]) => value !== ""));
}
function builtFrom(content) {
    const revision = content?.platforms[0]?.config.config?.Labels?.["org.opencontainers.image.revision"];
    return revision === undefined ? "" : `, built from ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(revision.slice(0, 12))}`;
}
function basesPart(bases) {
    if (bases.length === 0)
        return "";
    const rows = bases.map(({ name, reference, line, pinned, digest }) => [
        String(line),
        (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(name) + (name === reference ? "" : ` as ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(reference)}`),
        digest === "" ? "not known" : (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(digest),
        pinned ? "yes" : "no",
    ]);
    return `#### Base images\n\n${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["line", "image", "digest", "pinned"], rows)}`;
}
function cachePart(steps) {
    const stages = (0,_build_log_js__WEBPACK_IMPORTED_MODULE_1__/* .cacheUse */ .Ev)(steps);
    if (stages.length === 0)
        return "";
    const rows = stages.map(({ stage, cached, steps: all, seconds }) => [
        (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(stage),
        `${cached} of ${all} ${bar(cached / all, 10)}`,
        `${seconds.toFixed(1)} s`,
    ]);
    return `#### Cache\n\n${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["stage", "steps from the cache", "took"], rows)}`;
}
const shownSteps = 8;
const slowEnough = 0.5;
function slowestPart(steps) {
    const slowest = steps
        .filter(({ seconds }) => seconds >= slowEnough)
        .sort((one, other) => other.seconds - one.seconds)
        .slice(0, shownSteps);
    const longest = slowest[0]?.seconds ?? 0;
    if (longest === 0)
        return "";
    const rows = slowest.map(({ stage, step, seconds }) => [
        bar(seconds / longest, 20),
        `${seconds.toFixed(1)} s`,
        `${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(stage)}: ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(step.length > 90 ? `${step.slice(0, 90)}…` : step)}`,
    ]);
    return `#### Slowest steps\n\n${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["", "took", "step"], rows)}`;
}
function bar(share, width) {
    const full = Math.round(Math.min(1, Math.max(0, share)) * width);
    return "█".repeat(full) + "░".repeat(width - full);
}


/***/ })

};
