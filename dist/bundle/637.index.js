export const id = 637;
export const ids = [637];
export const modules = {

/***/ 90637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   watchMemory: () => (/* binding */ watchMemory)
/* harmony export */ });
/* harmony import */ var _threshold_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1587);

function watchMemory(question, signal) {
    let peak;
    let running = Promise.resolve();
    const measure = async () => {
        const bytes = await measureOnce(question, signal).catch(() => undefined);
        if (bytes !== undefined)
            peak = Math.max(peak ?? 0, bytes);
    };
    running = measure();
    const timer = setInterval(() => {
        running = running.then(measure);
    }, question.intervalMs);
    return {
        async stop() {
            clearInterval(timer);
            await running.then(measure);
            return peak;
        },
    };
}
async function measureOnce(question, signal) {
    const pods = await findPods(question, signal);
    if (pods.length === 0)
        return undefined;
    return (await byMetricsServer(question, pods, signal)) ?? (await byKubelets(question, pods, signal));
}
async function findPods({ cluster, namespace, pods }, signal) {
    const kind = { apiVersion: "v1", kind: "Pod" };
    if ("labelSelector" in pods) {
        return (await cluster.list(kind, { namespace, labelSelector: pods.labelSelector, signal })).items;
    }
    const pod = await cluster.get({ ...kind, namespace, name: pods.name }, { signal });
    return pod === undefined ? [] : [pod];
}
async function byMetricsServer({ cluster, namespace }, pods, signal) {
    if ((await cluster.resourceType({ apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics" }, { signal })) === undefined) {
        return undefined;
    }
    const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
    const { items } = await cluster.request("GET", path, { signal });
    const own = items.filter(({ metadata }) => pods.some((pod) => pod.metadata.name === metadata.name));
    if (own.length === 0)
        return undefined;
    return sum(own.flatMap(({ containers }) => containers.map(({ usage }) => (0,_threshold_js__WEBPACK_IMPORTED_MODULE_0__/* .readBytes */ .io)(usage.memory) ?? 0)));
}
async function byKubelets({ cluster }, pods, signal) {
    const nodes = [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))];
    const summaries = await Promise.all(nodes.map((node) => cluster.request("GET", `/api/v1/nodes/${node}/proxy/stats/summary`, { signal })));
    const uids = new Set(pods.map(({ metadata }) => metadata.uid));
    const own = summaries.flatMap((summary) => summary.pods ?? []).filter(({ podRef }) => uids.has(podRef.uid));
    const bytes = own.flatMap(({ containers = [] }) => containers.map(({ memory }) => memory?.workingSetBytes ?? 0));
    return bytes.length === 0 || sum(bytes) === 0 ? undefined : sum(bytes);
}
function sum(numbers) {
    return numbers.reduce((one, other) => one + other, 0);
}


/***/ })

};
