export const id = 351;
export const ids = [351];
export const modules = {

/***/ 1351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9143);
// EXTERNAL MODULE: ./src/config/input.js
var input = __webpack_require__(5680);
// EXTERNAL MODULE: ./src/actions/cluster-inputs.js
var cluster_inputs = __webpack_require__(2797);
;// CONCATENATED MODULE: ./src/actions/rollout-inputs.js



const inputs = schemas/* strictObject */.rej({
    ...cluster_inputs/* clusterInputs */.g,
    operation: schemas/* enum */.k5n(["deploy", "confirm", "settle"]).default("deploy"),
    strategy: schemas/* enum */.k5n(["rolling"]).default("rolling"),
    manifests: (0,input/* lines */.Mn)().default([]),
    images: (0,input/* lines */.Mn)().default([]),
    workload: schemas/* string */.YjP().optional(),
    container: schemas/* string */.YjP().optional(),
    image: schemas/* string */.YjP().optional(),
    timeout: (0,input/* duration */.p0)().default(600_000),
    "wait-for-lock": (0,input/* duration */.p0)().default(0),
    "log-lines": (0,input/* wholeNumber */.rD)({ min: 0, max: 1000 }).default(20),
    "on-failure": schemas/* enum */.k5n(["rollback", "keep"]).default("rollback"),
    "take-over": (0,input/* flag */.Jt)().default(false),
    "allow-older": (0,input/* flag */.Jt)().default(false),
    force: (0,input/* flag */.Jt)().default(false),
    reason: schemas/* string */.YjP().default(""),
    version: schemas/* string */.YjP().default(""),
    commit: schemas/* string */.YjP().optional(),
    "github-token": schemas/* string */.YjP().default(""),
    scope: schemas/* enum */.k5n(["run", "any"]).default("run"),
});

;// CONCATENATED MODULE: ./src/actions/deploy-rollout.js

const action = {
    name: "deploy-rollout",
    inputs: inputs,
    main: async (given, job) => (await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(26), __webpack_require__.e(760), __webpack_require__.e(903), __webpack_require__.e(124)]).then(__webpack_require__.bind(__webpack_require__, 6115))).runOperation(given, job),
    post: async (job) => (await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(26), __webpack_require__.e(760), __webpack_require__.e(903), __webpack_require__.e(124)]).then(__webpack_require__.bind(__webpack_require__, 6115))).settleWhatIsLeft(job),
};


/***/ })

};
