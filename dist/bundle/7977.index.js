export const id = 7977;
export const ids = [7977];
export const modules = {

/***/ 90358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ./src/config/input.js
var input = __webpack_require__(65680);
// EXTERNAL MODULE: ./src/rollout/causes/cause.js
var cause = __webpack_require__(57851);
// EXTERNAL MODULE: ./src/analysis/percent.js
var percent = __webpack_require__(25833);
// EXTERNAL MODULE: ./src/analysis/probe-route.js
var probe_route = __webpack_require__(37118);
;// CONCATENATED MODULE: ./src/actions/analysis-inputs.js




const analysisInputs = {
    analysis: schemas/* string */.YjP().default(""),
    "prometheus-url": schemas/* union */.KCZ([schemas/* literal */.euz(""), schemas/* url */.OZ5()]).default(""),
    "prometheus-service": schemas/* string */.YjP()
        .regex(/^(?:[a-z0-9-]+\/[a-z0-9-]+:[a-z0-9-]+)?$/, "Write it as NAMESPACE/NAME:PORT.")
        .default(""),
    "prometheus-token": schemas/* string */.YjP().default(""),
    "max-error-rate": schemas/* union */.KCZ([schemas/* literal */.euz("off"), percent/* percent */.K]).optional(),
    "max-p95": schemas/* union */.KCZ([schemas/* literal */.euz("off"), (0,input/* duration */.p0)()]).optional(),
    "requests-metric": schemas/* string */.YjP().optional(),
    "status-label": schemas/* string */.YjP().optional(),
    "errors-metric": schemas/* string */.YjP().optional(),
    "latency-metric": schemas/* string */.YjP().optional(),
    "pod-label": schemas/* string */.YjP().optional(),
    "namespace-label": schemas/* string */.YjP().optional(),
    "track-label": schemas/* string */.YjP().optional(),
    "analysis-window": (0,input/* duration */.p0)().optional(),
    "analysis-interval": (0,input/* duration */.p0)().optional(),
    "analysis-count": (0,input/* wholeNumber */.rD)({ min: 1 }).optional(),
    "failure-limit": (0,input/* wholeNumber */.rD)().optional(),
    "inconclusive-limit": (0,input/* wholeNumber */.rD)().optional(),
    "min-requests": (0,input/* wholeNumber */.rD)().optional(),
    "on-inconclusive": schemas/* enum */.k5n(["fail", "pause", "continue"]).optional(),
    "health-url": schemas/* union */.KCZ([schemas/* literal */.euz(""), schemas/* url */.OZ5()]).default(""),
    "health-path": schemas/* string */.YjP()
        .regex(/^(?:\/.*)?$/, "Begin it with /.")
        .default(""),
    "health-port": (0,input/* wholeNumber */.rD)({ min: 1, max: 65_535 }).default(8080),
    "health-failures": (0,input/* wholeNumber */.rD)({ min: 1 }).optional(),
    "health-window": (0,input/* duration */.p0)().optional(),
    "health-interval": (0,input/* duration */.p0)().optional(),
    "bake-time": (0,input/* duration */.p0)().default(0),
    "probe-url": schemas/* union */.KCZ([schemas/* literal */.euz(""), schemas/* url */.OZ5()]).default(""),
    "probe-path": schemas/* string */.YjP()
        .regex(/^(?:\/.*)?$/, "Begin it with /.")
        .default(""),
    "probe-port": (0,input/* wholeNumber */.rD)({ min: 1, max: 65_535 }).default(8080),
    "probe-rate": (0,input/* wholeNumber */.rD)({ min: 1, max: probe_route/* highestRate */.d }).default(2),
    "probe-version": schemas/* string */.YjP().default(""),
};
const schema = schemas/* object */.Ikc(analysisInputs);

// EXTERNAL MODULE: ./src/actions/cluster-inputs.js
var cluster_inputs = __webpack_require__(72797);
// EXTERNAL MODULE: ./src/actions/manifest-inputs.js
var manifest_inputs = __webpack_require__(25880);
// EXTERNAL MODULE: ./src/actions/track-inputs.js + 1 modules
var track_inputs = __webpack_require__(77823);
;// CONCATENATED MODULE: ./src/actions/rollout-inputs.js







const inputs = schemas/* strictObject */.rej({
    ...cluster_inputs/* clusterInputs */.g,
    operation: schemas/* enum */.k5n(["deploy", "plan", "promote", "abort", "confirm", "settle"]).default("deploy"),
    strategy: schemas/* enum */.k5n(["rolling", "blue-green", "canary"]).default("rolling"),
    ...track_inputs/* trackInputs */.f,
    manifests: (0,input/* lines */.Mn)().default([]),
    ...manifest_inputs/* renderInputs */.E,
    images: (0,input/* lines */.Mn)().default([]),
    workload: schemas/* string */.YjP().optional(),
    container: schemas/* string */.YjP().optional(),
    image: schemas/* string */.YjP().optional(),
    timeout: (0,input/* duration */.p0)().default(600_000),
    "start-grace": (0,input/* duration */.p0)().default(cause/* defaultGraces */.dF.start),
    "ready-grace": (0,input/* duration */.p0)().default(cause/* defaultGraces */.dF.ready),
    "max-restarts": (0,input/* wholeNumber */.rD)({ min: 1, max: 100 }).default(cause/* defaultGraces */.dF.restarts),
    "wait-for-lock": (0,input/* duration */.p0)().default(0),
    "log-lines": (0,input/* wholeNumber */.rD)({ min: 0, max: 1000 }).default(20),
    "on-failure": schemas/* enum */.k5n(["rollback", "keep"]).default("rollback"),
    "take-over": (0,input/* flag */.Jt)().default(false),
    prune: (0,input/* flag */.Jt)().default(false),
    "allow-older": (0,input/* flag */.Jt)().default(false),
    force: (0,input/* flag */.Jt)().default(false),
    reason: schemas/* string */.YjP().default(""),
    version: schemas/* string */.YjP().default(""),
    commit: schemas/* string */.YjP().optional(),
    "github-token": schemas/* string */.YjP().default(""),
    scope: schemas/* enum */.k5n(["run", "any"]).default("run"),
    ...analysisInputs,
});

;// CONCATENATED MODULE: ./src/actions/deploy-rollout.js

const action = {
    name: "deploy-rollout",
    inputs: inputs,
    main: async (given, job) => (await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(3483), __webpack_require__.e(9597), __webpack_require__.e(1026), __webpack_require__.e(5415), __webpack_require__.e(5592), __webpack_require__.e(4918), __webpack_require__.e(6397), __webpack_require__.e(6993), __webpack_require__.e(5775), __webpack_require__.e(1074)]).then(__webpack_require__.bind(__webpack_require__, 67365))).runOperation(given, job),
    post: async (job) => (await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(3483), __webpack_require__.e(9597), __webpack_require__.e(1026), __webpack_require__.e(5415), __webpack_require__.e(5592), __webpack_require__.e(4918), __webpack_require__.e(6397), __webpack_require__.e(6993), __webpack_require__.e(5775), __webpack_require__.e(1074)]).then(__webpack_require__.bind(__webpack_require__, 67365))).settleWhatIsLeft(job),
};


/***/ }),

/***/ 77823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ trackInputs),
  S: () => (/* binding */ tracksOf)
});

// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ./src/config/input.js
var input = __webpack_require__(65680);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/rollout/blue-green/blue-green.js + 1 modules
var blue_green = __webpack_require__(50575);
// EXTERNAL MODULE: ./src/rollout/canary/canary.js
var canary = __webpack_require__(37006);
// EXTERNAL MODULE: ../../node_modules/zod/v4/core/core.js
var core = __webpack_require__(46416);
// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
;// CONCATENATED MODULE: ./src/rollout/canary/steps.js



function steps() {
    return schemas/* string */.YjP().transform((text, context) => {
        const read = readSteps(text);
        if (!isBad(read))
            return read;
        context.addIssue({ code: "custom", message: `${read.found}. ${read.advice}` });
        return core/* NEVER */.tm;
    });
}
function parseSteps(text, what) {
    const read = readSteps(text);
    if (!isBad(read))
        return read;
    throw new Failure({ attempted: `reading the ${what}`, ...read });
}
function formatSteps(list) {
    return list.map(formatStep).join(", ");
}
function formatStep({ weight, pause }) {
    switch (pause.kind) {
        case "none":
            return String(weight);
        case "for":
            return `${weight}:${(0,duration/* formatDuration */.a3)(pause.milliseconds)}`;
        case "manual":
            return `${weight}:manual`;
    }
}
function readSteps(text) {
    const entries = text
        .split(/[,\n]/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== "");
    if (entries.length === 0)
        return { found: "there is no step", advice: example };
    const list = [];
    for (const entry of entries) {
        const step = readStep(entry);
        if (isBad(step))
            return step;
        const before = list.at(-1);
        if (before !== undefined && before.weight >= step.weight) {
            return {
                found: `the step ${JSON.stringify(entry)} does not give the candidate more than the ${before.weight} % before it`,
                advice: `Write the steps in rising order, each weight once. ${example}`,
            };
        }
        list.push(step);
    }
    const last = list.at(-1);
    if (last?.weight !== 100)
        return [...list, { weight: 100, pause: none }];
    if (last.pause.kind !== "none") {
        return {
            found: `the last step, 100, has the pause ${JSON.stringify(formatStep(last).slice("100:".length))}`,
            advice: "At 100 the candidate is promoted, so nothing is waited for there: give the pause to the step before, or watch after promotion with `bake-time`.",
        };
    }
    return list;
}
const none = { kind: "none" };
const example = "Write WEIGHT:PAUSE, for instance `5:2m, 25:5m, 50:manual, 100`.";
function readStep(entry) {
    const [weightText = "", pauseText, ...more] = entry.split(":").map((part) => part.trim());
    const weight = /^\d+$/.test(weightText.replace(/\s*%$/, "")) ? Number.parseInt(weightText, 10) : Number.NaN;
    if (more.length > 0 || Number.isNaN(weight)) {
        return { found: `${JSON.stringify(entry)} is not a step`, advice: example };
    }
    if (weight > 100) {
        return {
            found: `the step ${JSON.stringify(entry)} has a weight above 100`,
            advice: "A weight is the candidate's share of traffic in percent, from 0 to 100.",
        };
    }
    if (pauseText === undefined)
        return { weight, pause: none };
    if (pauseText === "manual")
        return { weight, pause: { kind: "manual" } };
    const milliseconds = (0,duration/* readDuration */.$7)(pauseText);
    if (typeof milliseconds !== "number") {
        return {
            found: `the pause of the step ${JSON.stringify(entry)} is wrong: ${milliseconds.found}`,
            advice: `${milliseconds.advice} Or write \`manual\` to end the job there until a person goes on.`,
        };
    }
    return { weight, pause: milliseconds === 0 ? none : { kind: "for", milliseconds } };
}
function isBad(read) {
    return "found" in read;
}

// EXTERNAL MODULE: ./src/traffic/router.js
var router = __webpack_require__(38962);
;// CONCATENATED MODULE: ./src/actions/track-inputs.js







const trackInputs = {
    smoke: schemas/* string */.YjP().optional(),
    "smoke-environment": schemas/* string */.YjP().optional(),
    services: (0,input/* words */.aL)().default([]),
    router: schemas/* enum */.k5n(["auto", ...router/* routerNames */.s]).default("auto"),
    route: (0,input/* lines */.Mn)().default([]),
    "router-settle": (0,input/* duration */.p0)().default(5_000),
    steps: steps().optional(),
    header: schemas/* string */.YjP()
        .regex(/^[A-Za-z0-9-]+\s*:\s*\S.*$/, "write it as NAME: VALUE, for instance canary: true")
        .optional(),
    slots: (0,input/* words */.aL)().default([]),
    "slot-key": schemas/* string */.YjP().default(""),
    "preview-replicas": (0,input/* wholeNumber */.rD)({ min: 1 }).optional(),
    "overlapping-selectors": (0,input/* flag */.Jt)().default(false),
    "scale-down-delay": (0,input/* duration */.p0)().optional(),
    interrupted: schemas/* enum */.k5n(["resume", "abort"]).default("resume"),
    room: schemas/* enum */.k5n(["require", "warn"]).default("require"),
};
const schema = schemas/* object */.Ikc(trackInputs);
function tracksOf(given) {
    const strategy = strategyOf(given);
    if (strategy === undefined)
        return undefined;
    const [name = "", ...value] = (given.header ?? "").split(":");
    return {
        strategy,
        services: given.services,
        router: given.router,
        route: given.route,
        header: given.header === undefined ? undefined : { name: name.trim(), value: value.join(":").trim() },
        settleTime: given["router-settle"],
        interrupted: given.interrupted,
        room: given.room,
        overlapping: given["overlapping-selectors"],
        scaleDownDelay: given["scale-down-delay"],
    };
}
function strategyOf(given) {
    const { slots } = given;
    switch (given.strategy) {
        case "rolling":
            return undefined;
        case "canary":
            return (0,canary/* canary */.jZ)({ steps: given.steps ?? stepsIn("5:2m, 25:5m, 50:5m, 100") });
        case "blue-green":
            if (slots.length !== 0 && slots.length !== 2)
                throw oneSlot(slots);
            return (0,blue_green/* blueGreen */.M)({
                slots,
                slotKey: given["slot-key"],
                previewReplicas: given["preview-replicas"],
                steps: given.steps ?? stepsIn("10, 25, 50, 100"),
                overlapping: given["overlapping-selectors"],
            });
    }
}
function stepsIn(text) {
    const read = readSteps(text);
    if ("found" in read)
        throw new Error(read.found);
    return read;
}
function oneSlot(slots) {
    return new failure/* Failure */.H({
        attempted: "reading the inputs",
        found: `\`slots\` names ${slots.length} Deployments: ${slots.join(", ")}`,
        advice: "Name the two Deployments, or none to have them found.",
    });
}


/***/ }),

/***/ 25833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ percent)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55686);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46416);

const percent = zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()]).transform((written, context) => {
    const number = typeof written === "number" ? written : Number(/^(\d+(?:\.\d+)?)\s*%?$/.exec(written.trim())?.[1]);
    if (Number.isFinite(number) && number >= 0)
        return number;
    context.addIssue({ code: "custom", message: `"${written}" is not a share. Write it in percent: 5% or 0.5%.` });
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .NEVER */ .tm;
});


/***/ }),

/***/ 37118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ NoPodReady),
/* harmony export */   d: () => (/* binding */ highestRate)
/* harmony export */ });
class NoPodReady extends Error {
    name = "NoPodReady";
}
const highestRate = 50;


/***/ })

};
