export const id = 6860;
export const ids = [6860];
export const modules = {

/***/ 43743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eA: () => (/* binding */ checkShape),
/* harmony export */   hN: () => (/* binding */ parseYaml),
/* harmony export */   zM: () => (/* binding */ parseKubernetesYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33483);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73777);



function parseYaml(text, file) {
    return parse(text, file, []);
}
function parseKubernetesYaml(text, file) {
    return parse(text, file, kubernetesTags);
}
function checkShape(schema, source, what) {
    const result = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .checkValue */ .Su)(schema, source.value);
    if (result.kind === "fits")
        return result.value;
    throw misfit(source, what, result.problems);
}
function parse(text, file, customTags) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const options = { lineCounter: lines, merge: true, prettyErrors: false };
    const documents = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.parseAllDocuments)(text, { ...options, customTags: (tags) => [...customTags, ...tags] });
    const at = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    if (!Array.isArray(documents))
        return [];
    const errors = documents.flatMap((document) => document.errors);
    if (errors.length > 0)
        throw notYaml(file, errors, at);
    return documents
        .map((document) => ({
        value: plainValue(document, file, at),
        position: (path) => at(offsetOf(document, path)),
    }))
        .filter((source) => source.value !== null && source.value !== undefined);
}
function notYaml(file, errors, at) {
    const [first] = errors;
    const describe = (error) => error?.code === "DUPLICATE_KEY" ? "a key stands twice in one mapping" : lowerFirst(error?.message ?? "");
    const all = errors.map((error) => `${(0,_report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .placeText */ .Z)(at(error.pos[0]))}: ${describe(error)}`);
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `reading ${file}`,
        found: describe(first),
        advice: first?.code === "DUPLICATE_KEY" ? "Keep one of the two." : "Correct the YAML at this place.",
        at: at(first?.pos[0] ?? 0),
        evidence: listed("what is wrong in the file", all),
        cause: first,
    });
}
function plainValue(document, file, at) {
    try {
        return document.toJS({ maxAliasCount: 100 });
    }
    catch (error) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: `reading ${file}`,
            found: lowerFirst(error instanceof Error ? error.message : String(error)),
            advice: "Write the values out where the aliases stand.",
            at: at(document.contents?.range?.[0] ?? 0),
            cause: error,
        });
    }
}
function offsetOf(document, path) {
    let node = document.contents;
    let offset = document.contents?.range?.[0] ?? 0;
    for (const part of path) {
        const next = childOf(resolved(node, document), part, document);
        if (next === undefined)
            return offset;
        offset = next.offset ?? offset;
        node = next.node;
    }
    return offset;
}
function childOf(node, part, document) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
        const item = typeof part === "number" ? node.items[part] : undefined;
        return item === undefined ? undefined : { node: item, offset: startOf(item) };
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return undefined;
    const entry = node.items.find((pair) => keyText(pair.key) === String(part));
    if (entry !== undefined)
        return { node: entry.value, offset: startOf(entry.key) };
    return mergedInto(node, document)
        .map((merged) => childOf(merged, part, document))
        .find((child) => child !== undefined);
}
function mergedInto(map, document) {
    return map.items
        .filter((pair) => keyText(pair.key) === "<<")
        .map((pair) => resolved(pair.value, document))
        .flatMap((value) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(value) ? value.items.map((item) => resolved(item, document)) : [value]));
}
function resolved(node, document) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? node.resolve(document) : node;
}
function keyText(key) {
    const value = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) ? key.value : key;
    return typeof value === "symbol" ? (value.description ?? "") : String(value);
}
function startOf(node) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node) ? node.range?.[0] : undefined;
}
function misfit(source, what, problems) {
    const [first] = problems;
    const at = source.position(first?.path ?? []);
    const all = problems.map((problem) => `${(0,_report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .placeText */ .Z)(source.position(problem.path))}: ${(0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .pathText */ .LF)(problem.path)}: ${problem.found}. ${problem.advice}`);
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `reading ${(0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .pathText */ .LF)(first?.path ?? [])} of ${what} in ${(0,_report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .placeText */ .Z)(at)}`,
        found: `${first?.found ?? "it does not fit"}${more}`,
        advice: first?.advice ?? "",
        at,
        evidence: listed(`all that is wrong in ${at.file}`, all),
    });
}
function listed(title, lines) {
    return lines.length > 1 ? [{ title, text: lines.join("\n") }] : [];
}
function lowerFirst(text) {
    return text.charAt(0).toLowerCase() + text.slice(1);
}
const kubernetesTags = [
    {
        identify: () => false,
        default: true,
        tag: "tag:yaml.org,2002:int",
        test: /^0[0-7]+$/,
        resolve: (text) => Number.parseInt(text, 8),
    },
    {
        identify: () => false,
        default: true,
        tag: "tag:yaml.org,2002:bool",
        test: /^(?:[yY]|yes|Yes|YES|on|On|ON)$/,
        resolve: () => true,
    },
    {
        identify: () => false,
        default: true,
        tag: "tag:yaml.org,2002:bool",
        test: /^(?:[nN]|no|No|NO|off|Off|OFF)$/,
        resolve: () => false,
    },
];


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

/***/ 14714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   figuresBefore: () => (/* binding */ figuresBefore),
/* harmony export */   keepFigures: () => (/* binding */ keepFigures),
/* harmony export */   measuresLoad: () => (/* binding */ measuresLoad),
/* harmony export */   readFiguresBefore: () => (/* binding */ readFiguresBefore),
/* harmony export */   withFigures: () => (/* binding */ withFigures)
/* harmony export */ });
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89991);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54195);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56302);
/* harmony import */ var _load_suite_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74441);





function measuresLoad(suite) {
    return (0,_load_suite_js__WEBPACK_IMPORTED_MODULE_4__.stepsOf)(suite).some(isLoad);
}
async function readFiguresBefore(workload, context) {
    const { cluster, log, signal } = context;
    try {
        const { release, figures } = figuresBefore(await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, workload, { signal }));
        if (release !== undefined)
            log.info(`Load stages are compared with those of ${nameOf(release)}.`);
        return figures;
    }
    catch (error) {
        warn("Load stages are not compared with those of the release before", error, context);
        return {};
    }
}
async function keepFigures(result, workload, context) {
    const figures = figuresOf(result);
    if (!result.passed || Object.keys(figures).length === 0)
        return;
    const { cluster, log, signal } = context;
    try {
        const record = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .updateRecord */ .vL)(cluster, workload, (before) => withFigures(before, figures), { signal });
        const release = releaseUnderTest(record);
        if (release === undefined)
            log.info(`No release of ${record.workload} is recorded that could keep these figures.`);
        else
            log.info(`The figures are kept with ${nameOf(release)}.`);
    }
    catch (error) {
        warn("The figures are not kept for the next release's comparison", error, context);
    }
}
function figuresBefore(record) {
    const tested = releaseUnderTest(record);
    const release = record.releases.find(({ id, state, figures }) => id !== tested?.id && state === "verified" && figures !== undefined);
    return { release, figures: release?.figures ?? {} };
}
function withFigures(record, figures) {
    const release = releaseUnderTest(record);
    if (release === undefined)
        return record;
    return (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .amendRelease */ .pC)(record, release.id, { figures: { ...release.figures, ...figures } });
}
function releaseUnderTest(record) {
    const open = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .openRelease */ .gS)(record);
    return open?.state === "rolling-back" ? undefined : (open ?? (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .currentRelease */ .BX)(record));
}
function figuresOf({ endpoints }) {
    const measured = endpoints
        .flatMap(({ steps }) => steps)
        .filter(({ step, state }) => state === "passed" && isLoad(step));
    return Object.fromEntries(measured.map(({ step, answer }) => {
        const { errors, p50, p95, p99, requests } = JSON.parse(answer?.body ?? "{}");
        return [step.name, { requests, errors, p50: rounded(p50), p95: rounded(p95), p99: rounded(p99) }];
    }));
}
function isLoad({ ask }) {
    return ask.kind === "protocol" && ask.protocol.name === "load";
}
function rounded(milliseconds) {
    return Math.round(milliseconds * 100) / 100;
}
function nameOf({ id, version }) {
    return version === "" ? `release ${id}` : `release ${id} (${version})`;
}
function warn(what, error, { log, signal }) {
    signal.throwIfAborted();
    const explained = (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .explainRefusal */ .G)(error, what);
    const why = explained instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H ? explained.found : String(explained);
    log.warning(`${what}: ${why}.`);
}


/***/ })

};
