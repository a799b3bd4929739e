export const id = 7973;
export const ids = [7973];
export const modules = {

/***/ 27973:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   testCommandGate: () => (/* binding */ testCommandGate)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56302);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80231);
/* harmony import */ var _build_log_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(13648);
/* harmony import */ var _content_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(41286);
/* harmony import */ var _run_build_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75845);







const shownLines = 20;
async function testCommandGate(commands, subject, prepared, request, context) {
    const name = "test-command";
    if (subject.place.kind === "registry")
        return { name, result: "passed", markdown: "Passed when it was built.\n" };
    const image = runnablePlatform(subject, prepared);
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context.tempDirectory, "slipway-test-command-"));
    try {
        const files = await writeContext(folder, commands, await accountFiles(image, subject.place.folder, context.signal));
        const run = await (0,_run_build_js__WEBPACK_IMPORTED_MODULE_5__/* .runBuild */ .c)({
            attempted: "testing the image",
            invocation: {
                ...plainInvocation,
                ...request,
                context: files,
                platforms: [image.platform],
                buildContexts: [`image-under-test=oci-layout://${subject.place.folder}@${image.digest}`],
            },
            dockerfile: "test-command",
        }, prepared, context.tempDirectory, context);
        const shown = (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .details */ .zH)("what they printed last", (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .codeBlock */ .DV)((0,_build_log_js__WEBPACK_IMPORTED_MODULE_6__/* .lastOutput */ .G)(run.lines, shownLines).join("\n"), "text"));
        const markdown = `${commands.map((words) => (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .codeSpan */ .SS)(words.join(" "))).join(", ")} in ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .codeSpan */ .SS)(image.digest)} (${image.platform})\n\n${shown}`;
        if (run.kind === "built")
            return { name, result: "passed", markdown };
        return { name, result: "failed", markdown, failure: asFailure(run.failure, commands) };
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
    }
}
function runnablePlatform(subject, { builder }) {
    const { platforms } = subject.image;
    const [only] = platforms;
    const runs = builder.platforms.length === 0 ? platforms.map(({ platform }) => platform) : builder.platforms;
    const found = runs.flatMap((name) => platforms.find(({ platform }) => platform === name) ?? [])[0];
    if (found !== undefined)
        return found;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: "testing the image",
        found: `the builder runs programs for ${builder.platforms.join(", ")}, and the image is for ${only?.platform ?? "no platform"}`,
        advice: "Set up emulation in a step before this one (docker/setup-qemu-action), build on a runner of that platform, or leave out test-command.",
    });
}
async function accountFiles(image, layout, signal) {
    const [user = "", group] = (image.config.config?.User ?? "").split(":");
    if (!/^\d+$/.test(user) || group !== undefined)
        return [];
    const files = (0,_content_files_js__WEBPACK_IMPORTED_MODULE_4__/* .mergeLayers */ .J)(await (0,_content_files_js__WEBPACK_IMPORTED_MODULE_4__/* .readLayers */ .n4)(layout, image.layers, () => false, signal));
    return ["passwd", "group"].filter((name) => (0,_content_files_js__WEBPACK_IMPORTED_MODULE_4__/* .findFile */ .qE)(files, `etc/${name}`) === undefined);
}
async function writeContext(folder, commands, accounts) {
    const context = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, "context");
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(context);
    for (const file of accounts)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, file), "root:x:0:0:root:/:\n");
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, "Dockerfile"), [
        "FROM image-under-test",
        ...(accounts.length === 0 ? [] : [`COPY ${accounts.join(" ")} /etc/`]),
        ...commands.map((words) => `RUN ${JSON.stringify(words)}`),
        "",
    ].join("\n"));
    return context;
}
const plainInvocation = {
    context: ".",
    buildArgs: [],
    buildContexts: [],
    secrets: [],
    secretFiles: [],
    ssh: [],
    platforms: [],
    labels: [],
    annotations: [],
    cacheFrom: [],
    cacheTo: [],
    noCache: true,
    pull: false,
    addHosts: [],
    ulimit: [],
    outputs: [],
};
function asFailure(failure, commands) {
    const line = failure.at?.line;
    const missing = /exec: "?([^":]+)"?: (?:stat|executable file not found|no such file)/.exec(failure.found)?.[1];
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H({
        attempted: "testing the image",
        found: line === undefined ? failure.found : failure.found.replace(/^the step "RUN ([^"]*)"/s, "the command $1"),
        advice: missing === undefined
            ? "Nothing was pushed. Mend the image, or the command."
            : `The image has no program ${missing}: test-command runs in the image as it is, without a shell unless it names one.`,
        evidence: failure.evidence,
        cause: commands.length === 0 ? failure.cause : failure,
    });
}


/***/ })

};
