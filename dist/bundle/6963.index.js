export const id = 6963;
export const ids = [6963];
export const modules = {

/***/ 46963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readLiveObjects: () => (/* binding */ readLiveObjects)
/* harmony export */ });
/* unused harmony export liveKinds */
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75616);

const liveKinds = {
    Deployment: "apps/v1",
    StatefulSet: "apps/v1",
    DaemonSet: "apps/v1",
    ReplicaSet: "apps/v1",
    Pod: "v1",
    Service: "v1",
    ServiceAccount: "v1",
    EndpointSlice: "discovery.k8s.io/v1",
    Ingress: "networking.k8s.io/v1",
    NetworkPolicy: "networking.k8s.io/v1",
    PodDisruptionBudget: "policy/v1",
    HorizontalPodAutoscaler: "autoscaling/v2",
    ResourceQuota: "v1",
    LimitRange: "v1",
    ScaledObject: "keda.sh/v1alpha1",
    ServiceMonitor: "monitoring.coreos.com/v1",
    PodMonitor: "monitoring.coreos.com/v1",
};
async function readLiveObjects(cluster, options) {
    const kinds = Object.entries(liveKinds).map(([kind, apiVersion]) => ({ apiVersion, kind }));
    const lists = await Promise.all(kinds.map(async (kind) => [kind.kind, await readList(cluster, kind, options.signal)]));
    return {
        namespace: cluster.namespace,
        readAt: (options.now ?? Date.now)(),
        digest: options.digest,
        lists: Object.fromEntries(lists),
    };
}
async function readList(cluster, kind, signal) {
    try {
        if ((await cluster.resourceType(kind, { signal })) === undefined)
            return { kind: "not-served" };
        const { items } = await cluster.list(kind, { signal });
        return { kind: "read", items: items.map((item) => ({ ...item, ...kind })) };
    }
    catch (error) {
        if (!(0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error))
            throw error;
        if (error.code === 404)
            return { kind: "not-served" };
        return { kind: "unreadable", reason: error.status.message ?? `the API server answered ${error.code}` };
    }
}


/***/ })

};
