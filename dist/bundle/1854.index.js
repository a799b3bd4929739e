export const id = 1854;
export const ids = [1854,3904,4412];
export const modules = {

/***/ 23904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ referenceTo),
/* harmony export */   v: () => (/* binding */ describeObject)
/* harmony export */ });
function describeObject(object) {
    const { name, namespace } = "metadata" in object ? object.metadata : object;
    return `${object.kind} ${namespace ? `${namespace}/` : ""}${name}`;
}
function referenceTo(object) {
    return {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: object.metadata.name,
        ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
    };
}


/***/ }),

/***/ 92065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ selects),
/* harmony export */   n: () => (/* binding */ selectorText)
/* harmony export */ });
function selectorText({ matchLabels = {}, matchExpressions = [] }) {
    const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
    return [...labels, ...matchExpressions.map(requirementText)].join(",");
}
function selects({ matchLabels = {}, matchExpressions = [] }, labels = {}) {
    return (Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
        matchExpressions.every((requirement) => isMet(requirement, labels[requirement.key])));
}
function requirementText({ key, operator, values = [] }) {
    switch (operator) {
        case "In":
            return `${key} in (${values.join(",")})`;
        case "NotIn":
            return `${key} notin (${values.join(",")})`;
        case "Exists":
            return key;
        case "DoesNotExist":
            return `!${key}`;
    }
}
function isMet({ operator, values = [] }, value) {
    switch (operator) {
        case "In":
            return value !== undefined && values.includes(value);
        case "NotIn":
            return value === undefined || !values.includes(value);
        case "Exists":
            return value !== undefined;
        case "DoesNotExist":
            return value === undefined;
    }
}


/***/ }),

/***/ 96091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   validationFailure: () => (/* binding */ validationFailure),
/* harmony export */   validationSummary: () => (/* binding */ validationSummary)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80231);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37793);
/* harmony import */ var _validate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22847);




function validationSummary(result) {
    const { results, failOn } = result;
    const rows = _check_js__WEBPACK_IMPORTED_MODULE_3__/* .areas */ .b.map((area) => {
        const own = results.filter(({ check }) => check.id.startsWith(`${area}/`));
        const count = (state) => String(own.filter((one) => one.state === state).length);
        return [area, count("passed"), count("failed"), count("unknown"), count("not-applicable")];
    });
    const threshold = failOn === "none" ? "nothing fails the job" : `${failOn} and worse fails the job`;
    return [
        `### Production readiness: ${result.passed ? "passed" : "failed"}`,
        "",
        `${results.length} checks; ${threshold}.`,
        "",
        (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["Area", "Passed", "Failed", "Unknown", "Not applicable"], rows),
        ..._check_js__WEBPACK_IMPORTED_MODULE_3__/* .areas */ .b.map((area) => areaSection(area, results)),
        notApplicable(results),
    ]
        .filter((part) => part !== undefined)
        .join("\n");
}
function validationFailure(result) {
    const blocking = (0,_validate_js__WEBPACK_IMPORTED_MODULE_2__/* .worstFirst */ .m)(result.results.filter(({ blocks }) => blocks));
    const [first] = blocking;
    const finding = first?.findings[0];
    const what = finding === undefined ? (first?.reason ?? "") : `${finding.subject}: ${finding.evidence}`;
    const more = blocking.length > 1 ? ` (and ${blocking.length - 1} more)` : "";
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: "validating for production",
        found: `${first?.check.id} (${first?.check.severity}): ${what}${more}`,
        advice: `${first?.check.recommendation ?? ""} All findings stand in the summary.`,
        at: finding?.at,
        evidence: [{ title: "what fails the job", text: blocking.flatMap(lines).join("\n") }],
    });
}
function areaSection(area, results) {
    const own = (0,_validate_js__WEBPACK_IMPORTED_MODULE_2__/* .worstFirst */ .m)(results.filter(({ check, state }) => check.id.startsWith(`${area}/`) && (state === "failed" || state === "unknown")));
    if (own.length === 0)
        return undefined;
    const rows = own.flatMap((one) => {
        const head = [(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(one.check.id), one.blocks ? `**${one.check.severity}**` : one.check.severity];
        if (one.state === "unknown")
            return [[...head, "", `unknown: ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(one.reason)}`, ""]];
        return one.findings.map(({ subject, evidence, at }) => [
            ...head,
            (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(subject) + place(at),
            (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(evidence),
            (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(one.check.recommendation),
        ]);
    });
    return `#### ${area}\n\n${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["Check", "Severity", "Where", "Evidence", "What to do"], rows)}`;
}
function notApplicable(results) {
    const own = results.filter(({ state }) => state === "not-applicable");
    if (own.length === 0)
        return undefined;
    const list = own.map(({ check, reason }) => `- ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(check.id)}: ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(reason)}`).join("\n");
    return (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .details */ .zH)(`${own.length} checks do not apply`, list);
}
function lines({ check, findings, reason, state }) {
    const head = `${check.id} (${check.severity}): `;
    if (state === "unknown")
        return [`${head}unknown: ${reason}`];
    return findings.map(({ subject, evidence, at }) => `${head}${subject}: ${evidence}${at === undefined ? "" : ` (${(0,_report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .placeText */ .Z)(at)})`}`);
}
function place(at) {
    return at === undefined ? "" : ` (${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)((0,_report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .placeText */ .Z)(at))})`;
}


/***/ })

};
