// How do exactly the bytes of an image that was built and tested get into their registries, under their names?

import { readFile } from "node:fs/promises";
import { z } from "zod";
import { canonicalRepository, parseImageReference } from "../manifests/image-reference.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { listsReferrers, type Referrer, recordReferrers } from "./push-attestations.ts";
import { blobFile, type Descriptor, pushBlobs } from "./push-blobs.ts";
import { registryAddress } from "./reference.ts";
import { digestOf, getManifest, type Manifest, pushFailure, sendManifest } from "./registry.ts";
import { usualAttempts } from "./registry-retry.ts";
import { openSession, RegistryProblem, type RegistrySession } from "./registry-session.ts";
import { sizeText } from "./size-limit.ts";

export interface PushRequest {
  /** A folder in the form of an OCI image layout. */
  readonly layout: string;
  /** Of the index or the manifest in it that is the image. */
  readonly digest: string;
  /** `name:tag`; they may name several repositories. */
  readonly tags: readonly string[];
  /** Those of the tags unless given; more of them get the image by its digest only. */
  readonly repositories?: readonly string[] | undefined;
  /** How often one blob or manifest is sent at most, the first time included; 5 unless given. */
  readonly attempts?: number | undefined;
  /** A tag in each repository that only helps later builds: a registry that does not take it gets a warning. */
  readonly helpfulTag?: string | undefined;
  /** Attestations that go with the image: see `separateAttestations`. */
  readonly referrers?: readonly Referrer[] | undefined;
}

export interface PushContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

export interface Pushed {
  readonly digest: string;
  readonly bytesSent: number;
  /** What the registries had already. */
  readonly bytesReused: number;
  readonly retries: number;
  readonly durationMs: number;
}

/**
 * Blobs, then manifests by their digest, then what refers to them; reads back what the registry serves
 * and compares; and only then sets the tags, in the order given. Nobody can pull the image by a name before
 * all of it is there.
 *
 * @throws Failure: a login that is refused is not tried again, a bad moment of the registry or the network is
 */
export async function pushLayout(request: PushRequest, context: PushContext): Promise<Pushed> {
  const started = performance.now();
  const image = await readImage(request.layout, request.digest);
  const referrers = await Promise.all((request.referrers ?? []).map(({ digest }) => readImage(request.layout, digest)));
  const groups = tagsByRepository(request.tags, request.repositories);
  const total = { sent: 0, reused: 0, retries: 0 };
  const sessions = groups.map(({ repository }) => openPush(repository, request.attempts, context));
  try {
    for (const [index, { repository }] of groups.entries()) {
      const session = sessions[index];
      if (session === undefined) continue;
      const earlier = sessions.slice(0, index).find(({ registry }) => registry === session.registry);
      await sayingWhere(repository, context, async () => {
        const parts = [image, ...referrers];
        const [{ sent, reused }, isListed] = await Promise.all([
          pushBlobs(
            session,
            request.layout,
            parts.flatMap(({ blobs }) => blobs),
            earlier?.path,
          ),
          listsReferrers(session, request.referrers ?? []),
        ]);
        total.sent += sent;
        total.reused += reused;
        context.log.info(
          `Sent ${sizeText(sent)} to ${repository}, which had ${sizeText(reused)} of the image already.`,
        );
        // An index comes after what it lists; what refers to something may come before it.
        const manifests = parts.flatMap((part) => part.manifests);
        const send = (some: readonly Manifest[]) =>
          Promise.all(some.map((manifest) => sendManifest(session, manifest, manifest.digest)));
        const listed = image.manifests.filter((manifest) => manifest !== image.root);
        if (listed.length > 0) await send(listed);
        await send(manifests.filter((manifest) => !listed.includes(manifest)));
        const checks = manifests.map((manifest) => readBack(session, manifest, manifest.digest));
        await Promise.all([isListed ? undefined : recordReferrers(session, request.referrers ?? []), ...checks]);
      });
      context.log.info(`${session.registry} serves ${session.path}@${request.digest}.`);
    }
    for (const [index, { repository, tags }] of groups.entries()) {
      const session = sessions[index];
      if (session === undefined) continue;
      const [named] = await Promise.allSettled([
        sayingWhere(repository, context, () => nameIt(session, image.root, tags)),
        request.helpfulTag === undefined ? undefined : tryToName(session, image.root, request.helpfulTag, context),
      ]);
      if (named.status === "rejected") throw named.reason;
    }
    total.retries = sessions.reduce((sum, session) => sum + session.retries(), 0);
  } finally {
    for (const session of sessions) session.close();
  }
  const durationMs = Math.round(performance.now() - started);
  return {
    digest: request.digest,
    bytesSent: total.sent,
    bytesReused: total.reused,
    retries: total.retries,
    durationMs,
  };
}

/**
 * Gives an image that is in its repository further names there.
 *
 * @param reference `name@digest`
 * @throws Failure where the image is not there, and as `pushLayout` does
 */
export async function tagImage(reference: string, tags: readonly string[], context: PushContext): Promise<void> {
  const digest = parseImageReference(reference)?.digest ?? "";
  const repository = parseImageReference(reference)?.repository ?? reference;
  const foreign = tags.find((tag) => repositoryOf(tag) !== canonicalRepository(repository));
  if (foreign !== undefined)
    throw new Failure({
      attempted: `naming ${reference}`,
      found: `${foreign} is in another repository`,
      advice: "Push the image there.",
    });
  const session = openPush(repository, undefined, context);
  try {
    await sayingWhere(repository, context, async () => {
      const found = await session.persist(`reading ${digest}`, () => getManifest(session, digest));
      if (found.kind !== "found") throw new RegistryProblem("lasting", found.reason);
      await nameIt(
        session,
        found,
        tagsByRepository(tags).flatMap((group) => group.tags),
      );
    });
  } finally {
    session.close();
  }
}

interface LayoutImage {
  readonly root: Manifest;
  /** In the order in which a registry takes them: what is referred to comes first. */
  readonly manifests: readonly Manifest[];
  readonly blobs: readonly Descriptor[];
}

const descriptor = z.object({ digest: z.string(), size: z.number(), mediaType: z.string() });
const manifestSchema = z.object({
  mediaType: z.string().optional(),
  manifests: z.array(descriptor).optional(),
  config: descriptor.optional(),
  layers: z.array(descriptor).optional(),
});

async function readImage(layout: string, digest: string): Promise<LayoutImage> {
  const bytes = await readFile(blobFile(layout, digest));
  // A disk that lies must not reach a registry.
  if (digestOf(bytes) !== digest) throw new Error(`${blobFile(layout, digest)} does not hold what its name says`);
  const content = manifestSchema.parse(JSON.parse(bytes.toString("utf8")));
  const usual = content.manifests === undefined ? "manifest" : "index";
  const mediaType = content.mediaType ?? `application/vnd.oci.image.${usual}.v1+json`;
  const root: Manifest = { digest, bytes, mediaType };
  const children = await Promise.all((content.manifests ?? []).map((child) => readImage(layout, child.digest)));
  const own = [...(content.config === undefined ? [] : [content.config]), ...(content.layers ?? [])];
  return {
    root,
    manifests: [...children.flatMap(({ manifests }) => manifests), root],
    blobs: [
      ...children.flatMap(({ blobs }) => blobs),
      ...own.filter(({ mediaType: type }) => !/nondistributable|foreign/.test(type)),
    ],
  };
}

interface TagGroup {
  readonly repository: string;
  readonly tags: readonly string[];
}

/** @throws Failure where there is nowhere to go */
function tagsByRepository(names: readonly string[], repositories: readonly string[] = []): TagGroup[] {
  const groups = new Map<string, { repository: string; tags: string[] }>();
  for (const name of names) {
    const parsed = parseImageReference(name);
    if (parsed === undefined)
      throw new Failure({
        attempted: "pushing the image",
        found: `"${name}" is not the name of an image`,
        advice: "Write name:tag.",
      });
    const group = groups.get(repositoryOf(name)) ?? { repository: parsed.repository, tags: [] };
    group.tags.push(parsed.tag || "latest");
    groups.set(repositoryOf(name), group);
  }
  for (const repository of repositories) {
    const key = repositoryOf(repository);
    if (!groups.has(key)) groups.set(key, { repository, tags: [] });
  }
  if (groups.size === 0)
    throw new Failure({ attempted: "pushing the image", found: "it has no name", advice: `Give "image" or "tags".` });
  return [...groups.values()];
}

function repositoryOf(name: string): string {
  return canonicalRepository(parseImageReference(name)?.repository ?? name);
}

function openPush(repository: string, attempts: number | undefined, context: PushContext): RegistrySession {
  const address = registryAddress(repository);
  if (address === undefined)
    throw new Failure({
      attempted: "pushing the image",
      found: `"${repository}" is not the name of an image`,
      advice: "Write a repository such as ghcr.io/acme/orders.",
    });
  return openSession(address, { ...context, access: "pull,push", attempts: attempts ?? usualAttempts });
}

async function sayingWhere(repository: string, { signal }: PushContext, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    signal.throwIfAborted();
    throw pushFailure(repository, error);
  }
}

async function nameIt(session: RegistrySession, manifest: Manifest, tags: readonly string[]): Promise<void> {
  for (const tag of tags) {
    await sendManifest(session, manifest, tag);
    await readBack(session, manifest, tag);
  }
}

/** A registry whose tags cannot be set twice refuses it, for example. */
async function tryToName(session: RegistrySession, manifest: Manifest, tag: string, context: PushContext) {
  try {
    await nameIt(session, manifest, [tag]);
  } catch (error) {
    if (context.signal.aborted) return;
    const found = error instanceof Error ? error.message : String(error);
    context.log.warning(`The image cannot be found by its key later: ${found}`);
  }
}

/** By its bytes: what a registry says of itself is not asked. */
async function readBack(session: RegistrySession, { digest }: Manifest, version: string): Promise<void> {
  const served = await session.persist(`reading ${version} back`, () => getManifest(session, version));
  if (served.kind === "found" && served.digest === digest) return;
  const name = `${session.registry}/${session.path}${version === digest ? "@" : ":"}${version}`;
  const moved =
    version === digest
      ? ""
      : " Another job may have pushed to the same tag at the same moment: give each job tags of its own.";
  throw new Failure({
    attempted: `reading ${name} back after the push`,
    found:
      served.kind === "found"
        ? `the registry serves ${served.digest}, and ${digest} was pushed`
        : `it was pushed, and yet ${served.reason}`,
    advice: `What was tested is not what the registry gives: do not release it. Look at the registry's own log and storage, and at what stands between (a proxy, a mirror).${moved}`,
  });
}
