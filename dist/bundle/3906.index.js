export const id = 3906;
export const ids = [3906];
export const modules = {

/***/ 53906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   loadBalancerAddresses: () => (/* binding */ loadBalancerAddresses),
/* harmony export */   resolveName: () => (/* binding */ resolveName)
/* harmony export */ });
/* unused harmony export statusAddresses */
/* harmony import */ var node_dns_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71553);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77030);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63135);
/* harmony import */ var _time_limit_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58366);





function resolveName({ name, server, timeoutMs }, signal) {
    return (0,_time_limit_js__WEBPACK_IMPORTED_MODULE_4__/* .withinTime */ .d)(timeoutMs, signal, async (limit) => {
        limit.opened();
        const found = server === undefined ? await byMachine(name) : await byServer(name, server, limit.signal);
        if (found.length > 0)
            return found.toSorted();
        throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ExchangeError */ .Sb("answering", `${name} has no address`);
    });
}
async function loadBalancerAddresses(cluster, namespace, { kind, name }, question, signal) {
    const object = await cluster.get({ apiVersion: apiVersions[kind], kind, namespace, name }, { signal });
    if (object === undefined) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
            attempted: `finding the load balancer's address of ${kind} ${namespace}/${name}`,
            found: `there is no such ${kind}`,
            advice: "Correct `load-balancer` in the suite.",
        });
    }
    const named = statusAddresses(object);
    const resolved = named.map((address) => (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(address) ? [address] : resolveName({ ...question, name: address }, signal));
    return [...new Set((await Promise.all(resolved)).flat())].toSorted();
}
function statusAddresses({ status }) {
    const { loadBalancer, addresses } = (status ?? {});
    return [
        ...(loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? ""),
        ...(addresses ?? []).map(({ value }) => value ?? ""),
    ].filter((address) => address !== "");
}
const apiVersions = {
    Service: "v1",
    Ingress: "networking.k8s.io/v1",
    Gateway: "gateway.networking.k8s.io/v1",
};
async function byMachine(name) {
    return (await (0,node_dns_promises__WEBPACK_IMPORTED_MODULE_0__.lookup)(name, { all: true })).map(({ address }) => address);
}
async function byServer(name, server, signal) {
    const resolver = new node_dns_promises__WEBPACK_IMPORTED_MODULE_0__.Resolver({ timeout: 2000, tries: 3 });
    resolver.setServers([server]);
    const abort = () => resolver.cancel();
    signal.addEventListener("abort", abort, { once: true });
    try {
        const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
        const found = [four, six].flatMap((result) => (result.status === "fulfilled" ? result.value : []));
        const broken = [four, six].find((result) => result.status === "rejected" && !isAbsence(result.reason));
        if (found.length > 0 || broken === undefined)
            return found;
        const { reason } = broken;
        throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ExchangeError */ .Sb("answering", `${server} does not resolve ${name}: ${(0,_exchange_error_js__WEBPACK_IMPORTED_MODULE_3__.wordsFor)(reason)}`, reason);
    }
    finally {
        signal.removeEventListener("abort", abort);
    }
}
function isAbsence(error) {
    return error instanceof Error && "code" in error && error.code === "ENODATA";
}


/***/ })

};
