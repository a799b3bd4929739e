export const id = 7175;
export const ids = [7175];
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

/***/ 65050:
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

/***/ 47175:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  scanGate: () => (/* binding */ scanGate)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/report/sarif.js

function renderSarif({ tool, version, rules, findings }) {
    const index = new Map(rules.map(({ id }, position) => [id, position]));
    const seen = new Map();
    return {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: { driver: { name: tool, semanticVersion: version, rules: rules.map(renderRule) } },
                columnKind: "utf16CodeUnits",
                results: findings.map((finding) => renderFinding(finding, index, seen)),
            },
        ],
    };
}
function fingerprintOf({ ruleId, subject, message, }) {
    return (0,external_node_crypto_.createHash)("sha256").update([ruleId, subject, message].join("\0")).digest("hex").slice(0, 32);
}
function renderRule({ id, severity, title, why, recommendation, source, tags }) {
    return {
        id,
        name: id.replaceAll(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_, letter) => letter.toUpperCase()),
        shortDescription: { text: title },
        fullDescription: { text: why },
        helpUri: source,
        help: { text: recommendation, markdown: `${why}\n\n${recommendation} [Source](${source})` },
        defaultConfiguration: { level: levelOf(severity) },
        properties: { tags, precision: "high", "security-severity": scores[severity] },
    };
}
function renderFinding(finding, index, seen) {
    const { ruleId, severity, message, subject, at, waived, baselineState } = finding;
    const ruleIndex = index.get(ruleId);
    const fingerprint = fingerprintOf(finding);
    const order = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, order);
    return {
        ruleId,
        ...(ruleIndex === undefined ? {} : { ruleIndex }),
        level: levelOf(severity),
        message: { text: `${subject}: ${message}` },
        locations: [
            {
                ...(at === undefined ? {} : { physicalLocation: renderPosition(at) }),
                logicalLocations: [{ fullyQualifiedName: subject, kind: "resource" }],
            },
        ],
        partialFingerprints: { "slipway/v1": `${fingerprint}:${order}` },
        ...(baselineState === undefined ? {} : { baselineState }),
        ...(waived === undefined
            ? {}
            : { suppressions: [{ kind: "external", status: "accepted", justification: waived }] }),
    };
}
function renderPosition({ file, line, column }) {
    const uri = file.replaceAll("\\", "/").replace(/^\.\//, "").split("/").map(encodeURIComponent).join("/");
    const startColumn = column === undefined ? {} : { startColumn: column };
    return {
        artifactLocation: { uri, ...(file.startsWith("/") ? {} : { uriBaseId: "%SRCROOT%" }) },
        region: { startLine: line, ...startColumn },
    };
}
function levelOf(severity) {
    if (severity === "critical" || severity === "high")
        return "error";
    return severity === "medium" ? "warning" : "note";
}
const scores = {
    critical: "9.5",
    high: "8.0",
    medium: "5.5",
    low: "2.0",
    info: "0.0",
};

// EXTERNAL MODULE: ../../node_modules/picomatch/index.js
var picomatch = __webpack_require__(71026);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: ./src/config/source.js
var config_source = __webpack_require__(43743);
;// CONCATENATED MODULE: ./src/waivers/waivers.js





const waivers_text = schemas/* string */.YjP().trim().min(1);
const accepted = {
    reason: waivers_text.min(10, "A reason of less than ten characters explains nothing to the person who reads it in a year"),
    owner: waivers_text,
    expires: schemas/* string */.YjP()
        .refine(isDay, "it is not a day. Write the last day on which the waiver holds, such as 2026-12-31"),
};
const vulnerability = schemas/* strictObject */.rej({ id: waivers_text, package: waivers_text.optional(), image: waivers_text.optional(), ...accepted });
const check = schemas/* strictObject */.rej({ check: waivers_text, selector: waivers_text.optional(), ...accepted });
const listSchema = schemas/* strictObject */.rej({ waivers: schemas/* array */.YOg(schemas/* looseObject */._H3({})) });
async function loadWaivers(file, directory) {
    const content = await (0,promises_.readFile)((0,external_node_path_.resolve)(directory, file), "utf8").catch((cause) => {
        throw new failure/* Failure */.H({
            attempted: `reading the waivers`,
            found: `${file} cannot be read (${cause instanceof Error ? cause.message.replace(/,.*/, "") : String(cause)})`,
            advice: "Name a file of the workspace that is checked out in a step before this one.",
            cause,
        });
    });
    return parseWaivers(content, file);
}
function parseWaivers(content, file) {
    return (0,config_source/* parseYaml */.hN)(content, file).flatMap((source) => {
        const entries = (0,config_source/* checkShape */.eA)(listSchema, source, "the waiver file").waivers;
        const inPlace = (index) => ({
            value: entries[index],
            position: (path) => source.position(["waivers", index, ...path]),
        });
        return entries.map((entry, index) => {
            const at = source.position(["waivers", index]);
            if ("check" in entry) {
                const one = (0,config_source/* checkShape */.eA)(check, inPlace(index), `waiver ${index + 1}`);
                return { kind: "check", ...one, selector: one.selector, at };
            }
            const one = (0,config_source/* checkShape */.eA)(vulnerability, inPlace(index), `waiver ${index + 1}`);
            return { kind: "vulnerability", ...one, package: one.package, image: one.image, at };
        });
    });
}
function isExpired(waiver, now) {
    return now.toISOString().slice(0, 10) > waiver.expires;
}
function isDay(day) {
    const date = new Date(`${day}T00:00:00Z`);
    return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

;// CONCATENATED MODULE: ./src/waivers/apply-waivers.js



function applyWaivers(findings, describe, waivers, options) {
    const relevant = waivers.filter((waiver) => concerns(waiver, options.looked));
    const expired = relevant.filter((waiver) => isExpired(waiver, options.now));
    const holding = relevant.filter((waiver) => !expired.includes(waiver));
    const used = new Set();
    const open = [];
    const waived = [];
    for (const finding of findings) {
        const own = holding.filter((waiver) => covers(waiver, describe(finding)));
        for (const waiver of own)
            used.add(waiver);
        const [waiver] = own;
        if (waiver === undefined)
            open.push(finding);
        else
            waived.push({ finding, waiver });
    }
    return { open, waived, expired, unused: holding.filter((waiver) => !used.has(waiver)) };
}
function expiredFailure(expired) {
    const [first] = expired;
    if (first === undefined)
        return undefined;
    const more = expired.length > 1 ? ` (and ${expired.length - 1} more)` : "";
    return new failure/* Failure */.H({
        attempted: "applying the waivers",
        found: `the waiver for ${waiverName(first)} of ${first.owner} ended on ${first.expires}${more}`,
        advice: "Mend what it accepted and remove the waiver, or have its owner decide anew and give it another last day.",
        at: first.at,
        evidence: expired.length > 1
            ? [
                {
                    title: "waivers that have ended",
                    text: expired
                        .map((one) => `${(0,failure/* placeText */.Z)(one.at)}: ${waiverName(one)}, ${one.expires}, ${one.owner}`)
                        .join("\n"),
                },
            ]
            : [],
    });
}
function waiverName(waiver) {
    if (waiver.kind === "check")
        return waiver.selector === undefined ? waiver.check : `${waiver.check} on ${waiver.selector}`;
    const where = waiver.package === undefined ? "" : ` in ${waiver.package}`;
    return `${waiver.id}${where}${waiver.image === undefined ? "" : ` of ${waiver.image}`}`;
}
function concerns(waiver, looked) {
    if (waiver.kind === "vulnerability")
        return looked.kind === "vulnerability" && matches(waiver.image, looked.image);
    return looked.kind === "check" && looked.checks.includes(waiver.check);
}
function covers(waiver, finding) {
    if (waiver.kind === "vulnerability") {
        return (finding.kind === "vulnerability" &&
            finding.ids.some((id) => id.toLowerCase() === waiver.id.toLowerCase()) &&
            matches(waiver.package, finding.package) &&
            matches(waiver.image, finding.image));
    }
    if (finding.kind !== "check" || finding.check !== waiver.check)
        return false;
    return (matches(waiver.selector, finding.subject) ||
        matches(waiver.selector, finding.subject.replace(/^[^/]+\/(?=[^/]+\/)/, "")));
}
function matches(pattern, text) {
    return (pattern === undefined ||
        picomatch.isMatch(text, pattern, { bash: true, dot: true, nocase: true, nonegate: true, noextglob: true }));
}

// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(80231);
;// CONCATENATED MODULE: ./src/image/scan/vulnerability.js
const severities = ["critical", "high", "medium", "low", "negligible", "unknown"];
function databaseFault(report, maxAge, now) {
    if (report.databaseProblem !== undefined)
        return report.databaseProblem;
    const age = now.getTime() - (report.databaseBuilt ?? now).getTime();
    if (age > maxAge)
        return `its database is ${days(age)} old, and may be ${days(maxAge)} at most`;
    return report.databaseSources === 0 ? "its database names no source: it is empty" : undefined;
}
function reaches(severity, limit) {
    const rated = severity === "unknown" ? "medium" : severity;
    return severities.indexOf(rated) <= severities.indexOf(limit);
}
function readSeverity(text) {
    const lowered = text.toLowerCase();
    return severities.find((severity) => severity === lowered) ?? "unknown";
}
function sorted(vulnerabilities) {
    const once = new Map(vulnerabilities.map((one) => [[one.id, one.package, one.version, one.path].join("\0"), one]));
    const key = (one) => `${severities.indexOf(one.severity)} ${one.package} ${one.id}`;
    return [...once.values()].sort((one, other) => key(one).localeCompare(key(other)));
}
function days(milliseconds) {
    const count = Math.floor(milliseconds / 86_400_000);
    return count === 1 ? "1 day" : `${count} days`;
}

;// CONCATENATED MODULE: ./src/image/scan/judge-scan.js




function judgeScan(vulnerabilities, rule) {
    const { image, now } = rule;
    const judged = applyWaivers(sorted(vulnerabilities), (one) => ({ kind: "vulnerability", ids: [one.id, ...one.aliases], package: one.package, image }), rule.waivers, { looked: { kind: "vulnerability", image }, now });
    const isIgnored = (one) => rule.ignoreUnfixed && one.fixedIn.length === 0;
    const limit = rule.failOn;
    const blocking = limit === "none" ? [] : judged.open.filter((one) => !isIgnored(one) && reaches(one.severity, limit));
    const failure = expiredFailure(judged.expired) ?? blockingFailure(blocking, image);
    return { ...judged, blocking, ignoredUnfixed: judged.open.filter(isIgnored), failure };
}
const shown = 50;
function scanSummary(judgement, report, rule) {
    const { blocking, open, waived, unused, ignoredUnfixed } = judgement;
    const counts = severities
        .map((severity) => ({ severity, count: open.filter((one) => one.severity === severity).length }))
        .filter(({ count }) => count > 0)
        .map(({ severity, count }) => `${count} ${severity}`);
    const lines = [
        `**Scan** by ${(0,markdown/* escapeMarkdown */.FV)(`${report.tool} ${report.toolVersion}`.trim())}${databaseText(report)}: ${counts.join(", ") || "nothing found"}.`,
        ...(ignoredUnfixed.length > 0
            ? [`${ignoredUnfixed.length} of them have no fix yet and are left out (ignore-unfixed).`]
            : []),
        ...(report.ignoredByScanner > 0
            ? [`${report.ignoredByScanner} more were left out by the scanner's own configuration.`]
            : []),
    ];
    const blockingTable = blocking.length === 0 ? "" : `\n${(0,markdown/* table */.tp)(header, blocking.slice(0, shown).map(row))}${rest(blocking)}`;
    const others = open.filter((one) => !blocking.includes(one));
    const othersTable = others.length === 0
        ? ""
        : `\n${(0,markdown/* details */.zH)(`${others.length} that do not stop the image (fail-on: ${rule.failOn})`, (0,markdown/* table */.tp)(header, others.slice(0, shown).map(row)) + rest(others))}`;
    const waivedTable = waived.length === 0
        ? ""
        : `\n${(0,markdown/* details */.zH)(`${waived.length} accepted by waivers`, (0,markdown/* table */.tp)(["vulnerability", "package", "accepted because", "by", "until"], waived.map(({ finding, waiver }) => [
            (0,markdown/* escapeMarkdown */.FV)(finding.id),
            (0,markdown/* codeSpan */.SS)(finding.package),
            (0,markdown/* escapeMarkdown */.FV)(waiver.reason),
            (0,markdown/* escapeMarkdown */.FV)(waiver.owner),
            waiver.expires,
        ])))}`;
    const unusedText = unused.length === 0
        ? ""
        : `\nWaivers that nothing needs any more: ${unused.map((one) => (0,markdown/* escapeMarkdown */.FV)(waiverName(one))).join(", ")}.\n`;
    return `${lines.join(" ")}\n${blockingTable}${othersTable}${waivedTable}${unusedText}`;
}
const header = ["severity", "vulnerability", "package", "installed", "mended in", ""];
function row(one) {
    const id = /^https:\/\/[\w./?=&%#:-]+$/.test(one.url)
        ? `[${(0,markdown/* escapeMarkdown */.FV)(one.id)}](${one.url})`
        : (0,markdown/* escapeMarkdown */.FV)(one.id);
    return [
        one.severity,
        id,
        (0,markdown/* codeSpan */.SS)(one.package),
        (0,markdown/* codeSpan */.SS)(one.version),
        one.fixedIn.map(markdown/* codeSpan */.SS).join(", ") || "not yet",
        (0,markdown/* escapeMarkdown */.FV)(one.title.slice(0, 100)),
    ];
}
function rest(all) {
    return all.length > shown ? `\nand ${all.length - shown} more\n` : "";
}
function databaseText({ databaseBuilt }) {
    return databaseBuilt === undefined ? "" : `, database of ${databaseBuilt.toISOString().slice(0, 10)}`;
}
function blockingFailure(blocking, image) {
    const [first] = blocking;
    if (first === undefined)
        return undefined;
    const fixable = blocking.filter(({ fixedIn }) => fixedIn.length > 0);
    const counts = severities.flatMap((severity) => {
        const count = blocking.filter((one) => one.severity === severity).length;
        return count === 0 ? [] : [`${count} ${severity}`];
    });
    return new failure/* Failure */.H({
        attempted: `scanning ${image || "the image"}`,
        found: `${counts.join(", ")}; first ${describe(first)}`,
        advice: fixable.length === 0
            ? "None of them has a fix yet: take another package, set ignore-unfixed: true, or accept them in the waiver file with a reason and a last day."
            : `Update ${[...new Set(fixable.map((one) => one.package))].slice(0, 5).join(", ")}, or accept what cannot be mended in the waiver file with a reason and a last day.`,
        evidence: [{ title: "what stops the image", text: blocking.slice(0, shown).map(describe).join("\n") }],
    });
}
function describe(one) {
    const fix = one.fixedIn.length === 0 ? "no fix yet" : `mended in ${one.fixedIn.join(", ")}`;
    return `${one.severity} ${one.id} in ${one.package} ${one.version} (${fix})${one.path === "" ? "" : `, ${one.path}`}`;
}

;// CONCATENATED MODULE: ./src/image/scan/read-report.js


function readScanReport(text) {
    const content = parseJson(text);
    return readGrype(content) ?? readTrivy(content) ?? readSarif(content);
}
const grypeSchema = schemas/* object */.Ikc({
    matches: schemas/* array */.YOg(schemas/* object */.Ikc({
        vulnerability: schemas/* object */.Ikc({
            id: schemas/* string */.YjP(),
            severity: schemas/* string */.YjP().default(""),
            description: schemas/* string */.YjP().optional(),
            dataSource: schemas/* string */.YjP().optional(),
            fix: schemas/* object */.Ikc({ versions: schemas/* array */.YOg(schemas/* string */.YjP()).nullish() }).optional(),
        }),
        relatedVulnerabilities: schemas/* array */.YOg(schemas/* object */.Ikc({ id: schemas/* string */.YjP() })).nullish(),
        artifact: schemas/* object */.Ikc({
            name: schemas/* string */.YjP(),
            version: schemas/* string */.YjP().default(""),
            type: schemas/* string */.YjP().default(""),
            locations: schemas/* array */.YOg(schemas/* object */.Ikc({ path: schemas/* string */.YjP() })).nullish(),
        }),
    })),
    ignoredMatches: schemas/* array */.YOg(schemas/* unknown */.L5J()).nullish(),
    descriptor: schemas/* object */.Ikc({
        name: schemas/* literal */.euz("grype"),
        version: schemas/* string */.YjP().default(""),
        db: schemas/* object */.Ikc({
            status: schemas/* object */.Ikc({ built: schemas/* string */.YjP().optional(), valid: schemas/* boolean */.zMY().optional(), error: schemas/* string */.YjP().optional() })
                .nullish(),
            providers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).nullish(),
        })
            .nullish(),
    }),
});
function readGrype(content) {
    const parsed = grypeSchema.safeParse(content);
    if (!parsed.success)
        return undefined;
    const { matches, ignoredMatches, descriptor } = parsed.data;
    const { status, providers } = descriptor.db ?? {};
    return {
        tool: "grype",
        toolVersion: descriptor.version,
        databaseBuilt: readDate(status?.built),
        databaseSources: descriptor.db === undefined ? undefined : Object.keys(providers ?? {}).length,
        databaseProblem: status?.valid === false ? (status.error ?? "grype does not take it as valid") : undefined,
        ignoredByScanner: ignoredMatches?.length ?? 0,
        vulnerabilities: matches.map(({ vulnerability, relatedVulnerabilities, artifact }) => ({
            id: vulnerability.id,
            aliases: (relatedVulnerabilities ?? []).map(({ id }) => id).filter((id) => id !== vulnerability.id),
            severity: readSeverity(vulnerability.severity),
            package: artifact.name,
            version: artifact.version,
            type: artifact.type,
            fixedIn: vulnerability.fix?.versions ?? [],
            title: oneLine(vulnerability.description),
            url: vulnerability.dataSource ?? "",
            path: artifact.locations?.[0]?.path ?? "",
        })),
    };
}
const trivySchema = schemas/* object */.Ikc({
    SchemaVersion: schemas/* number */.aig(),
    Trivy: schemas/* object */.Ikc({ Version: schemas/* string */.YjP().optional() }).optional(),
    ArtifactName: schemas/* string */.YjP(),
    Results: schemas/* array */.YOg(schemas/* object */.Ikc({
        Target: schemas/* string */.YjP().default(""),
        Type: schemas/* string */.YjP().default(""),
        Vulnerabilities: schemas/* array */.YOg(schemas/* object */.Ikc({
            VulnerabilityID: schemas/* string */.YjP(),
            VendorIDs: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
            PkgName: schemas/* string */.YjP(),
            PkgPath: schemas/* string */.YjP().optional(),
            InstalledVersion: schemas/* string */.YjP().default(""),
            FixedVersion: schemas/* string */.YjP().optional(),
            Severity: schemas/* string */.YjP().default(""),
            Title: schemas/* string */.YjP().optional(),
            Description: schemas/* string */.YjP().optional(),
            PrimaryURL: schemas/* string */.YjP().optional(),
        }))
            .nullish(),
        ExperimentalModifiedFindings: schemas/* array */.YOg(schemas/* unknown */.L5J()).nullish(),
    }))
        .nullish(),
});
function readTrivy(content) {
    const parsed = trivySchema.safeParse(content);
    if (!parsed.success)
        return undefined;
    const results = parsed.data.Results ?? [];
    return {
        tool: "Trivy",
        toolVersion: parsed.data.Trivy?.Version ?? "",
        ignoredByScanner: results.reduce((sum, one) => sum + (one.ExperimentalModifiedFindings?.length ?? 0), 0),
        vulnerabilities: results.flatMap(({ Target, Type, Vulnerabilities }) => (Vulnerabilities ?? []).map((one) => ({
            id: one.VulnerabilityID,
            aliases: one.VendorIDs ?? [],
            severity: readSeverity(one.Severity),
            package: one.PkgName,
            version: one.InstalledVersion,
            type: Type,
            fixedIn: (one.FixedVersion ?? "")
                .split(",")
                .map((version) => version.trim())
                .filter((version) => version !== ""),
            title: oneLine(one.Title ?? one.Description),
            url: one.PrimaryURL ?? "",
            path: one.PkgPath ?? Target,
        }))),
    };
}
const sarifRule = schemas/* object */.Ikc({
    id: schemas/* string */.YjP(),
    shortDescription: schemas/* object */.Ikc({ text: schemas/* string */.YjP() }).optional(),
    helpUri: schemas/* string */.YjP().optional(),
    properties: schemas/* object */.Ikc({ "security-severity": schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]).optional() }).optional(),
});
const sarifSchema = schemas/* object */.Ikc({
    version: schemas/* literal */.euz("2.1.0"),
    runs: schemas/* array */.YOg(schemas/* object */.Ikc({
        tool: schemas/* object */.Ikc({
            driver: schemas/* object */.Ikc({ name: schemas/* string */.YjP(), version: schemas/* string */.YjP().optional(), rules: schemas/* array */.YOg(sarifRule).optional() }),
        }),
        results: schemas/* array */.YOg(schemas/* object */.Ikc({
            ruleId: schemas/* string */.YjP().default("unknown"),
            level: schemas/* string */.YjP().optional(),
            message: schemas/* object */.Ikc({ text: schemas/* string */.YjP().default("") }),
            suppressions: schemas/* array */.YOg(schemas/* unknown */.L5J()).optional(),
            locations: schemas/* array */.YOg(schemas/* object */.Ikc({
                physicalLocation: schemas/* object */.Ikc({ artifactLocation: schemas/* object */.Ikc({ uri: schemas/* string */.YjP().optional() }).optional() })
                    .optional(),
            }))
                .optional(),
        })),
    })),
});
function readSarif(content) {
    const parsed = sarifSchema.safeParse(content);
    if (!parsed.success || parsed.data.runs.length === 0)
        return undefined;
    const { runs } = parsed.data;
    return {
        tool: [...new Set(runs.map(({ tool }) => tool.driver.name))].join(", "),
        toolVersion: runs[0]?.tool.driver.version ?? "",
        ignoredByScanner: runs.reduce((sum, { results }) => sum + results.filter(isSuppressed).length, 0),
        vulnerabilities: runs.flatMap(({ tool, results }) => results
            .filter((result) => !isSuppressed(result))
            .map((result) => {
            const rule = tool.driver.rules?.find(({ id }) => id === result.ruleId);
            const text = result.message.text;
            const fixed = /^Fixed Version: *(.*)$/m.exec(text)?.[1];
            const [, named, version, type] = /reports (\S+) at version (\S+)\s+which is a vulnerable \((\S+)\)/.exec(text) ?? [];
            return {
                id: /^(?:CVE-\d+-\d+|GHSA(?:-\w{4}){3})/.exec(result.ruleId)?.[0] ?? result.ruleId,
                aliases: [],
                severity: sarifSeverity(rule, result.level),
                package: named ?? /^Package: *(.+)$/m.exec(text)?.[1] ?? "",
                version: version ?? /^Installed Version: *(.+)$/m.exec(text)?.[1] ?? "",
                type: type ?? "",
                fixedIn: fixed ? [fixed.trim()] : [],
                title: oneLine(rule?.shortDescription?.text ?? text),
                url: rule?.helpUri ?? "",
                path: result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "",
            };
        })),
    };
}
function isSuppressed(result) {
    return (result.suppressions?.length ?? 0) > 0;
}
function sarifSeverity(rule, level) {
    const score = Number(rule?.properties?.["security-severity"] ?? Number.NaN);
    if (score >= 9)
        return "critical";
    if (score >= 7)
        return "high";
    if (score >= 4)
        return "medium";
    if (score >= 0)
        return "low";
    return ({ error: "high", warning: "medium", note: "low", none: "negligible" }[level ?? "warning"] ?? "unknown");
}
function readDate(text) {
    const time = Date.parse(text ?? "");
    return Number.isNaN(time) ? undefined : new Date(time);
}
function oneLine(text) {
    return (text ?? "").replaceAll(/\s+/g, " ").trim().slice(0, 200);
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ../../node_modules/execa/index.js + 131 modules
var execa = __webpack_require__(49037);
// EXTERNAL MODULE: ./src/image/reference.js
var reference = __webpack_require__(65050);
;// CONCATENATED MODULE: ./src/image/scan/run-scanner.js









async function runScanner(scanner, subject, maxAge, context) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.tempDirectory, "slipway-scan-"));
    try {
        const reports = await scanPlatforms(scanner, subject, folder, context);
        const [first] = reports;
        if (first === undefined)
            throw unusable(scanner, "the image has no platform");
        const vulnerabilities = sorted(reports.flatMap((one) => one.vulnerabilities));
        const report = { ...first, ...(await databaseOf(scanner, first, context)), vulnerabilities };
        await checkDatabase(scanner, report, maxAge, context);
        return report;
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function scanPlatforms(scanner, subject, folder, context) {
    const reports = [];
    for (const [index, { digest }] of subject.image.platforms.entries()) {
        const target = await targetOf(subject, digest, (0,external_node_path_.join)(folder, `image-${index}`));
        const file = (0,external_node_path_.join)(folder, `report-${index}.json`);
        const { args, env } = commands[scanner](target, file);
        await run(scanner, args, env, context);
        const text = await (0,promises_.readFile)(file, "utf8").catch(() => "");
        const report = readScanReport(text);
        if (report === undefined) {
            throw unusable(scanner, "it ended well and wrote no report that can be read", text.slice(0, 2000));
        }
        reports.push(report);
    }
    return reports;
}
async function targetOf({ place }, digest, folder) {
    if (place.kind === "registry") {
        const address = (0,reference.registryAddress)(place.reference);
        const repository = place.reference.replace(/@.*$/, "").replace(/:[^:/]+$/, "");
        return { kind: "registry", reference: `${repository}@${digest}`, plainHttp: (0,reference/* isLoopback */.U)(address?.registry ?? "") };
    }
    await (0,promises_.mkdir)(folder);
    await (0,promises_.symlink)((0,external_node_path_.join)(place.folder, "blobs"), (0,external_node_path_.join)(folder, "blobs"));
    const manifest = await (0,promises_.readFile)((0,external_node_path_.join)(place.folder, "blobs", ...digest.split(":")));
    const mediaType = schemas/* looseObject */._H3({ mediaType: schemas/* string */.YjP().optional() })
        .parse(JSON.parse(manifest.toString("utf8"))).mediaType;
    const descriptor = {
        mediaType: mediaType ?? "application/vnd.oci.image.manifest.v1+json",
        digest,
        size: manifest.length,
    };
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [descriptor] }));
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
    return { kind: "layout", folder };
}
const commands = {
    grype: (target, file) => ({
        args: [
            target.kind === "layout" ? `oci-dir:${target.folder}` : `registry:${target.reference}`,
            "--output",
            `json=${file}`,
        ],
        env: target.kind === "registry" && target.plainHttp ? { GRYPE_REGISTRY_INSECURE_USE_HTTP: "true" } : {},
    }),
    trivy: (target, file) => ({
        args: [
            "image",
            "--scanners=vuln",
            "--format=json",
            "--exit-code=0",
            `--output=${file}`,
            ...(target.kind === "layout" ? ["--input", target.folder] : ["--image-src=remote", "--", target.reference]),
        ],
        env: {
            TRIVY_NO_PROGRESS: "true",
            TRIVY_DISABLE_TELEMETRY: "true",
            TRIVY_SKIP_VERSION_CHECK: "true",
            ...(target.kind === "registry" && target.plainHttp ? { TRIVY_NON_SSL: "true" } : {}),
        },
    }),
};
const foundSomething = 2;
async function run(scanner, args, env, context) {
    const answer = await execute(scanner, args, env, context);
    if (answer.exitCode === 0 || (scanner === "grype" && answer.exitCode === foundSomething))
        return answer.stdout;
    const said = lastLines(answer.stderr);
    if (/database does not exist|failed to load vulnerability db|--skip-db-update cannot be specified on the first run|DB error|failed to download vulnerability DB|was built .* ago/i.test(said)) {
        throw untrusted(scanner, /was built (.*? ago[^\n]*)/.exec(said)?.[0] ?? "it has no database that it can use", said);
    }
    throw unusable(scanner, `it ended with ${answer.exitCode ?? answer.signal ?? "no exit status"}`, said);
}
async function execute(scanner, args, env, context) {
    const { signal } = context;
    signal.throwIfAborted();
    const answer = await (0,execa/* execa */.Ho)(scanner, [...args], {
        env: { ...context.env, GRYPE_CHECK_FOR_APP_UPDATE: "false", ...env },
        extendEnv: false,
        cancelSignal: signal,
        forceKillAfterDelay: 3000,
        reject: false,
        stdin: "ignore",
        timeout: 15 * 60_000,
    });
    signal.throwIfAborted();
    if (answer.code === "ENOENT" || answer.code === "EACCES") {
        throw new failure/* Failure */.H({
            attempted: "scanning the image",
            found: `there is no program ${scanner} on this runner`,
            advice: `Install it in a step before this one (${installers[scanner]}), or scan in a step of your own and give its report: scan: report. An image that nobody looked at is not released.`,
        });
    }
    return answer;
}
const installers = {
    grype: "anchore/scan-action/download-grype",
    trivy: "aquasecurity/setup-trivy",
};
const versionSchema = schemas/* object */.Ikc({
    Version: schemas/* string */.YjP().optional(),
    VulnerabilityDB: schemas/* object */.Ikc({ UpdatedAt: schemas/* string */.YjP().optional() }).nullish(),
});
async function databaseOf(scanner, report, context) {
    if (scanner === "grype")
        return {};
    const answer = versionSchema.safeParse(run_scanner_parseJson(await run(scanner, ["version", "--format=json"], {}, context)));
    const built = new Date(answer.data?.VulnerabilityDB?.UpdatedAt ?? Number.NaN);
    const version = { toolVersion: report.toolVersion || (answer.data?.Version ?? "") };
    return Number.isNaN(built.getTime()) ? version : { ...version, databaseBuilt: built };
}
async function checkDatabase(scanner, report, maxAge, context) {
    if (report.databaseBuilt === undefined)
        throw untrusted(scanner, "nobody knows when its database was made");
    const fault = databaseFault(report, maxAge, new Date());
    if (fault !== undefined)
        throw untrusted(scanner, fault);
    if (scanner === "grype" && (await isEmpty(context))) {
        throw untrusted(scanner, "its database knows no vulnerability: it is empty");
    }
}
async function isEmpty(context) {
    const args = ["db", "search", "--published-after=1980-01-01", "--limit=1", "--output=json"];
    const { exitCode, stdout, stderr } = await execute("grype", args, {}, context);
    if (/limit reached/.test(stderr))
        return false;
    const entries = run_scanner_parseJson(stdout);
    if (exitCode === 0 && Array.isArray(entries))
        return entries.length === 0;
    throw untrusted("grype", "it does not tell what is in its database", lastLines(stderr));
}
function untrusted(scanner, found, said = "") {
    return new failure/* Failure */.H({
        attempted: "scanning the image",
        found: `${scanner} cannot be trusted: ${found}`,
        advice: `Let it fetch its database (${scanner === "grype" ? "grype db update" : "trivy image --download-db-only"}) in a step before this one, and look at what caches it between jobs.`,
        evidence: said === "" ? [] : [{ title: `what ${scanner} says`, text: said }],
    });
}
function unusable(scanner, found, said = "") {
    return new failure/* Failure */.H({
        attempted: "scanning the image",
        found: `${scanner} gave no result: ${found}`,
        advice: `Run ${scanner} on the image in a step of its own to see what it lacks.`,
        evidence: said === "" ? [] : [{ title: `what ${scanner} says`, text: said }],
    });
}
function lastLines(text) {
    return (0,external_node_util_.stripVTControlCharacters)(text).trim().split("\n").slice(-20).join("\n");
}
function run_scanner_parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/image/scan/scan-gate.js










function scanGate(settings) {
    return async (subject, context) => {
        const rule = {
            failOn: settings.failOn,
            ignoreUnfixed: settings.ignoreUnfixed,
            waivers: settings.waivers === undefined ? [] : await loadWaivers(settings.waivers, settings.directory),
            image: subject.repository ?? "",
            now: new Date(),
        };
        const report = await context.log.group(`Scan by ${settings.scan}`, () => obtain(settings, subject, context));
        const judgement = judgeScan(report.vulnerabilities, rule);
        for (const waiver of judgement.unused) {
            context.log.warning(`The waiver for ${waiverName(waiver)} is about nothing that was found: remove it.`, waiver.at);
        }
        if (settings.sarif !== undefined)
            await writeSarif(settings, judgement, report, subject);
        return {
            name: "scan",
            result: judgement.failure === undefined ? "passed" : "failed",
            markdown: scanSummary(judgement, report, rule),
            outputs: {
                vulnerabilities: String(judgement.open.length),
                "vulnerabilities-waived": String(judgement.waived.length),
            },
            failure: judgement.failure,
        };
    };
}
async function obtain(settings, subject, context) {
    if (settings.scan !== "report")
        return runScanner(settings.scan, subject, settings.maxDatabaseAge, context);
    const file = settings.report ?? "";
    const text = await (0,promises_.readFile)((0,external_node_path_.resolve)(settings.directory, file), "utf8").catch((cause) => {
        throw noReport(file, file === "" ? `the input "scan-report" is empty` : `there is no file ${file}`, cause);
    });
    const report = readScanReport(text);
    if (report === undefined)
        throw noReport(file, `${file} is neither grype's JSON nor trivy's JSON nor SARIF 2.1.0`);
    const fault = databaseFault(report, settings.maxDatabaseAge, new Date());
    if (fault !== undefined)
        throw noReport(file, `${report.tool} cannot be trusted: ${fault}`);
    return report;
}
function noReport(file, found, cause) {
    return new failure/* Failure */.H({
        attempted: `reading the scanner's report ${file}`.trim(),
        found,
        advice: `Let the step that scans write its report (grype --output json=FILE, trivy --format json --output FILE) and name it in "scan-report".`,
        cause,
    });
}
async function writeSarif(settings, judgement, report, subject) {
    const waived = judgement.waived.map(({ finding, waiver }) => findingOf(finding, subject, `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`));
    const findings = [...judgement.open.map((one) => findingOf(one, subject)), ...waived];
    const all = [...judgement.open, ...judgement.waived.map(({ finding }) => finding)];
    const rules = [...new Map(all.map((one) => [one.id, one])).values()].map((one) => ({
        id: one.id,
        severity: scan_gate_sarifSeverity(one.severity),
        title: one.title || one.id,
        why: one.title || `${one.id} is known for ${one.package}.`,
        recommendation: one.fixedIn.length === 0 ? "No version mends it yet." : `Update ${one.package} to ${one.fixedIn.join(" or ")}.`,
        source: one.url || `https://www.cve.org/CVERecord?id=${encodeURIComponent(one.id)}`,
        tags: ["security", "vulnerability"],
    }));
    const log = renderSarif({
        tool: `slipway build-image (${report.tool})`,
        version: report.toolVersion,
        rules,
        findings,
    });
    await (0,promises_.writeFile)((0,external_node_path_.resolve)(settings.directory, settings.sarif ?? ""), JSON.stringify(log, undefined, 2));
}
function findingOf(one, subject, waived) {
    const fix = one.fixedIn.length === 0 ? "no fix yet" : `mended in ${one.fixedIn.join(", ")}`;
    return {
        ruleId: one.id,
        severity: scan_gate_sarifSeverity(one.severity),
        message: `${one.package} ${one.version} has ${one.id} (${fix})${one.title === "" ? "" : `: ${one.title}`}`,
        subject: `${subject.repository ?? "image"}${one.path === "" ? "" : `:${one.path}`}`,
        at: subject.dockerfile === undefined ? undefined : { file: subject.dockerfile.file, line: 1 },
        waived,
    };
}
function scan_gate_sarifSeverity(severity) {
    if (severity === "negligible")
        return "info";
    return severity === "unknown" ? "medium" : severity;
}


/***/ })

};
