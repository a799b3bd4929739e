export const id = 5337;
export const ids = [5337,1963,285,6963,8576];
export const modules = {

/***/ 89948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   releaseSteps: () => (/* binding */ releaseSteps)
/* harmony export */ });
/* harmony import */ var _image_build_image_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70659);
/* harmony import */ var _image_registry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47520);
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(9033);
/* harmony import */ var _manifests_images_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9372);
/* harmony import */ var _manifests_load_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46993);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56302);
/* harmony import */ var _rollout_confirm_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(45218);
/* harmony import */ var _rollout_deploy_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(95284);
/* harmony import */ var _rollout_settle_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(97880);
/* harmony import */ var _rollout_target_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(50174);
/* harmony import */ var _smoke_load_suite_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(74441);
/* harmony import */ var _smoke_release_figures_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(14714);
/* harmony import */ var _smoke_report_suite_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(31963);
/* harmony import */ var _smoke_run_suite_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(12826);
/* harmony import */ var _smoke_target_service_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(19405);
/* harmony import */ var _smoke_target_url_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(23958);
/* harmony import */ var _validation_live_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(46963);
/* harmony import */ var _validation_report_validation_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(96091);
/* harmony import */ var _validation_validate_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(22847);



















const rolloutDefaults = { waitForLock: 0, logLines: 20 };
function releaseSteps(request, context) {
    const rollout = rolloutContext(context);
    let deployed;
    const target = () => {
        if (deployed === undefined)
            throw new Error("nothing was deployed yet");
        return deployed;
    };
    return {
        image: () => imageToRelease(request.build, context),
        async deploy(image) {
            const source = await sourceOf(request, image, context);
            deployed = {
                target: (0,_rollout_target_js__WEBPACK_IMPORTED_MODULE_8__.resolveTarget)(source, context.cluster.namespace),
                manifests: source.kind === "manifests" ? source.manifests : [],
                version: image.version,
            };
            const { timeout, allowOlder, force } = request;
            const { version } = image;
            const result = await (0,_rollout_deploy_js__WEBPACK_IMPORTED_MODULE_6__/* .deploy */ .g)({
                ...{ source, timeout, allowOlder, force, version },
                ...rolloutDefaults,
                onFailure: "rollback",
                takeOver: false,
                reason: "",
                commit: context.run.commit,
                history: context.history,
                onBegin: context.onBegin,
            }, rollout);
            if (!result.pending && !(result.outcome === "succeeded" && result.changed))
                context.onSettled();
            return result;
        },
        gates: [
            ...(request.smoke === undefined ? [] : [smokeGate(request.smoke, request, context, target)]),
            validationGate(request, context, target),
        ],
        async confirm() {
            const { workload, image } = target().target;
            const result = await (0,_rollout_confirm_js__WEBPACK_IMPORTED_MODULE_5__/* .confirm */ .l)({ workload, image }, rollout);
            context.onSettled();
            return result;
        },
        async takeBack(reason) {
            const { timeout } = request;
            const uncancelled = { ...rollout, signal: new AbortController().signal };
            const { workload } = target().target;
            const result = await (0,_rollout_settle_js__WEBPACK_IMPORTED_MODULE_7__/* .settle */ .G)({ workload, scope: "run", timeout, reason, ...rolloutDefaults }, uncancelled);
            if (!result.pending)
                context.onSettled();
            return result;
        },
    };
}
function rolloutContext({ cluster, log, signal, run, env }) {
    const now = () => performance.now();
    return { cluster, log, signal, run, now, lookUpImage: (reference) => (0,_image_registry_js__WEBPACK_IMPORTED_MODULE_1__.lookUpImage)(reference, { env, signal }) };
}
async function imageToRelease(build, context) {
    const digest = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_18__/* .parseImageReference */ .o_)(build.image)?.digest;
    if (digest !== undefined && digest !== "")
        return { reference: build.image, digest, version: build.version ?? "" };
    const { runCommand } = context.history;
    return context.log.group("Build", () => (0,_image_build_image_js__WEBPACK_IMPORTED_MODULE_0__.buildImage)(build, { ...context, runCommand }));
}
async function sourceOf(request, { reference }, { cluster, workspace, render }) {
    const { container } = request;
    const workload = request.workload === undefined ? undefined : (0,_rollout_target_js__WEBPACK_IMPORTED_MODULE_8__.parseWorkload)(request.workload);
    if (request.manifests.length > 0) {
        const loaded = await (0,_manifests_load_js__WEBPACK_IMPORTED_MODULE_3__.loadManifests)(request.manifests, {
            directory: workspace,
            namespace: cluster.namespace,
            render,
        });
        const { manifests } = (0,_manifests_images_js__WEBPACK_IMPORTED_MODULE_2__/* .setImages */ .B)(loaded, [(0,_manifests_images_js__WEBPACK_IMPORTED_MODULE_2__/* .parseImageOverride */ .L)(reference)]);
        return { kind: "manifests", manifests, workload, container };
    }
    if (workload !== undefined)
        return { kind: "image", workload, container, image: reference };
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H({
        attempted: "reading the inputs",
        found: "neither `manifests` nor `workload` is given",
        advice: "Give `manifests`, or `workload` to set only the image of what is there.",
    });
}
function smokeGate(file, { url }, { cluster, log, signal, workspace }, deployed) {
    return {
        name: "smoke test",
        async run({ digest }) {
            const { target, version } = deployed();
            const variables = { ...(version === "" ? {} : { expected: version }), "expected-digest": digest };
            const suite = await (0,_smoke_load_suite_js__WEBPACK_IMPORTED_MODULE_9__.loadSuite)(file, { directory: workspace, variables });
            const { namespace, name } = target.workload;
            const pods = { cluster, namespace, of: { kind: "Deployment", name }, expected: { digest } };
            const context = { cluster, log, signal };
            const result = await (0,_smoke_run_suite_js__WEBPACK_IMPORTED_MODULE_12__.runSuite)(suite, url === undefined ? (0,_smoke_target_service_js__WEBPACK_IMPORTED_MODULE_13__.serviceTarget)(pods) : (0,_smoke_target_url_js__WEBPACK_IMPORTED_MODULE_14__.urlTarget)(url), {
                log,
                signal,
                cluster: { client: cluster, namespace },
                previous: (0,_smoke_release_figures_js__WEBPACK_IMPORTED_MODULE_10__.measuresLoad)(suite) ? await (0,_smoke_release_figures_js__WEBPACK_IMPORTED_MODULE_10__.readFiguresBefore)(target.workload, context) : undefined,
            });
            await (0,_smoke_release_figures_js__WEBPACK_IMPORTED_MODULE_10__.keepFigures)(result, target.workload, context);
            return { summary: (0,_smoke_report_suite_js__WEBPACK_IMPORTED_MODULE_11__.suiteSummary)(result), failure: result.passed ? undefined : (0,_smoke_report_suite_js__WEBPACK_IMPORTED_MODULE_11__.suiteFailure)(result) };
        },
    };
}
function validationGate({ failOn }, { cluster, log, signal }, deployed) {
    return {
        name: "validation",
        async run({ digest }) {
            const { target, manifests } = deployed();
            const live = await (0,_validation_live_js__WEBPACK_IMPORTED_MODULE_15__.readLiveObjects)(cluster, { digest, signal });
            const result = await (0,_validation_validate_js__WEBPACK_IMPORTED_MODULE_17__.validate)({ manifests, live, workload: target.workload, failOn }, { log, signal });
            return { summary: (0,_validation_report_validation_js__WEBPACK_IMPORTED_MODULE_16__.validationSummary)(result), failure: result.passed ? undefined : (0,_validation_report_validation_js__WEBPACK_IMPORTED_MODULE_16__.validationFailure)(result) };
        },
    };
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

/***/ 63135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sb: () => (/* binding */ ExchangeError),
/* harmony export */   fg: () => (/* binding */ OutOfTime),
/* harmony export */   mH: () => (/* binding */ exchangeError),
/* harmony export */   wordsFor: () => (/* binding */ wordsFor)
/* harmony export */ });
/* harmony import */ var _config_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5254);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


class ExchangeError extends Error {
    name = "ExchangeError";
    phase;
    constructor(phase, message, cause) {
        super(message, { cause });
        this.phase = phase;
    }
}
class OutOfTime extends Error {
    name = "OutOfTime";
    constructor(timeoutMs) {
        super(`no complete answer within ${(0,_config_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(timeoutMs)}`);
    }
}
function exchangeError(phase, error) {
    if (error instanceof ExchangeError || error instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H)
        return error;
    return new ExchangeError(phase, wordsFor(error), error);
}
function wordsFor(error) {
    if (!(error instanceof Error))
        return String(error);
    if (error instanceof AggregateError && error.errors.length > 0)
        return wordsFor(error.errors.at(-1));
    const code = "code" in error && typeof error.code === "string" ? error.code : "";
    if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
        return `the certificate is for another name: ${error.message}`;
    if (code === "UND_ERR_SOCKET" && error.cause !== undefined)
        return wordsFor(error.cause);
    if (error.name === "HTTPParserError" || error.name === "ResponseContentLengthMismatchError")
        return `the answer is not valid HTTP: ${error.message}`;
    return words[code] ?? (error.message || code || error.name);
}
const words = {
    ECONNREFUSED: "the connection was refused",
    EHOSTUNREACH: "there is no route to the host",
    ENETUNREACH: "there is no route to the network",
    ETIMEDOUT: "the connection could not be opened in time",
    ENOTFOUND: "the host name is not known",
    EAI_AGAIN: "the host name could not be resolved",
    ECONNRESET: "the connection was reset",
    EPIPE: "the connection was closed while the request was sent",
    CERT_HAS_EXPIRED: "the certificate has expired",
    CERT_NOT_YET_VALID: "the certificate is not valid yet",
    DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed",
    SELF_SIGNED_CERT_IN_CHAIN: "a self-signed certificate stands in the chain",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate is not signed by a known authority",
    UNABLE_TO_GET_ISSUER_CERT: "the certificate's issuer is not known",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate's issuer is not known",
    UND_ERR_SOCKET: "the connection ended before the answer was complete",
    UND_ERR_CONNECT_TIMEOUT: "the connection could not be opened in time",
    UND_ERR_HEADERS_OVERFLOW: "the headers of the answer are larger than is read",
};


/***/ }),

/***/ 30076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ secure),
/* harmony export */   f: () => (/* binding */ tlsFacts)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41692);


async function secure(stream, host, protocols, settings, signal) {
    signal.throwIfAborted();
    const name = settings.servername ?? host;
    const ca = settings.ca === undefined ? {} : { ca: [...node_tls__WEBPACK_IMPORTED_MODULE_1__.rootCertificates, settings.ca] };
    const socket = (0,node_tls__WEBPACK_IMPORTED_MODULE_1__.connect)({
        socket: stream,
        host: name,
        servername: (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name) === 0 ? name : "",
        ALPNProtocols: [...protocols],
        ...ca,
        ...(settings.cert === undefined ? {} : { cert: settings.cert }),
        ...(settings.key === undefined ? {} : { key: settings.key }),
    });
    await new Promise((resolve, reject) => {
        const abort = () => socket.destroy(asError(signal.reason));
        signal.addEventListener("abort", abort, { once: true });
        socket.once("secureConnect", resolve).once("error", reject);
        socket.once("close", () => reject(new Error("the connection was closed during the TLS handshake")));
        socket.once("secureConnect", () => signal.removeEventListener("abort", abort));
    }).catch((error) => {
        socket.destroy();
        stream.destroy();
        throw error;
    });
    return socket;
}
function tlsFacts(socket, now = Date.now()) {
    const certificate = socket.getPeerCertificate();
    const validTo = new Date(certificate.valid_to ?? 0);
    return {
        version: socket.getProtocol() ?? "unknown",
        cipher: socket.getCipher()?.standardName ?? "unknown",
        names: namesOf(certificate),
        issuer: textOf(certificate.issuer?.O) ?? textOf(certificate.issuer?.CN) ?? "unknown",
        validTo,
        daysLeft: Math.floor((validTo.getTime() - now) / 86_400_000),
    };
}
function namesOf(certificate) {
    return (certificate.subjectaltname ?? "")
        .split(", ")
        .map((entry) => entry.replace(/^(?:DNS|IP Address):/, ""))
        .filter((name) => name !== "");
}
function textOf(value) {
    return Array.isArray(value) ? value[0] : value;
}
function asError(reason) {
    return reason instanceof Error ? reason : new Error(String(reason));
}


/***/ }),

/***/ 14714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   figuresBefore: () => (/* binding */ figuresBefore),
/* harmony export */   keepFigures: () => (/* binding */ keepFigures),
/* harmony export */   measuresLoad: () => (/* binding */ measuresLoad),
/* harmony export */   readFiguresBefore: () => (/* binding */ readFiguresBefore),
/* harmony export */   withFigures: () => (/* binding */ withFigures)
/* harmony export */ });
/* harmony import */ var _kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89991);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54195);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56302);
/* harmony import */ var _load_suite_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74441);





function measuresLoad(suite) {
    return (0,_load_suite_js__WEBPACK_IMPORTED_MODULE_4__.stepsOf)(suite).some(isLoad);
}
async function readFiguresBefore(workload, context) {
    const { cluster, log, signal } = context;
    try {
        const { release, figures } = figuresBefore(await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, workload, { signal }));
        if (release !== undefined)
            log.info(`Load stages are compared with those of ${nameOf(release)}.`);
        return figures;
    }
    catch (error) {
        warn("Load stages are not compared with those of the release before", error, context);
        return {};
    }
}
async function keepFigures(result, workload, context) {
    const figures = figuresOf(result);
    if (!result.passed || Object.keys(figures).length === 0)
        return;
    const { cluster, log, signal } = context;
    try {
        const record = await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .updateRecord */ .vL)(cluster, workload, (before) => withFigures(before, figures), { signal });
        const release = releaseUnderTest(record);
        if (release === undefined)
            log.info(`No release of ${record.workload} is recorded that could keep these figures.`);
        else
            log.info(`The figures are kept with ${nameOf(release)}.`);
    }
    catch (error) {
        warn("The figures are not kept for the next release's comparison", error, context);
    }
}
function figuresBefore(record) {
    const tested = releaseUnderTest(record);
    const release = record.releases.find(({ id, state, figures }) => id !== tested?.id && state === "verified" && figures !== undefined);
    return { release, figures: release?.figures ?? {} };
}
function withFigures(record, figures) {
    const release = releaseUnderTest(record);
    if (release === undefined)
        return record;
    return (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .amendRelease */ .pC)(record, release.id, { figures: { ...release.figures, ...figures } });
}
function releaseUnderTest(record) {
    const open = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .openRelease */ .gS)(record);
    return open?.state === "rolling-back" ? undefined : (open ?? (0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .currentRelease */ .BX)(record));
}
function figuresOf({ endpoints }) {
    const measured = endpoints
        .flatMap(({ steps }) => steps)
        .filter(({ step, state }) => state === "passed" && isLoad(step));
    return Object.fromEntries(measured.map(({ step, answer }) => {
        const { errors, p50, p95, p99, requests } = JSON.parse(answer?.body ?? "{}");
        return [step.name, { requests, errors, p50: rounded(p50), p95: rounded(p95), p99: rounded(p99) }];
    }));
}
function isLoad({ ask }) {
    return ask.kind === "protocol" && ask.protocol.name === "load";
}
function rounded(milliseconds) {
    return Math.round(milliseconds * 100) / 100;
}
function nameOf({ id, version }) {
    return version === "" ? `release ${id}` : `release ${id} (${version})`;
}
function warn(what, error, { log, signal }) {
    signal.throwIfAborted();
    const explained = (0,_kube_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .explainRefusal */ .G)(error, what);
    const why = explained instanceof _report_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H ? explained.found : String(explained);
    log.warning(`${what}: ${why}.`);
}


/***/ }),

/***/ 31963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  furtherFailures: () => (/* binding */ furtherFailures),
  suiteFailure: () => (/* binding */ suiteFailure),
  suiteJunit: () => (/* binding */ suiteJunit),
  suiteSummary: () => (/* binding */ suiteSummary)
});

// EXTERNAL MODULE: ./src/config/duration.js
var duration = __webpack_require__(5254);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(80231);
// EXTERNAL MODULE: ./src/smoke/results/curl.js
var curl = __webpack_require__(5562);
;// CONCATENATED MODULE: ./src/smoke/results/histogram.js
const bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];
function histogramOf(durationsMs) {
    return regroup(durationsMs.map((duration) => [duration, 1]));
}
function regroup(counted) {
    const counts = new Map();
    for (const [duration, count] of counted) {
        const bound = bounds.find((one) => duration <= one) ?? Number.POSITIVE_INFINITY;
        counts.set(bound, (counts.get(bound) ?? 0) + count);
    }
    const all = [...bounds, Number.POSITIVE_INFINITY].map((bound) => [bound, counts.get(bound) ?? 0]);
    const first = all.findIndex(([, count]) => count > 0);
    const last = all.findLastIndex(([, count]) => count > 0);
    return first === -1 ? [] : all.slice(first, last + 1);
}
function histogramPicture(title, buckets) {
    const most = Math.max(1, ...buckets.map(([, count]) => count));
    const labels = buckets.map(([bound]) => `"${label(bound)}"`).join(", ");
    return [
        "```mermaid",
        "xychart-beta",
        `  title "${title.replaceAll(/[^\w .,:()-]/g, " ").slice(0, 80)}"`,
        `  x-axis "answered within" [${labels}]`,
        `  y-axis "answers" 0 --> ${most}`,
        `  bar [${buckets.map(([, count]) => count).join(", ")}]`,
        "```",
        "",
    ].join("\n");
}
function quantile(durationsMs, share) {
    const sorted = durationsMs.toSorted((one, other) => one - other);
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
function label(bound) {
    if (bound === Number.POSITIVE_INFINITY)
        return "longer";
    return bound < 1000 ? `${bound} ms` : `${bound / 1000} s`;
}

// EXTERNAL MODULE: ./src/smoke/suite-result.js
var suite_result = __webpack_require__(30285);
;// CONCATENATED MODULE: ./src/smoke/report-suite.js






const shownBody = 2000;
const shownHeaders = 30;
const shownFailures = 10;
const shownRows = 300;
const fewestForPicture = 5;
function suiteSummary(result) {
    const { passed, failed, skipped } = (0,suite_result.countSteps)(result);
    const without = skipped > 0 ? `, ${skipped} skipped` : "";
    const rows = result.endpoints.flatMap((endpoint) => rowsOf(endpoint));
    const shown = [
        ...rows.filter(({ failed: isFailed }) => isFailed),
        ...rows.filter(({ failed: isFailed }) => !isFailed),
    ];
    const cut = rows.length > shownRows ? `\n${rows.length - shownRows} further rows are left out.\n` : "";
    return [
        `### Smoke test ${(0,markdown/* escapeMarkdown */.FV)(result.suite.name)}: ${result.passed ? "passed" : "failed"}`,
        "",
        `${passed} of ${passed + failed} requests passed${without}, asked of ${(0,markdown/* escapeMarkdown */.FV)(result.target)} in ${(0,duration/* formatDuration */.a3)(Math.ceil(result.durationMs))}.`,
        ...pathLines(result),
        ...versionLines(result),
        "",
        (0,markdown/* table */.tp)(["Asked", "Journey", "Request", "Result", "Time", "Attempts", "What was wrong"], (rows.length > shownRows ? shown.slice(0, shownRows) : rows).map(({ cells }) => cells)),
        cut,
        ...latencies(result),
        ...reports(result),
    ].join("\n");
}
function suiteFailure(result) {
    const failed = (0,suite_result/* failedSteps */.t)(result);
    const [first] = failed;
    const { passed, failed: count } = (0,suite_result.countSteps)(result);
    const what = first === undefined ? "" : `: ${first.result.step.name}: ${first.result.mismatches[0]} (${first.endpoint})`;
    const more = failed.length > shownFailures ? ` The first ${shownFailures} are shown.` : "";
    return new failure/* Failure */.H({
        attempted: `running the smoke suite ${result.suite.name} against ${result.target}`,
        found: `${failed.length} of ${passed + count} requests failed${what}`,
        advice: `Compare what was expected with what came.${more}`,
        at: first?.result.step.at ?? { file: result.suite.file, line: 1 },
        evidence: failed.slice(0, shownFailures).map((one) => evidenceOf(one.endpoint, one.result, result)),
    });
}
function furtherFailures(result) {
    const [first, ...others] = (0,suite_result/* failedSteps */.t)(result);
    const lines = new Set([first?.result.step.at.line]);
    return others
        .filter(({ result: { step } }) => !lines.has(step.at.line) && lines.add(step.at.line))
        .slice(0, shownFailures - 1)
        .map(({ endpoint, result: { step, mismatches } }) => ({
        message: `${step.name}: ${mismatches[0]} (${endpoint})`,
        at: step.at,
    }));
}
function suiteJunit(result) {
    return result.endpoints.map(({ endpoint, steps, state }) => ({
        name: `${result.suite.name}: ${endpoint}`,
        cases: state === "left"
            ? [{ name: endpoint, durationMs: 0, result: { kind: "skipped", message: "went away during the test" } }]
            : steps.map((step) => ({
                name: step.step.name,
                classname: `${result.suite.name}.${step.journey}`,
                durationMs: step.durationMs,
                result: junitResult(endpoint, step, result),
                output: step.tries.length > 1 ? `attempts: ${settled(step)}` : undefined,
            })),
    }));
}
function junitResult(endpoint, step, result) {
    if (step.state === "passed")
        return { kind: "passed" };
    if (step.state === "skipped")
        return { kind: "skipped", message: step.reason };
    return { kind: "failed", message: step.mismatches.join("; "), text: evidenceOf(endpoint, step, result).text };
}
const pathWords = {
    users: "as users reach it (name, load balancer, ingress)",
    service: "through the Service's selector and ports; what stands before it was not tested",
    pods: "pod by pod through the API server; what stands before the pods was not tested",
};
function pathLines({ endpoints }) {
    const paths = [...new Set(endpoints.flatMap(({ path }) => path ?? []))];
    return paths.map((path) => `\nPath tested: ${pathWords[path]}.`);
}
function versionLines(result) {
    const judged = result.endpoints
        .flatMap(({ steps }) => steps)
        .filter(({ step, state }) => step.expect.version !== undefined && state !== "skipped");
    const expected = [...new Set(judged.map(({ step }) => step.expect.version?.equals ?? ""))];
    if (expected.length === 0)
        return ["\nThe version that answered was not checked: no step expects one."];
    const wrong = judged.filter(({ mismatches }) => mismatches.some((sentence) => /^expected (?:version|a pod of) /.test(sentence))).length;
    const unanswered = judged.filter(({ answer }) => answer === undefined).length;
    return [
        `\nVersion ${expected.map(markdown/* escapeMarkdown */.FV).join(", ")} answered ${judged.length - wrong - unanswered} of the ${judged.length} requests that ask for it.`,
    ];
}
function rowsOf({ endpoint, state, steps }) {
    const name = (0,markdown/* escapeMarkdown */.FV)(endpoint);
    if (state === "left")
        return [{ failed: false, cells: [name, "", "", "not counted: went away", "", "", ""] }];
    return steps.map((step) => ({
        failed: step.state === "failed",
        cells: [
            name,
            (0,markdown/* escapeMarkdown */.FV)(step.journey),
            (0,markdown/* escapeMarkdown */.FV)(step.step.name),
            step.state === "failed" ? "**failed**" : step.state,
            step.state === "skipped" ? "" : (0,duration/* formatDuration */.a3)(Math.ceil(step.durationMs)),
            step.state === "skipped" ? "" : (0,markdown/* escapeMarkdown */.FV)(settled(step)),
            (step.state === "skipped" ? [step.reason ?? ""] : step.mismatches).map(markdown/* escapeMarkdown */.FV).join("<br>"),
        ],
    }));
}
function settled({ tries, settling, settledMs, state }) {
    if (tries.length <= 1)
        return String(tries.length);
    if (state === "failed")
        return `${tries.length}${settling === "flapping" ? ", flapping" : ""}`;
    if (settling === "steady")
        return String(tries.length);
    return `${tries.length}, ${settling}: right after ${(0,duration/* formatDuration */.a3)(Math.ceil(settledMs))}`;
}
function latencies(result) {
    const durations = result.endpoints.flatMap(({ steps }) => steps.flatMap(({ step, answer }) => (step.ask.kind === "http" && answer !== undefined ? [answer.durationMs] : [])));
    if (durations.length < fewestForPicture)
        return [];
    const shown = (share) => (0,duration/* formatDuration */.a3)(Math.ceil(quantile(durations, share) ?? 0));
    return [
        `Half of the ${durations.length} answers came within ${shown(0.5)}, 95 % within ${shown(0.95)}, all within ${shown(1)}.`,
        "",
        histogramPicture("Answers by latency", histogramOf(durations)),
    ];
}
function reports(result) {
    return result.endpoints.flatMap(({ steps }) => steps.flatMap(({ step, answer }) => [
        ...(answer?.report === undefined ? [] : [`#### ${(0,markdown/* escapeMarkdown */.FV)(step.name)}`, "", answer.report, ""]),
        ...(answer?.histogram === undefined ? [] : [histogramPicture(step.name, regroup(answer.histogram))]),
    ]));
}
function evidenceOf(endpoint, result, { endpoints }) {
    const { step, mismatches, answer, asked, tries } = result;
    const where = asked === undefined ? step.name : `${asked.method} ${new URL(asked.url).pathname}`;
    const pod = endpoints.find((one) => one.endpoint === endpoint)?.pod;
    const isTarget = step.ask.kind === "http" && step.ask.location.kind === "path";
    return {
        title: `${step.name}: ${where}, asked of ${endpoint}, attempt ${tries.length}`,
        text: [
            ...mismatches,
            ...(tries.length > 1
                ? [
                    `${tries.length} attempts: ${tries
                        .slice(-10)
                        .map(({ fits }) => (fits ? "right" : "wrong"))
                        .join(", ")}`,
                ]
                : []),
            ...(asked === undefined ? [] : ["", (0,curl/* curlCommand */.O)(asked, isTarget ? pod : undefined)]),
            ...(answer === undefined ? [] : ["", ...answerLines(answer)]),
        ].join("\n"),
    };
}
function answerLines({ status, headers, body, truncated, protocol, redirects = [] }) {
    const shown = body.slice(0, shownBody);
    const rest = body.length - shown.length;
    const visible = Object.entries(headers).filter(([name]) => !(0,curl/* isSecretHeader */.i)(name));
    return [
        ...redirects.map((redirect) => `HTTP status ${redirect.status}, redirected to ${redirect.location}`),
        protocol === undefined || /^h(?:ttp|2)/.test(protocol) ? `HTTP status ${status}` : `${protocol} status ${status}`,
        ...visible.slice(0, shownHeaders).map(([name, value]) => `${name}: ${value.slice(0, 300)}`),
        ...(visible.length > shownHeaders ? [`(${visible.length - shownHeaders} further headers)`] : []),
        "",
        shown,
        ...(rest > 0 ? [`(${rest}${truncated ? " or more" : ""} further characters)`] : []),
    ];
}


/***/ }),

/***/ 5562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ curlCommand),
/* harmony export */   i: () => (/* binding */ isSecretHeader)
/* harmony export */ });
const secretHeaders = {
    authorization: "AUTHORIZATION",
    "proxy-authorization": "PROXY_AUTHORIZATION",
    cookie: "COOKIE",
    "x-api-key": "API_KEY",
    "x-auth-token": "AUTH_TOKEN",
};
function isSecretHeader(name) {
    return name === "set-cookie" || name in secretHeaders || /token|secret|signature|api-?key/.test(name);
}
function curlCommand(request, pod) {
    const url = new URL(request.url);
    const forwarded = pod !== undefined;
    const where = forwarded ? `http://127.0.0.1:8080${url.pathname}${url.search}` : url.href;
    const words = [
        "curl --include --max-time 30",
        ...(request.method === "GET" ? [] : [request.method === "HEAD" ? "--head" : `--request ${request.method}`]),
        ...(forwarded ? [`--header ${quoted(`host: ${url.host}`)}`] : []),
        ...Object.entries(request.headers).map(([name, value]) => `--header ${headerWord(name, value)}`),
        ...(request.body === undefined ? [] : [`--data-raw ${quoted(request.body)}`]),
        quoted(where),
    ];
    const command = words.join(" \\\n  ");
    if (pod === undefined)
        return command;
    const port = pod.port ?? "PORT";
    return `kubectl --namespace ${quoted(pod.namespace)} port-forward ${quoted(`pod/${pod.name}`)} 8080:${port} &\n${command}`;
}
function headerWord(name, value) {
    if (!isSecretHeader(name))
        return quoted(`${name}: ${value}`);
    const variable = secretHeaders[name] ?? name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
    return `"${name.replaceAll(/[^\w-]/g, "")}: $${variable}"`;
}
function quoted(text) {
    const plain = text.replaceAll(/[^\P{Cc}\t\n]/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
    return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
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


/***/ }),

/***/ 19405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serviceTarget: () => (/* binding */ serviceTarget)
});

// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(75616);
// EXTERNAL MODULE: ./src/kube/selectors.js
var selectors = __webpack_require__(92065);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
;// CONCATENATED MODULE: ./src/smoke/choose-pods.js
const revisionKey = "deployment.kubernetes.io/revision";
function choosePods(pods, workloads, expected) {
    const staying = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
    const found = staying.map((pod) => ({ pod, revision: revisionOfPod(pod, workloads) }));
    const behind = found.map(({ revision }) => revision).find((revision) => revision.kind === "unobserved");
    if (behind?.kind === "unobserved") {
        return waiting(`the controller has not seen the newest change of Deployment ${behind.deployment}`);
    }
    const wanted = found.filter(({ pod, revision }) => isUnderTest(pod, revision, expected)).map(({ pod }) => pod);
    const ready = wanted.filter(isReady);
    if (ready.length > 0)
        return { kind: "chosen", pods: ready.toSorted(byName) };
    const what = describeExpected(expected);
    if (wanted.length > 0)
        return waiting(`none of the ${wanted.length} pods of ${what} is ready`);
    if (staying.length > 0)
        return waiting(`there is no pod of ${what} among the ${staying.length} pods that are selected`);
    return waiting(pods.length > 0 ? "all pods that are selected are being deleted" : "no pod is selected");
}
function revisionOfPod(pod, workloads) {
    const set = controllerOf(pod.metadata, workloads, "ReplicaSet");
    const deployment = set && controllerOf(set.metadata, workloads, "Deployment");
    if (set === undefined || deployment === undefined)
        return { kind: "none" };
    const status = deployment.status;
    if ((status?.observedGeneration ?? 0) < (deployment.metadata.generation ?? 0)) {
        return { kind: "unobserved", deployment: deployment.metadata.name };
    }
    const revision = set.metadata.annotations?.[revisionKey] ?? "";
    return { kind: revision === deployment.metadata.annotations?.[revisionKey] ? "newest" : "older", revision };
}
function controllerOf(metadata, workloads, kind) {
    const owner = metadata.ownerReferences?.find((reference) => reference.controller === true && reference.kind === kind);
    return owner && workloads.find((workload) => workload.metadata.uid === owner.uid);
}
function isUnderTest(pod, revision, expected) {
    if (expected.digest !== undefined && !runsDigest(pod, expected.digest))
        return false;
    if (expected.revision !== undefined)
        return "revision" in revision && revision.revision === expected.revision;
    return expected.digest !== undefined || revision.kind === "newest" || revision.kind === "none";
}
function runsDigest(pod, digest) {
    const images = [
        ...pod.spec.containers.map(({ image }) => image),
        ...(pod.status?.containerStatuses ?? []).map(({ imageID }) => imageID ?? ""),
    ];
    return images.some((image) => image.endsWith(digest));
}
function isReady(pod) {
    return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
function byName(one, other) {
    return one.metadata.name < other.metadata.name ? -1 : 1;
}
function describeExpected({ revision, digest }) {
    const parts = [
        ...(revision === undefined ? [] : [`revision ${revision}`]),
        ...(digest === undefined ? [] : [digest]),
    ];
    return parts.length === 0 ? "the newest revision" : parts.join(" with ");
}
function waiting(found) {
    return {
        kind: "waiting",
        found,
        advice: "Look at the rollout: `kubectl get pods` and `kubectl rollout status` say how far it is.",
    };
}

;// CONCATENATED MODULE: ./src/smoke/find-port.js

function findPort(pod, ports, asked) {
    if (ports === undefined) {
        const own = containerPorts(pod).map(({ name, containerPort }) => ({ name, port: containerPort }));
        if (asked.port !== undefined && /^\d+$/.test(asked.port))
            return found({ port: Number(asked.port) });
        return found(pick(own, asked));
    }
    const chosen = pick(ports.filter(({ protocol = "TCP" }) => protocol === "TCP"), asked);
    const { port, targetPort = port } = chosen;
    const { secured } = found(chosen);
    if (typeof targetPort === "number")
        return { port: targetPort, secured };
    const target = containerPorts(pod).find(({ name }) => name === targetPort);
    if (target !== undefined)
        return { port: target.containerPort, secured };
    throw new failure/* Failure */.H({
        attempted: `finding port ${port} of ${asked.of.kind} ${asked.of.name} in pod ${pod.metadata.name}`,
        found: `it leads to a port named "${targetPort}", which no container of the pod has`,
        advice: `Name a containerPort "${targetPort}", or set targetPort to a number.`,
    });
}
function found({ name, port, appProtocol }) {
    const said = appProtocol ?? name ?? "";
    if (/^(?:https|tls|wss)(?:-|$)/i.test(said))
        return { port, secured: true };
    const isPlain = /^(?:http|h2c|grpc|ws|web)(?:-|$)/i.test(said) || said.includes("kubernetes.io/h2c");
    return { port, secured: !isPlain && (port === 443 || port === 8443) };
}
function pick(ports, { port: asked, of, }) {
    const [only, second] = ports;
    if (asked === undefined && only !== undefined && second === undefined)
        return only;
    const match = ports.find(({ name, port }) => asked !== undefined && (name === asked || String(port) === asked));
    if (match !== undefined)
        return match;
    const list = ports.map(({ name, port }) => (name === undefined ? String(port) : `${port} (${name})`)).join(", ");
    throw new failure/* Failure */.H({
        attempted: `choosing a port of ${of.kind} ${of.name}`,
        found: asked === undefined
            ? `it has ${ports.length} TCP ports${list && `: ${list}`}`
            : `it has no port "${asked}"; it has ${list || "none"}`,
        advice: 'Name one by number or name in the input "port".',
    });
}
function containerPorts(pod) {
    return pod.spec.containers.flatMap(({ ports = [] }) => ports);
}

// EXTERNAL MODULE: ./src/smoke/protocols/exchange-error.js
var exchange_error = __webpack_require__(63135);
// EXTERNAL MODULE: ./src/smoke/protocols/http.js + 3 modules
var http = __webpack_require__(8164);
;// CONCATENATED MODULE: ./src/smoke/target-service.js







const pods = { apiVersion: "v1", kind: "Pod" };
const deployments = { apiVersion: "apps/v1", kind: "Deployment" };
const replicaSets = { apiVersion: "apps/v1", kind: "ReplicaSet" };
function serviceTarget(options) {
    const { cluster, namespace, of } = options;
    return {
        name: of.kind === "Pod" ? `pod ${namespace}/${of.name}` : `the pods of ${of.kind} ${namespace}/${of.name}`,
        async open(signal) {
            const [selected, sets, owners] = await Promise.all([
                readSelected(options, signal),
                cluster.list(replicaSets, { namespace, signal }),
                cluster.list(deployments, { namespace, signal }),
            ]);
            const workloads = [...sets.items, ...owners.items];
            const chosen = choosePods(selected.pods, workloads, options.expected);
            if (chosen.kind === "waiting")
                return chosen;
            const [first, ...rest] = chosen.pods.map((pod) => podEndpoint(options, pod, findPort(pod, selected.ports, options)));
            if (first !== undefined)
                return { kind: "open", endpoints: [first, ...rest] };
            return { kind: "waiting", found: "there is no pod to ask", advice: "Check the selector." };
        },
    };
}
async function readSelected(options, signal) {
    const { cluster, namespace, of } = options;
    const apiVersion = of.kind === "Deployment" ? "apps/v1" : "v1";
    const object = await cluster.get({ apiVersion, kind: of.kind, namespace, name: of.name }, { signal });
    const attempted = `finding the pods of ${of.kind} ${namespace}/${of.name}`;
    if (object === undefined) {
        throw new failure/* Failure */.H({
            attempted,
            found: `there is no such ${of.kind}`,
            advice: 'Check the inputs "service", "workload" and "namespace".',
        });
    }
    if (of.kind === "Pod")
        return { pods: [object], ports: undefined };
    const select = async (selector) => {
        const labelSelector = (0,selectors/* selectorText */.n)(selector);
        return (await cluster.list(pods, { namespace, labelSelector, signal })).items;
    };
    if (of.kind === "Deployment") {
        return { pods: await select(object.spec?.selector), ports: undefined };
    }
    const matchLabels = object.spec?.selector;
    if (matchLabels === undefined || Object.keys(matchLabels).length === 0) {
        throw new failure/* Failure */.H({
            attempted,
            found: "the Service has no selector, so no pods belong to it",
            advice: 'Test it by the input "url".',
        });
    }
    return { pods: await select({ matchLabels }), ports: object.spec?.ports ?? [] };
}
function podEndpoint(options, pod, found) {
    const { cluster, namespace, of } = options;
    const { name, uid } = pod.metadata;
    const host = of.kind === "Service" ? `${of.name}.${namespace}.svc` : `${of.name}.${namespace}`;
    const way = {
        origin: `${options.scheme ?? (found.secured ? "https" : "http")}://${host}`,
        tls: options.tls ?? {},
        dialCounts: false,
        dial: (address, limit) => openPort(cluster, { namespace, name }, address?.port ?? found.port, limit),
        to: () => undefined,
    };
    const session = (0,http/* openHttp */.f)(way);
    return {
        name: `pod ${name}, port ${found.port}, through the API server`,
        path: of.kind === "Service" ? "service" : "pods",
        pod: testedPod(pod, namespace),
        way,
        send: (request, signal) => session.send(request, signal),
        async isCurrent(signal) {
            const now = await cluster.get({ ...pods, namespace, name }, { signal });
            return now !== undefined && now.metadata.uid === uid && now.metadata.deletionTimestamp === undefined;
        },
        close: () => session.close(),
    };
}
function testedPod(pod, namespace) {
    const { name, uid = "" } = pod.metadata;
    const digests = (pod.status?.containerStatuses ?? []).flatMap(({ imageID }) => imageID?.match(/sha256:[0-9a-f]{64}$/) ?? []);
    return {
        namespace,
        name,
        uid,
        images: pod.spec.containers.map(({ image }) => image),
        digests: [...new Set(digests)],
    };
}
async function openPort(cluster, pod, port, signal) {
    try {
        const stream = await cluster.openPortForward(pod, port, { signal });
        const destroy = stream._destroy.bind(stream);
        stream._destroy = (error, done) => destroy(error instanceof failure/* Failure */.H ? brokenOff(error) : error, done);
        return stream;
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d)(error, 403) || (0,api_error/* isApiError */.d)(error, 401)) {
            throw new failure/* Failure */.H({
                attempted: `forwarding to port ${port} of pod ${pod.namespace}/${pod.name}`,
                found: error.status.message ?? "the API server refuses it",
                advice: 'Allow "create" and "get" on "pods/portforward" in the namespace, or test by the input "url".',
                cause: error,
            });
        }
        throw unreached(error);
    }
}
function brokenOff(failure) {
    if (/listens/.test(failure.found))
        return unreached(failure);
    const said = failure.evidence.map(({ text }) => text).join(" ");
    return new exchange_error/* ExchangeError */.Sb("answering", `the way to the pod broke off${said && `: ${said}`}`, failure);
}
function unreached(error) {
    const why = error instanceof failure/* Failure */.H ? error.found : error instanceof Error ? error.message : String(error);
    return new exchange_error/* ExchangeError */.Sb("connecting", `the pod could not be reached: ${why}`, error);
}


/***/ }),

/***/ 23958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ urlEndpoint),
/* harmony export */   urlTarget: () => (/* binding */ urlTarget)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _protocols_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8164);
/* harmony import */ var _targets_way_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5965);



function urlTarget(text, network = {}) {
    const url = readUrl(text);
    const name = `${url.origin}${url.pathname === "/" ? "" : url.pathname}`;
    return { name, open: async () => ({ kind: "open", endpoints: [urlEndpoint(url, name, network)] }) };
}
function urlEndpoint(url, name, network) {
    const prefix = url.pathname.replace(/\/$/, "");
    const way = { ...(0,_targets_way_js__WEBPACK_IMPORTED_MODULE_2__/* .directWay */ .t)(url.origin, network), basePath: prefix };
    const session = (0,_protocols_http_js__WEBPACK_IMPORTED_MODULE_1__/* .openHttp */ .f)(way);
    return {
        name,
        path: "users",
        way,
        send: (request, signal) => session.send({ ...request, path: prefix + request.path }, signal),
        isCurrent: async () => true,
        close: () => session.close(),
    };
}
function readUrl(text) {
    const url = URL.parse(text);
    const wrong = whatIsWrong(url);
    if (url !== null && wrong === undefined)
        return url;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: 'reading the input "url"',
        found: wrong ?? "it is not a URL",
        advice: 'Write it as https://host or https://host/path; credentials belong into the input "token".',
    });
}
function whatIsWrong(url) {
    if (url === null)
        return "it is not a URL";
    if (url.protocol !== "https:" && url.protocol !== "http:")
        return `it begins with ${url.protocol}// and not with https:// or http://`;
    if (url.username !== "" || url.password !== "")
        return "it holds credentials";
    return url.search !== "" || url.hash !== "" ? "it has a query or a fragment" : undefined;
}


/***/ }),

/***/ 58576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ol: () => (/* binding */ proxyOf),
/* harmony export */   UD: () => (/* binding */ openTcp),
/* harmony export */   qK: () => (/* binding */ parseResolve)
/* harmony export */ });
/* unused harmony export isDirect */
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63135);
/* harmony import */ var _protocols_tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30076);




function parseResolve(entry) {
    const match = /^([^:\s]+):(\*|\d{1,5}):(\[[0-9a-fA-F:.]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(entry.trim());
    const [, host = "", port = "", address = "", toPort] = match ?? [];
    const bare = address.replace(/^\[(.*)\]$/, "$1");
    if (match !== null && (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(bare) !== 0) {
        return {
            host: host.toLowerCase(),
            port: port === "*" ? undefined : Number(port),
            address: bare,
            toPort: toPort === undefined ? undefined : Number(toPort),
        };
    }
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: 'reading the input "resolve"',
        found: `"${entry}" is not HOST:PORT:ADDRESS`,
        advice: "Write it as orders.example.com:443:10.0.0.7, one a line; a fourth part is another port at that address.",
    });
}
function proxyOf(env, scheme) {
    const read = (name) => env[name.toLowerCase()] || env[name] || undefined;
    const url = read(scheme === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY") ?? read("ALL_PROXY");
    if (url === undefined)
        return undefined;
    return { url, except: (read("NO_PROXY") ?? "").split(/[\s,]+/).filter((entry) => entry !== "") };
}
function isDirect(host, proxy) {
    const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
    if (name === "localhost" || name === "::1" || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name) === 4 && name.startsWith("127.")))
        return true;
    return proxy.except.some((entry) => {
        const suffix = entry
            .toLowerCase()
            .replace(/^\*?\./, "")
            .replace(/:\d+$/, "");
        return entry === "*" || name === suffix || name.endsWith(`.${suffix}`);
    });
}
async function openTcp(wanted, network, signal) {
    const address = overridden(wanted, network.resolve ?? []);
    const { proxy } = network;
    if (proxy === undefined || isDirect(address.host, proxy))
        return dial(address, signal);
    return throughProxy(address, proxy, network, signal);
}
function overridden({ host, port }, overrides) {
    const name = host.toLowerCase();
    const found = overrides.find((one) => one.host === name && (one.port === undefined || one.port === port));
    return found === undefined ? { host, port } : { host: found.address, port: found.toPort ?? port };
}
function dial({ host, port }, signal) {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)({ host: host.replace(/^\[(.*)\]$/, "$1"), port, noDelay: true });
        const abort = () => {
            socket.destroy();
            reject(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
        const settle = () => signal.removeEventListener("abort", abort);
        socket.once("error", (error) => {
            settle();
            reject(error);
        });
        socket.once("connect", () => {
            settle();
            resolve(socket);
        });
    });
}
async function throughProxy(address, proxy, network, signal) {
    const url = readProxy(proxy.url);
    const secured = url.protocol === "https:";
    const port = Number(url.port || (secured ? 443 : 80));
    const plain = await dial({ host: url.hostname, port }, signal);
    const { ca } = network.tls ?? {};
    const socket = secured ? await (0,_protocols_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .secure */ .e)(plain, url.hostname, ["http/1.1"], { ca }, signal) : plain;
    const target = `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
    const user = decodeURIComponent(url.username);
    const login = Buffer.from(`${user}:${decodeURIComponent(url.password)}`).toString("base64");
    const authorization = user === "" ? "" : `Proxy-Authorization: Basic ${login}\r\n`;
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
    const answer = await readHead(socket, signal);
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
    if (status?.startsWith("2"))
        return socket;
    socket.destroy();
    const said = status === undefined ? "does not speak HTTP" : `answers ${status} to CONNECT ${target}`;
    throw new _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("connecting", `the proxy ${url.host} ${said}`);
}
function readProxy(text) {
    const url = URL.parse(text.includes("://") ? text : `http://${text}`);
    if (url !== null && (url.protocol === "http:" || url.protocol === "https:"))
        return url;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "reading the address of the proxy",
        found: "it is not an http or https URL",
        advice: 'Write it as http://proxy.example.com:3128 in the input "proxy" or in HTTPS_PROXY.',
    });
}
const longestHead = 16 * 1024;
function readHead(socket, signal) {
    return new Promise((resolve, reject) => {
        let head = Buffer.alloc(0);
        const read = () => {
            for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
                head = Buffer.concat([head, chunk]);
                const end = head.indexOf("\r\n\r\n");
                if (end === -1 && head.length < longestHead)
                    continue;
                if (end !== -1 && head.length > end + 4)
                    socket.unshift(head.subarray(end + 4));
                settle(() => resolve(head.subarray(0, end === -1 ? longestHead : end).toString("latin1")));
                return;
            }
        };
        const fail = (error) => settle(() => reject(error));
        const closed = () => fail(new _protocols_exchange_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeError */ .Sb("connecting", "the proxy closed the connection"));
        const abort = () => {
            socket.destroy();
            fail(signal.reason);
        };
        const settle = (then) => {
            socket.off("readable", read).off("error", fail).off("close", closed).off("end", closed);
            signal.removeEventListener("abort", abort);
            then();
        };
        socket.on("readable", read).once("error", fail).once("close", closed).once("end", closed);
        signal.addEventListener("abort", abort, { once: true });
    });
}


/***/ }),

/***/ 37793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ areas),
/* harmony export */   g: () => (/* binding */ severities)
/* harmony export */ });
const areas = ["release", "security", "reliability", "performance", "network", "monitoring"];
const severities = ["critical", "high", "medium", "low"];


/***/ }),

/***/ 46963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readLiveObjects: () => (/* binding */ readLiveObjects)
/* harmony export */ });
/* unused harmony export liveKinds */
/* harmony import */ var _kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75616);

const liveKinds = {
    Deployment: "apps/v1",
    StatefulSet: "apps/v1",
    DaemonSet: "apps/v1",
    ReplicaSet: "apps/v1",
    Pod: "v1",
    Service: "v1",
    ServiceAccount: "v1",
    EndpointSlice: "discovery.k8s.io/v1",
    Ingress: "networking.k8s.io/v1",
    NetworkPolicy: "networking.k8s.io/v1",
    PodDisruptionBudget: "policy/v1",
    HorizontalPodAutoscaler: "autoscaling/v2",
    ResourceQuota: "v1",
    LimitRange: "v1",
    ScaledObject: "keda.sh/v1alpha1",
    ServiceMonitor: "monitoring.coreos.com/v1",
    PodMonitor: "monitoring.coreos.com/v1",
};
async function readLiveObjects(cluster, options) {
    const kinds = Object.entries(liveKinds).map(([kind, apiVersion]) => ({ apiVersion, kind }));
    const lists = await Promise.all(kinds.map(async (kind) => [kind.kind, await readList(cluster, kind, options.signal)]));
    return {
        namespace: cluster.namespace,
        readAt: (options.now ?? Date.now)(),
        digest: options.digest,
        lists: Object.fromEntries(lists),
    };
}
async function readList(cluster, kind, signal) {
    try {
        if ((await cluster.resourceType(kind, { signal })) === undefined)
            return { kind: "not-served" };
        const { items } = await cluster.list(kind, { signal });
        return { kind: "read", items: items.map((item) => ({ ...item, ...kind })) };
    }
    catch (error) {
        if (!(0,_kube_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d)(error))
            throw error;
        if (error.code === 404)
            return { kind: "not-served" };
        return { kind: "unreadable", reason: error.status.message ?? `the API server answered ${error.code}` };
    }
}


/***/ }),

/***/ 96091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   validationFailure: () => (/* binding */ validationFailure),
/* harmony export */   validationSummary: () => (/* binding */ validationSummary)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80231);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37793);
/* harmony import */ var _validate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22847);




function validationSummary(result) {
    const { results, failOn } = result;
    const rows = _check_js__WEBPACK_IMPORTED_MODULE_3__/* .areas */ .b.map((area) => {
        const own = results.filter(({ check }) => check.id.startsWith(`${area}/`));
        const count = (state) => String(own.filter((one) => one.state === state).length);
        return [area, count("passed"), count("failed"), count("unknown"), count("not-applicable")];
    });
    const threshold = failOn === "none" ? "nothing fails the job" : `${failOn} and worse fails the job`;
    return [
        `### Production readiness: ${result.passed ? "passed" : "failed"}`,
        "",
        `${results.length} checks; ${threshold}.`,
        "",
        (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["Area", "Passed", "Failed", "Unknown", "Not applicable"], rows),
        ..._check_js__WEBPACK_IMPORTED_MODULE_3__/* .areas */ .b.map((area) => areaSection(area, results)),
        notApplicable(results),
    ]
        .filter((part) => part !== undefined)
        .join("\n");
}
function validationFailure(result) {
    const blocking = (0,_validate_js__WEBPACK_IMPORTED_MODULE_2__/* .worstFirst */ .m)(result.results.filter(({ blocks }) => blocks));
    const [first] = blocking;
    const finding = first?.findings[0];
    const what = finding === undefined ? (first?.reason ?? "") : `${finding.subject}: ${finding.evidence}`;
    const more = blocking.length > 1 ? ` (and ${blocking.length - 1} more)` : "";
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: "validating for production",
        found: `${first?.check.id} (${first?.check.severity}): ${what}${more}`,
        advice: `${first?.check.recommendation ?? ""} All findings stand in the summary.`,
        at: finding?.at,
        evidence: [{ title: "what fails the job", text: blocking.flatMap(lines).join("\n") }],
    });
}
function areaSection(area, results) {
    const own = (0,_validate_js__WEBPACK_IMPORTED_MODULE_2__/* .worstFirst */ .m)(results.filter(({ check, state }) => check.id.startsWith(`${area}/`) && (state === "failed" || state === "unknown")));
    if (own.length === 0)
        return undefined;
    const rows = own.flatMap((one) => {
        const head = [(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(one.check.id), one.blocks ? `**${one.check.severity}**` : one.check.severity];
        if (one.state === "unknown")
            return [[...head, "", `unknown: ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(one.reason)}`, ""]];
        return one.findings.map(({ subject, evidence, at }) => [
            ...head,
            (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(subject) + place(at),
            (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(evidence),
            (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(one.check.recommendation),
        ]);
    });
    return `#### ${area}\n\n${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["Check", "Severity", "Where", "Evidence", "What to do"], rows)}`;
}
function notApplicable(results) {
    const own = results.filter(({ state }) => state === "not-applicable");
    if (own.length === 0)
        return undefined;
    const list = own.map(({ check, reason }) => `- ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(check.id)}: ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(reason)}`).join("\n");
    return (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .details */ .zH)(`${own.length} checks do not apply`, list);
}
function lines({ check, findings, reason, state }) {
    const head = `${check.id} (${check.severity}): `;
    if (state === "unknown")
        return [`${head}unknown: ${reason}`];
    return findings.map(({ subject, evidence, at }) => `${head}${subject}: ${evidence}${at === undefined ? "" : ` (${(0,_report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .placeText */ .Z)(at)})`}`);
}
function place(at) {
    return at === undefined ? "" : ` (${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)((0,_report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .placeText */ .Z)(at))})`;
}


/***/ })

};
