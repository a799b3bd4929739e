export const id = 6397;
export const ids = [6397];
export const modules = {

/***/ 68705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ describePermission),
/* harmony export */   HR: () => (/* binding */ missingPermissions)
/* harmony export */ });
/* unused harmony export permits */
/* harmony import */ var _api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75616);

async function missingPermissions(cluster, needed, options = {}) {
    const missing = [];
    for (const [namespace, group] of byNamespace(needed, cluster.namespace)) {
        const { rules, incomplete } = await rulesIn(cluster, namespace || cluster.namespace, options);
        const uncovered = group.filter((permission) => !rules.some((rule) => permits(rule, permission)));
        if (!incomplete)
            missing.push(...uncovered);
        else
            for (const permission of uncovered)
                if (!(await isAllowed(cluster, permission, namespace, options)))
                    missing.push(permission);
    }
    return missing;
}
function describePermission({ verb, group, resource, subresource, name }) {
    return `${verb} ${resource}${group === "" ? "" : `.${group}`}${subresource ? `/${subresource}` : ""}${name ? ` "${name}"` : ""}`;
}
function permits(rule, { verb, group, resource, subresource, name }) {
    const full = subresource ? `${resource}/${subresource}` : resource;
    const { verbs, apiGroups = [], resources = [], resourceNames = [] } = rule;
    return ((verbs.includes("*") || verbs.includes(verb)) &&
        (apiGroups.includes("*") || apiGroups.includes(group)) &&
        (resources.includes("*") ||
            resources.includes(full) ||
            (subresource !== undefined && resources.includes(`*/${subresource}`))) &&
        (resourceNames.length === 0 || (name !== undefined && resourceNames.includes(name))));
}
function byNamespace(needed, own) {
    const groups = new Map();
    for (const permission of needed) {
        const namespace = permission.namespace ?? own;
        groups.set(namespace, [...(groups.get(namespace) ?? []), permission]);
    }
    return groups;
}
async function rulesIn(cluster, namespace, { signal }) {
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } };
    try {
        const { status } = await cluster.request("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", { body, signal });
        return { rules: status.resourceRules ?? [], incomplete: status.incomplete ?? false };
    }
    catch (error) {
        if ((0,_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 403))
            return { rules: [], incomplete: true };
        throw error;
    }
}
async function isAllowed(cluster, permission, namespace, { signal }) {
    const { verb, group, resource, subresource, name } = permission;
    const resourceAttributes = {
        verb,
        group,
        resource,
        ...(subresource === undefined ? {} : { subresource }),
        ...(name === undefined ? {} : { name }),
        ...(namespace === "" ? {} : { namespace }),
    };
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: { resourceAttributes } };
    try {
        const { status } = await cluster.request("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
            body,
            signal,
        });
        return status.allowed;
    }
    catch (error) {
        if ((0,_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 403))
            return true;
        throw error;
    }
}


/***/ }),

/***/ 92395:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F8: () => (/* binding */ groupOf),
/* harmony export */   iG: () => (/* binding */ builtInType),
/* harmony export */   lV: () => (/* binding */ groupVersionPath),
/* harmony export */   oU: () => (/* binding */ resourcePath)
/* harmony export */ });
function builtInType({ apiVersion, kind }) {
    const namespaced = NAMESPACED[apiVersion]?.[kind];
    if (namespaced)
        return { apiVersion, kind, plural: namespaced, namespaced: true };
    const clusterWide = CLUSTER_WIDE[apiVersion]?.[kind];
    if (clusterWide)
        return { apiVersion, kind, plural: clusterWide, namespaced: false };
    return undefined;
}
function resourcePath(type, { namespace, name, subresource, }) {
    return [
        groupVersionPath(type.apiVersion),
        ...(type.namespaced && namespace !== undefined ? ["namespaces", encodeURIComponent(namespace)] : []),
        type.plural,
        ...(name === undefined ? [] : [encodeURIComponent(name)]),
        ...(subresource === undefined ? [] : [subresource]),
    ].join("/");
}
function groupVersionPath(apiVersion) {
    return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
function groupOf(apiVersion) {
    return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}
const NAMESPACED = {
    v1: {
        ConfigMap: "configmaps",
        Endpoints: "endpoints",
        Event: "events",
        LimitRange: "limitranges",
        PersistentVolumeClaim: "persistentvolumeclaims",
        Pod: "pods",
        ReplicationController: "replicationcontrollers",
        ResourceQuota: "resourcequotas",
        Secret: "secrets",
        Service: "services",
        ServiceAccount: "serviceaccounts",
    },
    "apps/v1": {
        ControllerRevision: "controllerrevisions",
        DaemonSet: "daemonsets",
        Deployment: "deployments",
        ReplicaSet: "replicasets",
        StatefulSet: "statefulsets",
    },
    "autoscaling/v1": { HorizontalPodAutoscaler: "horizontalpodautoscalers" },
    "autoscaling/v2": { HorizontalPodAutoscaler: "horizontalpodautoscalers" },
    "batch/v1": { CronJob: "cronjobs", Job: "jobs" },
    "coordination.k8s.io/v1": { Lease: "leases" },
    "discovery.k8s.io/v1": { EndpointSlice: "endpointslices" },
    "events.k8s.io/v1": { Event: "events" },
    "networking.k8s.io/v1": { Ingress: "ingresses", NetworkPolicy: "networkpolicies" },
    "policy/v1": { PodDisruptionBudget: "poddisruptionbudgets" },
    "rbac.authorization.k8s.io/v1": { Role: "roles", RoleBinding: "rolebindings" },
};
const CLUSTER_WIDE = {
    v1: { Namespace: "namespaces", Node: "nodes", PersistentVolume: "persistentvolumes" },
    "admissionregistration.k8s.io/v1": {
        MutatingWebhookConfiguration: "mutatingwebhookconfigurations",
        ValidatingWebhookConfiguration: "validatingwebhookconfigurations",
    },
    "apiextensions.k8s.io/v1": { CustomResourceDefinition: "customresourcedefinitions" },
    "apiregistration.k8s.io/v1": { APIService: "apiservices" },
    "networking.k8s.io/v1": { IngressClass: "ingressclasses" },
    "rbac.authorization.k8s.io/v1": { ClusterRole: "clusterroles", ClusterRoleBinding: "clusterrolebindings" },
    "scheduling.k8s.io/v1": { PriorityClass: "priorityclasses" },
    "storage.k8s.io/v1": { StorageClass: "storageclasses" },
};


/***/ }),

/***/ 55244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ followObjects)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _api_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75616);
/* harmony import */ var _server_trouble_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61918);



async function followObjects(cluster, kind, options) {
    const stopped = new AbortController();
    const signal = options.signal === undefined ? stopped.signal : AbortSignal.any([options.signal, stopped.signal]);
    const selection = {
        namespace: options.namespace,
        labelSelector: options.labelSelector,
        fieldSelector: options.fieldSelector,
        signal,
    };
    const objects = new Map();
    let version = await list();
    options.onChange();
    follow().catch((error) => {
        if (!signal.aborted)
            options.onError(error);
        stopped.abort();
    });
    return {
        items: () => [...objects.values()],
        get: (name) => objects.get(name),
        stop: () => stopped.abort(),
    };
    async function list() {
        const answer = await cluster.list(kind, selection);
        objects.clear();
        for (const object of answer.items)
            if (isKept(object))
                objects.set(object.metadata.name, object);
        return answer.resourceVersion;
    }
    async function follow() {
        for (let misses = 0;;) {
            const watch = cluster.openWatch(kind, { ...selection, resourceVersion: version });
            const { end, events } = await watchOnce(watch, take, signal);
            misses = events > 0 ? 0 : misses + 1;
            if (end === "outdated" || misses >= RELIST_AFTER_MISSES) {
                signal.throwIfAborted();
                version = await list();
                options.onChange();
                misses = 0;
            }
            if (end !== "ended" || events === 0)
                await pause(misses);
            signal.throwIfAborted();
        }
    }
    function take({ type, object }) {
        version = object.metadata.resourceVersion ?? version;
        if (type === "BOOKMARK" || !isKept(object))
            return;
        if (type === "DELETED")
            objects.delete(object.metadata.name);
        else
            objects.set(object.metadata.name, object);
        options.onChange();
    }
    function isKept(object) {
        return options.keep?.(object) ?? true;
    }
    async function pause(misses) {
        const milliseconds = Math.min(3_000, 50 * 2 ** misses) * (0.8 + 0.4 * Math.random());
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { signal });
    }
}
async function watchOnce(watch, take, signal) {
    let events = 0;
    try {
        for await (const event of watch) {
            if (signal.aborted)
                break;
            if (event.type === "ERROR")
                return { end: event.object.code === 410 ? "outdated" : "lost", events };
            events++;
            take(event);
        }
        return { end: "ended", events };
    }
    catch (error) {
        const end = signal.aborted ? "ended" : endBy(error);
        if (end === undefined)
            throw error;
        return { end, events };
    }
}
function endBy(error) {
    if ((0,_api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .isApiError */ .d)(error, 410))
        return "outdated";
    if (error instanceof _server_trouble_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionLost */ .pz || (0,_api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .isApiError */ .d)(error, 429))
        return "lost";
    return (0,_api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .isApiError */ .d)(error) && error.code >= 500 ? "lost" : undefined;
}
const RELIST_AFTER_MISSES = 4;


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

/***/ 62984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I: () => (/* binding */ acquireLock),
  k: () => (/* binding */ requestAbort)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/release/access.js
var access = __webpack_require__(26077);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./src/release/clock.js

const systemClock = {
    now: () => performance.now(),
    date: () => new Date(),
    sleep: (ms, options = {}) => (0,promises_.setTimeout)(ms, undefined, { ref: options.background !== true, signal: options.signal }),
};

// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/kube/watch.js
var watch = __webpack_require__(55244);
;// CONCATENATED MODULE: ./src/release/lease.js
const leaseKind = { apiVersion: "coordination.k8s.io/v1", kind: "Lease" };
const abortAnnotation = "slipway.dev/abort-requested";
const reasonAnnotation = "slipway.dev/reason";
const runAnnotation = "slipway.dev/run-url";
function holderOf(lease) {
    const identity = lease?.spec?.holderIdentity ?? "";
    if (identity === "")
        return undefined;
    const annotations = lease?.metadata.annotations ?? {};
    return {
        identity,
        since: lease?.spec?.acquireTime ?? "",
        reason: annotations[reasonAnnotation] ?? "",
        runUrl: annotations[runAnnotation] ?? "",
    };
}
function abortRequestIn(lease) {
    const text = lease.metadata.annotations?.[abortAnnotation];
    if (text === undefined)
        return undefined;
    try {
        const { by, reason } = JSON.parse(text);
        return { by: String(by), reason: String(reason) };
    }
    catch {
        return { by: "an annotation that was set by hand", reason: text };
    }
}
function sight(before, lease, now) {
    const { spec, metadata } = lease;
    const look = JSON.stringify([metadata.uid, spec?.holderIdentity, spec?.renewTime, spec?.leaseTransitions]);
    return before?.look === look ? before : { look, since: now };
}
function judgeHeld(lease, sighting, patience) {
    const lasts = staleAfter(lease, patience.stale);
    if (patience.now - sighting.since >= lasts)
        return "take over";
    const abandoned = looksAbandoned(lease, patience.date, patience.stale);
    const most = abandoned ? Math.max(patience.waitFor, lasts + patience.lookEvery) : patience.waitFor;
    return patience.now - patience.began >= most ? "give up" : "wait";
}
function claimed(lease, claim, date) {
    const transitions = lease.spec?.leaseTransitions;
    return {
        ...withAnnotations(lease, {
            [reasonAnnotation]: claim.reason,
            [runAnnotation]: claim.runUrl,
            [abortAnnotation]: undefined,
        }),
        spec: {
            holderIdentity: claim.identity,
            leaseDurationSeconds: Math.ceil(claim.durationMs / 1_000),
            acquireTime: microTime(date),
            renewTime: microTime(date),
            leaseTransitions: transitions === undefined ? 0 : transitions + 1,
        },
    };
}
function renewed(lease, date) {
    return { ...lease, spec: { ...lease.spec, renewTime: microTime(date) } };
}
function released(lease) {
    const { holderIdentity: _holder, acquireTime: _since, ...spec } = lease.spec ?? {};
    const free = { [reasonAnnotation]: undefined, [runAnnotation]: undefined, [abortAnnotation]: undefined };
    return { ...withAnnotations(lease, free), spec };
}
function withAbortRequest(lease, request, date) {
    return withAnnotations(lease, { [abortAnnotation]: JSON.stringify({ ...request, at: date.toISOString() }) });
}
function staleAfter(lease, fallback) {
    const seconds = lease.spec?.leaseDurationSeconds ?? 0;
    return seconds > 0 ? seconds * 1_000 : fallback;
}
function looksAbandoned(lease, date, fallback) {
    const renewed = Date.parse(lease.spec?.renewTime ?? "");
    return Number.isNaN(renewed) || date.getTime() - renewed > staleAfter(lease, fallback);
}
function withAnnotations(lease, changes) {
    const merged = Object.entries({ ...lease.metadata.annotations, ...changes });
    const annotations = Object.fromEntries(merged.filter((entry) => entry[1] !== undefined));
    return { ...lease, metadata: { ...lease.metadata, annotations } };
}
function microTime(date) {
    return date.toISOString().replace("Z", "000Z");
}

;// CONCATENATED MODULE: ./src/release/held-lease.js





const lockDurations = {
    stale: 60_000,
    renewEvery: 20_000,
    stopAfter: 40_000,
    retryEvery: 2_000,
    lookEvery: 2_000,
};
const releaseWithin = 5_000;
function holdLease(cluster, taken, options) {
    const { claim, clock, durations, log } = options;
    const reference = (0,object/* referenceTo */.P)(taken);
    const interrupted = new AbortController();
    const ended = new AbortController();
    let lease = taken;
    let renewedAt = options.renewedAt;
    let loss;
    let request;
    const renewing = keepRenewing();
    const listening = listen();
    return {
        signal: interrupted.signal,
        abortRequest: () => request,
        check() {
            if (loss === undefined && clock.now() - renewedAt > durations.stopAfter)
                lose("it could not be renewed in time");
            if (loss !== undefined)
                throw loss;
        },
        async release() {
            if (ended.signal.aborted)
                return;
            ended.abort();
            await Promise.all([renewing, listening]);
            await giveBack().catch((error) => log.warning(`The lock was not given back (${messageOf(error)}). The next run takes it over a minute from now.`));
        },
    };
    async function keepRenewing() {
        while (await pause(durations.renewEvery))
            await renew();
    }
    async function renew() {
        let problem;
        do {
            const sentAt = clock.now();
            try {
                await tryRenewal(durations.stopAfter - (sentAt - renewedAt));
                renewedAt = sentAt;
                return;
            }
            catch (error) {
                problem = error;
                log.debug(`The lock could not be renewed: ${messageOf(error)}`);
            }
            if (clock.now() - renewedAt >= durations.stopAfter)
                lose("it could not be renewed in time", problem);
        } while (!ended.signal.aborted && (await pause(durations.retryEvery)));
    }
    async function tryRenewal(within) {
        const deadline = new AbortController();
        const timer = clock.sleep(within, { signal: AbortSignal.any([ended.signal, deadline.signal]), background: true });
        timer.then(() => deadline.abort(new Error("the server did not answer in time")), () => undefined);
        const signal = AbortSignal.any([ended.signal, deadline.signal]);
        try {
            lease = await cluster.replace(renewed(lease, clock.date()), { signal, fieldManager: "slipway" });
        }
        catch (error) {
            if (!(0,api_error/* isApiError */.d)(error, 409) && !(0,api_error/* isApiError */.d)(error, 404))
                throw error;
            await comeBack(signal);
        }
        finally {
            deadline.abort();
        }
    }
    async function comeBack(signal) {
        const found = await cluster.get(reference, { signal });
        if (found === undefined) {
            const { namespace, name, labels } = lease.metadata;
            const fresh = {
                ...leaseKind,
                metadata: { name, ...(namespace && { namespace }), ...(labels && { labels }) },
            };
            lease = await cluster.create(claimed(fresh, claim, clock.date()), { signal, fieldManager: "slipway" });
            log.warning(`The Lease ${name} was deleted while it was held; it was made again.`);
            return;
        }
        look(found);
        if (loss !== undefined)
            return;
        lease = await cluster.replace(renewed(found, clock.date()), { signal, fieldManager: "slipway" });
    }
    async function listen() {
        const { namespace, name } = reference;
        let store;
        const onChange = () => {
            const seen = store?.get(name);
            if (seen !== undefined)
                look(seen);
        };
        const onError = (error) => log.debug(`The Lease cannot be watched: ${messageOf(error)}`);
        const selection = { namespace, fieldSelector: `metadata.name=${name}`, signal: ended.signal };
        try {
            store = await (0,watch/* followObjects */.E)(cluster, leaseKind, { ...selection, onChange, onError });
            onChange();
        }
        catch (error) {
            if (!ended.signal.aborted)
                onError(error);
        }
    }
    function look(seen) {
        if (ended.signal.aborted)
            return;
        const holder = holderOf(seen);
        if (holder?.identity !== claim.identity) {
            lose(holder === undefined ? "someone else has released it" : `${holder.identity} has taken it`);
            return;
        }
        const asked = abortRequestIn(seen);
        if (asked === undefined || request !== undefined)
            return;
        request = asked;
        interrupted.abort(new failure/* Failure */.H({
            attempted: claim.reason,
            found: `${asked.by} asked for an abort: ${asked.reason}`,
            advice: "This run backs out and makes way. Look at the run that asked for it.",
        }));
    }
    function lose(why, cause) {
        if (loss !== undefined || ended.signal.aborted)
            return;
        loss = new failure/* Failure */.H({
            attempted: `holding the lock (Lease ${reference.namespace}/${reference.name}) during ${claim.reason}`,
            found: why,
            advice: "This run stops without a further change. Run the rollback workflow with `operation: settle`, or release again: it goes on from what the cluster says.",
            cause,
        });
        interrupted.abort(loss);
        ended.abort();
    }
    async function giveBack() {
        const signal = AbortSignal.timeout(releaseWithin);
        let mine = lease;
        while (mine !== undefined && holderOf(mine)?.identity === claim.identity) {
            try {
                await cluster.replace(released(mine), { signal, fieldManager: "slipway" });
                return;
            }
            catch (error) {
                if (!(0,api_error/* isApiError */.d)(error, 409) && !(0,api_error/* isApiError */.d)(error, 404))
                    throw error;
            }
            mine = await cluster.get(reference, { signal });
        }
    }
    async function pause(ms) {
        await clock.sleep(ms, { signal: ended.signal, background: true }).catch(() => undefined);
        return !ended.signal.aborted;
    }
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

// EXTERNAL MODULE: ./src/release/record-store.js + 2 modules
var record_store = __webpack_require__(54195);
;// CONCATENATED MODULE: ./src/release/lock.js








async function acquireLock(cluster, workload, options) {
    const { clock = systemClock, durations = lockDurations, signal, log } = options;
    const reference = leaseReference(cluster, workload);
    const claim = {
        identity: `${options.holder}/${(0,external_node_crypto_.randomBytes)(4).toString("hex")}`,
        reason: options.reason,
        runUrl: options.runUrl ?? "",
        durationMs: durations.stale,
    };
    for (;;) {
        const lease = await untilFree(cluster, workload, { ...options, clock, durations, identity: claim.identity });
        const free = lease ?? { ...leaseKind, metadata: metadataOf(reference) };
        const sentAt = clock.now();
        const taken = await taking(reference, () => take(cluster, claimed(free, claim, clock.date()), signal));
        if (taken !== undefined)
            return holdLease(cluster, taken, { claim, clock, durations, log, renewedAt: sentAt });
    }
}
async function requestAbort(cluster, workload, request, options = {}) {
    const { clock = systemClock, signal } = options;
    const reference = leaseReference(cluster, workload);
    for (;;) {
        signal?.throwIfAborted();
        const lease = await taking(reference, () => cluster.get(reference, { signal }));
        if (lease === undefined || holderOf(lease) === undefined)
            return false;
        if (abortRequestIn(lease) !== undefined)
            return true;
        const asked = withAbortRequest(lease, request, clock.date());
        if ((await taking(reference, () => replace(cluster, asked, signal))) !== undefined)
            return true;
        await clock.sleep(Math.random() * 200, { signal });
    }
}
async function untilFree(cluster, workload, options) {
    const { clock, durations, signal, log, waitFor = 0 } = options;
    const { stale, lookEvery } = durations;
    const reference = leaseReference(cluster, workload);
    const began = clock.now();
    let sighting;
    let waitingFor = "";
    for (;;) {
        const lease = await taking(reference, () => cluster.get(reference, { signal }));
        const holder = holderOf(lease);
        if (lease === undefined || holder === undefined || holder.identity === options.identity)
            return lease;
        const now = clock.now();
        sighting = sight(sighting, lease, now);
        switch (judgeHeld(lease, sighting, { began, now, waitFor, stale, lookEvery, date: clock.date() })) {
            case "take over":
                log.warning(`Taking the lock over: it ${describe(holder)}, and showed no sign of life any more.`);
                return lease;
            case "give up":
                throw heldByAnother(workload, holder);
            case "wait":
                if (waitingFor !== holder.identity)
                    log.info(`Waiting for the lock: it ${describe(holder)}.`);
                waitingFor = holder.identity;
                await clock.sleep(lookEvery, { signal });
        }
    }
}
function leaseReference(cluster, workload) {
    return { ...leaseKind, namespace: workload.namespace ?? cluster.namespace, name: (0,record_store/* recordName */.xD)(workload) };
}
function metadataOf(reference) {
    const { namespace, name } = reference;
    return { namespace, name, labels: { "app.kubernetes.io/managed-by": "slipway" } };
}
function taking(reference, body) {
    return (0,access/* withAccessExplained */.F)(`taking the lock (Lease ${reference.namespace}/${reference.name})`, reference.namespace, body);
}
async function take(cluster, lease, signal) {
    if (lease.metadata.resourceVersion !== undefined)
        return replace(cluster, lease, signal);
    try {
        return await cluster.create(lease, { signal, fieldManager: "slipway" });
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 409))
            return undefined;
        throw error;
    }
}
async function replace(cluster, lease, signal) {
    try {
        return await cluster.replace(lease, { signal, fieldManager: "slipway" });
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 409) || (0,api_error/* isApiError */.d)(error, 404))
            return undefined;
        throw error;
    }
}
function describe(holder) {
    const what = holder.reason === "" ? "" : ` for ${holder.reason}`;
    const run = holder.runUrl === "" ? "" : `: ${holder.runUrl}`;
    return `is held by ${holder.identity} since ${holder.since}${what}${run}`;
}
function heldByAnother(workload, holder) {
    return new failure/* Failure */.H({
        attempted: `taking the lock of ${workload.kind} ${workload.name}`,
        found: `it ${describe(holder)}`,
        advice: "Wait for that run to end and run this one again, or start the rollback workflow, which asks that run to back out. " +
            "If its runner is gone, the lock is taken over a minute after its last sign of life: run this one again then.",
    });
}


/***/ }),

/***/ 36015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P7: () => (/* binding */ applyOne),
  Yr: () => (/* binding */ applyRelease),
  _X: () => (/* binding */ imageBody),
  d2: () => (/* binding */ inNamespace),
  U$: () => (/* binding */ workloadBody)
});

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/kube/managed-fields.js
var managed_fields = __webpack_require__(72254);
// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(23904);
;// CONCATENATED MODULE: ./src/kube/adopt.js



const TRIES = 10;
async function adopt(cluster, live, manager, options = {}) {
    const reference = (0,kube_object/* referenceTo */.P)(live);
    let object = live;
    for (let tries = 1;; tries++) {
        const move = (0,managed_fields/* adoptFields */._M)(object, manager);
        if (!move)
            return { object, from: [] };
        try {
            return { object: await cluster.patch(reference, "json", move.patch, options), from: move.from };
        }
        catch (error) {
            if (!(0,api_error/* isApiError */.d)(error, 409) || tries === TRIES)
                throw error;
            const again = await cluster.get(reference, options);
            if (!again)
                throw error;
            object = again;
        }
    }
}

// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/autoscaler.js
var autoscaler = __webpack_require__(41320);
// EXTERNAL MODULE: ./src/rollout/dry-run.js
var dry_run = __webpack_require__(38830);
// EXTERNAL MODULE: ./src/rollout/workload.js
var workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/apply.js








const mostRounds = 5;
async function applyRelease(cluster, plan, hooks) {
    if (plan.target.manifest === undefined) {
        const workload = await setImage(cluster, plan, hooks);
        return { workload, changed: [(0,kube_object/* describeObject */.v)(workload)] };
    }
    const changed = [];
    let workload;
    for (const manifest of plan.target.manifests) {
        if (hooks.stopped())
            throw cancelled();
        if (plan.deferred.has(manifest))
            await awaitKind(cluster, manifest, hooks);
        const { before, after } = await applyOne(cluster, manifest, plan, hooks);
        if (before?.metadata.resourceVersion !== after.metadata.resourceVersion)
            changed.push((0,kube_object/* describeObject */.v)(after));
        if (manifest === plan.target.manifest)
            workload = after;
    }
    if (workload === undefined)
        throw new Error("the workload is not among its manifests");
    return { workload, changed };
}
function workloadBody(object, live, plan) {
    const annotations = {
        ...object.metadata.annotations,
        [workload/* changeCauseAnnotation */.P1]: plan.changeCause,
        [workload/* releaseAnnotation */.V1]: plan.releaseId,
    };
    const body = { ...object, metadata: { ...object.metadata, annotations } };
    const silent = object.spec?.replicas === undefined;
    if (live === undefined || (plan.autoscaler === undefined && !silent))
        return body;
    return (0,autoscaler/* withLiveReplicas */.wk)(body, live, dry_run/* fieldManager */.wM);
}
function imageBody({ target, container, changeCause, releaseId }) {
    const { apiVersion, kind, name, namespace } = target.workload;
    return {
        apiVersion,
        kind,
        metadata: {
            name,
            namespace,
            annotations: { [workload/* changeCauseAnnotation */.P1]: changeCause, [workload/* releaseAnnotation */.V1]: releaseId },
        },
        spec: { template: { spec: { containers: [{ name: container, image: target.image }] } } },
    };
}
async function setImage(cluster, plan, { beforeChange }) {
    const body = imageBody(plan);
    beforeChange();
    try {
        return await cluster
            .apply(body, { fieldManager: dry_run/* imageManager */.jN, force: plan.takeOver })
            .catch((error) => {
            if ((0,managed_fields/* conflictsOf */.hC)(error).length === 0 || (0,dry_run/* foreignConflicts */.y7)(error).length > 0)
                throw error;
            return cluster.apply(body, { fieldManager: dry_run/* imageManager */.jN, force: true });
        });
    }
    catch (error) {
        throw (0,dry_run/* refused */.J5)(error, body, undefined, `setting the image of ${(0,kube_object/* describeObject */.v)(body)}`);
    }
}
async function applyOne(cluster, manifest, plan, hooks) {
    const object = inNamespace(manifest.object, plan);
    for (let round = 1;; round++) {
        const live = await adopted(cluster, await cluster.get((0,kube_object/* referenceTo */.P)(object)), hooks);
        const body = manifest === plan.target.manifest ? workloadBody(object, live, plan) : object;
        hooks.beforeChange();
        try {
            const after = await cluster.apply(body, { fieldManager: dry_run/* fieldManager */.wM, force: plan.takeOver }).catch((error) => {
                if ((0,managed_fields/* conflictsOf */.hC)(error).length === 0 || (0,dry_run/* foreignConflicts */.y7)(error).length > 0)
                    throw error;
                return cluster.apply(body, { fieldManager: dry_run/* fieldManager */.wM, force: true });
            });
            return { before: live, after };
        }
        catch (error) {
            if ((0,api_error/* isApiError */.d)(error, 409) && (0,managed_fields/* conflictsOf */.hC)(error).length === 0 && round < mostRounds)
                continue;
            throw (0,dry_run/* refused */.J5)(error, body, manifest, `applying ${(0,kube_object/* describeObject */.v)(object)}`);
        }
    }
}
function inNamespace(object, { target }) {
    return {
        ...object,
        metadata: { ...object.metadata, namespace: object.metadata.namespace ?? target.workload.namespace },
    };
}
async function adopted(cluster, live, { log, beforeChange }) {
    if (live === undefined || (0,managed_fields/* adoptFields */._M)(live, dry_run/* fieldManager */.wM) === undefined)
        return live;
    beforeChange();
    const { object, from } = await adopt(cluster, live, dry_run/* fieldManager */.wM);
    const foreign = from.filter(({ manager }) => manager !== dry_run/* fieldManager */.wM);
    if (foreign.length > 0) {
        const fields = foreign.map(({ manager, fields }) => `${fields} fields of ${manager}`).join(", ");
        log.info(`Adopted ${(0,kube_object/* describeObject */.v)(live)}: ${fields} are managed by ${dry_run/* fieldManager */.wM} now.`);
    }
    return object;
}
async function awaitKind(cluster, manifest, { log }) {
    for (let round = 1; round <= 20; round++) {
        if ((await cluster.resourceType(manifest.object, { refresh: true })) !== undefined) {
            await (0,dry_run/* rehearse */.Km)(cluster, manifest.object, manifest, { log, takeOver: true, manager: dry_run/* fieldManager */.wM });
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new failure/* Failure */.H({
        attempted: `applying ${(0,kube_object/* describeObject */.v)(manifest.object)}`,
        found: `its kind ${manifest.object.kind} is still not served 5 s after its CustomResourceDefinition was applied`,
        advice: "Look at the conditions of the CustomResourceDefinition.",
        at: manifest.position(["kind"]),
    });
}
function cancelled() {
    return new failure/* Failure */.H({
        attempted: "applying the manifests",
        found: "the release was cancelled before all were applied",
        advice: "Run the job again.",
    });
}


/***/ }),

/***/ 41320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fr: () => (/* binding */ autoscalerObject),
/* harmony export */   ph: () => (/* binding */ isAutoscalerOf),
/* harmony export */   rF: () => (/* binding */ findAutoscaler),
/* harmony export */   wk: () => (/* binding */ withLiveReplicas)
/* harmony export */ });
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75616);
/* harmony import */ var _kube_managed_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72254);
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23904);



const autoscalerKinds = [
    { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
    { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject" },
];
async function findAutoscaler(cluster, workload, applied, options) {
    const found = await autoscalerObject(cluster, workload, applied, options);
    return found === undefined ? undefined : (0,_kube_object_js__WEBPACK_IMPORTED_MODULE_2__/* .describeObject */ .v)(found);
}
async function autoscalerObject(cluster, workload, applied, options) {
    const written = applied.find((object) => isAutoscalerOf(object, workload));
    if (written !== undefined)
        return written;
    let made;
    for (const kind of autoscalerKinds) {
        const served = await cluster.resourceType(kind, options);
        if (served === undefined)
            continue;
        const items = await listServed(cluster, kind, { namespace: workload.namespace, ...options });
        const found = items.map((object) => ({ ...object, ...kind })).find((object) => isAutoscalerOf(object, workload));
        if (found?.metadata.ownerReferences === undefined && found !== undefined)
            return found;
        made ??= found;
    }
    return made;
}
async function listServed(cluster, kind, options) {
    try {
        return (await cluster.list(kind, options)).items;
    }
    catch (error) {
        if ((0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 404))
            return [];
        throw error;
    }
}
function isAutoscalerOf(object, workload) {
    if (!autoscalerKinds.some(({ kind }) => kind === object.kind))
        return false;
    const target = object.spec?.scaleTargetRef;
    const { kind = "Deployment", name } = target ?? {};
    return (kind === workload.kind &&
        name === workload.name &&
        (object.metadata.namespace ?? workload.namespace) === workload.namespace);
}
function withLiveReplicas(manifest, live, manager) {
    const { replicas: _, ...spec } = manifest.spec;
    const owned = (0,_kube_managed_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .ownersOf */ .K2)(live, ["spec", "replicas"]).some((entry) => entry.manager === manager && entry.operation === "Apply" && !entry.subresource);
    if (!owned)
        return { ...manifest, spec };
    const { resourceVersion } = live.metadata;
    return {
        ...manifest,
        metadata: { ...manifest.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
        spec: { ...spec, replicas: live.spec.replicas },
    };
}


/***/ }),

/***/ 56238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ createBell)
/* harmony export */ });
const longest = 2 ** 31 - 1;
function createBell() {
    let rung = false;
    let wake;
    return {
        ring: () => {
            rung = true;
            wake?.();
        },
        wait: async (milliseconds) => {
            if (!rung) {
                const { promise, resolve } = Promise.withResolvers();
                wake = resolve;
                const timer = setTimeout(resolve, Math.min(Math.max(0, milliseconds), longest));
                await promise;
                clearTimeout(timer);
                wake = undefined;
            }
            rung = false;
        },
    };
}


/***/ }),

/***/ 96599:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ findCauses)
});

// EXTERNAL MODULE: ./src/rollout/workload.js
var rollout_workload = __webpack_require__(9702);
// EXTERNAL MODULE: ./src/rollout/causes/cause.js
var cause = __webpack_require__(57851);
;// CONCATENATED MODULE: ./src/rollout/causes/container.js

function containerCauses(pod) {
    const { spec, status = {} } = pod;
    const places = [
        ...placesIn("initContainers", spec.initContainers ?? [], status.initContainerStatuses ?? []),
        ...placesIn("containers", spec.containers, status.containerStatuses ?? []),
    ];
    return places.flatMap((place) => causeOf(pod, place) ?? []);
}
function placesIn(list, containers, statuses) {
    return containers.flatMap((container, index) => {
        const status = statuses.find((each) => each.name === container.name);
        return status === undefined ? [] : [{ container, status, list, path: ["spec", "template", "spec", list, index] }];
    });
}
function causeOf(pod, place) {
    const { state = {} } = place.status;
    if (state.waiting !== undefined)
        return waitingCause(pod, place, state.waiting.reason ?? "", state.waiting.message ?? "");
    if (state.terminated !== undefined)
        return endedCause(pod, place);
    if (state.running !== undefined && !place.status.ready)
        return notReadyCause(pod, place);
    return undefined;
}
function waitingCause(pod, place, reason, message) {
    switch (reason) {
        case "InvalidImageName":
            return container_cause(pod, place, reason, {
                found: `${container_name(place)} has an image name that is not one: ${place.container.image}`,
                advice: "Write it as registry/name:tag or registry/name@sha256:….",
                patience: cause/* cannotHeal */.kp,
                path: [...place.path, "image"],
            });
        case "ErrImageNeverPull":
            return container_cause(pod, place, reason, {
                found: `the image ${place.container.image} of ${container_name(place)} is not on the node, and imagePullPolicy: Never forbids to pull it`,
                advice: "Set imagePullPolicy to IfNotPresent, or load the image onto the nodes.",
                patience: cause/* cannotHeal */.kp,
                path: [...place.path, "image"],
            });
        case "ErrImagePull":
        case "ImagePullBackOff":
            return pullCause(pod, place, message);
        case "CreateContainerConfigError":
            return container_cause(pod, place, reason, {
                found: `${container_name(place)} cannot be configured: ${message}`,
                advice: configurationAdvice(message),
                patience: /not found|couldn't find key|runAsNonRoot|runAsUser/.test(message) ? cause/* cannotHeal */.kp : cause/* mayHeal */.uo,
            });
        case "CrashLoopBackOff":
            return endedCause(pod, place);
        case "CreateContainerError":
        case "RunContainerError":
            return container_cause(pod, place, reason, {
                found: `${container_name(place)} cannot be started: ${message}`,
                advice: "Look at its command, its mounts and its security context.",
                patience: untilRestarts(place),
            });
        default:
            return message === ""
                ? undefined
                : container_cause(pod, place, reason, {
                    found: `${container_name(place)} waits (${reason}): ${message}`,
                    advice: "Look at the events of the pod.",
                    patience: cause/* mayHeal */.uo,
                });
    }
}
function pullCause(pod, place, message) {
    const image = place.container.image;
    const path = [...place.path, "image"];
    if (/not found|manifest unknown|name unknown|does not exist/i.test(message)) {
        return container_cause(pod, place, "pull", {
            found: `the image ${image} of ${container_name(place)} does not exist: ${message}`,
            advice: "Check its name and tag, and that the build has pushed it.",
            patience: cause/* cannotHeal */.kp,
            path,
        });
    }
    if (/unauthorized|denied|authorization failed|\b40[13]\b|no basic auth/i.test(message)) {
        return container_cause(pod, place, "pull", {
            found: `the registry refuses the image ${image} of ${container_name(place)}: ${message}`,
            advice: "Give the pod (imagePullSecrets) or its ServiceAccount credentials that may pull it.",
            patience: cause/* cannotHeal */.kp,
            path,
        });
    }
    return container_cause(pod, place, "pull", {
        found: `the image ${image} of ${container_name(place)} cannot be pulled: ${message || "no reason given"}`,
        advice: "Check that the nodes reach the registry.",
        patience: cause/* mayHeal */.uo,
        path,
    });
}
function configurationAdvice(message) {
    if (/couldn't find key/.test(message))
        return "Add the key, or mark the reference as optional.";
    if (/not found/.test(message))
        return "Create what it names first, or add it to the manifests.";
    if (/runAsNonRoot|runAsUser/.test(message))
        return "Set runAsUser to a number that is not 0, or USER in the Dockerfile to a number.";
    return "Look at env, envFrom and the security context of the container.";
}
function endedCause(pod, place) {
    const { state = {}, lastState = {}, restartCount } = place.status;
    const ended = state.terminated ?? lastState.terminated;
    const succeededInit = place.list === "initContainers" && ended?.exitCode === 0;
    if (succeededInit && place.container.restartPolicy !== "Always")
        return undefined;
    const how = ended === undefined ? "ends" : endingOf(ended);
    return container_cause(pod, place, "crash", {
        found: `${container_name(place)} ${how}${restartCount > 0 ? `, ${restartCount} ${restartCount === 1 ? "restart" : "restarts"} so far` : ""}`,
        advice: crashAdvice(ended),
        patience: untilRestarts(place),
    });
}
function untilRestarts({ status }) {
    return { kind: "restarts", count: status.restartCount };
}
function endingOf(ended) {
    if (ended.reason === "OOMKilled")
        return "was killed because it needed more memory than its limit (OOMKilled)";
    if (ended.exitCode === 0)
        return "ends with exit code 0 although it has to go on running";
    const words = [
        `exit code ${ended.exitCode}`,
        ...(ended.reason === undefined || ended.reason === "Error" ? [] : [ended.reason]),
    ];
    return `ends with ${words.join(", ")}${ended.message ? `: ${ended.message.trim()}` : ""}`;
}
function crashAdvice(ended) {
    if (ended?.reason === "OOMKilled")
        return "Raise its memory limit, or find what needs the memory.";
    if (ended?.reason === "StartError" || ended?.exitCode === 126 || ended?.exitCode === 127)
        return "Its command cannot be run: check command, args and the image's entry point.";
    if (ended?.exitCode === 137)
        return "It was killed: by its liveness or startup probe (see the events), or for memory.";
    return "Its log says why it ended; start the image on your machine with the same environment to see it again.";
}
function notReadyCause(pod, place) {
    const { container, status, list } = place;
    const sidecar = list === "initContainers" && container.restartPolicy === "Always";
    if (list === "initContainers" && !sidecar) {
        return container_cause(pod, place, "init", {
            found: `init ${container_name(place)} is still running, so nothing after it was started`,
            advice: "Its log says what it waits for.",
            patience: cause/* mayHeal */.uo,
        });
    }
    if (sidecar && status.started === true && container.readinessProbe === undefined)
        return undefined;
    const probe = container.startupProbe !== undefined && status.started !== true ? "startupProbe" : "readinessProbe";
    const crashed = status.restartCount > 0 ? endedCause(pod, { ...place, status: { ...status, state: {} } }) : undefined;
    if (crashed !== undefined)
        return { ...crashed, patience: cause/* mayHeal */.uo, previousLog: true };
    if (container[probe] === undefined)
        return undefined;
    return probeCause(pod, place, probe, container[probe]);
}
function probeCause(pod, place, field, probe) {
    const word = field === "startupProbe" ? "startup" : "readiness";
    const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3, timeoutSeconds = 1 } = probe;
    const wrong = wrongPort(place.container, probe);
    const found = container_cause(pod, place, `not-ready-${field}`, {
        found: `${container_name(place)} is running, but its ${word} probe does not succeed${wrong === undefined ? "" : `: ${wrong.found}`}`,
        advice: wrong?.advice ??
            "The events say what the probe was answered; check its path, its port and what the service waits for.",
        patience: {
            kind: "ready",
            probesMs: (initialDelaySeconds + periodSeconds * failureThreshold + timeoutSeconds) * 1000,
        },
        path: [...place.path, field, ...(wrong?.path ?? [])],
    });
    return { ...found, key: `${pod.metadata.name}-${found.key}` };
}
function wrongPort({ ports = [] }, probe) {
    for (const kind of ["httpGet", "tcpSocket", "grpc"]) {
        const port = probe[kind]?.port;
        if (port === undefined || ports.length === 0)
            continue;
        const known = ports.some(({ name: own, containerPort }) => port === own || Number(port) === containerPort);
        if (known)
            continue;
        const all = ports.map((each) => each.name === undefined ? String(each.containerPort) : `${each.containerPort} (${each.name})`);
        return {
            found: `it asks port ${port}, and the container names only ${all.join(", ")}`,
            advice: "Let the probe ask a port that the service listens on.",
            path: [kind, "port"],
        };
    }
    return undefined;
}
function container_name({ container }) {
    return `container ${container.name}`;
}
function container_cause(pod, place, kind, parts) {
    return {
        path: place.path,
        ...parts,
        key: `${place.container.name}-${kind}`,
        pod: pod.metadata.name,
        container: place.container.name,
    };
}

;// CONCATENATED MODULE: ./src/rollout/causes/pod.js



const path = ["spec", "template", "spec"];
function podCauses(pod, events) {
    const own = events.filter(({ involvedObject }) => involvedObject?.uid === pod.metadata.uid);
    const scheduled = (0,rollout_workload/* conditionOf */.rI)(pod.status?.conditions, "PodScheduled");
    if (scheduled?.status === "False")
        return [schedulingCause(pod, scheduled.message ?? scheduled.reason ?? "", own)];
    if (pod.status?.phase === "Failed")
        return [failedCause(pod)];
    const before = isWaitingToStart(pod) ? (volumeCause(pod, own) ?? sandboxCause(pod, own)) : undefined;
    return before === undefined ? containerCauses(pod) : [before];
}
function isWaitingToStart({ status = {} }) {
    const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    return all.every(({ state = {} }) => /^(?:ContainerCreating|PodInitializing)?$/.test(state.waiting?.reason ?? (Object.keys(state).length === 0 ? "" : "started")));
}
function schedulingCause(pod, message, events) {
    const coming = latest(events, ["TriggeredScaleUp", "Nominated"]);
    const claim = /persistentvolumeclaim|unbound|volume node affinity/i.test(message);
    const nodes = coming === undefined ? "" : ` (a node is on its way: ${coming.message?.trim() ?? coming.reason})`;
    return pod_cause(pod, "unschedulable", {
        found: `no node takes pod ${pod.metadata.name}: ${message || "no reason given"}${nodes}`,
        advice: claim
            ? "Create the claim or the volume that it waits for: its storage class and its zone must fit."
            : "Lower the requests, widen the node selector or the tolerations, or add nodes.",
        patience: coming === undefined ? { kind: "start" } : cause/* mayHeal */.uo,
    });
}
function failedCause(pod) {
    const { reason, message } = pod.status ?? {};
    const disrupted = (0,rollout_workload/* conditionOf */.rI)(pod.status?.conditions, "DisruptionTarget");
    const notOurs = disrupted?.status === "True" ||
        /^(?:Evicted|Preempting|Preempted|Shutdown|NodeShutdown|Terminated|NodeLost|NodeAffinity)$/.test(reason ?? "");
    const why = [reason, message].filter(Boolean).join(": ") || disrupted?.message || "no reason given";
    return pod_cause(pod, `failed-${reason ?? ""}`, {
        found: `pod ${pod.metadata.name} ${notOurs ? "was ended by the cluster" : "failed"}: ${why}`,
        advice: notOurs
            ? "It is replaced; look at the node and at the priority of the pod."
            : "Look at the node and at the limits of the pod.",
        patience: cause/* mayHeal */.uo,
    });
}
function volumeCause(pod, events) {
    const event = latest(events, ["FailedMount", "FailedAttachVolume"]);
    const message = event?.message?.trim() ?? "";
    if (event === undefined || /failed to sync (?:secret|configmap) cache|object ".*" not registered/.test(message))
        return undefined;
    const missing = /(?:secret|configmap) "[^"]+" not found|references? non-?existent (?:secret|config) key/i.test(message);
    return pod_cause(pod, "volumes", {
        found: `the volumes of pod ${pod.metadata.name} cannot be mounted: ${message}`,
        advice: missing
            ? "Create what the volume names first, or add it to the manifests; or mark it as optional."
            : "Look at the volume's claim, its driver and the node; a disk can be attached to one node only.",
        patience: missing ? cause/* cannotHeal */.kp : { kind: "start" },
        path: [...path, "volumes", ...volumeIndex(pod, message)],
    });
}
function sandboxCause(pod, events) {
    const event = latest(events, ["FailedCreatePodSandBox"]);
    if (event === undefined)
        return undefined;
    return pod_cause(pod, "sandbox", {
        found: `the node cannot set pod ${pod.metadata.name} up: ${event.message?.trim() ?? "no reason given"}`,
        advice: "Look at the node's network plugin and container runtime: no container of the pod was started.",
        patience: { kind: "start" },
    });
}
function volumeIndex({ spec }, message) {
    const name = /volume "([^"]+)"/.exec(message)?.[1];
    const volumes = Array.isArray(spec.volumes) ? spec.volumes : [];
    const index = volumes.findIndex((volume) => volume.name === name);
    return index < 0 ? [] : [index];
}
function latest(events, reasons) {
    return events
        .filter(({ reason }) => reasons.includes(reason ?? ""))
        .toSorted((one, other) => (0,rollout_workload/* eventTime */.gE)(one).localeCompare((0,rollout_workload/* eventTime */.gE)(other)))
        .at(-1);
}
function pod_cause(pod, key, parts) {
    return { path, ...parts, key, pod: pod.metadata.name };
}

;// CONCATENATED MODULE: ./src/rollout/causes/find.js



function findCauses({ workload, current, pods, events = [] }) {
    const creation = (0,rollout_workload/* conditionOf */.rI)(current?.status?.conditions, "ReplicaFailure") ??
        (0,rollout_workload/* conditionOf */.rI)(workload?.status?.conditions, "ReplicaFailure");
    const causes = [
        ...(creation?.status === "True"
            ? [creationCause(creation.message ?? creation.reason ?? "no reason given", workload)]
            : []),
        ...pods.flatMap((pod) => podCauses(pod, events)),
    ];
    const first = new Map();
    for (const cause of causes)
        if (!first.has(cause.key))
            first.set(cause.key, cause);
    return [...first.values()].sort((one, other) => weight(one) - weight(other));
}
const refusals = [
    {
        pattern: /exceeded quota|forbidden: maximum|is forbidden: minimum/,
        advice: "Raise the quota of the namespace, lower the requests of the pods, or set maxSurge to 0.",
        patience: "room",
    },
    {
        pattern: /violates PodSecurity/,
        advice: "Change the pod's security context as the message says, or the level that the namespace enforces.",
        patience: cause/* cannotHeal */.kp,
    },
    {
        pattern: /admission webhook .* denied/,
        advice: "Change the pod so that the policy allows it; the message names the policy.",
        patience: cause/* cannotHeal */.kp,
    },
    {
        pattern: /service account|serviceaccount/,
        advice: "Add the ServiceAccount to the manifests or create it first.",
        patience: cause/* cannotHeal */.kp,
    },
    { pattern: /forbidden|is invalid/, advice: "Change the pod as the message says.", patience: cause/* cannotHeal */.kp },
];
function creationCause(message, workload) {
    const refusal = refusals.find(({ pattern }) => pattern.test(message));
    const patience = refusal?.patience ?? cause/* mayHeal */.uo;
    return {
        key: "creation",
        found: `its pods cannot be created: ${message}`,
        advice: refusal?.advice ?? "Look at the events of the ReplicaSet.",
        patience: patience === "room" ? untilRoom(workload) : patience,
        path: ["spec", "template"],
    };
}
function untilRoom(workload) {
    const replicas = workload?.spec.replicas ?? 1;
    const { type, rollingUpdate } = workload?.spec.strategy ?? {};
    const written = String(rollingUpdate?.maxUnavailable ?? "25%");
    const unavailable = written.endsWith("%")
        ? Math.floor((Number.parseInt(written, 10) / 100) * replicas)
        : Number(written);
    return type === "Recreate" || unavailable > 0 ? { kind: "grace", ms: 15_000 } : cause/* cannotHeal */.kp;
}
function weight({ patience }) {
    return { none: 0, restarts: 1, start: 2, grace: 2, ready: 3, deadline: 4 }[patience.kind];
}


/***/ }),

/***/ 22890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ diagnose)
/* harmony export */ });
/* unused harmony export explain */
/* harmony import */ var _causes_find_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96599);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9702);


const mostPods = 5;
const mostEvents = 10;
async function diagnose(cluster, trouble, snapshot, options) {
    const [cause] = causesOf(trouble, snapshot);
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(5_000)]);
    const [events, log] = await Promise.all([
        readEvents(cluster, snapshot, { ...options, signal }),
        cause === undefined ? undefined : readLog(cluster, cause, snapshot, { ...options, signal }),
    ]);
    const told = explain(trouble, cause, events, options.timeoutMs);
    return {
        ...told,
        path: cause?.path ?? [],
        evidence: [
            ...(trouble.kind === "gate" ? trouble.failure.evidence : []),
            ...[conditionsEvidence(snapshot), podsEvidence(snapshot), eventsEvidence(events), log].filter((each) => each !== undefined),
        ],
    };
}
function causesOf(trouble, snapshot) {
    switch (trouble.kind) {
        case "cause":
            return [trouble.cause];
        case "stuck":
        case "timeout":
            return trouble.causes;
        case "refused":
        case "gate":
            return [];
        case "overtaken":
            return (0,_causes_find_js__WEBPACK_IMPORTED_MODULE_0__/* .findCauses */ .i)(snapshot);
    }
}
function explain(trouble, cause, events, timeoutMs) {
    switch (trouble.kind) {
        case "refused":
            return {
                found: `${trouble.failure.attempted}: ${trouble.failure.found}`,
                advice: trouble.failure.advice,
                cause: trouble.failure,
            };
        case "gate":
            return { found: trouble.failure.found, advice: trouble.failure.advice, cause: trouble.failure };
        case "overtaken":
            return {
                found: "somebody else changed the pod template while it was rolled out",
                advice: "Find who writes to it (kubectl get --show-managed-fields), then release again. Nothing was taken back: what serves now is theirs.",
            };
        case "cause":
            return { found: withProbeAnswer(trouble.cause, events), advice: trouble.cause.advice };
        case "stuck":
            return {
                found: `${cause === undefined ? "" : `${withProbeAnswer(cause, events)}; `}its rollout is stuck (${trouble.reason}: ${trouble.message})`,
                advice: cause?.advice ?? stuckAdvice(trouble.reason),
            };
        case "timeout":
            return {
                found: `${cause === undefined ? "" : `${withProbeAnswer(cause, events)}; `}not rolled out within ${Math.round(timeoutMs / 1000)} s: ${trouble.waitingFor}`,
                advice: cause?.advice ?? "Look at its events; where the service only needs longer, raise `timeout`.",
            };
    }
}
function stuckAdvice(reason) {
    switch (reason) {
        case "Paused":
            return "Resume it with `kubectl rollout resume`, or take `paused` out of its manifest.";
        case "ScaledToZero":
            return "Scale it to at least 1, then release again.";
        default:
            return "Look at its events.";
    }
}
function withProbeAnswer(cause, events) {
    const step = cause.path.at(-1);
    if (typeof events === "string" || (step !== "readinessProbe" && step !== "startupProbe"))
        return cause.found;
    const word = step === "startupProbe" ? "Startup" : "Readiness";
    const event = events.findLast((each) => each.reason === "Unhealthy" && each.message?.startsWith(word));
    return event?.message === undefined ? cause.found : `${cause.found} (${event.message.trim()})`;
}
async function readEvents(cluster, snapshot, options) {
    const objects = [snapshot.workload, snapshot.current, ...snapshot.pods].filter((each) => each !== undefined);
    const uids = new Set(objects.map((each) => each.metadata.uid));
    try {
        const { items } = await cluster.list({ apiVersion: "v1", kind: "Event" }, { namespace: options.namespace, signal: options.signal });
        return items
            .filter((event) => uids.has(event.involvedObject?.uid ?? ""))
            .sort((one, other) => (0,_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .eventTime */ .gE)(one).localeCompare((0,_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .eventTime */ .gE)(other)));
    }
    catch (error) {
        return `could not be read: ${messageOf(error)}`;
    }
}
async function readLog(cluster, cause, snapshot, options) {
    const { pod, container } = cause;
    const status = snapshot.pods.find((each) => each.metadata.name === pod)?.status;
    const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const ran = statuses.find((each) => each.name === container);
    if (pod === undefined || container === undefined || options.logLines === 0 || !hasRun(ran))
        return undefined;
    const previous = cause.previousLog === true;
    const title = `last ${options.logLines} log lines of pod ${pod} (container ${container}${previous ? ", before its last restart" : ""})`;
    try {
        const text = await cluster.podLogs({ namespace: options.namespace, name: pod }, { container, tailLines: options.logLines, previous, signal: options.signal });
        return { title, text: text.trimEnd() || "(nothing was logged)" };
    }
    catch (error) {
        return { title, text: `could not be read: ${messageOf(error)}` };
    }
}
function hasRun(status) {
    return (status?.state?.running !== undefined ||
        status?.state?.terminated !== undefined ||
        status?.lastState?.terminated !== undefined);
}
function conditionsEvidence({ workload }) {
    const conditions = workload?.status?.conditions ?? [];
    if (workload === undefined || conditions.length === 0)
        return undefined;
    const lines = conditions.map(({ type, status, reason = "", message = "" }) => `${type}=${status} ${reason}: ${message}`);
    return { title: `conditions of ${workload.kind} ${workload.metadata.name}`, text: lines.join("\n") };
}
function podsEvidence({ pods }) {
    if (pods.length === 0)
        return undefined;
    const more = pods.length > mostPods ? [`and ${pods.length - mostPods} more`] : [];
    return { title: "pods of the new revision", text: [...pods.slice(0, mostPods).map(podLine), ...more].join("\n") };
}
function podLine({ metadata, status = {} }) {
    const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].map((each) => `${each.name} ${stateOf(each)}, ${each.ready ? "ready" : "not ready"}, ${each.restartCount} restarts`);
    return `${metadata.name}: ${[status.phase ?? "no phase", ...containers].join("; ")}`;
}
function stateOf({ state = {} }) {
    if (state.waiting !== undefined)
        return `waiting (${state.waiting.reason ?? "no reason"})`;
    if (state.terminated !== undefined)
        return `ended (${state.terminated.reason ?? "no reason"}, exit code ${state.terminated.exitCode})`;
    return state.running === undefined ? "not started" : "running";
}
function eventsEvidence(events) {
    if (typeof events === "string")
        return { title: "events", text: events };
    const warnings = events.filter((event) => event.type === "Warning");
    const told = (warnings.length > 0 ? warnings : events).slice(-mostEvents);
    if (told.length === 0)
        return undefined;
    return { title: "events", text: told.map(eventLine).join("\n") };
}
function eventLine(event) {
    const count = event.series?.count ?? event.count ?? 1;
    const object = `${event.involvedObject?.kind ?? "Object"} ${event.involvedObject?.name ?? ""}`;
    return `${event.type ?? "Normal"} ${event.reason ?? ""} (${object}${count > 1 ? `, ${count} times` : ""}): ${(event.message ?? "").trim()}`;
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 38830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   Km: () => (/* binding */ rehearse),
/* harmony export */   SA: () => (/* binding */ patchManager),
/* harmony export */   jN: () => (/* binding */ imageManager),
/* harmony export */   wM: () => (/* binding */ fieldManager),
/* harmony export */   y7: () => (/* binding */ foreignConflicts)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75616);
/* harmony import */ var _kube_managed_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72254);
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23904);
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89991);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56302);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9702);







const fieldManager = "slipway";
const imageManager = "slipway-image";
const patchManager = "slipway-tracks";
async function rehearse(cluster, object, manifest, options) {
    const { signal, log, takeOver, manager } = options;
    const live = await cluster.get((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_6__/* .referenceTo */ .P)(object), { signal });
    const adoption = live === undefined ? undefined : (0,_kube_managed_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .adoptFields */ ._M)(live, manager);
    const write = { fieldManager: manager, dryRun: true, signal };
    try {
        const after = await cluster.apply(object, write).catch((error) => {
            const foreign = foreignConflicts(error);
            if ((0,_kube_managed_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .conflictsOf */ .hC)(error).length === 0 || (foreign.length > 0 && !takeOver))
                throw error;
            return cluster.apply(object, { ...write, force: true });
        });
        return { live, after, changes: live === undefined || adoption !== undefined || !sameContent(live, after) };
    }
    catch (error) {
        if ((0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .isApiError */ .d)(error) && refusesDryRuns(error)) {
            log.warning(`${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_6__/* .describeObject */ .v)(object)} could not be checked before the release: ${error.status.message ?? error.message}`, manifest?.position([]));
            return { live, after: undefined, changes: true };
        }
        throw refused(error, object, manifest, `checking ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_6__/* .describeObject */ .v)(object)} with the API server`);
    }
}
function refused(error, object, manifest, attempted) {
    if (!(0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .isApiError */ .d)(error))
        return error;
    const conflicts = foreignConflicts(error);
    const [first] = conflicts.length > 0
        ? conflicts.map((conflict) => conflict.field)
        : (error.status.details?.causes ?? []).map((cause) => cause.field ?? "");
    const at = manifest?.position(pathOf(first ?? "", manifest.object));
    if (conflicts.length > 0) {
        const managers = [...new Set(conflicts.map((conflict) => `"${conflict.manager}"`))].join(" and ");
        return new _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H({
            attempted,
            found: `${managers} ${conflicts.length === 1 ? "owns a field" : "own fields"} that ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_6__/* .describeObject */ .v)(object)} sets: ${conflicts.map((conflict) => conflict.field).join(", ")}`,
            advice: "Take these fields out of the manifest, or stop the other manager, or set `take-over: true` to own them from now on.",
            at,
            cause: error,
        });
    }
    const explained = (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .explainRefusal */ .G)(error, attempted);
    if (!(explained instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H) || at === undefined)
        return explained;
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H({
        attempted: explained.attempted,
        found: explained.found,
        advice: explained.advice,
        at,
        cause: error,
    });
}
function foreignConflicts(error) {
    return (0,_kube_managed_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .conflictsOf */ .hC)(error).filter(({ manager }) => !isOurs(manager));
}
function isOurs(manager) {
    return /^(kubectl($|[-" ])|before-first-apply|slipway($|[-" ]))/.test(manager);
}
function refusesDryRuns(error) {
    return /does not support dry ?run/i.test(error.status.message ?? "");
}
function sameContent(live, after) {
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(withoutBookkeeping(live), withoutBookkeeping(after));
}
function withoutBookkeeping(object) {
    const { managedFields: _fields, resourceVersion: _version, generation: _generation, ...metadata } = object.metadata;
    const { [_workload_js__WEBPACK_IMPORTED_MODULE_5__/* .changeCauseAnnotation */ .P1]: _cause, [_workload_js__WEBPACK_IMPORTED_MODULE_5__/* .releaseAnnotation */ .V1]: _release, [_workload_js__WEBPACK_IMPORTED_MODULE_5__/* .revisionAnnotation */ .lA]: _revision, ...annotations } = metadata.annotations ?? {};
    const { status: _status, ...rest } = object;
    return { ...rest, metadata: { ...metadata, annotations } };
}
function pathOf(field, object) {
    const path = [];
    let value = object;
    for (const [, key, index, selector] of field.matchAll(/\.?([^.[\]]+)|\[(\d+)\]|\[([^\]]*)\]/g)) {
        const step = key ?? (index === undefined ? indexOf(value, selector ?? "") : Number(index));
        if (step === undefined)
            return path;
        path.push(step);
        value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
    }
    return path;
}
function indexOf(list, selector) {
    const [, key = "", text = ""] = /^([^=]+)="?([^",]*)"?/.exec(selector) ?? [];
    if (!Array.isArray(list))
        return undefined;
    const index = list.findIndex((entry) => typeof entry === "object" && entry !== null && String(Reflect.get(entry, key)) === text);
    return index < 0 ? undefined : index;
}


/***/ }),

/***/ 56913:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CD: () => (/* binding */ attempt),
/* harmony export */   Js: () => (/* binding */ abortReason),
/* harmony export */   cn: () => (/* binding */ runEngine),
/* harmony export */   vE: () => (/* binding */ timestamp)
/* harmony export */ });
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54195);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);
/* harmony import */ var _causes_find_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(96599);
/* harmony import */ var _diagnosis_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22890);
/* harmony import */ var _objects_take_back_objects_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(46308);
/* harmony import */ var _rolling_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(35098);
/* harmony import */ var _undo_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(87509);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9702);









async function runEngine(inputs) {
    const { cluster, workload, live, bell, lock, log, signal, now, plan, logLines } = inputs;
    const startedAt = now();
    const timeline = [];
    const seenSince = new Map();
    let { release } = inputs;
    let deadline = startedAt + plan.timeout;
    let { begun } = inputs;
    let applied;
    let restored;
    let refusal;
    let diagnosis;
    let backTrouble;
    let yielded = false;
    let waitingFor = "";
    let objects = _objects_take_back_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .nothingTakenBack */ .Ao;
    const ring = () => bell.ring();
    signal.addEventListener("abort", ring);
    lock.signal.addEventListener("abort", ring);
    try {
        for (;;) {
            if (lock.signal.aborted)
                lock.check();
            const snapshot = live.snapshot();
            noteCauses(snapshot);
            const act = (0,_rolling_js__WEBPACK_IMPORTED_MODULE_6__/* .decideRolling */ .Kz)({ ...plan, deadline }, snapshot, {
                state: release.state,
                now: now(),
                abort: yielded ? undefined : abortReason(signal, lock),
                seenSince,
                begun,
                applied,
                restored,
                refusal,
            });
            if (act.kind === "done" || yielded)
                return { release, yielded, diagnosis, backTrouble, snapshot, timeline, objects };
            if (act.kind === "wait")
                await wait(act);
            else {
                lock.check();
                await perform(act, snapshot);
            }
        }
    }
    finally {
        signal.removeEventListener("abort", ring);
        lock.signal.removeEventListener("abort", ring);
    }
    async function wait(act) {
        if (act.message !== waitingFor)
            log.info(`Waiting: ${act.message}.`);
        waitingFor = act.message;
        await bell.wait(act.until - now());
    }
    async function perform(act, snapshot) {
        switch (act.kind) {
            case "apply":
                return apply();
            case "promote":
                return promote(snapshot);
            case "turn-back":
                return turnBack(act, snapshot);
            case "restore":
                await takeBackObjects(() => (0,_objects_take_back_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .restoreConfiguration */ .RQ)(cluster, workload, release));
                restored = (0,_rolling_js__WEBPACK_IMPORTED_MODULE_6__/* .markOf */ .Fg)(await (0,_undo_js__WEBPACK_IMPORTED_MODULE_7__/* .restoreTemplate */ .D)(cluster, existing(snapshot), act.template, snapshot.replicaSets));
                return note("The API server accepted the way back.");
            case "scale-to-zero":
                restored = (0,_rolling_js__WEBPACK_IMPORTED_MODULE_6__/* .markOf */ .Fg)(await (0,_undo_js__WEBPACK_IMPORTED_MODULE_7__/* .scaleToZero */ .G)(cluster, existing(snapshot)));
                return note("There is no earlier revision to go back to: scaled to 0.");
            case "yield":
                yielded = true;
                return note("Not waiting for the way back to get ready: the next step or run does.");
            case "close-back":
                return closeBack();
            case "close-failed":
                return closeFailed(act.trouble, snapshot);
            case "close-aborted":
                note(`Aborted before the first change: ${act.reason}.`);
                await record((before) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(before, release.id, "aborted", { reason: act.reason, endedAt: timestamp() }));
                return;
        }
    }
    async function takeBackObjects(act) {
        const taken = await act();
        for (const line of (0,_objects_take_back_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .tellObjects */ .iJ)(taken))
            note(line);
        objects = (0,_objects_take_back_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .join */ .fj)([objects, taken]);
    }
    async function apply() {
        begun = true;
        const { value, failure } = await attempt(inputs.apply);
        refusal = failure;
        if (value === undefined)
            return;
        applied = (0,_rolling_js__WEBPACK_IMPORTED_MODULE_6__/* .markOf */ .Fg)(value);
        note("The API server accepted the release.");
    }
    async function promote(snapshot) {
        note("All pods of the new revision are ready, and none of the old one is left.");
        await record((before) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(before, release.id, "promoted", ownRevision(release, snapshot)));
    }
    async function turnBack(act, snapshot) {
        if (act.as === "rolled-back")
            diagnosis = await explainTrouble(act.trouble, snapshot);
        const reason = act.as === "aborted" ? act.reason : (diagnosis?.found ?? "");
        note(act.as === "aborted" ? `Aborted: ${reason}. Going back.` : `Failed: ${reason}. Going back.`);
        const changes = { endsAs: act.as, reason, ...ownRevision(release, snapshot) };
        await record((before) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(before, release.id, "rolling-back", changes));
        deadline = now() + plan.timeout;
        seenSince.clear();
    }
    async function closeFailed(trouble, snapshot) {
        const explained = await explainTrouble(trouble, snapshot);
        if (release.state === "rolling-back")
            backTrouble = explained;
        else
            diagnosis = explained;
        note(`Failed: ${explained.found}.`);
        const changes = { reason: explained.found, endedAt: timestamp(), ...ownRevision(release, snapshot) };
        await record((before) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(before, release.id, "failed", changes));
    }
    async function closeBack() {
        const unhealthy = await inputs.verifyBack?.();
        if (unhealthy !== undefined) {
            backTrouble = {
                found: unhealthy.found,
                advice: unhealthy.advice,
                evidence: unhealthy.evidence,
                cause: unhealthy,
                path: [],
            };
            note(`The way back is not healthy: ${unhealthy.found}.`);
            await record((before) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(before, release.id, "failed", { reason: unhealthy.found, endedAt: timestamp() }));
            return;
        }
        if (plan.back !== undefined)
            await takeBackObjects(() => (0,_objects_take_back_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .removeCreated */ .hZ)(cluster, workload, release));
        const state = release.endsAs === "aborted" ? "aborted" : plan.back === undefined ? "failed" : "rolled-back";
        note(plan.back === undefined ? "Nothing of the release runs any more." : "The old revision is rolled out again.");
        const end = { reason: release.reason, endedAt: timestamp(), to: inputs.backTo };
        await record((before) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .settleRollBack */ .YE)(before, release.id, state, end));
    }
    async function record(change) {
        const after = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .updateRecord */ .vL)(cluster, workload, change);
        release = after.releases.find(({ id }) => id === release.id) ?? release;
    }
    async function explainTrouble(trouble, snapshot) {
        return (0,_diagnosis_js__WEBPACK_IMPORTED_MODULE_4__/* .diagnose */ .h)(cluster, trouble, snapshot, {
            namespace: workload.namespace,
            logLines,
            timeoutMs: plan.timeout,
            signal,
        });
    }
    function noteCauses(snapshot) {
        const keys = new Set((0,_causes_find_js__WEBPACK_IMPORTED_MODULE_3__/* .findCauses */ .i)(snapshot).map(({ key }) => key));
        for (const key of seenSince.keys())
            if (!keys.has(key))
                seenSince.delete(key);
        for (const key of keys)
            if (!seenSince.has(key))
                seenSince.set(key, now());
    }
    function note(text) {
        timeline.push({ at: now() - startedAt, text });
        log.info(text);
    }
}
function timestamp() {
    return new Date().toISOString();
}
function existing({ workload }) {
    if (workload !== undefined)
        return workload;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: "taking the release back",
        found: "the workload is not there any more",
        advice: "Somebody deleted it meanwhile: release again.",
    });
}
function ownRevision({ id, state }, { workload, current }) {
    const own = state === "releasing" && workload?.metadata.annotations?.[_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .releaseAnnotation */ .V1] === id;
    return own && current !== undefined ? { revision: (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .revisionOf */ .DT)(current), templateHash: (0,_workload_js__WEBPACK_IMPORTED_MODULE_8__/* .templateHashOf */ .gM)(current) } : {};
}
function abortReason(signal, lock) {
    if (signal.aborted)
        return { reason: signal.reason instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H ? signal.reason.found : "it was cancelled" };
    const request = lock.abortRequest();
    return request === undefined
        ? undefined
        : { reason: `${request.by} asked for it to be taken back${request.reason === "" ? "" : `: ${request.reason}`}` };
}
async function attempt(body) {
    try {
        return { value: await body() };
    }
    catch (error) {
        if (error instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H)
            return { failure: error };
        throw error;
    }
}


/***/ }),

/***/ 77891:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ measuredSide)
/* harmony export */ });
function measuredSide(pods, { name }, image) {
    const owners = pods.flatMap(({ metadata }) => (metadata.ownerReferences ?? []).filter(({ controller }) => controller === true).map((owner) => owner.name));
    const created = pods
        .map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? ""))
        .filter((time) => Number.isFinite(time));
    return {
        deployment: name,
        owners: [...new Set(owners)],
        labels: labelsOfAll(pods),
        since: created.length === 0 ? Date.now() : Math.min(...created),
        image,
    };
}
function labelsOfAll(pods) {
    const [first, ...rest] = pods.map(({ metadata }) => metadata.labels ?? {});
    const shared = Object.entries(first ?? {}).filter(([key, value]) => rest.every((labels) => labels[key] === value));
    return Object.fromEntries(shared);
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

/***/ 59208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ readSavedConfiguration),
/* harmony export */   g: () => (/* binding */ saveConfiguration)
/* harmony export */ });
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89991);
/* harmony import */ var _dry_run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38830);
/* harmony import */ var _inventory_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92812);



const mostBytes = 900_000;
const field = "saved.json";
async function saveConfiguration(cluster, workload, release, changed, { log, signal }) {
    for (const kind of ["ConfigMap", "Secret"]) {
        const own = changed.filter(({ object }) => (0,_inventory_js__WEBPACK_IMPORTED_MODULE_2__/* .referenceOf */ .Bz)(object).kind === kind);
        if (own.length === 0)
            continue;
        const objects = fitting(own, log);
        const body = savedObject(kind, workload, { release, objects });
        try {
            await cluster.apply(body, { fieldManager: _dry_run_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldManager */ .wM, force: true, signal });
        }
        catch (error) {
            throw (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .explainRefusal */ .G)(error, `keeping what the ${kind}s hold that release ${release} changes`);
        }
    }
}
async function readSavedConfiguration(cluster, workload, release, options = {}) {
    const found = await Promise.all(["ConfigMap", "Secret"].map((kind) => cluster.get(savedReference(kind, workload), options)));
    return found.flatMap((object) => {
        const saved = object === undefined ? undefined : parseSaved(object);
        return saved?.release === release ? saved.objects : [];
    });
}
function savedReference(kind, workload) {
    const name = `slipway-${workload.kind.toLowerCase()}-${workload.name}-before`;
    return { apiVersion: "v1", kind, name, namespace: workload.namespace };
}
function savedObject(kind, workload, saved) {
    const { apiVersion, name, namespace } = savedReference(kind, workload);
    const text = JSON.stringify(saved);
    const content = kind === "Secret" ? Buffer.from(text).toString("base64") : text;
    const labels = { "app.kubernetes.io/managed-by": "slipway" };
    return {
        apiVersion,
        kind,
        metadata: { name, namespace: namespace ?? "", labels },
        data: { [field]: content },
    };
}
function parseSaved(object) {
    const text = object.data?.[field];
    if (text === undefined)
        return undefined;
    return JSON.parse(object.kind === "Secret" ? Buffer.from(text, "base64").toString("utf8") : text);
}
function fitting(objects, log) {
    let bytes = 0;
    return objects
        .map((object) => ({ object, size: Buffer.byteLength(JSON.stringify(object)) }))
        .toSorted((one, other) => one.size - other.size)
        .filter(({ object, size }) => {
        bytes += size;
        if (bytes <= mostBytes)
            return true;
        log.warning(`${object.object} is too large to be kept: a release that fails leaves it as it made it.`);
        return false;
    })
        .map(({ object }) => object);
}


/***/ }),

/***/ 46308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ao: () => (/* binding */ nothingTakenBack),
/* harmony export */   RO: () => (/* binding */ reasonToKeep),
/* harmony export */   RQ: () => (/* binding */ restoreConfiguration),
/* harmony export */   fj: () => (/* binding */ join),
/* harmony export */   hZ: () => (/* binding */ removeCreated),
/* harmony export */   iJ: () => (/* binding */ tellObjects)
/* harmony export */ });
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75616);
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23904);
/* harmony import */ var _manifests_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97168);
/* harmony import */ var _dry_run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38830);
/* harmony import */ var _inventory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92812);
/* harmony import */ var _saved_configuration_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(59208);






const nothingTakenBack = { restored: [], removed: [], left: [] };
const neverDeleted = new Set(["Namespace", "CustomResourceDefinition", "PersistentVolume", "PersistentVolumeClaim"]);
async function restoreConfiguration(cluster, workload, release, options = {}) {
    const changed = await (0,_saved_configuration_js__WEBPACK_IMPORTED_MODULE_4__/* .readSavedConfiguration */ .A)(cluster, workload, release.id, options);
    const results = await Promise.all(changed.map(async ({ object, before, after }) => {
        const reference = (0,_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .referenceOf */ .Bz)(object);
        const live = await cluster.get(reference, options);
        if (live === undefined)
            return leave(object, "somebody has deleted it meanwhile");
        const now = (0,_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .hashOf */ .qQ)((0,_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .contentOf */ .$E)(live));
        if (now === (0,_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .hashOf */ .qQ)(before))
            return nothingTakenBack;
        if (now !== after)
            return leave(object, "somebody has changed it since");
        const owner = ownerOf(live);
        if (owner !== undefined)
            return leave(object, `${owner} makes its content`);
        const patch = [
            { op: "test", path: "/metadata/resourceVersion", value: live.metadata.resourceVersion },
            { op: "add", path: "/data", value: before.data ?? {} },
            ...(reference.kind === "ConfigMap" ? [{ op: "add", path: "/binaryData", value: before.binaryData ?? {} }] : []),
        ];
        return attempt(object, () => cluster.patch(reference, "json", patch, { fieldManager: _dry_run_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldManager */ .wM, ...options }), "restored");
    }));
    return join(results);
}
async function removeCreated(cluster, workload, release, options = {}) {
    const own = (0,_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .nameObject */ .Td)(workload);
    const created = (release.created ?? [])
        .filter((object) => object !== own)
        .map(_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .referenceOf */ .Bz)
        .toSorted((one, other) => (0,_manifests_order_js__WEBPACK_IMPORTED_MODULE_1__/* .applyRank */ .V)(other) - (0,_manifests_order_js__WEBPACK_IMPORTED_MODULE_1__/* .applyRank */ .V)(one));
    const results = [];
    for (const reference of created)
        results.push(await removeOne(cluster, reference, options));
    return join(results);
}
async function removeOne(cluster, reference, options) {
    const object = (0,_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .nameObject */ .Td)(reference);
    const live = await cluster.get(reference, options).catch((error) => {
        if ((0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 404))
            return undefined;
        throw error;
    });
    if (live === undefined)
        return nothingTakenBack;
    const why = reasonToKeep(live);
    if (why !== undefined)
        return leave(object, why);
    return attempt(object, () => cluster.delete((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .referenceTo */ .P)(live), { uid: live.metadata.uid, ...options }), "removed");
}
function reasonToKeep({ kind, metadata }) {
    if (neverDeleted.has(kind))
        return `a ${kind} is never deleted`;
    const owners = metadata.ownerReferences ?? [];
    if (owners.length > 0)
        return `${owners.map((owner) => `${owner.kind} ${owner.name}`).join(", ")} owns it`;
    const finalizers = (metadata.finalizers ?? []).filter((name) => name !== "foregroundDeletion" && name !== "orphan");
    if (finalizers.length > 0)
        return `it has the finalizer ${finalizers.join(", ")}`;
    const managers = metadata.managedFields ?? [];
    if (managers.length > 0 && !managers.some(({ manager }) => manager === _dry_run_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldManager */ .wM))
        return "it is another one of the same name";
    return undefined;
}
function ownerOf({ metadata }) {
    const controller = metadata.ownerReferences?.find((owner) => owner.controller === true);
    if (controller !== undefined)
        return `${controller.kind} ${controller.name}`;
    const manager = metadata.managedFields?.find(({ manager = "", fieldsV1 = {} }) => !manager.startsWith("slipway") && ["f:data", "f:binaryData", "f:stringData"].some((key) => key in fieldsV1));
    return manager?.manager;
}
async function attempt(object, act, as) {
    try {
        await act();
        return { ...nothingTakenBack, [as]: [object] };
    }
    catch (error) {
        if (!(0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error))
            throw error;
        return leave(object, error.status.message ?? `the API server answered ${error.code}`);
    }
}
function leave(object, why) {
    return { ...nothingTakenBack, left: [{ object, why }] };
}
function join(results) {
    return {
        restored: results.flatMap(({ restored }) => restored),
        removed: results.flatMap(({ removed }) => removed),
        left: results.flatMap(({ left }) => left),
    };
}
function tellObjects({ restored, removed, left }) {
    return [
        ...(restored.length === 0 ? [] : [`Restored what ${restored.map(_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .describeName */ .T_).join(", ")} held before.`]),
        ...(removed.length === 0 ? [] : [`Removed what the release had created: ${removed.map(_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .describeName */ .T_).join(", ")}.`]),
        ...(left.length === 0
            ? []
            : [`Left as it is: ${left.map(({ object, why }) => `${(0,_inventory_js__WEBPACK_IMPORTED_MODULE_3__/* .describeName */ .T_)(object)} (${why})`).join(", ")}.`]),
    ];
}


/***/ }),

/***/ 85040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ requirePermissions),
/* harmony export */   GZ: () => (/* binding */ releasePermissions),
/* harmony export */   K6: () => (/* binding */ workloadPermissions),
/* harmony export */   RS: () => (/* binding */ checkPermissions),
/* harmony export */   TM: () => (/* binding */ broughtAlong),
/* harmony export */   _Y: () => (/* binding */ trackPermissions),
/* harmony export */   cd: () => (/* binding */ checkImage),
/* harmony export */   gE: () => (/* binding */ resolveKinds),
/* harmony export */   im: () => (/* binding */ namespaceExists)
/* harmony export */ });
/* unused harmony export kindKey */
/* harmony import */ var _kube_access_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68705);
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75616);
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89991);
/* harmony import */ var _kube_resource_types_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92395);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56302);





function broughtAlong(manifests) {
    const objects = manifests.map(({ object }) => object);
    return {
        namespaces: new Set(objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name)),
        kinds: new Set(objects.filter(({ kind }) => kind === "CustomResourceDefinition").map(definedKind)),
    };
}
function kindKey({ apiVersion, kind }) {
    return `${(0,_kube_resource_types_js__WEBPACK_IMPORTED_MODULE_3__/* .groupOf */ .F8)(apiVersion)}/${kind}`;
}
async function namespaceExists(cluster, namespace, along, options) {
    const reference = { apiVersion: "v1", kind: "Namespace", name: namespace };
    const found = await cluster.get(reference, options).catch((error) => {
        if ((0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .isApiError */ .d)(error, 403))
            return "unknown";
        throw (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .explainRefusal */ .G)(error, `looking for the namespace ${namespace}`);
    });
    if (found === undefined && !along.namespaces.has(namespace)) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H({
            attempted: `looking for the namespace ${namespace}`,
            found: `the cluster ${cluster.server} has no namespace ${namespace}`,
            advice: "Create it, add it to the manifests, or correct the input `namespace`.",
        });
    }
    return found !== undefined;
}
async function resolveKinds(cluster, manifests, along, options) {
    const types = new Map();
    for (const manifest of manifests) {
        const type = await cluster.resourceType(manifest.object, options);
        if (type === undefined && !along.kinds.has(kindKey(manifest.object))) {
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H({
                attempted: `resolving the kind ${manifest.object.kind}`,
                found: `the cluster does not serve ${manifest.object.kind} of ${manifest.object.apiVersion}`,
                advice: "Correct apiVersion and kind, or install its CustomResourceDefinition first.",
                at: manifest.position(["kind"]),
            });
        }
        types.set(manifest, type);
    }
    return types;
}
async function checkPermissions(cluster, target, types, options, more = []) {
    const needed = [...releasePermissions(target, types), ...more];
    await requirePermissions(cluster, needed, target.workload.namespace, options);
}
function trackPermissions({ namespace }) {
    const all = (group, resource, verbs) => verbs.map((verb) => ({ verb, group, resource, namespace }));
    return [
        ...all("apps", "deployments", ["create", "delete"]),
        ...all("", "services", ["get", "list", "create", "patch", "delete"]),
    ];
}
function releasePermissions({ workload }, types) {
    return [
        ...workloadPermissions(workload),
        ...[...types].flatMap((type) => (type === undefined ? [] : applyPermissions(type, workload.namespace))),
    ];
}
async function requirePermissions(cluster, needed, namespace, options) {
    const missing = await (0,_kube_access_js__WEBPACK_IMPORTED_MODULE_0__/* .missingPermissions */ .HR)(cluster, needed, options);
    if (missing.length === 0)
        return;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H({
        attempted: `checking what this user may do in the namespace ${namespace}`,
        found: `it may not ${[...new Set(missing.map(_kube_access_js__WEBPACK_IMPORTED_MODULE_0__/* .describePermission */ .D))].join(", ")}`,
        advice: "Bind a Role with these verbs to the user of the kubeconfig; the README of this action has one to copy.",
    });
}
function workloadPermissions({ kind, namespace }) {
    const all = (group, resource, verbs) => verbs.map((verb) => ({ verb, group, resource, namespace }));
    return [
        ...all("apps", `${kind.toLowerCase()}s`, ["get", "list", "watch", "patch"]),
        ...all("apps", kind === "Deployment" ? "replicasets" : "controllerrevisions", ["list", "watch"]),
        ...all("", "pods", kind === "StatefulSet" ? ["list", "watch", "delete"] : ["list", "watch"]),
        ...all("", "configmaps", ["get", "create", "update"]),
        ...all("coordination.k8s.io", "leases", ["get", "list", "watch", "create", "update"]),
    ];
}
async function checkImage(target, lookUp, log) {
    if (lookUp === undefined)
        return target.digest;
    const found = await lookUp(target.image);
    switch (found.kind) {
        case "found":
            return target.digest === "" ? found.digest : target.digest;
        case "missing":
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H({
                attempted: `looking up the image ${target.image}`,
                found: `its registry does not have it: ${found.reason}`,
                advice: "Check its name and tag, and that the build has pushed it. Nothing was changed.",
            });
        case "denied":
        case "unreachable":
            log.warning(`The image ${target.image} could not be looked up before the release (${found.reason}); the nodes may still be able to pull it.`);
            return target.digest;
    }
}
function applyPermissions(type, namespace) {
    const base = { group: (0,_kube_resource_types_js__WEBPACK_IMPORTED_MODULE_3__/* .groupOf */ .F8)(type.apiVersion), resource: type.plural, namespace: type.namespaced ? namespace : "" };
    return ["get", "create", "patch"].map((verb) => ({ ...base, verb }));
}
function definedKind(definition) {
    const { group = "", names } = (definition.spec ?? {});
    return `${group}/${names?.kind ?? ""}`;
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

/***/ 39054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CD: () => (/* binding */ quietResult),
/* harmony export */   ES: () => (/* binding */ endedResult),
/* harmony export */   w0: () => (/* binding */ timelineTable),
/* harmony export */   yP: () => (/* binding */ takenBackResult)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80231);
/* harmony import */ var _objects_inventory_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92812);
/* harmony import */ var _objects_take_back_objects_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46308);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9702);





function quietResult(outcome, parts) {
    return {
        outcome,
        changed: false,
        pending: false,
        releaseId: "",
        summary: `${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(parts.reason)}\n`,
        ...parts,
    };
}
function endedResult(end, told) {
    const { release } = end;
    const outcome = outcomeOf(release, end.yielded);
    const failure = outcome === "succeeded" ? undefined : failureOf(end, told, outcome);
    const serving = end.snapshot.workload;
    return {
        outcome,
        pending: end.yielded,
        changed: told.applied.length > 0 || release.state === "promoted",
        digest: release.digest,
        previousDigest: told.previousDigest,
        revision: outcome === "succeeded"
            ? release.revision
            : end.snapshot.current === undefined
                ? serving === undefined
                    ? 0
                    : (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .revisionOf */ .DT)(serving)
                : (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .revisionOf */ .DT)(end.snapshot.current),
        releaseId: release.id,
        reason: failure?.found ?? "",
        summary: summaryOf(end, told, outcome),
        failure,
    };
}
function outcomeOf({ state, endsAs }, yielded) {
    if (yielded)
        return endsAs === "rolled-back" ? "rolled-back" : "aborted";
    switch (state) {
        case "promoted":
        case "verified":
            return "succeeded";
        case "rolled-back":
            return "rolled-back";
        case "aborted":
            return "aborted";
        case "failed":
        case "releasing":
        case "rolling-back":
        case "superseded":
            return "failed";
    }
}
function failureOf(end, { target, applied }, outcome) {
    const { release, diagnosis, backTrouble, yielded } = end;
    const attempted = `releasing ${target.image} to ${target.workload.kind} ${target.workload.namespace}/${target.workload.name}`;
    const ended = [whereItStands(end, outcome), leftBehind(target, applied, end, outcome)]
        .filter((each) => each !== "")
        .join(" ");
    if (backTrouble !== undefined) {
        return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted,
            found: `${diagnosis?.found ?? release.reason}; and the way back failed too: ${backTrouble.found}`,
            advice: `${backTrouble.advice} ${ended}`,
            at: positionOf(target, diagnosis),
            evidence: [...(diagnosis?.evidence ?? []), ...backTrouble.evidence],
            cause: backTrouble.cause,
        });
    }
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted,
        found: diagnosis?.found ?? release.reason,
        advice: `${diagnosis?.advice ?? (yielded ? "Run `operation: settle`, or the next release, to see the way back through." : "Run the workflow again if that was not meant.")} ${ended}`.trim(),
        at: positionOf(target, diagnosis),
        evidence: diagnosis?.evidence,
        cause: diagnosis?.cause,
    });
}
function positionOf({ manifest }, diagnosis) {
    if (diagnosis?.cause instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H && diagnosis.cause.at !== undefined)
        return diagnosis.cause.at;
    return diagnosis === undefined ? undefined : manifest?.position(diagnosis.path);
}
function whereItStands({ release, yielded }, outcome) {
    const back = release.previousRevision > 0 ? `what was revision ${release.previousRevision}` : "0 replicas";
    if (yielded)
        return `The API server has accepted the way back to ${back}; nobody has waited for its pods.`;
    if (outcome === "rolled-back" || (outcome === "aborted" && release.revision > 0))
        return `It went back to ${back}, whose pods are ready.`;
    if (outcome === "aborted")
        return "Nothing is rolled out.";
    if (release.endsAs !== "" && release.previousTemplateHash === "")
        return "There was no earlier revision to go back to: the workload is scaled to 0.";
    if (release.endsAs === "" && release.revision > 0)
        return "It is left as it is; the rollback action goes back to the last verified release.";
    return "";
}
function leftBehind({ workload }, applied, { objects = _objects_take_back_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .nothingTakenBack */ .Ao }, outcome) {
    const done = new Set([...objects.restored, ...objects.removed].map(_objects_inventory_js__WEBPACK_IMPORTED_MODULE_2__/* .describeName */ .T_));
    const own = `${workload.kind} ${workload.namespace}/${workload.name}`;
    const others = applied.filter((each) => each !== own && !done.has(each));
    return outcome === "succeeded" || others.length === 0
        ? ""
        : `Other objects that it changed stay as they are: ${others.join(", ")}.`;
}
function summaryOf(end, { target, applied, previousDigest, planned }, outcome) {
    const { release, timeline } = end;
    const { workload } = target;
    const rows = [
        ["workload", `${workload.kind} ${workload.namespace}/${workload.name}`],
        ["image", release.image],
        ["digest", release.digest || "not known"],
        [
            "from",
            release.previousImage === ""
                ? "nothing: its first release"
                : `${release.previousImage} (revision ${release.previousRevision}${previousDigest === "" ? "" : `, ${previousDigest}`})`,
        ],
        ["revision", release.revision === 0 ? "none" : String(release.revision)],
        ["release", release.id],
        ...(applied.length === 0 ? [] : [["changed", applied.join(", ")]]),
    ];
    const parts = [
        (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["", ""], rows.map(([name = "", text = ""]) => [name, (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(text)])),
        timelineTable(timeline),
    ];
    if (outcome === "succeeded" && release.previousRevision > 0) {
        parts.push(`To go back: run the rollback workflow, or \`kubectl\`:\n\n${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeBlock */ .DV)(`kubectl -n ${workload.namespace} rollout undo ${workload.kind.toLowerCase()}/${workload.name} --to-revision=${release.previousRevision}`, "sh")}`);
    }
    return `${[...parts, planned].join("\n\n")}\n`;
}
function timelineTable(timeline) {
    return (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["after", "what"], timeline.map(({ at, text }) => [`${(at / 1000).toFixed(1)} s`, (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(text)]));
}
function takenBackResult(end, workload) {
    const { release, yielded, backTrouble, timeline, snapshot } = end;
    const where = release.previousRevision > 0
        ? `${release.previousImage} (it was revision ${release.previousRevision})`
        : "0 replicas";
    const well = !yielded && backTrouble === undefined;
    const reason = well
        ? `release ${release.id} was taken back to ${where}: ${release.reason}`
        : yielded
            ? "it was cancelled while the way back got ready"
            : (backTrouble?.found ?? "");
    const failure = well
        ? undefined
        : new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted: `taking release ${release.id} of ${workload.kind} ${workload.namespace}/${workload.name} back to ${where}`,
            found: reason,
            advice: backTrouble?.advice ?? "The way back is accepted. Run it again to see it through.",
            evidence: backTrouble?.evidence,
            cause: backTrouble?.cause,
        });
    return {
        outcome: well ? "succeeded" : yielded ? "aborted" : "failed",
        changed: true,
        pending: yielded,
        digest: release.previousDigest,
        previousDigest: release.digest,
        revision: snapshot.current === undefined ? 0 : (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .revisionOf */ .DT)(snapshot.current),
        releaseId: release.id,
        reason,
        summary: `${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(`Taken back to ${where}. Reason: ${release.reason}.`)}\n\n${timelineTable(timeline)}`,
        failure,
    };
}


/***/ }),

/***/ 65201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nq: () => (/* binding */ isOfRevision),
/* harmony export */   Vq: () => (/* binding */ asReplicaSet),
/* harmony export */   jm: () => (/* binding */ revisionKindOf)
/* harmony export */ });
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9702);

const controllerRevisionKind = { apiVersion: "apps/v1", kind: "ControllerRevision" };
const revisionHashLabel = "controller-revision-hash";
function revisionKindOf({ kind }) {
    return kind === "Deployment" ? _workload_js__WEBPACK_IMPORTED_MODULE_0__/* .replicaSetKind */ .T_ : controllerRevisionKind;
}
function asReplicaSet(object, { kind }) {
    if (kind === "Deployment")
        return object;
    const { revision, data, metadata } = object;
    const { $patch: _, ...template } = data?.spec?.template ?? { spec: { containers: [] } };
    const hash = kind === "StatefulSet" ? metadata.name : (metadata.labels?.[revisionHashLabel] ?? "");
    return {
        apiVersion: object.apiVersion,
        kind: object.kind,
        metadata: {
            ...metadata,
            annotations: { ...metadata.annotations, [_workload_js__WEBPACK_IMPORTED_MODULE_0__/* .revisionAnnotation */ .lA]: String(revision) },
            labels: { ...metadata.labels, [_workload_js__WEBPACK_IMPORTED_MODULE_0__/* .templateHashLabel */ .xl]: hash },
        },
        spec: { template },
    };
}
function isOfRevision(pod, workload, revision) {
    if (workload.kind === "Deployment")
        return (0,_workload_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnedBy */ .D0)(pod, revision);
    return (0,_workload_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnedBy */ .D0)(pod, workload) && pod.metadata.labels?.[revisionHashLabel] === (0,_workload_js__WEBPACK_IMPORTED_MODULE_0__/* .templateHashOf */ .gM)(revision);
}


/***/ }),

/***/ 35098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ markOf),
/* harmony export */   Kz: () => (/* binding */ decideRolling),
/* harmony export */   b4: () => (/* binding */ progressTo)
/* harmony export */ });
/* harmony import */ var _causes_cause_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57851);
/* harmony import */ var _causes_find_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96599);
/* harmony import */ var _readiness_readiness_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(49908);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79177);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9702);





function decideRolling(plan, snapshot, moment) {
    switch (moment.state) {
        case "releasing":
            return decideForward(plan, snapshot, moment);
        case "rolling-back":
            return decideBack(plan, snapshot, moment);
        case "promoted":
        case "verified":
        case "rolled-back":
        case "aborted":
        case "failed":
        case "superseded":
            return { kind: "done" };
    }
}
function markOf(workload) {
    const progress = (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .conditionOf */ .rI)(workload.status?.conditions, "Progressing");
    return {
        template: workload.spec.template,
        generation: workload.metadata.generation ?? 0,
        staleProgress: progress?.reason === "ProgressDeadlineExceeded" ? (progress.lastUpdateTime ?? "") : undefined,
    };
}
function decideForward(plan, snapshot, moment) {
    const { abort, applied, refusal, begun } = moment;
    if (abort !== undefined) {
        return begun
            ? { kind: "turn-back", as: "aborted", reason: abort.reason }
            : { kind: "close-aborted", reason: abort.reason };
    }
    if (refusal !== undefined)
        return fail(plan, { kind: "refused", failure: refusal });
    if (applied === undefined)
        return { kind: "apply" };
    const progress = progressTo(applied, plan, snapshot, moment);
    switch (progress.kind) {
        case "ready":
            return { kind: "promote" };
        case "wait":
            return progress;
        case "trouble":
            return fail(plan, progress.trouble);
    }
}
function fail(plan, trouble) {
    if (plan.onFailure === "keep" || trouble.kind === "overtaken")
        return { kind: "close-failed", trouble };
    return { kind: "turn-back", as: "rolled-back", trouble };
}
function decideBack(plan, snapshot, moment) {
    const { workload } = snapshot;
    const { restored, abort } = moment;
    if (plan.back === undefined) {
        const runs = workload !== undefined && (workload.spec.replicas ?? 1) > 0;
        return runs && restored === undefined ? { kind: "scale-to-zero" } : { kind: "close-back" };
    }
    if (restored === undefined)
        return { kind: "restore", template: plan.back };
    const progress = progressTo(restored, plan, snapshot, moment);
    if (progress.kind !== "ready" && abort !== undefined)
        return { kind: "yield", reason: abort.reason };
    switch (progress.kind) {
        case "ready":
            return { kind: "close-back" };
        case "wait":
            return progress;
        case "trouble":
            return { kind: "close-failed", trouble: progress.trouble };
    }
}
function progressTo(mark, plan, snapshot, moment) {
    const { workload } = snapshot;
    if (workload === undefined || (workload.metadata.generation ?? 0) < mark.generation) {
        return waitFor("the change to be seen", [], plan, moment);
    }
    if (!(0,_template_js__WEBPACK_IMPORTED_MODULE_3__/* .sameTemplate */ .N_)(workload.spec.template, mark.template))
        return inTrouble({ kind: "overtaken" });
    const readiness = (0,_readiness_readiness_js__WEBPACK_IMPORTED_MODULE_2__/* .readinessOf */ .c)(workload);
    if (readiness.kind === "ready") {
        if ((workload.spec.replicas ?? 1) > 0)
            return { kind: "ready" };
        return inTrouble({
            kind: "stuck",
            reason: "ScaledToZero",
            message: "it is scaled to 0, so no pod proves the release",
            causes: [],
        });
    }
    const causes = (0,_causes_find_js__WEBPACK_IMPORTED_MODULE_1__/* .findCauses */ .i)(snapshot);
    const fatal = causes.find((cause) => (0,_causes_cause_js__WEBPACK_IMPORTED_MODULE_0__/* .patienceEnd */ .PW)(cause, moment, plan.graces) <= moment.now);
    if (fatal !== undefined)
        return inTrouble({ kind: "cause", cause: fatal });
    if (readiness.kind === "stuck" && !isStale(workload, mark))
        return inTrouble({ ...readiness, kind: "stuck", causes });
    return waitFor(readiness.message, causes, plan, moment);
}
function waitFor(message, causes, plan, moment) {
    if (plan.deadline <= moment.now)
        return inTrouble({ kind: "timeout", waitingFor: message, causes });
    const until = Math.min(plan.deadline, ...causes.map((cause) => (0,_causes_cause_js__WEBPACK_IMPORTED_MODULE_0__/* .patienceEnd */ .PW)(cause, moment, plan.graces)));
    return { kind: "wait", message, until };
}
function isStale(workload, { staleProgress }) {
    const progress = (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .conditionOf */ .rI)(workload.status?.conditions, "Progressing");
    return progress?.reason === "ProgressDeadlineExceeded" && staleProgress === (progress.lastUpdateTime ?? "");
}
function inTrouble(trouble) {
    return { kind: "trouble", trouble };
}


/***/ }),

/***/ 93399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ takeSnapshot),
/* harmony export */   h: () => (/* binding */ followRollout)
/* harmony export */ });
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75616);
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23904);
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89991);
/* harmony import */ var _kube_selectors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(92065);
/* harmony import */ var _kube_watch_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55244);
/* harmony import */ var _revisions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65201);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79177);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9702);








async function followRollout(cluster, workload, selector, options) {
    const { namespace, name } = workload;
    const { signal, onChange } = options;
    let lost;
    const onError = (error) => {
        lost ??= (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .explainRefusal */ .G)(error, `watching ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_6__/* .describeObject */ .v)(workload)}`);
        onChange();
    };
    const common = { signal, onChange, onError, namespace };
    const selected = { ...common, labelSelector: (0,_kube_selectors_js__WEBPACK_IMPORTED_MODULE_7__/* .selectorText */ .n)(selector) };
    const [workloads, replicaSets, pods, events] = await Promise.all([
        (0,_kube_watch_js__WEBPACK_IMPORTED_MODULE_2__/* .followObjects */ .E)(cluster, { apiVersion: workload.apiVersion, kind: workload.kind }, { ...common, fieldSelector: `metadata.name=${name}` }),
        (0,_kube_watch_js__WEBPACK_IMPORTED_MODULE_2__/* .followObjects */ .E)(cluster, (0,_revisions_js__WEBPACK_IMPORTED_MODULE_3__/* .revisionKindOf */ .jm)(workload), selected),
        (0,_kube_watch_js__WEBPACK_IMPORTED_MODULE_2__/* .followObjects */ .E)(cluster, _workload_js__WEBPACK_IMPORTED_MODULE_5__/* .podKind */ .uP, selected),
        followEvents(cluster, { signal, onChange, namespace }),
    ]);
    return {
        snapshot: () => {
            if (lost !== undefined)
                throw lost;
            const revisions = replicaSets.items().map((object) => (0,_revisions_js__WEBPACK_IMPORTED_MODULE_3__/* .asReplicaSet */ .Vq)(object, workload));
            return takeSnapshot(workloads.get(name), revisions, pods.items(), events?.items());
        },
        stop: () => {
            for (const store of [workloads, replicaSets, pods, events])
                store?.stop();
        },
    };
}
function takeSnapshot(workload, replicaSets, pods, events = []) {
    if (workload === undefined)
        return { workload, replicaSets: [], current: undefined, pods: [] };
    const current = (0,_template_js__WEBPACK_IMPORTED_MODULE_4__/* .currentReplicaSet */ .kw)(workload, replicaSets);
    const own = current === undefined
        ? []
        : pods.filter((pod) => (0,_revisions_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfRevision */ .Nq)(pod, workload, current) && pod.metadata.deletionTimestamp === undefined);
    const uids = new Set(own.map(({ metadata }) => metadata.uid));
    return {
        workload,
        replicaSets: (0,_template_js__WEBPACK_IMPORTED_MODULE_4__/* .ownedReplicaSets */ .$y)(workload, replicaSets),
        current,
        pods: own,
        events: events.filter(({ involvedObject }) => uids.has(involvedObject?.uid ?? "")),
    };
}
const tellingReasons = new Set([
    "FailedMount",
    "FailedAttachVolume",
    "FailedCreatePodSandBox",
    "TriggeredScaleUp",
    "Nominated",
]);
async function followEvents(cluster, options) {
    try {
        return await (0,_kube_watch_js__WEBPACK_IMPORTED_MODULE_2__/* .followObjects */ .E)(cluster, { apiVersion: "v1", kind: "Event" }, {
            ...options,
            fieldSelector: "involvedObject.kind=Pod",
            keep: (object) => tellingReasons.has(object.reason ?? ""),
            onError: () => undefined,
        });
    }
    catch (error) {
        if ((0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 403))
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ wayOf)
/* harmony export */ });
/* harmony import */ var _blue_green_blue_green_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(50575);
/* harmony import */ var _canary_canary_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37006);


function wayOf({ strategy }) {
    switch (strategy) {
        case "blue-green":
            return { back: _blue_green_blue_green_js__WEBPACK_IMPORTED_MODULE_0__/* .blueGreenBack */ .x, endsIn: "candidate" };
        case "canary":
            return { back: _canary_canary_js__WEBPACK_IMPORTED_MODULE_1__/* .canaryBack */ .Kv, refit: _canary_canary_js__WEBPACK_IMPORTED_MODULE_1__/* .canaryRefit */ .j, endsIn: "stable" };
    }
}


/***/ }),

/***/ 65119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ takeBack)
});

// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/release/record-store.js + 2 modules
var record_store = __webpack_require__(54195);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(36125);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/bell.js
var rollout_bell = __webpack_require__(56238);
// EXTERNAL MODULE: ./src/rollout/engine.js
var engine = __webpack_require__(56913);
// EXTERNAL MODULE: ./src/rollout/result.js
var result = __webpack_require__(39054);
// EXTERNAL MODULE: ./src/rollout/snapshot.js
var snapshot = __webpack_require__(93399);
// EXTERNAL MODULE: ./src/rollout/template.js
var template = __webpack_require__(79177);
// EXTERNAL MODULE: ./src/rollout/strategies.js
var strategies = __webpack_require__(558);
// EXTERNAL MODULE: ./src/rollout/tracks/run-release.js + 6 modules
var run_release = __webpack_require__(96855);
;// CONCATENATED MODULE: ./src/rollout/tracks/take-back-tracks.js






function hasTracksBack(release) {
    const { track, state } = release;
    if (track === undefined)
        return false;
    return track.strategy === "blue-green" || state === "releasing" || track.back.length > 0;
}
async function takeTracksBack(request, context) {
    const { workload, release, endsAs, reason, timeout, logLines, to, lock, verify } = request;
    const { cluster, log } = context;
    const strategy = (0,strategies/* wayOf */.V)(release.track);
    const track = await fitted(release, strategy, request.workload, context);
    lock.check();
    const begun = release.state === "rolling-back" && release.track.back.length > 0;
    const back = begun
        ? release.track
        : { ...track, back: strategy.back(track), stage: -1, pausedAt: "", stageSince: (0,engine/* timestamp */.vE)() };
    const after = await (0,record_store/* updateRecord */.vL)(cluster, workload, (record) => (0,states/* moveRelease */.JK)(record, release.id, "rolling-back", { endsAs, reason, track: back }));
    const written = after.releases.find(({ id }) => id === release.id) ?? release;
    const stable = back.stable?.deployment;
    log.info(`Taking release ${release.id} of ${release.image} back${stable === undefined ? "" : ` to ${stable} (${written.previousImage})`}: ${reason}.`);
    const end = await (0,run_release/* runRelease */.T)({
        workload,
        release: { ...written, track: written.track ?? back },
        strategy,
        lock,
        timeout,
        logLines,
        onFailure: "rollback",
        plan: undefined,
        backTo: to,
        verifyBack: verify,
    }, context);
    return (0,result/* takenBackResult */.yP)(end, workload);
}
async function fitted({ track }, { refit }, workload, { cluster, signal }) {
    if (refit === undefined || track.stable === undefined)
        return track;
    const live = await cluster.get({ ...workload, name: track.stable.deployment }, { signal });
    return live === undefined ? track : refit(track, { stable: live.spec.replicas ?? 1 });
}

;// CONCATENATED MODULE: ./src/rollout/take-back.js










async function takeBack(request, context) {
    const { workload, release, endsAs, reason, timeout, logLines, to, lock, verify } = request;
    if (hasTracksBack(release))
        return takeTracksBack({ ...request, release }, context);
    const { cluster, log, signal, now } = context;
    const bell = (0,rollout_bell/* createBell */.Y)();
    const found = await cluster.get(workload, { signal });
    const live = await (0,snapshot/* followRollout */.h)(cluster, workload, found?.spec.selector ?? { matchLabels: { "slipway.dev/none": "none" } }, {
        signal: new AbortController().signal,
        onChange: () => bell.ring(),
    });
    try {
        const way = to === undefined
            ? {}
            : {
                previousTemplateHash: to.templateHash,
                previousRevision: to.revision,
                previousImage: to.image,
                previousDigest: to.digest,
            };
        const back = templateBack({ ...release, ...way }, live.snapshot());
        lock.check();
        const after = await (0,record_store/* updateRecord */.vL)(cluster, workload, (record) => (0,states/* moveRelease */.JK)(record, release.id, "rolling-back", { ...way, endsAs, reason }));
        const moved = after.releases.find(({ id }) => id === release.id) ?? release;
        log.info(`Taking release ${release.id} of ${release.image} back${moved.previousRevision > 0 ? ` to revision ${moved.previousRevision} (${moved.previousImage})` : ""}: ${reason}.`);
        const end = await (0,engine/* runEngine */.cn)({
            cluster,
            workload,
            live,
            bell,
            lock,
            log,
            signal,
            now,
            logLines,
            release: moved,
            begun: true,
            plan: { back, onFailure: "rollback", timeout },
            apply: () => Promise.reject(new Error("a release that goes back applies nothing")),
            verifyBack: verify,
            backTo: to,
        });
        return (0,result/* takenBackResult */.yP)(end, workload);
    }
    finally {
        live.stop();
    }
}
function templateBack(release, { workload, replicaSets }) {
    if (workload === undefined || release.previousTemplateHash === "")
        return undefined;
    const replicaSet = (0,template/* replicaSetOf */.kr)(release.previousTemplateHash, workload, replicaSets);
    if (replicaSet !== undefined)
        return (0,template/* templateOf */.kW)(replicaSet);
    throw new failure/* Failure */.H({
        attempted: `taking release ${release.id} of ${(0,object/* describeObject */.v)(workload)} back`,
        found: `the ReplicaSet of revision ${release.previousRevision} is not there any more (revisionHistoryLimit is ${workload.spec.revisionHistoryLimit ?? 10})`,
        advice: "Release the image that is wanted again, with `force: true` if it was rolled back before.",
    });
}


/***/ }),

/***/ 79177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ ownedReplicaSets),
/* harmony export */   N_: () => (/* binding */ sameTemplate),
/* harmony export */   kW: () => (/* binding */ templateOf),
/* harmony export */   kr: () => (/* binding */ replicaSetOf),
/* harmony export */   kw: () => (/* binding */ currentReplicaSet)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9702);


function templateOf(replicaSet) {
    const { [_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .templateHashLabel */ .xl]: _hash, ...labels } = replicaSet.spec.template.metadata?.labels ?? {};
    return { ...replicaSet.spec.template, metadata: { ...replicaSet.spec.template.metadata, labels } };
}
function sameTemplate(one, other) {
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(withoutEmpty(one), withoutEmpty(other));
}
function currentReplicaSet(workload, replicaSets) {
    return ownedReplicaSets(workload, replicaSets).find((each) => sameTemplate(templateOf(each), workload.spec.template));
}
function ownedReplicaSets(workload, replicaSets) {
    return replicaSets
        .filter((each) => (0,_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .isOwnedBy */ .D0)(each, workload))
        .sort((one, other) => (0,_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .revisionOf */ .DT)(other) - (0,_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .revisionOf */ .DT)(one));
}
function replicaSetOf(hash, workload, replicaSets) {
    return ownedReplicaSets(workload, replicaSets).find((each) => (0,_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .templateHashOf */ .gM)(each) === hash);
}
function withoutEmpty(value) {
    if (Array.isArray(value))
        return value.map(withoutEmpty);
    if (typeof value !== "object" || value === null)
        return value;
    const entries = Object.entries(value)
        .map(([key, each]) => [key, withoutEmpty(each)])
        .filter(([key, each]) => each !== null && each !== undefined && !(key !== "emptyDir" && isEmptyObject(each)));
    return Object.fromEntries(entries);
}
function isEmptyObject(value) {
    return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}


/***/ }),

/***/ 92338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C7: () => (/* binding */ stableBody),
/* harmony export */   _H: () => (/* binding */ candidateBody),
/* harmony export */   nq: () => (/* binding */ withoutSideLabels)
/* harmony export */ });
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36015);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9702);


function candidateBody(plan, track, replicas, standing, stable) {
    const written = (plan.target.manifest?.object ?? (stable && copyWithImage(stable, plan)));
    if (written === undefined)
        throw new Error("there is neither a manifest nor a Deployment to copy");
    return sideBody(written, plan, {
        name: track.candidate.deployment,
        labels: track.candidate.narrow,
        replicas,
        standing,
    });
}
function stableBody(plan, track, stable) {
    const written = (plan.target.manifest?.object ?? copyWithImage(stable, plan));
    const { [_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .templateHashLabel */ .xl]: _, ...labels } = track.stable?.narrow ?? {};
    return sideBody(written, plan, {
        name: stable.metadata.name,
        labels,
        replicas: stable.spec.replicas ?? 1,
        standing: stable,
    });
}
function withoutSideLabels(template, track) {
    const own = new Set([_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .templateHashLabel */ .xl, ...Object.keys(track.candidate.narrow)]);
    const labels = Object.fromEntries(Object.entries(template.metadata?.labels ?? {}).filter(([key]) => !own.has(key)));
    return { ...template, metadata: { ...template.metadata, labels } };
}
function sideBody(written, plan, { name, labels, replicas, standing }) {
    const { template } = written.spec;
    const object = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .inNamespace */ .d2)(written, plan);
    return {
        ...object,
        metadata: { ...object.metadata, name, labels: { ...object.metadata.labels, ...labels } },
        spec: {
            ...written.spec,
            replicas,
            selector: standing?.spec.selector ?? {
                ...written.spec.selector,
                matchLabels: { ...written.spec.selector.matchLabels, ...labels },
            },
            template: {
                ...template,
                metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } },
            },
        },
    };
}
function copyWithImage(stable, { target, container }) {
    const { name, namespace, labels = {}, annotations = {} } = stable.metadata;
    const kept = Object.entries(annotations).filter(([key]) => key !== _workload_js__WEBPACK_IMPORTED_MODULE_1__/* .revisionAnnotation */ .lA && !key.startsWith("kubectl.kubernetes.io/"));
    const { template } = stable.spec;
    const { creationTimestamp: _, ...metadata } = template.metadata ?? {};
    return {
        apiVersion: stable.apiVersion,
        kind: stable.kind,
        metadata: {
            name,
            ...(namespace === undefined ? {} : { namespace }),
            labels,
            annotations: Object.fromEntries(kept),
        },
        spec: {
            ...stable.spec,
            template: {
                ...template,
                metadata,
                spec: {
                    ...template.spec,
                    containers: template.spec.containers.map((each) => each.name === container ? { ...each, image: target.image } : each),
                },
            },
        },
    };
}


/***/ }),

/***/ 32378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ objectBody)
/* harmony export */ });
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36015);
/* harmony import */ var _autoscaler_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41320);
/* harmony import */ var _select_services_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95135);



async function objectBody(written, track, { cluster, routing, plan }) {
    const object = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .inNamespace */ .d2)(written, plan);
    const { workload } = plan.target;
    if (object.kind === "Service") {
        const { name, namespace } = object.metadata;
        const isLive = track.services.some((service) => service.name === name);
        if (!isLive && name !== track.preview.name)
            return object;
        const live = await cluster.get({ ..._select_services_js__WEBPACK_IMPORTED_MODULE_2__/* .serviceKind */ .Ae, name, namespace });
        if (live === undefined)
            return isLive ? undefined : object;
        const spec = { ...object.spec, selector: live.spec.selector };
        return { ...object, spec };
    }
    if ((0,_autoscaler_js__WEBPACK_IMPORTED_MODULE_1__/* .isAutoscalerOf */ .ph)(object, workload)) {
        const name = track.stable?.deployment ?? track.candidate.deployment;
        const spec = object.spec;
        return { ...object, spec: { ...spec, scaleTargetRef: { ...spec.scaleTargetRef, name } } };
    }
    return routing.body(object, track);
}


/***/ }),

/***/ 42814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ createRouting)
});

// UNUSED EXPORTS: hasRoute

// EXTERNAL MODULE: ./src/traffic/save-route.js
var save_route = __webpack_require__(41490);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ../../node_modules/zod/v4/core/errors.js
var errors = __webpack_require__(77232);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/traffic/router.js
var router = __webpack_require__(38962);
;// CONCATENATED MODULE: ./src/traffic/saved.js



const reference = schemas/* object */.Ikc({
    apiVersion: schemas/* string */.YjP(),
    kind: schemas/* string */.YjP(),
    namespace: schemas/* string */.YjP().optional(),
    name: schemas/* string */.YjP(),
});
const backend = schemas/* object */.Ikc({ service: schemas/* string */.YjP(), selector: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional() });
const path = schemas/* array */.YOg(schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]));
const savedTraffic = schemas/* object */.Ikc({
    router: schemas/* enum */.k5n(router/* routerNames */.s),
    target: schemas/* object */.Ikc({ namespace: schemas/* string */.YjP(), stable: backend, candidate: backend }),
    objects: schemas/* array */.YOg(schemas/* object */.Ikc({
        reference,
        parts: schemas/* array */.YOg(schemas/* object */.Ikc({ path, value: schemas/* unknown */.L5J() })),
        owners: schemas/* array */.YOg(schemas/* looseObject */._H3({})),
    })),
    companions: schemas/* array */.YOg(schemas/* looseObject */._H3({ apiVersion: schemas/* string */.YjP(), kind: schemas/* string */.YjP(), metadata: schemas/* looseObject */._H3({ name: schemas/* string */.YjP() }) })),
});
function parseSavedTraffic(value) {
    const parsed = savedTraffic.safeParse(value);
    if (parsed.success) {
        return parsed.data;
    }
    throw new failure/* Failure */.H({
        attempted: "reading from the record how the traffic was before the release",
        found: errors/* prettifyError */.S1(parsed.error).replaceAll("\n", "; "),
        advice: "Give the route its weights back by hand, then release again.",
        cause: parsed.error,
    });
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/kube/refusal.js
var refusal = __webpack_require__(89991);
// EXTERNAL MODULE: ./src/traffic/change-object.js + 1 modules
var change_object = __webpack_require__(36992);
// EXTERNAL MODULE: ./src/traffic/companion.js
var traffic_companion = __webpack_require__(85273);
// EXTERNAL MODULE: ./src/traffic/routers.js + 7 modules
var traffic_routers = __webpack_require__(7187);
;// CONCATENATED MODULE: ./src/traffic/shift.js







async function prepareRoute(saved, context) {
    const there = await Promise.all(saved.companions.map((object) => (0,change_object/* readObject */.Ag)((0,kube_object/* referenceTo */.P)(object), context)));
    await applyCompanions(saved, { weight: 0 }, context);
    return there.some((object) => object === undefined);
}
async function setWeight(saved, split, context) {
    const router = traffic_routers/* routers */.L[saved.router];
    await applyCompanions(saved, split, context);
    for (const one of saved.objects) {
        if (router.readOnly)
            await (0,change_object/* readRequired */.yu)(one.reference, context);
        else {
            const live = await (0,change_object/* changeObject */.y1)(one.reference, context, (object) => router.split(router.giveBack(object, saved.target, one.parts), saved.target, split));
            if (live === undefined)
                throw (0,change_object/* routeGone */.No)(one.reference);
        }
    }
}
async function observeTraffic(saved, context) {
    const router = routers[saved.router];
    const shares = [];
    for (const { reference } of saved.objects) {
        const object = await readObject(reference, context);
        if (object === undefined)
            return { kind: "gone", reference };
        shares.push({ name: describeObject(object), share: router.share(object, saved.target) });
    }
    for (const companion of saved.companions) {
        const object = await readObject(referenceTo(companion), context);
        const share = object === undefined ? "untouched" : router.share(object, saved.target);
        shares.push({ name: describeObject(companion), share });
    }
    return combined(shares);
}
async function restoreRoute(saved, context) {
    const router = traffic_routers/* routers */.L[saved.router];
    for (const { reference, parts, owners } of router.readOnly ? [] : saved.objects) {
        const restored = await (0,change_object/* changeObject */.y1)(reference, context, (live) => router.giveBack(live, saved.target, parts));
        if (restored !== undefined)
            await (0,change_object/* giveOwnershipBack */.sS)(restored, owners, context);
        else
            context.log.warning(`${(0,kube_object/* describeObject */.v)(reference)} is gone: there is no weight to take out of it.`);
    }
    for (const companion of saved.companions) {
        const live = await (0,change_object/* readObject */.Ag)((0,kube_object/* referenceTo */.P)(companion), context);
        if (live !== undefined && (0,traffic_companion/* isMadeFor */.p)(live, saved.target))
            await applyCompanion(companion, saved, { weight: 0 }, context);
    }
}
async function cleanUpRoute(saved, context) {
    for (const companion of saved.companions) {
        const reference = (0,kube_object/* referenceTo */.P)(companion);
        const live = await (0,change_object/* readObject */.Ag)(reference, context);
        if (live === undefined || !(0,traffic_companion/* isMadeFor */.p)(live, saved.target))
            continue;
        await context.cluster
            .delete(reference, { uid: live.metadata.uid, signal: context.signal })
            .catch((error) => {
            throw (0,refusal/* explainRefusal */.G)(error, `removing ${(0,kube_object/* describeObject */.v)(reference)}`);
        });
    }
}
async function applyCompanions(saved, split, context) {
    for (const companion of saved.companions)
        await applyCompanion(companion, saved, split, context);
}
async function applyCompanion(companion, saved, split, context) {
    const body = traffic_routers/* routers */.L[saved.router].split(companion, saved.target, split);
    await context.cluster
        .apply(body, { fieldManager: router/* routerManager */.J, force: true, signal: context.signal })
        .catch((error) => {
        throw (0,refusal/* explainRefusal */.G)(error, `applying ${(0,kube_object/* describeObject */.v)(companion)}`);
    });
}
function combined(shares) {
    const telling = shares.filter(({ share }) => share !== "silent");
    const [first] = telling;
    if (first === undefined || first.share === "silent")
        return { kind: "untouched" };
    const other = telling.find(({ share }) => !isDeepStrictEqual(share, first.share));
    if (other !== undefined) {
        return {
            kind: "mixed",
            message: [first, other].map(({ name, share }) => `${name}: ${shareText(share)}`).join(", "),
        };
    }
    return first.share === "untouched" ? { kind: "untouched" } : { kind: "split", split: first.share };
}
function shareText(share) {
    return typeof share === "string" ? share : `${share.weight} %${share.header ? ` and ${share.header.name}` : ""}`;
}

// EXTERNAL MODULE: ./src/rollout/tracks/shares.js
var shares = __webpack_require__(85130);
;// CONCATENATED MODULE: ./src/rollout/tracks/routing.js




function createRouting(cluster, log) {
    const context = { cluster, log, signal: new AbortController().signal };
    const on = async (track, act) => {
        if (hasRoute(track))
            await act(parseSavedTraffic(track.route));
    };
    return {
        prepare: (track) => on(track, (saved) => prepareRoute(saved, context)),
        weigh: (weight, track) => on(track, (saved) => setWeight(saved, { ...splitAt(track), weight }, context)),
        header: (wanted, track) => on(track, (saved) => setWeight(saved, { weight: (0,shares/* weightAt */.U)(track), ...(wanted ? { header: track.header } : {}) }, context)),
        restore: (track) => on(track, (saved) => restoreRoute(saved, context)),
        cleanUp: (track) => on(track, (saved) => cleanUpRoute(saved, context)),
        body: (object, track) => hasRoute(track) ? (0,save_route/* applyBody */.f2)(parseSavedTraffic(track.route), object, splitAt(track)) : object,
    };
}
function hasRoute({ route }) {
    return route !== undefined && route !== null;
}
function splitAt(track) {
    const last = track.stages.slice(0, track.stage + 1).findLast((stage) => stage.kind === "header");
    const wanted = track.back.length === 0 && last?.kind === "header" && last.on;
    return { weight: (0,shares/* weightAt */.U)(track), ...(wanted && track.header !== undefined ? { header: track.header } : {}) };
}


/***/ }),

/***/ 96855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ runRelease)
});

// EXTERNAL MODULE: ./src/rollout/bell.js
var rollout_bell = __webpack_require__(56238);
// EXTERNAL MODULE: ./src/kube/selectors.js
var kube_selectors = __webpack_require__(92065);
// EXTERNAL MODULE: ./src/kube/watch.js
var watch = __webpack_require__(55244);
// EXTERNAL MODULE: ./src/rollout/snapshot.js
var snapshot = __webpack_require__(93399);
// EXTERNAL MODULE: ./src/rollout/workload.js
var rollout_workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/tracks/observe.js




async function followTracks(cluster, workload, track, selectors, bell) {
    const options = { signal: new AbortController().signal, onChange: () => bell.ring() };
    const follow = (side, selector) => (0,snapshot/* followRollout */.h)(cluster, { ...workload, name: side.deployment }, selector, options);
    let lost;
    const [stable, candidate, pods] = await Promise.all([
        track.stable === undefined || selectors.stable === undefined ? undefined : follow(track.stable, selectors.stable),
        follow(track.candidate, selectors.candidate),
        (0,watch/* followObjects */.E)(cluster, rollout_workload/* podKind */.uP, {
            ...options,
            namespace: workload.namespace,
            labelSelector: (0,kube_selectors/* selectorText */.n)({ matchLabels: track.candidate.narrow }),
            onError: (error) => {
                lost ??= error;
                bell.ring();
            },
        }),
    ]);
    return {
        snapshot: () => {
            if (lost !== undefined)
                throw lost;
            const ours = pods.items().filter((pod) => isOfSelector(pod, selectors.candidate));
            return {
                stable: stable?.snapshot(),
                candidate: candidate.snapshot(),
                candidatePods: ours.filter(({ metadata }) => metadata.deletionTimestamp === undefined).length,
            };
        },
        stop: () => {
            stable?.stop();
            candidate.stop();
            pods.stop();
        },
    };
}
function candidateSelector(standing, written, track) {
    if (standing !== undefined)
        return standing.spec.selector;
    return { ...written, matchLabels: { ...written?.matchLabels, ...track.candidate.narrow } };
}
function isOfSelector({ metadata }, { matchLabels = {} }) {
    return Object.entries(matchLabels).every(([key, value]) => metadata.labels?.[key] === value);
}

// EXTERNAL MODULE: ./src/rollout/tracks/routing.js + 2 modules
var routing = __webpack_require__(42814);
// EXTERNAL MODULE: ./src/release/record-store.js + 2 modules
var record_store = __webpack_require__(54195);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(36125);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/causes/find.js + 2 modules
var find = __webpack_require__(96599);
// EXTERNAL MODULE: ./src/rollout/diagnosis.js
var rollout_diagnosis = __webpack_require__(22890);
// EXTERNAL MODULE: ./src/rollout/engine.js
var engine = __webpack_require__(56913);
// EXTERNAL MODULE: ./src/rollout/objects/take-back-objects.js
var take_back_objects = __webpack_require__(46308);
// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/kube/refusal.js
var refusal = __webpack_require__(89991);
// EXTERNAL MODULE: ./src/rollout/apply.js + 1 modules
var apply = __webpack_require__(36015);
// EXTERNAL MODULE: ./src/rollout/dry-run.js
var dry_run = __webpack_require__(38830);
// EXTERNAL MODULE: ./src/rollout/rolling.js
var rolling = __webpack_require__(35098);
// EXTERNAL MODULE: ./src/rollout/template.js
var template = __webpack_require__(79177);
// EXTERNAL MODULE: ./src/rollout/undo.js
var undo = __webpack_require__(87509);
;// CONCATENATED MODULE: ./src/rollout/tracks/autoscale.js



const pausedAnnotation = "autoscaling.keda.sh/paused";
async function pointAutoscaler(act, track, { cluster, workload, check, onChange }) {
    const { autoscaler } = track;
    if (autoscaler === undefined)
        return;
    const { apiVersion, kind, name } = autoscaler;
    const reference = { apiVersion, kind, namespace: workload.namespace, name };
    const saved = autoscaler.saved;
    check();
    try {
        await cluster.patch(reference, "merge", patchOf(act, kind, saved, track), { fieldManager: dry_run/* patchManager */.SA });
    }
    catch (error) {
        throw (0,refusal/* explainRefusal */.G)(error, `changing ${(0,kube_object/* describeObject */.v)(reference)}`);
    }
    onChange((0,kube_object/* describeObject */.v)(reference));
}
function patchOf(act, kind, saved, { stable, candidate }) {
    switch (act) {
        case "candidate":
            return { spec: { scaleTargetRef: { name: candidate.deployment } } };
        case "stable":
            return { spec: { scaleTargetRef: { name: stable?.deployment ?? saved.target } } };
        case "hold":
            if (kind === "ScaledObject")
                return { metadata: { annotations: { [pausedAnnotation]: "true" } } };
            return { spec: { behavior: { scaleUp: { selectPolicy: "Disabled" }, scaleDown: { selectPolicy: "Disabled" } } } };
        case "release":
            if (kind === "ScaledObject")
                return { metadata: { annotations: { [pausedAnnotation]: null } } };
            return { spec: { behavior: saved.behavior } };
    }
}

// EXTERNAL MODULE: ./src/rollout/tracks/bodies.js
var bodies = __webpack_require__(92338);
// EXTERNAL MODULE: ./src/rollout/tracks/object-bodies.js
var object_bodies = __webpack_require__(32378);
// EXTERNAL MODULE: ./src/rollout/tracks/select-services.js
var select_services = __webpack_require__(95135);
// EXTERNAL MODULE: ./src/rollout/tracks/services.js
var tracks_services = __webpack_require__(15782);
;// CONCATENATED MODULE: ./src/rollout/tracks/acts.js














async function performStage(stage, release, snapshot, world) {
    const { track } = release;
    switch (stage.kind) {
        case "select":
            await acts_select(stage, track, snapshot, world);
            return undefined;
        case "objects":
            await applyObjects(track, world);
            return undefined;
        case "preview":
            await makePreview(track, world);
            return undefined;
        case "candidate":
            return applyCandidate(stage, track, snapshot, world);
        case "scale":
            return scale(stage, track, snapshot, world);
        case "weigh":
            await world.routing.weigh(stage.weight, track);
            return undefined;
        case "header":
            await world.routing.header(stage.on, track);
            return undefined;
        case "route":
            await world.routing[stage.act === "clean-up" ? "cleanUp" : stage.act](track);
            return undefined;
        case "replace-stable":
            return replaceStable(release, snapshot, world);
        case "restore-stable":
            return restoreStable(track, snapshot, world);
        case "remove-candidate":
            return removeCandidate(track, snapshot, world);
        case "autoscaler":
            await pointAutoscaler(stage.act, track, world);
            return undefined;
        case "settle":
        case "gate":
        case "hold":
            return undefined;
    }
}
async function acts_select(stage, track, { stable }, world) {
    const { cluster, plan, workload, check } = world;
    const renewed = stable?.current === undefined ? "" : (0,rollout_workload/* templateHashOf */.gM)(stable.current);
    for (const service of track.services) {
        check();
        const selector = (0,tracks_services/* selectorFor */.DA)(service, stage.pods, track, renewed);
        const there = await (0,select_services/* selectPods */.x0)(cluster, { namespace: workload.namespace, name: service.name }, selector);
        if (there !== undefined)
            world.onChange((0,kube_object/* describeObject */.v)(there));
        else if (plan !== undefined && stage.pods === "candidate")
            await createService(service.name, selector, plan, world);
    }
}
async function createService(name, selector, plan, world) {
    const manifest = plan.target.manifests.find(({ object }) => object.kind === "Service" && object.metadata.name === name);
    if (manifest === undefined)
        return;
    const spec = { ...manifest.object.spec, selector };
    await applyAs(manifest, { ...manifest.object, spec }, plan, world);
}
async function applyObjects(track, world) {
    const { plan, cluster } = world;
    if (plan === undefined)
        return;
    for (const manifest of plan.target.manifests) {
        if (manifest === plan.target.manifest)
            continue;
        world.signal.throwIfAborted();
        const body = await (0,object_bodies/* objectBody */._)(manifest.object, track, { cluster, routing: world.routing, plan });
        if (body !== undefined)
            await applyAs(manifest, body, plan, world);
    }
}
async function makePreview(track, world) {
    const { cluster, workload, plan, check } = world;
    const [first] = track.services;
    if (first === undefined)
        return;
    const { namespace } = workload;
    check();
    if (track.preview.selector !== undefined) {
        const selector = { ...first.base, ...track.candidate.narrow };
        const there = await (0,select_services/* selectPods */.x0)(cluster, { namespace, name: track.preview.name }, selector);
        if (there !== undefined)
            return world.onChange((0,kube_object/* describeObject */.v)(there));
    }
    const written = plan?.target.manifests.find(({ object }) => object.kind === "Service" && object.metadata.name === first.name);
    const live = await cluster.get({ ...select_services/* serviceKind */.Ae, namespace, name: first.name });
    const model = live ?? written?.object;
    if (model === undefined)
        return;
    const made = await explained(`making the Service ${track.preview.name}`, () => cluster.apply((0,tracks_services/* previewBody */.Rd)(track, model, workload), { fieldManager: dry_run/* fieldManager */.wM, force: true }));
    world.onChange((0,kube_object/* describeObject */.v)(made));
}
async function applyCandidate({ replicas }, track, { stable }, world) {
    const { plan, cluster } = world;
    if (plan === undefined)
        throw withoutManifests();
    const reference = { ...world.workload, name: track.candidate.deployment };
    const standing = await cluster.get(reference);
    const body = (0,bodies/* candidateBody */._H)(plan, track, replicas, standing, stable?.workload);
    const manifest = plan.target.manifest ?? withoutFile(body);
    const after = await applyAs(manifest, body, plan, world, true);
    return (0,rolling/* markOf */.Fg)(after);
}
async function scale({ track: side, replicas }, track, snapshot, world) {
    const deployment = side === "stable" ? track.stable?.deployment : track.candidate.deployment;
    if (deployment === undefined)
        return undefined;
    const reference = { ...world.workload, name: deployment };
    const seen = (side === "stable" ? snapshot.stable : snapshot.candidate)?.workload;
    if (seen !== undefined && (seen.spec.replicas ?? 1) === replicas)
        return (0,rolling/* markOf */.Fg)(seen);
    world.check();
    const after = await explained(`scaling ${(0,kube_object/* describeObject */.v)(reference)} to ${replicas}`, () => world.cluster.patch(reference, "merge", { spec: { replicas } }, { fieldManager: dry_run/* patchManager */.SA }));
    world.onChange((0,kube_object/* describeObject */.v)(after));
    return (0,rolling/* markOf */.Fg)(after);
}
async function replaceStable(release, snapshot, world) {
    const { plan, cluster, log, signal, check } = world;
    const { track } = release;
    if (plan !== undefined) {
        const own = plan.target.manifest;
        const target = { ...plan.target, manifests: own === undefined ? [] : [own] };
        const hooks = { log, beforeChange: check, stopped: () => signal.aborted };
        const { workload, changed } = await (0,apply/* applyRelease */.Yr)(cluster, { ...plan, target }, hooks);
        changed.forEach(world.onChange);
        return (0,rolling/* markOf */.Fg)(workload);
    }
    const { stable, candidate } = snapshot;
    if (stable?.workload === undefined || candidate.workload === undefined)
        throw withoutManifests();
    const template = (0,bodies/* withoutSideLabels */.nq)(candidate.workload.spec.template, track);
    const cause = candidate.workload.metadata.annotations?.[rollout_workload/* changeCauseAnnotation */.P1];
    const annotations = {
        [rollout_workload/* releaseAnnotation */.V1]: release.id,
        ...(cause === undefined ? {} : { [rollout_workload/* changeCauseAnnotation */.P1]: cause }),
    };
    check();
    const reference = { ...world.workload, name: stable.workload.metadata.name };
    await cluster.patch(reference, "merge", { metadata: { annotations } }, { fieldManager: dry_run/* patchManager */.SA });
    const after = await explained(`giving ${(0,kube_object/* describeObject */.v)(reference)} the template of the candidate`, () => cluster.patch(reference, "json", [{ op: "replace", path: "/spec/template", value: template }], {
        fieldManager: dry_run/* patchManager */.SA,
    }));
    world.onChange((0,kube_object/* describeObject */.v)(after));
    return (0,rolling/* markOf */.Fg)(after);
}
async function restoreStable(track, { stable }, world) {
    if (track.stable === undefined || stable?.workload === undefined)
        return undefined;
    const replicaSet = (0,template/* replicaSetOf */.kr)(track.stable.templateHash, stable.workload, stable.replicaSets);
    if (replicaSet === undefined)
        throw lostTemplate(stable.workload, track.stable.templateHash);
    world.check();
    return (0,rolling/* markOf */.Fg)(await (0,undo/* restoreTemplate */.D)(world.cluster, stable.workload, (0,template/* templateOf */.kW)(replicaSet), stable.replicaSets));
}
async function removeCandidate(track, snapshot, world) {
    const { cluster, workload, check } = world;
    const reference = { ...workload, name: track.candidate.deployment };
    check();
    await restorePreview(track, world);
    const { candidateBefore } = track;
    if (candidateBefore === undefined) {
        await explained(`removing ${(0,kube_object/* describeObject */.v)(reference)}`, () => cluster.delete(reference, { propagation: "Background" }));
        world.onChange((0,kube_object/* describeObject */.v)(reference));
        return undefined;
    }
    const { candidate } = snapshot;
    if (candidate.workload === undefined)
        return undefined;
    const replicaSet = (0,template/* replicaSetOf */.kr)(track.candidate.templateHash, candidate.workload, candidate.replicaSets);
    const replicas = replicaSet === undefined ? 0 : candidateBefore.replicas;
    if (replicaSet !== undefined)
        await (0,undo/* restoreTemplate */.D)(cluster, candidate.workload, (0,template/* templateOf */.kW)(replicaSet), candidate.replicaSets);
    check();
    return (0,rolling/* markOf */.Fg)(await explained(`scaling ${(0,kube_object/* describeObject */.v)(reference)} to ${replicas}`, () => cluster.patch(reference, "merge", { spec: { replicas } }, { fieldManager: dry_run/* patchManager */.SA })));
}
async function restorePreview({ preview, services }, { cluster, workload }) {
    const reference = { ...select_services/* serviceKind */.Ae, namespace: workload.namespace, name: preview.name };
    if (preview.selector !== undefined) {
        await (0,select_services/* selectPods */.x0)(cluster, { namespace: workload.namespace, name: preview.name }, preview.selector);
        return;
    }
    const live = await cluster.get(reference);
    const isOurs = live?.metadata.labels?.[tracks_services/* previewLabel */.Pg] !== undefined;
    if (isOurs && !services.some(({ name }) => name === preview.name))
        await cluster.delete(reference);
}
async function applyAs(manifest, object, plan, { cluster, log, signal, check, onChange }, isWorkload = false) {
    const hooks = { log, beforeChange: check, stopped: () => signal.aborted };
    const derived = { ...manifest, object, position: (path) => manifest.position(path) };
    const asPlanned = {
        ...plan,
        autoscaler: undefined,
        target: { ...plan.target, manifest: isWorkload ? derived : undefined },
    };
    const { before, after } = await (0,apply/* applyOne */.P7)(cluster, derived, asPlanned, hooks);
    if (before?.metadata.resourceVersion !== after.metadata.resourceVersion)
        onChange((0,kube_object/* describeObject */.v)(after));
    return after;
}
function withoutFile(object) {
    return { object, file: "", position: () => ({ file: "", line: 1 }) };
}
function withoutManifests() {
    return new failure/* Failure */.H({
        attempted: "going on with the release",
        found: "what is released is not given any more, and the candidate is not there",
        advice: "Give the same `manifests` and `image` as in the release, or take it back with `operation: abort`.",
    });
}
function lostTemplate(workload, hash) {
    return new failure/* Failure */.H({
        attempted: `giving ${(0,kube_object/* describeObject */.v)(workload)} back what it ran before`,
        found: `its ReplicaSet ${hash} is not there any more (revisionHistoryLimit is ${workload.spec.revisionHistoryLimit ?? 10})`,
        advice: "Release the image that is wanted again.",
    });
}
async function explained(attempted, body) {
    try {
        return await body();
    }
    catch (error) {
        throw (0,refusal/* explainRefusal */.G)(error, attempted);
    }
}

// EXTERNAL MODULE: ./src/rollout/causes/cause.js
var causes_cause = __webpack_require__(57851);
// EXTERNAL MODULE: ./src/rollout/readiness/readiness.js + 4 modules
var readiness = __webpack_require__(49908);
// EXTERNAL MODULE: ./src/rollout/tracks/shares.js
var shares = __webpack_require__(85130);
;// CONCATENATED MODULE: ./src/rollout/tracks/decide-tracks.js





function decideTracks(plan, snapshot, moment) {
    switch (moment.state) {
        case "releasing":
            return decideForward(plan, snapshot, moment);
        case "rolling-back":
            return decideBack(plan, snapshot, moment);
        case "promoted":
        case "verified":
        case "rolled-back":
        case "aborted":
        case "failed":
        case "superseded":
            return { kind: "done" };
    }
}
function decideForward(plan, snapshot, moment) {
    const { track, abort, refusal } = moment;
    if (abort !== undefined) {
        return track.stage < 0
            ? { kind: "close-aborted", reason: abort.reason }
            : { kind: "turn-back", as: "aborted", reason: abort.reason };
    }
    if (refusal !== undefined)
        return fail(plan, track, { kind: "refused", failure: refusal });
    const stage = track.stages[track.stage];
    if (stage === undefined)
        return { kind: "enter", stage: 0 };
    if (!moment.performed)
        return { kind: "perform", stage };
    const progress = progressOf(stage, plan, snapshot, moment);
    switch (progress.kind) {
        case "over":
            return track.stage + 1 < track.stages.length ? { kind: "enter", stage: track.stage + 1 } : { kind: "promote" };
        case "trouble":
            return fail(plan, track, progress.trouble);
        case "pause":
        case "wait":
            return progress;
    }
}
function fail(plan, track, trouble) {
    if (plan.onFailure === "keep" && !(0,shares/* isReachable */.k)(track))
        return { kind: "close-failed", trouble };
    return { kind: "turn-back", as: "rolled-back", trouble };
}
function decideBack(plan, snapshot, moment) {
    const { track, abort } = moment;
    const stage = track.back[track.stage];
    if (stage === undefined)
        return track.back.length === 0 ? { kind: "close-back" } : { kind: "enter", stage: 0 };
    if (!moment.performed)
        return { kind: "perform", stage };
    const progress = progressOf(stage, plan, snapshot, moment);
    switch (progress.kind) {
        case "over":
            return track.stage + 1 < track.back.length ? { kind: "enter", stage: track.stage + 1 } : { kind: "close-back" };
        case "pause":
        case "wait":
            if (abort !== undefined)
                return { kind: "yield", reason: abort.reason };
            return progress.kind === "wait" ? progress : { kind: "close-back" };
        case "trouble":
            return { kind: "close-failed", trouble: progress.trouble };
    }
}
function progressOf(stage, plan, snapshot, moment) {
    const { now, enteredAt, verdict } = moment;
    switch (stage.kind) {
        case "select":
        case "objects":
        case "preview":
        case "weigh":
        case "header":
        case "route":
        case "autoscaler":
            return { kind: "over" };
        case "settle":
            return now >= enteredAt + stage.time
                ? { kind: "over" }
                : { kind: "wait", message: "the change to be taken over everywhere", until: enteredAt + stage.time };
        case "candidate":
            return rolledOut(snapshot.candidate, plan, moment);
        case "scale":
            if (stage.replicas === 0)
                return { kind: "over" };
            return rolledOut(stage.track === "stable" ? snapshot.stable : snapshot.candidate, plan, moment);
        case "replace-stable":
        case "restore-stable":
            return rolledOut(snapshot.stable, plan, moment);
        case "remove-candidate":
            return removed(plan, snapshot, moment);
        case "hold":
            if (moment.passed === moment.track.stage)
                return { kind: "over" };
            return { kind: "pause", reason: "it waits for `operation: promote` or `operation: abort`" };
        case "gate":
            return failing(plan, snapshot, moment) ?? judged(stage, verdict, moment);
    }
}
function rolledOut(side, plan, moment) {
    if (side === undefined || moment.mark === undefined)
        return { kind: "over" };
    const deadline = moment.enteredAt + plan.timeout;
    const progress = (0,rolling/* progressTo */.b4)(moment.mark, { deadline, graces: plan.graces }, side, moment);
    return progress.kind === "ready" ? { kind: "over" } : progress;
}
function removed(plan, snapshot, moment) {
    const { workload } = snapshot.candidate;
    const deadline = moment.enteredAt + plan.timeout;
    if (workload === undefined ? snapshot.candidatePods === 0 : standsAsBefore(snapshot.candidate, moment))
        return { kind: "over" };
    if (deadline <= moment.now)
        return { kind: "over" };
    return { kind: "wait", message: "the pods of the candidate to end", until: deadline };
}
function standsAsBefore({ workload }, { track, mark }) {
    if (workload === undefined || (workload.metadata.generation ?? 0) < (mark?.generation ?? 0))
        return false;
    if (track.candidateBefore === undefined)
        return false;
    if (track.candidateBefore.replicas === 0 || (workload.spec.replicas ?? 1) === 0)
        return ((workload.status?.observedGeneration ?? 0) >= (workload.metadata.generation ?? 0) &&
            (workload.status?.replicas ?? 0) === 0);
    return (0,readiness/* readinessOf */.c)(workload).kind === "ready";
}
function failing(plan, { candidate }, moment) {
    const cause = (0,find/* findCauses */.i)(candidate).find((each) => (0,causes_cause/* patienceEnd */.PW)(each, moment, plan.graces) <= moment.now);
    return cause && { kind: "trouble", trouble: { kind: "cause", cause } };
}
function judged(stage, verdict, { now, enteredAt, passed, track }) {
    if (passed === track.stage)
        return { kind: "over" };
    if (verdict === undefined)
        return { kind: "wait", message: "the gates to say what they see", until: Number.POSITIVE_INFINITY };
    switch (verdict.next) {
        case "stop":
            return { kind: "trouble", trouble: { kind: "gate", failure: gateFailure(verdict) } };
        case "pause":
            return { kind: "pause", reason: gateFailure(verdict).found };
        case "go": {
            const until = enteredAt + stage.time;
            return now >= until
                ? { kind: "over" }
                : { kind: "wait", message: `${stage.weight} % of the traffic to be seen`, until };
        }
    }
}
function gateFailure({ failure }) {
    if (failure !== undefined)
        return failure;
    throw new Error("a gate that does not let a release go on must say why");
}

// EXTERNAL MODULE: ./src/rollout/measured-side.js
var measured_side = __webpack_require__(77891);
;// CONCATENATED MODULE: ./src/rollout/tracks/judging.js

async function askGates({ gates, watching, log }, moment, signal) {
    const told = [];
    const { weight } = moment();
    for (const gate of gates.filter(({ at }) => at === "both" || at === (weight === 0 ? "preview" : "step"))) {
        log.info(`Asking: ${gate.name}.`);
        const result = await gate.judge(moment(), signal);
        told.push(result.markdown);
        if (result.next !== "go")
            return { ...result, markdown: joined(told) };
    }
    if (watching === undefined)
        return { next: "go", markdown: joined(told) };
    const result = await watching.judge(moment(), signal);
    return { ...result, markdown: joined([...told, result.markdown]) };
}
function momentOf(release, snapshot, workload, weight, time) {
    const { track } = release;
    const { stable } = track;
    return {
        namespace: workload.namespace,
        candidate: measured(track.candidate, snapshot.candidate, release.image),
        stable: stable === undefined || snapshot.stable === undefined
            ? undefined
            : measured(stable, snapshot.stable, release.previousImage),
        liveService: track.services[0]?.name,
        previewService: track.preview.name,
        weight,
        time,
    };
}
function measured(side, { pods }, image) {
    const of = (0,measured_side/* measuredSide */.y)(pods, { name: side.deployment }, image);
    return { ...of, labels: { ...of.labels, ...side.narrow } };
}
function joined(parts) {
    return parts.filter((part) => part !== "").join("\n\n");
}

// EXTERNAL MODULE: ./src/rollout/tracks/words.js
var words = __webpack_require__(94661);
;// CONCATENATED MODULE: ./src/rollout/tracks/track-engine.js













async function runTracks(inputs) {
    const { cluster, workload, live, bell, lock, log, signal, now, plan, strategy } = inputs;
    const world = { ...inputs.world, cluster, workload, log, signal, check: () => lock.check() };
    const startedAt = now();
    const timeline = [];
    const told = [];
    const seenSince = new Map();
    let { release } = inputs;
    let enteredAt = now();
    let performed = false;
    let mark;
    let refusal;
    let verdict;
    let asking;
    let diagnosis;
    let backTrouble;
    let yielded = false;
    let paused = "";
    let waitingFor = "";
    const ring = () => bell.ring();
    signal.addEventListener("abort", ring);
    lock.signal.addEventListener("abort", ring);
    try {
        for (;;) {
            if (lock.signal.aborted)
                lock.check();
            const snapshot = live.snapshot();
            noteCauses(snapshot);
            const act = decideTracks(plan, snapshot, {
                state: release.state,
                track: release.track,
                now: now(),
                abort: (0,engine/* abortReason */.Js)(signal, lock),
                seenSince,
                enteredAt,
                performed,
                mark,
                refusal,
                verdict,
                passed: inputs.passed,
            });
            if (act.kind === "done" || yielded || paused !== "") {
                const ended = side(snapshot) ?? snapshot.candidate;
                return { release, yielded, paused, diagnosis, backTrouble, snapshot: ended, timeline, told };
            }
            if (act.kind === "wait") {
                if (act.message !== waitingFor)
                    log.info(`Waiting: ${act.message}.`);
                waitingFor = act.message;
                await bell.wait(act.until - now());
                continue;
            }
            lock.check();
            await perform(act, snapshot);
        }
    }
    finally {
        asking?.abort(new failure/* Failure */.H({ attempted: "asking the gates", found: "the release has ended", advice: "" }));
        signal.removeEventListener("abort", ring);
        lock.signal.removeEventListener("abort", ring);
    }
    async function perform(act, snapshot) {
        switch (act.kind) {
            case "enter":
                return enter(act.stage, snapshot);
            case "perform":
                return performOne(act.stage, snapshot);
            case "promote":
                note(`${release.track.candidate.deployment} serves: the release is promoted.`);
                return record((before) => (0,states/* moveRelease */.JK)(before, release.id, "promoted", revisions(snapshot)));
            case "turn-back":
                return turnBack(act, snapshot);
            case "pause":
                note(`Paused: ${act.reason}.`);
                await recordTrack({ ...release.track, pausedAt: (0,engine/* timestamp */.vE)() });
                paused = act.reason;
                return;
            case "yield":
                yielded = true;
                return note("Not waiting for the rest of the way back: the next step or run sees it through.");
            case "close-back":
                return closeBack();
            case "close-failed":
                return closeFailed(act.trouble, snapshot);
            case "close-aborted":
                note(`Aborted before the first change: ${act.reason}.`);
                return record((before) => (0,states/* moveRelease */.JK)(before, release.id, "aborted", { reason: act.reason, endedAt: (0,engine/* timestamp */.vE)() }));
        }
    }
    function refitted({ stable }) {
        const wanted = stable?.workload?.spec.replicas;
        if (release.state !== "releasing" || wanted === undefined || strategy.refit === undefined)
            return release.track;
        return strategy.refit(release.track, { stable: wanted });
    }
    async function enter(stage, snapshot) {
        const forward = release.state === "releasing";
        if (!forward && stage === 0)
            await takeBackObjects(() => (0,take_back_objects/* restoreConfiguration */.RQ)(cluster, workload, release));
        await recordTrack({ ...refitted(snapshot), stage, stageSince: (0,engine/* timestamp */.vE)() });
        begin();
        await inputs.onAct?.(forward ? "forward" : "back", stage, "entered");
    }
    async function performOne(stage, snapshot) {
        note(`${firstUpper((0,words/* describeStage */.a)(stage, release.track))}.`);
        const act = async () => ({ mark: await performStage(stage, release, snapshot, world) });
        const { value, failure } = release.state === "rolling-back" ? { value: await act(), failure: undefined } : await (0,engine/* attempt */.CD)(act);
        refusal = failure;
        if (failure !== undefined)
            return;
        mark = value?.mark;
        performed = true;
        if (stage.kind === "gate" && inputs.passed !== release.track.stage)
            ask(stage);
        if (stage.kind === "weigh" || stage.kind === "select" || stage.kind === "candidate")
            inputs.watching?.changed(momentNow(0));
        await inputs.onAct?.(release.state === "releasing" ? "forward" : "back", release.track.stage, "performed");
    }
    function ask(stage) {
        const controller = new AbortController();
        asking = controller;
        const judged = askGates({ gates: inputs.gates, watching: inputs.watching, log }, () => momentNow(stage.time), controller.signal);
        judged.then((result) => {
            if (controller.signal.aborted)
                return;
            verdict = result;
            if (result.markdown !== "")
                told.push(result.markdown);
            bell.ring();
        }, (error) => {
            if (controller.signal.aborted)
                return;
            verdict = { next: "stop", failure: asFailure(error), markdown: "" };
            bell.ring();
        });
    }
    function momentNow(time) {
        return momentOf(release, live.snapshot(), workload, (0,shares/* weightAt */.U)(release.track), time);
    }
    async function turnBack(act, snapshot) {
        asking?.abort(new failure/* Failure */.H({ attempted: "asking the gates", found: "the release turns back", advice: "" }));
        if (act.as === "rolled-back")
            diagnosis = await explainTrouble(act.trouble, snapshot);
        const reason = act.as === "aborted" ? act.reason : (diagnosis?.found ?? "");
        note(act.as === "aborted" ? `Aborted: ${reason}. Going back.` : `Failed: ${reason}. Going back.`);
        const track = refitted(snapshot);
        const back = { ...track, back: strategy.back(track), stage: -1, pausedAt: "", stageSince: (0,engine/* timestamp */.vE)() };
        await record((before) => (0,states/* moveRelease */.JK)(before, release.id, "rolling-back", {
            endsAs: act.as,
            reason,
            ...revisions(snapshot),
            track: back,
        }));
        begin();
    }
    async function takeBackObjects(act) {
        for (const line of (0,take_back_objects/* tellObjects */.iJ)(await act()))
            note(line);
    }
    async function closeBack() {
        const unhealthy = await inputs.verifyBack?.();
        if (unhealthy !== undefined) {
            const { found, advice, evidence } = unhealthy;
            backTrouble = { found, advice, evidence, cause: unhealthy, path: [] };
            note(`The way back is not healthy: ${found}.`);
            return record((before) => (0,states/* moveRelease */.JK)(before, release.id, "failed", { reason: found, endedAt: (0,engine/* timestamp */.vE)() }));
        }
        const { stable } = release.track;
        if (stable !== undefined)
            await takeBackObjects(() => (0,take_back_objects/* removeCreated */.hZ)(cluster, workload, release));
        const state = release.endsAs === "aborted" ? "aborted" : stable === undefined ? "failed" : "rolled-back";
        note(stable === undefined ? "Nothing of the release runs any more." : `${stable.deployment} serves as before.`);
        await record((before) => (0,states/* settleRollBack */.YE)(before, release.id, state, { reason: release.reason, endedAt: (0,engine/* timestamp */.vE)(), to: inputs.backTo }));
    }
    async function closeFailed(trouble, snapshot) {
        const explained = await explainTrouble(trouble, snapshot);
        if (release.state === "rolling-back")
            backTrouble = explained;
        else
            diagnosis = explained;
        note(`Failed: ${explained.found}.`);
        await record((before) => (0,states/* moveRelease */.JK)(before, release.id, "failed", {
            reason: explained.found,
            endedAt: (0,engine/* timestamp */.vE)(),
            ...revisions(snapshot),
        }));
    }
    function begin() {
        enteredAt = now();
        performed = false;
        mark = undefined;
        refusal = undefined;
        verdict = undefined;
        waitingFor = "";
        seenSince.clear();
    }
    async function recordTrack(track) {
        await record((before) => (0,states/* amendRelease */.pC)(before, release.id, { track }));
    }
    async function record(change) {
        const after = await (0,record_store/* updateRecord */.vL)(cluster, workload, change);
        const found = after.releases.find(({ id }) => id === release.id);
        if (found?.track !== undefined)
            release = { ...found, track: found.track };
    }
    function revisions(snapshot) {
        const own = strategy.endsIn === "stable" && release.state !== "releasing" ? undefined : side(snapshot)?.current;
        return own === undefined ? {} : { revision: (0,rollout_workload/* revisionOf */.DT)(own), templateHash: (0,rollout_workload/* templateHashOf */.gM)(own) };
    }
    function side(snapshot) {
        const isOver = release.track.stage >= release.track.stages.length - 1;
        return strategy.endsIn === "stable" && isOver ? snapshot.stable : snapshot.candidate;
    }
    function explainTrouble(trouble, snapshot) {
        return (0,rollout_diagnosis/* diagnose */.h)(cluster, trouble, rolling(snapshot), {
            namespace: workload.namespace,
            logLines: inputs.logLines,
            timeoutMs: plan.timeout,
            signal,
        });
    }
    function rolling(snapshot) {
        const stages = release.state === "rolling-back" ? release.track.back : release.track.stages;
        const stage = stages[release.track.stage];
        const isStable = stage?.kind === "replace-stable" ||
            stage?.kind === "restore-stable" ||
            (stage?.kind === "scale" && stage.track === "stable");
        return (isStable ? snapshot.stable : undefined) ?? snapshot.candidate;
    }
    function noteCauses(snapshot) {
        const keys = new Set((0,find/* findCauses */.i)(rolling(snapshot)).map(({ key }) => key));
        for (const key of seenSince.keys())
            if (!keys.has(key))
                seenSince.delete(key);
        for (const key of keys)
            if (!seenSince.has(key))
                seenSince.set(key, now());
    }
    function note(text) {
        timeline.push({ at: now() - startedAt, text });
        log.info(text);
    }
}
function asFailure(error) {
    if (error instanceof failure/* Failure */.H)
        return error;
    return new failure/* Failure */.H({
        attempted: "asking the gates",
        found: error instanceof Error ? error.message : String(error),
        advice: "Look at the log of the gate above.",
        cause: error,
    });
}
function firstUpper(text) {
    return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

;// CONCATENATED MODULE: ./src/rollout/tracks/run-release.js




async function runRelease(run, context) {
    const { cluster, log, signal, now } = context;
    const { workload, release, plan } = run;
    const { track } = release;
    const read = (name) => name === undefined ? Promise.resolve(undefined) : cluster.get({ ...workload, name });
    const [stable, standing] = await Promise.all([read(track.stable?.deployment), read(track.candidate.deployment)]);
    const written = plan?.target.manifest?.object?.spec.selector ?? stable?.spec.selector;
    const bell = (0,rollout_bell/* createBell */.Y)();
    const live = await followTracks(cluster, workload, track, { stable: stable?.spec.selector, candidate: candidateSelector(standing, written, track) }, bell);
    const applied = new Set();
    try {
        const end = await runTracks({
            cluster,
            workload,
            live,
            bell,
            lock: run.lock,
            log,
            signal,
            now,
            release,
            strategy: run.strategy,
            plan: { onFailure: run.onFailure, timeout: run.timeout, graces: run.graces },
            logLines: run.logLines,
            world: { plan, routing: (0,routing/* createRouting */.r)(cluster, log), onChange: (object) => applied.add(object) },
            gates: run.gates ?? [],
            watching: run.watching,
            passed: run.passed,
            verifyBack: run.verifyBack,
            backTo: run.backTo,
            onAct: context.onAct,
        });
        return { ...end, applied: [...applied] };
    }
    finally {
        live.stop();
    }
}


/***/ }),

/***/ 95135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ serviceKind),
/* harmony export */   x0: () => (/* binding */ selectPods)
/* harmony export */ });
/* unused harmony export sameLabels */
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75616);
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23904);
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89991);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);
/* harmony import */ var _dry_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38830);





const serviceKind = { apiVersion: "v1", kind: "Service" };
const mostTries = 10;
async function selectPods(cluster, service, selector) {
    const reference = { ...serviceKind, ...service };
    const attempted = `changing the selector of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_4__/* .describeObject */ .v)(reference)}`;
    for (let tries = 1;; tries++) {
        const live = await refused(attempted, () => cluster.get(reference));
        if (live === undefined || sameLabels(live.spec.selector, selector))
            return live;
        const patch = [
            { op: "test", path: "/metadata/uid", value: live.metadata.uid },
            { op: "test", path: "/metadata/resourceVersion", value: live.metadata.resourceVersion },
            { op: live.spec.selector === undefined ? "add" : "replace", path: "/spec/selector", value: selector },
        ];
        try {
            return await cluster.patch((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_4__/* .referenceTo */ .P)(live), "json", patch, { fieldManager: _dry_run_js__WEBPACK_IMPORTED_MODULE_3__/* .patchManager */ .SA });
        }
        catch (error) {
            const changed = (0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 409) || (0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error, 422);
            if (!changed || tries === mostTries)
                throw (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .explainRefusal */ .G)(error, attempted);
        }
    }
}
function sameLabels(one, other) {
    const entries = Object.entries(one ?? {});
    return entries.length === Object.keys(other).length && entries.every(([key, value]) => other[key] === value);
}
async function refused(attempted, body) {
    try {
        return await body();
    }
    catch (error) {
        const explained = (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .explainRefusal */ .G)(error, attempted);
        throw explained instanceof Error ? explained : new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({ attempted, found: String(error), advice: "" });
    }
}


/***/ }),

/***/ 15782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ce: () => (/* binding */ refuseStrangers),
/* harmony export */   DA: () => (/* binding */ selectorFor),
/* harmony export */   Pg: () => (/* binding */ previewLabel),
/* harmony export */   Rd: () => (/* binding */ previewBody),
/* harmony export */   pF: () => (/* binding */ liveServices)
/* harmony export */ });
/* unused harmony export strangersOf */
/* harmony import */ var _kube_selectors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92065);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9702);



const previewLabel = "slipway.dev/preview-of";
function liveServices(question) {
    const { live, written, named, layout } = question;
    const nameOf = (service) => service.metadata.name;
    const all = new Map([...written, ...live].map((service) => [nameOf(service), service]));
    for (const name of named)
        if (!all.has(name))
            throw noSuchService(name, question);
    const chosen = [...all.values()].filter((service) => named.length > 0 ? named.includes(nameOf(service)) : isFoundBy(service, question));
    if (chosen.length === 0)
        throw noService(question);
    const byName = (service) => (nameOf(service) === question.workload.name ? 0 : 1);
    return chosen
        .sort((one, other) => byName(one) - byName(other) || nameOf(one).localeCompare(nameOf(other)))
        .map((service) => {
        const there = live.find((each) => nameOf(each) === nameOf(service));
        const selector = there?.spec.selector;
        const base = baseOf(service.spec.selector ?? {}, layout);
        return { name: nameOf(service), selector: selector && withoutLeftovers(selector, layout), base };
    });
}
function selectorFor(service, pods, track, renewedHash) {
    switch (pods) {
        case "stable":
            return { ...service.base, ...track.stable?.narrow };
        case "candidate":
            return { ...service.base, ...track.candidate.narrow };
        case "both":
            return service.base;
        case "renewed":
            return renewedHash === "" ? service.base : { ...service.base, [_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .templateHashLabel */ .xl]: renewedHash };
        case "original":
            return service.selector ?? { ...service.base, ...track.candidate.narrow };
    }
}
function strangersOf(selector, pods, sides) {
    return pods.filter(({ metadata }) => {
        const labels = metadata.labels ?? {};
        const found = metadata.deletionTimestamp === undefined && (0,_kube_selectors_js__WEBPACK_IMPORTED_MODULE_2__/* .selects */ .k)({ matchLabels: selector }, labels);
        return found && !sides.some((side) => (0,_kube_selectors_js__WEBPACK_IMPORTED_MODULE_2__/* .selects */ .k)({ matchLabels: side }, labels));
    });
}
function previewBody(track, live, workload) {
    const ports = (live.spec.ports ?? []).map(({ nodePort: _, ...port }) => port);
    const [first] = track.services;
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: {
            name: track.preview.name,
            namespace: workload.namespace,
            labels: { "app.kubernetes.io/managed-by": "slipway", [previewLabel]: workload.name },
        },
        spec: { selector: { ...first?.base, ...track.candidate.narrow }, ports },
    };
}
function isFoundBy(service, { podLabels, layout }) {
    const { selector } = service.spec;
    if (selector === undefined || Object.keys(selector).length === 0)
        return false;
    if (service.metadata.name === layout.preview || service.metadata.labels?.[previewLabel] !== undefined)
        return false;
    const matchLabels = baseOf(selector, layout);
    const key = Object.keys(layout.candidate.narrow)[0] ?? "";
    const value = selector[key];
    const chooses = value === undefined || layout.stable === undefined || value === layout.stable.narrow[key];
    return chooses && Object.keys(matchLabels).length > 0 && podLabels.some((labels) => (0,_kube_selectors_js__WEBPACK_IMPORTED_MODULE_2__/* .selects */ .k)({ matchLabels }, labels));
}
function baseOf(selector, { stable, candidate }) {
    const keys = new Set([_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .templateHashLabel */ .xl, ...Object.keys(stable?.narrow ?? {}), ...Object.keys(candidate.narrow)]);
    return Object.fromEntries(Object.entries(selector).filter(([key]) => !keys.has(key)));
}
function withoutLeftovers(selector, _layout) {
    const { [_workload_js__WEBPACK_IMPORTED_MODULE_1__/* .templateHashLabel */ .xl]: _, ...rest } = selector;
    return rest;
}
function noSuchService(name, { workload, live }) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `finding the Services of ${workload.kind} ${workload.name}`,
        found: `there is no Service ${name}, neither in the namespace nor among the manifests`,
        advice: `Correct \`services\`. There are: ${live.map(({ metadata }) => metadata.name).join(", ") || "none"}.`,
    });
}
function noService({ workload }) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `finding the Services of ${workload.kind} ${workload.name}`,
        found: "no Service in the namespace or among the manifests selects its pods",
        advice: "Add the manifest of the Service that users reach it by, or name it in `services`; without one, release with `strategy: rolling`.",
    });
}
function refuseStrangers(track, pods, what, named) {
    const sides = [track.candidate.narrow, ...(track.stable === undefined ? [] : [track.stable.narrow])];
    for (const service of track.services) {
        if (what === "narrow" && named.includes(service.name))
            continue;
        const selector = what === "widen" ? service.base : (service.selector ?? service.base);
        const strangers = strangersOf(selector, pods, sides);
        if (strangers.length > 0)
            throw answersFromOthers(service, strangers, what);
    }
}
function answersFromOthers({ name }, strangers, what) {
    const [first] = strangers;
    const others = strangers.length === 1 ? "" : ` and ${strangers.length - 1} more pods`;
    const verb = what === "widen" ? "would also answer" : "also answers";
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: "finding the Services of the release",
        found: `the Service ${name} ${verb} from Pod ${first?.metadata.name ?? ""}${others}, which belong to neither side of the release`,
        advice: what === "widen"
            ? "Give its selector a label that only the pods of this service have, or leave `overlapping-selectors` out."
            : "Give its selector a label that only the pods of this service have; or name in `services` the Services that are to be narrowed to this service for the release.",
    });
}


/***/ }),

/***/ 85130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ weightAt),
/* harmony export */   k: () => (/* binding */ isReachable)
/* harmony export */ });
function weightAt(track) {
    const begun = track.back.length > 0 ? [] : track.stages.slice(0, track.stage + 1);
    const last = begun.findLast((stage) => stage.kind === "weigh" || stage.kind === "gate" || (stage.kind === "select" && stage.pods === "candidate"));
    if (last?.kind === "select")
        return 100;
    return last?.kind === "weigh" || last?.kind === "gate" ? last.weight : 0;
}
function isReachable({ stages, stage, back }) {
    if (back.length > 0)
        return false;
    const first = stages.findIndex(({ kind }) => kind === "candidate");
    return stages
        .slice(Math.max(0, first), stage + 1)
        .some((each) => (each.kind === "weigh" && each.weight > 0) || (each.kind === "select" && each.pods !== "stable"));
}


/***/ }),

/***/ 94661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ describeStage)
/* harmony export */ });
/* unused harmony export labelText */
function describeStage(stage, track) {
    const { candidate } = track;
    const old = oldName(track);
    switch (stage.kind) {
        case "select":
            return selectText(stage.pods, track);
        case "objects":
            return "the other objects of the release are applied";
        case "preview":
            return `Service ${track.preview.name} answers from ${candidate.deployment} only`;
        case "candidate":
            return `Deployment ${candidate.deployment} gets the release with ${pods(stage.replicas)}, all ready`;
        case "scale":
            return `Deployment ${stage.track === "stable" ? old : candidate.deployment} has ${pods(stage.replicas)}`;
        case "gate":
            return gateText(stage);
        case "weigh":
            return `the router sends ${stage.weight} % to ${candidate.deployment}`;
        case "header":
            return headerText(stage.on, track);
        case "settle":
            return `${seconds(stage.time)} for the change to be taken over everywhere`;
        case "hold":
            return "the release is paused until `operation: promote` or `operation: abort`";
        case "replace-stable":
            return `Deployment ${old} gets the release by a rolling update`;
        case "restore-stable":
            return `Deployment ${old} gets back what it ran before`;
        case "route":
            return routeTexts[stage.act];
        case "remove-candidate":
            return removalText(track);
        case "autoscaler":
            return autoscalerText(stage.act, track);
    }
}
function selectText(pods, track) {
    const { stable, candidate } = track;
    const services = `Service ${track.services.map(({ name }) => name).join(", ")}`;
    switch (pods) {
        case "stable":
            return `${services} answers from ${oldName(track)} only (${labelText(stable?.narrow ?? {})})`;
        case "candidate":
            return `${services} answers from ${candidate.deployment} only (${labelText(candidate.narrow)})`;
        case "both":
            return `${services} answers from ${oldName(track)} and ${candidate.deployment}`;
        case "renewed":
            return `${services} answers from the new pods of ${oldName(track)} only`;
        case "original":
            return `${services} has the selector that it had before`;
    }
}
function gateText({ weight, time }) {
    if (weight === 0)
        return "the gates are asked before any user reaches the candidate";
    return `the gates are asked at ${weight} %${time > 0 ? `, for ${seconds(time)}` : ""}`;
}
function headerText(on, { header, candidate }) {
    return on && header !== undefined
        ? `requests with ${header.name}: ${header.value} go to ${candidate.deployment}`
        : "no header leads to the candidate any more";
}
const routeTexts = {
    prepare: "the router's objects are made ready, with no share for the candidate yet",
    restore: "the router's objects are as they were before",
    "clean-up": "what the release made for the router is removed",
};
function removalText({ candidate, candidateBefore }) {
    return candidateBefore === undefined
        ? `Deployment ${candidate.deployment} is removed`
        : `Deployment ${candidate.deployment} is as it was before the release`;
}
function oldName({ stable }) {
    return stable?.deployment ?? "what was before";
}
function autoscalerText(act, { autoscaler, stable, candidate }) {
    const name = autoscaler === undefined ? "the autoscaler" : `${autoscaler.kind} ${autoscaler.name}`;
    switch (act) {
        case "hold":
            return `${name} changes nothing for now`;
        case "release":
            return `${name} decides again`;
        case "candidate":
            return `${name} scales ${candidate.deployment} from now on`;
        case "stable":
            return `${name} scales ${stable?.deployment ?? ""} again`;
    }
}
function labelText(labels) {
    return Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(",");
}
function pods(count) {
    return count === 1 ? "1 pod" : `${count} pods`;
}
function seconds(milliseconds) {
    return milliseconds >= 120_000 ? `${milliseconds / 60_000} min` : `${milliseconds / 1000} s`;
}


/***/ }),

/***/ 87509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ restoreTemplate),
/* harmony export */   G: () => (/* binding */ scaleToZero)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23904);
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89991);
/* harmony import */ var _kube_selectors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(92065);
/* harmony import */ var _dry_run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38830);
/* harmony import */ var _revisions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65201);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79177);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9702);







async function restoreTemplate(cluster, workload, template, replicaSets) {
    const source = replicaSets.find((each) => (0,_template_js__WEBPACK_IMPORTED_MODULE_3__/* .sameTemplate */ .N_)((0,_template_js__WEBPACK_IMPORTED_MODULE_3__/* .templateOf */ .kW)(each), template));
    const patch = [
        { op: "test", path: "/metadata/uid", value: workload.metadata.uid },
        { op: "replace", path: "/spec/template", value: template },
        ...annotationPatch(workload, source, _workload_js__WEBPACK_IMPORTED_MODULE_4__/* .changeCauseAnnotation */ .P1),
        ...annotationPatch(workload, source, _workload_js__WEBPACK_IMPORTED_MODULE_4__/* .releaseAnnotation */ .V1),
    ];
    const restored = await change(`putting the old template of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .describeObject */ .v)(workload)} back`, () => cluster.patch((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .referenceTo */ .P)(workload), "json", patch, { fieldManager: _dry_run_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldManager */ .wM }));
    if (workload.kind === "StatefulSet")
        await deleteBlockingPods(cluster, restored, template, replicaSets);
    return restored;
}
async function deleteBlockingPods(cluster, workload, template, revisions) {
    const namespace = workload.metadata.namespace;
    const back = revisions.find((each) => (0,_template_js__WEBPACK_IMPORTED_MODULE_3__/* .sameTemplate */ .N_)((0,_template_js__WEBPACK_IMPORTED_MODULE_3__/* .templateOf */ .kW)(each), template));
    const { items } = await cluster.list(_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .podKind */ .uP, {
        namespace,
        labelSelector: (0,_kube_selectors_js__WEBPACK_IMPORTED_MODULE_6__/* .selectorText */ .n)(workload.spec.selector),
    });
    const blocking = items.filter((pod) => (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .isOwnedBy */ .D0)(pod, workload) &&
        (back === undefined || !(0,_revisions_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfRevision */ .Nq)(pod, workload, back)) &&
        (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .conditionOf */ .rI)(pod.status?.conditions, "Ready")?.status !== "True");
    for (const pod of blocking) {
        await change(`deleting pod ${pod.metadata.name}, which keeps ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .describeObject */ .v)(workload)} from going back`, () => cluster.delete({ ..._workload_js__WEBPACK_IMPORTED_MODULE_4__/* .podKind */ .uP, name: pod.metadata.name, namespace }, { uid: pod.metadata.uid }));
    }
}
async function scaleToZero(cluster, workload) {
    if (workload.kind === "DaemonSet") {
        const nowhere = { spec: { template: { spec: { nodeSelector: { "slipway.dev/no-node": "true" } } } } };
        return change(`taking the pods of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .describeObject */ .v)(workload)} off the nodes`, () => cluster.patch((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .referenceTo */ .P)(workload), "merge", nowhere, { fieldManager: _dry_run_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldManager */ .wM }));
    }
    return change(`scaling ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .describeObject */ .v)(workload)} to 0`, () => cluster.patch((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .referenceTo */ .P)(workload), "merge", { spec: { replicas: 0 } }, { fieldManager: _dry_run_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldManager */ .wM }));
}
function annotationPatch(workload, source, name) {
    const path = `/metadata/annotations/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const value = source?.metadata.annotations?.[name];
    if (value !== undefined && workload.metadata.annotations !== undefined)
        return [{ op: "add", path, value }];
    return workload.metadata.annotations?.[name] === undefined ? [] : [{ op: "remove", path }];
}
async function change(attempted, body) {
    try {
        return await body();
    }
    catch (error) {
        throw (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .explainRefusal */ .G)(error, attempted);
    }
}


/***/ }),

/***/ 36992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y1: () => (/* binding */ changeObject),
  sS: () => (/* binding */ giveOwnershipBack),
  Ag: () => (/* binding */ readObject),
  yu: () => (/* binding */ readRequired),
  No: () => (/* binding */ routeGone)
});

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/kube/refusal.js
var refusal = __webpack_require__(89991);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./src/traffic/json-patch.js

function patchBetween(live, wanted, guard = "version") {
    const changes = changesOf(live, wanted, []);
    if (changes.length === 0)
        return [];
    const guarded = guard === "version" ? [["metadata", "resourceVersion"]] : changes.map(({ path }) => wholeList(path));
    const tests = new Map();
    for (const path of guarded)
        tests.set(pointer(path), { op: "test", path: pointer(path), value: valueAt(live, path) });
    for (const { path } of changes)
        for (const test of namesOnTheWay(live, path))
            tests.set(test.path, test);
    return [...tests.values(), ...changes.map(({ operation }) => operation)];
}
function pointer(path) {
    return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
function changesOf(live, wanted, path) {
    if ((0,external_node_util_.isDeepStrictEqual)(live, wanted))
        return [];
    if (isMapping(live) && isMapping(wanted)) {
        return [...new Set([...Object.keys(live), ...Object.keys(wanted)])].flatMap((key) => changeOfKey(live[key], wanted[key], [...path, key]));
    }
    if (Array.isArray(live) && Array.isArray(wanted) && live.length === wanted.length) {
        return live.flatMap((entry, index) => changesOf(entry, wanted[index], [...path, index]));
    }
    return [{ path, operation: { op: "replace", path: pointer(path), value: wanted } }];
}
function changeOfKey(live, wanted, path) {
    if (live === undefined && wanted === undefined)
        return [];
    if (wanted === undefined)
        return [{ path, operation: { op: "remove", path: pointer(path) } }];
    if (live === undefined)
        return [{ path, operation: { op: "add", path: pointer(path), value: wanted } }];
    return changesOf(live, wanted, path);
}
function namesOnTheWay(live, path) {
    const places = path.flatMap((part, depth) => (typeof part === "number" ? [path.slice(0, depth + 1)] : []));
    const end = valueAt(live, path);
    const entries = Array.isArray(end) ? end.map((_, index) => [...path, index]) : [];
    return [...places, ...entries].flatMap((place) => nameTests(valueAt(live, place), place));
}
function wholeList(path) {
    const index = path.findIndex((part) => typeof part === "number");
    return path.slice(0, index === -1 ? -1 : index);
}
function valueAt(object, path) {
    return path.reduce((value, part) => Array.isArray(value) || isMapping(value) ? value[part] : undefined, object);
}
function nameTests(entry, path) {
    if (!isMapping(entry))
        return [];
    const { name, destination } = entry;
    if (typeof name === "string")
        return [{ op: "test", path: pointer([...path, "name"]), value: name }];
    if (isMapping(destination) && typeof destination.host === "string")
        return [{ op: "test", path: pointer([...path, "destination", "host"]), value: destination.host }];
    return [];
}
function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./src/traffic/ownership.js
var ownership = __webpack_require__(11890);
// EXTERNAL MODULE: ./src/traffic/router.js
var router = __webpack_require__(38962);
;// CONCATENATED MODULE: ./src/traffic/change-object.js







const tries = 10;
const ownershipTries = 30;
const triesByVersion = 3;
async function changeObject(reference, context, make, options = {}) {
    let seen;
    for (let attempt = 1;; attempt++) {
        const live = await readObject(reference, context);
        const guard = attempt <= triesByVersion ? "version" : "content";
        const patch = live === undefined ? [] : patchBetween(live, make(live), guard);
        if (live === undefined || patch.length === 0)
            return live;
        try {
            return await send(reference, patch, context, options);
        }
        catch (error) {
            if (attempt === tries || live.metadata.resourceVersion === seen || !isConflict(error)) {
                throw (0,refusal/* explainRefusal */.G)(error, `changing the weights of ${(0,kube_object/* describeObject */.v)(reference)}`);
            }
            seen = live.metadata.resourceVersion;
        }
    }
}
async function giveOwnershipBack(object, owners, context) {
    const reference = (0,kube_object/* referenceTo */.P)(object);
    let live = object;
    for (let attempt = 1; live !== undefined; attempt++) {
        const value = (0,ownership/* ownershipGivenBack */.m)(live, owners);
        if (value === undefined)
            return;
        const patch = [
            { op: "test", path: "/metadata/resourceVersion", value: live.metadata.resourceVersion },
            { op: "replace", path: "/metadata/managedFields", value },
        ];
        try {
            await send(reference, patch, context, {});
            return;
        }
        catch (error) {
            if (!isConflict(error) || attempt === ownershipTries) {
                throw (0,refusal/* explainRefusal */.G)(error, `giving the fields of ${(0,kube_object/* describeObject */.v)(reference)} back to their owners`);
            }
            live = await readObject(reference, context);
        }
    }
}
async function readRequired(reference, context) {
    const object = await readObject(reference, context);
    if (object === undefined)
        throw routeGone(reference);
    return object;
}
function readObject(reference, context) {
    const { cluster, signal } = context;
    return cluster.get(reference, { signal }).catch((error) => {
        throw (0,refusal/* explainRefusal */.G)(error, `reading ${(0,kube_object/* describeObject */.v)(reference)}`);
    });
}
function routeGone(reference) {
    return new failure/* Failure */.H({
        attempted: `weighting ${(0,kube_object/* describeObject */.v)(reference)}`,
        found: "it is gone",
        advice: "Create it again as it was, then run the job again.",
    });
}
function isConflict(error) {
    return (0,api_error/* isApiError */.d)(error, 409) || (0,api_error/* isApiError */.d)(error, 422);
}
function send(reference, patch, { cluster, signal }, { dryRun }) {
    return cluster.patch(reference, "json", patch, { fieldManager: router/* routerManager */.J, dryRun, signal });
}


/***/ }),

/***/ 85273:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ madeFor),
/* harmony export */   p: () => (/* binding */ isMadeFor)
/* harmony export */ });
const marker = "slipway.dev/traffic-of";
function madeFor({ namespace, stable }, { name, ...kind }, content) {
    const { annotations, ...fields } = content;
    return {
        ...kind,
        metadata: {
            name,
            namespace,
            labels: { "app.kubernetes.io/managed-by": "slipway" },
            annotations: { ...annotations, [marker]: stable.service },
        },
        ...fields,
    };
}
function isMadeFor(object, { stable }) {
    return object.metadata.annotations?.[marker] === stable.service;
}


/***/ }),

/***/ 11890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ ownersOfParts),
/* harmony export */   m: () => (/* binding */ ownershipGivenBack)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _router_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38962);


function ownersOfParts(object, parts) {
    const paths = parts.map(({ path }) => fieldPath(path));
    return (object.metadata.managedFields ?? []).flatMap((entry) => {
        if (isOurs(entry) || entry.subresource !== undefined)
            return [];
        const fieldsV1 = paths.reduce((set, path) => union(set, along(entry.fieldsV1, path) ?? {}), {});
        return Object.keys(fieldsV1).length === 0 ? [] : [{ ...entry, fieldsV1 }];
    });
}
function ownershipGivenBack(object, owners) {
    const entries = object.metadata.managedFields ?? [];
    if (!entries.some(isOurs))
        return undefined;
    const list = entries.filter((entry) => !isOurs(entry));
    for (const owner of owners) {
        const index = list.findIndex((entry) => isSame(entry, owner));
        const found = list[index];
        if (found === undefined)
            list.push(owner);
        else
            list[index] = { ...found, fieldsV1: union(found.fieldsV1 ?? {}, owner.fieldsV1 ?? {}) };
    }
    return list;
}
function fieldPath(path) {
    const index = path.findIndex((part) => typeof part === "number");
    return path.slice(0, index === -1 ? undefined : index).map((part) => `f:${part}`);
}
function isOurs({ manager, subresource }) {
    return manager === _router_js__WEBPACK_IMPORTED_MODULE_1__/* .routerManager */ .J && subresource === undefined;
}
function isSame(one, other) {
    const keyOf = ({ manager, operation, apiVersion, subresource }) => [
        manager,
        operation,
        apiVersion,
        subresource,
    ];
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(keyOf(one), keyOf(other));
}
function along(set, [key, ...deeper]) {
    if (set === undefined || key === undefined)
        return set;
    const inner = along(set[key], deeper);
    return inner && { ...(set["."] === undefined ? {} : { ".": set["."] }), [key]: inner };
}
function union(left, right) {
    const all = { ...left };
    for (const [key, value] of Object.entries(right))
        all[key] = union(all[key] ?? {}, value);
    return all;
}


/***/ }),

/***/ 7187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ routers)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./src/traffic/entries.js

function splitEntries(entries, naming, weight) {
    const others = entries.some((entry) => !naming.isStable(entry) && !naming.isCandidate(entry));
    const whole = entries
        .filter((entry) => naming.isStable(entry) || naming.isCandidate(entry))
        .reduce((sum, entry) => sum + weightOf(entry, naming), 0);
    const unit = others ? whole : 1;
    const named = entries.some(naming.isCandidate);
    return entries.flatMap((entry) => {
        if (naming.isStable(entry)) {
            const stable = { ...entry, weight: unit * (100 - weight) };
            return named ? [stable] : [stable, { ...naming.candidateOf(entry), weight: unit * weight }];
        }
        if (naming.isCandidate(entry))
            return [{ ...entry, weight: unit * weight }];
        return [{ ...entry, weight: weightOf(entry, naming) * 100 }];
    });
}
function joinEntries(live, saved, naming) {
    const named = saved.some(naming.isCandidate);
    return live
        .filter((entry) => named || !naming.isCandidate(entry))
        .map((entry) => {
        const before = saved.find((one) => sameBackend(one, entry, naming));
        if (before === undefined)
            return entry;
        const { weight: _, ...rest } = entry;
        return before.weight === undefined ? rest : { ...rest, weight: before.weight };
    });
}
function candidatePercent(entries, naming) {
    const candidate = entries.find(naming.isCandidate);
    if (candidate === undefined)
        return undefined;
    const sum = (list) => list.reduce((total, entry) => total + weightOf(entry, naming), 0);
    const own = weightOf(candidate, naming);
    const all = own + sum(entries.filter(naming.isStable));
    return all === 0 ? 0 : Math.round((own / all) * 100);
}
function savedList(path, live, parts, naming) {
    const lists = parts.filter(({ value }) => Array.isArray(value));
    const same = lists.filter(({ value }) => sameBackends(value, live, naming));
    const here = (list) => list.find((part) => (0,external_node_util_.isDeepStrictEqual)(part.path, path));
    const part = here(same) ?? same[0] ?? here(lists);
    return part?.value;
}
function weightOf(entry, naming) {
    return entry.weight ?? naming.defaultWeight;
}
function sameBackends(saved, live, naming) {
    return saved.every((one) => live.some((other) => sameBackend(one, other, naming)));
}
function sameBackend(one, other, naming) {
    const isPair = (test) => test(one) && test(other);
    return isPair(naming.isStable) || isPair(naming.isCandidate) || (0,external_node_util_.isDeepStrictEqual)(bare(one), bare(other));
}
function bare({ weight: _, ...rest }) {
    return rest;
}

;// CONCATENATED MODULE: ./src/traffic/gateway-api.js


const apiVersion = "gateway.networking.k8s.io/v1";
const gatewayApi = {
    name: "gateway-api",
    splits: "percent",
    headers: true,
    kinds: [
        { apiVersion, kind: "HTTPRoute" },
        { apiVersion, kind: "GRPCRoute" },
    ],
    readOnly: false,
    related: [],
    makes: [],
    read(object, target) {
        const naming = namingOf(target);
        const parts = [];
        for (const [index, rule] of rulesOf(object).entries()) {
            const path = ["spec", "rules", index];
            const entries = rule.backendRefs ?? [];
            const stable = entries.filter(naming.isStable).length;
            if (stable > 1)
                return twice(object, target);
            if (stable === 1)
                parts.push({ path: [...path, "backendRefs"], value: entries });
            else if (isForCandidate(rule, naming))
                parts.push({ path, value: rule });
        }
        return parts.some(({ path }) => path.length > 3) ? { kind: "routes", parts } : { kind: "elsewhere" };
    },
    serves: () => true,
    trouble: (object) => troubleOf(object),
    split(object, target, { weight, header }) {
        const naming = namingOf(target);
        const rules = rulesOf(object);
        const isRouted = (rule) => rule.backendRefs?.some(naming.isStable) ?? false;
        const weighted = rules.map((rule) => isRouted(rule) ? { ...rule, backendRefs: splitEntries(rule.backendRefs ?? [], naming, weight) } : rule);
        const byHeader = header === undefined ? [] : rules.filter(isRouted).map((rule) => headerRule(rule, header, naming));
        return withRules(object, [...byHeader, ...weighted]);
    },
    giveBack(object, target, parts) {
        const naming = namingOf(target);
        const kept = rulesOf(object).filter((rule) => !isForCandidate(rule, naming) || wasThere(rule, parts));
        const rules = kept.map((rule, index) => {
            const live = rule.backendRefs ?? [];
            if (!live.some((entry) => naming.isStable(entry) || naming.isCandidate(entry)))
                return rule;
            const saved = savedList(["spec", "rules", index, "backendRefs"], live, parts, naming);
            return saved === undefined ? rule : { ...rule, backendRefs: joinEntries(live, saved, naming) };
        });
        return withRules(object, rules);
    },
    share(object, target) {
        const naming = namingOf(target);
        const rules = rulesOf(object);
        const weights = rules
            .filter((rule) => rule.backendRefs?.some(naming.isStable))
            .map((rule) => candidatePercent(rule.backendRefs ?? [], naming))
            .filter((weight) => weight !== undefined);
        const [weight] = weights;
        if (weight === undefined)
            return "untouched";
        const header = headerOf(rules, naming);
        return { weight, ...(header === undefined ? {} : { header }) };
    },
    companions: () => [],
};
function namingOf({ namespace, stable, candidate }) {
    const names = (service) => (entry) => entry.name === service &&
        (entry.kind ?? "Service") === "Service" &&
        (entry.group ?? "") === "" &&
        (entry.namespace ?? namespace) === namespace;
    return {
        isStable: names(stable.service),
        isCandidate: names(candidate.service),
        candidateOf: (entry) => ({ ...entry, name: candidate.service }),
        defaultWeight: 1,
    };
}
function rulesOf(object) {
    return object.spec?.rules ?? [];
}
function withRules(object, rules) {
    return { ...object, spec: { ...object.spec, rules } };
}
function isForCandidate({ backendRefs = [] }, naming) {
    return backendRefs.length > 0 && backendRefs.every(naming.isCandidate);
}
function wasThere(rule, parts) {
    return parts.some(({ value }) => (0,external_node_util_.isDeepStrictEqual)(value, rule));
}
function headerRule({ backendRefs = [], ...rule }, { name, value }, naming) {
    const matches = (rule.matches ?? [{}]).map((match) => {
        const others = (match.headers ?? []).filter((header) => header.name.toLowerCase() !== name.toLowerCase());
        return { ...match, headers: [...others, { type: "Exact", name, value }] };
    });
    const entries = backendRefs.filter(naming.isStable).map((entry) => ({ ...naming.candidateOf(entry), weight: 1 }));
    const named = typeof rule.name === "string" ? { name: `${rule.name}-candidate` } : {};
    return { ...rule, ...named, matches, backendRefs: entries };
}
function headerOf(rules, naming) {
    const [match] = rules.find((rule) => isForCandidate(rule, naming))?.matches ?? [];
    const last = match?.headers?.at(-1);
    return last && { name: last.name, value: last.value };
}
function twice(object, { stable }) {
    return {
        kind: "unfit",
        found: `a rule of ${object.kind} ${object.metadata.name} names Service ${stable.service} more than once`,
        advice: "Name each Service once in a rule.",
    };
}
function troubleOf(object) {
    const refused = (object.status?.parents ?? [])
        .flatMap(({ conditions = [] }) => conditions)
        .find(({ type, status }) => (type === "Accepted" || type === "ResolvedRefs") && status === "False");
    if (refused === undefined)
        return undefined;
    return {
        found: `its Gateway does not take ${object.kind} ${object.metadata.name}: ${refused.message ?? refused.reason ?? refused.type}`,
        advice: "Correct the route first: a weight in it would have no effect.",
    };
}

// EXTERNAL MODULE: ./src/traffic/companion.js
var companion = __webpack_require__(85273);
;// CONCATENATED MODULE: ./src/traffic/istio.js



const versions = ["networking.istio.io/v1", "networking.istio.io/v1beta1", "networking.istio.io/v1alpha3"];
const destinationRuleKinds = versions.map((apiVersion) => ({ apiVersion, kind: "DestinationRule" }));
const istio = {
    name: "istio",
    splits: "percent",
    headers: true,
    kinds: versions.map((apiVersion) => ({ apiVersion, kind: "VirtualService" })),
    readOnly: false,
    related: destinationRuleKinds,
    makes: destinationRuleKinds,
    read(object, target) {
        const naming = istio_namingOf(target);
        const parts = [];
        for (const [index, rule] of istio_rulesOf(object).entries()) {
            const path = ["spec", "http", index];
            const entries = rule.route ?? [];
            const stable = entries.filter(naming.isStable).length;
            if (stable > 1) {
                return {
                    kind: "unfit",
                    found: `an http rule of VirtualService ${object.metadata.name} names the host ${target.stable.service} more than once (by subsets)`,
                    advice: "Leave one destination for the host: the release makes a Service for the candidate and weights the two hosts, so it needs no subsets.",
                };
            }
            if (stable === 1)
                parts.push({ path: [...path, "route"], value: entries });
            else if (istio_isForCandidate(rule, naming))
                parts.push({ path, value: rule });
        }
        if (parts.some(({ path }) => path.length > 3))
            return { kind: "routes", parts };
        const { tcp = [], tls = [] } = object.spec ?? {};
        if (![...tcp, ...tls].some(({ route = [] }) => route.some(naming.isStable)))
            return { kind: "elsewhere" };
        return {
            kind: "unfit",
            found: `VirtualService ${object.metadata.name} routes ${target.stable.service} by tcp or tls only`,
            advice: "Weights are set in http routes: add one, or choose another router.",
        };
    },
    serves: () => true,
    trouble: () => undefined,
    split(object, target, { weight, header }) {
        if (object.kind !== "VirtualService")
            return object;
        const naming = istio_namingOf(target);
        const http = istio_rulesOf(object).flatMap((rule) => {
            if (!rule.route?.some(naming.isStable))
                return [rule];
            const weighted = { ...rule, route: splitEntries(rule.route, naming, weight) };
            return header === undefined ? [weighted] : [istio_headerRule(rule, header, naming), weighted];
        });
        return istio_withRules(object, http);
    },
    giveBack(object, target, parts) {
        const naming = istio_namingOf(target);
        const kept = istio_rulesOf(object).filter((rule) => !istio_isForCandidate(rule, naming) || parts.some(({ value }) => (0,external_node_util_.isDeepStrictEqual)(value, rule)));
        const http = kept.map((rule, index) => {
            const live = rule.route ?? [];
            if (!live.some((entry) => naming.isStable(entry) || naming.isCandidate(entry)))
                return rule;
            const saved = savedList(["spec", "http", index, "route"], live, parts, naming);
            return saved === undefined ? rule : { ...rule, route: joinEntries(live, saved, naming) };
        });
        return istio_withRules(object, http);
    },
    share(object, target) {
        if (object.kind !== "VirtualService")
            return "silent";
        const naming = istio_namingOf(target);
        const rules = istio_rulesOf(object);
        const [weight] = rules
            .filter(({ route = [] }) => route.some(naming.isStable))
            .map(({ route = [] }) => candidatePercent(route, naming))
            .filter((percent) => percent !== undefined);
        if (weight === undefined)
            return "untouched";
        const header = istio_headerOf(rules, naming);
        return { weight, ...(header === undefined ? {} : { header }) };
    },
    companions(objects, related, target) {
        const isHost = hostTest(target.stable.service, target.namespace);
        const rule = related.find((one) => isHost(one.spec?.host));
        if (rule === undefined)
            return [];
        const subset = subsetOf(objects, target);
        const { trafficPolicy, subsets = [] } = rule.spec ?? {};
        const policy = { ...trafficPolicy, ...subsets.find(({ name }) => name === subset)?.trafficPolicy };
        if (Object.keys(policy).length === 0)
            return [];
        const { subsets: _, ...spec } = rule.spec ?? {};
        return [
            (0,companion/* madeFor */.f)(target, { apiVersion: rule.apiVersion, kind: "DestinationRule", name: `${target.candidate.service}-slipway` }, {
                spec: {
                    ...spec,
                    host: `${target.candidate.service}.${target.namespace}.svc.cluster.local`,
                    trafficPolicy: policy,
                },
            }),
        ];
    },
};
function istio_namingOf({ namespace, stable, candidate }) {
    const isStable = hostTest(stable.service, namespace);
    const isCandidate = hostTest(candidate.service, namespace);
    return {
        isStable: (entry) => isStable(destinationOf(entry).host),
        isCandidate: (entry) => isCandidate(destinationOf(entry).host),
        candidateOf: (entry) => {
            const { subset: _, ...destination } = destinationOf(entry);
            const host = `${candidate.service}${(destination.host ?? "").slice(stable.service.length)}`;
            return { ...entry, destination: { ...destination, host } };
        },
        defaultWeight: 0,
    };
}
function destinationOf(entry) {
    return (entry.destination ?? {});
}
function hostTest(service, namespace) {
    return (host) => {
        if (host === undefined)
            return false;
        const [name, space = namespace, svc = "svc"] = host.split(".");
        return name === service && space === namespace && svc === "svc";
    };
}
function istio_rulesOf(object) {
    return object.spec?.http ?? [];
}
function istio_withRules(object, http) {
    return { ...object, spec: { ...object.spec, http } };
}
function istio_isForCandidate({ route = [] }, naming) {
    return route.length > 0 && route.every(naming.isCandidate);
}
function istio_headerRule({ name, route = [], ...rule }, header, naming) {
    const exact = { [header.name.toLowerCase()]: { exact: header.value } };
    const match = (rule.match ?? [{}]).map((one) => ({ ...one, headers: { ...one.headers, ...exact } }));
    const entries = route.filter(naming.isStable).map((entry) => ({ ...naming.candidateOf(entry), weight: 100 }));
    return { ...rule, ...(name === undefined ? {} : { name: `${name}-candidate` }), match, route: entries };
}
function istio_headerOf(rules, naming) {
    const [match] = rules.find((rule) => istio_isForCandidate(rule, naming))?.match ?? [];
    const last = Object.entries(match?.headers ?? {}).at(-1);
    return last && { name: last[0], value: last[1].exact ?? "" };
}
function subsetOf(objects, target) {
    const naming = istio_namingOf(target);
    const entries = objects.flatMap((object) => istio_rulesOf(object).flatMap(({ route = [] }) => route));
    return entries.filter(naming.isStable).map((entry) => destinationOf(entry).subset)[0];
}

;// CONCATENATED MODULE: ./src/traffic/nginx.js

const prefix = "nginx.ingress.kubernetes.io/";
const legacyClass = "kubernetes.io/ingress.class";
const ingressKind = { apiVersion: "networking.k8s.io/v1", kind: "Ingress" };
const nginx = {
    name: "nginx",
    splits: "percent",
    headers: true,
    kinds: [ingressKind],
    readOnly: true,
    related: [{ apiVersion: "networking.k8s.io/v1", kind: "IngressClass" }],
    makes: [ingressKind],
    read(object, target) {
        if (!namesStable(object, target) || isCanary(object))
            return { kind: "elsewhere" };
        return { kind: "routes", parts: [] };
    },
    serves(object, related) {
        const name = object.spec?.ingressClassName ?? object.metadata.annotations?.[legacyClass];
        const found = related.find(({ metadata }) => metadata.name === name);
        return found === undefined ? name === "nginx" : found.spec?.controller === "k8s.io/ingress-nginx";
    },
    trouble: () => undefined,
    split(object, _target, { weight, header }) {
        if (!isCanary(object))
            return object;
        const byHeader = header === undefined
            ? {}
            : { [`${prefix}canary-by-header`]: header.name, [`${prefix}canary-by-header-value`]: header.value };
        const annotations = {
            ...withoutHeader(object.metadata.annotations ?? {}),
            [`${prefix}canary-weight`]: String(weight),
            ...byHeader,
        };
        return { ...object, metadata: { ...object.metadata, annotations } };
    },
    giveBack: (object) => object,
    share(object) {
        if (!isCanary(object))
            return "silent";
        const annotations = object.metadata.annotations ?? {};
        const weight = annotations[`${prefix}canary-weight`];
        if (weight === undefined)
            return "untouched";
        const name = annotations[`${prefix}canary-by-header`];
        const value = annotations[`${prefix}canary-by-header-value`] ?? "always";
        return { weight: Number(weight), ...(name === undefined ? {} : { header: { name, value } }) };
    },
    companions: (objects, _related, target) => objects.map((object) => canaryOf(object, target)),
};
function isCanary(object) {
    return object.metadata.annotations?.[`${prefix}canary`] === "true";
}
function namesStable({ spec = {} }, { stable }) {
    const backends = [
        spec.defaultBackend,
        ...(spec.rules ?? []).flatMap((rule) => pathsOf(rule).map((path) => path.backend)),
    ];
    return backends.some((backend) => backend?.service?.name === stable.service);
}
function canaryOf(object, target) {
    const { ingressClassName, defaultBackend, rules = [] } = object.spec ?? {};
    const moved = (backend) => ({
        ...backend,
        service: { ...backend?.service, name: target.candidate.service },
    });
    const isStable = (backend) => backend?.service?.name === target.stable.service;
    const copied = rules.flatMap((rule) => {
        const paths = pathsOf(rule).filter(({ backend }) => isStable(backend));
        return paths.length === 0
            ? []
            : [{ ...rule, http: { ...rule.http, paths: paths.map((path) => ({ ...path, backend: moved(path.backend) })) } }];
    });
    const named = object.metadata.annotations?.[legacyClass];
    return (0,companion/* madeFor */.f)(target, { ...ingressKind, name: `${object.metadata.name}-slipway-canary` }, {
        annotations: { [`${prefix}canary`]: "true", ...(named === undefined ? {} : { [legacyClass]: named }) },
        spec: {
            ...(ingressClassName === undefined ? {} : { ingressClassName }),
            ...(isStable(defaultBackend) ? { defaultBackend: moved(defaultBackend) } : {}),
            ...(copied.length === 0 ? {} : { rules: copied }),
        },
    });
}
function pathsOf(rule) {
    return rule.http?.paths ?? [];
}
function withoutHeader(annotations) {
    return Object.fromEntries(Object.entries(annotations).filter(([name]) => !name.startsWith(`${prefix}canary-by-`)));
}

;// CONCATENATED MODULE: ./src/traffic/replicas.js
const replicas = {
    name: "replicas",
    splits: "replicas",
    headers: false,
    kinds: [],
    readOnly: true,
    related: [],
    makes: [],
    read: () => ({ kind: "elsewhere" }),
    serves: () => false,
    trouble: () => undefined,
    split: (object) => object,
    giveBack: (object) => object,
    share: () => "silent",
    companions: () => [],
};

;// CONCATENATED MODULE: ./src/traffic/service.js

const service = {
    name: "service",
    splits: "all-or-nothing",
    headers: false,
    kinds: [{ apiVersion: "v1", kind: "Service" }],
    readOnly: false,
    related: [],
    makes: [],
    read(object, { stable }) {
        if (object.metadata.name !== stable.service)
            return { kind: "elsewhere" };
        const { selector = {}, type } = object.spec ?? {};
        if (type === "ExternalName" || Object.keys(selector).length === 0) {
            return {
                kind: "unfit",
                found: `Service ${stable.service} selects no pods${type === "ExternalName" ? " (its type is ExternalName)" : ""}`,
                advice: "Give it a selector, or choose another router.",
            };
        }
        return { kind: "routes", parts: [{ path: ["spec", "selector"], value: selector }] };
    },
    serves: () => true,
    trouble: () => undefined,
    split: (object, target, split) => withSelector(object, selectorFor(target, split)),
    giveBack(object, _target, parts) {
        const saved = parts.find(({ path }) => (0,external_node_util_.isDeepStrictEqual)(path, ["spec", "selector"]));
        return saved === undefined ? object : withSelector(object, saved.value);
    },
    share(object, target) {
        const selector = object.spec?.selector ?? {};
        if ((0,external_node_util_.isDeepStrictEqual)(selector, target.candidate.selector))
            return { weight: 100 };
        return (0,external_node_util_.isDeepStrictEqual)(selector, target.stable.selector) ? { weight: 0 } : "untouched";
    },
    companions: () => [],
};
function selectorFor({ stable, candidate }, { weight }) {
    if (weight !== 0 && weight !== 100)
        throw new Error(`a Service sends all or nothing to the candidate, not ${weight} %`);
    const { selector, service: name } = weight === 100 ? candidate : stable;
    if (selector === undefined)
        throw new Error(`the selector of Service ${name} at ${weight} % was not given`);
    return selector;
}
function withSelector(object, selector) {
    return { ...object, spec: { ...object.spec, selector } };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/traffic/traefik.js



const groups = ["traefik.io/v1alpha1", "traefik.containo.us/v1alpha1"];
const traefikServiceKinds = groups.map((apiVersion) => ({ apiVersion, kind: "TraefikService" }));
const traefik = {
    name: "traefik",
    splits: "percent",
    headers: false,
    kinds: [...traefikServiceKinds, ...groups.map((apiVersion) => ({ apiVersion, kind: "IngressRoute" }))],
    readOnly: false,
    related: [],
    makes: traefikServiceKinds,
    read: (object, target) => object.kind === "IngressRoute" ? readIngressRoute(object, target) : readTraefikService(object, target),
    serves: () => true,
    trouble: () => undefined,
    split(object, target, { weight }) {
        const naming = traefik_namingOf(target, object.apiVersion);
        if (object.kind === "IngressRoute") {
            return mapServices(object, (services) => services.map((entry) => (naming.isStable(entry) ? throughOurs(entry, target) : entry)));
        }
        return withShares(object, splitEntries(sharesOf(object), naming, weight));
    },
    giveBack(object, target, parts) {
        const naming = traefik_namingOf(target, object.apiVersion);
        if (object.kind === "IngressRoute")
            return mapServices(object, (services) => services.map(givenBack));
        const saved = savedList(["spec", "weighted", "services"], sharesOf(object), parts, naming);
        return saved === undefined ? object : withShares(object, joinEntries(sharesOf(object), saved, naming));
        function givenBack(entry) {
            const originals = parts.flatMap(({ value }) => value).filter(naming.isStable);
            return originals.find((original) => isThroughOurs(entry, original, target)) ?? entry;
        }
    },
    share(object, target) {
        const naming = traefik_namingOf(target, object.apiVersion);
        if (object.kind === "IngressRoute") {
            return servicesIn(object).some((services) => services.some(naming.isStable)) ? "untouched" : "silent";
        }
        const weight = candidatePercent(sharesOf(object), naming);
        return weight === undefined ? "untouched" : { weight };
    },
    companions(objects, _related, target) {
        const made = objects.filter(({ kind }) => kind === "IngressRoute").flatMap((object) => oursFor(object, target));
        return [...new Map(made.map((object) => [`${object.apiVersion} ${object.metadata.name}`, object])).values()];
    },
};
function oursFor(object, target) {
    const { isStable } = traefik_namingOf(target, object.apiVersion);
    const entries = servicesIn(object).flatMap((services) => services.filter(isStable));
    return entries.map(({ weight: _, ...entry }) => {
        const name = nameOfOurs(entry, target);
        return (0,companion/* madeFor */.f)(target, { apiVersion: object.apiVersion, kind: "TraefikService", name }, { spec: { weighted: { services: [entry] } } });
    });
}
function readTraefikService(object, target) {
    const naming = traefik_namingOf(target, object.apiVersion);
    const { mirroring } = object.spec ?? {};
    if (mirroring !== undefined && [mirroring, ...(mirroring.mirrors ?? [])].some(naming.isStable)) {
        return {
            kind: "unfit",
            found: `TraefikService ${object.metadata.name} mirrors Service ${target.stable.service}, and a mirror has no weights`,
            advice: "Let it mirror a TraefikService with `weighted.services` that names the Service.",
        };
    }
    const shares = sharesOf(object);
    switch (shares.filter(naming.isStable).length) {
        case 0:
            return { kind: "elsewhere" };
        case 1:
            return { kind: "routes", parts: [{ path: ["spec", "weighted", "services"], value: shares }] };
        default:
            return {
                kind: "unfit",
                found: `TraefikService ${object.metadata.name} names Service ${target.stable.service} more than once`,
                advice: "Name each Service once.",
            };
    }
}
function readIngressRoute(object, target) {
    const naming = traefik_namingOf(target, object.apiVersion);
    const parts = servicesIn(object).flatMap((services, index) => services.some(naming.isStable) ? [{ path: ["spec", "routes", index, "services"], value: services }] : []);
    return parts.length === 0 ? { kind: "elsewhere" } : { kind: "routes", parts };
}
function traefik_namingOf({ namespace, stable, candidate }, apiVersion) {
    const nativeLB = apiVersion.startsWith("traefik.io/") ? { nativeLB: true } : {};
    const names = (service) => (entry) => entry.name === service && (entry.kind ?? "Service") === "Service" && (entry.namespace ?? namespace) === namespace;
    return {
        isStable: names(stable.service),
        isCandidate: names(candidate.service),
        candidateOf: (entry) => ({ ...nativeLB, ...entry, name: candidate.service }),
        defaultWeight: 1,
    };
}
function sharesOf(object) {
    return object.spec?.weighted?.services ?? [];
}
function withShares(object, services) {
    return { ...object, spec: { ...object.spec, weighted: { ...object.spec?.weighted, services } } };
}
function servicesIn(object) {
    return (object.spec?.routes ?? []).map(({ services = [] }) => services);
}
function mapServices(object, map) {
    const routes = (object.spec?.routes ?? []).map((route) => route.services === undefined ? route : { ...route, services: map(route.services) });
    return { ...object, spec: { ...object.spec, routes } };
}
function throughOurs(entry, target) {
    const weight = entry.weight === undefined ? {} : { weight: entry.weight };
    return { kind: "TraefikService", name: nameOfOurs(entry, target), ...weight };
}
function isThroughOurs(entry, original, target) {
    return entry.kind === "TraefikService" && entry.name === nameOfOurs(original, target);
}
function nameOfOurs({ weight: _, ...entry }, { stable }) {
    const text = JSON.stringify(Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1)));
    const hash = (0,external_node_crypto_.createHash)("sha256").update(text).digest("hex").slice(0, 6);
    return `${stable.service}-slipway-${hash}`;
}

;// CONCATENATED MODULE: ./src/traffic/routers.js






const routers = {
    "gateway-api": gatewayApi,
    istio: istio,
    traefik: traefik,
    nginx: nginx,
    service: service,
    replicas: replicas,
};


/***/ }),

/***/ 41490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fq: () => (/* binding */ saveRoute),
/* harmony export */   f2: () => (/* binding */ applyBody)
/* harmony export */ });
/* unused harmony export saveAfter */
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23904);
/* harmony import */ var _kube_resource_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92395);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _change_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36992);
/* harmony import */ var _ownership_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11890);
/* harmony import */ var _routers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7187);






async function saveRoute(found, target, context) {
    const router = _routers_js__WEBPACK_IMPORTED_MODULE_4__/* .routers */ .L[found.router];
    const live = await Promise.all(found.objects.map((object) => (0,_change_object_js__WEBPACK_IMPORTED_MODULE_2__/* .readRequired */ .yu)((0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .referenceTo */ .P)(object), context)));
    const objects = live.map((object) => savedObject(router, object, target));
    return { router: found.router, target, objects, companions: router.companions(live, found.related, target) };
}
function applyBody(saved, object, split) {
    if (split === undefined || !isAmong(saved, object))
        return object;
    return _routers_js__WEBPACK_IMPORTED_MODULE_4__/* .routers */ .L[saved.router].split(object, saved.target, split);
}
function saveAfter(saved, object) {
    const reading = routers[saved.router].read(object, saved.target);
    if (!isAmong(saved, object) || reading.kind !== "routes")
        return saved;
    const objects = saved.objects.map((one) => isSameObject(one.reference, object, saved.target) ? { ...one, parts: reading.parts } : one);
    return { ...saved, objects };
}
function savedObject(router, object, target) {
    const reading = router.read(object, target);
    if (reading.kind !== "routes") {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: `saving how ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .describeObject */ .v)(object)} is before the release`,
            found: `it does not send to Service ${target.stable.service} any more`,
            advice: "Somebody changed it at the same time: run the job again.",
        });
    }
    return { reference: (0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .referenceTo */ .P)(object), parts: reading.parts, owners: (0,_ownership_js__WEBPACK_IMPORTED_MODULE_3__/* .ownersOfParts */ .c)(object, reading.parts) };
}
function isAmong(saved, object) {
    return saved.objects.some(({ reference }) => isSameObject(reference, object, saved.target));
}
function isSameObject(reference, object, { namespace }) {
    return (reference.kind === object.kind &&
        reference.name === object.metadata.name &&
        (reference.namespace ?? namespace) === (object.metadata.namespace ?? namespace) &&
        (0,_kube_resource_types_js__WEBPACK_IMPORTED_MODULE_0__/* .groupOf */ .F8)(reference.apiVersion) === (0,_kube_resource_types_js__WEBPACK_IMPORTED_MODULE_0__/* .groupOf */ .F8)(object.apiVersion));
}


/***/ })

};
