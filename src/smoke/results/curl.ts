// How does a person send the request that failed once more?

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
 * One command for a POSIX shell, without secrets. A pod is reached over a port-forward, which stands before it.
 *
 * @param request redacted already: what stands there as *** has to be put in by hand
 */
export function curlCommand(request: AskedRequest, pod?: TestedPod): string {
  const url = new URL(request.url);
  const forwarded = pod !== undefined;
  const where = forwarded ? `http://127.0.0.1:8080${url.pathname}${url.search}` : url.href;
  const words = [
    "curl --include --max-time 30",
    ...(request.method === "GET" ? [] : [request.method === "HEAD" ? "--head" : `--request ${request.method}`]),
    ...(forwarded ? [`--header ${quoted(`host: ${url.host}`)}`] : []),
    ...Object.entries(request.headers).map(([name, value]) => `--header ${headerWord(name, value)}`),
    ...(request.body === undefined ? [] : [`--data-raw ${quoted(request.body)}`]),
    quoted(where),
  ];
  const command = words.join(" \\\n  ");
  if (pod === undefined) return command;
  const port = pod.port ?? "PORT";
  return `kubectl --namespace ${quoted(pod.namespace)} port-forward ${quoted(`pod/${pod.name}`)} 8080:${port} &\n${command}`;
}

function headerWord(name: string, value: string): string {
  if (!isSecretHeader(name)) return quoted(`${name}: ${value}`);
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
