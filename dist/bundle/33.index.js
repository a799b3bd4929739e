export const id = 33;
export const ids = [33];
export const modules = {

/***/ 2797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ openCluster),
/* harmony export */   g: () => (/* binding */ clusterInputs)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9143);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5680);


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
    const { connect } = await __webpack_require__.e(/* import() */ 525).then(__webpack_require__.bind(__webpack_require__, 2525));
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

/***/ 7033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   action: () => (/* binding */ action)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9143);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5680);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6302);
/* harmony import */ var _report_redact_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6651);
/* harmony import */ var _cluster_inputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2797);







const inputs = zod__WEBPACK_IMPORTED_MODULE_5__/* .strictObject */ .rej({
    ..._cluster_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .clusterInputs */ .g,
    suite: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(),
    url: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    service: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    workload: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    port: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    "expect-revision": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP()
        .regex(/^\d+$/, "a revision is a number, as kubectl rollout history shows it")
        .optional(),
    "expect-digest": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP()
        .regex(/^sha256:[0-9a-f]{64}$/, "a digest is sha256: and 64 hexadecimal digits")
        .optional(),
    deadline: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)().optional(),
    variables: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_2__/* .keyValues */ .K7)().default({}),
    token: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    junit: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
});
const action = {
    name: "smoke-test",
    inputs,
    async main(given, job) {
        job.mask(given.token ?? "");
        const { loadSuite } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(597), __webpack_require__.e(607)]).then(__webpack_require__.bind(__webpack_require__, 4607));
        const { runSuite } = await Promise.all(/* import() */[__webpack_require__.e(627), __webpack_require__.e(597), __webpack_require__.e(470)]).then(__webpack_require__.bind(__webpack_require__, 1470));
        const suite = await loadSuite(given.suite, { variables: given.variables, directory: job.run.workspace });
        return withTarget(given, job, async (target) => {
            const context = { log: job.log, signal: job.signal, token: given.token, deadlineMs: given.deadline };
            return report(await runSuite(suite, target, context), given, job);
        });
    },
};
async function withTarget(given, job, use) {
    if (given.url !== undefined) {
        const { urlTarget } = await Promise.all(/* import() */[__webpack_require__.e(627), __webpack_require__.e(958)]).then(__webpack_require__.bind(__webpack_require__, 3958));
        return use(urlTarget(given.url));
    }
    const of = podsOf(given);
    const { serviceTarget } = await Promise.all(/* import() */[__webpack_require__.e(627), __webpack_require__.e(405)]).then(__webpack_require__.bind(__webpack_require__, 9405));
    const cluster = await (0,_cluster_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .openCluster */ .D)(given, job);
    try {
        return await use(serviceTarget({
            cluster,
            namespace: cluster.namespace,
            of,
            port: given.port,
            expected: { revision: given["expect-revision"], digest: given["expect-digest"] },
        }));
    }
    finally {
        await cluster.close();
    }
}
function podsOf({ service, workload }) {
    if (service !== undefined)
        return { kind: "Service", name: service };
    if (workload === undefined) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H({
            attempted: "reading the inputs",
            found: 'none of "url", "service" and "workload" is given, so there is nothing to test',
            advice: 'Give the "url" of the environment, or the "service" whose pods are to be asked.',
        });
    }
    const [, kind = "deployment", name = ""] = /^(?:([^/]+)\/)?([^/]+)$/.exec(workload) ?? [];
    if (/^(?:deployments?|deploy)$/i.test(kind) && name !== "")
        return { kind: "Deployment", name };
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H({
        attempted: 'reading the input "workload"',
        found: `"${workload}" does not name a Deployment`,
        advice: 'Write it as Deployment/NAME, or give the "service" whose pods are to be asked.',
    });
}
async function report(result, given, job) {
    const { failedRequests } = await Promise.all(/* import() */[__webpack_require__.e(627), __webpack_require__.e(597), __webpack_require__.e(470)]).then(__webpack_require__.bind(__webpack_require__, 1470));
    const { suiteFailure, suiteJunit, suiteSummary } = await Promise.all(/* import() */[__webpack_require__.e(627), __webpack_require__.e(597), __webpack_require__.e(836)]).then(__webpack_require__.bind(__webpack_require__, 7836));
    const { renderJunit } = await __webpack_require__.e(/* import() */ 912).then(__webpack_require__.bind(__webpack_require__, 8912));
    const hide = (0,_report_redact_js__WEBPACK_IMPORTED_MODULE_6__/* .redactor */ .$)([given.token ?? ""]);
    if (given.junit !== undefined)
        await writeJunit(hide(renderJunit(suiteJunit(result))), given.junit, job);
    const counted = result.endpoints.filter(({ state }) => state !== "left");
    const failed = failedRequests(result).length;
    const outputs = {
        tested: counted.map(({ endpoint }) => endpoint).join("\n"),
        passed: String(counted.reduce((sum, { requests }) => sum + requests.length, 0) - failed),
        failed: String(failed),
        junit: given.junit ?? "",
    };
    const summary = hide(suiteSummary(result));
    if (result.passed)
        return { outcome: "succeeded", outputs, summary };
    return { outcome: "failed", outputs, summary, failure: withoutSecrets(suiteFailure(result), hide) };
}
async function writeJunit(xml, file, job) {
    const target = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(job.run.workspace, file);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target), { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(target, xml);
}
function withoutSecrets(failure, hide) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H({
        attempted: failure.attempted,
        found: hide(failure.found),
        advice: failure.advice,
        at: failure.at,
        evidence: failure.evidence.map(({ title, text }) => ({ title, text: hide(text) })),
    });
}


/***/ }),

/***/ 5254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ readDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
/* unused harmony export parseDuration */
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6302);

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

/***/ 5680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   K7: () => (/* binding */ keyValues),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   rD: () => (/* binding */ wholeNumber)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9143);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6416);
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


/***/ })

};
