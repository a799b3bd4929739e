export const id = 553;
export const ids = [553,3904,4412];
export const modules = {

/***/ 23904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ referenceTo),
/* harmony export */   v: () => (/* binding */ describeObject)
/* harmony export */ });
function describeObject(object) {
    const { name, namespace } = "metadata" in object ? object.metadata : object;
    return `${object.kind} ${namespace ? `${namespace}/` : ""}${name}`;
}
function referenceTo(object) {
    return {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: object.metadata.name,
        ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
    };
}


/***/ }),

/***/ 92065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ selects),
/* harmony export */   n: () => (/* binding */ selectorText)
/* harmony export */ });
function selectorText({ matchLabels = {}, matchExpressions = [] }) {
    const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
    return [...labels, ...matchExpressions.map(requirementText)].join(",");
}
function selects({ matchLabels = {}, matchExpressions = [] }, labels = {}) {
    return (Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
        matchExpressions.every((requirement) => isMet(requirement, labels[requirement.key])));
}
function requirementText({ key, operator, values = [] }) {
    switch (operator) {
        case "In":
            return `${key} in (${values.join(",")})`;
        case "NotIn":
            return `${key} notin (${values.join(",")})`;
        case "Exists":
            return key;
        case "DoesNotExist":
            return `!${key}`;
    }
}
function isMet({ operator, values = [] }, value) {
    switch (operator) {
        case "In":
            return value !== undefined && values.includes(value);
        case "NotIn":
            return value === undefined || !values.includes(value);
        case "Exists":
            return value !== undefined;
        case "DoesNotExist":
            return value === undefined;
    }
}


/***/ }),

/***/ 50575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ blueGreen),
  x: () => (/* binding */ blueGreenBack)
});

// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(92065);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/workload.js
var workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/blue-green/slots.js




const slotLabel = "slipway.dev/slot";
function layOutSlots(ground, names) {
    const { name } = ground.target.workload;
    const [blue, green] = slotDeployments(ground, names);
    const preview = `${name}-preview`;
    const key = keyOf(ground, blue, green, names);
    const standing = [blue, green].map((slot) => ground.deployments.find(({ metadata }) => metadata.name === slot));
    const values = valuesOf(key, [blue, green], standing);
    const serving = servingSlot(ground, key, [blue, green], values, standing);
    if (serving === undefined) {
        const candidate = standing[0] === undefined || standing[1] !== undefined ? 0 : 1;
        return { stable: undefined, candidate: sideOf([blue, green][candidate], key, values[candidate]), preview };
    }
    const other = serving === 0 ? 1 : 0;
    return {
        stable: { deployment: [blue, green][serving] ?? "", narrow: narrowOf(standing[serving], key, ground) },
        candidate: sideOf([blue, green][other], key, values[other]),
        preview,
    };
}
function slotDeployments(ground, { slots }) {
    const { name } = ground.target.workload;
    const [one, two] = slots;
    if (one !== undefined && two !== undefined)
        return [one, two];
    const { current } = ground;
    if (current?.strategy === "blue-green" && current.stable !== undefined)
        return [current.stable.deployment, current.candidate.deployment];
    const stands = (slot) => ground.deployments.some(({ metadata }) => metadata.name === slot);
    const bare = name.replace(/-(blue|green)$/, "");
    const pair = [`${bare}-blue`, `${bare}-green`];
    if (pair.some(stands) && !(stands(name) && bare === name))
        return pair;
    return stands(name) ? [name, `${name}-green`] : pair;
}
function keyOf(ground, blue, green, { slotKey }) {
    if (slotKey !== "")
        return slotKey;
    const [one, two] = [blue, green].map((slot) => labelsOf(ground.deployments.find((each) => each.metadata.name === slot)));
    const used = [...ground.services, ...ground.writtenServices].flatMap(({ spec }) => Object.keys(spec.selector ?? {}));
    if (one?.[slotLabel] !== undefined || two?.[slotLabel] !== undefined)
        return slotLabel;
    if (one !== undefined && two !== undefined) {
        const different = Object.keys(one).filter((key) => two[key] !== undefined && two[key] !== one[key]);
        const [only, second] = different.some((key) => used.includes(key))
            ? different.filter((key) => used.includes(key))
            : different;
        if (only !== undefined && second === undefined)
            return only;
        throw notClear(ground, only === undefined
            ? `the pods of ${blue} and ${green} have no label in which they differ`
            : `the pods of ${blue} and ${green} differ in ${different.join(" and ")}`, "Name the label by which the Services choose between them in `slot-key`.");
    }
    const alone = one ?? two;
    const colour = Object.entries(alone ?? {}).find(([key, value]) => /blue|green/.test(value) && used.includes(key));
    return colour?.[0] ?? slotLabel;
}
function valuesOf(key, names, standing) {
    const [one, two] = standing.map((slot) => labelsOf(slot)?.[key]);
    const first = one ?? otherColour(two) ?? (names[0].endsWith("-green") ? "green" : "blue");
    return [first, two ?? otherColour(first) ?? "green"];
}
function otherColour(value) {
    if (value === undefined)
        return undefined;
    if (value.includes("blue"))
        return value.replace("blue", "green");
    return value.includes("green") ? value.replace("green", "blue") : undefined;
}
function servingSlot(ground, key, names, values, standing) {
    const narrowed = ground.services.map(({ spec }) => spec.selector?.[workload/* templateHashLabel */.xl]);
    const byHash = [0, 1].find((index) => {
        const slot = standing[index];
        return slot !== undefined && narrowed.includes(ground.hashOf(slot));
    });
    if (byHash !== undefined)
        return byHash;
    const runs = standing.map((slot) => slot !== undefined && (slot.spec.replicas ?? 1) > 0);
    const reached = standing.map((slot) => slot !== undefined && ground.services.some((each) => reaches(each.spec.selector, slot)));
    const chosen = ground.services.map(({ spec }) => spec.selector?.[key]).filter((value) => value !== undefined);
    const named = [0, 1].filter((index) => chosen.includes(values[index]) && runs[index]);
    const candidates = named.length > 0 ? named : [0, 1].filter((index) => runs[index] && reached[index]);
    const [only, second] = candidates.length > 0 ? candidates : [0, 1].filter((index) => runs[index]);
    if (second === undefined)
        return only;
    throw notClear(ground, `both ${names[0]} and ${names[1]} run, and the live Services answer from both`, `Narrow the selector of the Service to the slot that serves, by the label ${key}; or scale the other slot to 0.`);
}
function reaches(selector, slot) {
    const { [workload/* templateHashLabel */.xl]: _, ...rest } = selector ?? {};
    return Object.keys(rest).length > 0 && (0,selectors/* selects */.k)({ matchLabels: rest }, labelsOf(slot) ?? {});
}
function narrowOf(slot, key, ground) {
    const value = labelsOf(slot)?.[key];
    if (value !== undefined)
        return { [key]: value };
    const hash = slot === undefined ? "" : ground.hashOf(slot);
    if (hash !== "")
        return { [workload/* templateHashLabel */.xl]: hash };
    throw notClear(ground, "the ReplicaSet of what serves is not there", "Look at its Deployment, then release again.");
}
function sideOf(deployment, key, value) {
    return { deployment: deployment ?? "", narrow: { [key]: value ?? "" } };
}
function labelsOf(slot) {
    return slot?.spec.template.metadata?.labels;
}
function notClear({ target }, found, advice) {
    return new failure/* Failure */.H({ attempted: `finding the slots of ${(0,object/* describeObject */.v)(target.workload)}`, found, advice });
}

;// CONCATENATED MODULE: ./src/rollout/blue-green/blue-green.js

function blueGreen(options) {
    return {
        name: "blue-green",
        without: "service",
        endsIn: "candidate",
        layOut: (ground) => layOutSlots(ground, options),
        forward: (facts) => forward(facts, options),
        back: blueGreenBack,
    };
}
function forward(facts, options) {
    const { stable, replicas, autoscaled, settleTime } = facts;
    const settle = { kind: "settle", time: settleTime };
    const first = Math.min(options.previewReplicas ?? replicas, replicas);
    const weighted = facts.router === "weighted" && stable !== undefined;
    return [
        ...(stable === undefined ? [] : [blue_green_select("stable")]),
        { kind: "objects" },
        { kind: "preview" },
        { kind: "candidate", replicas: first },
        ...(weighted ? [{ kind: "route", act: "prepare" }, settle] : []),
        ...(weighted && facts.header ? [{ kind: "header", on: true }, settle] : []),
        { kind: "gate", weight: 0, time: 0 },
        ...(first === replicas ? [] : [{ kind: "scale", track: "candidate", replicas }]),
        ...(weighted ? shares(options, settle) : []),
        ...cutover(stable !== undefined && options.overlapping, settle),
        ...(autoscaled ? [{ kind: "autoscaler", act: "candidate" }] : []),
        ...(stable === undefined ? [] : [settle]),
        ...(weighted ? unrouted(settle) : []),
    ];
}
function shares({ steps }, settle) {
    return steps.flatMap(({ weight, pause }) => [
        { kind: "weigh", weight },
        settle,
        { kind: "gate", weight, time: pause.kind === "for" ? pause.milliseconds : 0 },
        ...(pause.kind === "manual" ? [{ kind: "hold" }] : []),
    ]);
}
function cutover(overlapping, settle) {
    return overlapping ? [blue_green_select("both"), settle, blue_green_select("candidate")] : [blue_green_select("candidate")];
}
function unrouted(settle) {
    return [{ kind: "route", act: "restore" }, settle, { kind: "route", act: "clean-up" }];
}
function blueGreenBack(track) {
    const { stable, settleTime } = track;
    const settle = { kind: "settle", time: settleTime };
    if (stable === undefined)
        return [{ kind: "remove-candidate" }];
    const routed = track.route !== undefined && track.route !== null;
    return [
        ...(track.scaledDown ? [{ kind: "scale", track: "stable", replicas: stable.replicas }] : []),
        blue_green_select("stable"),
        ...(routed ? [{ kind: "route", act: "restore" }] : []),
        ...(track.autoscaler === undefined ? [] : [{ kind: "autoscaler", act: "stable" }]),
        settle,
        ...(routed ? [{ kind: "route", act: "clean-up" }] : []),
        { kind: "remove-candidate" },
        blue_green_select("original"),
    ];
}
function blue_green_select(pods) {
    return { kind: "select", pods };
}


/***/ }),

/***/ 37006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kv: () => (/* binding */ canaryBack),
/* harmony export */   j: () => (/* binding */ canaryRefit),
/* harmony export */   jZ: () => (/* binding */ canary)
/* harmony export */ });
/* unused harmony export roleLabel */
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23904);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9702);
/* harmony import */ var _shares_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43430);




const roleLabel = "slipway.dev/role";
function canary({ steps }) {
    return {
        name: "canary",
        without: "replicas",
        endsIn: "stable",
        layOut,
        forward: (facts) => (facts.router === "replicas" ? byReplicas(steps, facts) : byWeight(steps, facts)),
        back: canaryBack,
        refit: canaryRefit,
    };
}
function canaryBack({ stages, stage, stable, settleTime }) {
    const begun = stages.slice(0, stage + 1);
    const reached = (kind) => begun.some((each) => each.kind === kind);
    const scaled = begun.some((each) => each.kind === "scale" && each.track === "stable");
    const acts = [];
    if (reached("replace-stable"))
        acts.push({ kind: "restore-stable" });
    if (stable !== undefined && scaled)
        acts.push({ kind: "scale", track: "stable", replicas: stable.replicas });
    const routed = reached("route");
    acts.push({ kind: "select", pods: "stable" });
    if (routed)
        acts.push({ kind: "route", act: "restore" });
    if (reached("candidate"))
        acts.push({ kind: "settle", time: settleTime });
    if (routed)
        acts.push({ kind: "route", act: "clean-up" });
    acts.push({ kind: "remove-candidate" }, { kind: "select", pods: "original" });
    return acts;
}
function canaryRefit(track, live) {
    const { stages, stage, stable } = track;
    if (stable === undefined || live.stable === 0)
        return track;
    const begun = stages.slice(0, stage + 1);
    if (begun.some(({ kind }) => kind === "replace-stable"))
        return track;
    const sizes = begun.flatMap((each) => (each.kind === "scale" && each.track === "stable" ? [each.replicas] : []));
    if ([stable.replicas, ...sizes].slice(-2).includes(live.stable))
        return track;
    const full = live.stable;
    const autoscaled = !stages.some((each) => each.kind === "scale" && each.track === "stable");
    const refitted = stages.map((each, index) => (index <= stage ? each : resized(each, index, track, full, autoscaled)));
    return { ...track, stages: refitted, stable: { ...stable, replicas: full } };
}
function layOut({ target, deployments, services, hashOf }) {
    const { name } = target.workload;
    const beside = canaryName(name);
    const taken = deployments.find((each) => each.metadata.name === beside && !isCandidate(each.spec.selector.matchLabels)) ??
        services.find((each) => each.metadata.name === beside && !isCandidate(each.spec.selector));
    if (taken !== undefined)
        throw nameTaken(taken, name);
    const stable = deployments.find((each) => each.metadata.name === name);
    return {
        stable: stable === undefined ? undefined : { deployment: name, narrow: { [_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .templateHashLabel */ .xl]: hashOf(stable) } },
        candidate: { deployment: beside, narrow: { [roleLabel]: "candidate" } },
        preview: beside,
    };
}
function isCandidate(labels = {}) {
    return labels[roleLabel] === "candidate";
}
function nameTaken(object, workload) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `preparing the canary of Deployment ${workload}`,
        found: `${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_2__/* .describeObject */ .v)(object)} is there already and is not a candidate of an earlier release: its selector lacks ${roleLabel}=candidate`,
        advice: "The candidate needs this name for its Deployment and its Service: rename or remove what has it, or release with `strategy: blue-green`, which works with a pair of Deployments that exists.",
    });
}
function canaryName(name) {
    return `${name.slice(0, 63 - "-canary".length)}-canary`;
}
function byWeight(steps, facts) {
    const full = facts.stable?.replicas ?? facts.replicas;
    const settle = { kind: "settle", time: facts.settleTime };
    const stages = [
        ...beginning((0,_shares_js__WEBPACK_IMPORTED_MODULE_3__/* .candidateSize */ .DY)(firstWeight(steps), full)),
        { kind: "route", act: "prepare" },
        settle,
    ];
    if (facts.header)
        stages.push({ kind: "header", on: true }, settle);
    for (const step of steps) {
        const { weight } = step;
        if (weight > 0) {
            const replicas = (0,_shares_js__WEBPACK_IMPORTED_MODULE_3__/* .candidateSize */ .DY)(weight, full);
            stages.push({ kind: "scale", track: "candidate", replicas }, { kind: "weigh", weight }, settle);
        }
        stages.push(...judged(step));
    }
    return [
        ...stages,
        { kind: "select", pods: "original" },
        { kind: "replace-stable" },
        ...(facts.autoscaled ? [] : [madeWhole(facts)]),
        { kind: "select", pods: "renewed" },
        { kind: "route", act: "restore" },
        settle,
        { kind: "route", act: "clean-up" },
        { kind: "remove-candidate" },
        { kind: "select", pods: "original" },
    ];
}
function byReplicas(steps, facts) {
    const full = facts.stable?.replicas ?? facts.replicas;
    const shares = (weight) => facts.autoscaled ? (0,_shares_js__WEBPACK_IMPORTED_MODULE_3__/* .sharesBesideAutoscaler */ .mS)(weight, full) : (0,_shares_js__WEBPACK_IMPORTED_MODULE_3__/* .sharesByReplicas */ .Tx)(weight, full);
    const partial = steps.filter(({ weight }) => weight > 0 && weight < 100);
    const stages = [...beginning(shares(partial[0]?.weight ?? 100).candidate)];
    for (const step of steps.filter(({ weight }) => weight === 0))
        stages.push(...judged(step));
    stages.push({ kind: "select", pods: "original" });
    for (const step of partial) {
        const { stable, candidate } = shares(step.weight);
        stages.push({ kind: "scale", track: "candidate", replicas: candidate });
        if (!facts.autoscaled)
            stages.push({ kind: "scale", track: "stable", replicas: stable });
        stages.push(...judged(step));
    }
    stages.push({ kind: "replace-stable" });
    if (!facts.autoscaled)
        stages.push(madeWhole(facts));
    return [
        ...stages,
        { kind: "gate", weight: 100, time: 0 },
        { kind: "select", pods: "renewed" },
        { kind: "settle", time: facts.settleTime },
        { kind: "remove-candidate" },
        { kind: "select", pods: "original" },
    ];
}
function madeWhole({ replicas }) {
    return { kind: "scale", track: "stable", replicas };
}
function beginning(replicas) {
    return [
        { kind: "select", pods: "stable" },
        { kind: "objects" },
        { kind: "preview" },
        { kind: "candidate", replicas },
        { kind: "gate", weight: 0, time: 0 },
    ];
}
function judged({ weight, pause }) {
    const time = pause.kind === "for" ? pause.milliseconds : 0;
    const gate = weight === 0 && time === 0 ? [] : [{ kind: "gate", weight, time }];
    return pause.kind === "manual" ? [...gate, { kind: "hold" }] : gate;
}
function firstWeight(steps) {
    return steps.find(({ weight }) => weight > 0)?.weight ?? 100;
}
function resized(each, index, { stages, route }, full, autoscaled) {
    if (each.kind !== "scale" && each.kind !== "candidate")
        return each;
    const weight = weightOf(stages, index);
    if (each.kind === "scale" && each.track === "stable" && weight === 100)
        return { ...each, replicas: full };
    if (route !== undefined)
        return { ...each, replicas: (0,_shares_js__WEBPACK_IMPORTED_MODULE_3__/* .candidateSize */ .DY)(weight, full) };
    const shares = autoscaled ? (0,_shares_js__WEBPACK_IMPORTED_MODULE_3__/* .sharesBesideAutoscaler */ .mS)(weight, full) : (0,_shares_js__WEBPACK_IMPORTED_MODULE_3__/* .sharesByReplicas */ .Tx)(weight, full);
    return { ...each, replicas: each.kind === "scale" && each.track === "stable" ? shares.stable : shares.candidate };
}
function weightOf(stages, index) {
    const gate = stages.slice(index).find((each) => each.kind === "gate" && each.weight > 0);
    return gate?.kind === "gate" ? gate.weight : 100;
}


/***/ }),

/***/ 43430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DY: () => (/* binding */ candidateSize),
/* harmony export */   MF: () => (/* binding */ describeShares),
/* harmony export */   Tx: () => (/* binding */ sharesByReplicas),
/* harmony export */   mS: () => (/* binding */ sharesBesideAutoscaler),
/* harmony export */   pR: () => (/* binding */ percentOf)
/* harmony export */ });
function candidateSize(weight, full) {
    return weight === 0 ? 1 : Math.max(1, Math.ceil((weight * full) / 100));
}
function sharesByReplicas(weight, full) {
    if (weight === 0)
        return { stable: full, candidate: 0 };
    if (weight === 100)
        return { stable: 0, candidate: full };
    const most = Math.max(1, full);
    let best = { stable: most, candidate: 1 };
    for (const total of [most, most + 1]) {
        for (let candidate = 1; candidate < total; candidate++) {
            const shares = { stable: total - candidate, candidate };
            if (shares.stable > most)
                continue;
            const closer = compare(distance(shares, weight), distance(best, weight));
            if (closer < 0 || (closer === 0 && percentOf(shares) < percentOf(best)))
                best = shares;
        }
    }
    return best;
}
function sharesBesideAutoscaler(weight, stable) {
    if (weight === 0)
        return { stable, candidate: 0 };
    if (weight === 100)
        return { stable, candidate: stable };
    return { stable, candidate: Math.max(1, Math.round((stable * weight) / (100 - weight))) };
}
function percentOf({ stable, candidate }) {
    return stable + candidate === 0 ? 0 : (100 * candidate) / (stable + candidate);
}
function describeShares(shares, weight) {
    const percent = percentOf(shares);
    const rounded = Math.round(percent * 10) / 10;
    const instead = Math.abs(percent - weight) < 0.05 ? "" : ` instead of ${weight} %`;
    return `${shares.stable}:${shares.candidate} pods, ${rounded} %${instead}`;
}
function distance(shares, weight) {
    return Math.abs(percentOf(shares) - weight);
}
function compare(one, other) {
    return Math.abs(one - other) < 1e-9 ? 0 : one - other;
}


/***/ }),

/***/ 57851:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PW: () => (/* binding */ patienceEnd),
/* harmony export */   dF: () => (/* binding */ defaultGraces),
/* harmony export */   kp: () => (/* binding */ cannotHeal),
/* harmony export */   uo: () => (/* binding */ mayHeal)
/* harmony export */ });
const defaultGraces = { start: 60_000, ready: 180_000, restarts: 3 };
function patienceEnd({ key, patience }, { now, seenSince }, graces = defaultGraces) {
    const since = seenSince.get(key) ?? now;
    switch (patience.kind) {
        case "none":
            return Number.NEGATIVE_INFINITY;
        case "restarts":
            return patience.count >= graces.restarts ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
        case "grace":
            return since + patience.ms;
        case "start":
            return since + graces.start;
        case "ready":
            return since + patience.probesMs + graces.ready;
        case "deadline":
            return Number.POSITIVE_INFINITY;
    }
}
const cannotHeal = { kind: "none" };
const mayHeal = { kind: "deadline" };


/***/ }),

/***/ 9702:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D0: () => (/* binding */ isOwnedBy),
/* harmony export */   DT: () => (/* binding */ revisionOf),
/* harmony export */   P1: () => (/* binding */ changeCauseAnnotation),
/* harmony export */   T_: () => (/* binding */ replicaSetKind),
/* harmony export */   V1: () => (/* binding */ releaseAnnotation),
/* harmony export */   gE: () => (/* binding */ eventTime),
/* harmony export */   gM: () => (/* binding */ templateHashOf),
/* harmony export */   lA: () => (/* binding */ revisionAnnotation),
/* harmony export */   m_: () => (/* binding */ deploymentKind),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   rI: () => (/* binding */ conditionOf),
/* harmony export */   uP: () => (/* binding */ podKind),
/* harmony export */   xl: () => (/* binding */ templateHashLabel)
/* harmony export */ });
const deploymentKind = { apiVersion: "apps/v1", kind: "Deployment" };
const replicaSetKind = { apiVersion: "apps/v1", kind: "ReplicaSet" };
const podKind = { apiVersion: "v1", kind: "Pod" };
const templateHashLabel = "pod-template-hash";
const revisionAnnotation = "deployment.kubernetes.io/revision";
const changeCauseAnnotation = "kubernetes.io/change-cause";
const releaseAnnotation = "slipway.dev/release";
function eventTime(event) {
    return (event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? "");
}
function conditionOf(conditions, type) {
    return conditions?.find((condition) => condition.type === type);
}
function isOwnedBy(object, owner) {
    return (object.metadata.ownerReferences?.some((reference) => reference.uid === owner.metadata.uid && reference.controller === true) ?? false);
}
function revisionOf(object) {
    return Number(object.metadata.annotations?.[revisionAnnotation] ?? "0") || 0;
}
function templateHashOf(object) {
    return object.metadata.labels?.[templateHashLabel] ?? "";
}
function digestOf(image) {
    return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? "";
}


/***/ }),

/***/ 38962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ routerManager),
/* harmony export */   s: () => (/* binding */ routerNames)
/* harmony export */ });
const routerNames = ["service", "replicas", "traefik", "gateway-api", "istio", "nginx"];
const routerManager = "slipway-router";


/***/ })

};
