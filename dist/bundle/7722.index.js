export const id = 7722;
export const ids = [7722];
export const modules = {

/***/ 67722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   writeLogin: () => (/* binding */ writeLogin)
/* harmony export */ });
/* unused harmony export withLogin */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);



async function writeLogin(login, env, tempDirectory) {
    const own = env.DOCKER_CONFIG || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(env.HOME || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), ".docker");
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(tempDirectory, "slipway-docker-"));
    for (const name of await list(own)) {
        if (name !== "config.json")
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.symlink)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(own, name), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name));
    }
    const config = withLogin(await readConfig((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(own, "config.json")), login);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, "config.json"), JSON.stringify(config), { mode: 0o600 });
    return folder;
}
function withLogin(config, login) {
    const key = login.registry === "docker.io" ? "https://index.docker.io/v1/" : login.registry;
    const auth = Buffer.from(`${login.username}:${login.password}`).toString("base64");
    const { credsStore, ...rest } = config;
    const auths = asObject(config.auths);
    const stored = typeof credsStore === "string" ? Object.keys(auths).map((host) => [host, credsStore]) : [];
    const helpers = { ...Object.fromEntries(stored), ...asObject(config.credHelpers) };
    const credHelpers = Object.fromEntries(Object.entries(helpers).filter(([host]) => host !== key && host !== login.registry));
    return { ...rest, auths: { ...auths, [key]: { auth } }, credHelpers };
}
async function list(folder) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder);
    }
    catch (error) {
        if (error.code === "ENOENT")
            return [];
        throw error;
    }
}
async function readConfig(file) {
    try {
        return asObject(JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, "utf8")));
    }
    catch {
        return {};
    }
}
function asObject(value) {
    return typeof value === "object" && value !== null ? { ...value } : {};
}


/***/ })

};
