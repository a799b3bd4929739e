export const id = 369;
export const ids = [369];
export const modules = {

/***/ 5050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ registryUrl),
/* harmony export */   U: () => (/* binding */ isLoopback),
/* harmony export */   registryAddress: () => (/* binding */ registryAddress)
/* harmony export */ });
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9033);

function registryAddress(reference) {
    const parsed = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImageReference */ .o_)(reference);
    if (parsed === undefined)
        return undefined;
    const canonical = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalRepository */ .JA)(parsed.repository);
    const cut = canonical.indexOf("/");
    return {
        registry: canonical.slice(0, cut),
        path: canonical.slice(cut + 1),
        version: parsed.digest || parsed.tag || "latest",
    };
}
function registryUrl(registry) {
    if (registry === "docker.io")
        return "https://registry-1.docker.io";
    return `${isLoopback(registry) ? "http" : "https"}://${registry}`;
}
function isLoopback(host) {
    return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}


/***/ }),

/***/ 7369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lookUpImage: () => (/* binding */ lookUpImage)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(3627);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ../../node_modules/execa/index.js + 131 modules
var execa = __webpack_require__(9037);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9143);
;// CONCATENATED MODULE: ./src/image/docker-config.js





const configSchema = schemas/* object */.Ikc({
    auths: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({
        auth: schemas/* string */.YjP().optional(),
        username: schemas/* string */.YjP().optional(),
        password: schemas/* string */.YjP().optional(),
        identitytoken: schemas/* string */.YjP().optional(),
    }))
        .optional(),
    credHelpers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
    credsStore: schemas/* string */.YjP().optional(),
});
const answerSchema = schemas/* object */.Ikc({ Username: schemas/* string */.YjP(), Secret: schemas/* string */.YjP() });
async function readCredentials(registry, env, signal) {
    const file = (0,external_node_path_.join)(env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), ".docker"), "config.json");
    const config = await readConfig(file);
    if (typeof config === "string")
        return { kind: "none", problem: config };
    const helper = config.credHelpers?.[registry] ?? config.credsStore;
    if (helper) {
        const answer = await askHelper(helper, serverOf(registry), env, signal);
        if (answer.kind !== "none" || config.credHelpers?.[registry])
            return answer;
    }
    return fromFile(config, registry);
}
function serverOf(registry) {
    return registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
}
async function readConfig(file) {
    try {
        const parsed = configSchema.safeParse(JSON.parse(await (0,promises_.readFile)(file, "utf8")));
        return parsed.success ? parsed.data : `${file} is not a docker configuration`;
    }
    catch (error) {
        if (error.code === "ENOENT")
            return {};
        return `${file} cannot be read as JSON`;
    }
}
function fromFile(config, registry) {
    const hosts = registry === "docker.io" ? ["docker.io", "index.docker.io", "registry-1.docker.io"] : [registry];
    const entry = Object.entries(config.auths ?? {}).find(([key]) => hosts.includes(hostOf(key)))?.[1];
    if (entry === undefined)
        return { kind: "none" };
    if (entry.identitytoken)
        return { kind: "identity", token: entry.identitytoken };
    const decoded = entry.auth ? Buffer.from(entry.auth, "base64").toString("utf8") : "";
    const cut = decoded.indexOf(":");
    const username = entry.username ?? decoded.slice(0, Math.max(cut, 0));
    const password = entry.password ?? (cut === -1 ? "" : decoded.slice(cut + 1));
    return username === "" ? { kind: "none" } : { kind: "basic", username, password };
}
function hostOf(key) {
    return key.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}
async function askHelper(helper, server, env, signal) {
    const program = `docker-credential-${helper}`;
    const answer = await (0,execa/* execa */.Ho)(program, ["get"], {
        input: server,
        env,
        extendEnv: false,
        cancelSignal: signal,
        reject: false,
        timeout: 20_000,
    });
    if (signal.aborted)
        throw signal.reason;
    if (answer.exitCode !== 0) {
        return /credentials not found/i.test(answer.stdout + answer.stderr)
            ? { kind: "none" }
            : { kind: "none", problem: `${program} gave no credentials for ${server}` };
    }
    const parsed = answerSchema.safeParse(parseJson(answer.stdout));
    if (!parsed.success)
        return { kind: "none", problem: `${program} answered something that is no credential` };
    const { Username: username, Secret: secret } = parsed.data;
    return username === "<token>" ? { kind: "identity", token: secret } : { kind: "basic", username, password: secret };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./src/image/reference.js
var image_reference = __webpack_require__(5050);
;// CONCATENATED MODULE: ./src/image/registry-auth.js



function readChallenge(header) {
    const scheme = /^(basic|bearer)\s/i.exec(header)?.[1]?.toLowerCase();
    if (scheme !== "basic" && scheme !== "bearer")
        return undefined;
    const parameters = new Map();
    for (const [, name = "", quoted, bare] of header.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)) {
        parameters.set(name.toLowerCase(), quoted ?? bare ?? "");
    }
    return {
        scheme,
        realm: parameters.get("realm") ?? "",
        service: parameters.get("service") ?? "",
        scope: parameters.get("scope") ?? "",
    };
}
async function authorise(address, challenge, credentials, connection) {
    if (challenge === undefined)
        return { kind: "refused", reason: "asks for a way to log in that is not known" };
    if (challenge.scheme === "bearer")
        return fetchToken(address, challenge, credentials, connection);
    return credentials.kind === "basic"
        ? { kind: "header", value: basic(credentials) }
        : { kind: "refused", reason: "asks for a user and a password, and this machine has none for it" };
}
async function fetchToken(address, challenge, credentials, connection) {
    if (!URL.canParse(challenge.realm))
        return { kind: "refused", reason: "names no token service" };
    const url = new URL(challenge.realm);
    if (url.protocol !== "https:" && !(0,image_reference/* isLoopback */.U)(url.host)) {
        return { kind: "refused", reason: `names a token service without TLS (${url.host}), which gets no credentials` };
    }
    const parameters = new URLSearchParams({
        ...(challenge.service === "" ? {} : { service: challenge.service }),
        scope: challenge.scope || `repository:${address.path}:pull`,
    });
    const response = credentials.kind === "identity"
        ? await (0,undici.request)(url, { ...connection, method: "POST", ...refreshForm(parameters, credentials.token) })
        : await (0,undici.request)(withParameters(url, parameters), {
            ...connection,
            headers: credentials.kind === "basic" ? { authorization: basic(credentials) } : {},
        });
    if (response.statusCode === 401 || response.statusCode === 403) {
        await response.body.dump();
        return { kind: "refused", reason: refusal(credentials) };
    }
    if (response.statusCode !== 200) {
        await response.body.dump();
        throw new Error(`its token service ${url.host} answered ${response.statusCode}`);
    }
    const answer = schemas/* object */.Ikc({ token: schemas/* string */.YjP().optional(), access_token: schemas/* string */.YjP().optional() })
        .parse(await response.body.json());
    return { kind: "header", value: `Bearer ${answer.token ?? answer.access_token ?? ""}` };
}
function refreshForm(parameters, token) {
    const form = new URLSearchParams(parameters);
    form.set("grant_type", "refresh_token");
    form.set("client_id", "slipway");
    form.set("refresh_token", token);
    return { headers: { "content-type": "application/x-www-form-urlencoded" }, body: form.toString() };
}
function withParameters(url, parameters) {
    const result = new URL(url);
    for (const [name, value] of parameters)
        result.searchParams.set(name, value);
    return result;
}
function refusal(credentials) {
    return credentials.kind === "none" ? "lets nobody in without logging in" : "refuses the credentials of this machine";
}
function basic(credentials) {
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}

;// CONCATENATED MODULE: ./src/image/registry.js





const manifestTypes = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
async function lookUpImage(reference, options) {
    const address = (0,image_reference.registryAddress)(reference);
    if (address === undefined)
        return { kind: "missing", reason: `"${reference}" is not the name of an image` };
    const dispatcher = new undici.EnvHttpProxyAgent(proxySettings(options.env));
    const timeout = AbortSignal.timeout(options.timeout ?? 20_000);
    const signal = AbortSignal.any([options.signal, timeout]);
    try {
        return await ask(address, { env: options.env, signal, dispatcher });
    }
    catch (error) {
        options.signal.throwIfAborted();
        const reason = timeout.aborted ? "it did not answer in time" : rootMessage(error);
        return { kind: "unreachable", reason: `${address.registry} cannot be reached: ${reason}` };
    }
    finally {
        await dispatcher.destroy();
    }
}
async function ask(address, connection) {
    const first = await askManifest(address, "HEAD", undefined, connection);
    if (first.status !== 401)
        return judge(address, first, undefined, connection);
    const credentials = await readCredentials(address.registry, connection.env, connection.signal);
    const header = await authorise(address, first.challenge, credentials, connection);
    if (header.kind === "refused") {
        const problem = credentials.kind === "none" && credentials.problem ? ` (${credentials.problem})` : "";
        return { kind: "denied", reason: `${address.registry} ${header.reason}${problem}` };
    }
    return judge(address, await askManifest(address, "HEAD", header.value, connection), header.value, connection);
}
async function askManifest(address, method, authorization, { dispatcher, signal }) {
    const url = `${(0,image_reference/* registryUrl */.N)(address.registry)}/v2/${address.path}/manifests/${address.version}`;
    const headers = { accept: manifestTypes, ...(authorization === undefined ? {} : { authorization }) };
    const response = await (0,undici.request)(url, { method, headers, dispatcher, signal });
    const body = Buffer.from(await response.body.arrayBuffer());
    return {
        status: response.statusCode,
        digest: firstValue(response.headers["docker-content-digest"]),
        challenge: readChallenge(firstValue(response.headers["www-authenticate"])),
        body,
    };
}
async function judge(address, answer, authorization, connection) {
    const image = `${address.path} ${address.version}`;
    switch (answer.status) {
        case 200:
            return { kind: "found", digest: answer.digest || (await computeDigest(address, authorization, connection)) };
        case 404:
            return { kind: "missing", reason: `${address.registry} has no ${image}` };
        case 401:
        case 403:
            return { kind: "denied", reason: `${address.registry} refuses to show ${image} (${answer.status})` };
        default:
            return { kind: "unreachable", reason: `${address.registry} answered ${answer.status} for ${image}` };
    }
}
async function computeDigest(address, authorization, connection) {
    if (address.version.startsWith("sha256:"))
        return address.version;
    const { body, status } = await askManifest(address, "GET", authorization, connection);
    if (status !== 200)
        throw new Error(`it answered ${status} for a manifest that it has`);
    return `sha256:${(0,external_node_crypto_.createHash)("sha256").update(body).digest("hex")}`;
}
function proxySettings(env) {
    const httpProxy = env.http_proxy || env.HTTP_PROXY;
    const httpsProxy = env.https_proxy || env.HTTPS_PROXY;
    return {
        ...(httpProxy ? { httpProxy } : {}),
        ...(httpsProxy ? { httpsProxy } : {}),
        noProxy: [env.no_proxy || env.NO_PROXY || "", "localhost,127.0.0.1,[::1]"].filter((part) => part !== "").join(","),
    };
}
function firstValue(header) {
    return (Array.isArray(header) ? header[0] : header) ?? "";
}
function rootMessage(error) {
    if (error instanceof AggregateError && error.errors.length > 0)
        return rootMessage(error.errors[0]);
    if (error instanceof Error && error.cause !== undefined)
        return rootMessage(error.cause);
    return error instanceof Error ? error.message : String(error);
}


/***/ })

};
