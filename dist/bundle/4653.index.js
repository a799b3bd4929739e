export const id = 4653;
export const ids = [4653];
export const modules = {

/***/ 26018:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ ExecAuth)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);

class ExecAuth {
    constructor() {
        this.tokenCache = {};
        this.execFn = node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn;
    }
    isAuthProvider(user) {
        if (!user) {
            return false;
        }
        if (user.exec) {
            return true;
        }
        if (!user.authProvider) {
            return false;
        }
        return (user.authProvider.name === 'exec' || !!(user.authProvider.config && user.authProvider.config.exec));
    }
    async applyAuthentication(user, opts) {
        const credential = await this.getCredential(user);
        if (!credential) {
            return;
        }
        if (credential.status.clientCertificateData) {
            opts.cert = credential.status.clientCertificateData;
        }
        if (credential.status.clientKeyData) {
            opts.key = credential.status.clientKeyData;
        }
        const token = this.getToken(credential);
        if (token) {
            if (!opts.headers) {
                opts.headers = {};
            }
            opts.headers['Authorization'] = `Bearer ${token}`;
        }
    }
    getToken(credential) {
        if (!credential) {
            return null;
        }
        if (credential.status.token) {
            return credential.status.token;
        }
        return null;
    }
    async getCredential(user) {
        // TODO: Add a unit test for token caching.
        const cachedToken = this.tokenCache[user.name];
        if (cachedToken) {
            if (!cachedToken.status.expirationTimestamp) {
                return cachedToken;
            }
            const date = Date.parse(cachedToken.status.expirationTimestamp);
            if (date > Date.now()) {
                return cachedToken;
            }
            this.tokenCache[user.name] = null;
        }
        let exec = null;
        if (user.authProvider && user.authProvider.config) {
            exec = user.authProvider.config.exec;
        }
        if (user.exec) {
            exec = user.exec;
        }
        if (!exec) {
            return null;
        }
        if (!exec.command) {
            throw new Error('No command was specified for exec authProvider!');
        }
        let opts = {};
        if (exec.env) {
            const env = { ...process.env };
            exec.env.forEach((elt) => (env[elt.name] = elt.value));
            opts = { ...opts, env };
        }
        return new Promise((resolve, reject) => {
            let stdoutData = '';
            let stderrData = '';
            let savedError = undefined;
            const subprocess = this.execFn(exec.command, exec.args, opts);
            subprocess.stdout.setEncoding('utf8');
            subprocess.stderr.setEncoding('utf8');
            subprocess.stdout.on('data', (data) => {
                stdoutData += data;
            });
            subprocess.stderr.on('data', (data) => {
                stderrData += data;
            });
            subprocess.on('error', (error) => {
                savedError = error;
            });
            subprocess.on('close', (code) => {
                if (savedError) {
                    reject(savedError);
                    return;
                }
                if (code !== 0) {
                    reject(new Error(stderrData));
                    return;
                }
                try {
                    const obj = JSON.parse(stdoutData);
                    this.tokenCache[user.name] = obj;
                    resolve(obj);
                }
                catch (error) {
                    reject(error);
                }
            });
        });
    }
}
//# sourceMappingURL=exec_auth.js.map

/***/ }),

/***/ 97455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ FileAuth)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

class FileAuth {
    constructor() {
        this.token = null;
        this.lastRead = null;
    }
    isAuthProvider(user) {
        return user.authProvider && user.authProvider.config && user.authProvider.config.tokenFile;
    }
    async applyAuthentication(user, opts) {
        if (this.token == null) {
            this.refreshToken(user.authProvider.config.tokenFile);
        }
        if (this.isTokenExpired()) {
            this.refreshToken(user.authProvider.config.tokenFile);
        }
        if (this.token) {
            opts.headers['Authorization'] = `Bearer ${this.token}`;
        }
    }
    refreshToken(filePath) {
        // TODO make this async?
        this.token = node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync(filePath).toString('utf-8');
        this.lastRead = new Date();
    }
    isTokenExpired() {
        if (this.lastRead === null) {
            return true;
        }
        const now = new Date();
        const delta = (now.getTime() - this.lastRead.getTime()) / 1000;
        // For now just refresh every 60 seconds. This is imperfect since the token
        // could be out of date for this time, but it is unlikely and it's also what
        // the client-go library does.
        // TODO: Use file notifications instead?
        return delta > 60;
    }
}
//# sourceMappingURL=file_auth.js.map

/***/ }),

/***/ 14653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   credentialsFor: () => (/* binding */ credentialsFor)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73024);
/* harmony import */ var _kubernetes_client_node_dist_exec_auth_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26018);
/* harmony import */ var _kubernetes_client_node_dist_file_auth_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(97455);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(43627);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(56302);







const PLUGIN_TIMEOUT_MS = 60_000;
function credentialsFor(target, env, maskOne) {
    const { cluster, user } = target;
    const masked = new Set();
    const mask = (secret) => {
        if (!masked.has(secret))
            maskOne(secret);
        masked.add(secret);
    };
    maskUser(target, mask);
    refuseExpired(target);
    const ca = pemOf(cluster.caFile, cluster.caData, target);
    const cert = pemOf(user.certFile, user.certData, target);
    const key = pemOf(user.keyFile, user.keyData, target);
    const stopped = new AbortController();
    let source = dynamicSource(target, env, stopped.signal);
    let pending;
    let connections;
    const all = new Set();
    const dynamic = () => {
        if (pending)
            return pending;
        const asked = source().finally(() => {
            if (pending === asked)
                pending = undefined;
        });
        pending = asked;
        return asked;
    };
    return {
        async authorize() {
            const options = await dynamic();
            const headers = headersFor(user, options);
            const bearer = headers.authorization?.replace(/^\S+ /, "");
            if (bearer)
                mask(bearer);
            if (typeof options.key === "string")
                maskPem(options.key, mask);
            const tls = definedOnly({
                ca,
                cert: options.cert ?? cert,
                key: options.key ?? key,
                rejectUnauthorized: cluster.skipTLSVerify ? false : undefined,
                servername: cluster.tlsServerName || undefined,
            });
            const identity = String(options.cert ?? "");
            if (connections?.identity !== identity) {
                connections = { identity, dispatcher: connectionsTo(target, tls, env) };
                all.add(connections.dispatcher);
            }
            return { headers, dispatcher: connections.dispatcher };
        },
        renew() {
            if (!user.exec && !user.authProvider)
                return false;
            source = dynamicSource(target, env, stopped.signal);
            pending = undefined;
            return true;
        },
        async close() {
            stopped.abort();
            await Promise.all([...all].map((dispatcher) => dispatcher.destroy()));
            all.clear();
        },
    };
}
function headersFor(user, options) {
    const headers = {};
    if (user.username)
        headers.authorization = `Basic ${basic(user.username, user.password ?? "")}`;
    for (const [name, value] of Object.entries(options.headers ?? {}))
        headers[name.toLowerCase()] = String(value).trim();
    if (user.token)
        headers.authorization = `Bearer ${user.token.trim()}`;
    if (user.impersonateUser)
        headers["impersonate-user"] = user.impersonateUser;
    return headers;
}
function dynamicSource(target, env, stopped) {
    const { user } = target;
    if (user.exec)
        return execSource(target, env, stopped);
    if (!user.authProvider)
        return async () => ({});
    const apply = user.authProvider.name === "tokenFile" ? fileSource(target) : providerSource(target);
    return async () => {
        const options = { headers: {} };
        try {
            await apply(options);
        }
        catch (cause) {
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .H({
                attempted: `getting a token for the user ${user.name} of ${target.origin}`,
                found: cause instanceof Error ? cause.message : String(cause),
                advice: "Log in again and export the kubeconfig anew, or use a service account's token.",
                cause,
            });
        }
        return options;
    };
}
function fileSource({ user }) {
    const auth = new _kubernetes_client_node_dist_file_auth_js__WEBPACK_IMPORTED_MODULE_4__/* .FileAuth */ .v();
    return (options) => auth.applyAuthentication(user, options);
}
function providerSource({ cluster, user, context }) {
    let loaded;
    return async (options) => {
        loaded ??= __webpack_require__.e(/* import() */ 1640).then(__webpack_require__.bind(__webpack_require__, 21640)).then(({ KubeConfig }) => {
            const config = new KubeConfig();
            const contexts = [{ name: context, cluster: cluster.name, user: user.name }];
            config.loadFromOptions({ clusters: [cluster], users: [user], contexts, currentContext: context });
            return config;
        });
        await (await loaded).applyToHTTPSOptions(options);
    };
}
function execSource(target, env, stopped) {
    const plugin = target.user.exec;
    const auth = new _kubernetes_client_node_dist_exec_auth_js__WEBPACK_IMPORTED_MODULE_3__/* .ExecAuth */ .K();
    Object.assign(auth, {
        execFn: (command, args) => (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(command, args ?? [], {
            env: {
                ...env,
                ...Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value])),
                ...execInfo(target, plugin),
            },
            stdio: ["ignore", "pipe", "pipe"],
            signal: stopped,
            timeout: PLUGIN_TIMEOUT_MS,
            killSignal: "SIGKILL",
        }),
    });
    return async () => {
        const options = { headers: {} };
        try {
            await auth.applyAuthentication(target.user, options);
        }
        catch (cause) {
            throw pluginFailure(plugin, target, cause);
        }
        return options;
    };
}
function execInfo({ cluster }, plugin) {
    const info = {
        apiVersion: plugin.apiVersion ?? "client.authentication.k8s.io/v1",
        kind: "ExecCredential",
        spec: {
            interactive: false,
            ...(plugin.provideClusterInfo
                ? {
                    cluster: {
                        server: cluster.server,
                        "certificate-authority-data": cluster.caData,
                        "tls-server-name": cluster.tlsServerName,
                    },
                }
                : {}),
        },
    };
    return { KUBERNETES_EXEC_INFO: JSON.stringify(info) };
}
function pluginFailure(plugin, target, cause) {
    const missing = cause.code === "ENOENT";
    const said = cause instanceof Error ? cause.message.trim() : String(cause);
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .H({
        attempted: `running the credential plugin ${plugin.command} of the user ${target.user.name} (${target.origin})`,
        found: missing
            ? "there is no such program on the runner"
            : said === ""
                ? "it failed, or took longer than a minute, and said nothing"
                : "it gave no credential",
        advice: missing
            ? (plugin.installHint?.trim() ??
                `Install ${plugin.command} in a step before this one, or use a service account's token.`)
            : "Run the plugin in a step of its own to see what it lacks: often a login step, a region or a permission.",
        ...(missing || said === "" ? {} : { evidence: [{ title: `what ${plugin.command} said`, text: said }] }),
        cause,
    });
}
function connectionsTo({ cluster, origin }, tls, env) {
    const options = { allowH2: false, keepAliveTimeout: 30_000 };
    const connect = { ...tls, timeout: 10_000, keepAlive: true, keepAliveInitialDelay: 30_000 };
    const proxy = cluster.proxyUrl;
    if (proxy?.startsWith("socks")) {
        return new undici__WEBPACK_IMPORTED_MODULE_5__.Socks5ProxyAgent(proxy.replace(/^socks5h:/, "socks5:"), { ...options, requestTls: tls });
    }
    if (proxy && !/^https?:\/\//.test(proxy)) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .H({
            attempted: `reading ${origin}`,
            found: `the proxy-url of the cluster ${cluster.name} is neither http, https nor socks5`,
            advice: "Correct proxy-url in the kubeconfig.",
        });
    }
    if (proxy)
        return new undici__WEBPACK_IMPORTED_MODULE_5__.ProxyAgent({ ...options, uri: proxy, requestTls: tls });
    const fromEnvironment = env.https_proxy || env.HTTPS_PROXY;
    if (cluster.server.startsWith("https:") && fromEnvironment) {
        const noProxy = env.no_proxy || env.NO_PROXY || "";
        return new undici__WEBPACK_IMPORTED_MODULE_5__.EnvHttpProxyAgent({
            ...options,
            connect,
            requestTls: tls,
            httpsProxy: fromEnvironment,
            httpProxy: "",
            noProxy,
        });
    }
    return new undici__WEBPACK_IMPORTED_MODULE_5__.Agent({ ...options, connect });
}
function pemOf(file, base64, target) {
    if (!file)
        return base64 ? Buffer.from(base64, "base64") : undefined;
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.readFileSync)(file);
    }
    catch (cause) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .H({
            attempted: `reading ${target.origin}`,
            found: `it names the file ${file}, which cannot be read (${cause.code ?? "unknown error"})`,
            advice: "Use a kubeconfig that holds its certificates itself: `kubectl config view --raw --minify --flatten`.",
            cause,
        });
    }
}
function definedOnly(options) {
    return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
function refuseExpired(target) {
    const { user } = target;
    const expiry = user.certData ? certificateEnd(user.certData) : user.token ? tokenEnd(user.token) : undefined;
    if (expiry === undefined || expiry.getTime() > Date.now())
        return;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .H({
        attempted: `connecting with the context ${target.context} of ${target.origin}`,
        found: `the ${user.certData ? "client certificate" : "token"} of the user ${user.name} expired at ${expiry.toISOString()}`,
        advice: "Make a new kubeconfig, and put it where this one came from (the secret, the file).",
    });
}
function certificateEnd(data) {
    try {
        return new Date(new node_crypto__WEBPACK_IMPORTED_MODULE_1__.X509Certificate(Buffer.from(data, "base64")).validTo);
    }
    catch {
        return undefined;
    }
}
function tokenEnd(token) {
    try {
        const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
        const exp = claims?.exp;
        return typeof exp === "number" ? new Date(exp * 1000) : undefined;
    }
    catch {
        return undefined;
    }
}
function maskUser({ cluster, user }, mask) {
    const texts = [user.token?.trim(), user.password, user.keyData];
    if (user.username)
        texts.push(basic(user.username, user.password ?? ""));
    if (user.authProvider && user.authProvider.name !== "tokenFile")
        texts.push(...secretsIn(user.authProvider.config));
    for (const { name, value } of user.exec?.env ?? []) {
        if (/token|secret|password|key/i.test(name))
            texts.push(value);
    }
    if (cluster.proxyUrl && URL.canParse(cluster.proxyUrl))
        texts.push(decodeURIComponent(new URL(cluster.proxyUrl).password));
    for (const text of texts)
        if (typeof text === "string" && text.length >= 4)
            mask(text);
    if (user.keyData)
        maskPem(Buffer.from(user.keyData, "base64").toString("utf8"), mask);
}
function secretsIn(config) {
    return Object.entries((config ?? {}))
        .filter(([name]) => /token|secret|password/i.test(name))
        .map(([, value]) => String(value));
}
function maskPem(pem, mask) {
    for (const line of pem.split("\n"))
        if (line.trim().length >= 16 && !line.startsWith("-----"))
            mask(line.trim());
}
function basic(username, password) {
    return Buffer.from(`${username}:${password}`).toString("base64");
}


/***/ })

};
