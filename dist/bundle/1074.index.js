export const id = 1074;
export const ids = [1074];
export const modules = {

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

/***/ 67365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runOperation: () => (/* binding */ runOperation),
  settleWhatIsLeft: () => (/* binding */ settleWhatIsLeft)
});

// EXTERNAL MODULE: ./src/manifests/images.js
var manifests_images = __webpack_require__(9372);
// EXTERNAL MODULE: ./src/manifests/load.js + 9 modules
var load = __webpack_require__(46993);
// EXTERNAL MODULE: ./src/report/failure.js
var report_failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/release/lock.js + 3 modules
var release_lock = __webpack_require__(62984);
// EXTERNAL MODULE: ./src/release/record-store.js + 2 modules
var record_store = __webpack_require__(54195);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(36125);
// EXTERNAL MODULE: ./src/rollout/preflight.js
var preflight = __webpack_require__(85040);
// EXTERNAL MODULE: ./src/rollout/result.js
var rollout_result = __webpack_require__(39054);
// EXTERNAL MODULE: ./src/rollout/take-back.js + 1 modules
var take_back = __webpack_require__(65119);
;// CONCATENATED MODULE: ./src/rollout/abort.js








const leastWait = 60_000;
async function abortRelease(request, context) {
    const { cluster, log, signal, run } = context;
    const { workload, timeout, logLines } = request;
    const seen = (0,states/* openRelease */.gS)(await (0,record_store/* readRecord */.aE)(cluster, workload, { signal }));
    if (seen === undefined)
        return nothingToAbort(workload);
    refusePromoted(seen, workload);
    const beside = seen.track === undefined ? [] : (0,preflight/* trackPermissions */._Y)(workload);
    const needed = [...(0,preflight/* workloadPermissions */.K6)(workload), ...beside];
    await (0,preflight/* requirePermissions */.An)(cluster, needed, workload.namespace, { signal });
    const by = run.actor === "" ? run.runKey : run.actor;
    const reason = `${by} aborted it${request.reason === "" ? "" : `: ${request.reason}`}`;
    const asked = await (0,release_lock/* requestAbort */.k)(cluster, workload, { by, reason: request.reason }, { signal });
    if (asked)
        log.info(`Release ${seen.id} holds the lock: its run was asked to back out.`);
    const lock = await (0,release_lock/* acquireLock */.I)(cluster, workload, {
        holder: run.runKey,
        reason: `aborting release ${seen.id}`,
        runUrl: run.runUrl,
        signal,
        log,
        waitFor: asked ? Math.max(request.waitForLock, leastWait) : request.waitForLock,
    });
    try {
        const open = (0,states/* openRelease */.gS)(await (0,record_store/* readRecord */.aE)(cluster, workload, { signal }));
        if (open === undefined)
            return { ...nothingToAbort(workload), reason: `release ${seen.id} has backed out`, changed: asked };
        refusePromoted(open, workload);
        const endsAs = open.endsAs || "aborted";
        return await (0,take_back/* takeBack */.z)({ workload, release: open, endsAs, reason, timeout, logLines, to: undefined, lock }, context);
    }
    finally {
        await lock.release();
    }
}
function nothingToAbort(workload) {
    const reason = `no release of ${(0,object/* describeObject */.v)(workload)} is open: there is nothing to abort`;
    return (0,rollout_result/* quietResult */.CD)("succeeded", { digest: "", previousDigest: "", revision: 0, reason });
}
function refusePromoted(release, workload) {
    if (release.state !== "promoted")
        return;
    throw new report_failure/* Failure */.H({
        attempted: `aborting the release of ${(0,object/* describeObject */.v)(workload)}`,
        found: `release ${release.id} is promoted already`,
        advice: "Take it back with the rollback workflow (`operation: settle`, or a rollback to the last verified release).",
    });
}

// EXTERNAL MODULE: ./src/rollout/confirm.js + 1 modules
var rollout_confirm = __webpack_require__(45218);
// EXTERNAL MODULE: ./src/rollout/deploy.js
var deploy = __webpack_require__(95284);
// EXTERNAL MODULE: ./src/kube/access.js
var access = __webpack_require__(68705);
// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(80231);
// EXTERNAL MODULE: ./src/rollout/begin.js
var begin = __webpack_require__(59746);
// EXTERNAL MODULE: ./src/rollout/bell.js
var bell = __webpack_require__(56238);
// EXTERNAL MODULE: ./src/rollout/canary/first-release.js
var first_release = __webpack_require__(91278);
// EXTERNAL MODULE: ./src/rollout/prepare.js
var prepare = __webpack_require__(30788);
// EXTERNAL MODULE: ./src/rollout/serving.js
var rollout_serving = __webpack_require__(60287);
// EXTERNAL MODULE: ./src/rollout/start.js + 2 modules
var rollout_start = __webpack_require__(18828);
// EXTERNAL MODULE: ./src/rollout/target.js
var rollout_target = __webpack_require__(50174);
// EXTERNAL MODULE: ./src/rollout/tracks/deploy-tracks.js
var deploy_tracks = __webpack_require__(2210);
// EXTERNAL MODULE: ./src/rollout/tracks/prepare-tracks.js + 6 modules
var prepare_tracks = __webpack_require__(27051);
// EXTERNAL MODULE: ./src/rollout/plan/compare.js + 1 modules
var compare = __webpack_require__(35602);
// EXTERNAL MODULE: ./src/rollout/plan/difference.js + 1 modules
var difference = __webpack_require__(27478);
// EXTERNAL MODULE: ./src/rollout/plan/planned.js
var planned = __webpack_require__(36617);
// EXTERNAL MODULE: ./src/rollout/plan/release-plan.js + 1 modules
var release_plan = __webpack_require__(38857);
// EXTERNAL MODULE: ./src/rollout/plan/render.js
var render = __webpack_require__(98615);
;// CONCATENATED MODULE: ./src/rollout/plan/plan.js




















async function plan(request, context) {
    const { cluster, log, signal } = context;
    const found = (0,rollout_target.resolveTarget)(request.source, cluster.namespace);
    const along = (0,preflight/* broughtAlong */.TM)(found.manifests);
    await (0,preflight/* namespaceExists */.im)(cluster, found.workload.namespace, along, { signal });
    const types = await (0,preflight/* resolveKinds */.gE)(cluster, found.manifests, along, { signal });
    const target = { ...found, digest: await (0,preflight/* checkImage */.cd)(found, context.lookUpImage, log) };
    const deferred = new Set([...types].filter(([, type]) => type === undefined).map(([manifest]) => manifest));
    const beside = request.tracks === undefined ? [] : (0,preflight/* trackPermissions */._Y)(target.workload);
    const needed = [...(0,preflight/* releasePermissions */.GZ)(target, types.values()), ...beside];
    const missing = await (0,access/* missingPermissions */.HR)(cluster, needed, { signal });
    const { tracks } = request;
    const planned = tracks !== undefined && !(await (0,first_release/* isFirstCanary */.$)(tracks, target, context))
        ? await planTracks(request, tracks, target, deferred, context)
        : await planRolling(request, target, deferred, context);
    const notes = [
        ...planned.plan.notes,
        ...(missing.length === 0 ? [] : [permissionNote(missing.map(access/* describePermission */.D))]),
    ];
    return told({ ...planned, plan: { ...planned.plan, notes } }, target, context);
}
async function planRolling(request, target, deferred, context) {
    const live = await (0,prepare/* watchTarget */.NI)(target, (0,bell/* createBell */.Y)(), context);
    try {
        const before = live.snapshot();
        return await planFrom(request, await (0,prepare/* planApply */._$)(request, target, deferred, before, context), before, context);
    }
    finally {
        live.stop();
    }
}
async function planFrom(request, applyPlan, before, context) {
    const { cluster, log, signal } = context;
    const { target, container, takeOver } = applyPlan;
    const record = await (0,record_store/* readRecord */.aE)(cluster, target.workload, { signal });
    const objects = (0,planned/* plannedObjects */.t)(applyPlan, before);
    const { differences, refusals } = await (0,compare/* compareObjects */.Gq)(cluster, objects, { log, signal, takeOver });
    const serving = (0,rollout_serving/* whatServes */.V)(before, record, container);
    const changes = differences.some(difference/* isChange */.X);
    const start = await caught(async () => {
        (0,rollout_serving/* refuseUnprovable */.h)(target, before, applyPlan);
        return (0,rollout_start/* judge */.S)(request, target, { record, before, serving, changes }, context);
    });
    const leftOpen = start.value?.kind === "begin" ? start.value.leftOpen : undefined;
    const wayBack = (0,begin/* wayBackOf */.m3)(record, leftOpen, serving);
    const [refusal] = refusals;
    return {
        plan: (0,release_plan/* rollingPlan */.Zu)({ request, applyPlan, differences, wayBack, leftOpen }),
        previousDigest: serving.digest,
        revision: serving.revision,
        obstacle: refusal ?? start.failure,
        quiet: start.value?.kind === "quiet" ? start.value.result.reason : undefined,
    };
}
async function planTracks(request, tracks, target, deferred, context) {
    const { cluster, signal } = context;
    const { strategy } = tracks;
    const record = await (0,record_store/* readRecord */.aE)(cluster, target.workload, { signal });
    const left = (0,deploy_tracks/* leftHalfWay */.Ex)(record);
    const prepared = await (0,prepare_tracks/* prepareTracks */.q)(request, tracks, target, deferred, record, context, { readOnly: true });
    const { plan, before, differences, changes, route } = prepared;
    const serving = (0,rollout_serving/* whatServes */.V)(before, record, plan.container);
    const start = await caught(() => (0,rollout_start/* judge */.S)(request, target, { record, before, serving, changes }, context));
    const goesOn = left !== undefined && (0,deploy_tracks/* mayResume */.v9)(left, target, tracks);
    const track = goesOn && left.track !== undefined ? left.track : prepared.track;
    const notes = [`Router ${route.router}: ${route.why}.`, ...(left === undefined ? [] : [leftNote(left, goesOn)])];
    return {
        plan: (0,release_plan/* tracksPlan */.W9)({ target, track, strategy, request, differences, notes }),
        previousDigest: serving.digest,
        revision: serving.revision,
        obstacle: start.failure,
        quiet: start.value?.kind === "quiet" ? start.value.result.reason : undefined,
    };
}
function leftNote({ id, state, track }, goesOn) {
    const left = `Release ${id} was left ${state} by a run that is over`;
    if (!goesOn)
        return `${left}: it is taken back before anything else.`;
    return `${left}: this release goes on with it, from act ${(track?.stage ?? 0) + 1} of its ${track?.stages.length ?? 0}.`;
}
async function told({ plan, obstacle, quiet, ...serving }, target, { log }) {
    await log.group("Plan", async () => log.foreign((0,render/* planText */.Pt)(plan)));
    const changing = plan.differences.filter(difference/* isChange */.X).length;
    const first = quiet ?? `${plan.acts.length} acts, in which ${changing} of ${plan.differences.length} objects change`;
    const reason = `planned: ${first}; nothing was changed`;
    const result = (0,rollout_result/* quietResult */.CD)("succeeded", { digest: target.digest, ...serving, reason });
    const lead = obstacle === undefined ? `${(0,markdown/* escapeMarkdown */.FV)(reason)}\n\n` : "";
    const summary = `${lead}${(0,render/* planMarkdown */.Xg)(plan)}`;
    if (obstacle === undefined)
        return { ...result, summary };
    const failure = new report_failure/* Failure */.H({
        attempted: `planning the release of ${target.image}: ${obstacle.attempted}`,
        found: obstacle.found,
        advice: obstacle.advice,
        at: obstacle.at,
        evidence: obstacle.evidence,
        cause: obstacle,
    });
    return { ...result, outcome: "failed", reason: failure.found, summary, failure };
}
function permissionNote(missing) {
    return `This user may not carry it out: the release also needs ${[...new Set(missing)].join(", ")}.`;
}
async function caught(body) {
    try {
        return { value: await body() };
    }
    catch (error) {
        if (error instanceof report_failure/* Failure */.H)
            return { failure: error };
        throw error;
    }
}

// EXTERNAL MODULE: ./src/rollout/strategies.js
var strategies = __webpack_require__(558);
// EXTERNAL MODULE: ./src/rollout/tracks/finish-tracks.js + 1 modules
var finish_tracks = __webpack_require__(53720);
// EXTERNAL MODULE: ./src/rollout/tracks/run-release.js + 6 modules
var run_release = __webpack_require__(96855);
// EXTERNAL MODULE: ./src/rollout/tracks/survey.js
var survey = __webpack_require__(6148);
;// CONCATENATED MODULE: ./src/rollout/promote.js













async function promote(request, context) {
    const { cluster, log, signal, run } = context;
    const { workload } = request;
    const needed = [...(0,preflight/* workloadPermissions */.K6)(workload), ...(0,preflight/* trackPermissions */._Y)(workload)];
    await (0,preflight/* requirePermissions */.An)(cluster, needed, workload.namespace, { signal });
    const seen = waiting(await (0,record_store/* readRecord */.aE)(cluster, workload, { signal }), request);
    if (seen.kind === "over")
        return seen.result;
    const { target, deferred } = await targetOf(seen.release, request, context);
    const lock = await (0,release_lock/* acquireLock */.I)(cluster, workload, {
        holder: run.runKey,
        reason: `promoting release ${seen.release.id}`,
        runUrl: run.runUrl,
        signal,
        log,
        waitFor: request.waitForLock,
    });
    try {
        const now = waiting(await (0,record_store/* readRecord */.aE)(cluster, workload, { signal }), request);
        if (now.kind === "over")
            return now.result;
        return await goOn(now.release, target, deferred, request, lock, context);
    }
    finally {
        await lock.release();
    }
}
function waiting(record, { workload, image }) {
    const open = (0,states/* openRelease */.gS)(record);
    const attempted = `promoting the release of ${(0,object/* describeObject */.v)(workload)}`;
    if (open === undefined) {
        throw new report_failure/* Failure */.H({
            attempted,
            found: "no release of it is open",
            advice: "There is nothing to promote: see the record and the summary of the run that released last.",
        });
    }
    if (open.state === "promoted") {
        const { digest, previousDigest, revision } = open;
        const reason = `release ${open.id} is promoted already`;
        return { kind: "over", result: (0,rollout_result/* quietResult */.CD)("succeeded", { digest, previousDigest, revision, reason }) };
    }
    const { track } = open;
    if (!(0,states/* isPaused */.lP)(open) || track === undefined) {
        throw new report_failure/* Failure */.H({
            attempted,
            found: `release ${open.id} is ${open.state} and does not wait for anybody`,
            advice: "If its run is still going on, wait for it. If that run is over, release the same image again to go on, or take it back with `operation: abort`.",
        });
    }
    if (image !== "" && image !== open.image && !image.endsWith(`@${open.digest}`)) {
        throw new report_failure/* Failure */.H({
            attempted,
            found: `release ${open.id} waits with ${open.image}, and \`image\` is ${image}`,
            advice: "Leave `image` out, or name the image of the release that waits.",
        });
    }
    return { kind: "waits", release: { ...open, track } };
}
async function targetOf(release, request, context) {
    const { cluster, signal } = context;
    const { image, digest } = release;
    const source = await request.source(image);
    if (source === undefined) {
        const { workload } = request;
        const bare = { workload, manifests: [], manifest: undefined, container: "", image, digest };
        return { target: bare, deferred: new Set() };
    }
    const target = { ...(0,rollout_target.resolveTarget)(source, cluster.namespace), digest };
    const types = await (0,preflight/* resolveKinds */.gE)(cluster, target.manifests, (0,preflight/* broughtAlong */.TM)(target.manifests), { signal });
    await (0,preflight/* checkPermissions */.RS)(cluster, target, types.values(), { signal });
    const deferred = [...types].filter(([, type]) => type === undefined).map(([manifest]) => manifest);
    return { target, deferred: new Set(deferred) };
}
async function goOn(release, target, deferred, request, lock, context) {
    const { cluster, log, run } = context;
    const { workload } = request;
    const { track } = release;
    const plan = await planOf(release, target, deferred, request, context);
    request.onBegin?.(target);
    const going = { ...track, pausedAt: "" };
    const mine = { runKey: run.runKey, runUrl: run.runUrl, actor: run.actor, track: going };
    const record = await (0,record_store/* updateRecord */.vL)(cluster, workload, (before) => (0,states/* amendRelease */.pC)(before, release.id, mine));
    const written = record.releases.find(({ id }) => id === release.id) ?? release;
    log.info(`Going on with release ${release.id} of ${release.image} from act ${track.stage + 1} of ${track.stages.length}.`);
    const watching = request.startWatching?.(target);
    const end = await (0,run_release/* runRelease */.T)({
        workload,
        release: { ...written, track: going },
        strategy: (0,strategies/* wayOf */.V)(track),
        lock,
        timeout: request.timeout,
        logLines: request.logLines,
        onFailure: request.onFailure,
        plan,
        gates: request.gates,
        watching,
        passed: track.stage,
    }, context);
    const { scaleDownDelay } = request;
    return (0,finish_tracks/* finishTracks */.a)(request, { scaleDownDelay }, { end, planned: "", watching, target, lock }, context);
}
async function planOf({ id, track, version, commit, reason }, target, deferred, request, context) {
    if (target.manifest === undefined)
        return undefined;
    const { cluster, signal } = context;
    const record = await (0,record_store/* readRecord */.aE)(cluster, request.workload, { signal });
    const ground = await (0,survey/* survey */.F)(cluster, target, record, { signal });
    const before = ground.sideOf(track.stable?.deployment);
    const told = { takeOver: request.takeOver, reason: request.reason || reason, version, commit };
    return { ...(await (0,prepare/* planApply */._$)(told, target, deferred, before, context)), releaseId: id };
}

// EXTERNAL MODULE: ./src/rollout/settle.js
var settle = __webpack_require__(97880);
// EXTERNAL MODULE: ./src/rollout/workload.js
var workload = __webpack_require__(9702);
// EXTERNAL MODULE: ./src/actions/cluster-inputs.js
var cluster_inputs = __webpack_require__(72797);
// EXTERNAL MODULE: ./src/actions/commit-history.js
var commit_history = __webpack_require__(87373);
// EXTERNAL MODULE: ./src/actions/manifest-inputs.js
var manifest_inputs = __webpack_require__(25880);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(43627);
;// CONCATENATED MODULE: ./src/analysis/prometheus.js

const patience = 10_000;
function openPrometheus({ url, token }, connect) {
    const dispatcher = new undici.Agent(connect === undefined ? {} : { connect: connectorOver(connect) });
    const ask = (path, parameters, read, signal) => askServer({ url, token, dispatcher }, path, parameters, read, signal);
    return {
        time: (signal) => ask("query", { query: "time()" }, readTime, signal),
        query: (query, time, signal) => ask("query", { query, time: String(time) }, readVector, signal),
        queryRange: (query, { start, end, step }, signal) => ask("query_range", { query, start: String(start), end: String(end), step: String(step) }, readMatrix, signal),
        close: () => dispatcher.destroy(),
    };
}
async function askServer(server, path, parameters, read, signal) {
    const target = new URL(`api/v1/${path}`, server.url.endsWith("/") ? server.url : `${server.url}/`);
    target.search = new URLSearchParams(parameters).toString();
    try {
        const { statusCode, body } = await (0,undici.request)(target, {
            headers: server.token === "" ? {} : { authorization: `Bearer ${server.token}` },
            dispatcher: server.dispatcher,
            signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
        });
        return readAnswer(statusCode, await body.text(), read);
    }
    catch (error) {
        signal.throwIfAborted();
        return { kind: "unreachable", reason: reasonOf(error) };
    }
}
function readAnswer(status, text, read) {
    const envelope = parseEnvelope(text);
    if (envelope?.status === "success")
        return read(envelope.data);
    if (typeof envelope?.error === "string" && status < 500)
        return { kind: "refused", reason: envelope.error };
    const said = (typeof envelope?.error === "string" ? envelope.error : text).trim().slice(0, 200);
    const kind = status === 401 || status === 403 || status === 404 ? "refused" : "unreachable";
    return { kind, reason: `it answered ${status}${said === "" ? "" : `: ${said}`}` };
}
function parseEnvelope(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === "object" && value !== null ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function readTime(data) {
    const { result } = asResult(data);
    const time = Array.isArray(result) ? Number(result[1]) : Number.NaN;
    return Number.isFinite(time) ? { kind: "time", time } : { kind: "refused", reason: "it does not tell the time" };
}
function readVector(data) {
    const { resultType, result } = asResult(data);
    if (!Array.isArray(result))
        return { kind: "refused", reason: "its answer has no result" };
    if (resultType === "scalar")
        return { kind: "series", series: [{ labels: {}, value: readNumber(result[1]) }] };
    if (resultType !== "vector")
        return { kind: "refused", reason: `the query gives a ${String(resultType)}, not a number` };
    const series = result.map((one) => ({
        labels: one.metric ?? {},
        value: readNumber(one.value?.[1]),
    }));
    return { kind: "series", series };
}
function readMatrix(data) {
    const { resultType, result } = asResult(data);
    if (!Array.isArray(result) || resultType !== "matrix") {
        return { kind: "refused", reason: `the query gives a ${String(resultType)}, not a series of numbers` };
    }
    const series = result.map((one) => ({
        labels: one.metric ?? {},
        values: (one.values ?? []).map(([, value]) => readNumber(value)),
    }));
    return { kind: "series", series };
}
function asResult(data) {
    return typeof data === "object" && data !== null ? data : {};
}
function readNumber(value) {
    if (value === "+Inf")
        return Number.POSITIVE_INFINITY;
    if (value === "-Inf")
        return Number.NEGATIVE_INFINITY;
    return typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
}
function reasonOf(error) {
    if (!(error instanceof Error))
        return String(error);
    if (error.name === "TimeoutError")
        return `no answer within ${patience / 1000} s`;
    const code = "code" in error && typeof error.code === "string" ? error.code : "";
    return error.message || code || error.name;
}
function connectorOver(connect) {
    return (_options, callback) => {
        const late = new AbortController();
        const timer = setTimeout(() => late.abort(new Error(`no connection within ${patience / 1000} s`)), patience);
        connect(late.signal)
            .finally(() => clearTimeout(timer))
            .then((stream) => callback(null, stream), (error) => callback(error instanceof Error ? error : new Error(String(error)), null));
    };
}

;// CONCATENATED MODULE: ./src/analysis/check-prometheus.js


async function checkPrometheus(plan, { log, signal, connect }) {
    if (plan.prometheus === undefined || plan.metrics.length === 0)
        return;
    const prometheus = openPrometheus(plan.prometheus, connect);
    try {
        const answer = await prometheus.time(signal);
        if (answer.kind === "time")
            return;
        const found = `${plan.prometheus.url} cannot be asked: ${answer.reason}`;
        if (plan.onInconclusive !== "fail")
            return log.warning(`Prometheus ${found}. The analysis will tell nothing.`);
        throw new report_failure/* Failure */.H({
            attempted: "asking Prometheus before the first change",
            found,
            advice: "Correct prometheus-url or its token. Where only the cluster reaches Prometheus, name its Service in prometheus-service.",
        });
    }
    finally {
        await prometheus.close();
    }
}

;// CONCATENATED MODULE: ./src/analysis/plan.js
const defaults = {
    window: 300_000,
    interval: 30_000,
    count: 5,
    failureLimit: 0,
    inconclusiveLimit: 2,
    minRequests: 20,
    maxErrorRate: 5,
    maxLatency: 2_000,
    quantile: 0.95,
    maxSaturation: 90,
    requests: "http_requests_total",
    statusLabel: "status",
    statusPattern: "5..",
    histogram: "http_request_duration_seconds",
    restarts: "kube_pod_container_status_restarts_total",
    healthFailures: 3,
    healthWindow: 120_000,
    healthInterval: 10_000,
    tolerance: 10,
    alpha: 0.05,
    sample: 30_000,
};

// EXTERNAL MODULE: ../../node_modules/@prometheus-io/lezer-promql/dist/index.es.js + 3 modules
var index_es = __webpack_require__(75592);
;// CONCATENATED MODULE: ./src/analysis/promql.js

const placeholder = /\{\{\s*([a-z-]*)\s*\}\}/g;
const known = ["candidate", "stable", "window"];
function findQueryProblem(text, scope) {
    const names = [...text.matchAll(placeholder)].map(([, name = ""]) => name);
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
        return { found: `{{${unknown}}} stands for nothing`, advice: "Write {{candidate}}, {{stable}} or {{window}}." };
    }
    if (scope === "candidate" && !names.includes("candidate")) {
        return {
            found: "the query does not say whose pods it measures",
            advice: "Put {{candidate}} between the braces of its selectors, or write `scope: service` where it is meant to measure all of the service.",
        };
    }
    const filled = fillQuery(text, { candidate: 'candidate="x"', stable: 'stable="x"', window: 60_000 });
    const tree = index_es/* parser */.K3D.parse(filled);
    let problem;
    tree.iterate({
        enter: (node) => {
            if (problem !== undefined)
                return false;
            if (node.type.isError)
                problem = syntaxProblem(filled, node.from);
            if (node.name === "At") {
                problem = {
                    found: "`@` fixes the time that is looked at",
                    advice: "Leave it out: a release is measured as it is now.",
                };
            }
            return true;
        },
    });
    return problem;
}
function fillQuery(text, { candidate, stable, window }) {
    const values = { candidate, stable, window: rangeText(window) };
    return text.replaceAll(placeholder, (whole, name) => values[name] ?? whole);
}
function clipRanges(text, limit) {
    const cuts = [];
    const reach = reachOf(index_es/* parser */.K3D.parse(text).topNode, text, limit, false, cuts);
    if (reach > limit)
        return { kind: "beyond", reach };
    let clipped = text;
    for (const { from, to } of cuts.toReversed())
        clipped = clipped.slice(0, from) + rangeText(limit) + clipped.slice(to);
    return { kind: "clipped", text: clipped };
}
function rangeText(milliseconds) {
    return `${Math.max(1, Math.floor(milliseconds / 1000))}s`;
}
function proposeAggregation(text) {
    const [top] = childrenOf(index_es/* parser */.K3D.parse(text).topNode);
    return top === undefined ? text : aggregated(top, text);
}
function syntaxProblem(text, offset) {
    const rest = text.slice(offset).trim();
    const where = rest === ""
        ? "it ends too early"
        : `Prometheus does not understand it from ${JSON.stringify(rest.slice(0, 40))} on`;
    return { found: where, advice: "Correct the query; try it in the page of Prometheus." };
}
function childrenOf(node) {
    const children = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
        if (child.name !== "LineComment")
            children.push(child);
    }
    return children;
}
function reachOf(node, text, limit, fixed, cuts) {
    const children = childrenOf(node);
    const inner = (rigid) => Math.max(0, ...children.map((child) => reachOf(child, text, limit, rigid, cuts)));
    switch (node.name) {
        case "MatrixSelector": {
            const range = children.find(({ name }) => name === "DurationExpr");
            if (range === undefined)
                return 0;
            const length = readRange(text.slice(range.from, range.to));
            if (fixed || length <= limit)
                return length;
            cuts.push({ from: range.from, to: range.to });
            return limit;
        }
        case "SubqueryExpr": {
            const range = children.find(({ name }) => name === "DurationExpr");
            return readRange(range === undefined ? "" : text.slice(range.from, range.to)) + inner(true);
        }
        case "OffsetExpr": {
            const offset = children.find(({ name }) => name === "OffsetDurationExpr");
            return Math.max(0, readRange(offset === undefined ? "" : text.slice(offset.from, offset.to))) + inner(true);
        }
        default:
            return inner(fixed);
    }
}
const units = {
    ms: 1,
    s: 1_000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
    w: 604_800_000,
    y: 31_536_000_000,
};
function readRange(written) {
    const text = written.replaceAll(/\s/g, "");
    if (text.startsWith("-"))
        return 0;
    if (/^\d+(\.\d+)?$/.test(text))
        return Number(text) * 1_000;
    if (!/^(\d+(ms|[smhdwy]))+$/.test(text))
        return Number.POSITIVE_INFINITY;
    return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce((sum, [, number, unit = ""]) => sum + Number(number) * (units[unit] ?? 0), 0);
}
const arithmetic = new Set(["Add", "Sub", "Mul", "Div", "Mod", "Pow"]);
const perSecond = new Set(["rate", "increase", "irate", "delta", "idelta"]);
function aggregated(node, text) {
    const written = text.slice(node.from, node.to).trim();
    return aggregatedParts(node, written, text) ?? `max(${written})`;
}
function aggregatedParts(node, written, text) {
    const children = childrenOf(node);
    const [first, second] = children;
    switch (node.name) {
        case "ParenExpr":
            return first && `(${aggregated(first, text)})`;
        case "NumberDurationLiteral":
        case "NumberLiteral":
            return written;
        case "BinaryExpr": {
            const last = children.at(-1);
            if (first === undefined || second === undefined || last === undefined || !arithmetic.has(second.name))
                return undefined;
            return `${aggregated(first, text)} ${text.slice(second.from, second.to)} ${aggregated(last, text)}`;
        }
        case "AggregateExpr": {
            const body = children.find(({ name }) => name === "FunctionCallBody");
            if (children.length < 3 || first === undefined || body === undefined)
                return undefined;
            return text.slice(first.from, first.to) + text.slice(body.from, body.to);
        }
        case "FunctionCall":
            return aggregatedCall(text.slice(node.from, first?.to ?? node.from), written, childrenOf(second ?? node), text);
        default:
            return undefined;
    }
}
function aggregatedCall(name, written, [first, second], text) {
    if (perSecond.has(name))
        return `sum(${written})`;
    if (name !== "histogram_quantile" || first === undefined || second === undefined)
        return undefined;
    return `histogram_quantile(${text.slice(first.from, first.to)}, sum by (le) (${text.slice(second.from, second.to)}))`;
}

;// CONCATENATED MODULE: ./src/analysis/plan-problems.js

function findPlanProblem(file, server) {
    const metrics = file.metrics ?? [];
    const problems = metrics.map((metric, index) => {
        const problem = metricProblem(metric);
        return problem && { ...problem, path: ["metrics", index, ...problem.path] };
    });
    return problems.find((one) => one !== undefined) ?? wholeProblem(file, metrics.length, server);
}
function metricProblem(metric) {
    switch (metric.template) {
        case "error-rate":
            return errorRateProblem(metric);
        case "saturation":
            return saturationProblem(metric);
        case "latency":
        case "restarts":
            return undefined;
        case "query":
        case undefined:
            return queryProblem(metric);
    }
}
function errorRateProblem(metric) {
    const both = ["status", "status-label"].find((key) => metric[key] !== undefined);
    if (metric.errors === undefined || both === undefined)
        return undefined;
    return { path: [both], found: `both \`errors\` and \`${both}\` are given`, advice: "Keep one of the two." };
}
function saturationProblem({ used, limit, resource, }) {
    if ((used === undefined) !== (limit === undefined)) {
        return { path: [], found: "of `used` and `limit` only one is given", advice: "Give both, or `resource`." };
    }
    if (used === undefined || resource === undefined)
        return undefined;
    return { path: [], found: "both `resource` and `used` are given", advice: "Keep one of the two." };
}
function queryProblem(metric) {
    const { max, min, compare, scope = "candidate", query, requests } = metric;
    if (max === undefined && min === undefined && compare === undefined) {
        return { path: [], found: "nothing says what it may be", advice: "Give `max`, `min` or `compare`." };
    }
    if (compare !== undefined && scope === "service") {
        return {
            path: ["compare"],
            found: "a query of the whole service cannot be compared with stable",
            advice: "Put {{candidate}} into it, and leave `scope` out.",
        };
    }
    const ofQuery = findQueryProblem(query, scope);
    if (ofQuery !== undefined)
        return { path: ["query"], ...ofQuery };
    const ofRequests = requests === undefined ? undefined : findQueryProblem(requests, scope);
    return ofRequests && { path: ["requests"], ...ofRequests };
}
function wholeProblem(file, metrics, server) {
    if (metrics === 0 && file.health === undefined) {
        return { path: [], found: "nothing is measured", advice: "Give `metrics`, `health` or both." };
    }
    if (metrics > 0 && server === "") {
        return {
            path: ["metrics"],
            found: "no Prometheus is named",
            advice: "Give the input prometheus-url, or `prometheus: {url: …}`.",
        };
    }
    const { health, select } = file;
    if (health !== undefined && (health.url === undefined) === (health.path === undefined)) {
        return { path: ["health"], found: "it needs one of `url` and `path`", advice: "Give the one that is meant." };
    }
    if (select?.label !== undefined && select.pod !== undefined) {
        return { path: ["select", "label"], found: "both `pod` and `label` are given", advice: "Keep one of the two." };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/analysis/subject.js
const defaultSelection = { namespaceLabel: "namespace", by: { kind: "pod-name", label: "pod" } };
function matchersOf(track, namespace, selection) {
    const { by, namespaceLabel } = selection;
    const first = namespaceLabel === "" ? "" : `${namespaceLabel}=${promqlString(namespace)},`;
    if (by.kind === "pod-name") {
        if (track.owners.length === 0) {
            return { kind: "unselectable", found: "it has no pods", advice: "Look at the rollout." };
        }
        const names = track.owners.map(escapeRegex);
        const owner = names.length === 1 ? names[0] : `(?:${names.join("|")})`;
        return { kind: "matchers", text: `${first}${by.label}=~${promqlString(`${owner}-[a-z0-9]+`)}` };
    }
    const value = track.labels[by.podLabel];
    if (value === undefined) {
        return {
            kind: "unselectable",
            found: `its pods have no label ${by.podLabel}`,
            advice: `Select by a label that they have (${Object.keys(track.labels).sort().join(", ") || "they have none"}), or by the pod's name.`,
        };
    }
    return { kind: "matchers", text: `${first}${by.label}=${promqlString(value)}` };
}
function promqlString(text) {
    return JSON.stringify(text);
}
function escapeRegex(text) {
    return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

;// CONCATENATED MODULE: ./src/analysis/complete-plan.js



function completePlan(file, { url, token, at }) {
    const metrics = file.metrics ?? [];
    const server = url || (file.prometheus?.url ?? "");
    const problem = findPlanProblem(file, server);
    if (problem !== undefined)
        return { kind: "problem", problem };
    return {
        kind: "plan",
        plan: {
            prometheus: server === "" ? undefined : { url: server, token },
            selection: selectionOf(file.select ?? {}),
            onInconclusive: file["on-inconclusive"] ?? "fail",
            metrics: metrics.map((metric, index) => completeMetric(metric, file, at?.(["metrics", index]))),
            health: file.health && completeHealth(file.health),
        },
    };
}
function selectionOf(select) {
    const namespaceLabel = select.namespace ?? defaultSelection.namespaceLabel;
    if (select.label === undefined) {
        return { namespaceLabel, by: { kind: "pod-name", label: select.pod ?? "pod" } };
    }
    return {
        namespaceLabel,
        by: { kind: "pod-label", label: select.label, podLabel: select["pod-label"] ?? select.label },
    };
}
function completeMetric(metric, file, at) {
    const { name, threshold, unit } = meaningOf(metric);
    const measure = measureOf(metric);
    return {
        name: metric.name ?? name,
        measure,
        threshold: threshold.max === undefined && threshold.min === undefined ? undefined : threshold,
        comparison: metric.compare && completeComparison(metric.compare),
        unit,
        window: metric.window ?? file.window ?? defaults.window,
        interval: metric.interval ?? file.interval ?? defaults.interval,
        count: metric.count ?? file.count ?? defaults.count,
        failureLimit: metric["failure-limit"] ?? file["failure-limit"] ?? defaults.failureLimit,
        inconclusiveLimit: metric["inconclusive-limit"] ?? file["inconclusive-limit"] ?? defaults.inconclusiveLimit,
        minRequests: metric["min-requests"] ?? file["min-requests"] ?? defaults.minRequests,
        at,
    };
}
function meaningOf(metric) {
    const compared = metric.compare !== undefined;
    const atMost = (max, usual) => ({
        max: max ?? (compared ? undefined : usual),
        min: undefined,
    });
    switch (metric.template) {
        case "error-rate":
            return { name: "error rate", unit: "percent", threshold: atMost(metric.max, defaults.maxErrorRate) };
        case "latency": {
            const quantile = metric.quantile ?? defaults.quantile;
            return {
                name: `p${Number((quantile * 100).toFixed(3))} latency`,
                unit: "ms",
                threshold: atMost(metric.max, defaults.maxLatency),
            };
        }
        case "saturation":
            return {
                name: metric.used === undefined ? `${metric.resource ?? "memory"} saturation` : `saturation of ${metric.limit}`,
                unit: "percent",
                threshold: atMost(metric.max, defaults.maxSaturation),
            };
        case "restarts":
            return { name: "restarts", unit: "number", threshold: atMost(metric.max, 0) };
        case "query":
        case undefined:
            return { name: metric.query, unit: metric.unit ?? "number", threshold: { max: metric.max, min: metric.min } };
    }
}
function measureOf(metric) {
    switch (metric.template) {
        case "error-rate":
            return {
                kind: "error-rate",
                requests: metric.requests ?? defaults.requests,
                errors: metric.errors === undefined
                    ? {
                        kind: "status",
                        label: metric["status-label"] ?? defaults.statusLabel,
                        pattern: metric.status ?? defaults.statusPattern,
                    }
                    : { kind: "counter", metric: metric.errors },
            };
        case "latency":
            return {
                kind: "latency",
                histogram: (metric.histogram ?? defaults.histogram).replace(/_bucket$/, ""),
                quantile: metric.quantile ?? defaults.quantile,
                in: metric.unit ?? "s",
            };
        case "saturation":
            return metric.used === undefined || metric.limit === undefined
                ? { kind: "saturation", resource: metric.resource ?? "memory" }
                : { kind: "saturation-of", used: metric.used, limit: metric.limit };
        case "restarts":
            return { kind: "restarts", metric: metric.metric ?? defaults.restarts };
        case "query":
        case undefined:
            return { kind: "query", text: metric.query, scope: metric.scope ?? "candidate", requests: metric.requests };
    }
}
function completeComparison(compare) {
    const { tolerance = `${defaults.tolerance}%` } = compare;
    return {
        tolerance: typeof tolerance === "number"
            ? { kind: "amount", value: tolerance }
            : { kind: "percent", value: Number.parseFloat(tolerance) },
        direction: compare.direction ?? "increase",
        alpha: compare.alpha ?? defaults.alpha,
        sample: compare.sample ?? defaults.sample,
    };
}
function completeHealth(health) {
    const { url, path = "/", port = 8080 } = health;
    return {
        target: url === undefined ? { kind: "pods", path, port } : { kind: "url", url },
        failures: health.failures ?? defaults.healthFailures,
        window: health.window ?? defaults.healthWindow,
        interval: health.interval ?? defaults.healthInterval,
    };
}

;// CONCATENATED MODULE: ./src/analysis/endpoints.js

const endpointSliceKind = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" };
function slicesOf(service) {
    return `kubernetes.io/service-name=${service}`;
}
function readyPods(slices, port = "") {
    const found = new Map();
    for (const { endpoints = [], ports = [] } of slices) {
        const tcp = ports.filter(({ protocol = "TCP" }) => protocol === "TCP");
        const chosen = port === "" ? tcp[0] : (tcp.find((one) => one.name === port || String(one.port) === port) ?? only(tcp));
        if (chosen?.port === undefined)
            continue;
        for (const { conditions, targetRef } of endpoints) {
            if (conditions?.ready === false || targetRef?.kind !== "Pod" || targetRef.name === undefined)
                continue;
            found.set(targetRef.name, { pod: targetRef.name, port: chosen.port });
        }
    }
    return [...found.values()].toSorted((one, other) => (one.pod < other.pod ? -1 : 1));
}
async function openServiceStream(cluster, service, signal) {
    const { namespace, name, port } = service;
    const { items } = await cluster.list(endpointSliceKind, {
        namespace,
        labelSelector: slicesOf(name),
        signal,
    });
    const [first] = readyPods(items, port);
    if (first === undefined) {
        throw new report_failure/* Failure */.H({
            attempted: `reaching Service ${namespace}/${name}`,
            found: "no pod of it is ready",
            advice: "Check its name, its namespace and its pods.",
        });
    }
    return cluster.openPortForward({ namespace, name: first.pod }, first.port, { signal });
}
function only(items) {
    return items.length === 1 ? items[0] : undefined;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/config/shape.js
var shape = __webpack_require__(73777);
// EXTERNAL MODULE: ./src/config/source.js
var config_source = __webpack_require__(43743);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ../../node_modules/zod/v4/core/core.js
var core = __webpack_require__(46416);
// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
// EXTERNAL MODULE: ./src/analysis/percent.js
var percent = __webpack_require__(25833);
;// CONCATENATED MODULE: ./src/analysis/analysis-schema.js



const analysis_schema_text = schemas/* string */.YjP().min(1);
const metricName = schemas/* string */.YjP()
    .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, "Write the name of a metric, without braces: http_requests_total.");
const label = schemas/* string */.YjP().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "Write the name of a label: status.");
const span = schemas/* string */.YjP().transform((written, context) => {
    const read = (0,duration/* readDuration */.$7)(written);
    if (typeof read === "number" && read > 0)
        return read;
    const { found, advice } = typeof read === "number" ? { found: `"${written}" is no time at all`, advice: "Write at least 1s." } : read;
    context.addIssue({ code: "custom", message: `${found}. ${advice}` });
    return core/* NEVER */.tm;
});
const count = schemas/* int */.Whr().min(0);
const analysis_schema_compare = schemas/* strictObject */.rej({
    tolerance: schemas/* union */.KCZ([
        schemas/* number */.aig().min(0),
        schemas/* string */.YjP().regex(/^\d+(\.\d+)?\s*%$/, "Write a share of stable's median, 10%, or a number."),
    ])
        .describe("By how much the candidate may be worse: a share of stable's median (`10%`), or a number in the metric's unit. `10%` unless given.")
        .optional(),
    direction: schemas/* enum */.k5n(["increase", "decrease", "either"])
        .describe("What is worse. `increase` unless given.")
        .optional(),
    alpha: schemas/* number */.aig()
        .gt(0)
        .lt(1)
        .describe("How probable a difference by chance may be that is still taken for one. 0.05 unless given.")
        .optional(),
    sample: span.describe("The time that one sample stands for. `30s` unless given.").optional(),
})
    .describe("Compare the candidate with stable, by the test of Mann and Whitney.");
const schedule = {
    window: span.describe("How far back is looked, never behind the candidate's start. `5m` unless given.").optional(),
    interval: span.describe("The time between two measurements. `30s` unless given.").optional(),
    count: schemas/* int */.Whr()
        .min(1)
        .describe("How often it is measured where a step has no time of its own. 5 unless given.")
        .optional(),
    "failure-limit": count.describe("How many measurements may fail. 0 unless given.").optional(),
    "inconclusive-limit": count.describe("How many measurements may tell nothing. 2 unless given.").optional(),
    "min-requests": count.describe("Fewer requests than these tell nothing. 20 unless given.").optional(),
};
const shared = {
    name: analysis_schema_text.describe("What it is called in messages.").optional(),
    ...schedule,
    compare: analysis_schema_compare.optional(),
};
const errorRate = schemas/* strictObject */.rej({
    template: schemas/* literal */.euz("error-rate"),
    ...shared,
    requests: metricName.describe("The counter of all requests. `http_requests_total` unless given.").optional(),
    "status-label": label.describe("Its label that holds the status. `status` unless given.").optional(),
    status: analysis_schema_text.describe("Which statuses are errors, a regular expression. `5..` unless given.").optional(),
    errors: metricName.describe("A counter of errors of its own, in place of a status.").optional(),
    max: percent/* percent */.K.describe("The share of errors that is allowed. `5%` unless given.").optional(),
})
    .describe("The share of the candidate's requests that failed.");
const latency = schemas/* strictObject */.rej({
    template: schemas/* literal */.euz("latency"),
    ...shared,
    histogram: metricName
        .describe("The histogram, without `_bucket`. `http_request_duration_seconds` unless given.")
        .optional(),
    quantile: schemas/* number */.aig().gt(0).lt(1).describe("0.95 unless given.").optional(),
    unit: schemas/* enum */.k5n(["s", "ms"]).describe("What the histogram counts in. `s` unless given.").optional(),
    max: span.describe("`2s` unless given.").optional(),
})
    .describe("How long the candidate's requests take, p95 unless another quantile is given.");
const saturation = schemas/* strictObject */.rej({
    template: schemas/* literal */.euz("saturation"),
    ...shared,
    resource: schemas/* enum */.k5n(["memory", "cpu"]).describe("Of the pods' limits. `memory` unless `used` is given.").optional(),
    used: metricName.describe("A gauge of what is used, such as the connections of a pool.").optional(),
    limit: metricName.describe("A gauge of what there is.").optional(),
    max: percent/* percent */.K.describe("`90%` unless given.").optional(),
})
    .describe("How full the fullest pod of the candidate is.");
const restarts = schemas/* strictObject */.rej({
    template: schemas/* literal */.euz("restarts"),
    ...shared,
    metric: metricName.describe("`kube_pod_container_status_restarts_total` unless given.").optional(),
    max: schemas/* number */.aig().min(0).describe("0 unless given.").optional(),
})
    .describe("How often containers of the candidate were started again.");
const query = schemas/* strictObject */.rej({
    template: schemas/* literal */.euz("query").optional(),
    ...shared,
    query: analysis_schema_text.describe("PromQL that gives one number. {{candidate}} stands for the matchers of the candidate's pods."),
    scope: schemas/* enum */.k5n(["candidate", "service"])
        .describe("`service` measures all of the service: no {{candidate}} is needed then.")
        .optional(),
    requests: analysis_schema_text.describe("PromQL that gives how many requests the number rests on, for min-requests.").optional(),
    unit: schemas/* enum */.k5n(["number", "percent", "ms"]).describe("How the number is written in messages.").optional(),
    max: schemas/* number */.aig().describe("It may not be more.").optional(),
    min: schemas/* number */.aig().describe("It may not be less.").optional(),
})
    .describe("A query of one's own.");
const metricSchema = schemas/* discriminatedUnion */.gMt("template", [errorRate, latency, saturation, restarts, query]);
const analysis_schema_select = schemas/* strictObject */.rej({
    namespace: schemas/* union */.KCZ([label, schemas/* literal */.euz("")])
        .describe("The metrics' label that holds the namespace; empty for none. `namespace` unless given.")
        .optional(),
    pod: label.describe("The metrics' label that holds the pod's name. `pod` unless given.").optional(),
    label: label
        .describe("A label of the metrics that tells candidate and stable apart, in place of the pod's name.")
        .optional(),
    "pod-label": analysis_schema_text.describe("The label of the pods that holds its value. The same name unless given.").optional(),
})
    .describe("How the candidate's pods are told from others.");
const health = schemas/* strictObject */.rej({
    url: schemas/* url */.OZ5().describe("What is asked.").optional(),
    path: schemas/* string */.YjP()
        .regex(/^\//, "Begin it with /.")
        .describe("A path of the candidate's pods, in place of a URL.")
        .optional(),
    port: schemas/* int */.Whr().min(1).max(65_535).describe("The port of the pods. 8080 unless given.").optional(),
    failures: schemas/* int */.Whr().min(1).describe("So many failed checks within the window fail. 3 unless given.").optional(),
    window: span.describe("`2m` unless given.").optional(),
    interval: span.describe("The time between two checks. `10s` unless given.").optional(),
})
    .describe("Health checks of Slipway's own.");
const analysisSchema = schemas/* strictObject */.rej({
    prometheus: schemas/* strictObject */.rej({ url: schemas/* url */.OZ5().describe("Where Prometheus answers.").optional() })
        .describe("The input prometheus-url wins over it.")
        .optional(),
    select: analysis_schema_select.optional(),
    "on-inconclusive": schemas/* enum */.k5n(["fail", "pause", "continue"])
        .describe("What happens where nothing can be told. `fail` unless given.")
        .optional(),
    ...schedule,
    metrics: schemas/* array */.YOg(metricSchema).describe("What is measured.").optional(),
    health: health.optional(),
})
    .describe("What is measured while a release goes on, and what it may be.");
function analysisJsonSchema() {
    const schema = z.toJSONSchema(analysisSchema, { io: "input", target: "draft-2020-12" });
    return { ...schema, title: "Slipway analysis" };
}

;// CONCATENATED MODULE: ./src/analysis/load-analysis.js







async function loadAnalysis(file, options) {
    let text;
    try {
        text = await (0,promises_.readFile)((0,external_node_path_.resolve)(options.directory, file), "utf8");
    }
    catch (cause) {
        throw new report_failure/* Failure */.H({
            attempted: `reading the analysis ${file}`,
            found: cause instanceof Error ? cause.message : String(cause),
            advice: 'Check the path in the input "analysis"; it is relative to the workspace.',
            cause,
        });
    }
    return parseAnalysis(text, file, options);
}
function parseAnalysis(text, file, inputs) {
    const sources = (0,config_source/* parseYaml */.hN)(text, file);
    const [source] = sources;
    if (source === undefined || sources.length > 1) {
        throw new report_failure/* Failure */.H({
            attempted: `reading the analysis ${file}`,
            found: source === undefined ? "it is empty" : `it holds ${sources.length} YAML documents`,
            advice: "Write one document with a list of metrics.",
            at: { file, line: 1 },
        });
    }
    const written = (0,config_source/* checkShape */.eA)(analysisSchema, source, "analysis");
    const completed = completePlan(written, { ...inputs, at: (path) => source.position(path) });
    if (completed.kind === "plan")
        return completed.plan;
    const { path, found, advice } = completed.problem;
    const at = source.position(path);
    throw new report_failure/* Failure */.H({ attempted: `reading ${(0,shape/* pathText */.LF)(path)} of the analysis in ${(0,report_failure/* placeText */.Z)(at)}`, found, advice, at });
}

// EXTERNAL MODULE: ../../node_modules/json-p3/dist/json-p3.cjs.js
var json_p3_cjs = __webpack_require__(69597);
;// CONCATENATED MODULE: ./src/analysis/probe-version.js

const longest = 60;
function parseVersionSource(text) {
    const advice = "Write header:NAME, json:$.PATH or pod.";
    if (text === "")
        return { kind: "none" };
    if (text === "pod")
        return { kind: "pod" };
    const [, kind, what = ""] = /^(header|json):(.+)$/.exec(text) ?? [];
    if (kind === "header")
        return { kind: "header", name: what.trim().toLowerCase() };
    if (kind !== "json")
        return { found: `"${text}" is no place for a version`, advice };
    try {
        json_p3_cjs/* jsonpath */.YF.compile(what.trim());
        return { kind: "json", path: what.trim() };
    }
    catch (error) {
        return { found: `"${what}" is not a JSONPath: ${error instanceof Error ? error.message : String(error)}`, advice };
    }
}
function versionOf({ headers, body, pod }, source) {
    switch (source.kind) {
        case "none":
            return "";
        case "header":
            return shortened(headers[source.name] ?? "");
        case "pod":
            return pod.replace(/-[^-]+$/, "");
        case "json":
            return shortened(versionInJson(body, source.path));
    }
}
function versionInJson(body, path) {
    let value;
    try {
        value = json_p3_cjs/* jsonpath */.YF.query(path, JSON.parse(body)).values()[0];
    }
    catch {
        return "";
    }
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
function shortened(text) {
    return text.trim().slice(0, longest);
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./src/analysis/health.js


function firesAt(failedAt, { failures, window }, now) {
    return failedAt.filter((at) => at > now - window && at <= now).length >= failures;
}
const health_patience = 5_000;
async function watchHealth({ route, path, trigger, until, signal }) {
    const startedAt = performance.now();
    const failedAt = [];
    const evidence = [];
    for (let checks = 1;; checks++) {
        const trouble = await check(route, path, signal);
        const now = performance.now() - startedAt;
        if (trouble !== undefined) {
            failedAt.push(now);
            evidence.push(`after ${(0,duration/* formatDuration */.a3)(Math.round(now))}: ${trouble}`);
        }
        const end = (verdict, text) => ({
            verdict,
            checks,
            failures: failedAt.length,
            text,
            evidence,
        });
        if (firesAt(failedAt, trigger, now)) {
            const within = (0,duration/* formatDuration */.a3)(trigger.window);
            return end("fail", `${trigger.failures} health checks of ${route.name}${path} failed within ${within}; the last one: ${trouble}`);
        }
        const next = checks * trigger.interval;
        if (next > until)
            return end("pass", `${checks - failedAt.length} of ${checks} health checks of ${route.name}${path} passed`);
        await (0,external_node_timers_promises_.setTimeout)(Math.max(0, next - (performance.now() - startedAt)), undefined, { signal });
    }
}
async function check(route, path, signal) {
    try {
        const { status, pod } = await route.ask(path, { timeoutMs: health_patience, signal });
        return status >= 200 && status < 300 ? undefined : `${pod === "" ? "it" : `pod ${pod}`} answered ${status}`;
    }
    catch (error) {
        signal.throwIfAborted();
        return error instanceof Error ? error.message : String(error);
    }
}

;// CONCATENATED MODULE: ./src/analysis/templates.js


function requestsQuery(measure, slice) {
    switch (measure.kind) {
        case "error-rate":
            return countQuery(measure.requests, slice);
        case "latency":
            return countQuery(`${measure.histogram}_count`, slice);
        case "saturation":
        case "saturation-of":
        case "restarts":
            return undefined;
    }
}
function errorsQuery(measure, slice) {
    const { errors, requests } = measure;
    if (errors.kind === "counter")
        return countQuery(errors.metric, slice);
    return countQuery(requests, slice, `,${errors.label}=~${promqlString(errors.pattern)}`);
}
function errorSeriesQuery(measure, { matchers }) {
    const { errors, requests } = measure;
    if (errors.kind === "counter")
        return `count(${errors.metric})`;
    return `count(${requests}{${matchers},${errors.label}!=""})`;
}
function valueQuery(measure, slice) {
    const { matchers, window, podLabels } = slice;
    const range = rangeText(window);
    switch (measure.kind) {
        case "latency": {
            const scale = measure.in === "s" ? "1000 * " : "";
            return `${scale}histogram_quantile(${measure.quantile}, sum by (le) (increase(${measure.histogram}_bucket{${matchers}}[${range}])))`;
        }
        case "saturation": {
            const by = podLabels.join(", ");
            const used = measure.resource === "memory"
                ? `container_memory_working_set_bytes{${matchers},container!=""}`
                : `rate(container_cpu_usage_seconds_total{${matchers},container!=""}[${range}])`;
            const limits = `kube_pod_container_resource_limits{${matchers},resource="${measure.resource}"}`;
            return `100 * max(sum by (${by}) (${used}) / sum by (${by}) (${limits}))`;
        }
        case "saturation-of":
            return `100 * max(${measure.used}{${matchers}} / ${measure.limit}{${matchers}})`;
        case "restarts":
            return `sum(${measure.metric}{${matchers}})`;
    }
}
function boundsQuery(measure, { matchers }) {
    return `sum by (le) (${measure.histogram}_bucket{${matchers}})`;
}
function sampleQuery(measure, slice) {
    if (measure.kind !== "error-rate")
        return valueQuery(measure, slice);
    const range = rangeText(slice.window);
    const { errors, requests } = measure;
    const all = `sum(increase(${requests}{${slice.matchers}}[${range}]))`;
    const bad = errors.kind === "counter"
        ? `sum(increase(${errors.metric}{${slice.matchers}}[${range}]))`
        : `sum(increase(${requests}{${slice.matchers},${errors.label}=~${promqlString(errors.pattern)}}[${range}]))`;
    return `100 * (${bad} or 0 * ${all}) / (${all} > 0)`;
}
function mainMetric(measure) {
    switch (measure.kind) {
        case "error-rate":
            return measure.requests;
        case "latency":
            return `${measure.histogram}_bucket`;
        case "saturation":
            return measure.resource === "memory" ? "container_memory_working_set_bytes" : "container_cpu_usage_seconds_total";
        case "saturation-of":
            return measure.used;
        case "restarts":
            return measure.metric;
    }
}
function countQuery(metric, { matchers, window }, more = "") {
    const range = rangeText(window);
    const series = `${metric}{${matchers}${more}}`;
    const grown = `sum(increase(${series}[${range}]))`;
    const begunWith = `sum(min_over_time(${series}[${range}]) unless ${series} offset ${range})`;
    return `(${grown} or vector(0)) + (${begunWith} or vector(0))`;
}

;// CONCATENATED MODULE: ./src/analysis/ask.js



class Untold extends Error {
    advice;
    constructor(found, advice) {
        super(found);
        this.advice = advice;
    }
}
function sliceOf(track, window, asking) {
    const { namespaceLabel, by } = asking.selection;
    const podLabel = by.kind === "pod-name" ? by.label : "pod";
    const podLabels = namespaceLabel === "" ? [podLabel] : [namespaceLabel, podLabel];
    return { matchers: matchersFor(track, asking), window, podLabels };
}
function matchersFor(track, { subject, selection }) {
    const selected = matchersOf(track, subject.namespace, selection);
    if (selected.kind === "matchers")
        return selected.text;
    throw new Untold(selected.found, selected.advice);
}
async function one(query, moment, asking, measure) {
    const series = await ask(query, moment, asking);
    const [first] = series;
    if (series.length > 1)
        throw severalSeries(query, series);
    if (first !== undefined)
        return first.value;
    const hint = measure === undefined ? "" : await labelsHint(measure, moment, asking);
    throw new Untold("Prometheus has no data", hint || `Try the query in the page of Prometheus: ${query}`);
}
async function ask(query, { time }, asking) {
    const answer = await asking.prometheus.query(query, time, asking.signal);
    asking.asked.push({ query, answer: describe(answer) });
    if (answer.kind !== "series")
        throw unanswered(answer, query);
    return answer.series;
}
async function labelsHint(measure, { time }, asking) {
    const metric = mainMetric(measure);
    const answer = await asking.prometheus.query(`topk(1, ${metric})`, time, asking.signal);
    if (answer.kind !== "series")
        return "";
    const [example] = answer.series;
    if (example === undefined)
        return `Prometheus has no series of ${metric} at all: correct its name, or look at the scrape.`;
    const labels = Object.entries(example.labels)
        .filter(([name]) => name !== "__name__" && name !== "le")
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    return `Prometheus has ${metric} with other labels, for example ${labels.join(", ") || "none"}: name the labels of pod, namespace and status as they are.`;
}
function unanswered({ kind, reason }, query) {
    return kind === "refused"
        ? new Untold(`Prometheus refuses the query: ${reason}`, `Correct it: ${query}`)
        : new Untold(`Prometheus cannot be reached: ${reason}`, "Correct prometheus-url, or bring Prometheus up.");
}
function severalSeries(query, series) {
    const example = series
        .slice(0, 3)
        .map(({ labels }) => JSON.stringify(labels))
        .join(" ");
    return new Untold(`the query gives ${series.length} series and not one number (${example})`, `Aggregate them: ${proposeAggregation(query)}`);
}
function describe(answer) {
    if (answer.kind !== "series")
        return answer.reason;
    return answer.series.length === 0 ? "no data" : JSON.stringify(answer.series.slice(0, 3)).slice(0, 600);
}

;// CONCATENATED MODULE: ./src/analysis/mann-whitney.js
function mannWhitney(first, second, alternative, mostExact = 50) {
    const u = pairsWon(first, second);
    const pairs = first.length * second.length;
    const ties = tieSizes([...first, ...second]);
    if (ties.length === 0 && first.length <= mostExact && second.length <= mostExact) {
        const counts = arrangements(first.length, second.length);
        return { u, p: exactP(u, counts, alternative), method: "exact" };
    }
    const total = first.length + second.length;
    const tied = ties.reduce((sum, size) => sum + (size ** 3 - size), 0);
    const variance = (pairs / 12) * (total + 1 - tied / (total * (total - 1)));
    if (!(variance > 0))
        return { u, p: 1, method: "normal" };
    const upper = (won) => normalUpperTail((won - pairs / 2 - 0.5) / Math.sqrt(variance));
    switch (alternative) {
        case "first-larger":
            return { u, p: upper(u), method: "normal" };
        case "first-smaller":
            return { u, p: upper(pairs - u), method: "normal" };
        case "different":
            return { u, p: Math.min(1, 2 * upper(Math.max(u, pairs - u))), method: "normal" };
    }
}
function smallestP(first, second) {
    let arrangementsOfAll = 1;
    for (let index = 1; index <= first; index++)
        arrangementsOfAll *= (second + index) / index;
    return 1 / arrangementsOfAll;
}
function shiftBetween(first, second) {
    return median(first.flatMap((one) => second.map((other) => one - other)));
}
function median(values) {
    const sorted = values.toSorted((one, other) => one - other);
    const middle = sorted.length / 2;
    const upper = sorted[Math.floor(middle)] ?? Number.NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
function pairsWon(first, second) {
    let won = 0;
    for (const one of first)
        for (const other of second)
            won += one > other ? 1 : one === other ? 0.5 : 0;
    return won;
}
function tieSizes(values) {
    const counts = new Map();
    for (const value of values)
        counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts.values()].filter((count) => count > 1);
}
function arrangements(first, second) {
    const most = first * second;
    const counts = new Array(most + 1).fill(0);
    counts[0] = 1;
    for (let factor = 1; factor <= first; factor++) {
        const grow = second + factor;
        for (let u = most; u >= grow; u--)
            counts[u] = (counts[u] ?? 0) - (counts[u - grow] ?? 0);
        for (let u = factor; u <= most; u++)
            counts[u] = (counts[u] ?? 0) + (counts[u - factor] ?? 0);
    }
    return counts;
}
function exactP(u, counts, alternative) {
    const all = counts.reduce((sum, count) => sum + count, 0);
    const atLeast = (least) => counts.slice(Math.max(0, least)).reduce((sum, count) => sum + count, 0) / all;
    const most = counts.length - 1;
    switch (alternative) {
        case "first-larger":
            return atLeast(u);
        case "first-smaller":
            return atLeast(most - u);
        case "different":
            return Math.min(1, 2 * atLeast(Math.max(u, most - u)));
    }
}
function normalUpperTail(z) {
    return 0.5 * complementaryError(z / Math.SQRT2);
}
function complementaryError(x) {
    const t = 1 / (1 + Math.abs(x) / 2);
    const coefficients = [
        -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
        0.17087277,
    ];
    const polynomial = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
    const tail = t * Math.exp(-x * x + polynomial);
    return x >= 0 ? tail : 2 - tail;
}

;// CONCATENATED MODULE: ./src/analysis/judge.js

function judge(candidateSamples, stableSamples, comparison) {
    const candidate = candidateSamples.filter(Number.isFinite);
    const stable = stableSamples.filter(Number.isFinite);
    const { tolerance, alpha, direction } = comparison;
    const stableMedian = median(stable);
    const tolerated = tolerance.kind === "amount" ? tolerance.value : (Math.abs(stableMedian) * tolerance.value) / 100;
    const numbers = {
        candidate: { samples: candidate.length, median: median(candidate) },
        stable: { samples: stable.length, median: stableMedian },
        shift: shiftBetween(candidate, stable),
        tolerated,
        alpha,
    };
    const level = direction === "either" ? alpha / 2 : alpha;
    if (candidate.length === 0 || stable.length === 0 || smallestP(candidate.length, stable.length) >= level) {
        return { ...numbers, verdict: "inconclusive", test: undefined };
    }
    const worse = direction === "either" ? (numbers.shift >= 0 ? "increase" : "decrease") : direction;
    const moved = stable.map((value) => value + (worse === "increase" ? tolerated : -tolerated));
    const test = mannWhitney(candidate, moved, worse === "increase" ? "first-larger" : "first-smaller");
    return { ...numbers, verdict: test.p < level ? "fail" : "pass", test };
}

;// CONCATENATED MODULE: ./src/analysis/numbers.js
function numberText(value, unit) {
    const text = Number.isFinite(value) ? grouped(value) : String(value);
    switch (unit) {
        case "percent":
            return `${text} %`;
        case "ms":
            return `${text} ms`;
        case "number":
            return text;
    }
}
function thresholdText({ max, min }, unit) {
    return [
        ...(min === undefined ? [] : [`at least ${numberText(min, unit)}`]),
        ...(max === undefined ? [] : [`at most ${numberText(max, unit)}`]),
    ].join(" and ");
}
function probabilityText(p) {
    return p < 0.0001 ? "< 0.0001" : p.toFixed(4);
}
function grouped(value) {
    return new Intl.NumberFormat("en-US", {
        maximumSignificantDigits: Math.abs(value) >= 1_000 ? 15 : 4,
        maximumFractionDigits: 4,
    }).format(Math.abs(value) >= 1_000 ? Math.round(value) : value);
}

;// CONCATENATED MODULE: ./src/analysis/compare.js





async function compare_compare(metric, comparison, moment, asking) {
    const { subject } = asking;
    if (subject.stable === undefined) {
        throw new Untold("there is no stable version beside it to compare with", "Compare only where both serve.");
    }
    const [candidate, stable] = await Promise.all([
        samplesOf(metric, comparison, subject.candidate, moment, asking),
        samplesOf(metric, comparison, subject.stable, moment, asking),
    ]);
    const judgement = judge(candidate, stable, comparison);
    return { verdict: judgement.verdict, value: undefined, text: judgementText(metric, judgement), judgement };
}
async function samplesOf({ measure }, { sample }, track, { time, window }, asking) {
    const slice = sliceOf(track, sample, asking);
    const query = measure.kind === "query"
        ? fillQuery(measure.text, { candidate: slice.matchers, stable: slice.matchers, window: sample })
        : sampleQuery(measure, slice);
    const step = Math.max(1, Math.floor(sample / 1000));
    const count = Math.floor(window / 1000 / step);
    if (count === 0)
        return [];
    const answer = await asking.prometheus.queryRange(query, { start: time - (count - 1) * step, end: time, step }, asking.signal);
    asking.asked.push({ query: `${query} each ${step}s`, answer: describe(answer) });
    if (answer.kind !== "series")
        throw unanswered(answer, query);
    if (answer.series.length > 1)
        throw severalSeries(query, answer.series);
    return answer.series[0]?.values ?? [];
}
function judgementText({ name, unit }, judgement) {
    const { candidate, stable, shift, tolerated, test, alpha, verdict } = judgement;
    if (test === undefined) {
        return `${name} cannot be compared: ${candidate.samples} samples of the candidate and ${stable.samples} of stable are too few to show a difference at ${alpha}`;
    }
    const medians = `median ${numberText(candidate.median, unit)} of ${candidate.samples} samples against stable's ${numberText(stable.median, unit)} of ${stable.samples}`;
    const numbers = `shift ${numberText(shift, unit)}, tolerated ${numberText(tolerated, unit)}, U = ${test.u}, p = ${probabilityText(test.p)} (${test.method}), level ${alpha}`;
    return `${name} is ${verdict === "fail" ? "" : "not "}worse than stable: ${medians}; ${numbers}`;
}

;// CONCATENATED MODULE: ./src/analysis/measure.js







async function measure(metric, context) {
    const asked = [];
    try {
        const { verdict, value, text, judgement } = await tell(metric, { ...context, asked });
        return { metric: metric.name, verdict, value, text, advice: "", asked, judgement };
    }
    catch (error) {
        if (!(error instanceof Untold))
            throw error;
        const text = `${metric.name} cannot be told: ${error.message}`;
        return { metric: metric.name, verdict: "inconclusive", value: undefined, text, advice: error.advice, asked };
    }
}
async function tell(metric, asking) {
    const { subject } = asking;
    const now = await asking.prometheus.time(asking.signal);
    if (now.kind !== "time")
        throw unanswered(now, "time()");
    const age = now.time * 1000 - (subject.candidate.since + 1_000);
    if (age < 1_000)
        throw new Untold("the candidate has only just begun", "Measure later: give it a longer step.");
    const moment = { time: now.time, window: Math.min(metric.window, age), age };
    const told = metric.threshold === undefined ? undefined : await holdAgainst(metric, metric.threshold, moment, asking);
    if (metric.comparison === undefined || (told !== undefined && told.verdict !== "pass")) {
        return told ?? { verdict: "inconclusive", value: undefined, text: `${metric.name} has no threshold` };
    }
    const compared = await compare_compare(metric, metric.comparison, moment, asking);
    return told === undefined ? compared : { ...compared, value: told.value, text: `${told.text}; ${compared.text}` };
}
async function holdAgainst(metric, threshold, moment, asking) {
    const { value, over } = await measuredValue(metric, moment, asking);
    if (Number.isNaN(value))
        throw new Untold("Prometheus gives NaN", "Nothing was counted: is there any traffic?");
    const { max, min } = threshold;
    const holds = (max === undefined || value <= max) && (min === undefined || value >= min);
    if (holds)
        await mustBeAbleToExceed(metric, threshold, moment, asking);
    const text = `${metric.name} is ${numberText(value, metric.unit)} (${over}), ${holds ? "" : "and may be "}${thresholdText(threshold, metric.unit)}`;
    return { verdict: holds ? "pass" : "fail", value, text };
}
async function measuredValue(metric, moment, asking) {
    const window = `over ${(0,duration/* formatDuration */.a3)(Math.floor(moment.window / 1000) * 1000)}`;
    const { measure } = metric;
    switch (measure.kind) {
        case "error-rate": {
            const slice = sliceOf(asking.subject.candidate, moment.window, asking);
            const requests = await enoughRequests(metric, requestsQuery(measure, slice), moment, asking, measure);
            const errors = await one(errorsQuery(measure, slice), moment, asking, measure);
            if (errors === 0)
                await mustKnowErrors(measure, slice, moment, asking);
            const share = Math.min(100, (100 * errors) / requests);
            const over = `${countText(errors)} of ${countText(requests)} requests ${window}`;
            return { value: requests === 0 ? Number.NaN : share, over };
        }
        case "latency": {
            const slice = sliceOf(asking.subject.candidate, moment.window, asking);
            const requests = await enoughRequests(metric, requestsQuery(measure, slice), moment, asking, measure);
            const value = await one(valueQuery(measure, slice), moment, asking, measure);
            return { value, over: `${countText(requests)} requests ${window}` };
        }
        case "saturation":
        case "saturation-of":
        case "restarts": {
            const slice = sliceOf(asking.subject.candidate, moment.window, asking);
            const value = await one(valueQuery(measure, slice), moment, asking, measure);
            return { value, over: measure.kind === "restarts" ? "since its pods began" : "the fullest pod" };
        }
        case "query": {
            const query = userQuery(measure.text, moment, asking);
            const requests = measure.requests === undefined ? undefined : userQuery(measure.requests, moment, asking);
            const counted = requests === undefined ? undefined : await enoughRequests(metric, requests, moment, asking);
            const value = await one(query, moment, asking);
            return { value, over: counted === undefined ? window : `${countText(counted)} requests ${window}` };
        }
    }
}
async function enoughRequests(metric, query, moment, asking, measure) {
    const requests = query === undefined ? 0 : await one(query, moment, asking, measure);
    if (requests >= metric.minRequests)
        return requests;
    const hint = measure !== undefined && requests === 0 ? await labelsHint(measure, moment, asking) : "";
    throw new Untold(`${countText(requests)} requests in ${(0,duration/* formatDuration */.a3)(Math.floor(moment.window / 1000) * 1000)} are fewer than ${metric.minRequests}`, hint || "Let more requests reach the candidate, measure for longer, or lower min-requests.");
}
async function mustKnowErrors(measure, slice, moment, asking) {
    const answer = await ask(errorSeriesQuery(measure, slice), moment, asking);
    if ((answer[0]?.value ?? 0) > 0)
        return;
    const { errors } = measure;
    if (errors.kind === "counter") {
        throw new Untold(`there is no series of ${errors.metric} at all, so an error would not be seen`, "Correct its name, or let the service expose it from its start, at 0.");
    }
    const hint = await labelsHint(measure, moment, asking);
    throw new Untold(`no series of ${measure.requests} has a label ${errors.label}, so an error would not be seen`, hint || "Name the label that holds the status.");
}
async function mustBeAbleToExceed({ measure }, { max }, moment, asking) {
    if (measure.kind !== "latency" || max === undefined)
        return;
    const slice = sliceOf(asking.subject.candidate, moment.window, asking);
    const buckets = await ask(boundsQuery(measure, slice), moment, asking);
    const scale = measure.in === "s" ? 1_000 : 1;
    const bounds = buckets.map(({ labels }) => Number(labels.le) * scale).filter(Number.isFinite);
    const highest = Math.max(...bounds);
    if (bounds.length > 0 && highest > max)
        return;
    throw new Untold(`the highest bucket of ${measure.histogram} ends at ${numberText(highest, "ms")}, so more than ${numberText(max, "ms")} would not be seen`, `Give the histogram a bucket above ${numberText(max, "ms")}, or lower the threshold.`);
}
function userQuery(text, moment, asking) {
    const { subject, selection } = asking;
    const candidate = /\{\{\s*candidate\s*\}\}/.test(text) ? matchersFor(subject.candidate, asking) : "";
    const stable = subject.stable && matchersOf(subject.stable, subject.namespace, selection);
    if (stable === undefined && /\{\{\s*stable\s*\}\}/.test(text)) {
        throw new Untold("there is no stable version beside it", "Ask for {{stable}} only where both serve.");
    }
    const filled = fillQuery(text, {
        candidate,
        stable: stable?.kind === "matchers" ? stable.text : undefined,
        window: moment.window,
    });
    const clipped = clipRanges(filled, moment.age);
    if (clipped.kind === "clipped")
        return clipped.text;
    throw new Untold(`the query looks ${Number.isFinite(clipped.reach) ? `${(0,duration/* formatDuration */.a3)(clipped.reach)} ` : ""}back, and the candidate is only ${(0,duration/* formatDuration */.a3)(Math.floor(moment.age / 1000) * 1000)} old`, "Measure for longer, or leave `offset` and the subquery out.");
}
function countText(count) {
    return numberText(count < 10 ? Math.round(count * 10) / 10 : Math.round(count), "number");
}

;// CONCATENATED MODULE: ./src/analysis/report-analysis.js




const marks = { pass: "✅ pass", fail: "❌ fail", inconclusive: "❔ inconclusive" };
function analysisMarkdown(told) {
    const { metrics, health, verdict, next } = told;
    const rows = metrics.map(metricRow);
    if (health !== undefined) {
        const passed = health.checks - health.failures;
        rows.push([
            "health checks",
            marks[health.verdict],
            `${passed} of ${health.checks} passed`,
            "",
            (0,markdown/* escapeMarkdown */.FV)(health.text),
        ]);
    }
    const went = verdict === "inconclusive" ? ` \`on-inconclusive\` decides: ${consequence[next]}.` : "";
    const nothing = rows.length === 0 ? "Nothing was measured." : "";
    return [
        `**Analysis: ${verdict}.**${went}`,
        "",
        nothing || (0,markdown/* table */.tp)(["metric", "verdict", "last value", "limit", "why"], rows),
        judgements(metrics),
        queries(metrics),
    ]
        .filter((part, index) => index < 2 || part !== "")
        .join("\n");
}
const consequence = { go: "the release goes on", stop: "the release is stopped", pause: "the release waits" };
function analysisFailure({ metrics, health, verdict, next }) {
    const culprits = metrics.filter((one) => one.verdict === verdict);
    const telling = culprits.map((one) => decisive(one)).filter((one) => one !== undefined);
    const ofHealth = health?.verdict === verdict ? health : undefined;
    const reasons = [...telling.map(({ text }) => text), ...(ofHealth === undefined ? [] : [ofHealth.text])];
    const advice = telling.find((one) => one.advice !== "")?.advice;
    const evidence = telling.map((one) => ({
        title: `queries of ${one.metric} and their answers`,
        text: askedText(one),
    }));
    if (ofHealth !== undefined && ofHealth.evidence.length > 0) {
        evidence.push({ title: "failed health checks", text: ofHealth.evidence.join("\n") });
    }
    const untold = next === "pause"
        ? "Look at it, then go on with `operation: promote`, or back with `operation: abort`."
        : "What happens then is the input on-inconclusive: fail, pause or continue.";
    return new report_failure/* Failure */.H({
        attempted: "analysing the candidate",
        found: reasons.length === 0 ? "nothing was measured" : reasons.join("; "),
        advice: verdict === "fail"
            ? "Look at the logs and metrics of the candidate's pods."
            : [advice, untold].filter((part) => part !== undefined && part !== "").join(" "),
        at: culprits[0]?.metric.at,
        evidence,
    });
}
function metricRow({ metric, verdict, measurements }) {
    const last = decisive({ metric, verdict, measurements });
    const counts = ["pass", "fail", "inconclusive"]
        .map((each) => [measurements.filter((one) => one.verdict === each).length, each])
        .filter(([count]) => count > 0)
        .map(([count, each]) => `${count} ${each}`)
        .join(", ");
    const limits = [
        ...(metric.threshold === undefined ? [] : [thresholdText(metric.threshold, metric.unit)]),
        ...(metric.comparison === undefined ? [] : ["compared with stable"]),
    ].join(", ");
    return [
        (0,markdown/* escapeMarkdown */.FV)(metric.name),
        marks[verdict],
        last?.value === undefined ? "" : numberText(last.value, metric.unit),
        (0,markdown/* escapeMarkdown */.FV)(limits),
        (0,markdown/* escapeMarkdown */.FV)(`${last?.text ?? "not measured"}${counts === "" ? "" : ` (${counts})`}`),
    ];
}
function decisive({ verdict, measurements }) {
    return measurements.findLast((one) => one.verdict === verdict) ?? measurements.at(-1);
}
function judgements(metrics) {
    const rows = metrics.flatMap(({ metric, measurements }) => {
        const judgement = measurements.findLast((one) => one.judgement !== undefined)?.judgement;
        if (judgement === undefined)
            return [];
        const { candidate, stable, shift, tolerated, test, alpha, verdict } = judgement;
        const number = (value) => numberText(value, metric.unit);
        return [
            [
                (0,markdown/* escapeMarkdown */.FV)(metric.name),
                marks[verdict],
                `${number(candidate.median)} (${candidate.samples})`,
                `${number(stable.median)} (${stable.samples})`,
                number(shift),
                number(tolerated),
                test === undefined ? "" : String(test.u),
                test === undefined ? "too few samples" : `${probabilityText(test.p).replace("<", "&lt;")} (${test.method})`,
                String(alpha),
            ],
        ];
    });
    if (rows.length === 0)
        return "";
    const headers = [
        "compared",
        "verdict",
        "candidate: median (samples)",
        "stable: median (samples)",
        "shift",
        "tolerated",
        "U",
        "p",
        "level",
    ];
    return `Candidate against stable, by the test of Mann and Whitney:\n\n${(0,markdown/* table */.tp)(headers, rows)}`;
}
function queries(metrics) {
    const texts = metrics.flatMap((one) => {
        const last = decisive(one);
        return last === undefined || last.asked.length === 0
            ? []
            : [`# ${one.metric.name}, after ${(0,duration/* formatDuration */.a3)(Math.round(last.at / 1000) * 1000)}\n${askedText(last)}`];
    });
    return texts.length === 0 ? "" : (0,markdown/* details */.zH)("The queries that were asked", (0,markdown/* codeBlock */.DV)(texts.join("\n\n"), "text"));
}
function askedText({ asked }) {
    return asked.map(({ query, answer }) => `${query}\n  => ${answer}`).join("\n");
}

;// CONCATENATED MODULE: ./src/analysis/schedule.js
function measuringTimes({ interval, count }, span) {
    const every = Math.max(interval, 1);
    const times = Array.from({ length: span === undefined ? count : Math.floor(span / every) }, (_, index) => (index + 1) * every);
    return span === undefined || (times.at(-1) ?? -1) >= span ? times : [...times, span];
}
function verdictSoFar(metric, measurements) {
    const count = (verdict) => measurements.filter((one) => one.verdict === verdict).length;
    if (count("fail") > metric.failureLimit)
        return "fail";
    if (count("inconclusive") > metric.inconclusiveLimit)
        return "inconclusive";
    return undefined;
}
function finalVerdict(metric, measurements) {
    const known = verdictSoFar(metric, measurements);
    if (known !== undefined)
        return known;
    return measurements.some(({ verdict }) => verdict === "pass") ? "pass" : "inconclusive";
}
function joinVerdicts(verdicts) {
    if (verdicts.includes("fail"))
        return "fail";
    return verdicts.length === 0 || verdicts.includes("inconclusive") ? "inconclusive" : "pass";
}

;// CONCATENATED MODULE: ./src/analysis/analyse.js






async function analyse(plan, subject, span, context) {
    const { log, signal } = context;
    const over = new AbortController();
    const running = AbortSignal.any([signal, over.signal]);
    const prometheus = plan.prometheus && openPrometheus(plan.prometheus, context.connect);
    const measured = plan.metrics.map((metric) => ({ metric, measurements: [] }));
    let health;
    try {
        const watches = [
            ...(prometheus === undefined ? [] : measured.map((one) => follow(one, prometheus))),
            ...(plan.health === undefined || context.health === undefined ? [] : [checkHealth(plan.health, context.health)]),
        ];
        await Promise.all(watches.map((watch) => watch.catch(unlessOver)));
        signal.throwIfAborted();
    }
    finally {
        over.abort();
        await prometheus?.close();
    }
    return conclude();
    async function follow(one, server) {
        const { metric, measurements } = one;
        const startedAt = performance.now();
        for (const time of measuringTimes(metric, span)) {
            await (0,external_node_timers_promises_.setTimeout)(Math.max(0, time - (performance.now() - startedAt)), undefined, { signal: running });
            const { selection } = plan;
            const outcome = await measure(metric, { prometheus: server, subject, selection, signal: running });
            measurements.push({ ...outcome, at: performance.now() - startedAt });
            log.info(`Analysis: ${outcome.verdict}: ${outcome.text}`);
            if (endsAll(verdictSoFar(metric, measurements)))
                return over.abort();
        }
    }
    async function checkHealth(trigger, { route, path }) {
        const longest = Math.max(0, ...plan.metrics.map((metric) => measuringTimes(metric, span).at(-1) ?? 0));
        const until = span ?? (longest === 0 ? (trigger.failures - 1) * trigger.interval : longest);
        health = await watchHealth({ route, path, trigger, until, signal: running });
        log.info(`Analysis: ${health.verdict}: ${health.text}`);
        if (endsAll(health.verdict))
            over.abort();
    }
    function endsAll(verdict) {
        return verdict === "fail" || (verdict === "inconclusive" && plan.onInconclusive !== "continue");
    }
    function unlessOver(error) {
        if (!over.signal.aborted && !signal.aborted)
            throw error;
    }
    function conclude() {
        const metrics = measured.map(({ metric, measurements }) => ({
            metric,
            measurements,
            verdict: over.signal.aborted
                ? (verdictSoFar(metric, measurements) ?? finalVerdict(metric, measurements))
                : finalVerdict(metric, measurements),
        }));
        const verdict = joinVerdicts([
            ...metrics.map((one) => one.verdict),
            ...(health === undefined ? [] : [health.verdict]),
        ]);
        const next = nextOf(verdict, plan.onInconclusive);
        const told = { plan, verdict, next, metrics, health };
        return {
            verdict,
            next,
            metrics,
            health,
            failure: next === "go" ? undefined : analysisFailure(told),
            markdown: analysisMarkdown(told),
        };
    }
}
function nextOf(verdict, onInconclusive) {
    if (verdict === "pass")
        return "go";
    if (verdict === "fail" || onInconclusive === "fail")
        return "stop";
    return onInconclusive === "pause" ? "pause" : "go";
}

// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(92065);
// EXTERNAL MODULE: ./src/kube/watch.js
var watch = __webpack_require__(55244);
// EXTERNAL MODULE: ./src/analysis/probe-route.js
var probe_route = __webpack_require__(37118);
;// CONCATENATED MODULE: ./src/analysis/probe-routes.js





function urlRoute(url, track) {
    const base = new URL(url);
    const agent = new undici.Agent({ pipelining: 0 });
    return {
        name: url,
        track,
        via: "ingress",
        ask: (path, options) => {
            const target = path === "" ? base : new URL(base.pathname.replace(/\/$/, "") + path, base);
            return exchange(agent, target.origin, target.pathname + target.search, "", options);
        },
        close: () => agent.destroy(),
    };
}
async function podsRoute(cluster, { namespace, selector, owners = [], port, name }, track, signal) {
    let lost;
    const store = await (0,watch/* followObjects */.E)(cluster, podKind, {
        namespace,
        labelSelector: (0,selectors/* selectorText */.n)(selector),
        signal,
        onChange: () => undefined,
        onError: (error) => {
            lost = error;
        },
    });
    const targets = () => {
        if (lost !== undefined)
            throw lost;
        return store
            .items()
            .filter((pod) => isReady(pod) && isOf(pod, owners))
            .map(({ metadata }) => ({ pod: metadata.name, port }));
    };
    return overPods(cluster, { namespace, name, track, via: "pods", targets, stop: () => store.stop() });
}
async function serviceRoute(cluster, service, track, signal) {
    const { namespace, name, port } = service;
    let lost;
    const store = await (0,watch/* followObjects */.E)(cluster, endpointSliceKind, {
        namespace,
        labelSelector: slicesOf(name),
        signal,
        onChange: () => undefined,
        onError: (error) => {
            lost = error;
        },
    });
    const targets = () => {
        if (lost !== undefined)
            throw lost;
        return readyPods(store.items(), port);
    };
    const shown = `Service ${namespace}/${name}`;
    return overPods(cluster, { namespace, name: shown, track, via: "service", targets, stop: () => store.stop() });
}
const podKind = { apiVersion: "v1", kind: "Pod" };
function isReady({ metadata, status }) {
    const ready = status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
    return ready && metadata.deletionTimestamp === undefined;
}
function isOf({ metadata }, owners) {
    if (owners.length === 0)
        return true;
    return (metadata.ownerReferences?.some(({ name, controller }) => controller === true && owners.includes(name)) ?? false);
}
function overPods(cluster, { namespace, name, track, via, targets, stop }) {
    const clients = new Map();
    let turn = 0;
    return {
        name,
        track,
        via,
        ask: async (path, options) => {
            for (;;) {
                const ready = targets();
                await closeOthers(ready);
                const target = ready[turn++ % Math.max(1, ready.length)];
                if (target === undefined)
                    throw new probe_route/* NoPodReady */.G("no pod is ready");
                try {
                    return await exchange(clientOf(target), "http://localhost", path === "" ? "/" : path, target.pod, options);
                }
                catch (error) {
                    if (targets().some(({ pod }) => pod === target.pod))
                        throw error;
                    options.signal.throwIfAborted();
                }
            }
        },
        close: async () => {
            stop();
            await Promise.all([...clients.values()].map((client) => client.destroy()));
        },
    };
    function clientOf({ pod, port }) {
        const known = clients.get(pod);
        if (known !== undefined)
            return known;
        const client = new undici.Client("http://localhost", {
            keepAliveTimeout: 30_000,
            connect: (_options, callback) => {
                cluster.openPortForward({ namespace, name: pod }, port).then((stream) => callback(null, stream), (error) => callback(error instanceof Error ? error : new Error(String(error)), null));
            },
        });
        clients.set(pod, client);
        return client;
    }
    async function closeOthers(ready) {
        for (const [pod, client] of clients) {
            if (ready.some((one) => one.pod === pod))
                continue;
            clients.delete(pod);
            client.close().catch(() => undefined);
        }
    }
}
const longestBody = 64 * 1024;
async function exchange(dispatcher, origin, path, pod, { timeoutMs, signal }) {
    const late = AbortSignal.timeout(timeoutMs);
    try {
        const { statusCode, headers, body } = await dispatcher.request({
            method: "GET",
            origin,
            path,
            headers: { "user-agent": "slipway-prober" },
            signal: AbortSignal.any([signal, late]),
        });
        const text = await body.text();
        return { status: statusCode, headers: flatten(headers), body: text.slice(0, longestBody), pod };
    }
    catch (error) {
        signal.throwIfAborted();
        if (late.aborted)
            throw new Error(`no complete answer within ${timeoutMs / 1000} s`, { cause: error });
        throw error;
    }
}
function flatten(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value = ""]) => [
        name.toLowerCase(),
        Array.isArray(value) ? value.join(", ") : value,
    ]));
}

;// CONCATENATED MODULE: ./src/analysis/probe-report.js


function probeReport(routes) {
    const requests = sum(routes.map(({ seen }) => seen.length));
    const failures = sum(routes.map(failuresOf));
    const users = whatUsersNoticed(routes);
    const asked = routes.filter(({ seen }) => seen.length > 0);
    const parts = [
        usersSentence(routes, users),
        asked.length === 0
            ? "No request was sent."
            : (0,markdown/* table */.tp)(["asked", "way", "requests", "failed", "versions", "median", "slowest"], asked.map(row)),
        ...asked.map((route) => `${(0,markdown/* escapeMarkdown */.FV)(titleOf(route))}\n\n${(0,markdown/* codeBlock */.DV)(picture(route.seen), "text")}`),
        ...asked.filter((route) => failuresOf(route) > 0).map(failureDetails),
    ];
    return { requests, failures, users, markdown: `${parts.join("\n\n")}\n` };
}
const rows = 24;
const width = 30;
const fills = ["█", "░", "▓", "▒", "#", "+", "=", "~"];
function picture(seen) {
    const end = Math.max(...seen.map(({ at }) => at));
    const start = Math.min(...seen.map(({ at }) => at));
    const stretch = roundUp((end - start + 1) / rows / 1000);
    const first = Math.floor(start / 1000 / stretch);
    const count = Math.floor(end / 1000 / stretch) - first + 1;
    const names = versionsOf(seen);
    const lines = Array.from({ length: count }, (_, index) => {
        const from = (first + index) * stretch;
        const within = seen.filter(({ at }) => Math.floor(at / 1000 / stretch) === first + index);
        return `${`${from}s`.padStart(6)} ${bar(within, names)}`.trimEnd();
    });
    const legend = names.map((name, index) => `${fillOf(index)} ${shownVersion(name)}`);
    return [...lines, "", [...legend, "✗ failed"].join("   ")].join("\n");
}
function bar(within, names) {
    if (within.length === 0)
        return "";
    const shares = names.map((name) => within.filter((one) => one.trouble === "" && one.version === name).length);
    const failed = within.filter(({ trouble }) => trouble !== "").length;
    const cells = share([...shares, failed], within.length);
    const filled = cells.map((cell, index) => (index === names.length ? "✗" : fillOf(index)).repeat(cell)).join("");
    const counts = [
        ...names.flatMap((name, index) => (shares[index] ? [`${shownVersion(name)}: ${shares[index]}`] : [])),
        ...(failed === 0 ? [] : [`failed: ${failed}`]),
    ];
    return `${filled.padEnd(width)} ${counts.join(", ")}`;
}
function share(counts, total) {
    const cells = counts.map((count) => (count === 0 ? 0 : Math.max(1, Math.round((count / total) * width))));
    for (let surplus = sum(cells) - width; surplus !== 0; surplus -= Math.sign(surplus)) {
        const widest = cells.indexOf(Math.max(...cells));
        cells[widest] = (cells[widest] ?? 0) - Math.sign(surplus);
    }
    return cells;
}
function roundUp(seconds) {
    for (let unit = 1;; unit *= 10) {
        const found = [1, 2, 5].map((digit) => digit * unit).find((length) => length >= seconds);
        if (found !== undefined)
            return found;
    }
}
function row(route) {
    const { seen } = route;
    const answered = seen.filter(({ trouble }) => trouble === "");
    const versions = versionsOf(seen).map((name) => `${(0,markdown/* escapeMarkdown */.FV)(shownVersion(name))}: ${numberText(answered.filter((one) => one.version === name).length, "number")}`);
    const times = answered.map(({ took }) => took).toSorted((one, other) => one - other);
    return [
        tracks[route.track],
        (0,markdown/* codeSpan */.SS)(`${route.name}${route.path}`) + ways[route.via],
        numberText(seen.length, "number"),
        numberText(failuresOf(route), "number"),
        versions.join(", "),
        times.length === 0 ? "" : numberText(Math.round(times[Math.floor(times.length / 2)] ?? 0), "ms"),
        times.length === 0 ? "" : numberText(Math.round(times.at(-1) ?? 0), "ms"),
    ];
}
const tracks = {
    users: "as users do",
    live: "what serves",
    stable: "stable",
    candidate: "the candidate",
};
const ways = {
    ingress: " (the way that users take)",
    service: " (its pods, through the API server)",
    pods: " (through the API server)",
};
function whatUsersNoticed(routes) {
    const own = routes.filter(({ track, via, seen }) => track === "users" && via === "ingress" && seen.length > 0);
    if (own.length === 0)
        return "unknown";
    return sum(own.map(failuresOf)) === 0 ? "not noticed" : "noticed";
}
function usersSentence(routes, users) {
    const own = routes.filter(({ track, via }) => track === "users" && via === "ingress");
    const requests = numberText(sum(own.map(({ seen }) => seen.length)), "number");
    const failures = numberText(sum(own.map(failuresOf)), "number");
    const where = own.map(({ name, path }) => (0,markdown/* codeSpan */.SS)(`${name}${path}`)).join(", ");
    switch (users) {
        case "not noticed":
            return `**Users did not notice:** none of ${requests} requests to ${where} failed.`;
        case "noticed":
            return `**Users noticed:** ${failures} of ${requests} requests to ${where} failed.`;
        case "unknown":
            return "What users noticed was not measured: no request took the way that they take. Give `probe-url` to measure it.";
    }
}
function failureDetails(route) {
    const failed = route.seen.filter(({ trouble }) => trouble !== "");
    const kinds = new Map();
    for (const one of failed) {
        const kind = one.version === "" ? one.trouble : `${one.trouble} (version ${one.version})`;
        kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
    }
    const lines = [...kinds].slice(0, 20).map(([trouble, all]) => {
        const times = `after ${seconds(all[0]?.at)}${all.length > 1 ? ` to ${seconds(all.at(-1)?.at)}` : ""}`;
        return `${all.length} times, ${times}: ${trouble}`.replace(/^1 times/, "once");
    });
    return (0,markdown/* details */.zH)(`${failed.length} requests failed: ${titleOf(route)}`, (0,markdown/* codeBlock */.DV)(lines.join("\n"), "text"));
}
function titleOf({ track, name, path }) {
    return `${tracks[track]}: ${name}${path}`;
}
function seconds(milliseconds = 0) {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}
function shownVersion(version) {
    return version === "" ? "version not known" : version;
}
function versionsOf(seen) {
    return [...new Set(seen.filter(({ trouble }) => trouble === "").map(({ version }) => version))];
}
function fillOf(index) {
    return fills[Math.min(index, fills.length - 1)] ?? "?";
}
function failuresOf({ seen }) {
    return seen.filter(({ trouble }) => trouble !== "").length;
}
function sum(numbers) {
    return numbers.reduce((total, number) => total + number, 0);
}

;// CONCATENATED MODULE: ./src/analysis/prober.js




const mostKept = 200_000;
function startProber({ rate, version, timeout }, { log, signal }) {
    const startedAt = performance.now();
    const stopped = new AbortController();
    const running = AbortSignal.any([signal, stopped.signal]);
    const pause = 1000 / Math.min(Math.max(rate, 0.01), probe_route/* highestRate */.d);
    const routes = new Map();
    return {
        add: (route, path) => {
            const before = routes.get(route.name);
            if (before !== undefined) {
                before.over.abort();
                void before.route.close();
            }
            const probing = { route, path, over: new AbortController(), seen: before?.seen ?? [], left: new Set() };
            routes.set(route.name, probing);
            probing.loop = ask(probing).catch((error) => {
                if (!running.aborted && !probing.over.signal.aborted)
                    log.warning(`The prober ends on ${route.name}: ${error}`);
            });
        },
        end: (name) => {
            const probing = routes.get(name);
            probing?.over.abort();
            void probing?.route.close();
        },
        stop: async () => {
            stopped.abort();
            await Promise.all([...routes.values()].flatMap(({ loop, left }) => [loop, ...left]));
            await Promise.all([...routes.values()].map(({ route }) => route.close().catch(() => undefined)));
            return probeReport([...routes.values()].map(({ route: { name, track, via }, path, seen }) => ({ name, track, via, path, seen })));
        },
    };
    async function ask(probing) {
        const over = AbortSignal.any([running, probing.over.signal]);
        for (let next = performance.now();; next += pause) {
            await (0,external_node_timers_promises_.setTimeout)(Math.max(0, next - performance.now()), undefined, { signal: over });
            next = Math.max(next, performance.now() - pause);
            const one = askOnce(probing, over).finally(() => probing.left.delete(one));
            probing.left.add(one);
        }
    }
    async function askOnce({ route, path, seen }, over) {
        const at = performance.now() - startedAt;
        const answer = await route.ask(path, { timeoutMs: timeout, signal: over }).catch((error) => {
            return over.aborted || isAbsent(error, route) ? undefined : troubleOf(error);
        });
        if (answer === undefined || seen.length >= mostKept)
            return;
        const took = performance.now() - startedAt - at;
        if (typeof answer === "string")
            seen.push({ at, took, version: "", trouble: answer });
        else
            seen.push({ at, took, version: versionOf(answer, version), trouble: judged(answer) });
    }
}
function judged({ status }) {
    return status >= 200 && status < 400 ? "" : `it answered ${status}`;
}
function troubleOf(error) {
    return error instanceof Error ? error.message || error.name : String(error);
}
function isAbsent(error, { track }) {
    return error instanceof probe_route/* NoPodReady */.G && (track === "candidate" || track === "stable");
}

;// CONCATENATED MODULE: ./src/rollout/watching.js





function watchPermissions({ analysis, probe, prometheusService }, namespace) {
    const may = (where, group, resource, verbs, subresource) => verbs.map((verb) => ({ verb, group, resource, subresource, namespace: where }));
    const probesPods = probe !== undefined && probe.path !== "";
    const asksPods = probesPods || analysis?.health?.target.kind === "pods";
    const slices = "discovery.k8s.io";
    return [
        ...(asksPods ? may(namespace, "", "pods", ["list", "watch"]) : []),
        ...(asksPods ? may(namespace, "", "pods", ["create", "get"], "portforward") : []),
        ...(probesPods ? may(namespace, slices, "endpointslices", ["list", "watch"]) : []),
        ...(prometheusService === undefined
            ? []
            : [
                ...may(prometheusService.namespace, slices, "endpointslices", ["list"]),
                ...may(prometheusService.namespace, "", "pods", ["create", "get"], "portforward"),
            ]),
    ];
}
function startWatching(watch, { cluster, log }, { workload }) {
    const { analysis, bakeTime, probe } = watch;
    const stopped = new AbortController();
    const prober = probe && startProber(probe.plan, { log, signal: stopped.signal });
    const asked = new Map();
    if (probe !== undefined && probe.url !== "")
        prober?.add(urlRoute(probe.url, "users"), "");
    const ofWorkload = `the pods of ${(0,object/* describeObject */.v)(workload)}`;
    if (probe !== undefined && probe.path !== "")
        ask(ofWorkload, "", async () => workloadRoute(probe.port));
    return { bakeTime, changed, judge, bake, stop };
    function changed(moment) {
        if (probe === undefined || probe.path === "")
            return;
        const { namespace, liveService, candidate, stable } = moment;
        const { port } = probe;
        if (liveService !== undefined) {
            prober?.end(ofWorkload);
            const name = `Service ${namespace}/${liveService}`;
            ask(name, "", () => serviceRoute(cluster, { namespace, name: liveService, port: String(port) }, "live", stopped.signal));
        }
        if (moment.weight < 100)
            askSide("candidate", candidate);
        if (stable !== undefined && liveService === undefined)
            askSide("stable", stable);
        function askSide(track, side) {
            const name = `the ${track}'s pods`;
            ask(name, side.owners.join(), () => sideRoute(cluster, { name, namespace, port, track, side, signal: stopped.signal }));
        }
    }
    function ask(name, key, open) {
        if (asked.get(name) === key)
            return;
        asked.set(name, key);
        open()
            .then((route) => {
            if (route === undefined || stopped.signal.aborted)
                return route?.close();
            return prober?.add(route, probe?.path ?? "");
        })
            .catch((error) => {
            if (!stopped.signal.aborted)
                log.warning(`The prober cannot ask ${name}: ${error instanceof Error ? error.message : error}`);
        });
    }
    async function workloadRoute(port) {
        const live = await cluster.get(workload, { signal: stopped.signal });
        if (live === undefined)
            return undefined;
        const { namespace } = workload;
        const options = { namespace, selector: live.spec.selector, port, name: ofWorkload };
        return podsRoute(cluster, options, "live", stopped.signal);
    }
    async function judge(moment, signal) {
        if (analysis === undefined)
            return { next: "go", markdown: "" };
        const early = moment.weight === 0 && (probe === undefined || probe.path === "");
        if (early && analysis.health === undefined)
            return { next: "go", markdown: "" };
        const plan = early ? { ...analysis, metrics: [] } : analysis;
        return measureCandidate(plan, moment, moment.time === 0 ? undefined : moment.time, signal);
    }
    async function bake(moment, signal) {
        if (bakeTime === 0 || analysis === undefined)
            return { next: "go", markdown: "" };
        return measureCandidate(analysis, moment, bakeTime, signal);
    }
    async function measureCandidate(plan, moment, span, signal) {
        const opened = new AbortController();
        const health = plan.health && (await healthRoute(plan.health, moment, AbortSignal.any([signal, opened.signal])));
        const service = watch.prometheusService;
        const context = {
            log,
            signal,
            health,
            connect: service && ((late) => openServiceStream(cluster, service, late)),
        };
        try {
            const { next, failure, markdown } = await analyse(plan, subjectOf(moment), span, context);
            return { next, failure, markdown };
        }
        finally {
            opened.abort();
            await health?.route.close();
        }
    }
    async function healthRoute({ target }, { namespace, candidate }, signal) {
        if (target.kind === "url")
            return { route: urlRoute(target.url, "candidate"), path: "" };
        const name = "the candidate's pods";
        const { path, port } = target;
        return {
            route: await sideRoute(cluster, { name, namespace, port, track: "candidate", side: candidate, signal }),
            path,
        };
    }
    async function stop() {
        stopped.abort();
        return prober === undefined ? "" : (await prober.stop()).markdown;
    }
}
function sideRoute(cluster, { name, namespace, port, track, side, signal }) {
    const selector = { matchLabels: side.labels };
    return podsRoute(cluster, { namespace, selector, owners: side.owners, port, name }, track, signal);
}
function subjectOf({ namespace, candidate, stable }) {
    return { namespace, candidate: trackOf(candidate), stable: stable && trackOf(stable) };
}
function trackOf({ owners, labels, since }) {
    return { owners, labels, since };
}

;// CONCATENATED MODULE: ./src/actions/rollout-watch.js








async function watchRequest(given, directory, context) {
    const watch = await watchOf(given, directory);
    if (watch === undefined)
        return {};
    const { cluster, log, signal } = context;
    const { namespace } = cluster;
    await (0,preflight/* requirePermissions */.An)(cluster, watchPermissions(watch, namespace), namespace, { signal });
    if (watch.analysis !== undefined) {
        await checkPrometheus(watch.analysis, { log, signal, connect: throughCluster(cluster, watch) });
    }
    return { bakeTime: watch.bakeTime, startWatching: (target) => startWatching(watch, context, target) };
}
function throughCluster(cluster, { prometheusService: service }) {
    return service && ((late) => openServiceStream(cluster, service, late));
}
const describing = [
    "max-error-rate",
    "max-p95",
    "requests-metric",
    "status-label",
    "errors-metric",
    "latency-metric",
    "pod-label",
    "namespace-label",
    "track-label",
    "analysis-window",
    "analysis-interval",
    "analysis-count",
    "failure-limit",
    "inconclusive-limit",
    "min-requests",
    "health-failures",
    "health-window",
    "health-interval",
];
async function watchOf(given, directory) {
    const prometheusService = servicePort(given["prometheus-service"]);
    const analysis = await rollout_watch_planOf(given, prometheusService, directory);
    const bakeTime = given["bake-time"];
    if (bakeTime > 0 && analysis === undefined) {
        throw new report_failure/* Failure */.H({
            attempted: 'reading the input "bake-time"',
            found: "nothing is measured while it lasts",
            advice: "Give prometheus-url, health-path, health-url or analysis too.",
        });
    }
    const probe = probeOf(given);
    if (analysis === undefined && probe === undefined)
        return undefined;
    return { analysis, prometheusService, bakeTime, probe };
}
async function rollout_watch_planOf(given, service, directory) {
    if (service !== undefined && given["prometheus-url"] !== "") {
        throw both("prometheus-url", "prometheus-service");
    }
    const url = service === undefined ? given["prometheus-url"] : `http://${service.name}.${service.namespace}:${service.port}/`;
    const over = { url, token: given["prometheus-token"] };
    if (given.analysis !== "") {
        const described = describing.find((name) => given[name] !== undefined) ?? healthInput(given);
        if (described !== undefined)
            throw both("analysis", described);
        const plan = await loadAnalysis(given.analysis, { ...over, directory });
        return { ...plan, onInconclusive: given["on-inconclusive"] ?? plan.onInconclusive };
    }
    const file = asFile(given, url !== "");
    if (file.metrics?.length === 0 && file.health === undefined)
        return undefined;
    const completed = completePlan(file, over);
    if (completed.kind === "plan")
        return completed.plan;
    const { found, advice } = completed.problem;
    throw new report_failure/* Failure */.H({ attempted: "reading the inputs of the analysis", found, advice });
}
function healthInput(given) {
    return ["health-url", "health-path"].find((name) => given[name] !== "");
}
function asFile(given, withMetrics) {
    const [label, podLabel] = (given["track-label"] ?? "").split("=", 2);
    return {
        select: {
            namespace: given["namespace-label"],
            pod: given["pod-label"],
            ...(label === "" ? {} : { label, "pod-label": podLabel }),
        },
        "on-inconclusive": given["on-inconclusive"],
        window: given["analysis-window"],
        interval: given["analysis-interval"],
        count: given["analysis-count"],
        "failure-limit": given["failure-limit"],
        "inconclusive-limit": given["inconclusive-limit"],
        "min-requests": given["min-requests"],
        metrics: withMetrics ? [...rollout_watch_errorRate(given), ...rollout_watch_latency(given)] : [],
        health: healthOf(given),
    };
}
function rollout_watch_errorRate(given) {
    const max = given["max-error-rate"];
    if (max === "off")
        return [];
    return [
        {
            template: "error-rate",
            max,
            requests: given["requests-metric"],
            "status-label": given["status-label"],
            errors: given["errors-metric"],
        },
    ];
}
function rollout_watch_latency(given) {
    const max = given["max-p95"];
    return max === "off" ? [] : [{ template: "latency", max, histogram: given["latency-metric"] }];
}
function healthOf(given) {
    const url = given["health-url"];
    const path = given["health-path"];
    if (url === "" && path === "")
        return undefined;
    if (url !== "" && path !== "")
        throw both("health-url", "health-path");
    return {
        ...(url === "" ? { path, port: given["health-port"] } : { url }),
        failures: given["health-failures"],
        window: given["health-window"],
        interval: given["health-interval"],
    };
}
function probeOf(given) {
    const url = given["probe-url"];
    const path = given["probe-path"];
    if (url === "" && path === "")
        return undefined;
    const version = parseVersionSource(given["probe-version"]);
    if ("found" in version)
        throw new report_failure/* Failure */.H({ attempted: 'reading the input "probe-version"', ...version });
    return { plan: { rate: given["probe-rate"], version, timeout: 5_000 }, url, path, port: given["probe-port"] };
}
function servicePort(text) {
    const [, namespace = "", name = "", port = ""] = /^([^/]+)\/([^:]+):(.+)$/.exec(text) ?? [];
    return name === "" ? undefined : { namespace, name, port };
}
function both(one, other) {
    return new report_failure/* Failure */.H({
        attempted: "reading the inputs of the analysis",
        found: `both \`${one}\` and \`${other}\` are given`,
        advice: one === "analysis" ? `Write what \`${other}\` says into the file.` : "Keep one of the two.",
    });
}

;// CONCATENATED MODULE: ./src/actions/smoke-gate.js


async function smokeGates(given, cluster, job) {
    const { smoke: file, version } = given;
    if (file === undefined)
        return [];
    const [{ loadSuite }, { runSuite }, { serviceTarget }, reports] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(203), __webpack_require__.e(4441), __webpack_require__.e(8576)]).then(__webpack_require__.bind(__webpack_require__, 74441)),
        Promise.all(/* import() */[__webpack_require__.e(2826), __webpack_require__.e(7854)]).then(__webpack_require__.bind(__webpack_require__, 12826)),
        __webpack_require__.e(/* import() */ 9405).then(__webpack_require__.bind(__webpack_require__, 19405)),
        __webpack_require__.e(/* import() */ 1963).then(__webpack_require__.bind(__webpack_require__, 31963)),
    ]);
    const load = (digest) => loadSuite(file, {
        variables: {
            ...(version === "" ? {} : { expected: version }),
            ...(digest === "" ? {} : { "expected-digest": digest }),
        },
        secrets: {},
        environment: given["smoke-environment"],
        directory: job.run.workspace,
    });
    await load("");
    const gate = {
        name: `the smoke test ${file}`,
        at: "preview",
        async judge({ namespace, candidate, previewService }, signal) {
            if (previewService === undefined)
                return { next: "go", markdown: "" };
            const digest = (0,workload/* digestOf */.ol)(candidate.image);
            const target = serviceTarget({
                cluster,
                namespace,
                of: { kind: "Service", name: previewService },
                port: undefined,
                expected: { digest: digest === "" ? undefined : digest },
            });
            const result = await runSuite(await load(digest), target, { log: job.log, signal });
            const markdown = reports.suiteSummary(result);
            if (result.passed)
                return { next: "go", markdown };
            return { next: "stop", failure: ofGate(reports.suiteFailure(result), file), markdown };
        },
    };
    return [gate];
}
function ofGate({ found, advice, at, evidence }, file) {
    return new report_failure/* Failure */.H({ attempted: `testing the candidate with ${file}`, found, advice, at, evidence });
}

// EXTERNAL MODULE: ./src/actions/track-inputs.js + 1 modules
var track_inputs = __webpack_require__(77823);
;// CONCATENATED MODULE: ./src/actions/rollout-operations.js

















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
        if (!(error instanceof report_failure/* Failure */.H))
            throw error;
        const outputs = {
            changed: String(begun),
            digest: (0,workload/* digestOf */.ol)(given.image ?? ""),
            "previous-digest": "",
            revision: "",
        };
        return { outcome: "failed", outputs, failure: error };
    }
}
async function withCluster(given, job, act) {
    const cluster = await (0,cluster_inputs/* openCluster */.D)(given, job);
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
            const request = await deployRequest(given, cluster, job, context, onBegin);
            const result = await (0,deploy/* deploy */.g)({ ...request, ...(await watching(given, context, job)) }, context);
            if (!result.pending)
                job.saveState("begun", "");
            return result;
        }
        case "plan":
            return plan({ ...(await deployRequest(given, cluster, job, context, undefined)), bakeTime: given["bake-time"] }, context);
        case "promote": {
            const result = await promote({
                ...releaseRequest(given, job, context.run, onBegin),
                ...(await watching(given, context, job)),
                gates: await smokeGates(given, cluster, job),
                workload: await workloadOf(given, cluster, job),
                image: given.image ?? "",
                source: async (image) => given.manifests.length === 0 ? undefined : sourceOf({ ...given, image }, cluster, job),
                scaleDownDelay: given["scale-down-delay"],
            }, context);
            if (!result.pending)
                job.saveState("begun", "");
            return result;
        }
        case "abort":
            return abortRelease({ workload: await workloadOf(given, cluster, job), timeout, waitForLock, logLines: given["log-lines"], reason }, context);
        case "confirm":
            return (0,rollout_confirm/* confirm */.l)({ workload: await workloadOf(given, cluster, job), image: given.image ?? "" }, context);
        case "settle":
            return (0,settle/* settle */.G)({
                workload: await workloadOf(given, cluster, job),
                scope: given.scope,
                timeout,
                waitForLock,
                logLines: given["log-lines"],
                reason,
            }, context);
    }
}
async function deployRequest(given, cluster, job, { run }, onBegin) {
    const source = await sourceOf(given, cluster, job);
    const gates = await smokeGates(given, cluster, job);
    return { source, ...releaseRequest(given, job, run, onBegin), tracks: (0,track_inputs/* tracksOf */.S)(given), gates };
}
function releaseRequest(given, job, run, onBegin) {
    return {
        timeout: given.timeout,
        waitForLock: given["wait-for-lock"],
        logLines: given["log-lines"],
        onFailure: given["on-failure"],
        graces: { start: given["start-grace"], ready: given["ready-grace"], restarts: given["max-restarts"] },
        takeOver: given["take-over"],
        prune: given.prune,
        allowOlder: given["allow-older"],
        force: given.force,
        reason: given.reason,
        version: given.version,
        commit: run.commit,
        history: (0,commit_history/* historyOf */.o)(given["github-token"], job),
        onBegin,
    };
}
function watching(given, context, job) {
    const token = given["prometheus-token"];
    if (token !== "")
        job.mask(token);
    return watchRequest(given, job.run.workspace || ".", context);
}
async function settleWhatIsLeft(job) {
    const begun = job.state("begun");
    if (begun === "")
        return;
    const input = (name) => job.env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
    const namespace = job.state("namespace") || input("namespace");
    const given = { kubeconfig: input("kubeconfig"), context: input("context"), namespace };
    const cluster = await (0,cluster_inputs/* openCluster */.D)({ ...given, "runner-credentials": input("runner-credentials") !== "false" }, job);
    try {
        const workload = { ...(0,rollout_target.parseWorkload)(begun), apiVersion: "apps/v1", namespace: cluster.namespace };
        const request = {
            workload,
            scope: "run",
            timeout: 240_000,
            waitForLock: 70_000,
            logLines: 20,
            reason: "",
        };
        const { reason } = await (0,settle/* settle */.G)(request, contextOf({}, cluster, job));
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
            const { lookUpImage } = await Promise.all(/* import() */[__webpack_require__.e(9037), __webpack_require__.e(7520)]).then(__webpack_require__.bind(__webpack_require__, 47520));
            return lookUpImage(reference, { env: job.env, signal: job.signal });
        },
    };
}
async function sourceOf(given, cluster, job) {
    const workload = given.workload === undefined ? undefined : (0,rollout_target.parseWorkload)(given.workload);
    const { container, image } = given;
    if (given.manifests.length > 0) {
        const loaded = await (0,load.loadManifests)(given.manifests, {
            directory: job.run.workspace || ".",
            namespace: cluster.namespace,
            render: (0,manifest_inputs/* renderOptions */.D)(given, job, cluster),
        });
        const overrides = [...given.images, ...(image === undefined ? [] : [image])].map(manifests_images/* parseImageOverride */.L);
        return { kind: "manifests", manifests: (0,manifests_images/* setImages */.B)(loaded, overrides).manifests, workload, container };
    }
    if (workload !== undefined && image !== undefined)
        return { kind: "image", workload, container, image };
    throw new report_failure/* Failure */.H({
        attempted: "reading the inputs",
        found: `${image === undefined ? "`image` is" : "`workload` is"} missing or empty, and there are no \`manifests\``,
        advice: "Give `manifests`, or both `workload` and `image` to set only the image of what is there.",
    });
}
async function workloadOf(given, cluster, job) {
    const { namespace } = cluster;
    if (given.workload !== undefined && given.manifests.length === 0)
        return { ...(0,rollout_target.parseWorkload)(given.workload), apiVersion: "apps/v1", namespace };
    if (given.manifests.length > 0)
        return (0,rollout_target.resolveTarget)(await sourceOf({ ...given, images: [], image: undefined }, cluster, job), namespace).workload;
    throw new report_failure/* Failure */.H({
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
