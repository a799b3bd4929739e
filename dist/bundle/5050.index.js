export const id = 5050;
export const ids = [5050];
export const modules = {

/***/ 65050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ registryUrl),
/* harmony export */   U: () => (/* binding */ isLoopback),
/* harmony export */   registryAddress: () => (/* binding */ registryAddress)
/* harmony export */ });
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9033);

function registryAddress(reference) {
    const parsed = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImageReference */ .o_)(reference);
    if (parsed === undefined)
        return undefined;
    const canonical = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalRepository */ .JA)(parsed.repository);
    const cut = canonical.indexOf("/");
    return {
        registry: canonical.slice(0, cut),
        path: canonical.slice(cut + 1),
        version: parsed.digest || parsed.tag || "latest",
    };
}
function registryUrl(registry) {
    if (registry === "docker.io")
        return "https://registry-1.docker.io";
    return `${isLoopback(registry) ? "http" : "https"}://${registry}`;
}
function isLoopback(host) {
    return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}


/***/ }),

/***/ 9033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JA: () => (/* binding */ canonicalRepository),
/* harmony export */   mp: () => (/* binding */ lastSegment),
/* harmony export */   o_: () => (/* binding */ parseImageReference)
/* harmony export */ });
const pattern = /^((?:[a-zA-Z0-9[][a-zA-Z0-9._[\]:-]*\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?$/;
function parseImageReference(text) {
    const [, repository, tag = "", digest = ""] = pattern.exec(text) ?? [];
    return repository === undefined ? undefined : { repository, tag, digest };
}
function canonicalRepository(repository) {
    const [first = "", ...rest] = repository.split("/");
    const hasRegistry = rest.length > 0 && (/[.:A-Z]/.test(first) || first === "localhost");
    const registry = hasRegistry
        ? first.toLowerCase().replace(/^(?:index|registry-1)\.docker\.io$/, "docker.io")
        : "docker.io";
    const path = hasRegistry ? rest.join("/") : repository;
    return registry === "docker.io" && !path.includes("/") ? `docker.io/library/${path}` : `${registry}/${path}`;
}
function lastSegment(repository) {
    return repository.slice(repository.lastIndexOf("/") + 1);
}


/***/ })

};
