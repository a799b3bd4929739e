export const id = 760;
export const ids = [760,412];
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

/***/ 2395:
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

/***/ 2065:
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

/***/ 1918:
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
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6302);

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

/***/ 5244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ followObjects)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _api_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5616);
/* harmony import */ var _server_trouble_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1918);



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
        if (type === "BOOKMARK")
            return;
        if (type === "DELETED")
            objects.delete(object.metadata.name);
        else
            objects.set(object.metadata.name, object);
        options.onChange();
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

/***/ 6077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ withAccessExplained)
/* harmony export */ });
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5616);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6302);


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

/***/ 2984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I: () => (/* binding */ acquireLock),
  k: () => (/* binding */ requestAbort)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(5616);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
// EXTERNAL MODULE: ./src/release/access.js
var access = __webpack_require__(6077);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/release/clock.js

const systemClock = {
    now: () => performance.now(),
    date: () => new Date(),
    sleep: (ms, options = {}) => (0,promises_.setTimeout)(ms, undefined, { ref: options.background !== true, signal: options.signal }),
};

// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(3904);
// EXTERNAL MODULE: ./src/kube/watch.js
var watch = __webpack_require__(5244);
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

// EXTERNAL MODULE: ./src/release/record-store.js + 1 modules
var record_store = __webpack_require__(704);
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

/***/ 704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  aE: () => (/* binding */ readRecord),
  xD: () => (/* binding */ recordName),
  vL: () => (/* binding */ updateRecord)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(5616);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
// EXTERNAL MODULE: ./src/release/access.js
var access = __webpack_require__(6077);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9143);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(6125);
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

/***/ 5966:
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

/***/ 6125:
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
/* harmony export */   nT: () => (/* binding */ isOpen)
/* harmony export */ });
/* unused harmony export amendRelease */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6302);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5966);



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


/***/ }),

/***/ 6238:
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

/***/ 8830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   Km: () => (/* binding */ rehearse),
/* harmony export */   jN: () => (/* binding */ imageManager),
/* harmony export */   wM: () => (/* binding */ fieldManager),
/* harmony export */   y7: () => (/* binding */ foreignConflicts)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5616);
/* harmony import */ var _kube_managed_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2254);
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3904);
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9991);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6302);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9702);







const fieldManager = "slipway";
const imageManager = "slipway-image";
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
        return { live, changes: live === undefined || adoption !== undefined || !sameContent(live, after) };
    }
    catch (error) {
        if ((0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .isApiError */ .d)(error) && refusesDryRuns(error)) {
            log.warning(`${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_6__/* .describeObject */ .v)(object)} could not be checked before the release: ${error.status.message ?? error.message}`, manifest?.position([]));
            return { live, changes: true };
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

/***/ 914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ runEngine),
  v: () => (/* binding */ timestamp)
});

// EXTERNAL MODULE: ./src/release/record-store.js + 1 modules
var record_store = __webpack_require__(704);
// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(6125);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
// EXTERNAL MODULE: ./src/rollout/workload.js
var rollout_workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/causes/cause.js
const cannotHeal = { kind: "none" };
const mayHeal = { kind: "deadline" };

;// CONCATENATED MODULE: ./src/rollout/causes/container.js

const restartsOfACrashLoop = 3;
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
            return cause(pod, place, reason, {
                found: `${container_name(place)} has an image name that is not one: ${place.container.image}`,
                advice: "Write it as registry/name:tag or registry/name@sha256:….",
                patience: cannotHeal,
                path: [...place.path, "image"],
            });
        case "ErrImageNeverPull":
            return cause(pod, place, reason, {
                found: `the image ${place.container.image} of ${container_name(place)} is not on the node, and imagePullPolicy: Never forbids to pull it`,
                advice: "Set imagePullPolicy to IfNotPresent, or load the image onto the nodes.",
                patience: cannotHeal,
                path: [...place.path, "image"],
            });
        case "ErrImagePull":
        case "ImagePullBackOff":
            return pullCause(pod, place, message);
        case "CreateContainerConfigError":
            return cause(pod, place, reason, {
                found: `${container_name(place)} cannot be configured: ${message}`,
                advice: configurationAdvice(message),
                patience: /not found|couldn't find key|runAsNonRoot|runAsUser/.test(message) ? cannotHeal : mayHeal,
            });
        case "CrashLoopBackOff":
            return endedCause(pod, place);
        case "CreateContainerError":
        case "RunContainerError":
            return cause(pod, place, reason, {
                found: `${container_name(place)} cannot be started: ${message}`,
                advice: "Look at its command, its mounts and its security context.",
                patience: place.status.restartCount >= restartsOfACrashLoop ? cannotHeal : mayHeal,
            });
        default:
            return message === ""
                ? undefined
                : cause(pod, place, reason, {
                    found: `${container_name(place)} waits (${reason}): ${message}`,
                    advice: "Look at the events of the pod.",
                    patience: mayHeal,
                });
    }
}
function pullCause(pod, place, message) {
    const image = place.container.image;
    const path = [...place.path, "image"];
    if (/not found|manifest unknown|name unknown|does not exist/i.test(message)) {
        return cause(pod, place, "pull", {
            found: `the image ${image} of ${container_name(place)} does not exist: ${message}`,
            advice: "Check its name and tag, and that the build has pushed it.",
            patience: cannotHeal,
            path,
        });
    }
    if (/unauthorized|denied|authorization failed|\b40[13]\b|no basic auth/i.test(message)) {
        return cause(pod, place, "pull", {
            found: `the registry refuses the image ${image} of ${container_name(place)}: ${message}`,
            advice: "Give the pod (imagePullSecrets) or its ServiceAccount credentials that may pull it.",
            patience: cannotHeal,
            path,
        });
    }
    return cause(pod, place, "pull", {
        found: `the image ${image} of ${container_name(place)} cannot be pulled: ${message || "no reason given"}`,
        advice: "Check that the nodes reach the registry.",
        patience: mayHeal,
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
    return cause(pod, place, "crash", {
        found: `${container_name(place)} ${how}${restartCount > 0 ? `, ${restartCount} ${restartCount === 1 ? "restart" : "restarts"} so far` : ""}`,
        advice: crashAdvice(ended),
        patience: restartCount >= restartsOfACrashLoop ? cannotHeal : mayHeal,
    });
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
        return cause(pod, place, "init", {
            found: `init ${container_name(place)} is still running, so nothing after it was started`,
            advice: "Its log says what it waits for.",
            patience: mayHeal,
        });
    }
    if (sidecar && status.started === true && container.readinessProbe === undefined)
        return undefined;
    const probe = container.startupProbe !== undefined && status.started !== true ? "startupProbe" : "readinessProbe";
    const crashed = status.restartCount > 0 ? endedCause(pod, { ...place, status: { ...status, state: {} } }) : undefined;
    if (crashed !== undefined)
        return { ...crashed, patience: mayHeal, previousLog: true };
    if (container[probe] === undefined)
        return undefined;
    const word = probe === "startupProbe" ? "startup" : "readiness";
    return cause(pod, place, `not-ready-${probe}`, {
        found: `${container_name(place)} is running, but its ${word} probe does not succeed`,
        advice: `The events say what the probe was answered; check its path, its port and what the service waits for.`,
        patience: mayHeal,
        path: [...place.path, probe],
    });
}
function container_name({ container }) {
    return `container ${container.name}`;
}
function cause(pod, place, kind, parts) {
    return {
        path: place.path,
        ...parts,
        key: `${place.container.name}-${kind}`,
        pod: pod.metadata.name,
        container: place.container.name,
    };
}

;// CONCATENATED MODULE: ./src/rollout/causes/find.js



function findCauses({ workload, current, pods }) {
    const creation = (0,rollout_workload/* conditionOf */.rI)(current?.status?.conditions, "ReplicaFailure") ??
        (0,rollout_workload/* conditionOf */.rI)(workload?.status?.conditions, "ReplicaFailure");
    const causes = [
        ...(creation?.status === "True" ? [creationCause(creation.message ?? creation.reason ?? "no reason given")] : []),
        ...pods.flatMap(podCauses),
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
        patience: { kind: "grace", ms: 15_000 },
    },
    {
        pattern: /violates PodSecurity/,
        advice: "Change the pod's security context as the message says, or the level that the namespace enforces.",
        patience: cannotHeal,
    },
    {
        pattern: /admission webhook .* denied/,
        advice: "Change the pod so that the policy allows it; the message names the policy.",
        patience: cannotHeal,
    },
    {
        pattern: /service account|serviceaccount/,
        advice: "Add the ServiceAccount to the manifests or create it first.",
        patience: cannotHeal,
    },
    { pattern: /forbidden|is invalid/, advice: "Change the pod as the message says.", patience: cannotHeal },
];
function creationCause(message) {
    const refusal = refusals.find(({ pattern }) => pattern.test(message));
    return {
        key: "creation",
        found: `its pods cannot be created: ${message}`,
        advice: refusal?.advice ?? "Look at the events of the ReplicaSet.",
        patience: refusal?.patience ?? mayHeal,
        path: ["spec", "template"],
    };
}
function podCauses(pod) {
    const scheduled = (0,rollout_workload/* conditionOf */.rI)(pod.status?.conditions, "PodScheduled");
    if (scheduled?.status === "False") {
        return [
            {
                key: "unschedulable",
                found: `no node takes pod ${pod.metadata.name}: ${scheduled.message ?? scheduled.reason ?? "no reason given"}`,
                advice: "Lower the requests, widen the node selector or the tolerations, or add nodes.",
                patience: mayHeal,
                pod: pod.metadata.name,
                path: ["spec", "template", "spec"],
            },
        ];
    }
    if (pod.status?.phase === "Failed") {
        return [
            {
                key: `failed-${pod.status.reason ?? ""}`,
                found: `pod ${pod.metadata.name} failed: ${[pod.status.reason, pod.status.message].filter(Boolean).join(": ") || "no reason given"}`,
                advice: "Look at the node and at the limits of the pod.",
                patience: mayHeal,
                pod: pod.metadata.name,
                path: ["spec", "template", "spec"],
            },
        ];
    }
    return containerCauses(pod);
}
function weight({ patience }) {
    return { none: 0, grace: 1, deadline: 2 }[patience.kind];
}

;// CONCATENATED MODULE: ./src/rollout/diagnosis.js

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
        evidence: [conditionsEvidence(snapshot), podsEvidence(snapshot), eventsEvidence(events), log].filter((each) => each !== undefined),
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
            return [];
        case "overtaken":
            return findCauses(snapshot);
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
        case "overtaken":
            return {
                found: "somebody else changed the pod template while it was rolled out",
                advice: "Find who writes to it (kubectl get --show-managed-fields), then release again. Nothing was taken back: what serves now is theirs.",
            };
        case "cause":
            return { found: withProbeAnswer(trouble.cause, events), advice: trouble.cause.advice };
        case "stuck":
            return {
                found: `${cause === undefined ? "" : `${withProbeAnswer(cause, events)}; `}the Deployment is stuck (${trouble.reason}: ${trouble.message})`,
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
            .sort((one, other) => eventTime(one).localeCompare(eventTime(other)));
    }
    catch (error) {
        return `could not be read: ${messageOf(error)}`;
    }
}
function eventTime(event) {
    return (event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? "");
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

// EXTERNAL MODULE: ./src/rollout/readiness/readiness.js + 1 modules
var readiness_readiness = __webpack_require__(7169);
// EXTERNAL MODULE: ./src/rollout/template.js
var rollout_template = __webpack_require__(9177);
;// CONCATENATED MODULE: ./src/rollout/rolling.js




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
    const progress = (0,rollout_workload/* conditionOf */.rI)(workload.status?.conditions, "Progressing");
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
    if (!(0,rollout_template/* sameTemplate */.N_)(workload.spec.template, mark.template))
        return inTrouble({ kind: "overtaken" });
    const readiness = (0,readiness_readiness/* readinessOf */.c)(workload);
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
    const causes = findCauses(snapshot);
    const fatal = causes.find((cause) => patienceEnd(cause, moment) <= moment.now);
    if (fatal !== undefined)
        return inTrouble({ kind: "cause", cause: fatal });
    if (readiness.kind === "stuck" && !isStale(workload, mark))
        return inTrouble({ ...readiness, kind: "stuck", causes });
    return waitFor(readiness.message, causes, plan, moment);
}
function waitFor(message, causes, plan, moment) {
    if (plan.deadline <= moment.now)
        return inTrouble({ kind: "timeout", waitingFor: message, causes });
    const until = Math.min(plan.deadline, ...causes.map((cause) => patienceEnd(cause, moment)));
    return { kind: "wait", message, until };
}
function isStale(workload, { staleProgress }) {
    const progress = (0,rollout_workload/* conditionOf */.rI)(workload.status?.conditions, "Progressing");
    return progress?.reason === "ProgressDeadlineExceeded" && staleProgress === (progress.lastUpdateTime ?? "");
}
function patienceEnd({ key, patience }, { seenSince, now }) {
    switch (patience.kind) {
        case "none":
            return Number.NEGATIVE_INFINITY;
        case "grace":
            return (seenSince.get(key) ?? now) + patience.ms;
        case "deadline":
            return Number.POSITIVE_INFINITY;
    }
}
function inTrouble(trouble) {
    return { kind: "trouble", trouble };
}

// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(3904);
// EXTERNAL MODULE: ./src/kube/refusal.js
var refusal = __webpack_require__(9991);
// EXTERNAL MODULE: ./src/rollout/dry-run.js
var dry_run = __webpack_require__(8830);
;// CONCATENATED MODULE: ./src/rollout/undo.js





async function restoreTemplate(cluster, workload, template, replicaSets) {
    const source = replicaSets.find((each) => (0,rollout_template/* sameTemplate */.N_)((0,rollout_template/* templateOf */.kW)(each), template));
    const patch = [
        { op: "test", path: "/metadata/uid", value: workload.metadata.uid },
        { op: "replace", path: "/spec/template", value: template },
        ...annotationPatch(workload, source, rollout_workload/* changeCauseAnnotation */.P1),
        ...annotationPatch(workload, source, rollout_workload/* releaseAnnotation */.V1),
    ];
    return change(`putting the old template of ${(0,object/* describeObject */.v)(workload)} back`, () => cluster.patch((0,object/* referenceTo */.P)(workload), "json", patch, { fieldManager: dry_run/* fieldManager */.wM }));
}
async function scaleToZero(cluster, workload) {
    return change(`scaling ${(0,object/* describeObject */.v)(workload)} to 0`, () => cluster.patch((0,object/* referenceTo */.P)(workload), "merge", { spec: { replicas: 0 } }, { fieldManager: dry_run/* fieldManager */.wM }));
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
        throw (0,refusal/* explainRefusal */.G)(error, attempted);
    }
}

;// CONCATENATED MODULE: ./src/rollout/engine.js








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
    const ring = () => bell.ring();
    signal.addEventListener("abort", ring);
    lock.signal.addEventListener("abort", ring);
    try {
        for (;;) {
            if (lock.signal.aborted)
                lock.check();
            const snapshot = live.snapshot();
            noteCauses(snapshot);
            const act = decideRolling({ ...plan, deadline }, snapshot, {
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
                return { release, yielded, diagnosis, backTrouble, snapshot, timeline };
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
                restored = markOf(await restoreTemplate(cluster, existing(snapshot), act.template, snapshot.replicaSets));
                return note("The API server accepted the way back.");
            case "scale-to-zero":
                restored = markOf(await scaleToZero(cluster, existing(snapshot)));
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
                await record((before) => (0,states/* moveRelease */.JK)(before, release.id, "aborted", { reason: act.reason, endedAt: timestamp() }));
                return;
        }
    }
    async function apply() {
        begun = true;
        const { value, failure } = await attempt(inputs.apply);
        refusal = failure;
        if (value === undefined)
            return;
        applied = markOf(value);
        note("The API server accepted the release.");
    }
    async function promote(snapshot) {
        note("All pods of the new revision are ready, and none of the old one is left.");
        await record((before) => (0,states/* moveRelease */.JK)(before, release.id, "promoted", ownRevision(release, snapshot)));
    }
    async function turnBack(act, snapshot) {
        if (act.as === "rolled-back")
            diagnosis = await explainTrouble(act.trouble, snapshot);
        const reason = act.as === "aborted" ? act.reason : (diagnosis?.found ?? "");
        note(act.as === "aborted" ? `Aborted: ${reason}. Going back.` : `Failed: ${reason}. Going back.`);
        const changes = { endsAs: act.as, reason, ...ownRevision(release, snapshot) };
        await record((before) => (0,states/* moveRelease */.JK)(before, release.id, "rolling-back", changes));
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
        await record((before) => (0,states/* moveRelease */.JK)(before, release.id, "failed", changes));
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
            await record((before) => (0,states/* moveRelease */.JK)(before, release.id, "failed", { reason: unhealthy.found, endedAt: timestamp() }));
            return;
        }
        const state = release.endsAs === "aborted" ? "aborted" : plan.back === undefined ? "failed" : "rolled-back";
        note(plan.back === undefined ? "Nothing of the release runs any more." : "The old revision is rolled out again.");
        const end = { reason: release.reason, endedAt: timestamp(), to: inputs.backTo };
        await record((before) => (0,states/* settleRollBack */.YE)(before, release.id, state, end));
    }
    async function record(change) {
        const after = await (0,record_store/* updateRecord */.vL)(cluster, workload, change);
        release = after.releases.find(({ id }) => id === release.id) ?? release;
    }
    async function explainTrouble(trouble, snapshot) {
        return diagnose(cluster, trouble, snapshot, {
            namespace: workload.namespace,
            logLines,
            timeoutMs: plan.timeout,
            signal,
        });
    }
    function noteCauses(snapshot) {
        const keys = new Set(findCauses(snapshot).map(({ key }) => key));
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
    throw new failure/* Failure */.H({
        attempted: "taking the release back",
        found: "the workload is not there any more",
        advice: "Somebody deleted it meanwhile: release again.",
    });
}
function ownRevision({ id, state }, { workload, current }) {
    const own = state === "releasing" && workload?.metadata.annotations?.[rollout_workload/* releaseAnnotation */.V1] === id;
    return own && current !== undefined ? { revision: (0,rollout_workload/* revisionOf */.DT)(current), templateHash: (0,rollout_workload/* templateHashOf */.gM)(current) } : {};
}
function abortReason(signal, lock) {
    if (signal.aborted)
        return { reason: signal.reason instanceof failure/* Failure */.H ? signal.reason.found : "it was cancelled" };
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
        if (error instanceof failure/* Failure */.H)
            return { failure: error };
        throw error;
    }
}


/***/ }),

/***/ 1366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TM: () => (/* binding */ broughtAlong),
  cd: () => (/* binding */ checkImage),
  RS: () => (/* binding */ checkPermissions),
  im: () => (/* binding */ namespaceExists),
  An: () => (/* binding */ requirePermissions),
  gE: () => (/* binding */ resolveKinds),
  K6: () => (/* binding */ workloadPermissions)
});

// UNUSED EXPORTS: kindKey

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(5616);
;// CONCATENATED MODULE: ./src/kube/access.js

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
        if ((0,api_error/* isApiError */.d)(error, 403))
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
        if ((0,api_error/* isApiError */.d)(error, 403))
            return true;
        throw error;
    }
}

// EXTERNAL MODULE: ./src/kube/refusal.js
var refusal = __webpack_require__(9991);
// EXTERNAL MODULE: ./src/kube/resource-types.js
var resource_types = __webpack_require__(2395);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
;// CONCATENATED MODULE: ./src/rollout/preflight.js





function broughtAlong(manifests) {
    const objects = manifests.map(({ object }) => object);
    return {
        namespaces: new Set(objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name)),
        kinds: new Set(objects.filter(({ kind }) => kind === "CustomResourceDefinition").map(definedKind)),
    };
}
function kindKey({ apiVersion, kind }) {
    return `${(0,resource_types/* groupOf */.F8)(apiVersion)}/${kind}`;
}
async function namespaceExists(cluster, namespace, along, options) {
    const reference = { apiVersion: "v1", kind: "Namespace", name: namespace };
    const found = await cluster.get(reference, options).catch((error) => {
        if ((0,api_error/* isApiError */.d)(error, 403))
            return "unknown";
        throw (0,refusal/* explainRefusal */.G)(error, `looking for the namespace ${namespace}`);
    });
    if (found === undefined && !along.namespaces.has(namespace)) {
        throw new failure/* Failure */.H({
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
            throw new failure/* Failure */.H({
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
async function checkPermissions(cluster, target, types, options) {
    const { namespace } = target.workload;
    const needed = [
        ...workloadPermissions(namespace),
        ...[...types].flatMap((type) => (type === undefined ? [] : applyPermissions(type, namespace))),
    ];
    await requirePermissions(cluster, needed, namespace, options);
}
async function requirePermissions(cluster, needed, namespace, options) {
    const missing = await missingPermissions(cluster, needed, options);
    if (missing.length === 0)
        return;
    throw new failure/* Failure */.H({
        attempted: `checking what this user may do in the namespace ${namespace}`,
        found: `it may not ${[...new Set(missing.map(describePermission))].join(", ")}`,
        advice: "Bind a Role with these verbs to the user of the kubeconfig; the README of this action has one to copy.",
    });
}
function workloadPermissions(namespace) {
    const all = (group, resource, verbs) => verbs.map((verb) => ({ verb, group, resource, namespace }));
    return [
        ...all("apps", "deployments", ["get", "list", "watch", "patch"]),
        ...all("apps", "replicasets", ["list", "watch"]),
        ...all("", "pods", ["list", "watch"]),
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
            throw new failure/* Failure */.H({
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
    const base = { group: (0,resource_types/* groupOf */.F8)(type.apiVersion), resource: type.plural, namespace: type.namespaced ? namespace : "" };
    return ["get", "create", "patch"].map((verb) => ({ ...base, verb }));
}
function definedKind(definition) {
    const { group = "", names } = (definition.spec ?? {});
    return `${group}/${names?.kind ?? ""}`;
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

/***/ 9054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CD: () => (/* binding */ quietResult),
/* harmony export */   ES: () => (/* binding */ endedResult),
/* harmony export */   yP: () => (/* binding */ takenBackResult)
/* harmony export */ });
/* unused harmony export timelineTable */
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6302);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(231);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9702);



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
                    : (0,_workload_js__WEBPACK_IMPORTED_MODULE_2__/* .revisionOf */ .DT)(serving)
                : (0,_workload_js__WEBPACK_IMPORTED_MODULE_2__/* .revisionOf */ .DT)(end.snapshot.current),
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
    const ended = [whereItStands(end, outcome), leftBehind(target, applied, outcome)]
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
function leftBehind({ workload }, applied, outcome) {
    const others = applied.filter((each) => each !== `${workload.kind} ${workload.namespace}/${workload.name}`);
    return outcome === "succeeded" || others.length === 0
        ? ""
        : `Other objects that it changed stay as they are: ${others.join(", ")}.`;
}
function summaryOf(end, { target, applied, previousDigest }, outcome) {
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
    return `${parts.join("\n\n")}\n`;
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
        revision: snapshot.current === undefined ? 0 : (0,_workload_js__WEBPACK_IMPORTED_MODULE_2__/* .revisionOf */ .DT)(snapshot.current),
        releaseId: release.id,
        reason,
        summary: `${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(`Taken back to ${where}. Reason: ${release.reason}.`)}\n\n${timelineTable(timeline)}`,
        failure,
    };
}


/***/ }),

/***/ 3399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ followRollout)
/* harmony export */ });
/* unused harmony export takeSnapshot */
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3904);
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9991);
/* harmony import */ var _kube_selectors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2065);
/* harmony import */ var _kube_watch_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5244);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9177);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9702);






async function followRollout(cluster, workload, selector, options) {
    const { namespace, name } = workload;
    const { signal, onChange } = options;
    let lost;
    const onError = (error) => {
        lost ??= (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .explainRefusal */ .G)(error, `watching ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_4__/* .describeObject */ .v)(workload)}`);
        onChange();
    };
    const common = { signal, onChange, onError, namespace };
    const selected = { ...common, labelSelector: (0,_kube_selectors_js__WEBPACK_IMPORTED_MODULE_5__/* .selectorText */ .n)(selector) };
    const [workloads, replicaSets, pods] = await Promise.all([
        (0,_kube_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .followObjects */ .E)(cluster, _workload_js__WEBPACK_IMPORTED_MODULE_3__/* .deploymentKind */ .m_, { ...common, fieldSelector: `metadata.name=${name}` }),
        (0,_kube_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .followObjects */ .E)(cluster, _workload_js__WEBPACK_IMPORTED_MODULE_3__/* .replicaSetKind */ .T_, selected),
        (0,_kube_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .followObjects */ .E)(cluster, _workload_js__WEBPACK_IMPORTED_MODULE_3__/* .podKind */ .uP, selected),
    ]);
    return {
        snapshot: () => {
            if (lost !== undefined)
                throw lost;
            return takeSnapshot(workloads.get(name), replicaSets.items(), pods.items());
        },
        stop: () => {
            for (const store of [workloads, replicaSets, pods])
                store.stop();
        },
    };
}
function takeSnapshot(workload, replicaSets, pods) {
    if (workload === undefined)
        return { workload, replicaSets: [], current: undefined, pods: [] };
    const current = (0,_template_js__WEBPACK_IMPORTED_MODULE_2__/* .currentReplicaSet */ .kw)(workload, replicaSets);
    return {
        workload,
        replicaSets: (0,_template_js__WEBPACK_IMPORTED_MODULE_2__/* .ownedReplicaSets */ .$y)(workload, replicaSets),
        current,
        pods: current === undefined
            ? []
            : pods.filter((pod) => (0,_workload_js__WEBPACK_IMPORTED_MODULE_3__/* .isOwnedBy */ .D0)(pod, current) && pod.metadata.deletionTimestamp === undefined),
    };
}


/***/ }),

/***/ 3886:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ takeBack)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3904);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(704);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6302);
/* harmony import */ var _bell_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6238);
/* harmony import */ var _engine_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(914);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9054);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3399);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9177);









async function takeBack(request, context) {
    const { workload, release, endsAs, reason, timeout, logLines, to, lock, verify } = request;
    const { cluster, log, signal, now } = context;
    const bell = (0,_bell_js__WEBPACK_IMPORTED_MODULE_7__/* .createBell */ .Y)();
    const found = await cluster.get(workload, { signal });
    const live = await (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_5__/* .followRollout */ .h)(cluster, workload, found?.spec.selector ?? { matchLabels: { "slipway.dev/none": "none" } }, {
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
        const after = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .updateRecord */ .vL)(cluster, workload, (record) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(record, release.id, "rolling-back", { ...way, endsAs, reason }));
        const moved = after.releases.find(({ id }) => id === release.id) ?? release;
        log.info(`Taking release ${release.id} of ${release.image} back${moved.previousRevision > 0 ? ` to revision ${moved.previousRevision} (${moved.previousImage})` : ""}: ${reason}.`);
        const end = await (0,_engine_js__WEBPACK_IMPORTED_MODULE_3__/* .runEngine */ .c)({
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
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .takenBackResult */ .yP)(end, workload);
    }
    finally {
        live.stop();
    }
}
function templateBack(release, { workload, replicaSets }) {
    if (workload === undefined || release.previousTemplateHash === "")
        return undefined;
    const replicaSet = (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .replicaSetOf */ .kr)(release.previousTemplateHash, workload, replicaSets);
    if (replicaSet !== undefined)
        return (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .templateOf */ .kW)(replicaSet);
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: `taking release ${release.id} of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_8__/* .describeObject */ .v)(workload)} back`,
        found: `the ReplicaSet of revision ${release.previousRevision} is not there any more (revisionHistoryLimit is ${workload.spec.revisionHistoryLimit ?? 10})`,
        advice: "Release the image that is wanted again, with `force: true` if it was rolled back before.",
    });
}


/***/ }),

/***/ 9177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ ownedReplicaSets),
/* harmony export */   N_: () => (/* binding */ sameTemplate),
/* harmony export */   kW: () => (/* binding */ templateOf),
/* harmony export */   kr: () => (/* binding */ replicaSetOf),
/* harmony export */   kw: () => (/* binding */ currentReplicaSet)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
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
