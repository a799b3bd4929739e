// How is a record written down, and what is refused when it is read back?

import { z } from "zod";
import { Failure } from "../report/failure.ts";
import type { Release, ReleaseRecord } from "./record.ts";
import { isOpen, lastVerified } from "./states.ts";
import { track } from "./track-format.ts";

const mostReleases = 20;
/** A ConfigMap holds 1 MiB at most (https://kubernetes.io/docs/concepts/configuration/configmap/); this leaves room for its metadata. */
const mostBytes = 900_000;
const longestReason = 2_000;
const knownSchema = 1;

/** Where a record stands, for messages. */
export interface RecordPlace {
  readonly namespace: string;
  /** Of the ConfigMap. */
  readonly name: string;
}

const state = z.enum([
  "releasing",
  "promoted",
  "verified",
  "rolling-back",
  "rolled-back",
  "aborted",
  "failed",
  "superseded",
]);

const figures = z.object({
  requests: z.number(),
  errors: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
});

/** What a newer toolkit of the same schema has written beside is kept as it is. */
const release: z.ZodType<Release> = z.looseObject({
  id: z.string().min(1),
  runKey: z.string(),
  state,
  image: z.string(),
  digest: z.string(),
  version: z.string(),
  commit: z.string(),
  runUrl: z.string(),
  actor: z.string(),
  reason: z.string(),
  revision: z.number(),
  templateHash: z.string(),
  previousTemplateHash: z.string(),
  previousRevision: z.number(),
  previousImage: z.string(),
  previousDigest: z.string(),
  endsAs: z.enum(["", "rolled-back", "aborted"]),
  startedAt: z.string(),
  verifiedAt: z.string(),
  endedAt: z.string(),
  bakingUntil: z.string().optional(),
  size: z.object({ before: z.number(), written: z.number() }).optional(),
  applied: z.array(z.string()).optional(),
  created: z.array(z.string()).optional(),
  prune: z.boolean().optional(),
  content: z.string().optional(),
  keepsConfiguration: z.boolean().optional(),
  track: track.optional(),
  figures: z.record(z.string(), figures).optional(),
});

const record: z.ZodType<ReleaseRecord> = z.looseObject({
  schema: z.literal(knownSchema),
  workload: z.string(),
  releases: z.array(release),
});

/**
 * Reads a record back.
 * @throws Failure for one that a newer toolkit wrote, and for one that is damaged.
 */
export function parseRecord(text: string, place: RecordPlace): ReleaseRecord {
  const value = parseJson(text, place);
  const schema = typeof value === "object" && value !== null && "schema" in value ? value.schema : undefined;
  if (typeof schema === "number" && schema > knownSchema) throw writtenByNewer(schema, place);
  const parsed = record.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(
    `${issue?.path.join(".") || "the top level"}: ${issue?.message ?? "not a record"}`,
    place,
    parsed.error,
  );
}

/** The text of a record, bounded in releases and bytes. */
export function formatRecord(unbounded: ReleaseRecord): string {
  const shortened = { ...unbounded, releases: unbounded.releases.map(withShortReason) };
  let kept = boundReleases(shortened);
  let text = JSON.stringify(kept, undefined, 1);
  while (Buffer.byteLength(text) > mostBytes) {
    const fewer = boundReleases(kept, kept.releases.length - 1);
    if (fewer.releases.length === kept.releases.length) break;
    kept = fewer;
    text = JSON.stringify(kept, undefined, 1);
  }
  return text;
}

/** Forgets the oldest releases, but never an open one, the newest verified one, or the way back from that. */
export function boundReleases(unbounded: ReleaseRecord, most = mostReleases): ReleaseRecord {
  const newest = lastVerified(unbounded);
  const wayBack = newest && lastVerified(unbounded, { except: newest.digest });
  const needed = (one: Release): boolean => isOpen(one) || one.id === newest?.id || one.id === wayBack?.id;
  let surplus = unbounded.releases.length - most;
  const releases = unbounded.releases.toReversed().filter((one) => {
    if (surplus <= 0 || needed(one)) return true;
    surplus -= 1;
    return false;
  });
  return { ...unbounded, releases: releases.toReversed() };
}

function withShortReason(one: Release): Release {
  return one.reason.length <= longestReason ? one : { ...one, reason: `${one.reason.slice(0, longestReason - 1)}…` };
}

function parseJson(text: string, place: RecordPlace): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged("it is not JSON", place, error);
  }
}

function writtenByNewer(schema: number, place: RecordPlace): Failure {
  return new Failure({
    attempted: `reading the record of releases (ConfigMap ${place.namespace}/${place.name})`,
    found: `it has schema ${schema}, this version of Slipway knows ${knownSchema}`,
    advice: `A newer Slipway released here before. Use that version, or one that knows schema ${schema}, in this workflow too.`,
  });
}

function damaged(why: string, place: RecordPlace, cause: unknown): Failure {
  return new Failure({
    attempted: `reading the record of releases (ConfigMap ${place.namespace}/${place.name})`,
    found: `it is damaged: ${why}`,
    advice:
      "Restore its key record.json, or set it aside and begin with an empty history, in which a rollback needs a revision: " +
      `kubectl -n ${place.namespace} get configmap ${place.name} -o yaml > record.yaml && kubectl -n ${place.namespace} delete configmap ${place.name}`,
    cause,
  });
}
