export const id = 543;
export const ids = [543];
export const modules = {

/***/ 7543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   rollBack: () => (/* binding */ rollBack)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3904);
/* harmony import */ var _kube_selectors_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(2065);
/* harmony import */ var _release_lock_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2984);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(704);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6302);
/* harmony import */ var _engine_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(914);
/* harmony import */ var _preflight_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1366);
/* harmony import */ var _take_back_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3886);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9177);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9702);











async function rollBack(request, context) {
    const { cluster, log, signal, run } = context;
    const { workload, reason } = request;
    await (0,_preflight_js__WEBPACK_IMPORTED_MODULE_5__/* .requirePermissions */ .An)(cluster, (0,_preflight_js__WEBPACK_IMPORTED_MODULE_5__/* .workloadPermissions */ .K6)(workload.namespace), workload.namespace, { signal });
    await chooseWay(request, context);
    const by = run.actor === "" ? run.runKey : run.actor;
    if (await (0,_release_lock_js__WEBPACK_IMPORTED_MODULE_0__/* .requestAbort */ .k)(cluster, workload, { by, reason }, { signal }))
        log.info("A release holds the lock: it was asked to back out.");
    const lock = await (0,_release_lock_js__WEBPACK_IMPORTED_MODULE_0__/* .acquireLock */ .I)(cluster, workload, {
        holder: run.runKey,
        reason: `a rollback by ${by}`,
        runUrl: run.runUrl,
        signal,
        log,
        waitFor: request.waitForLock,
    });
    try {
        return await rollBackUnderLock(request, lock, context);
    }
    finally {
        await lock.release();
    }
}
async function rollBackUnderLock(request, lock, context) {
    const { workload, timeout, logLines, verify } = request;
    const way = await chooseWay(request, context);
    const release = await releaseToTakeBack(way, request, lock, context);
    const reason = request.reason || "it was asked for without a reason";
    return (0,_take_back_js__WEBPACK_IMPORTED_MODULE_6__/* .takeBack */ .z)({ workload, release, endsAs: "rolled-back", reason, timeout, logLines, to: way.to, lock, verify }, context);
}
async function chooseWay(request, { cluster, signal }) {
    const { workload, revision } = request;
    const live = await cluster.get(workload, { signal });
    if (live === undefined) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H({
            attempted: `rolling ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_9__/* .describeObject */ .v)(workload)} back`,
            found: "the cluster has no such workload",
            advice: "Correct `workload` and `namespace`.",
        });
    }
    const [record, { items }] = await Promise.all([
        (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, workload, { signal }),
        cluster.list(_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .replicaSetKind */ .T_, {
            namespace: workload.namespace,
            labelSelector: (0,_kube_selectors_js__WEBPACK_IMPORTED_MODULE_10__/* .selectorText */ .n)(live.spec.selector),
            signal,
        }),
    ]);
    const replicaSets = (0,_template_js__WEBPACK_IMPORTED_MODULE_7__/* .ownedReplicaSets */ .$y)(live, items);
    const current = replicaSets.find((each) => (0,_template_js__WEBPACK_IMPORTED_MODULE_7__/* .sameTemplate */ .N_)((0,_template_js__WEBPACK_IMPORTED_MODULE_7__/* .templateOf */ .kW)(each), live.spec.template));
    const to = revision > 0 ? namedRevision(request, record, replicaSets) : lastGood(request, record, current, replicaSets);
    return { live, current, record, to };
}
function namedRevision(request, record, replicaSets) {
    const replicaSet = replicaSets.find((each) => (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .revisionOf */ .DT)(each) === request.revision);
    if (replicaSet === undefined)
        throw noWay(request, `it has no revision ${request.revision}`, replicaSets);
    const hash = (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .templateHashOf */ .gM)(replicaSet);
    const known = record.releases.find((release) => release.templateHash === hash && release.templateHash !== "");
    return known === undefined ? releaseOf(replicaSet, request) : { ...known, revision: request.revision };
}
function lastGood(request, record, current, replicaSets) {
    const open = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .openRelease */ .gS)(record);
    const away = open === undefined ? (current === undefined ? "" : (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .templateHashOf */ .gM)(current)) : open.templateHash;
    const verified = record.releases.filter((release) => release.state === "verified" && release.templateHash !== away);
    if (record.releases.length === 0)
        throw noWay(request, "it has no record of releases, so nothing says which revision was good", replicaSets);
    const [newest] = verified;
    if (newest === undefined)
        throw noWay(request, "its record has no verified release other than what runs now", replicaSets);
    const there = replicaSets.find((each) => (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .templateHashOf */ .gM)(each) === newest.templateHash);
    if (there === undefined)
        throw noWay(request, `the ReplicaSet of its last verified release ${newest.id} (${newest.image}) is not there any more`, replicaSets);
    return { ...newest, revision: (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .revisionOf */ .DT)(there) };
}
function noWay({ workload }, found, replicaSets) {
    const rows = replicaSets.map((each) => {
        const images = each.spec.template.spec.containers.map(({ image }) => image).join(", ");
        const cause = each.metadata.annotations?.[_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .changeCauseAnnotation */ .P1];
        return `revision ${(0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .revisionOf */ .DT)(each)}: ${images}, ${ageOf(each)} old, ${each.status?.readyReplicas ?? 0} ready${cause === undefined ? "" : `, ${cause}`}`;
    });
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H({
        attempted: `rolling ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_9__/* .describeObject */ .v)(workload)} back`,
        found,
        advice: "Set the input `revision` to one of those that are listed. Nothing was changed.",
        evidence: [{ title: "revisions that the cluster still has", text: rows.join("\n") || "none" }],
    });
}
function ageOf({ metadata }) {
    const minutes = Math.max(0, Math.round((Date.now() - Date.parse(metadata.creationTimestamp ?? "")) / 60_000));
    if (minutes < 120)
        return `${minutes} min`;
    return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}
function releaseOf(replicaSet, { container, workload }) {
    const { containers } = replicaSet.spec.template.spec;
    const image = (containers.find(({ name }) => name === (container || workload.name)) ?? containers[0])?.image ?? "";
    return {
        id: `revision-${(0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .revisionOf */ .DT)(replicaSet)}`,
        runKey: "",
        state: "verified",
        image,
        digest: (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .digestOf */ .ol)(image),
        version: "",
        commit: "",
        runUrl: "",
        actor: "",
        reason: "",
        revision: (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .revisionOf */ .DT)(replicaSet),
        templateHash: (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .templateHashOf */ .gM)(replicaSet),
        previousTemplateHash: "",
        previousRevision: 0,
        previousImage: "",
        previousDigest: "",
        endsAs: "",
        startedAt: (0,_engine_js__WEBPACK_IMPORTED_MODULE_4__/* .timestamp */ .v)(),
        verifiedAt: "",
        endedAt: "",
    };
}
async function releaseToTakeBack({ live, current, record, to }, request, lock, { cluster, run }) {
    const hash = current === undefined ? "" : (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .templateHashOf */ .gM)(current);
    const known = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .openRelease */ .gS)(record) ?? servingRelease(record, hash);
    if (known !== undefined)
        return known;
    const unknown = current === undefined ? undefined : releaseOf(current, request);
    lock.check();
    const id = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .newReleaseId */ .Po)(run.runKey);
    const after = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .updateRecord */ .vL)(cluster, request.workload, (before) => {
        const begun = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .beginRelease */ .$)(before, {
            ...(unknown ?? to),
            id,
            runKey: run.runKey,
            runUrl: run.runUrl,
            actor: run.actor,
            reason: request.reason,
            revision: (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .revisionOf */ .DT)(live),
            templateHash: hash,
            startedAt: (0,_engine_js__WEBPACK_IMPORTED_MODULE_4__/* .timestamp */ .v)(),
        });
        return (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .moveRelease */ .JK)(begun, id, "rolling-back", {
            endsAs: "rolled-back",
            previousTemplateHash: to.templateHash,
            previousRevision: to.revision,
        });
    });
    const written = after.releases.find((release) => release.id === id);
    if (written === undefined)
        throw new Error("the release to take back is not in the record");
    return written;
}
function servingRelease(record, hash) {
    const current = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .currentRelease */ .BX)(record);
    return current !== undefined && current.templateHash === hash ? current : undefined;
}


/***/ })

};
