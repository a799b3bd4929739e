export const id = 8104;
export const ids = [8104];
export const modules = {

/***/ 8104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rollBack: () => (/* binding */ rollBack)
});

// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(92065);
// EXTERNAL MODULE: ./src/release/lock.js + 3 modules
var release_lock = __webpack_require__(62984);
// EXTERNAL MODULE: ./src/release/record-store.js + 2 modules
var record_store = __webpack_require__(54195);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(36125);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/engine.js
var engine = __webpack_require__(56913);
// EXTERNAL MODULE: ./src/rollout/preflight.js
var preflight = __webpack_require__(85040);
// EXTERNAL MODULE: ./src/rollout/revisions.js
var revisions = __webpack_require__(65201);
// EXTERNAL MODULE: ./src/rollout/take-back.js + 1 modules
var take_back = __webpack_require__(65119);
// EXTERNAL MODULE: ./src/rollout/template.js
var template = __webpack_require__(79177);
// EXTERNAL MODULE: ./src/rollout/workload.js
var rollout_workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/tracks/roll-back-slots.js









function slotReleaseIn(record) {
    const release = (0,states/* openRelease */.gS)(record) ?? (0,states/* currentRelease */.BX)(record);
    const { track } = release ?? {};
    if (release === undefined || track === undefined)
        return undefined;
    if (track.strategy === "blue-green" || (release.state === "releasing" && track.strategy === "canary"))
        return { ...release, track };
    return undefined;
}
async function rollBackSlots(request, seen, context) {
    const { cluster, log, signal, run } = context;
    const { workload, reason } = request;
    if (seen.state !== "releasing")
        await findWay(request, seen, await (0,record_store/* readRecord */.aE)(cluster, workload, { signal }), context);
    const by = run.actor === "" ? run.runKey : run.actor;
    if (await (0,release_lock/* requestAbort */.k)(cluster, workload, { by, reason }, { signal }))
        log.info("A release holds the lock: it was asked to back out.");
    const lock = await (0,release_lock/* acquireLock */.I)(cluster, workload, {
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
    const { cluster, signal } = context;
    const { workload, timeout, logLines, verify } = request;
    const record = await (0,record_store/* readRecord */.aE)(cluster, workload, { signal });
    const release = slotReleaseIn(record);
    if (release === undefined)
        throw noWay(request, "what served has changed meanwhile");
    const open = release.state === "releasing" || release.state === "rolling-back";
    const to = open ? undefined : await findWay(request, release, record, context);
    const reason = request.reason || "it was asked for without a reason";
    return (0,take_back/* takeBack */.z)({ workload, release, endsAs: "rolled-back", reason, timeout, logLines, to, lock, verify }, context);
}
async function findWay(request, { track, id }, record, { cluster, signal }) {
    const { workload, revision } = request;
    const { stable } = track;
    if (revision > 0)
        throw noWay(request, "`revision` counts the templates of one Deployment, and this service changes slots");
    if (stable === undefined)
        throw noWay(request, `release ${id} was its first one`);
    const reference = { ...workload, name: stable.deployment };
    const slot = await cluster.get(reference, { signal });
    if (slot === undefined)
        throw noWay(request, `its other slot ${(0,object/* describeObject */.v)(reference)} is not there any more`);
    const { items } = await cluster.list(rollout_workload/* replicaSetKind */.T_, {
        namespace: workload.namespace,
        labelSelector: (0,selectors/* selectorText */.n)(slot.spec.selector),
        signal,
    });
    const current = (0,template/* currentReplicaSet */.kw)(slot, items);
    if (current === undefined || (0,rollout_workload/* templateHashOf */.gM)(current) !== stable.templateHash)
        throw noWay(request, `its other slot ${stable.deployment} runs something else than what served before`);
    const known = record.releases.find((release) => release.templateHash === stable.templateHash && release.templateHash !== "" && release.id !== id);
    if (known !== undefined && known.state !== "verified")
        throw noWay(request, `what served before (release ${known.id} of ${known.image}) is ${known.state}, not verified`);
    return known;
}
function noWay({ workload }, found) {
    return new failure/* Failure */.H({
        attempted: `rolling ${(0,object/* describeObject */.v)(workload)} back`,
        found,
        advice: "Release the image that is wanted with `strategy: blue-green`. Nothing was changed.",
    });
}

;// CONCATENATED MODULE: ./src/rollout/rollback.js













async function rollBack(request, context) {
    const { cluster, log, signal, run } = context;
    const { workload, reason } = request;
    await (0,preflight/* requirePermissions */.An)(cluster, (0,preflight/* workloadPermissions */.K6)(workload), workload.namespace, { signal });
    const slots = slotReleaseIn(await (0,record_store/* readRecord */.aE)(cluster, workload, { signal }));
    if (slots !== undefined)
        return rollBackSlots(request, slots, context);
    await chooseWay(request, context);
    const by = run.actor === "" ? run.runKey : run.actor;
    if (await (0,release_lock/* requestAbort */.k)(cluster, workload, { by, reason }, { signal }))
        log.info("A release holds the lock: it was asked to back out.");
    const lock = await (0,release_lock/* acquireLock */.I)(cluster, workload, {
        holder: run.runKey,
        reason: `a rollback by ${by}`,
        runUrl: run.runUrl,
        signal,
        log,
        waitFor: request.waitForLock,
    });
    try {
        return await rollback_rollBackUnderLock(request, lock, context);
    }
    finally {
        await lock.release();
    }
}
async function rollback_rollBackUnderLock(request, lock, context) {
    const { workload, timeout, logLines, verify } = request;
    const way = await chooseWay(request, context);
    const release = await releaseToTakeBack(way, request, lock, context);
    const reason = request.reason || "it was asked for without a reason";
    return (0,take_back/* takeBack */.z)({ workload, release, endsAs: "rolled-back", reason, timeout, logLines, to: way.to, lock, verify }, context);
}
async function chooseWay(request, { cluster, signal }) {
    const { workload, revision } = request;
    const live = await cluster.get(workload, { signal });
    if (live === undefined) {
        throw new failure/* Failure */.H({
            attempted: `rolling ${(0,object/* describeObject */.v)(workload)} back`,
            found: "the cluster has no such workload",
            advice: "Correct `workload` and `namespace`.",
        });
    }
    const [record, { items }] = await Promise.all([
        (0,record_store/* readRecord */.aE)(cluster, workload, { signal }),
        cluster.list((0,revisions/* revisionKindOf */.jm)(workload), {
            namespace: workload.namespace,
            labelSelector: (0,selectors/* selectorText */.n)(live.spec.selector),
            signal,
        }),
    ]);
    const replicaSets = (0,template/* ownedReplicaSets */.$y)(live, items.map((item) => (0,revisions/* asReplicaSet */.Vq)(item, workload)));
    const current = replicaSets.find((each) => (0,template/* sameTemplate */.N_)((0,template/* templateOf */.kW)(each), live.spec.template));
    const to = revision > 0 ? namedRevision(request, record, replicaSets) : lastGood(request, record, current, replicaSets);
    return { live, current, record, to };
}
function namedRevision(request, record, replicaSets) {
    const replicaSet = replicaSets.find((each) => (0,rollout_workload/* revisionOf */.DT)(each) === request.revision);
    if (replicaSet === undefined)
        throw rollback_noWay(request, `it has no revision ${request.revision}`, replicaSets);
    const hash = (0,rollout_workload/* templateHashOf */.gM)(replicaSet);
    const known = record.releases.find((release) => release.templateHash === hash && release.templateHash !== "");
    return known === undefined ? releaseOf(replicaSet, request) : { ...known, revision: request.revision };
}
function lastGood(request, record, current, replicaSets) {
    const open = (0,states/* openRelease */.gS)(record);
    const away = open === undefined ? (current === undefined ? "" : (0,rollout_workload/* templateHashOf */.gM)(current)) : open.templateHash;
    const verified = record.releases.filter((release) => release.state === "verified" && release.templateHash !== away);
    if (record.releases.length === 0)
        throw rollback_noWay(request, "it has no record of releases, so nothing says which revision was good", replicaSets);
    const [newest] = verified;
    if (newest === undefined)
        throw rollback_noWay(request, "its record has no verified release other than what runs now", replicaSets);
    const there = replicaSets.find((each) => (0,rollout_workload/* templateHashOf */.gM)(each) === newest.templateHash);
    if (there === undefined)
        throw rollback_noWay(request, `the ReplicaSet of its last verified release ${newest.id} (${newest.image}) is not there any more`, replicaSets);
    return { ...newest, revision: (0,rollout_workload/* revisionOf */.DT)(there) };
}
function rollback_noWay({ workload }, found, replicaSets) {
    const rows = replicaSets.map((each) => {
        const images = each.spec.template.spec.containers.map(({ image }) => image).join(", ");
        const cause = each.metadata.annotations?.[rollout_workload/* changeCauseAnnotation */.P1];
        return `revision ${(0,rollout_workload/* revisionOf */.DT)(each)}: ${images}, ${ageOf(each)} old, ${each.status?.readyReplicas ?? 0} ready${cause === undefined ? "" : `, ${cause}`}`;
    });
    return new failure/* Failure */.H({
        attempted: `rolling ${(0,object/* describeObject */.v)(workload)} back`,
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
        id: `revision-${(0,rollout_workload/* revisionOf */.DT)(replicaSet)}`,
        runKey: "",
        state: "verified",
        image,
        digest: (0,rollout_workload/* digestOf */.ol)(image),
        version: "",
        commit: "",
        runUrl: "",
        actor: "",
        reason: "",
        revision: (0,rollout_workload/* revisionOf */.DT)(replicaSet),
        templateHash: (0,rollout_workload/* templateHashOf */.gM)(replicaSet),
        previousTemplateHash: "",
        previousRevision: 0,
        previousImage: "",
        previousDigest: "",
        endsAs: "",
        startedAt: (0,engine/* timestamp */.vE)(),
        verifiedAt: "",
        endedAt: "",
    };
}
async function releaseToTakeBack({ live, current, record, to }, request, lock, { cluster, run }) {
    const hash = current === undefined ? "" : (0,rollout_workload/* templateHashOf */.gM)(current);
    const known = (0,states/* openRelease */.gS)(record) ?? servingRelease(record, hash);
    if (known !== undefined)
        return known;
    const unknown = current === undefined ? undefined : releaseOf(current, request);
    lock.check();
    const id = (0,states/* newReleaseId */.Po)(run.runKey);
    const after = await (0,record_store/* updateRecord */.vL)(cluster, request.workload, (before) => {
        const begun = (0,states/* beginRelease */.$)(before, {
            ...(unknown ?? to),
            id,
            runKey: run.runKey,
            runUrl: run.runUrl,
            actor: run.actor,
            reason: request.reason,
            revision: (0,rollout_workload/* revisionOf */.DT)(live),
            templateHash: hash,
            startedAt: (0,engine/* timestamp */.vE)(),
        });
        return (0,states/* moveRelease */.JK)(begun, id, "rolling-back", {
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
    const current = (0,states/* currentRelease */.BX)(record);
    return current !== undefined && current.templateHash === hash ? current : undefined;
}


/***/ })

};
