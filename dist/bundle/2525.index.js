export const id = 2525;
export const ids = [2525];
export const modules = {

/***/ 12525:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connect: () => (/* binding */ connect)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

async function connect(inputs) {
    const [{ resolveTarget }, { credentialsFor }, { createTransport }, { createCluster }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(3483), __webpack_require__.e(9768)]).then(__webpack_require__.bind(__webpack_require__, 99768)),
        Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(4653)]).then(__webpack_require__.bind(__webpack_require__, 14653)),
        __webpack_require__.e(/* import() */ 6166).then(__webpack_require__.bind(__webpack_require__, 96166)),
        Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(3984)]).then(__webpack_require__.bind(__webpack_require__, 83984)),
    ]);
    const target = await resolveTarget(inputs);
    if (!/^https?:\/\//.test(target.cluster.server) || !URL.canParse(target.cluster.server)) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted: `reading ${target.origin}`,
            found: `the server "${target.cluster.server}" of the cluster ${target.cluster.name} is no URL`,
            advice: "Write it as https://HOST:PORT.",
        });
    }
    const credentials = credentialsFor(target, inputs.env, inputs.mask);
    return createCluster(createTransport(target, credentials), target);
}


/***/ })

};
