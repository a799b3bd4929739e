export const id = 1601;
export const ids = [1601];
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

/***/ 91601:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   action: () => (/* binding */ action)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55686);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65680);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _cluster_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72797);




const inputs = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
    ..._cluster_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .clusterInputs */ .g,
    workload: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    container: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().default(""),
    revision: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)({ min: 0 }).default(0),
    reason: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().default(""),
    timeout: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)().default(600_000),
    "wait-for-lock": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)().default(120_000),
    "log-lines": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)({ min: 0, max: 1000 }).default(20),
    "settle-time": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)().default(0),
    "health-url": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().default(""),
    "health-path": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().default(""),
    "health-port": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)({ min: 1, max: 65_535 }).default(8080),
    "prometheus-url": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().default(""),
    "prometheus-query": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().default(""),
});
const action = {
    name: "rollback",
    inputs,
    main: async (given, job) => {
        const questions = questionsOf(given);
        const cluster = await (0,_cluster_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .openCluster */ .D)(given, job);
        try {
            const { outcome, changed, digest, previousDigest, revision, reason, summary, failure } = await perform(given, questions, cluster, job);
            const outputs = {
                changed: String(changed),
                digest,
                "previous-digest": previousDigest,
                revision: revision === 0 ? "" : String(revision),
                reason,
            };
            return { outcome, outputs, summary, failure };
        }
        finally {
            await cluster.close();
        }
    },
};
async function perform(given, questions, cluster, job) {
    const [{ rollBack }, { checkHealth }, { parseWorkload }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(553), __webpack_require__.e(4918), __webpack_require__.e(6397), __webpack_require__.e(8104)]).then(__webpack_require__.bind(__webpack_require__, 8104)),
        Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(3261)]).then(__webpack_require__.bind(__webpack_require__, 73261)),
        __webpack_require__.e(/* import() */ 174).then(__webpack_require__.bind(__webpack_require__, 50174)),
    ]);
    const { log, signal, run } = job;
    const workload = { ...parseWorkload(given.workload), apiVersion: "apps/v1", namespace: cluster.namespace };
    const context = {
        cluster,
        log,
        signal,
        run: { runKey: run.runKey, runUrl: run.runUrl, actor: run.actor, commit: run.sha },
        now: () => performance.now(),
    };
    return rollBack({
        workload,
        revision: given.revision,
        container: given.container,
        reason: given.reason,
        timeout: given.timeout,
        waitForLock: given["wait-for-lock"],
        logLines: given["log-lines"],
        verify: () => checkHealth(questions, { cluster, workload, log, signal }),
    }, context);
}
function questionsOf(given) {
    const url = given["prometheus-url"];
    const query = given["prometheus-query"];
    if ((url === "") !== (query === "")) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: "reading the inputs",
            found: `\`${url === "" ? "prometheus-url" : "prometheus-query"}\` is missing or empty, but the other one is given`,
            advice: "Give both, or none.",
        });
    }
    return {
        url: given["health-url"],
        path: given["health-path"],
        port: given["health-port"],
        prometheus: url === "" ? undefined : { url, query },
        settleTime: given["settle-time"],
    };
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


/***/ })

};
