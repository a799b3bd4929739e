export const id = 6405;
export const ids = [6405];
export const modules = {

/***/ 6405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ../../node_modules/picomatch/index.js
var picomatch = __webpack_require__(71026);
;// CONCATENATED MODULE: ./src/chain/admit.js

const productionEvents = ["push", "workflow_dispatch", "schedule", "release"];
const strangersEvents = ["pull_request_target", "workflow_run", "issue_comment"];
function admit(origin, rules) {
    if (!rules.production)
        return { kind: "admitted", reason: `${rules.environment} is not production` };
    if (!productionEvents.some((event) => event === origin.event))
        return refuseEvent(origin, rules);
    const allowed = allowedRefs(origin, rules);
    if (allowed.length === 0)
        return refuseUnknownDefault(rules);
    if (!allowed.some((pattern) => matches(pattern, origin.ref)))
        return refuseRef(origin, rules, allowed);
    return { kind: "admitted", reason: `${origin.event} of ${origin.ref} may change ${rules.environment}` };
}
function allowedRefs(origin, rules) {
    if (rules.productionRefs.length > 0)
        return rules.productionRefs;
    if (origin.defaultBranch !== "")
        return [literally(origin.defaultBranch)];
    return origin.event === "schedule" ? [literally(origin.ref)] : [];
}
function matches(pattern, ref) {
    const whole = pattern.startsWith("refs/") ? pattern : `refs/heads/${pattern}`;
    return picomatch.isMatch(ref, whole, { dot: true, nonegate: true });
}
function literally(name) {
    return name.replaceAll(/[\\*?[\]{}()!+@|]/g, "\\$&");
}
function attempted(rules) {
    return `asking whether this run may change ${rules.environment}`;
}
function refuseEvent(origin, rules) {
    const stranger = strangersEvents.includes(origin.event);
    const why = stranger ? ", which runs with this repository's secrets for people outside of it" : "";
    return {
        kind: "refused",
        failure: {
            attempted: attempted(rules),
            found: `it was started by ${origin.event === "" ? "an event without a name" : origin.event}${why}`,
            advice: `Production is released by ${productionEvents.join(", ")} only. Release from one of these${stranger ? "" : ", or set production to false where the environment is not production"}.`,
        },
    };
}
function refuseUnknownDefault(rules) {
    return {
        kind: "refused",
        failure: {
            attempted: attempted(rules),
            found: "the event does not name the default branch, and no production-refs are given",
            advice: "Name the refs that may reach production in production-refs, one per line.",
        },
    };
}
function refuseRef(origin, rules, allowed) {
    const tag = origin.ref.startsWith("refs/tags/");
    return {
        kind: "refused",
        failure: {
            attempted: attempted(rules),
            found: `${origin.ref} is none of the refs that may reach production (${allowed.join(", ")})`,
            advice: tag
                ? "Tags are named in full in production-refs: refs/tags/v*."
                : "Release from one of those, or name this one in production-refs.",
        },
    };
}

// EXTERNAL MODULE: ./src/config/input.js
var input = __webpack_require__(65680);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
;// CONCATENATED MODULE: ./src/actions/admit.js




const inputs = schemas/* strictObject */.rej({
    environment: schemas/* string */.YjP(),
    production: (0,input/* flag */.Jt)().default(true),
    "production-refs": (0,input/* lines */.Mn)().default([]),
    "default-branch": schemas/* string */.YjP().default(""),
});
const action = {
    name: "admit",
    inputs,
    async main(given, job) {
        const admission = admit({ event: job.run.event, ref: job.run.ref, defaultBranch: given["default-branch"] }, { environment: given.environment, production: given.production, productionRefs: given["production-refs"] });
        if (admission.kind === "refused")
            return { outcome: "failed", outputs: {}, failure: new failure/* Failure */.H(admission.failure) };
        job.log.info(`Admitted: ${admission.reason}.`);
        return { outcome: "succeeded", outputs: {} };
    },
};


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


/***/ })

};
