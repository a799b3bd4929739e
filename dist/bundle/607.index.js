export const id = 607;
export const ids = [607];
export const modules = {

/***/ 3743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eA: () => (/* binding */ checkShape),
/* harmony export */   hN: () => (/* binding */ parseYaml),
/* harmony export */   zM: () => (/* binding */ parseKubernetesYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3483);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6302);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3777);



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
    const documents = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseAllDocuments */ .hR)(text, { ...options, customTags: (tags) => [...customTags, ...tags] });
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

/***/ 4607:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadSuite: () => (/* binding */ loadSuite)
});

// UNUSED EXPORTS: parseSuite

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
// EXTERNAL MODULE: ./src/config/source.js
var config_source = __webpack_require__(3743);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
// EXTERNAL MODULE: ../../node_modules/json-p3/dist/json-p3.cjs.js
var json_p3_cjs = __webpack_require__(9597);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9143);
;// CONCATENATED MODULE: ./src/smoke/suite.js



const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
const mostRequests = 200;
const suite_duration = schemas/* string */.YjP().superRefine((text, context) => {
    const read = (0,duration/* readDuration */.$7)(text.replace(/^<\s*/, ""));
    if (typeof read !== "number")
        context.addIssue({ code: "custom", message: `${read.found}. ${read.advice}` });
    else if (read === 0)
        context.addIssue({ code: "custom", message: "must be longer than 0" });
});
const regularExpression = schemas/* string */.YjP().superRefine((text, context) => {
    try {
        new RegExp(text, "u");
    }
    catch (error) {
        context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "not a regular expression" });
    }
});
const headerValues = schemas/* record */.g1P(schemas/* string */.YjP().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "not a header name"), schemas/* string */.YjP());
const someText = schemas/* string */.YjP().min(1, "an empty text is in everything");
const textRule = schemas/* strictObject */.rej({
    equals: schemas/* string */.YjP().optional(),
    contains: schemas/* union */.KCZ([someText, schemas/* array */.YOg(someText).min(1)]).optional(),
    matches: regularExpression.optional(),
});
const scalar = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY(), schemas/* null */.chJ()]);
const jsonRule = schemas/* strictObject */.rej({
    equals: schemas/* unknown */.L5J().optional(),
    contains: someText.optional(),
    matches: regularExpression.optional(),
    exists: schemas/* boolean */.zMY().optional(),
});
const suite_status = schemas/* union */.KCZ([
    schemas/* number */.aig().int().min(100).max(599),
    schemas/* string */.YjP().regex(/^[1-5]xx$/, "a range of status codes is written as 2xx"),
]);
const jsonRules = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([scalar, jsonRule])).superRefine((rules, context) => {
    for (const path of Object.keys(rules)) {
        try {
            json_p3_cjs/* jsonpath */.YF.compile(path);
        }
        catch (error) {
            const why = error instanceof Error ? error.message : "";
            context.addIssue({ code: "custom", path: [path], message: `not a JSONPath such as $.status: ${why}` });
        }
    }
});
const expectation = schemas/* strictObject */.rej({
    status: schemas/* union */.KCZ([suite_status, schemas/* array */.YOg(suite_status).min(1)]).optional(),
    headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), textRule])).optional(),
    body: schemas/* union */.KCZ([someText, textRule.extend({ json: jsonRules.optional() })]).optional(),
    time: suite_duration.optional(),
});
const request = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).optional(),
    method: schemas/* enum */.k5n(methods).optional(),
    path: schemas/* string */.YjP().startsWith("/", "a path starts with /").optional(),
    url: schemas/* url */.OZ5({ protocol: /^https?$/ }).optional(),
    headers: headerValues.optional(),
    body: schemas/* string */.YjP().optional(),
    json: schemas/* unknown */.L5J().optional(),
    timeout: suite_duration.optional(),
    retry: schemas/* boolean */.zMY().optional(),
    expect: expectation.optional(),
})
    .superRefine((value, context) => {
    if ((value.path === undefined) === (value.url === undefined)) {
        context.addIssue({ code: "custom", message: "needs either path or url" });
    }
    if (value.body !== undefined && value.json !== undefined) {
        context.addIssue({ code: "custom", path: ["json"], message: "has a body already: give either body or json" });
    }
});
const suiteSchema = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).optional(),
    deadline: suite_duration.optional(),
    defaults: schemas/* strictObject */.rej({
        headers: headerValues.optional(),
        timeout: suite_duration.optional(),
        expect: expectation.optional(),
    })
        .optional(),
    requests: schemas/* array */.YOg(request).min(1, "a suite without requests proves nothing").max(mostRequests),
});

;// CONCATENATED MODULE: ./src/smoke/variables.js

const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;
function substitute(value, variables, position, path = []) {
    if (typeof value === "string")
        return substituteText(value, variables, () => position(path));
    if (Array.isArray(value)) {
        return value.map((item, index) => substitute(item, variables, position, [...path, index]));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, variables, position, [...path, key])]));
    }
    return value;
}
function substituteText(text, variables, position) {
    return text.replace(placeholder, (_whole, name) => {
        const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
        if (value !== undefined && value !== "")
            return value;
        const known = Object.keys(variables);
        throw new failure/* Failure */.H({
            attempted: `putting variables into the smoke suite ${position().file}`,
            found: value === "" ? `the variable "${name}" is empty` : `no variable "${name}" is given`,
            advice: value === ""
                ? `Check the line ${name}= of the input "variables": the output that it takes may not exist.`
                : `Add a line ${name}=… to the input "variables"${known.length > 0 ? ` (given: ${known.join(", ")})` : ""}.`,
            at: position(),
        });
    });
}

;// CONCATENATED MODULE: ./src/smoke/load-suite.js







const defaultDeadline = 60_000;
const defaultTimeout = 10_000;
const idempotent = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);
async function loadSuite(file, options = {}) {
    let text;
    try {
        text = await (0,promises_.readFile)((0,external_node_path_.resolve)(options.directory ?? "", file), "utf8");
    }
    catch (cause) {
        throw new failure/* Failure */.H({
            attempted: `reading the smoke suite ${file}`,
            found: cause instanceof Error ? cause.message : String(cause),
            advice: 'Check the path in the input "suite"; it is relative to the workspace.',
            cause,
        });
    }
    return parseSuite(text, file, options);
}
function parseSuite(text, file, options = {}) {
    const sources = (0,config_source/* parseYaml */.hN)(text, file);
    const [source] = sources;
    if (source === undefined || sources.length > 1) {
        throw new failure/* Failure */.H({
            attempted: `reading the smoke suite ${file}`,
            found: source === undefined ? "it is empty" : `it holds ${sources.length} YAML documents`,
            advice: "Write one document with a list of requests.",
            at: { file, line: 1 },
        });
    }
    const filled = {
        ...source,
        value: substitute(source.value, options.variables ?? {}, (path) => source.position(path)),
        position: (path) => source.position(path),
    };
    const suite = (0,config_source/* checkShape */.eA)(suiteSchema, filled, "smoke suite");
    return {
        name: suite.name ?? (0,external_node_path_.basename)(file).replace(/\.ya?ml$/, ""),
        file,
        deadlineMs: milliseconds(suite.deadline) ?? defaultDeadline,
        requests: suite.requests.map((request, index) => completeRequest(request, suite.defaults ?? {}, index, source)),
    };
}
function completeRequest(request, defaults, index, source) {
    const method = request.method ?? "GET";
    const where = request.path ?? request.url ?? "";
    const name = request.name ?? `${method} ${where}`;
    const expect = mergeExpectations(readExpectation(defaults.expect ?? {}), readExpectation(request.expect ?? {}));
    const at = source.position(["requests", index]);
    if (provesNothing(expect)) {
        throw new failure/* Failure */.H({
            attempted: `reading the smoke suite ${at.file}`,
            found: `the request "${name}" expects nothing, so it would pass whatever came`,
            advice: "Add expect, for example with status: 200.",
            at,
        });
    }
    const hasJson = request.json !== undefined;
    return {
        name,
        method,
        location: request.path === undefined ? { kind: "url", url: where } : { kind: "path", path: request.path },
        headers: {
            ...(hasJson ? { "content-type": "application/json" } : {}),
            ...lowerCaseKeys(defaults.headers ?? {}),
            ...lowerCaseKeys(request.headers ?? {}),
        },
        body: hasJson ? JSON.stringify(request.json) : request.body,
        expect,
        timeoutMs: milliseconds(request.timeout) ?? milliseconds(defaults.timeout) ?? defaultTimeout,
        retry: request.retry ?? idempotent.has(method),
        line: at.line,
    };
}
function readExpectation(written) {
    const body = typeof written.body === "string" ? { contains: written.body } : written.body;
    const rule = body === undefined ? undefined : readTextRule(body);
    return {
        status: written.status === undefined ? [] : [written.status].flat(),
        headers: Object.fromEntries(Object.entries(written.headers ?? {}).map(([name, value]) => [
            name.toLowerCase(),
            typeof value === "string" ? { equals: value } : readTextRule(value),
        ])),
        body: rule !== undefined && Object.keys(rule).length > 0 ? rule : undefined,
        json: Object.fromEntries(Object.entries((body && "json" in body ? body.json : undefined) ?? {}).map(([path, value]) => [
            path,
            readJsonRule(value),
        ])),
        timeMs: milliseconds(written.time),
    };
}
function readTextRule(rule) {
    return {
        ...(rule.equals === undefined ? {} : { equals: rule.equals }),
        ...(rule.contains === undefined ? {} : { contains: [rule.contains].flat() }),
        ...(rule.matches === undefined ? {} : { matches: rule.matches }),
    };
}
function readJsonRule(value) {
    return typeof value === "object" && value !== null ? value : { equals: value };
}
function mergeExpectations(defaults, own) {
    return {
        status: own.status.length > 0 ? own.status : defaults.status,
        headers: { ...defaults.headers, ...own.headers },
        body: own.body ?? defaults.body,
        json: { ...defaults.json, ...own.json },
        timeMs: own.timeMs ?? defaults.timeMs,
    };
}
function provesNothing(expect) {
    const rules = [...Object.values(expect.headers), ...Object.values(expect.json)];
    return (expect.status.length === 0 &&
        expect.body === undefined &&
        expect.timeMs === undefined &&
        rules.every((rule) => Object.keys(rule).length === 0));
}
function lowerCaseKeys(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
function milliseconds(written) {
    if (written === undefined)
        return undefined;
    const read = (0,duration/* readDuration */.$7)(written.replace(/^<\s*/, ""));
    return typeof read === "number" ? read : undefined;
}


/***/ })

};
