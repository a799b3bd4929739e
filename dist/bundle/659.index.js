export const id = 659;
export const ids = [659,7685];
export const modules = {

/***/ 81559:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q6: () => (/* binding */ layoutOutput),
/* harmony export */   XR: () => (/* binding */ csvField),
/* harmony export */   Xm: () => (/* binding */ buildxArguments),
/* harmony export */   c8: () => (/* binding */ secretVariables)
/* harmony export */ });
function buildxArguments(build) {
    return [
        "build",
        "--progress=plain",
        ...option("--builder", build.builder),
        ...option("--file", build.file),
        ...option("--target", build.target),
        ...each("--build-arg", build.buildArgs),
        ...each("--build-context", build.buildContexts),
        ...each("--secret", build.secrets.map(({ id }, index) => `id=${id},env=${secretVariable(index)}`)),
        ...each("--secret", build.secretFiles.map(({ id, path }) => `id=${id},${csvField(`src=${path}`)}`)),
        ...each("--ssh", build.ssh),
        ...option("--platform", build.platforms.join(",")),
        ...each("--label", build.labels),
        ...each("--annotation", build.annotations),
        ...each("--cache-from", build.cacheFrom),
        ...each("--cache-to", build.cacheTo),
        ...(build.noCache ? ["--no-cache"] : []),
        ...(build.pull ? ["--pull"] : []),
        ...each("--add-host", build.addHosts),
        ...option("--network", build.network),
        ...option("--shm-size", build.shmSize),
        ...each("--ulimit", build.ulimit),
        ...option("--provenance", build.provenance, "="),
        ...option("--sbom", build.sbom, "="),
        ...each("--output", build.outputs.length > 0 ? build.outputs : ["type=cacheonly"]),
        ...option("--metadata-file", build.metadataFile),
        "--",
        build.context,
    ];
}
function layoutOutput(folder, reproducible) {
    return ["type=oci", "tar=false", csvField(`dest=${folder}`), "oci-artifact=true"]
        .concat(reproducible ? ["rewrite-timestamp=true"] : [])
        .join(",");
}
function secretVariables(secrets) {
    return Object.fromEntries(secrets.map(({ value }, index) => [secretVariable(index), value]));
}
function csvField(field) {
    return /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
function secretVariable(index) {
    return `SLIPWAY_BUILD_SECRET_${index}`;
}
function option(name, value, joint) {
    if (!value)
        return [];
    return joint === undefined ? [name, value] : [`${name}${joint}${value}`];
}
function each(name, values) {
    return values.flatMap((value) => [name, value]);
}


/***/ }),

/***/ 70659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  buildImage: () => (/* binding */ buildImage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/image/build-log.js
var build_log = __webpack_require__(13648);
// EXTERNAL MODULE: ./src/image/content/layout.js
var content_layout = __webpack_require__(62771);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(80231);
// EXTERNAL MODULE: ./src/image/content/files.js
var content_files = __webpack_require__(41286);
// EXTERNAL MODULE: ./src/image/dockerfile/dockerfile.js
var dockerfile_dockerfile = __webpack_require__(74390);
// EXTERNAL MODULE: ./src/image/dockerfile/layer-line.js
var layer_line = __webpack_require__(61450);
;// CONCATENATED MODULE: ./src/image/inspect/programs.js


function findProgram(program, config, files) {
    const path = config.config?.Env?.find((one) => one.startsWith("PATH="))?.slice("PATH=".length) ?? defaultPath;
    const places = program.includes("/")
        ? [external_node_path_.posix.resolve(`/${config.config?.WorkingDir ?? ""}`, program)]
        : path.split(":").map((folder) => external_node_path_.posix.join(folder, program));
    const found = places
        .map((place) => (0,content_files/* findFile */.qE)(files, place))
        .find((file) => file !== undefined && file.kind !== "folder");
    if (found === undefined)
        return { kind: "missing", program };
    return (found.mode & 0o111) === 0
        ? { kind: "not-executable", path: `/${found.path}` }
        : { kind: "there", path: `/${found.path}` };
}
function startCommand(config) {
    return [...(config.config?.Entrypoint ?? []), ...(config.config?.Cmd ?? [])];
}
function healthcheckPrograms(config) {
    const [form, ...words] = config.config?.Healthcheck?.Test ?? [];
    if (form === "CMD")
        return words.slice(0, 1);
    if (form !== "CMD-SHELL")
        return [];
    return ["/bin/sh", ...shellPrograms(words.join(" "))];
}
function startPrograms(words) {
    const [first, flag, script] = words;
    if (first === undefined)
        return [];
    const isShell = /(?:^|\/)(?:ba|da|a)?sh$/.test(first) && flag === "-c" && script !== undefined;
    return isShell ? [first, ...shellPrograms(script)] : [first];
}
function shellPrograms(script) {
    const commands = script.split(/\|\||&&|[;|\n&]|\$\(|\bthen\b|\bdo\b|\belse\b|\bif\b|\bwhile\b/);
    const programs = commands.flatMap((command) => {
        const words = command
            .trim()
            .replace(/^[({!\s]+/, "")
            .split(/\s+/);
        const word = words.find((one) => !/^\w+=/.test(one) && one !== "exec");
        return word !== undefined && /^[\w./-]+$/.test(word) && !builtins.has(word) ? [word] : [];
    });
    return [...new Set(programs)];
}
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const builtins = new Set("exit test true false echo printf cd set unset export return shift trap wait read eval exec fi done esac case for in kill type command umask ulimit local pwd times getopts alias continue break".split(" "));

;// CONCATENATED MODULE: ./src/image/inspect/secret-files.js

function wantsSecretText(path, size) {
    return (size > 0 &&
        size <= 1024 * 1024 &&
        !isPublic(path) &&
        (keyName.test(path) || textRules.some((rule) => rule.path.test(path))));
}
function findSecretFiles(layers, final) {
    return layers.flatMap(({ layer, files }) => files.flatMap((file) => {
        const why = file.kind === "file" && !isPublic(file.path) ? judge(file) : undefined;
        if (why === undefined)
            return [];
        return [{ path: `/${file.path}`, why, layer, removedLater: final.get(file.path) !== file }];
    }));
}
function judge(file) {
    if (file.size === 0)
        return undefined;
    const named = nameRules.find((rule) => rule.path.test(file.path));
    if (named !== undefined)
        return named.why;
    if (file.text === undefined)
        return undefined;
    if (keyName.test(file.path) && /-----BEGIN [A-Z ]*PRIVATE KEY/.test(file.text))
        return "a private key";
    return textRules.find((rule) => rule.path.test(file.path) && rule.text.test(file.text ?? ""))?.why;
}
function isPublic(path) {
    return (/^(?:etc\/ssl\/certs|etc\/pki|usr\/share|usr\/lib\/ssl|usr\/local\/go\/src|usr\/local\/share\/ca-certificates)\//.test(path) ||
        /(?:^|\/)(?:testdata|tests?|__tests__|fixtures|examples?)\//.test(path) ||
        /\.(?:example|sample|template|dist)$/.test(external_node_path_.posix.basename(path)));
}
const keyName = /\.(?:pem|key|priv|ppk)$|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/;
const nameRules = [
    { path: /(?:^|\/)\.git\/(?:config|HEAD)$/, why: "a git repository with its history" },
    { path: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/, why: "a private SSH key" },
    { path: /(?:^|\/)\.git-credentials$/, why: "git's stored passwords" },
    { path: /(?:^|\/)\.netrc$/, why: "passwords for hosts" },
    { path: /(?:^|\/)\.pgpass$/, why: "PostgreSQL passwords" },
    { path: /(?:^|\/)\.aws\/credentials$/, why: "AWS credentials" },
    {
        path: /(?:^|\/)\.config\/gcloud\/(?:credentials\.db|application_default_credentials\.json)$/,
        why: "Google Cloud credentials",
    },
    { path: /(?:^|\/)\.azure\/(?:accessTokens|msal_token_cache)\.json$/, why: "Azure tokens" },
    { path: /(?:^|\/)\.kube\/config$/, why: "access to a Kubernetes cluster" },
    {
        path: /(?:^|\/)\.env(?:\.(?:local|production|prod|staging|development))?$/,
        why: "settings of an environment, which mostly hold passwords",
    },
    { path: /\.(?:p12|pfx|jks|keystore|kdbx)$/, why: "a store of keys" },
    { path: /(?:^|\/)\.vault-token$/, why: "a token for Vault" },
    { path: /(?:^|\/)terraform\.tfstate$/, why: "Terraform's state, which holds secrets" },
];
const textRules = [
    { path: /(?:^|\/)\.npmrc$/, text: /_(?:authToken|password|auth)\s*=\s*[^\s$]/, why: "an npm token" },
    { path: /(?:^|\/)\.pypirc$/, text: /password\s*[=:]\s*\S/, why: "a PyPI password" },
    { path: /(?:^|\/)\.docker\/config\.json$/, text: /"auth"\s*:\s*"[^"]/, why: "a registry's password" },
    {
        path: /(?:^|\/)[\w.-]*(?:service-?account|credentials)[\w.-]*\.json$/,
        text: /"private_key"\s*:/,
        why: "a service account's key",
    },
];

;// CONCATENATED MODULE: ./src/image/inspect/inspect-image.js




function inspectImage(inspected) {
    return [user, healthcheck, entrypoint, ports, secretFiles, secretVariables, caches].flatMap((look) => look(inspected));
}
function exposedPorts({ config }) {
    return Object.keys(config.config?.ExposedPorts ?? {}).map((port) => (port.includes("/") ? port : `${port}/tcp`));
}
function user(inspected) {
    const given = inspected.image.config.config?.User ?? "";
    if (!isRoot(given, inspected.files))
        return [];
    return [
        {
            inspection: "user",
            found: given === "" ? "the image runs as root, as it names no user" : `the image runs as root (USER ${given})`,
            advice: "End the last stage with USER and a number, such as USER 65532:65532: Kubernetes can only check numbers.",
            line: lineOf(inspected, "USER"),
        },
    ];
}
function isRoot(given, files) {
    const [name = ""] = given.split(":");
    if (name === "" || name === "root" || /^0+$/.test(name))
        return true;
    const entry = files
        .get("etc/passwd")
        ?.text?.split("\n")
        .find((line) => line.startsWith(`${name}:`));
    return entry?.split(":")[2] === "0";
}
function healthcheck(inspected) {
    const unusable = firstUnusable(healthcheckPrograms(inspected.image.config), inspected);
    if (unusable === undefined)
        return [];
    return [
        {
            inspection: "healthcheck",
            found: unusable.kind === "missing"
                ? `the HEALTHCHECK needs ${unusable.program}, which is not in the image`
                : `the HEALTHCHECK needs ${unusable.path}, which is not executable`,
            advice: 'Install it in the last stage, or let the service check itself: HEALTHCHECK CMD ["/orders", "healthcheck"].',
            line: lineOf(inspected, "HEALTHCHECK"),
        },
    ];
}
function entrypoint(inspected) {
    const command = startCommand(inspected.image.config);
    const line = lineOf(inspected, command.length > 0 && noEntrypoint(inspected) ? "CMD" : "ENTRYPOINT");
    if (command.length === 0) {
        const found = "the image names nothing to start, neither ENTRYPOINT nor CMD";
        return [{ inspection: "entrypoint", found, advice: 'Say what it runs: ENTRYPOINT ["/orders"].', line }];
    }
    const unusable = firstUnusable(startPrograms(command), inspected);
    if (unusable === undefined)
        return [];
    const what = unusable.kind === "missing" ? `${unusable.program} is not in the image` : `${unusable.path} is not executable`;
    const shown = command.join(" ");
    return [
        {
            inspection: "entrypoint",
            found: `the image cannot start: ${what} (it starts with ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown})`,
            advice: "Check the path and the working directory, and COPY --chmod=755 for a program that lost its permission.",
            line,
        },
    ];
}
function noEntrypoint({ image }) {
    return (image.config.config?.Entrypoint ?? []).length === 0;
}
function firstUnusable(programs, { image, files }) {
    for (const program of programs) {
        const found = findProgram(program, image.config, files);
        if (found.kind !== "there")
            return found;
    }
    return undefined;
}
function ports(inspected) {
    if (isRoot(inspected.image.config.config?.User ?? "", inspected.files))
        return [];
    return exposedPorts(inspected.image)
        .filter((port) => Number.parseInt(port, 10) < 1024)
        .map((port) => ({
        inspection: "ports",
        found: `the image listens on port ${port}, which only root may open on many systems, and does not run as root`,
        advice: "Listen on a port from 1024, and let the Service map it.",
        line: lineOf(inspected, "EXPOSE"),
    }));
}
function secretFiles(inspected) {
    return findSecretFiles(inspected.layers, inspected.files).map(({ path, why, layer, removedLater }) => ({
        inspection: "secrets",
        found: removedLater
            ? `${path} looks like ${why}; a later layer removes it, and everybody who pulls the image still gets it`
            : `${path} looks like ${why}`,
        advice: "Keep it out with .dockerignore, and hand it to a step by RUN --mount=type=secret; take back what was shipped.",
        line: (0,layer_line/* lineOfLayer */.l)(inspected.dockerfile ?? noDockerfile, layer.createdBy, inspected.target),
    }));
}
function secretVariables(inspected) {
    const looks = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)$/i;
    const given = (inspected.image.config.config?.Env ?? []).flatMap((one) => {
        const cut = one.indexOf("=");
        return looks.test(one.slice(0, cut)) && one.length > cut + 1 ? [one.slice(0, cut)] : [];
    });
    return given.map((name) => ({
        inspection: "secrets",
        found: `the variable ${name} is set in the image and looks like a secret`,
        advice: "Give it to the container when it runs, from a Secret.",
        line: lineOf(inspected, "ENV", name),
    }));
}
function caches(inspected) {
    return packageCaches.flatMap(({ path, what, advice }) => {
        const own = inspected.layers.flatMap(({ layer, files }) => files.filter((file) => file.kind === "file" && path.test(file.path)).map((file) => ({ layer, file })));
        const bytes = own.reduce((sum, { file }) => sum + file.size, 0);
        const [first] = own;
        if (first === undefined || bytes < smallestCache)
            return [];
        return [
            {
                inspection: "caches",
                found: `the image carries ${what}: ${own.length} files, ${(bytes / 1024 ** 2).toFixed(1)} MB`,
                advice,
                line: (0,layer_line/* lineOfLayer */.l)(inspected.dockerfile ?? noDockerfile, first.layer.createdBy, inspected.target),
            },
        ];
    });
}
const noDockerfile = { globalArguments: {}, stages: [], syntax: undefined };
const smallestCache = 64 * 1024;
const packageCaches = [
    {
        path: /^var\/(?:lib\/apt\/lists|cache\/apt)\//,
        what: "apt's package lists or packages",
        advice: "Mount them: RUN --mount=type=cache,target=/var/cache/apt …, or end the same RUN with rm -rf /var/lib/apt/lists/*.",
    },
    { path: /^var\/cache\/apk\/|^etc\/apk\/cache\//, what: "apk's cache", advice: "Write apk add --no-cache." },
    {
        path: /^var\/cache\/(?:dnf|yum|microdnf|libdnf5)\//,
        what: "dnf's cache",
        advice: "End the same RUN with dnf clean all.",
    },
    {
        path: /(?:^|\/)\.cache\/pip\//,
        what: "pip's cache",
        advice: "Write pip install --no-cache-dir, or mount the cache.",
    },
    {
        path: /(?:^|\/)\.npm\/_cacache\//,
        what: "npm's cache",
        advice: "Mount it: RUN --mount=type=cache,target=/root/.npm npm ci.",
    },
    {
        path: /(?:^|\/)\.cache\/(?:yarn|go-build|uv)\/|(?:^|\/)\.yarn\/cache\//,
        what: "a build cache",
        advice: "Mount it with --mount=type=cache, or copy only the result into the last stage.",
    },
    {
        path: /(?:^|\/)go\/pkg\/mod\/cache\//,
        what: "Go's module cache",
        advice: "Build in a stage of its own, and copy only the program.",
    },
    {
        path: /(?:^|\/)\.(?:m2\/repository|gradle\/caches|cargo\/registry\/cache)\//,
        what: "a package cache",
        advice: "Build in a stage of its own, and copy only the result.",
    },
];
function lineOf({ dockerfile, target }, keyword, name) {
    if (dockerfile === undefined)
        return undefined;
    const stage = (0,dockerfile_dockerfile/* findStage */.U9)(dockerfile, target);
    const own = stage?.instructions.findLast((one) => one.keyword === keyword && (name === undefined || one.text.includes(name)));
    return own?.line ?? stage?.line;
}

// EXTERNAL MODULE: ./src/image/inspect/rules.js
var inspect_rules = __webpack_require__(89935);
;// CONCATENATED MODULE: ./src/image/inspect/inspect-gate.js






function inspectGate(rules, target) {
    return async (subject, context) => {
        const name = "inspection";
        if (subject.place.kind === "registry") {
            return { name, result: "passed", markdown: "Inspected when it was built.\n" };
        }
        const all = await inspectAll(subject, subject.place.folder, target, context);
        const findings = all.filter(({ inspection }) => rules[inspection] !== "off");
        const errors = findings.filter(({ inspection }) => rules[inspection] === "error");
        const [first] = errors;
        const file = subject.dockerfile?.file;
        for (const finding of findings.filter((one) => one !== first))
            tell(finding, rules, file, context);
        const markdown = summary(subject, findings, rules);
        if (first === undefined)
            return { name, result: findings.length === 0 ? "passed" : "warned", markdown };
        return { name, result: "failed", markdown, failure: asFailure(first, errors.length, file) };
    };
}
function tell(finding, rules, file, { log }) {
    const say = rules[finding.inspection] === "error" ? log.error : log.warning;
    say(`${capital(finding.found)}. ${finding.advice}`, positionOf(finding, file));
}
async function inspectAll(subject, folder, target, { signal }) {
    const found = new Map();
    for (const image of subject.image.platforms) {
        const wantsText = (path, size) => path === "etc/passwd" || wantsSecretText(path, size);
        const layers = await (0,content_files/* readLayers */.n4)(folder, image.layers, wantsText, signal);
        const inspected = { image, layers, files: (0,content_files/* mergeLayers */.J)(layers), dockerfile: subject.dockerfile?.parsed, target };
        for (const finding of inspectImage(inspected))
            found.set(`${finding.inspection} ${finding.found}`, finding);
    }
    return [...found.values()];
}
function summary(subject, findings, rules) {
    const ports = [...new Set(subject.image.platforms.flatMap(exposedPorts))];
    const exposes = ports.length === 0 ? "It exposes no port." : `It exposes ${ports.map(markdown/* codeSpan */.SS).join(", ")}.`;
    const looked = inspect_rules/* inspections */.eI.filter((name) => rules[name] !== "off");
    if (findings.length === 0)
        return `Nothing found (${looked.join(", ")}). ${exposes}\n`;
    const rows = findings.map(({ inspection, found, advice, line }) => [
        rules[inspection],
        inspection,
        line === undefined ? "" : String(line),
        `${(0,markdown/* escapeMarkdown */.FV)(found)}. ${(0,markdown/* escapeMarkdown */.FV)(advice)}`,
    ]);
    return `${(0,markdown/* table */.tp)(["", "inspection", "line", "found"], rows)}\n${exposes}\n`;
}
function asFailure(finding, count, file) {
    return new failure/* Failure */.H({
        attempted: "inspecting the image",
        found: count === 1 ? finding.found : `${finding.found}; and ${count - 1} more`,
        advice: `${finding.advice} "inspect: ${finding.inspection}=warning" only warns.`,
        at: positionOf(finding, file),
    });
}
function positionOf({ line }, file) {
    return line === undefined || file === undefined ? undefined : { file, line };
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

// EXTERNAL MODULE: ./src/image/arguments.js
var image_arguments = __webpack_require__(81559);
// EXTERNAL MODULE: ./src/image/labels.js
var labels = __webpack_require__(64208);
// EXTERNAL MODULE: ./src/image/push-cache.js
var push_cache = __webpack_require__(64856);
;// CONCATENATED MODULE: ./src/image/invocation.js



function invocationOf(request, prepared, layout, metadataFile) {
    const { place, facts, version } = prepared;
    const given = withDefaults(request);
    return {
        ...given,
        context: place.context,
        file: place.folder === undefined ? request.file : place.dockerfile,
        labels: (0,labels/* imageLabels */.J)(facts, version, given.labels),
        cacheTo: (0,push_cache/* tolerantCacheTo */.fW)(given.cacheTo),
        metadataFile,
        ...(layout === undefined ? { annotations: [] } : attested(request, prepared, given.annotations)),
        outputs: outputsOf(request, prepared, layout),
    };
}
function provenanceOf(request) {
    return request.provenance ?? "mode=min";
}
function isOn(attestation) {
    return attestation !== undefined && attestation !== "false";
}
function withDefaults(request) {
    const { target, network, shmSize, builder } = request;
    return {
        ...{ target, network, shmSize, builder },
        buildArgs: listed(request.buildArgs),
        buildContexts: listed(request.buildContexts),
        secrets: listed(request.secrets),
        secretFiles: listed(request.secretFiles),
        ssh: listed(request.ssh),
        platforms: listed(request.platforms),
        labels: listed(request.labels),
        annotations: listed(request.annotations),
        cacheFrom: listed(request.cacheFrom),
        cacheTo: listed(request.cacheTo),
        noCache: request.noCache === true,
        pull: request.pull === true,
        addHosts: listed(request.addHosts),
        ulimit: listed(request.ulimit),
    };
}
function listed(values) {
    return values ?? [];
}
function attested(request, { facts, version, platforms, sbom }, own) {
    const provenance = provenanceOf(request);
    const hasIndex = isOn(provenance) || sbom !== undefined || platforms.length > 1;
    return {
        annotations: (0,labels/* imageAnnotations */.s)(facts, version, own, hasIndex),
        provenance,
        sbom,
    };
}
function outputsOf(request, { tags }, layout) {
    const names = tags.length === 0 ? "" : `,"name=${tags.join(",")}"`;
    return [
        ...(layout === undefined ? [] : [(0,image_arguments/* layoutOutput */.Q6)(layout, request.reproducible ?? true)]),
        ...(request.outputs ?? []),
        ...(request.load ? [`type=docker${names}`] : []),
    ];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./src/image/key/context-tree.js




const chunkBytes = 1024 * 1024;
const filesBetween = 200;
async function hashTree(folder, rules, signal) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    const buffer = Buffer.allocUnsafe(chunkBytes);
    let files = 0;
    let bytes = 0;
    signal.throwIfAborted();
    for (const entry of sentEntries(folder, "", rules)) {
        if (entry.kind === "link")
            hash.update(`l\0${entry.path}\0${(0,external_node_fs_.readlinkSync)((0,external_node_path_.join)(folder, entry.path))}\0`);
        if (entry.kind === "folder")
            hash.update(`d\0${entry.path}\0`);
        if (entry.kind !== "file")
            continue;
        const full = (0,external_node_path_.join)(folder, entry.path);
        const { mode, size } = (0,external_node_fs_.statSync)(full);
        hash.update(`f\0${entry.path}\0${(mode & 0o7777).toString(8)}\0${size}\0`);
        bytes += await addContent(full, hash, buffer, signal);
        files++;
        if (files % filesBetween === 0)
            await pause(signal);
    }
    return { hash: hash.digest("hex"), files, bytes };
}
function sendsGit(folder, rules) {
    return (0,external_node_fs_.statSync)((0,external_node_path_.join)(folder, ".git"), { throwIfNoEntry: false }) !== undefined && !rules.ignores(".git");
}
function* sentEntries(folder, below, rules) {
    const entries = (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(folder, below), { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
        const path = below === "" ? entry.name : `${below}/${entry.name}`;
        if (path === ".git")
            continue;
        const ignored = rules.ignores(path);
        const kind = kindOf(entry);
        if (kind !== undefined && !ignored)
            yield { kind, path };
        if (kind === "folder" && (!ignored || rules.mayKeepBelow(path)))
            yield* sentEntries(folder, path, rules);
    }
}
function kindOf(entry) {
    if (entry.isSymbolicLink())
        return "link";
    if (entry.isDirectory())
        return "folder";
    return entry.isFile() ? "file" : undefined;
}
async function addContent(file, hash, buffer, signal) {
    const descriptor = (0,external_node_fs_.openSync)(file, "r");
    try {
        let total = 0;
        for (;;) {
            const read = (0,external_node_fs_.readSync)(descriptor, buffer);
            if (read === 0)
                return total;
            hash.update(buffer.subarray(0, read));
            total += read;
            if (read === buffer.length)
                await pause(signal);
        }
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
async function pause(signal) {
    await (0,external_node_timers_promises_.setImmediate)();
    signal.throwIfAborted();
}

;// CONCATENATED MODULE: ./src/image/key/dockerignore.js


async function readIgnoreRules(context, dockerfile) {
    const own = await readOptional(`${dockerfile}.dockerignore`);
    return parseIgnoreRules(own ?? (await readOptional((0,external_node_path_.join)(context, ".dockerignore"))) ?? "");
}
function parseIgnoreRules(text) {
    const rules = text
        .replace(/^\u{FEFF}/u, "")
        .split(/\r?\n/)
        .flatMap((line) => (line.startsWith("#") ? [] : readRule(line.trim())));
    const keeps = rules.some((rule) => rule.keeps);
    return {
        ignores(path) {
            const parents = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
            return rules.reduce((ignored, rule) => {
                if (rule.keeps !== ignored)
                    return ignored;
                return parents.some((parent) => rule.pattern.test(parent)) ? !rule.keeps : ignored;
            }, false);
        },
        mayKeepBelow: () => keeps,
    };
}
function readRule(line) {
    const keeps = line.startsWith("!");
    const written = keeps ? line.slice(1).trim() : line;
    if (written === "")
        return [];
    const clean = external_node_path_.posix.normalize(written).replace(/^\/+/, "").replace(/\/+$/, "");
    return clean === "" || clean === "." ? [] : [{ keeps, pattern: asRegExp(clean) }];
}
function asRegExp(pattern) {
    const source = pattern.replaceAll(/\*\*\/?|\*|\?|\\.|\[[^\]]+\]|./gs, (token, offset) => {
        if (token.startsWith("**"))
            return offset + token.length === pattern.length ? ".*" : "(?:.*/)?";
        if (token === "*")
            return "[^/]*";
        if (token === "?")
            return "[^/]";
        if (token.length > 1 && token.startsWith("["))
            return token;
        return (token.length > 1 ? token.slice(1) : token).replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
    });
    return new RegExp(`^${source}$`, "s");
}
async function readOptional(file) {
    try {
        return await (0,promises_.readFile)(file, "utf8");
    }
    catch (error) {
        if (error.code === "ENOENT")
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/image/key/build-key.js





const keyVersion = 1;
async function computeKey(inputs, signal) {
    const [remote] = inputs.sources.remote;
    if (remote !== undefined)
        return unknown(`line ${remote.line} of the Dockerfile adds ${remote.what} without --checksum`);
    const unresolved = inputs.bases.find(({ digest }) => digest === "");
    if (unresolved !== undefined)
        return unknown(`the digest of the base image ${unresolved.reference} is not known`);
    const foreign = inputs.sources.contexts.find((context) => /^[a-z][a-z\d+.-]*:\/\/|^git@/.test(context));
    if (foreign !== undefined)
        return unknown(`the named context ${foreign} is not a folder of this machine`);
    const rules = await readIgnoreRules(inputs.folder, inputs.dockerfile);
    const tree = await hashTree(inputs.folder, rules, signal);
    const named = [];
    for (const context of inputs.sources.contexts) {
        named.push((await hashTree((0,external_node_path_.resolve)(inputs.directory, context), parseIgnoreRules(""), signal)).hash);
    }
    const bases = inputs.bases.map(({ name, digest }) => [name, digest]);
    const dockerfile = (await (0,promises_.readFile)(inputs.dockerfile)).toString("base64");
    const bound = sendsGit(inputs.folder, rules);
    const commit = bound ? inputs.commit : "";
    const whole = [
        keyVersion,
        tree.hash,
        commit,
        dockerfile,
        sorted(inputs.buildArgs),
        bases,
        named,
        sorted(inputs.settings),
    ];
    const key = (0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(whole)).digest("hex");
    return { kind: "known", key, files: tree.files, bytes: tree.bytes, bound };
}
function keyTag(key) {
    return `slipway-key-${key.slice(0, 40)}`;
}
function unknown(reason) {
    return { kind: "unknown", reason };
}
function sorted(record) {
    return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}

// EXTERNAL MODULE: ./src/image/own-builder.js
var own_builder = __webpack_require__(7685);
// EXTERNAL MODULE: ./src/manifests/image-reference.js
var image_reference = __webpack_require__(9033);
// EXTERNAL MODULE: ./src/image/builder.js + 1 modules
var image_builder = __webpack_require__(53996);
;// CONCATENATED MODULE: ./src/image/dockerfile/bases.js


function findSources(dockerfile, options) {
    const found = new Map();
    const contexts = new Set();
    const remote = [];
    const variables = { ...platformVariables(options.platform), ...globalVariables(dockerfile, options.buildArgs) };
    const seen = new Set();
    const takeImage = (name, line) => {
        const context = contextFor(name, options.buildContexts);
        if (context !== undefined && !context.startsWith("docker-image://")) {
            contexts.add(context);
            return;
        }
        const reference = context?.slice("docker-image://".length) ?? name;
        if (name === "scratch" && context === undefined)
            return;
        const pinned = ((0,image_reference/* parseImageReference */.o_)(reference)?.digest ?? "") !== "";
        if (!found.has(name))
            found.set(name, { name, reference, line, pinned });
    };
    const take = (name, line, before) => {
        const stage = before.findLast((one) => one.name === name.toLowerCase()) ?? before[wholeNumber(name)];
        if (stage === undefined || name.toLowerCase() in options.buildContexts)
            takeImage(name, line);
        else
            visit(stage);
    };
    const visit = (stage) => {
        if (seen.has(stage))
            return;
        seen.add(stage);
        const before = dockerfile.stages.slice(0, dockerfile.stages.indexOf(stage));
        const base = substitute(stage.base, variables);
        if (base !== "")
            takeBase(base, stage, before);
        for (const instruction of stage.instructions) {
            for (const from of sourcesOf(instruction))
                take(substitute(from, variables), instruction.line, before);
            for (const what of fetchedBy(instruction))
                remote.push({ what, line: instruction.line });
        }
    };
    const takeBase = (base, stage, before) => {
        const parent = before.findLast((one) => one.name === base.toLowerCase());
        if (parent === undefined || base.toLowerCase() in options.buildContexts)
            takeImage(base, stage.line);
        else
            visit(parent);
    };
    for (const target of options.targets) {
        const stage = (0,dockerfile_dockerfile/* findStage */.U9)(dockerfile, target);
        if (stage !== undefined)
            visit(stage);
    }
    return { bases: [...found.values()], contexts: [...contexts], remote };
}
function substitute(text, variables) {
    return text.replaceAll(/\\\$|\$(?:(\w+)|\{(\w+)(?::([-+])((?:[^{}$]|\$\{[^{}]*\}|\$\w+)*))?\})/g, (whole, plain, braced, operator, word) => {
        if (whole === "\\$")
            return "$";
        const value = variables[plain ?? braced ?? ""] ?? "";
        if (operator === "-")
            return value || substitute(word, variables);
        if (operator === "+")
            return value === "" ? "" : substitute(word, variables);
        return value;
    });
}
function contextFor(name, contexts) {
    if (name in contexts)
        return contexts[name];
    const wanted = canonical(name);
    return Object.entries(contexts).find(([key]) => wanted !== undefined && canonical(key) === wanted)?.[1];
}
function canonical(reference) {
    const parsed = (0,image_reference/* parseImageReference */.o_)(reference);
    if (parsed === undefined)
        return undefined;
    return `${(0,image_reference/* canonicalRepository */.JA)(parsed.repository)}:${parsed.tag || (parsed.digest === "" ? "latest" : "")}@${parsed.digest}`;
}
function globalVariables(dockerfile, given) {
    const variables = {};
    for (const [name, value] of Object.entries(dockerfile.globalArguments)) {
        variables[name] = given[name] ?? substitute(value, { ...given, ...variables });
    }
    return { ...given, ...variables };
}
function platformVariables(platform) {
    const [os = "", architecture = "", variant = ""] = platform.split("/");
    const named = (prefix) => ({
        [`${prefix}PLATFORM`]: platform,
        [`${prefix}OS`]: os,
        [`${prefix}ARCH`]: architecture,
        [`${prefix}VARIANT`]: variant,
    });
    return { ...named("TARGET"), ...named("BUILD") };
}
function sourcesOf({ keyword, flags }) {
    if (keyword === "COPY")
        return flags.flatMap(({ name, value }) => (name === "from" ? [value] : []));
    if (keyword !== "RUN")
        return [];
    const mounts = flags.filter(({ name }) => name === "mount");
    return mounts.flatMap(({ value }) => /(?:^|,)from=([^,]+)/.exec(value)?.[1] ?? []);
}
function fetchedBy({ keyword, flags, text }) {
    if (keyword !== "ADD" || flags.some(({ name }) => name === "checksum"))
        return [];
    return text.split(/\s+/).filter((word) => /^["[]*(?:https?:\/\/|git@|ssh:\/\/)/.test(word));
}
function wholeNumber(text) {
    return /^\d+$/.test(text) ? Number(text) : -1;
}
function argumentsByName(lines, env) {
    return Object.fromEntries(lines.flatMap((line) => {
        const cut = line.indexOf("=");
        const name = cut === -1 ? line : line.slice(0, cut);
        const value = cut === -1 ? env[name] : line.slice(cut + 1);
        return value === undefined ? [] : [[name, value]];
    }));
}

;// CONCATENATED MODULE: ./src/image/dockerfile/pin-bases.js

const pinRules = (/* unused pure expression or super */ null && (["off", "warn", "require"]));
function checkPins(bases, rule, file, log) {
    const loose = bases.filter((base) => !base.pinned);
    if (rule === "off" || loose.length === 0)
        return;
    if (rule === "warn") {
        for (const base of loose)
            log.warning(`${found(base)}. ${advice(base)}`, { file, line: base.line });
        return;
    }
    const [first] = loose;
    if (first === undefined)
        return;
    const others = loose.slice(1).map(({ name, line }) => `${name} (line ${line})`);
    throw new failure/* Failure */.H({
        attempted: "checking that base images are pinned",
        found: found(first) + (others.length === 0 ? "" : `; nor do ${others.join(", ")}`),
        advice: advice(first),
        at: { file, line: first.line },
    });
}
function found({ name, reference }) {
    return name === reference
        ? `the base image ${name} names no digest`
        : `the base image ${name}, for which ${reference} is taken, names no digest`;
}
function advice({ reference, digest }) {
    const pinned = digest === "" ? `${reference}@sha256:…` : `${reference}@${digest}`;
    return `Write ${pinned}, and let Renovate or Dependabot renew it; "pin-bases: warn" only warns.`;
}

;// CONCATENATED MODULE: ./src/image/locate-source.js



function locateSource(request) {
    const context = request.context || ".";
    const file = request.file;
    if (/^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(context)) {
        return { context, folder: undefined, dockerfile: file ?? "Dockerfile" };
    }
    const folder = (0,external_node_path_.resolve)(request.directory, context);
    if (!isFolder(folder)) {
        throw new failure/* Failure */.H({
            attempted: `reading the input "context"`,
            found: `there is no folder ${context} in ${request.directory}`,
            advice: "Name the folder that the Dockerfile copies from, and check the repository out in a step before this one.",
        });
    }
    const dockerfile = fromDirectory(request.directory, file ?? (0,external_node_path_.join)(context, "Dockerfile"));
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(request.directory, dockerfile))) {
        throw new failure/* Failure */.H({
            attempted: "looking for the Dockerfile",
            found: `there is no file ${dockerfile} in ${request.directory}`,
            advice: `Name it in the input "file", which begins at the workspace, not at the context.`,
        });
    }
    return { context, folder, dockerfile };
}
function fromDirectory(directory, file) {
    const path = (0,external_node_path_.relative)(directory, (0,external_node_path_.resolve)(directory, file));
    return path.startsWith("..") ? file : path;
}
function isFolder(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

// EXTERNAL MODULE: ./src/image/registry.js
var registry = __webpack_require__(47520);
// EXTERNAL MODULE: ./src/image/run-facts.js
var run_facts = __webpack_require__(58184);
// EXTERNAL MODULE: ./src/image/secrets.js
var secrets = __webpack_require__(19242);
// EXTERNAL MODULE: ./src/image/source-facts.js
var source_facts = __webpack_require__(10968);
// EXTERNAL MODULE: ./src/image/tag-rules.js
var tag_rules = __webpack_require__(75221);
// EXTERNAL MODULE: ./src/image/tags.js
var image_tags = __webpack_require__(26110);
// EXTERNAL MODULE: ./src/image/version.js
var image_version = __webpack_require__(83215);
;// CONCATENATED MODULE: ./src/image/prepare-build.js
















const baseTimeout = 5_000;
async function prepareBuild(request, context) {
    const place = locateSource(request);
    checkOutputs(request.outputs ?? []);
    const [source, run, { buildx, builder }] = await Promise.all([
        (0,source_facts/* readSourceFacts */.T)({ ...context, directory: place.folder }),
        (0,run_facts/* readRunFacts */.F)(context.env),
        (0,image_builder/* findBuilder */.Lx)(request.builder, context),
    ]);
    const { version, from, tags } = chooseNames(request, source, run);
    context.log.info(`Version ${version || "unknown"}, from ${from}. Built by buildx ${buildx.version}.`);
    const platforms = request.platforms?.length ? request.platforms : [(0,image_builder/* nativePlatform */.Nc)(builder)];
    const dockerfile = await readDockerfile(place, request);
    const variables = variablesOf(source, version);
    const buildArgs = argumentsByName(request.buildArgs ?? [], { ...variables, ...context.env });
    warnOfSecrets(buildArgs, context);
    const sources = prepare_build_sourcesOf(dockerfile?.parsed, request, buildArgs, platforms[0] ?? "");
    const [bases, sbom] = await Promise.all([resolveBases(sources, context), chooseSbom(request, context)]);
    if (dockerfile !== undefined)
        checkPins(bases, request.pinBases ?? "off", dockerfile.file, context.log);
    const title = source.title || (0,image_reference/* lastSegment */.mp)((0,image_reference/* parseImageReference */.o_)(tags[0] ?? "")?.repository ?? "");
    return {
        ...{ place, version, buildx, builder, platforms, dockerfile, sources, bases, buildArgs, variables, sbom },
        facts: { ...source, ...run, title },
        tags: request.pushByDigest ? [] : tags,
        repositories: repositoriesOf(request, tags),
    };
}
const usualGenerator = "docker/buildkit-syft-scanner:stable-1";
async function chooseSbom({ sbom }, { env, signal, log }) {
    if (sbom === undefined || sbom === "false")
        return undefined;
    if (sbom !== "auto")
        return sbom;
    const answer = await (0,registry.lookUpImage)(usualGenerator, { env, signal, timeout: baseTimeout });
    if (answer.kind === "found")
        return "true";
    log.info(`No SBOM is made: ${usualGenerator}, which makes it, cannot be had (${answer.reason}).`);
    return undefined;
}
function chooseNames(request, source, run) {
    const rules = request.tagRules ?? [];
    const ruledVersion = rules.some(({ name }) => name === "semver") ? (0,tag_rules/* versionOfRun */.Lk)(run)?.version : undefined;
    const { version, from } = (0,image_version/* chooseVersion */.E)(request.version ?? ruledVersion, source);
    const now = new Date(source.committedAt === undefined ? Date.now() : source.committedAt * 1000);
    const ruled = rules.length === 0 ? undefined : (0,tag_rules/* ruleTags */.AC)(rules, { run, source, now });
    return { version, from, tags: chooseTags(request, version, ruled) };
}
function warnOfSecrets(buildArgs, { log }) {
    for (const name of (0,secrets/* secretLikeArguments */.O5)(buildArgs)) {
        log.warning(`The build argument ${name} looks like a secret. It stays readable in the image's history and provenance: hand it over by the input "secrets" and RUN --mount=type=secret.`);
    }
}
function repositoriesOf(request, tags) {
    const named = tags.map((tag) => tag.slice(0, tag.lastIndexOf(":")));
    const own = request.pushByDigest && request.image !== undefined ? [(0,image_tags/* checkRepository */.n_)(request.image)] : [];
    return [...new Set([...named, ...own])];
}
function pushes(request) {
    return request.push ?? true;
}
function chooseTags(request, version, ruled) {
    if (request.image !== undefined && version === "" && ruled === undefined) {
        throw new failure/* Failure */.H({
            attempted: "choosing the version to build",
            found: `the source has no commit that git or the runner could name, and the input "version" is empty`,
            advice: `Check the repository out in a step before this one (actions/checkout), or give "version".`,
        });
    }
    const tags = (0,image_tags/* imageTags */.rK)({ image: request.image, version, ruled, tags: request.tags });
    if (!pushes(request) || tags.length > 0 || (request.pushByDigest && request.image !== undefined))
        return tags;
    if (ruled !== undefined && request.image !== undefined) {
        throw new failure/* Failure */.H({
            attempted: "choosing the tags",
            found: `none of the rules in "tag-rules" applies to this run`,
            advice: `Add one that does, such as sha or branch, or set "push: false" for runs that should not push.`,
        });
    }
    throw new failure/* Failure */.H({
        attempted: "reading the inputs",
        found: `neither "image" nor "tags" says where the image goes`,
        advice: `Give "image", such as ghcr.io/acme/orders, or "push: false" to only build.`,
    });
}
function checkOutputs(outputs) {
    const pushing = outputs.find((output) => /(?:^|,)"?type=registry\b|(?:^|,)"?push=true\b/.test(output));
    if (pushing === undefined)
        return;
    throw new failure/* Failure */.H({
        attempted: `reading the input "outputs"`,
        found: `"${pushing}" would push the image before it was tested`,
        advice: `Say where it goes by "image" or "tags": it is pushed when everything has passed.`,
    });
}
async function readDockerfile(place, request) {
    if (place.folder === undefined)
        return undefined;
    const path = (0,external_node_path_.resolve)(request.directory, place.dockerfile);
    const text = await (0,promises_.readFile)(path, "utf8");
    return { file: place.dockerfile, path, text, parsed: (0,dockerfile_dockerfile/* parseDockerfile */.Ai)(text) };
}
function prepare_build_sourcesOf(dockerfile, request, buildArgs, platform) {
    if (dockerfile === undefined)
        return { bases: [], contexts: [], remote: [] };
    const buildContexts = argumentsByName(request.buildContexts ?? [], {});
    const targets = [request.target, ...(request.testTarget === undefined ? [] : [request.testTarget])];
    return findSources(dockerfile, { targets, buildArgs, buildContexts, platform });
}
async function resolveBases({ bases }, { env, signal }) {
    return Promise.all(bases.map(async (base) => {
        const own = (0,image_reference/* parseImageReference */.o_)(base.reference)?.digest ?? "";
        if (own !== "")
            return { ...base, digest: own };
        const answer = await (0,registry.lookUpImage)(base.reference, { env, signal, timeout: baseTimeout });
        return { ...base, digest: answer.kind === "found" ? answer.digest : "" };
    }));
}
function variablesOf(facts, version) {
    return {
        ...(facts.committedAt === undefined ? {} : { SOURCE_DATE_EPOCH: String(facts.committedAt) }),
        ...(version === "" ? {} : { VERSION: version }),
    };
}

// EXTERNAL MODULE: ./src/image/push.js
var push = __webpack_require__(88935);
// EXTERNAL MODULE: ./src/image/push-attestations.js
var push_attestations = __webpack_require__(13199);
// EXTERNAL MODULE: ./src/image/content/image-content.js
var image_content = __webpack_require__(75940);
;// CONCATENATED MODULE: ./src/image/reuse.js




function keyOf(request, prepared, { signal }) {
    const { place, dockerfile, sources, bases, buildArgs, platforms, facts } = prepared;
    if (place.folder === undefined || dockerfile === undefined) {
        return Promise.resolve({ kind: "unknown", reason: "the source is not on this machine" });
    }
    const settings = {
        platforms,
        target: request.target,
        labels: request.labels,
        annotations: request.annotations,
        secrets: [...(request.secrets ?? []), ...(request.secretFiles ?? [])].map(({ id }) => id),
        ssh: request.ssh,
        addHosts: request.addHosts,
        network: request.network,
        provenance: request.provenance,
        sbom: request.sbom,
        attestations: request.attestations,
        reproducible: request.reproducible,
        testTarget: request.testTarget,
        testResults: request.testResults,
        testCommands: request.testCommands,
        inspect: request.inspect,
    };
    const inputs = { folder: place.folder, dockerfile: dockerfile.path, directory: request.directory };
    const commit = `${facts.commit} ${facts.described}`;
    return computeKey({ ...inputs, sources, bases, buildArgs, commit, settings }, signal);
}
async function findByKey(key, repositories, context) {
    const options = { env: context.env, signal: context.signal, timeout: 10_000 };
    const answers = await Promise.all(repositories.map((repository) => (0,registry.lookUpImage)(`${repository}:${keyTag(key)}`, options)));
    const digests = new Set(answers.map((answer) => (answer.kind === "found" ? answer.digest : "")));
    const [digest = ""] = digests;
    const [repository = ""] = repositories;
    if (digests.size !== 1 || digest === "")
        return undefined;
    try {
        return {
            reference: `${repository}@${digest}`,
            content: await readFromRegistry(`${repository}@${digest}`, context),
        };
    }
    catch (error) {
        context.signal.throwIfAborted();
        context.log.warning(`An image with the same content is in the registry, but cannot be read (${String(error)}): it is built anew.`);
        return undefined;
    }
}
async function readFromRegistry(reference, { env, signal }) {
    const parsed = (0,image_reference/* parseImageReference */.o_)(reference);
    const repository = parsed?.repository ?? "";
    return (0,image_content/* readImage */.AM)(parsed?.digest ?? "", async (digest, kind) => {
        if (kind === "config")
            return (0,registry/* readBlob */.gm)(repository, digest, { env, signal });
        const answer = await (0,registry/* readManifest */.WI)(`${repository}@${digest}`, { env, signal });
        if (answer.kind !== "found")
            throw new Error(answer.reason);
        return answer.bytes;
    });
}

// EXTERNAL MODULE: ./src/image/run-build.js + 2 modules
var run_build = __webpack_require__(75845);
;// CONCATENATED MODULE: ./src/image/build-image.js














async function buildImage(request, context) {
    const started = performance.now();
    const prepared = await prepareBuild(request, context);
    const key = await reusableKey(request, prepared, context);
    const found = key === "" ? undefined : await findByKey(key, prepared.repositories, context);
    const made = found === undefined
        ? await inTemporaryFolder(context.tempDirectory, (folder) => withOwnBuilder(request, prepared, context, (how) => make(how, prepared, key, folder, context)))
        : await useAgain(request, prepared, found, context);
    return {
        ...made,
        ...{ key, version: prepared.version, tags: prepared.tags, bases: prepared.bases },
        durationMs: Math.round(performance.now() - started),
    };
}
async function reusableKey(request, prepared, context) {
    const asked = request.reuse && build_image_pushes(request) && !request.noCache && !request.pushByDigest;
    if (!asked || request.load || request.outputs?.length || prepared.repositories.length === 0)
        return "";
    const key = await keyOf(request, prepared, context);
    if (key.kind === "known") {
        const size = `${key.files} files, ${(key.bytes / 1024 ** 2).toFixed(1)} MB`;
        const hint = key.bound ? "; only for this commit, as .git is not in .dockerignore" : "";
        context.log.info(`Key ${key.key.slice(0, 12)} of ${size}${hint}.`);
        return key.key;
    }
    context.log.info(`It is built in any case: ${key.reason}.`);
    return "";
}
async function withOwnBuilder(request, { builder, buildx }, context, body) {
    if (!handsOutImage(request))
        return body(request);
    return (0,own_builder/* withBuilder */.S)(builder, buildx, context, (own) => body(own === undefined ? request : { ...request, builder: own }));
}
async function useAgain(request, prepared, { reference, content }, context) {
    context.log.info(`The registry has an image of the same content: ${reference}. Nothing is built.`);
    const subject = underTest(prepared, { image: content, place: { kind: "registry", reference } });
    await passGates(request, prepared, subject, context);
    for (const repository of prepared.repositories) {
        const own = prepared.tags.filter((tag) => tag.startsWith(`${repository}:`));
        await (0,push/* tagImage */.E)(`${repository}@${content.digest}`, own, context);
    }
    return { digest: content.digest, reference, metadata: "", content, reused: true, steps: [] };
}
async function make(request, prepared, key, folder, context) {
    const layout = handsOutImage(request) ? (0,external_node_path_.join)(folder, "image") : undefined;
    const metadataFile = (0,external_node_path_.join)(folder, "metadata.json");
    const invocation = invocationOf(request, prepared, layout, metadataFile);
    if (request.testTarget !== undefined) {
        const { runTestTarget } = await Promise.all(/* import() */[__webpack_require__.e(7643), __webpack_require__.e(7229)]).then(__webpack_require__.bind(__webpack_require__, 7229));
        const { testTarget: target, testResults: results = [], directory } = request;
        const report = await runTestTarget({ target, results, invocation, directory, folder }, prepared, context);
        context.onReport?.(report);
        if (report.failure !== undefined)
            throw report.failure;
    }
    const run = await buildOnce(request, prepared, invocation, context);
    if (run.kind === "failed")
        throw run.failure;
    const metadata = await (0,promises_.readFile)(metadataFile, "utf8");
    const steps = (0,build_log/* readSteps */.I$)(run.lines);
    if (layout === undefined)
        return { digest: "", reference: "", metadata, reused: false, steps };
    const { digest, referrers } = await (0,push_attestations/* separateAttestations */.xX)(layout, await (0,content_layout/* layoutDigest */.fu)(layout), formOf(request));
    const content = await (0,content_layout/* readLayout */.T4)(layout, digest);
    const subject = underTest(prepared, { image: content, place: { kind: "layout", folder: layout } });
    await passGates(request, prepared, subject, context);
    if (!build_image_pushes(request))
        return { digest: "", reference: "", metadata, content, reused: false, steps };
    const reference = await build_image_push(request, prepared, { layout, digest, referrers, key }, context);
    return { digest, reference, metadata: withDigest(metadata, digest), content, reused: false, steps };
}
async function buildOnce(request, prepared, invocation, context) {
    const once = (how) => {
        const build = { attempted: "building the image", invocation: how, dockerfile: prepared.place.dockerfile };
        return (0,run_build/* runBuild */.c)(build, prepared, request.directory, context);
    };
    const run = await once(invocation);
    if (run.kind === "built" || request.sbom !== "auto" || !(0,push_cache/* sbomGeneratorMissing */.Jh)(run.lines))
        return run;
    context.log.warning("No SBOM is made: the builder cannot pull what makes it.");
    return once({ ...invocation, sbom: undefined });
}
function withDigest(metadata, digest) {
    return JSON.stringify({ ...JSON.parse(metadata), "containerimage.digest": digest }, undefined, 2);
}
function build_image_pushes(request) {
    return request.push ?? true;
}
function handsOutImage(request) {
    return build_image_pushes(request) || gatesAsked(request);
}
function gatesAsked({ inspect, testCommands = [], gates = [] }) {
    return inspect !== undefined || testCommands.length > 0 || gates.length > 0;
}
function formOf(request) {
    return request.attestations ?? "referrers";
}
function underTest({ dockerfile, repositories }, subject) {
    return { ...subject, dockerfile, repository: repositories[0] };
}
async function passGates(request, prepared, subject, context) {
    const failures = [];
    for (const gate of gatesOf(request, prepared, context)) {
        const report = await gate(subject, context);
        context.onReport?.(report);
        if (report.failure !== undefined)
            failures.push(report.failure);
    }
    const [first, ...others] = failures;
    for (const failure of others)
        context.log.error(failure.message, failure.at);
    if (first !== undefined)
        throw first;
}
function gatesOf(request, prepared, context) {
    const { testCommands = [], inspect, addHosts = [], network, ulimit = [], shmSize, builder } = request;
    const settings = { addHosts, network, ulimit, shmSize, builder };
    const own = [];
    if (inspect !== undefined)
        own.push(inspectGate(inspect, request.target));
    if (testCommands.length > 0) {
        own.push(async (subject) => {
            const { testCommandGate } = await __webpack_require__.e(/* import() */ 7973).then(__webpack_require__.bind(__webpack_require__, 27973));
            return testCommandGate(testCommands, subject, prepared, settings, context);
        });
    }
    return [...own, ...(request.gates ?? [])];
}
async function build_image_push(request, { tags, repositories, sbom }, { layout, digest, referrers, key }, context) {
    const { pushAttempts: attempts } = request;
    const pushed = await context.log.group(`Push to ${repositories.join(", ")}`, () => (0,push/* pushLayout */.B)({ layout, digest, tags, repositories, attempts, referrers }, context));
    if (pushed.digest !== digest)
        throw new Error(`${digest} was tested and ${pushed.digest} was pushed`);
    const reference = `${repositories[0]}@${digest}`;
    const wanted = {
        referrers,
        provenance: isOn(provenanceOf(request)),
        sbom: sbom !== undefined && request.sbom !== "auto",
    };
    if (formOf(request) === "referrers") {
        for (const line of await (0,push_attestations/* checkAttestations */.Y1)(reference, wanted, context))
            context.log.info(line);
    }
    if (key !== "")
        await nameByKey(key, digest, repositories, context);
    return reference;
}
async function nameByKey(key, digest, repositories, context) {
    try {
        for (const repository of repositories) {
            await (0,push/* tagImage */.E)(`${repository}@${digest}`, [`${repository}:${keyTag(key)}`], context);
        }
    }
    catch (error) {
        context.signal.throwIfAborted();
        context.log.warning(`The image cannot be found by its key later: ${error instanceof Error ? error.message : String(error)}`);
    }
}
async function inTemporaryFolder(parent, body) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, "slipway-build-"));
    try {
        return await body(folder);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 13648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ev: () => (/* binding */ cacheUse),
/* harmony export */   G: () => (/* binding */ lastOutput),
/* harmony export */   I$: () => (/* binding */ readSteps)
/* harmony export */ });
function readSteps(lines) {
    const open = new Map();
    const steps = new Map();
    for (const line of lines) {
        const [, vertex = "", rest = ""] = /^#(\d+) (.*)$/.exec(line) ?? [];
        if (vertex === "")
            continue;
        const [, stage, step] = /^\[((?!internal)[^\]]*?)(?: \d+\/\d+)\] ((?:RUN|COPY|ADD|WORKDIR|FROM) .*)$/.exec(rest) ?? [];
        if (stage !== undefined && step !== undefined)
            open.set(vertex, { stage, step: step.replace(/\s+/g, " ") });
        const known = open.get(vertex);
        if (known === undefined)
            continue;
        if (rest === "CACHED")
            steps.set(vertex, { ...known, cached: true, seconds: 0 });
        const done = /^DONE (\d+(?:\.\d+)?)s$/.exec(rest)?.[1];
        if (done !== undefined && !steps.get(vertex)?.cached)
            steps.set(vertex, { ...known, cached: false, seconds: Number(done) });
    }
    return [...steps.values()];
}
function cacheUse(steps) {
    const work = steps.filter(({ step }) => !step.startsWith("FROM "));
    return [...new Set(work.map(({ stage }) => stage))].map((stage) => {
        const own = work.filter((step) => step.stage === stage);
        return {
            stage,
            cached: own.filter(({ cached }) => cached).length,
            steps: own.length,
            seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
        };
    });
}
function lastOutput(lines, atMost) {
    const steps = new Set();
    const printed = [];
    for (const line of lines) {
        const [, vertex = "", rest = ""] = /^#(\d+) (.*)$/.exec(line) ?? [];
        if (/^\[(?!internal)[^\]]*\] RUN /.test(rest))
            steps.add(vertex);
        const text = /^\d+\.\d+ (.*)$/.exec(rest)?.[1];
        if (text !== undefined && steps.has(vertex))
            printed.push(text);
    }
    return printed.slice(-atMost);
}


/***/ }),

/***/ 53996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hP: () => (/* binding */ dockerDriverFailure),
  Lx: () => (/* binding */ findBuilder),
  Nc: () => (/* binding */ nativePlatform)
});

// UNUSED EXPORTS: readBuilder

// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
;// CONCATENATED MODULE: ./src/image/find-buildx.js

const buildxPlaces = [
    { command: "docker", prefix: ["buildx"] },
    { command: "docker-buildx", prefix: [] },
    { command: "buildx", prefix: [] },
];
async function findBuildx({ env, signal, runCommand }) {
    for (const { command, prefix } of buildxPlaces) {
        const options = { directory: process.cwd(), env, signal, timeout: 30_000 };
        const answer = await runCommand(command, [...prefix, "version"], options);
        const version = answer.status === 0 ? /buildx\s+(\S+)/.exec(answer.stdout)?.[1] : undefined;
        if (version !== undefined)
            return { command, prefix, version };
    }
    throw new failure/* Failure */.H({
        attempted: "looking for docker buildx",
        found: "neither `docker buildx` nor `docker-buildx` nor `buildx` answers on this runner",
        advice: "Use a step with docker/setup-buildx-action before this one, or install the docker-buildx-plugin package of the runner's system.",
    });
}

;// CONCATENATED MODULE: ./src/image/builder.js


async function findBuilder(name, options) {
    const asked = buildxPlaces.map((place) => ({ place, answer: inspectBuilder(place, name, options) }));
    for (const { answer } of asked)
        answer.catch(() => undefined);
    const buildx = await findBuildx(options);
    const own = asked.find(({ place }) => place.command === buildx.command);
    return { buildx, builder: await (own?.answer ?? inspectBuilder(buildx, name, options)) };
}
async function inspectBuilder(buildx, name, { env, signal, runCommand }) {
    const args = [...buildx.prefix, "inspect", ...(name === undefined ? [] : [name])];
    const answer = await runCommand(buildx.command, args, { directory: process.cwd(), env, signal, timeout: 20_000 });
    return readBuilder(answer.stdout);
}
function readBuilder(text) {
    const field = (name) => new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(text)?.[1]?.trim() ?? "";
    const platforms = field("Platforms")
        .split(",")
        .map((platform) => platform.trim().replace(/\*$/, ""))
        .filter((platform) => platform !== "");
    return { name: field("Name"), driver: field("Driver"), platforms };
}
function nativePlatform(builder) {
    const architectures = { x64: "amd64", arm: "arm/v7", ia32: "386" };
    return builder.platforms[0] ?? `linux/${architectures[process.arch] ?? process.arch}`;
}
function dockerDriverFailure(output) {
    if (!/is not supported for the docker driver|exporter "?oci"? could not be found/i.test(output))
        return undefined;
    return new failure/* Failure */.H({
        attempted: "building the image",
        found: "the builder is docker's own (driver docker), which cannot hand out an image to be tested before it is pushed",
        advice: "Use a step with docker/setup-buildx-action before this one: it makes a builder of the driver docker-container. Docker with the containerd image store works too.",
    });
}


/***/ }),

/***/ 41286:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mergeLayers),
/* harmony export */   n4: () => (/* binding */ readLayers),
/* harmony export */   qE: () => (/* binding */ findFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57075);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38522);
/* harmony import */ var modern_tar__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50330);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(62771);






const textBytes = 64 * 1024;
async function readLayers(folder, layers, wantsText, signal) {
    const read = [];
    for (const layer of layers) {
        signal.throwIfAborted();
        read.push(await readLayer(folder, layer, wantsText, signal));
    }
    return read;
}
function mergeLayers(layers) {
    const files = new Map();
    for (const layer of layers) {
        for (const path of layer.removed)
            removePath(files, path);
        for (const file of layer.files)
            files.set(file.path, file);
    }
    return files;
}
function findFile(files, path) {
    let rest = partsOf(path);
    let at = "";
    for (let links = 0; links < 40;) {
        const [part, ...others] = rest;
        if (part === undefined)
            return at === "" ? rootFolder : files.get(at);
        const next = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join("/", at, part).slice(1);
        const target = files.get(next)?.target;
        rest = target === undefined ? others : [...partsOf(node_path__WEBPACK_IMPORTED_MODULE_1__.posix.resolve("/", at, target)), ...others];
        at = target === undefined ? next : "";
        if (target !== undefined)
            links++;
    }
    return undefined;
}
function partsOf(path) {
    return path.split("/").filter((part) => part !== "" && part !== ".");
}
const rootFolder = { path: "", kind: "folder", mode: 0o755, size: 0 };
async function readLayer(folder, layer, wantsText, signal) {
    const files = [];
    const removed = [];
    const entries = openLayer((0,_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .blobPath */ .nD)(folder, layer.digest), layer.mediaType, signal).pipeThrough((0,modern_tar__WEBPACK_IMPORTED_MODULE_5__/* .createTarDecoder */ .uK)());
    for await (const entry of entries) {
        const path = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.normalize(`/${entry.header.name}`).replace(/^\/+|\/+$/g, "");
        const whiteout = removedPath(path);
        if (whiteout !== undefined)
            removed.push(whiteout);
        const text = entry.header.type === "file" && wantsText(path, entry.header.size) ? await readText(entry) : undefined;
        if (text === undefined)
            await entry.body.cancel();
        if (whiteout === undefined && path !== "")
            files.push(fileOf(path, entry, text));
    }
    return { layer, files, removed };
}
function removedPath(path) {
    const name = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.basename(path);
    if (name === ".wh..wh..opq")
        return `${node_path__WEBPACK_IMPORTED_MODULE_1__.posix.dirname(path)}/`;
    return name.startsWith(".wh.") ? node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(node_path__WEBPACK_IMPORTED_MODULE_1__.posix.dirname(path), name.slice(4)) : undefined;
}
function openLayer(file, mediaType, signal) {
    const source = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(file, { signal });
    const unpack = mediaType.endsWith("gzip")
        ? (0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.createGunzip)()
        : mediaType.endsWith("zstd")
            ? (0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.createZstdDecompress)()
            : undefined;
    if (unpack === undefined)
        return node_stream__WEBPACK_IMPORTED_MODULE_2__.Readable.toWeb(source);
    source.once("error", (error) => unpack.destroy(error));
    return node_stream__WEBPACK_IMPORTED_MODULE_2__.Readable.toWeb(source.pipe(unpack));
}
async function readText(entry) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of entry.body) {
        if (bytes < textBytes)
            chunks.push(chunk);
        bytes += chunk.length;
    }
    return Buffer.concat(chunks).subarray(0, textBytes).toString("latin1");
}
function fileOf(path, { header }, text) {
    const linked = header.type === "link" ? `/${header.linkname ?? ""}` : header.linkname;
    const isLink = header.type === "link" || header.type === "symlink";
    return {
        path,
        kind: isLink ? "link" : header.type === "directory" ? "folder" : "file",
        mode: header.mode ?? 0,
        size: header.size,
        ...(isLink && linked !== undefined ? { target: linked } : {}),
        ...(text === undefined ? {} : { text }),
    };
}
function removePath(files, path) {
    const below = path.endsWith("/") ? path : `${path}/`;
    files.delete(path);
    for (const known of files.keys())
        if (known.startsWith(below))
            files.delete(known);
}


/***/ }),

/***/ 62771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T4: () => (/* binding */ readLayout),
/* harmony export */   fu: () => (/* binding */ layoutDigest),
/* harmony export */   nD: () => (/* binding */ blobPath)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _image_content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75940);



async function readLayout(folder, digest) {
    return (0,_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .readImage */ .AM)(digest ?? (await layoutDigest(folder)), (one) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(blobPath(folder, one)));
}
async function layoutDigest(folder) {
    const index = _image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .indexSchema */ .me.parse(JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, "index.json"), "utf8")));
    const [only, ...others] = index.manifests;
    if (only === undefined || others.length > 0)
        throw new Error(`${index.manifests.length} images in one layout`);
    return only.digest;
}
function blobPath(folder, digest) {
    const [algorithm = "", hash = ""] = digest.split(":");
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, "blobs", algorithm, hash);
}


/***/ }),

/***/ 74390:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ai: () => (/* binding */ parseDockerfile),
/* harmony export */   U9: () => (/* binding */ findStage)
/* harmony export */ });
/* unused harmony exports readArguments, readExecForm */
/* harmony import */ var dockerfile_ast__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60114);

function parseDockerfile(text) {
    const parsed = dockerfile_ast__WEBPACK_IMPORTED_MODULE_0__.DockerfileParser.parse(text);
    const stages = [];
    const globalArguments = {};
    for (const instruction of parsed.getInstructions()) {
        const keyword = instruction.getKeyword();
        const read = readInstruction(instruction, keyword);
        if (keyword === "FROM") {
            stages.push(readStage(instruction, read.line));
        }
        else if (stages.length === 0) {
            if (keyword === "ARG")
                Object.assign(globalArguments, readArguments(read.text));
        }
        else {
            stages.at(-1)?.instructions.push(read);
        }
    }
    const syntax = parsed.getDirectives().find((directive) => directive.getName().toLowerCase() === "syntax");
    return { globalArguments, stages, syntax: syntax?.getValue() ?? undefined };
}
function findStage(dockerfile, target) {
    if (!target)
        return dockerfile.stages.at(-1);
    const name = target.toLowerCase();
    return dockerfile.stages.findLast((stage) => stage.name === name) ?? dockerfile.stages[Number(name)];
}
function readArguments(text) {
    const pairs = [...text.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)];
    return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value.replace(/^(["'])(.*)\1$/s, "$2")]));
}
function readExecForm(text) {
    if (!text.trimStart().startsWith("["))
        return undefined;
    try {
        const parsed = JSON.parse(text);
        return Array.isArray(parsed) && parsed.every((word) => typeof word === "string") ? parsed : undefined;
    }
    catch {
        return undefined;
    }
}
function readStage(from, line) {
    return {
        name: from.getBuildStage()?.toLowerCase() ?? undefined,
        base: from.getImage() ?? "",
        platform: from.getPlatformFlag()?.getValue() ?? undefined,
        line,
        instructions: [],
    };
}
function readInstruction(instruction, keyword) {
    const range = instruction.getRange();
    return {
        keyword,
        line: range.start.line + 1,
        lastLine: range.end.line + 1,
        text: joinLines(instruction.getRawArgumentsContent() ?? ""),
        flags: flagsOf(instruction).map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? "" })),
    };
}
function flagsOf(instruction) {
    return "getFlags" in instruction && typeof instruction.getFlags === "function" ? instruction.getFlags() : [];
}
function joinLines(text) {
    if (/^<<-?["']?\w/.test(text))
        return text;
    return text
        .split(/\r?\n/)
        .filter((line, index) => index === 0 || !/^\s*#/.test(line))
        .map((line) => line.replace(/[\\`][ \t]*$/, ""))
        .join(" ")
        .replace(/[ \t]+/g, " ")
        .trim();
}


/***/ }),

/***/ 61450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ lineOfLayer)
/* harmony export */ });
/* harmony import */ var _dockerfile_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74390);

function lineOfLayer(dockerfile, createdBy, target) {
    if (createdBy === undefined)
        return undefined;
    const step = readStep(createdBy);
    if (step === undefined)
        return undefined;
    for (const stage of ancestry(dockerfile, (0,_dockerfile_js__WEBPACK_IMPORTED_MODULE_0__/* .findStage */ .U9)(dockerfile, target))) {
        const match = stage.instructions.findLast((instruction) => makes(instruction, step));
        if (match !== undefined)
            return match.line;
    }
    return undefined;
}
function readStep(createdBy) {
    const text = createdBy
        .replace(/\s*# buildkit\s*$/, "")
        .replace(/\s+/g, " ")
        .trim();
    const [, keyword, rest = ""] = /^([A-Z]+) (.*)$/.exec(text) ?? [];
    if (keyword === undefined)
        return undefined;
    return { keyword, words: rest.split(" ").filter((word) => !word.startsWith("--")) };
}
function ancestry(dockerfile, stage) {
    const found = [];
    for (let next = stage; next !== undefined && !found.includes(next);) {
        found.push(next);
        const base = next.base.toLowerCase();
        const before = dockerfile.stages.slice(0, dockerfile.stages.indexOf(next));
        next = before.findLast((one) => one.name === base);
    }
    return found;
}
function makes(instruction, step) {
    if (instruction.keyword !== step.keyword)
        return false;
    const written = instruction.text.replace(/\s+/g, " ");
    switch (instruction.keyword) {
        case "RUN":
            return fits(written, step.words.join(" ").replace(/^\|\d+ /, ""));
        case "COPY":
        case "ADD":
            return likeWords(written.replace(/^\[(.*)\]$/, (_, list) => list.replaceAll(/[",]+/g, " ")), step.words);
        default:
            return likeWords(written, step.words);
    }
}
function fits(written, recorded) {
    const plain = written.startsWith("[")
        ? written
            .replaceAll(/[[\]",]+/g, " ")
            .replace(/\s+/g, " ")
            .trim()
        : written;
    return recorded.endsWith(plain);
}
function likeWords(written, words) {
    const own = written.trim().split(/\s+/);
    if (own.length !== words.length)
        return false;
    return own.every((word, index) => word.includes("$") || word.replaceAll(/["']/g, "") === words[index]);
}


/***/ }),

/***/ 7685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ withBuilder),
/* harmony export */   removeBuilder: () => (/* binding */ removeBuilder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


const patience = { create: 120_000, remove: 20_000 };
async function withBuilder(builder, buildx, context, body) {
    if (builder.driver !== "docker" || (await keepsImagesInContainerd(context)))
        return body(undefined);
    const name = `slipway-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString("hex")}`;
    context.onBuilder?.(name);
    try {
        await create(name, buildx, context);
        return await body(name);
    }
    finally {
        await removeBuilder(name, buildx, context);
    }
}
async function removeBuilder(name, { command, prefix }, { env, runCommand, log }) {
    const options = { directory: process.cwd(), env, timeout: patience.remove };
    const answer = await runCommand(command, [...prefix, "rm", "--force", name], options).catch(() => undefined);
    const gone = answer?.status === 0 || /no builder .* found/.test(answer?.stderr ?? "");
    if (!gone)
        log.warning(`The builder ${name} could not be removed: docker buildx rm ${name}`);
}
async function keepsImagesInContainerd({ env, signal, runCommand }) {
    const options = { directory: process.cwd(), env, signal, timeout: 20_000 };
    const { status, stdout } = await runCommand("docker", ["info", "--format", "{{json .DriverStatus}}"], options);
    return status === 0 && stdout.includes("io.containerd.snapshotter");
}
async function create(name, { command, prefix }, { env, signal, runCommand, log }) {
    log.info(`Docker's own builder hands out no image: ${name} is made for this build, and removed after it.`);
    const options = { directory: process.cwd(), env, signal, timeout: patience.create };
    const args = [...prefix, "create", "--name", name, "--driver", "docker-container", "--bootstrap"];
    const { status, stderr } = await runCommand(command, args, options);
    if (status === 0)
        return;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "making a builder",
        found: `docker's own builder hands out no image, and docker buildx create ended with ${status ?? "no answer"}`,
        advice: "Use a step with docker/setup-buildx-action before this one: it makes a builder that does.",
        evidence: stderr.trim() === "" ? [] : [{ title: "what docker said", text: stderr.trim() }],
    });
}


/***/ }),

/***/ 64856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IF: () => (/* binding */ cacheWarnings),
/* harmony export */   Jh: () => (/* binding */ sbomGeneratorMissing),
/* harmony export */   fW: () => (/* binding */ tolerantCacheTo)
/* harmony export */ });
const tolerant = new Set(["registry", "local", "gha", "s3", "azblob"]);
function tolerantCacheTo(entries) {
    return entries.map((entry) => {
        const named = entry.includes("=") ? entry : `type=registry,ref=${entry}`;
        const type = /(?:^|,)"?type=([^,"]+)/.exec(named)?.[1] ?? "registry";
        return tolerant.has(type) && !/(?:^|,)"?ignore-error=/.test(named) ? `${named},ignore-error=true` : entry;
    });
}
function cacheWarnings(lines) {
    const names = new Map();
    const warnings = [];
    for (const line of lines) {
        const [, begun, direction, place] = /^#(\d+) (importing|exporting) cache (?:manifest |to |from )*(.+)$/.exec(line) ?? [];
        if (begun !== undefined)
            names.set(begun, `${direction === "importing" ? "read from" : "written to"} ${place}`);
        const [, failed = "", reason] = /^#(\d+) ERROR: (.+)$/.exec(line) ?? [];
        const name = names.get(failed);
        if (name !== undefined && reason !== undefined && !isFirstBuild(name, reason)) {
            warnings.push(`The cache could not be ${name}, so the build took or kept less than it could: ${reason}`);
        }
    }
    return [...new Set(warnings)];
}
function sbomGeneratorMissing(lines) {
    return lines.some((line) => /^ERROR: .*failed to resolve source metadata for \S*(?:syft-scanner|sbom)\S*:/.test(line));
}
function isFirstBuild(name, reason) {
    return name.startsWith("read from") && /: not found$|404 Not Found/.test(reason);
}


/***/ }),

/***/ 75845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ runBuild)
});

// EXTERNAL MODULE: ./src/image/arguments.js
var image_arguments = __webpack_require__(81559);
// EXTERNAL MODULE: ./src/image/builder.js + 1 modules
var builder = __webpack_require__(53996);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
;// CONCATENATED MODULE: ./src/image/explain-build.js

const shownLines = 10;
const shownErrors = 3;
const longestStep = 100;
function readBuildError(lines) {
    const vertex = findLast(lines, /^#(\d+) ERROR: /)?.[1];
    const name = vertex === undefined ? undefined : find(lines, new RegExp(`^#${vertex} (\\[.+)$`))?.[1];
    const own = vertex === undefined ? [] : lines.flatMap((line) => stepOutput(line, vertex) ?? []);
    return {
        message: findMessage(lines),
        step: name === undefined || name.startsWith("[internal]") ? undefined : shorten(name.replace(/^\[[^\]]*\] /, "")),
        line: findLine(lines),
        lastLines: lastTelling(own.length > 0 ? own : lines.filter((line) => !/^-*\s*$/.test(line))),
    };
}
function explainBuild(lines, file, exitCode, attempted = "building the image") {
    const error = readBuildError(lines);
    return new failure/* Failure */.H({
        attempted,
        found: describe(error, exitCode),
        advice: advise(error),
        at: error.line === undefined ? undefined : { file, line: error.line },
        evidence: error.lastLines.length === 0
            ? []
            : [
                {
                    title: `last lines of ${error.step === undefined ? "the build" : `the step "${error.step}"`}`,
                    text: error.lastLines.join("\n"),
                },
            ],
    });
}
function describe({ step, message }, exitCode) {
    const stepCode = /did not complete successfully: exit code: (\d+)/.exec(message)?.[1];
    if (step !== undefined && stepCode !== undefined)
        return `the step "${step}" ended with exit code ${stepCode}`;
    if (message === "")
        return `buildx ended with exit code ${exitCode}`;
    return step === undefined ? message : `the step "${step}" failed: ${message}`;
}
const advices = [
    [
        /401 Unauthorized|403 Forbidden|insufficient_scope|authorization failed|no basic auth credentials|denied: |failed to authorize/,
        "Log in to the registry in a step before this one (docker/login-action), with an account that may write there, and check the name of the repository.",
    ],
    [
        /failed to (?:calculate checksum|compute cache key)|": not found/,
        "A file that the Dockerfile copies is not in the build context: check its path, the input context, and .dockerignore.",
    ],
    [
        /failed to push/,
        "Check the name of the registry and that the builder can reach it: it is the builder that pushes, not this machine.",
    ],
    [
        /failed to resolve source metadata|pull access denied|: not found$/,
        "Check the name of the base image and its tag, and that the builder can reach its registry; build-contexts can put another image in its place.",
    ],
    [
        /exit code: 137|cannot allocate memory|signal: killed/,
        "The step was killed, most often for lack of memory: give the builder more, or let the step do less at a time.",
    ],
    [/no space left on device/, "The builder's disk is full: prune its cache (docker buildx prune) or give it more."],
    [/no builder .* found/, "Create the builder in a step before this one, or leave out the input builder."],
    [
        /failed to list workers|connection refused|Cannot connect to the Docker daemon|error during connect|deadline exceeded|failed to receive status|closing transport|error reading from server|code = Unavailable|broken pipe|connection reset by peer/,
        "The builder does not answer, or was ended while it built: look at it with docker buildx inspect, or set one up with docker/setup-buildx-action.",
    ],
    [
        /target stage .* could not be found|target .* not found/,
        "The input target must name a stage of the Dockerfile (FROM … AS name).",
    ],
    [
        /did not complete successfully/,
        "Run the same build on your machine (docker buildx build) to see it fail, and mend the step.",
    ],
    [/dockerfile parse error|unknown instruction|failed to parse/, "Mend this line of the Dockerfile."],
];
function advise(error) {
    const match = advices.find(([pattern]) => pattern.test(error.message));
    return match?.[1] ?? "The whole output of the build stands above in the log.";
}
function shorten(step) {
    const line = step.replace(/\s+/g, " ");
    return line.length > longestStep ? `${line.slice(0, longestStep)}…` : line;
}
function findMessage(lines) {
    const message = findLast(lines, /^ERROR: (.+)$/)?.[1] ?? findLast(lines, /^#\d+ ERROR: (.+)$/)?.[1] ?? "";
    return message.replace(/^(?:failed to build: )?(?:failed to solve: )?/, "").trim();
}
function findLine(lines) {
    const marked = find(lines, /^\s*(\d+) \| >>> /)?.[1];
    const heading = lines.findLast((line, index) => /^\S+:\d+$/.test(line) && lines[index + 1]?.startsWith("-----"));
    const text = marked ?? heading?.slice(heading.lastIndexOf(":") + 1) ?? findLast(lines, /parse error on line (\d+)/)?.[1];
    return text === undefined ? undefined : Number(text);
}
function stepOutput(line, vertex) {
    return new RegExp(`^#${vertex} \\d+\\.\\d+ (.*)$`).exec(line)?.[1];
}
function lastTelling(lines) {
    const last = lines.slice(-shownLines);
    const earlier = lines.slice(0, -shownLines).filter(readsLikeError).slice(-shownErrors);
    if (earlier.length === 0 || last.some(readsLikeError))
        return last;
    return [...earlier, "…", ...last.slice(earlier.length + 1)];
}
function readsLikeError(line) {
    return /\b(?:error|fail(?:ed|ure)?|fatal|panic|cannot|can't|denied|no such|not found|undefined)\b/i.test(line);
}
function find(lines, pattern) {
    for (const line of lines) {
        const match = pattern.exec(line);
        if (match)
            return match;
    }
    return undefined;
}
function findLast(lines, pattern) {
    return find(lines.toReversed(), pattern);
}

// EXTERNAL MODULE: ./src/image/push-cache.js
var push_cache = __webpack_require__(64856);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(46193);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./src/image/run-buildx.js




const usualPatience = { afterInterrupt: 3000, afterTerminate: 1500 };
const flushEvery = 200;
const mostLines = 10_000;
async function runBuildx(run) {
    run.signal.throwIfAborted();
    const child = (0,external_node_child_process_.spawn)(run.buildx.command, [...run.buildx.prefix, ...run.args], {
        cwd: run.directory,
        env: run.env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const output = collectOutput(child, run.log);
    const killAtExit = () => signalGroup(child, "SIGKILL");
    process.once("exit", killAtExit);
    const closed = (0,external_node_events_.once)(child, "close");
    let ending;
    const end = () => {
        ending ??= endGroup(child, closed, run.patience ?? usualPatience);
    };
    run.signal.addEventListener("abort", end, { once: true });
    try {
        const [exitCode] = await closed;
        await ending;
        run.signal.throwIfAborted();
        return { exitCode: exitCode ?? 1, lines: output.lines };
    }
    finally {
        output.flush();
        run.signal.removeEventListener("abort", end);
        process.removeListener("exit", killAtExit);
    }
}
function collectOutput(child, log) {
    const lines = [];
    let unprinted = [];
    let timer;
    const flush = () => {
        clearTimeout(timer);
        timer = undefined;
        if (unprinted.length > 0)
            log.foreign(unprinted.join("\n"));
        unprinted = [];
    };
    const take = (line) => {
        lines.push(line);
        if (lines.length > mostLines)
            lines.shift();
        unprinted.push(line);
        timer ??= setTimeout(flush, flushEvery);
    };
    splitLines(child.stdout, take);
    splitLines(child.stderr, take);
    return { lines, flush };
}
function splitLines(stream, take) {
    const decoder = new external_node_string_decoder_.StringDecoder("utf8");
    let rest = "";
    stream.on("data", (chunk) => {
        const parts = (rest + decoder.write(chunk)).split(/\r?\n/);
        rest = parts.pop() ?? "";
        parts.forEach(take);
    });
    stream.on("end", () => {
        rest += decoder.end();
        if (rest !== "")
            take(rest);
    });
}
async function endGroup(child, closed, patience) {
    const isClosed = closed.then(() => true, () => true);
    const closesIn = (milliseconds) => Promise.race([isClosed, (0,promises_.setTimeout)(milliseconds, false, { ref: false })]);
    signalGroup(child, "SIGINT");
    if (!(await closesIn(patience.afterInterrupt))) {
        signalGroup(child, "SIGTERM");
        await closesIn(patience.afterTerminate);
    }
    signalGroup(child, "SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
}
function signalGroup(child, signal) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, signal);
    }
    catch (error) {
        if (error.code !== "ESRCH")
            throw error;
    }
}

// EXTERNAL MODULE: ./src/image/secrets.js
var secrets = __webpack_require__(19242);
;// CONCATENATED MODULE: ./src/image/run-build.js






async function runBuild({ attempted, invocation, dockerfile }, { buildx, variables, buildArgs }, directory, context) {
    const args = (0,image_arguments/* buildxArguments */.Xm)(invocation);
    const result = await context.log.group(capital(attempted), async () => {
        context.log.foreign(commandLine([buildx.command, ...buildx.prefix, ...args], (0,secrets/* secretLikeArguments */.O5)(buildArgs)));
        return runBuildx({
            buildx,
            args,
            directory,
            env: { ...variables, ...context.env, ...(0,image_arguments/* secretVariables */.c8)(invocation.secrets) },
            log: context.log,
            signal: context.signal,
        });
    });
    for (const warning of (0,push_cache/* cacheWarnings */.IF)(result.lines))
        context.log.warning(warning);
    if (result.exitCode === 0)
        return { kind: "built", lines: result.lines };
    const failure = (0,builder/* dockerDriverFailure */.hP)(result.lines.slice(-20).join("\n")) ??
        explainBuild(result.lines, dockerfile, result.exitCode, attempted);
    return { kind: "failed", lines: result.lines, failure };
}
function commandLine(words, hidden) {
    return words
        .map((word) => {
        const name = hidden.find((one) => word.startsWith(`${one}=`));
        return quote(name === undefined ? word : `${name}=***`);
    })
        .join(" ");
}
function quote(word) {
    return /^[\w@%+=:,./*-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}


/***/ })

};
