export const id = 9768;
export const ids = [9768];
export const modules = {

/***/ 62588:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FE: () => (/* binding */ newContexts),
/* harmony export */   MA: () => (/* binding */ newClusters),
/* harmony export */   MK: () => (/* binding */ exportContext),
/* harmony export */   QX: () => (/* binding */ exportUser),
/* harmony export */   bw: () => (/* binding */ newUsers),
/* harmony export */   jK: () => (/* binding */ exportCluster)
/* harmony export */ });
/* unused harmony export ActionOnInvalid */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

const ActionOnInvalid = {
    THROW: 'throw',
    FILTER: 'filter',
};
function defaultNewConfigOptions() {
    return {
        onInvalidEntry: ActionOnInvalid.THROW,
    };
}
function newClusters(a, opts) {
    if (!Array.isArray(a)) {
        return [];
    }
    const options = Object.assign(defaultNewConfigOptions(), opts || {});
    return a.map(clusterIterator(options.onInvalidEntry)).filter(Boolean);
}
function exportCluster(cluster) {
    return {
        name: cluster.name,
        cluster: {
            server: cluster.server,
            'certificate-authority-data': cluster.caData,
            'certificate-authority': cluster.caFile,
            'insecure-skip-tls-verify': cluster.skipTLSVerify,
            'tls-server-name': cluster.tlsServerName,
            'proxy-url': cluster.proxyUrl,
        },
    };
}
function clusterIterator(onInvalidEntry) {
    return (elt, i, list) => {
        try {
            if (!elt.name) {
                throw new Error(`clusters[${i}].name is missing`);
            }
            if (!elt.cluster) {
                throw new Error(`clusters[${i}].cluster is missing`);
            }
            if (!elt.cluster.server) {
                throw new Error(`clusters[${i}].cluster.server is missing`);
            }
            return {
                caData: elt.cluster['certificate-authority-data'],
                caFile: elt.cluster['certificate-authority'],
                name: elt.name,
                server: elt.cluster.server.replace(/\/$/, ''),
                skipTLSVerify: elt.cluster['insecure-skip-tls-verify'] === true,
                tlsServerName: elt.cluster['tls-server-name'],
                proxyUrl: elt.cluster['proxy-url'],
            };
        }
        catch (err) {
            switch (onInvalidEntry) {
                case ActionOnInvalid.FILTER:
                    return null;
                default:
                case ActionOnInvalid.THROW:
                    throw err;
            }
        }
    };
}
function newUsers(a, opts) {
    if (!Array.isArray(a)) {
        return [];
    }
    const options = Object.assign(defaultNewConfigOptions(), opts || {});
    return a.map(userIterator(options.onInvalidEntry)).filter(Boolean);
}
function exportUser(user) {
    return {
        name: user.name,
        user: {
            as: user.impersonateUser,
            'auth-provider': user.authProvider,
            'client-certificate-data': user.certData,
            'client-certificate': user.certFile,
            exec: user.exec,
            'client-key-data': user.keyData,
            'client-key': user.keyFile,
            token: user.token,
            password: user.password,
            username: user.username,
        },
    };
}
function userIterator(onInvalidEntry) {
    return (elt, i, list) => {
        try {
            if (!elt.name) {
                throw new Error(`users[${i}].name is missing`);
            }
            return {
                authProvider: elt.user ? elt.user['auth-provider'] : null,
                certData: elt.user ? elt.user['client-certificate-data'] : null,
                certFile: elt.user ? elt.user['client-certificate'] : null,
                exec: elt.user ? elt.user.exec : null,
                keyData: elt.user ? elt.user['client-key-data'] : null,
                keyFile: elt.user ? elt.user['client-key'] : null,
                name: elt.name,
                token: findToken(elt.user),
                password: elt.user ? elt.user.password : null,
                username: elt.user ? elt.user.username : null,
                impersonateUser: elt.user ? elt.user.as : null,
            };
        }
        catch (err) {
            switch (onInvalidEntry) {
                case ActionOnInvalid.FILTER:
                    return null;
                default:
                case ActionOnInvalid.THROW:
                    throw err;
            }
        }
    };
}
function findToken(user) {
    if (user) {
        if (user.token) {
            return user.token;
        }
        if (user['token-file']) {
            return node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync(user['token-file']).toString();
        }
    }
}
function newContexts(a, opts) {
    if (!Array.isArray(a)) {
        return [];
    }
    const options = Object.assign(defaultNewConfigOptions(), opts || {});
    return a.map(contextIterator(options.onInvalidEntry)).filter(Boolean);
}
function exportContext(ctx) {
    return {
        name: ctx.name,
        context: ctx,
    };
}
function contextIterator(onInvalidEntry) {
    return (elt, i, list) => {
        try {
            if (!elt.name) {
                throw new Error(`contexts[${i}].name is missing`);
            }
            if (!elt.context) {
                throw new Error(`contexts[${i}].context is missing`);
            }
            if (!elt.context.cluster) {
                throw new Error(`contexts[${i}].context.cluster is missing`);
            }
            return {
                cluster: elt.context.cluster,
                name: elt.name,
                user: elt.context.user || undefined,
                namespace: elt.context.namespace || undefined,
            };
        }
        catch (err) {
            switch (onInvalidEntry) {
                case ActionOnInvalid.FILTER:
                    return null;
                default:
                case ActionOnInvalid.THROW:
                    throw err;
            }
        }
    };
}
//# sourceMappingURL=config_types.js.map

/***/ }),

/***/ 99768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   resolveTarget: () => (/* binding */ resolveTarget)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _kubernetes_client_node_dist_config_types_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(62588);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33483);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(56302);






async function resolveTarget(question) {
    const input = question.kubeconfig?.trim();
    if (input)
        return fromKubeconfigs([await readInput(input, question)], question);
    if (question.runnerCredentials === false) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
            attempted: "finding the cluster",
            found: "the \"kubeconfig\" is empty, and the runner's own credentials (KUBECONFIG, its pod's service account) are not to be used",
            advice: `${emptySecretTrap} If the runner's own cluster is the one that is meant, set \`runner-credentials: true\`.`,
        });
    }
    const files = (question.env.KUBECONFIG ?? "").split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter).filter((file) => file !== "");
    if (files.length > 0)
        return fromKubeconfigs(await readFiles(files), question);
    const inCluster = await fromServiceAccount(question);
    if (inCluster)
        return inCluster;
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
        attempted: "finding the cluster",
        found: 'the input "kubeconfig" is empty, KUBECONFIG is not set, and this is not a pod with a service account' +
            ((await exists((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), ".kube", "config"))) ? " (~/.kube/config is only read when it is named)" : ""),
        advice: emptySecretTrap,
    });
}
const emptySecretTrap = "Give the content of a kubeconfig, or the path of one. If it comes from a secret: a reusable workflow sees an empty " +
    "text for a secret that its caller did not pass (pass it by name, or write `secrets: inherit`), and a secret of an " +
    "environment is empty unless the job names that environment with `environment:`; a secret is also empty in a run " +
    "that a fork or Dependabot started.";
async function readInput(input, { mask }) {
    const origin = 'the input "kubeconfig"';
    if (looksLikeKubeconfig(input))
        return parseKubeconfig(input, origin, undefined);
    const decoded = decodeBase64(input);
    if (decoded !== undefined) {
        for (const line of input.split("\n"))
            if (line.trim().length >= 16)
                mask(line.trim());
        return parseKubeconfig(decoded, `${origin} (base64)`, undefined);
    }
    const path = input.startsWith("~/") ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), input.slice(2)) : input;
    if (!input.includes("\n") && (await exists(path)))
        return readKubeconfigFile(path);
    const isPath = /^[\w./~\\:-]{1,200}$/.test(input) && /[./\\]/.test(input) && !/^ey|[A-Za-z0-9]{40}/.test(input);
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
        attempted: 'reading the input "kubeconfig"',
        found: isPath
            ? `there is no file ${input}`
            : `a text of ${input.length} characters that is neither a kubeconfig nor the path of one`,
        advice: "Give the content of a kubeconfig (plain or base64), or the path of a file that exists on the runner.",
    });
}
async function readFiles(files) {
    const present = [];
    for (const file of files)
        if (await exists(file))
            present.push(file);
    if (present.length === 0) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
            attempted: "reading the files that KUBECONFIG names",
            found: `there is no file ${files.join(" and no file ")}`,
            advice: 'Write the kubeconfig before this step, or give its content in the input "kubeconfig".',
        });
    }
    return Promise.all(present.map(readKubeconfigFile));
}
async function readKubeconfigFile(file) {
    let text;
    try {
        text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, "utf8");
    }
    catch (cause) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
            attempted: `reading the kubeconfig ${file}`,
            found: cause instanceof Error ? cause.message : String(cause),
            advice: "Let the user that the runner works as read this file.",
            cause,
        });
    }
    if (text.trim() === "") {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
            attempted: `reading the kubeconfig ${file}`,
            found: "the file is empty",
            advice: "If a step wrote it from a secret, that secret was empty: check that the job is given it.",
        });
    }
    return parseKubeconfig(decodeBase64(text) ?? text, file, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file));
}
function looksLikeKubeconfig(text) {
    return (text.startsWith("{") ||
        /^\s*["']?(apiVersion|clusters|contexts|users|kind|current-context|preferences)["']?\s*:/m.test(text));
}
function decodeBase64(text) {
    const compact = text.replace(/\s+/g, "");
    if (compact.length < 40 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact))
        return undefined;
    const decoded = Buffer.from(compact, "base64").toString("utf8");
    return looksLikeKubeconfig(decoded) ? decoded : undefined;
}
function parseKubeconfig(text, origin, directory) {
    const malformed = (found) => new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
        attempted: `reading ${origin === 'the input "kubeconfig"' ? origin : `the kubeconfig (${origin})`}`,
        found,
        advice: "A kubeconfig is YAML with clusters, users and contexts; `kubectl config view --raw --minify --flatten` prints one.",
    });
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_4__/* .parseDocument */ .Tp)(text, { prettyErrors: true });
    const error = document.errors[0];
    if (error)
        throw malformed(`it is not YAML: ${error.code} in line ${error.linePos?.[0].line ?? "?"}`);
    const root = document.toJS();
    if (typeof root !== "object" || root === null || Array.isArray(root))
        throw malformed("it is not a mapping");
    const { clusters, users, contexts, "current-context": current } = root;
    try {
        return {
            origin,
            clusters: (0,_kubernetes_client_node_dist_config_types_js__WEBPACK_IMPORTED_MODULE_3__/* .newClusters */ .MA)(clusters).map((cluster) => withAbsolutePaths(cluster, directory)),
            users: (0,_kubernetes_client_node_dist_config_types_js__WEBPACK_IMPORTED_MODULE_3__/* .newUsers */ .bw)(withTokenFiles(users)).map((user) => withAbsolutePaths(user, directory)),
            contexts: (0,_kubernetes_client_node_dist_config_types_js__WEBPACK_IMPORTED_MODULE_3__/* .newContexts */ .FE)(contexts),
            currentContext: typeof current === "string" && current !== "" ? current : undefined,
        };
    }
    catch (cause) {
        throw malformed(cause instanceof Error ? cause.message : String(cause));
    }
}
function withTokenFiles(users) {
    if (!Array.isArray(users))
        return users;
    return users.map((entry) => {
        const tokenFile = entry?.user?.tokenFile ?? entry?.user?.["token-file"];
        if (typeof tokenFile !== "string")
            return entry;
        const { "token-file": _, ...user } = entry.user ?? {};
        return { ...entry, user: { ...user, "auth-provider": { name: "tokenFile", config: { tokenFile } } } };
    });
}
function withAbsolutePaths(entry, directory) {
    const absolute = (path) => typeof path === "string" && directory !== undefined && !(0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(path) ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, path) : path;
    const copy = { ...entry };
    for (const key of ["caFile", "certFile", "keyFile"])
        if (copy[key])
            copy[key] = absolute(copy[key]);
    const exec = copy.exec;
    if (exec?.command && /[/\\]/.test(exec.command))
        copy.exec = { ...exec, command: absolute(exec.command) };
    const provider = copy.authProvider;
    if (provider?.name === "tokenFile") {
        copy.authProvider = { ...provider, config: { tokenFile: absolute(provider.config?.tokenFile) } };
    }
    return copy;
}
function fromKubeconfigs(files, question) {
    const origin = files.map((file) => file.origin).join(", ");
    const attempted = `choosing the context in ${origin}`;
    const contexts = files.flatMap((file) => file.contexts);
    const known = contexts.length === 0 ? "it has no contexts" : `there is ${contexts.map(({ name }) => name).join(", ")}`;
    const name = question.context || files.map((file) => file.currentContext).find((current) => current !== undefined);
    if (name === undefined) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
            attempted,
            found: `it names no current-context, and the input "context" is empty; ${known}`,
            advice: 'Name one in the input "context".',
        });
    }
    const context = contexts.find((candidate) => candidate.name === name);
    if (!context) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
            attempted,
            found: `there is no context ${name}; ${known}`,
            advice: question.context
                ? 'Correct the input "context".'
                : 'Correct its current-context, or name one in the input "context".',
        });
    }
    const cluster = files.flatMap((file) => file.clusters).find((candidate) => candidate.name === context.cluster);
    const user = files.flatMap((file) => file.users).find((candidate) => candidate.name === context.user);
    if (!cluster || (context.user && !user)) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
            attempted,
            found: `the context ${name} names the ${cluster ? `user ${context.user}` : `cluster ${context.cluster}`}, which is not there`,
            advice: "Export the kubeconfig again, for example with `kubectl config view --raw --minify --flatten`.",
        });
    }
    return {
        context: name,
        namespace: question.namespace || context.namespace || "default",
        cluster,
        user: user ?? { name: "" },
        origin,
    };
}
async function fromServiceAccount(question) {
    const directory = question.serviceAccountDirectory ?? "/var/run/secrets/kubernetes.io/serviceaccount";
    const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = question.env;
    const tokenFile = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, "token");
    if (!host || !port || !(await exists(tokenFile)))
        return undefined;
    if (question.context) {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .H({
            attempted: `choosing the context ${question.context}`,
            found: "there is no kubeconfig: this pod's own service account would be used, which has no contexts",
            advice: 'Give the input "kubeconfig", or leave the input "context" empty.',
        });
    }
    const namespaceFile = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, "namespace");
    const own = (await exists(namespaceFile)) ? (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(namespaceFile, "utf8")).trim() : "";
    return {
        context: "in-cluster",
        namespace: question.namespace || own || "default",
        cluster: {
            name: "in-cluster",
            server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
            caFile: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, "ca.crt"),
            skipTLSVerify: false,
        },
        user: { name: "service account", authProvider: { name: "tokenFile", config: { tokenFile } } },
        origin: "in-cluster",
    };
}
async function exists(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(path).then(() => true, () => false);
}


/***/ })

};
