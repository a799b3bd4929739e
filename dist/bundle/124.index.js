export const id = 124;
export const ids = [124];
export const modules = {

/***/ 7373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ historyOf)
/* harmony export */ });
/* harmony import */ var _github_run_command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1364);

function historyOf(token, job) {
    job.mask(token);
    return {
        directory: job.run.workspace || ".",
        runCommand: _github_run_command_js__WEBPACK_IMPORTED_MODULE_0__/* .runCommand */ .d,
        askElsewhere: async (older, newer) => {
            const { compareCommits } = await Promise.all(/* import() */[__webpack_require__.e(329), __webpack_require__.e(837)]).then(__webpack_require__.bind(__webpack_require__, 1837));
            const { env, log, signal } = job;
            return compareCommits(older, newer, { repository: job.run.repository, token, env, log, signal });
        },
    };
}


/***/ }),

/***/ 6115:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runOperation: () => (/* binding */ runOperation),
/* harmony export */   settleWhatIsLeft: () => (/* binding */ settleWhatIsLeft)
/* harmony export */ });
/* harmony import */ var _manifests_images_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9372);
/* harmony import */ var _manifests_load_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6702);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6302);
/* harmony import */ var _rollout_confirm_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8747);
/* harmony import */ var _rollout_deploy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5580);
/* harmony import */ var _rollout_settle_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7880);
/* harmony import */ var _rollout_target_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(804);
/* harmony import */ var _rollout_workload_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9702);
/* harmony import */ var _cluster_inputs_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2797);
/* harmony import */ var _commit_history_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7373);










async function runOperation(given, job) {
    let begun = false;
    const onBegin = ({ workload }) => {
        begun = true;
        job.saveState("begun", `${workload.kind}/${workload.name}`);
        job.saveState("namespace", workload.namespace);
    };
    try {
        return answer(await withCluster(given, job, (cluster) => perform(given, cluster, job, onBegin)));
    }
    catch (error) {
        if (!(error instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H))
            throw error;
        const outputs = {
            changed: String(begun),
            digest: (0,_rollout_workload_js__WEBPACK_IMPORTED_MODULE_7__/* .digestOf */ .ol)(given.image ?? ""),
            "previous-digest": "",
            revision: "",
        };
        return { outcome: "failed", outputs, failure: error };
    }
}
async function withCluster(given, job, act) {
    const cluster = await (0,_cluster_inputs_js__WEBPACK_IMPORTED_MODULE_8__/* .openCluster */ .D)(given, job);
    try {
        return await act(cluster);
    }
    finally {
        const { total } = cluster.requestCount();
        job.log.debug(`API requests, Lease writes apart: ${total}`);
        await cluster.close();
    }
}
async function perform(given, cluster, job, onBegin) {
    const context = contextOf(given, cluster, job);
    const { timeout, reason } = given;
    const waitForLock = given["wait-for-lock"];
    switch (given.operation) {
        case "deploy": {
            const result = await (0,_rollout_deploy_js__WEBPACK_IMPORTED_MODULE_4__/* .deploy */ .g)({
                source: await sourceOf(given, cluster, job),
                timeout,
                waitForLock,
                logLines: given["log-lines"],
                onFailure: given["on-failure"],
                takeOver: given["take-over"],
                allowOlder: given["allow-older"],
                force: given.force,
                reason,
                version: given.version,
                commit: context.run.commit,
                history: (0,_commit_history_js__WEBPACK_IMPORTED_MODULE_9__/* .historyOf */ .o)(given["github-token"], job),
                onBegin,
            }, context);
            if (!result.pending)
                job.saveState("begun", "");
            return result;
        }
        case "confirm":
            return (0,_rollout_confirm_js__WEBPACK_IMPORTED_MODULE_3__/* .confirm */ .l)({ workload: await workloadOf(given, cluster, job), image: given.image ?? "" }, context);
        case "settle":
            return (0,_rollout_settle_js__WEBPACK_IMPORTED_MODULE_5__/* .settle */ .G)({
                workload: await workloadOf(given, cluster, job),
                scope: given.scope,
                timeout,
                waitForLock,
                logLines: given["log-lines"],
                reason,
            }, context);
    }
}
async function settleWhatIsLeft(job) {
    const begun = job.state("begun");
    if (begun === "")
        return;
    const input = (name) => job.env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
    const namespace = job.state("namespace") || input("namespace");
    const given = { kubeconfig: input("kubeconfig"), context: input("context"), namespace };
    const cluster = await (0,_cluster_inputs_js__WEBPACK_IMPORTED_MODULE_8__/* .openCluster */ .D)({ ...given, "runner-credentials": input("runner-credentials") !== "false" }, job);
    try {
        const workload = { ...(0,_rollout_target_js__WEBPACK_IMPORTED_MODULE_6__.parseWorkload)(begun), apiVersion: "apps/v1", namespace: cluster.namespace };
        const request = {
            workload,
            scope: "run",
            timeout: 240_000,
            waitForLock: 70_000,
            logLines: 20,
            reason: "",
        };
        const { reason } = await (0,_rollout_settle_js__WEBPACK_IMPORTED_MODULE_5__/* .settle */ .G)(request, contextOf({}, cluster, job));
        job.log.info(reason);
    }
    finally {
        await cluster.close();
    }
}
function contextOf(given, cluster, job) {
    const { runKey, runUrl, actor, sha } = job.run;
    return {
        cluster,
        log: job.log,
        signal: job.signal,
        run: { runKey, runUrl, actor, commit: given.commit ?? sha },
        now: () => performance.now(),
        lookUpImage: async (reference) => {
            const { lookUpImage } = await Promise.all(/* import() */[__webpack_require__.e(627), __webpack_require__.e(37), __webpack_require__.e(369)]).then(__webpack_require__.bind(__webpack_require__, 7369));
            return lookUpImage(reference, { env: job.env, signal: job.signal });
        },
    };
}
async function sourceOf(given, cluster, job) {
    const workload = given.workload === undefined ? undefined : (0,_rollout_target_js__WEBPACK_IMPORTED_MODULE_6__.parseWorkload)(given.workload);
    const { container, image } = given;
    if (given.manifests.length > 0) {
        const loaded = await (0,_manifests_load_js__WEBPACK_IMPORTED_MODULE_1__.loadManifests)(given.manifests, {
            directory: job.run.workspace || ".",
            namespace: cluster.namespace,
        });
        const overrides = [...given.images, ...(image === undefined ? [] : [image])].map(_manifests_images_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImageOverride */ .L);
        return { kind: "manifests", manifests: (0,_manifests_images_js__WEBPACK_IMPORTED_MODULE_0__/* .setImages */ .B)(loaded, overrides).manifests, workload, container };
    }
    if (workload !== undefined && image !== undefined)
        return { kind: "image", workload, container, image };
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: "reading the inputs",
        found: `${image === undefined ? "`image` is" : "`workload` is"} missing or empty, and there are no \`manifests\``,
        advice: "Give `manifests`, or both `workload` and `image` to set only the image of what is there.",
    });
}
async function workloadOf(given, cluster, job) {
    const { namespace } = cluster;
    if (given.workload !== undefined && given.manifests.length === 0)
        return { ...(0,_rollout_target_js__WEBPACK_IMPORTED_MODULE_6__.parseWorkload)(given.workload), apiVersion: "apps/v1", namespace };
    if (given.manifests.length > 0)
        return (0,_rollout_target_js__WEBPACK_IMPORTED_MODULE_6__.resolveTarget)(await sourceOf({ ...given, images: [], image: undefined }, cluster, job), namespace).workload;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: "reading the inputs",
        found: "neither `workload` nor `manifests` is given",
        advice: `Name the workload to ${given.operation}: \`workload: deployment/NAME\`.`,
    });
}
function answer(result) {
    const { outcome, changed, digest, previousDigest, revision, releaseId, reason, summary, failure } = result;
    return {
        outcome,
        outputs: {
            changed: String(changed),
            digest,
            "previous-digest": previousDigest,
            revision: revision === 0 ? "" : String(revision),
            release: releaseId,
            reason,
        },
        summary,
        failure,
    };
}


/***/ }),

/***/ 1364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


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
    const { getExecOutput } = await __webpack_require__.e(/* import() */ 32).then(__webpack_require__.bind(__webpack_require__, 3032));
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

/***/ 4102:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ containersOf),
/* harmony export */   s: () => (/* binding */ podSpecPath)
/* harmony export */ });
function podSpecPath(object) {
    const candidates = [["spec", "jobTemplate", "spec", "template", "spec"], ["spec", "template", "spec"], ["spec"]];
    return candidates.find((path) => Array.isArray(valueAt(object, [...path, "containers"])));
}
function containersOf(object) {
    const podSpec = podSpecPath(object);
    if (podSpec === undefined)
        return [];
    return [
        ...placesIn(object, [...podSpec, "containers"], "container"),
        ...placesIn(object, [...podSpec, "initContainers"], "init container"),
    ];
}
function placesIn(object, path, kind) {
    const list = valueAt(object, path);
    if (!Array.isArray(list))
        return [];
    return list.map((container, index) => ({
        kind,
        name: textOf(valueAt(container, ["name"])),
        image: textOf(valueAt(container, ["image"])),
        path: [...path, index],
    }));
}
function valueAt(value, path) {
    return path.reduce((parent, key) => (isObject(parent) ? parent[key] : undefined), value);
}
function isObject(value) {
    return typeof value === "object" && value !== null;
}
function textOf(value) {
    return typeof value === "string" ? value : "";
}


/***/ })

};
