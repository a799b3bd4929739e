// How does a registry let us in?

import { z } from "zod";
import type { RegistryCredentials } from "./docker-config.ts";
import { isLoopback, type RegistryAddress } from "./reference.ts";
import type { Connection } from "./registry-connection.ts";

/** What a 401 asks for: https://www.rfc-editor.org/rfc/rfc9110#name-www-authenticate */
export interface Challenge {
  readonly scheme: "basic" | "bearer";
  readonly realm: string;
  readonly service: string;
  readonly scope: string;
}

export type Authorisation =
  | { readonly kind: "header"; readonly value: string }
  | { readonly kind: "refused"; readonly reason: string };

/** `Bearer realm="https://auth.docker.io/token",service="registry.docker.io"`; undefined for a scheme that no registry uses. */
export function readChallenge(header: string): Challenge | undefined {
  const scheme = /^(basic|bearer)\s/i.exec(header)?.[1]?.toLowerCase();
  if (scheme !== "basic" && scheme !== "bearer") return undefined;
  const parameters = new Map<string, string>();
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

/** The Authorization header that the challenge asks for, or why there is none. */
export async function authorise(
  address: RegistryAddress,
  challenge: Challenge | undefined,
  credentials: RegistryCredentials,
  by: { readonly signal: AbortSignal; readonly connection: Connection },
): Promise<Authorisation> {
  if (challenge === undefined) return { kind: "refused", reason: "asks for a way to log in that is not known" };
  if (challenge.scheme === "bearer") return fetchToken(address, challenge, credentials, by);
  return credentials.kind === "basic"
    ? { kind: "header", value: basic(credentials) }
    : { kind: "refused", reason: "asks for a user and a password, and this machine has none for it" };
}

/** https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/ */
async function fetchToken(
  address: RegistryAddress,
  challenge: Challenge,
  credentials: RegistryCredentials,
  { signal, connection }: { readonly signal: AbortSignal; readonly connection: Connection },
): Promise<Authorisation> {
  if (!URL.canParse(challenge.realm)) return { kind: "refused", reason: "names no token service" };
  const url = new URL(challenge.realm);
  if (url.protocol !== "https:" && !isLoopback(url.host)) {
    return { kind: "refused", reason: `names a token service without TLS (${url.host}), which gets no credentials` };
  }
  const parameters = new URLSearchParams({
    ...(challenge.service === "" ? {} : { service: challenge.service }),
    scope: challenge.scope || `repository:${address.path}:pull`,
  });
  const answer = await connection(...requestFor(url, parameters, credentials, signal));
  const bytes = await readAll(answer.body);
  if (answer.status === 401 || answer.status === 403) return { kind: "refused", reason: refusal(credentials) };
  if (answer.status !== 200) throw new Error(`its token service ${url.host} answered ${answer.status}`);
  const { token, access_token } = tokenSchema.parse(JSON.parse(bytes.toString("utf8")));
  return { kind: "header", value: `Bearer ${token ?? access_token ?? ""}` };
}

const tokenSchema = z.object({ token: z.string().optional(), access_token: z.string().optional() });
const mostBytes = 1024 ** 2;

function requestFor(
  url: URL,
  parameters: URLSearchParams,
  credentials: RegistryCredentials,
  signal: AbortSignal,
): Parameters<Connection> {
  if (credentials.kind === "identity")
    return [url, { method: "POST", signal, ...refreshForm(parameters, credentials.token) }];
  const headers = credentials.kind === "basic" ? { authorization: basic(credentials) } : {};
  return [withParameters(url, parameters), { method: "GET", signal, headers: { "user-agent": "slipway", ...headers } }];
}

async function readAll(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > mostBytes) throw new Error(`its token service answers with more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refreshForm(parameters: URLSearchParams, token: string): { headers: Record<string, string>; body: Buffer } {
  const form = new URLSearchParams(parameters);
  form.set("grant_type", "refresh_token");
  form.set("client_id", "slipway");
  form.set("refresh_token", token);
  const headers = { "user-agent": "slipway", "content-type": "application/x-www-form-urlencoded" };
  return { headers, body: Buffer.from(form.toString()) };
}

function withParameters(url: URL, parameters: URLSearchParams): URL {
  const result = new URL(url);
  for (const [name, value] of parameters) result.searchParams.set(name, value);
  return result;
}

function refusal(credentials: RegistryCredentials): string {
  return credentials.kind === "none" ? "lets nobody in without logging in" : "refuses the credentials of this machine";
}

function basic(credentials: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}
