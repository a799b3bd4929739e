export const id = 5473;
export const ids = [5473];
export const modules = {

/***/ 79110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ holds),
/* harmony export */   z: () => (/* binding */ parseCondition)
/* harmony export */ });
/* harmony import */ var _variables_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95914);

function parseCondition(text) {
    const parts = text.split(/\s+and\s+/).map((part) => part.trim());
    if (parts.some((part) => part === "")) {
        return "it is no condition. Write it as {{ environment }} == production, with ==, != or in, joined by and.";
    }
    const unknown = /\s(=|===|!==|<|>|<=|>=|or|\|\||&&)\s/.exec(text)?.[1];
    if (unknown !== undefined)
        return `"${unknown}" is not known in a condition. Use ==, !=, in, not and and.`;
    return { text, tests: parts.map(parseTest) };
}
function holds(condition, values) {
    const value = (text) => {
        const filled = (0,_variables_js__WEBPACK_IMPORTED_MODULE_0__/* .fill */ .GS)(text, values);
        return filled.missing.length > 0 ? "" : String(filled.value);
    };
    return condition.tests.every((test) => testHolds(test, value));
}
function testHolds(test, value) {
    switch (test.kind) {
        case "equal":
            return value(test.left) === value(test.right);
        case "unequal":
            return value(test.left) !== value(test.right);
        case "in":
            return test.right.some((one) => value(one) === value(test.left));
        case "true":
            return isTrue(value(test.left));
        case "false":
            return !isTrue(value(test.left));
    }
}
function parseTest(part) {
    const [, left = "", operator, right = ""] = /^(.*?)\s+(==|!=|in)\s+(.*)$/s.exec(part) ?? [];
    if (operator === "==")
        return { kind: "equal", left: bare(left), right: bare(right) };
    if (operator === "!=")
        return { kind: "unequal", left: bare(left), right: bare(right) };
    if (operator === "in")
        return { kind: "in", left: bare(left), right: right.split(",").map(bare) };
    if (part.startsWith("not "))
        return { kind: "false", left: bare(part.slice(4)) };
    return { kind: "true", left: bare(part) };
}
function bare(text) {
    return text.trim().replace(/^(["'])(.*)\1$/s, "$2");
}
function isTrue(text) {
    return !["", "false", "0", "no", "null"].includes(text);
}


/***/ }),

/***/ 55707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VO: () => (/* binding */ wayOf),
/* harmony export */   Yz: () => (/* binding */ parsed),
/* harmony export */   ut: () => (/* binding */ answerOf)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);

function wayOf(endpoint, step) {
    if (endpoint.way !== undefined)
        return endpoint.way;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: `running the step ${step}`,
        found: `${endpoint.name} can only be asked by HTTP`,
        advice: "Test a URL, an Ingress, an HTTPRoute, a Service, a Deployment or a pod.",
    });
}
function answerOf(protocol, result, more = {}) {
    const body = JSON.stringify(result);
    return { protocol, status: 0, headers: {}, body, truncated: false, durationMs: result.durationMs, ...more };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 5965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ addressOf),
/* harmony export */   t: () => (/* binding */ directWay)
/* harmony export */ });
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58576);

function directWay(origin, network = {}) {
    return {
        origin,
        tls: network.tls ?? {},
        dialCounts: true,
        dial: (address, signal) => (0,_network_js__WEBPACK_IMPORTED_MODULE_0__/* .openTcp */ .UD)(address ?? addressOf(origin), network, signal),
        to: (other) => directWay(other, other === origin ? network : { ...network, tls: { ca: network.tls?.ca } }),
    };
}
function addressOf(origin) {
    const url = new URL(origin);
    const secured = url.protocol === "https:" || url.protocol === "wss:" || url.protocol === "grpcs:";
    return { host: url.hostname, port: Number(url.port || (secured ? 443 : 80)) };
}


/***/ }),

/***/ 95914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ fill),
/* harmony export */   HX: () => (/* binding */ withStandIns),
/* harmony export */   V2: () => (/* binding */ substitute)
/* harmony export */ });
/* unused harmony export placeholders */
/* harmony import */ var _config_shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73777);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;
const onlyPlaceholder = /^\{\{\s*([\w.-]+)\s*\}\}$/;
function substitute(value, known, position, path = []) {
    if (typeof value === "string")
        return substituteText(value, known, () => position(path));
    if (Array.isArray(value)) {
        return value.map((item, index) => substitute(item, known, position, [...path, index]));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [
            String(substituteText(key, known, () => position([...path, key]))),
            substitute(item, known, position, [...path, key]),
        ]));
    }
    return value;
}
function fill(value, values) {
    const missing = new Set();
    const walk = (part) => {
        if (typeof part === "string")
            return fillText(part, values, missing);
        if (Array.isArray(part))
            return part.map(walk);
        if (typeof part === "object" && part !== null && Object.getPrototypeOf(part) === Object.prototype) {
            return Object.fromEntries(Object.entries(part).map(([key, item]) => [String(fillText(key, values, missing)), walk(item)]));
        }
        return part;
    };
    return { value: walk(value), missing: [...missing] };
}
function placeholders(text) {
    return [...text.matchAll(placeholder)].map(([, name]) => name ?? "");
}
function withStandIns(text, standIn = "0") {
    return text.replace(placeholder, standIn);
}
function fillText(text, values, missing) {
    if (!text.includes("{{"))
        return text;
    const whole = onlyPlaceholder.exec(text)?.[1];
    if (whole !== undefined && values.has(whole))
        return values.get(whole);
    return text.replace(placeholder, (left, name) => {
        if (values.has(name))
            return written(values.get(name));
        missing.add(name);
        return left;
    });
}
function substituteText(text, known, position) {
    const whole = onlyPlaceholder.exec(text)?.[1];
    if (whole !== undefined && !known.captured?.has(whole))
        return valueNamed(whole, known, position);
    return text.replace(placeholder, (left, name) => known.captured?.has(name) ? left : written(valueNamed(name, known, position)));
}
function valueNamed(name, { variables, captured }, position) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined && (value !== "" || name.startsWith("row.")))
        return value;
    const names = [...Object.keys(variables), ...(captured ?? [])];
    const nearest = value === "" ? undefined : (0,_config_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .nearestWord */ .zZ)(name, names);
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `putting variables into the smoke suite ${position().file}`,
        found: value === "" ? `the variable "${name}" is empty` : `no variable "${name}" is given`,
        advice: value === "" ? emptyAdvice(name) : missingAdvice(name, names, nearest),
        at: position(),
    });
}
const inputOf = {
    expected: "expect-version",
    "expected-digest": "expect-digest",
    environment: "environment",
};
function emptyAdvice(name) {
    return `Check the line ${name}= of the input "variables": the output that it takes may not exist.`;
}
function missingAdvice(name, names, nearest) {
    const input = inputOf[name];
    if (input !== undefined)
        return `Give the input "${input}".`;
    const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
    const given = names.length > 0 ? ` (there are: ${names.join(", ")})` : "";
    return `${hint}Add a line ${name}=… to the input "variables" (or "secrets", if it is one), or "${name}" to the suite's variables${given}.`;
}
function written(value) {
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}


/***/ })

};
