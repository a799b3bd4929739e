export const id = 2847;
export const ids = [2847];
export const modules = {

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

/***/ 22847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  validate: () => (/* binding */ validate),
  m: () => (/* binding */ worstFirst)
});

// UNUSED EXPORTS: runCheck

// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/validation/check.js
var check = __webpack_require__(37793);
// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(92065);
// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/manifests/containers.js
var manifests_containers = __webpack_require__(4102);
;// CONCATENATED MODULE: ./src/validation/subject.js


const serving = new Set(["Deployment", "StatefulSet", "DaemonSet"]);
function subjectOf(manifests, live, named) {
    const namespace = live?.namespace ?? "";
    const written = manifests.map((manifest) => seenInManifest(manifest, namespace));
    const related = (kind) => {
        const own = written.filter(({ object }) => object.kind === kind);
        const list = live?.lists[kind];
        const items = list?.kind === "read" ? list.items : [];
        const others = items.map(seenAlive).filter((one) => !own.some((other) => isSame(one, other)));
        return { objects: [...own, ...others], unreadable: list?.kind === "unreadable" ? list.reason : undefined };
    };
    const findAlive = (seen) => {
        const list = live?.lists[seen.object.kind];
        return list?.kind === "read" ? list.items.find((item) => isSame(seenAlive(item), seen)) : undefined;
    };
    const withPods = written.flatMap((seen) => workloadOf(seen, findAlive(seen)));
    const wanted = named === undefined ? [] : related(named.kind).objects;
    const alone = wanted
        .filter(({ object }) => object.metadata.name === named?.name)
        .filter((one) => !withPods.some((other) => isSame(one, other)))
        .flatMap((seen) => workloadOf(seen, seen.object));
    return { workloads: [...withPods, ...alone], live, related };
}
function nameOf(seen) {
    return (0,object/* describeObject */.v)(seen.object);
}
function seenInManifest(manifest, defaultNamespace) {
    const { object } = manifest;
    return {
        object,
        namespace: object.metadata.namespace ?? defaultNamespace,
        spec: fieldsOf(object.spec),
        position: (path) => manifest.position(path),
    };
}
function seenAlive(object) {
    return {
        object,
        namespace: object.metadata.namespace ?? "",
        spec: fieldsOf(object.spec),
        position: () => undefined,
    };
}
function isSame(one, other) {
    return (one.object.kind === other.object.kind &&
        one.object.metadata.name === other.object.metadata.name &&
        one.namespace === other.namespace);
}
function workloadOf(seen, alive) {
    const path = (0,manifests_containers/* podSpecPath */.s)(seen.object);
    if (path === undefined)
        return [];
    const template = path.slice(0, -1).reduce((parent, key) => fieldsOf(parent)[key], seen.object);
    const podSpec = fieldsOf(template).spec;
    const { labels, annotations } = fieldsOf(fieldsOf(template).metadata);
    const { replicas } = seen.spec;
    return [
        {
            ...seen,
            podSpec,
            podSpecPath: path,
            podLabels: fieldsOf(labels),
            podAnnotations: fieldsOf(annotations),
            serves: serving.has(seen.object.kind),
            replicas: typeof replicas === "number" ? replicas : undefined,
            alive,
        },
    ];
}
function fieldsOf(value) {
    return typeof value === "object" && value !== null ? value : {};
}

;// CONCATENATED MODULE: ./src/validation/examine.js

function eachObject(objects, judge, none) {
    if (objects.length === 0)
        return { kind: "not-applicable", reason: none };
    const findings = objects.flatMap((object) => complaints(judge(object)).map((complaint) => findingIn(object, nameOf(object), complaint)));
    return { kind: "examined", count: objects.length, findings };
}
function eachWorkload(subject, judge, only = () => true, none = "there is no workload that it applies to") {
    return eachObject(subject.workloads.filter(only), judge, none);
}
function eachPodSpec(subject, judge) {
    return eachWorkload(subject, (workload) => complaints(judge(workload)).map(({ path = [], ...complaint }) => ({
        ...complaint,
        path: [...workload.podSpecPath, ...path],
    })));
}
function eachContainer(subject, judge, only = () => true) {
    let count = 0;
    const findings = [];
    for (const workload of subject.workloads) {
        for (const { path, ...seen } of containersIn(workload)) {
            if (!only(seen))
                continue;
            count++;
            const name = `${nameOf(workload)}, ${seen.isInit ? "init container" : "container"} ${seen.container.name}`;
            for (const complaint of complaints(judge(seen))) {
                const whole = { ...complaint, path: [...path, ...(complaint.path ?? [])] };
                findings.push(findingIn(workload, name, whole));
            }
        }
    }
    if (count === 0)
        return { kind: "not-applicable", reason: "there is no container that it applies to" };
    return { kind: "examined", count, findings };
}
function servesUsers({ workload, isInit }) {
    return workload.serves && !isInit;
}
function requireRelated(subject, related, isMet, missing, only) {
    const objects = related.flatMap((one) => one.objects);
    const examined = eachWorkload(subject, (workload) => (isMet(workload, objects) ? undefined : missing(workload)), only);
    const unreadable = related.find((one) => one.unreadable !== undefined)?.unreadable;
    if (examined.kind === "examined" && examined.findings.length > 0 && unreadable !== undefined) {
        return { kind: "unknown", reason: unreadable };
    }
    return examined;
}
function withLive(subject, examine) {
    if (subject.live === undefined)
        return { kind: "not-applicable", reason: "no cluster was asked (no workload is named)" };
    return examine(subject.live);
}
function inNamespaceOf(workload) {
    return (other) => other.namespace === workload.namespace || other.namespace === "" || workload.namespace === "";
}
function containersIn(workload) {
    const { podSpec, podSpecPath } = workload;
    const main = podSpec.containers.map((container, index) => ({
        container,
        workload,
        isInit: false,
        path: [...podSpecPath, "containers", index],
    }));
    const before = (podSpec.initContainers ?? []).map((container, index) => ({
        container,
        workload,
        isInit: true,
        path: [...podSpecPath, "initContainers", index],
    }));
    return [...main, ...before];
}
function complaints(verdict) {
    if (verdict === undefined)
        return [];
    return "evidence" in verdict ? [verdict] : verdict;
}
function findingIn(seen, whole, { evidence, path, within }) {
    const at = seen.position(path ?? []);
    const subject = within === undefined ? whole : `${whole}, ${within}`;
    return { subject, evidence, ...(at === undefined ? {} : { at }) };
}

;// CONCATENATED MODULE: ./src/validation/network/services-of.js


function selectingServices(subject) {
    return subject.related("Service").objects.filter((service) => Object.keys(selectorOf(service)).length > 0);
}
function leadsTo(service, workload) {
    return inNamespaceOf(workload)(service) && (0,selectors/* selects */.k)({ matchLabels: selectorOf(service) }, workload.podLabels);
}
function selectorOf(service) {
    return service.spec.type === "ExternalName"
        ? {}
        : (service.spec.selector ?? {});
}

;// CONCATENATED MODULE: ./src/validation/monitoring/metrics-scraped.js



const annotation = "prometheus.io/scrape";
const metricsScraped = {
    id: "monitoring/metrics-scraped",
    severity: "medium",
    title: "Prometheus is told to scrape the pods",
    why: "Without metrics no alert fires, no canary can be judged, and the first to notice an outage are the users.",
    source: "https://prometheus-operator.dev/docs/getting-started/design/",
    recommendation: `Add a ServiceMonitor or PodMonitor, or the annotation ${annotation}: "true" to the pod template.`,
    run: (subject) => requireRelated(subject, [subject.related("ServiceMonitor"), subject.related("PodMonitor")], (workload, monitors) => isAnnotated(subject, workload) || monitors.some((one) => watches(one, workload, subject)), () => ({ evidence: "no ServiceMonitor, PodMonitor or annotation has it scraped" }), ({ serves }) => serves),
};
function isAnnotated(subject, workload) {
    const template = (workload.spec.template ?? {});
    if (template.metadata?.annotations?.[annotation] === "true")
        return true;
    return servicesOf(subject, workload).some(({ object }) => object.metadata.annotations?.[annotation] === "true");
}
function watches(monitor, workload, subject) {
    const selector = monitor.spec.selector;
    if (selector === undefined || !inNamespaceOf(workload)(monitor))
        return false;
    if (monitor.object.kind === "PodMonitor")
        return (0,selectors/* selects */.k)(selector, workload.podLabels);
    return servicesOf(subject, workload).some(({ object }) => (0,selectors/* selects */.k)(selector, object.metadata.labels));
}
function servicesOf(subject, workload) {
    return selectingServices(subject).filter((service) => leadsTo(service, workload));
}

;// CONCATENATED MODULE: ./src/validation/network/ingresses-of.js

function ingressesOf(subject) {
    const services = selectingServices(subject)
        .filter((service) => subject.workloads.some((workload) => leadsTo(service, workload)))
        .map(({ object }) => object.metadata.name);
    return subject
        .related("Ingress")
        .objects.filter((ingress) => ingress.position([]) !== undefined || backends(ingress).some((name) => services.includes(name)));
}
function backends({ spec }) {
    const rules = spec.rules ?? [];
    const all = rules.flatMap(({ http }) => http?.paths ?? []).map(({ backend }) => backend);
    return [...all, spec.defaultBackend].flatMap((backend) => backend?.service?.name ?? []);
}

;// CONCATENATED MODULE: ./src/validation/network/nginx-annotations.js
const nginxAnnotations = new Set(`app-root affinity affinity-mode affinity-canary-behavior allowlist-source-range
  auth-realm auth-secret auth-secret-type auth-type auth-url auth-method auth-signin auth-signin-redirect-param
  auth-response-headers auth-request-redirect auth-cache-key auth-cache-duration auth-keepalive auth-keepalive-share-vars
  auth-keepalive-requests auth-keepalive-timeout auth-proxy-set-headers auth-snippet auth-always-set-cookie
  auth-tls-secret auth-tls-verify-depth auth-tls-verify-client auth-tls-error-page
  auth-tls-pass-certificate-to-upstream auth-tls-match-cn enable-global-auth
  backend-protocol canary canary-by-header canary-by-header-value canary-by-header-pattern canary-by-cookie
  canary-weight canary-weight-total client-body-buffer-size configuration-snippet connection-proxy-header
  cors-allow-origin cors-allow-methods cors-allow-headers cors-expose-headers cors-allow-credentials cors-max-age
  custom-headers custom-http-errors default-backend denylist-source-range disable-proxy-intercept-errors
  enable-access-log enable-cors enable-influxdb enable-modsecurity enable-opentelemetry enable-opentracing
  enable-owasp-core-rules enable-rewrite-log force-ssl-redirect from-to-www-redirect
  global-rate-limit global-rate-limit-window global-rate-limit-key global-rate-limit-ignored-cidrs
  http2-push-preload influxdb-measurement influxdb-port influxdb-host influxdb-server-name
  limit-allowlist limit-burst-multiplier limit-connections limit-rate limit-rate-after limit-rpm limit-rps limit-whitelist
  load-balance mirror-host mirror-request-body mirror-target modsecurity-snippet modsecurity-transaction-id
  opentelemetry-operation-name opentelemetry-trust-incoming-span opentracing-trust-incoming-span
  permanent-redirect permanent-redirect-code preserve-trailing-slash
  proxy-body-size proxy-buffer-size proxy-buffering proxy-buffers-number proxy-busy-buffers-size
  proxy-connect-timeout proxy-cookie-domain proxy-cookie-path proxy-http-version proxy-max-temp-file-size
  proxy-next-upstream proxy-next-upstream-timeout proxy-next-upstream-tries proxy-read-timeout proxy-redirect-from
  proxy-redirect-to proxy-request-buffering proxy-send-timeout proxy-ssl-ciphers proxy-ssl-name proxy-ssl-protocols
  proxy-ssl-secret proxy-ssl-server-name proxy-ssl-verify proxy-ssl-verify-depth
  relative-redirects rewrite-target satisfy server-alias server-snippet service-upstream
  session-cookie-change-on-failure session-cookie-conditional-samesite-none session-cookie-domain
  session-cookie-expires session-cookie-max-age session-cookie-name session-cookie-path session-cookie-samesite
  session-cookie-secure ssl-ciphers ssl-passthrough ssl-prefer-server-ciphers ssl-redirect stream-snippet
  temporal-redirect temporal-redirect-code upstream-hash-by upstream-hash-by-subset upstream-hash-by-subset-size
  upstream-vhost use-port-in-redirects use-regex whitelist-source-range x-forwarded-prefix`.split(/\s+/));

;// CONCATENATED MODULE: ./src/validation/network/ingress-annotations.js



const prefix = "nginx.ingress.kubernetes.io/";
const ingressAnnotations = {
    id: "network/ingress-annotations",
    severity: "medium",
    title: "ingress-nginx knows every annotation that it is given",
    why: "An annotation that the controller does not know is ignored without a word: a rate limit that was written down does not limit anything.",
    source: "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/",
    recommendation: "Correct or remove it. Rates are limited by limit-rps, limit-rpm and limit-connections.",
    run: (subject) => eachObject(ingressesOf(subject), ({ object }) => Object.keys(object.metadata.annotations ?? {})
        .filter((name) => name.startsWith(prefix) && !nginxAnnotations.has(name.slice(prefix.length)))
        .map((name) => ({ evidence: `${name} is not known`, path: ["metadata", "annotations", name] })), "there is no Ingress"),
};

;// CONCATENATED MODULE: ./src/validation/network/ingress-class.js


const ingressClass = {
    id: "network/ingress-class",
    severity: "medium",
    title: "An Ingress names its class",
    why: "Without a class it depends on the cluster's default who serves it: nobody, or two controllers at once.",
    source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class",
    recommendation: "Set spec.ingressClassName.",
    run: (subject) => eachObject(ingressesOf(subject), ({ spec, object }) => {
        const old = object.metadata.annotations?.["kubernetes.io/ingress.class"];
        if (spec.ingressClassName !== undefined || old !== undefined)
            return undefined;
        return { evidence: "it has no ingressClassName", path: ["spec"] };
    }, "there is no Ingress"),
};

;// CONCATENATED MODULE: ./src/validation/network/ingress-tls.js


const ingressTls = {
    id: "network/ingress-tls",
    severity: "high",
    title: "Every host of an Ingress is served over TLS",
    why: "Tokens and personal data otherwise cross the internet in plain text.",
    source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
    recommendation: "Add the host to spec.tls with the name of its certificate's Secret.",
    run: (subject) => eachObject(ingressesOf(subject), judge, "there is no Ingress"),
};
function judge({ spec }) {
    const tls = spec.tls ?? [];
    const rules = spec.rules ?? [];
    if (tls.length === 0)
        return [{ evidence: "it has no spec.tls", path: ["spec"] }];
    if (tls.some(({ hosts = [] }) => hosts.length === 0))
        return [];
    const covered = tls.flatMap(({ hosts = [] }) => hosts);
    return rules.flatMap(({ host }, index) => host === undefined || covered.some((one) => covers(one, host))
        ? []
        : [{ evidence: `the host ${host} is in no entry of spec.tls`, path: ["spec", "rules", index, "host"] }]);
}
function covers(pattern, host) {
    return pattern === host || (pattern.startsWith("*.") && host.slice(host.indexOf(".")) === pattern.slice(1));
}

;// CONCATENATED MODULE: ./src/validation/network/network-policy.js


const networkPolicy = {
    id: "network/network-policy",
    severity: "medium",
    title: "A NetworkPolicy limits who may connect",
    why: "Without one every pod of the cluster may connect to every port, also one that was broken into.",
    source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    recommendation: "Add a NetworkPolicy for Ingress that selects the pods and allows the ports they serve on.",
    run: (subject) => requireRelated(subject, [subject.related("NetworkPolicy")], (workload, policies) => policies.some((policy) => limitsIngress(policy, workload)), () => ({ evidence: "no NetworkPolicy for Ingress selects its pods" }), ({ serves }) => serves),
};
function limitsIngress(policy, workload) {
    const types = policy.spec.policyTypes ?? ["Ingress"];
    const selector = policy.spec.podSelector ?? {};
    return types.includes("Ingress") && inNamespaceOf(workload)(policy) && (0,selectors/* selects */.k)(selector, workload.podLabels);
}

;// CONCATENATED MODULE: ./src/validation/network/service-selects.js


const serviceSelects = {
    id: "network/service-selects",
    severity: "high",
    title: "Services lead to pods, and to ports that they have",
    why: "A label or port name that was mistyped gives a Service without endpoints: every request fails although all pods are ready.",
    source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
    recommendation: "Let the selector name labels of the pod template, and targetPort a port of its containers.",
    run: (subject) => {
        const services = selectingServices(subject);
        const isMeant = (service) => service.position([]) !== undefined || subject.workloads.some((workload) => leadsTo(service, workload));
        return eachObject(services.filter(isMeant), (service) => service_selects_judge(service, subject.workloads), "there is no Service with a selector");
    },
};
function service_selects_judge(service, workloads) {
    const led = workloads.filter((workload) => leadsTo(service, workload));
    if (led.length === 0)
        return [{ evidence: "its selector fits no workload's pods", path: ["spec", "selector"] }];
    const names = led
        .flatMap(({ podSpec }) => podSpec.containers)
        .flatMap(({ ports = [] }) => ports.map(({ name }) => name));
    const ports = service.spec.ports ?? [];
    return ports.flatMap(({ targetPort }, index) => typeof targetPort !== "string" || names.includes(targetPort)
        ? []
        : [{ evidence: `no container has a port named ${targetPort}`, path: ["spec", "ports", index, "targetPort"] }]);
}

;// CONCATENATED MODULE: ./src/validation/performance/memory-limit.js

const memoryLimit = {
    id: "performance/memory-limit",
    severity: "high",
    title: "Containers have a memory limit",
    why: "A leak in one pod takes the node's memory, and the kernel ends whichever process it likes.",
    source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    recommendation: "Set resources.limits.memory with room above the usual peak.",
    run: (subject) => eachContainer(subject, ({ container }) => container.resources?.limits?.memory === undefined
        ? { evidence: "it has no memory limit", path: ["resources", "limits"] }
        : undefined, ({ isInit }) => !isInit),
};

;// CONCATENATED MODULE: ./src/validation/performance/namespace-limits.js

const namespaceLimits = {
    id: "performance/namespace-limits",
    severity: "low",
    title: "The namespace has a quota or default limits",
    why: "An autoscaler that runs wild, or a job without limits, otherwise takes what other services need.",
    source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
    recommendation: "Add a ResourceQuota, and a LimitRange with defaults, to the namespace.",
    run: (subject) => withLive(subject, ({ namespace }) => {
        const quotas = subject.related("ResourceQuota");
        const ranges = subject.related("LimitRange");
        if (quotas.objects.length + ranges.objects.length > 0)
            return { kind: "examined", count: 1, findings: [] };
        const reason = quotas.unreadable ?? ranges.unreadable;
        if (reason !== undefined)
            return { kind: "unknown", reason };
        const evidence = "it has neither a ResourceQuota nor a LimitRange";
        return { kind: "examined", count: 1, findings: [{ subject: `Namespace ${namespace}`, evidence }] };
    }),
};

;// CONCATENATED MODULE: ./src/validation/performance/resource-requests.js

const resourceRequests = {
    id: "performance/resource-requests",
    severity: "medium",
    title: "Containers request CPU and memory",
    why: "Without requests pods are put on nodes that are full, are the first to be evicted, and no autoscaler can compute a utilisation.",
    source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    recommendation: "Set resources.requests.cpu and .memory to what the service uses on a normal day.",
    run: (subject) => eachContainer(subject, ({ container }) => {
        const { requests = {}, limits = {} } = container.resources ?? {};
        const missing = ["cpu", "memory"].filter((name) => requests[name] === undefined && limits[name] === undefined);
        if (missing.length === 0)
            return undefined;
        return { evidence: `it requests no ${missing.join(" and no ")}`, path: ["resources", "requests"] };
    }, ({ isInit }) => !isInit),
};

;// CONCATENATED MODULE: ./src/validation/release/live-pods.js



function eachLiveWorkload(subject, judge) {
    return withLive(subject, (live) => {
        const serving = subject.workloads.filter(({ serves }) => serves);
        const unread = serving
            .map(({ object }) => live.lists[object.kind])
            .find((list) => list.kind === "unreadable");
        if (unread?.kind === "unreadable")
            return { kind: "unknown", reason: unread.reason };
        if (serving.length === 0)
            return { kind: "not-applicable", reason: "there is no workload that serves" };
        const findings = serving.flatMap((workload) => {
            const { alive } = workload;
            const evidence = alive === undefined ? ["it is not in the cluster"] : judge(alive, workload, live);
            return evidence.map((text) => ({ subject: nameOf(workload), evidence: text }));
        });
        return { kind: "examined", count: serving.length, findings };
    });
}
function eachLiveWorkloadWithPods(subject, judge) {
    return withLive(subject, ({ lists }) => {
        const { Pod: pods } = lists;
        if (pods.kind === "unreadable")
            return { kind: "unknown", reason: pods.reason };
        const items = pods.kind === "read" ? pods.items : [];
        return eachLiveWorkload(subject, (alive, _workload, live) => judge(podsOf(alive, items), alive, live));
    });
}
function podsOf(alive, pods) {
    const selector = alive.spec?.selector;
    if (selector === undefined)
        return [];
    return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined && (0,selectors/* selects */.k)(selector, metadata.labels));
}

;// CONCATENATED MODULE: ./src/validation/release/digest.js

const digest = {
    id: "release/digest",
    severity: "critical",
    title: "Every pod runs the released digest",
    why: "Pods of an older release among them mean that users get two versions, and that the new one was judged by the old one's answers.",
    source: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
    recommendation: "Wait for the rollout to end, or find out what changed the workload since the release.",
    run: (subject) => {
        const expected = subject.live?.digest;
        if (subject.live !== undefined && expected === undefined) {
            return { kind: "not-applicable", reason: "no digest was given" };
        }
        return eachLiveWorkloadWithPods(subject, (pods) => {
            const others = pods.filter((pod) => !runs(pod, expected ?? ""));
            if (pods.length === 0)
                return ["it has no pod"];
            return others.map((pod) => `the pod ${pod.metadata.name} runs ${imagesOf(pod).join(", ")}`);
        });
    },
};
function runs(pod, expected) {
    const ids = (pod.status?.containerStatuses ?? []).map(({ imageID = "" }) => imageID);
    return [...imagesOf(pod), ...ids].some((image) => image.endsWith(expected));
}
function imagesOf(pod) {
    return pod.spec.containers.map(({ image }) => image);
}

;// CONCATENATED MODULE: ./src/validation/release/observed.js

const observed = {
    id: "release/observed",
    severity: "critical",
    title: "The workload stands in the cluster, and its controller has seen the newest change",
    why: "Until then the status speaks of the release before: everything looks ready, and nothing of the new one has started.",
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status",
    recommendation: "Wait for the rollout to end before validating.",
    run: (subject) => eachLiveWorkload(subject, (alive) => {
        const seen = alive.status?.observedGeneration ?? 0;
        const generation = alive.metadata.generation ?? 0;
        return seen >= generation ? [] : [`its controller has seen generation ${seen} of ${generation}`];
    }),
};

;// CONCATENATED MODULE: ./src/validation/release/pods-ready.js

const podsReady = {
    id: "release/pods-ready",
    severity: "critical",
    title: "All pods are ready, and there is at least one",
    why: "A pod that is not ready gets no traffic: the service runs with less than it needs, or not at all.",
    source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions",
    recommendation: "Look at the pods' conditions and events: kubectl describe pod.",
    run: (subject) => eachLiveWorkloadWithPods(subject, (pods, alive) => {
        const ready = pods.filter(isReady).length;
        const { replicas } = alive.spec;
        const wanted = Math.max(alive.kind === "DaemonSet" ? pods.length : (replicas ?? 1), 1);
        if (ready < wanted)
            return [`${ready} of ${wanted} pods are ready`];
        return pods.filter((pod) => !isReady(pod)).map(({ metadata }) => `the pod ${metadata.name} is not ready`);
    }),
};
function isReady({ status }) {
    return status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True") ?? false;
}

// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
;// CONCATENATED MODULE: ./src/validation/release/restarts.js


const recent = 10 * 60_000;
const restarts = {
    id: "release/restarts",
    severity: "high",
    title: "No container has restarted in the last ten minutes",
    why: "A container that crashes now and then is ready in between: a rollout that waits for readiness ends well, and the errors go on.",
    source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts",
    recommendation: "Read the log of the instance before: kubectl logs --previous.",
    run: (subject) => eachLiveWorkloadWithPods(subject, (pods, _alive, { readAt }) => pods.flatMap(({ metadata, status }) => (status?.containerStatuses ?? []).flatMap((container) => {
        const ago = sinceRestart(container, readAt);
        if (ago === undefined || ago > recent)
            return [];
        const { reason = "an end", exitCode } = container.lastState?.terminated ?? {};
        const why = `${reason}${exitCode === undefined ? "" : `, exit code ${exitCode}`}`;
        return [`container ${container.name} of pod ${metadata.name} restarted ${(0,duration/* formatDuration */.a3)(ago)} ago (${why})`];
    }))),
};
function sinceRestart({ restartCount, lastState }, readAt) {
    if (restartCount === 0)
        return undefined;
    const finishedAt = Date.parse(lastState?.terminated?.finishedAt ?? "");
    if (Number.isNaN(finishedAt))
        return undefined;
    return Math.max(0, Math.floor((readAt - finishedAt) / 1000) * 1000);
}

;// CONCATENATED MODULE: ./src/validation/release/service-endpoints.js


const serviceEndpoints = {
    id: "release/service-endpoints",
    severity: "critical",
    title: "Every Service of the workload has ready endpoints",
    why: "A Service without endpoints refuses every request, whatever the pods say.",
    source: "https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/",
    recommendation: "Compare the Service's selector and ports with the pods' labels and ports.",
    run: (subject) => withLive(subject, ({ lists }) => {
        const { EndpointSlice: slices, Service: services } = lists;
        const unreadable = [services, slices].find((list) => list.kind === "unreadable");
        if (unreadable?.kind === "unreadable")
            return { kind: "unknown", reason: unreadable.reason };
        const ready = readyServices(slices.kind === "read" ? slices.items : []);
        return eachObject(selectingServices(subject).filter((service) => subject.workloads.some((workload) => leadsTo(service, workload))), ({ object }) => ready.has(object.metadata.name) ? undefined : { evidence: "it has no endpoint that is ready" }, "no Service leads to a workload");
    }),
};
function readyServices(slices) {
    const ready = slices.filter((slice) => (slice.endpoints ?? []).some(({ conditions }) => conditions?.ready !== false));
    return new Set(ready.map(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] ?? ""));
}

;// CONCATENATED MODULE: ./src/validation/reliability/autoscaler-of.js

function autoscalerOf(subject, workload) {
    return autoscalers(subject).find(({ seen }) => {
        const target = seen.spec.scaleTargetRef;
        const { kind, metadata } = workload.object;
        return inNamespaceOf(workload)(seen) && target?.name === metadata.name && (target.kind ?? "Deployment") === kind;
    });
}
function autoscalers(subject) {
    const horizontal = subject.related("HorizontalPodAutoscaler").objects.filter(({ object }) => !isOfKeda(object));
    return [
        ...horizontal.map((seen) => ({
            seen,
            least: number(seen.spec.minReplicas, 1),
            most: number(seen.spec.maxReplicas, 1),
        })),
        ...subject.related("ScaledObject").objects.map((seen) => ({
            seen,
            least: number(seen.spec.minReplicaCount, 0),
            most: number(seen.spec.maxReplicaCount, 100),
        })),
    ];
}
function isOfKeda(object) {
    return object.metadata.ownerReferences?.some(({ kind }) => kind === "ScaledObject") ?? false;
}
function number(value, otherwise) {
    return typeof value === "number" ? value : otherwise;
}

;// CONCATENATED MODULE: ./src/validation/reliability/autoscaler-bounds.js


const autoscalerBounds = {
    id: "reliability/autoscaler-bounds",
    severity: "medium",
    title: "The autoscaler has room, and a floor of two",
    why: "Between equal bounds it never scales; with a floor of 0 or 1 a quiet hour leaves the service to one pod.",
    source: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
    recommendation: "Set the minimum to 2 or more and the maximum above it.",
    run: (subject) => {
        const found = subject.workloads.flatMap((workload) => autoscalerOf(subject, workload) ?? []);
        return eachObject(found.map((autoscaler) => ({ ...autoscaler.seen, autoscaler })), ({ autoscaler }) => autoscaler_bounds_judge(autoscaler), "no autoscaler targets a workload");
    },
};
function autoscaler_bounds_judge({ seen, least, most }) {
    const isKeda = seen.object.kind === "ScaledObject";
    const found = [];
    if (least < 2)
        found.push({ evidence: `its minimum is ${least}`, path: ["spec", isKeda ? "minReplicaCount" : "minReplicas"] });
    if (most <= least) {
        const path = ["spec", isKeda ? "maxReplicaCount" : "maxReplicas"];
        found.push({ evidence: `its maximum is ${most} and its minimum ${least}`, path });
    }
    return found;
}

;// CONCATENATED MODULE: ./src/validation/reliability/disruption-budgets.js


function guards(budget, workload) {
    const selector = budget.spec.selector;
    return selector !== undefined && inNamespaceOf(workload)(budget) && (0,selectors/* selects */.k)(selector, workload.podLabels);
}

;// CONCATENATED MODULE: ./src/validation/reliability/least-replicas.js

function leastReplicas(subject, workload) {
    const autoscaler = autoscalerOf(subject, workload);
    if (autoscaler !== undefined)
        return autoscaler.least;
    const living = workload.alive?.spec?.replicas;
    return workload.replicas ?? living ?? 1;
}
function isCounted({ object, serves }) {
    return serves && object.kind !== "DaemonSet";
}

;// CONCATENATED MODULE: ./src/validation/reliability/disruption-budget.js



const disruptionBudget = {
    id: "reliability/disruption-budget",
    severity: "medium",
    title: "A PodDisruptionBudget guards the pods",
    why: "Without one, draining nodes for an upgrade may end all pods of the service at once.",
    source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
    recommendation: "Add a PodDisruptionBudget with maxUnavailable: 1 that selects the pods.",
    run: (subject) => requireRelated(subject, [subject.related("PodDisruptionBudget")], (workload, budgets) => budgets.some((budget) => guards(budget, workload)), () => ({ evidence: "no PodDisruptionBudget selects its pods" }), (workload) => isCounted(workload) && leastReplicas(subject, workload) >= 2),
};

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./src/validation/reliability/distinct-probes.js


const distinctProbes = {
    id: "reliability/distinct-probes",
    severity: "medium",
    title: "Liveness is not readiness over again",
    why: "Where both ask the same, a pod that is overloaded or waits for a database is not spared but killed, and the rest get its load.",
    source: "https://github.com/zegl/kube-score/blob/master/README_PROBES.md",
    recommendation: "Give liveness an endpoint of its own, or let it fail much later than readiness.",
    run: (subject) => eachContainer(subject, ({ container: { livenessProbe, readinessProbe } }) => {
        if (livenessProbe === undefined || readinessProbe === undefined)
            return undefined;
        if (!(0,external_node_util_.isDeepStrictEqual)(handlerOf(livenessProbe), handlerOf(readinessProbe)))
            return undefined;
        const [liveness, readiness] = [patience(livenessProbe), patience(readinessProbe)];
        if (liveness > readiness)
            return undefined;
        const evidence = `both probes ask the same, and liveness gives up after ${liveness} s, readiness after ${readiness} s`;
        return { evidence, path: ["livenessProbe"] };
    }, ({ container, ...seen }) => servesUsers({ container, ...seen }) &&
        container.livenessProbe !== undefined &&
        container.readinessProbe !== undefined),
};
function handlerOf({ httpGet, tcpSocket, exec, grpc }) {
    return { httpGet, tcpSocket, exec, grpc };
}
function patience({ periodSeconds = 10, failureThreshold = 3 }) {
    return periodSeconds * failureThreshold;
}

;// CONCATENATED MODULE: ./src/validation/reliability/drain.js

const drain = {
    id: "reliability/drain",
    severity: "low",
    title: "A pod waits before it stops listening",
    why: "Load balancers and kube-proxy learn of a deleted pod while its process is already being told to end: for a second or two, requests meet a closed port.",
    source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
    recommendation: "Add lifecycle.preStop.sleep.seconds: 5, or keep listening after SIGTERM.",
    run: (subject) => eachContainer(subject, ({ container }) => container.lifecycle?.preStop === undefined
        ? { evidence: "it has no preStop hook", path: ["lifecycle"] }
        : undefined, (seen) => servesUsers(seen) && (seen.container.ports ?? []).length > 0),
};

;// CONCATENATED MODULE: ./src/validation/reliability/evictable.js



const evictable = {
    id: "reliability/evictable",
    severity: "high",
    title: "Disruption budgets let pods be evicted",
    why: "A budget that allows no eviction blocks every drain: nodes are not upgraded, or are at last ended by force.",
    source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions",
    recommendation: "Use maxUnavailable: 1, or a minAvailable below the smallest number of pods.",
    run: (subject) => {
        const counted = subject.workloads.filter(isCounted);
        const budgets = subject
            .related("PodDisruptionBudget")
            .objects.filter((budget) => counted.some((workload) => guards(budget, workload)));
        return eachObject(budgets, (budget) => evictable_judge(budget, counted, subject), "no PodDisruptionBudget selects the pods");
    },
};
function evictable_judge(budget, workloads, subject) {
    const guarded = workloads.filter((workload) => guards(budget, workload));
    const pods = guarded.reduce((sum, workload) => sum + leastReplicas(subject, workload), 0);
    const { minAvailable, maxUnavailable } = budget.spec;
    if (maxUnavailable !== undefined) {
        if (Number.parseInt(String(maxUnavailable), 10) !== 0)
            return undefined;
        return { evidence: `maxUnavailable is ${maxUnavailable}`, path: ["spec", "maxUnavailable"] };
    }
    if (minAvailable === undefined || needed(minAvailable, pods) < pods)
        return undefined;
    return { evidence: `minAvailable is ${minAvailable} of ${pods} pods`, path: ["spec", "minAvailable"] };
}
function needed(minAvailable, pods) {
    const text = String(minAvailable);
    return text.endsWith("%") ? Math.ceil((Number.parseFloat(text) / 100) * pods) : Number(text);
}

;// CONCATENATED MODULE: ./src/validation/reliability/pre-stop.js
function sleepSeconds(preStop) {
    if (preStop?.sleep !== undefined)
        return preStop.sleep.seconds ?? 0;
    const command = preStop?.exec?.command?.join(" ") ?? "";
    const seconds = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?)/.exec(command)?.[1];
    return seconds === undefined ? undefined : Number(seconds);
}

;// CONCATENATED MODULE: ./src/validation/reliability/grace-period.js


const defaultGrace = 30;
const gracePeriod = {
    id: "reliability/grace-period",
    severity: "high",
    title: "The grace period is longer than the preStop hook",
    why: "The hook's time counts: when it has used the grace period up, the process is killed with all its requests in flight.",
    source: "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution",
    recommendation: "Set terminationGracePeriodSeconds to the preStop time plus the time of the longest request.",
    run: (subject) => eachPodSpec(subject, ({ podSpec }) => {
        const grace = podSpec.terminationGracePeriodSeconds ?? defaultGrace;
        const path = ["terminationGracePeriodSeconds"];
        if (grace === 0)
            return { evidence: "terminationGracePeriodSeconds is 0", path };
        return podSpec.containers.flatMap(({ name, lifecycle }) => {
            const sleep = sleepSeconds(lifecycle?.preStop);
            if (sleep === undefined || sleep < grace)
                return [];
            return [{ evidence: `preStop of container ${name} sleeps ${sleep} s, the grace period is ${grace} s`, path }];
        });
    }),
};

;// CONCATENATED MODULE: ./src/validation/image-of.js

function imageOf({ container, workload, isInit }) {
    const { alive } = workload;
    const path = alive && (0,manifests_containers/* podSpecPath */.s)(alive);
    if (alive === undefined || path === undefined)
        return container.image ?? "";
    const podSpec = path.reduce((parent, key) => parent[key], alive);
    const { containers, initContainers = [] } = podSpec;
    const living = (isInit ? initContainers : containers).find(({ name }) => name === container.name);
    return living?.image ?? container.image ?? "";
}

;// CONCATENATED MODULE: ./src/validation/reliability/image-pull-policy.js


const imagePullPolicy = {
    id: "reliability/image-pull-policy",
    severity: "low",
    title: "The pull policy suits the image's name",
    why: "With Never a pod starts only on nodes that happen to have the image. With Always no pod starts while the registry is down, for nothing where the name is a digest.",
    source: "https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
    recommendation: "Use IfNotPresent with a digest.",
    run: (subject) => eachContainer(subject, (seen) => {
        const policy = seen.container.imagePullPolicy;
        const path = ["imagePullPolicy"];
        if (policy === "Never")
            return { evidence: "imagePullPolicy is Never", path };
        const isFixed = imageOf(seen).includes("@sha256:");
        return policy === "Always" && isFixed ? { evidence: "imagePullPolicy is Always for a digest", path } : undefined;
    }),
};

;// CONCATENATED MODULE: ./src/validation/reliability/image-tag.js


const imageTag = {
    id: "reliability/image-tag",
    severity: "high",
    title: "No image is whatever is the latest",
    why: "A pod that moves to another node pulls again, and runs a version that nobody has released.",
    source: "https://kubernetes.io/docs/concepts/configuration/overview/",
    recommendation: "Name the image by digest or by a tag that never moves.",
    run: (subject) => eachContainer(subject, (seen) => {
        const image = imageOf(seen);
        if (image.includes("@sha256:"))
            return undefined;
        const tag = /:([\w][\w.-]*)$/.exec(image)?.[1];
        if (tag !== undefined && tag !== "latest")
            return undefined;
        return {
            evidence: `the image is ${image || "not given"}${tag === undefined ? ", without a tag" : ""}`,
            path: ["image"],
        };
    }),
};

;// CONCATENATED MODULE: ./src/validation/reliability/liveness-probe.js

const livenessProbe = {
    id: "reliability/liveness-probe",
    severity: "low",
    title: "Containers have a liveness probe",
    why: "A process that is deadlocked stays until a person notices.",
    source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    recommendation: "Add a livenessProbe on an endpoint that depends on nothing but the process itself.",
    run: (subject) => eachContainer(subject, ({ container }) => (container.livenessProbe === undefined ? { evidence: "it has no livenessProbe" } : undefined), servesUsers),
};

;// CONCATENATED MODULE: ./src/validation/reliability/readiness-probe.js

const readinessProbe = {
    id: "reliability/readiness-probe",
    severity: "high",
    title: "What takes traffic has a readiness probe",
    why: "Without one a pod gets requests the moment its process starts, a rollout replaces good pods by ones that do not work, and no failed release is ever noticed.",
    source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe",
    recommendation: "Add a readinessProbe that asks an endpoint which answers 200 only when the pod can serve.",
    run: (subject) => eachWorkload(subject, (workload) => listeners(workload)
        .filter(({ container }) => container.readinessProbe === undefined)
        .map(({ container, index }) => ({
        evidence: `the container ${container.name} has no readinessProbe`,
        path: [...workload.podSpecPath, "containers", index],
    })), ({ serves }) => serves),
};
function listeners({ podSpec }) {
    const all = podSpec.containers.map((container, index) => ({ container, index }));
    const withPorts = all.filter(({ container }) => (container.ports ?? []).length > 0);
    return withPorts.length > 0 ? withPorts : all.slice(0, 1);
}

;// CONCATENATED MODULE: ./src/validation/reliability/replicas.js


const replicas = {
    id: "reliability/replicas",
    severity: "high",
    title: "At least two pods serve",
    why: "With one pod, each drained node, crash and eviction is an outage.",
    source: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
    recommendation: "Set spec.replicas to 2 or more, or the autoscaler's minimum.",
    run: (subject) => eachWorkload(subject, (workload) => {
        const least = leastReplicas(subject, workload);
        return least >= 2
            ? undefined
            : { evidence: `it has at least ${least} pod${least === 1 ? "" : "s"}`, path: ["spec", "replicas"] };
    }, isCounted),
};

;// CONCATENATED MODULE: ./src/validation/reliability/revision-history.js

const revisionHistory = {
    id: "reliability/revision-history",
    severity: "medium",
    title: "Old revisions are kept",
    why: "With a history of 0, the ReplicaSet of the last release is deleted with it: there is nothing to roll back to.",
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy",
    recommendation: "Remove revisionHistoryLimit (10 is the default) or set it above 1.",
    run: (subject) => eachWorkload(subject, ({ spec }) => spec.revisionHistoryLimit === 0
        ? { evidence: "revisionHistoryLimit is 0", path: ["spec", "revisionHistoryLimit"] }
        : undefined, ({ serves }) => serves),
};

;// CONCATENATED MODULE: ./src/validation/reliability/rolling-update.js


const rollingUpdate = {
    id: "reliability/rolling-update",
    severity: "high",
    title: "A release keeps pods that serve",
    why: "With Recreate, or with all pods allowed to be unavailable, each release is an outage.",
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
    recommendation: "Use RollingUpdate with maxUnavailable: 0 and maxSurge: 1.",
    run: (subject) => eachWorkload(subject, (workload) => {
        const strategy = (workload.spec.strategy ?? {});
        if (strategy.type === "Recreate")
            return { evidence: "the strategy is Recreate", path: ["spec", "strategy"] };
        const most = strategy.rollingUpdate?.maxUnavailable;
        const pods = leastReplicas(subject, workload);
        if (most === undefined || unavailable(most, pods) < pods)
            return undefined;
        return {
            evidence: `maxUnavailable is ${String(most)} of ${pods} pods`,
            path: ["spec", "strategy", "rollingUpdate", "maxUnavailable"],
        };
    }, ({ object }) => object.kind === "Deployment", "there is no Deployment"),
};
function unavailable(most, pods) {
    const text = String(most);
    return text.endsWith("%") ? Math.floor((Number.parseFloat(text) / 100) * pods) : Number(text);
}

;// CONCATENATED MODULE: ./src/validation/reliability/spread.js


const spread = {
    id: "reliability/spread",
    severity: "medium",
    title: "Pods are spread over nodes",
    why: "All pods may stand on one node, and then all of them are gone with it.",
    source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
    recommendation: "Add topologySpreadConstraints on kubernetes.io/hostname, or a podAntiAffinity.",
    run: (subject) => eachWorkload(subject, ({ podSpec, podSpecPath }) => {
        const isSpread = (podSpec.topologySpreadConstraints ?? []).length > 0 || podSpec.affinity?.podAntiAffinity !== undefined;
        if (isSpread)
            return undefined;
        return { evidence: "it has neither topologySpreadConstraints nor a podAntiAffinity", path: podSpecPath };
    }, (workload) => isCounted(workload) && leastReplicas(subject, workload) >= 2),
};

;// CONCATENATED MODULE: ./src/validation/reliability/startup-probe.js

const startupProbe = {
    id: "reliability/startup-probe",
    severity: "low",
    title: "A liveness probe waits for the start",
    why: "A liveness probe that begins at once ends a process that starts slowly, again and again: on a busy node a release never comes up.",
    source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#when-should-you-use-a-startup-probe",
    recommendation: "Add a startupProbe; it holds the others back until it has succeeded once.",
    run: (subject) => eachContainer(subject, ({ container: { startupProbe: startup, livenessProbe } }) => {
        const waits = startup !== undefined || (livenessProbe?.initialDelaySeconds ?? 0) > 0;
        return waits
            ? undefined
            : { evidence: "it has neither a startupProbe nor an initialDelaySeconds", path: ["livenessProbe"] };
    }, (seen) => servesUsers(seen) && seen.container.livenessProbe !== undefined),
};

;// CONCATENATED MODULE: ./src/validation/security/pod-security.js

const newestStandards = { minor: 34, relaxUserNamespaces: false };
function violationsOf(pod, controls, level, version = newestStandards) {
    const known = controls.filter(({ since, level: own }) => since <= version.minor && (level === "restricted" || own === level));
    const replaced = new Set(known.map(({ replaces }) => replaces));
    return known
        .filter(({ id }) => !replaced.has(id))
        .map((control) => ({ control, complaints: control.judge(pod, version) }))
        .filter(({ complaints }) => complaints.length > 0);
}
function controlCheck(control, about) {
    return {
        ...about,
        source: `https://kubernetes.io/docs/concepts/security/pod-security-standards/#${control.level}`,
        run: (subject) => eachPodSpec(subject, ({ podSpec, podAnnotations }) => control.judge({ annotations: podAnnotations, spec: podSpec }, newestStandards)),
    };
}
function allContainers(spec) {
    return [
        ...listed(spec.initContainers, "initContainers", "init container"),
        ...listed(spec.containers, "containers", "container"),
        ...listed(spec.ephemeralContainers, "ephemeralContainers", "ephemeral container"),
    ];
}
function perContainer({ spec }, judge) {
    return allContainers(spec).flatMap(({ container, path, within }) => {
        const found = judge(container);
        return found === undefined ? [] : [{ evidence: found.evidence, within, path: [...path, ...found.path] }];
    });
}
function isWindows({ spec }, { minor }) {
    return minor >= 25 && spec.os?.name === "windows";
}
function hasOwnUsers({ spec }, { relaxUserNamespaces }) {
    return relaxUserNamespaces && spec.hostUsers === false;
}
function listed(containers, field, word) {
    return (containers ?? []).map((container, index) => ({
        container,
        path: [field, index],
        within: `${word} ${container.name}`,
    }));
}

;// CONCATENATED MODULE: ./src/validation/security/app-armor.js

const allowedTypes = new Set(["RuntimeDefault", "Localhost"]);
const annotationPrefix = "container.apparmor.security.beta.kubernetes.io/";
const appArmorControl = {
    id: "appArmorProfile",
    level: "baseline",
    since: 0,
    judge: (pod) => {
        const path = ["securityContext", "appArmorProfile", "type"];
        const complaint = (profile) => profile === undefined || profile === null || allowedTypes.has(profile.type ?? "")
            ? undefined
            : { evidence: `the AppArmor profile is ${profile.type ?? "of no type"}`, path };
        const whole = complaint(pod.spec.securityContext?.appArmorProfile);
        const annotated = Object.entries(pod.annotations)
            .filter(([key, value]) => key.startsWith(annotationPrefix) && !isAllowed(value))
            .map(([key, value]) => ({ evidence: `the annotation ${key} is ${value}` }));
        return [
            ...(whole === undefined ? [] : [whole]),
            ...perContainer(pod, ({ securityContext }) => complaint(securityContext?.appArmorProfile)),
            ...annotated,
        ];
    },
};
const appArmor = controlCheck(appArmorControl, {
    id: "security/app-armor",
    severity: "high",
    title: "The AppArmor profile is not weakened",
    why: "The runtime's default profile stops what a container has no business with: mounts, raw access to /proc and /sys.",
    recommendation: "Remove appArmorProfile and its annotation, or set RuntimeDefault or Localhost.",
});
function isAllowed(value) {
    return value === "" || value === "runtime/default" || value.startsWith("localhost/");
}

;// CONCATENATED MODULE: ./src/validation/security/capabilities.js

const defaults = new Set([
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
]);
const addedCapabilitiesControl = {
    id: "capabilities_baseline",
    level: "baseline",
    since: 0,
    judge: (pod) => perContainer(pod, ({ securityContext }) => {
        const added = (securityContext?.capabilities?.add ?? []).filter((name) => !defaults.has(name));
        if (added.length === 0)
            return undefined;
        return { evidence: `it adds ${added.join(", ")}`, path: ["securityContext", "capabilities", "add"] };
    }),
};
const capabilitiesControl = {
    id: "capabilities_restricted",
    level: "restricted",
    since: 22,
    replaces: "capabilities_baseline",
    judge: (pod, version) => {
        if (isWindows(pod, version))
            return [];
        const kept = perContainer(pod, ({ securityContext }) => (securityContext?.capabilities?.drop ?? []).includes("ALL")
            ? undefined
            : { evidence: "capabilities.drop does not hold ALL", path: ["securityContext", "capabilities", "drop"] });
        const added = perContainer(pod, ({ securityContext }) => {
            const more = (securityContext?.capabilities?.add ?? []).filter((name) => name !== "NET_BIND_SERVICE");
            if (more.length === 0)
                return undefined;
            return { evidence: `it adds ${more.join(", ")}`, path: ["securityContext", "capabilities", "add"] };
        });
        return [...kept, ...added];
    },
};
const addedCapabilities = controlCheck(addedCapabilitiesControl, {
    id: "security/added-capabilities",
    severity: "critical",
    title: "No container adds powers of root to those that it has by default",
    why: "SYS_ADMIN, NET_ADMIN, SYS_PTRACE and their like are ways out of the container.",
    recommendation: "Remove the capability from securityContext.capabilities.add.",
});
const capabilities = controlCheck(capabilitiesControl, {
    id: "security/capabilities",
    severity: "medium",
    title: "Containers drop all capabilities",
    why: "A container gets a dozen of root's powers by default (raw sockets, changing owners of files) that a service does not need and an attacker does.",
    recommendation: "Set securityContext.capabilities.drop: [ALL]; add at most NET_BIND_SERVICE.",
});

;// CONCATENATED MODULE: ./src/validation/security/host-namespaces.js

const hostNamespacesControl = {
    id: "hostNamespaces",
    level: "baseline",
    since: 0,
    judge: ({ spec }) => ["hostNetwork", "hostPID", "hostIPC"]
        .filter((field) => spec[field] === true)
        .map((field) => ({ evidence: `${field} is true`, path: [field] })),
};
const hostNamespaces = controlCheck(hostNamespacesControl, {
    id: "security/host-namespaces",
    severity: "critical",
    title: "No pod shares a namespace of its node",
    why: "With the node's network a pod reaches what listens on its loopback and is outside of every NetworkPolicy; with its processes it sees every command line and environment.",
    recommendation: "Remove hostNetwork, hostPID and hostIPC.",
});

;// CONCATENATED MODULE: ./src/validation/security/host-path.js

const hostPathControl = {
    id: "hostPathVolumes",
    level: "baseline",
    since: 0,
    judge: ({ spec }) => (spec.volumes ?? []).flatMap(({ name = "", hostPath: folder }, index) => folder === undefined || folder === null
        ? []
        : [{ evidence: `the volume ${name} is ${folder.path ?? "a folder"} of the node`, path: ["volumes", index] }]),
};
const hostPath = controlCheck(hostPathControl, {
    id: "security/host-path",
    severity: "high",
    title: "No pod mounts a folder of its node",
    why: "What is on the node's disk belongs to all pods there, and is gone when the pod moves.",
    recommendation: "Use a PersistentVolumeClaim, a ConfigMap, or an emptyDir.",
});

;// CONCATENATED MODULE: ./src/validation/security/host-ports.js

const hostPortsControl = {
    id: "hostPorts",
    level: "baseline",
    since: 0,
    judge: (pod) => perContainer(pod, ({ ports = [] }) => {
        const taken = ports.map(({ hostPort, containerPort }) => {
            const own = hostPort ?? 0;
            return own === 0 && pod.spec.hostNetwork === true ? containerPort : own;
        });
        const index = taken.findIndex((port) => port !== 0);
        if (index < 0)
            return undefined;
        const evidence = `it takes port ${taken.filter((port) => port !== 0).join(", ")} of the node`;
        return { evidence, path: ["ports", index, "hostPort"] };
    }),
};
const hostPorts = controlCheck(hostPortsControl, {
    id: "security/host-ports",
    severity: "high",
    title: "No container takes a port of its node",
    why: "The port is reachable past Services and NetworkPolicies, and only one such pod fits on a node, so a rolling update may never find room.",
    recommendation: "Remove hostPort and reach the pods through a Service.",
});

;// CONCATENATED MODULE: ./src/validation/security/image-digest.js


const imageDigest = {
    id: "security/image-digest",
    severity: "medium",
    title: "Images are named by digest",
    why: "A tag can be moved: two pods of one release may run different bytes, and a way back may lead elsewhere.",
    source: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
    recommendation: "Release with the digest that build-image gives (name@sha256:…).",
    run: (subject) => eachContainer(subject, (seen) => {
        const image = imageOf(seen);
        return image.includes("@sha256:")
            ? undefined
            : { evidence: `the image is ${image || "not given"}`, path: ["image"] };
    }),
};

;// CONCATENATED MODULE: ./src/validation/security/non-root.js

const nonRootControl = {
    id: "runAsNonRoot",
    level: "restricted",
    since: 0,
    judge: (pod, version) => {
        if (hasOwnUsers(pod, version))
            return [];
        const whole = pod.spec.securityContext?.runAsNonRoot;
        const path = ["securityContext", "runAsNonRoot"];
        const refused = perContainer(pod, ({ securityContext }) => securityContext?.runAsNonRoot === false ? { evidence: "runAsNonRoot is false", path } : undefined);
        if (whole === false)
            return [{ evidence: "runAsNonRoot is false for the pod", path }, ...refused];
        if (refused.length > 0 || whole === true)
            return refused;
        return allContainers(pod.spec)
            .filter(({ container }) => (container.securityContext?.runAsNonRoot ?? undefined) === undefined)
            .map(({ within, path: own }) => ({
            evidence: "runAsNonRoot is not set",
            within,
            path: [...own, "securityContext"],
        }));
    },
};
const rootUserControl = {
    id: "runAsUser",
    level: "restricted",
    since: 23,
    judge: (pod, version) => {
        if (hasOwnUsers(pod, version))
            return [];
        const path = ["securityContext", "runAsUser"];
        const own = perContainer(pod, ({ securityContext }) => securityContext?.runAsUser === 0 ? { evidence: "runAsUser is 0, which is root", path } : undefined);
        if (pod.spec.securityContext?.runAsUser !== 0)
            return own;
        return [{ evidence: "runAsUser is 0 for the pod, which is root", path }, ...own];
    },
};
const nonRoot = controlCheck(nonRootControl, {
    id: "security/non-root",
    severity: "high",
    title: "Containers run as a user that is not root",
    why: "Who breaks out of a process that runs as root is root on whatever it reaches: mounted files, the kernel's interfaces, a node with a hole.",
    recommendation: "Set securityContext.runAsNonRoot: true on the pod, and a user in the image or in runAsUser.",
});
const rootUser = controlCheck(rootUserControl, {
    id: "security/root-user",
    severity: "high",
    title: "No user of a pod is 0",
    why: "Together with runAsNonRoot the pod would never start; without it the process is root.",
    recommendation: "Set runAsUser to a number above 0, or leave it to the image.",
});

;// CONCATENATED MODULE: ./src/validation/security/plain-secrets.js

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|SECRET_KEY|ACCESS_KEY|CREDENTIALS?)$|_KEY$/i;
const harmlessName = /(?:^|_)(?:PUBLIC|CACHE|PARTITION|SORT|PRIMARY|FOREIGN|ROUTING)_KEY$/i;
const urlWithPassword = /^[a-z][\w+.-]*:\/\/[^/\s:@]*:(?!\$\()[^/\s@]+@/i;
const plainSecrets = {
    id: "security/plain-secrets",
    severity: "critical",
    title: "No secret stands in plain text in an environment variable",
    why: "It is in the repository's history, in the cluster's objects, and in every kubectl describe.",
    source: "https://kubernetes.io/docs/concepts/configuration/secret/",
    recommendation: "Take it from a Secret by valueFrom.secretKeyRef, and change it: it is known by now.",
    run: (subject) => eachContainer(subject, ({ container }) => (container.env ?? []).flatMap(({ name, value }, index) => {
        if (typeof value !== "string" || value === "")
            return [];
        const path = ["env", index];
        if (urlWithPassword.test(value))
            return [{ evidence: `${name} is a URL with a password in it`, path }];
        const isSecret = secretName.test(name) && !harmlessName.test(name) && !isReference(value);
        return isSecret ? [{ evidence: `${name} has a literal value`, path }] : [];
    })),
};
function isReference(value) {
    return value.startsWith("/") || /^\$\([\w.-]+\)$/.test(value);
}

;// CONCATENATED MODULE: ./src/validation/security/privilege-escalation.js

const privilegeEscalationControl = {
    id: "allowPrivilegeEscalation",
    level: "restricted",
    since: 8,
    judge: (pod, version) => {
        if (isWindows(pod, version))
            return [];
        return perContainer(pod, ({ securityContext }) => {
            const allowed = securityContext?.allowPrivilegeEscalation;
            if (allowed === false)
                return undefined;
            const evidence = `allowPrivilegeEscalation is ${allowed === undefined ? "not set, which allows it" : "true"}`;
            return { evidence, path: ["securityContext", "allowPrivilegeEscalation"] };
        });
    },
};
const privilegeEscalation = controlCheck(privilegeEscalationControl, {
    id: "security/privilege-escalation",
    severity: "high",
    title: "No process can gain rights",
    why: "Through a setuid program in the image, an attacker becomes root although the container runs as another user.",
    recommendation: "Set securityContext.allowPrivilegeEscalation: false on each container.",
});

;// CONCATENATED MODULE: ./src/validation/security/privileged.js

const privilegedControl = {
    id: "privileged",
    level: "baseline",
    since: 0,
    judge: (pod) => perContainer(pod, ({ securityContext }) => securityContext?.privileged === true
        ? { evidence: "privileged is true", path: ["securityContext", "privileged"] }
        : undefined),
};
const privileged = controlCheck(privilegedControl, {
    id: "security/privileged",
    severity: "critical",
    title: "No container is privileged",
    why: "A privileged container is the node: it reads every other pod's secrets there.",
    recommendation: "Remove securityContext.privileged; add the one capability that is needed, if any.",
});

;// CONCATENATED MODULE: ./src/validation/security/probe-hosts.js

const probeHostsControl = {
    id: "hostProbesAndHostLifecycle",
    level: "baseline",
    since: 34,
    judge: (pod) => allContainers(pod.spec).flatMap(({ container, path, within }) => handlersOf(container).flatMap(([where, handler]) => ["httpGet", "tcpSocket"].flatMap((kind) => {
        const host = handler?.[kind]?.host;
        if (host === undefined || host === null || host === "")
            return [];
        return [
            { evidence: `${where.join(".")} asks the host ${host}`, within, path: [...path, ...where, kind, "host"] },
        ];
    }))),
};
const probeHosts = controlCheck(probeHostsControl, {
    id: "security/probe-hosts",
    severity: "medium",
    title: "Probes and lifecycle hooks ask the pod itself",
    why: "The kubelet sends them from the node's network: with another host, a pod makes the node ask for it what it may not reach itself, and the answer says nothing about the pod.",
    recommendation: "Remove host from the probe or hook.",
});
function handlersOf(container) {
    return [
        [["livenessProbe"], container.livenessProbe],
        [["readinessProbe"], container.readinessProbe],
        [["startupProbe"], container.startupProbe],
        [["lifecycle", "postStart"], container.lifecycle?.postStart],
        [["lifecycle", "preStop"], container.lifecycle?.preStop],
    ];
}

;// CONCATENATED MODULE: ./src/validation/security/proc-mount.js

const procMountControl = {
    id: "procMount",
    level: "baseline",
    since: 0,
    judge: (pod, version) => {
        if (hasOwnUsers(pod, version))
            return [];
        return perContainer(pod, ({ securityContext }) => {
            const mount = securityContext?.procMount;
            if (mount === undefined || mount === null || mount === "Default")
                return undefined;
            return { evidence: `procMount is ${mount}`, path: ["securityContext", "procMount"] };
        });
    },
};
const procMount = controlCheck(procMountControl, {
    id: "security/proc-mount",
    severity: "high",
    title: "The default parts of /proc stay hidden",
    why: "What the container runtime hides of /proc shows, and partly sets, the kernel of all pods of the node.",
    recommendation: "Remove securityContext.procMount.",
});

;// CONCATENATED MODULE: ./src/validation/security/read-only-root.js

const readOnlyRoot = {
    id: "security/read-only-root",
    severity: "medium",
    title: "The root file system is read-only",
    why: "Where files of the image can be written, an attacker can leave a program there, and logs or caches fill the node's disk.",
    source: "https://docs.kubelinter.io/#/generated/checks?id=no-read-only-root-fs",
    recommendation: "Set securityContext.readOnlyRootFilesystem: true and mount an emptyDir where the process must write.",
    run: (subject) => eachContainer(subject, ({ container }) => container.securityContext?.readOnlyRootFilesystem === true
        ? undefined
        : { evidence: "readOnlyRootFilesystem is not true", path: ["securityContext", "readOnlyRootFilesystem"] }),
};

;// CONCATENATED MODULE: ./src/validation/security/seccomp.js

const filtering = new Set(["RuntimeDefault", "Localhost"]);
const path = ["securityContext", "seccompProfile"];
const unconfinedSeccompControl = {
    id: "seccompProfile_baseline",
    level: "baseline",
    since: 0,
    judge: (pod, { minor }) => (minor < 19 ? badAnnotations(pod) : badProfiles(pod)),
};
const seccompControl = {
    id: "seccompProfile_restricted",
    level: "restricted",
    since: 19,
    replaces: "seccompProfile_baseline",
    judge: (pod, version) => {
        if (isWindows(pod, version))
            return [];
        const bad = badProfiles(pod);
        if (bad.length > 0 || filtering.has(pod.spec.securityContext?.seccompProfile?.type ?? ""))
            return bad;
        return allContainers(pod.spec)
            .filter(({ container }) => (container.securityContext?.seccompProfile ?? undefined) === undefined)
            .map(({ within, path: own }) => ({ evidence: "seccompProfile is not set", within, path: [...own, ...path] }));
    },
};
const unconfinedSeccomp = controlCheck(unconfinedSeccompControl, {
    id: "security/unconfined-seccomp",
    severity: "high",
    title: "No pod turns the filter of system calls off",
    why: "Unconfined opens what even a cluster with default profiles keeps shut.",
    recommendation: "Set seccompProfile.type to RuntimeDefault or Localhost.",
});
const seccomp = controlCheck(seccompControl, {
    id: "security/seccomp",
    severity: "medium",
    title: "System calls are filtered by a seccomp profile",
    why: "Most holes of the kernel are reached by system calls that a service never makes; without a profile all of them are open.",
    recommendation: "Set securityContext.seccompProfile.type: RuntimeDefault on the pod.",
});
function badProfiles(pod) {
    const complaint = (profile) => profile === undefined || profile === null || filtering.has(profile.type ?? "")
        ? undefined
        : { evidence: `seccompProfile is ${profile.type ?? "of no type"}`, path };
    const whole = complaint(pod.spec.securityContext?.seccompProfile);
    const own = perContainer(pod, ({ securityContext }) => complaint(securityContext?.seccompProfile));
    return whole === undefined ? own : [whole, ...own];
}
function badAnnotations({ annotations, spec }) {
    const keys = [
        "seccomp.security.alpha.kubernetes.io/pod",
        ...allContainers(spec).map(({ container }) => `container.seccomp.security.alpha.kubernetes.io/${container.name}`),
    ];
    return keys.flatMap((key) => {
        const value = annotations[key];
        if (value === undefined || value === "runtime/default" || value === "docker/default")
            return [];
        return value.startsWith("localhost/") ? [] : [{ evidence: `the annotation ${key} is ${value}` }];
    });
}

;// CONCATENATED MODULE: ./src/validation/security/selinux.js

const typeSince = new Map([
    ["", 0],
    ["container_t", 0],
    ["container_init_t", 0],
    ["container_kvm_t", 0],
    ["container_engine_t", 31],
]);
const selinuxControl = {
    id: "seLinuxOptions",
    level: "baseline",
    since: 0,
    judge: (pod, version) => {
        const complaint = (options) => badOptions(options, version);
        const whole = complaint(pod.spec.securityContext?.seLinuxOptions);
        return [
            ...(whole === undefined ? [] : [whole]),
            ...perContainer(pod, ({ securityContext }) => complaint(securityContext?.seLinuxOptions)),
        ];
    },
};
const selinux = controlCheck(selinuxControl, {
    id: "security/selinux",
    severity: "high",
    title: "No pod chooses its SELinux user, role, or an unconfined type",
    why: "A type such as spc_t, or a user or role of its own, takes the container out of the rules that keep it apart from the node.",
    recommendation: "Remove user and role; leave type out, or use container_t, container_init_t, container_kvm_t or container_engine_t.",
});
function badOptions(options, { minor }) {
    const { type = "", user = "", role = "" } = options ?? {};
    const bad = [
        ...((typeSince.get(type) ?? Number.POSITIVE_INFINITY) <= minor ? [] : [`type ${type}`]),
        ...(user === "" ? [] : [`user ${user}`]),
        ...(role === "" ? [] : [`role ${role}`]),
    ];
    if (bad.length === 0)
        return undefined;
    return { evidence: `seLinuxOptions has ${bad.join(", ")}`, path: ["securityContext", "seLinuxOptions"] };
}

;// CONCATENATED MODULE: ./src/validation/security/service-account-token.js

const serviceAccountToken = {
    id: "security/service-account-token",
    severity: "medium",
    title: "No token of the API server is mounted unasked",
    why: "Every pod gets a token of its namespace's default account unless told otherwise; whoever reads one file of the pod can talk to the API server.",
    source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
    recommendation: "Set automountServiceAccountToken: false, or name a service account with the few rights that the service needs.",
    run: (subject) => eachPodSpec(subject, (workload) => {
        const { automountServiceAccountToken: mounted, serviceAccountName: name = "default" } = workload.podSpec;
        if (mounted === false || (mounted === undefined && name !== "default"))
            return undefined;
        const account = subject
            .related("ServiceAccount")
            .objects.filter(inNamespaceOf(workload))
            .find(({ object }) => object.metadata.name === name);
        if (mounted === undefined && account?.object.automountServiceAccountToken === false)
            return undefined;
        if (name !== "default")
            return undefined;
        return { evidence: "the token of the default service account is mounted", path: ["serviceAccountName"] };
    }),
};

;// CONCATENATED MODULE: ./src/validation/security/sysctls.js

const safeSince = new Map([
    ["kernel.shm_rmid_forced", 0],
    ["net.ipv4.ip_local_port_range", 0],
    ["net.ipv4.ip_unprivileged_port_start", 0],
    ["net.ipv4.ping_group_range", 0],
    ["net.ipv4.tcp_syncookies", 0],
    ["net.ipv4.ip_local_reserved_ports", 27],
    ["net.ipv4.tcp_fin_timeout", 29],
    ["net.ipv4.tcp_keepalive_intvl", 29],
    ["net.ipv4.tcp_keepalive_probes", 29],
    ["net.ipv4.tcp_keepalive_time", 29],
    ["net.ipv4.tcp_rmem", 32],
    ["net.ipv4.tcp_wmem", 32],
]);
const sysctlsControl = {
    id: "sysctls",
    level: "baseline",
    since: 0,
    judge: ({ spec }, { minor }) => (spec.securityContext?.sysctls ?? []).flatMap(({ name = "" }, index) => (safeSince.get(name) ?? Number.POSITIVE_INFINITY) <= minor
        ? []
        : [{ evidence: `it sets ${name}`, path: ["securityContext", "sysctls", index] }]),
};
const sysctls = controlCheck(sysctlsControl, {
    id: "security/sysctls",
    severity: "high",
    title: "Only safe sysctls are set",
    why: "Others are not kept apart between pods: one pod changes the node for all, and the kubelet refuses to start it unless it was allowed there.",
    recommendation: "Remove the sysctl, or set it on the nodes.",
});

;// CONCATENATED MODULE: ./src/validation/security/volume-types.js

const allowed = new Set([
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
]);
const volumeTypesControl = {
    id: "restrictedVolumes",
    level: "restricted",
    since: 0,
    replaces: "hostPathVolumes",
    judge: ({ spec }) => (spec.volumes ?? []).flatMap((volume, index) => {
        const kinds = Object.entries(volume)
            .filter(([key, value]) => key !== "name" && value !== undefined && value !== null)
            .map(([key]) => key);
        if (kinds.some((kind) => allowed.has(kind)))
            return [];
        const what = kinds.length === 0 ? "of no kind" : `of the kind ${kinds.join(", ")}`;
        return [{ evidence: `the volume ${volume.name ?? ""} is ${what}`, path: ["volumes", index] }];
    }),
};
const volumeTypes = controlCheck(volumeTypesControl, {
    id: "security/volume-types",
    severity: "medium",
    title: "Volumes are of the kinds that Kubernetes manages",
    why: "An inline volume of another kind (NFS, iSCSI, a cloud's disk) carries its address and often its credentials in the pod, past quotas and storage classes.",
    recommendation: "Use a PersistentVolumeClaim or an ephemeral, CSI, ConfigMap, Secret, projected, downwardAPI, image or emptyDir volume.",
});

;// CONCATENATED MODULE: ./src/validation/security/windows-host-process.js

const windowsHostProcessControl = {
    id: "windowsHostProcess",
    level: "baseline",
    since: 0,
    judge: (pod) => {
        const path = ["securityContext", "windowsOptions", "hostProcess"];
        const own = perContainer(pod, ({ securityContext }) => securityContext?.windowsOptions?.hostProcess === true ? { evidence: "hostProcess is true", path } : undefined);
        if (pod.spec.securityContext?.windowsOptions?.hostProcess !== true)
            return own;
        return [{ evidence: "hostProcess is true for the pod", path }, ...own];
    },
};
const windowsHostProcess = controlCheck(windowsHostProcessControl, {
    id: "security/windows-host-process",
    severity: "critical",
    title: "No container is a process of its Windows host",
    why: "A HostProcess container is the node, as a privileged one is on Linux.",
    recommendation: "Remove windowsOptions.hostProcess.",
});

;// CONCATENATED MODULE: ./src/validation/registry.js
















































const checks = [
    digest,
    observed,
    podsReady,
    restarts,
    serviceEndpoints,
    addedCapabilities,
    appArmor,
    capabilities,
    hostNamespaces,
    hostPath,
    hostPorts,
    imageDigest,
    nonRoot,
    plainSecrets,
    privilegeEscalation,
    privileged,
    probeHosts,
    procMount,
    readOnlyRoot,
    rootUser,
    seccomp,
    selinux,
    serviceAccountToken,
    sysctls,
    unconfinedSeccomp,
    volumeTypes,
    windowsHostProcess,
    autoscalerBounds,
    disruptionBudget,
    distinctProbes,
    drain,
    evictable,
    gracePeriod,
    imagePullPolicy,
    imageTag,
    livenessProbe,
    readinessProbe,
    replicas,
    revisionHistory,
    rollingUpdate,
    spread,
    startupProbe,
    memoryLimit,
    namespaceLimits,
    resourceRequests,
    ingressAnnotations,
    ingressClass,
    ingressTls,
    networkPolicy,
    serviceSelects,
    metricsScraped,
];

;// CONCATENATED MODULE: ./src/validation/validate.js




async function validate(request, context) {
    context.signal.throwIfAborted();
    const subject = subjectOf(request.manifests, request.live, request.workload);
    refuseNothing(subject, request);
    const results = checks.map((check) => runCheck(check, subject, request.failOn));
    const told = worstFirst(results.filter(({ blocks }) => blocks))[0]?.findings[0];
    for (const result of results)
        annotate(result, told, context.log);
    return { passed: !results.some(({ blocks }) => blocks), failOn: request.failOn, results };
}
function worstFirst(results) {
    return results.toSorted((one, other) => check/* severities */.g.indexOf(one.check.severity) - check/* severities */.g.indexOf(other.check.severity));
}
function runCheck(check, subject, failOn) {
    const examination = examine(check, subject);
    switch (examination.kind) {
        case "not-applicable":
            return { check, state: "not-applicable", findings: [], reason: examination.reason, blocks: false };
        case "unknown":
            return {
                check,
                state: "unknown",
                findings: [],
                reason: examination.reason,
                blocks: isAtLeast(check.severity, failOn),
            };
        case "examined": {
            const { findings } = examination;
            const failed = findings.length > 0;
            return {
                check,
                state: failed ? "failed" : "passed",
                findings,
                reason: "",
                blocks: failed && isAtLeast(check.severity, failOn),
            };
        }
    }
}
function examine(check, subject) {
    try {
        return check.run(subject);
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { kind: "unknown", reason: `an object has not the shape that Kubernetes gives it (${why})` };
    }
}
function isAtLeast(severity, failOn) {
    return failOn !== "none" && check/* severities */.g.indexOf(severity) <= check/* severities */.g.indexOf(failOn);
}
function refuseNothing(subject, { workload, live }) {
    if (workload !== undefined && live !== undefined)
        refuseMissing(subject, workload, live);
    if (subject.workloads.length > 0)
        return;
    throw new failure/* Failure */.H({
        attempted: "validating for production",
        found: "neither the manifests nor the inputs name a workload, so there is nothing to validate",
        advice: 'Give the folder of the service in "manifests", or its "workload", or both.',
    });
}
function refuseMissing(subject, { kind, name }, live) {
    const isThere = subject.workloads.some(({ object, alive }) => object.kind === kind && object.metadata.name === name && alive !== undefined);
    if (isThere)
        return;
    const list = live.lists[kind];
    throw new failure/* Failure */.H({
        attempted: `reading ${kind} ${live.namespace}/${name}`,
        found: list?.kind === "unreadable" ? list.reason : "it is not in the cluster",
        advice: 'Check the inputs "workload", "namespace" and "context".',
    });
}
function annotate(result, told, log) {
    const { check, findings, blocks } = result;
    if (result.state === "unknown")
        log.warning(`${check.id} (${check.severity}) could not be judged: ${result.reason}`);
    if (!blocks && check.severity === "low")
        return;
    for (const finding of findings.filter((one) => one !== told)) {
        const { subject, evidence, at } = finding;
        const message = `${check.id} (${check.severity}): ${subject}: ${evidence}. ${check.recommendation}`;
        if (blocks)
            log.error(message, at);
        else
            log.warning(message, at);
    }
}


/***/ })

};
