export const id = 903;
export const ids = [903];
export const modules = {

/***/ 3743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eA: () => (/* binding */ checkShape),
/* harmony export */   hN: () => (/* binding */ parseYaml),
/* harmony export */   zM: () => (/* binding */ parseKubernetesYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3483);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6302);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3777);



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
    const documents = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseAllDocuments */ .hR)(text, { ...options, customTags: (tags) => [...customTags, ...tags] });
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


/***/ }),

/***/ 9372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ setImages),
/* harmony export */   L: () => (/* binding */ parseImageOverride)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3904);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6302);
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4102);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9033);




function parseImageOverride(line) {
    const text = line.trim();
    const equals = text.indexOf("=");
    const reference = equals < 0 ? text : text.slice(equals + 1).trim();
    const parts = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(reference);
    const name = equals < 0 ? (parts?.repository ?? "") : text.slice(0, equals).trim();
    if (parts !== undefined && (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(name)?.repository === name) {
        return { name, reference, anyPath: equals < 0 || !name.includes("/") };
    }
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `reading the image ${JSON.stringify(text)}`,
        found: parts === undefined
            ? `${JSON.stringify(reference)} is not an image reference`
            : `${JSON.stringify(name)} is not an image name`,
        advice: "Write `name=registry/path/name@sha256:…`, or the full reference alone: `registry/path/name:tag`. Repositories are in lower case.",
    });
}
function setImages(manifests, images) {
    const places = manifests.flatMap((manifest) => (0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .containersOf */ .M)(manifest.object).map((place) => ({ ...place, manifest })));
    const chosen = new Map();
    for (const override of images) {
        for (const place of placesOf(override, places)) {
            const other = chosen.get(place);
            if (other !== undefined)
                throw claimedTwice(place, override, other);
            chosen.set(place, override);
        }
    }
    const replaced = [...chosen].map(([place, { reference }]) => ({
        manifest: place.manifest,
        container: place.name,
        from: place.image,
        to: reference,
    }));
    return { manifests: manifests.map((manifest) => withImages(manifest, chosen)), replaced };
}
function placesOf(override, places) {
    const repository = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalRepository */ .JA)(override.name);
    const same = places.filter((place) => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalRepository */ .JA)(repositoryOf(place.image)) === repository);
    if (same.length > 0)
        return same;
    const similar = override.anyPath
        ? places.filter((place) => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .lastSegment */ .mp)(repositoryOf(place.image)) === (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .lastSegment */ .mp)(override.name))
        : [];
    if (similar.length === 0)
        throw matchesNothing(override, places);
    const meant = new Set(similar.map((place) => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalRepository */ .JA)(repositoryOf(place.image))));
    if (meant.size > 1)
        throw ambiguous(override, similar);
    return similar;
}
function repositoryOf(image) {
    return (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(image)?.repository ?? image;
}
function withImages(manifest, chosen) {
    const mine = [...chosen].filter(([place]) => place.manifest === manifest);
    if (mine.length === 0)
        return manifest;
    const object = structuredClone(manifest.object);
    for (const [place, { reference }] of mine) {
        const container = place.path.reduce((parent, key) => Reflect.get(Object(parent), key), object);
        Reflect.set(Object(container), "image", reference);
    }
    return { ...manifest, object };
}
function matchesNothing(override, places) {
    const there = [...new Set(places.map((place) => place.image).filter((image) => image !== ""))];
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `putting in the image ${override.reference}`,
        found: `no container of the manifests has an image named ${override.name}`,
        advice: there.length === 0
            ? "The manifests have no container at all: check which files are given."
            : `Write \`name=${override.reference}\` with the name of one of the images that are there: ${there.join(", ")}.`,
    });
}
function ambiguous(override, similar) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `putting in the image ${override.reference}`,
        found: `${override.name} could mean ${similar.map(describePlace).join(" and ")}`,
        advice: `Write the whole repository of the one that is meant: \`${repositoryOf(similar[0]?.image ?? "")}=${override.reference}\`.`,
        at: similar[0] === undefined ? undefined : positionOf(similar[0]),
    });
}
function claimedTwice(place, one, other) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `putting in the image ${one.reference}`,
        found: `${describePlace(place)} is meant by ${other.name}=${other.reference} too`,
        advice: "Keep one of the two.",
        at: positionOf(place),
    });
}
function describePlace(place) {
    return `${place.image} of ${place.kind} ${place.name} in ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_3__/* .describeObject */ .v)(place.manifest.object)}`;
}
function positionOf(place) {
    return place.manifest.position([...place.path, "image"]);
}


/***/ }),

/***/ 6702:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadManifests: () => (/* binding */ loadManifests)
});

// UNUSED EXPORTS: readManifests, refuseDuplicates

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/config/source.js
var source = __webpack_require__(3743);
// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(3904);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
// EXTERNAL MODULE: ../../node_modules/picomatch/index.js
var picomatch = __webpack_require__(1026);
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

;// CONCATENATED MODULE: ./src/manifests/load.js








async function loadManifests(patterns, options) {
    const files = await findFiles(patterns, options.directory);
    const manifests = [];
    for (const file of files) {
        const text = await external_node_fs_.promises.readFile(external_node_path_.resolve(options.directory, file), "utf8");
        manifests.push(...readManifests(text, file));
    }
    if (manifests.length === 0)
        throw nothingInside(patterns);
    refuseDuplicates(manifests, options.namespace);
    return manifests;
}
function readManifests(text, file) {
    refuseTemplates(text, file);
    return (0,source/* parseKubernetesYaml */.zM)(text, file).flatMap((source) => unfold(source, file, []));
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
function describedTwice(first, second) {
    const [one, other] = [first.position([]), second.position([])];
    return new failure/* Failure */.H({
        attempted: `reading the manifest ${second.file}`,
        found: `${(0,object/* describeObject */.v)(second.object)} is described twice: ${one.file}:${one.line} and ${other.file}:${other.line}`,
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
function valueAt(value, path) {
    return path.reduce((parent, key) => (typeof parent === "object" && parent !== null ? Reflect.get(parent, key) : undefined), value);
}
function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isText(value) {
    return typeof value === "string" && value !== "";
}


/***/ }),

/***/ 8747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ confirm)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3904);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(704);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6125);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6302);
/* harmony import */ var _engine_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(914);
/* harmony import */ var _readiness_readiness_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7169);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9054);
/* harmony import */ var _workload_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9702);








async function confirm({ workload, image }, { cluster, log, signal, run }) {
    const attempted = `confirming the release of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_7__/* .describeObject */ .v)(workload)}`;
    const [record, live] = await Promise.all([
        (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(cluster, workload, { signal }),
        cluster.get(workload, { signal }),
    ]);
    if (live === undefined) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
            attempted,
            found: "the cluster has no such workload",
            advice: "Correct `workload` and `namespace`.",
        });
    }
    const release = toConfirm(record, image, run.runKey, attempted);
    if (live.metadata.annotations?.[_workload_js__WEBPACK_IMPORTED_MODULE_6__/* .releaseAnnotation */ .V1] !== release.id) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
            attempted,
            found: `release ${release.id} is not what serves any more`,
            advice: "Somebody else has released or rolled back since. Look at the record and at `kubectl rollout history`; release again if that was not meant.",
        });
    }
    const readiness = (0,_readiness_readiness_js__WEBPACK_IMPORTED_MODULE_4__/* .readinessOf */ .c)(live);
    if (readiness.kind !== "ready") {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
            attempted,
            found: `it is not healthy any more: ${readiness.message}`,
            advice: "Look at its pods, and take the release back with `operation: settle`.",
        });
    }
    const told = { digest: release.digest, previousDigest: release.previousDigest, revision: (0,_workload_js__WEBPACK_IMPORTED_MODULE_6__/* .revisionOf */ .DT)(live) };
    if (release.state === "verified")
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .quietResult */ .CD)("succeeded", {
            ...told,
            reason: `release ${release.id} of ${release.image} is verified already`,
        });
    await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_0__/* .updateRecord */ .vL)(cluster, workload, (before) => (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .moveRelease */ .JK)(before, release.id, "verified", { verifiedAt: (0,_engine_js__WEBPACK_IMPORTED_MODULE_3__/* .timestamp */ .v)(), endedAt: (0,_engine_js__WEBPACK_IMPORTED_MODULE_3__/* .timestamp */ .v)() }), { signal });
    log.info(`Release ${release.id} of ${release.image} is verified: it is a way back from now on.`);
    return {
        ...(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .quietResult */ .CD)("succeeded", { ...told, reason: `release ${release.id} of ${release.image} is verified` }),
        changed: true,
        releaseId: release.id,
    };
}
function toConfirm(record, image, runKey, attempted) {
    const own = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .releaseOfRun */ .Yz)(record, runKey);
    if (own?.state === "promoted" || own?.state === "verified")
        return own;
    const current = (0,_release_states_js__WEBPACK_IMPORTED_MODULE_1__/* .currentRelease */ .BX)(record);
    const digest = (0,_workload_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .ol)(image);
    if (own === undefined && current?.state === "verified" && digest !== "" && digest === current.digest)
        return current;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted,
        found: own === undefined
            ? "this run has released nothing"
            : `release ${own.id} of this run is ${own.state}, not promoted`,
        advice: own === undefined
            ? "Run `operation: deploy` in a job before; where it had nothing to change, give `image` here too."
            : "There is nothing to confirm: see the summary of the deploy step.",
    });
}


/***/ }),

/***/ 5580:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ deploy)
});

// EXTERNAL MODULE: ./src/kube/object.js
var kube_object = __webpack_require__(3904);
// EXTERNAL MODULE: ./src/release/lock.js + 3 modules
var release_lock = __webpack_require__(2984);
// EXTERNAL MODULE: ./src/release/record-store.js + 1 modules
var record_store = __webpack_require__(704);
// EXTERNAL MODULE: ./src/report/failure.js
var report_failure = __webpack_require__(6302);
// EXTERNAL MODULE: ./src/kube/api-error.js
var api_error = __webpack_require__(5616);
// EXTERNAL MODULE: ./src/kube/managed-fields.js
var managed_fields = __webpack_require__(2254);
;// CONCATENATED MODULE: ./src/kube/adopt.js



const TRIES = 10;
async function adopt(cluster, live, manager, options = {}) {
    const reference = (0,kube_object/* referenceTo */.P)(live);
    let object = live;
    for (let tries = 1;; tries++) {
        const move = (0,managed_fields/* adoptFields */._M)(object, manager);
        if (!move)
            return { object, from: [] };
        try {
            return { object: await cluster.patch(reference, "json", move.patch, options), from: move.from };
        }
        catch (error) {
            if (!(0,api_error/* isApiError */.d)(error, 409) || tries === TRIES)
                throw error;
            const again = await cluster.get(reference, options);
            if (!again)
                throw error;
            object = again;
        }
    }
}

;// CONCATENATED MODULE: ./src/rollout/autoscaler.js


const autoscalerKinds = [
    { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
    { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject" },
];
async function findAutoscaler(cluster, workload, applied, options) {
    const written = applied.find((object) => isAutoscalerOf(object, workload));
    if (written !== undefined)
        return (0,kube_object/* describeObject */.v)(written);
    for (const kind of autoscalerKinds) {
        const served = await cluster.resourceType(kind, options);
        if (served === undefined)
            continue;
        const { items } = await cluster.list(kind, { namespace: workload.namespace, ...options });
        const found = items.find((object) => isAutoscalerOf(object, workload));
        if (found !== undefined)
            return (0,kube_object/* describeObject */.v)(found);
    }
    return undefined;
}
function isAutoscalerOf(object, workload) {
    if (!autoscalerKinds.some(({ kind }) => kind === object.kind))
        return false;
    const target = object.spec?.scaleTargetRef;
    const { kind = "Deployment", name } = target ?? {};
    return (kind === workload.kind &&
        name === workload.name &&
        (object.metadata.namespace ?? workload.namespace) === workload.namespace);
}
function withLiveReplicas(manifest, live, manager) {
    const { replicas: _, ...spec } = manifest.spec;
    const owned = (0,managed_fields/* ownersOf */.K2)(live, ["spec", "replicas"]).some((entry) => entry.manager === manager && entry.operation === "Apply" && !entry.subresource);
    if (!owned)
        return { ...manifest, spec };
    const { resourceVersion } = live.metadata;
    return {
        ...manifest,
        metadata: { ...manifest.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
        spec: { ...spec, replicas: live.spec.replicas },
    };
}

// EXTERNAL MODULE: ./src/rollout/dry-run.js
var dry_run = __webpack_require__(8830);
// EXTERNAL MODULE: ./src/rollout/workload.js
var rollout_workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/apply.js








const mostRounds = 5;
async function applyRelease(cluster, plan, hooks) {
    if (plan.target.manifest === undefined) {
        const workload = await setImage(cluster, plan, hooks);
        return { workload, changed: [(0,kube_object/* describeObject */.v)(workload)] };
    }
    const changed = [];
    let workload;
    for (const manifest of plan.target.manifests) {
        if (hooks.stopped())
            throw cancelled();
        if (plan.deferred.has(manifest))
            await awaitKind(cluster, manifest, hooks);
        const { before, after } = await applyOne(cluster, manifest, plan, hooks);
        if (before?.metadata.resourceVersion !== after.metadata.resourceVersion)
            changed.push((0,kube_object/* describeObject */.v)(after));
        if (manifest === plan.target.manifest)
            workload = after;
    }
    if (workload === undefined)
        throw new Error("the workload is not among its manifests");
    return { workload, changed };
}
function workloadBody(object, live, plan) {
    const annotations = {
        ...object.metadata.annotations,
        [rollout_workload/* changeCauseAnnotation */.P1]: plan.changeCause,
        [rollout_workload/* releaseAnnotation */.V1]: plan.releaseId,
    };
    const body = { ...object, metadata: { ...object.metadata, annotations } };
    const silent = object.spec?.replicas === undefined;
    if (live === undefined || (plan.autoscaler === undefined && !silent))
        return body;
    return withLiveReplicas(body, live, dry_run/* fieldManager */.wM);
}
function imageBody({ target, container, changeCause, releaseId }) {
    const { apiVersion, kind, name, namespace } = target.workload;
    return {
        apiVersion,
        kind,
        metadata: {
            name,
            namespace,
            annotations: { [rollout_workload/* changeCauseAnnotation */.P1]: changeCause, [rollout_workload/* releaseAnnotation */.V1]: releaseId },
        },
        spec: { template: { spec: { containers: [{ name: container, image: target.image }] } } },
    };
}
async function setImage(cluster, plan, { beforeChange }) {
    const body = imageBody(plan);
    beforeChange();
    try {
        return await cluster
            .apply(body, { fieldManager: dry_run/* imageManager */.jN, force: plan.takeOver })
            .catch((error) => {
            if ((0,managed_fields/* conflictsOf */.hC)(error).length === 0 || (0,dry_run/* foreignConflicts */.y7)(error).length > 0)
                throw error;
            return cluster.apply(body, { fieldManager: dry_run/* imageManager */.jN, force: true });
        });
    }
    catch (error) {
        throw (0,dry_run/* refused */.J5)(error, body, undefined, `setting the image of ${(0,kube_object/* describeObject */.v)(body)}`);
    }
}
async function applyOne(cluster, manifest, plan, hooks) {
    const object = inNamespace(manifest.object, plan);
    for (let round = 1;; round++) {
        const live = await adopted(cluster, await cluster.get((0,kube_object/* referenceTo */.P)(object)), hooks);
        const body = manifest === plan.target.manifest ? workloadBody(object, live, plan) : object;
        hooks.beforeChange();
        try {
            const after = await cluster.apply(body, { fieldManager: dry_run/* fieldManager */.wM, force: plan.takeOver }).catch((error) => {
                if ((0,managed_fields/* conflictsOf */.hC)(error).length === 0 || (0,dry_run/* foreignConflicts */.y7)(error).length > 0)
                    throw error;
                return cluster.apply(body, { fieldManager: dry_run/* fieldManager */.wM, force: true });
            });
            return { before: live, after };
        }
        catch (error) {
            if ((0,api_error/* isApiError */.d)(error, 409) && (0,managed_fields/* conflictsOf */.hC)(error).length === 0 && round < mostRounds)
                continue;
            throw (0,dry_run/* refused */.J5)(error, body, manifest, `applying ${(0,kube_object/* describeObject */.v)(object)}`);
        }
    }
}
function inNamespace(object, { target }) {
    return {
        ...object,
        metadata: { ...object.metadata, namespace: object.metadata.namespace ?? target.workload.namespace },
    };
}
async function adopted(cluster, live, { log, beforeChange }) {
    if (live === undefined || (0,managed_fields/* adoptFields */._M)(live, dry_run/* fieldManager */.wM) === undefined)
        return live;
    beforeChange();
    const { object, from } = await adopt(cluster, live, dry_run/* fieldManager */.wM);
    const foreign = from.filter(({ manager }) => manager !== dry_run/* fieldManager */.wM);
    if (foreign.length > 0) {
        const fields = foreign.map(({ manager, fields }) => `${fields} fields of ${manager}`).join(", ");
        log.info(`Adopted ${(0,kube_object/* describeObject */.v)(live)}: ${fields} are managed by ${dry_run/* fieldManager */.wM} now.`);
    }
    return object;
}
async function awaitKind(cluster, manifest, { log }) {
    for (let round = 1; round <= 20; round++) {
        if ((await cluster.resourceType(manifest.object, { refresh: true })) !== undefined) {
            await (0,dry_run/* rehearse */.Km)(cluster, manifest.object, manifest, { log, takeOver: true, manager: dry_run/* fieldManager */.wM });
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new report_failure/* Failure */.H({
        attempted: `applying ${(0,kube_object/* describeObject */.v)(manifest.object)}`,
        found: `its kind ${manifest.object.kind} is still not served 5 s after its CustomResourceDefinition was applied`,
        advice: "Look at the conditions of the CustomResourceDefinition.",
        at: manifest.position(["kind"]),
    });
}
function cancelled() {
    return new report_failure/* Failure */.H({
        attempted: "applying the manifests",
        found: "the release was cancelled before all were applied",
        advice: "Run the job again.",
    });
}

// EXTERNAL MODULE: ./src/release/states.js
var states = __webpack_require__(6125);
// EXTERNAL MODULE: ./src/rollout/engine.js + 6 modules
var engine = __webpack_require__(914);
// EXTERNAL MODULE: ./src/rollout/template.js
var template = __webpack_require__(9177);
;// CONCATENATED MODULE: ./src/rollout/begin.js






function newRelease(request, { target, releaseId }, previous, { run }) {
    return {
        id: releaseId,
        runKey: run.runKey,
        image: target.image,
        digest: target.digest,
        version: request.version,
        commit: request.commit,
        runUrl: run.runUrl,
        actor: run.actor,
        reason: request.reason,
        revision: 0,
        templateHash: "",
        previousTemplateHash: previous.previousTemplateHash,
        previousRevision: previous.previousRevision,
        previousImage: previous.previousImage,
        previousDigest: previous.previousDigest,
        startedAt: (0,engine/* timestamp */.v)(),
    };
}
function wayBackOf(record, leftOpen, serving) {
    const replaced = leftOpen ?? (0,states/* openRelease */.gS)(record);
    return replaced !== undefined && (replaced === leftOpen || replaced.previousTemplateHash !== "") ? replaced : serving;
}
async function begin(release, leftOpen, { workload, image }, { cluster, log }) {
    if (leftOpen !== undefined)
        log.info(`Release ${leftOpen.id} was left ${leftOpen.state} by a run that is over: this release takes its place, and its way back.`);
    const after = await (0,record_store/* updateRecord */.vL)(cluster, workload, (record) => {
        const closed = leftOpen === undefined ? record : closeLeftOpen(record, leftOpen, release);
        return (0,states/* beginRelease */.$)(closed, release);
    });
    const written = after.releases.find(({ id }) => id === release.id);
    if (written === undefined)
        throw new Error("the release that was just begun is not in the record");
    const from = written.previousRevision > 0 ? `, from revision ${written.previousRevision}` : ", its first one";
    log.info(`Releasing ${image} to ${(0,kube_object/* describeObject */.v)(workload)} (release ${written.id}${from}).`);
    return written;
}
function backTemplate(release, { workload, replicaSets }) {
    if (workload === undefined || release.previousTemplateHash === "")
        return undefined;
    const replicaSet = (0,template/* replicaSetOf */.kr)(release.previousTemplateHash, workload, replicaSets);
    if (replicaSet !== undefined)
        return (0,template/* templateOf */.kW)(replicaSet);
    throw new report_failure/* Failure */.H({
        attempted: `beginning a release of ${(0,kube_object/* describeObject */.v)(workload)}`,
        found: `the ReplicaSet of revision ${release.previousRevision}, which it would go back to, is not there any more`,
        advice: "Raise spec.revisionHistoryLimit; then name a revision to the rollback action, or release again.",
    });
}
function closeLeftOpen(record, leftOpen, release) {
    const state = leftOpen.state === "rolling-back" && leftOpen.endsAs === "rolled-back" ? "rolled-back" : "aborted";
    return (0,states/* moveRelease */.JK)(record, leftOpen.id, state, {
        reason: leftOpen.reason || `its run ended half-way; release ${release.id} took its place`,
        endedAt: release.startedAt,
    });
}

// EXTERNAL MODULE: ./src/rollout/bell.js
var rollout_bell = __webpack_require__(6238);
// EXTERNAL MODULE: ./src/rollout/preflight.js + 1 modules
var preflight = __webpack_require__(1366);
// EXTERNAL MODULE: ./src/rollout/snapshot.js
var snapshot = __webpack_require__(3399);
// EXTERNAL MODULE: ./src/rollout/target.js + 1 modules
var rollout_target = __webpack_require__(804);
;// CONCATENATED MODULE: ./src/rollout/prepare.js








async function watchTarget(target, bell, { cluster, signal }) {
    const written = target.manifest?.object?.spec.selector;
    const selector = written ?? (await liveSelector(target, { cluster, signal }));
    return (0,snapshot/* followRollout */.h)(cluster, target.workload, selector, {
        signal: new AbortController().signal,
        onChange: () => bell.ring(),
    });
}
async function planApply(request, target, deferred, before, context) {
    const { cluster, log, signal, run } = context;
    const objects = target.manifests.map(({ object }) => inNamespace(object, { target }));
    const autoscaler = await findAutoscaler(cluster, target.workload, objects, { signal });
    if (autoscaler !== undefined)
        log.info(`${autoscaler} decides how many replicas run: the manifest's number is not applied.`);
    return {
        target,
        container: containerToRelease(target, before),
        releaseId: (0,states/* newReleaseId */.Po)(run.runKey),
        changeCause: changeCauseOf(request, target, context),
        takeOver: request.takeOver,
        autoscaler,
        deferred,
    };
}
async function rehearseAll(plan, before, { cluster, log, signal }) {
    const { target, takeOver } = plan;
    if (target.manifest === undefined) {
        const { changes } = await (0,dry_run/* rehearse */.Km)(cluster, imageBody(plan), undefined, {
            signal,
            log,
            takeOver,
            manager: dry_run/* imageManager */.jN,
        });
        return changes && !sameImage(plan, before);
    }
    let changes = false;
    for (const manifest of target.manifests) {
        if (plan.deferred.has(manifest)) {
            changes = true;
            continue;
        }
        const object = inNamespace(manifest.object, plan);
        const body = manifest === target.manifest ? withoutVersion(workloadBody(object, before.workload, plan)) : object;
        const rehearsal = await (0,dry_run/* rehearse */.Km)(cluster, body, manifest, { signal, log, takeOver, manager: dry_run/* fieldManager */.wM });
        changes ||= rehearsal.changes;
    }
    return changes;
}
async function liveSelector(target, { cluster, signal }) {
    const found = await cluster.get(target.workload, { signal });
    if (found !== undefined)
        return found.spec.selector;
    throw new report_failure/* Failure */.H({
        attempted: `setting the image of ${(0,kube_object/* describeObject */.v)(target.workload)}`,
        found: "the cluster has no such workload",
        advice: "Correct `workload` and `namespace`, or give its `manifests` so that it can be created.",
    });
}
function containerToRelease(target, { workload }) {
    if (target.manifest !== undefined || workload === undefined)
        return target.container;
    return (0,rollout_target.containerOf)(workload.spec.template, target).name;
}
function changeCauseOf(request, target, { run }) {
    if (request.reason !== "")
        return request.reason;
    const version = request.version === "" ? "" : `${request.version}: `;
    const commit = request.commit === "" ? "" : `, commit ${request.commit.slice(0, 12)}`;
    return `${version}${target.image}${commit}${run.runUrl === "" ? "" : `, ${run.runUrl}`}`;
}
function withoutVersion(object) {
    const { resourceVersion: _, ...metadata } = object.metadata;
    return { ...object, metadata };
}
function sameImage({ target, container }, { workload }) {
    return (workload?.spec.template.spec.containers.some((each) => each.name === container && each.image === target.image) ??
        false);
}

// EXTERNAL MODULE: ./src/rollout/result.js
var result = __webpack_require__(9054);
;// CONCATENATED MODULE: ./src/rollout/serving.js




function whatServes({ workload, current }, record, container) {
    const image = workload?.spec.template.spec.containers.find((each) => each.name === container)?.image ?? "";
    const known = (0,states/* currentRelease */.BX)(record);
    const hash = current === undefined ? "" : (0,rollout_workload/* templateHashOf */.gM)(current);
    const digest = (0,rollout_workload/* digestOf */.ol)(image) || (known !== undefined && known.templateHash === hash && hash !== "" ? known.digest : "");
    const revision = current === undefined ? 0 : (0,rollout_workload/* revisionOf */.DT)(current);
    const serves = workload !== undefined && current !== undefined && (workload.spec.replicas ?? 1) > 0;
    const previous = serves
        ? { previousTemplateHash: hash, previousRevision: revision, previousImage: image, previousDigest: digest }
        : { previousTemplateHash: "", previousRevision: 0, previousImage: "", previousDigest: "" };
    return { ...previous, digest, revision };
}
function refuseZero(target, { workload }, plan) {
    const written = target.manifest?.object?.spec.replicas;
    const kept = target.manifest === undefined || plan.autoscaler !== undefined || written === undefined;
    const replicas = kept ? (workload === undefined ? (written ?? 1) : (workload.spec.replicas ?? 1)) : written;
    if (replicas > 0)
        return;
    throw new report_failure/* Failure */.H({
        attempted: `releasing ${target.image} to ${(0,kube_object/* describeObject */.v)(target.workload)}`,
        found: kept && workload !== undefined ? "it is scaled to 0" : "its manifest says 0 replicas",
        advice: "A release is proven by pods that get ready. Scale it to at least 1 for the release. Nothing was changed.",
        at: kept ? undefined : target.manifest?.position(["spec", "replicas"]),
    });
}

;// CONCATENATED MODULE: ./src/release/ancestry.js
async function isAncestor(older, newer, options) {
    if (!isCommit(older) || !isCommit(newer))
        return undefined;
    return (await askGit(older, newer, options)) ?? (await options.askElsewhere?.(older, newer));
}
function isCommit(text) {
    return /^[0-9a-f]{7,64}$/i.test(text);
}
async function askGit(older, newer, options) {
    const { directory, signal } = options;
    const git = (...args) => options.runCommand("git", args, { directory, signal });
    const answer = await git("merge-base", "--is-ancestor", older, newer);
    if (answer.status === 0)
        return true;
    if (answer.status !== 1)
        return undefined;
    const shallow = await git("rev-parse", "--is-shallow-repository");
    return shallow.status === 0 && shallow.stdout.trim() === "false" ? false : undefined;
}

// EXTERNAL MODULE: ./src/release/run.js
var run = __webpack_require__(5966);
;// CONCATENATED MODULE: ./src/release/judge-start.js


function judgeStart(record, candidate, conditions, runKey) {
    const open = (0,states/* openRelease */.gS)(record);
    if (open === undefined)
        return judgeSettled(record, candidate, conditions);
    if (open.state === "promoted") {
        if ((0,run/* sameRun */.W)(open.runKey, runKey))
            return judgeSettled(record, candidate, conditions);
        return { kind: "refuse", failure: unsettled(record, open) };
    }
    return judgeHalfWay(record, open, candidate, conditions);
}
function judgeSettled(record, candidate, conditions) {
    const rolledBack = conditions.force ? undefined : (0,states/* wasRolledBack */.F1)(record, candidate.digest);
    const { live } = conditions;
    if (rolledBack === undefined && candidate.digest !== "" && live.digest === candidate.digest && live.healthy) {
        return { kind: "unchanged" };
    }
    const newer = newerRelease(record, candidate, conditions);
    if (newer !== undefined) {
        return { kind: "skip", reason: `${olderThan(newer, candidate)}; \`allow-older: true\` releases it all the same` };
    }
    if (rolledBack !== undefined)
        return { kind: "refuse", failure: takenBackBefore(record, rolledBack) };
    return { kind: "start" };
}
function judgeHalfWay(record, open, candidate, conditions) {
    const isTheOneTakenBack = open.state === "rolling-back" &&
        open.endsAs === "rolled-back" &&
        candidate.digest !== "" &&
        open.digest === candidate.digest;
    const rolledBack = isTheOneTakenBack ? open : (0,states/* wasRolledBack */.F1)(record, candidate.digest);
    if (rolledBack !== undefined && !conditions.force) {
        return { kind: "refuse", failure: halfWay(record, open, `the image ${candidate.digest} was rolled back`) };
    }
    const newer = newerRelease(record, candidate, conditions);
    if (newer !== undefined)
        return { kind: "refuse", failure: halfWay(record, open, olderThan(newer, candidate)) };
    return { kind: "start", leftOpen: open };
}
function newerRelease(record, candidate, conditions) {
    const current = (0,states/* currentRelease */.BX)(record);
    if (!conditions.isOlder || conditions.allowOlder)
        return undefined;
    return current?.commit === candidate.commit ? undefined : current;
}
function olderThan(current, candidate) {
    return `commit ${judge_start_short(candidate.commit)} is older than ${judge_start_short(current.commit)}, which serves now`;
}
function unsettled(record, open) {
    return {
        attempted: `beginning a release of ${record.workload}`,
        found: `release ${nameOf(open)} is promoted, but its last gate neither passed nor failed${runOf(open)}`,
        advice: `If that run is still going on, wait for it. If it is over, ${wayToSettle(record, open)}`,
    };
}
function wayToSettle(record, open) {
    const back = (0,states/* lastVerified */.T5)(record, { except: open.digest });
    return back === undefined
        ? "there is no verified release to go back to: check the service, then keep it by running that run's failed jobs again up to `operation: confirm`, or name a revision to the rollback workflow."
        : `run the rollback workflow with \`operation: settle\`: it goes back to ${nameOf(back)}, the last verified release.`;
}
function halfWay(record, open, why) {
    return {
        attempted: `beginning a release of ${record.workload}`,
        found: `${why}, and release ${nameOf(open)} was left ${open.state} by a run that is over${runOf(open)}`,
        advice: "Run the rollback workflow with `operation: settle` to bring the environment back to where it was.",
    };
}
function takenBackBefore(record, rolledBack) {
    const why = rolledBack.reason === "" ? "" : ` because: ${rolledBack.reason}`;
    return {
        attempted: `beginning a release of ${record.workload}`,
        found: `the image ${rolledBack.digest} was rolled back at ${rolledBack.endedAt || rolledBack.startedAt}${why}`,
        advice: "Release a new build, or set `force: true` if the cause lay outside of the image.",
    };
}
function nameOf(release) {
    return release.version === "" ? release.id : `${release.version} (${release.id})`;
}
function runOf(release) {
    return release.runUrl === "" ? "" : `: ${release.runUrl}`;
}
function judge_start_short(commit) {
    return commit.slice(0, 12);
}

// EXTERNAL MODULE: ./src/rollout/readiness/readiness.js + 1 modules
var readiness = __webpack_require__(7169);
;// CONCATENATED MODULE: ./src/rollout/start.js






async function judge(request, target, { record, before, serving, changes }, { signal, run }) {
    const healthy = !changes && before.workload !== undefined && (0,readiness/* readinessOf */.c)(before.workload).kind === "ready";
    const judgement = judgeStart(record, { digest: target.digest, commit: request.commit }, {
        allowOlder: request.allowOlder,
        force: request.force,
        isOlder: await isOlder(request, record, signal),
        live: { digest: serving.digest, healthy },
    }, run.runKey);
    const told = { digest: target.digest, previousDigest: serving.digest, revision: serving.revision };
    switch (judgement.kind) {
        case "start":
            return { kind: "begin", leftOpen: judgement.leftOpen };
        case "unchanged": {
            const reason = `${target.image} serves already and is healthy: nothing was changed`;
            return { kind: "quiet", result: (0,result/* quietResult */.CD)("succeeded", { ...told, reason }) };
        }
        case "skip":
            return { kind: "quiet", result: (0,result/* quietResult */.CD)("skipped", { ...told, reason: judgement.reason }) };
        case "refuse":
            throw new report_failure/* Failure */.H(judgement.failure);
    }
}
async function isOlder(request, record, signal) {
    const current = (0,states/* currentRelease */.BX)(record);
    if (current === undefined || current.commit === "" || request.commit === "" || current.commit === request.commit)
        return false;
    return (await isAncestor(request.commit, current.commit, { ...request.history, signal })) ?? false;
}

;// CONCATENATED MODULE: ./src/rollout/deploy.js















async function deploy(request, context) {
    const { cluster, log, signal, run } = context;
    const target = (0,rollout_target.resolveTarget)(request.source, cluster.namespace);
    const { workload } = target;
    const along = (0,preflight/* broughtAlong */.TM)(target.manifests);
    const options = { signal };
    const there = await (0,preflight/* namespaceExists */.im)(cluster, workload.namespace, along, options);
    const types = await (0,preflight/* resolveKinds */.gE)(cluster, target.manifests, along, options);
    await (0,preflight/* checkPermissions */.RS)(cluster, target, types.values(), options);
    const digest = await (0,preflight/* checkImage */.cd)(target, context.lookUpImage, log);
    if (!there)
        await createNamespace(target, context);
    const lock = await (0,release_lock/* acquireLock */.I)(cluster, workload, {
        holder: run.runKey,
        reason: `the release of ${target.image}`,
        runUrl: run.runUrl,
        signal,
        log,
        waitFor: request.waitForLock,
    });
    try {
        const deferred = new Set([...types].filter(([, type]) => type === undefined).map(([manifest]) => manifest));
        return await deployUnderLock(request, { ...target, digest }, deferred, lock, context);
    }
    finally {
        await lock.release();
    }
}
async function createNamespace(target, { cluster, log }) {
    const manifest = target.manifests.find(({ object }) => object.kind === "Namespace" && object.metadata.name === target.workload.namespace);
    if (manifest === undefined)
        return;
    await cluster.apply(manifest.object, { fieldManager: dry_run/* fieldManager */.wM });
    log.info(`Created ${(0,kube_object/* describeObject */.v)(manifest.object)}.`);
}
async function deployUnderLock(request, target, deferred, lock, context) {
    const { cluster, signal } = context;
    const record = await (0,record_store/* readRecord */.aE)(cluster, target.workload, { signal });
    const bell = (0,rollout_bell/* createBell */.Y)();
    const live = await watchTarget(target, bell, context);
    try {
        const before = live.snapshot();
        const plan = await planApply(request, target, deferred, before, context);
        const changes = await rehearseAll(plan, before, context);
        const serving = whatServes(before, record, plan.container);
        refuseZero(target, before, plan);
        const start = await judge(request, target, { record, before, serving, changes }, context);
        if (start.kind === "quiet")
            return start.result;
        signal.throwIfAborted();
        lock.check();
        const { leftOpen } = start;
        const wayBack = wayBackOf(record, leftOpen, serving);
        const back = backTemplate(wayBack, before);
        request.onBegin?.(target);
        const release = await begin(newRelease(request, plan, wayBack, context), leftOpen, target, context);
        return await carryOut(request, plan, { release, begun: leftOpen !== undefined, back, live, bell, lock }, context);
    }
    catch (error) {
        throw await withLeftovers(error, target, context);
    }
    finally {
        live.stop();
    }
}
async function carryOut(request, applyPlan, { release, begun, back, live, bell, lock }, { cluster, log, signal, now }) {
    const { target } = applyPlan;
    let applied = [];
    const end = await (0,engine/* runEngine */.c)({
        cluster,
        workload: target.workload,
        live,
        bell,
        lock,
        log,
        signal,
        now,
        release,
        begun,
        plan: { back, onFailure: request.onFailure, timeout: request.timeout },
        logLines: request.logLines,
        apply: async () => {
            const hooks = { log, beforeChange: () => lock.check(), stopped: () => signal.aborted || lock.signal.aborted };
            const { workload, changed } = await applyRelease(cluster, applyPlan, hooks);
            applied = changed;
            return workload;
        },
    });
    return (0,result/* endedResult */.ES)(end, { target, applied, previousDigest: release.previousDigest });
}
async function withLeftovers(error, target, { cluster, run, signal }) {
    if (signal.aborted && !(error instanceof report_failure/* Failure */.H))
        return signal.reason;
    const record = await (0,record_store/* readRecord */.aE)(cluster, target.workload, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    const open = record?.releases.find(({ runKey, state }) => runKey === run.runKey && (state === "releasing" || state === "rolling-back"));
    if (open === undefined)
        return error;
    const failure = error instanceof report_failure/* Failure */.H ? error : undefined;
    if (failure === undefined)
        return error;
    return new report_failure/* Failure */.H({
        attempted: failure.attempted,
        found: `${failure.found}; release ${open.id} is left ${open.state}`,
        advice: `${failure.advice} Then bring the environment back with \`operation: settle\`.`,
        at: failure.at,
        evidence: failure.evidence,
        cause: error,
    });
}


/***/ }),

/***/ 7880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ settle)
/* harmony export */ });
/* harmony import */ var _kube_object_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3904);
/* harmony import */ var _release_lock_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2984);
/* harmony import */ var _release_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(704);
/* harmony import */ var _release_run_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5966);
/* harmony import */ var _release_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6125);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9054);
/* harmony import */ var _take_back_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3886);







async function settle(request, context) {
    const { cluster, signal, log, run } = context;
    const { workload } = request;
    const seen = toSettle((0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .openRelease */ .gS)(await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, workload, { signal })), request, context);
    if (seen.kind === "nothing")
        return nothingToSettle(seen.reason);
    const lock = await (0,_release_lock_js__WEBPACK_IMPORTED_MODULE_0__/* .acquireLock */ .I)(cluster, workload, {
        holder: run.runKey,
        reason: `settling release ${seen.release.id}`,
        runUrl: run.runUrl,
        signal,
        log,
        waitFor: request.waitForLock,
    });
    try {
        return await settleUnderLock(request, lock, context);
    }
    finally {
        await lock.release();
    }
}
async function settleUnderLock(request, lock, context) {
    const { cluster, signal } = context;
    const { workload, timeout, logLines } = request;
    const seen = toSettle((0,_release_states_js__WEBPACK_IMPORTED_MODULE_2__/* .openRelease */ .gS)(await (0,_release_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readRecord */ .aE)(cluster, workload, { signal })), request, context);
    if (seen.kind === "nothing")
        return nothingToSettle(seen.reason);
    const { release: open } = seen;
    const reason = request.reason ||
        (open.state === "promoted" ? "a gate after the rollout failed, or nobody confirmed it" : "its run ended half-way");
    const endsAs = open.endsAs || (open.state === "promoted" ? "rolled-back" : "aborted");
    return (0,_take_back_js__WEBPACK_IMPORTED_MODULE_4__/* .takeBack */ .z)({ workload, release: open, endsAs, reason, timeout, logLines, to: undefined, lock }, context);
}
function toSettle(open, { workload, scope }, { run }) {
    if (open === undefined)
        return { kind: "nothing", reason: `no release of ${(0,_kube_object_js__WEBPACK_IMPORTED_MODULE_5__/* .describeObject */ .v)(workload)} is open: there is nothing to settle` };
    if (scope === "any" || (0,_release_run_js__WEBPACK_IMPORTED_MODULE_6__/* .sameRun */ .W)(open.runKey, run.runKey))
        return { kind: "open", release: open };
    return {
        kind: "nothing",
        reason: `release ${open.id} is open, but it belongs to another run: nothing of this run is left to settle`,
    };
}
function nothingToSettle(reason) {
    return (0,_result_js__WEBPACK_IMPORTED_MODULE_3__/* .quietResult */ .CD)("succeeded", { digest: "", previousDigest: "", revision: 0, reason });
}


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  containerOf: () => (/* binding */ containerOf),
  parseWorkload: () => (/* binding */ parseWorkload),
  resolveTarget: () => (/* binding */ resolveTarget)
});

// EXTERNAL MODULE: ./src/kube/object.js
var object = __webpack_require__(3904);
// EXTERNAL MODULE: ./src/manifests/containers.js
var containers = __webpack_require__(4102);
;// CONCATENATED MODULE: ./src/manifests/order.js
const ranks = [
    ["Namespace"],
    ["CustomResourceDefinition"],
    ["ServiceAccount", "Role", "ClusterRole"],
    ["RoleBinding", "ClusterRoleBinding"],
    ["ResourceQuota", "LimitRange", "PriorityClass", "RuntimeClass", "IngressClass", "GatewayClass"],
    ["ConfigMap", "Secret", "SealedSecret", "ExternalSecret", "SecretStore", "ClusterSecretStore"],
    ["StorageClass", "PersistentVolume"],
    ["PersistentVolumeClaim"],
    ["Service"],
    ["NetworkPolicy", "PodDisruptionBudget", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
];
const customRank = ranks.length;
const lateRanks = [
    ["Pod", "ReplicationController", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Rollout"],
    ["HorizontalPodAutoscaler", "VerticalPodAutoscaler", "ScaledObject", "ScaledJob", "TriggerAuthentication"],
    ["Gateway", "IngressRoute", "Middleware", "TraefikService", "DestinationRule"],
    ["Ingress", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "VirtualService", "APIService"],
    ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
];
const rankOfKind = new Map([
    ...ranks.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank])),
    ...lateRanks.flatMap((kinds, rank) => kinds.map((kind) => [kind, customRank + 1 + rank])),
]);
function inApplyOrder(manifests) {
    return manifests.toSorted((one, other) => applyRank(one.object) - applyRank(other.object));
}
function applyRank(object) {
    return rankOfKind.get(object.kind) ?? customRank;
}

// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
// EXTERNAL MODULE: ./src/rollout/readiness/readiness.js + 1 modules
var readiness = __webpack_require__(7169);
// EXTERNAL MODULE: ./src/rollout/workload.js
var rollout_workload = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/rollout/target.js






function parseWorkload(text) {
    const [first = "", second, ...more] = text.split("/");
    const name = second ?? first;
    const kind = second === undefined ? "Deployment" : kindOf(first);
    if (kind !== undefined && more.length === 0 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
        return { kind, name };
    throw new failure/* Failure */.H({
        attempted: 'reading the input "workload"',
        found: `${JSON.stringify(text)} is not a workload that a rolling release can wait for`,
        advice: `Write \`deployment/NAME\`. Known kinds: ${readiness/* workloadKinds */.d.join(", ")}.`,
    });
}
function resolveTarget(source, namespace) {
    return source.kind === "image" ? imageTarget(source, namespace) : manifestTarget(source, namespace);
}
function containerOf(template, target) {
    const { containers } = template.spec;
    const { container, workload } = target;
    const found = container === ""
        ? (containers.find((each) => each.name === workload.name) ??
            (containers.length === 1 ? containers[0] : undefined))
        : containers.find((each) => each.name === container);
    if (found !== undefined)
        return found;
    throw new failure/* Failure */.H({
        attempted: `finding the container of ${workload.kind} ${workload.name} to release`,
        found: container === ""
            ? `it has ${containers.length} containers, and none is named ${workload.name}`
            : `it has no container ${container}`,
        advice: `Set \`container\` to one of ${containers.map((each) => each.name).join(", ")}.`,
    });
}
function kindOf(text) {
    const word = text.toLowerCase().replace(/\.apps$/, "");
    const short = { deploy: "deployment", deployments: "deployment" }[word] ?? word;
    return readiness/* workloadKinds */.d.find((kind) => kind.toLowerCase() === short);
}
function imageTarget(source, namespace) {
    return {
        workload: { apiVersion: "apps/v1", ...source.workload, namespace },
        manifests: [],
        manifest: undefined,
        container: source.container ?? "",
        image: source.image,
        digest: (0,rollout_workload/* digestOf */.ol)(source.image),
    };
}
function manifestTarget(source, namespace) {
    const manifest = workloadManifest(source);
    const workload = { ...(0,object/* referenceTo */.P)(manifest.object), namespace: manifest.object.metadata.namespace ?? namespace };
    const bare = { workload, container: source.container ?? "" };
    if ((0,containers/* containersOf */.M)(manifest.object).length === 0)
        throw withoutContainers(manifest);
    const container = containerOf(manifest.object.spec.template, bare);
    return {
        ...bare,
        manifests: inApplyOrder(source.manifests),
        manifest,
        container: container.name,
        image: container.image,
        digest: (0,rollout_workload/* digestOf */.ol)(container.image),
    };
}
const runsPods = new Set(["Deployment", "StatefulSet", "DaemonSet"]);
function workloadManifest({ manifests, workload }) {
    const running = manifests.filter(({ object }) => runsPods.has(object.kind));
    const [first, second] = running;
    const meant = workload === undefined
        ? first
        : running.find(({ object }) => object.kind === workload.kind && object.metadata.name === workload.name);
    const attempted = "finding the workload in the manifests";
    if (meant === undefined) {
        const names = running.map(({ object }) => `${object.kind}/${object.metadata.name}`).join(", ");
        throw new failure/* Failure */.H({
            attempted,
            found: workload === undefined
                ? "they hold no Deployment"
                : `they hold no ${workload.kind}/${workload.name}${names === "" ? "" : `, but ${names}`}`,
            advice: "Add the manifest of the workload, or correct the input `workload`.",
        });
    }
    if (second !== undefined) {
        throw new failure/* Failure */.H({
            attempted,
            found: `they hold ${running.length} workloads: ${running.map(({ object }) => `${object.kind}/${object.metadata.name}`).join(", ")}`,
            advice: "A release brings one workload to one image and waits for it: release each with its own manifests.",
            at: second.position(["metadata", "name"]),
        });
    }
    if (!readiness/* workloadKinds */.d.includes(meant.object.kind)) {
        throw new failure/* Failure */.H({
            attempted,
            found: `${meant.object.kind} ${meant.object.metadata.name} is of a kind that a rolling release cannot wait for yet`,
            advice: `Known kinds: ${readiness/* workloadKinds */.d.join(", ")}.`,
            at: meant.position(["kind"]),
        });
    }
    return meant;
}
function withoutContainers(manifest) {
    return new failure/* Failure */.H({
        attempted: "finding the container to release",
        found: `${manifest.object.kind} ${manifest.object.metadata.name} has no containers`,
        advice: "Give it spec.template.spec.containers.",
        at: manifest.position(["spec"]),
    });
}


/***/ })

};
