export const id = 5605;
export const ids = [5605];
export const modules = {

/***/ 77132:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gatesOf: () => (/* binding */ gatesOf),
/* harmony export */   l: () => (/* binding */ gateInputs)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55686);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46416);
/* harmony import */ var _config_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65680);
/* harmony import */ var _image_size_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27712);



const gateInputs = {
    scan: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["none", "grype", "trivy", "report"]).default("none"),
    "scan-report": zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    "scan-sarif": zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    "scan-max-database-age": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)().default(5 * 86_400_000),
    "fail-on": zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["critical", "high", "medium", "low", "negligible", "none"]).default("high"),
    "ignore-unfixed": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)().default(false),
    waivers: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    "max-size": readable(_image_size_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .readByteSize */ .ow).optional(),
    "max-growth": readable(_image_size_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .readGrowth */ .IW).optional(),
    "compare-with": zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    "push-attempts": (0,_config_input_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)({ min: 1, max: 20 }).default(5),
};
const schema = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc(gateInputs);
async function gatesOf(given, place) {
    const { sizeGate } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(9037), __webpack_require__.e(687), __webpack_require__.e(7520), __webpack_require__.e(7076)]).then(__webpack_require__.bind(__webpack_require__, 7076));
    const size = sizeGate({
        maxSize: given["max-size"],
        maxGrowth: given["max-growth"],
        compareWith: given["compare-with"],
        target: place.target,
    });
    if (given.scan === "none")
        return [size];
    const { scanGate } = await Promise.all(/* import() */[__webpack_require__.e(3483), __webpack_require__.e(9037), __webpack_require__.e(1026), __webpack_require__.e(7175)]).then(__webpack_require__.bind(__webpack_require__, 47175));
    const scan = scanGate({
        scan: given.scan,
        directory: place.directory,
        failOn: given["fail-on"],
        ignoreUnfixed: given["ignore-unfixed"],
        waivers: given.waivers,
        report: given["scan-report"],
        sarif: given["scan-sarif"],
        maxDatabaseAge: given["scan-max-database-age"],
    });
    return [size, scan];
}
function readable(read) {
    return zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().transform((text, context) => {
        const value = read(text);
        if (typeof value !== "object" || value === null || !("found" in value))
            return value;
        context.addIssue({ code: "custom", message: `${value.found}. ${value.advice}.` });
        return zod__WEBPACK_IMPORTED_MODULE_3__/* .NEVER */ .tm;
    });
}


/***/ }),

/***/ 5605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./src/github/run-command.js
var run_command = __webpack_require__(11364);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ./src/config/input.js
var input = __webpack_require__(65680);
// EXTERNAL MODULE: ./src/image/inspect/rules.js
var rules = __webpack_require__(89935);
// EXTERNAL MODULE: ./src/image/secrets.js
var image_secrets = __webpack_require__(19242);
// EXTERNAL MODULE: ./src/image/tag-rules.js
var tag_rules = __webpack_require__(75221);
;// CONCATENATED MODULE: ./src/image/tests/command-words.js

function parseTestCommands(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map(readCommand);
}
function readCommand(line) {
    if (line.startsWith("["))
        return readJson(line);
    const words = [];
    let rest = line;
    while (rest !== "") {
        const word = /^(?:[^\s"'\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/.exec(rest)?.[0];
        if (word === undefined)
            throw malformed(line, "has a quote that is not closed");
        words.push(unquoted(word));
        rest = rest.slice(word.length).trimStart();
    }
    const operator = words.find((word) => /^(?:&&|\|\|?|;|>>?|<)$/.test(word));
    if (operator !== undefined && words[0] !== "sh") {
        throw malformed(line, `has the word ${operator}, which only a shell understands`);
    }
    return words;
}
function readJson(line) {
    try {
        const parsed = JSON.parse(line);
        if (Array.isArray(parsed) && parsed.length > 0 && parsed.every((word) => typeof word === "string"))
            return parsed;
    }
    catch {
    }
    throw malformed(line, "begins with a bracket and is not a list of words in JSON");
}
function unquoted(word) {
    return word.replaceAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single, double, escaped) => {
        if (single !== undefined)
            return String(single);
        if (double !== undefined)
            return String(double).replaceAll(/\\(["\\$`])/g, "$1");
        return String(escaped);
    });
}
function malformed(line, found) {
    return new failure/* Failure */.H({
        attempted: `reading the input "test-command"`,
        found: `"${line}" ${found}`,
        advice: `Write one command per line, such as /orders --version; where the image has a shell: sh -c 'a && b'.`,
    });
}

// EXTERNAL MODULE: ./src/actions/build-image-gates.js
var build_image_gates = __webpack_require__(77132);
// EXTERNAL MODULE: ./src/actions/registry-login.js
var registry_login = __webpack_require__(60638);
;// CONCATENATED MODULE: ./src/actions/build-image-inputs.js









const inputs = schemas/* strictObject */.rej({
    operation: schemas/* enum */.k5n(["build", "merge"]).default("build"),
    image: schemas/* string */.YjP().optional(),
    version: schemas/* string */.YjP().optional(),
    tags: (0,input/* words */.aL)().default([]),
    "tag-rules": (0,input/* lines */.Mn)().default([]),
    context: schemas/* string */.YjP().default("."),
    file: schemas/* string */.YjP().optional(),
    target: schemas/* string */.YjP().optional(),
    "build-args": (0,input/* lines */.Mn)().default([]),
    "build-contexts": (0,input/* lines */.Mn)().default([]),
    secrets: schemas/* string */.YjP().default(""),
    "secret-files": (0,input/* lines */.Mn)().default([]),
    ssh: (0,input/* words */.aL)().default([]),
    platforms: (0,input/* words */.aL)().default([]),
    labels: (0,input/* lines */.Mn)().default([]),
    annotations: (0,input/* lines */.Mn)().default([]),
    "cache-from": (0,input/* lines */.Mn)().default([]),
    "cache-to": (0,input/* lines */.Mn)().default([]),
    "no-cache": (0,input/* flag */.Jt)().default(false),
    pull: (0,input/* flag */.Jt)().default(false),
    push: (0,input/* flag */.Jt)().default(true),
    "push-by-digest": (0,input/* flag */.Jt)().default(false),
    load: (0,input/* flag */.Jt)().default(false),
    outputs: (0,input/* lines */.Mn)().default([]),
    provenance: schemas/* string */.YjP().default("mode=min"),
    sbom: schemas/* string */.YjP().default("auto"),
    attestations: schemas/* enum */.k5n(["referrers", "index"]).default("referrers"),
    builder: schemas/* string */.YjP().optional(),
    "add-hosts": (0,input/* words */.aL)().default([]),
    network: schemas/* string */.YjP().optional(),
    "shm-size": schemas/* string */.YjP().optional(),
    ulimit: (0,input/* words */.aL)().default([]),
    reproducible: (0,input/* flag */.Jt)().default(true),
    reuse: (0,input/* flag */.Jt)().default(true),
    "pin-bases": schemas/* enum */.k5n(["off", "warn", "require"]).default("off"),
    "test-target": schemas/* string */.YjP().optional(),
    "test-results": (0,input/* lines */.Mn)().default([]),
    "test-command": schemas/* string */.YjP().default(""),
    inspect: (0,input/* words */.aL)().default([]),
    digests: (0,input/* lines */.Mn)().default([]),
    ...registry_login/* loginInputs */.ZF,
    ...build_image_gates/* gateInputs */.l,
});
function requestOf(given, secrets, job) {
    const directory = job.run.workspace || process.cwd();
    return {
        directory,
        image: given.image,
        version: given.version,
        tags: given.tags,
        tagRules: given["tag-rules"].map(tag_rules.parseTagRule),
        context: given.context,
        file: given.file,
        target: given.target,
        buildArgs: given["build-args"],
        buildContexts: given["build-contexts"],
        secrets,
        secretFiles: (0,image_secrets/* parseSecretFiles */.ve)(given["secret-files"], directory),
        ssh: given.ssh,
        platforms: given.platforms,
        labels: given.labels,
        annotations: given.annotations,
        cacheFrom: given["cache-from"],
        cacheTo: given["cache-to"],
        noCache: given["no-cache"],
        pull: given.pull,
        push: given.push,
        pushByDigest: given["push-by-digest"],
        pushAttempts: given["push-attempts"],
        load: given.load,
        outputs: given.outputs,
        provenance: given.provenance,
        sbom: given.sbom,
        attestations: given.attestations,
        builder: given.builder,
        addHosts: given["add-hosts"],
        network: given.network,
        shmSize: given["shm-size"],
        ulimit: given.ulimit,
        reproducible: given.reproducible,
        reuse: given.reuse,
        pinBases: given["pin-bases"],
        testTarget: given["test-target"],
        testResults: given["test-results"],
        testCommands: parseTestCommands(given["test-command"]),
        inspect: given.push || given.inspect.length > 0 ? (0,rules/* parseInspectionRules */.lO)(given.inspect) : undefined,
    };
}
function readSecrets(given, job) {
    const raw = job.env.INPUT_SECRETS ?? "";
    const secrets = (0,image_secrets/* parseSecrets */.dC)(raw.trim() === given.secrets ? raw : given.secrets);
    for (const { value } of secrets) {
        for (const part of new Set([value, ...value.split(/\r?\n/)]))
            job.mask(part.trim());
    }
    return secrets;
}
function workspaceOf(job) {
    return (0,external_node_path_.resolve)(job.run.workspace || process.cwd());
}

;// CONCATENATED MODULE: ./src/actions/build-image-outputs.js
const noOutputs = {
    changed: "false",
    digest: "",
    "image-digest": "",
    "platform-digests": "",
    reference: "",
    tags: "",
    metadata: "",
    version: "",
    reused: "false",
    "base-images": "",
    "tests-passed": "",
    "tests-failed": "",
    size: "",
    vulnerabilities: "",
    "vulnerabilities-waived": "",
};
function buildOutputs(built) {
    return {
        changed: String(built.reference !== "" && !built.reused),
        digest: built.digest,
        ...platformOutputs(built.content?.platforms ?? []),
        reference: built.reference,
        tags: built.tags.join("\n"),
        metadata: built.metadata,
        version: built.version,
        reused: String(built.reused),
        "base-images": built.bases
            .map(({ reference, digest }) => digest === "" || reference.endsWith(digest) ? reference : `${reference}@${digest}`)
            .join("\n"),
    };
}
function mergeOutputs(merged) {
    return {
        changed: "true",
        digest: merged.digest,
        ...platformOutputs(merged.platforms),
        reference: merged.reference,
        tags: merged.tags.join("\n"),
        version: merged.version,
    };
}
function platformOutputs(platforms) {
    const [only, ...others] = platforms;
    return {
        "image-digest": only === undefined || others.length > 0 ? "" : only.digest,
        "platform-digests": only === undefined ? "" : JSON.stringify(byPlatform(platforms)),
    };
}
function byPlatform(platforms) {
    return Object.fromEntries(platforms.map(({ platform, digest }) => [platform, digest]));
}

;// CONCATENATED MODULE: ./src/actions/build-image.js





const action = {
    name: "build-image",
    inputs: inputs,
    async main(given, job) {
        const reports = [];
        try {
            const env = await (0,registry_login/* logIn */.E8)(given, given.image ?? given.tags[0] ?? "", job);
            const onReport = (report) => reports.push(report);
            const onBuilder = (name) => job.saveState("builder", name);
            const { log, signal, tempDirectory } = job;
            const context = { log, signal, tempDirectory, env, runCommand: run_command/* runCommand */.d, onReport, onBuilder };
            return given.operation === "merge" ? await merge(given, context) : await build(given, job, context, reports);
        }
        catch (error) {
            if (!(error instanceof failure/* Failure */.H))
                throw error;
            const { gatesSummary } = await __webpack_require__.e(/* import() */ 1027).then(__webpack_require__.bind(__webpack_require__, 21027));
            const outputs = { ...noOutputs, ...reportOutputs(reports) };
            const outcome = job.signal.aborted ? "aborted" : "failed";
            return { outcome, outputs, summary: gatesSummary(reports), failure: error };
        }
        finally {
            await (0,registry_login/* logOut */.je)(job);
        }
    },
    async post(job) {
        await (0,registry_login/* logOut */.je)(job);
        const builder = job.state("builder");
        if (builder === "")
            return;
        const { removeBuilder } = await __webpack_require__.e(/* import() */ 7685).then(__webpack_require__.bind(__webpack_require__, 7685));
        await removeBuilder(builder, { command: "docker", prefix: ["buildx"] }, { env: job.env, log: job.log, runCommand: run_command/* runCommand */.d });
    },
};
async function build(given, job, context, reports) {
    const secrets = readSecrets(given, job);
    const request = requestOf(given, secrets, job);
    const { buildImage } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(9037), __webpack_require__.e(687), __webpack_require__.e(330), __webpack_require__.e(7520), __webpack_require__.e(2745), __webpack_require__.e(659)]).then(__webpack_require__.bind(__webpack_require__, 70659));
    const { buildSummary } = await __webpack_require__.e(/* import() */ 1027).then(__webpack_require__.bind(__webpack_require__, 21027));
    const gates = await gatesFor(given, job);
    const built = await buildImage({ ...request, gates }, context);
    return {
        outcome: "succeeded",
        outputs: { ...noOutputs, ...reportOutputs(reports), ...buildOutputs(built) },
        summary: buildSummary(built, reports),
    };
}
async function gatesFor(given, job) {
    const judged = given.scan !== "none" || given["max-size"] !== undefined || given["max-growth"] !== undefined;
    if (!given.push && !judged)
        return [];
    const { gatesOf } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 77132));
    return gatesOf(given, { directory: workspaceOf(job), target: given.target });
}
async function merge(given, context) {
    const { mergeImages } = await Promise.all(/* import() */[__webpack_require__.e(3627), __webpack_require__.e(9037), __webpack_require__.e(7520), __webpack_require__.e(2745), __webpack_require__.e(479)]).then(__webpack_require__.bind(__webpack_require__, 60479));
    const { mergeSummary } = await __webpack_require__.e(/* import() */ 1027).then(__webpack_require__.bind(__webpack_require__, 21027));
    const { image, version, tags, digests, "tag-rules": rules } = given;
    const { parseTagRule } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 75221));
    const directory = context.env.GITHUB_WORKSPACE || process.cwd();
    const merged = await mergeImages({ image, version, tags, digests, directory, tagRules: rules.map(parseTagRule), annotations: given.annotations }, context);
    return {
        outcome: "succeeded",
        outputs: { ...noOutputs, ...mergeOutputs(merged) },
        summary: mergeSummary(merged),
    };
}
function reportOutputs(reports) {
    return Object.assign({}, ...reports.map(({ outputs }) => outputs ?? {}));
}


/***/ }),

/***/ 60638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E8: () => (/* binding */ logIn),
/* harmony export */   ZF: () => (/* binding */ loginInputs),
/* harmony export */   je: () => (/* binding */ logOut)
/* harmony export */ });
/* unused harmony export registryName */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55686);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);



const loginInputs = {
    registry: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    username: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    password: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
};
async function logIn(given, image, job) {
    const { username, password } = given;
    job.mask(password ?? "");
    if (username === undefined && password === undefined)
        return job.env;
    if (username === undefined || password === undefined)
        throw halfLogin(username === undefined ? "username" : "password");
    const { registryAddress } = await __webpack_require__.e(/* import() */ 5050).then(__webpack_require__.bind(__webpack_require__, 65050));
    const registry = given.registry === undefined ? registryAddress(image)?.registry : registryName(given.registry);
    if (registry === undefined)
        return job.env;
    const { writeLogin } = await __webpack_require__.e(/* import() */ 7722).then(__webpack_require__.bind(__webpack_require__, 67722));
    const folder = await writeLogin({ registry, username, password }, job.env, job.tempDirectory);
    job.saveState("docker-config", folder);
    folders.set(job, folder);
    return { ...job.env, DOCKER_CONFIG: folder };
}
async function logOut(job) {
    const folder = folders.get(job) ?? job.state("docker-config");
    if (folder !== "")
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
}
const folders = new WeakMap();
function registryName(text) {
    const host = text
        .trim()
        .replace(/^https?:\/\//i, "")
        .replace(/\/.*$/, "")
        .toLowerCase();
    return /^(?:index\.|registry-1\.)?docker\.io$/.test(host) ? "docker.io" : host;
}
function halfLogin(missing) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "reading the inputs",
        found: `the registry's ${missing} is missing or empty, and the other of username and password is given`,
        advice: "Give both, or none to use the login that docker has. A secret that is not set, or that a called workflow or a pull request from a fork does not get, is an empty text.",
    });
}


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


/***/ }),

/***/ 89935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eI: () => (/* binding */ inspections),
/* harmony export */   lO: () => (/* binding */ parseInspectionRules)
/* harmony export */ });
/* unused harmony export severities */
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

const inspections = ["user", "healthcheck", "entrypoint", "ports", "secrets", "caches"];
const severities = ["off", "warning", "error"];
function parseInspectionRules(entries) {
    const rules = Object.fromEntries(inspections.map((name) => [name, "warning"]));
    for (const entry of entries) {
        const [left = "", right] = entry.split("=", 2);
        const severity = severities.find((one) => one === (right ?? left));
        const name = inspections.find((one) => one === left);
        if (severity === undefined || (right !== undefined && name === undefined))
            throw malformed(entry);
        for (const one of name === undefined ? inspections : [name])
            rules[one] = severity;
    }
    return rules;
}
function malformed(entry) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `reading the input "inspect"`,
        found: `"${entry}" says nothing about an inspection`,
        advice: `Write ${severities.join(", ")} for all, or one of ${inspections.join(", ")} with its own, such as user=error.`,
    });
}


/***/ }),

/***/ 19242:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O5: () => (/* binding */ secretLikeArguments),
/* harmony export */   dC: () => (/* binding */ parseSecrets),
/* harmony export */   ve: () => (/* binding */ parseSecretFiles)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);



function parseSecrets(text) {
    return entries(text).map((entry, index) => {
        const cut = entry.indexOf("=");
        const id = entry.slice(0, Math.max(cut, 0)).trim();
        const value = entry.slice(cut + 1);
        if (!/^[\w.-]+$/.test(id))
            throw malformed(index, "does not begin with id=");
        if (value.trim() === "") {
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
                attempted: `reading the input "secrets"`,
                found: `the secret ${id} is empty`,
                advice: "A secret that is not set, or that a called workflow or a pull request from a fork does not get, is an empty text: check its name, and `secrets: inherit` of the caller.",
            });
        }
        return { id, value };
    });
}
function parseSecretFiles(lines, directory) {
    return lines.map((line) => {
        const [, id, path] = /^([\w.-]+)=(.+)$/.exec(line) ?? [];
        if (id === undefined || path === undefined) {
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
                attempted: `reading the input "secret-files"`,
                found: `"${line}" is not id=path`,
                advice: "Write one id=path per line, such as netrc=./.netrc.",
            });
        }
        const full = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(directory, path);
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(full, { throwIfNoEntry: false })?.isFile()) {
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
                attempted: `reading the input "secret-files"`,
                found: `there is no file ${path} for the secret ${id}`,
                advice: "Write the file in a step before this one; its path begins at the workspace.",
            });
        }
        return { id, path: full };
    });
}
function secretLikeArguments(buildArgs) {
    return Object.entries(buildArgs).flatMap(([name, value]) => value !== "" && (secretName.test(name) || secretValue.test(value)) ? [name] : []);
}
const secretName = /(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|api_?key|access_?key|private_?key|credentials?|auth)(?:_|$)/i;
const secretValue = /^(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|(?:AKIA|ASIA)[A-Z0-9]{16}|xox[abprs]-[\w-]{10,}|npm_\w{30,}|pypi-[\w-]{30,}|AIza[\w-]{35}|eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*)|-----BEGIN [A-Z ]*PRIVATE KEY/;
function entries(text) {
    const found = [];
    let rest = text.trimStart();
    while (rest !== "") {
        const quoted = /^"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)/.exec(rest);
        if (rest.startsWith('"') && quoted === null)
            throw malformed(found.length, "opens with a quote that is not closed");
        const [whole, content] = quoted ?? /^([^\r\n]*)(?:\r?\n|$)/.exec(rest) ?? [rest, rest];
        found.push(quoted === null ? (content ?? "") : (content ?? "").replaceAll('""', '"'));
        rest = rest.slice(whole.length).trimStart();
    }
    return found;
}
function malformed(index, found) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: `reading the input "secrets"`,
        found: `entry ${index + 1} ${found}`,
        advice: "Write one id=value per line; put a value of several lines in quotes together with its id.",
    });
}


/***/ }),

/***/ 27712:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dg: () => (/* binding */ largestAfter),
/* harmony export */   IW: () => (/* binding */ readGrowth),
/* harmony export */   lP: () => (/* binding */ sizeText),
/* harmony export */   ow: () => (/* binding */ readByteSize)
/* harmony export */ });
const units = {
    "": 1,
    B: 1,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    KIB: 1024,
    MIB: 1024 ** 2,
    GIB: 1024 ** 3,
};
function readByteSize(text) {
    const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text.trim()) ?? [];
    const factor = units[unit.toUpperCase()];
    if (number === "" || factor === undefined) {
        return { found: `${JSON.stringify(text)} is not a size`, advice: "Write it as 150MB, 1.5GB or 64MiB" };
    }
    return Math.round(Number(number) * factor);
}
function readGrowth(text) {
    const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim())?.[1];
    if (percent !== undefined)
        return { kind: "percent", percent: Number(percent) };
    const bytes = readByteSize(text);
    return typeof bytes === "number"
        ? { kind: "bytes", bytes }
        : { found: `${JSON.stringify(text)} is neither a share nor a size`, advice: "Write it as 10% or 5MB" };
}
function largestAfter(growth, before) {
    return growth.kind === "bytes" ? before + growth.bytes : Math.floor(before * (1 + growth.percent / 100));
}
function sizeText(bytes) {
    const magnitude = Math.abs(bytes);
    if (magnitude >= 1e9)
        return `${(bytes / 1e9).toFixed(2)} GB`;
    return magnitude >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} kB`;
}


/***/ }),

/***/ 75221:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ ruleTags),
/* harmony export */   Lk: () => (/* binding */ versionOfRun),
/* harmony export */   parseTagRule: () => (/* binding */ parseTagRule)
/* harmony export */ });
/* unused harmony exports tagRuleNames, semanticVersion */
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26110);


const tagRuleNames = ["semver", "branch", "pr", "sha", "describe", "schedule", "latest"];
function parseTagRule(text) {
    const cut = text.indexOf("=");
    const name = cut === -1 ? text : text.slice(0, cut);
    const known = tagRuleNames.find((one) => one === name);
    if (known === undefined) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted: `reading the input "tag-rules"`,
            found: `"${name}" is not a rule for tags`,
            advice: `Allowed: ${tagRuleNames.join(", ")}, each also with a pattern, such as semver={{major}}.{{minor}}.`,
        });
    }
    return { name: known, pattern: cut === -1 ? undefined : text.slice(cut + 1) };
}
function ruleTags(rules, facts) {
    const tags = rules.flatMap((rule) => tagsOf(rule, facts)).map(_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .sanitiseTag */ .JU);
    return [...new Set(tags.filter((tag) => tag !== ""))];
}
function semanticVersion(tag) {
    const match = /^(?:[\w.-]+[-/@])??v?((0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*))?(?:\+[\da-zA-Z.-]+)?)$/.exec(tag);
    if (match === null)
        return undefined;
    const [, version = "", major = "", minor = "", patch = "", prerelease = ""] = match;
    return { version, major, minor, patch, prerelease };
}
function versionOfRun(run) {
    return semanticVersion(/^refs\/tags\/(.+)$/.exec(run.ref)?.[1] ?? "");
}
function tagsOf({ name, pattern }, facts) {
    if (name === "semver")
        return semverTags(pattern, facts);
    const usual = usualPattern(name, facts);
    return usual === "" ? [] : filled(pattern ?? usual, facts);
}
function usualPattern(name, { run, source }) {
    const branch = branchOf(run);
    switch (name) {
        case "branch":
            return branch;
        case "pr":
            return run.pullRequest === "" ? "" : `pr-${run.pullRequest}`;
        case "sha":
            return source.commit === "" ? "" : "sha-{{sha}}";
        case "describe":
            return source.described;
        case "schedule":
            return run.event === "schedule" ? "nightly" : "";
        case "latest":
            return branch !== "" && branch === run.defaultBranch ? "latest" : "";
    }
}
function branchOf(run) {
    return /^refs\/heads\/(.+)$/.exec(run.ref)?.[1] ?? "";
}
function semverTags(pattern, facts) {
    const version = versionOfRun(facts.run);
    if (version === undefined)
        return [];
    if (pattern !== undefined)
        return filled(pattern, facts);
    const { major, minor } = version;
    if (version.prerelease !== "")
        return [version.version];
    return [version.version, `${major}.${minor}`, ...(major === "0" ? [] : [major])];
}
function filled(pattern, { run, source, now }) {
    const version = versionOfRun(run);
    const values = {
        version: version?.version,
        major: version?.major,
        minor: version?.minor,
        patch: version?.patch,
        branch: branchOf(run) || undefined,
        pr: run.pullRequest || undefined,
        sha: source.commit.slice(0, 7) || undefined,
        commit: source.commit || undefined,
        describe: source.described || undefined,
        date: now.toISOString().slice(0, 10).replaceAll("-", ""),
    };
    let missing = false;
    const text = pattern.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => {
        if (!(name in values))
            throw unknownPlace(name, Object.keys(values));
        missing ||= values[name] === undefined;
        return values[name] ?? "";
    });
    return missing ? [] : [text];
}
function unknownPlace(name, known) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `reading the input "tag-rules"`,
        found: `"{{${name}}}" stands for nothing`,
        advice: `Allowed: ${known.map((one) => `{{${one}}}`).join(", ")}.`,
    });
}


/***/ }),

/***/ 26110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JU: () => (/* binding */ sanitiseTag),
/* harmony export */   n_: () => (/* binding */ checkRepository),
/* harmony export */   rK: () => (/* binding */ imageTags)
/* harmony export */ });
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9033);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);


function imageTags(inputs) {
    const repository = inputs.image === undefined ? undefined : checkRepository(inputs.image);
    const own = repository === undefined
        ? []
        : (inputs.ruled ?? [inputs.version]).map((tag) => `${repository}:${sanitiseTag(tag)}`);
    return [...new Set([...own, ...(inputs.tags ?? []).map(checkTag)])];
}
function sanitiseTag(version) {
    return version
        .replace(/[^\w.-]+/g, "-")
        .replace(/^[.-]+/, "")
        .slice(0, 128);
}
function checkRepository(image) {
    const parsed = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(lowerRepository(image));
    if (parsed === undefined)
        throw malformed("image", image, "Write a repository such as ghcr.io/acme/orders.");
    if (parsed.tag !== "" || parsed.digest !== "") {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted: `reading the input "image"`,
            found: `"${image}" has a ${parsed.digest === "" ? "tag" : "digest"} of its own`,
            advice: `Write only the repository, ${parsed.repository}: its tag is the version. Other names go into "tags".`,
        });
    }
    return parsed.repository;
}
function checkTag(text) {
    const parsed = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(lowerRepository(text));
    if (parsed === undefined) {
        throw malformed("tags", text, "Write whole references such as ghcr.io/acme/orders:1.4.0, one per line.");
    }
    if (parsed.digest !== "") {
        throw malformed("tags", text, "A digest is what the build gives, not what it is given: write name:tag.");
    }
    return `${parsed.repository}:${parsed.tag || "latest"}`;
}
function lowerRepository(reference) {
    const afterPath = reference.lastIndexOf("/") + 1;
    const tagAt = reference.slice(afterPath).search(/[:@]/);
    const end = tagAt === -1 ? reference.length : afterPath + tagAt;
    return reference.slice(0, end).toLowerCase() + reference.slice(end);
}
function malformed(input, text, advice) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `reading the input "${input}"`,
        found: `"${text}" is not the name of an image`,
        advice,
    });
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
