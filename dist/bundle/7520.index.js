export const id = 7520;
export const ids = [7520];
export const modules = {

/***/ 65050:
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

/***/ 22919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T6: () => (/* binding */ usualAttempts),
/* harmony export */   WG: () => (/* binding */ isPassing),
/* harmony export */   Wv: () => (/* binding */ waitAfter),
/* harmony export */   _s: () => (/* binding */ longestWait),
/* harmony export */   uq: () => (/* binding */ isFull)
/* harmony export */ });
/* unused harmony export readRetryAfter */
const usualAttempts = 5;
const firstWait = 500;
const longestBackoff = 16_000;
const longestWait = 120_000;
function isPassing(trouble) {
    if (trouble.kind === "connection")
        return !lastingCodes.test(trouble.code);
    const { status } = trouble;
    if (status === 408 || status === 429)
        return true;
    return status >= 500 && ![501, 505, 507, 511].includes(status) && !isFull(trouble);
}
function isFull(trouble) {
    if (trouble.kind === "connection")
        return false;
    return (trouble.status === 507 ||
        (trouble.status >= 400 &&
            /no space left|disk quota|quota exceeded|insufficient storage|exceed(?:s|ed)? .*quota/i.test(trouble.text)));
}
function waitAfter(attempt, trouble, now, random) {
    const asked = trouble.kind === "status" ? readRetryAfter(trouble.retryAfter, now) : undefined;
    if (asked !== undefined)
        return asked;
    return Math.round(Math.min(firstWait * 2 ** (attempt - 1), longestBackoff) * (0.5 + random / 2));
}
function readRetryAfter(header, now) {
    const text = header.trim();
    if (/^\d+$/.test(text))
        return Number(text) * 1000;
    const date = text === "" ? Number.NaN : Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
const lastingCodes = /^(?:ENOTFOUND|ERR_INVALID_URL|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*|UND_ERR_INVALID_ARG)$/;


/***/ }),

/***/ 10081:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ RegistryProblem),
  f: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(43627);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(55686);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ../../node_modules/execa/index.js + 131 modules
var execa = __webpack_require__(49037);
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
    return fromFile(config, registry, file);
}
function serverOf(registry) {
    return registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
}
async function readConfig(file) {
    try {
        const parsed = configSchema.safeParse(JSON.parse(await (0,external_node_fs_promises_.readFile)(file, "utf8")));
        return parsed.success ? parsed.data : `${file} is not a docker configuration`;
    }
    catch (error) {
        if (error.code === "ENOENT")
            return {};
        return `${file} cannot be read as JSON`;
    }
}
function fromFile(config, registry, from) {
    const hosts = registry === "docker.io" ? ["docker.io", "index.docker.io", "registry-1.docker.io"] : [registry];
    const entry = Object.entries(config.auths ?? {}).find(([key]) => hosts.includes(hostOf(key)))?.[1];
    if (entry === undefined)
        return { kind: "none" };
    if (entry.identitytoken)
        return { kind: "identity", token: entry.identitytoken, from };
    const decoded = entry.auth ? Buffer.from(entry.auth, "base64").toString("utf8") : "";
    const cut = decoded.indexOf(":");
    const username = entry.username ?? decoded.slice(0, Math.max(cut, 0));
    const password = entry.password ?? (cut === -1 ? "" : decoded.slice(cut + 1));
    return username === "" ? { kind: "none" } : { kind: "basic", username, password, from };
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
    return username === "<token>"
        ? { kind: "identity", token: secret, from: program }
        : { kind: "basic", username, password: secret, from: program };
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
var reference = __webpack_require__(65050);
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
    if (url.protocol !== "https:" && !(0,reference/* isLoopback */.U)(url.host)) {
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

// EXTERNAL MODULE: ./src/image/registry-retry.js
var registry_retry = __webpack_require__(22919);
;// CONCATENATED MODULE: ./src/image/registry-session.js







class RegistryProblem extends Error {
    name = "RegistryProblem";
    kind;
    reason;
    trouble;
    constructor(kind, reason, trouble, cause) {
        super(reason, { cause });
        this.kind = kind;
        this.reason = reason;
        this.trouble = trouble;
    }
}
function openSession(place, options) {
    const dispatcher = new undici.EnvHttpProxyAgent(proxySettings(options.env));
    const ended = new AbortController();
    const signal = AbortSignal.any([options.signal, ended.signal]);
    const state = {
        ...place,
        ...options,
        signal,
        dispatcher,
        authorization: undefined,
        from: undefined,
        retries: 0,
        login: undefined,
    };
    return {
        ...place,
        send: (asked) => send(state, asked),
        persist: (what, attempt) => persist(state, what, attempt),
        retries: () => state.retries,
        close() {
            ended.abort(new Error("the session has ended"));
            return dispatcher.destroy();
        },
    };
}
async function persist(state, what, attempt) {
    const most = state.attempts ?? 1;
    for (let count = 1;; count += 1) {
        try {
            return await attempt();
        }
        catch (error) {
            state.signal.throwIfAborted();
            if (!(error instanceof RegistryProblem) || error.kind !== "passing")
                throw error;
            const pause = error.trouble === undefined ? 0 : (0,registry_retry/* waitAfter */.Wv)(count, error.trouble, Date.now(), Math.random());
            if (count >= most || pause > registry_retry/* longestWait */._s)
                throw givenUp(error, count, pause);
            state.retries += 1;
            state.log?.info(`${what}: ${error.reason}. Once more in ${seconds(pause)} (attempt ${count + 1} of ${most}).`);
            await pauseFor(pause, state.signal);
        }
    }
}
async function send(state, asked) {
    const used = state.authorization;
    let answer = await exchange(state, asked);
    if (answer.status === 401) {
        if (state.authorization === used) {
            state.login ??= logIn(state, answer.headers["www-authenticate"] ?? "").finally(() => {
                state.login = undefined;
            });
            await state.login;
        }
        answer = await exchange(state, asked);
    }
    const { status } = answer;
    if (status === 401 || status === 403)
        throw new RegistryProblem("denied", registry_session_refusal(state, asked, answer));
    const trouble = {
        kind: "status",
        status,
        retryAfter: answer.headers["retry-after"] ?? "",
        text: answer.body.toString("utf8", 0, 4096),
    };
    const reason = `${state.registry} answered ${status} for ${subject(state, asked)}${saying(answer)}`;
    if ((0,registry_retry/* isFull */.uq)(trouble))
        throw new RegistryProblem("full", reason, trouble);
    if ((0,registry_retry/* isPassing */.WG)(trouble))
        throw new RegistryProblem("passing", reason, trouble);
    if (status >= 500)
        throw new RegistryProblem("lasting", reason, trouble);
    return answer;
}
async function exchange(state, asked) {
    const base = new URL(`${(0,reference/* registryUrl */.N)(state.registry)}/v2/${state.path}/`);
    let url = new URL(asked.to, base);
    for (let hops = 0;; hops += 1) {
        const authorization = url.origin === base.origin ? state.authorization : undefined;
        const answer = await exchangeOnce(state, asked, url, authorization);
        const location = answer.headers.location;
        const moved = [301, 302, 303, 307, 308].includes(answer.status) && (asked.method === "GET" || asked.method === "HEAD");
        if (!moved || location === undefined)
            return answer;
        if (hops === 5)
            throw new RegistryProblem("lasting", `${state.registry} redirects in a circle`);
        url = new URL(location, url);
    }
}
async function exchangeOnce(state, asked, url, authorization) {
    const { method, body } = asked;
    const headers = {
        "user-agent": "slipway",
        ...asked.headers,
        ...(authorization === undefined ? {} : { authorization }),
    };
    try {
        const response = await (0,undici.request)(url, {
            method,
            headers,
            dispatcher: state.dispatcher,
            signal: state.signal,
            ...(body === undefined ? {} : { body: body() }),
        });
        const bytes = await readAtMost(response.body, asked.atMost ?? 4 * 1024 ** 2, url);
        return { status: response.statusCode, headers: firstValues(response.headers), body: bytes, url };
    }
    catch (error) {
        throw unreachable(state, error);
    }
}
async function logIn(state, header) {
    const { registry, path, signal, dispatcher } = state;
    const credentials = await readCredentials(registry, state.env, signal);
    state.from = sourceOf(credentials);
    const challenge = readChallenge(header);
    const scoped = challenge === undefined ? undefined : { ...challenge, scope: scopeOf(challenge.scope, state) };
    const address = { registry, path, version: "" };
    const answer = await authorise(address, scoped, credentials, { signal, dispatcher }).catch((error) => {
        throw unreachable(state, error);
    });
    if (answer.kind === "header") {
        state.authorization = answer.value;
        return;
    }
    const problem = credentials.kind === "none" && credentials.problem ? ` (${credentials.problem})` : "";
    throw new RegistryProblem("denied", `${registry} ${answer.reason}${problem}${state.from === undefined ? "" : `, which come from ${state.from}`}`);
}
function scopeOf(scope, { path, access }) {
    if (access === "pull")
        return scope;
    const others = scope.split(" ").filter((part) => part !== "" && !part.startsWith(`repository:${path}:`));
    return [`repository:${path}:${access}`, ...others].join(" ");
}
function sourceOf(credentials) {
    return credentials.kind === "none" ? undefined : credentials.from;
}
function registry_session_refusal(state, asked, answer) {
    const whose = state.from === undefined ? "" : ` with the credentials from ${state.from}`;
    const what = state.access === "pull" ? `show ${subject(state, asked)}` : `take ${state.path}`;
    return `${state.registry} refuses to ${what}${whose} (${answer.status})${saying(answer)}`;
}
const errorsSchema = schemas/* object */.Ikc({
    errors: schemas/* array */.YOg(schemas/* object */.Ikc({ message: schemas/* string */.YjP().optional(), detail: schemas/* unknown */.L5J().optional() })).min(1),
});
function saying(answer) {
    const parsed = errorsSchema.safeParse(registry_session_parseJson(answer.body));
    const first = parsed.success ? parsed.data.errors[0] : undefined;
    const detail = typeof first?.detail === "string" ? first.detail : JSON.stringify(first?.detail ?? "");
    const text = [first?.message ?? "", /no space|quota/i.test(detail) ? detail : ""]
        .filter((part) => part !== "")
        .join(": ");
    return text === "" ? "" : `: ${text.replaceAll(/\s+/g, " ").slice(0, 200)}`;
}
function registry_session_parseJson(bytes) {
    try {
        return JSON.parse(bytes.toString("utf8"));
    }
    catch {
        return undefined;
    }
}
function subject({ path }, { to }) {
    if (typeof to !== "string")
        return `an upload to ${path}`;
    const [kind, version = ""] = to.split("/");
    return kind === "manifests" ? `${path} ${version}` : `${path} (${to.replace(/\/$/, "")})`;
}
function unreachable(state, error) {
    if (state.signal.aborted || error instanceof RegistryProblem)
        return error;
    const root = rootOf(error);
    const code = root.code;
    const trouble = { kind: "connection", code: typeof code === "string" ? code : "" };
    const message = root instanceof Error ? root.message : String(root);
    const reason = `${state.registry} cannot be reached: ${message}`;
    return new RegistryProblem((0,registry_retry/* isPassing */.WG)(trouble) ? "passing" : "lasting", reason, trouble, error);
}
function givenUp(error, count, pause) {
    const times = count === 1 ? "" : `, also after ${count} attempts`;
    const asks = pause > registry_retry/* longestWait */._s ? `, and asks to come back in ${seconds(pause)}` : "";
    return new RegistryProblem("lasting", `${error.reason}${times}${asks}`, error.trouble, error);
}
async function readAtMost(body, most, url) {
    const chunks = [];
    let size = 0;
    for await (const chunk of body) {
        size += chunk.length;
        if (size > most)
            throw new RegistryProblem("lasting", `${url.host} answers with more than ${most} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
async function pauseFor(milliseconds, signal) {
    await (0,promises_.setTimeout)(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}
function seconds(milliseconds) {
    return `${(milliseconds / 1000).toFixed(1).replace(".0", "")} s`;
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
function firstValues(headers) {
    return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => {
        const first = Array.isArray(value) ? value[0] : value;
        return first === undefined ? [] : [[name, first]];
    }));
}
function rootOf(error) {
    if (error instanceof AggregateError && error.errors.length > 0)
        return rootOf(error.errors[0]);
    if (error instanceof Error && error.cause !== undefined)
        return rootOf(error.cause);
    return error;
}


/***/ }),

/***/ 47520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QU: () => (/* binding */ sendManifest),
/* harmony export */   RV: () => (/* binding */ putManifest),
/* harmony export */   WI: () => (/* binding */ readManifest),
/* harmony export */   c2: () => (/* binding */ getManifest),
/* harmony export */   dS: () => (/* binding */ pushFailure),
/* harmony export */   gm: () => (/* binding */ readBlob),
/* harmony export */   lookUpImage: () => (/* binding */ lookUpImage),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65050);
/* harmony import */ var _registry_session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10081);




const manifestTypes = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
function lookUpImage(reference, options) {
    return ask(reference, options, async (session, version) => {
        const answer = await session.send({
            method: "HEAD",
            to: `manifests/${version}`,
            headers: { accept: manifestTypes },
        });
        const absent = absentBy(answer, session, version);
        if (absent !== undefined)
            return absent;
        const told = answer.headers["docker-content-digest"] ?? (version.startsWith("sha256:") ? version : "");
        return told === "" ? getManifest(session, version).then(onlyDigest) : { kind: "found", digest: told };
    });
}
function readManifest(reference, options) {
    return ask(reference, options, getManifest);
}
async function readBlob(repository, digest, options) {
    const answer = await ask(repository, options, async (session) => {
        const { status, body } = await session.send({ method: "GET", to: `blobs/${digest}`, atMost: 32 * 1024 ** 2 });
        if (status !== 200)
            return { kind: "missing", reason: `${session.registry} answered ${status} for ${digest}` };
        return { kind: "found", bytes: body };
    });
    const what = {
        attempted: `reading ${digest} of ${repository}`,
        advice: "Look at the registry's own log and storage.",
    };
    if (answer.kind !== "found")
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({ ...what, found: answer.reason });
    if (digestOf(answer.bytes) === digest)
        return answer.bytes;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({ ...what, found: `the registry serves other bytes, whose digest is ${digestOf(answer.bytes)}` });
}
async function putManifest(repository, bytes, mediaType, version, context) {
    const address = (0,_reference_js__WEBPACK_IMPORTED_MODULE_3__.registryAddress)(repository);
    if (address === undefined)
        throw pushFailure(repository, new _registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .RegistryProblem */ .N("lasting", `"${repository}" is not the name of an image`));
    const session = (0,_registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .openSession */ .f)(address, { attempts: 5, ...context, access: "pull,push" });
    try {
        await sendManifest(session, { digest: digestOf(bytes), mediaType, bytes }, version);
        return { digest: digestOf(bytes) };
    }
    catch (error) {
        context.signal.throwIfAborted();
        throw pushFailure(repository, error);
    }
    finally {
        await session.close();
    }
}
async function getManifest(session, version) {
    const answer = await session.send({ method: "GET", to: `manifests/${version}`, headers: { accept: manifestTypes } });
    const absent = absentBy(answer, session, version);
    if (absent !== undefined)
        return absent;
    const bytes = answer.body;
    return { kind: "found", bytes, digest: digestOf(bytes), mediaType: mediaTypeOf(answer) };
}
async function sendManifest(session, manifest, version) {
    return session.persist(`sending the manifest ${version}`, async () => {
        const { status, headers, body } = await session.send({
            method: "PUT",
            to: `manifests/${version}`,
            headers: { "content-type": manifest.mediaType },
            body: () => manifest.bytes,
        });
        if (status >= 200 && status < 300)
            return headers;
        const said = body.toString("utf8", 0, 300).replaceAll(/\s+/g, " ").trim();
        throw new _registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .RegistryProblem */ .N("lasting", `${session.registry} does not take the manifest ${version} (${status})${said === "" ? "" : `: ${said}`}`);
    });
}
function digestOf(bytes) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(bytes).digest("hex")}`;
}
function pushFailure(repository, error) {
    if (!(error instanceof _registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .RegistryProblem */ .N))
        return error;
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `pushing to ${repository}`,
        found: error.reason,
        advice: pushAdvice[error.kind],
        cause: error,
    });
}
const pushAdvice = {
    denied: "Give the inputs username and password of an account that may write there, or log in to the registry in a step before this one (docker/login-action), and check the name of the repository. A refusal is not tried again.",
    full: "Free space where the registry stores its layers, or raise its quota: no repetition helps against a full disk.",
    passing: "Try again later, or raise the input push-attempts.",
    lasting: "Check the name of the registry, that this runner reaches it, and the registry's own log; push-attempts says how often a passing error is tried again.",
};
async function ask(reference, options, question) {
    const address = (0,_reference_js__WEBPACK_IMPORTED_MODULE_3__.registryAddress)(reference);
    if (address === undefined)
        return { kind: "missing", reason: `"${reference}" is not the name of an image` };
    const timeout = AbortSignal.timeout(options.timeout ?? 20_000);
    const signal = AbortSignal.any([options.signal, timeout]);
    const session = (0,_registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .openSession */ .f)(address, { env: options.env, signal, access: "pull", attempts: options.attempts });
    try {
        return await session.persist(`asking for ${reference}`, () => question(session, address.version));
    }
    catch (error) {
        options.signal.throwIfAborted();
        if (timeout.aborted)
            return { kind: "unreachable", reason: `${address.registry} cannot be reached: it did not answer in time` };
        return absentFor(error, address);
    }
    finally {
        await session.close();
    }
}
function absentFor(error, { registry }) {
    if (!(error instanceof _registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .RegistryProblem */ .N)) {
        return {
            kind: "unreachable",
            reason: `${registry} cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
        };
    }
    return { kind: error.kind === "denied" ? "denied" : "unreachable", reason: error.reason };
}
function absentBy(answer, session, version) {
    const image = `${session.path} ${version}`;
    if (answer.status === 200)
        return undefined;
    if (answer.status === 404)
        return { kind: "missing", reason: `${session.registry} has no ${image}` };
    return { kind: "unreachable", reason: `${session.registry} answered ${answer.status} for ${image}` };
}
function onlyDigest(manifest) {
    return manifest.kind === "found" ? { kind: "found", digest: manifest.digest } : manifest;
}
function mediaTypeOf(answer) {
    return (answer.headers["content-type"] ?? "").replace(/;.*$/, "").trim();
}


/***/ })

};
