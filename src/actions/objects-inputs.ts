// How are the manifests of a validation read, and the cluster asked about them?

import type { z } from "zod";
import { flag } from "../config/input.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { LoadOptions, Manifest } from "../manifests/load.ts";
import type { Failure } from "../report/failure.ts";
import type { FilesSeen } from "../validation/objects/files-seen.ts";
import type { ObjectsSeen } from "../validation/objects/seen.ts";
import type { Observation } from "../validation/observation.ts";
import type { Subject } from "../validation/subject.ts";

export const objectsInputs = { "dry-run": flag().default(false) };

export type ObjectsInputs = z.infer<z.ZodObject<typeof objectsInputs>>;

export interface ReadManifests {
  readonly manifests: readonly Manifest[];
  readonly files: Observation<FilesSeen>;
}

/**
 * Reads what can be read; a file that cannot is a finding of objects/readable-files, beside those of the others.
 *
 * @throws Failure where nothing could be read
 */
export async function readGivenManifests(
  patterns: readonly string[],
  options: Omit<LoadOptions, "onProblem">,
): Promise<ReadManifests> {
  const { loadManifests } = await import("../manifests/load.ts");
  const problems: Failure[] = [];
  const manifests = await loadManifests(patterns, { ...options, onProblem: (problem) => problems.push(problem) });
  const [first] = problems;
  if (manifests.length === 0 && first !== undefined) throw first;
  const files = new Set([
    ...manifests.map(({ file }) => file),
    ...problems.map(({ at, attempted }) => at?.file ?? attempted),
  ]);
  return { manifests, files: { kind: "seen", value: { count: files.size, problems } } };
}

export async function observeGivenObjects(
  given: ObjectsInputs,
  { cluster, subject, signal }: { cluster: Cluster | undefined; subject: Subject; signal: AbortSignal },
): Promise<Observation<ObjectsSeen> | undefined> {
  if (cluster === undefined) return undefined;
  const { observeObjects } = await import("../validation/objects/observe-objects.ts");
  return await observeObjects(cluster, subject, { dryRun: given["dry-run"], signal });
}
