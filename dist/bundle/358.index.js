export const id = 358;
export const ids = [358,7977];
export const modules = {

/***/ 72797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ openCluster),
/* harmony export */   g: () => (/* binding */ clusterInputs)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55686);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65680);


const clusterInputs = {
    kubeconfig: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
        .optional()
        .describe("The content of a kubeconfig file, or the path of one. Otherwise KUBECONFIG, otherwise the credentials of the pod that the runner is."),
    "runner-credentials": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)()
        .default(true)
        .describe("Whether KUBECONFIG or the credentials of the pod that the runner is serve where `kubeconfig` is empty."),
    context: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional().describe("The context of the kubeconfig to use; its current one unless given."),
    namespace: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional().describe("The namespace of the service; the context's own one unless given."),
};
async function openCluster(inputs, job) {
    const { connect } = await __webpack_require__.e(/* import() */ 2525).then(__webpack_require__.bind(__webpack_require__, 12525));
    return connect({
        kubeconfig: inputs.kubeconfig,
        runnerCredentials: inputs["runner-credentials"],
        context: inputs.context,
        namespace: inputs.namespace,
        env: job.env,
        tempDirectory: job.tempDirectory,
        mask: (secret) => job.mask(secret),
    });
}


/***/ }),

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

/***/ 25880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ renderOptions),
/* harmony export */   E: () => (/* binding */ renderInputs)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55686);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65680);
/* harmony import */ var _github_run_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11364);



const renderInputs = {
    "helm-values": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)()
        .default([])
        .describe("Values files for a Helm chart among the manifests, one per line; the last one wins."),
    "helm-set": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)().default([]).describe("Values for a Helm chart, one per line: `image.tag=1.4.0`."),
    "helm-release": zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional().describe("The name that a chart's templates see as `.Release.Name`."),
    "allow-remote-bases": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)()
        .default(false)
        .describe("Whether a kustomization may load what is not in the repository."),
};
function renderOptions(given, job, cluster) {
    return {
        runCommand: _github_run_command_js__WEBPACK_IMPORTED_MODULE_1__/* .runCommand */ .d,
        env: job.env,
        signal: job.signal,
        tempDirectory: job.tempDirectory,
        allowRemoteBases: given["allow-remote-bases"],
        helm: { release: given["helm-release"], values: given["helm-values"], set: given["helm-set"] },
        capabilities: async () => {
            if (cluster === undefined)
                return undefined;
            const { readServedApis } = await __webpack_require__.e(/* import() */ 2606).then(__webpack_require__.bind(__webpack_require__, 52606));
            return readServedApis(cluster, { signal: job.signal });
        },
    };
}


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


/***/ }),

/***/ 5254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ readDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
/* unused harmony export parseDuration */
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

const units = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
    ["ms", 1],
];
const pattern = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;
const longest = 24 * 86_400_000;
function parseDuration(text, what) {
    const milliseconds = readDuration(text);
    if (typeof milliseconds === "number")
        return milliseconds;
    throw new Failure({ attempted: `reading the ${what}`, ...milliseconds });
}
function readDuration(text) {
    const trimmed = text.trim();
    if (trimmed === "0")
        return 0;
    const match = pattern.exec(trimmed);
    if (!match || trimmed === "") {
        return { found: `"${text}" is not a duration`, advice: adviceFor(trimmed) };
    }
    const milliseconds = units.reduce((sum, [, length], index) => sum + Number(match[index + 1] ?? 0) * length, 0);
    if (milliseconds > longest) {
        return { found: `"${text}" is longer than 24 days`, advice: "Write at most 24d." };
    }
    return milliseconds;
}
function formatDuration(milliseconds) {
    let rest = Math.max(0, Math.round(milliseconds));
    let text = "";
    for (const [unit, length] of units) {
        const count = Math.floor(rest / length);
        rest -= count * length;
        if (count > 0)
            text += `${count}${unit}`;
    }
    return text === "" ? "0s" : text;
}
function adviceFor(text) {
    if (/^\d+$/.test(text))
        return `A unit is missing: write ${text}s for seconds or ${text}m for minutes.`;
    return "Write it as 90s, 5m or 1h30m (units d, h, m, s, ms, the longest first, whole numbers).";
}


/***/ }),

/***/ 65680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   K7: () => (/* binding */ keyValues),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   rD: () => (/* binding */ wholeNumber)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55686);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46416);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5254);


function duration() {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().transform((text, context) => {
        const milliseconds = (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .readDuration */ .$7)(text);
        if (typeof milliseconds === "number")
            return milliseconds;
        context.addIssue({ code: "custom", message: `${milliseconds.found}. ${milliseconds.advice}` });
        return zod__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
    });
}
function flag() {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(["true", "false"]).transform((text) => text === "true");
}
function wholeNumber(limits = {}) {
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = limits;
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().transform((text, context) => {
        const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
        if (number >= min && number <= max)
            return number;
        const advice = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
        context.addIssue({
            code: "custom",
            message: `${JSON.stringify(text)} is not allowed. Write a whole number ${advice}.`,
        });
        return zod__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
    });
}
function lines() {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().transform((text) => text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#")));
}
function words() {
    return lines().transform((entries) => entries
        .flatMap((entry) => entry.split(","))
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ""));
}
function keyValues() {
    return lines().transform((entries, context) => {
        const pairs = new Map();
        for (const entry of entries) {
            const cut = entry.indexOf("=");
            const key = entry.slice(0, Math.max(cut, 0)).trim();
            if (key === "") {
                context.addIssue({ code: "custom", message: `a line has no KEY= at its start. Write one KEY=value per line.` });
                return zod__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
            }
            if (pairs.has(key)) {
                context.addIssue({ code: "custom", message: `${key} stands twice. Keep one of the two.` });
                return zod__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
            }
            pairs.set(key, entry.slice(cut + 1));
        }
        return Object.fromEntries(pairs);
    });
}


/***/ }),

/***/ 11364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


const runCommand = async (file, args, options) => {
    const signal = untilOver(options);
    signal?.throwIfAborted();
    try {
        return await orAbort(run(file, args, options), signal);
    }
    catch (error) {
        options.signal?.throwIfAborted();
        return { status: undefined, stdout: "", stderr: String(error) };
    }
};
function untilOver({ signal, timeout }) {
    if (timeout === undefined)
        return signal;
    const late = AbortSignal.timeout(timeout);
    return signal === undefined ? late : AbortSignal.any([signal, late]);
}
async function orAbort(work, signal) {
    if (signal === undefined)
        return work;
    const { promise: aborted, reject } = Promise.withResolvers();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    try {
        return await Promise.race([work, aborted]);
    }
    finally {
        signal.removeEventListener("abort", onAbort);
    }
}
async function run(file, args, options) {
    const env = { ...stringsOf(options.env ?? process.env), LC_ALL: "C" };
    const program = await findProgram(file, env.PATH ?? "");
    const { getExecOutput } = await __webpack_require__.e(/* import() */ 3032).then(__webpack_require__.bind(__webpack_require__, 13032));
    const { exitCode, stdout, stderr } = await getExecOutput(quoted(program), [...args], {
        cwd: options.directory,
        env,
        silent: true,
        ignoreReturnCode: true,
    });
    const status = exitCode;
    return { status: status ?? undefined, stdout, stderr };
}
function stringsOf(env) {
    return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
async function findProgram(file, path) {
    for (const folder of path.split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter).filter((each) => each !== "")) {
        const candidate = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder, file);
        const runs = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(candidate, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK).then(() => true, () => false);
        if (runs)
            return candidate;
    }
    throw new Error(`${file} is not on the PATH`);
}
function quoted(program) {
    return `"${program.replaceAll('"', '\\"')}"`;
}


/***/ })

};
