export const id = 118;
export const ids = [118];
export const modules = {

/***/ 70118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o2: () => (/* binding */ discreetLog),
/* harmony export */   openSecrets: () => (/* binding */ openSecrets),
/* harmony export */   pc: () => (/* binding */ hideFailure),
/* harmony export */   xL: () => (/* binding */ hideDeep)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _report_redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16651);


const shortest = 3;
function openSecrets(known, mask) {
    const secrets = new Set();
    let hide = (0,_report_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .redactor */ .$)([]);
    const add = (secret) => {
        const text = secret.trim();
        if (text.length < shortest || secrets.has(text))
            return;
        secrets.add(text);
        mask(text);
        hide = (0,_report_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .redactor */ .$)([...secrets]);
    };
    known.forEach(add);
    return { add, hide: (text) => hide(text) };
}
function discreetLog(log, { hide }) {
    return {
        info: (message) => log.info(hide(message)),
        debug: (message) => log.debug(hide(message)),
        warning: (message, at) => log.warning(hide(message), at),
        error: (message, at) => log.error(hide(message), at),
        foreign: (text) => log.foreign(hide(text)),
        group: (title, body) => log.group(hide(title), body),
    };
}
function hideDeep(value, hide) {
    const seen = new Map();
    const walk = (part) => {
        if (typeof part === "string")
            return hide(part);
        if (typeof part !== "object" || part === null)
            return part;
        const known = seen.get(part);
        if (known !== undefined)
            return known;
        if (Array.isArray(part))
            return walkItems(part);
        return Object.getPrototypeOf(part) === Object.prototype ? walkFields(part) : part;
    };
    const walkItems = (part) => {
        const items = part.map(walk);
        return items.some((item, index) => item !== part[index]) ? items : part;
    };
    const walkFields = (part) => {
        const entries = Object.entries(part).map(([key, item]) => [hide(key), walk(item), key, item]);
        const hasSecret = entries.some(([name, hidden, key, item]) => name !== key || hidden !== item);
        const hidden = hasSecret ? Object.fromEntries(entries) : part;
        seen.set(part, hidden);
        return hidden;
    };
    return walk(value);
}
function hideFailure(failure, hide) {
    const { attempted, found, advice, at, evidence } = failure;
    const parts = { attempted, found, advice, evidence };
    const hidden = hideDeep(parts, hide);
    return JSON.stringify(hidden) === JSON.stringify(parts) ? failure : new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({ ...hidden, at });
}


/***/ })

};
