export const id = 5932;
export const ids = [5932];
export const modules = {

/***/ 35932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   decode: () => (/* binding */ decode),
/* harmony export */   encode: () => (/* binding */ encode)
/* harmony export */ });
/* harmony import */ var _bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73188);
/* harmony import */ var _bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60508);
/* harmony import */ var _bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56479);
/* harmony import */ var _bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(93095);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63135);



function encode({ method, registry }, message, called) {
    try {
        return (0,_bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_2__/* .toBinary */ .R)(method.input, (0,_bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_3__/* .fromJson */ .Rf)(method.input, (message ?? {}), { registry }));
    }
    catch (cause) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted: `writing the request of ${called}`,
            found: (0,_exchange_error_js__WEBPACK_IMPORTED_MODULE_1__.wordsFor)(cause),
            advice: `Write it as the JSON of ${method.input.typeName}.`,
            cause,
        });
    }
}
function decode({ method, registry }, bytes) {
    try {
        return (0,_bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_4__/* .toJson */ .aB)(method.output, (0,_bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_5__/* .fromBinary */ .Er)(method.output, bytes), { registry, alwaysEmitImplicit: true });
    }
    catch (cause) {
        throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ExchangeError */ .Sb("answering", `the answer is no ${method.output.typeName}: ${(0,_exchange_error_js__WEBPACK_IMPORTED_MODULE_1__.wordsFor)(cause)}`, cause);
    }
}


/***/ })

};
