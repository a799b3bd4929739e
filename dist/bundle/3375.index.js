export const id = 3375;
export const ids = [3375];
export const modules = {

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

/***/ 83375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadSettings: () => (/* binding */ loadSettings)
});

// UNUSED EXPORTS: settingsFor

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ./src/config/input.js
var input = __webpack_require__(65680);
;// CONCATENATED MODULE: ./src/config/schema.js


const schema_text = schemas/* string */.YjP().min(1);
const schema_name = schemas/* string */.YjP().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "Write lower-case letters, digits and dashes.");
const list = schemas/* union */.KCZ([schema_text.describe("one entry"), schemas/* array */.YOg(schema_text).describe("one or several entries")]);
const pairs = schemas/* record */.g1P(schema_text, schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()]));
const span = schema_text.refine((written) => (0,input/* duration */.p0)().safeParse(written).success, {
    error: "it is not a duration. Write it as 90s, 5m or 1h30m.",
});
const build = schemas/* strictObject */.rej({
    image: schema_text.describe("The repository to push to, without a tag: ghcr.io/acme/orders.").optional(),
    context: schema_text.describe("The build context, a folder of the repository or a URL.").optional(),
    file: schema_text.describe("The Dockerfile. Otherwise Dockerfile in the context.").optional(),
    target: schema_text.describe("The stage of the Dockerfile to build.").optional(),
    platforms: list.describe("Platforms to build for, such as linux/amd64.").optional(),
    "build-args": pairs.describe("Build arguments by name.").optional(),
    "build-contexts": pairs
        .describe("Named build contexts; the name of a base image puts another in its place.")
        .optional(),
    labels: pairs.describe("Labels of the image.").optional(),
    "cache-from": list.describe("Where the build cache is read from.").optional(),
    "cache-to": list.describe("Where the build cache is written to.").optional(),
})
    .describe("How the image is built (build-image).");
const smoke = schemas/* strictObject */.rej({
    suite: schema_text.describe("The smoke suite, a YAML file of the repository.").optional(),
    service: schema_name.describe("The Kubernetes Service whose pods are asked where there is no url.").optional(),
    port: schemas/* union */.KCZ([schema_text, schemas/* int */.Whr().min(1).max(65_535)])
        .describe("The port of the Service, by name or number.")
        .optional(),
    deadline: span.describe("How long the suite is retried.").optional(),
    variables: pairs.describe("Variables of the suite.").optional(),
    tags: list.describe("Runs only what carries one of these tags; `!slow` leaves out what carries it.").optional(),
})
    .describe("How the environment is tested after the rollout (smoke-test).");
const validate = schemas/* strictObject */.rej({
    "fail-on": schemas/* enum */.k5n(["critical", "high", "medium", "low", "none"])
        .describe("The lowest severity of a finding that fails the release.")
        .optional(),
})
    .describe("What production readiness is asked for (validate-production).");
const shared = {
    namespace: schema_name.describe("The namespace of the service.").optional(),
    context: schema_text.describe("The context of the kubeconfig; its current one unless given.").optional(),
    url: schemas/* url */.OZ5().describe("Where the environment answers from outside.").optional(),
    timeout: span.describe("How long a rollout may take.").optional(),
    strategy: schemas/* enum */.k5n(["rolling"]).describe("How the candidate replaces the stable version.").optional(),
    smoke: smoke.optional(),
    validate: validate.optional(),
};
const own = {
    manifests: list.describe("Files, folders and globs with the Kubernetes objects.").optional(),
    workload: schema_text.describe("The workload as Kind/name, where the manifests hold several.").optional(),
    container: schema_name.describe("The container that gets the image, where the workload has several.").optional(),
};
const service = schemas/* strictObject */.rej({
    build: build.optional(),
    ...own,
    ...shared,
    environments: schemas/* record */.g1P(schema_name, schemas/* strictObject */.rej({ ...own, ...shared }))
        .describe("What is different in one environment, by its name.")
        .optional(),
})
    .describe("One service: one image, its manifests, its checks.");
const environment = schemas/* strictObject */.rej(shared)
    .describe("Where services are released: a cluster, a namespace, its settings.");
const configuration = schemas/* strictObject */.rej({
    services: schemas/* record */.g1P(schema_name, service).describe("The services by name."),
    environments: schemas/* record */.g1P(schema_name, environment).describe("The environments by name.").default({}),
})
    .describe("Services and environments, described once for many workflows.");
function configurationJsonSchema() {
    const schema = z.toJSONSchema(configuration, { io: "input", target: "draft-2020-12" });
    return { ...schema, title: "slipway.yaml" };
}

// EXTERNAL MODULE: ./src/config/shape.js
var shape = __webpack_require__(73777);
// EXTERNAL MODULE: ./src/config/source.js
var config_source = __webpack_require__(43743);
;// CONCATENATED MODULE: ./src/config/load.js






async function loadSettings(action, selection) {
    const { value, source } = await loadConfiguration(selection);
    const [service = "", environment, ...rest] = selection.settings.split("/");
    if (rest.length > 0 || service === "") {
        throw new failure/* Failure */.H({
            attempted: 'reading the input "settings"',
            found: `"${selection.settings}" is not SERVICE/ENVIRONMENT`,
            advice: "Write it as orders/production, or as orders where no environment matters.",
        });
    }
    return settingsFor(action, value, { service, environment, at: (path) => source.position(path) });
}
function settingsFor(action, loaded, choice) {
    const service = pick(loaded.services, choice.service, "service", choice.at(["services"]));
    const named = choice.environment;
    const environment = named === undefined ? {} : environmentOf(loaded, named, choice);
    const special = named === undefined ? {} : (service.environments?.[named] ?? {});
    const layers = [environment, service, special];
    const { shared, own } = uses[action] ?? { shared: true, own: [] };
    const common = shared ? layers.map(plainKeys) : [];
    const ofSections = own.flatMap(([section, renamed]) => layers.map((layer) => sectionOf(layer, section, renamed)));
    return inputTexts(Object.assign({}, ...common, ...ofSections));
}
const uses = {
    "build-image": { shared: false, own: [["build", {}]] },
    "smoke-test": { shared: true, own: [["smoke", {}]] },
    "validate-production": { shared: true, own: [["validate", {}]] },
    "release-service": {
        shared: true,
        own: [
            ["build", { context: "build-context", file: "dockerfile" }],
            ["smoke", { suite: "smoke" }],
            ["validate", {}],
        ],
    },
};
const sections = ["build", "smoke", "validate"];
function sectionOf(layer, section, renamed) {
    const values = Reflect.get(layer, section) ?? {};
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [renamed[key] ?? key, value]));
}
function environmentOf(loaded, name, choice) {
    const service = loaded.services[choice.service];
    const known = { ...service?.environments, ...loaded.environments };
    pick(known, name, "environment", choice.at(["environments"]));
    return loaded.environments[name] ?? {};
}
function pick(entries, name, what, at) {
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (entry !== undefined)
        return entry;
    const names = Object.keys(entries);
    const nearest = (0,shape/* nearestWord */.zZ)(name, names);
    const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
    throw new failure/* Failure */.H({
        attempted: `looking up the ${what} "${name}" in ${at.file}`,
        found: `there is no ${what} of this name`,
        advice: `${hint}${names.length === 0 ? `Describe it under ${what}s.` : `There are: ${names.join(", ")}.`}`,
        at,
    });
}
async function loadConfiguration(selection) {
    const { file, directory } = selection;
    const [source] = (0,config_source/* parseYaml */.hN)(await readText((0,external_node_path_.isAbsolute)(file) ? file : (0,external_node_path_.join)(directory, file), file), file);
    if (source === undefined) {
        throw new failure/* Failure */.H({
            attempted: `reading ${file}`,
            found: "the file is empty",
            advice: "Describe your services in it.",
        });
    }
    return { value: (0,config_source/* checkShape */.eA)(configuration, source, "the configuration"), source };
}
async function readText(path, file) {
    try {
        return await (0,promises_.readFile)(path, "utf8");
    }
    catch (error) {
        throw new failure/* Failure */.H({
            attempted: `reading ${file}`,
            found: error instanceof Error && "code" in error && error.code === "ENOENT" ? "there is no such file" : String(error),
            advice: 'Name the file in the input "config", and check out the repository before this step.',
            cause: error,
        });
    }
}
function plainKeys(layer) {
    return Object.fromEntries(Object.entries(layer).filter(([key]) => key !== "environments" && !sections.includes(key)));
}
function inputTexts(values) {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given.map(([key, value]) => [key, inputText(value)]));
}
function inputText(value) {
    if (Array.isArray(value))
        return value.join("\n");
    if (typeof value !== "object" || value === null)
        return String(value);
    return Object.entries(value)
        .map(([key, one]) => `${key}=${one}`)
        .join("\n");
}


/***/ }),

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


/***/ })

};
