// How does one layer or configuration get from a folder into a repository?

import { createReadStream } from "node:fs";
import { join } from "node:path";
import { fewAtATime } from "../config/few-at-a-time.ts";
import { RegistryProblem, type RegistrySession, type SessionAnswer } from "./registry-session.ts";
import { sizeText } from "./size-limit.ts";

export interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
}

/** Where an OCI image layout keeps a blob: https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export function blobFile(layout: string, digest: string): string {
  return join(layout, "blobs", ...digest.split(":", 2));
}

/** How many are sent at once: as docker does. */
const atOnce = 4;

/** What a registry was asked ahead about blobs, by their digests. */
export type Answers = Map<string, Promise<SessionAnswer>>;

/** Asks which of the blobs the repository has. What goes wrong is told to who sends them. */
export async function lookForBlobs(
  session: RegistrySession,
  blobs: readonly Descriptor[],
  answers: Answers,
): Promise<void> {
  await fewAtATime(atOnce, different(blobs), async (blob) => {
    const answer = lookFor(session, blob);
    answers.set(blob.digest, answer);
    await answer.catch(() => undefined);
  });
}

/**
 * Sends what the repository does not have yet.
 *
 * @param mountFrom another repository of the same registry that has them already
 * @param answers what was asked before; it is believed once
 * @param unseen digests that nobody can have pushed: sent without a question, at first
 * @returns how many bytes were sent, and how many the registry had
 * @throws RegistryProblem
 */
export async function pushBlobs(
  session: RegistrySession,
  layout: string,
  blobs: readonly Descriptor[],
  mountFrom: string | undefined,
  answers: Answers = new Map(),
  unseen: ReadonlySet<string> = new Set(),
): Promise<{ sent: number; reused: number }> {
  const total = { sent: 0, reused: 0 };
  const unasked = new Set(unseen);
  // The first failure is thrown at once; the caller closes the session, which ends the others.
  await fewAtATime(atOnce, different(blobs), async (one) => {
    const sent = await session.persist(`sending ${short(one)}`, () => {
      // An attempt that broke may have sent it nevertheless.
      const there = unasked.delete(one.digest) ? undefined : (answers.get(one.digest) ?? lookFor(session, one));
      answers.delete(one.digest);
      return pushBlob(session, layout, one, mountFrom, there);
    });
    total[sent ? "sent" : "reused"] += one.size;
  });
  return total;
}

function different(blobs: readonly Descriptor[]): Iterable<Descriptor> {
  return new Map(blobs.map((blob) => [blob.digest, blob])).values();
}

function lookFor(session: RegistrySession, { digest }: Descriptor): Promise<SessionAnswer> {
  return session.send({ method: "HEAD", to: `blobs/${digest}` });
}

/** @returns whether its bytes were sent */
async function pushBlob(
  session: RegistrySession,
  layout: string,
  blob: Descriptor,
  mountFrom: string | undefined,
  there: Promise<SessionAnswer> | undefined,
): Promise<boolean> {
  if ((await there)?.status === 200) return false;
  const begun = await beginUpload(session, blob, mountFrom);
  if (begun.status === 201) return false;
  const place = expectStatus(begun, 202, session, blob).headers.location;
  if (place === undefined) throw new RegistryProblem("lasting", `${session.registry} names no place for an upload`);
  const url = new URL(place, begun.url);
  url.searchParams.set("digest", blob.digest);
  const done = await session.send({
    method: "PUT",
    to: url,
    headers: { "content-type": "application/octet-stream", "content-length": String(blob.size) },
    body: () => createReadStream(blobFile(layout, blob.digest)),
  });
  expectStatus(done, 201, session, blob);
  return true;
}

/** An upload; or, where the registry takes the blob over from the other repository, nothing more to do (201). */
async function beginUpload(
  session: RegistrySession,
  blob: Descriptor,
  mountFrom: string | undefined,
): Promise<SessionAnswer> {
  const begin = (query: string) => session.send({ method: "POST", to: `blobs/uploads/${query}` });
  if (mountFrom === undefined) return begin("");
  try {
    return await begin(`?${new URLSearchParams({ mount: blob.digest, from: mountFrom })}`);
  } catch (error) {
    // Who may write here need not be allowed to read there.
    if (error instanceof RegistryProblem && error.kind === "denied") return begin("");
    throw error;
  }
}

function expectStatus(
  answer: SessionAnswer,
  status: number,
  { registry }: RegistrySession,
  blob: Descriptor,
): SessionAnswer {
  if (answer.status === status) return answer;
  const said = answer.body.toString("utf8", 0, 300).replaceAll(/\s+/g, " ").trim();
  // 404: the upload was lost, as when the registry was started anew. 416: it lost a part.
  const kind = [404, 416].includes(answer.status) ? "passing" : "lasting";
  const trouble = { kind: "status", status: answer.status, retryAfter: "", text: said } as const;
  throw new RegistryProblem(
    kind,
    `${registry} answered ${answer.status} for ${short(blob)}${said === "" ? "" : `: ${said}`}`,
    trouble,
  );
}

function short({ digest, size }: Descriptor): string {
  return `${digest.slice(0, 19)} (${sizeText(size)})`;
}
