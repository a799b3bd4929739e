export const id = 225;
export const ids = [225,50,722];
export const modules = {

/***/ 7225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9143);
// EXTERNAL MODULE: ./src/config/input.js
var input = __webpack_require__(5680);
// EXTERNAL MODULE: ./src/github/run-command.js
var run_command = __webpack_require__(1364);
// EXTERNAL MODULE: ./src/image/login.js
var login = __webpack_require__(7722);
// EXTERNAL MODULE: ./src/image/reference.js
var reference = __webpack_require__(5050);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
;// CONCATENATED MODULE: ./src/image/secrets.js

function parseSecrets(text) {
    return entries(text).map((entry, index) => {
        const cut = entry.indexOf("=");
        const id = entry.slice(0, Math.max(cut, 0)).trim();
        const value = entry.slice(cut + 1);
        if (!/^[\w.-]+$/.test(id))
            throw malformed(index, "does not begin with id=");
        if (value === "") {
            throw new failure/* Failure */.H({
                attempted: `reading the input "secrets"`,
                found: `the secret ${id} is empty`,
                advice: "A secret that is not set, or that a called workflow or a pull request from a fork does not get, is an empty text: check its name, and `secrets: inherit` of the caller.",
            });
        }
        return { id, value };
    });
}
function entries(text) {
    const found = [];
    let rest = text.trimStart();
    while (rest !== "") {
        const quoted = /^"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)/.exec(rest);
        if (rest.startsWith('"') && quoted === null)
            throw malformed(found.length, "opens with a quote that is not closed");
        const [whole, content] = quoted ?? /^([^\n]*)(?:\n|$)/.exec(rest) ?? [rest, rest];
        found.push(quoted === null ? (content ?? "").trim() : (content ?? "").replaceAll('""', '"'));
        rest = rest.slice(whole.length).trimStart();
    }
    return found;
}
function malformed(index, found) {
    return new failure/* Failure */.H({
        attempted: `reading the input "secrets"`,
        found: `entry ${index + 1} ${found}`,
        advice: "Write one id=value per line; put a value of several lines in quotes together with its id.",
    });
}

// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(231);
;// CONCATENATED MODULE: ./src/actions/build-image.js









const inputs = schemas/* strictObject */.rej({
    image: schemas/* string */.YjP().optional(),
    version: schemas/* string */.YjP().optional(),
    tags: (0,input/* words */.aL)().default([]),
    context: schemas/* string */.YjP().default("."),
    file: schemas/* string */.YjP().optional(),
    target: schemas/* string */.YjP().optional(),
    "build-args": (0,input/* lines */.Mn)().default([]),
    "build-contexts": (0,input/* lines */.Mn)().default([]),
    secrets: schemas/* string */.YjP().default(""),
    platforms: (0,input/* words */.aL)().default([]),
    labels: (0,input/* lines */.Mn)().default([]),
    annotations: (0,input/* lines */.Mn)().default([]),
    "cache-from": (0,input/* lines */.Mn)().default([]),
    "cache-to": (0,input/* lines */.Mn)().default([]),
    "no-cache": (0,input/* flag */.Jt)().default(false),
    pull: (0,input/* flag */.Jt)().default(false),
    push: (0,input/* flag */.Jt)().default(true),
    builder: schemas/* string */.YjP().optional(),
    "registry-username": schemas/* string */.YjP().optional(),
    "registry-password": schemas/* string */.YjP().optional(),
});
const action = {
    name: "build-image",
    inputs,
    async main(given, job) {
        job.mask(given["registry-password"] ?? "");
        try {
            const secrets = parseSecrets(given.secrets);
            maskSecrets(secrets, job);
            const env = await logIn(given, job);
            const { buildImage } = await Promise.all(/* import() */[__webpack_require__.e(627), __webpack_require__.e(37), __webpack_require__.e(864)]).then(__webpack_require__.bind(__webpack_require__, 864));
            const built = await buildImage(requestOf(given, secrets, job), {
                log: job.log,
                signal: job.signal,
                tempDirectory: job.tempDirectory,
                env,
                runCommand: run_command/* runCommand */.d,
            });
            return succeeded(given, built);
        }
        catch (error) {
            if (error instanceof failure/* Failure */.H)
                return failed(error, job.signal.aborted);
            throw error;
        }
        finally {
            await removeLogin(job);
        }
    },
    post: removeLogin,
};
const loginFolders = new WeakMap();
async function logIn(given, job) {
    const { "registry-username": username, "registry-password": password } = given;
    if (username === undefined && password === undefined)
        return job.env;
    const registry = (0,reference.registryAddress)(given.image ?? given.tags[0] ?? "")?.registry;
    if (username === undefined || password === undefined) {
        throw new failure/* Failure */.H({
            attempted: "reading the inputs",
            found: `"registry-${username === undefined ? "username" : "password"}" is missing or empty, and the other of the two is given`,
            advice: "Give both, or none to use the login that docker has. A secret that is not set, or that a called workflow does not get, is an empty text.",
        });
    }
    if (registry === undefined)
        return job.env;
    const folder = await (0,login.writeLogin)({ registry, username, password }, job.env, job.tempDirectory);
    job.saveState("docker-config", folder);
    loginFolders.set(job, folder);
    return { ...job.env, DOCKER_CONFIG: folder };
}
async function removeLogin(job) {
    const folder = loginFolders.get(job) ?? job.state("docker-config");
    if (folder !== "")
        await (0,promises_.rm)(folder, { recursive: true, force: true });
}
function maskSecrets(secrets, job) {
    for (const { value } of secrets) {
        for (const part of new Set([value, ...value.split(/\r?\n/)]))
            job.mask(part.trim());
    }
}
function requestOf(given, secrets, job) {
    return {
        directory: job.run.workspace || process.cwd(),
        image: given.image,
        version: given.version,
        tags: given.tags,
        context: given.context,
        file: given.file,
        target: given.target,
        buildArgs: given["build-args"],
        buildContexts: given["build-contexts"],
        secrets,
        platforms: given.platforms,
        labels: given.labels,
        annotations: given.annotations,
        cacheFrom: given["cache-from"],
        cacheTo: given["cache-to"],
        noCache: given["no-cache"],
        pull: given.pull,
        push: given.push,
        builder: given.builder,
    };
}
function succeeded(given, built) {
    return {
        outcome: "succeeded",
        outputs: {
            changed: String(given.push),
            digest: built.digest,
            reference: built.reference,
            tags: built.tags.join("\n"),
            metadata: built.metadata,
            version: built.version,
        },
        summary: (0,markdown/* table */.tp)(["", ""], [
            ["image", built.reference === "" ? "built, not pushed" : (0,markdown/* codeSpan */.SS)(built.reference)],
            ["tags", built.tags.map(markdown/* codeSpan */.SS).join("<br>")],
            ["version", (0,markdown/* codeSpan */.SS)(built.version)],
            ["took", `${(built.durationMs / 1000).toFixed(1)} s`],
        ]),
    };
}
function failed(failure, cancelled) {
    const outputs = { changed: "false", digest: "", reference: "", tags: "", metadata: "", version: "" };
    return { outcome: cancelled ? "aborted" : "failed", outputs, failure };
}


/***/ }),

/***/ 5254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ readDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
/* unused harmony export parseDuration */
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6302);

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

/***/ 5680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   K7: () => (/* binding */ keyValues),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   rD: () => (/* binding */ wholeNumber)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9143);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6416);
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

/***/ 1364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


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
    const { getExecOutput } = await __webpack_require__.e(/* import() */ 32).then(__webpack_require__.bind(__webpack_require__, 3032));
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

/***/ 7722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   writeLogin: () => (/* binding */ writeLogin)
/* harmony export */ });
/* unused harmony export withLogin */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



async function writeLogin(login, env, tempDirectory) {
    const own = env.DOCKER_CONFIG || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(env.HOME || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), ".docker");
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(tempDirectory, "slipway-docker-"));
    for (const name of await list(own)) {
        if (name !== "config.json")
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.symlink)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(own, name), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name));
    }
    const config = withLogin(await readConfig((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(own, "config.json")), login);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, "config.json"), JSON.stringify(config), { mode: 0o600 });
    return folder;
}
function withLogin(config, login) {
    const key = login.registry === "docker.io" ? "https://index.docker.io/v1/" : login.registry;
    const auth = Buffer.from(`${login.username}:${login.password}`).toString("base64");
    const { credsStore, ...rest } = config;
    const auths = asObject(config.auths);
    const stored = typeof credsStore === "string" ? Object.keys(auths).map((host) => [host, credsStore]) : [];
    const helpers = { ...Object.fromEntries(stored), ...asObject(config.credHelpers) };
    const credHelpers = Object.fromEntries(Object.entries(helpers).filter(([host]) => host !== key && host !== login.registry));
    return { ...rest, auths: { ...auths, [key]: { auth } }, credHelpers };
}
async function list(folder) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder);
    }
    catch (error) {
        if (error.code === "ENOENT")
            return [];
        throw error;
    }
}
async function readConfig(file) {
    try {
        return asObject(JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, "utf8")));
    }
    catch {
        return {};
    }
}
function asObject(value) {
    return typeof value === "object" && value !== null ? { ...value } : {};
}


/***/ }),

/***/ 5050:
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
