export const id = 4926;
export const ids = [4926];
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

/***/ 87373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ historyOf)
/* harmony export */ });
/* harmony import */ var _github_run_command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11364);

function historyOf(token, job) {
    job.mask(token);
    return {
        directory: job.run.workspace || ".",
        runCommand: _github_run_command_js__WEBPACK_IMPORTED_MODULE_0__/* .runCommand */ .d,
        askElsewhere: async (older, newer) => {
            const { compareCommits } = await Promise.all(/* import() */[__webpack_require__.e(1329), __webpack_require__.e(1837)]).then(__webpack_require__.bind(__webpack_require__, 11837));
            const { env, log, signal } = job;
            return compareCommits(older, newer, { repository: job.run.repository, token, env, log, signal });
        },
    };
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

/***/ 60638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E8: () => (/* binding */ logIn),
/* harmony export */   ZF: () => (/* binding */ loginInputs),
/* harmony export */   je: () => (/* binding */ logOut)
/* harmony export */ });
/* unused harmony export registryName */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55686);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);



const loginInputs = {
    registry: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    username: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    password: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
};
async function logIn(given, image, job) {
    const { username, password } = given;
    job.mask(password ?? "");
    if (username === undefined && password === undefined)
        return job.env;
    if (username === undefined || password === undefined)
        throw halfLogin(username === undefined ? "username" : "password");
    const { registryAddress } = await __webpack_require__.e(/* import() */ 5050).then(__webpack_require__.bind(__webpack_require__, 65050));
    const registry = given.registry === undefined ? registryAddress(image)?.registry : registryName(given.registry);
    if (registry === undefined)
        return job.env;
    const { writeLogin } = await __webpack_require__.e(/* import() */ 7722).then(__webpack_require__.bind(__webpack_require__, 67722));
    const folder = await writeLogin({ registry, username, password }, job.env, job.tempDirectory);
    job.saveState("docker-config", folder);
    folders.set(job, folder);
    return { ...job.env, DOCKER_CONFIG: folder };
}
async function logOut(job) {
    const folder = folders.get(job) ?? job.state("docker-config");
    if (folder !== "")
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
}
const folders = new WeakMap();
function registryName(text) {
    const host = text
        .trim()
        .replace(/^https?:\/\//i, "")
        .replace(/\/.*$/, "")
        .toLowerCase();
    return /^(?:index\.|registry-1\.)?docker\.io$/.test(host) ? "docker.io" : host;
}
function halfLogin(missing) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "reading the inputs",
        found: `the registry's ${missing} is missing or empty, and the other of username and password is given`,
        advice: "Give both, or none to use the login that docker has. A secret that is not set, or that a called workflow or a pull request from a fork does not get, is an empty text.",
    });
}


/***/ }),

/***/ 84926:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   action: () => (/* binding */ action)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(55686);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65680);
/* harmony import */ var _cluster_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72797);
/* harmony import */ var _commit_history_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87373);
/* harmony import */ var _manifest_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25880);
/* harmony import */ var _registry_login_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60638);






const inputs = zod__WEBPACK_IMPORTED_MODULE_5__/* .strictObject */ .rej({
    ..._cluster_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .clusterInputs */ .g,
    image: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(),
    "build-context": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().default("."),
    dockerfile: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    target: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    "build-args": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)().default([]),
    "build-contexts": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)().default([]),
    platforms: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .words */ .aL)().default([]),
    "registry-username": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    "registry-password": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    manifests: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)().default([]),
    ..._manifest_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .renderInputs */ .E,
    workload: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    container: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    timeout: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)().default(600_000),
    "allow-older": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)().default(false),
    force: (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)().default(false),
    "github-token": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().default(""),
    url: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    smoke: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().optional(),
    "fail-on": zod__WEBPACK_IMPORTED_MODULE_5__/* ["enum"] */ .k5n(["critical", "high", "medium", "low", "none"]).default("high"),
});
const action = {
    name: "release-service",
    inputs,
    async main(given, job) {
        const { release } = await __webpack_require__.e(/* import() */ 4306).then(__webpack_require__.bind(__webpack_require__, 14306));
        const { releaseSteps } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(3483), __webpack_require__.e(9037), __webpack_require__.e(9597), __webpack_require__.e(203), __webpack_require__.e(1026), __webpack_require__.e(687), __webpack_require__.e(330), __webpack_require__.e(5415), __webpack_require__.e(4441), __webpack_require__.e(7520), __webpack_require__.e(553), __webpack_require__.e(4918), __webpack_require__.e(6397), __webpack_require__.e(2847), __webpack_require__.e(2826), __webpack_require__.e(6993), __webpack_require__.e(2745), __webpack_require__.e(5775), __webpack_require__.e(659), __webpack_require__.e(5337)]).then(__webpack_require__.bind(__webpack_require__, 89948));
        const env = await (0,_registry_login_js__WEBPACK_IMPORTED_MODULE_4__/* .logIn */ .E8)(loginOf(given), given.image, job);
        const cluster = await (0,_cluster_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .openCluster */ .D)(given, job);
        try {
            const steps = releaseSteps(requestOf(given, job), contextOf(given, cluster, env, job));
            return answer(await release(steps, job.log));
        }
        finally {
            await cluster.close();
            await (0,_registry_login_js__WEBPACK_IMPORTED_MODULE_4__/* .logOut */ .je)(job);
        }
    },
    async post(job) {
        await (0,_registry_login_js__WEBPACK_IMPORTED_MODULE_4__/* .logOut */ .je)(job);
        const { action: deployRollout } = await Promise.all(/* import() */[__webpack_require__.e(553), __webpack_require__.e(7977)]).then(__webpack_require__.bind(__webpack_require__, 90358));
        await deployRollout.post?.(job);
    },
};
function loginOf(given) {
    return { username: given["registry-username"], password: given["registry-password"] };
}
function requestOf(given, job) {
    return {
        build: {
            directory: job.run.workspace || process.cwd(),
            image: given.image,
            context: given["build-context"],
            file: given.dockerfile,
            target: given.target,
            buildArgs: given["build-args"],
            buildContexts: given["build-contexts"],
            platforms: given.platforms,
        },
        manifests: given.manifests,
        workload: given.workload,
        container: given.container,
        timeout: given.timeout,
        allowOlder: given["allow-older"],
        force: given.force,
        smoke: given.smoke,
        url: given.url,
        failOn: given["fail-on"],
    };
}
function contextOf(given, cluster, env, job) {
    const { runKey, runUrl, actor, sha, workspace } = job.run;
    return {
        cluster,
        env,
        log: job.log,
        signal: job.signal,
        tempDirectory: job.tempDirectory,
        workspace: workspace || process.cwd(),
        history: (0,_commit_history_js__WEBPACK_IMPORTED_MODULE_2__/* .historyOf */ .o)(given["github-token"], job),
        render: (0,_manifest_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .renderOptions */ .D)(given, job, cluster),
        run: { runKey, runUrl, actor, commit: sha },
        onBegin: ({ workload }) => {
            job.saveState("begun", `${workload.kind}/${workload.name}`);
            job.saveState("namespace", workload.namespace);
        },
        onSettled: () => job.saveState("begun", ""),
    };
}
function answer(result) {
    const { outcome, changed, image, previousDigest, revision, reason, summary, failure } = result;
    return {
        outcome,
        outputs: {
            changed: String(changed),
            digest: image?.digest ?? "",
            reference: image?.reference ?? "",
            version: image?.version ?? "",
            "previous-digest": previousDigest,
            revision: revision === 0 ? "" : String(revision),
            reason,
        },
        summary,
        failure,
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


/***/ })

};
