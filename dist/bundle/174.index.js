export const id = 174;
export const ids = [174,3904];
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


/***/ }),

/***/ 97168:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ applyRank),
/* harmony export */   u: () => (/* binding */ inApplyOrder)
/* harmony export */ });
const ranks = [
    ["Namespace"],
    ["CustomResourceDefinition"],
    ["ServiceAccount", "Role", "ClusterRole"],
    ["RoleBinding", "ClusterRoleBinding"],
    ["ResourceQuota", "LimitRange", "PriorityClass", "RuntimeClass", "IngressClass", "GatewayClass"],
    ["ConfigMap", "Secret", "SealedSecret", "ExternalSecret", "SecretStore", "ClusterSecretStore"],
    ["StorageClass", "PersistentVolume"],
    ["PersistentVolumeClaim"],
    ["Service"],
    ["NetworkPolicy", "PodDisruptionBudget", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
];
const customRank = ranks.length;
const lateRanks = [
    ["Pod", "ReplicationController", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Rollout"],
    ["HorizontalPodAutoscaler", "VerticalPodAutoscaler", "ScaledObject", "ScaledJob", "TriggerAuthentication"],
    ["Gateway", "IngressRoute", "Middleware", "TraefikService", "DestinationRule"],
    ["Ingress", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "VirtualService", "APIService"],
    ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
];
const rankOfKind = new Map([
    ...ranks.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank])),
    ...lateRanks.flatMap((kinds, rank) => kinds.map((kind) => [kind, customRank + 1 + rank])),
]);
function inApplyOrder(manifests) {
    return manifests.toSorted((one, other) => applyRank(one.object) - applyRank(other.object));
}
function applyRank(object) {
    return rankOfKind.get(object.kind) ?? customRank;
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

/***/ 92812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ contentOf),
/* harmony export */   Bz: () => (/* binding */ referenceOf),
/* harmony export */   IL: () => (/* binding */ inherit),
/* harmony export */   T_: () => (/* binding */ describeName),
/* harmony export */   Td: () => (/* binding */ nameObject),
/* harmony export */   ZC: () => (/* binding */ isConfiguration),
/* harmony export */   o8: () => (/* binding */ inventoryOf),
/* harmony export */   qQ: () => (/* binding */ hashOf),
/* harmony export */   uP: () => (/* binding */ noInventory)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23904);


const noInventory = { applied: [], created: [], changed: [] };
function inventoryOf(seen) {
    return {
        applied: seen.map(nameOf),
        created: seen.filter(({ rehearsal }) => rehearsal?.live === undefined).map(nameOf),
        changed: seen.flatMap(({ body, rehearsal }) => {
            if (!isConfiguration(body.kind) || rehearsal?.live === undefined || rehearsal.after === undefined)
                return [];
            const [before, after] = [contentOf(rehearsal.live), contentOf(rehearsal.after)];
            if (hashOf(before) === hashOf(after))
                return [];
            return [{ object: nameObject((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_1__/* .referenceTo */ .P)(body)), before, after: hashOf(after) }];
        }),
    };
}
function inherit(own, earlier) {
    const changed = new Map(own.changed.map((each) => [each.object, each]));
    for (const each of earlier.changed) {
        const again = changed.get(each.object);
        changed.set(each.object, again === undefined ? each : { ...again, before: each.before });
    }
    return {
        applied: own.applied,
        created: [...new Set([...own.created, ...earlier.created])],
        changed: [...changed.values()],
    };
}
function nameObject({ apiVersion, kind, name, namespace }) {
    return `${apiVersion} ${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
function nameOf({ body, rehearsal }) {
    return nameObject((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_1__/* .referenceTo */ .P)(rehearsal?.after ?? body));
}
function referenceOf(text) {
    const [apiVersion = "", kind = "", place = ""] = text.split(" ");
    const slash = place.indexOf("/");
    const name = place.slice(slash + 1);
    return { apiVersion, kind, name, ...(slash < 0 ? {} : { namespace: place.slice(0, slash) }) };
}
function describeName(object) {
    return object.split(" ").slice(1).join(" ");
}
function isConfiguration(kind) {
    return kind === "ConfigMap" || kind === "Secret";
}
function contentOf(object) {
    const { data, binaryData } = object;
    return { data: data ?? {}, binaryData: binaryData ?? {} };
}
function hashOf({ data = {}, binaryData = {} }) {
    const sorted = (entries) => Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256")
        .update(JSON.stringify([sorted(data), sorted(binaryData)]))
        .digest("hex");
}


/***/ }),

/***/ 49908:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ readinessOf),
  d: () => (/* binding */ workloadKinds)
});

;// CONCATENATED MODULE: ./src/rollout/readiness/verdict.js
function progressing(message) {
    return { kind: "progressing", message };
}
function stuck(reason, message) {
    return { kind: "stuck", reason, message };
}

;// CONCATENATED MODULE: ./src/rollout/readiness/daemon-set.js

function daemonSetReadiness(object) {
    const { metadata, spec, status = {} } = object;
    if (metadata.deletionTimestamp !== undefined)
        return stuck("Deleted", "it is being deleted");
    if (spec.updateStrategy?.type === "OnDelete")
        return stuck("OnDelete", "its updateStrategy is OnDelete, so its controller replaces no pod");
    if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
        return progressing("the controller has not seen the change yet");
    const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled: updated = 0 } = status;
    const { numberReady = 0, numberAvailable = 0 } = status;
    if (wanted === 0)
        return stuck("NoNode", "no node takes its pods, so none proves the release");
    if (updated < wanted)
        return progressing(`${updated} of ${wanted} pods are of the new revision`);
    if (numberReady < wanted)
        return progressing(`${numberReady} of ${wanted} pods are ready`);
    if (numberAvailable < wanted)
        return progressing(`${numberAvailable} of ${wanted} pods are available`);
    return { kind: "ready" };
}

// EXTERNAL MODULE: ./src/rollout/workload.js
var workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/readiness/deployment.js


function deploymentReadiness({ metadata, spec, status = {} }) {
    if (metadata.deletionTimestamp !== undefined)
        return stuck("Deleted", "it is being deleted");
    if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
        return progressing("the controller has not seen the change yet");
    }
    const progress = (0,workload/* conditionOf */.rI)(status.conditions, "Progressing");
    if (progress?.reason === "ProgressDeadlineExceeded") {
        return stuck("ProgressDeadlineExceeded", progress.message ?? "it exceeded its progress deadline");
    }
    if (spec.paused === true)
        return stuck("Paused", "it is paused, so its controller rolls out nothing");
    const wanted = spec.replicas ?? 1;
    const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
    if (updatedReplicas < wanted)
        return progressing(`${updatedReplicas} of ${wanted} pods are of the new revision`);
    if (replicas > updatedReplicas)
        return progressing(`${replicas - updatedReplicas} pods of the old revision are still there`);
    if (readyReplicas < wanted)
        return progressing(`${readyReplicas} of ${wanted} pods are ready`);
    if (availableReplicas < updatedReplicas)
        return progressing(`${availableReplicas} of ${updatedReplicas} pods are available`);
    if ((0,workload/* conditionOf */.rI)(status.conditions, "Available")?.status === "False")
        return progressing("it is not available yet");
    return { kind: "ready" };
}

;// CONCATENATED MODULE: ./src/rollout/readiness/stateful-set.js

function statefulSetReadiness(object) {
    const { metadata, spec, status = {} } = object;
    if (metadata.deletionTimestamp !== undefined)
        return stuck("Deleted", "it is being deleted");
    if (spec.updateStrategy?.type === "OnDelete")
        return stuck("OnDelete", "its updateStrategy is OnDelete, so its controller replaces no pod");
    const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    if (partition > 0)
        return stuck("Partition", `its partition is ${partition}, so the pods below it stay as they are`);
    if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
        return progressing("the controller has not seen the change yet");
    const wanted = spec.replicas ?? 1;
    const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = readyReplicas } = status;
    const updated = status.updateRevision === status.currentRevision ? Math.max(updatedReplicas, replicas) : updatedReplicas;
    if (updated < wanted)
        return progressing(`${updated} of ${wanted} pods are of the new revision`);
    if (replicas > wanted)
        return progressing(`${replicas - wanted} pods too many are still there`);
    if (readyReplicas < wanted)
        return progressing(`${readyReplicas} of ${wanted} pods are ready`);
    if (availableReplicas < wanted)
        return progressing(`${availableReplicas} of ${wanted} pods are available`);
    if (status.updateRevision !== status.currentRevision)
        return progressing("the controller has not closed the update yet");
    return { kind: "ready" };
}

;// CONCATENATED MODULE: ./src/rollout/readiness/readiness.js



const rules = {
    Deployment: (object) => deploymentReadiness(object),
    StatefulSet: statefulSetReadiness,
    DaemonSet: daemonSetReadiness,
};
const workloadKinds = Object.keys(rules);
function readinessOf(object) {
    const rule = rules[object.kind];
    if (rule === undefined)
        throw new Error(`no readiness rule for ${object.kind}`);
    return rule(object);
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


/***/ })

};
