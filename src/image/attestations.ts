// Which attestations came with an image, are all there that were asked for, and how do they go with it?

import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { blobFile } from "./push-blobs.ts";
import { digestOf } from "./registry.ts";

/**
 * `referrers`: the image's name leads to a plain manifest (of several platforms: to a plain index of platforms), and
 * each attestation is an artifact of its own that names the manifest as its subject. `index`: BuildKit's own form, an
 * index with attestations beside the platforms as manifests of the platform unknown/unknown.
 */
export type AttestationForm = "referrers" | "index";

/** A manifest that holds the attestations of one platform's image. */
export interface Attestation {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly artifactType: string;
  /** The digest of the manifest that it is about. */
  readonly subject: string;
  readonly statements: readonly Statement[];
}

/** One statement of in-toto: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export interface Statement {
  readonly digest: string;
  readonly size: number;
  /** `https://slsa.dev/provenance/v1`, `https://spdx.dev/Document`. */
  readonly predicate: string;
}

const artifactType = "application/vnd.docker.attestation.manifest.v1+json";
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
 * @returns the digest of the image as it is pushed, what is pushed beside it, and what is attested in either form
 */
export function separateAttestations(
  layout: string,
  digest: string,
  form: AttestationForm,
): { digest: string; referrers: Attestation[]; attestations: Attestation[] } {
  const parsed = indexSchema.safeParse(readJson(layout, digest));
  if (!parsed.success) return { digest, referrers: [], attestations: [] };
  const { manifests } = parsed.data;
  const images = manifests.filter((entry) => !isAttestation(entry));
  const attestations = manifests.filter(isAttestation);
  if (form === "index") {
    const listed = attestations.map((entry) => asListed(layout, entry));
    return { digest, referrers: [], attestations: listed };
  }
  if (attestations.length === 0 || images.length === 0) return { digest, referrers: [], attestations: [] };
  const referrers = attestations.map((entry) => asReferrer(layout, entry, images));
  const [only] = images;
  if (images.length === 1 && only !== undefined && only.mediaType === manifestType)
    return { digest: only.digest, referrers, attestations: referrers };
  const plain = writeJson(layout, { ...parsed.data, manifests: images });
  return { digest: plain.digest, referrers, attestations: referrers };
}

const kinds = { provenance: /slsa\.dev\/provenance/, SBOM: /spdx|cyclonedx/i } as const;
export type AttestationKind = keyof typeof kinds;

export function isProvenance(predicate: string): boolean {
  return kinds.provenance.test(predicate);
}

export function hasKind({ statements }: Attestation, kind: AttestationKind): boolean {
  return statements.some(({ predicate }) => kinds[kind].test(predicate));
}

/** What BuildKit was asked for and did not make, in words: `the SBOM of linux/arm64`. */
export function missingAttestations(
  attestations: readonly Attestation[],
  platforms: readonly { readonly platform: string; readonly digest: string }[],
  kind: AttestationKind,
): string[] {
  const attested = new Set(attestations.filter((one) => hasKind(one, kind)).map(({ subject }) => subject));
  return platforms.filter(({ digest }) => !attested.has(digest)).map(({ platform }) => `the ${kind} of ${platform}`);
}

/** The entries of an index, none where the bytes are none. */
export function entriesOf(bytes: Buffer): IndexEntry[] {
  const parsed = indexSchema.safeParse(JSON.parse(bytes.toString("utf8")));
  return parsed.success ? parsed.data.manifests : [];
}

/** As an index of referrers lists it. */
export function entryOf(attestation: Attestation): IndexEntry {
  const predicate = attestation.statements[0]?.predicate;
  const annotations = predicate === undefined ? {} : { "in-toto.io/predicate-type": predicate };
  return { ...entryFields(attestation), artifactType: attestation.artifactType, annotations };
}

/** https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md */
function isAttestation(entry: IndexEntry): boolean {
  return entry.annotations?.["vnd.docker.reference.type"] === "attestation-manifest";
}

function subjectOf(entry: IndexEntry): string {
  return entry.annotations?.["vnd.docker.reference.digest"] ?? "";
}

function asListed(layout: string, entry: IndexEntry): Attestation {
  const { layers } = attestationSchema.parse(readJson(layout, entry.digest));
  return { ...entryFields(entry), artifactType, subject: subjectOf(entry), statements: statementsOf(layers) };
}

/** The attestation manifest with the subject in it; BuildKit writes it so with `oci-artifact=true`, otherwise it is added. */
function asReferrer(layout: string, entry: IndexEntry, images: readonly IndexEntry[]): Attestation {
  const content = attestationSchema.parse(readJson(layout, entry.digest));
  const subject = subjectOf(entry);
  const statements = statementsOf(content.layers);
  if (content.subject?.digest === subject && content.artifactType !== undefined) {
    return { ...entryFields(entry), artifactType: content.artifactType, subject, statements };
  }
  const image = images.find(({ digest }) => digest === subject);
  if (image === undefined) throw new Error(`an attestation is about ${subject}, which the build did not make`);
  const written = writeJson(layout, {
    ...content,
    mediaType: manifestType,
    artifactType,
    subject: entryFields(image),
  });
  return { ...written, mediaType: manifestType, artifactType, subject, statements };
}

function statementsOf(layers: readonly IndexEntry[]): Statement[] {
  return layers.flatMap(({ digest, size, annotations }) => {
    const predicate = annotations?.["in-toto.io/predicate-type"];
    return predicate === undefined ? [] : [{ digest, size, predicate }];
  });
}

function entryFields({ digest, size, mediaType }: { digest: string; size: number; mediaType: string }) {
  return { mediaType, digest, size };
}

/** In this thread: a turn of the thread pool for each of a few small files takes longer. */
function readJson(layout: string, digest: string): unknown {
  return JSON.parse(readFileSync(blobFile(layout, digest), "utf8"));
}

function writeJson(layout: string, content: unknown): { digest: string; size: number } {
  const bytes = Buffer.from(JSON.stringify(content, undefined, 2));
  const digest = digestOf(bytes);
  writeFileSync(blobFile(layout, digest), bytes);
  return { digest, size: bytes.length };
}
