export const id = 6993;
export const ids = [6993];
export const modules = {

/***/ 43743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eA: () => (/* binding */ checkShape),
/* harmony export */   hN: () => (/* binding */ parseYaml),
/* harmony export */   zM: () => (/* binding */ parseKubernetesYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33483);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73777);



function parseYaml(text, file) {
    return parse(text, file, []);
}
function parseKubernetesYaml(text, file) {
    return parse(text, file, kubernetesTags);
}
function checkShape(schema, source, what) {
    const result = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .checkValue */ .Su)(schema, source.value);
    if (result.kind === "fits")
        return result.value;
    throw misfit(source, what, result.problems);
}
function parse(text, file, customTags) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const options = { lineCounter: lines, merge: true, prettyErrors: false };
    const documents = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.parseAllDocuments)(text, { ...options, customTags: (tags) => [...customTags, ...tags] });
    const at = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    if (!Array.isArray(documents))
        return [];
    const errors = documents.flatMap((document) => document.errors);
    if (errors.length > 0)
        throw notYaml(file, errors, at);
    return documents
        .map((document) => ({
        value: plainValue(document, file, at),
        position: (path) => at(offsetOf(document, path)),
    }))
        .filter((source) => source.value !== null && source.value !== undefined);
}
function notYaml(file, errors, at) {
    const [first] = errors;
    const describe = (error) => error?.code === "DUPLICATE_KEY" ? "a key stands twice in one mapping" : lowerFirst(error?.message ?? "");
    const all = errors.map((error) => `${(0,_report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .placeText */ .Z)(at(error.pos[0]))}: ${describe(error)}`);
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `reading ${file}`,
        found: describe(first),
        advice: first?.code === "DUPLICATE_KEY" ? "Keep one of the two." : "Correct the YAML at this place.",
        at: at(first?.pos[0] ?? 0),
        evidence: listed("what is wrong in the file", all),
        cause: first,
    });
}
function plainValue(document, file, at) {
    try {
        return document.toJS({ maxAliasCount: 100 });
    }
    catch (error) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: `reading ${file}`,
            found: lowerFirst(error instanceof Error ? error.message : String(error)),
            advice: "Write the values out where the aliases stand.",
            at: at(document.contents?.range?.[0] ?? 0),
            cause: error,
        });
    }
}
function offsetOf(document, path) {
    let node = document.contents;
    let offset = document.contents?.range?.[0] ?? 0;
    for (const part of path) {
        const next = childOf(resolved(node, document), part, document);
        if (next === undefined)
            return offset;
        offset = next.offset ?? offset;
        node = next.node;
    }
    return offset;
}
function childOf(node, part, document) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
        const item = typeof part === "number" ? node.items[part] : undefined;
        return item === undefined ? undefined : { node: item, offset: startOf(item) };
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return undefined;
    const entry = node.items.find((pair) => keyText(pair.key) === String(part));
    if (entry !== undefined)
        return { node: entry.value, offset: startOf(entry.key) };
    return mergedInto(node, document)
        .map((merged) => childOf(merged, part, document))
        .find((child) => child !== undefined);
}
function mergedInto(map, document) {
    return map.items
        .filter((pair) => keyText(pair.key) === "<<")
        .map((pair) => resolved(pair.value, document))
        .flatMap((value) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(value) ? value.items.map((item) => resolved(item, document)) : [value]));
}
function resolved(node, document) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? node.resolve(document) : node;
}
function keyText(key) {
    const value = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) ? key.value : key;
    return typeof value === "symbol" ? (value.description ?? "") : String(value);
}
function startOf(node) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node) ? node.range?.[0] : undefined;
}
function misfit(source, what, problems) {
    const [first] = problems;
    const at = source.position(first?.path ?? []);
    const all = problems.map((problem) => `${(0,_report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .placeText */ .Z)(source.position(problem.path))}: ${(0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .pathText */ .LF)(problem.path)}: ${problem.found}. ${problem.advice}`);
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `reading ${(0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .pathText */ .LF)(first?.path ?? [])} of ${what} in ${(0,_report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .placeText */ .Z)(at)}`,
        found: `${first?.found ?? "it does not fit"}${more}`,
        advice: first?.advice ?? "",
        at,
        evidence: listed(`all that is wrong in ${at.file}`, all),
    });
}
function listed(title, lines) {
    return lines.length > 1 ? [{ title, text: lines.join("\n") }] : [];
}
function lowerFirst(text) {
    return text.charAt(0).toLowerCase() + text.slice(1);
}
const kubernetesTags = [
    {
        identify: () => false,
        default: true,
        tag: "tag:yaml.org,2002:int",
        test: /^0[0-7]+$/,
        resolve: (text) => Number.parseInt(text, 8),
    },
    {
        identify: () => false,
        default: true,
        tag: "tag:yaml.org,2002:bool",
        test: /^(?:[yY]|yes|Yes|YES|on|On|ON)$/,
        resolve: () => true,
    },
    {
        identify: () => false,
        default: true,
        tag: "tag:yaml.org,2002:bool",
        test: /^(?:[nN]|no|No|NO|off|Off|OFF)$/,
        resolve: () => false,
    },
];


/***/ }),

/***/ 46993:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadManifests: () => (/* binding */ loadManifests)
});

// UNUSED EXPORTS: refuseDuplicates

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(23904);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ../../node_modules/picomatch/index.js
var picomatch = __webpack_require__(71026);
;// CONCATENATED MODULE: ./src/manifests/find-files.js




const ignoredFolders = new Set(["node_modules", ".git"]);
async function findFiles(patterns, directory) {
    const files = new Set();
    for (const pattern of patterns) {
        const found = await filesOf(pattern, directory);
        if (found.length === 0)
            throw matchesNothing(pattern, directory);
        for (const file of found)
            files.add(relativeTo(directory, file));
    }
    return [...files];
}
async function filesOf(pattern, directory) {
    const there = external_node_path_.resolve(directory, pattern);
    const stats = await external_node_fs_.promises.stat(there).catch(unlessMissing);
    if (stats?.isFile())
        return [there];
    if (stats?.isDirectory())
        return (await walk(there)).filter(isManifestFile);
    const { base, glob } = picomatch.scan(toSlashes(pattern));
    if (glob === "")
        return [];
    const root = external_node_path_.resolve(directory, base);
    const matches = picomatch(glob);
    return (await walk(root)).filter((file) => matches(toSlashes(external_node_path_.relative(root, file))));
}
async function walk(folder) {
    const entries = (await external_node_fs_.promises.readdir(folder, { withFileTypes: true }).catch(unlessMissing)) ?? [];
    const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const nested = await Promise.all(sorted.map((entry) => filesIn(external_node_path_.join(folder, entry.name), entry)));
    return nested.flat();
}
async function filesIn(file, entry) {
    if (entry.isDirectory())
        return ignoredFolders.has(entry.name) ? [] : walk(file);
    if (entry.isSymbolicLink())
        return (await external_node_fs_.promises.stat(file).catch(unlessMissing))?.isFile() ? [file] : [];
    return entry.isFile() ? [file] : [];
}
function isManifestFile(file) {
    return /\.(?:yaml|yml|json)$/i.test(file);
}
function unlessMissing(error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR")
        return undefined;
    throw error;
}
function relativeTo(directory, file) {
    const relative = external_node_path_.relative(directory, file);
    return relative.startsWith("..") || external_node_path_.isAbsolute(relative) ? file : relative;
}
function toSlashes(file) {
    return file.replaceAll(external_node_path_.sep, "/");
}
function matchesNothing(pattern, directory) {
    return new failure/* Failure */.H({
        attempted: `looking for manifests by ${JSON.stringify(pattern)}`,
        found: `nothing matches it in ${directory}`,
        advice: "Give files, folders (their *.yaml, *.yml and *.json files are taken) or globs such as `deploy/**/*.yaml`, relative to the repository, and check it out first.",
    });
}

;// CONCATENATED MODULE: ./src/manifests/manifest.js

function describeManifest(manifest) {
    const { file, line } = manifest.position([]);
    return `${describeObject(manifest.object)} (${file}:${line})`;
}
function identityOf(object, defaultNamespace = "") {
    const group = object.apiVersion.includes("/") ? object.apiVersion.slice(0, object.apiVersion.lastIndexOf("/")) : "";
    return [group, object.kind, object.metadata.namespace ?? defaultNamespace, object.metadata.name].join("|");
}

// EXTERNAL MODULE: ./src/config/source.js
var config_source = __webpack_require__(43743);
;// CONCATENATED MODULE: ./src/manifests/templates.js


function refuseTemplates(text, file) {
    if (/^kustomization(?:\.ya?ml)?$/i.test(external_node_path_.basename(file))) {
        throw mustBeRendered(file, 1, "it is a kustomization, not a manifest", "kustomize build FOLDER");
    }
    if (/^Chart\.ya?ml$/.test(external_node_path_.basename(file))) {
        throw mustBeRendered(file, 1, "it describes a Helm chart, not a Kubernetes object", "helm template NAME CHART");
    }
    const line = lineOfTemplateAction(text);
    if (line !== undefined) {
        throw mustBeRendered(file, line, "it is a Helm template: it has `{{ … }}` where YAML is expected", "helm template NAME CHART");
    }
}
function lineOfTemplateAction(text) {
    let blockIndent;
    for (const [index, line] of text.split("\n").entries()) {
        const indent = line.search(/\S/);
        if (indent < 0)
            continue;
        if (blockIndent !== undefined && indent > blockIndent)
            continue;
        blockIndent = /(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$/.test(line) && !/^\s*#/.test(line) ? indent : undefined;
        if (/^\s*(?:- +)*(?:[\w./-]+: *)?\{\{/.test(line))
            return index + 1;
    }
    return undefined;
}
function mustBeRendered(file, line, found, command) {
    return new failure/* Failure */.H({
        attempted: `reading the manifest ${file}`,
        found,
        advice: `Render it in a step before this one (\`${command} > rendered.yaml\`) and name the result.`,
        at: { file, line },
    });
}

;// CONCATENATED MODULE: ./src/manifests/read-objects.js



function readManifests(text, file) {
    refuseTemplates(text, file);
    return readObjects(text, file);
}
function readObjects(text, file) {
    return (0,config_source/* parseKubernetesYaml */.zM)(text, file).flatMap((source) => unfold(source, file, []));
}
function unfold(source, file, base) {
    const value = valueAt(source.value, base);
    const at = source.position(base);
    if (!isMapping(value))
        throw notAnObject(file, at, "it is not a mapping");
    if (isList(value))
        return value.items.flatMap((_, index) => unfold(source, file, [...base, "items", index]));
    const object = checkObject(value, file, (below) => source.position([...base, ...below]));
    return [{ object, file, position: (below) => source.position([...base, ...below]) }];
}
function isList(value) {
    return typeof value.kind === "string" && value.kind.endsWith("List") && Array.isArray(value.items);
}
function checkObject(value, file, position) {
    const { apiVersion, kind, metadata } = value;
    if (!isText(apiVersion))
        throw notAnObject(file, position(["apiVersion"]), "it has no apiVersion");
    if (!isText(kind))
        throw notAnObject(file, position(["kind"]), "it has no kind");
    if (!isMapping(metadata))
        throw notAnObject(file, position(["metadata"]), `the ${kind} has no metadata`);
    if (!isText(metadata.name))
        throw nameless(kind, metadata, file, position);
    const { name, namespace } = metadata;
    if (namespace !== undefined && !isText(namespace)) {
        throw notAnObject(file, position(["metadata", "namespace"]), `the namespace of ${kind} ${name} is not a text`);
    }
    for (const field of ["labels", "annotations"])
        checkTexts(value, ["metadata", field], `${kind} ${name}`, file, position);
    return { ...value, apiVersion, kind, metadata: { ...metadata, name } };
}
function checkTexts(value, path, owner, file, position) {
    const texts = valueAt(value, path);
    if (texts === undefined || texts === null)
        return;
    if (!isMapping(texts))
        throw notAnObject(file, position(path), `${path.join(".")} of ${owner} is not a mapping`);
    for (const [key, text] of Object.entries(texts)) {
        if (typeof text === "string")
            continue;
        throw new failure/* Failure */.H({
            attempted: `reading the manifest ${file}`,
            found: `${path.join(".")} of ${owner} has a value at ${JSON.stringify(key)} that is not a text`,
            advice: "Put it in quotes.",
            at: position([...path, key]),
        });
    }
}
function nameless(kind, metadata, file, position) {
    if (!isText(metadata.generateName)) {
        return notAnObject(file, position(["metadata", "name"]), `the ${kind} has no metadata.name`);
    }
    return new failure/* Failure */.H({
        attempted: `reading the manifest ${file}`,
        found: `the ${kind} has generateName instead of a name`,
        advice: "Give it metadata.name: an object with a new name in each release could be neither compared nor taken back.",
        at: position(["metadata", "generateName"]),
    });
}
function notAnObject(file, at, found) {
    return new failure/* Failure */.H({
        attempted: `reading the manifest ${file}`,
        found,
        advice: "Every document must be a Kubernetes object with apiVersion, kind and metadata.name. Name only the manifests, or move other files out of the folder.",
        at,
    });
}
function valueAt(value, path) {
    return path.reduce((parent, key) => (typeof parent === "object" && parent !== null ? Reflect.get(parent, key) : undefined), value);
}
function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isText(value) {
    return typeof value === "string" && value !== "";
}

;// CONCATENATED MODULE: ./src/manifests/renderer.js

async function runRenderer(program, args, { attempted, get }, { runCommand, env, signal, directory }) {
    const { status, stdout, stderr } = await runCommand(program, args, { directory, env, signal, timeout: 60_000 });
    if (status === 0)
        return stdout;
    if (status === undefined) {
        const found = stderr.includes("not on the PATH")
            ? `${program} is not on the PATH`
            : `${program} gave no answer within 60 s`;
        throw new failure/* Failure */.H({ attempted, found, advice: get });
    }
    const words = stderr.trim().split("\n");
    throw new failure/* Failure */.H({
        attempted,
        found: (words.findLast((line) => /error/i.test(line)) ?? words.at(-1) ?? "").replace(/^error: /i, "") ||
            `${program} ended with status ${status}`,
        advice: `Run \`${program} ${args.join(" ")}\` in the repository to see the same.`,
        evidence: [{ title: `what ${program} wrote`, text: stderr.trim() }],
    });
}

;// CONCATENATED MODULE: ./src/manifests/render-chart.js






async function renderChart({ folder, name }, options) {
    const { helm, directory, namespace } = options;
    const release = helm.release ?? external_node_path_.basename(folder);
    const args = [
        ...["template", release, folder, "--include-crds"],
        ...(namespace === undefined ? [] : ["--namespace", namespace]),
        ...capabilityArguments(await options.capabilities()),
        ...helm.values.flatMap((file) => ["--values", external_node_path_.resolve(directory, file)]),
        ...helm.set.flatMap((pair) => ["--set", pair]),
    ];
    const command = {
        attempted: `rendering the chart ${name}`,
        get: "GitHub's runners have helm; on others install it in a step before, for example with azure/setup-helm.",
    };
    const text = await runRenderer("helm", args, command, options);
    const templates = new Map();
    const manifests = [];
    for (const part of partsOf(text)) {
        const file = fileOf(part.source, folder, name);
        const template = templates.get(file) ?? (await external_node_fs_.promises.readFile(external_node_path_.resolve(directory, file), "utf8").catch(() => ""));
        templates.set(file, template);
        for (const { object } of readObjects(part.text, file)) {
            const manifest = { object, file, position: (below) => guess(template, file, object.kind, below) };
            if (!isTest(manifest))
                manifests.push(manifest);
        }
    }
    return manifests;
}
function capabilityArguments(capabilities) {
    if (capabilities === undefined)
        return [];
    const { kubernetes, apiVersions } = capabilities;
    return ["--kube-version", kubernetes, ...apiVersions.flatMap((version) => ["--api-versions", version])];
}
function partsOf(text) {
    return text
        .split(/^---\s*$/m)
        .filter((part) => part.trim() !== "")
        .map((part) => ({ source: /^# Source: (.+)$/m.exec(part)?.[1]?.trim() ?? "", text: part }));
}
function fileOf(source, folder, name) {
    if (source === "")
        return external_node_path_.join(name, "Chart.yaml");
    const [, ...below] = source.split("/");
    return external_node_path_.join(name === "." ? external_node_path_.relative(process.cwd(), folder) : name, ...below);
}
function isTest({ object, position }) {
    const hook = object.metadata.annotations?.["helm.sh/hook"];
    if (hook === undefined)
        return false;
    const moments = hook.split(",").map((moment) => moment.trim());
    if (moments.every((moment) => moment === "test" || moment === "test-success" || moment === "test-failure"))
        return true;
    throw new failure/* Failure */.H({
        attempted: `rendering ${(0,kube_object/* describeObject */.v)(object)}`,
        found: `it is a hook of Helm's (${hook})`,
        advice: "A release here applies objects and runs no hooks: make a migration a step or a Job of its own before the release, and switch the hook off in the chart's values.",
        at: position(["metadata", "annotations", "helm.sh/hook"]),
    });
}
function guess(template, file, kind, below) {
    const lines = template.split("\n");
    let line = Math.max(0, lines.findIndex((text) => new RegExp(`^kind:\\s*["']?${kind}\\b`).test(text)));
    for (const key of below) {
        if (typeof key === "number")
            continue;
        const wanted = key.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
        const found = lines.findIndex((text, index) => index >= line && new RegExp(`^\\s*(?:- +)*["']?${wanted}["']?:`).test(text));
        if (found < 0)
            break;
        line = found;
    }
    return { file, line: line + 1 };
}

// EXTERNAL MODULE: ../../node_modules/yaml/dist/index.js
var dist = __webpack_require__(33483);
;// CONCATENATED MODULE: ./src/manifests/remote-bases.js




const lists = [
    "resources",
    "bases",
    "components",
    "crds",
    "generators",
    "transformers",
    "validators",
    "configurations",
];
async function refuseRemoteBases(folder, directory, seen = new Set()) {
    if (seen.has(folder))
        return;
    seen.add(folder);
    const read = await readKustomization(folder, directory);
    if (read === undefined)
        return;
    const { source, file } = read;
    for (const { entry, at } of entriesOf(source)) {
        const local = external_node_path_.resolve(folder, entry);
        const stats = await external_node_fs_.promises.stat(local).catch(() => undefined);
        if (stats?.isDirectory())
            await refuseRemoteBases(local, directory, seen);
        else if (stats === undefined && isRemote(entry))
            throw remote(file, `it loads ${entry}, which`, source.position(at));
    }
    const charts = fieldOf(source.value, "helmCharts");
    if (Array.isArray(charts) && charts.length > 0)
        throw remote(file, "it inflates a Helm chart that", source.position(["helmCharts"]));
}
function entriesOf({ value }) {
    return lists.flatMap((list) => {
        const entries = fieldOf(value, list);
        if (!Array.isArray(entries))
            return [];
        return entries.flatMap((entry, index) => (typeof entry === "string" ? [{ entry, at: [list, index] }] : []));
    });
}
async function readKustomization(folder, directory) {
    for (const name of ["kustomization.yaml", "kustomization.yml", "Kustomization"]) {
        const absolute = external_node_path_.join(folder, name);
        const text = await external_node_fs_.promises.readFile(absolute, "utf8").catch(() => undefined);
        if (text === undefined)
            continue;
        const relative = external_node_path_.relative(directory, absolute);
        const file = relative.startsWith("..") ? absolute : relative;
        const [source] = (0,config_source/* parseKubernetesYaml */.zM)(text, file);
        return source === undefined ? undefined : { source, file };
    }
    return undefined;
}
function isRemote(entry) {
    return (/^(?:[a-z+]+:\/\/|git@|git::|(?:www\.)?(?:github|gitlab|bitbucket)\.)/i.test(entry) || /\/\/|\?ref=/.test(entry));
}
function remote(file, what, at) {
    return new failure/* Failure */.H({
        attempted: `rendering the kustomization ${external_node_path_.dirname(file)}`,
        found: `${what} is not in the repository`,
        advice: "Copy it into the repository, so that one commit is always one release, or set `allow-remote-bases: true`. A chart in the repository can be named in `manifests` itself.",
        at,
    });
}
function fieldOf(value, name) {
    return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

;// CONCATENATED MODULE: ./src/manifests/render-kustomization.js







const originAnnotation = "config.kubernetes.io/origin";
async function renderKustomization({ folder, name }, options) {
    if (!options.allowRemoteBases)
        await refuseRemoteBases(folder, options.directory);
    const around = await external_node_fs_.promises.realpath(await external_node_fs_.promises.mkdtemp(external_node_path_.join(options.tempDirectory, "kustomize-")));
    try {
        const resource = external_node_path_.relative(around, await external_node_fs_.promises.realpath(folder));
        const wrapper = { resources: [resource], buildMetadata: ["originAnnotations"] };
        await external_node_fs_.promises.writeFile(external_node_path_.join(around, "kustomization.yaml"), JSON.stringify(wrapper));
        const command = {
            attempted: `rendering the kustomization ${name}`,
            get: "GitHub's runners have kubectl; on others install it in a step before, for example with azure/setup-kubectl.",
        };
        const text = await runRenderer("kubectl", ["kustomize", around], command, options);
        const marker = { file: external_node_path_.join(name, "kustomization.yaml"), line: 1 };
        const sources = new Map();
        return await Promise.all(readObjects(text, `${name} (rendered)`).map(({ object }) => located(object, around, marker, sources, options)));
    }
    finally {
        await external_node_fs_.promises.rm(around, { recursive: true, force: true });
    }
}
async function located(object, around, marker, sources, { directory }) {
    const clean = withoutOrigin(object);
    const origin = originOf(object);
    if (origin === undefined)
        return { object: clean, file: marker.file, position: () => marker };
    const absolute = external_node_path_.resolve(around, origin.path);
    const relative = external_node_path_.relative(directory, absolute);
    const file = relative.startsWith("..") ? absolute : relative;
    const place = { file, line: 1 };
    if (origin.generated)
        return { object: clean, file, position: () => place };
    const read = sources.get(file) ?? readSources(absolute, file);
    sources.set(file, read);
    const source = bestMatch(await read, object);
    return { object: clean, file, position: (below) => source?.position(below) ?? place };
}
async function readSources(absolute, file) {
    const text = await external_node_fs_.promises.readFile(absolute, "utf8").catch(() => "");
    return (0,config_source/* parseKubernetesYaml */.zM)(text, file);
}
function bestMatch(sources, { kind, metadata }) {
    const ofKind = sources.filter(({ value }) => fieldOf(value, "kind") === kind);
    const named = ofKind
        .map((source) => ({ source, name: String(fieldOf(fieldOf(source.value, "metadata"), "name") ?? "") }))
        .filter(({ name }) => name !== "" && metadata.name.includes(name))
        .toSorted((one, other) => other.name.length - one.name.length);
    return named[0]?.source ?? (ofKind.length === 1 ? ofKind[0] : undefined);
}
function originOf(object) {
    const text = object.metadata.annotations?.[originAnnotation];
    if (text === undefined)
        return undefined;
    const origin = (0,dist/* parse */.qg)(text);
    if (fieldOf(origin, "repo") !== undefined)
        return undefined;
    const own = fieldOf(origin, "path");
    if (typeof own === "string")
        return { path: own, generated: false };
    const configured = fieldOf(origin, "configuredIn");
    return typeof configured === "string" ? { path: configured, generated: true } : undefined;
}
function withoutOrigin(object) {
    const { [originAnnotation]: _, ...annotations } = object.metadata.annotations ?? {};
    const { annotations: __, ...metadata } = object.metadata;
    return { ...object, metadata: { ...metadata, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) } };
}

;// CONCATENATED MODULE: ./src/manifests/render.js




async function sourceOf(pattern, directory) {
    const there = external_node_path_.resolve(directory, pattern);
    const folder = isMarker(external_node_path_.basename(there)) ? external_node_path_.dirname(there) : there;
    const entries = await external_node_fs_.promises.readdir(folder).catch(() => []);
    const marker = entries.find(isMarker);
    if (marker === undefined)
        return undefined;
    const relative = external_node_path_.relative(directory, folder);
    const name = relative.startsWith("..") || external_node_path_.isAbsolute(relative) ? folder : relative || ".";
    return { kind: /^Chart/.test(marker) ? "chart" : "kustomization", folder, name };
}
async function render(source, options) {
    return source.kind === "chart" ? renderChart(source, options) : renderKustomization(source, options);
}
function isMarker(name) {
    return /^(?:kustomization(?:\.ya?ml)?|Chart\.ya?ml)$/i.test(name);
}

;// CONCATENATED MODULE: ./src/manifests/load.js








async function loadManifests(patterns, options) {
    const manifests = [];
    const read = new Set();
    for (const pattern of patterns) {
        const source = options.render === undefined ? undefined : await sourceOf(pattern, options.directory);
        if (source !== undefined && options.render !== undefined) {
            if (!read.has(source.folder))
                manifests.push(...(await render(source, { ...options, ...options.render })));
            read.add(source.folder);
            continue;
        }
        for (const file of await findFiles([pattern], options.directory)) {
            if (read.has(file))
                continue;
            read.add(file);
            const text = await external_node_fs_.promises.readFile(external_node_path_.resolve(options.directory, file), "utf8");
            manifests.push(...readManifests(text, file));
        }
    }
    if (manifests.length === 0)
        throw nothingInside(patterns);
    refuseDuplicates(manifests, options.namespace);
    return manifests;
}
function refuseDuplicates(manifests, defaultNamespace = "") {
    const seen = new Map();
    for (const manifest of manifests) {
        const identity = identityOf(manifest.object, defaultNamespace);
        const first = seen.get(identity);
        if (first !== undefined)
            throw describedTwice(first, manifest);
        seen.set(identity, manifest);
    }
}
function describedTwice(first, second) {
    const [one, other] = [first.position([]), second.position([])];
    return new failure/* Failure */.H({
        attempted: `reading the manifest ${second.file}`,
        found: `${(0,kube_object/* describeObject */.v)(second.object)} is described twice: ${one.file}:${one.line} and ${other.file}:${other.line}`,
        advice: "Keep one of the two.",
        at: other,
    });
}
function nothingInside(patterns) {
    return new failure/* Failure */.H({
        attempted: `reading the manifests ${patterns.join(", ")}`,
        found: "the files describe no object",
        advice: "Name at least one file with a Kubernetes object in it.",
    });
}


/***/ })

};
