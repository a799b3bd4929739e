export const id = 4441;
export const ids = [4441,5473];
export const modules = {

/***/ 79110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ holds),
/* harmony export */   z: () => (/* binding */ parseCondition)
/* harmony export */ });
/* harmony import */ var _variables_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95914);

function parseCondition(text) {
    const parts = text.split(/\s+and\s+/).map((part) => part.trim());
    if (parts.some((part) => part === "")) {
        return "it is no condition. Write it as {{ environment }} == production, with ==, != or in, joined by and.";
    }
    const unknown = /\s(=|===|!==|<|>|<=|>=|or|\|\||&&)\s/.exec(text)?.[1];
    if (unknown !== undefined)
        return `"${unknown}" is not known in a condition. Use ==, !=, in, not and and.`;
    return { text, tests: parts.map(parseTest) };
}
function holds(condition, values) {
    const value = (text) => {
        const filled = (0,_variables_js__WEBPACK_IMPORTED_MODULE_0__/* .fill */ .GS)(text, values);
        return filled.missing.length > 0 ? "" : String(filled.value);
    };
    return condition.tests.every((test) => testHolds(test, value));
}
function testHolds(test, value) {
    switch (test.kind) {
        case "equal":
            return value(test.left) === value(test.right);
        case "unequal":
            return value(test.left) !== value(test.right);
        case "in":
            return test.right.some((one) => value(one) === value(test.left));
        case "true":
            return isTrue(value(test.left));
        case "false":
            return !isTrue(value(test.left));
    }
}
function parseTest(part) {
    const [, left = "", operator, right = ""] = /^(.*?)\s+(==|!=|in)\s+(.*)$/s.exec(part) ?? [];
    if (operator === "==")
        return { kind: "equal", left: bare(left), right: bare(right) };
    if (operator === "!=")
        return { kind: "unequal", left: bare(left), right: bare(right) };
    if (operator === "in")
        return { kind: "in", left: bare(left), right: right.split(",").map(bare) };
    if (part.startsWith("not "))
        return { kind: "false", left: bare(part.slice(4)) };
    return { kind: "true", left: bare(part) };
}
function bare(text) {
    return text.trim().replace(/^(["'])(.*)\1$/s, "$2");
}
function isTrue(text) {
    return !["", "false", "0", "no", "null"].includes(text);
}


/***/ }),

/***/ 74441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadSuite: () => (/* binding */ loadSuite),
  parseSuite: () => (/* binding */ parseSuite),
  stepsOf: () => (/* binding */ stepsOf)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/config/shape.js
var shape = __webpack_require__(73777);
// EXTERNAL MODULE: ./src/config/source.js
var config_source = __webpack_require__(43743);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/smoke/condition.js
var condition = __webpack_require__(79110);
// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
;// CONCATENATED MODULE: ./src/smoke/groups/healthy.js
const bad = /^(?:un-?healthy|down|degraded|warn(?:ing)?|fail(?:ed|ing|ure)?|error|critical|broken|unavailable|disconnected|not[ _-]?(?:ok|ready|healthy|alive|connected)|out[ _-]of[ _-]service|starting|unknown)$/i;
const badInText = /\b(?:unhealthy|degraded|out of service|not (?:ok|ready|healthy))\b|^\s*(?:down|fail(?:ed)?|error)\s*$/i;
const statusKeys = /^(?:status|state|health|result)$/i;
const flagKeys = /^(?:healthy|is_?healthy|ok|ready|alive|up|success|connected)$/i;
const partKeys = /^(?:checks?|components?|details|services|dependencies|entries|results|info)$/i;
function unhealthyParts(answer) {
    const text = answer.body.trim();
    if (!/^[[{"]/.test(text)) {
        return badInText.test(text)
            ? [`expected a healthy answer, but the body says ${JSON.stringify(text.slice(0, 80))}`]
            : [];
    }
    let document;
    try {
        document = JSON.parse(text);
    }
    catch {
        return ["expected a healthy answer, but the body begins like JSON and is none"];
    }
    if (typeof document === "string" && bad.test(document))
        return [sentence("$", document)];
    return badParts(document, "$", false, 0);
}
function badParts(value, path, isPart, depth) {
    if (typeof value !== "object" || value === null || depth > 20)
        return [];
    return Object.entries(value).flatMap(([key, item]) => {
        const where = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
        if (typeof item === "string")
            return (isPart || statusKeys.test(key)) && bad.test(item) ? [sentence(where, item)] : [];
        if (item === false)
            return isPart || flagKeys.test(key) ? [sentence(where, item)] : [];
        return badParts(item, where, partKeys.test(key), depth + 1);
    });
}
function sentence(where, value) {
    return `expected a healthy answer, but ${where} is ${JSON.stringify(value)}`;
}

;// CONCATENATED MODULE: ./src/smoke/groups/problem-document.js
const traces = [
    /\bat\s+[\w$.<>[\] ]+\s*\([^()\n]*:\d+(?::\d+)?\)/,
    /\bat\s+\/?[\w./-]+\.(?:js|ts|mjs|cjs):\d+:\d+/,
    /Traceback \(most recent call last\)|File "[^"\n]+", line \d+/,
    /goroutine \d+ \[|\.go:\d+\b/,
    /panicked at |\.rs:\d+:\d+/,
    /\.rb:\d+:in /,
    /#\d+ \/?[\w./-]+\.php\(\d+\)/,
];
function problemFaults(answer) {
    const trace = traces.map((one) => one.exec(answer.body)?.[0]).find((match) => match !== undefined);
    const leak = trace === undefined ? [] : [`expected no stack trace, but the body has ${JSON.stringify(trace.slice(0, 80))}`];
    const type = (answer.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    if (type !== "application/problem+json") {
        return [
            ...leak,
            `expected a problem document (application/problem+json), got ${type === "" ? "no content type" : type}`,
        ];
    }
    let document;
    try {
        document = JSON.parse(answer.body);
    }
    catch {
        return [...leak, "expected a problem document, but the body is not JSON"];
    }
    if (typeof document !== "object" || document === null || Array.isArray(document)) {
        return [...leak, "expected a problem document, but the body is no JSON object"];
    }
    const told = ["type", "title", "status", "detail"].filter((key) => Reflect.get(document, key) !== undefined);
    const status = Reflect.get(document, "status");
    return [
        ...leak,
        ...(told.length === 0 ? ["expected a problem document, but it has neither type, title, status nor detail"] : []),
        ...(status !== undefined && status !== answer.status
            ? [`expected the document's status to be ${answer.status} as the answer's, got ${JSON.stringify(status)}`]
            : []),
    ];
}

;// CONCATENATED MODULE: ./src/smoke/groups/prometheus-text.js
const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\s*\{\s*((?:[a-zA-Z_][a-zA-Z0-9_]*\s*=\s*"(?:[^"\\]|\\.)*"\s*,?\s*)*)\})?\s+([+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Inf|inf|NaN|nan))(?:\s+-?[\d.]+)?(?:\s+#\s.*)?$/;
const comment = /^#(?:\s*$|\s*EOF$|\s+TYPE\s+[a-zA-Z_:][a-zA-Z0-9_:]*\s+(?:counter|gauge|histogram|summary|untyped|unknown|info|stateset|gaugehistogram)$|\s+HELP\s+\S+|\s+UNIT\s+\S+|\s+(?!TYPE\b|HELP\b).*$)/;
function readSeries(text) {
    const names = new Set();
    for (const [index, raw] of text.split("\n").entries()) {
        const line = raw.trim();
        if (line === "")
            continue;
        const name = line.startsWith("#") ? undefined : sample.exec(line)?.[1];
        if (name !== undefined)
            names.add(name);
        else if (!comment.test(line))
            return { found: `line ${index + 1} is no Prometheus text: ${JSON.stringify(line.slice(0, 80))}` };
    }
    return names.size === 0 ? { found: "it holds no series" } : { names };
}
function missingSeries(answer, wanted) {
    if (answer.truncated)
        return ["expected Prometheus text, but the body is longer than what is read"];
    const read = readSeries(answer.body);
    if ("found" in read)
        return [`expected Prometheus text, but ${read.found}`];
    return wanted
        .filter((name) => !["", "_total", "_bucket", "_sum", "_count", "_info"].some((suffix) => read.names.has(name + suffix)))
        .map((name) => `expected the series ${name}, but it is not among the ${read.names.size} that are there`);
}

;// CONCATENATED MODULE: ./src/smoke/read-expectation.js




const defaultVersionHeader = "x-deployment-version";
function readExpectation(written, compile) {
    const body = typeof written.body === "string" ? { contains: written.body } : written.body;
    const rule = body === undefined ? undefined : readTextRule(body);
    const rules = body !== undefined && "json" in body ? body : undefined;
    const details = body;
    return withoutUndefined({
        status: written.status === undefined ? [] : [written.status].flat(),
        headers: Object.fromEntries(Object.entries(written.headers ?? {}).map(([name, value]) => [
            name.toLowerCase(),
            typeof value === "string" ? { equals: value } : readTextRule(value),
        ])),
        body: rule !== undefined && Object.keys(rule).length > 0 ? rule : undefined,
        json: Object.fromEntries(Object.entries(rules?.json ?? {}).map(([path, value]) => [path, readJsonRule(value)])),
        timeMs: milliseconds(written.time),
        firstByteMs: milliseconds(written["first-byte"]),
        cookies: written.cookies && mapValues(written.cookies, readCookieRule),
        schema: details?.schema === undefined ? undefined : compile(details.schema),
        size: readAmount(details?.size),
        sha256: details?.sha256,
        tls: written.tls && {
            daysLeft: written.tls["days-left"],
            version: written.tls.version,
            names: written.tls.names,
        },
        redirects: readRedirects(written.redirects),
        version: readVersion(written.version),
        judges: readJudges(written),
    });
}
function mergeExpectations(defaults, own) {
    const judges = [...(defaults.judges ?? []), ...(own.judges ?? [])];
    return {
        ...defaults,
        ...own,
        status: own.status.length > 0 ? own.status : defaults.status,
        headers: { ...defaults.headers, ...own.headers },
        body: own.body ?? defaults.body,
        json: { ...defaults.json, ...own.json },
        timeMs: own.timeMs ?? defaults.timeMs,
        ...(defaults.cookies || own.cookies ? { cookies: { ...defaults.cookies, ...own.cookies } } : {}),
        ...(judges.length > 0 ? { judges } : {}),
    };
}
function provesNothing(expect) {
    const rules = [
        ...Object.values(expect.headers),
        ...Object.values(expect.json),
        ...Object.values(expect.cookies ?? {}),
    ];
    const { body, timeMs, firstByteMs, schema, size, sha256, version } = expect;
    const parts = [body, timeMs, firstByteMs, schema, size, sha256, version, expect.tls, expect.redirects];
    return (expect.status.length === 0 &&
        (expect.judges ?? []).length === 0 &&
        parts.every((part) => part === undefined || (typeof part === "object" && Object.values(part).every((one) => one === undefined))) &&
        rules.every((rule) => Object.keys(rule).length === 0));
}
function milliseconds(written) {
    if (written === undefined)
        return undefined;
    const read = (0,duration/* readDuration */.$7)(written.replace(/^<\s*/, ""));
    return typeof read === "number" ? read : undefined;
}
function readTextRule(rule) {
    return withoutUndefined({
        equals: rule.equals,
        not: rule.not,
        contains: rule.contains === undefined ? undefined : [rule.contains].flat(),
        matches: rule.matches,
        exists: rule.exists,
    });
}
function readJsonRule(value) {
    if (typeof value !== "object" || value === null)
        return { equals: value };
    const { equals, not, contains, matches, exists, type, length, count } = value;
    const given = new Set(Object.keys(value));
    return {
        ...(given.has("equals") ? { equals } : {}),
        ...(given.has("not") ? { not } : {}),
        ...(given.has("contains") ? { contains } : {}),
        ...withoutUndefined({
            matches,
            exists,
            type,
            oneOf: value["one-of"],
            greaterThan: value["greater-than"],
            atLeast: value["at-least"],
            lessThan: value["less-than"],
            atMost: value["at-most"],
            length: readAmount(length),
            count: readAmount(count),
        }),
    };
}
function readCookieRule(rule) {
    if (typeof rule === "string")
        return { equals: rule };
    const { secure, path, domain } = rule;
    return withoutUndefined({
        ...readTextRule(rule),
        ...{ secure, path, domain, httpOnly: rule["http-only"], sameSite: rule["same-site"] },
    });
}
function readAmount(written) {
    if (written === undefined)
        return undefined;
    if (typeof written === "number")
        return { equals: written };
    return withoutUndefined({ equals: written.equals, atLeast: written["at-least"], atMost: written["at-most"] });
}
function readRedirects(written) {
    if (written === undefined || typeof written === "number")
        return written === undefined ? undefined : { count: written };
    const { count, to } = written;
    return withoutUndefined({ count, to: typeof to === "string" ? { equals: to } : to && readTextRule(to) });
}
function readVersion(written) {
    if (written === undefined)
        return undefined;
    const { equals, header, json, digest } = typeof written === "string" ? { equals: written } : written;
    if (json !== undefined)
        return { equals, by: { kind: "json", path: json } };
    if (digest === true || (digest === undefined && header === undefined && equals.startsWith("sha256:"))) {
        return { equals, by: { kind: "digest" } };
    }
    return { equals, by: { kind: "header", name: (header ?? defaultVersionHeader).toLowerCase() } };
}
function readJudges({ healthy, problem, series }) {
    const judges = [
        ...(healthy === undefined ? [] : [{ name: "healthy", check: unhealthyParts }]),
        ...(problem === undefined ? [] : [{ name: "problem", check: problemFaults }]),
        ...(series === undefined
            ? []
            : [{ name: "series", check: (answer) => missingSeries(answer, series) }]),
    ];
    return judges.length === 0 ? undefined : judges;
}
function mapValues(record, map) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
function withoutUndefined(value) {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
;// CONCATENATED MODULE: ./src/smoke/auth/schema.js

const schema_text = schemas/* string */.YjP().min(1);
const header = schema_text.regex(/^[!#$%&'*+.^_`|~\w-]+$/, "not a header name");
const bearer = schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("bearer"), token: schema_text });
const basic = schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("basic"), username: schema_text, password: schema_text });
const oauth2 = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("oauth2"),
    "token-url": schemas/* url */.OZ5({ protocol: /^https?$/ }).describe("The token endpoint of the authorization server."),
    "client-id": schema_text,
    "client-secret": schema_text,
    scope: schema_text.optional().describe("Separated by spaces."),
    audience: schema_text.optional(),
    "client-authentication": schemas/* enum */.k5n(["basic", "body"])
        .optional()
        .describe("Where the client's secret goes: basic unless given."),
});
const hmac = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("hmac"),
    secret: schema_text,
    algorithm: schemas/* enum */.k5n(["sha256", "sha384", "sha512"]).optional().describe("sha256 unless given."),
    encoding: schemas/* enum */.k5n(["hex", "base64"]).optional().describe("hex unless given."),
    message: schema_text
        .optional()
        .describe("What is signed, with {method}, {path}, {timestamp}, {body} and {body-sha256} (hex) filled in."),
    header: header.optional().describe("x-signature unless given."),
    prefix: schemas/* string */.YjP().optional().describe("Before the signature in the header: `sha256=`, `HMAC `."),
    "timestamp-header": header.optional().describe("Seconds since 1970; x-timestamp unless given."),
    "key-id": schema_text.optional(),
    "key-id-header": header.optional().describe("x-key-id unless given."),
});
const authSchema = schemas/* union */.KCZ([bearer, basic, oauth2, hmac]);

// EXTERNAL MODULE: ../../node_modules/json-p3/dist/json-p3.cjs.js
var json_p3_cjs = __webpack_require__(69597);
// EXTERNAL MODULE: ./src/smoke/variables.js
var smoke_variables = __webpack_require__(95914);
;// CONCATENATED MODULE: ./src/smoke/expectation-schema.js




const span = schemas/* string */.YjP().superRefine((text, context) => {
    const read = (0,duration/* readDuration */.$7)(text.replace(/^<\s*/, ""));
    if (typeof read !== "number")
        context.addIssue({ code: "custom", message: `${read.found}. ${read.advice}` });
    else if (read === 0)
        context.addIssue({ code: "custom", message: "must be longer than 0" });
});
const regularExpression = schemas/* string */.YjP().superRefine((text, context) => {
    try {
        new RegExp((0,smoke_variables/* withStandIns */.HX)(text), "u");
    }
    catch (error) {
        context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "not a regular expression" });
    }
});
const jsonPath = schemas/* string */.YjP().superRefine((path, context) => {
    const why = whyNoJsonPath(path);
    if (why !== undefined)
        context.addIssue({ code: "custom", message: why });
});
const someText = schemas/* string */.YjP().min(1, "an empty text is in everything");
const textRuleShape = {
    equals: schemas/* string */.YjP().optional().describe("The whole text."),
    not: schemas/* string */.YjP().optional().describe("What the whole text must not be."),
    contains: schemas/* union */.KCZ([someText, schemas/* array */.YOg(someText).min(1)])
        .optional()
        .describe("One part, or several that must all be there."),
    matches: regularExpression.optional().describe("A regular expression (JavaScript, with the flag u)."),
};
const headerRule = schemas/* strictObject */.rej({
    ...textRuleShape,
    exists: schemas/* boolean */.zMY().optional().describe("Whether it is there."),
});
const scalar = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY(), schemas/* null */.chJ()]);
const amount = schemas/* strictObject */.rej({
    equals: schemas/* number */.aig().optional(),
    "at-least": schemas/* number */.aig().optional(),
    "at-most": schemas/* number */.aig().optional(),
});
const jsonRule = schemas/* strictObject */.rej({
    equals: schemas/* unknown */.L5J().optional(),
    not: schemas/* unknown */.L5J().optional(),
    contains: schemas/* unknown */.L5J().optional().describe("A part of a text, or a member of a list."),
    matches: regularExpression.optional(),
    exists: schemas/* boolean */.zMY().optional(),
    "one-of": schemas/* array */.YOg(schemas/* unknown */.L5J()).min(1).optional(),
    "greater-than": schemas/* number */.aig().optional(),
    "at-least": schemas/* number */.aig().optional(),
    "less-than": schemas/* number */.aig().optional(),
    "at-most": schemas/* number */.aig().optional(),
    type: schemas/* enum */.k5n(["string", "number", "integer", "boolean", "object", "array", "null"]).optional(),
    length: schemas/* union */.KCZ([schemas/* int */.Whr().min(0), amount])
        .optional()
        .describe("Of a text or a list."),
    count: schemas/* union */.KCZ([schemas/* int */.Whr().min(0), amount])
        .optional()
        .describe("How many nodes the path selects."),
});
const expectation_schema_status = schemas/* union */.KCZ([
    schemas/* int */.Whr().min(100).max(599),
    schemas/* string */.YjP().regex(/^(?:[1-5]xx|[1-5]\d\d-[1-5]\d\d)$/, "a range of status codes is written as 2xx or 200-204"),
]);
const anyStatus = schemas/* union */.KCZ([expectation_schema_status, schemas/* int */.Whr().min(0).max(255)]);
const jsonRules = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([scalar, jsonRule])).superRefine((rules, context) => {
    for (const path of Object.keys(rules)) {
        const why = whyNoJsonPath(path);
        if (why !== undefined)
            context.addIssue({ code: "custom", path: [path], message: why });
    }
});
const cookieRule = schemas/* strictObject */.rej({
    ...textRuleShape,
    exists: schemas/* boolean */.zMY().optional(),
    secure: schemas/* boolean */.zMY().optional(),
    "http-only": schemas/* boolean */.zMY().optional(),
    "same-site": schemas/* enum */.k5n(["strict", "lax", "none"]).optional(),
    path: schemas/* string */.YjP().optional(),
    domain: schemas/* string */.YjP().optional(),
});
const body = schemas/* strictObject */.rej({
    ...textRuleShape,
    json: jsonRules.optional().describe("Rules by JSONPath (RFC 9535): a value, or operators."),
    schema: schemas/* union */.KCZ([schemas/* string */.YjP().min(1), schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J())])
        .optional()
        .describe("A JSON Schema: a file beside the suite, or written here."),
    size: schemas/* union */.KCZ([schemas/* int */.Whr().min(0), amount])
        .optional()
        .describe("In bytes, after the content coding was taken off."),
    sha256: schemas/* string */.YjP()
        .regex(/^[0-9a-f]{64}$|\{\{/, "64 hexadecimal digits")
        .optional()
        .describe("Of the body's bytes."),
});
const tls = schemas/* strictObject */.rej({
    "days-left": schemas/* int */.Whr().min(0).optional().describe("At least so many days until the certificate expires."),
    version: schemas/* enum */.k5n(["TLSv1.2", "TLSv1.3"]).optional().describe("The lowest version that counts."),
    names: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).min(1).optional().describe("Names that the certificate must be for."),
});
const redirects = schemas/* union */.KCZ([
    schemas/* int */.Whr().min(0),
    schemas/* strictObject */.rej({
        count: schemas/* int */.Whr().min(0).optional(),
        to: schemas/* union */.KCZ([schemas/* string */.YjP().min(1), schemas/* strictObject */.rej(textRuleShape)])
            .optional()
            .describe("The URL that answered in the end."),
    }),
]);
const version = schemas/* union */.KCZ([
    schemas/* string */.YjP().min(1),
    schemas/* strictObject */.rej({
        equals: schemas/* string */.YjP().min(1),
        header: schemas/* string */.YjP().min(1).optional().describe("Where the answer says it; X-Deployment-Version unless given."),
        json: jsonPath.optional().describe("Where the answer's body says it."),
        digest: schemas/* boolean */.zMY().optional().describe("Whether the pod that answered is asked for its image digest instead."),
    }),
]);
const expectationSchema = schemas/* strictObject */.rej({
    status: schemas/* union */.KCZ([anyStatus, schemas/* array */.YOg(anyStatus).min(1)])
        .optional()
        .describe("A code, a range (2xx, 200-204) or a list of them."),
    headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), headerRule]))
        .optional()
        .describe("By header name."),
    cookies: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), cookieRule]))
        .optional()
        .describe("Cookies that the answer sets, by name."),
    body: schemas/* union */.KCZ([someText, body]).optional().describe("A text that is in the body, or rules."),
    time: span.optional().describe("The answer is complete in less than this."),
    "first-byte": span.optional().describe("The answer begins in less than this."),
    tls: tls.optional().describe("Of the connection that answered."),
    redirects: redirects.optional().describe("How many were followed (see `follow`), and where they led."),
    version: version
        .optional()
        .describe("The version that answered: usually {{ expected }}. A digest (sha256:…) is compared with the pod's image."),
    healthy: schemas/* literal */.euz(true).optional().describe("The body does not say unhealthy, down, degraded or failed anywhere."),
    problem: schemas/* literal */.euz(true).optional().describe("A JSON problem document (RFC 9457) without a stack trace."),
    series: schemas/* array */.YOg(schemas/* string */.YjP().min(1))
        .min(1)
        .optional()
        .describe("The body is Prometheus text that parses, with these series in it."),
});
function whyNoJsonPath(path) {
    try {
        json_p3_cjs/* jsonpath */.YF.compile((0,smoke_variables/* withStandIns */.HX)(path));
        return undefined;
    }
    catch (error) {
        return `not a JSONPath such as $.status: ${error instanceof Error ? error.message : ""}`;
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(92065);
;// CONCATENATED MODULE: ./src/smoke/protocol.js
function protocol(definition) {
    return definition;
}

;// CONCATENATED MODULE: ./src/smoke/groups/graceful-step.js






const gracefulSchema = schemas/* strictObject */.rej({
    restart: schemas/* string */.YjP()
        .regex(/^(?:Deployment\/)?[a-z0-9][-a-z0-9.]*$/, "it names no Deployment. Write it as Deployment/NAME.")
        .describe("The Deployment that is restarted, as `kubectl rollout restart` does it: its pods are replaced."),
    path: schemas/* string */.YjP().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
    connections: schemas/* int */.Whr().min(1).max(20).optional().describe("Kept alive side by side; 4 unless given."),
    within: schemas/* string */.YjP()
        .refine((text) => typeof (0,duration/* readDuration */.$7)(text) === "number", "it is not a duration. Write it as 90s, 5m or 1h30m.")
        .optional()
        .describe("How long the restart may take; 3m unless given."),
});
const pauseMs = 50;
const graceful = protocol({
    name: "graceful",
    description: "Requests on connections that are kept alive are all answered while the pods are restarted.",
    schema: gracefulSchema,
    proves: true,
    once: true,
    repeatable: () => false,
    title: ({ restart }) => `connections survive a restart of ${restart}`,
    async run(options, call) {
        const { way, cluster } = needed(options, call);
        const startedAt = performance.now();
        const deployment = {
            apiVersion: "apps/v1",
            kind: "Deployment",
            namespace: cluster.namespace,
            name: options.restart.replace(/^Deployment\//, ""),
        };
        const done = new AbortController();
        const tallies = Array.from({ length: options.connections ?? 4 }, () => keepAsking(way, options, call, done.signal));
        try {
            await restart(cluster.client, deployment, (0,duration/* readDuration */.$7)(options.within ?? "3m"), call.signal);
        }
        finally {
            done.abort();
        }
        const all = await Promise.all(tallies);
        const requests = all.reduce((sum, { answers }) => sum + answers, 0);
        const lost = all.flatMap(({ losses }) => losses);
        return {
            protocol: "graceful",
            status: 0,
            headers: {},
            body: JSON.stringify({ requests, lost: lost.length, losses: lost.slice(0, 10) }),
            truncated: false,
            durationMs: performance.now() - startedAt,
            problems: [
                ...(lost.length === 0
                    ? []
                    : [
                        `expected every request to be answered during the restart, but ${lost.length} of ${requests + lost.length} were not: ${lost[0]}`,
                    ]),
                ...(requests === 0 ? ["expected answers during the restart, but none came"] : []),
            ],
        };
    },
});
function needed({ restart }, call) {
    const { way, path } = call.endpoint;
    if (call.cluster !== undefined && way !== undefined && path !== "pods")
        return { way, cluster: call.cluster };
    throw new failure/* Failure */.H({
        attempted: `restarting ${restart} under load`,
        found: call.cluster === undefined
            ? "no cluster is given"
            : "the pods are asked one by one, and each ends with its connections",
        advice: 'Give the input "url" (what users ask) and the inputs of the cluster.',
    });
}
async function keepAsking(way, options, call, done) {
    const { Client } = await __webpack_require__.e(/* import() */ 3627).then(__webpack_require__.t.bind(__webpack_require__, 43627, 19));
    const { connectorOver } = await __webpack_require__.e(/* import() */ 1277).then(__webpack_require__.bind(__webpack_require__, 21277));
    const { wordsFor } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 63135));
    const headers = await call.authorization({ method: "GET", path: options.path ?? "/", body: undefined });
    const client = new Client(way.origin, {
        connect: connectorOver(way, "http/1.1", call.signal, () => undefined),
        headersTimeout: call.timeoutMs,
        bodyTimeout: call.timeoutMs,
    });
    let answers = 0;
    const losses = [];
    try {
        while (!done.aborted && !call.signal.aborted) {
            try {
                const answer = await client.request({ method: "GET", path: options.path ?? "/", headers, signal: call.signal });
                await answer.body.dump();
                if (answer.statusCode < 500)
                    answers += 1;
                else
                    losses.push(`status ${answer.statusCode}`);
            }
            catch (error) {
                if (call.signal.aborted)
                    break;
                losses.push(wordsFor(error));
            }
            await (0,external_node_timers_promises_.setTimeout)(pauseMs);
        }
    }
    finally {
        await client.destroy();
    }
    return { answers, losses };
}
async function restart(cluster, deployment, withinMs, signal) {
    const annotations = { "kubectl.kubernetes.io/restartedAt": new Date().toISOString() };
    const patch = { spec: { template: { metadata: { annotations } } } };
    const { metadata } = await cluster.patch(deployment, "strategic", patch, { signal });
    const deadline = performance.now() + withinMs;
    for (;;) {
        const now = await cluster.get(deployment, { signal });
        const isNew = now !== undefined && isComplete(now, metadata.generation ?? 0);
        if (isNew && !(await isEnding(cluster, now, signal)))
            return;
        if (performance.now() > deadline) {
            throw new failure/* Failure */.H({
                attempted: `restarting Deployment ${deployment.namespace}/${deployment.name}`,
                found: "its pods were not all replaced in time",
                advice: "Look at its new pods, or give `within` more time.",
            });
        }
        await (0,external_node_timers_promises_.setTimeout)(500, undefined, { signal });
    }
}
async function isEnding(cluster, { metadata, spec }, signal) {
    const labelSelector = (0,selectors/* selectorText */.n)(spec?.selector ?? {});
    const pods = await cluster.list({ apiVersion: "v1", kind: "Pod" }, { namespace: metadata.namespace, labelSelector, signal });
    return pods.items.some((pod) => pod.metadata.deletionTimestamp !== undefined);
}
function isComplete({ spec, status }, generation) {
    const wanted = spec?.replicas ?? 1;
    return ((status?.observedGeneration ?? 0) >= generation &&
        (status?.replicas ?? 0) === wanted &&
        (status?.updatedReplicas ?? 0) === wanted &&
        (status?.availableReplicas ?? 0) === wanted);
}

;// CONCATENATED MODULE: ./src/smoke/method.js
const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/kube/server-trouble.js
var server_trouble = __webpack_require__(61918);
// EXTERNAL MODULE: ./src/smoke/protocols/exchange-error.js
var exchange_error = __webpack_require__(63135);
// EXTERNAL MODULE: ./src/smoke/protocols/step.js
var step = __webpack_require__(55707);
// EXTERNAL MODULE: ./src/smoke/protocols/time-limit.js
var time_limit = __webpack_require__(58366);
;// CONCATENATED MODULE: ./src/smoke/protocols/steps-cluster.js










const steps_cluster_text = schemas/* string */.YjP().min(1);
const execStep = protocol({
    name: "exec",
    description: "A command in the pod's container; its status is the exit code, its body what it prints on stdout.",
    schema: schemas/* strictObject */.rej({
        command: schemas/* array */.YOg(schemas/* string */.YjP()).min(1).describe("Program and arguments; no shell is in between."),
        container: steps_cluster_text.optional().describe("The pod's default container unless given."),
        "exit-code": schemas/* number */.aig().int().min(0).max(255).optional().describe("0 unless given."),
        repeatable: schemas/* boolean */.zMY().optional().describe("True where running it twice does no harm."),
    }),
    proves: true,
    once: false,
    repeatable: ({ repeatable }) => repeatable === true,
    title: ({ command }) => `exec ${command.join(" ")}`,
    async run({ command, container, "exit-code": wanted = 0 }, call) {
        const pod = podOf(call);
        const startedAt = performance.now();
        const result = await (0,time_limit/* withinTime */.d)(call.timeoutMs, call.signal, async (limit) => {
            limit.opened();
            return clusterOf(call).client.exec(pod, { command, container }, { signal: limit.signal }).catch(explained);
        });
        const durationMs = performance.now() - startedAt;
        const { exitCode, stderr, stdout, truncated } = result;
        const said = (stderr || stdout).trim().slice(-1000);
        const problems = exitCode === wanted ? [] : [`expected exit code ${wanted}, got ${exitCode}${said && `; it printed: ${said}`}`];
        const headers = { stderr: stderr.trimEnd() };
        return (0,step/* answerOf */.ut)("exec", { durationMs }, { status: exitCode, body: stdout, headers, truncated, problems });
    },
});
const jobStep = protocol({
    name: "job",
    description: "A Kubernetes Job, made from a manifest for this test and deleted after it, succeeds.",
    schema: schemas/* strictObject */.rej({ manifest: steps_cluster_text.describe("A YAML file beside the suite with one Job.") }),
    proves: true,
    once: true,
    repeatable: () => false,
    title: ({ manifest }) => `job ${manifest}`,
    async run({ manifest: file }, call) {
        const { runJob } = await __webpack_require__.e(/* import() */ 7794).then(__webpack_require__.bind(__webpack_require__, 97794));
        const { client: cluster, namespace } = clusterOf(call);
        const manifest = await readJob(file, call.directory);
        const result = await runJob({ cluster, namespace, manifest, timeoutMs: call.timeoutMs }, call.signal).catch(explained);
        const { durationMs, found, logs, name, succeeded } = result;
        const problems = succeeded
            ? []
            : [`expected Job ${name} to succeed, got ${found}${logs && `; it printed:\n${logs}`}`];
        return (0,step/* answerOf */.ut)("job", { durationMs }, { status: succeeded ? 0 : 1, body: logs, problems });
    },
});
async function readJob(file, directory) {
    const { parseAllDocuments } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 33483, 19));
    const attempted = `reading the Job in ${file}`;
    let source;
    try {
        source = await (0,promises_.readFile)(external_node_path_.resolve(directory, file), "utf8");
    }
    catch (cause) {
        const advice = "The path begins at the suite's folder.";
        throw new failure/* Failure */.H({ attempted, found: "there is no such file", advice, at: { file, line: 1 }, cause });
    }
    const documents = parseAllDocuments(source);
    const [only] = documents;
    const broken = documents.length === 1 ? only?.errors[0] : undefined;
    const object = broken === undefined && documents.length === 1 ? only?.toJS() : null;
    const isJob = object?.apiVersion === "batch/v1" && object.kind === "Job" && typeof object.metadata?.name === "string";
    if (isJob)
        return object;
    throw new failure/* Failure */.H({
        attempted,
        found: broken?.message ?? `it has ${documents.length === 1 ? "something else" : `${documents.length} documents`}`,
        advice: "It has to hold one object: apiVersion batch/v1, kind Job, with a metadata.name.",
        at: { file, line: broken?.linePos?.[0].line ?? 1 },
    });
}
function explained(error) {
    if (error instanceof server_trouble/* ConnectionLost */.pz)
        throw new exchange_error/* ExchangeError */.Sb("answering", error.message, error);
    if (!(0,api_error/* isApiError */.d)(error))
        throw error;
    const refused = error.code === 401 || error.code === 403;
    throw new failure/* Failure */.H({
        attempted: "running the step in the cluster",
        found: error.status.message ?? `the API server answers ${error.code}`,
        advice: refused
            ? 'Allow "create" and "get" on "pods/exec", and for a Job "create", "watch" and "delete" on "jobs.batch".'
            : "Correct the step, or the manifest.",
        cause: error,
    });
}
function podOf({ endpoint }) {
    if (endpoint.pod !== undefined)
        return endpoint.pod;
    throw new failure/* Failure */.H({
        attempted: "running a command in the pod",
        found: `${endpoint.name} is not tested pod by pod`,
        advice: "Test a Service, a Deployment or a pod.",
    });
}
function clusterOf(call) {
    if (call.cluster !== undefined)
        return call.cluster;
    throw new failure/* Failure */.H({
        attempted: "running the step in the cluster",
        found: "no cluster is given",
        advice: 'Give the input "kubeconfig".',
    });
}

;// CONCATENATED MODULE: ./src/smoke/protocols/steps-database.js



const url = schemas/* string */.YjP().min(1);
const postgresStep = protocol({
    name: "postgres",
    description: "A PostgreSQL server takes the login and answers a query; the body is {rows, version, tls}.",
    schema: schemas/* strictObject */.rej({
        url: url.describe("postgres://user:password@host:5432/database?sslmode=prefer"),
        query: schemas/* string */.YjP().min(1).optional().describe("In a read-only transaction; SELECT 1 unless given."),
    }),
    proves: true,
    once: false,
    repeatable: () => true,
    title: () => "postgres",
    async run({ url: where, query = "SELECT 1" }, call) {
        const { postgresPing } = await __webpack_require__.e(/* import() */ 6906).then(__webpack_require__.bind(__webpack_require__, 36906));
        hidePassword(where, call.addSecret);
        return (0,step/* answerOf */.ut)("postgres", await postgresPing((0,step/* wayOf */.VO)(call.endpoint, "postgres"), where, query, call));
    },
});
const redisStep = protocol({
    name: "redis",
    description: "A Redis server takes the login and answers PING.",
    schema: schemas/* strictObject */.rej({ url: url.describe("redis://user:password@host:6379/0, rediss:// over TLS") }),
    proves: true,
    once: false,
    repeatable: () => true,
    title: () => "redis",
    async run({ url: where }, call) {
        const { redisPing } = await __webpack_require__.e(/* import() */ 5222).then(__webpack_require__.bind(__webpack_require__, 5222));
        hidePassword(where, call.addSecret);
        return (0,step/* answerOf */.ut)("redis", await redisPing((0,step/* wayOf */.VO)(call.endpoint, "redis"), where, call));
    },
});
function hidePassword(where, addSecret) {
    const password = URL.parse(where)?.password ?? "";
    if (password === "")
        return;
    addSecret(password);
    addSecret(decodeURIComponent(password));
}

;// CONCATENATED MODULE: ./src/smoke/protocols/steps-grpc.js






const metadata = schemas/* record */.g1P(schemas/* string */.YjP().regex(/^[0-9a-z_.-]+$/, "metadata is named in lower case"), schemas/* string */.YjP())
    .optional()
    .describe("Sent with the call.");
const grpcHealthStep = protocol({
    name: "grpc-health",
    description: "The gRPC health service says SERVING.",
    schema: schemas/* strictObject */.rej({
        service: schemas/* string */.YjP().optional().describe("The server as a whole unless given."),
        metadata,
    }),
    proves: true,
    once: false,
    repeatable: () => true,
    title: ({ service }) => (service === undefined ? "grpc health" : `grpc health of ${service}`),
    async run({ service = "", metadata: own }, call) {
        const { grpcHealth } = await __webpack_require__.e(/* import() */ 6230).then(__webpack_require__.bind(__webpack_require__, 66230));
        const sent = await sentWith(call, "/grpc.health.v1.Health/Check", own);
        const result = await grpcHealth((0,step/* wayOf */.VO)(call.endpoint, "grpc-health"), service, sent);
        const problems = result.status === "SERVING" ? [] : [`expected the health to be SERVING, got ${result.status}`];
        return (0,step/* answerOf */.ut)("grpc", result, { problems });
    },
});
const grpcStep = protocol({
    name: "grpc",
    description: "A unary gRPC call; its status is the code (0 is OK), its body the response as JSON.",
    schema: schemas/* strictObject */.rej({
        method: schemas/* string */.YjP()
            .regex(/^[\w.]+\/\w+$/, "a method is written as package.Service/Method")
            .describe("package.Service/Method"),
        message: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).optional().describe("The request, as JSON."),
        metadata,
        descriptor: schemas/* string */.YjP()
            .min(1)
            .optional()
            .describe("A FileDescriptorSet beside the suite; the server's reflection is asked unless given."),
        repeatable: schemas/* boolean */.zMY().optional().describe("True where calling it twice does no harm."),
    }),
    proves: false,
    once: false,
    repeatable: ({ repeatable }) => repeatable === true,
    title: ({ method }) => `grpc ${method}`,
    async run({ method, message, metadata: own, descriptor: file }, call) {
        const { grpcCall } = await __webpack_require__.e(/* import() */ 6230).then(__webpack_require__.bind(__webpack_require__, 66230));
        const descriptor = file === undefined ? undefined : await readDescriptor(file, call);
        const sent = await sentWith(call, `/${method}`, own);
        const result = await grpcCall((0,step/* wayOf */.VO)(call.endpoint, "grpc"), method, message, { ...sent, descriptor });
        const { code, codeName, durationMs } = result;
        const body = code === 0 ? result.response : { code, codeName, message: result.message };
        return (0,step/* answerOf */.ut)("grpc", { durationMs }, { status: code, headers: result.metadata, body: JSON.stringify(body) });
    },
});
async function sentWith(call, path, own = {}) {
    const authorization = await call.authorization({ method: "POST", path, body: undefined });
    return { metadata: { ...authorization, ...own }, timeoutMs: call.timeoutMs, signal: call.signal };
}
async function readDescriptor(file, call) {
    try {
        return await (0,promises_.readFile)(external_node_path_.resolve(call.directory, file));
    }
    catch (cause) {
        throw new failure/* Failure */.H({
            attempted: `reading the descriptor ${file}`,
            found: "there is no such file beside the suite",
            advice: "Write it with protoc --include_imports --descriptor_set_out=FILE in an earlier step.",
            cause,
        });
    }
}

// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(80231);
;// CONCATENATED MODULE: ./src/smoke/load/compare.js
const noiseMs = 5;
const fewestRequests = 100;
function compareLoad(previous, now, tolerance) {
    const before = readFigures(previous);
    if (before === undefined)
        return { problems: [], skipped: "the release before it has no figures of this step" };
    if (Math.min(before.requests, now.requests) < fewestRequests) {
        return { problems: [], skipped: `fewer than ${fewestRequests} requests were measured` };
    }
    const slower = ["p50", "p95", "p99"].flatMap((name) => {
        const allowed = Math.max(before[name] * (1 + tolerance), before[name] + noiseMs);
        if (now[name] <= allowed)
            return [];
        const share = Math.round((now[name] / Math.max(before[name], 0.001) - 1) * 100);
        return [
            `${name} is ${now[name].toFixed(1)}ms, ${share}% more than the ${before[name].toFixed(1)}ms of the release before`,
        ];
    });
    return { problems: [...slower, ...moreErrors(before, now)] };
}
function moreErrors(before, now) {
    const [was, is] = [before, now].map(({ errors, requests }) => errors / requests);
    if (was === undefined || is === undefined || is <= was + 0.02)
        return [];
    return [`errors are ${(is * 100).toFixed(1)}%, after ${(was * 100).toFixed(1)}% in the release before`];
}
function readFigures(value) {
    if (typeof value !== "object" || value === null)
        return undefined;
    const figures = value;
    const names = ["requests", "errors", "p50", "p95", "p99"];
    return names.every((name) => Number.isFinite(figures[name])) ? figures : undefined;
}

// EXTERNAL MODULE: ./src/smoke/load/threshold.js
var threshold = __webpack_require__(1587);
;// CONCATENATED MODULE: ./src/smoke/protocols/steps-load.js







const steps_load_duration = schemas/* string */.YjP()
    .refine((text) => typeof (0,duration/* readDuration */.$7)(text) === "number" && (0,duration/* readDuration */.$7)(text) !== 0, "a duration is written as 30s or 2m");
const steps_load_milliseconds = (text) => {
    const read = (0,duration/* readDuration */.$7)(text);
    return typeof read === "number" ? read : 0;
};
const rate = schemas/* number */.aig().min(0).max(1_000_000);
const stage = schemas/* strictObject */.rej({
    duration: steps_load_duration,
    rate: rate.optional().describe("Requests per second, all the time."),
    "ramp-to": rate
        .optional()
        .describe("Requests per second at the end; it grows evenly from those of the stage before."),
});
const request = schemas/* strictObject */.rej({
    method: schemas/* enum */.k5n(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]).optional(),
    path: schemas/* string */.YjP().startsWith("/", "a path starts with /"),
    headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
    body: schemas/* string */.YjP().optional(),
    weight: schemas/* number */.aig()
        .int()
        .min(1)
        .max(1000)
        .optional()
        .describe("How often it is sent beside the others: 1 unless given."),
    status: schemas/* array */.YOg(schemas/* number */.aig().int().min(100).max(599))
        .min(1)
        .optional()
        .describe("What counts as a good answer: 200 to 399 unless given."),
});
const steps_load_threshold = schemas/* string */.YjP().refine((text) => (0,threshold/* parseThreshold */.B7)(text) !== undefined, threshold/* thresholdAdvice */.G_);
const usualLimits = { requests: 10_000, duration: "5m", rate: 100, "in-flight": 50 };
const schema = schemas/* strictObject */.rej({
    requests: schemas/* array */.YOg(request).min(1).max(100),
    stages: schemas/* array */.YOg(stage).min(1).max(50),
    thresholds: schemas/* array */.YOg(steps_load_threshold).min(1).describe(`A load without one proves nothing; ${threshold/* thresholdAdvice */.G_}.`),
    timeout: steps_load_duration.optional().describe("For one answer: 10s unless given."),
    abort: schemas/* boolean */.zMY()
        .optional()
        .describe("End as soon as a threshold of latency or errors is broken: true unless given."),
    compare: schemas/* string */.YjP()
        .regex(/^\d+(?:\.\d+)?%$/, "written as 20%")
        .optional()
        .describe("How much slower than the release before p50, p95 and p99 may be."),
    pods: schemas/* string */.YjP()
        .min(1)
        .optional()
        .describe("A label selector of the pods whose memory is measured; the tested pod unless given."),
    limits: schemas/* strictObject */.rej({
        requests: schemas/* number */.aig().int().min(1).max(10_000_000).optional(),
        duration: steps_load_duration.optional(),
        rate: rate.optional(),
        "in-flight": schemas/* number */.aig().int().min(1).max(10_000).optional(),
    })
        .optional()
        .describe("What must be allowed explicitly: more than 10000 requests, 5m, 100 a second, 50 at the same time."),
})
    .superRefine((value, context) => {
    const { durationMs, most, requests } = sizeOf(value.stages);
    const allowed = value.limits ?? {};
    const limits = {
        requests: allowed.requests ?? usualLimits.requests,
        duration: allowed.duration ?? usualLimits.duration,
        rate: allowed.rate ?? usualLimits.rate,
    };
    const over = [
        requests > limits.requests ? `${Math.floor(requests)} requests: more than ${limits.requests}` : undefined,
        durationMs > steps_load_milliseconds(limits.duration)
            ? `${(0,duration/* formatDuration */.a3)(durationMs)}: longer than ${limits.duration}`
            : undefined,
        most > limits.rate ? `${most} requests a second: more than ${limits.rate}` : undefined,
    ].filter((text) => text !== undefined);
    for (const text of over)
        context.addIssue({ code: "custom", path: ["stages"], message: `${text}. Allow it in limits` });
    if (requests < 1)
        context.addIssue({ code: "custom", path: ["stages"], message: "they send no request" });
    value.stages.forEach((one, index) => {
        if ((one.rate === undefined) === (one["ramp-to"] === undefined)) {
            context.addIssue({ code: "custom", path: ["stages", index], message: "needs either rate or ramp-to" });
        }
    });
});
const loadStep = protocol({
    name: "load",
    description: "Requests at a given rate, whether the service keeps up or not; the body is the measured figures.",
    schema,
    proves: true,
    once: true,
    repeatable: () => false,
    title: ({ requests }) => `load on ${requests.map(({ path }) => path).join(", ")}`,
    async run(given, call) {
        const { runLoad } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(5766)]).then(__webpack_require__.bind(__webpack_require__, 85766));
        const way = (0,step/* wayOf */.VO)(call.endpoint, "load");
        const thresholds = given.thresholds.flatMap((text) => (0,threshold/* parseThreshold */.B7)(text) ?? []);
        const memory = thresholds.some(({ metric }) => metric === "memory") ? await measureMemory(given, call) : undefined;
        try {
            const plan = planOf(given, way.basePath ?? "", thresholds);
            const authorization = (asked) => call.authorization(asked);
            const run = await runLoad(plan, way, { signal: call.signal, authorization });
            const peakMemoryBytes = await memory?.stop();
            const figures = { ...run.figures, ...(peakMemoryBytes === undefined ? {} : { peakMemoryBytes }) };
            const comparison = given.compare === undefined
                ? undefined
                : compareLoad(previousFigures(call.previous), figures, Number.parseFloat(given.compare) / 100);
            const problems = [
                ...(0,threshold/* broken */.mw)(thresholds, { ...figures, percentile: run.percentile }),
                ...(comparison?.problems ?? []),
            ];
            if (comparison?.skipped !== undefined)
                call.log.info(`The figures are not compared: ${comparison.skipped}.`);
            const result = { durationMs: figures.seconds * 1000 };
            const { histogram } = figures;
            return (0,step/* answerOf */.ut)("load", result, {
                body: JSON.stringify(figures),
                problems,
                histogram,
                report: reportOf(figures),
            });
        }
        finally {
            await memory?.stop();
        }
    },
});
const lateMs = 20;
function sizeOf(stages) {
    const parts = stagesOf(stages);
    return {
        requests: parts.reduce((sum, { durationMs, from, to }) => sum + ((from + to) / 2) * (durationMs / 1000), 0),
        durationMs: parts.reduce((sum, { durationMs }) => sum + durationMs, 0),
        most: Math.max(...parts.flatMap(({ from, to }) => [from, to])),
    };
}
function stagesOf(stages) {
    let last = 0;
    return stages.map(({ duration: text, "ramp-to": target, rate: constant }) => {
        const from = constant ?? last;
        last = constant ?? target ?? 0;
        return { durationMs: steps_load_milliseconds(text), from, to: last };
    });
}
function planOf(given, basePath, thresholds) {
    const [first, ...rest] = given.requests.map(({ body, headers = {}, method = "GET", path, status, weight = 1 }) => ({
        method,
        path: basePath + path,
        headers,
        body,
        weight,
        expects: (code) => (status === undefined ? code >= 200 && code < 400 : status.includes(code)),
    }));
    return {
        stages: stagesOf(given.stages),
        requests: [first, ...rest],
        thresholds,
        mostInFlight: given.limits?.["in-flight"] ?? usualLimits["in-flight"],
        timeoutMs: steps_load_milliseconds(given.timeout ?? "10s"),
        abortOnFailure: given.abort ?? true,
    };
}
async function measureMemory(given, call) {
    const { watchMemory } = await __webpack_require__.e(/* import() */ 637).then(__webpack_require__.bind(__webpack_require__, 90637));
    const name = call.endpoint.pod?.name;
    if (call.cluster === undefined || (given.pods === undefined && name === undefined))
        return undefined;
    const { client: cluster, namespace } = call.cluster;
    const pods = given.pods === undefined ? { name: name ?? "" } : { labelSelector: given.pods };
    return watchMemory({ cluster, namespace, pods, intervalMs: 2000 }, call.signal);
}
function previousFigures(previous) {
    if (typeof previous !== "object" || previous === null || !("body" in previous))
        return previous;
    return typeof previous.body === "string" ? (0,step/* parsed */.Yz)(previous.body) : previous.body;
}
function reportOf(figures) {
    const ms = (value) => `${value.toFixed(1)} ms`;
    const memory = figures.peakMemoryBytes;
    const columns = [
        ["requests", String(figures.requests)],
        ["a second", figures.rate.toFixed(1)],
        ["errors", `${((figures.errors / Math.max(1, figures.requests)) * 100).toFixed(2)} %`],
        ["p50", ms(figures.p50)],
        ["p95", ms(figures.p95)],
        ["p99", ms(figures.p99)],
        ["max", ms(figures.max)],
        ...(memory === undefined
            ? []
            : [["memory", `${Math.round(memory / ((0,threshold/* readBytes */.io)("1Mi") ?? 1))} Mi`]]),
    ];
    const outcomes = Object.entries(figures.outcomes).map(([name, count]) => `${(0,markdown/* codeSpan */.SS)(name)} × ${count}`);
    return [
        (0,markdown/* table */.tp)(columns.map(([name]) => name), [columns.map(([, value]) => value)]),
        `Answers: ${[...outcomes, ...(figures.unsent > 0 ? [`never sent × ${figures.unsent}`] : [])].join(", ")}.`,
        ...(figures.ownDelay < lateMs
            ? []
            : [
                `This machine was short of time: it sent requests up to ${ms(figures.ownDelay)} late, which is not in the latencies.`,
            ]),
        ...(figures.aborted === undefined ? [] : [`Ended before its time: ${figures.aborted}.`]),
    ].join("\n\n");
}

// EXTERNAL MODULE: ./src/smoke/targets/way.js
var targets_way = __webpack_require__(5965);
;// CONCATENATED MODULE: ./src/smoke/protocols/steps-network.js





const port = schemas/* number */.aig().int().min(1).max(65_535);
const host = schemas/* string */.YjP().min(1).describe("The target's own unless given; over a port-forward it is always the pod.");
const place = { host: host.optional(), port: port.optional().describe("The target's own unless given.") };
const steps_network_name = schemas/* string */.YjP().min(1);
const tcpStep = protocol({
    name: "tcp",
    description: "A TCP connection opens.",
    schema: schemas/* strictObject */.rej(place),
    proves: true,
    once: false,
    repeatable: () => true,
    title: (given) => `tcp ${placeName(given)}`,
    async run(given, call) {
        const { connectTcp } = await __webpack_require__.e(/* import() */ 2987).then(__webpack_require__.bind(__webpack_require__, 12987));
        const way = (0,step/* wayOf */.VO)(call.endpoint, "tcp");
        return (0,step/* answerOf */.ut)("tcp", await connectTcp(way, addressIn(given, way.origin), call));
    },
});
const tlsStep = protocol({
    name: "tls",
    description: "A TLS handshake with a certificate that is verified; expect.tls judges it.",
    schema: schemas/* strictObject */.rej({
        ...place,
        servername: steps_network_name.optional().describe("For SNI and the check of the certificate."),
    }),
    proves: true,
    once: false,
    repeatable: () => true,
    title: (given) => `tls ${placeName(given)}`,
    async run({ servername, ...given }, call) {
        const { connectTls } = await __webpack_require__.e(/* import() */ 2987).then(__webpack_require__.bind(__webpack_require__, 12987));
        const way = (0,step/* wayOf */.VO)(call.endpoint, "tls");
        const result = await connectTls(way, addressIn(given, way.origin), { ...call, servername });
        return (0,step/* answerOf */.ut)("tls", result, { tls: result });
    },
});
const closedPortStep = protocol({
    name: "closed-port",
    description: "Nothing can connect to the port: it is refused, or no packet comes back.",
    schema: schemas/* strictObject */.rej({ host: host.optional(), port }),
    proves: true,
    once: false,
    repeatable: () => true,
    title: (given) => `closed port ${placeName(given)}`,
    async run(given, call) {
        const { portState } = await __webpack_require__.e(/* import() */ 2987).then(__webpack_require__.bind(__webpack_require__, 12987));
        const way = (0,step/* wayOf */.VO)(call.endpoint, "closed-port");
        const startedAt = performance.now();
        const state = await portState(way, addressIn(given, way.origin) ?? (0,targets_way/* addressOf */.c)(way.origin), call);
        const problems = state.closed ? [] : [`expected port ${given.port} to be closed, but a connection opens`];
        const result = { ...state, durationMs: performance.now() - startedAt };
        return (0,step/* answerOf */.ut)("closed-port", result, { problems });
    },
});
const dnsStep = protocol({
    name: "dns",
    description: "A name resolves, to the load balancer or the addresses where they are given; the body is {addresses}.",
    schema: schemas/* strictObject */.rej({
        name: steps_network_name,
        server: steps_network_name.optional().describe("A name server such as 1.1.1.1 or 10.0.0.2:53; the machine's own unless given."),
        addresses: schemas/* array */.YOg(steps_network_name).min(1).optional().describe("Exactly these, in any order."),
        "load-balancer": schemas/* strictObject */.rej({ kind: schemas/* enum */.k5n(["Service", "Ingress", "Gateway"]), name: steps_network_name })
            .optional()
            .describe("The object whose status must have every address of the name."),
    }),
    proves: true,
    once: true,
    repeatable: () => true,
    title: (given) => `dns ${given.name}`,
    async run({ name: asked, server, addresses: wanted, "load-balancer": balancer }, call) {
        const { loadBalancerAddresses, resolveName } = await __webpack_require__.e(/* import() */ 3906).then(__webpack_require__.bind(__webpack_require__, 53906));
        const startedAt = performance.now();
        const question = { server, timeoutMs: call.timeoutMs };
        const addresses = await resolveName({ ...question, name: asked }, call.signal);
        const durationMs = performance.now() - startedAt;
        const problems = wanted === undefined ? [] : differences(asked, addresses, wanted);
        if (balancer === undefined)
            return (0,step/* answerOf */.ut)("dns", { addresses, durationMs }, { problems });
        const { client, namespace } = steps_network_clusterOf(call);
        const balanced = await loadBalancerAddresses(client, namespace, balancer, question, call.signal);
        const strange = addresses.filter((address) => !balanced.includes(address));
        if (strange.length > 0) {
            const known = balanced.length === 0 ? "has no address yet" : `has ${balanced.join(", ")}`;
            problems.push(`expected ${asked} to lead to ${balancer.kind} ${balancer.name}, which ${known}; got ${strange.join(", ")}`);
        }
        return (0,step/* answerOf */.ut)("dns", { addresses, loadBalancer: balanced, durationMs }, { problems });
    },
});
function differences(asked, addresses, wanted) {
    const same = addresses.length === wanted.length && wanted.every((address) => addresses.includes(address));
    return same ? [] : [`expected ${asked} to resolve to ${wanted.join(", ")}, got ${addresses.join(", ")}`];
}
function addressIn(given, origin) {
    if (given.host === undefined && given.port === undefined)
        return undefined;
    const own = (0,targets_way/* addressOf */.c)(origin);
    return { host: given.host ?? own.host, port: given.port ?? own.port };
}
function placeName(given) {
    return [given.host, given.port].filter((part) => part !== undefined).join(":") || "to the target";
}
function steps_network_clusterOf(call) {
    if (call.cluster !== undefined)
        return call.cluster;
    throw new failure/* Failure */.H({
        attempted: "finding the load balancer's address",
        found: "no cluster is given",
        advice: 'Give the input "kubeconfig", or name the `addresses` instead.',
    });
}

;// CONCATENATED MODULE: ./src/smoke/protocols/steps-stream.js



const path = schemas/* string */.YjP().startsWith("/", "a path starts with /");
const headers = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional();
const steps_stream_text = schemas/* string */.YjP();
const webSocketStep = protocol({
    name: "websocket",
    description: "A WebSocket opens and brings messages; the body is {messages, json, protocol}.",
    schema: schemas/* strictObject */.rej({
        path: path.optional(),
        headers,
        protocols: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).optional().describe("Subprotocols, the preferred one first."),
        send: schemas/* union */.KCZ([steps_stream_text, schemas/* array */.YOg(steps_stream_text)])
            .optional()
            .describe("Sent one after the other, as text."),
        receive: schemas/* number */.aig().int().min(0).max(1000).optional().describe("So many messages are waited for: 1 unless given."),
    }),
    proves: true,
    once: false,
    repeatable: ({ send = [] }) => send.length === 0,
    title: ({ path: where = "/" }) => `websocket ${where}`,
    async run({ path: where = "/", headers: own, protocols = [], send = [], receive = 1 }, call) {
        const { askWebSocket } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(4226)]).then(__webpack_require__.bind(__webpack_require__, 74226));
        const authorization = await call.authorization({ method: "GET", path: where, body: undefined });
        const question = {
            path: where,
            headers: { ...authorization, ...own },
            protocols,
            send: [send].flat(),
            receive,
            timeoutMs: call.timeoutMs,
        };
        const result = await askWebSocket((0,step/* wayOf */.VO)(call.endpoint, "websocket"), question, call.signal);
        const json = result.messages.map(step/* parsed */.Yz);
        return (0,step/* answerOf */.ut)("websocket", { ...result, json }, { status: 101 });
    },
});
const eventsStep = protocol({
    name: "sse",
    description: "A stream of server-sent events brings events; the body is {events: [{event, data, id, json}]}.",
    schema: schemas/* strictObject */.rej({
        path: path.optional(),
        headers,
        count: schemas/* number */.aig().int().min(1).max(1000).optional().describe("So many events are waited for: 1 unless given."),
    }),
    proves: true,
    once: false,
    repeatable: () => true,
    title: ({ path: where = "/" }) => `server-sent events of ${where}`,
    async run({ path: where = "/", headers: own, count = 1 }, call) {
        const { readEvents } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(8453)]).then(__webpack_require__.bind(__webpack_require__, 98453));
        const authorization = await call.authorization({ method: "GET", path: where, body: undefined });
        const question = { path: where, headers: { ...authorization, ...own }, count, timeoutMs: call.timeoutMs };
        const result = await readEvents((0,step/* wayOf */.VO)(call.endpoint, "sse"), question, call.signal);
        const events = result.events.map((event) => ({ ...event, json: (0,step/* parsed */.Yz)(event.data) }));
        const { durationMs, headers: received, status } = result;
        return (0,step/* answerOf */.ut)("sse", { durationMs }, { status, headers: received, body: JSON.stringify({ events }) });
    },
});

;// CONCATENATED MODULE: ./src/smoke/protocols/registry.js






const protocols = [
    grpcHealthStep,
    grpcStep,
    webSocketStep,
    eventsStep,
    tcpStep,
    tlsStep,
    postgresStep,
    redisStep,
    dnsStep,
    closedPortStep,
    execStep,
    jobStep,
    loadStep,
];

;// CONCATENATED MODULE: ./src/smoke/suite.js
const mostSteps = 200;

;// CONCATENATED MODULE: ./src/smoke/step-schema.js









const step_schema_protocols = [...protocols, graceful];
const step_schema_name = schemas/* string */.YjP().min(1);
const word = schemas/* string */.YjP().regex(/^[\w-]+$/, "Write letters, digits, - and _.");
const variableName = schemas/* string */.YjP()
    .regex(/^[A-Za-z_][\w-]*$/, "A name begins with a letter and has letters, digits, - and _.");
const step_schema_scalar = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()]);
const variables = schemas/* record */.g1P(variableName, step_schema_scalar);
const tags = schemas/* array */.YOg(word).min(1).describe("Words to select by (input `tags`).");
const step_schema_condition = schemas/* string */.YjP()
    .superRefine((text, context) => {
    const parsed = (0,condition/* parseCondition */.z)(text);
    if (typeof parsed === "string")
        context.addIssue({ code: "custom", message: parsed });
})
    .describe("Runs only where this holds: `{{ environment }} == production`, with ==, !=, in, not, and.");
const headerValues = schemas/* record */.g1P(schemas/* string */.YjP().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "not a header name"), schemas/* string */.YjP());
const auth = schemas/* union */.KCZ([authSchema, schemas/* literal */.euz("none")]);
const step_schema_url = schemas/* string */.YjP().superRefine((text, context) => {
    const parsed = URL.parse((0,smoke_variables/* withStandIns */.HX)(text));
    if (parsed?.protocol !== "http:" && parsed?.protocol !== "https:") {
        context.addIssue({ code: "custom", message: "not an http or https URL. Write a whole URL: https://host/path." });
    }
});
const capture = schemas/* union */.KCZ([
    jsonPath.describe("A JSONPath."),
    schemas/* strictObject */.rej({
        json: jsonPath.optional(),
        header: schemas/* string */.YjP().min(1).optional(),
        cookie: schemas/* string */.YjP().min(1).optional(),
        regex: regularExpression.optional().describe("Searched in the body: its first group, or all of it."),
        secret: schemas/* boolean */.zMY().optional().describe("Masked in the log, redacted in every file."),
    })
        .superRefine((value, context) => {
        const sources = [value.json, value.header, value.cookie, value.regex].filter((source) => source !== undefined);
        if (sources.length === 1)
            return;
        context.addIssue({ code: "custom", message: "it needs one source. Give json, header, cookie or regex." });
    }),
]);
const eventually = schemas/* union */.KCZ([
    span,
    schemas/* strictObject */.rej({
        within: span.describe("How long the step may take to hold."),
        pause: span.optional().describe("Before the second attempt; it doubles. 200ms unless given."),
        "longest-pause": span.optional().describe("5s unless given."),
        stable: schemas/* int */.Whr().min(1).max(100).optional().describe("So many answers in a row must fit."),
    }),
]);
const step_schema_status = schemas/* union */.KCZ([schemas/* int */.Whr(), schemas/* string */.YjP().min(1)]);
const stepShape = {
    name: step_schema_name.optional().describe("As reports show it."),
    tags: tags.optional(),
    when: step_schema_condition.optional(),
    method: schemas/* enum */.k5n(methods).optional().describe("GET unless given."),
    path: schemas/* string */.YjP()
        .regex(/^(?:\/|\{\{)/, "a path starts with /")
        .optional()
        .describe("On the target. A captured Location counts by its path."),
    url: step_schema_url.optional().describe("Of something else than the target. Gets neither token nor auth."),
    query: schemas/* record */.g1P(schemas/* string */.YjP(), step_schema_scalar).optional().describe("Joined to the path."),
    headers: headerValues.optional(),
    body: schemas/* string */.YjP().optional(),
    json: schemas/* unknown */.L5J().optional().describe("A body that is sent as JSON."),
    form: schemas/* record */.g1P(schemas/* string */.YjP(), step_schema_scalar).optional().describe("A body that is sent as a form."),
    follow: schemas/* int */.Whr().min(1).max(20).optional().describe("Follows so many redirects; none unless given."),
    http: schemas/* enum */.k5n(["1.1", "2"]).optional().describe("The version of HTTP; 1.1 unless given."),
    connection: schemas/* enum */.k5n(["fresh"]).optional().describe("`fresh`: a connection of its own."),
    auth: auth.optional().describe("Instead of the suite's; `none` for no authorization at all."),
    timeout: span.optional().describe("For one attempt; 10s unless given."),
    retry: schemas/* boolean */.zMY()
        .optional()
        .describe("Whether a wrong answer is asked for again; not for POST and PATCH unless given."),
    eventually: eventually.optional().describe("How long the step may take to hold, instead of the suite's deadline."),
    repeat: schemas/* strictObject */.rej({
        times: schemas/* int */.Whr().min(2).max(1000).describe("At most."),
        until: schemas/* union */.KCZ([step_schema_status, schemas/* array */.YOg(step_schema_status).min(1)]).describe("Stops at this status."),
    })
        .optional()
        .describe("Sends the request again and again, and judges the last answer."),
    expect: expectationSchema.optional(),
    capture: schemas/* record */.g1P(variableName, capture).optional().describe("Values of the answer for later steps, as {{ name }}."),
    ...Object.fromEntries(step_schema_protocols.map(({ name, schema, description }) => [
        name,
        schema.optional().describe(description),
    ])),
};
const askedBy = ["path", "url", ...step_schema_protocols.map((protocol) => protocol.name)];
const httpOnly = ["method", "query", "headers", "body", "json", "form", "follow", "http", "connection", "repeat"];
function checkStep(value, context) {
    const asked = askedBy.filter((key) => value[key] !== undefined);
    if (asked.length !== 1) {
        const found = asked.length === 0 ? "it asks nothing" : `it asks two things: ${asked.join(" and ")}`;
        context.addIssue({
            code: "custom",
            input: value,
            message: `${found}. A step needs either path or url, or the key of a protocol.`,
        });
    }
    const bodies = ["body", "json", "form"].filter((key) => value[key] !== undefined);
    if (bodies.length > 1) {
        context.addIssue({
            code: "custom",
            input: value,
            path: [bodies[1] ?? ""],
            message: "has a body already: give either body, json or form",
        });
    }
    if (value.path !== undefined || value.url !== undefined) {
        checkHttpStatus(value.expect, context);
        return;
    }
    for (const key of httpOnly.filter((one) => value[one] !== undefined)) {
        context.addIssue({ code: "custom", input: value, path: [key], message: `"${key}" is for HTTP. Remove it.` });
    }
}
function checkHttpStatus(expect, context) {
    const status = Reflect.get(Object(expect), "status");
    const wrong = [status].flat().find((one) => typeof one === "number" && one < 100);
    if (wrong === undefined)
        return;
    const message = `${wrong} is no status of HTTP. Write a code such as 200, a range such as 2xx or 200-204, or a list.`;
    context.addIssue({ code: "custom", input: expect, path: ["expect", "status"], message });
}
const step_schema_step = schemas/* strictObject */.rej(stepShape).superRefine((value, context) => checkStep(value, context));
const step_schema_stage = schemas/* strictObject */.rej({
    ...stepShape,
    parallel: schemas/* array */.YOg(step_schema_step).min(2).max(50).optional().describe("Steps that run side by side."),
})
    .superRefine((value, context) => {
    if (value.parallel === undefined)
        return checkStep(value, context);
    const others = Object.keys(value).filter((key) => key !== "parallel");
    if (others.length === 0)
        return;
    context.addIssue({
        code: "custom",
        path: [others[0] ?? ""],
        message: `"${others[0]}" cannot stand beside parallel. Write it into the steps of the group.`,
    });
});
const stages = schemas/* array */.YOg(step_schema_stage).max(mostSteps);

;// CONCATENATED MODULE: ./src/smoke/complete-step.js




const defaultTimeout = 10_000;
const defaultPause = 200;
const defaultLongestPause = 5000;
const idempotent = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);
function completeStep(written, at, { defaults, compile }, judges = []) {
    const ask = readAsk(written, defaults);
    const name = written.name ?? titleOf(ask);
    const isHttp = ask.kind === "http";
    const shared = isHttp ? (defaults.expect ?? {}) : {};
    const merged = mergeExpectations(readExpectation(shared, compile), readExpectation(written.expect ?? {}, compile));
    const expect = judges.length === 0 ? merged : { ...merged, judges: [...(merged.judges ?? []), ...judges] };
    if (provesNothing(expect) && (isHttp || !ask.protocol.proves))
        throw expectsNothing(name, at);
    return {
        name,
        tags: written.tags ?? [],
        when: readCondition(written.when),
        ask,
        expect,
        captures: Object.fromEntries(Object.entries(written.capture ?? {}).map(([key, value]) => [key, readCapture(value)])),
        timeoutMs: milliseconds(written.timeout) ?? milliseconds(defaults.timeout) ?? defaultTimeout,
        retry: written.retry ?? (isHttp ? idempotent.has(ask.method) : ask.protocol.repeatable(ask.options)),
        eventually: readEventually(written.eventually),
        at,
    };
}
function readCondition(text) {
    const parsed = text === undefined ? undefined : (0,condition/* parseCondition */.z)(text);
    return typeof parsed === "string" ? undefined : parsed;
}
function readAsk(written, defaults) {
    const spoken = step_schema_protocols.find(({ name }) => Reflect.get(written, name) !== undefined);
    if (spoken !== undefined)
        return { kind: "protocol", protocol: spoken, options: Reflect.get(written, spoken.name) };
    const { path, url, repeat } = written;
    const where = withQuery(path ?? url ?? "", written.query);
    return {
        kind: "http",
        method: written.method ?? "GET",
        location: path === undefined ? { kind: "url", url: where } : { kind: "path", path: where },
        headers: {
            ...(written.json !== undefined ? { "content-type": "application/json" } : {}),
            ...(written.form !== undefined ? { "content-type": "application/x-www-form-urlencoded" } : {}),
            ...lowerCaseKeys(defaults.headers ?? {}),
            ...lowerCaseKeys(written.headers ?? {}),
        },
        body: written.form === undefined ? written.body : formText(written.form),
        json: written.json,
        follow: written.follow ?? defaults.follow ?? 0,
        http: written.http,
        fresh: written.connection === "fresh",
        auth: written.auth,
        repeat: repeat && { times: repeat.times, until: [repeat.until].flat() },
    };
}
function titleOf(ask) {
    if (ask.kind === "protocol")
        return ask.protocol.title(ask.options);
    return `${ask.method} ${ask.location.kind === "path" ? ask.location.path : ask.location.url}`;
}
function withQuery(where, query) {
    return query === undefined ? where : `${where}${where.includes("?") ? "&" : "?"}${formText(query)}`;
}
function formText(values) {
    const encode = (text) => text
        .split(/(\{\{\s*[\w.-]+\s*\}\})/)
        .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
        .join("");
    return Object.entries(values)
        .map(([key, value]) => `${encodeURIComponent(key)}=${encode(String(value))}`)
        .join("&");
}
function readCapture(written) {
    if (typeof written === "string")
        return { from: { kind: "json", path: written }, secret: false };
    const secret = written.secret ?? false;
    if (written.header !== undefined)
        return { from: { kind: "header", name: written.header.toLowerCase() }, secret };
    if (written.cookie !== undefined)
        return { from: { kind: "cookie", name: written.cookie }, secret };
    if (written.regex !== undefined)
        return { from: { kind: "regex", pattern: written.regex }, secret };
    return { from: { kind: "json", path: written.json ?? "$" }, secret };
}
function readEventually(written) {
    if (written === undefined)
        return undefined;
    const parts = typeof written === "string" ? { within: written } : written;
    return {
        withinMs: milliseconds(parts.within) ?? 0,
        pauseMs: milliseconds("pause" in parts ? parts.pause : undefined) ?? defaultPause,
        longestPauseMs: milliseconds("longest-pause" in parts ? parts["longest-pause"] : undefined) ?? defaultLongestPause,
        stable: ("stable" in parts ? parts.stable : undefined) ?? 1,
    };
}
function lowerCaseKeys(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
function expectsNothing(name, at) {
    return new failure/* Failure */.H({
        attempted: `reading the smoke suite ${at.file}`,
        found: `the request "${name}" expects nothing, so it would pass whatever came`,
        advice: "Add expect, for example with status: 200.",
        at,
    });
}

// EXTERNAL MODULE: ../../node_modules/csv-parse/lib/sync.js + 9 modules
var sync = __webpack_require__(40203);
;// CONCATENATED MODULE: ./src/smoke/data-table.js




function readTable(text, file, at) {
    const rows = (0,external_node_path_.extname)(file) === ".csv" ? csvRows(text, file, at) : (0,config_source/* parseYaml */.hN)(text, file)[0]?.value;
    if (Array.isArray(rows) && rows.length > 0 && rows.every(isRow))
        return rows;
    throw new failure/* Failure */.H({
        attempted: `reading the data table ${file}`,
        found: Array.isArray(rows) && rows.length > 0 ? "a row is no mapping of columns to plain values" : "it has no rows",
        advice: "Write CSV with a heading, or a list of mappings.",
        at,
    });
}
function csvRows(text, file, at) {
    try {
        return (0,sync/* parse */.qg)(text, { columns: true, skip_empty_lines: true, trim: true, bom: true });
    }
    catch (cause) {
        throw new failure/* Failure */.H({
            attempted: `reading the data table ${file}`,
            found: cause instanceof Error ? cause.message : String(cause),
            advice: "Write CSV (RFC 4180) with a heading.",
            at,
            cause,
        });
    }
}
function isRow(value) {
    return (typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((item) => item === null || typeof item !== "object"));
}

;// CONCATENATED MODULE: ./src/smoke/groups/auth.js

const auth_text = schemas/* string */.YjP().min(1);
const auth_schema = schemas/* strictObject */.rej({
    path: schemas/* string */.YjP().startsWith("/", "a path starts with /").describe("What only some may see."),
    token: auth_text.describe("A valid token, as {{ name }} from the input `secrets`."),
    expired: auth_text.optional().describe("A token that was valid once."),
    "without-permission": auth_text.optional().describe("A valid token of somebody who may not see it."),
});
const authGroup = {
    description: "401 without, with a broken and with an expired token, 200 with a valid one, 403 without the permission.",
    schema: auth_schema,
    last: false,
    steps(options) {
        const { path, token, expired } = options;
        const other = options["without-permission"];
        return [
            asked("refuses nobody in particular", path, 401),
            asked("refuses a broken token", path, 401, broken(token)),
            ...(expired === undefined ? [] : [asked("refuses an expired token", path, 401, expired)]),
            ...(other === undefined ? [] : [asked("refuses who lacks the permission", path, 403, other)]),
            asked("lets in who may", path, 200, token),
        ];
    },
};
function asked(what, path, status, token) {
    const headers = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
    return { step: { name: `it ${what} (${path})`, path, auth: "none", ...headers, expect: { status } } };
}
function broken(token) {
    if (token.includes("{{"))
        return `${token}x`;
    const middle = Math.max(0, token.length - 6);
    const swapped = token[middle] === "A" ? "B" : "A";
    return `${token.slice(0, middle)}${swapped}${token.slice(middle + 1)}`;
}

;// CONCATENATED MODULE: ./src/smoke/groups/cors.js

const origin = schemas/* string */.YjP().regex(/^https?:\/\/[^/]+$/, "an origin is scheme://host, without a path");
const cors_schema = schemas/* strictObject */.rej({
    path: schemas/* string */.YjP().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
    origin: origin.optional().describe("An origin that is let in."),
    foreign: origin.optional().describe("One that is not; https://foreign.example unless given."),
    public: schemas/* boolean */.zMY().optional().describe("Whether every origin may read (`*`); never with credentials."),
});
const cors = {
    description: "No `*` with credentials, and no foreign origin is let in.",
    schema: cors_schema,
    last: false,
    steps(options) {
        const { path = "/", origin: own, foreign = "https://foreign.example" } = options;
        const isPublic = options.public ?? false;
        const preflight = { origin: foreign, "access-control-request-method": "PUT" };
        const refused = { name: "cors", check: (answer) => foreignFaults(answer, foreign, isPublic) };
        const ask = [
            { step: { name: `it does not let ${foreign} read`, path, headers: { origin: foreign } }, judges: [refused] },
            {
                step: { name: `it refuses the preflight of ${foreign}`, method: "OPTIONS", path, headers: preflight },
                judges: [refused],
            },
        ];
        if (own === undefined)
            return ask;
        const allowed = { name: "cors", check: (answer) => allowedFaults(answer, own) };
        return [...ask, { step: { name: `it lets ${own} read`, path, headers: { origin: own } }, judges: [allowed] }];
    },
};
function foreignFaults({ headers }, foreign, isPublic) {
    const allowed = headers["access-control-allow-origin"];
    const withCredentials = headers["access-control-allow-credentials"] === "true";
    if (allowed === "*" && withCredentials)
        return ["expected no access-control-allow-origin: * with credentials"];
    if (allowed === "*") {
        return isPublic
            ? []
            : ["expected only known origins, got access-control-allow-origin: * (say public: true where all may read)"];
    }
    if (allowed === foreign)
        return [`expected the foreign origin ${foreign} to be refused, but it is let in`];
    return allowed === "null" ? ["expected no access-control-allow-origin: null, which any sandboxed page has"] : [];
}
function allowedFaults({ headers }, own) {
    const allowed = headers["access-control-allow-origin"];
    if (allowed !== own && allowed !== "*")
        return [`expected access-control-allow-origin: ${own}, got ${allowed ?? "none"}`];
    const varies = /(?:^|,)\s*(?:origin|\*)\s*(?:,|$)/i.test(headers.vary ?? "");
    return allowed === own && !varies
        ? ["expected vary: origin beside it, or a cache gives this answer to other origins"]
        : [];
}

;// CONCATENATED MODULE: ./src/smoke/groups/errors.js


const errors_path = schemas/* string */.YjP().startsWith("/", "a path starts with /");
const errors_schema = schemas/* strictObject */.rej({
    missing: errors_path.optional().describe("A path that is not there; /slipway/no/such/path unless given."),
    bad: schemas/* strictObject */.rej({
        method: schemas/* enum */.k5n(methods).optional(),
        path: errors_path,
        body: schemas/* string */.YjP().optional(),
        json: schemas/* unknown */.L5J().optional(),
    })
        .optional()
        .describe("A request that the service must refuse with 400; a POST unless given."),
});
const errors = {
    description: "404 and 400 are JSON problem documents without stack traces.",
    schema: errors_schema,
    last: false,
    steps({ missing = "/slipway/no/such/path", bad }) {
        const absent = {
            name: `404 is a problem document (${missing})`,
            path: missing,
            expect: { status: 404, problem: true },
        };
        if (bad === undefined)
            return [{ step: absent }];
        const { method = "POST", ...rest } = bad;
        const expect = { status: [400, 422], problem: true };
        return [{ step: absent }, { step: { name: `400 is a problem document (${bad.path})`, method, ...rest, expect } }];
    },
};

;// CONCATENATED MODULE: ./src/smoke/groups/graceful.js

const gracefulGroup = {
    description: "Connections that are kept alive survive a rolling restart, which this group starts: not for production.",
    schema: gracefulSchema,
    last: true,
    steps: (options) => [{ step: { graceful: options } }],
};

;// CONCATENATED MODULE: ./src/smoke/groups/health.js

const health_path = schemas/* string */.YjP().startsWith("/", "a path starts with /");
const paths = schemas/* union */.KCZ([health_path, schemas/* array */.YOg(health_path).min(1), schemas/* literal */.euz(false)]);
const health_schema = schemas/* strictObject */.rej({
    live: paths.optional().describe("/health/live unless given; false: not asked."),
    ready: paths.optional().describe("/health/ready unless given; false: not asked."),
    startup: paths.optional().describe("Not asked unless given."),
});
const health = {
    description: "Live, ready and startup answer 200, and their bodies do not say otherwise.",
    schema: health_schema,
    last: false,
    steps({ live = "/health/live", ready = "/health/ready", startup = false }) {
        return [...health_asked("is live", live), ...health_asked("has started", startup), ...health_asked("is ready", ready)];
    },
};
function health_asked(what, where) {
    return (where === false ? [] : [where].flat()).map((one) => ({
        step: { name: `it ${what} (${one})`, path: one, expect: { status: 200, healthy: true } },
    }));
}

;// CONCATENATED MODULE: ./src/smoke/groups/metrics.js

const metrics_schema = schemas/* strictObject */.rej({
    path: schemas/* string */.YjP().startsWith("/", "a path starts with /").optional().describe("/metrics unless given."),
    series: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).min(1).optional().describe("Names that must be there."),
});
const metrics = {
    description: "The metrics are Prometheus text that parses, with the named series in it.",
    schema: metrics_schema,
    last: false,
    steps({ path = "/metrics", series }) {
        const name = `Prometheus can read it (${path})`;
        return [{ step: { name, path, expect: { status: 200, series: series ?? [] } } }];
    },
};

;// CONCATENATED MODULE: ./src/smoke/groups/rate-limit.js

const rate_limit_schema = schemas/* strictObject */.rej({
    path: schemas/* string */.YjP().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
    budget: schemas/* int */.Whr().min(1).max(999).describe("So many requests are free; one more gets 429."),
});
const rateLimit = {
    description: "One request more than the budget gets 429.",
    schema: rate_limit_schema,
    last: true,
    steps({ path = "/", budget }) {
        return [
            { step: { name: `it answers within the budget (${path})`, path, expect: { status: ["2xx", "3xx"] } } },
            {
                step: {
                    name: `it says 429 after at most ${budget} requests (${path})`,
                    path,
                    retry: false,
                    repeat: { times: budget + 1, until: 429 },
                    expect: { status: 429 },
                },
            },
        ];
    },
};

;// CONCATENATED MODULE: ./src/smoke/groups/security-headers.js

const rules = [
    "strict-transport-security",
    "x-content-type-options",
    "frame-protection",
    "referrer-policy",
    "no-powered-by",
    "no-server-version",
];
const security_headers_schema = schemas/* strictObject */.rej({
    path: schemas/* string */.YjP().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
    except: schemas/* array */.YOg(schemas/* enum */.k5n(rules)).min(1).optional().describe("Rules that are not asked for."),
});
const shortestMaxAge = 15_552_000;
const securityHeaders = {
    description: "HSTS (over TLS), nosniff, frame protection, a referrer policy, and no versions of software.",
    schema: security_headers_schema,
    last: false,
    steps({ path = "/", except = [] }) {
        const check = (answer) => headerFaults(answer, except);
        const step = { name: `its answers are careful with browsers (${path})`, path };
        return [{ step, judges: [{ name: "security-headers", check }] }];
    },
};
function headerFaults(answer, except = []) {
    const { headers } = answer;
    const found = {
        "strict-transport-security": transportFault(answer),
        "x-content-type-options": headers["x-content-type-options"]?.toLowerCase() === "nosniff"
            ? undefined
            : "expected x-content-type-options: nosniff",
        "frame-protection": /frame-ancestors/.test(headers["content-security-policy"] ?? "") ||
            /^(?:deny|sameorigin)$/i.test(headers["x-frame-options"] ?? "")
            ? undefined
            : "expected x-frame-options: DENY or a content-security-policy with frame-ancestors",
        "referrer-policy": headers["referrer-policy"] === undefined || /unsafe-url/.test(headers["referrer-policy"])
            ? "expected a referrer-policy, such as strict-origin-when-cross-origin"
            : undefined,
        "no-powered-by": headers["x-powered-by"] === undefined
            ? undefined
            : `expected no x-powered-by, got ${JSON.stringify(headers["x-powered-by"])}`,
        "no-server-version": /\d/.test(headers.server ?? "")
            ? `expected no version in the header server, got ${JSON.stringify(headers.server)}`
            : undefined,
    };
    return rules.flatMap((rule) => (except.includes(rule) ? [] : (found[rule] ?? [])));
}
function transportFault({ headers, tls }) {
    if (tls === undefined)
        return undefined;
    const age = Number(/max-age="?(\d+)/i.exec(headers["strict-transport-security"] ?? "")?.[1] ?? -1);
    if (age >= shortestMaxAge)
        return undefined;
    return `expected strict-transport-security with a max-age of at least ${shortestMaxAge}, got ${age < 0 ? "none" : age}`;
}

;// CONCATENATED MODULE: ./src/smoke/groups/registry.js








const groups = {
    health: health,
    auth: authGroup,
    cors: cors,
    "security-headers": securityHeaders,
    "rate-limit": rateLimit,
    metrics: metrics,
    errors: errors,
    graceful: gracefulGroup,
};
const groupNames = Object.keys(groups);
const groupShape = {
    health: health.schema.optional().describe(health.description),
    auth: authGroup.schema.optional().describe(authGroup.description),
    cors: cors.schema.optional().describe(cors.description),
    "security-headers": securityHeaders.schema.optional().describe(securityHeaders.description),
    "rate-limit": rateLimit.schema.optional().describe(rateLimit.description),
    metrics: metrics.schema.optional().describe(metrics.description),
    errors: errors.schema.optional().describe(errors.description),
    graceful: gracefulGroup.schema.optional().describe(gracefulGroup.description),
};
function groupOf(name) {
    return groups[name];
}

;// CONCATENATED MODULE: ./src/smoke/suite-schema.js





const journey = schemas/* strictObject */.rej({
    name: step_schema_name,
    tags: tags.optional(),
    needs: schemas/* union */.KCZ([step_schema_name, schemas/* array */.YOg(step_schema_name).min(1)])
        .optional()
        .describe("Journeys that must have passed before."),
    when: step_schema_condition.optional(),
    "for-each": word.optional().describe("Runs once for each row of this data table, with {{ row.<column> }}."),
    "keep-going": schemas/* boolean */.zMY().optional().describe("Whether steps after a failed one are still asked."),
    setup: stages.min(1).optional(),
    steps: stages.min(1, "a journey without steps proves nothing"),
    cleanup: stages.min(1).optional().describe("Runs whatever happened before."),
});
const row = schemas/* record */.g1P(word, schemas/* union */.KCZ([step_schema_scalar, schemas/* null */.chJ()]));
const dataSchema = schemas/* union */.KCZ([
    schemas/* array */.YOg(row).min(1, "a table without rows proves nothing"),
    schemas/* strictObject */.rej({
        file: schemas/* string */.YjP().min(1).describe("CSV with a heading, or YAML or JSON with a list, beside the suite."),
    }),
]);
const headSchema = schemas/* looseObject */._H3({
    variables: variables.optional(),
    environments: schemas/* record */.g1P(word, schemas/* strictObject */.rej({ variables: variables.optional() })).optional(),
    data: schemas/* record */.g1P(word, dataSchema).optional(),
});
const suiteSchema = schemas/* strictObject */.rej({
    name: step_schema_name.optional().describe("The file's name unless given."),
    deadline: span
        .optional()
        .describe("Until when, counted from the start, a step that fails is asked again. 60s unless given."),
    concurrency: schemas/* int */.Whr().min(1).max(20).optional().describe("So many journeys run side by side; 4 unless given."),
    flapping: schemas/* enum */.k5n(["warn", "fail"])
        .optional()
        .describe("What a step counts as that passed, failed and passed again; `warn` (passed) unless given."),
    variables: variables
        .optional()
        .describe("What {{ name }} stands for; an environment and the input `variables` win."),
    environments: schemas/* record */.g1P(word, schemas/* strictObject */.rej({ variables: variables.optional() }))
        .optional()
        .describe("What is different in one environment (input `environment`)."),
    data: schemas/* record */.g1P(word, dataSchema).optional().describe("Tables for `for-each`."),
    auth: authSchema.optional().describe("How requests to the target say who asks."),
    defaults: schemas/* strictObject */.rej({
        headers: headerValues.optional(),
        timeout: span.optional(),
        follow: schemas/* int */.Whr().min(1).max(20).optional(),
        expect: expectationSchema.optional(),
    })
        .optional()
        .describe("For every HTTP step."),
    groups: schemas/* array */.YOg(schemas/* union */.KCZ([schemas/* enum */.k5n(groupNames), schemas/* strictObject */.rej(groupShape)]))
        .min(1)
        .optional()
        .describe("Ready-made journeys, by a word or with options."),
    setup: stages.min(1).optional().describe("Before all journeys. Where it fails, no journey runs."),
    requests: stages
        .min(1, "a suite without requests proves nothing")
        .optional()
        .describe("Short for one journey whose steps do not build on each other."),
    journeys: schemas/* array */.YOg(journey).min(1, "a suite without journeys proves nothing").optional(),
    cleanup: stages.min(1).optional().describe("After all journeys, whatever happened."),
})
    .superRefine((value, context) => {
    if (value.requests ?? value.journeys ?? value.groups)
        return;
    context.addIssue({
        code: "custom",
        message: "it asks nothing, so it would pass whatever the service does. Give requests, journeys or groups.",
    });
});
function suiteJsonSchema() {
    const schema = z.toJSONSchema(suiteSchema, {
        io: "input",
        target: "draft-2020-12",
        unrepresentable: "any",
        reused: "ref",
    });
    return { ...schema, title: "smoke suite" };
}

;// CONCATENATED MODULE: ./src/smoke/expand-suite.js






function expandSuite(source, options) {
    if (!isMapping(source.value))
        return source;
    const head = (0,config_source/* checkShape */.eA)(headSchema, source, "smoke suite");
    const variables = {
        ...head.variables,
        ...environmentVariables(head.environments ?? {}, source, options),
        ...options.variables,
    };
    const captured = new Set(capturedNames(source.value));
    const known = { variables, captured };
    const { variables: _own, environments, data, journeys, ...rest } = source.value;
    const substituted = (0,smoke_variables/* substitute */.V2)(rest, known, (path) => source.position(path));
    if (!Array.isArray(journeys)) {
        return {
            ...at(source, (path) => path),
            value: { ...substituted, ...(journeys === undefined ? {} : { journeys }) },
        };
    }
    const origins = [];
    const expanded = journeys.flatMap((journey, index) => {
        const table = isMapping(journey) ? journey["for-each"] : undefined;
        const rows = typeof table === "string" ? rowsOf(table, head.data ?? {}, source, index, options) : [undefined];
        return rows.map((row) => {
            origins.push(index);
            const columns = Object.fromEntries(Object.entries(row ?? {}).map(([column, value]) => [`row.${column}`, value]));
            const position = (path) => source.position(["journeys", index, ...path]);
            const filled = (0,smoke_variables/* substitute */.V2)(journey, { variables: { ...variables, ...columns }, captured }, position);
            return row === undefined ? filled : namedAfter(filled, journey, row);
        });
    });
    const original = (path) => {
        const [first, index, ...inside] = path;
        return first === "journeys" && typeof index === "number" ? [first, origins[index] ?? index, ...inside] : path;
    };
    return { ...at(source, original), value: { ...substituted, journeys: expanded } };
}
function namedFiles(value) {
    if (Array.isArray(value))
        return value.flatMap(namedFiles);
    if (!isMapping(value))
        return [];
    return Object.entries(value).flatMap(([key, item]) => {
        if (key === "schema" && typeof item === "string")
            return [item];
        if (key === "data" && isMapping(item)) {
            return Object.values(item).flatMap((table) => isMapping(table) && typeof table.file === "string" ? [table.file] : []);
        }
        return namedFiles(item);
    });
}
function at(source, original) {
    return { value: source.value, position: (path) => source.position(original(path)) };
}
function environmentVariables(environments, source, { environment }) {
    const names = Object.keys(environments);
    if (environment === undefined || names.length === 0)
        return {};
    const own = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
    if (own !== undefined)
        return own.variables ?? {};
    const nearest = (0,shape/* nearestWord */.zZ)(environment, names);
    throw new failure/* Failure */.H({
        attempted: `reading the smoke suite for the environment "${environment}"`,
        found: "it does not know this environment",
        advice: `${nearest === undefined ? "" : `Did you mean "${nearest}"? `}It knows: ${names.join(", ")}.`,
        at: source.position(["environments"]),
    });
}
function rowsOf(table, tables, source, journey, { files }) {
    const place = source.position(["journeys", journey, "for-each"]);
    const found = Object.hasOwn(tables, table) ? tables[table] : undefined;
    if (Array.isArray(found))
        return found;
    if (found !== undefined)
        return readTable(files.get(found.file) ?? "", found.file, source.position(["data", table]));
    const names = Object.keys(tables);
    const nearest = (0,shape/* nearestWord */.zZ)(table, names);
    throw new failure/* Failure */.H({
        attempted: `reading the smoke suite ${place.file}`,
        found: `there is no data table "${table}"`,
        advice: `${nearest === undefined ? "" : `Did you mean "${nearest}"? `}${names.length > 0 ? `There are: ${names.join(", ")}.` : "Add it under data."}`,
        at: place,
    });
}
function namedAfter(filled, journey, row) {
    if (!isMapping(filled) || !isMapping(journey) || filled.name !== journey.name)
        return filled;
    const [column, value] = Object.entries(row)[0] ?? [];
    return { ...filled, name: `${String(filled.name)} (${column}: ${value})` };
}
function capturedNames(value) {
    if (Array.isArray(value))
        return value.flatMap(capturedNames);
    if (!isMapping(value))
        return [];
    return Object.entries(value).flatMap(([key, item]) => [
        ...(key === "capture" && isMapping(item) ? Object.keys(item) : []),
        ...capturedNames(item),
    ]);
}
function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/smoke/load-suite.js











const defaultDeadline = 60_000;
const defaultConcurrency = 4;
async function loadSuite(file, options = {}) {
    const path = (0,external_node_path_.resolve)(options.directory ?? "", file);
    const text = await read(path, `the smoke suite ${file}`, 'Check the path in the input "suite"; it is relative to the workspace.');
    const values = (0,config_source/* parseYaml */.hN)(text, file).map(({ value }) => value);
    const named = new Set(namedFiles(values));
    const files = new Map();
    for (const name of named) {
        const advice = "Its path is relative to the suite's own folder.";
        files.set(name, await read((0,external_node_path_.resolve)((0,external_node_path_.dirname)(path), name), `${name}, which the smoke suite ${file} names`, advice));
    }
    const needsSchema = /\bschema["']?\s*:/.test(text);
    const loaded = needsSchema ? await Promise.all(/* import() */[__webpack_require__.e(4260), __webpack_require__.e(3569)]).then(__webpack_require__.bind(__webpack_require__, 23569)) : undefined;
    const jsonSchema = loaded && { compile: loaded.compileJsonSchema, read: loaded.readJsonSchema };
    return parseSuite(text, file, { ...options, files, jsonSchema });
}
function parseSuite(text, file, options = {}) {
    const sources = (0,config_source/* parseYaml */.hN)(text, file);
    const [only] = sources;
    if (only === undefined || sources.length > 1) {
        throw new failure/* Failure */.H({
            attempted: `reading the smoke suite ${file}`,
            found: only === undefined ? "it is empty" : `it holds ${sources.length} YAML documents`,
            advice: "Write one document with a list of requests.",
            at: { file, line: 1 },
        });
    }
    const environment = options.environment;
    const variables = { ...(environment ? { environment } : {}), ...options.variables, ...options.secrets };
    const source = expanded(only, { variables, environment, files: options.files ?? new Map() });
    const written = (0,config_source/* checkShape */.eA)(suiteSchema, source, "smoke suite");
    const complete = completion(written, source, options);
    const suite = {
        name: written.name ?? (0,external_node_path_.basename)(file).replace(/\.ya?ml$/, ""),
        file,
        directory: (0,external_node_path_.dirname)((0,external_node_path_.resolve)(options.directory ?? "", file)),
        deadlineMs: milliseconds(written.deadline) ?? defaultDeadline,
        concurrency: written.concurrency ?? defaultConcurrency,
        flapping: written.flapping ?? "warn",
        auth: written.auth,
        setup: complete.stages(written.setup, ["setup"]),
        journeys: [
            ...(written.requests === undefined ? [] : [complete.requests(written.requests)]),
            ...(written.journeys ?? []).map(complete.journey),
            ...(written.groups ?? []).flatMap(complete.groups),
        ],
        cleanup: complete.stages(written.cleanup, ["cleanup"]),
        secrets: Object.values(options.secrets ?? {}),
    };
    checkJourneys(suite);
    return suite;
}
function expanded(source, options) {
    try {
        return expandSuite(source, options);
    }
    catch (error) {
        const { problems } = { problems: [], ...(0,shape/* checkValue */.Su)(suiteSchema, source.value) };
        if (problems.some(({ found }) => found.endsWith("is not a known key")))
            (0,config_source/* checkShape */.eA)(suiteSchema, source, "smoke suite");
        throw error;
    }
}
function stepsOf({ setup, journeys, cleanup }) {
    return [...setup, ...journeys.flatMap((one) => [...one.setup, ...one.stages, ...one.cleanup]), ...cleanup].flat();
}
async function read(path, what, advice) {
    try {
        return await (0,promises_.readFile)(path, "utf8");
    }
    catch (cause) {
        const isAbsent = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
        const found = isAbsent ? "there is no such file" : cause instanceof Error ? cause.message : String(cause);
        throw new failure/* Failure */.H({ attempted: `reading ${what}`, found, advice, cause });
    }
}
function completion(written, source, options) {
    const context = (at) => ({
        defaults: written.defaults ?? {},
        compile: (schema) => compileSchema(schema, at, options),
    });
    const stages = (list, path) => (list ?? []).map(({ parallel, ...step }, index) => {
        const at = source.position([...path, index]);
        if (parallel === undefined)
            return [completeStep(step, at, context(at))];
        return parallel.map((one, inner) => {
            const place = source.position([...path, index, "parallel", inner]);
            return completeStep(one, place, context(place));
        });
    });
    const plain = { tags: [], needs: [], when: undefined, last: false, setup: [], cleanup: [] };
    return {
        stages,
        requests: (list) => ({
            ...plain,
            name: "requests",
            keepGoing: true,
            stages: stages(list, ["requests"]),
            at: source.position(["requests"]),
        }),
        journey: (journey, index) => ({
            name: journey.name,
            tags: journey.tags ?? [],
            needs: [journey.needs ?? []].flat(),
            when: readCondition(journey.when),
            keepGoing: journey["keep-going"] ?? false,
            last: false,
            setup: stages(journey.setup, ["journeys", index, "setup"]),
            stages: stages(journey.steps, ["journeys", index, "steps"]),
            cleanup: stages(journey.cleanup, ["journeys", index, "cleanup"]),
            at: source.position(["journeys", index]),
        }),
        groups: (entry, index) => {
            const at = source.position(["groups", index]);
            const asked = typeof entry === "string" ? { [entry]: {} } : entry;
            return Object.entries(asked).map(([name, given]) => {
                const group = groupOf(name);
                const checked = (0,config_source/* checkShape */.eA)(group.schema, { value: given, position: () => at }, `smoke suite: group ${name}`);
                const steps = group.steps(checked).map(({ step, judges }) => [completeStep(step, at, context(at), judges)]);
                return { ...plain, name, tags: [name], keepGoing: true, last: group.last, stages: steps, at };
            });
        },
    };
}
function compileSchema(schema, at, { files, jsonSchema }) {
    if (jsonSchema === undefined)
        throw new Error("the checker of JSON Schemas was not loaded");
    if (typeof schema !== "string") {
        return { name: "the schema", check: jsonSchema.compile(schema, "the schema in the suite", at) };
    }
    const read = jsonSchema.read(files?.get(schema) ?? "", schema, at);
    return { name: schema, check: jsonSchema.compile(read, schema, at) };
}
function checkJourneys(suite) {
    const attempted = `reading the smoke suite ${suite.file}`;
    const names = suite.journeys.map(({ name }) => name);
    for (const [index, { name, needs, at }] of suite.journeys.entries()) {
        if (names.indexOf(name) < index) {
            throw new failure/* Failure */.H({ attempted, found: `two journeys are named "${name}"`, advice: "Name each of its own.", at });
        }
        const later = needs.find((needed) => !names.slice(0, index).includes(needed));
        if (later === undefined)
            continue;
        const found = `the journey "${name}" needs "${later}", which is not among the journeys before it`;
        const advice = index === 0 ? "Put it first." : `There are: ${names.slice(0, index).join(", ")}.`;
        throw new failure/* Failure */.H({ attempted, found, advice, at });
    }
    const count = stepsOf(suite).length;
    if (count <= mostSteps)
        return;
    throw new failure/* Failure */.H({
        attempted,
        found: `it has ${count} steps`,
        advice: `Give it at most ${mostSteps}; for more requests than that, use a load stage.`,
        at: { file: suite.file, line: 1 },
    });
}


/***/ }),

/***/ 1587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ parseThreshold),
/* harmony export */   G_: () => (/* binding */ thresholdAdvice),
/* harmony export */   io: () => (/* binding */ readBytes),
/* harmony export */   mw: () => (/* binding */ broken),
/* harmony export */   tN: () => (/* binding */ isLatencyOrErrors)
/* harmony export */ });
/* harmony import */ var _config_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5254);

const form = /^(p\(?(\d{1,2}(?:\.\d+)?|100)\)?|avg|mean|max|errors|rate|requests|memory)\s*(<=|>=|<|>)\s*(\S.*)$/;
const thresholdAdvice = "write it as p(95) < 300ms, max < 2s, errors < 1%, rate > 100, requests > 500 or memory < 256Mi";
function parseThreshold(text) {
    const [, name = "", percent, operator, value = ""] = form.exec(text.trim()) ?? [];
    if (operator === undefined)
        return undefined;
    const metric = percent === undefined ? metricNamed(name) : { percent: Number(percent) };
    const limit = limitOf(metric, value.trim());
    if (limit === undefined || Number.isNaN(limit))
        return undefined;
    return { text: text.trim(), metric, operator: operator, limit };
}
function broken(thresholds, figures) {
    return thresholds.flatMap(({ limit, metric, operator, text }) => {
        const value = measuredBy(metric, figures);
        if (value === undefined)
            return [`expected ${text}, but it could not be measured`];
        return holds(value, operator, limit) ? [] : [`expected ${text}, got ${written(metric, value)}`];
    });
}
function isLatencyOrErrors({ metric, operator }) {
    const upper = operator === "<" || operator === "<=";
    return upper && (typeof metric === "object" || metric === "mean" || metric === "max" || metric === "errors");
}
function metricNamed(name) {
    return name === "avg" ? "mean" : name;
}
function limitOf(metric, value) {
    if (typeof metric === "object" || metric === "mean" || metric === "max") {
        const read = (0,_config_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .readDuration */ .$7)(value);
        return typeof read === "number" ? read : undefined;
    }
    if (metric === "errors")
        return /^\d+(?:\.\d+)?\s*%$/.test(value) ? Number.parseFloat(value) / 100 : undefined;
    if (metric === "memory")
        return readBytes(value);
    const number = metric === "rate" ? value.replace(/\s*\/s$/, "") : value;
    return /^\d+(?:\.\d+)?$/.test(number) ? Number(number) : undefined;
}
const units = {
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    Ki: 1024,
    Mi: 1024 ** 2,
    Gi: 1024 ** 3,
};
function readBytes(text) {
    const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*(k|M|G|Ki|Mi|Gi)?B?$/.exec(text) ?? [];
    const factor = units[unit];
    return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
function measuredBy(metric, figures) {
    if (typeof metric === "object") {
        const known = knownPercentiles[metric.percent];
        return figures.requests === 0 ? undefined : (figures.percentile?.(metric.percent) ?? (known && figures[known]));
    }
    switch (metric) {
        case "mean":
        case "max":
            return figures.requests === 0 ? undefined : figures[metric];
        case "errors":
            return figures.requests === 0 ? undefined : figures.errors / figures.requests;
        case "rate":
        case "requests":
            return figures[metric];
        case "memory":
            return figures.peakMemoryBytes;
    }
}
const knownPercentiles = {
    50: "p50",
    90: "p90",
    95: "p95",
    99: "p99",
    99.9: "p999",
};
function holds(value, operator, limit) {
    switch (operator) {
        case "<":
            return value < limit;
        case "<=":
            return value <= limit;
        case ">":
            return value > limit;
        case ">=":
            return value >= limit;
    }
}
function written(metric, value) {
    if (metric === "errors")
        return `${(value * 100).toFixed(2)}%`;
    if (metric === "rate")
        return `${value.toFixed(1)}/s`;
    if (metric === "requests")
        return String(value);
    if (metric === "memory")
        return `${(value / 1024 ** 2).toFixed(0)}Mi`;
    return value < 1000 ? `${value.toFixed(1)}ms` : (0,_config_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.round(value));
}


/***/ }),

/***/ 55707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VO: () => (/* binding */ wayOf),
/* harmony export */   Yz: () => (/* binding */ parsed),
/* harmony export */   ut: () => (/* binding */ answerOf)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

function wayOf(endpoint, step) {
    if (endpoint.way !== undefined)
        return endpoint.way;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `running the step ${step}`,
        found: `${endpoint.name} can only be asked by HTTP`,
        advice: "Test a URL, an Ingress, an HTTPRoute, a Service, a Deployment or a pod.",
    });
}
function answerOf(protocol, result, more = {}) {
    const body = JSON.stringify(result);
    return { protocol, status: 0, headers: {}, body, truncated: false, durationMs: result.durationMs, ...more };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 58366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ withinTime)
/* harmony export */ });
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63135);

async function withinTime(timeoutMs, signal, attempt) {
    signal.throwIfAborted();
    const controller = new AbortController();
    let phase = "connecting";
    const clock = setTimeout(() => controller.abort(new _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__/* .OutOfTime */ .fg(timeoutMs)), timeoutMs);
    const cancel = () => controller.abort(signal.reason);
    signal.addEventListener("abort", cancel, { once: true });
    const opened = () => {
        phase = "answering";
    };
    try {
        return await Promise.race([attempt({ signal: controller.signal, opened }), aborted(controller.signal)]);
    }
    catch (error) {
        signal.throwIfAborted();
        throw (0,_exchange_error_js__WEBPACK_IMPORTED_MODULE_0__/* .exchangeError */ .mH)(phase, controller.signal.aborted ? controller.signal.reason : error);
    }
    finally {
        clearTimeout(clock);
        signal.removeEventListener("abort", cancel);
    }
}
function aborted(signal) {
    return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
}


/***/ }),

/***/ 5965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ addressOf),
/* harmony export */   t: () => (/* binding */ directWay)
/* harmony export */ });
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58576);

function directWay(origin, network = {}) {
    return {
        origin,
        tls: network.tls ?? {},
        dialCounts: true,
        dial: (address, signal) => (0,_network_js__WEBPACK_IMPORTED_MODULE_0__/* .openTcp */ .UD)(address ?? addressOf(origin), network, signal),
        to: (other) => directWay(other, other === origin ? network : { ...network, tls: { ca: network.tls?.ca } }),
    };
}
function addressOf(origin) {
    const url = new URL(origin);
    const secured = url.protocol === "https:" || url.protocol === "wss:" || url.protocol === "grpcs:";
    return { host: url.hostname, port: Number(url.port || (secured ? 443 : 80)) };
}


/***/ }),

/***/ 95914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ fill),
/* harmony export */   HX: () => (/* binding */ withStandIns),
/* harmony export */   V2: () => (/* binding */ substitute)
/* harmony export */ });
/* unused harmony export placeholders */
/* harmony import */ var _config_shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73777);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;
const onlyPlaceholder = /^\{\{\s*([\w.-]+)\s*\}\}$/;
function substitute(value, known, position, path = []) {
    if (typeof value === "string")
        return substituteText(value, known, () => position(path));
    if (Array.isArray(value)) {
        return value.map((item, index) => substitute(item, known, position, [...path, index]));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [
            String(substituteText(key, known, () => position([...path, key]))),
            substitute(item, known, position, [...path, key]),
        ]));
    }
    return value;
}
function fill(value, values) {
    const missing = new Set();
    const walk = (part) => {
        if (typeof part === "string")
            return fillText(part, values, missing);
        if (Array.isArray(part))
            return part.map(walk);
        if (typeof part === "object" && part !== null && Object.getPrototypeOf(part) === Object.prototype) {
            return Object.fromEntries(Object.entries(part).map(([key, item]) => [String(fillText(key, values, missing)), walk(item)]));
        }
        return part;
    };
    return { value: walk(value), missing: [...missing] };
}
function placeholders(text) {
    return [...text.matchAll(placeholder)].map(([, name]) => name ?? "");
}
function withStandIns(text, standIn = "0") {
    return text.replace(placeholder, standIn);
}
function fillText(text, values, missing) {
    if (!text.includes("{{"))
        return text;
    const whole = onlyPlaceholder.exec(text)?.[1];
    if (whole !== undefined && values.has(whole))
        return values.get(whole);
    return text.replace(placeholder, (left, name) => {
        if (values.has(name))
            return written(values.get(name));
        missing.add(name);
        return left;
    });
}
function substituteText(text, known, position) {
    const whole = onlyPlaceholder.exec(text)?.[1];
    if (whole !== undefined && !known.captured?.has(whole))
        return valueNamed(whole, known, position);
    return text.replace(placeholder, (left, name) => known.captured?.has(name) ? left : written(valueNamed(name, known, position)));
}
function valueNamed(name, { variables, captured }, position) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined && (value !== "" || name.startsWith("row.")))
        return value;
    const names = [...Object.keys(variables), ...(captured ?? [])];
    const nearest = value === "" ? undefined : (0,_config_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .nearestWord */ .zZ)(name, names);
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `putting variables into the smoke suite ${position().file}`,
        found: value === "" ? `the variable "${name}" is empty` : `no variable "${name}" is given`,
        advice: value === "" ? emptyAdvice(name) : missingAdvice(name, names, nearest),
        at: position(),
    });
}
const inputOf = {
    expected: "expect-version",
    "expected-digest": "expect-digest",
    environment: "environment",
};
function emptyAdvice(name) {
    return `Check the line ${name}= of the input "variables": the output that it takes may not exist.`;
}
function missingAdvice(name, names, nearest) {
    const input = inputOf[name];
    if (input !== undefined)
        return `Give the input "${input}".`;
    const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
    const given = names.length > 0 ? ` (there are: ${names.join(", ")})` : "";
    return `${hint}Add a line ${name}=… to the input "variables" (or "secrets", if it is one), or "${name}" to the suite's variables${given}.`;
}
function written(value) {
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}


/***/ })

};
