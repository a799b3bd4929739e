export const id = 5561;
export const ids = [5561,8576];
export const modules = {

/***/ 72797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ openCluster),
/* harmony export */   g: () => (/* binding */ clusterInputs)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55686);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65680);


const clusterInputs = {
    kubeconfig: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
        .optional()
        .describe("The content of a kubeconfig file, or the path of one. Otherwise KUBECONFIG, otherwise the credentials of the pod that the runner is."),
    "runner-credentials": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)()
        .default(true)
        .describe("Whether KUBECONFIG or the credentials of the pod that the runner is serve where `kubeconfig` is empty."),
    context: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional().describe("The context of the kubeconfig to use; its current one unless given."),
    namespace: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional().describe("The namespace of the service; the context's own one unless given."),
};
async function openCluster(inputs, job) {
    const { connect } = await __webpack_require__.e(/* import() */ 2525).then(__webpack_require__.bind(__webpack_require__, 12525));
    return connect({
        kubeconfig: inputs.kubeconfig,
        runnerCredentials: inputs["runner-credentials"],
        context: inputs.context,
        namespace: inputs.namespace,
        env: job.env,
        tempDirectory: job.tempDirectory,
        mask: (secret) => job.mask(secret),
    });
}


/***/ }),

/***/ 85561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ./src/config/input.js
var input = __webpack_require__(65680);
// EXTERNAL MODULE: ./src/report/failure.js
var report_failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/smoke/targets/network.js
var targets_network = __webpack_require__(58576);
;// CONCATENATED MODULE: ./src/smoke/targets/inputs.js






const targetInputs = {
    url: schemas/* string */.YjP().optional().describe("The URL of the environment, as its users reach it."),
    ingress: schemas/* string */.YjP().optional().describe("The name of an Ingress; its hosts are asked as users ask them."),
    httproute: schemas/* string */.YjP().optional().describe("The name of an HTTPRoute; its hosts are asked as users ask them."),
    service: schemas/* string */.YjP()
        .optional()
        .describe("The Service whose pods are asked through the API server; also that of a candidate's preview."),
    workload: schemas/* string */.YjP().optional().describe("`Deployment/NAME`, whose pods are asked through the API server."),
    pod: schemas/* string */.YjP().optional().describe("The name of the one pod that is asked through the API server."),
    port: schemas/* string */.YjP().optional().describe("The port by number or name; the only one unless given."),
    "expect-revision": schemas/* string */.YjP()
        .regex(/^\d+$/, "a revision is a number, as kubectl rollout history shows it")
        .optional(),
    "expect-digest": schemas/* string */.YjP()
        .regex(/^sha256:[0-9a-f]{64}$/, "a digest is sha256: and 64 hexadecimal digits")
        .optional(),
    resolve: (0,input/* lines */.Mn)()
        .default([])
        .describe("HOST:PORT:ADDRESS, one a line: where a name leads before DNS says so. A fourth part is another port."),
    proxy: schemas/* string */.YjP()
        .optional()
        .describe("An http or https proxy, asked by CONNECT. HTTPS_PROXY, HTTP_PROXY and NO_PROXY unless given; `none` for none."),
    ca: schemas/* string */.YjP().optional().describe("A certificate authority that is trusted beside the public ones: PEM, or a path."),
    "client-certificate": schemas/* string */.YjP().optional().describe("For mutual TLS: PEM, or a path."),
    "client-key": schemas/* string */.YjP().optional().describe("The key of the client's certificate: PEM, or a path."),
};
const usersPaths = ["url", "ingress", "httproute"];
const podPaths = ["service", "workload", "pod"];
async function openTarget(given, surroundings) {
    const isGiven = (name) => (given[name] ?? "") !== "";
    const users = usersPaths.filter(isGiven);
    const chosen = users.length > 0 ? users : podPaths.filter(isGiven);
    const [name, second] = chosen;
    if (name === undefined || second !== undefined)
        throw notOne(chosen);
    const value = given[name] ?? "";
    const network = await readNetwork(given, surroundings);
    if (name === "url") {
        const { urlTarget } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(3958)]).then(__webpack_require__.bind(__webpack_require__, 23958));
        return urlTarget(value, withProxy(network, given, surroundings, URL.parse(value)?.protocol ?? "https:"));
    }
    const cluster = await surroundings.openCluster();
    const { namespace } = cluster;
    if (name === "ingress" || name === "httproute") {
        const { routeTarget } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(5381)]).then(__webpack_require__.bind(__webpack_require__, 75381));
        const of = { kind: name === "ingress" ? "Ingress" : "HTTPRoute", name: value };
        return routeTarget({ cluster, namespace, of, network: withProxy(network, given, surroundings, "https:") });
    }
    const { serviceTarget } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(1786)]).then(__webpack_require__.bind(__webpack_require__, 19405));
    return serviceTarget({
        cluster,
        namespace,
        of: { kind: kinds[name], name: name === "workload" ? deploymentName(value) : value },
        port: given.port,
        expected: { revision: given["expect-revision"], digest: given["expect-digest"] },
        tls: network.tls,
    });
}
const kinds = { service: "Service", workload: "Deployment", pod: "Pod" };
async function readNetwork(given, { directory, mask }) {
    const read = (name) => readPem(name, given[name], directory);
    const [ca, cert, key] = await Promise.all([read("ca"), read("client-certificate"), read("client-key")]);
    if (key !== undefined)
        mask(key);
    if ((cert === undefined) !== (key === undefined)) {
        throw new report_failure/* Failure */.H({
            attempted: "reading the inputs",
            found: `"${cert === undefined ? "client-key" : "client-certificate"}" is given without the other half`,
            advice: 'Give both "client-certificate" and "client-key", or none.',
        });
    }
    return { tls: { ca, cert, key }, resolve: given.resolve.map(targets_network/* parseResolve */.qK) };
}
async function readNetworks(given, surroundings) {
    const network = await readNetwork(given, surroundings);
    return ({ protocol }) => withProxy(network, given, surroundings, protocol);
}
function withProxy(network, { proxy }, { env }, scheme) {
    if (proxy === "none")
        return network;
    const fromEnvironment = (0,targets_network/* proxyOf */.Ol)(env, scheme);
    if (proxy === undefined || proxy === "")
        return { ...network, proxy: fromEnvironment };
    return { ...network, proxy: { url: proxy, except: fromEnvironment?.except ?? [] } };
}
async function readPem(name, value, directory) {
    if (value === undefined || value.trim() === "")
        return undefined;
    if (value.includes("-----BEGIN "))
        return value;
    try {
        const text = await (0,promises_.readFile)(external_node_path_.resolve(directory, value.trim()), "utf8");
        if (text.includes("-----BEGIN "))
            return text;
    }
    catch {
    }
    throw new report_failure/* Failure */.H({
        attempted: `reading the input "${name}"`,
        found: "it is neither PEM nor the path of a file that holds some",
        advice: "Give the text that begins with -----BEGIN, or the path of its file.",
    });
}
function deploymentName(workload) {
    const [, kind = "deployment", name = ""] = /^(?:([^/]+)\/)?([^/]+)$/.exec(workload) ?? [];
    if (/^(?:deployments?|deploy)$/i.test(kind) && name !== "")
        return name;
    throw new report_failure/* Failure */.H({
        attempted: 'reading the input "workload"',
        found: `"${workload}" does not name a Deployment`,
        advice: 'Write it as Deployment/NAME, or give the "service" whose pods are to be asked.',
    });
}
function notOne(chosen) {
    const names = chosen.map((name) => `"${name}"`).join(" and ");
    return new report_failure/* Failure */.H({
        attempted: "reading the inputs",
        found: chosen.length === 0
            ? 'none of "url", "ingress", "httproute", "service", "workload" and "pod" is given, so there is nothing to test'
            : `${names} are given, and one step tests one target`,
        advice: chosen.length === 0
            ? 'Give the "url" of the environment, or the "service" whose pods are to be asked.'
            : "Keep one of them, and give the other a step of its own.",
    });
}

// EXTERNAL MODULE: ./src/actions/cluster-inputs.js
var cluster_inputs = __webpack_require__(72797);
;// CONCATENATED MODULE: ./src/actions/smoke-test.js







const inputs = schemas/* strictObject */.rej({
    ...cluster_inputs/* clusterInputs */.g,
    ...targetInputs,
    suite: schemas/* string */.YjP(),
    "expect-version": schemas/* string */.YjP().optional(),
    environment: schemas/* string */.YjP().optional(),
    tags: (0,input/* words */.aL)().default([]),
    deadline: (0,input/* duration */.p0)().optional(),
    variables: (0,input/* keyValues */.K7)().default({}),
    secrets: (0,input/* keyValues */.K7)().default({}),
    token: schemas/* string */.YjP().optional(),
    junit: schemas/* string */.YjP().optional(),
    json: schemas/* string */.YjP().optional(),
    har: schemas/* string */.YjP().optional(),
    previous: schemas/* string */.YjP().optional(),
});
const action = {
    name: "smoke-test",
    inputs,
    async main(given, job) {
        for (const secret of [given.token ?? "", ...Object.values(given.secrets)])
            job.mask(secret);
        const { loadSuite } = await Promise.all(/* import() */[__webpack_require__.e(3483), __webpack_require__.e(9597), __webpack_require__.e(203), __webpack_require__.e(4441), __webpack_require__.e(2184)]).then(__webpack_require__.bind(__webpack_require__, 74441));
        const { openSecrets } = await __webpack_require__.e(/* import() */ 118).then(__webpack_require__.bind(__webpack_require__, 70118));
        const { runSuite } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(9597), __webpack_require__.e(2826), __webpack_require__.e(5473)]).then(__webpack_require__.bind(__webpack_require__, 12826));
        const { selectSuite } = await Promise.all(/* import() */[__webpack_require__.e(3483), __webpack_require__.e(9597), __webpack_require__.e(203), __webpack_require__.e(4441), __webpack_require__.e(6891)]).then(__webpack_require__.bind(__webpack_require__, 57618));
        const secrets = openSecrets([given.token ?? "", ...Object.values(given.secrets)], (secret) => job.mask(secret));
        const loaded = await loadSuite(given.suite, {
            variables: { ...expectedVariables(given), ...given.variables },
            secrets: given.secrets,
            environment: given.environment,
            directory: job.run.workspace,
        });
        const suite = selectSuite(loaded, given.tags);
        const clusters = clustersOf(given, job);
        let early;
        try {
            const surroundings = {
                env: job.env,
                directory: job.run.workspace,
                mask: secrets.add,
                openCluster: clusters.open,
            };
            const target = await openTarget(given, surroundings);
            const { log, signal } = job;
            const cluster = await clusters.forSteps(suite);
            const record = await recordOf(suite, cluster, given, job);
            const previous = { ...(await record?.before()), ...(await readPrevious(given, job)) };
            const result = await runSuite(suite, target, {
                ...{ log, signal, token: given.token, deadlineMs: given.deadline, secrets, previous, cluster },
                networkFor: await readNetworks(given, surroundings),
                onEarlyEnd(result) {
                    early = result;
                },
            });
            await record?.keep(result);
            const ended = await report(result, given, job);
            for (const { message, at } of (await __webpack_require__.e(/* import() */ 1963).then(__webpack_require__.bind(__webpack_require__, 31963))).furtherFailures(result)) {
                job.log.error(message, at);
            }
            return ended;
        }
        catch (error) {
            const failure = job.signal.aborted ? job.signal.reason : error;
            if (early === undefined || !(failure instanceof report_failure/* Failure */.H))
                throw error;
            return { ...(await report(early, given, job)), outcome: "failed", failure };
        }
        finally {
            await clusters.close();
        }
    },
};
function expectedVariables(given) {
    return {
        ...(given["expect-version"] === undefined ? {} : { expected: given["expect-version"] }),
        ...(given["expect-digest"] === undefined ? {} : { "expected-digest": given["expect-digest"] }),
    };
}
async function recordOf(suite, opened, { workload }, job) {
    if (workload === undefined || opened === undefined)
        return undefined;
    const [{ keepFigures, measuresLoad, readFiguresBefore }, { parseWorkload }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(3483), __webpack_require__.e(9597), __webpack_require__.e(203), __webpack_require__.e(4441), __webpack_require__.e(4918), __webpack_require__.e(6860)]).then(__webpack_require__.bind(__webpack_require__, 14714)),
        __webpack_require__.e(/* import() */ 174).then(__webpack_require__.bind(__webpack_require__, 50174)),
    ]);
    if (!measuresLoad(suite))
        return undefined;
    const { client: cluster, namespace } = opened;
    const reference = { apiVersion: "apps/v1", ...parseWorkload(workload), namespace };
    const context = { cluster, log: job.log, signal: job.signal };
    return {
        before: () => readFiguresBefore(reference, context),
        keep: (result) => keepFigures(result, reference, context),
    };
}
async function readPrevious({ previous }, job) {
    if (previous === undefined)
        return {};
    const { previousFigures } = await __webpack_require__.e(/* import() */ 2277).then(__webpack_require__.bind(__webpack_require__, 22277));
    try {
        return previousFigures(await (0,promises_.readFile)(external_node_path_.resolve(job.run.workspace, previous), "utf8"));
    }
    catch {
        job.log.info(`There are no earlier results at ${previous} to compare with.`);
        return {};
    }
}
function clustersOf(given, job) {
    let opened;
    const open = () => {
        opened ??= (0,cluster_inputs/* openCluster */.D)(given, job);
        return opened;
    };
    return {
        open,
        async forSteps(suite) {
            const { stepsOf } = await Promise.all(/* import() */[__webpack_require__.e(3483), __webpack_require__.e(9597), __webpack_require__.e(203), __webpack_require__.e(4441), __webpack_require__.e(2184)]).then(__webpack_require__.bind(__webpack_require__, 74441));
            const isNamed = given.kubeconfig !== undefined || (job.env.KUBECONFIG ?? "") !== "";
            const isUseful = isNamed && stepsOf(suite).some(({ ask }) => ask.kind === "protocol");
            if (opened === undefined && !isUseful)
                return undefined;
            const client = await open();
            return { client, namespace: client.namespace };
        },
        async close() {
            const cluster = await opened?.catch(() => undefined);
            await cluster?.close();
        },
    };
}
async function report(result, given, job) {
    const { countSteps } = await __webpack_require__.e(/* import() */ 285).then(__webpack_require__.bind(__webpack_require__, 30285));
    const reports = await __webpack_require__.e(/* import() */ 1963).then(__webpack_require__.bind(__webpack_require__, 31963));
    await writeResults(result, given, job);
    const { passed, failed, skipped } = countSteps(result);
    const outputs = {
        tested: result.endpoints.flatMap(({ endpoint, state }) => (state === "left" ? [] : [endpoint])).join("\n"),
        passed: String(passed),
        failed: String(failed),
        skipped: String(skipped),
        junit: given.junit ?? "",
        json: given.json ?? "",
        har: given.har ?? "",
    };
    const summary = reports.suiteSummary(result);
    if (result.passed)
        return { outcome: "succeeded", outputs, summary };
    return { outcome: "failed", outputs, summary, failure: reports.suiteFailure(result) };
}
async function writeResults(result, given, job) {
    const write = async (file, text) => {
        const target = external_node_path_.resolve(job.run.workspace, file);
        await (0,promises_.mkdir)(external_node_path_.dirname(target), { recursive: true });
        await (0,promises_.writeFile)(target, text);
    };
    if (given.junit !== undefined) {
        const { renderJunit } = await __webpack_require__.e(/* import() */ 8912).then(__webpack_require__.bind(__webpack_require__, 8912));
        const { suiteJunit } = await __webpack_require__.e(/* import() */ 1963).then(__webpack_require__.bind(__webpack_require__, 31963));
        await write(given.junit, renderJunit(suiteJunit(result)));
    }
    if (given.json !== undefined) {
        const { jsonResults } = await __webpack_require__.e(/* import() */ 2277).then(__webpack_require__.bind(__webpack_require__, 22277));
        await write(given.json, `${JSON.stringify(jsonResults(result), null, 2)}\n`);
    }
    if (given.har !== undefined) {
        const { harOf } = await __webpack_require__.e(/* import() */ 9545).then(__webpack_require__.bind(__webpack_require__, 79545));
        await write(given.har, `${JSON.stringify(harOf(result), null, 2)}\n`);
    }
}


/***/ }),

/***/ 5254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ readDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
/* unused harmony export parseDuration */
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

const units = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
    ["ms", 1],
];
const pattern = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;
const longest = 24 * 86_400_000;
function parseDuration(text, what) {
    const milliseconds = readDuration(text);
    if (typeof milliseconds === "number")
        return milliseconds;
    throw new Failure({ attempted: `reading the ${what}`, ...milliseconds });
}
function readDuration(text) {
    const trimmed = text.trim();
    if (trimmed === "0")
        return 0;
    const match = pattern.exec(trimmed);
    if (!match || trimmed === "") {
        return { found: `"${text}" is not a duration`, advice: adviceFor(trimmed) };
    }
    const milliseconds = units.reduce((sum, [, length], index) => sum + Number(match[index + 1] ?? 0) * length, 0);
    if (milliseconds > longest) {
        return { found: `"${text}" is longer than 24 days`, advice: "Write at most 24d." };
    }
    return milliseconds;
}
function formatDuration(milliseconds) {
    let rest = Math.max(0, Math.round(milliseconds));
    let text = "";
    for (const [unit, length] of units) {
        const count = Math.floor(rest / length);
        rest -= count * length;
        if (count > 0)
            text += `${count}${unit}`;
    }
    return text === "" ? "0s" : text;
}
function adviceFor(text) {
    if (/^\d+$/.test(text))
        return `A unit is missing: write ${text}s for seconds or ${text}m for minutes.`;
    return "Write it as 90s, 5m or 1h30m (units d, h, m, s, ms, the longest first, whole numbers).";
}


/***/ }),

/***/ 65680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   K7: () => (/* binding */ keyValues),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   rD: () => (/* binding */ wholeNumber)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55686);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46416);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5254);


function duration() {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().transform((text, context) => {
        const milliseconds = (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .readDuration */ .$7)(text);
        if (typeof milliseconds === "number")
            return milliseconds;
        context.addIssue({ code: "custom", message: `${milliseconds.found}. ${milliseconds.advice}` });
        return zod__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
    });
}
function flag() {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(["true", "false"]).transform((text) => text === "true");
}
function wholeNumber(limits = {}) {
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = limits;
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().transform((text, context) => {
        const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
        if (number >= min && number <= max)
            return number;
        const advice = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
        context.addIssue({
            code: "custom",
            message: `${JSON.stringify(text)} is not allowed. Write a whole number ${advice}.`,
        });
        return zod__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
    });
}
function lines() {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().transform((text) => text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#")));
}
function words() {
    return lines().transform((entries) => entries
        .flatMap((entry) => entry.split(","))
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ""));
}
function keyValues() {
    return lines().transform((entries, context) => {
        const pairs = new Map();
        for (const entry of entries) {
            const cut = entry.indexOf("=");
            const key = entry.slice(0, Math.max(cut, 0)).trim();
            if (key === "") {
                context.addIssue({ code: "custom", message: `a line has no KEY= at its start. Write one KEY=value per line.` });
                return zod__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
            }
            if (pairs.has(key)) {
                context.addIssue({ code: "custom", message: `${key} stands twice. Keep one of the two.` });
                return zod__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
            }
            pairs.set(key, entry.slice(cut + 1));
        }
        return Object.fromEntries(pairs);
    });
}


/***/ }),

/***/ 63135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sb: () => (/* binding */ ExchangeError),
/* harmony export */   fg: () => (/* binding */ OutOfTime),
/* harmony export */   mH: () => (/* binding */ exchangeError),
/* harmony export */   wordsFor: () => (/* binding */ wordsFor)
/* harmony export */ });
/* harmony import */ var _config_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5254);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


class ExchangeError extends Error {
    name = "ExchangeError";
    phase;
    constructor(phase, message, cause) {
        super(message, { cause });
        this.phase = phase;
    }
}
class OutOfTime extends Error {
    name = "OutOfTime";
    constructor(timeoutMs) {
        super(`no complete answer within ${(0,_config_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(timeoutMs)}`);
    }
}
function exchangeError(phase, error) {
    if (error instanceof ExchangeError || error instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H)
        return error;
    return new ExchangeError(phase, wordsFor(error), error);
}
function wordsFor(error) {
    if (!(error instanceof Error))
        return String(error);
    if (error instanceof AggregateError && error.errors.length > 0)
        return wordsFor(error.errors.at(-1));
    const code = "code" in error && typeof error.code === "string" ? error.code : "";
    if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
        return `the certificate is for another name: ${error.message}`;
    if (code === "UND_ERR_SOCKET" && error.cause !== undefined)
        return wordsFor(error.cause);
    if (error.name === "HTTPParserError" || error.name === "ResponseContentLengthMismatchError")
        return `the answer is not valid HTTP: ${error.message}`;
    return words[code] ?? (error.message || code || error.name);
}
const words = {
    ECONNREFUSED: "the connection was refused",
    EHOSTUNREACH: "there is no route to the host",
    ENETUNREACH: "there is no route to the network",
    ETIMEDOUT: "the connection could not be opened in time",
    ENOTFOUND: "the host name is not known",
    EAI_AGAIN: "the host name could not be resolved",
    ECONNRESET: "the connection was reset",
    EPIPE: "the connection was closed while the request was sent",
    CERT_HAS_EXPIRED: "the certificate has expired",
    CERT_NOT_YET_VALID: "the certificate is not valid yet",
    DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed",
    SELF_SIGNED_CERT_IN_CHAIN: "a self-signed certificate stands in the chain",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate is not signed by a known authority",
    UNABLE_TO_GET_ISSUER_CERT: "the certificate's issuer is not known",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate's issuer is not known",
    UND_ERR_SOCKET: "the connection ended before the answer was complete",
    UND_ERR_CONNECT_TIMEOUT: "the connection could not be opened in time",
    UND_ERR_HEADERS_OVERFLOW: "the headers of the answer are larger than is read",
};


/***/ }),

/***/ 30076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ secure),
/* harmony export */   f: () => (/* binding */ tlsFacts)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41692);


async function secure(stream, host, protocols, settings, signal) {
    signal.throwIfAborted();
    const name = settings.servername ?? host;
    const ca = settings.ca === undefined ? {} : { ca: [...node_tls__WEBPACK_IMPORTED_MODULE_1__.rootCertificates, settings.ca] };
    const socket = (0,node_tls__WEBPACK_IMPORTED_MODULE_1__.connect)({
        socket: stream,
        host: name,
        servername: (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name) === 0 ? name : "",
        ALPNProtocols: [...protocols],
        ...ca,
        ...(settings.cert === undefined ? {} : { cert: settings.cert }),
        ...(settings.key === undefined ? {} : { key: settings.key }),
    });
    await new Promise((resolve, reject) => {
        const abort = () => socket.destroy(asError(signal.reason));
        signal.addEventListener("abort", abort, { once: true });
        socket.once("secureConnect", resolve).once("error", reject);
        socket.once("close", () => reject(new Error("the connection was closed during the TLS handshake")));
        socket.once("secureConnect", () => signal.removeEventListener("abort", abort));
    }).catch((error) => {
        socket.destroy();
        stream.destroy();
        throw error;
    });
    return socket;
}
function tlsFacts(socket, now = Date.now()) {
    const certificate = socket.getPeerCertificate();
    const validTo = new Date(certificate.valid_to ?? 0);
    return {
        version: socket.getProtocol() ?? "unknown",
        cipher: socket.getCipher()?.standardName ?? "unknown",
        names: namesOf(certificate),
        issuer: textOf(certificate.issuer?.O) ?? textOf(certificate.issuer?.CN) ?? "unknown",
        validTo,
        daysLeft: Math.floor((validTo.getTime() - now) / 86_400_000),
    };
}
function namesOf(certificate) {
    return (certificate.subjectaltname ?? "")
        .split(", ")
        .map((entry) => entry.replace(/^(?:DNS|IP Address):/, ""))
        .filter((name) => name !== "");
}
function textOf(value) {
    return Array.isArray(value) ? value[0] : value;
}
function asError(reason) {
    return reason instanceof Error ? reason : new Error(String(reason));
}


/***/ }),

/***/ 58576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ol: () => (/* binding */ proxyOf),
/* harmony export */   UD: () => (/* binding */ openTcp),
/* harmony export */   qK: () => (/* binding */ parseResolve)
/* harmony export */ });
/* unused harmony export isDirect */
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63135);
/* harmony import */ var _protocols_tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30076);




function parseResolve(entry) {
    const match = /^([^:\s]+):(\*|\d{1,5}):(\[[0-9a-fA-F:.]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(entry.trim());
    const [, host = "", port = "", address = "", toPort] = match ?? [];
    const bare = address.replace(/^\[(.*)\]$/, "$1");
    if (match !== null && (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(bare) !== 0) {
        return {
            host: host.toLowerCase(),
            port: port === "*" ? undefined : Number(port),
            address: bare,
            toPort: toPort === undefined ? undefined : Number(toPort),
        };
    }
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: 'reading the input "resolve"',
        found: `"${entry}" is not HOST:PORT:ADDRESS`,
        advice: "Write it as orders.example.com:443:10.0.0.7, one a line; a fourth part is another port at that address.",
    });
}
function proxyOf(env, scheme) {
    const read = (name) => env[name.toLowerCase()] || env[name] || undefined;
    const url = read(scheme === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY") ?? read("ALL_PROXY");
    if (url === undefined)
        return undefined;
    return { url, except: (read("NO_PROXY") ?? "").split(/[\s,]+/).filter((entry) => entry !== "") };
}
function isDirect(host, proxy) {
    const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
    if (name === "localhost" || name === "::1" || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name) === 4 && name.startsWith("127.")))
        return true;
    return proxy.except.some((entry) => {
        const suffix = entry
            .toLowerCase()
            .replace(/^\*?\./, "")
            .replace(/:\d+$/, "");
        return entry === "*" || name === suffix || name.endsWith(`.${suffix}`);
    });
}
async function openTcp(wanted, network, signal) {
    const address = overridden(wanted, network.resolve ?? []);
    const { proxy } = network;
    if (proxy === undefined || isDirect(address.host, proxy))
        return dial(address, signal);
    return throughProxy(address, proxy, network, signal);
}
function overridden({ host, port }, overrides) {
    const name = host.toLowerCase();
    const found = overrides.find((one) => one.host === name && (one.port === undefined || one.port === port));
    return found === undefined ? { host, port } : { host: found.address, port: found.toPort ?? port };
}
function dial({ host, port }, signal) {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)({ host: host.replace(/^\[(.*)\]$/, "$1"), port, noDelay: true });
        const abort = () => {
            socket.destroy();
            reject(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
        const settle = () => signal.removeEventListener("abort", abort);
        socket.once("error", (error) => {
            settle();
            reject(error);
        });
        socket.once("connect", () => {
            settle();
            resolve(socket);
        });
    });
}
async function throughProxy(address, proxy, network, signal) {
    const url = readProxy(proxy.url);
    const secured = url.protocol === "https:";
    const port = Number(url.port || (secured ? 443 : 80));
    const plain = await dial({ host: url.hostname, port }, signal);
    const { ca } = network.tls ?? {};
    const socket = secured ? await (0,_protocols_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .secure */ .e)(plain, url.hostname, ["http/1.1"], { ca }, signal) : plain;
    const target = `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
    const user = decodeURIComponent(url.username);
    const login = Buffer.from(`${user}:${decodeURIComponent(url.password)}`).toString("base64");
    const authorization = user === "" ? "" : `Proxy-Authorization: Basic ${login}\r\n`;
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
    const answer = await readHead(socket, signal);
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
    if (status?.startsWith("2"))
        return socket;
    socket.destroy();
    const said = status === undefined ? "does not speak HTTP" : `answers ${status} to CONNECT ${target}`;
    throw new _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("connecting", `the proxy ${url.host} ${said}`);
}
function readProxy(text) {
    const url = URL.parse(text.includes("://") ? text : `http://${text}`);
    if (url !== null && (url.protocol === "http:" || url.protocol === "https:"))
        return url;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "reading the address of the proxy",
        found: "it is not an http or https URL",
        advice: 'Write it as http://proxy.example.com:3128 in the input "proxy" or in HTTPS_PROXY.',
    });
}
const longestHead = 16 * 1024;
function readHead(socket, signal) {
    return new Promise((resolve, reject) => {
        let head = Buffer.alloc(0);
        const read = () => {
            for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
                head = Buffer.concat([head, chunk]);
                const end = head.indexOf("\r\n\r\n");
                if (end === -1 && head.length < longestHead)
                    continue;
                if (end !== -1 && head.length > end + 4)
                    socket.unshift(head.subarray(end + 4));
                settle(() => resolve(head.subarray(0, end === -1 ? longestHead : end).toString("latin1")));
                return;
            }
        };
        const fail = (error) => settle(() => reject(error));
        const closed = () => fail(new _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("connecting", "the proxy closed the connection"));
        const abort = () => {
            socket.destroy();
            fail(signal.reason);
        };
        const settle = (then) => {
            socket.off("readable", read).off("error", fail).off("close", closed).off("end", closed);
            signal.removeEventListener("abort", abort);
            then();
        };
        socket.on("readable", read).once("error", fail).once("close", closed).once("end", closed);
        signal.addEventListener("abort", abort, { once: true });
    });
}


/***/ })

};
