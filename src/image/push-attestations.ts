// Does the registry have the provenance and the SBOM of an image, where others look for them?

import { z } from "zod";
import { type Attestation, entriesOf, entryOf, hasKind, type Statement } from "./attestations.ts";
import { digestOf, getManifest, sendManifest } from "./registry.ts";
import { RegistryProblem, type RegistrySession } from "./registry-session.ts";

const indexType = "application/vnd.oci.image.index.v1+json";

/**
 * Whether the registry finds what refers to an image by itself.
 * @throws RegistryProblem
 */
export async function listsReferrers(session: RegistrySession, [any]: readonly Attestation[]): Promise<boolean> {
  if (any === undefined) return true;
  return (await askForReferrers(session, any.subject)) !== undefined;
}

/**
 * For a registry that does not.
 * @throws RegistryProblem
 */
export async function recordReferrers(session: RegistrySession, referrers: readonly Attestation[]): Promise<void> {
  for (const subject of new Set(referrers.map((referrer) => referrer.subject))) {
    const own = referrers.filter((referrer) => referrer.subject === subject);
    const tag = referrersTag(subject);
    const before = await session.persist(`reading ${tag}`, () => getManifest(session, tag));
    const others = before.kind === "found" ? entriesOf(before.bytes) : [];
    const digests = new Set(own.map(({ digest }) => digest));
    const manifests = [...others.filter(({ digest }) => !digests.has(digest)), ...own.map(entryOf)];
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }));
    await sendManifest(session, { digest: digestOf(bytes), mediaType: indexType, bytes }, tag);
  }
}

/**
 * Whether who looks for what refers to the image finds all of it.
 * @throws RegistryProblem
 */
export async function checkReferrers(
  session: RegistrySession,
  referrers: readonly Attestation[],
  isListed: boolean,
): Promise<void> {
  const subjects = [...new Set(referrers.map(({ subject }) => subject))];
  await Promise.all(
    subjects.map((subject) =>
      session.persist(`reading what refers to ${subject} back`, async () => {
        const digests = isListed ? await askForReferrers(session, subject) : await readTag(session, subject);
        const own = referrers.filter((one) => one.subject === subject);
        const lost = own.find(({ digest }) => !digests?.includes(digest));
        if (lost === undefined) return;
        // Somebody who pushed to the same image at the same moment has read the tag before us and written it after us.
        if (!isListed) await recordReferrers(session, own);
        const reason = `${session.registry} took the attestation ${lost.digest}, and does not list it as what refers to ${subject}`;
        // A registry may list it a moment later.
        throw new RegistryProblem("passing", reason, { kind: "connection", code: "" });
      }),
    ),
  );
}

/** Larger ones are not read back as a whole. */
const mostBytes = 32 * 1024 ** 2;

/**
 * Reads each statement back: its bytes, that it says what its manifest announced, and that it is about the image.
 *
 * @returns what was found, in words for the log
 * @throws RegistryProblem
 */
export async function checkStatements(
  session: RegistrySession,
  attestations: readonly Attestation[],
): Promise<string[]> {
  const read = attestations.flatMap(({ subject, statements }) =>
    statements.map((statement) =>
      session.persist(`reading ${statement.digest} back`, () => readStatement(session, statement, subject)),
    ),
  );
  await Promise.all(read);
  return (["provenance", "SBOM"] as const).flatMap((kind) => {
    const own = attestations.filter((one) => hasKind(one, kind));
    if (own.length === 0) return [];
    const predicates = new Set(own.flatMap(({ statements }) => statements.map(({ predicate }) => predicate)));
    return [`${kind} of ${own.length === 1 ? "the image" : `${own.length} images`} (${[...predicates].join(", ")})`];
  });
}

const statementSchema = z.looseObject({
  predicateType: z.string(),
  subject: z.array(z.looseObject({ digest: z.record(z.string(), z.string()).optional() })).optional(),
});

async function readStatement(session: RegistrySession, statement: Statement, subject: string): Promise<void> {
  const { digest, size, predicate } = statement;
  const isLarge = size > mostBytes;
  const method = isLarge ? "HEAD" : "GET";
  const answer = await session.send({ method, to: `blobs/${digest}`, atMost: mostBytes });
  if (answer.status !== 200) {
    throw lost(session, `it answered ${answer.status} for the statement ${digest} (${predicate})`);
  }
  if (isLarge) return;
  if (digestOf(answer.body) !== digest) throw lost(session, `it serves other bytes for the statement ${digest}`);
  const parsed = statementSchema.parse(JSON.parse(answer.body.toString("utf8")));
  if (parsed.predicateType !== predicate) {
    throw lost(session, `the statement ${digest} is ${parsed.predicateType}, and was announced as ${predicate}`);
  }
  // BuildKit names no subject where the image has no name.
  const about = (parsed.subject ?? []).flatMap((one) => Object.entries(one.digest ?? {}).map((pair) => pair.join(":")));
  if (about.length > 0 && !about.includes(subject)) {
    throw lost(session, `the statement ${digest} is about ${about[0]}, not about ${subject}`);
  }
}

function lost({ registry }: RegistrySession, found: string): RegistryProblem {
  return new RegistryProblem("lasting", `${registry} does not have the attestations of the image: ${found}`);
}

/** The endpoint answers 200 with a list, empty or not, wherever it exists. */
async function askForReferrers(session: RegistrySession, subject: string): Promise<string[] | undefined> {
  const answer = await session.persist("asking for referrers", () =>
    session.send({ method: "GET", to: `referrers/${subject}` }),
  );
  return answer.status === 200 ? entriesOf(answer.body).map(({ digest }) => digest) : undefined;
}

async function readTag(session: RegistrySession, subject: string): Promise<string[]> {
  const read = await getManifest(session, referrersTag(subject));
  return read.kind === "found" ? entriesOf(read.bytes).map(({ digest }) => digest) : [];
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#unavailable-referrers-api */
function referrersTag(subject: string): string {
  return subject.replace(":", "-");
}
