export const id = 7685;
export const ids = [7685];
export const modules = {

/***/ 7685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ withBuilder),
/* harmony export */   removeBuilder: () => (/* binding */ removeBuilder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);


const patience = { create: 120_000, remove: 20_000 };
async function withBuilder(builder, buildx, context, body) {
    if (builder.driver !== "docker" || (await keepsImagesInContainerd(context)))
        return body(undefined);
    const name = `slipway-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString("hex")}`;
    context.onBuilder?.(name);
    try {
        await create(name, buildx, context);
        return await body(name);
    }
    finally {
        await removeBuilder(name, buildx, context);
    }
}
async function removeBuilder(name, { command, prefix }, { env, runCommand, log }) {
    const options = { directory: process.cwd(), env, timeout: patience.remove };
    const answer = await runCommand(command, [...prefix, "rm", "--force", name], options).catch(() => undefined);
    const gone = answer?.status === 0 || /no builder .* found/.test(answer?.stderr ?? "");
    if (!gone)
        log.warning(`The builder ${name} could not be removed: docker buildx rm ${name}`);
}
async function keepsImagesInContainerd({ env, signal, runCommand }) {
    const options = { directory: process.cwd(), env, signal, timeout: 20_000 };
    const { status, stdout } = await runCommand("docker", ["info", "--format", "{{json .DriverStatus}}"], options);
    return status === 0 && stdout.includes("io.containerd.snapshotter");
}
async function create(name, { command, prefix }, { env, signal, runCommand, log }) {
    log.info(`Docker's own builder hands out no image: ${name} is made for this build, and removed after it.`);
    const options = { directory: process.cwd(), env, signal, timeout: patience.create };
    const args = [...prefix, "create", "--name", name, "--driver", "docker-container", "--bootstrap"];
    const { status, stderr } = await runCommand(command, args, options);
    if (status === 0)
        return;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: "making a builder",
        found: `docker's own builder hands out no image, and docker buildx create ended with ${status ?? "no answer"}`,
        advice: "Use a step with docker/setup-buildx-action before this one: it makes a builder that does.",
        evidence: stderr.trim() === "" ? [] : [{ title: "what docker said", text: stderr.trim() }],
    });
}


/***/ })

};
