export const id = 405;
export const ids = [405];
export const modules = {

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

/***/ 7862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sb: () => (/* binding */ ExchangeError),
/* harmony export */   cv: () => (/* binding */ exchange)
/* harmony export */ });
/* unused harmony export longestBody */
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3627);
/* harmony import */ var _config_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5254);


const longestBody = 1024 * 1024;
class ExchangeError extends Error {
    name = "ExchangeError";
    phase;
    constructor(phase, message, cause) {
        super(message, { cause });
        this.phase = phase;
    }
}
async function exchange(route, request, signal) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]);
    const connection = openConnection(route, request.timeoutMs, limit);
    const client = new undici__WEBPACK_IMPORTED_MODULE_0__.Client(route.origin, { connect: connection.connector });
    let startedAt = performance.now();
    try {
        if (connection.ready !== undefined) {
            await connection.ready;
            startedAt = performance.now();
        }
        const answer = await client.request({
            method: request.method,
            path: request.path,
            headers: { "user-agent": "slipway-smoke-test", ...request.headers },
            body: request.body ?? null,
            signal: limit,
        });
        const { text, truncated } = await readBody(answer.body);
        return {
            status: answer.statusCode,
            headers: flatten(answer.headers),
            body: text,
            truncated,
            durationMs: performance.now() - startedAt,
        };
    }
    catch (error) {
        signal.throwIfAborted();
        if (connection.refusal !== undefined && error === connection.refusal.error)
            throw error;
        throw new ExchangeError(connection.established ? "answering" : "connecting", explain(error, limit, request), error);
    }
    finally {
        await client.destroy();
    }
}
function openConnection(route, timeoutMs, signal) {
    const { connect } = route;
    if (connect === undefined) {
        const connectTcp = (0,undici__WEBPACK_IMPORTED_MODULE_0__.buildConnector)({ timeout: timeoutMs });
        const connection = {
            ready: undefined,
            established: false,
            refusal: undefined,
            connector: (options, callback) => connectTcp(options, (...result) => {
                connection.established = result[0] === null;
                callback(...result);
            }),
        };
        return connection;
    }
    const stream = connect(signal);
    const connection = {
        established: false,
        refusal: undefined,
        ready: stream.then(() => {
            connection.established = true;
        }, (error) => {
            connection.refusal = { error };
            throw error;
        }),
        connector: (_options, callback) => {
            stream.then((duplex) => callback(null, duplex), (error) => callback(error instanceof Error ? error : new Error(String(error)), null));
        },
    };
    return connection;
}
async function readBody(body) {
    const chunks = [];
    let length = 0;
    for await (const chunk of body) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > longestBody)
            break;
    }
    const bytes = Buffer.concat(chunks).subarray(0, longestBody);
    return { text: bytes.toString("utf8"), truncated: length > longestBody };
}
function flatten(headers) {
    return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]]));
}
function explain(error, limit, request) {
    if (limit.aborted)
        return `no complete answer within ${(0,_config_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(request.timeoutMs)}`;
    if (!(error instanceof Error))
        return String(error);
    const code = "code" in error && typeof error.code === "string" ? error.code : "";
    return words[code] ?? (error.message || code);
}
const words = {
    ECONNREFUSED: "the connection was refused",
    ENOTFOUND: "the host name is not known",
    EAI_AGAIN: "the host name could not be resolved",
    ECONNRESET: "the connection was reset",
    UND_ERR_SOCKET: "the connection ended before the answer was complete",
    UND_ERR_CONNECT_TIMEOUT: "the connection could not be opened in time",
};


/***/ }),

/***/ 9405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serviceTarget: () => (/* binding */ serviceTarget)
});

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(5616);
// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(2065);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
;// CONCATENATED MODULE: ./src/smoke/choose-pods.js
const revisionKey = "deployment.kubernetes.io/revision";
function choosePods(pods, workloads, expected) {
    const staying = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
    const found = staying.map((pod) => ({ pod, revision: revisionOfPod(pod, workloads) }));
    const behind = found.map(({ revision }) => revision).find((revision) => revision.kind === "unobserved");
    if (behind?.kind === "unobserved") {
        return waiting(`the controller has not seen the newest change of Deployment ${behind.deployment}`);
    }
    const wanted = found.filter(({ pod, revision }) => isUnderTest(pod, revision, expected)).map(({ pod }) => pod);
    const ready = wanted.filter(isReady);
    if (ready.length > 0)
        return { kind: "chosen", pods: ready.toSorted(byName) };
    const what = describeExpected(expected);
    if (wanted.length > 0)
        return waiting(`none of the ${wanted.length} pods of ${what} is ready`);
    if (staying.length > 0)
        return waiting(`there is no pod of ${what} among the ${staying.length} pods that are selected`);
    return waiting(pods.length > 0 ? "all pods that are selected are being deleted" : "no pod is selected");
}
function revisionOfPod(pod, workloads) {
    const set = controllerOf(pod.metadata, workloads, "ReplicaSet");
    const deployment = set && controllerOf(set.metadata, workloads, "Deployment");
    if (set === undefined || deployment === undefined)
        return { kind: "none" };
    const status = deployment.status;
    if ((status?.observedGeneration ?? 0) < (deployment.metadata.generation ?? 0)) {
        return { kind: "unobserved", deployment: deployment.metadata.name };
    }
    const revision = set.metadata.annotations?.[revisionKey] ?? "";
    return { kind: revision === deployment.metadata.annotations?.[revisionKey] ? "newest" : "older", revision };
}
function controllerOf(metadata, workloads, kind) {
    const owner = metadata.ownerReferences?.find((reference) => reference.controller === true && reference.kind === kind);
    return owner && workloads.find((workload) => workload.metadata.uid === owner.uid);
}
function isUnderTest(pod, revision, expected) {
    if (expected.digest !== undefined && !runsDigest(pod, expected.digest))
        return false;
    if (expected.revision !== undefined)
        return "revision" in revision && revision.revision === expected.revision;
    return expected.digest !== undefined || revision.kind === "newest" || revision.kind === "none";
}
function runsDigest(pod, digest) {
    const images = [
        ...pod.spec.containers.map(({ image }) => image),
        ...(pod.status?.containerStatuses ?? []).map(({ imageID }) => imageID ?? ""),
    ];
    return images.some((image) => image.endsWith(digest));
}
function isReady(pod) {
    return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
function byName(one, other) {
    return one.metadata.name < other.metadata.name ? -1 : 1;
}
function describeExpected({ revision, digest }) {
    const parts = [
        ...(revision === undefined ? [] : [`revision ${revision}`]),
        ...(digest === undefined ? [] : [digest]),
    ];
    return parts.length === 0 ? "the newest revision" : parts.join(" with ");
}
function waiting(found) {
    return {
        kind: "waiting",
        found,
        advice: "Look at the rollout: `kubectl get pods` and `kubectl rollout status` say how far it is.",
    };
}

// EXTERNAL MODULE: ./src/smoke/exchange.js
var exchange = __webpack_require__(7862);
;// CONCATENATED MODULE: ./src/smoke/find-port.js

function findPort(pod, ports, asked) {
    if (ports === undefined) {
        const own = containerPorts(pod).map(({ name, containerPort }) => ({ name, port: containerPort }));
        if (asked.port !== undefined && /^\d+$/.test(asked.port))
            return Number(asked.port);
        return pick(own, asked).port;
    }
    const { port, targetPort = port } = pick(ports.filter(({ protocol = "TCP" }) => protocol === "TCP"), asked);
    if (typeof targetPort === "number")
        return targetPort;
    const target = containerPorts(pod).find(({ name }) => name === targetPort);
    if (target !== undefined)
        return target.containerPort;
    throw new failure/* Failure */.H({
        attempted: `finding port ${port} of ${asked.of.kind} ${asked.of.name} in pod ${pod.metadata.name}`,
        found: `it leads to a port named "${targetPort}", which no container of the pod has`,
        advice: `Name a containerPort "${targetPort}", or set targetPort to a number.`,
    });
}
function pick(ports, { port: asked, of, }) {
    const [only, second] = ports;
    if (asked === undefined && only !== undefined && second === undefined)
        return only;
    const found = ports.find(({ name, port }) => asked !== undefined && (name === asked || String(port) === asked));
    if (found !== undefined)
        return found;
    const list = ports.map(({ name, port }) => (name === undefined ? String(port) : `${port} (${name})`)).join(", ");
    throw new failure/* Failure */.H({
        attempted: `choosing a port of ${of.kind} ${of.name}`,
        found: asked === undefined
            ? `it has ${ports.length} TCP ports${list && `: ${list}`}`
            : `it has no port "${asked}"; it has ${list || "none"}`,
        advice: 'Name one by number or name in the input "port".',
    });
}
function containerPorts(pod) {
    return pod.spec.containers.flatMap(({ ports = [] }) => ports);
}

;// CONCATENATED MODULE: ./src/smoke/target-service.js






const pods = { apiVersion: "v1", kind: "Pod" };
const deployments = { apiVersion: "apps/v1", kind: "Deployment" };
const replicaSets = { apiVersion: "apps/v1", kind: "ReplicaSet" };
function serviceTarget(options) {
    const { cluster, namespace, of } = options;
    return {
        name: `the pods of ${of.kind} ${namespace}/${of.name}`,
        async open(signal) {
            const { selector, ports } = await readSelector(options, signal);
            const labelSelector = (0,selectors/* selectorText */.n)(selector);
            const [selected, sets, owners] = await Promise.all([
                cluster.list(pods, { namespace, labelSelector, signal }),
                cluster.list(replicaSets, { namespace, signal }),
                cluster.list(deployments, { namespace, signal }),
            ]);
            const workloads = [...sets.items, ...owners.items];
            const chosen = choosePods(selected.items, workloads, options.expected);
            if (chosen.kind === "waiting")
                return chosen;
            const [first, ...rest] = chosen.pods.map((pod) => podEndpoint(options, pod, findPort(pod, ports, options)));
            if (first !== undefined)
                return { kind: "open", endpoints: [first, ...rest] };
            return { kind: "waiting", found: "there is no pod to ask", advice: "Check the selector." };
        },
    };
}
async function readSelector(options, signal) {
    const { cluster, namespace, of } = options;
    const apiVersion = of.kind === "Service" ? "v1" : "apps/v1";
    const object = await cluster.get({ apiVersion, kind: of.kind, namespace, name: of.name }, { signal });
    const attempted = `finding the pods of ${of.kind} ${namespace}/${of.name}`;
    if (object === undefined) {
        throw new failure/* Failure */.H({
            attempted,
            found: `there is no such ${of.kind}`,
            advice: 'Check the inputs "service", "workload" and "namespace".',
        });
    }
    if (of.kind === "Deployment")
        return { selector: object.spec?.selector, ports: undefined };
    const matchLabels = object.spec?.selector;
    if (matchLabels === undefined || Object.keys(matchLabels).length === 0) {
        throw new failure/* Failure */.H({
            attempted,
            found: "the Service has no selector, so no pods belong to it",
            advice: 'Test it by the input "url".',
        });
    }
    return { selector: { matchLabels }, ports: object.spec?.ports ?? [] };
}
function podEndpoint(options, pod, port) {
    const { cluster, namespace, of } = options;
    const { name, uid } = pod.metadata;
    const origin = `http://${of.name}.${namespace}.svc`;
    return {
        name: `pod ${name}, port ${port}, through the API server`,
        send: (request, signal) => (0,exchange/* exchange */.cv)({ origin, connect: (limit) => openPort(cluster, { namespace, name }, port, limit) }, request, signal),
        async isCurrent(signal) {
            const now = await cluster.get({ ...pods, namespace, name }, { signal });
            return now !== undefined && now.metadata.uid === uid && now.metadata.deletionTimestamp === undefined;
        },
    };
}
async function openPort(cluster, pod, port, signal) {
    try {
        return await cluster.openPortForward(pod, port, { signal });
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 403) || (0,api_error/* isApiError */.d)(error, 401)) {
            throw new failure/* Failure */.H({
                attempted: `forwarding to port ${port} of pod ${pod.namespace}/${pod.name}`,
                found: error.status.message ?? "the API server refuses it",
                advice: 'Allow "create" and "get" on "pods/portforward" in the namespace, or test by the input "url".',
                cause: error,
            });
        }
        const why = error instanceof failure/* Failure */.H ? error.found : error instanceof Error ? error.message : String(error);
        throw new exchange/* ExchangeError */.Sb("connecting", `the pod could not be reached: ${why}`, error);
    }
}


/***/ })

};
