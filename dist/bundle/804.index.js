export const id = 804;
export const ids = [804];
export const modules = {

/***/ 3904:
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

/***/ 7169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ readinessOf),
  d: () => (/* binding */ workloadKinds)
});

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
function progressing(message) {
    return { kind: "progressing", message };
}
function stuck(reason, message) {
    return { kind: "stuck", reason, message };
}

;// CONCATENATED MODULE: ./src/rollout/readiness/readiness.js

const rules = {
    Deployment: (object) => deploymentReadiness(object),
};
const workloadKinds = Object.keys(rules);
function readinessOf(object) {
    const rule = rules[object.kind];
    if (rule === undefined)
        throw new Error(`no readiness rule for ${object.kind}`);
    return rule(object);
}


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  containerOf: () => (/* binding */ containerOf),
  parseWorkload: () => (/* binding */ parseWorkload),
  resolveTarget: () => (/* binding */ resolveTarget)
});

// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(3904);
// EXTERNAL MODULE: ./src/manifests/containers.js
var containers = __webpack_require__(4102);
;// CONCATENATED MODULE: ./src/manifests/order.js
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

// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
// EXTERNAL MODULE: ./src/rollout/readiness/readiness.js + 1 modules
var readiness = __webpack_require__(7169);
// EXTERNAL MODULE: ./src/rollout/workload.js
var rollout_workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/target.js






function parseWorkload(text) {
    const [first = "", second, ...more] = text.split("/");
    const name = second ?? first;
    const kind = second === undefined ? "Deployment" : kindOf(first);
    if (kind !== undefined && more.length === 0 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
        return { kind, name };
    throw new failure/* Failure */.H({
        attempted: 'reading the input "workload"',
        found: `${JSON.stringify(text)} is not a workload that a rolling release can wait for`,
        advice: `Write \`deployment/NAME\`. Known kinds: ${readiness/* workloadKinds */.d.join(", ")}.`,
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
    throw new failure/* Failure */.H({
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
    return readiness/* workloadKinds */.d.find((kind) => kind.toLowerCase() === short);
}
function imageTarget(source, namespace) {
    return {
        workload: { apiVersion: "apps/v1", ...source.workload, namespace },
        manifests: [],
        manifest: undefined,
        container: source.container ?? "",
        image: source.image,
        digest: (0,rollout_workload/* digestOf */.ol)(source.image),
    };
}
function manifestTarget(source, namespace) {
    const manifest = workloadManifest(source);
    const workload = { ...(0,object/* referenceTo */.P)(manifest.object), namespace: manifest.object.metadata.namespace ?? namespace };
    const bare = { workload, container: source.container ?? "" };
    if ((0,containers/* containersOf */.M)(manifest.object).length === 0)
        throw withoutContainers(manifest);
    const container = containerOf(manifest.object.spec.template, bare);
    return {
        ...bare,
        manifests: inApplyOrder(source.manifests),
        manifest,
        container: container.name,
        image: container.image,
        digest: (0,rollout_workload/* digestOf */.ol)(container.image),
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
        throw new failure/* Failure */.H({
            attempted,
            found: workload === undefined
                ? "they hold no Deployment"
                : `they hold no ${workload.kind}/${workload.name}${names === "" ? "" : `, but ${names}`}`,
            advice: "Add the manifest of the workload, or correct the input `workload`.",
        });
    }
    if (second !== undefined) {
        throw new failure/* Failure */.H({
            attempted,
            found: `they hold ${running.length} workloads: ${running.map(({ object }) => `${object.kind}/${object.metadata.name}`).join(", ")}`,
            advice: "A release brings one workload to one image and waits for it: release each with its own manifests.",
            at: second.position(["metadata", "name"]),
        });
    }
    if (!readiness/* workloadKinds */.d.includes(meant.object.kind)) {
        throw new failure/* Failure */.H({
            attempted,
            found: `${meant.object.kind} ${meant.object.metadata.name} is of a kind that a rolling release cannot wait for yet`,
            advice: `Known kinds: ${readiness/* workloadKinds */.d.join(", ")}.`,
            at: meant.position(["kind"]),
        });
    }
    return meant;
}
function withoutContainers(manifest) {
    return new failure/* Failure */.H({
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
