// How do exactly the bytes of an image that was built and tested get into their registries, under their names?

import { readFileSync } from "node:fs";
import { z } from "zod";
import { canonicalRepository, parseImageReference } from "../manifests/image-reference.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { type Attestation, isProvenance } from "./attestations.ts";
import { checkReferrers, checkStatements, listsReferrers, recordReferrers } from "./push-attestations.ts";
import { type Answers, blobFile, type Descriptor, lookForBlobs, pushBlobs } from "./push-blobs.ts";
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
  /** Attestations that go beside the image: see `separateAttestations`. */
  readonly referrers?: readonly Attestation[] | undefined;
  /** What is attested, beside the image or in its index: all of it is read back. */
  readonly attestations?: readonly Attestation[] | undefined;
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

/** What only helps later builds, in each repository: a registry that does not take it gets a warning. */
export interface Helpful {
  readonly tag: string;
  readonly manifest: Manifest;
}

/** A push in its steps, for who has something to do between them. The caller closes it. */
export interface Push {
  /** Asks the registries what they have. Sends nothing. */
  look(): void;
  /** Sends layers and configurations: nobody can see them before `publish`, which tells what went wrong. */
  sendParts(): void;
  /**
   * Sends manifests too, by their digest, and reads back: what `publish` does before the tags. From here on who knows
   * the digest can pull the image.
   */
  sendAll(): void;
  /**
   * What was not sent yet, then manifests by their digest, then what refers to them; reads back what the registry serves
   * and compares; and only then sets the tags, in the order given. Nobody can pull the image by a name before
   * all of it is there.
   *
   * @throws Failure: a login that is refused is not tried again, a bad moment of the registry or the network is
   */
  publish(helpful?: Helpful): Promise<Pushed>;
  close(): void;
}

/** All steps at once. */
export async function pushLayout(request: PushRequest, context: PushContext): Promise<Pushed> {
  const push = beginPush(request, context);
  try {
    return await push.publish();
  } finally {
    push.close();
  }
}

/** @throws Failure where there is nowhere to go */
export function beginPush(request: PushRequest, context: PushContext): Push {
  const started = performance.now();
  const destinations = tagsByRepository(request.tags, request.repositories).map(
    (group): Destination => ({
      ...group,
      session: openPush(group.repository, request.attempts, context),
      answers: new Map(),
    }),
  );
  const parts = readParts(request);
  const state: PushState = { request, context, destinations, parts, sent: undefined, proven: undefined };
  return {
    look: () => void look(state).catch(() => undefined),
    sendParts: () => void sendParts(state).catch(() => undefined),
    sendAll: () => void prove(state).catch(() => undefined),
    async publish(helpful) {
      const { sent, reused } = await prove(state);
      for (const destination of destinations) await setTags(context, destination, parts.image.root, helpful);
      const retries = destinations.reduce((sum, { session }) => sum + session.retries(), 0);
      const durationMs = Math.round(performance.now() - started);
      return { digest: request.digest, bytesSent: sent, bytesReused: reused, retries, durationMs };
    },
    close() {
      for (const { session } of destinations) session.close();
    },
  };
}

interface Destination extends TagGroup {
  readonly session: RegistrySession;
  readonly answers: Answers;
  /** Whether the registry finds by itself what refers to an image: asked with the parts. */
  listsReferrers?: Promise<boolean>;
}

interface Parts {
  readonly image: LayoutImage;
  /** The image and what refers to it. */
  readonly all: readonly LayoutImage[];
}

interface PushState {
  readonly request: PushRequest;
  readonly context: PushContext;
  readonly destinations: readonly Destination[];
  readonly parts: Parts;
  /** The sending of the parts, once it has begun. */
  sent: Promise<Sent> | undefined;
  /** The same with the manifests, and that the registry serves them. */
  proven: Promise<Sent> | undefined;
}

interface Sent {
  readonly sent: number;
  readonly reused: number;
}

function readParts({ layout, digest, referrers = [] }: PushRequest): Parts {
  const image = readImage(layout, digest);
  return { image, all: [image, ...referrers.map((one) => readImage(layout, one.digest))] };
}

async function look({ request, destinations, parts }: PushState): Promise<void> {
  const unseen = unseenBy(request);
  const blobs = parts.all.flatMap((part) => part.blobs).filter(({ digest }) => !unseen.has(digest));
  await Promise.all(destinations.map(({ session, answers }) => lookForBlobs(session, blobs, answers)));
}

/** A provenance holds when its build ran, and under which number. */
function unseenBy({ attestations = [] }: PushRequest): ReadonlySet<string> {
  const statements = attestations.flatMap((one) => one.statements);
  return new Set(statements.filter(({ predicate }) => isProvenance(predicate)).map(({ digest }) => digest));
}

/** Once, however often it is asked for. */
function sendParts(state: PushState): Promise<Sent> {
  state.sent ??= sendToAll(state);
  return state.sent;
}

/** Once, too. */
function prove(state: PushState): Promise<Sent> {
  state.proven ??= sendParts(state).then(async (sent) => {
    for (const destination of state.destinations) await sendManifests(state, destination);
    return sent;
  });
  return state.proven;
}

async function sendToAll({ request, context, destinations, parts }: PushState): Promise<Sent> {
  const blobs = parts.all.flatMap((part) => part.blobs);
  const total = { sent: 0, reused: 0 };
  for (const [index, destination] of destinations.entries()) {
    const { repository, session, answers } = destination;
    const earlier = destinations.slice(0, index).find((one) => one.session.registry === session.registry);
    await sayingWhere(repository, context, async () => {
      destination.listsReferrers = listsReferrers(session, request.referrers ?? []);
      const [{ sent, reused }] = await Promise.all([
        pushBlobs(session, request.layout, blobs, earlier?.session.path, answers, unseenBy(request)),
        destination.listsReferrers,
      ]);
      total.sent += sent;
      total.reused += reused;
      context.log.info(`Sent ${sizeText(sent)} to ${repository}, which had ${sizeText(reused)} of the image already.`);
    });
  }
  return total;
}

async function sendManifests({ request, context, parts }: PushState, destination: Destination) {
  const { image, all } = parts;
  const { repository, session } = destination;
  await sayingWhere(repository, context, async () => {
    // An index comes after what it lists; what refers to something may come before it.
    const manifests = all.flatMap((part) => part.manifests);
    const send = (some: readonly Manifest[]) =>
      Promise.all(some.map((manifest) => sendManifest(session, manifest, manifest.digest)));
    const listed = image.manifests.filter((manifest) => manifest !== image.root);
    if (listed.length > 0) await send(listed);
    await send(manifests.filter((manifest) => !listed.includes(manifest)));
    const [attested] = await Promise.all([
      checkStatements(session, request.attestations ?? []),
      refer(destination, request.referrers ?? []),
      ...manifests.map((manifest) => readBack(session, manifest, manifest.digest)),
    ]);
    for (const line of attested) context.log.info(`Read back: ${line}.`);
  });
  context.log.info(`${session.registry} serves ${session.path}@${request.digest}.`);
}

async function refer({ session, listsReferrers }: Destination, referrers: readonly Attestation[]): Promise<void> {
  const isListed = (await listsReferrers) ?? true;
  if (!isListed) await recordReferrers(session, referrers);
  await checkReferrers(session, referrers, isListed);
}

async function setTags(
  context: PushContext,
  { repository, tags, session }: Destination,
  root: Manifest,
  helpful: Helpful | undefined,
) {
  const [named, helped] = await Promise.allSettled([
    sayingWhere(repository, context, () => nameIt(session, root, tags)),
    helpful === undefined ? undefined : nameIt(session, helpful.manifest, [helpful.tag]),
  ]);
  if (named.status === "rejected") throw named.reason;
  // A registry on a plain disk writes the image's own entry anew with each of its tags, and then does not see it for a
  // moment: what lists the image is refused then, and taken when the tags are there.
  if (helped.status === "rejected" && helpful !== undefined) {
    await tryToName(session, helpful.manifest, helpful.tag, context);
  }
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

function readImage(layout: string, digest: string): LayoutImage {
  const bytes = readFileSync(blobFile(layout, digest));
  // A disk that lies must not reach a registry.
  if (digestOf(bytes) !== digest) throw new Error(`${blobFile(layout, digest)} does not hold what its name says`);
  const content = manifestSchema.parse(JSON.parse(bytes.toString("utf8")));
  const usual = content.manifests === undefined ? "manifest" : "index";
  const mediaType = content.mediaType ?? `application/vnd.oci.image.${usual}.v1+json`;
  const root: Manifest = { digest, bytes, mediaType };
  const children = (content.manifests ?? []).map((child) => readImage(layout, child.digest));
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
