export const id = 413;
export const ids = [413,470,958,836,963];
export const modules = {

/***/ 9948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   releaseSteps: () => (/* binding */ releaseSteps)
/* harmony export */ });
/* harmony import */ var _image_build_image_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(864);
/* harmony import */ var _image_registry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7369);
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(9033);
/* harmony import */ var _manifests_images_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9372);
/* harmony import */ var _manifests_load_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6702);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6302);
/* harmony import */ var _rollout_confirm_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8747);
/* harmony import */ var _rollout_deploy_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5580);
/* harmony import */ var _rollout_settle_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7880);
/* harmony import */ var _rollout_target_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(804);
/* harmony import */ var _smoke_load_suite_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4607);
/* harmony import */ var _smoke_report_suite_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7836);
/* harmony import */ var _smoke_run_suite_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(1470);
/* harmony import */ var _smoke_target_service_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(9405);
/* harmony import */ var _smoke_target_url_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(3958);
/* harmony import */ var _validation_live_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(6963);
/* harmony import */ var _validation_report_validation_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(6091);
/* harmony import */ var _validation_validate_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(9035);


















const rolloutDefaults = { waitForLock: 0, logLines: 20 };
function releaseSteps(request, context) {
    const rollout = rolloutContext(context);
    let deployed;
    const target = () => {
        if (deployed === undefined)
            throw new Error("nothing was deployed yet");
        return deployed;
    };
    return {
        image: () => imageToRelease(request.build, context),
        async deploy(image) {
            const source = await sourceOf(request, image, context);
            deployed = {
                target: (0,_rollout_target_js__WEBPACK_IMPORTED_MODULE_8__.resolveTarget)(source, context.cluster.namespace),
                manifests: source.kind === "manifests" ? source.manifests : [],
            };
            const { timeout, allowOlder, force } = request;
            const { version } = image;
            const result = await (0,_rollout_deploy_js__WEBPACK_IMPORTED_MODULE_6__/* .deploy */ .g)({
                ...{ source, timeout, allowOlder, force, version },
                ...rolloutDefaults,
                onFailure: "rollback",
                takeOver: false,
                reason: "",
                commit: context.run.commit,
                history: context.history,
                onBegin: context.onBegin,
            }, rollout);
            if (!result.pending && !(result.outcome === "succeeded" && result.changed))
                context.onSettled();
            return result;
        },
        gates: [
            ...(request.smoke === undefined ? [] : [smokeGate(request.smoke, request, context, () => target().target)]),
            validationGate(request, context, target),
        ],
        async confirm() {
            const { workload, image } = target().target;
            const result = await (0,_rollout_confirm_js__WEBPACK_IMPORTED_MODULE_5__/* .confirm */ .l)({ workload, image }, rollout);
            context.onSettled();
            return result;
        },
        async takeBack(reason) {
            const { timeout } = request;
            const uncancelled = { ...rollout, signal: new AbortController().signal };
            const { workload } = target().target;
            const result = await (0,_rollout_settle_js__WEBPACK_IMPORTED_MODULE_7__/* .settle */ .G)({ workload, scope: "run", timeout, reason, ...rolloutDefaults }, uncancelled);
            if (!result.pending)
                context.onSettled();
            return result;
        },
    };
}
function rolloutContext({ cluster, log, signal, run, env }) {
    const now = () => performance.now();
    return { cluster, log, signal, run, now, lookUpImage: (reference) => (0,_image_registry_js__WEBPACK_IMPORTED_MODULE_1__.lookUpImage)(reference, { env, signal }) };
}
async function imageToRelease(build, context) {
    const digest = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_17__/* .parseImageReference */ .o_)(build.image)?.digest;
    if (digest !== undefined && digest !== "")
        return { reference: build.image, digest, version: build.version ?? "" };
    const { runCommand } = context.history;
    return context.log.group("Build", () => (0,_image_build_image_js__WEBPACK_IMPORTED_MODULE_0__.buildImage)(build, { ...context, runCommand }));
}
async function sourceOf(request, { reference }, { cluster, workspace }) {
    const { container } = request;
    const workload = request.workload === undefined ? undefined : (0,_rollout_target_js__WEBPACK_IMPORTED_MODULE_8__.parseWorkload)(request.workload);
    if (request.manifests.length > 0) {
        const loaded = await (0,_manifests_load_js__WEBPACK_IMPORTED_MODULE_3__.loadManifests)([...request.manifests], { directory: workspace, namespace: cluster.namespace });
        const { manifests } = (0,_manifests_images_js__WEBPACK_IMPORTED_MODULE_2__/* .setImages */ .B)(loaded, [(0,_manifests_images_js__WEBPACK_IMPORTED_MODULE_2__/* .parseImageOverride */ .L)(reference)]);
        return { kind: "manifests", manifests, workload, container };
    }
    if (workload !== undefined)
        return { kind: "image", workload, container, image: reference };
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H({
        attempted: "reading the inputs",
        found: "neither `manifests` nor `workload` is given",
        advice: "Give `manifests`, or `workload` to set only the image of what is there.",
    });
}
function smokeGate(file, { url }, { cluster, log, signal, workspace }, deployed) {
    return {
        name: "smoke test",
        async run({ digest }) {
            const suite = await (0,_smoke_load_suite_js__WEBPACK_IMPORTED_MODULE_9__.loadSuite)(file, { directory: workspace });
            const { namespace, name } = deployed().workload;
            const pods = { cluster, namespace, of: { kind: "Deployment", name }, expected: { digest } };
            const result = await (0,_smoke_run_suite_js__WEBPACK_IMPORTED_MODULE_11__.runSuite)(suite, url === undefined ? (0,_smoke_target_service_js__WEBPACK_IMPORTED_MODULE_12__.serviceTarget)(pods) : (0,_smoke_target_url_js__WEBPACK_IMPORTED_MODULE_13__.urlTarget)(url), { log, signal });
            return { summary: (0,_smoke_report_suite_js__WEBPACK_IMPORTED_MODULE_10__.suiteSummary)(result), failure: result.passed ? undefined : (0,_smoke_report_suite_js__WEBPACK_IMPORTED_MODULE_10__.suiteFailure)(result) };
        },
    };
}
function validationGate({ failOn }, { cluster, log, signal }, deployed) {
    return {
        name: "validation",
        async run({ digest }) {
            const { target, manifests } = deployed();
            const live = await (0,_validation_live_js__WEBPACK_IMPORTED_MODULE_14__.readLiveObjects)(cluster, { digest, signal });
            const result = await (0,_validation_validate_js__WEBPACK_IMPORTED_MODULE_16__.validate)({ manifests, live, workload: target.workload, failOn }, { log, signal });
            return { summary: (0,_validation_report_validation_js__WEBPACK_IMPORTED_MODULE_15__.validationSummary)(result), failure: result.passed ? undefined : (0,_validation_report_validation_js__WEBPACK_IMPORTED_MODULE_15__.validationFailure)(result) };
        },
    };
}


/***/ }),

/***/ 5050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ registryUrl),
/* harmony export */   U: () => (/* binding */ isLoopback),
/* harmony export */   registryAddress: () => (/* binding */ registryAddress)
/* harmony export */ });
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9033);

function registryAddress(reference) {
    const parsed = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImageReference */ .o_)(reference);
    if (parsed === undefined)
        return undefined;
    const canonical = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalRepository */ .JA)(parsed.repository);
    const cut = canonical.indexOf("/");
    return {
        registry: canonical.slice(0, cut),
        path: canonical.slice(cut + 1),
        version: parsed.digest || parsed.tag || "latest",
    };
}
function registryUrl(registry) {
    if (registry === "docker.io")
        return "https://registry-1.docker.io";
    return `${isLoopback(registry) ? "http" : "https"}://${registry}`;
}
function isLoopback(host) {
    return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}


/***/ }),

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


/***/ }),

/***/ 9405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serviceTarget: () => (/* binding */ serviceTarget)
});

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(5616);
// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(2065);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
;// CONCATENATED MODULE: ./src/smoke/choose-pods.js
const revisionKey = "deployment.kubernetes.io/revision";
function choosePods(pods, workloads, expected) {
    const staying = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
    const found = staying.map((pod) => ({ pod, revision: revisionOfPod(pod, workloads) }));
    const behind = found.map(({ revision }) => revision).find((revision) => revision.kind === "unobserved");
    if (behind?.kind === "unobserved") {
        return waiting(`the controller has not seen the newest change of Deployment ${behind.deployment}`);
    }
    const wanted = found.filter(({ pod, revision }) => isUnderTest(pod, revision, expected)).map(({ pod }) => pod);
    const ready = wanted.filter(isReady);
    if (ready.length > 0)
        return { kind: "chosen", pods: ready.toSorted(byName) };
    const what = describeExpected(expected);
    if (wanted.length > 0)
        return waiting(`none of the ${wanted.length} pods of ${what} is ready`);
    if (staying.length > 0)
        return waiting(`there is no pod of ${what} among the ${staying.length} pods that are selected`);
    return waiting(pods.length > 0 ? "all pods that are selected are being deleted" : "no pod is selected");
}
function revisionOfPod(pod, workloads) {
    const set = controllerOf(pod.metadata, workloads, "ReplicaSet");
    const deployment = set && controllerOf(set.metadata, workloads, "Deployment");
    if (set === undefined || deployment === undefined)
        return { kind: "none" };
    const status = deployment.status;
    if ((status?.observedGeneration ?? 0) < (deployment.metadata.generation ?? 0)) {
        return { kind: "unobserved", deployment: deployment.metadata.name };
    }
    const revision = set.metadata.annotations?.[revisionKey] ?? "";
    return { kind: revision === deployment.metadata.annotations?.[revisionKey] ? "newest" : "older", revision };
}
function controllerOf(metadata, workloads, kind) {
    const owner = metadata.ownerReferences?.find((reference) => reference.controller === true && reference.kind === kind);
    return owner && workloads.find((workload) => workload.metadata.uid === owner.uid);
}
function isUnderTest(pod, revision, expected) {
    if (expected.digest !== undefined && !runsDigest(pod, expected.digest))
        return false;
    if (expected.revision !== undefined)
        return "revision" in revision && revision.revision === expected.revision;
    return expected.digest !== undefined || revision.kind === "newest" || revision.kind === "none";
}
function runsDigest(pod, digest) {
    const images = [
        ...pod.spec.containers.map(({ image }) => image),
        ...(pod.status?.containerStatuses ?? []).map(({ imageID }) => imageID ?? ""),
    ];
    return images.some((image) => image.endsWith(digest));
}
function isReady(pod) {
    return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
function byName(one, other) {
    return one.metadata.name < other.metadata.name ? -1 : 1;
}
function describeExpected({ revision, digest }) {
    const parts = [
        ...(revision === undefined ? [] : [`revision ${revision}`]),
        ...(digest === undefined ? [] : [digest]),
    ];
    return parts.length === 0 ? "the newest revision" : parts.join(" with ");
}
function waiting(found) {
    return {
        kind: "waiting",
        found,
        advice: "Look at the rollout: `kubectl get pods` and `kubectl rollout status` say how far it is.",
    };
}

// EXTERNAL MODULE: ./src/smoke/exchange.js
var exchange = __webpack_require__(7862);
;// CONCATENATED MODULE: ./src/smoke/find-port.js

function findPort(pod, ports, asked) {
    if (ports === undefined) {
        const own = containerPorts(pod).map(({ name, containerPort }) => ({ name, port: containerPort }));
        if (asked.port !== undefined && /^\d+$/.test(asked.port))
            return Number(asked.port);
        return pick(own, asked).port;
    }
    const { port, targetPort = port } = pick(ports.filter(({ protocol = "TCP" }) => protocol === "TCP"), asked);
    if (typeof targetPort === "number")
        return targetPort;
    const target = containerPorts(pod).find(({ name }) => name === targetPort);
    if (target !== undefined)
        return target.containerPort;
    throw new failure/* Failure */.H({
        attempted: `finding port ${port} of ${asked.of.kind} ${asked.of.name} in pod ${pod.metadata.name}`,
        found: `it leads to a port named "${targetPort}", which no container of the pod has`,
        advice: `Name a containerPort "${targetPort}", or set targetPort to a number.`,
    });
}
function pick(ports, { port: asked, of, }) {
    const [only, second] = ports;
    if (asked === undefined && only !== undefined && second === undefined)
        return only;
    const found = ports.find(({ name, port }) => asked !== undefined && (name === asked || String(port) === asked));
    if (found !== undefined)
        return found;
    const list = ports.map(({ name, port }) => (name === undefined ? String(port) : `${port} (${name})`)).join(", ");
    throw new failure/* Failure */.H({
        attempted: `choosing a port of ${of.kind} ${of.name}`,
        found: asked === undefined
            ? `it has ${ports.length} TCP ports${list && `: ${list}`}`
            : `it has no port "${asked}"; it has ${list || "none"}`,
        advice: 'Name one by number or name in the input "port".',
    });
}
function containerPorts(pod) {
    return pod.spec.containers.flatMap(({ ports = [] }) => ports);
}

;// CONCATENATED MODULE: ./src/smoke/target-service.js






const pods = { apiVersion: "v1", kind: "Pod" };
const deployments = { apiVersion: "apps/v1", kind: "Deployment" };
const replicaSets = { apiVersion: "apps/v1", kind: "ReplicaSet" };
function serviceTarget(options) {
    const { cluster, namespace, of } = options;
    return {
        name: `the pods of ${of.kind} ${namespace}/${of.name}`,
        async open(signal) {
            const { selector, ports } = await readSelector(options, signal);
            const labelSelector = (0,selectors/* selectorText */.n)(selector);
            const [selected, sets, owners] = await Promise.all([
                cluster.list(pods, { namespace, labelSelector, signal }),
                cluster.list(replicaSets, { namespace, signal }),
                cluster.list(deployments, { namespace, signal }),
            ]);
            const workloads = [...sets.items, ...owners.items];
            const chosen = choosePods(selected.items, workloads, options.expected);
            if (chosen.kind === "waiting")
                return chosen;
            const [first, ...rest] = chosen.pods.map((pod) => podEndpoint(options, pod, findPort(pod, ports, options)));
            if (first !== undefined)
                return { kind: "open", endpoints: [first, ...rest] };
            return { kind: "waiting", found: "there is no pod to ask", advice: "Check the selector." };
        },
    };
}
async function readSelector(options, signal) {
    const { cluster, namespace, of } = options;
    const apiVersion = of.kind === "Service" ? "v1" : "apps/v1";
    const object = await cluster.get({ apiVersion, kind: of.kind, namespace, name: of.name }, { signal });
    const attempted = `finding the pods of ${of.kind} ${namespace}/${of.name}`;
    if (object === undefined) {
        throw new failure/* Failure */.H({
            attempted,
            found: `there is no such ${of.kind}`,
            advice: 'Check the inputs "service", "workload" and "namespace".',
        });
    }
    if (of.kind === "Deployment")
        return { selector: object.spec?.selector, ports: undefined };
    const matchLabels = object.spec?.selector;
    if (matchLabels === undefined || Object.keys(matchLabels).length === 0) {
        throw new failure/* Failure */.H({
            attempted,
            found: "the Service has no selector, so no pods belong to it",
            advice: 'Test it by the input "url".',
        });
    }
    return { selector: { matchLabels }, ports: object.spec?.ports ?? [] };
}
function podEndpoint(options, pod, port) {
    const { cluster, namespace, of } = options;
    const { name, uid } = pod.metadata;
    const origin = `http://${of.name}.${namespace}.svc`;
    return {
        name: `pod ${name}, port ${port}, through the API server`,
        send: (request, signal) => (0,exchange/* exchange */.cv)({ origin, connect: (limit) => openPort(cluster, { namespace, name }, port, limit) }, request, signal),
        async isCurrent(signal) {
            const now = await cluster.get({ ...pods, namespace, name }, { signal });
            return now !== undefined && now.metadata.uid === uid && now.metadata.deletionTimestamp === undefined;
        },
    };
}
async function openPort(cluster, pod, port, signal) {
    try {
        return await cluster.openPortForward(pod, port, { signal });
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 403) || (0,api_error/* isApiError */.d)(error, 401)) {
            throw new failure/* Failure */.H({
                attempted: `forwarding to port ${port} of pod ${pod.namespace}/${pod.name}`,
                found: error.status.message ?? "the API server refuses it",
                advice: 'Allow "create" and "get" on "pods/portforward" in the namespace, or test by the input "url".',
                cause: error,
            });
        }
        const why = error instanceof failure/* Failure */.H ? error.found : error instanceof Error ? error.message : String(error);
        throw new exchange/* ExchangeError */.Sb("connecting", `the pod could not be reached: ${why}`, error);
    }
}


/***/ }),

/***/ 3958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   urlTarget: () => (/* binding */ urlTarget)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6302);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7862);


function urlTarget(text) {
    const url = readUrl(text);
    const name = `${url.origin}${url.pathname === "/" ? "" : url.pathname}`;
    const prefix = url.pathname.replace(/\/$/, "");
    return {
        name,
        open: async () => ({
            kind: "open",
            endpoints: [
                {
                    name,
                    send: (request, signal) => (0,_exchange_js__WEBPACK_IMPORTED_MODULE_1__/* .exchange */ .cv)({ origin: url.origin }, { ...request, path: prefix + request.path }, signal),
                    isCurrent: async () => true,
                },
            ],
        }),
    };
}
function readUrl(text) {
    const url = URL.parse(text);
    const wrong = whatIsWrong(url);
    if (url !== null && wrong === undefined)
        return url;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: 'reading the input "url"',
        found: wrong ?? "it is not a URL",
        advice: 'Write it as https://host or https://host/path; credentials belong into the input "token".',
    });
}
function whatIsWrong(url) {
    if (url === null)
        return "it is not a URL";
    if (url.protocol !== "https:" && url.protocol !== "http:")
        return `it begins with ${url.protocol}// and not with https:// or http://`;
    if (url.username !== "" || url.password !== "")
        return "it holds credentials";
    return url.search !== "" || url.hash !== "" ? "it has a query or a fragment" : undefined;
}


/***/ }),

/***/ 7793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ areas),
/* harmony export */   g: () => (/* binding */ severities)
/* harmony export */ });
const areas = ["release", "security", "reliability", "performance", "network", "monitoring"];
const severities = ["critical", "high", "medium", "low"];


/***/ }),

/***/ 6963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readLiveObjects: () => (/* binding */ readLiveObjects)
/* harmony export */ });
/* unused harmony export liveKinds */
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5616);

const liveKinds = {
    Deployment: "apps/v1",
    StatefulSet: "apps/v1",
    DaemonSet: "apps/v1",
    ReplicaSet: "apps/v1",
    Pod: "v1",
    Service: "v1",
    ServiceAccount: "v1",
    EndpointSlice: "discovery.k8s.io/v1",
    Ingress: "networking.k8s.io/v1",
    NetworkPolicy: "networking.k8s.io/v1",
    PodDisruptionBudget: "policy/v1",
    HorizontalPodAutoscaler: "autoscaling/v2",
    ResourceQuota: "v1",
    LimitRange: "v1",
    ScaledObject: "keda.sh/v1alpha1",
    ServiceMonitor: "monitoring.coreos.com/v1",
    PodMonitor: "monitoring.coreos.com/v1",
};
async function readLiveObjects(cluster, options) {
    const kinds = Object.entries(liveKinds).map(([kind, apiVersion]) => ({ apiVersion, kind }));
    const lists = await Promise.all(kinds.map(async (kind) => [kind.kind, await readList(cluster, kind, options.signal)]));
    return {
        namespace: cluster.namespace,
        readAt: (options.now ?? Date.now)(),
        digest: options.digest,
        lists: Object.fromEntries(lists),
    };
}
async function readList(cluster, kind, signal) {
    try {
        if ((await cluster.resourceType(kind, { signal })) === undefined)
            return { kind: "not-served" };
        const { items } = await cluster.list(kind, { signal });
        return { kind: "read", items: items.map((item) => ({ ...item, ...kind })) };
    }
    catch (error) {
        if (!(0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error))
            throw error;
        if (error.code === 404)
            return { kind: "not-served" };
        return { kind: "unreadable", reason: error.status.message ?? `the API server answered ${error.code}` };
    }
}


/***/ }),

/***/ 6091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   validationFailure: () => (/* binding */ validationFailure),
/* harmony export */   validationSummary: () => (/* binding */ validationSummary)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6302);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(231);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7793);
/* harmony import */ var _validate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9035);




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
