export const id = 9583;
export const ids = [9583];
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

/***/ 25880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ renderOptions),
/* harmony export */   E: () => (/* binding */ renderInputs)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55686);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65680);
/* harmony import */ var _github_run_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11364);



const renderInputs = {
    "helm-values": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)()
        .default([])
        .describe("Values files for a Helm chart among the manifests, one per line; the last one wins."),
    "helm-set": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)().default([]).describe("Values for a Helm chart, one per line: `image.tag=1.4.0`."),
    "helm-release": zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional().describe("The name that a chart's templates see as `.Release.Name`."),
    "allow-remote-bases": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)()
        .default(false)
        .describe("Whether a kustomization may load what is not in the repository."),
};
function renderOptions(given, job, cluster) {
    return {
        runCommand: _github_run_command_js__WEBPACK_IMPORTED_MODULE_1__/* .runCommand */ .d,
        env: job.env,
        signal: job.signal,
        tempDirectory: job.tempDirectory,
        allowRemoteBases: given["allow-remote-bases"],
        helm: { release: given["helm-release"], values: given["helm-values"], set: given["helm-set"] },
        capabilities: async () => {
            if (cluster === undefined)
                return undefined;
            const { readServedApis } = await __webpack_require__.e(/* import() */ 2606).then(__webpack_require__.bind(__webpack_require__, 52606));
            return readServedApis(cluster, { signal: job.signal });
        },
    };
}


/***/ }),

/***/ 29583:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   action: () => (/* binding */ action)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55686);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65680);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _validation_check_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(37793);
/* harmony import */ var _cluster_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72797);
/* harmony import */ var _manifest_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25880);






const inputs = zod__WEBPACK_IMPORTED_MODULE_4__/* .strictObject */ .rej({
    ..._cluster_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .clusterInputs */ .g,
    manifests: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)().default([]),
    ..._manifest_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .renderInputs */ .E,
    workload: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().optional(),
    digest: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()
        .regex(/^sha256:[0-9a-f]{64}$/, "a digest is sha256: and 64 hexadecimal digits")
        .optional(),
    "fail-on": zod__WEBPACK_IMPORTED_MODULE_4__/* ["enum"] */ .k5n([..._validation_check_js__WEBPACK_IMPORTED_MODULE_5__/* .severities */ .g, "none"]).default("high"),
});
const action = {
    name: "validate-production",
    inputs,
    async main(given, job) {
        const workload = given.workload === undefined ? undefined : readWorkload(given.workload);
        if (workload === undefined && given.manifests.length === 0)
            throw nothingGiven();
        const cluster = workload === undefined ? undefined : await (0,_cluster_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .openCluster */ .D)(given, job);
        try {
            return await examine(given, workload, cluster, job);
        }
        finally {
            await cluster?.close();
        }
    },
};
async function examine(given, workload, cluster, job) {
    const { loadManifests } = await Promise.all(/* import() */[__webpack_require__.e(3483), __webpack_require__.e(1026), __webpack_require__.e(6993), __webpack_require__.e(3904)]).then(__webpack_require__.bind(__webpack_require__, 46993));
    const { validate } = await Promise.all(/* import() */[__webpack_require__.e(2847), __webpack_require__.e(4412)]).then(__webpack_require__.bind(__webpack_require__, 22847));
    const { validationFailure, validationSummary } = await Promise.all(/* import() */[__webpack_require__.e(2847), __webpack_require__.e(1854)]).then(__webpack_require__.bind(__webpack_require__, 96091));
    const manifests = given.manifests.length === 0
        ? []
        : await loadManifests(given.manifests, {
            directory: job.run.workspace,
            namespace: cluster?.namespace ?? given.namespace,
            render: (0,_manifest_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .renderOptions */ .D)(given, job, cluster),
        });
    const live = cluster === undefined ? undefined : await readLive(given, cluster, job);
    const request = { manifests, live, workload, failOn: given["fail-on"] };
    const result = await validate(request, { log: job.log, signal: job.signal });
    const count = (state) => String(result.results.filter((one) => one.state === state).length);
    const outputs = {
        passed: count("passed"),
        failed: count("failed"),
        unknown: count("unknown"),
        "not-applicable": count("not-applicable"),
    };
    const summary = validationSummary(result);
    job.log.info(`${outputs.passed} checks passed, ${outputs.failed} failed, ${outputs.unknown} unknown, ${outputs["not-applicable"]} not applicable.`);
    if (result.passed)
        return { outcome: "succeeded", outputs, summary };
    return { outcome: "failed", outputs, summary, failure: validationFailure(result) };
}
async function readLive(given, cluster, job) {
    const { readLiveObjects } = await __webpack_require__.e(/* import() */ 6963).then(__webpack_require__.bind(__webpack_require__, 46963));
    return await readLiveObjects(cluster, { digest: given.digest, signal: job.signal });
}
const kinds = {
    deployment: "Deployment",
    deployments: "Deployment",
    deploy: "Deployment",
    statefulset: "StatefulSet",
    statefulsets: "StatefulSet",
    sts: "StatefulSet",
    daemonset: "DaemonSet",
    daemonsets: "DaemonSet",
    ds: "DaemonSet",
};
function readWorkload(text) {
    const [, kind = "deployment", name = ""] = /^(?:([^/]+)\/)?([^/]+)$/.exec(text) ?? [];
    const found = kinds[kind.toLowerCase()];
    if (found !== undefined && name !== "")
        return { kind: found, name };
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: 'reading the input "workload"',
        found: `"${text}" names no workload`,
        advice: "Write it as Deployment/NAME, StatefulSet/NAME or DaemonSet/NAME.",
    });
}
function nothingGiven() {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "reading the inputs",
        found: 'neither "manifests" nor "workload" is given, so there is nothing to validate',
        advice: 'Give the folder of the service in "manifests", or its "workload", or both.',
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

/***/ 11364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


const runCommand = async (file, args, options) => {
    const signal = untilOver(options);
    signal?.throwIfAborted();
    try {
        return await orAbort(run(file, args, options), signal);
    }
    catch (error) {
        options.signal?.throwIfAborted();
        return { status: undefined, stdout: "", stderr: String(error) };
    }
};
function untilOver({ signal, timeout }) {
    if (timeout === undefined)
        return signal;
    const late = AbortSignal.timeout(timeout);
    return signal === undefined ? late : AbortSignal.any([signal, late]);
}
async function orAbort(work, signal) {
    if (signal === undefined)
        return work;
    const { promise: aborted, reject } = Promise.withResolvers();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    try {
        return await Promise.race([work, aborted]);
    }
    finally {
        signal.removeEventListener("abort", onAbort);
    }
}
async function run(file, args, options) {
    const env = { ...stringsOf(options.env ?? process.env), LC_ALL: "C" };
    const program = await findProgram(file, env.PATH ?? "");
    const { getExecOutput } = await __webpack_require__.e(/* import() */ 3032).then(__webpack_require__.bind(__webpack_require__, 13032));
    const { exitCode, stdout, stderr } = await getExecOutput(quoted(program), [...args], {
        cwd: options.directory,
        env,
        silent: true,
        ignoreReturnCode: true,
    });
    const status = exitCode;
    return { status: status ?? undefined, stdout, stderr };
}
function stringsOf(env) {
    return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
async function findProgram(file, path) {
    for (const folder of path.split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter).filter((each) => each !== "")) {
        const candidate = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder, file);
        const runs = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(candidate, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK).then(() => true, () => false);
        if (runs)
            return candidate;
    }
    throw new Error(`${file} is not on the PATH`);
}
function quoted(program) {
    return `"${program.replaceAll('"', '\\"')}"`;
}


/***/ }),

/***/ 37793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ areas),
/* harmony export */   g: () => (/* binding */ severities)
/* harmony export */ });
const areas = ["release", "security", "reliability", "performance", "network", "monitoring"];
const severities = ["critical", "high", "medium", "low"];


/***/ })

};
