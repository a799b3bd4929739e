export const id = 8912;
export const ids = [8912];
export const modules = {

/***/ 8912:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderJunit: () => (/* binding */ renderJunit)
/* harmony export */ });
function renderJunit(suites) {
    const cases = suites.flatMap((suite) => suite.cases);
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites${totals(cases)}>`,
        ...suites.flatMap(suiteLines),
        "</testsuites>",
        "",
    ].join("\n");
}
function suiteLines(suite) {
    return [
        `  <testsuite${attributes({ name: suite.name })}${totals(suite.cases)}>`,
        ...suite.cases.flatMap((test) => caseLines(test, suite.name)),
        "  </testsuite>",
    ];
}
function caseLines(test, suite) {
    const opening = `    <testcase${attributes({
        name: test.name,
        classname: test.classname ?? suite,
        time: seconds(test.durationMs),
    })}`;
    const inner = [...resultLines(test.result), ...outputLines(test.output)];
    return inner.length === 0 ? [`${opening}/>`] : [`${opening}>`, ...inner, "    </testcase>"];
}
function resultLines(result) {
    switch (result.kind) {
        case "passed":
            return [];
        case "skipped":
            return [`      <skipped${result.message === undefined ? "" : attributes({ message: result.message })}/>`];
        case "failed":
            return [element("failure", result.message, result.text)];
        case "error":
            return [element("error", result.message, result.text)];
    }
}
function element(name, message, text) {
    return `      <${name}${attributes({ message })}>${escapeXml(text ?? message)}</${name}>`;
}
function outputLines(output) {
    return output === undefined || output === "" ? [] : [`      <system-out>${escapeXml(output)}</system-out>`];
}
function totals(cases) {
    const count = (kind) => String(cases.filter((test) => test.result.kind === kind).length);
    return attributes({
        tests: String(cases.length),
        failures: count("failed"),
        errors: count("error"),
        skipped: count("skipped"),
        time: seconds(cases.reduce((sum, test) => sum + test.durationMs, 0)),
    });
}
function seconds(milliseconds) {
    return (milliseconds / 1000).toFixed(3);
}
function attributes(values) {
    return Object.entries(values)
        .map(([name, value]) => ` ${name}="${escapeXml(value).replaceAll("\n", "&#10;")}"`)
        .join("");
}
const unspeakable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
function escapeXml(text) {
    return text
        .toWellFormed()
        .replaceAll(unspeakable, "\u{FFFD}")
        .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}


/***/ })

};
