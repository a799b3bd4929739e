export const id = 3569;
export const ids = [3569];
export const modules = {

/***/ 23569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compileJsonSchema: () => (/* binding */ compileJsonSchema),
/* harmony export */   readJsonSchema: () => (/* binding */ readJsonSchema)
/* harmony export */ });
/* harmony import */ var ajv_dist_2020_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13774);
/* harmony import */ var ajv_formats__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66323);
/* harmony import */ var _config_source_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43743);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);




const mostTold = 3;
function compileJsonSchema(schema, name, at) {
    const ajv = new ajv_dist_2020_js__WEBPACK_IMPORTED_MODULE_3__.Ajv2020({ allErrors: true, strict: false, validateFormats: true, logger: false });
    const add = ajv_formats__WEBPACK_IMPORTED_MODULE_0__;
    (add.default ?? add)(ajv);
    const { $schema: _draft, ...rest } = schema;
    let validate;
    try {
        validate = ajv.compile(rest);
    }
    catch (cause) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
            attempted: `reading the JSON Schema ${name}`,
            found: cause instanceof Error ? cause.message : String(cause),
            advice: "Correct the schema; it is read as JSON Schema 2020-12.",
            at,
            cause,
        });
    }
    return (document) => (validate(document) === true ? [] : told(validate.errors ?? [], name));
}
function readJsonSchema(text, file, at) {
    const value = (0,_config_source_js__WEBPACK_IMPORTED_MODULE_1__/* .parseYaml */ .hN)(text, file)[0]?.value;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
        return value;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: `reading the JSON Schema ${file}`,
        found: "it is no mapping",
        advice: "Write a JSON Schema.",
        at,
    });
}
function told(errors, name) {
    const more = errors.length > mostTold ? ` (and ${errors.length - mostTold} more)` : "";
    const sentences = errors
        .slice(0, mostTold)
        .map(({ instancePath, message }) => `${instancePath === "" ? "the document" : instancePath} ${message ?? "does not fit"}`);
    return [`expected the body to fit ${name}: ${sentences.join("; ")}${more}`];
}


/***/ })

};
