// Does a registry have an image, under which digest, and what are its bytes?

import { createHash } from "node:crypto";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { type RegistryAddress, registryAddress } from "./reference.ts";
import { openSession, RegistryProblem, type RegistrySession, type SessionAnswer } from "./registry-session.ts";

export type ImageLookup = { readonly kind: "found"; readonly digest: string } | Absent;

export type Absent =
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
  /** How often a registry that has a bad moment is asked at most; once unless given. */
  readonly attempts?: number | undefined;
}

/** An index or a manifest as the registry serves it. */
export interface Manifest {
  /** Of the bytes, whatever the registry says it is. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export type ManifestLookup = ({ readonly kind: "found" } & Manifest) | Absent;

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
export function lookUpImage(reference: string, options: LookupOptions): Promise<ImageLookup> {
  return ask(reference, options, async (session, version) => {
    const answer = await session.send({
      method: "HEAD",
      to: `manifests/${version}`,
      headers: { accept: manifestTypes },
    });
    const absent = absentBy(answer, session, version);
    if (absent !== undefined) return absent;
    // A few registries leave the header out: a digest is the hash of the manifest's bytes.
    const told = answer.headers["docker-content-digest"] ?? (version.startsWith("sha256:") ? version : "");
    return told === "" ? getManifest(session, version).then(onlyDigest) : { kind: "found", digest: told };
  });
}

/**
 * Connects to each registry and gets its leave to push, for who pushes a moment later: connections and logins are
 * shared. Never throws: who pushes is told the same.
 */
export async function greetRegistries(
  repositories: readonly string[],
  { env, signal }: Pick<LookupOptions, "env" | "signal">,
): Promise<void> {
  const greet = async (repository: string): Promise<void> => {
    const address = registryAddress(repository);
    if (address === undefined) return;
    const session = openSession(address, { env, signal, access: "pull,push" });
    await session.send({ method: "HEAD", to: `manifests/${address.version}`, headers: { accept: manifestTypes } });
  };
  await Promise.allSettled(repositories.map(greet));
}

/** The bytes of an index or a manifest. Never throws but for an aborted signal. */
export function readManifest(reference: string, options: LookupOptions): Promise<ManifestLookup> {
  return ask(reference, options, getManifest);
}

/**
 * A configuration, an attestation: at most 32 MiB, checked against its digest.
 *
 * @param repository `ghcr.io/acme/orders`; a tag or digest of its own means nothing here
 * @throws Failure
 */
export async function readBlob(repository: string, digest: string, options: LookupOptions): Promise<Buffer> {
  const answer = await ask(repository, options, async (session): Promise<{ kind: "found"; bytes: Buffer } | Absent> => {
    const { status, body } = await session.send({ method: "GET", to: `blobs/${digest}`, atMost: 32 * 1024 ** 2 });
    if (status !== 200) return { kind: "missing", reason: `${session.registry} answered ${status} for ${digest}` };
    return { kind: "found", bytes: body };
  });
  const what = {
    attempted: `reading ${digest} of ${repository}`,
    advice: "Look at the registry's own log and storage.",
  };
  if (answer.kind !== "found") throw new Failure({ ...what, found: answer.reason });
  if (digestOf(answer.bytes) === digest) return answer.bytes;
  throw new Failure({ ...what, found: `the registry serves other bytes, whose digest is ${digestOf(answer.bytes)}` });
}

/**
 * Puts a manifest whose parts the repository has.
 *
 * @param version a tag, or the digest of the bytes
 * @throws Failure where the registry does not take it
 */
export async function putManifest(
  repository: string,
  bytes: Buffer,
  mediaType: string,
  version: string,
  context: {
    readonly env: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly log?: Log;
    readonly attempts?: number;
  },
): Promise<{ digest: string }> {
  const address = registryAddress(repository);
  if (address === undefined)
    throw pushFailure(repository, new RegistryProblem("lasting", `"${repository}" is not the name of an image`));
  const session = openSession(address, { attempts: 5, ...context, access: "pull,push" });
  try {
    await sendManifest(session, { digest: digestOf(bytes), mediaType, bytes }, version);
    return { digest: digestOf(bytes) };
  } catch (error) {
    context.signal.throwIfAborted();
    throw pushFailure(repository, error);
  } finally {
    session.close();
  }
}

export async function getManifest(session: RegistrySession, version: string): Promise<ManifestLookup> {
  const answer = await session.send({ method: "GET", to: `manifests/${version}`, headers: { accept: manifestTypes } });
  const absent = absentBy(answer, session, version);
  if (absent !== undefined) return absent;
  const bytes = answer.body;
  return { kind: "found", bytes, digest: digestOf(bytes), mediaType: mediaTypeOf(answer) };
}

/**
 * Puts a manifest, again where that helps.
 * @returns the registry's headers
 * @throws RegistryProblem
 */
export async function sendManifest(
  session: RegistrySession,
  manifest: Manifest,
  version: string,
): Promise<Readonly<Record<string, string>>> {
  return session.persist(`sending the manifest ${version}`, async () => {
    const { status, headers, body } = await session.send({
      method: "PUT",
      to: `manifests/${version}`,
      headers: { "content-type": manifest.mediaType },
      body: () => manifest.bytes,
    });
    if (status >= 200 && status < 300) return headers;
    const said = body.toString("utf8", 0, 300).replaceAll(/\s+/g, " ").trim();
    throw new RegistryProblem(
      "lasting",
      `${session.registry} does not take the manifest ${version} (${status})${said === "" ? "" : `: ${said}`}`,
    );
  });
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** What was thrown while something was sent to a repository, for its user. A Failure and a defect stay what they are. */
export function pushFailure(repository: string, error: unknown): unknown {
  if (!(error instanceof RegistryProblem)) return error;
  return new Failure({
    attempted: `pushing to ${repository}`,
    found: error.reason,
    advice: pushAdvice[error.kind],
    cause: error,
  });
}

const pushAdvice: Record<RegistryProblem["kind"], string> = {
  denied:
    "Give the inputs username and password of an account that may write there, or log in to the registry in a step before this one (docker/login-action), and check the name of the repository. A refusal is not tried again.",
  full: "Free space where the registry stores its layers, or raise its quota: no repetition helps against a full disk.",
  passing: "Try again later, or raise the input push-attempts.",
  lasting:
    "Check the name of the registry, that this runner reaches it, and the registry's own log; push-attempts says how often a passing error is tried again.",
};

async function ask<T>(
  reference: string,
  options: LookupOptions,
  question: (session: RegistrySession, version: string) => Promise<T | Absent>,
): Promise<T | Absent> {
  const address = registryAddress(reference);
  if (address === undefined) return { kind: "missing", reason: `"${reference}" is not the name of an image` };
  const timeout = AbortSignal.timeout(options.timeout ?? 20_000);
  const signal = AbortSignal.any([options.signal, timeout]);
  const session = openSession(address, { env: options.env, signal, access: "pull", attempts: options.attempts });
  try {
    return await session.persist(`asking for ${reference}`, () => question(session, address.version));
  } catch (error) {
    options.signal.throwIfAborted();
    if (timeout.aborted)
      return { kind: "unreachable", reason: `${address.registry} cannot be reached: it did not answer in time` };
    return absentFor(error, address);
  } finally {
    session.close();
  }
}

function absentFor(error: unknown, { registry }: RegistryAddress): Absent {
  if (!(error instanceof RegistryProblem)) {
    return {
      kind: "unreachable",
      reason: `${registry} cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  return { kind: error.kind === "denied" ? "denied" : "unreachable", reason: error.reason };
}

function absentBy(answer: SessionAnswer, session: RegistrySession, version: string): Absent | undefined {
  const image = `${session.path}${version.startsWith("sha256:") ? "@" : ":"}${version}`;
  if (answer.status === 200) return undefined;
  if (answer.status === 404) return { kind: "missing", reason: `${session.registry} has no ${image}` };
  return { kind: "unreachable", reason: `${session.registry} answered ${answer.status} for ${image}` };
}

function onlyDigest(manifest: ManifestLookup): ImageLookup {
  return manifest.kind === "found" ? { kind: "found", digest: manifest.digest } : manifest;
}

function mediaTypeOf(answer: SessionAnswer): string {
  return (answer.headers["content-type"] ?? "").replace(/;.*$/, "").trim();
}
