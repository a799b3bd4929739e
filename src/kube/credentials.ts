// With which headers and over which connections does one request go to the API server?

import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { RequestOptions } from "node:https";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { ExecAuth } from "@kubernetes/client-node/dist/exec_auth.js";
import { FileAuth } from "@kubernetes/client-node/dist/file_auth.js";
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent, Socks5ProxyAgent } from "undici";
import { Failure } from "../report/failure.ts";
import type { Target } from "./kubeconfig.ts";

export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
}

export interface Credentials {
  /** Runs a plugin where its last answer has expired. Connections are kept as long as the TLS side is the same. */
  authorize(): Promise<Authorization>;
  /** Forgets what a plugin or a file gave; false where a second try cannot differ from the first. */
  renew(): boolean;
  close(): Promise<void>;
}

/** A plugin that takes longer than this hangs. */
const PLUGIN_TIMEOUT_MS = 60_000;

export function credentialsFor(target: Target, env: NodeJS.ProcessEnv, maskOne: (secret: string) => void): Credentials {
  const { cluster, user } = target;
  const masked = new Set<string>();
  const mask = (secret: string) => {
    if (!masked.has(secret)) maskOne(secret);
    masked.add(secret);
  };
  maskUser(target, mask);
  refuseExpired(target);
  const ca = pemOf(cluster.caFile, cluster.caData, target);
  const cert = pemOf(user.certFile, user.certData, target);
  const key = pemOf(user.keyFile, user.keyData, target);
  const stopped = new AbortController();
  let source = dynamicSource(target, env, stopped.signal);
  let pending: Promise<RequestOptions> | undefined;
  let connections: { readonly identity: string; readonly dispatcher: Dispatcher } | undefined;
  const all = new Set<Dispatcher>();

  /** Requests that start together wait for one run of the plugin. */
  const dynamic = (): Promise<RequestOptions> => {
    if (pending) return pending;
    const asked = source().finally(() => {
      if (pending === asked) pending = undefined;
    });
    pending = asked;
    return asked;
  };

  return {
    async authorize() {
      const options = await dynamic();
      const headers = headersFor(user, options);
      const bearer = headers.authorization?.replace(/^\S+ /, "");
      if (bearer) mask(bearer);
      if (typeof options.key === "string") maskPem(options.key, mask);
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
      if (!user.exec && !user.authProvider) return false;
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

function headersFor(user: Target["user"], options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  if (user.username) headers.authorization = `Basic ${basic(user.username, user.password ?? "")}`;
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = String(value).trim();
  if (user.token) headers.authorization = `Bearer ${user.token.trim()}`;
  if (user.impersonateUser) headers["impersonate-user"] = user.impersonateUser;
  return headers;
}

/** What a plugin, a token file or a legacy provider adds to a request: headers, and a client certificate. */
function dynamicSource(target: Target, env: NodeJS.ProcessEnv, stopped: AbortSignal): () => Promise<RequestOptions> {
  const { user } = target;
  if (user.exec) return execSource(target, env, stopped);
  if (!user.authProvider) return async () => ({});
  const apply = user.authProvider.name === "tokenFile" ? fileSource(target) : providerSource(target);
  return async () => {
    const options: RequestOptions = { headers: {} };
    try {
      await apply(options);
    } catch (cause) {
      throw new Failure({
        attempted: `getting a token for the user ${user.name} of ${target.origin}`,
        found: cause instanceof Error ? cause.message : String(cause),
        advice: "Log in again and export the kubeconfig anew, or use a service account's token.",
        cause,
      });
    }
    return options;
  };
}

function fileSource({ user }: Target): (options: RequestOptions) => Promise<void> {
  const auth = new FileAuth();
  return (options) => auth.applyAuthentication(user, options);
}

/** The library's whole configuration takes half a second to load, so it is loaded only for these old providers. */
function providerSource({ cluster, user, context }: Target): (options: RequestOptions) => Promise<void> {
  let loaded: Promise<{ applyToHTTPSOptions(options: RequestOptions): Promise<void> }> | undefined;
  return async (options) => {
    loaded ??= import("@kubernetes/client-node/dist/config.js").then(({ KubeConfig }) => {
      const config = new KubeConfig();
      const contexts = [{ name: context, cluster: cluster.name, user: user.name }];
      config.loadFromOptions({ clusters: [cluster], users: [user], contexts, currentContext: context });
      return config;
    });
    await (await loaded).applyToHTTPSOptions(options);
  };
}

interface ExecPlugin {
  readonly apiVersion?: string;
  readonly command: string;
  readonly args?: readonly string[];
  readonly env?: readonly { name: string; value: string }[];
  readonly installHint?: string;
  readonly provideClusterInfo?: boolean;
}

function execSource(target: Target, env: NodeJS.ProcessEnv, stopped: AbortSignal): () => Promise<RequestOptions> {
  const plugin = target.user.exec as ExecPlugin;
  const auth = new ExecAuth();
  // The library starts the plugin with an open stdin, without a limit of time and without
  // KUBERNETES_EXEC_INFO, which gke-gcloud-auth-plugin and others require.
  Object.assign(auth, {
    execFn: (command: string, args: readonly string[] | undefined) =>
      spawn(command, args ?? [], {
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
    const options: RequestOptions = { headers: {} };
    try {
      await auth.applyAuthentication(target.user, options);
    } catch (cause) {
      throw pluginFailure(plugin, target, cause);
    }
    return options;
  };
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#input-and-output-formats */
function execInfo({ cluster }: Target, plugin: ExecPlugin): Record<string, string> {
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

function pluginFailure(plugin: ExecPlugin, target: Target, cause: unknown): Failure {
  const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
  const said = cause instanceof Error ? cause.message.trim() : String(cause);
  return new Failure({
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

function connectionsTo({ cluster, origin }: Target, tls: Record<string, unknown>, env: NodeJS.ProcessEnv): Dispatcher {
  // HTTP/1.1: a lost packet of a watch must not hold up the other calls, and a watch may stay open for minutes.
  const options = { allowH2: false, keepAliveTimeout: 30_000 };
  const connect = { ...withContext(tls), timeout: 10_000, keepAlive: true, keepAliveInitialDelay: 30_000 };
  const proxy = cluster.proxyUrl;
  if (proxy?.startsWith("socks")) {
    return new Socks5ProxyAgent(proxy.replace(/^socks5h:/, "socks5:"), { ...options, requestTls: tls });
  }
  if (proxy && !/^https?:\/\//.test(proxy)) {
    throw new Failure({
      attempted: `reading ${origin}`,
      found: `the proxy-url of the cluster ${cluster.name} is neither http, https nor socks5`,
      advice: "Correct proxy-url in the kubeconfig.",
    });
  }
  if (proxy) return new ProxyAgent({ ...options, uri: proxy, requestTls: tls });
  const fromEnvironment = env.https_proxy || env.HTTPS_PROXY;
  if (cluster.server.startsWith("https:") && fromEnvironment) {
    const noProxy = env.no_proxy || env.NO_PROXY || "";
    return new EnvHttpProxyAgent({
      ...options,
      connect,
      requestTls: tls,
      httpsProxy: fromEnvironment,
      httpProxy: "",
      noProxy,
    });
  }
  return new Agent({ ...options, connect });
}

/** Read once: each watch is a connection of its own, and would parse the certificates and the key again. */
function withContext(tls: SecureContextOptions & Record<string, unknown>): Record<string, unknown> {
  const { ca, cert, key, ...rest } = tls;
  try {
    return { ...rest, secureContext: createSecureContext({ ca, cert, key }) };
  } catch {
    return tls; // the connection says what is wrong with them
  }
}

function pemOf(file: string | undefined, base64: string | undefined, target: Target): Buffer | undefined {
  if (!file) return base64 ? Buffer.from(base64, "base64") : undefined;
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Failure({
      attempted: `reading ${target.origin}`,
      found: `it names the file ${file}, which cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown error"})`,
      advice: "Use a kubeconfig that holds its certificates itself: `kubectl config view --raw --minify --flatten`.",
      cause,
    });
  }
}

function definedOnly(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function refuseExpired(target: Target): void {
  const { user } = target;
  const expiry = user.certData ? certificateEnd(user.certData) : user.token ? tokenEnd(user.token) : undefined;
  if (expiry === undefined || expiry.getTime() > Date.now()) return;
  throw new Failure({
    attempted: `connecting with the context ${target.context} of ${target.origin}`,
    found: `the ${user.certData ? "client certificate" : "token"} of the user ${user.name} expired at ${expiry.toISOString()}`,
    advice: "Make a new kubeconfig, and put it where this one came from (the secret, the file).",
  });
}

function certificateEnd(data: string): Date | undefined {
  try {
    return new Date(new X509Certificate(Buffer.from(data, "base64")).validTo);
  } catch {
    return undefined; // TLS says better than we what is wrong with it
  }
}

/** The `exp` of a service account's or OIDC token; not every token is a JWT. */
function tokenEnd(token: string): Date | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const exp = (claims as { exp?: unknown } | null)?.exp;
    return typeof exp === "number" ? new Date(exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}

function maskUser({ cluster, user }: Target, mask: (secret: string) => void): void {
  const texts: unknown[] = [user.token?.trim(), user.password, user.keyData];
  if (user.username) texts.push(basic(user.username, user.password ?? ""));
  if (user.authProvider && user.authProvider.name !== "tokenFile") texts.push(...secretsIn(user.authProvider.config));
  for (const { name, value } of (user.exec as ExecPlugin | undefined)?.env ?? []) {
    if (/token|secret|password|key/i.test(name)) texts.push(value);
  }
  if (cluster.proxyUrl && URL.canParse(cluster.proxyUrl))
    texts.push(decodeURIComponent(new URL(cluster.proxyUrl).password));
  for (const text of texts) if (typeof text === "string" && text.length >= 4) mask(text);
  if (user.keyData) maskPem(Buffer.from(user.keyData, "base64").toString("utf8"), mask);
}

function secretsIn(config: unknown): string[] {
  return Object.entries((config ?? {}) as Record<string, unknown>)
    .filter(([name]) => /token|secret|password/i.test(name))
    .map(([, value]) => String(value));
}

/** Line by line, because that is how a log would show it. */
function maskPem(pem: string, mask: (secret: string) => void): void {
  for (const line of pem.split("\n")) if (line.trim().length >= 16 && !line.startsWith("-----")) mask(line.trim());
}

function basic(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString("base64");
}
