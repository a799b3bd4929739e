export const id = 4427;
export const ids = [4427];
export const modules = {

/***/ 74427:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BinaryReader: () => (/* reexport safe */ _binary_encoding_js__WEBPACK_IMPORTED_MODULE_0__.V5),
/* harmony export */   BinaryWriter: () => (/* reexport safe */ _binary_encoding_js__WEBPACK_IMPORTED_MODULE_0__.fI)
/* harmony export */ });
/* harmony import */ var _binary_encoding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8902);
// Copyright 2021-2026 Buf Technologies, Inc.
//
// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
//      http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.







/***/ })

};
