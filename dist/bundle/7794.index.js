export const id = 7794;
export const ids = [7794];
export const modules = {

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

/***/ 97794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runJob: () => (/* binding */ runJob)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _kube_watch_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55244);
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63135);
/* harmony import */ var _time_limit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58366);




const job = { apiVersion: "batch/v1", kind: "Job" };
const pods = { apiVersion: "v1", kind: "Pod" };
const lastLines = 200;
const keptSeconds = 3600;
async function runJob(question, signal) {
    const { cluster, namespace, manifest, timeoutMs } = question;
    const name = `${manifest.metadata.name.slice(0, 50)}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString("hex")}`;
    const startedAt = performance.now();
    const spec = { backoffLimit: 0, ttlSecondsAfterFinished: keptSeconds, ...manifest.spec };
    const labels = { ...manifest.metadata.labels, "app.kubernetes.io/managed-by": "slipway" };
    await cluster.create({ ...job, metadata: { ...manifest.metadata, name, namespace, labels }, spec }, { signal });
    try {
        const ended = await waitForEnd(question, name, timeoutMs, signal);
        const found = ended.reason === undefined ? ended.type : `${ended.reason}: ${ended.message ?? ""}`;
        const logs = await readLogs(cluster, namespace, name, signal);
        return { name, succeeded: ended.type === "Complete", found, logs, durationMs: performance.now() - startedAt };
    }
    catch (error) {
        if (!(error instanceof _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb))
            throw error;
        const logs = await readLogs(cluster, namespace, name, signal);
        throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb(error.phase, `Job ${name}: ${error.message}${logs && `; it printed:\n${logs}`}`, error);
    }
    finally {
        await cluster.delete({ ...job, namespace, name }, { propagation: "Background" });
    }
}
async function waitForEnd({ cluster, namespace }, name, timeoutMs, signal) {
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .withinTime */ .d)(timeoutMs, signal, async (limit) => {
        limit.opened();
        const watching = new AbortController();
        try {
            return await new Promise((resolve, reject) => {
                const store = (0,_kube_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .followObjects */ .E)(cluster, job, {
                    namespace,
                    fieldSelector: `metadata.name=${name}`,
                    signal: AbortSignal.any([limit.signal, watching.signal]),
                    onChange: () => {
                        queueMicrotask(() => store.then((seen) => settle(seen.get(name), resolve), reject));
                    },
                    onError: reject,
                });
                store.then((seen) => settle(seen.get(name), resolve), reject);
            });
        }
        finally {
            watching.abort();
        }
    });
}
function settle(seen, resolve) {
    const ended = seen?.status?.conditions?.find(({ type, status }) => status === "True" && (type === "Complete" || type === "Failed"));
    if (ended !== undefined)
        resolve(ended);
}
async function readLogs(cluster, namespace, name, signal) {
    const selection = { namespace, labelSelector: `batch.kubernetes.io/job-name=${name}`, signal };
    const { items } = await cluster.list(pods, selection);
    const sorted = items.toSorted((one, other) => String(one.metadata.creationTimestamp).localeCompare(String(other.metadata.creationTimestamp)));
    const texts = [];
    for (const pod of sorted) {
        try {
            texts.push(await cluster.podLogs({ namespace, name: pod.metadata.name }, { tailLines: lastLines }));
        }
        catch (error) {
            texts.push(`(no log of pod ${pod.metadata.name}: ${error instanceof Error ? error.message : String(error)})\n`);
        }
    }
    return texts.join("").trimEnd();
}


/***/ })

};
