export const id = 3261;
export const ids = [3261];
export const modules = {

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

/***/ 73261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkHealth: () => (/* binding */ checkHealth)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37067);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58500);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43627);
/* harmony import */ var _kube_selectors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(92065);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56302);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9702);






const patience = 10_000;
const tries = 3;
async function checkHealth(questions, context) {
    const { log, signal } = context;
    const { url, path, prometheus, settleTime } = questions;
    if (url === "" && path === "" && prometheus === undefined)
        return undefined;
    if (settleTime > 0) {
        log.info(`Letting it settle for ${Math.round(settleTime / 1000)} s.`);
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(settleTime, undefined, { signal });
    }
    const asked = [
        ...(url === "" ? [] : [() => askUrl(url, signal)]),
        ...(path === "" ? [] : [() => askPods(path, questions.port, context)]),
        ...(prometheus === undefined ? [] : [() => askPrometheus(prometheus, signal)]),
    ];
    for (const ask of asked) {
        const failure = await insist(ask, signal);
        if (failure !== undefined)
            return failure;
    }
    return undefined;
}
async function insist(ask, signal) {
    for (let round = 1;; round++) {
        const failure = await ask();
        if (failure === undefined || round === tries)
            return failure;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(1_000, undefined, { signal });
    }
}
async function askUrl(url, signal) {
    try {
        const { statusCode, body } = await (0,undici__WEBPACK_IMPORTED_MODULE_2__.request)(url, {
            signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
        });
        return judge(url, statusCode, (await body.text()).slice(0, 2_000));
    }
    catch (error) {
        return unanswered(url, error);
    }
}
async function askPods(path, port, { cluster, workload, signal }) {
    const live = await cluster.get(workload, { signal });
    const selector = live?.spec.selector;
    if (selector === undefined)
        return unhealthy(`${workload.name} is not there`, []);
    const { items } = await cluster.list(_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .podKind */ .uP, {
        namespace: workload.namespace,
        labelSelector: (0,_kube_selectors_js__WEBPACK_IMPORTED_MODULE_5__/* .selectorText */ .n)(selector),
        signal,
    });
    const ready = items.filter(({ metadata, status }) => metadata.deletionTimestamp === undefined && (0,_workload_js__WEBPACK_IMPORTED_MODULE_4__/* .conditionOf */ .rI)(status?.conditions, "Ready")?.status === "True");
    if (ready.length === 0)
        return unhealthy("no pod is ready", []);
    for (const { metadata } of ready) {
        const name = `pod ${metadata.name}${path}`;
        try {
            const stream = await cluster.openPortForward({ namespace: workload.namespace, name: metadata.name }, port, {
                signal,
            });
            const { status, text } = await get(stream, path, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
            const failure = judge(name, status, text);
            if (failure !== undefined)
                return failure;
        }
        catch (error) {
            return unanswered(name, error);
        }
    }
    return undefined;
}
function get(stream, path, signal) {
    return new Promise((resolve, reject) => {
        const options = {
            path,
            host: "localhost",
            headers: { connection: "close" },
            createConnection: () => stream,
            signal,
        };
        const asked = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)(options, (response) => {
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (chunk) => {
                if (text.length < 2_000)
                    text += chunk;
            });
            response.on("end", () => {
                stream.destroy();
                resolve({ status: response.statusCode ?? 0, text });
            });
            response.on("error", reject);
        });
        asked.on("error", reject);
        asked.end();
    });
}
async function askPrometheus({ url, query }, signal) {
    const name = `the query ${query}`;
    try {
        const target = new URL("api/v1/query", url.endsWith("/") ? url : `${url}/`);
        target.searchParams.set("query", query);
        const { body } = await (0,undici__WEBPACK_IMPORTED_MODULE_2__.request)(target, { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) });
        const answer = (await body.json());
        if (answer.status !== "success")
            return unhealthy(`${name} cannot be answered: ${answer.error ?? "no reason given"}`, []);
        const values = valuesOf(answer.data?.result);
        const evidence = [
            { title: `answer of Prometheus to ${query}`, text: JSON.stringify(answer.data?.result, null, 2).slice(0, 2_000) },
        ];
        if (values.length === 0)
            return unhealthy(`${name} gives no data, or is not fulfilled`, evidence);
        const bad = values.find((value) => !Number.isFinite(value) || value === 0);
        return bad === undefined ? undefined : unhealthy(`${name} gives ${bad}`, evidence);
    }
    catch (error) {
        return unanswered(name, error);
    }
}
function valuesOf(result) {
    if (!Array.isArray(result))
        return [];
    if (typeof result[0] === "number")
        return [Number(result[1])];
    return result.map((series) => Number(series.value?.[1]));
}
function judge(name, status, text) {
    if (status >= 200 && status < 300)
        return undefined;
    return unhealthy(`${name} answered ${status}`, [{ title: `answer of ${name}`, text }]);
}
function unanswered(name, error) {
    return unhealthy(`${name} did not answer: ${error instanceof Error ? error.message : String(error)}`, []);
}
function unhealthy(found, evidence) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H({ attempted: "checking its health", found, advice: "Look at the logs of its pods.", evidence });
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
