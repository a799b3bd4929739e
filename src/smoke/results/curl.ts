// How does a person send the request that failed once more?

import { isIP } from "node:net";
import type { AskedWay } from "../asked-way.ts";
import type { AskedRequest } from "../suite-result.ts";
import type { TestedPod } from "../target.ts";

/** What a caller has and nobody else may read; shells put them in from variables of these names. */
const secretHeaders: Readonly<Record<string, string>> = {
  authorization: "AUTHORIZATION",
  "proxy-authorization": "PROXY_AUTHORIZATION",
  cookie: "COOKIE",
  "x-api-key": "API_KEY",
  "x-auth-token": "AUTH_TOKEN",
};

/** Whether a header's value is never written, whether or not it is known as a secret. */
export function isSecretHeader(name: string): boolean {
  return name === "set-cookie" || name in secretHeaders || /token|secret|signature|api-?key/.test(name);
}

/**
 * One command for a POSIX shell, without secrets: it goes the way that the request went. Files of certificates and keys
 * are named by shell variables, as credentials are. A pod is reached over a port-forward, which stands before it.
 *
 * @param request redacted already: what stands there as *** has to be put in by hand
 */
export function curlCommand(request: AskedRequest, pod?: TestedPod): string {
  const url = new URL(request.url);
  const words = [
    "curl --include --max-time 30",
    ...methodWords(request),
    ...wayWords(url, request, pod),
    ...Object.entries(request.headers).map(([name, value]) => `--header ${headerWord(name, value)}`),
    ...bodyWords(request),
    quoted(url.href),
  ];
  const command = words.join(" \\\n  ");
  if (pod === undefined) return command;
  const port = pod.port ?? "PORT";
  const forward = `kubectl --namespace ${quoted(pod.namespace)} port-forward ${quoted(`pod/${pod.name}`)} ${localPort}:${port}`;
  return `${forward} &\nsleep 3 # until it listens\n${command}`;
}

const localPort = 8080;

function methodWords({ body, method }: AskedRequest): string[] {
  if (method === "HEAD" && body === undefined) return ["--head"];
  return method === "GET" && body === undefined ? [] : [`--request ${method}`];
}

function wayWords(url: URL, { way }: AskedRequest, pod: TestedPod | undefined): string[] {
  const isSecured = url.protocol === "https:";
  const { address, ca = false, clientCertificate = false, follow = 0, http = "1.1", proxy } = way ?? {};
  return [
    // Without TLS, curl takes HTTP/1.1 by itself.
    ...(http === "2" ? [isSecured ? "--http2" : "--http2-prior-knowledge"] : isSecured ? ["--http1.1"] : []),
    ...(follow > 0 ? [`--location --max-redirs ${follow}`] : []),
    ...(ca ? ['--cacert "$CA_FILE"'] : []),
    ...(clientCertificate ? ['--cert "$CLIENT_CERTIFICATE_FILE" --key "$CLIENT_KEY_FILE"'] : []),
    ...(proxy === undefined ? [] : [`--proxy ${quoted(proxy.url)} --proxytunnel`]),
    ...(proxy?.hasLogin === true ? ['--proxy-user "$PROXY_USER"'] : []),
    ...(proxy?.url.startsWith("https:") === true && ca ? ['--proxy-cacert "$CA_FILE"'] : []),
    // Host and name in the certificate stay those of the URL.
    ...(pod === undefined
      ? addressWords(url, address, proxy !== undefined)
      : [`--connect-to ::127.0.0.1:${localPort}`]),
  ];
}

/** A proxy is told the name and not what `--resolve` says of it. */
function addressWords(url: URL, address: AskedWay["address"], isProxied: boolean): string[] {
  if (address === undefined) return [];
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const host = isIP(address.host) === 6 ? `[${address.host}]` : address.host;
  if (!isProxied && address.port === port) return [`--resolve ${quoted(`${url.hostname}:${port}:${host}`)}`];
  return [`--connect-to ${quoted(`${url.hostname}:${port}:${host}:${address.port}`)}`];
}

function bodyWords({ body, headers }: AskedRequest): string[] {
  if (body === undefined) return [];
  // curl would say that it is a form.
  const untyped = "content-type" in headers ? [] : ["--header content-type:"];
  return [...untyped, `--data-raw ${quoted(body)}`];
}

function headerWord(name: string, value: string): string {
  // `name:` alone would take the header away.
  if (!isSecretHeader(name)) return quoted(value === "" ? `${name};` : `${name}: ${value}`);
  const variable = secretHeaders[name] ?? name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
  return `"${name.replaceAll(/[^\w-]/g, "")}: $${variable}"`;
}

/** One word of a shell, whatever is in it. */
function quoted(text: string): string {
  // Bytes that would move a terminal's cursor are written so that only printf would act on them.
  const plain = text.replaceAll(
    /[^\P{Cc}\t\n]/gu,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
}
