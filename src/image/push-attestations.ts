// How do provenance and SBOM go with an image without changing what the image is?

import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { parseImageReference } from "../manifests/image-reference.ts";
import { Failure } from "../report/failure.ts";
import { blobFile } from "./push-blobs.ts";
import { digestOf, getManifest, type LookupOptions, readManifest, sendManifest } from "./registry.ts";
import type { RegistrySession } from "./registry-session.ts";

/**
 * `referrers`: the image's name leads to a plain manifest (of several platforms: to a plain index of platforms), and
 * each attestation is an artifact of its own that names the manifest as its subject. `index`: BuildKit's own form, an
 * index with attestations beside the platforms as manifests of the platform unknown/unknown.
 */
export type AttestationForm = "referrers" | "index";

/** A manifest that holds the attestations of one platform's image. */
export interface Referrer {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly artifactType: string;
  /** The digest of the manifest that it is about. */
  readonly subject: string;
  /** `https://slsa.dev/provenance/v1`, `https://spdx.dev/Document`. */
  readonly predicates: readonly string[];
}

const artifactType = "application/vnd.docker.attestation.manifest.v1+json";
const indexType = "application/vnd.oci.image.index.v1+json";
const manifestType = "application/vnd.oci.image.manifest.v1+json";

const descriptorSchema = z.looseObject({
  digest: z.string(),
  size: z.number(),
  mediaType: z.string(),
  annotations: z.record(z.string(), z.string()).optional(),
});
const indexSchema = z.looseObject({ manifests: z.array(descriptorSchema) });
const attestationSchema = z.looseObject({
  layers: z.array(descriptorSchema),
  subject: z.looseObject({ digest: z.string() }).optional(),
  artifactType: z.string().optional(),
});

type IndexEntry = z.output<typeof descriptorSchema>;

/**
 * Takes the attestations off the index that BuildKit wrote, for the form `referrers`. What is left has a digest that
 * the same source gives again, which an index with provenance, dated and numbered by BuildKit, has not.
 *
 * @param layout a folder in the form of an OCI image layout; a plain index is written into it where one is needed
 * @param digest of the index or manifest that BuildKit wrote
 * @returns the digest of the image as it is pushed, and what is pushed with it
 */
export async function separateAttestations(
  layout: string,
  digest: string,
  form: AttestationForm,
): Promise<{ digest: string; referrers: Referrer[] }> {
  const parsed = indexSchema.safeParse(await readJson(layout, digest));
  if (form === "index" || !parsed.success) return { digest, referrers: [] };
  const { manifests } = parsed.data;
  const images = manifests.filter((entry) => !isAttestation(entry));
  const attestations = manifests.filter(isAttestation);
  if (attestations.length === 0 || images.length === 0) return { digest, referrers: [] };
  const referrers: Referrer[] = [];
  for (const entry of attestations) referrers.push(await asReferrer(layout, entry, images));
  const [only] = images;
  if (images.length === 1 && only !== undefined && only.mediaType === manifestType)
    return { digest: only.digest, referrers };
  const plain = await writeJson(layout, { ...parsed.data, manifests: images });
  return { digest: plain.digest, referrers };
}

/**
 * Whether the registry finds what refers to an image by itself.
 * @throws RegistryProblem
 */
export async function listsReferrers(session: RegistrySession, [any]: readonly Referrer[]): Promise<boolean> {
  if (any === undefined) return true;
  // The endpoint answers 200 with a list, empty or not, wherever it exists.
  const answer = await session.persist("asking for referrers", () =>
    session.send({ method: "GET", to: `referrers/${any.subject}` }),
  );
  return answer.status === 200;
}

/**
 * For a registry that does not.
 * @throws RegistryProblem
 */
export async function recordReferrers(session: RegistrySession, referrers: readonly Referrer[]): Promise<void> {
  for (const subject of new Set(referrers.map((referrer) => referrer.subject))) {
    const own = referrers.filter((referrer) => referrer.subject === subject);
    // https://github.com/opencontainers/distribution-spec/blob/main/spec.md#unavailable-referrers-api
    const tag = subject.replace(":", "-");
    const before = await session.persist(`reading ${tag}`, () => getManifest(session, tag));
    const others = before.kind === "found" ? entriesOf(before.bytes) : [];
    const digests = new Set(own.map(({ digest }) => digest));
    const manifests = [...others.filter(({ digest }) => !digests.has(digest)), ...own.map(entryOf)];
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }));
    await sendManifest(session, { digest: digestOf(bytes), mediaType: indexType, bytes }, tag);
  }
}

/**
 * Whether the registry has the attestations of an image: those that were pushed with it, otherwise those in its index.
 *
 * @param reference `name@digest` of what was pushed
 * @returns what was found, in words for the summary
 * @throws Failure where one that was wanted is missing or is about another image
 */
export async function checkAttestations(
  reference: string,
  wanted: { readonly referrers: readonly Referrer[]; readonly provenance: boolean; readonly sbom: boolean },
  options: LookupOptions,
): Promise<string[]> {
  // The push has read what it sent back by its bytes.
  const found = wanted.referrers.length > 0 ? wanted.referrers : await readReferrers(reference, options);
  const told: string[] = [];
  for (const [name, isWanted, pattern] of [
    ["provenance", wanted.provenance, /slsa\.dev\/provenance/],
    ["SBOM", wanted.sbom, /spdx|cyclonedx/i],
  ] as const) {
    const own = found.filter(({ predicates }) => predicates.some((predicate) => pattern.test(predicate)));
    if (isWanted && own.length === 0) throw missing(reference, `the registry has no ${name} of it`);
    if (own.length > 0)
      told.push(`${name} (${own.flatMap(({ predicates }) => predicates.filter((one) => pattern.test(one))).at(0)})`);
  }
  return told;
}

async function readReferrers(reference: string, options: LookupOptions): Promise<Referrer[]> {
  const repository = parseImageReference(reference)?.repository ?? reference;
  const listed = await attestationsInIndex(reference, options);
  return Promise.all(listed.map((referrer) => readReferrer(reference, repository, referrer, options)));
}

async function readReferrer(
  reference: string,
  repository: string,
  referrer: Referrer,
  options: LookupOptions,
): Promise<Referrer> {
  const lookup = await readManifest(`${repository}@${referrer.digest}`, options);
  if (lookup.kind !== "found") throw missing(reference, lookup.reason);
  const content = attestationSchema.parse(JSON.parse(lookup.bytes.toString("utf8")));
  const subject = content.subject?.digest ?? referrer.subject;
  if (lookup.digest !== referrer.digest || subject !== referrer.subject) {
    throw missing(reference, `the attestation ${referrer.digest} is about ${subject}, not about ${referrer.subject}`);
  }
  return { ...referrer, predicates: predicatesOf(content.layers) };
}

async function attestationsInIndex(reference: string, options: LookupOptions): Promise<Referrer[]> {
  const lookup = await readManifest(reference, options);
  if (lookup.kind !== "found") throw missing(reference, lookup.reason);
  return entriesOf(lookup.bytes)
    .filter(isAttestation)
    .map((entry) => ({ ...entryFields(entry), artifactType, subject: subjectOf(entry), predicates: [] }));
}

function missing(reference: string, found: string): Failure {
  return new Failure({
    attempted: `reading the attestations of ${reference} back`,
    found,
    advice:
      "Look at the registry's own log: it may not take artifacts. attestations: index, or provenance: false and sbom: false, do without them.",
  });
}

/** https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md */
function isAttestation(entry: IndexEntry): boolean {
  return entry.annotations?.["vnd.docker.reference.type"] === "attestation-manifest";
}

function subjectOf(entry: IndexEntry): string {
  return entry.annotations?.["vnd.docker.reference.digest"] ?? "";
}

/** The attestation manifest with the subject in it; BuildKit writes it so with `oci-artifact=true`, otherwise it is added. */
async function asReferrer(layout: string, entry: IndexEntry, images: readonly IndexEntry[]): Promise<Referrer> {
  const content = attestationSchema.parse(await readJson(layout, entry.digest));
  const subject = subjectOf(entry);
  const predicates = predicatesOf(content.layers);
  if (content.subject?.digest === subject && content.artifactType !== undefined) {
    return { ...entryFields(entry), artifactType: content.artifactType, subject, predicates };
  }
  const image = images.find(({ digest }) => digest === subject);
  if (image === undefined) throw new Error(`an attestation is about ${subject}, which the build did not make`);
  const written = await writeJson(layout, {
    ...content,
    mediaType: manifestType,
    artifactType,
    subject: entryFields(image),
  });
  return { ...written, mediaType: manifestType, artifactType, subject, predicates };
}

function predicatesOf(layers: readonly IndexEntry[]): string[] {
  return layers.flatMap(({ annotations }) => annotations?.["in-toto.io/predicate-type"] ?? []);
}

function entriesOf(bytes: Buffer): IndexEntry[] {
  const parsed = indexSchema.safeParse(JSON.parse(bytes.toString("utf8")));
  return parsed.success ? parsed.data.manifests : [];
}

function entryOf(referrer: Referrer): IndexEntry {
  const annotations =
    referrer.predicates[0] === undefined ? {} : { "in-toto.io/predicate-type": referrer.predicates[0] };
  return { ...entryFields(referrer), artifactType: referrer.artifactType, annotations };
}

function entryFields({ digest, size, mediaType }: { digest: string; size: number; mediaType: string }) {
  return { mediaType, digest, size };
}

async function readJson(layout: string, digest: string): Promise<unknown> {
  return JSON.parse(await readFile(blobFile(layout, digest), "utf8"));
}

async function writeJson(layout: string, content: unknown): Promise<{ digest: string; size: number }> {
  const bytes = Buffer.from(JSON.stringify(content, undefined, 2));
  const digest = digestOf(bytes);
  await writeFile(blobFile(layout, digest), bytes);
  return { digest, size: bytes.length };
}
