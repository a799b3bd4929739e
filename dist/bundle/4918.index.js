export const id = 4918;
export const ids = [4918];
export const modules = {

/***/ 61918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CA: () => (/* binding */ errorCode),
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   Wf: () => (/* binding */ notKubernetes),
/* harmony export */   bp: () => (/* binding */ untrusted),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   nc: () => (/* binding */ unauthorized),
/* harmony export */   pz: () => (/* binding */ ConnectionLost),
/* harmony export */   si: () => (/* binding */ describeConnectionError),
/* harmony export */   sl: () => (/* binding */ isTlsError),
/* harmony export */   vQ: () => (/* binding */ neverSent)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

class ConnectionLost extends Error {
    name = "ConnectionLost";
}
function describeConnectionError(error, code) {
    switch (code) {
        case "ECONNREFUSED":
            return "connection refused";
        case "ENOTFOUND":
            return "no such host";
        case "EAI_AGAIN":
            return "the name server does not answer";
        case "UND_ERR_CONNECT_TIMEOUT":
        case "ETIMEDOUT":
            return "no connection within 10 s";
        case "EHOSTUNREACH":
        case "ENETUNREACH":
            return "no route to it";
        case "UND_ERR_HEADERS_TIMEOUT":
        case "UND_ERR_BODY_TIMEOUT":
            return "it accepts the connection but does not answer";
        case "ECONNRESET":
        case "EPIPE":
        case "UND_ERR_SOCKET":
            return "the connection broke off";
        default:
            return error instanceof Error ? error.message : String(error);
    }
}
function errorCode(error) {
    const { code, cause, errors } = error;
    if (typeof code === "string")
        return code;
    if (errors?.length)
        return errorCode(errors[0]);
    return cause === undefined ? undefined : errorCode(cause);
}
function neverSent(error) {
    const code = errorCode(error.cause);
    return (code !== undefined &&
        /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code));
}
function isTlsError(error, code) {
    return (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL|HOSTNAME_MISMATCH)/.test(code ?? "") ||
        /SSL routines|wrong version number/.test(String(error)));
}
function unreachable(target, error, tries, spentMs) {
    const attempted = `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`;
    const effort = `${tries} ${tries === 1 ? "try" : "tries"} in ${Math.max(1, Math.round(spentMs / 1000))} s`;
    if (tries === 1 && !neverSent(error)) {
        return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted,
            found: `${error.message}, while the server may have been at work on a request that must not be sent twice`,
            advice: "Run the job again: it starts from what the cluster says.",
            cause: error,
        });
    }
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted,
        found: `${error.message} (${effort})`,
        advice: "Check the server's address in the kubeconfig, and that this runner may reach it (firewall, VPN, private endpoint, proxy).",
        cause: error,
    });
}
function untrusted(target, cause) {
    const code = errorCode(cause);
    const message = cause instanceof Error ? cause.message : String(cause);
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
        found: `TLS does not come about: ${message}${code && !message.includes(code) ? ` (${code})` : ""}`,
        advice: /ALERT|alert/.test(message)
            ? "The server refuses the client certificate: make a new kubeconfig."
            : "The kubeconfig's certificate-authority-data must be the authority of this server, and its address one that the server's certificate names (or set tls-server-name).",
        cause,
    });
}
function unauthorized(target, body) {
    const { user } = target;
    const what = user.exec
        ? `what the credential plugin ${user.exec.command ?? ""} gives`
        : user.certData || user.certFile
            ? "the client certificate"
            : user.token || user.authProvider
                ? "the token"
                : user.username
                    ? "the user name and password"
                    : "a request without credentials";
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context}, user ${user.name || "none"})`,
        found: `it does not accept ${what}: ${statusOf(401, body).message ?? "Unauthorized"} (401)`,
        advice: "It is expired, revoked, or of another cluster: make a new kubeconfig, and put it where this one came from.",
    });
}
function notKubernetes(target, found) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
        found: `${found}, which is not how a Kubernetes API server answers`,
        advice: "Check the server's address in the kubeconfig, and whether a proxy or a login page stands before it.",
    });
}
function statusOf(code, body) {
    try {
        const status = JSON.parse(body);
        if (typeof status === "object" && status !== null && "kind" in status && status.kind === "Status") {
            return { ...status, code };
        }
    }
    catch {
    }
    const text = body.trim().slice(0, 300);
    return { code, ...(text === "" ? {} : { message: text }) };
}


/***/ }),

/***/ 26077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ withAccessExplained)
/* harmony export */ });
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75616);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


async function withAccessExplained(attempted, namespace, body) {
    try {
        return await body();
    }
    catch (error) {
        if ((0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 403)) {
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
                attempted,
                found: `the server forbids it: ${error.status.message ?? "no reason given"}`,
                advice: `Let this user get, create and update configmaps and leases (coordination.k8s.io) in the namespace ${namespace}.`,
                cause: error,
            });
        }
        if ((0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 404)) {
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
                attempted,
                found: `there is no namespace ${namespace}`,
                advice: "Create the namespace first, or correct the input `namespace`.",
                cause: error,
            });
        }
        throw error;
    }
}


/***/ }),

/***/ 54195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  aE: () => (/* binding */ readRecord),
  xD: () => (/* binding */ recordName),
  vL: () => (/* binding */ updateRecord)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/release/access.js
var access = __webpack_require__(26077);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(36125);
;// CONCATENATED MODULE: ./src/release/track-format.js

const weight = schemas/* number */.aig().min(0).max(100);
const side = schemas/* enum */.k5n(["stable", "candidate"]);
const stage = schemas/* discriminatedUnion */.gMt("kind", [
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("select"), pods: schemas/* enum */.k5n(["stable", "both", "candidate", "original", "renewed"]) }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("objects") }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("preview") }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("candidate"), replicas: schemas/* number */.aig() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("scale"), track: side, replicas: schemas/* number */.aig() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("gate"), weight, time: schemas/* number */.aig() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("weigh"), weight }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("header"), on: schemas/* boolean */.zMY() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("settle"), time: schemas/* number */.aig() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("hold") }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("replace-stable") }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("restore-stable") }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("route"), act: schemas/* enum */.k5n(["prepare", "restore", "clean-up"]) }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("remove-candidate") }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz("autoscaler"), act: schemas/* enum */.k5n(["hold", "release", "candidate", "stable"]) }),
]);
const labels = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP());
const trackSide = schemas/* object */.Ikc({ deployment: schemas/* string */.YjP(), narrow: labels, replicas: schemas/* number */.aig(), templateHash: schemas/* string */.YjP() });
const track = schemas/* object */.Ikc({
    strategy: schemas/* enum */.k5n(["blue-green", "canary"]),
    stages: schemas/* array */.YOg(stage),
    back: schemas/* array */.YOg(stage),
    stage: schemas/* number */.aig(),
    stageSince: schemas/* string */.YjP(),
    pausedAt: schemas/* string */.YjP(),
    stable: trackSide.optional(),
    candidate: trackSide,
    candidateBefore: schemas/* object */.Ikc({ replicas: schemas/* number */.aig() }).optional(),
    services: schemas/* array */.YOg(schemas/* object */.Ikc({ name: schemas/* string */.YjP(), selector: labels.optional(), base: labels })),
    preview: schemas/* object */.Ikc({ name: schemas/* string */.YjP(), selector: labels.optional() }),
    route: schemas/* unknown */.L5J().optional(),
    autoscaler: schemas/* object */.Ikc({ apiVersion: schemas/* string */.YjP(), kind: schemas/* string */.YjP(), name: schemas/* string */.YjP(), saved: schemas/* unknown */.L5J() }).optional(),
    scaledDown: schemas/* boolean */.zMY(),
    header: schemas/* object */.Ikc({ name: schemas/* string */.YjP(), value: schemas/* string */.YjP() }).optional(),
    settleTime: schemas/* number */.aig(),
});

;// CONCATENATED MODULE: ./src/release/record-format.js




const mostReleases = 20;
const mostBytes = 900_000;
const longestReason = 2_000;
const knownSchema = 1;
const state = schemas/* enum */.k5n([
    "releasing",
    "promoted",
    "verified",
    "rolling-back",
    "rolled-back",
    "aborted",
    "failed",
    "superseded",
]);
const figures = schemas/* object */.Ikc({
    requests: schemas/* number */.aig(),
    errors: schemas/* number */.aig(),
    p50: schemas/* number */.aig(),
    p95: schemas/* number */.aig(),
    p99: schemas/* number */.aig(),
});
const release = schemas/* object */.Ikc({
    id: schemas/* string */.YjP().min(1),
    runKey: schemas/* string */.YjP(),
    state,
    image: schemas/* string */.YjP(),
    digest: schemas/* string */.YjP(),
    version: schemas/* string */.YjP(),
    commit: schemas/* string */.YjP(),
    runUrl: schemas/* string */.YjP(),
    actor: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    revision: schemas/* number */.aig(),
    templateHash: schemas/* string */.YjP(),
    previousTemplateHash: schemas/* string */.YjP(),
    previousRevision: schemas/* number */.aig(),
    previousImage: schemas/* string */.YjP(),
    previousDigest: schemas/* string */.YjP(),
    endsAs: schemas/* enum */.k5n(["", "rolled-back", "aborted"]),
    startedAt: schemas/* string */.YjP(),
    verifiedAt: schemas/* string */.YjP(),
    endedAt: schemas/* string */.YjP(),
    bakingUntil: schemas/* string */.YjP().optional(),
    applied: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    created: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    prune: schemas/* boolean */.zMY().optional(),
    track: track.optional(),
    figures: schemas/* record */.g1P(schemas/* string */.YjP(), figures).optional(),
});
const record = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(knownSchema),
    workload: schemas/* string */.YjP(),
    releases: schemas/* array */.YOg(release),
});
function parseRecord(text, place) {
    const value = parseJson(text, place);
    const schema = typeof value === "object" && value !== null && "schema" in value ? value.schema : undefined;
    if (typeof schema === "number" && schema > knownSchema)
        throw writtenByNewer(schema, place);
    const parsed = record.safeParse(value);
    if (parsed.success)
        return parsed.data;
    const [issue] = parsed.error.issues;
    throw damaged(`${issue?.path.join(".") || "the top level"}: ${issue?.message ?? "not a record"}`, place, parsed.error);
}
function formatRecord(unbounded) {
    const shortened = { ...unbounded, releases: unbounded.releases.map(withShortReason) };
    let kept = boundReleases(shortened);
    let text = JSON.stringify(kept, undefined, 1);
    while (Buffer.byteLength(text) > mostBytes) {
        const fewer = boundReleases(kept, kept.releases.length - 1);
        if (fewer.releases.length === kept.releases.length)
            break;
        kept = fewer;
        text = JSON.stringify(kept, undefined, 1);
    }
    return text;
}
function boundReleases(unbounded, most = mostReleases) {
    const newest = (0,states/* lastVerified */.T5)(unbounded);
    const wayBack = newest && (0,states/* lastVerified */.T5)(unbounded, { except: newest.digest });
    const needed = (one) => (0,states/* isOpen */.nT)(one) || one.id === newest?.id || one.id === wayBack?.id;
    let surplus = unbounded.releases.length - most;
    const releases = unbounded.releases.toReversed().filter((one) => {
        if (surplus <= 0 || needed(one))
            return true;
        surplus -= 1;
        return false;
    });
    return { ...unbounded, releases: releases.toReversed() };
}
function withShortReason(one) {
    return one.reason.length <= longestReason ? one : { ...one, reason: `${one.reason.slice(0, longestReason - 1)}…` };
}
function parseJson(text, place) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw damaged("it is not JSON", place, error);
    }
}
function writtenByNewer(schema, place) {
    return new failure/* Failure */.H({
        attempted: `reading the record of releases (ConfigMap ${place.namespace}/${place.name})`,
        found: `it has schema ${schema}, this version of Slipway knows ${knownSchema}`,
        advice: `A newer Slipway released here before. Use that version, or one that knows schema ${schema}, in this workflow too.`,
    });
}
function damaged(why, place, cause) {
    return new failure/* Failure */.H({
        attempted: `reading the record of releases (ConfigMap ${place.namespace}/${place.name})`,
        found: `it is damaged: ${why}`,
        advice: "Restore its key record.json, or set it aside and begin with an empty history, in which a rollback needs a revision: " +
            `kubectl -n ${place.namespace} get configmap ${place.name} -o yaml > record.yaml && kubectl -n ${place.namespace} delete configmap ${place.name}`,
        cause,
    });
}

;// CONCATENATED MODULE: ./src/release/record-store.js






function recordName(workload) {
    const name = `slipway-${workload.kind.toLowerCase()}-${workload.name}`;
    if (name.length <= longestName)
        return name;
    const hash = (0,external_node_crypto_.createHash)("sha256").update(name).digest("hex").slice(0, 8);
    return `${name.slice(0, longestName - 9).replace(/[.-]+$/, "")}-${hash}`;
}
async function readRecord(cluster, workload, options = {}) {
    const { namespace } = placeOf(cluster, workload);
    const stored = await (0,access/* withAccessExplained */.F)(attempt("reading", cluster, workload), namespace, () => cluster.get(recordReference(cluster, workload), options));
    return stored === undefined ? emptyRecord(workload) : recordIn(stored, cluster, workload);
}
async function updateRecord(cluster, workload, change, options = {}) {
    const { namespace } = placeOf(cluster, workload);
    for (let round = 1;; round++) {
        const written = await (0,access/* withAccessExplained */.F)(attempt("writing", cluster, workload), namespace, () => tryUpdate(cluster, workload, change, options));
        if (written !== undefined)
            return written;
        if (round === mostRounds)
            throw tooManyWriters(cluster, workload);
        await (0,promises_.setTimeout)(Math.random() * Math.min(1_000, 50 * 2 ** round), undefined, options);
    }
}
const longestName = 253;
const mostRounds = 10;
const recordKey = "record.json";
async function tryUpdate(cluster, workload, change, options) {
    const stored = await cluster.get(recordReference(cluster, workload), options);
    const before = stored === undefined ? emptyRecord(workload) : recordIn(stored, cluster, workload);
    const after = change(before);
    if (after === before)
        return before;
    const text = formatRecord(after);
    const write = { ...options, fieldManager: "slipway" };
    try {
        if (stored === undefined)
            await cluster.create(newMap(cluster, workload, text), write);
        else
            await cluster.replace({ ...stored, data: { ...stored.data, [recordKey]: text } }, write);
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 409) || (stored !== undefined && (0,api_error/* isApiError */.d)(error, 404)))
            return undefined;
        throw error;
    }
    return parseRecord(text, placeOf(cluster, workload));
}
function recordReference(cluster, workload) {
    return { apiVersion: "v1", kind: "ConfigMap", ...placeOf(cluster, workload) };
}
function placeOf(cluster, workload) {
    return { namespace: workload.namespace ?? cluster.namespace, name: recordName(workload) };
}
function emptyRecord(workload) {
    return { schema: 1, workload: `${workload.kind}/${workload.name}`, releases: [] };
}
function recordIn(stored, cluster, workload) {
    return parseRecord(stored.data?.[recordKey] ?? "", placeOf(cluster, workload));
}
function newMap(cluster, workload, text) {
    return {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { ...placeOf(cluster, workload), labels: { "app.kubernetes.io/managed-by": "slipway" } },
        data: { [recordKey]: text },
    };
}
function attempt(act, cluster, workload) {
    const { namespace, name } = placeOf(cluster, workload);
    return `${act} the record of releases (ConfigMap ${namespace}/${name})`;
}
function tooManyWriters(cluster, workload) {
    return new failure/* Failure */.H({
        attempted: attempt("writing", cluster, workload),
        found: `another writer was faster ${mostRounds} times`,
        advice: "Find out what else writes this ConfigMap: only Slipway should.",
    });
}


/***/ }),

/***/ 85966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ sameRun)
/* harmony export */ });
function sameRun(one, other) {
    return runId(one) === runId(other);
}
function runId(runKey) {
    return runKey.replace(/-\d+$/, "");
}


/***/ }),

/***/ 36125:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ beginRelease),
/* harmony export */   BX: () => (/* binding */ currentRelease),
/* harmony export */   F1: () => (/* binding */ wasRolledBack),
/* harmony export */   JK: () => (/* binding */ moveRelease),
/* harmony export */   Po: () => (/* binding */ newReleaseId),
/* harmony export */   T5: () => (/* binding */ lastVerified),
/* harmony export */   YE: () => (/* binding */ settleRollBack),
/* harmony export */   Yz: () => (/* binding */ releaseOfRun),
/* harmony export */   gS: () => (/* binding */ openRelease),
/* harmony export */   lP: () => (/* binding */ isPaused),
/* harmony export */   nT: () => (/* binding */ isOpen),
/* harmony export */   pC: () => (/* binding */ amendRelease)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85966);



const openStates = new Set(["releasing", "promoted", "rolling-back"]);
const moves = {
    releasing: ["promoted", "rolling-back", "aborted", "failed"],
    promoted: ["verified", "rolling-back", "superseded", "failed"],
    verified: ["rolling-back"],
    "rolling-back": ["rolled-back", "aborted", "failed", "verified"],
    "rolled-back": [],
    aborted: [],
    failed: [],
    superseded: [],
};
function newReleaseId(runKey) {
    return `${runKey}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString("hex")}`;
}
function beginRelease(record, release) {
    if (record.releases.some((known) => known.id === release.id))
        return record;
    const open = openRelease(record);
    const mayReplace = open?.state === "promoted" && (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .sameRun */ .W)(open.runKey, release.runKey);
    if (open !== undefined && !mayReplace) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: `beginning a release of ${record.workload}`,
            found: `release ${open.id} is ${open.state}`,
            advice: "Another run began it meanwhile. Wait for it to end, or settle it with the rollback workflow (operation: settle).",
        });
    }
    const base = open === undefined ? record : moveRelease(record, open.id, "superseded", { endedAt: release.startedAt });
    const begun = { ...release, state: "releasing", endsAs: "", verifiedAt: "", endedAt: "" };
    return { ...base, releases: [begun, ...base.releases] };
}
function moveRelease(record, id, state, changes = {}) {
    const release = findRelease(record, id);
    if (release.state !== state)
        refuseUnlessAllowed(record, release, state);
    return replaceRelease(record, { ...release, ...changes, id, state });
}
function amendRelease(record, id, changes) {
    return replaceRelease(record, { ...findRelease(record, id), ...changes });
}
function settleRollBack(record, id, state, end) {
    const settled = moveRelease(record, id, state, { reason: end.reason, endedAt: end.endedAt });
    const { to } = end;
    if (to === undefined || state === "failed" || sameContent(currentRelease(settled), to))
        return settled;
    const restored = {
        ...to,
        id: `${id}-back`,
        state: "verified",
        endsAs: "",
        reason: end.reason,
        verifiedAt: end.endedAt,
        endedAt: end.endedAt,
    };
    return { ...settled, releases: [restored, ...settled.releases.filter((known) => known.id !== restored.id)] };
}
function openRelease(record) {
    return record.releases.find((release) => openStates.has(release.state));
}
function currentRelease(record) {
    return record.releases.find((release) => release.state === "verified" || release.state === "promoted");
}
function lastVerified(record, options = {}) {
    return record.releases.find((release) => release.state === "verified" && (options.except === undefined || release.digest !== options.except));
}
function releaseOfRun(record, runKey) {
    return record.releases.find((release) => (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .sameRun */ .W)(release.runKey, runKey));
}
function wasRolledBack(record, digest) {
    if (digest === "")
        return undefined;
    const newest = record.releases.find((release) => release.digest === digest && release.state !== "aborted");
    return newest?.state === "rolled-back" ? newest : undefined;
}
function isOpen(release) {
    return openStates.has(release.state);
}
function isPaused({ state, track }) {
    return state === "releasing" && track !== undefined && track.pausedAt !== "";
}
function refuseUnlessAllowed(record, release, state) {
    const attempted = `recording release ${release.id} of ${record.workload} as ${state}`;
    if (!canMove(release, state)) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted,
            found: `the record says that it is ${release.state}`,
            advice: "Another run has settled it. Look at that run and at the record before you release again.",
        });
    }
    const open = openRelease(record);
    if (openStates.has(state) && open !== undefined && open.id !== release.id) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted,
            found: `release ${open.id} is ${open.state}`,
            advice: "It was begun later and is not settled. Take that one back first, or wait for it to end.",
        });
    }
}
function canMove(release, state) {
    if (release.state === "rolling-back" && state === "verified")
        return release.verifiedAt !== "";
    return moves[release.state].includes(state);
}
function findRelease(record, id) {
    const release = record.releases.find((known) => known.id === id);
    if (release !== undefined)
        return release;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `looking for release ${id} in the record of ${record.workload}`,
        found: "the record does not have it",
        advice: "The record was deleted or replaced while the release ran. Look at what serves, then release again.",
    });
}
function replaceRelease(record, changed) {
    return { ...record, releases: record.releases.map((release) => (release.id === changed.id ? changed : release)) };
}
function sameContent(one, other) {
    if (one === undefined)
        return false;
    if (one.id === other.id)
        return true;
    return one.digest === "" ? one.image === other.image : one.digest === other.digest;
}


/***/ })

};
