export const id = 2606;
export const ids = [2606];
export const modules = {

/***/ 52606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readServedApis: () => (/* binding */ readServedApis)
/* harmony export */ });
async function readServedApis(cluster, options = {}) {
    const get = (path) => cluster.request("GET", path, options);
    const [version, { groups }] = await Promise.all([get("/version"), get("/apis")]);
    const served = groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => groupVersion));
    const kinds = await Promise.all(["v1", ...served].map(async (groupVersion) => {
        const path = groupVersion === "v1" ? "/api/v1" : `/apis/${groupVersion}`;
        const { resources = [] } = await get(path).catch((error) => {
            options.signal?.throwIfAborted();
            if (error instanceof Error)
                return {};
            throw error;
        });
        const own = resources.filter(({ name }) => !name.includes("/")).map(({ kind }) => `${groupVersion}/${kind}`);
        return [groupVersion, ...own];
    }));
    return { kubernetes: version.gitVersion, apiVersions: [...new Set(kinds.flat())].toSorted() };
}


/***/ })

};
