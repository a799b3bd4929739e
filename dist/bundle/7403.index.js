export const id = 7403;
export const ids = [7403];
export const modules = {

/***/ 97403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ../../node_modules/execa/index.js + 131 modules
var execa = __webpack_require__(49037);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
;// CONCATENATED MODULE: ./src/chain/verify.js





const evidenceLines = 20;
const killAfterMs = 5_000;
async function verify(request, context) {
    const program = await findProgram(request.file, context.workspace);
    const started = performance.now();
    const tail = [];
    const child = (0,execa/* execa */.Ho)(program, [...request.arguments], {
        shell: false,
        cwd: context.workspace,
        env: programEnvironment(request, context.env),
        extendEnv: false,
        stdin: "ignore",
        all: true,
        buffer: false,
        reject: false,
        detached: true,
    });
    const stop = endGroupOnAbort(child.pid, context.signal);
    child.once("exit", () => child.pid !== undefined && signalGroup(child.pid, "SIGKILL"));
    try {
        for await (const line of child.iterable({ from: "all" })) {
            context.log.foreign(line);
            tail.push(line);
            if (tail.length > evidenceLines)
                tail.shift();
        }
        const result = await child;
        const durationMs = performance.now() - started;
        if (context.signal.aborted)
            return { durationMs, failure: cancelled(request) };
        if (!result.failed)
            return { durationMs };
        return { durationMs, failure: ended(request, howItEnded(result), tail) };
    }
    finally {
        stop();
    }
}
async function findProgram(file, workspace) {
    const attempted = `finding the verify program ${JSON.stringify(file)}`;
    const found = await (0,promises_.realpath)((0,external_node_path_.resolve)(workspace, file)).catch((cause) => {
        throw new failure/* Failure */.H({
            attempted,
            found: "there is no such file in the repository",
            advice: "Write its path from the root of the repository, and arguments in verify-arguments.",
            cause,
        });
    });
    const inside = (0,external_node_path_.relative)(await (0,promises_.realpath)(workspace), found);
    if (inside === ".." || inside.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(inside)) {
        throw new failure/* Failure */.H({
            attempted,
            found: "it lies outside of the repository",
            advice: "Only a file of the repository is run. Commit it, or a small script that calls it.",
        });
    }
    if (!(await (0,promises_.stat)(found)).isFile()) {
        throw new failure/* Failure */.H({ attempted, found: "it is not a file", advice: "Name the program itself." });
    }
    await (0,promises_.access)(found, external_node_fs_.constants.X_OK).catch((cause) => {
        throw new failure/* Failure */.H({
            attempted,
            found: "it is not executable",
            advice: `Run "git update-index --chmod=+x ${file}" and commit; a script also needs a first line such as #!/usr/bin/env bash.`,
            cause,
        });
    });
    return found;
}
function programEnvironment(request, env) {
    const own = new Set(["GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STATE", "GITHUB_TOKEN", "KUBECONFIG"]);
    const kept = Object.entries(env).filter(([name]) => !name.startsWith("INPUT_") && !name.startsWith("ACTIONS_") && !own.has(name));
    return {
        ...Object.fromEntries(kept),
        SLIPWAY_ENVIRONMENT: request.environment,
        SLIPWAY_URL: request.url,
        SLIPWAY_DIGEST: request.digest,
        ...(request.token === "" ? {} : { SLIPWAY_VERIFY_TOKEN: request.token }),
    };
}
function endGroupOnAbort(pid, signal) {
    if (pid === undefined)
        return () => undefined;
    let killer;
    const end = () => {
        signalGroup(pid, "SIGTERM");
        killer = setTimeout(() => signalGroup(pid, "SIGKILL"), killAfterMs);
        killer.unref();
    };
    if (signal.aborted)
        end();
    else
        signal.addEventListener("abort", end, { once: true });
    return () => {
        signal.removeEventListener("abort", end);
        clearTimeout(killer);
    };
}
function signalGroup(pid, name) {
    try {
        process.kill(-pid, name);
    }
    catch (error) {
        const gone = error instanceof Error && "code" in error && error.code === "ESRCH";
        if (!gone)
            throw error;
    }
}
function howItEnded(result) {
    if (result.exitCode !== undefined)
        return `it ended with status ${result.exitCode}`;
    if (result.signal !== undefined)
        return `it was ended by ${result.signal}`;
    return `it could not be started (${result.shortMessage ?? "no reason was given"})`;
}
function ended(request, how, tail) {
    return new failure/* Failure */.H({
        attempted: `verifying ${request.environment} with ${request.file}`,
        found: how,
        advice: "Read its output. The environment goes back to its last verified release.",
        evidence: tail.length === 0 ? [] : [{ title: `last ${tail.length} lines of ${request.file}`, text: tail.join("\n") }],
    });
}
function cancelled(request) {
    return new failure/* Failure */.H({
        attempted: `verifying ${request.environment} with ${request.file}`,
        found: "the job was cancelled",
        advice: "The environment goes back to its last verified release. Start the run again.",
    });
}

// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
;// CONCATENATED MODULE: ./src/actions/verify.js



const inputs = schemas/* strictObject */.rej({
    file: schemas/* string */.YjP(),
    arguments: schemas/* string */.YjP().default(""),
    environment: schemas/* string */.YjP().default(""),
    url: schemas/* string */.YjP().default(""),
    digest: schemas/* string */.YjP().default(""),
    token: schemas/* string */.YjP().default(""),
});
const action = {
    name: "verify",
    inputs,
    async main(given, job) {
        job.mask(given.token);
        const result = await verify({ ...given, arguments: given.arguments.split(/\r?\n/).filter((line) => line !== "") }, { workspace: job.run.workspace, env: job.env, log: job.log, signal: job.signal });
        const outputs = {};
        if (result.failure !== undefined)
            return { outcome: "failed", outputs, failure: result.failure };
        const summary = `${given.file} verified the environment in ${(0,duration/* formatDuration */.a3)(result.durationMs)}`;
        job.log.info(`${summary}.`);
        return { outcome: "succeeded", outputs };
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


/***/ })

};
