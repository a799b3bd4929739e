export const id = 285;
export const ids = [285];
export const modules = {

/***/ 30285:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   countSteps: () => (/* binding */ countSteps),
/* harmony export */   t: () => (/* binding */ failedSteps)
/* harmony export */ });
function failedSteps(result) {
    return result.endpoints
        .filter(({ state }) => state === "failed")
        .flatMap(({ endpoint, steps }) => steps.filter(({ state }) => state === "failed").map((step) => ({ endpoint, result: step })));
}
function countSteps(result) {
    const steps = result.endpoints.filter(({ state }) => state !== "left").flatMap((endpoint) => endpoint.steps);
    const count = (state) => steps.filter((step) => step.state === state).length;
    return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}


/***/ })

};
