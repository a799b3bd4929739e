export const id = 7229;
export const ids = [7229];
export const modules = {

/***/ 7229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runTestTarget: () => (/* binding */ runTestTarget)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/report/failure.js
var report_failure = __webpack_require__(56302);
// EXTERNAL MODULE: ./src/report/markdown.js
var markdown = __webpack_require__(80231);
// EXTERNAL MODULE: ./src/image/arguments.js
var image_arguments = __webpack_require__(81559);
// EXTERNAL MODULE: ./src/image/build-log.js
var build_log = __webpack_require__(13648);
// EXTERNAL MODULE: ./src/image/dockerfile/dockerfile.js
var dockerfile_dockerfile = __webpack_require__(74390);
// EXTERNAL MODULE: ./src/image/run-build.js + 2 modules
var run_build = __webpack_require__(75845);
// EXTERNAL MODULE: ../../node_modules/fast-xml-parser/src/xmlparser/XMLParser.js + 28 modules
var XMLParser = __webpack_require__(67643);
;// CONCATENATED MODULE: ./src/image/tests/junit-results.js


function readJunit(files) {
    const cases = files.flatMap(({ name, text }) => casesOf(name, text));
    const failed = cases.filter(({ failure }) => failure !== undefined);
    return {
        passed: cases.filter(({ failure, skipped }) => failure === undefined && !skipped).length,
        failed: failed.length,
        skipped: cases.filter(({ skipped }) => skipped).length,
        seconds: cases.reduce((sum, { seconds }) => sum + seconds, 0),
        failures: failed.flatMap(({ failure }) => failure ?? []),
    };
}
function junitSummary(results) {
    const { passed, failed, skipped, seconds } = results;
    const counts = (0,markdown/* table */.tp)(["tests", "passed", "failed", "skipped", "took"], [[String(passed + failed + skipped), String(passed), String(failed), String(skipped), `${seconds.toFixed(1)} s`]]);
    const shown = results.failures.slice(0, 20).map(({ test, message, text }) => {
        const body = text === "" ? (0,markdown/* codeSpan */.SS)(message) : `${(0,markdown/* escapeMarkdown */.FV)(message)}\n\n${(0,markdown/* codeBlock */.DV)(text.slice(0, 4000), "text")}`;
        return (0,markdown/* details */.zH)(test, body);
    });
    const more = results.failures.length - shown.length;
    return `${counts}\n${shown.join("\n")}${more > 0 ? `\nand ${more} more\n` : ""}`;
}
const parser = new XMLParser/* default */.A({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseAttributeValue: false,
    parseTagValue: false,
    htmlEntities: false,
    textNodeName: "#text",
    isArray: (name) => ["testsuite", "testcase", "failure", "error"].includes(name),
});
function casesOf(name, text) {
    const document = parser.parse(text);
    const roots = isNode(document) ? [...nodes(document.testsuites), ...nodes(document.testsuite)] : [];
    if (roots.length === 0)
        throw new Error(`${name} is no JUnit XML: it has neither testsuites nor testsuite`);
    return roots.flatMap(suiteCases);
}
function suiteCases(suite) {
    return [...nodes(suite.testsuite).flatMap(suiteCases), ...nodes(suite.testcase).map(readCase)];
}
function readCase(test) {
    const [problem] = [...listOf(test.failure), ...listOf(test.error)];
    const name = [textOf(test.classname), textOf(test.name)].filter((part) => part !== "").join(" › ");
    const text = isNode(problem) ? textOf(problem["#text"]) : textOf(problem);
    const message = (isNode(problem) ? textOf(problem.message) : "") || (text.split("\n", 1)[0] ?? "") || "failed";
    return {
        seconds: Number(textOf(test.time)) || 0,
        skipped: "skipped" in test && problem === undefined,
        failure: problem === undefined ? undefined : { test: name, message, text },
    };
}
function nodes(value) {
    return listOf(value).filter(isNode);
}
function listOf(value) {
    if (value === undefined)
        return [];
    return Array.isArray(value) ? value : [value];
}
function isNode(value) {
    return typeof value === "object" && value !== null;
}
function textOf(value) {
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

;// CONCATENATED MODULE: ./src/image/tests/test-target.js










const shownLines = 30;
const mostResultBytes = 32 * 1024 ** 2;
async function runTestTarget(test, prepared, context) {
    const invocation = stageInvocation(test);
    const attempted = `testing the source (target ${test.target})`;
    const dockerfile = prepared.place.dockerfile;
    const built = await (0,run_build/* runBuild */.c)({ attempted, invocation, dockerfile }, prepared, test.directory, context);
    const log = logPart(built, test.target);
    if (built.kind === "failed")
        return { name: "tests", result: "failed", markdown: log, failure: built.failure };
    if (test.results.length === 0)
        return { name: "tests", result: "passed", markdown: log };
    const results = readJunit(await exportResults(test, invocation, prepared, context));
    const summary = `${junitSummary(results)}\n${log}`;
    const outputs = { "tests-passed": String(results.passed), "tests-failed": String(results.failed) };
    if (results.failed === 0 && results.passed > 0) {
        return { name: "tests", result: "passed", markdown: summary, outputs };
    }
    const [first] = results.failures;
    const failure = new report_failure/* Failure */.H({
        attempted,
        found: first === undefined
            ? "the JUnit files tell of no test that ran"
            : `${results.failed} of ${results.failed + results.passed} tests failed, the first of them ${first.test}: ${first.message}`,
        advice: "Mend what the tests found; the summary holds all that failed.",
        at: stagePosition(test.target, prepared),
        evidence: first === undefined || first.text === "" ? [] : [{ title: `what ${first.test} said`, text: first.text }],
    });
    return { name: "tests", result: "failed", markdown: summary, outputs, failure };
}
function stageInvocation({ invocation, target }) {
    return {
        ...invocation,
        target,
        platforms: [],
        labels: [],
        annotations: [],
        cacheTo: [],
        outputs: [],
        provenance: undefined,
        sbom: undefined,
        metadataFile: undefined,
    };
}
function logPart({ lines }, target) {
    const printed = (0,build_log/* lastOutput */.G)(lines, shownLines);
    if (printed.length > 0)
        return (0,markdown/* details */.zH)(`last lines of the stage ${target}`, (0,markdown/* codeBlock */.DV)(printed.join("\n"), "text"));
    const cached = (0,build_log/* readSteps */.I$)(lines).some((step) => step.cached);
    return cached ? "Nothing changed since these tests passed: they came from the cache.\n" : "";
}
async function exportResults({ target, results, directory, folder }, invocation, prepared, context) {
    const { dockerfile } = prepared;
    if (dockerfile === undefined)
        throw remoteSource();
    const file = (0,external_node_path_.join)(folder, "Dockerfile");
    const copies = results.map((path, index) => `COPY --from=${target} ${JSON.stringify([path, `/${index}/`])}`);
    await (0,promises_.writeFile)(file, [dockerfile.text, "FROM scratch AS slipway-test-results", ...copies, ""].join("\n"));
    const ignore = `${dockerfile.path}.dockerignore`;
    if ((0,external_node_fs_.existsSync)(ignore))
        await (0,promises_.copyFile)(ignore, `${file}.dockerignore`);
    const place = (0,external_node_path_.join)(folder, "test-results");
    const run = await (0,run_build/* runBuild */.c)({
        attempted: "taking out the results of the tests",
        invocation: {
            ...invocation,
            file,
            target: "slipway-test-results",
            outputs: [["type=local", (0,image_arguments/* csvField */.XR)(`dest=${place}`)].join(",")],
            noCache: false,
            pull: false,
        },
        dockerfile: dockerfile.file,
    }, prepared, directory, context);
    if (run.kind === "failed")
        throw missingResults(results, run.failure, stagePosition(target, prepared));
    return readResults(place);
}
async function readResults(folder) {
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true });
    const files = [];
    let bytes = 0;
    for (const entry of entries.filter((one) => one.isFile() && one.name.endsWith(".xml"))) {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(entry.parentPath, entry.name), "utf8");
        bytes += text.length;
        if (bytes > mostResultBytes)
            throw new Error("the results of the tests are larger than 32 MiB");
        files.push({ name: entry.name, text });
    }
    return files;
}
function stagePosition(target, { dockerfile }) {
    const stage = dockerfile === undefined ? undefined : (0,dockerfile_dockerfile/* findStage */.U9)(dockerfile.parsed, target);
    return stage === undefined || dockerfile === undefined ? undefined : { file: dockerfile.file, line: stage.line };
}
function missingResults(results, cause, at) {
    return new report_failure/* Failure */.H({
        attempted: "taking out the results of the tests",
        found: `the test stage has no file ${results.join(" or ")}`,
        advice: `Let the stage write them there, and end well also where a test fails: the files say which did.`,
        at,
        evidence: cause.evidence,
        cause,
    });
}
function remoteSource() {
    return new report_failure/* Failure */.H({
        attempted: "taking out the results of the tests",
        found: "the Dockerfile is not on this machine",
        advice: `Check the repository out and name its folder in "context", or leave out "test-results".`,
    });
}


/***/ })

};
