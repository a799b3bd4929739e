export const id = 5775;
export const ids = [5775];
export const modules = {

/***/ 9033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JA: () => (/* binding */ canonicalRepository),
/* harmony export */   mp: () => (/* binding */ lastSegment),
/* harmony export */   o_: () => (/* binding */ parseImageReference)
/* harmony export */ });
const pattern = /^((?:[a-zA-Z0-9[][a-zA-Z0-9._[\]:-]*\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?$/;
function parseImageReference(text) {
    const [, repository, tag = "", digest = ""] = pattern.exec(text) ?? [];
    return repository === undefined ? undefined : { repository, tag, digest };
}
function canonicalRepository(repository) {
    const [first = "", ...rest] = repository.split("/");
    const hasRegistry = rest.length > 0 && (/[.:A-Z]/.test(first) || first === "localhost");
    const registry = hasRegistry
        ? first.toLowerCase().replace(/^(?:index|registry-1)\.docker\.io$/, "docker.io")
        : "docker.io";
    const path = hasRegistry ? rest.join("/") : repository;
    return registry === "docker.io" && !path.includes("/") ? `docker.io/library/${path}` : `${registry}/${path}`;
}
function lastSegment(repository) {
    return repository.slice(repository.lastIndexOf("/") + 1);
}


/***/ }),

/***/ 9372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ setImages),
/* harmony export */   L: () => (/* binding */ parseImageOverride)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23904);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4102);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9033);




function parseImageOverride(line) {
    const text = line.trim();
    const equals = text.indexOf("=");
    const reference = equals < 0 ? text : text.slice(equals + 1).trim();
    const parts = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(reference);
    const name = equals < 0 ? (parts?.repository ?? "") : text.slice(0, equals).trim();
    if (parts !== undefined && (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(name)?.repository === name) {
        return { name, reference, anyPath: equals < 0 || !name.includes("/") };
    }
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `reading the image ${JSON.stringify(text)}`,
        found: parts === undefined
            ? `${JSON.stringify(reference)} is not an image reference`
            : `${JSON.stringify(name)} is not an image name`,
        advice: "Write `name=registry/path/name@sha256:…`, or the full reference alone: `registry/path/name:tag`. Repositories are in lower case.",
    });
}
function setImages(manifests, images) {
    const places = manifests.flatMap((manifest) => (0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .containersOf */ .M)(manifest.object).map((place) => ({ ...place, manifest })));
    const chosen = new Map();
    for (const override of images) {
        for (const place of placesOf(override, places)) {
            const other = chosen.get(place);
            if (other !== undefined)
                throw claimedTwice(place, override, other);
            chosen.set(place, override);
        }
    }
    const replaced = [...chosen].map(([place, { reference }]) => ({
        manifest: place.manifest,
        container: place.name,
        from: place.image,
        to: reference,
    }));
    return { manifests: manifests.map((manifest) => withImages(manifest, chosen)), replaced };
}
function placesOf(override, places) {
    const repository = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalRepository */ .JA)(override.name);
    const same = places.filter((place) => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalRepository */ .JA)(repositoryOf(place.image)) === repository);
    if (same.length > 0)
        return same;
    const similar = override.anyPath
        ? places.filter((place) => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .lastSegment */ .mp)(repositoryOf(place.image)) === (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .lastSegment */ .mp)(override.name))
        : [];
    if (similar.length === 0)
        throw matchesNothing(override, places);
    const meant = new Set(similar.map((place) => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalRepository */ .JA)(repositoryOf(place.image))));
    if (meant.size > 1)
        throw ambiguous(override, similar);
    return similar;
}
function repositoryOf(image) {
    return (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(image)?.repository ?? image;
}
function withImages(manifest, chosen) {
    const mine = [...chosen].filter(([place]) => place.manifest === manifest);
    if (mine.length === 0)
        return manifest;
    const object = structuredClone(manifest.object);
    for (const [place, { reference }] of mine) {
        const container = place.path.reduce((parent, key) => Reflect.get(Object(parent), key), object);
        Reflect.set(Object(container), "image", reference);
    }
    return { ...manifest, object };
}
function matchesNothing(override, places) {
    const there = [...new Set(places.map((place) => place.image).filter((image) => image !== ""))];
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `putting in the image ${override.reference}`,
        found: `no container of the manifests has an image named ${override.name}`,
        advice: there.length === 0
            ? "The manifests have no container at all: check which files are given."
            : `Write \`name=${override.reference}\` with the name of one of the images that are there: ${there.join(", ")}.`,
    });
}
function ambiguous(override, similar) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `putting in the image ${override.reference}`,
        found: `${override.name} could mean ${similar.map(describePlace).join(" and ")}`,
        advice: `Write the whole repository of the one that is meant: \`${repositoryOf(similar[0]?.image ?? "")}=${override.reference}\`.`,
        at: similar[0] === undefined ? undefined : positionOf(similar[0]),
    });
}
function claimedTwice(place, one, other) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `putting in the image ${one.reference}`,
        found: `${describePlace(place)} is meant by ${other.name}=${other.reference} too`,
        advice: "Keep one of the two.",
        at: positionOf(place),
    });
}
function describePlace(place) {
    return `${place.image} of ${place.kind} ${place.name} in ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_3__/* .describeObject */ .v)(place.manifest.object)}`;
}
function positionOf(place) {
    return place.manifest.position([...place.path, "image"]);
}


/***/ }),

/***/ 559:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A$: () => (/* binding */ bakeServing),
/* harmony export */   TS: () => (/* binding */ servingMoment),
/* harmony export */   VI: () => (/* binding */ watched),
/* harmony export */   Wg: () => (/* binding */ bakeAgain),
/* harmony export */   tY: () => (/* binding */ bakedResult)
/* harmony export */ });
/* harmony import */ var _release_run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85966);
/* harmony import */ var _bake_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(52218);
/* harmony import */ var _measured_side_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77891);



async function bakeServing(request, watching, { workload, release, result, snapshot, lock }, context) {
    if (release.state !== "promoted")
        return result;
    const moment = servingMoment(release, snapshot, workload, undefined);
    const { timeout, logLines, onFailure } = request;
    const baked = await (0,_bake_js__WEBPACK_IMPORTED_MODULE_0__/* .bakeRelease */ .H)({ workload, release, moment, watching, lock, timeout, logLines, onFailure }, context);
    return bakedResult(baked, result);
}
async function bakeAgain(request, open, served, context) {
    if (open === undefined || !(0,_release_run_js__WEBPACK_IMPORTED_MODULE_1__/* .sameRun */ .W)(open.runKey, context.run.runKey))
        return served.result;
    context.log.info(`Release ${open.id} was left baking by a run that is over: measuring again.`);
    const watching = request.startWatching?.(served);
    return watched(watching, () => bakeServing(request, watching, { ...served, release: open }, context));
}
async function watched(watching, release) {
    try {
        const result = await release();
        const seen = (await watching?.stop()) ?? "";
        return seen === "" ? result : { ...result, summary: `${result.summary}\n\n${seen}` };
    }
    catch (error) {
        await watching?.stop();
        throw error;
    }
}
function bakedResult(baked, promoted) {
    switch (baked.kind) {
        case "held":
            return baked.markdown === "" ? promoted : { ...promoted, summary: `${promoted.summary}\n\n${baked.markdown}` };
        case "paused":
            return {
                ...promoted,
                outcome: "paused",
                reason: baked.failure.found,
                failure: baked.failure,
                summary: `${promoted.summary}\n\n${baked.markdown}`,
            };
        case "ended":
            return { ...baked.result, summary: `${promoted.summary}\n\n${baked.result.summary}` };
    }
}
function servingMoment({ image }, { workload: live, pods }, workload, liveService) {
    return {
        namespace: workload.namespace,
        candidate: (0,_measured_side_js__WEBPACK_IMPORTED_MODULE_2__/* .measuredSide */ .y)(pods, live?.metadata ?? workload, image),
        stable: undefined,
        liveService,
        previewService: undefined,
        weight: 100,
        time: 0,
    };
}


/***/ }),

/***/ 52218:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ bakeRelease),
/* harmony export */   _: () => (/* binding */ stillBaking)
/* harmony export */ });
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54195);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);
/* harmony import */ var _engine_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56913);
/* harmony import */ var _take_back_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(65119);





const hurry = 4_000;
function stillBaking(record) {
    const open = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .openRelease */ .gS)(record);
    return open?.state === "promoted" && (open.bakingUntil ?? "") !== "" ? open : undefined;
}
async function bakeRelease(request, context) {
    const { watching, lock, moment } = request;
    const { log, signal } = context;
    const bakeTime = watching?.bakeTime ?? 0;
    if (watching === undefined || bakeTime === 0) {
        const marked = (request.release.bakingUntil ?? "") !== "";
        const release = marked ? await amend(request, context, { bakingUntil: "" }) : request.release;
        return { kind: "held", release, markdown: "" };
    }
    lock.check();
    const until = new Date(Date.now() + bakeTime).toISOString();
    const baking = await amend(request, context, { bakingUntil: until });
    log.info(`Promoted. Baking until ${until}: the triggers stay armed.`);
    let result;
    try {
        result = await watching.bake(moment, AbortSignal.any([signal, lock.signal]));
    }
    catch (error) {
        if (!signal.aborted && !lock.signal.aborted)
            throw error;
        const asked = lock.abortRequest();
        if (lock.signal.aborted && asked === undefined)
            throw lock.signal.reason;
        return { kind: "ended", result: await withdraw({ ...request, release: baking }, context, asked) };
    }
    switch (result.next) {
        case "go": {
            const release = await amend(request, context, { bakingUntil: "" });
            return { kind: "held", release, markdown: result.markdown };
        }
        case "pause": {
            const release = await amend(request, context, { bakingUntil: "" });
            return { kind: "paused", release, failure: failureOf(result), markdown: result.markdown };
        }
        case "stop":
            return { kind: "ended", result: await rollBack({ ...request, release: baking }, context, result) };
    }
}
async function amend({ workload, release }, { cluster }, changes) {
    const after = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .updateRecord */ .vL)(cluster, workload, (record) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .amendRelease */ .pC)(record, release.id, changes));
    return after.releases.find(({ id }) => id === release.id) ?? release;
}
async function rollBack(request, context, result) {
    const { workload, release, lock, timeout, logLines } = request;
    const why = failureOf(result);
    const reason = `it did not hold while it baked: ${why.found}`;
    if (request.onFailure === "keep")
        return keep(request, context, result);
    const back = await (0,_take_back_js__WEBPACK_IMPORTED_MODULE_4__/* .takeBack */ .z)({ workload, release, endsAs: "rolled-back", reason, timeout, logLines, to: undefined, lock }, context);
    const advice = back.outcome === "succeeded"
        ? `${why.advice} It went back to what served before, whose pods are ready.`
        : `${why.advice} The way back did not end well: ${back.reason}.`;
    return {
        ...back,
        outcome: back.outcome === "succeeded" ? "rolled-back" : back.outcome,
        digest: release.digest,
        previousDigest: release.previousDigest,
        reason,
        summary: `${result.markdown}\n\n${back.summary}`,
        failure: new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
            attempted: `baking release ${release.id} of ${release.image}`,
            found: why.found,
            advice,
            at: why.at,
            evidence: [...why.evidence, ...(back.failure?.evidence ?? [])],
            cause: why,
        }),
    };
}
async function keep({ workload, release }, { cluster }, result) {
    const failure = failureOf(result);
    await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .updateRecord */ .vL)(cluster, workload, (record) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(record, release.id, "failed", { reason: failure.found, endedAt: (0,_engine_js__WEBPACK_IMPORTED_MODULE_3__/* .timestamp */ .vE)(), bakingUntil: "" }));
    return {
        outcome: "failed",
        changed: true,
        pending: false,
        digest: release.digest,
        previousDigest: release.previousDigest,
        revision: release.revision,
        releaseId: release.id,
        reason: failure.found,
        summary: result.markdown,
        failure,
    };
}
async function withdraw({ workload, release, lock, timeout, logLines }, context, asked) {
    const reason = asked === undefined
        ? "it was cancelled while it baked"
        : `${asked.by} asked for it to be taken back${asked.reason === "" ? "" : `: ${asked.reason}`}`;
    const signal = asked === undefined ? AbortSignal.timeout(hurry) : context.signal;
    const back = await (0,_take_back_js__WEBPACK_IMPORTED_MODULE_4__/* .takeBack */ .z)({ workload, release, endsAs: "aborted", reason, timeout, logLines, to: undefined, lock }, { ...context, signal });
    return {
        ...back,
        outcome: back.outcome === "failed" ? "failed" : "aborted",
        digest: release.digest,
        previousDigest: release.previousDigest,
        reason,
        failure: back.failure ??
            new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
                attempted: `baking release ${release.id} of ${release.image}`,
                found: reason,
                advice: "It went back to what served before. Run the workflow again if that was not meant.",
            }),
    };
}
function failureOf({ failure }) {
    return (failure ??
        new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({ attempted: "baking the release", found: "it did not hold", advice: "Look at the summary." }));
}


/***/ }),

/***/ 59746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gj: () => (/* binding */ newRelease),
/* harmony export */   m3: () => (/* binding */ wayBackOf),
/* harmony export */   mi: () => (/* binding */ backTemplate),
/* harmony export */   qN: () => (/* binding */ begin)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23904);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54195);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);
/* harmony import */ var _engine_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56913);
/* harmony import */ var _objects_inventory_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92812);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(79177);







function newRelease(request, { target, releaseId }, previous, { run }, { applied, created } = _objects_inventory_js__WEBPACK_IMPORTED_MODULE_4__/* .noInventory */ .uP) {
    return {
        id: releaseId,
        runKey: run.runKey,
        image: target.image,
        digest: target.digest,
        version: request.version,
        commit: request.commit,
        runUrl: run.runUrl,
        actor: run.actor,
        reason: request.reason,
        revision: 0,
        templateHash: "",
        previousTemplateHash: previous.previousTemplateHash,
        previousRevision: previous.previousRevision,
        previousImage: previous.previousImage,
        previousDigest: previous.previousDigest,
        startedAt: (0,_engine_js__WEBPACK_IMPORTED_MODULE_3__/* .timestamp */ .vE)(),
        ...(applied.length > 0 ? { applied, created, prune: request.prune ?? false } : {}),
        ...((request.bakeTime ?? 0) > 0 ? { bakingUntil: "promotion" } : {}),
    };
}
function wayBackOf(record, leftOpen, serving) {
    const replaced = leftOpen ?? (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .openRelease */ .gS)(record);
    return replaced !== undefined && (replaced === leftOpen || replaced.previousTemplateHash !== "") ? replaced : serving;
}
async function begin(release, leftOpen, { workload, image }, { cluster, log }) {
    if (leftOpen !== undefined)
        log.info(`Release ${leftOpen.id} was left ${leftOpen.state} by a run that is over: this release takes its place, and its way back.`);
    const after = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .updateRecord */ .vL)(cluster, workload, (record) => {
        const closed = leftOpen === undefined ? record : closeLeftOpen(record, leftOpen, release);
        return (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .beginRelease */ .$)(closed, release);
    });
    const written = after.releases.find(({ id }) => id === release.id);
    if (written === undefined)
        throw new Error("the release that was just begun is not in the record");
    const from = written.previousRevision > 0 ? `, from revision ${written.previousRevision}` : ", its first one";
    log.info(`Releasing ${image} to ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_6__/* .describeObject */ .v)(workload)} (release ${written.id}${from}).`);
    return written;
}
function backTemplate(release, { workload, replicaSets }) {
    if (workload === undefined || release.previousTemplateHash === "")
        return undefined;
    const replicaSet = (0,_template_js__WEBPACK_IMPORTED_MODULE_5__/* .replicaSetOf */ .kr)(release.previousTemplateHash, workload, replicaSets);
    if (replicaSet !== undefined)
        return (0,_template_js__WEBPACK_IMPORTED_MODULE_5__/* .templateOf */ .kW)(replicaSet);
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: `beginning a release of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_6__/* .describeObject */ .v)(workload)}`,
        found: `the ReplicaSet of revision ${release.previousRevision}, which it would go back to, is not there any more`,
        advice: "Raise spec.revisionHistoryLimit; then name a revision to the rollback action, or release again.",
    });
}
function closeLeftOpen(record, leftOpen, release) {
    const state = leftOpen.state === "rolling-back" && leftOpen.endsAs === "rolled-back" ? "rolled-back" : "aborted";
    return (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(record, leftOpen.id, state, {
        reason: leftOpen.reason || `its run ended half-way; release ${release.id} took its place`,
        endedAt: release.startedAt,
    });
}


/***/ }),

/***/ 91278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isFirstCanary)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23904);

async function isFirstCanary({ strategy }, { workload }, { cluster, log, signal }) {
    if (strategy.name !== "canary")
        return false;
    const live = await cluster.get(workload, { signal });
    if (live !== undefined && (live.spec.replicas ?? 1) > 0)
        return false;
    log.info(`${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_0__/* .describeObject */ .v)(workload)} ${live === undefined ? "is not there yet" : "is scaled to 0"}: there is nothing to compare a canary with, so this is a rolling release.`);
    return true;
}


/***/ }),

/***/ 45218:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ confirm_confirm)
});

// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/release/record-store.js + 2 modules
var record_store = __webpack_require__(54195);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(36125);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/engine.js
var engine = __webpack_require__(56913);
// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/manifests/order.js
var order = __webpack_require__(97168);
// EXTERNAL MODULE: ./src/rollout/objects/inventory.js
var inventory = __webpack_require__(92812);
// EXTERNAL MODULE: ./src/rollout/objects/take-back-objects.js
var take_back_objects = __webpack_require__(46308);
;// CONCATENATED MODULE: ./src/rollout/objects/prune.js





function toPrune(record, release) {
    const earlier = record.releases.filter(({ id }) => id !== release.id);
    const [wayBack] = earlier.filter(({ state, digest }) => state === "verified" && digest !== release.digest);
    const kept = new Set([...(release.applied ?? []), ...(wayBack?.applied ?? [])]);
    const gone = earlier.flatMap(({ applied }) => applied ?? []).filter((object) => !kept.has(object));
    return [...new Set(gone)].toSorted((one, other) => (0,order/* applyRank */.V)((0,inventory/* referenceOf */.Bz)(other)) - (0,order/* applyRank */.V)((0,inventory/* referenceOf */.Bz)(one)));
}
async function prune(cluster, objects, options = {}) {
    const results = [];
    for (const object of objects) {
        try {
            const live = await cluster.get((0,inventory/* referenceOf */.Bz)(object), options);
            if (live === undefined)
                continue;
            const why = (0,take_back_objects/* reasonToKeep */.RO)(live);
            if (why !== undefined) {
                results.push({ ...take_back_objects/* nothingTakenBack */.Ao, left: [{ object, why }] });
                continue;
            }
            await cluster.delete((0,kube_object/* referenceTo */.P)(live), { uid: live.metadata.uid, ...options });
            results.push({ ...take_back_objects/* nothingTakenBack */.Ao, removed: [object] });
        }
        catch (error) {
            if (!(0,api_error/* isApiError */.d)(error))
                throw error;
            results.push({
                ...take_back_objects/* nothingTakenBack */.Ao,
                left: [{ object, why: error.status.message ?? `the API server answered ${error.code}` }],
            });
        }
    }
    return (0,take_back_objects/* join */.fj)(results);
}
function tellPruned({ removed, left }) {
    return [
        ...(removed.length === 0 ? [] : [`Pruned what the service no longer has: ${removed.join(", ")}.`]),
        ...left.map(({ object, why }) => `${object} is no longer among the manifests, and stays: ${why}.`),
    ];
}

// EXTERNAL MODULE: ./src/rollout/readiness/readiness.js + 4 modules
var readiness_readiness = __webpack_require__(49908);
// EXTERNAL MODULE: ./src/rollout/result.js
var result = __webpack_require__(39054);
// EXTERNAL MODULE: ./src/rollout/tracks/serving-slot.js
var serving_slot = __webpack_require__(9781);
// EXTERNAL MODULE: ./src/rollout/workload.js
var rollout_workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/confirm.js










async function confirm_confirm({ workload, image }, { cluster, log, signal, run }) {
    const attempted = `confirming the release of ${(0,kube_object/* describeObject */.v)(workload)}`;
    const record = await (0,record_store/* readRecord */.aE)(cluster, workload, { signal });
    const live = await cluster.get((0,serving_slot/* servingWorkload */.oW)(record, workload), { signal });
    if (live === undefined) {
        throw new failure/* Failure */.H({
            attempted,
            found: "the cluster has no such workload",
            advice: "Correct `workload` and `namespace`.",
        });
    }
    const release = toConfirm(record, image, run.runKey, attempted);
    if (live.metadata.annotations?.[rollout_workload/* releaseAnnotation */.V1] !== release.id) {
        throw new failure/* Failure */.H({
            attempted,
            found: `release ${release.id} is not what serves any more`,
            advice: "Somebody else has released or rolled back since. Look at the record and at `kubectl rollout history`; release again if that was not meant.",
        });
    }
    const readiness = (0,readiness_readiness/* readinessOf */.c)(live);
    if (readiness.kind !== "ready") {
        throw new failure/* Failure */.H({
            attempted,
            found: `it is not healthy any more: ${readiness.message}`,
            advice: "Look at its pods, and take the release back with `operation: settle`.",
        });
    }
    if (release.state === "promoted" && (release.bakingUntil ?? "") !== "") {
        throw new failure/* Failure */.H({
            attempted,
            found: `release ${release.id} has not held for its bake time (${release.bakingUntil})`,
            advice: "Confirm it in a job after the one that bakes. Where that job is over, run it again: it bakes anew; or take the release back with `operation: settle`.",
        });
    }
    const told = { digest: release.digest, previousDigest: release.previousDigest, revision: (0,rollout_workload/* revisionOf */.DT)(live) };
    if (release.state === "verified")
        return (0,result/* quietResult */.CD)("succeeded", {
            ...told,
            reason: `release ${release.id} of ${release.image} is verified already`,
        });
    await (0,record_store/* updateRecord */.vL)(cluster, workload, (before) => (0,states/* moveRelease */.JK)(before, release.id, "verified", { verifiedAt: (0,engine/* timestamp */.vE)(), endedAt: (0,engine/* timestamp */.vE)() }), { signal });
    log.info(`Release ${release.id} of ${release.image} is verified: it is a way back from now on.`);
    if (release.prune === true) {
        const pruned = await prune(cluster, toPrune(record, release), { signal });
        for (const line of tellPruned(pruned))
            log.info(line);
    }
    return {
        ...(0,result/* quietResult */.CD)("succeeded", { ...told, reason: `release ${release.id} of ${release.image} is verified` }),
        changed: true,
        releaseId: release.id,
    };
}
function toConfirm(record, image, runKey, attempted) {
    const own = (0,states/* releaseOfRun */.Yz)(record, runKey);
    if (own?.state === "promoted" || own?.state === "verified")
        return own;
    const current = (0,states/* currentRelease */.BX)(record);
    const digest = (0,rollout_workload/* digestOf */.ol)(image);
    if (own === undefined && current?.state === "verified" && digest !== "" && digest === current.digest)
        return current;
    throw new failure/* Failure */.H({
        attempted,
        found: own === undefined
            ? "this run has released nothing"
            : `release ${own.id} of this run is ${own.state}, not promoted`,
        advice: own === undefined
            ? "Run `operation: deploy` in a job before; where it had nothing to change, give `image` here too."
            : "There is nothing to confirm: see the summary of the deploy step.",
    });
}


/***/ }),

/***/ 95284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ deploy)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(23904);
/* harmony import */ var _release_lock_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62984);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54195);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36015);
/* harmony import */ var _bake_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(52218);
/* harmony import */ var _bake_serving_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(559);
/* harmony import */ var _begin_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(59746);
/* harmony import */ var _bell_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(56238);
/* harmony import */ var _canary_first_release_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(91278);
/* harmony import */ var _dry_run_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(38830);
/* harmony import */ var _engine_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(56913);
/* harmony import */ var _objects_keep_way_back_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6673);
/* harmony import */ var _objects_saved_configuration_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(59208);
/* harmony import */ var _plan_release_plan_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(38857);
/* harmony import */ var _plan_render_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(98615);
/* harmony import */ var _preflight_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(85040);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(30788);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(39054);
/* harmony import */ var _serving_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(60287);
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(18828);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(50174);
/* harmony import */ var _tracks_deploy_tracks_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(2210);
/* harmony import */ var _tracks_serving_slot_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(9781);
























async function deploy(request, context) {
    const { cluster, log, signal, run } = context;
    const target = (0,_target_js__WEBPACK_IMPORTED_MODULE_18__.resolveTarget)(request.source, cluster.namespace);
    const { workload } = target;
    const along = (0,_preflight_js__WEBPACK_IMPORTED_MODULE_13__/* .broughtAlong */ .TM)(target.manifests);
    const options = { signal };
    const there = await (0,_preflight_js__WEBPACK_IMPORTED_MODULE_13__/* .namespaceExists */ .im)(cluster, workload.namespace, along, options);
    const types = await (0,_preflight_js__WEBPACK_IMPORTED_MODULE_13__/* .resolveKinds */ .gE)(cluster, target.manifests, along, options);
    const beside = request.tracks === undefined ? [] : (0,_preflight_js__WEBPACK_IMPORTED_MODULE_13__/* .trackPermissions */ ._Y)(workload);
    await (0,_preflight_js__WEBPACK_IMPORTED_MODULE_13__/* .checkPermissions */ .RS)(cluster, target, types.values(), options, beside);
    const digest = await (0,_preflight_js__WEBPACK_IMPORTED_MODULE_13__/* .checkImage */ .cd)(target, context.lookUpImage, log);
    if (!there)
        await createNamespace(target, context);
    const lock = await (0,_release_lock_js__WEBPACK_IMPORTED_MODULE_0__/* .acquireLock */ .I)(cluster, workload, {
        holder: run.runKey,
        reason: `the release of ${target.image}`,
        runUrl: run.runUrl,
        signal,
        log,
        waitFor: request.waitForLock,
    });
    try {
        const deferred = new Set([...types].filter(([, type]) => type === undefined).map(([manifest]) => manifest));
        return await deployUnderLock(request, { ...target, digest }, deferred, lock, context);
    }
    finally {
        await lock.release();
    }
}
async function createNamespace(target, { cluster, log }) {
    const manifest = target.manifests.find(({ object }) => object.kind === "Namespace" && object.metadata.name === target.workload.namespace);
    if (manifest === undefined)
        return;
    await cluster.apply(manifest.object, { fieldManager: _dry_run_js__WEBPACK_IMPORTED_MODULE_7__/* .fieldManager */ .wM });
    log.info(`Created ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_21__/* .describeObject */ .v)(manifest.object)}.`);
}
async function deployUnderLock(request, target, deferred, lock, context) {
    const { cluster, signal } = context;
    if (request.tracks !== undefined && !(await (0,_canary_first_release_js__WEBPACK_IMPORTED_MODULE_22__/* .isFirstCanary */ .$)(request.tracks, target, context))) {
        return (0,_tracks_deploy_tracks_js__WEBPACK_IMPORTED_MODULE_19__/* .deployTracks */ .Or)(request, request.tracks, target, deferred, lock, context).catch(async (error) => {
            throw await withLeftovers(error, target, context);
        });
    }
    const found = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, target.workload, { signal });
    const left = (0,_tracks_deploy_tracks_js__WEBPACK_IMPORTED_MODULE_19__/* .leftHalfWay */ .Ex)(found);
    const record = left?.track === undefined ? found : await (0,_tracks_deploy_tracks_js__WEBPACK_IMPORTED_MODULE_19__/* .clear */ .IU)(left, request, target, lock, context);
    (0,_tracks_serving_slot_js__WEBPACK_IMPORTED_MODULE_20__/* .refuseSlots */ .mz)(record, target);
    const bell = (0,_bell_js__WEBPACK_IMPORTED_MODULE_23__/* .createBell */ .Y)();
    const live = await (0,_prepare_js__WEBPACK_IMPORTED_MODULE_14__/* .watchTarget */ .NI)(target, bell, context);
    try {
        const before = live.snapshot();
        const plan = await (0,_prepare_js__WEBPACK_IMPORTED_MODULE_14__/* .planApply */ ._$)(request, target, deferred, before, context);
        const { changes, differences, seen } = await (0,_prepare_js__WEBPACK_IMPORTED_MODULE_14__/* .rehearseAll */ .d$)(plan, before, context);
        const serving = (0,_serving_js__WEBPACK_IMPORTED_MODULE_16__/* .whatServes */ .V)(before, record, plan.container);
        (0,_serving_js__WEBPACK_IMPORTED_MODULE_16__/* .refuseUnprovable */ .h)(target, before, plan);
        const start = await (0,_start_js__WEBPACK_IMPORTED_MODULE_17__/* .judge */ .S)(request, target, { record, before, serving, changes }, context);
        if (start.kind === "quiet") {
            const served = { workload: target.workload, result: start.result, snapshot: before, lock };
            return await (0,_bake_serving_js__WEBPACK_IMPORTED_MODULE_5__/* .bakeAgain */ .Wg)(request, (0,_bake_js__WEBPACK_IMPORTED_MODULE_4__/* .stillBaking */ ._)(record), served, context);
        }
        signal.throwIfAborted();
        lock.check();
        const { leftOpen } = start;
        const wayBack = (0,_begin_js__WEBPACK_IMPORTED_MODULE_6__/* .wayBackOf */ .m3)(record, leftOpen, serving);
        const back = (0,_begin_js__WEBPACK_IMPORTED_MODULE_6__/* .backTemplate */ .mi)(wayBack, before);
        const replaced = record.releases.find((known) => known === wayBack);
        const inventory = await (0,_objects_keep_way_back_js__WEBPACK_IMPORTED_MODULE_9__/* .inventoryFor */ .o)(seen, replaced, target.workload, context);
        request.onBegin?.(target);
        const fresh = (0,_begin_js__WEBPACK_IMPORTED_MODULE_6__/* .newRelease */ .Gj)(request, plan, wayBack, context, inventory);
        const release = await (0,_begin_js__WEBPACK_IMPORTED_MODULE_6__/* .begin */ .qN)(fresh, leftOpen, target, context);
        await (0,_objects_saved_configuration_js__WEBPACK_IMPORTED_MODULE_10__/* .saveConfiguration */ .g)(cluster, target.workload, release.id, inventory.changed, context);
        const begun = leftOpen !== undefined;
        const planned = (0,_plan_render_js__WEBPACK_IMPORTED_MODULE_12__/* .foldedPlan */ .g5)((0,_plan_release_plan_js__WEBPACK_IMPORTED_MODULE_11__/* .rollingPlan */ .Zu)({ request, applyPlan: plan, differences, wayBack, leftOpen }));
        const watching = request.startWatching?.(target);
        return await (0,_bake_serving_js__WEBPACK_IMPORTED_MODULE_5__/* .watched */ .VI)(watching, () => carryOut(request, plan, { release, begun, back, live, bell, lock, planned, watching }, context));
    }
    catch (error) {
        throw await withLeftovers(error, target, context);
    }
    finally {
        live.stop();
    }
}
async function carryOut(request, applyPlan, { release, begun, back, live, bell, lock, planned, watching }, context) {
    const { cluster, log, signal, now } = context;
    const { target } = applyPlan;
    let applied = [];
    const end = await (0,_engine_js__WEBPACK_IMPORTED_MODULE_8__/* .runEngine */ .cn)({
        cluster,
        workload: target.workload,
        live,
        bell,
        lock,
        log,
        signal,
        now,
        release,
        begun,
        plan: { back, onFailure: request.onFailure, timeout: request.timeout, graces: request.graces },
        logLines: request.logLines,
        apply: async () => {
            const hooks = { log, beforeChange: () => lock.check(), stopped: () => signal.aborted || lock.signal.aborted };
            const { workload, changed } = await (0,_apply_js__WEBPACK_IMPORTED_MODULE_3__/* .applyRelease */ .Yr)(cluster, applyPlan, hooks);
            applied = changed;
            return workload;
        },
    });
    const result = (0,_result_js__WEBPACK_IMPORTED_MODULE_15__/* .endedResult */ .ES)(end, { target, applied, previousDigest: release.previousDigest, planned });
    const served = { workload: target.workload, release: end.release, result, snapshot: end.snapshot, lock };
    return (0,_bake_serving_js__WEBPACK_IMPORTED_MODULE_5__/* .bakeServing */ .A$)(request, watching, served, context);
}
async function withLeftovers(error, target, { cluster, run, signal }) {
    if (signal.aborted && !(error instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H))
        return signal.reason;
    const record = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, target.workload, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    const open = record?.releases.find(({ runKey, state }) => runKey === run.runKey && (state === "releasing" || state === "rolling-back"));
    if (open === undefined)
        return error;
    const failure = error instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H ? error : undefined;
    if (failure === undefined)
        return error;
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: failure.attempted,
        found: `${failure.found}; release ${open.id} is left ${open.state}`,
        advice: `${failure.advice} Then bring the environment back with \`operation: settle\`.`,
        at: failure.at,
        evidence: failure.evidence,
        cause: error,
    });
}


/***/ }),

/***/ 16723:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ configurationAnnotation),
/* harmony export */   f: () => (/* binding */ withConfigurationHash)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _inventory_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92812);


const configurationAnnotation = "slipway.dev/configuration";
function withConfigurationHash(workload, manifests) {
    const { object } = workload;
    const template = object.spec?.template;
    if (template === undefined)
        return workload;
    const read = namesIn(template.spec);
    const own = manifests
        .map((manifest) => manifest.object)
        .filter(({ kind, metadata }) => (0,_inventory_js__WEBPACK_IMPORTED_MODULE_1__/* .isConfiguration */ .ZC)(kind) && read.has(`${kind} ${metadata.name}`))
        .toSorted((one, other) => key(one).localeCompare(key(other)));
    if (own.length === 0)
        return workload;
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256");
    for (const each of own)
        hash.update(`${key(each)}\0${contentHash(each)}\0`);
    const annotations = { ...template.metadata?.annotations, [configurationAnnotation]: hash.digest("hex").slice(0, 16) };
    const changed = { ...template, metadata: { ...template.metadata, annotations } };
    const spec = { ...object.spec, template: changed };
    return { ...workload, object: { ...object, spec } };
}
function key({ kind, metadata }) {
    return `${kind} ${metadata.name}`;
}
function contentHash(object) {
    const { data, stringData, binaryData } = object;
    const text = JSON.stringify([data ?? {}, stringData ?? {}, binaryData ?? {}]);
    if (object.kind === "ConfigMap")
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(text).digest("hex");
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.scryptSync)(text, key(object), 32).toString("hex");
}
function namesIn(spec, names = new Set()) {
    if (Array.isArray(spec))
        for (const each of spec)
            namesIn(each, names);
    else if (typeof spec === "object" && spec !== null) {
        for (const [field, value] of Object.entries(spec)) {
            const name = nameIn(field, value);
            if (name !== undefined)
                names.add(name);
            namesIn(value, names);
        }
    }
    return names;
}
function nameIn(field, value) {
    if (typeof value !== "object" || value === null)
        return undefined;
    const { name, secretName } = value;
    if (/^configMap(?:Ref|KeyRef)?$/.test(field) && typeof name === "string")
        return `ConfigMap ${name}`;
    if (field === "secret" && typeof secretName === "string")
        return `Secret ${secretName}`;
    if (/^secret(?:Ref|KeyRef)?$/.test(field) && typeof name === "string")
        return `Secret ${name}`;
    return undefined;
}


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ inventoryFor)
/* harmony export */ });
/* harmony import */ var _inventory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92812);
/* harmony import */ var _saved_configuration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59208);


async function inventoryFor(seen, replaced, workload, { cluster, signal }) {
    const own = (0,_inventory_js__WEBPACK_IMPORTED_MODULE_0__/* .inventoryOf */ .o8)(seen);
    if (replaced === undefined)
        return own;
    const changed = await (0,_saved_configuration_js__WEBPACK_IMPORTED_MODULE_1__/* .readSavedConfiguration */ .A)(cluster, workload, replaced.id, { signal });
    return (0,_inventory_js__WEBPACK_IMPORTED_MODULE_0__/* .inherit */ .IL)(own, { applied: [], created: replaced.created ?? [], changed });
}


/***/ }),

/***/ 35602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Gq: () => (/* binding */ compareObjects),
  n0: () => (/* binding */ notServedYet),
  px: () => (/* binding */ rehearsedDifference)
});

// EXTERNAL MODULE: ./src/kube/access.js
var access = __webpack_require__(68705);
// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/kube/refusal.js
var refusal = __webpack_require__(89991);
// EXTERNAL MODULE: ./src/kube/resource-types.js
var resource_types = __webpack_require__(92395);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/dry-run.js
var dry_run = __webpack_require__(38830);
;// CONCATENATED MODULE: ./src/rollout/plan/apply-locally.js
function applyLocally(live, manifest, ours) {
    const owned = (live.metadata.managedFields ?? [])
        .filter((entry) => !entry.subresource && ours(entry.manager ?? ""))
        .map((entry) => entry.fieldsV1 ?? {});
    return overlay(live, normalized(manifest), owned, "");
}
function normalized(manifest) {
    if (manifest.kind !== "Secret" || manifest.stringData === undefined)
        return manifest;
    const { stringData, ...rest } = manifest;
    const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(String(text), "utf8").toString("base64")]);
    return { ...rest, data: { ...rest.data, ...Object.fromEntries(encoded) } };
}
function overlay(live, written, owned, field) {
    if (written === undefined)
        return live;
    if (Array.isArray(written) && Array.isArray(live))
        return overlayList(live, written, owned, field);
    return isMapping(written) && isMapping(live) ? overlayMapping(live, written, owned, field) : written;
}
function overlayMapping(live, written, owned, field) {
    const merged = Object.entries(live).map(([key, value]) => {
        const below = deeper(owned, `f:${key}`);
        if (written[key] === undefined)
            return [key, withoutOwned(value, below, key)];
        const same = (quantityFields.has(field) || quantityFields.has(key)) && sameQuantity(value, written[key]);
        return [key, same ? value : overlay(value, written[key], below, key)];
    });
    const fresh = Object.entries(written).filter(([key, value]) => live[key] === undefined && value !== null);
    return Object.fromEntries([...merged.filter(([, value]) => value !== undefined), ...fresh]);
}
function overlayList(live, written, owned, field) {
    if (!written.every(isMapping) || !live.every(isMapping))
        return written;
    const key = keyOf(field, [...live, ...written]);
    if (key === undefined) {
        return written.map((each, index) => (isMapping(live[index]) ? overlay(live[index], each, [], "") : each));
    }
    const identity = (entry) => identityOf(entry, key);
    const kept = live.flatMap((entry) => {
        const below = owned.flatMap((set) => entriesOf(set, entry));
        const replacement = written.find((each) => identity(each) === identity(entry));
        if (replacement !== undefined)
            return [overlay(entry, replacement, below, "")];
        const left = withoutOwned(entry, below, "");
        return left === undefined ? [] : [left];
    });
    const fresh = written.filter((each) => !live.some((entry) => identity(entry) === identity(each)));
    return [...kept, ...fresh];
}
function withoutOwned(value, owned, field) {
    if (owned.length === 0)
        return value;
    const inner = owned.filter((set) => Object.keys(set).some((key) => key !== "."));
    if (inner.length === 0)
        return undefined;
    if (Array.isArray(value)) {
        const left = overlayList(value, [], inner, field);
        return left.length === 0 ? undefined : left;
    }
    if (!isMapping(value))
        return undefined;
    const left = overlayMapping(value, {}, inner, field);
    return Object.keys(left).length === 0 ? undefined : left;
}
function deeper(owned, key) {
    return owned.flatMap((set) => (set[key] === undefined ? [] : [set[key]]));
}
function entriesOf(set, entry) {
    return Object.entries(set).flatMap(([key, below]) => {
        if (!key.startsWith("k:"))
            return [];
        const wanted = JSON.parse(key.slice(2));
        return Object.entries(wanted).every(([name, value]) => withDefault(entry, name) === value) ? [below] : [];
    });
}
const listKeys = {
    containers: ["name"],
    initContainers: ["name"],
    ephemeralContainers: ["name"],
    env: ["name"],
    volumes: ["name"],
    volumeMounts: ["mountPath"],
    volumeDevices: ["devicePath"],
    imagePullSecrets: ["name"],
    hostAliases: ["ip"],
    topologySpreadConstraints: ["topologyKey", "whenUnsatisfiable"],
    conditions: ["type"],
    ownerReferences: ["uid"],
    volumeClaimTemplates: ["metadata.name"],
};
function keyOf(field, entries) {
    if (field !== "ports")
        return listKeys[field];
    if (entries.every((entry) => entry.containerPort !== undefined))
        return ["containerPort", "protocol"];
    return entries.every((entry) => entry.port !== undefined) ? ["port", "protocol"] : undefined;
}
function identityOf(entry, key) {
    return JSON.stringify(key.map((name) => withDefault(entry, name)));
}
function withDefault(entry, name) {
    if (name === "metadata.name")
        return isMapping(entry.metadata) ? entry.metadata.name : undefined;
    return entry[name] ?? (name === "protocol" ? "TCP" : undefined);
}
const quantityFields = new Set(["limits", "requests", "hard", "capacity", "sizeLimit", "averageValue"]);
function sameQuantity(one, other) {
    const [left, right] = [quantityOf(one), quantityOf(other)];
    return left !== undefined && right !== undefined && Math.abs(left - right) <= 1e-9 * Math.abs(left);
}
const suffixes = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
};
function quantityOf(value) {
    if (typeof value === "number")
        return value;
    if (typeof value !== "string")
        return undefined;
    const [, number = "", suffix = ""] = /^(\d+(?:\.\d*)?)(n|u|m|k|M|G|T|P|[KMGTP]i)?$/.exec(value) ?? [];
    return number === "" ? undefined : Number(number) * (suffixes[suffix] ?? Number.NaN);
}
function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./src/rollout/plan/difference.js + 1 modules
var difference = __webpack_require__(27478);
;// CONCATENATED MODULE: ./src/rollout/plan/compare.js









async function compareObjects(cluster, objects, options) {
    const differences = [];
    const refusals = [];
    for (const planned of objects) {
        const { difference, refusal } = await compareOne(cluster, planned, options);
        differences.push(difference);
        if (refusal !== undefined)
            refusals.push(refusal);
    }
    return { differences, refusals };
}
function rehearsedDifference(body, { live, after }) {
    return (0,difference/* differenceOf */.P)(live, live === undefined ? body : (after ?? body), { by: "dry run" });
}
function notServedYet(body) {
    const note = "its kind is defined by this release itself: it cannot be compared before";
    return { ...(0,difference/* differenceOf */.P)(undefined, body, { by: "own comparison", note }), diff: "" };
}
async function compareOne(cluster, planned, options) {
    const { body, manifest, manager } = planned;
    const { signal, log, takeOver } = options;
    const type = await cluster.resourceType(body, { signal });
    if (type === undefined)
        return { difference: notServedYet(body) };
    const base = { group: (0,resource_types/* groupOf */.F8)(type.apiVersion), resource: type.plural };
    const where = { ...base, namespace: type.namespaced ? (body.metadata.namespace ?? cluster.namespace) : "" };
    const missing = await (0,access/* missingPermissions */.HR)(cluster, [
        { ...where, verb: "patch" },
        { ...where, verb: "create" },
    ], {
        signal,
    });
    if (missing.length > 0)
        return compareByReading(cluster, planned, signal);
    try {
        const rehearsal = await (0,dry_run/* rehearse */.Km)(cluster, body, manifest, { signal, log, takeOver, manager });
        return { difference: rehearsedDifference(body, rehearsal) };
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.H))
            throw error;
        const read = await compareByReading(cluster, planned, signal);
        return { difference: { ...read.difference, note: `the server would refuse it: ${error.found}` }, refusal: error };
    }
}
async function compareByReading(cluster, { body, manager }, signal) {
    try {
        const live = await cluster.get((0,object/* referenceTo */.P)(body), { signal });
        const after = live === undefined ? body : applyLocally(live, body, (each) => isOurs(each, manager));
        return { difference: (0,difference/* differenceOf */.P)(live, after, { by: "own comparison" }) };
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 403)) {
            const note = "this user may not read it: not compared";
            return { difference: { object: (0,object/* describeObject */.v)(body), change: "unknown", diff: "", by: "own comparison", note } };
        }
        throw (0,refusal/* explainRefusal */.G)(error, `reading ${(0,object/* describeObject */.v)(body)}`);
    }
}
function isOurs(owner, manager) {
    const adopted = owner === "before-first-apply" || /^kubectl($|-)/.test(owner);
    return owner === manager || (manager === dry_run/* fieldManager */.wM && adopted);
}


/***/ }),

/***/ 27478:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ differenceOf),
  X: () => (/* binding */ isChange)
});

// EXTERNAL MODULE: ../../node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(35415);
// EXTERNAL MODULE: ../../node_modules/yaml/dist/index.js
var dist = __webpack_require__(33483);
// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/rollout/objects/configuration-hash.js
var configuration_hash = __webpack_require__(16723);
// EXTERNAL MODULE: ./src/rollout/workload.js
var workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/plan/shown.js


const shown_hidden = "(not shown)";
const hiddenBefore = "(not shown, before)";
const hiddenAfter = "(not shown, after)";
function shownPair(before, after) {
    const [one, other] = [before && withoutNoise(before), after && withoutNoise(after)];
    const secret = (before ?? after)?.kind === "Secret";
    return hide(one, other, secret ? hiddenOfSecret : hiddenAnywhere, []);
}
function withoutNoise(object) {
    const { status: _status, metadata, ...rest } = object;
    const { managedFields: _fields, resourceVersion: _version, uid: _uid, generation: _generation, creationTimestamp: _created, selfLink: _link, annotations, ...kept } = metadata;
    const told = Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => !bookkeeping.has(key)));
    return { ...rest, metadata: { ...kept, ...(Object.keys(told).length === 0 ? {} : { annotations: told }) } };
}
const bookkeeping = new Set([
    workload/* changeCauseAnnotation */.P1,
    workload/* releaseAnnotation */.V1,
    workload/* revisionAnnotation */.lA,
    "kubectl.kubernetes.io/last-applied-configuration",
]);
function hiddenOfSecret(path) {
    return ((path[0] === "data" || path[0] === "stringData") && path.length === 2) || hiddenAnywhere(path);
}
function hiddenAnywhere(path) {
    const [third, second, last = ""] = path.slice(-3);
    if (second === "annotations")
        return last === configuration_hash/* configurationAnnotation */.K || /checksum|hash|sha\d*sum/i.test(last);
    return third === "env" && last === "value" && /passw|secret|token|private|credential|api_?key/i.test(second ?? "");
}
function hide(before, after, isHidden, path) {
    if (isHidden(path))
        return hideValue(before, after);
    if (Array.isArray(before) || Array.isArray(after))
        return hideInList(before, after, isHidden, path);
    if (!isMapping(before) && !isMapping(after))
        return { before, after };
    const [one, other] = [isMapping(before) ? before : {}, isMapping(after) ? after : {}];
    const shown = [...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => [key, hide(one[key], other[key], isHidden, [...path, key])]);
    const side = (which) => Object.fromEntries(shown.flatMap(([key, pair]) => (pair[which] === undefined ? [] : [[key, pair[which]]])));
    return { before: isMapping(before) ? side("before") : before, after: isMapping(after) ? side("after") : after };
}
function hideInList(before, after, isHidden, path) {
    const keyed = (list) => Array.isArray(list)
        ? new Map(list.map((entry, index) => [isMapping(entry) ? String(entry.name ?? index) : String(index), entry]))
        : undefined;
    const [one, other] = [keyed(before), keyed(after)];
    const pair = (key) => hide(one?.get(key), other?.get(key), isHidden, [...path, key]);
    return {
        before: one === undefined ? before : [...one.keys()].map((key) => pair(key).before),
        after: other === undefined ? after : [...other.keys()].map((key) => pair(key).after),
    };
}
function hideValue(before, after) {
    if (before === undefined || after === undefined) {
        return { before: before === undefined ? undefined : shown_hidden, after: after === undefined ? undefined : shown_hidden };
    }
    return before === after ? { before: shown_hidden, after: shown_hidden } : { before: hiddenBefore, after: hiddenAfter };
}
function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/rollout/plan/difference.js




function isChange({ change }) {
    return change !== "none" && change !== "unknown";
}
const mostLines = 300;
const contextLines = 3;
function differenceOf(before, after, { by, note = "" }) {
    const named = after ?? before;
    if (named === undefined)
        throw new Error("a difference of nothing");
    const object = (0,kube_object/* describeObject */.v)(named);
    const shown = shownPair(before, after);
    const [one, other] = [yamlOf(shown.before), yamlOf(shown.after)];
    const change = before === undefined ? "create" : after === undefined ? "delete" : one === other ? "none" : "change";
    return { object, change, diff: one === other ? "" : unified(object, one, other), by, note };
}
function unified(object, before, after) {
    const patch = (0,create/* structuredPatch */.YB)("live", "release", before, after, undefined, undefined, { context: contextLines });
    const lines = (0,create/* formatPatch */.Gu)(patch, create/* OMIT_HEADERS */.Jg).trimEnd().split("\n");
    const text = lines.slice(0, mostLines).join("\n");
    const cut = lines.length > mostLines ? `\n… ${lines.length - mostLines} more lines` : "";
    return `# ${object}\n${text}${cut}\n`;
}
function yamlOf(value) {
    if (value === undefined)
        return "";
    return (0,dist/* stringify */.As)(value, { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: true });
}


/***/ }),

/***/ 36617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ plannedObjects)
/* harmony export */ });
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36015);
/* harmony import */ var _dry_run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38830);


function plannedObjects(plan, { workload }) {
    const { target } = plan;
    if (target.manifest === undefined)
        return [{ body: (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .imageBody */ ._X)(plan), manifest: undefined, manager: _dry_run_js__WEBPACK_IMPORTED_MODULE_1__/* .imageManager */ .jN }];
    return target.manifests.map((manifest) => {
        const object = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .inNamespace */ .d2)(manifest.object, plan);
        const body = manifest === target.manifest ? withoutVersion((0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .workloadBody */ .U$)(object, workload, plan)) : object;
        return { body, manifest, manager: _dry_run_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldManager */ .wM };
    });
}
function withoutVersion(object) {
    const { resourceVersion: _, ...metadata } = object.metadata;
    return { ...object, metadata };
}


/***/ }),

/***/ 38857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Zu: () => (/* binding */ rollingPlan),
  W9: () => (/* binding */ tracksPlan)
});

// UNUSED EXPORTS: act, applyText, framed

// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/release/record-store.js + 2 modules
var record_store = __webpack_require__(54195);
// EXTERNAL MODULE: ./src/rollout/canary/shares.js
var canary_shares = __webpack_require__(43430);
;// CONCATENATED MODULE: ./src/rollout/canary/share-notes.js

function shareNotes({ strategy, stages, stable, route }) {
    if (strategy !== "canary" || stable === undefined)
        return [];
    let shares = { stable: stable.replicas, candidate: 0 };
    const notes = [];
    let inexact = false;
    for (const stage of stages) {
        if (stage.kind === "candidate")
            shares = { ...shares, candidate: stage.replicas };
        if (stage.kind === "scale")
            shares = { ...shares, [stage.track]: stage.replicas };
        if (stage.kind !== "gate" || stage.weight === 0 || stage.weight === 100)
            continue;
        if (route === undefined) {
            notes.push(`Step ${stage.weight} %: ${(0,canary_shares/* describeShares */.MF)(shares, stage.weight)}.`);
            inexact ||= Math.abs((0,canary_shares/* percentOf */.pR)(shares) - stage.weight) >= 0.05;
        }
        else
            notes.push(`Step ${stage.weight} %: by the router, with ${shares.candidate} of the candidate's pods.`);
    }
    if (inexact)
        notes.push("Shares are the nearest that whole pods allow; more pods, or a router with weights, make finer ones.");
    return notes;
}

// EXTERNAL MODULE: ./src/rollout/tracks/words.js
var words = __webpack_require__(94661);
;// CONCATENATED MODULE: ./src/rollout/plan/release-plan.js





function rollingPlan({ request, applyPlan, differences, wayBack, leftOpen }) {
    const { target, autoscaler } = applyPlan;
    const workload = (0,object/* describeObject */.v)(target.workload);
    const { previousImage, previousRevision } = wayBack;
    const from = previousRevision > 0 ? `${previousImage} (revision ${previousRevision})` : "";
    const acts = [
        { text: "Apply the objects in this order:", parts: differences.map(applyText) },
        act(`Wait until every pod of the new revision of ${workload} is ready and none of the old one is left, at most ${(0,duration/* formatDuration */.a3)(request.timeout)}.`),
    ];
    const notes = [
        `A rolling release of ${target.image} to ${workload}${from === "" ? ", its first one" : `, from ${from}`}.`,
        ...(autoscaler === undefined
            ? []
            : [`${autoscaler} decides how many replicas run: the manifest's number is not applied.`]),
        ...(leftOpen === undefined
            ? []
            : [
                `Release ${leftOpen.id} was left ${leftOpen.state} by a run that is over: this release takes its place, and its way back.`,
            ]),
    ];
    return {
        target,
        strategy: "rolling",
        notes,
        acts: framed(target, acts, request),
        back: rollingBack(workload, from, request),
        differences,
    };
}
function tracksPlan({ target, track, strategy, request, differences, notes }) {
    const from = track.stable === undefined
        ? ", its first one"
        : `: ${track.stable.deployment} serves with ${countOf(track.stable.replicas)}`;
    const acts = track.stages.map((stage) => act(sentence((0,words/* describeStage */.a)(stage, track)), stage.kind === "objects" ? differences.filter(isBeside(target, track)).map(applyText) : []));
    return {
        target,
        strategy: track.strategy,
        notes: [
            `A ${track.strategy} release of ${target.image} to ${(0,object/* describeObject */.v)(target.workload)}${from}.`,
            ...notes,
            ...shareNotes(track),
            ...(request.gates ?? []).map(({ name, at }) => `Gate ${name}: asked ${gateTimes[at]}.`),
        ],
        acts: framed(target, acts, request),
        back: strategy
            .back({ ...track, stage: lastBeforePromotion(track) })
            .map((stage) => sentence((0,words/* describeStage */.a)(stage, track))),
        differences,
    };
}
const gateTimes = {
    preview: "before any user reaches the candidate",
    step: "at each share",
    both: "before any user reaches the candidate, and at each share",
};
function lastBeforePromotion({ stages }) {
    const replaced = stages.findIndex(({ kind }) => kind === "replace-stable");
    return replaced < 0 ? stages.findLastIndex(({ kind }) => kind === "gate") : replaced - 1;
}
function isBeside({ workload }, { candidate }) {
    const own = [workload, { ...workload, name: candidate.deployment }].map((each) => (0,object/* describeObject */.v)(each));
    return ({ object }) => !own.includes(object);
}
function sentence(text) {
    return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
function countOf(pods) {
    return pods === 1 ? "1 pod" : `${pods} pods`;
}
function rollingBack(workload, from, { onFailure }) {
    if (onFailure === "keep")
        return ["It is left as it is, to be looked at (on-failure: keep)."];
    if (from === "")
        return [`There is nothing to go back to: ${workload} is scaled to 0.`];
    return [
        `Put the pod template of ${from} back into ${workload}.`,
        "Wait until its pods are ready, and record how it ended.",
    ];
}
function framed({ workload }, acts, { bakeTime = 0 }) {
    const name = `${workload.namespace}/${(0,record_store/* recordName */.xD)(workload)}`;
    return [
        act(`Take the lock: Lease ${name}.`),
        act(`Write the release down in the record: ConfigMap ${name}.`),
        ...acts,
        ...(bakeTime === 0
            ? [act("Record the release as promoted, and give the lock back.")]
            : [
                act("Record the release as promoted."),
                act(`Watch it for ${(0,duration/* formatDuration */.a3)(bakeTime)}, take it back where it does not hold, and give the lock back.`),
            ]),
    ];
}
function act(text, parts = []) {
    return { text, parts };
}
function applyText({ object, change, note }) {
    const told = note === "" ? "" : ` (${note})`;
    switch (change) {
        case "create":
            return `Create ${object}${told}`;
        case "change":
            return `Change ${object}${told}`;
        case "delete":
            return `Delete ${object}${told}`;
        case "none":
            return `Apply ${object}, in which nothing changes${told}`;
        case "unknown":
            return `Apply ${object}${told}`;
    }
}


/***/ }),

/***/ 98615:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pt: () => (/* binding */ planText),
/* harmony export */   Xg: () => (/* binding */ planMarkdown),
/* harmony export */   g5: () => (/* binding */ foldedPlan)
/* harmony export */ });
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80231);

function planMarkdown(plan) {
    const { notes, acts, back, differences } = plan;
    const parts = [
        notes.map((note) => `- ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(note)}`).join("\n"),
        acts
            .map(({ text, parts }, index) => [`${index + 1}. ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(text)}`, ...parts.map((part) => `   - ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(part)}`)].join("\n"))
            .join("\n"),
        `If it fails or is cancelled on the way:\n\n${back.map((text, index) => `${index + 1}. ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(text)}`).join("\n")}`,
        differencesMarkdown(differences),
    ];
    return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
function foldedPlan(plan) {
    return (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)(`The plan that it followed (${plan.strategy}, ${plan.acts.length} acts)`, planMarkdown(plan));
}
function planText(plan) {
    const { notes, acts, back, differences } = plan;
    return [
        ...notes,
        ...acts.flatMap(({ text, parts }, index) => [`${index + 1}. ${text}`, ...parts.map((part) => `   - ${part}`)]),
        "If it fails or is cancelled on the way:",
        ...back.map((text, index) => `${index + 1}. ${text}`),
        ...differences.filter(({ diff }) => diff !== "").map(({ diff }) => `\n${diff.trimEnd()}`),
    ].join("\n");
}
function differencesMarkdown(differences) {
    const shown = differences.filter(({ diff }) => diff !== "");
    if (shown.length === 0)
        return "No object differs from what is applied.";
    const read = differences.some(({ by }) => by === "own comparison");
    const how = read
        ? "This user may not write, so the server could not be asked: what it would change or fill in by itself is not in it."
        : "As a dry run of the server shows it.";
    const title = `${shown.length} of ${differences.length} objects ${shown.length === 1 ? "changes" : "change"}`;
    const text = shown.map(({ diff }) => diff.trimEnd()).join("\n\n");
    return (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)(title, `${how} Values of Secrets are not shown.\n\n${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeBlock */ .DV)(text, "diff")}`);
}


/***/ }),

/***/ 30788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NI: () => (/* binding */ watchTarget),
/* harmony export */   _$: () => (/* binding */ planApply),
/* harmony export */   d$: () => (/* binding */ rehearseAll)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(23904);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36015);
/* harmony import */ var _autoscaler_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41320);
/* harmony import */ var _dry_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(38830);
/* harmony import */ var _plan_compare_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(35602);
/* harmony import */ var _plan_planned_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(36617);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(93399);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(50174);










async function watchTarget(target, bell, { cluster, signal }) {
    const written = target.manifest?.object?.spec.selector;
    const selector = written ?? (await liveSelector(target, { cluster, signal }));
    return (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_7__/* .followRollout */ .h)(cluster, target.workload, selector, {
        signal: new AbortController().signal,
        onChange: () => bell.ring(),
    });
}
async function planApply(request, target, deferred, before, context) {
    const { cluster, log, signal, run } = context;
    const objects = target.manifests.map(({ object }) => (0,_apply_js__WEBPACK_IMPORTED_MODULE_2__/* .inNamespace */ .d2)(object, { target }));
    const autoscaler = await (0,_autoscaler_js__WEBPACK_IMPORTED_MODULE_3__/* .findAutoscaler */ .rF)(cluster, target.workload, objects, { signal });
    if (autoscaler !== undefined)
        log.info(`${autoscaler} decides how many replicas run: the manifest's number is not applied.`);
    return {
        target,
        container: containerToRelease(target, before),
        releaseId: (0,_release_states_js__WEBPACK_IMPORTED_MODULE_0__/* .newReleaseId */ .Po)(run.runKey),
        changeCause: changeCauseOf(request, target, context),
        takeOver: request.takeOver,
        autoscaler,
        deferred,
    };
}
async function rehearseAll(plan, before, { cluster, log, signal }) {
    const differences = [];
    const seen = [];
    let changes = false;
    for (const { body, manifest, manager } of (0,_plan_planned_js__WEBPACK_IMPORTED_MODULE_6__/* .plannedObjects */ .t)(plan, before)) {
        if (manifest !== undefined && plan.deferred.has(manifest)) {
            changes = true;
            differences.push((0,_plan_compare_js__WEBPACK_IMPORTED_MODULE_5__/* .notServedYet */ .n0)(body));
            seen.push({ body, rehearsal: undefined });
            continue;
        }
        const options = { signal, log, takeOver: plan.takeOver, manager };
        const rehearsal = await (0,_dry_run_js__WEBPACK_IMPORTED_MODULE_4__/* .rehearse */ .Km)(cluster, body, manifest, options);
        changes ||= rehearsal.changes && (manifest !== undefined || !sameImage(plan, before));
        differences.push((0,_plan_compare_js__WEBPACK_IMPORTED_MODULE_5__/* .rehearsedDifference */ .px)(body, rehearsal));
        if (manifest !== undefined)
            seen.push({ body, rehearsal });
    }
    return { changes, differences, seen };
}
async function liveSelector(target, { cluster, signal }) {
    const found = await cluster.get(target.workload, { signal });
    if (found !== undefined)
        return found.spec.selector;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `setting the image of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_9__/* .describeObject */ .v)(target.workload)}`,
        found: "the cluster has no such workload",
        advice: "Correct `workload` and `namespace`, or give its `manifests` so that it can be created.",
    });
}
function containerToRelease(target, { workload }) {
    if (target.manifest !== undefined || workload === undefined)
        return target.container;
    return (0,_target_js__WEBPACK_IMPORTED_MODULE_8__.containerOf)(workload.spec.template, target).name;
}
function changeCauseOf(request, target, { run }) {
    if (request.reason !== "")
        return request.reason;
    const version = request.version === "" ? "" : `${request.version}: `;
    const commit = request.commit === "" ? "" : `, commit ${request.commit.slice(0, 12)}`;
    return `${version}${target.image}${commit}${run.runUrl === "" ? "" : `, ${run.runUrl}`}`;
}
function sameImage({ target, container }, { workload }) {
    return (workload?.spec.template.spec.containers.some((each) => each.name === container && each.image === target.image) ??
        false);
}


/***/ }),

/***/ 60287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ whatServes),
/* harmony export */   h: () => (/* binding */ refuseUnprovable)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23904);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9702);




function whatServes({ workload, current }, record, container) {
    const image = workload?.spec.template.spec.containers.find((each) => each.name === container)?.image ?? "";
    const known = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_0__/* .currentRelease */ .BX)(record);
    const hash = current === undefined ? "" : (0,_workload_js__WEBPACK_IMPORTED_MODULE_2__/* .templateHashOf */ .gM)(current);
    const digest = (0,_workload_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)(image) || (known !== undefined && known.templateHash === hash && hash !== "" ? known.digest : "");
    const revision = current === undefined ? 0 : (0,_workload_js__WEBPACK_IMPORTED_MODULE_2__/* .revisionOf */ .DT)(current);
    const serves = workload !== undefined && current !== undefined && podsWanted(workload) > 0;
    const previous = serves
        ? { previousTemplateHash: hash, previousRevision: revision, previousImage: image, previousDigest: digest }
        : { previousTemplateHash: "", previousRevision: 0, previousImage: "", previousDigest: "" };
    return { ...previous, digest, revision };
}
function podsWanted({ spec, status }) {
    return status?.desiredNumberScheduled ?? spec.replicas ?? 1;
}
function refuseUnprovable(target, { workload }, plan) {
    const written = target.manifest?.object?.spec;
    const refusal = withoutPods(written, workload?.spec, plan.autoscaler !== undefined) ??
        paused(written, workload?.spec) ??
        forgetful(written, workload?.spec);
    if (refusal === undefined)
        return;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `releasing ${target.image} to ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_3__/* .describeObject */ .v)(target.workload)}`,
        found: refusal.found,
        advice: `${refusal.advice} Nothing was changed.`,
        at: refusal.isWritten ? target.manifest?.position(["spec", refusal.field]) : undefined,
    });
}
function withoutPods(written, live, autoscaled) {
    const kept = autoscaled || written?.replicas === undefined;
    const inCluster = live === undefined ? (written?.replicas ?? 1) : (live.replicas ?? 1);
    if ((kept ? inCluster : written.replicas) !== 0)
        return undefined;
    return {
        found: kept && live !== undefined ? "it is scaled to 0" : "its manifest says 0 replicas",
        advice: "A release is proven by pods that get ready. Scale it to at least 1 for the release.",
        field: "replicas",
        isWritten: !kept,
    };
}
function paused(written, live) {
    if ((written?.paused ?? live?.paused) !== true)
        return undefined;
    const isWritten = written?.paused === true;
    return {
        found: isWritten ? "its manifest says that it is paused" : "it is paused, so its controller rolls out nothing",
        advice: "Take `paused` out of the manifest, or resume it with `kubectl rollout resume`.",
        field: "paused",
        isWritten,
    };
}
function forgetful(written, live) {
    if ((written?.revisionHistoryLimit ?? live?.revisionHistoryLimit) !== 0)
        return undefined;
    return {
        found: "revisionHistoryLimit is 0: once it is rolled out, nothing is left to go back to",
        advice: "Set it to 2 or more, or leave it out, which keeps 10.",
        field: "revisionHistoryLimit",
        isWritten: written?.revisionHistoryLimit === 0,
    };
}


/***/ }),

/***/ 97880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ settle)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23904);
/* harmony import */ var _release_lock_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62984);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54195);
/* harmony import */ var _release_run_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(85966);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36125);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(39054);
/* harmony import */ var _take_back_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(65119);







async function settle(request, context) {
    const { cluster, signal, log, run } = context;
    const { workload } = request;
    const seen = toSettle((0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .openRelease */ .gS)(await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, workload, { signal })), request, context);
    if (seen.kind === "nothing")
        return nothingToSettle(seen.reason);
    const lock = await (0,_release_lock_js__WEBPACK_IMPORTED_MODULE_0__/* .acquireLock */ .I)(cluster, workload, {
        holder: run.runKey,
        reason: `settling release ${seen.release.id}`,
        runUrl: run.runUrl,
        signal,
        log,
        waitFor: request.waitForLock,
    });
    try {
        return await settleUnderLock(request, lock, context);
    }
    finally {
        await lock.release();
    }
}
async function settleUnderLock(request, lock, context) {
    const { cluster, signal } = context;
    const { workload, timeout, logLines } = request;
    const seen = toSettle((0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .openRelease */ .gS)(await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, workload, { signal })), request, context);
    if (seen.kind === "nothing")
        return nothingToSettle(seen.reason);
    const { release: open } = seen;
    const reason = request.reason ||
        (open.state === "promoted" ? "a gate after the rollout failed, or nobody confirmed it" : "its run ended half-way");
    const endsAs = open.endsAs || (open.state === "promoted" ? "rolled-back" : "aborted");
    return (0,_take_back_js__WEBPACK_IMPORTED_MODULE_4__/* .takeBack */ .z)({ workload, release: open, endsAs, reason, timeout, logLines, to: undefined, lock }, context);
}
function toSettle(open, { workload, scope }, { run }) {
    if (open === undefined)
        return { kind: "nothing", reason: `no release of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .describeObject */ .v)(workload)} is open: there is nothing to settle` };
    if ((0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .isPaused */ .lP)(open) && scope === "run")
        return {
            kind: "nothing",
            reason: `release ${open.id} is paused and waits for a person: nothing is left to settle`,
        };
    if (scope === "any" || (0,_release_run_js__WEBPACK_IMPORTED_MODULE_6__/* .sameRun */ .W)(open.runKey, run.runKey))
        return { kind: "open", release: open };
    return {
        kind: "nothing",
        reason: `release ${open.id} is open, but it belongs to another run: nothing of this run is left to settle`,
    };
}
function nothingToSettle(reason) {
    return (0,_result_js__WEBPACK_IMPORTED_MODULE_3__/* .quietResult */ .CD)("succeeded", { digest: "", previousDigest: "", revision: 0, reason });
}


/***/ }),

/***/ 18828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S: () => (/* binding */ judge)
});

;// CONCATENATED MODULE: ./src/release/ancestry.js
async function isAncestor(older, newer, options) {
    if (!isCommit(older) || !isCommit(newer))
        return undefined;
    return (await askGit(older, newer, options)) ?? (await options.askElsewhere?.(older, newer));
}
function isCommit(text) {
    return /^[0-9a-f]{7,64}$/i.test(text);
}
async function askGit(older, newer, options) {
    const { directory, signal } = options;
    const git = (...args) => options.runCommand("git", args, { directory, signal });
    const answer = await git("merge-base", "--is-ancestor", older, newer);
    if (answer.status === 0)
        return true;
    if (answer.status !== 1)
        return undefined;
    const shallow = await git("rev-parse", "--is-shallow-repository");
    return shallow.status === 0 && shallow.stdout.trim() === "false" ? false : undefined;
}

// EXTERNAL MODULE: ./src/release/run.js
var run = __webpack_require__(85966);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(36125);
;// CONCATENATED MODULE: ./src/release/judge-start.js


function judgeStart(record, candidate, conditions, runKey) {
    const open = (0,states/* openRelease */.gS)(record);
    if (open === undefined)
        return judgeSettled(record, candidate, conditions);
    if (open.state === "promoted") {
        if ((0,run/* sameRun */.W)(open.runKey, runKey))
            return judgeSettled(record, candidate, conditions);
        return { kind: "refuse", failure: unsettled(record, open) };
    }
    if ((0,states/* isPaused */.lP)(open))
        return { kind: "refuse", failure: paused(record, open) };
    return judgeHalfWay(record, open, candidate, conditions);
}
function judgeSettled(record, candidate, conditions) {
    const rolledBack = conditions.force ? undefined : (0,states/* wasRolledBack */.F1)(record, candidate.digest);
    const { live } = conditions;
    if (rolledBack === undefined && candidate.digest !== "" && live.digest === candidate.digest && live.healthy) {
        return { kind: "unchanged" };
    }
    const newer = newerRelease(record, candidate, conditions);
    if (newer !== undefined) {
        return { kind: "skip", reason: `${olderThan(newer, candidate)}; \`allow-older: true\` releases it all the same` };
    }
    if (rolledBack !== undefined)
        return { kind: "refuse", failure: takenBackBefore(record, rolledBack) };
    return { kind: "start" };
}
function judgeHalfWay(record, open, candidate, conditions) {
    const isTheOneTakenBack = open.state === "rolling-back" &&
        open.endsAs === "rolled-back" &&
        candidate.digest !== "" &&
        open.digest === candidate.digest;
    const rolledBack = isTheOneTakenBack ? open : (0,states/* wasRolledBack */.F1)(record, candidate.digest);
    if (rolledBack !== undefined && !conditions.force) {
        return { kind: "refuse", failure: halfWay(record, open, `the image ${candidate.digest} was rolled back`) };
    }
    const newer = newerRelease(record, candidate, conditions);
    if (newer !== undefined)
        return { kind: "refuse", failure: halfWay(record, open, olderThan(newer, candidate)) };
    return { kind: "start", leftOpen: open };
}
function newerRelease(record, candidate, conditions) {
    const current = (0,states/* currentRelease */.BX)(record);
    if (!conditions.isOlder || conditions.allowOlder)
        return undefined;
    return current?.commit === candidate.commit ? undefined : current;
}
function olderThan(current, candidate) {
    return `commit ${judge_start_short(candidate.commit)} is older than ${judge_start_short(current.commit)}, which serves now`;
}
function unsettled(record, open) {
    return {
        attempted: `beginning a release of ${record.workload}`,
        found: `release ${nameOf(open)} is promoted, but its last gate neither passed nor failed${runOf(open)}`,
        advice: `If that run is still going on, wait for it. If it is over, ${wayToSettle(record, open)}`,
    };
}
function paused(record, open) {
    return {
        attempted: `beginning a release of ${record.workload}`,
        found: `release ${nameOf(open)} is paused since ${open.track?.pausedAt ?? ""}${runOf(open)}`,
        advice: "Let it go on with `operation: promote`, or take it back with `operation: abort`; then release again.",
    };
}
function wayToSettle(record, open) {
    const back = (0,states/* lastVerified */.T5)(record, { except: open.digest });
    return back === undefined
        ? "there is no verified release to go back to: check the service, then keep it by running that run's failed jobs again up to `operation: confirm`, or name a revision to the rollback workflow."
        : `run the rollback workflow with \`operation: settle\`: it goes back to ${nameOf(back)}, the last verified release.`;
}
function halfWay(record, open, why) {
    return {
        attempted: `beginning a release of ${record.workload}`,
        found: `${why}, and release ${nameOf(open)} was left ${open.state} by a run that is over${runOf(open)}`,
        advice: "Run the rollback workflow with `operation: settle` to bring the environment back to where it was.",
    };
}
function takenBackBefore(record, rolledBack) {
    const why = rolledBack.reason === "" ? "" : ` because: ${rolledBack.reason}`;
    return {
        attempted: `beginning a release of ${record.workload}`,
        found: `the image ${rolledBack.digest} was rolled back at ${rolledBack.endedAt || rolledBack.startedAt}${why}`,
        advice: "Release a new build, or set `force: true` if the cause lay outside of the image.",
    };
}
function nameOf(release) {
    return release.version === "" ? release.id : `${release.version} (${release.id})`;
}
function runOf(release) {
    return release.runUrl === "" ? "" : `: ${release.runUrl}`;
}
function judge_start_short(commit) {
    return commit.slice(0, 12);
}

// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/readiness/readiness.js + 4 modules
var readiness = __webpack_require__(49908);
// EXTERNAL MODULE: ./src/rollout/result.js
var result = __webpack_require__(39054);
;// CONCATENATED MODULE: ./src/rollout/start.js






async function judge(request, target, { record, before, serving, changes }, { signal, run }) {
    const healthy = !changes && before.workload !== undefined && (0,readiness/* readinessOf */.c)(before.workload).kind === "ready";
    const judgement = judgeStart(record, { digest: target.digest, commit: request.commit }, {
        allowOlder: request.allowOlder,
        force: request.force,
        isOlder: await isOlder(request, record, signal),
        live: { digest: serving.digest, healthy },
    }, run.runKey);
    const told = { digest: target.digest, previousDigest: serving.digest, revision: serving.revision };
    switch (judgement.kind) {
        case "start":
            return { kind: "begin", leftOpen: judgement.leftOpen };
        case "unchanged": {
            const reason = `${target.image} serves already and is healthy: nothing was changed`;
            return { kind: "quiet", result: (0,result/* quietResult */.CD)("succeeded", { ...told, reason }) };
        }
        case "skip":
            return { kind: "quiet", result: (0,result/* quietResult */.CD)("skipped", { ...told, reason: judgement.reason }) };
        case "refuse":
            throw new failure/* Failure */.H(judgement.failure);
    }
}
async function isOlder(request, record, signal) {
    const current = (0,states/* currentRelease */.BX)(record);
    if (current === undefined || current.commit === "" || request.commit === "" || current.commit === request.commit)
        return false;
    return (await isAncestor(request.commit, current.commit, { ...request.history, signal })) ?? false;
}


/***/ }),

/***/ 50174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   containerOf: () => (/* binding */ containerOf),
/* harmony export */   parseWorkload: () => (/* binding */ parseWorkload),
/* harmony export */   resolveTarget: () => (/* binding */ resolveTarget)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23904);
/* harmony import */ var _manifests_containers_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4102);
/* harmony import */ var _manifests_order_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97168);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _objects_configuration_hash_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16723);
/* harmony import */ var _readiness_readiness_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(49908);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9702);







function parseWorkload(text) {
    const [first = "", second, ...more] = text.split("/");
    const name = second ?? first;
    const kind = second === undefined ? "Deployment" : kindOf(first);
    if (kind !== undefined && more.length === 0 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
        return { kind, name };
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: 'reading the input "workload"',
        found: `${JSON.stringify(text)} is not a workload that a rolling release can wait for`,
        advice: `Write \`deployment/NAME\`. Known kinds: ${_readiness_readiness_js__WEBPACK_IMPORTED_MODULE_3__/* .workloadKinds */ .d.join(", ")}.`,
    });
}
function resolveTarget(source, namespace) {
    return source.kind === "image" ? imageTarget(source, namespace) : manifestTarget(source, namespace);
}
function containerOf(template, target) {
    const { containers } = template.spec;
    const { container, workload } = target;
    const found = container === ""
        ? (containers.find((each) => each.name === workload.name) ??
            (containers.length === 1 ? containers[0] : undefined))
        : containers.find((each) => each.name === container);
    if (found !== undefined)
        return found;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `finding the container of ${workload.kind} ${workload.name} to release`,
        found: container === ""
            ? `it has ${containers.length} containers, and none is named ${workload.name}`
            : `it has no container ${container}`,
        advice: `Set \`container\` to one of ${containers.map((each) => each.name).join(", ")}.`,
    });
}
function kindOf(text) {
    const word = text.toLowerCase().replace(/\.apps$/, "");
    const short = { deploy: "deployment", deployments: "deployment" }[word] ?? word;
    return _readiness_readiness_js__WEBPACK_IMPORTED_MODULE_3__/* .workloadKinds */ .d.find((kind) => kind.toLowerCase() === short);
}
function imageTarget(source, namespace) {
    return {
        workload: { apiVersion: "apps/v1", ...source.workload, namespace },
        manifests: [],
        manifest: undefined,
        container: source.container ?? "",
        image: source.image,
        digest: (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .digestOf */ .ol)(source.image),
    };
}
function manifestTarget(source, namespace) {
    const bareManifest = workloadManifest(source);
    const manifest = (0,_objects_configuration_hash_js__WEBPACK_IMPORTED_MODULE_2__/* .withConfigurationHash */ .f)(bareManifest, source.manifests);
    const workload = { ...(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .referenceTo */ .P)(manifest.object), namespace: manifest.object.metadata.namespace ?? namespace };
    const bare = { workload, container: source.container ?? "" };
    if ((0,_manifests_containers_js__WEBPACK_IMPORTED_MODULE_6__/* .containersOf */ .M)(manifest.object).length === 0)
        throw withoutContainers(manifest);
    const container = containerOf(manifest.object.spec.template, bare);
    return {
        ...bare,
        manifests: (0,_manifests_order_js__WEBPACK_IMPORTED_MODULE_0__/* .inApplyOrder */ .u)(source.manifests.map((each) => (each === bareManifest ? manifest : each))),
        manifest,
        container: container.name,
        image: container.image,
        digest: (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .digestOf */ .ol)(container.image),
    };
}
const runsPods = new Set(["Deployment", "StatefulSet", "DaemonSet"]);
function workloadManifest({ manifests, workload }) {
    const running = manifests.filter(({ object }) => runsPods.has(object.kind));
    const [first, second] = running;
    const meant = workload === undefined
        ? first
        : running.find(({ object }) => object.kind === workload.kind && object.metadata.name === workload.name);
    const attempted = "finding the workload in the manifests";
    if (meant === undefined) {
        const names = running.map(({ object }) => `${object.kind}/${object.metadata.name}`).join(", ");
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted,
            found: workload === undefined
                ? "they hold no Deployment"
                : `they hold no ${workload.kind}/${workload.name}${names === "" ? "" : `, but ${names}`}`,
            advice: "Add the manifest of the workload, or correct the input `workload`.",
        });
    }
    if (second !== undefined) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted,
            found: `they hold ${running.length} workloads: ${running.map(({ object }) => `${object.kind}/${object.metadata.name}`).join(", ")}`,
            advice: "A release brings one workload to one image and waits for it: release each with its own manifests.",
            at: second.position(["metadata", "name"]),
        });
    }
    if (!_readiness_readiness_js__WEBPACK_IMPORTED_MODULE_3__/* .workloadKinds */ .d.includes(meant.object.kind)) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted,
            found: `${meant.object.kind} ${meant.object.metadata.name} is of a kind that a rolling release cannot wait for yet`,
            advice: `Known kinds: ${_readiness_readiness_js__WEBPACK_IMPORTED_MODULE_3__/* .workloadKinds */ .d.join(", ")}.`,
            at: meant.position(["kind"]),
        });
    }
    return meant;
}
function withoutContainers(manifest) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "finding the container to release",
        found: `${manifest.object.kind} ${manifest.object.metadata.name} has no containers`,
        advice: "Give it spec.template.spec.containers.",
        at: manifest.position(["spec"]),
    });
}


/***/ }),

/***/ 2210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ex: () => (/* binding */ leftHalfWay),
/* harmony export */   IU: () => (/* binding */ clear),
/* harmony export */   Or: () => (/* binding */ deployTracks),
/* harmony export */   v9: () => (/* binding */ mayResume)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(23904);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54195);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36125);
/* harmony import */ var _traffic_save_route_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41490);
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36015);
/* harmony import */ var _bake_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(52218);
/* harmony import */ var _bake_serving_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(559);
/* harmony import */ var _begin_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(59746);
/* harmony import */ var _objects_keep_way_back_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6673);
/* harmony import */ var _objects_saved_configuration_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(59208);
/* harmony import */ var _plan_release_plan_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(38857);
/* harmony import */ var _plan_render_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(98615);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(30788);
/* harmony import */ var _serving_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(60287);
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(18828);
/* harmony import */ var _take_back_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(65119);
/* harmony import */ var _finish_tracks_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(53720);
/* harmony import */ var _prepare_tracks_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(27051);
/* harmony import */ var _run_release_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(96855);
/* harmony import */ var _serving_slot_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(9781);
/* harmony import */ var _survey_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(6148);





















async function deployTracks(request, tracks, target, deferred, lock, context) {
    const { cluster, signal } = context;
    const record = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(cluster, target.workload, { signal });
    if (tracks.strategy.name !== "blue-green")
        (0,_serving_slot_js__WEBPACK_IMPORTED_MODULE_18__/* .refuseSlots */ .mz)(record, target);
    const left = leftHalfWay(record);
    if (left !== undefined && mayResume(left, target, tracks))
        return resume(request, tracks, left, target, deferred, lock, context);
    const settled = left === undefined ? record : await clear(left, request, target, lock, context);
    const prepared = await (0,_prepare_tracks_js__WEBPACK_IMPORTED_MODULE_16__/* .prepareTracks */ .q)(request, tracks, target, deferred, settled, context);
    const { plan, before } = prepared;
    const serving = (0,_serving_js__WEBPACK_IMPORTED_MODULE_12__/* .whatServes */ .V)(before, settled, plan.container);
    const situation = { record: settled, before, serving, changes: prepared.changes };
    const start = await (0,_start_js__WEBPACK_IMPORTED_MODULE_13__/* .judge */ .S)(request, target, situation, context);
    if (start.kind === "quiet") {
        const served = { workload: target.workload, result: start.result, snapshot: before, lock };
        return (0,_bake_serving_js__WEBPACK_IMPORTED_MODULE_5__/* .bakeAgain */ .Wg)(request, (0,_bake_js__WEBPACK_IMPORTED_MODULE_4__/* .stillBaking */ ._)(settled), served, context);
    }
    signal.throwIfAborted();
    lock.check();
    request.onBegin?.(target);
    const track = await withRoute(prepared, lock, context);
    const inventory = await (0,_objects_keep_way_back_js__WEBPACK_IMPORTED_MODULE_7__/* .inventoryFor */ .o)(prepared.seen, undefined, target.workload, context);
    const fresh = { ...(0,_begin_js__WEBPACK_IMPORTED_MODULE_6__/* .newRelease */ .Gj)(request, plan, serving, context, inventory), track };
    const release = await (0,_begin_js__WEBPACK_IMPORTED_MODULE_6__/* .begin */ .qN)(fresh, undefined, target, context);
    await (0,_objects_saved_configuration_js__WEBPACK_IMPORTED_MODULE_8__/* .saveConfiguration */ .g)(cluster, target.workload, release.id, inventory.changed, context);
    const planned = (0,_plan_release_plan_js__WEBPACK_IMPORTED_MODULE_9__/* .tracksPlan */ .W9)({
        target,
        track,
        strategy: tracks.strategy,
        request,
        differences: prepared.differences,
        notes: [prepared.route.why],
    });
    return carryOut(request, tracks, { ...release, track }, prepared.plan, (0,_plan_render_js__WEBPACK_IMPORTED_MODULE_10__/* .foldedPlan */ .g5)(planned), lock, context);
}
function leftHalfWay(record) {
    const open = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .openRelease */ .gS)(record);
    if (open === undefined || open.state === "promoted" || (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .isPaused */ .lP)(open))
        return undefined;
    return open;
}
function mayResume({ state, track, digest, image }, target, { interrupted, strategy }) {
    const same = target.digest === "" || digest === "" ? image === target.image : digest === target.digest;
    return interrupted === "resume" && state === "releasing" && track?.strategy === strategy.name && same;
}
async function resume(request, tracks, left, target, deferred, lock, context) {
    const { cluster, log, run, signal } = context;
    const { track } = left;
    if (track === undefined)
        throw new Error("only a release with two tracks is gone on with");
    request.onBegin?.(target);
    const record = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .updateRecord */ .vL)(cluster, target.workload, (before) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .amendRelease */ .pC)(before, left.id, { runKey: run.runKey, runUrl: run.runUrl, actor: run.actor }));
    const ground = await (0,_survey_js__WEBPACK_IMPORTED_MODULE_19__/* .survey */ .F)(cluster, target, record, { signal });
    const before = ground.sideOf(track.stable?.deployment);
    const plan = { ...(await (0,_prepare_js__WEBPACK_IMPORTED_MODULE_11__/* .planApply */ ._$)(request, target, deferred, before, context)), releaseId: left.id };
    log.info(`Release ${left.id} of the same image was left at act ${track.stage + 1} of ${track.stages.length} by a run that is over: going on from there.`);
    const release = { ...left, runKey: run.runKey, track };
    return carryOut(request, tracks, release, plan, "", lock, context);
}
async function clear(left, request, { workload }, lock, context) {
    context.log.info(`Release ${left.id} was left ${left.state} by a run that is over: ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_20__/* .describeObject */ .v)(workload)} goes back first.`);
    const { timeout, logLines } = request;
    const reason = left.reason || "its run ended half-way";
    const { failure } = await (0,_take_back_js__WEBPACK_IMPORTED_MODULE_14__/* .takeBack */ .z)({ workload, release: left, endsAs: left.endsAs || "aborted", reason, timeout, logLines, to: undefined, lock }, context);
    if (failure !== undefined)
        throw failure;
    return (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(context.cluster, workload, { signal: context.signal });
}
async function withRoute({ plan, track, route }, lock, { cluster, log, signal }) {
    if (route.absent.length === 0)
        return track;
    for (const reference of route.absent) {
        const manifest = plan.target.manifests.find(({ object }) => object.kind === reference.kind && object.metadata.name === reference.name);
        const hooks = { log, beforeChange: () => lock.check(), stopped: () => signal.aborted };
        if (manifest !== undefined)
            await (0,_apply_js__WEBPACK_IMPORTED_MODULE_3__/* .applyOne */ .P7)(cluster, manifest, plan, hooks);
    }
    const live = await Promise.all(route.absent.map((reference) => cluster.get(reference, { signal })));
    const objects = [...route.objects, ...live.filter((object) => object !== undefined)];
    const ends = {
        namespace: plan.target.workload.namespace,
        stable: { service: track.services[0]?.name ?? plan.target.workload.name },
        candidate: { service: track.preview.name },
    };
    return { ...track, route: await (0,_traffic_save_route_js__WEBPACK_IMPORTED_MODULE_2__/* .saveRoute */ .Fq)({ ...route, objects, absent: [] }, ends, { cluster, log, signal }) };
}
async function carryOut(request, tracks, release, plan, planned, lock, context) {
    const { workload } = plan.target;
    const watching = request.startWatching?.(plan.target);
    return (0,_bake_serving_js__WEBPACK_IMPORTED_MODULE_5__/* .watched */ .VI)(watching, async () => {
        const end = await (0,_run_release_js__WEBPACK_IMPORTED_MODULE_17__/* .runRelease */ .T)({
            workload,
            release,
            strategy: tracks.strategy,
            lock,
            timeout: request.timeout,
            logLines: request.logLines,
            onFailure: request.onFailure,
            plan,
            graces: request.graces,
            gates: request.gates,
            watching,
        }, context);
        return (0,_finish_tracks_js__WEBPACK_IMPORTED_MODULE_15__/* .finishTracks */ .a)(request, tracks, { end, planned, watching, target: plan.target, lock }, context);
    });
}


/***/ }),

/***/ 53720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ finishTracks)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/release/record-store.js + 2 modules
var record_store = __webpack_require__(54195);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(36125);
// EXTERNAL MODULE: ./src/rollout/bake.js
var bake = __webpack_require__(52218);
// EXTERNAL MODULE: ./src/rollout/bake-serving.js
var bake_serving = __webpack_require__(559);
// EXTERNAL MODULE: ./src/rollout/dry-run.js
var dry_run = __webpack_require__(38830);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(80231);
// EXTERNAL MODULE: ./src/rollout/result.js
var result = __webpack_require__(39054);
// EXTERNAL MODULE: ./src/rollout/workload.js
var workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/tracks/tracks-result.js




function tracksResult(end, told) {
    const { release, applied } = end;
    const outcome = outcomeOf(end);
    const good = outcome === "succeeded" || outcome === "paused";
    const failure = good ? undefined : failureOf(end, told, outcome);
    return {
        outcome,
        pending: end.yielded,
        changed: applied.length > 0 || release.state === "promoted",
        digest: release.digest,
        previousDigest: release.previousDigest,
        revision: outcome === "succeeded" ? release.revision : end.snapshot.current ? (0,workload/* revisionOf */.DT)(end.snapshot.current) : 0,
        releaseId: release.id,
        reason: failure?.found ?? (outcome === "paused" ? end.paused : ""),
        summary: summaryOf(end, told),
        failure,
    };
}
function outcomeOf({ release, yielded, paused }) {
    if (yielded)
        return release.endsAs === "rolled-back" ? "rolled-back" : "aborted";
    if (paused !== "")
        return "paused";
    switch (release.state) {
        case "promoted":
        case "verified":
            return "succeeded";
        case "rolled-back":
        case "aborted":
            return release.state;
        case "failed":
        case "releasing":
        case "rolling-back":
        case "superseded":
            return "failed";
    }
}
function failureOf(end, { workload, target }, outcome) {
    const { release, diagnosis, backTrouble, yielded } = end;
    const found = diagnosis?.found ?? release.reason;
    const advice = backTrouble?.advice ??
        diagnosis?.advice ??
        (yielded
            ? "Run `operation: settle`, or the next release, to see the way back through."
            : "Run the workflow again if that was not meant.");
    const cause = diagnosis?.cause;
    return new failure/* Failure */.H({
        attempted: `releasing ${release.image} to ${workload.kind} ${workload.namespace}/${workload.name}`,
        found: backTrouble === undefined ? found : `${found}; and the way back failed too: ${backTrouble.found}`,
        advice: `${advice} ${whereItStands(end, outcome)}`.trim(),
        at: cause instanceof failure/* Failure */.H && cause.at !== undefined
            ? cause.at
            : diagnosis === undefined
                ? undefined
                : target?.manifest?.position(diagnosis.path),
        evidence: [...(diagnosis?.evidence ?? []), ...(backTrouble?.evidence ?? [])],
        cause,
    });
}
function whereItStands({ release, yielded, backTrouble }, outcome) {
    const { stable, candidate } = release.track;
    const serves = stable === undefined ? "Nothing served before it" : `Users are back on ${stable.deployment}`;
    if (yielded)
        return `${serves}; what is left of ${candidate.deployment} was not waited for.`;
    if (backTrouble !== undefined)
        return "";
    if (outcome === "rolled-back")
        return `${serves}, which kept its full size.`;
    if (release.endsAs !== "")
        return `${serves}.`;
    if (outcome === "aborted")
        return "Nothing was changed.";
    return `${candidate.deployment} is left as it is, to be looked at.`;
}
function summaryOf({ release, timeline, told }, { workload, sections }) {
    const { track } = release;
    const rows = [
        ["workload", `${workload.kind} ${workload.namespace}/${workload.name}`],
        ["strategy", track.strategy],
        ["image", release.image],
        ["digest", release.digest || "not known"],
        ["from", release.previousImage === "" ? "nothing: its first release" : release.previousImage],
        ["stable", track.stable?.deployment ?? "none"],
        ["candidate", track.candidate.deployment],
        ["release", release.id],
    ];
    const parts = [
        (0,markdown/* table */.tp)(["", ""], rows.map(([name, text]) => [name, (0,markdown/* codeSpan */.SS)(text)])),
        (0,result/* timelineTable */.w0)(timeline),
        ...told,
        ...sections,
        ...(release.state === "promoted" ? [wayBackText(release.track)] : []),
    ];
    return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
function wayBackText({ strategy, stable, scaledDown }) {
    if (strategy !== "blue-green" || stable === undefined)
        return "";
    const how = scaledDown
        ? "is scaled to 0: a rollback scales it up first"
        : "stands until the next release: a rollback is one selector update";
    return (0,markdown/* escapeMarkdown */.FV)(`The old slot ${stable.deployment} ${how}.`);
}

;// CONCATENATED MODULE: ./src/rollout/tracks/finish-tracks.js







async function finishTracks(request, tracks, { end, planned, watching, target, lock }, context) {
    const { workload } = target;
    const told = { workload, target, sections: [planned] };
    if (end.release.state !== "promoted")
        return tracksResult(end, told);
    const { timeout, logLines, onFailure = "rollback" } = request;
    const { release } = end;
    const moment = (0,bake_serving/* servingMoment */.TS)(release, end.snapshot, workload, release.track.services[0]?.name);
    const baked = await (0,bake/* bakeRelease */.H)({ workload, release, moment, watching, lock, timeout, logLines, onFailure }, context);
    if (baked.kind !== "held")
        return (0,bake_serving/* bakedResult */.tY)(baked, tracksResult(end, told));
    const held = { ...release, ...baked.release, track: baked.release.track ?? release.track };
    const scaled = await scaleOldSlotDown({ ...end, release: held }, tracks, { lock, target }, context);
    return (0,bake_serving/* bakedResult */.tY)(baked, tracksResult({ ...end, release: scaled }, told));
}
async function scaleOldSlotDown({ release }, { scaleDownDelay }, { lock, target }, { cluster, log, signal }) {
    const { stable, strategy } = release.track;
    if (scaleDownDelay === undefined || stable === undefined || strategy !== "blue-green")
        return release;
    log.info(`Scaling the old slot ${stable.deployment} to 0 after ${scaleDownDelay / 1000} s.`);
    await (0,promises_.setTimeout)(scaleDownDelay, undefined, { signal }).catch(() => undefined);
    if (signal.aborted || lock.signal.aborted) {
        log.info(`The old slot ${stable.deployment} stays as it is.`);
        return release;
    }
    lock.check();
    const track = { ...release.track, scaledDown: true };
    await (0,record_store/* updateRecord */.vL)(cluster, target.workload, (before) => (0,states/* amendRelease */.pC)(before, release.id, { track }));
    const reference = { ...target.workload, name: stable.deployment };
    await cluster.patch(reference, "merge", { spec: { replicas: 0 } }, { fieldManager: dry_run/* patchManager */.SA });
    return { ...release, track };
}


/***/ }),

/***/ 27051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ prepareTracks)
});

// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/kube/access.js
var access = __webpack_require__(68705);
// EXTERNAL MODULE: ./src/kube/refusal.js
var refusal = __webpack_require__(89991);
// EXTERNAL MODULE: ./src/kube/resource-types.js
var resource_types = __webpack_require__(92395);
// EXTERNAL MODULE: ./src/traffic/change-object.js + 1 modules
var change_object = __webpack_require__(36992);
// EXTERNAL MODULE: ./src/traffic/companion.js
var traffic_companion = __webpack_require__(85273);
;// CONCATENATED MODULE: ./src/traffic/route-problem.js

function unfitRoute({ found, advice }, { stable }) {
    return new failure/* Failure */.H({ attempted: `reading the route of Service ${stable.service}`, found, advice });
}

// EXTERNAL MODULE: ./src/traffic/router.js
var traffic_router = __webpack_require__(38962);
// EXTERNAL MODULE: ./src/traffic/routers.js + 7 modules
var routers = __webpack_require__(7187);
;// CONCATENATED MODULE: ./src/traffic/served-kinds.js

async function servedKinds(kinds, { cluster, signal }) {
    const served = new Map();
    for (const kind of kinds) {
        const key = `${(0,resource_types/* groupOf */.F8)(kind.apiVersion)}/${kind.kind}`;
        const type = served.has(key) ? undefined : await cluster.resourceType(kind, { signal });
        if (type !== undefined)
            served.set(key, type);
    }
    return [...served.values()];
}

;// CONCATENATED MODULE: ./src/traffic/check-route.js











async function checkRoute(found, target, { header }, context) {
    const router = routers/* routers */.L[found.router];
    if (header !== undefined && !router.headers)
        throw noHeaders(router);
    await checkPermissions(router, found, target, context);
    for (const object of found.objects) {
        const trouble = router.trouble(object);
        if (trouble !== undefined)
            throw unfitRoute(trouble, target);
    }
    for (const companion of router.companions(found.objects, found.related, target)) {
        const live = await context.cluster.get((0,kube_object/* referenceTo */.P)(companion), { signal: context.signal });
        if (live !== undefined && !(0,traffic_companion/* isMadeFor */.p)(live, target))
            throw placeTaken(live);
    }
    if (router.splits !== "percent")
        return;
    const present = found.objects.filter(({ metadata }) => metadata.uid !== undefined);
    await rehearse({ ...found, objects: present }, target, { weight: 0, header }, context);
}
function routerPermissions(name, namespace, kinds) {
    const router = routers/* routers */.L[name];
    const verbs = (list, names) => list
        .map((kind) => ({ group: (0,resource_types/* groupOf */.F8)(kind.apiVersion), resource: pluralOf(kind), namespace }))
        .filter(({ group, resource }) => isServed(kinds, group, resource))
        .flatMap((base) => names.map((verb) => ({ ...base, verb })));
    const all = [
        ...verbs(router.kinds, router.readOnly ? ["get", "list"] : ["get", "list", "patch"]),
        ...verbs(router.related.filter(({ kind }) => kind !== "IngressClass"), ["get", "list"]),
        ...verbs(router.makes, ["get", "create", "patch", "delete"]),
    ];
    return [...new Map(all.map((permission) => [(0,access/* describePermission */.D)(permission), permission])).values()];
}
async function rehearse(found, target, split, context) {
    const router = routers/* routers */.L[found.router];
    const options = { dryRun: true, fieldManager: traffic_router/* routerManager */.J, signal: context.signal };
    for (const companion of router.companions(found.objects, found.related, target)) {
        await context.cluster
            .apply(router.split(companion, target, split), { ...options, force: true })
            .catch((error) => {
            throw (0,refusal/* explainRefusal */.G)(error, `trying to make ${(0,kube_object/* describeObject */.v)(companion)}`);
        });
    }
    for (const object of router.readOnly ? [] : found.objects) {
        await (0,change_object/* changeObject */.y1)((0,kube_object/* referenceTo */.P)(object), context, (live) => router.split(live, target, split), { dryRun: true });
    }
}
async function checkPermissions(router, found, target, context) {
    const { namespace } = target;
    const companions = router.companions(found.objects, found.related, target);
    const served = [
        ...(await servedKinds(router.kinds, context)).filter(({ apiVersion, kind }) => found.objects.some((object) => object.kind === kind && (0,resource_types/* groupOf */.F8)(object.apiVersion) === (0,resource_types/* groupOf */.F8)(apiVersion))),
        ...(companions.length === 0 ? [] : await servedKinds(router.makes, context)),
    ];
    const needed = routerPermissions(router.name, namespace, served);
    const missing = await (0,access/* missingPermissions */.HR)(context.cluster, needed, { signal: context.signal });
    if (missing.length === 0)
        return;
    throw new failure/* Failure */.H({
        attempted: `checking what this user may do to weight the traffic by ${router.name}`,
        found: `it may not ${[...new Set(missing.map(access/* describePermission */.D))].join(", ")} in the namespace ${namespace}`,
        advice: "Bind a Role with these verbs to the user of the kubeconfig; docs/routers.md has one for each router.",
    });
}
function isServed(kinds, group, resource) {
    return kinds === undefined || kinds.some((type) => type.plural === resource && (0,resource_types/* groupOf */.F8)(type.apiVersion) === group);
}
function pluralOf({ kind }) {
    const lower = kind.toLowerCase();
    return lower.endsWith("s") ? `${lower}es` : `${lower}s`;
}
function placeTaken(live) {
    return new failure/* Failure */.H({
        attempted: "looking whether the names of the objects that the release makes are free",
        found: `${(0,kube_object/* describeObject */.v)(live)} is there already and is not one of this toolkit's`,
        advice: "Rename it, or remove it if nothing needs it.",
    });
}
function noHeaders({ name }) {
    const able = Object.values(routers/* routers */.L)
        .filter((router) => router.headers)
        .map((router) => router.name);
    return new failure/* Failure */.H({
        attempted: "checking the header by which requests reach the candidate",
        found: `the router ${name} cannot route by a header`,
        advice: `Leave the header out, or use one of the routers that can: ${able.join(", ")}.`,
    });
}

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
;// CONCATENATED MODULE: ./src/traffic/find-route.js









const weighted = ["gateway-api", "istio", "traefik", "nginx"];
async function findRoute(choice, target, manifests, context) {
    if (choice.router === "replicas")
        return bare("replicas", "asked for by the input `router`");
    if (choice.router !== "auto") {
        const search = await searchFor(routers/* routers */.L[choice.router], choice, target, manifests, context, true);
        if (search.objects.length > 0)
            return foundBy(choice.router, search, target);
        throw nothingFound(choice.router, search, choice, target);
    }
    const searches = new Map();
    for (const name of weighted) {
        searches.set(name, await searchFor(routers/* routers */.L[name], choice, target, manifests, context, false));
    }
    const found = [...searches].filter(([, { objects }]) => objects.length > 0);
    const [first, second] = found;
    if (first !== undefined && second !== undefined)
        throw ambiguous(found);
    if (first !== undefined)
        return foundBy(first[0], first[1], target);
    const unfit = [...searches.values()].flatMap(({ problems }) => problems)[0];
    if (unfit !== undefined)
        throw unfitRoute(unfit, target);
    if (choice.route.length > 0)
        throw routeNotFound(choice, target);
    return fallBack(choice, searches, target, manifests, context);
}
async function searchFor(router, choice, target, manifests, context, asked) {
    const served = await servedKinds(router.kinds, context);
    const unseen = [];
    const live = [];
    for (const type of served) {
        const items = await listed(type, target, context);
        if (items === undefined)
            unseen.push(`${type.plural} may not be listed`);
        else
            live.push(...items);
    }
    const candidates = [...live, ...absentOnes(router, manifests, live, served, target)];
    const named = candidates.filter((object) => isNamed(object, choice.route) && !(0,traffic_companion/* isMadeFor */.p)(object, target));
    const readings = named.map((object) => ({ object, reading: router.read(object, target) }));
    const routing = readings.filter(({ reading }) => reading.kind === "routes").map(({ object }) => object);
    const problems = readings.flatMap(({ reading }) => (reading.kind === "unfit" ? [reading] : []));
    const related = [];
    if (routing.length > 0) {
        for (const type of await servedKinds(router.related, context))
            related.push(...((await listed(type, target, context)) ?? []));
    }
    const objects = routing.filter((object) => asked || router.serves(object, related));
    const foreign = routing.filter((object) => !objects.includes(object));
    const absent = objects.filter((object) => !live.includes(object));
    return { objects, related, absent, problems, foreign, unseen, served };
}
async function listed(type, { namespace }, { cluster, signal }) {
    try {
        return (await cluster.list(type, { namespace, signal })).items;
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 403))
            return undefined;
        throw (0,refusal/* explainRefusal */.G)(error, `looking for ${type.plural} that route to the service`);
    }
}
function absentOnes(router, manifests, live, served, { namespace }) {
    const keyOf = ({ apiVersion, kind }) => `${(0,resource_types/* groupOf */.F8)(apiVersion)}/${kind}`;
    const kinds = new Set([...served, ...router.kinds].map(keyOf));
    const there = new Set(live.map((object) => `${keyOf(object)}/${object.metadata.name}`));
    return manifests.filter((object) => kinds.has(keyOf(object)) &&
        (object.metadata.namespace ?? namespace) === namespace &&
        !there.has(`${keyOf(object)}/${object.metadata.name}`));
}
function isNamed({ kind, metadata }, route) {
    if (route.length === 0)
        return true;
    return route.some((text) => {
        const [first = "", second] = text.toLowerCase().split("/");
        if (second === undefined)
            return first === metadata.name;
        return second === metadata.name && [kind.toLowerCase(), `${kind.toLowerCase()}s`].includes(first);
    });
}
function foundBy(name, { objects, related, absent }, target) {
    const router = routers/* routers */.L[name];
    const list = objects.map(kube_object/* describeObject */.v).join(", ");
    const why = `${list} send${objects.length === 1 ? "s" : ""} to Service ${target.stable.service}`;
    const namesCandidate = name !== "service" && objects.some((object) => typeof router.share(object, target) !== "string");
    return { router: name, why, objects, related, absent: absent.map(kube_object/* referenceTo */.P), namesCandidate };
}
function bare(router, why) {
    return { router, why, objects: [], related: [], absent: [], namesCandidate: false };
}
async function fallBack(choice, searches, target, manifests, context) {
    const all = [...searches.values()];
    const unseen = all.flatMap((search) => search.unseen);
    const ingresses = all.flatMap(({ foreign }) => foreign).map(kube_object/* describeObject */.v);
    const why = [
        `no HTTPRoute, GRPCRoute, VirtualService, TraefikService, IngressRoute or Ingress of ingress-nginx sends to Service ${target.stable.service}`,
        ...(ingresses.length === 0
            ? []
            : [`${ingresses.join(", ")} can carry no weights (only ingress-nginx weights an Ingress)`]),
        ...unseen,
    ].join("; ");
    if (choice.fallback === "replicas")
        return bare("replicas", why);
    const search = await searchFor(routers/* routers */.L.service, { ...choice, route: [] }, target, manifests, context, true);
    if (search.objects.length === 0)
        throw nothingFound("service", search, choice, target);
    return { ...foundBy("service", search, target), why };
}
function nothingFound(name, search, choice, target) {
    const [problem] = search.problems;
    if (problem !== undefined)
        return unfitRoute(problem, target);
    if (choice.route.length > 0)
        return routeNotFound(choice, target);
    const kinds = [...new Set(routers/* routers */.L[name].kinds.map(({ kind }) => kind))].join(" or ");
    const unserved = search.served.length === 0 ? ` (the cluster does not serve ${kinds})` : "";
    return new failure/* Failure */.H({
        attempted: `looking for the route of Service ${target.stable.service} for the router ${name}`,
        found: `no ${kinds} in the namespace ${target.namespace} sends to it${unserved}${search.unseen.map((text) => `; ${text}`).join("")}`,
        advice: routeAdvice(name, target.stable.service),
    });
}
function routeAdvice(name, service) {
    switch (name) {
        case "gateway-api":
            return `Create an HTTPRoute with a backendRef to Service ${service}, or choose another router.`;
        case "istio":
            return `Create a VirtualService with an http route to the host ${service}, or choose another router.`;
        case "traefik":
            return `Create an IngressRoute or a weighted TraefikService that names Service ${service}; a plain Ingress has no weights in Traefik.`;
        case "nginx":
            return `Create an Ingress of ingress-nginx with Service ${service} as a backend, or choose another router.`;
        case "service":
        case "replicas":
            return `Create Service ${service}, or add it to the manifests.`;
    }
}
function routeNotFound({ route, router }, { namespace, stable }) {
    return new failure/* Failure */.H({
        attempted: `looking for the route ${route.join(", ")} in the namespace ${namespace}`,
        found: `there is no such object${router === "auto" ? "" : ` for the router ${router}`} that sends to Service ${stable.service}`,
        advice: "Correct the input that names the route, or leave it out: all that send to the Service are found.",
    });
}
function ambiguous(found) {
    const list = found.map(([name, { objects }]) => `${name} (${objects.map(kube_object/* describeObject */.v).join(", ")})`);
    return new failure/* Failure */.H({
        attempted: "choosing the router",
        found: `several could weight the traffic: ${list.join(" and ")}`,
        advice: "Set the input `router` to the one that users come by: the other one keeps sending everything to stable.",
    });
}

// EXTERNAL MODULE: ./src/traffic/save-route.js
var save_route = __webpack_require__(41490);
// EXTERNAL MODULE: ./src/rollout/apply.js + 1 modules
var apply = __webpack_require__(36015);
// EXTERNAL MODULE: ./src/rollout/autoscaler.js
var autoscaler = __webpack_require__(41320);
// EXTERNAL MODULE: ./src/rollout/prepare.js
var prepare = __webpack_require__(30788);
// EXTERNAL MODULE: ./src/rollout/readiness/readiness.js + 4 modules
var readiness_readiness = __webpack_require__(49908);
// EXTERNAL MODULE: ./src/rollout/serving.js
var serving = __webpack_require__(60287);
// EXTERNAL MODULE: ./src/rollout/tracks/bodies.js
var bodies = __webpack_require__(92338);
// EXTERNAL MODULE: ./src/rollout/dry-run.js
var dry_run = __webpack_require__(38830);
// EXTERNAL MODULE: ./src/rollout/plan/compare.js + 1 modules
var compare = __webpack_require__(35602);
// EXTERNAL MODULE: ./src/rollout/plan/difference.js + 1 modules
var difference = __webpack_require__(27478);
// EXTERNAL MODULE: ./src/rollout/tracks/object-bodies.js
var object_bodies = __webpack_require__(32378);
// EXTERNAL MODULE: ./src/rollout/tracks/routing.js + 2 modules
var routing = __webpack_require__(42814);
;// CONCATENATED MODULE: ./src/rollout/tracks/rehearse-tracks.js







async function rehearseTracks({ plan, track, ground, readOnly }, { cluster, log, signal }) {
    const stable = ground.sideOf(track.stable?.deployment).workload;
    const { beside, candidate } = await plannedBodies(plan, track, ground, (0,routing/* createRouting */.r)(cluster, log), cluster);
    const asStable = stable === undefined ? undefined : { ...candidate, body: (0,bodies/* stableBody */.C7)(plan, track, stable) };
    const options = { signal, log, takeOver: plan.takeOver, manager: dry_run/* fieldManager */.wM };
    const objects = { beside, candidate, asStable };
    const deferred = plan.target.manifests.filter((manifest) => plan.deferred.has(manifest));
    const { changes, differences, asServed, seen } = readOnly
        ? await compareAll(objects, cluster, options)
        : await rehearseObjects(objects, track, cluster, options);
    return {
        changes: changes || stable === undefined || deferred.length > 0,
        differences: [...toldOnce(differences, track, asServed), ...deferred.map(({ object }) => (0,compare/* notServedYet */.n0)(object))],
        seen: [...seen, ...deferred.map(({ object }) => ({ body: (0,apply/* inNamespace */.d2)(object, plan), rehearsal: undefined }))],
    };
}
async function compareAll({ beside, candidate, asStable }, cluster, options) {
    const { differences, refusals } = await (0,compare/* compareObjects */.Gq)(cluster, [...beside, candidate], options);
    const [refusal] = refusals;
    if (refusal !== undefined)
        throw refusal;
    const again = asStable === undefined ? undefined : await (0,compare/* compareObjects */.Gq)(cluster, [asStable], options);
    const [asServed] = again?.differences ?? [];
    const changes = [...differences.slice(0, beside.length), ...(asServed === undefined ? [] : [asServed])].some(difference/* isChange */.X);
    return { changes, differences, asServed, seen: [] };
}
async function rehearseObjects({ beside, candidate, asStable }, { strategy }, cluster, options) {
    const differences = [];
    const seen = [];
    let changes = false;
    for (const { body, manifest } of beside) {
        const rehearsal = await (0,dry_run/* rehearse */.Km)(cluster, body, manifest, options);
        differences.push((0,compare/* rehearsedDifference */.px)(body, rehearsal));
        seen.push({ body, rehearsal });
        changes ||= rehearsal.changes;
    }
    const { body, manifest } = candidate;
    differences.push((0,compare/* rehearsedDifference */.px)(body, await (0,dry_run/* rehearse */.Km)(cluster, body, manifest, options)));
    if (asStable === undefined || (changes && strategy !== "canary"))
        return { changes, differences, asServed: undefined, seen };
    const serving = await (0,dry_run/* rehearse */.Km)(cluster, asStable.body, asStable.manifest, { ...options, takeOver: true });
    const asServed = (0,compare/* rehearsedDifference */.px)(asStable.body, serving);
    return { changes: changes || serving.changes, differences, asServed, seen };
}
function toldOnce(differences, { strategy }, asServed) {
    const candidate = differences.at(-1);
    if (strategy !== "canary" || asServed === undefined || candidate === undefined)
        return differences;
    const note = `with what ${asServed.object} gets in the end`;
    return [...differences.slice(0, -1), { ...candidate, diff: "", note }, asServed];
}
async function plannedBodies(plan, track, ground, routing, cluster) {
    const own = plan.target.manifest;
    const beside = [];
    for (const manifest of plan.target.manifests) {
        if (manifest === own || plan.deferred.has(manifest))
            continue;
        const body = await (0,object_bodies/* objectBody */._)(manifest.object, track, { cluster, routing, plan });
        beside.push({ body: body ?? (0,apply/* inNamespace */.d2)(manifest.object, plan), manifest, manager: dry_run/* fieldManager */.wM });
    }
    const standing = ground.sideOf(track.candidate.deployment).workload;
    const stable = ground.sideOf(track.stable?.deployment).workload;
    const body = (0,bodies/* candidateBody */._H)(plan, track, track.candidate.replicas, standing, stable);
    return { beside, candidate: { body, manifest: own, manager: dry_run/* fieldManager */.wM } };
}

;// CONCATENATED MODULE: ./src/rollout/tracks/room.js


async function checkRoom(wanted, mode, { cluster, log, signal }) {
    const looked = await Promise.all([
        cluster.list({ apiVersion: "v1", kind: "Node" }, { signal }),
        cluster.request("GET", "/api/v1/pods?fieldSelector=status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed", {
            signal,
        }),
    ]).catch((error) => {
        if ((0,api_error/* isApiError */.d)(error, 403))
            return undefined;
        throw error;
    });
    if (looked === undefined) {
        log.info("The nodes were not asked for room: this user may not list nodes, and pods of all namespaces.");
        return;
    }
    const short = findShortage(wanted, looked[0].items, looked[1].items);
    if (short === undefined)
        return;
    if (mode === "warn") {
        log.warning(`${short}.`);
        return;
    }
    throw new failure/* Failure */.H({
        attempted: "looking for room for the candidate beside what serves",
        found: short,
        advice: "Add nodes or ask for less; with a cluster autoscaler, set `room: warn`; or release with `strategy: rolling`, which needs room for one pod more. Nothing was changed.",
    });
}
function findShortage(wanted, nodes, pods) {
    const open = nodes.filter((node) => isOpen(node, wanted.template));
    if (open.length === 0) {
        const ready = nodes.filter(isReady).length;
        return `none of the ${nodes.length} nodes takes its pods (${ready} ready; the others are not ready, cordoned, tainted, or not selected)`;
    }
    const need = requestsOf(wanted.template.spec);
    const missing = Math.max(0, wanted.replicas - wanted.standing.length);
    const free = open.map((node) => freeOn(node, pods));
    const fitting = free.reduce((sum, amounts) => sum + fits(need, amounts), 0);
    if (fitting >= missing)
        return undefined;
    const asked = `each asks for ${need.cpu}m cpu and ${mebibytes(need.memory)} memory`;
    const left = open.map((node, index) => `${node.metadata.name} has ${amountText(free[index])} left`).slice(0, 5);
    return `there is room for ${fitting} of ${missing} more pods (${asked}; ${left.join("; ")}${open.length > 5 ? `; and ${open.length - 5} more nodes` : ""})`;
}
function isOpen(node, { spec }) {
    const wanted = Object.entries((spec.nodeSelector ?? {}));
    return (isReady(node) &&
        node.spec.unschedulable !== true &&
        wanted.every(([key, value]) => node.metadata.labels?.[key] === value) &&
        (node.spec.taints ?? []).every((taint) => isTolerated(taint, (spec.tolerations ?? []))));
}
function isReady({ status }) {
    return status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
}
function isTolerated({ key, value = "", effect }, tolerations) {
    if (effect === "PreferNoSchedule")
        return true;
    return tolerations.some((each) => (each.effect === undefined || each.effect === "" || each.effect === effect) &&
        (each.key === undefined || each.key === "" || each.key === key) &&
        (each.operator === "Exists" || (each.key === key && (each.value ?? "") === value)));
}
function freeOn({ metadata, status }, pods) {
    const here = pods.filter(({ spec }) => spec.nodeName === metadata.name);
    const used = here.map(({ spec }) => requestsOf(spec));
    const { allocatable = {} } = status ?? {};
    const sum = (key) => used.reduce((total, each) => total + each[key], 0);
    return {
        cpu: quantity(allocatable.cpu ?? "0") * 1000 - sum("cpu"),
        memory: quantity(allocatable.memory ?? "0") - sum("memory"),
        pods: quantity(allocatable.pods ?? "110") - here.length,
    };
}
function fits(need, free) {
    const ways = [
        need.cpu === 0 ? Number.POSITIVE_INFINITY : free.cpu / need.cpu,
        need.memory === 0 ? Number.POSITIVE_INFINITY : free.memory / need.memory,
        free.pods,
    ];
    return Math.max(0, Math.floor(Math.min(...ways)));
}
function requestsOf({ containers, initContainers = [], }) {
    const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === "Always");
    const before = initContainers.filter(({ restartPolicy }) => restartPolicy !== "Always");
    const total = (key) => {
        const running = [...containers, ...sidecars].reduce((sum, each) => sum + requestOf(each, key), 0);
        return Math.max(running, ...before.map((each) => requestOf(each, key)), 0);
    };
    return { cpu: Math.round(total("cpu") * 1000), memory: total("memory"), pods: 1 };
}
function requestOf({ resources }, key) {
    const { requests = {}, limits = {} } = (resources ?? {});
    return quantity(String(requests[key] ?? limits[key] ?? "0"));
}
const units = {
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
};
function quantity(text) {
    const [, number = "0", unit = ""] = /^([0-9.]+(?:[eE][-+]?[0-9]+)?)([a-zA-Z]*)$/.exec(text) ?? [];
    return Number(number) * (units[unit] ?? 1);
}
function amountText(amounts) {
    const { cpu, memory, pods } = amounts ?? { cpu: 0, memory: 0, pods: 0 };
    return `${Math.max(0, Math.floor(cpu))}m cpu, ${mebibytes(memory)} memory and ${Math.max(0, pods)} pods`;
}
function mebibytes(bytes) {
    return `${Math.max(0, Math.floor(bytes / 2 ** 20))}Mi`;
}

// EXTERNAL MODULE: ./src/rollout/tracks/services.js
var tracks_services = __webpack_require__(15782);
// EXTERNAL MODULE: ./src/rollout/tracks/survey.js
var survey = __webpack_require__(6148);
;// CONCATENATED MODULE: ./src/rollout/tracks/prepare-tracks.js















async function prepareTracks(request, tracks, target, deferred, record, context, options = {}) {
    const { cluster, signal } = context;
    const { strategy } = tracks;
    refuseOtherKinds(target, strategy.name);
    const ground = await (0,survey/* survey */.F)(cluster, target, record, { signal });
    const layout = strategy.layOut(ground);
    const before = ground.sideOf(layout.stable?.deployment);
    const candidate = ground.sideOf(layout.candidate.deployment);
    const plan = await (0,prepare/* planApply */._$)(request, target, deferred, before, context);
    (0,serving/* refuseUnprovable */.h)(target, before, plan);
    const services = servicesOf(ground, layout, before, tracks);
    const autoscaler = await scalerOf(target, layout, context);
    const replicas = fullSize(target, before, autoscaler !== undefined);
    const [first] = services;
    const ends = {
        namespace: target.workload.namespace,
        stable: { service: first?.name ?? target.workload.name },
        candidate: { service: layout.preview },
    };
    const route = await findRouteFor(tracks, layout, ends, target, context);
    const weighted = route.objects.length > 0 || route.absent.length > 0;
    const header = headerOf(tracks, route, weighted, context);
    if (weighted && options.readOnly !== true)
        await checkRoute(route, ends, { header }, context);
    const facts = {
        stable: layout.stable && { replicas: before.workload?.spec.replicas ?? 1 },
        replicas,
        router: weighted ? "weighted" : strategy.without,
        header: header !== undefined,
        settleTime: tracks.settleTime,
        autoscaled: autoscaler !== undefined,
    };
    const stages = strategy.forward(facts);
    const track = {
        strategy: strategy.name,
        stages,
        back: [],
        stage: -1,
        stageSince: "",
        pausedAt: "",
        stable: layout.stable && trackSide(layout.stable, before, ground),
        candidate: { ...trackSide(layout.candidate, candidate, ground), replicas },
        candidateBefore: candidate.workload === undefined ? undefined : { replicas: candidate.workload.spec.replicas ?? 1 },
        services,
        preview: { name: layout.preview, selector: previewSelector(ground, layout) },
        route: weighted && route.absent.length === 0 ? await (0,save_route/* saveRoute */.Fq)(route, ends, context) : undefined,
        autoscaler,
        scaledDown: false,
        header,
        settleTime: tracks.settleTime,
    };
    refuseUnhealthy(before, target);
    (0,tracks_services/* refuseStrangers */.Ce)(track, ground.pods, "narrow", tracks.services);
    if (tracks.overlapping)
        (0,tracks_services/* refuseStrangers */.Ce)(track, ground.pods, "widen", tracks.services);
    const planned = (0,bodies/* candidateBody */._H)(plan, track, replicas, candidate.workload, before.workload);
    await checkRoom({ template: planned.spec.template, replicas, standing: candidate.pods }, tracks.room, context);
    const readOnly = options.readOnly === true;
    const rehearsed = await rehearseTracks({ plan, track, ground, readOnly }, context);
    return { plan, track, stages, before, ground, route, ...rehearsed };
}
function refuseOtherKinds({ workload, manifest }, strategy) {
    if (workload.kind === "Deployment")
        return;
    throw new failure/* Failure */.H({
        attempted: `beginning a ${strategy} release of ${(0,kube_object/* describeObject */.v)(workload)}`,
        found: `a ${workload.kind} cannot stand twice beside itself`,
        advice: "Release it with `strategy: rolling`.",
        at: manifest?.position(["kind"]),
    });
}
function headerOf({ header }, { why }, weighted, { log }) {
    if (header !== undefined && !weighted)
        log.warning(`\`header\` has no effect: ${why}, and no header can lead there.`);
    return weighted ? header : undefined;
}
async function findRouteFor({ router, route, strategy }, layout, ends, target, context) {
    const bare = (why) => ({
        router: strategy.without,
        why,
        objects: [],
        related: [],
        absent: [],
        namesCandidate: false,
    });
    if (layout.stable === undefined)
        return bare("a first release has nothing to share the traffic with");
    if (router === strategy.without)
        return bare(`\`router: ${router}\` was asked for`);
    const objects = target.manifests.map(({ object }) => (0,apply/* inNamespace */.d2)(object, { target }));
    const found = await findRoute({ router, route, fallback: strategy.without }, ends, objects, context);
    context.log.info(`Router ${found.router}: ${found.why}.`);
    return found.router === "service" || found.router === "replicas"
        ? { ...bare(found.why), router: found.router }
        : found;
}
function servicesOf(ground, layout, before, { services }) {
    const labels = [before.workload, ground.written].flatMap((each) => each?.spec.template.metadata?.labels === undefined ? [] : [each.spec.template.metadata.labels]);
    return (0,tracks_services/* liveServices */.pF)({
        live: ground.services,
        written: ground.writtenServices,
        named: services,
        podLabels: labels,
        layout,
        workload: ground.target.workload,
    });
}
function trackSide(side, { workload, current }, ground) {
    return {
        ...side,
        replicas: workload?.spec.replicas ?? 1,
        templateHash: workload === undefined || current === undefined ? "" : ground.hashOf(workload),
    };
}
function previewSelector({ services }, { preview }) {
    const there = services.find(({ metadata }) => metadata.name === preview);
    return there?.metadata.labels?.[tracks_services/* previewLabel */.Pg] === undefined ? there?.spec.selector : undefined;
}
async function scalerOf(target, layout, { cluster, signal }) {
    const objects = target.manifests.map(({ object }) => (0,apply/* inNamespace */.d2)(object, { target }));
    const serving = { ...target.workload, name: layout.stable?.deployment ?? target.workload.name };
    const found = (await (0,autoscaler/* autoscalerObject */.fr)(cluster, serving, [], { signal })) ??
        (await (0,autoscaler/* autoscalerObject */.fr)(cluster, target.workload, objects, { signal }));
    if (found === undefined)
        return undefined;
    const spec = (found.spec ?? {});
    const saved = { target: serving.name, behavior: spec.behavior ?? null };
    return { apiVersion: found.apiVersion, kind: found.kind, name: found.metadata.name, saved };
}
function fullSize(target, { workload }, autoscaled) {
    const written = target.manifest?.object?.spec.replicas;
    const live = workload?.spec.replicas ?? (workload === undefined ? undefined : 1);
    const replicas = (autoscaled ? (live ?? written) : (written ?? live)) ?? 1;
    if (replicas > 0)
        return replicas;
    throw new failure/* Failure */.H({
        attempted: `releasing ${target.image} to ${(0,kube_object/* describeObject */.v)(target.workload)}`,
        found: "it is to have 0 replicas",
        advice: "A release is proven by pods that get ready. Scale it to at least 1 for the release. Nothing was changed.",
        at: target.manifest?.position(["spec", "replicas"]),
    });
}
function refuseUnhealthy({ workload }, target) {
    if (workload === undefined)
        return;
    const readiness = (0,readiness_readiness/* readinessOf */.c)(workload);
    if (readiness.kind === "ready")
        return;
    throw new failure/* Failure */.H({
        attempted: `releasing ${target.image} beside ${(0,kube_object/* describeObject */.v)(workload)}`,
        found: `what serves now is not healthy: ${readiness.message}`,
        advice: "It is the way back, so it has to stand. Look at its pods; where it cannot be mended, release with `strategy: rolling`. Nothing was changed.",
    });
}


/***/ }),

/***/ 9781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mz: () => (/* binding */ refuseSlots),
/* harmony export */   oW: () => (/* binding */ servingWorkload)
/* harmony export */ });
/* unused harmony export slotsOf */
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23904);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);



function servingWorkload(record, workload) {
    const slot = slotsOf(record)?.candidate.deployment;
    return slot === undefined ? workload : { ...workload, name: slot };
}
function slotsOf(record) {
    const open = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_0__/* .openRelease */ .gS)(record);
    const { track } = (open?.state === "promoted" ? open : (0,_release_states_js__WEBPACK_IMPORTED_MODULE_0__/* .currentRelease */ .BX)(record)) ?? {};
    return track?.strategy === "blue-green" ? track : undefined;
}
function refuseSlots(record, { workload }) {
    const slots = slotsOf(record);
    if (slots === undefined)
        return;
    const { deployment, narrow } = slots.candidate;
    const [key = "", value = ""] = Object.entries(narrow)[0] ?? [];
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `beginning a release of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_2__/* .describeObject */ .v)(workload)}`,
        found: `its last release was blue-green: users reach ${deployment}, by the label ${key}=${value}`,
        advice: `Go on with \`strategy: blue-green\`. To leave it, take ${key} out of the selector of ${slots.services.map(({ name }) => `Service ${name}`).join(", ")}, keep the one Deployment that is to stay, and delete the record.`,
    });
}


/***/ }),

/***/ 6148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ survey)
/* harmony export */ });
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36125);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93399);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79177);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9702);
/* harmony import */ var _select_services_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95135);





async function survey(cluster, target, record, { signal }) {
    const options = { namespace: target.workload.namespace, signal };
    const [deployments, replicaSets, pods, services] = await Promise.all([
        cluster.list(_workload_js__WEBPACK_IMPORTED_MODULE_3__/* .deploymentKind */ .m_, options),
        cluster.list(_workload_js__WEBPACK_IMPORTED_MODULE_3__/* .replicaSetKind */ .T_, options),
        cluster.list(_workload_js__WEBPACK_IMPORTED_MODULE_3__/* .podKind */ .uP, options),
        cluster.list(_select_services_js__WEBPACK_IMPORTED_MODULE_4__/* .serviceKind */ .Ae, options),
    ]);
    const withKind = (items, kind) => items.map((item) => ({ ...item, ...kind }));
    const all = withKind(deployments.items, _workload_js__WEBPACK_IMPORTED_MODULE_3__/* .deploymentKind */ .m_);
    return {
        target,
        deployments: all,
        services: withKind(services.items, _select_services_js__WEBPACK_IMPORTED_MODULE_4__/* .serviceKind */ .Ae),
        writtenServices: target.manifests
            .map(({ object }) => object)
            .filter((object) => object.kind === "Service" && object.spec !== undefined),
        written: target.manifest?.object,
        hashOf: (deployment) => {
            const current = (0,_template_js__WEBPACK_IMPORTED_MODULE_2__/* .currentReplicaSet */ .kw)(deployment, replicaSets.items);
            return current === undefined ? "" : (0,_workload_js__WEBPACK_IMPORTED_MODULE_3__/* .templateHashOf */ .gM)(current);
        },
        current: (0,_release_states_js__WEBPACK_IMPORTED_MODULE_0__/* .currentRelease */ .BX)(record)?.track,
        pods: pods.items,
        sideOf: (name) => (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_1__/* .takeSnapshot */ .W)(all.find(({ metadata }) => metadata.name === name), replicaSets.items, pods.items),
    };
}


/***/ })

};
