export const id = 2277;
export const ids = [2277,285];
export const modules = {

/***/ 22277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jsonResults: () => (/* binding */ jsonResults),
/* harmony export */   previousFigures: () => (/* binding */ previousFigures)
/* harmony export */ });
/* harmony import */ var _suite_result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30285);

function jsonResults(result) {
    const { suite, target, passed, endpoints, startedAt, durationMs } = result;
    return {
        format: 1,
        suite: suite.name,
        file: suite.file,
        target,
        passed,
        startedAt: new Date(startedAt).toISOString(),
        durationMs: Math.round(durationMs),
        steps: (0,_suite_result_js__WEBPACK_IMPORTED_MODULE_0__.countSteps)(result),
        endpoints: endpoints.map(({ endpoint, path, pod, state, steps }) => ({
            name: endpoint,
            path: path ?? null,
            digests: pod?.digests ?? [],
            state,
            steps: steps.map(stepOf),
        })),
        load: Object.fromEntries(endpoints.flatMap(({ steps }) => steps.flatMap((step) => (isLoad(step) ? [[step.step.name, parsed(step)]] : [])))),
    };
}
function previousFigures(text) {
    try {
        const load = Reflect.get(Object(JSON.parse(text)), "load");
        return typeof load === "object" && load !== null ? { ...load } : {};
    }
    catch {
        return {};
    }
}
function stepOf(result) {
    const { step, journey, phase, state, reason, durationMs, settledMs, settling, tries, mismatches, answer } = result;
    return {
        journey,
        phase,
        name: step.name,
        tags: step.tags,
        line: step.at.line,
        state,
        ...(reason === undefined ? {} : { reason }),
        protocol: answer?.protocol ?? (step.ask.kind === "http" ? "http" : step.ask.protocol.name),
        status: answer?.status ?? null,
        attempts: tries.length,
        settling,
        settledMs: Math.round(settledMs),
        durationMs: Math.round(durationMs * 1000) / 1000,
        mismatches,
        tries: tries.length > 1 ? tries.map((one) => ({ ...one, atMs: Math.round(one.atMs) })) : [],
    };
}
function isLoad({ step, answer }) {
    return answer?.histogram !== undefined && step.ask.kind === "protocol";
}
function parsed({ answer }) {
    try {
        return JSON.parse(answer?.body ?? "null");
    }
    catch {
        return null;
    }
}


/***/ }),

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
