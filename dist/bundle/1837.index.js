export const id = 1837;
export const ids = [1837];
export const modules = {

/***/ 11837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareCommits: () => (/* binding */ compareCommits)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61329);

const patience = 10_000;
async function compareCommits(older, newer, options) {
    const [owner, repo] = options.repository.split("/");
    if (options.token === "" || !owner || !repo)
        return unknown("there is no token to ask GitHub with", options.log);
    try {
        const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(options.token, { baseUrl: options.env.GITHUB_API_URL || "https://api.github.com" });
        const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
            owner,
            repo,
            basehead: `${older}...${newer}`,
            page: 2,
            per_page: 1,
            request: { signal: AbortSignal.any([options.signal, AbortSignal.timeout(patience)]) },
        });
        return data.status === "ahead" || data.status === "identical";
    }
    catch (error) {
        options.signal.throwIfAborted();
        return unknown(reasonOf(error), options.log);
    }
}
function unknown(reason, log) {
    log.info(`Whether this commit is older than the one that serves is not known: git cannot tell from this checkout, and ${reason}. Use actions/checkout with "fetch-depth: 0", or give the job "permissions: contents: read".`);
    return undefined;
}
function reasonOf(error) {
    const status = error instanceof Error && "status" in error ? error.status : undefined;
    const answered = error instanceof Error && "response" in error && error.response !== undefined;
    if (answered)
        return `GitHub answers the question with ${String(status)}`;
    return `GitHub cannot be reached (${error instanceof Error ? error.message : String(error)})`;
}


/***/ })

};
