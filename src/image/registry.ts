// Does a registry have an image, and under which digest?

import { createHash } from "node:crypto";
import { type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import { readCredentials } from "./docker-config.ts";
import { type RegistryAddress, registryAddress, registryUrl } from "./reference.ts";
import { authorise, type Challenge, readChallenge } from "./registry-auth.ts";

export type ImageLookup =
  | { readonly kind: "found"; readonly digest: string }
  /** The registry answered that it has no such image. */
  | { readonly kind: "missing"; readonly reason: string }
  /** The registry answered that we may not know. */
  | { readonly kind: "denied"; readonly reason: string }
  /** No answer that says anything about the image: the network, a timeout, an error of the registry's. */
  | { readonly kind: "unreachable"; readonly reason: string };

export interface LookupOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** For all of it, in milliseconds; 20 s unless given. */
  readonly timeout?: number | undefined;
}

const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/**
 * Asks by the registry's API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md)
 * with the credentials that docker would use. Never throws but for an aborted signal.
 */
export async function lookUpImage(reference: string, options: LookupOptions): Promise<ImageLookup> {
  const address = registryAddress(reference);
  if (address === undefined) return { kind: "missing", reason: `"${reference}" is not the name of an image` };

  const dispatcher = new EnvHttpProxyAgent(proxySettings(options.env));
  const timeout = AbortSignal.timeout(options.timeout ?? 20_000);
  const signal = AbortSignal.any([options.signal, timeout]);
  try {
    return await ask(address, { env: options.env, signal, dispatcher });
  } catch (error) {
    options.signal.throwIfAborted();
    const reason = timeout.aborted ? "it did not answer in time" : rootMessage(error);
    return { kind: "unreachable", reason: `${address.registry} cannot be reached: ${reason}` };
  } finally {
    await dispatcher.destroy();
  }
}

interface Connection {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly dispatcher: Dispatcher;
}

async function ask(address: RegistryAddress, connection: Connection): Promise<ImageLookup> {
  const first = await askManifest(address, "HEAD", undefined, connection);
  if (first.status !== 401) return judge(address, first, undefined, connection);

  const credentials = await readCredentials(address.registry, connection.env, connection.signal);
  const header = await authorise(address, first.challenge, credentials, connection);
  if (header.kind === "refused") {
    const problem = credentials.kind === "none" && credentials.problem ? ` (${credentials.problem})` : "";
    return { kind: "denied", reason: `${address.registry} ${header.reason}${problem}` };
  }
  return judge(address, await askManifest(address, "HEAD", header.value, connection), header.value, connection);
}

interface ManifestAnswer {
  readonly status: number;
  readonly digest: string;
  readonly challenge: Challenge | undefined;
  readonly body: Buffer;
}

async function askManifest(
  address: RegistryAddress,
  method: "HEAD" | "GET",
  authorization: string | undefined,
  { dispatcher, signal }: Connection,
): Promise<ManifestAnswer> {
  const url = `${registryUrl(address.registry)}/v2/${address.path}/manifests/${address.version}`;
  const headers = { accept: manifestTypes, ...(authorization === undefined ? {} : { authorization }) };
  const response = await request(url, { method, headers, dispatcher, signal });
  const body = Buffer.from(await response.body.arrayBuffer());
  return {
    status: response.statusCode,
    digest: firstValue(response.headers["docker-content-digest"]),
    challenge: readChallenge(firstValue(response.headers["www-authenticate"])),
    body,
  };
}

async function judge(
  address: RegistryAddress,
  answer: ManifestAnswer,
  authorization: string | undefined,
  connection: Connection,
): Promise<ImageLookup> {
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

/** For the few registries that leave out the header: a digest is the hash of the manifest's bytes. */
async function computeDigest(
  address: RegistryAddress,
  authorization: string | undefined,
  connection: Connection,
): Promise<string> {
  if (address.version.startsWith("sha256:")) return address.version;
  const { body, status } = await askManifest(address, "GET", authorization, connection);
  if (status !== 200) throw new Error(`it answered ${status} for a manifest that it has`);
  return `sha256:${createHash("sha256").update(body).digest("hex")}`;
}

function proxySettings(env: NodeJS.ProcessEnv): { httpProxy?: string; httpsProxy?: string; noProxy?: string } {
  const httpProxy = env.http_proxy || env.HTTP_PROXY;
  const httpsProxy = env.https_proxy || env.HTTPS_PROXY;
  return {
    ...(httpProxy ? { httpProxy } : {}),
    ...(httpsProxy ? { httpsProxy } : {}),
    // Docker never asks a proxy for a registry of this machine.
    noProxy: [env.no_proxy || env.NO_PROXY || "", "localhost,127.0.0.1,[::1]"].filter((part) => part !== "").join(","),
  };
}

function firstValue(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? "";
}

function rootMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return rootMessage(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return rootMessage(error.cause);
  return error instanceof Error ? error.message : String(error);
}
