// Which image of a service runs in its environment now?

import type { Cluster } from "../kube/cluster.ts";
import type { ObjectReference } from "../kube/object.ts";
import { containersOf } from "../manifests/containers.ts";
import { canonicalRepository, parseImageReference } from "../manifests/image-reference.ts";
import { readRecord } from "../release/record-store.ts";
import { currentRelease } from "../release/states.ts";

/**
 * What the record of its releases says, so that a candidate that stands beside what serves is not meant; without a
 * record, what the workload itself runs: the container whose image comes from the repository that is built for,
 * otherwise the only one.
 *
 * @param repository that of the image which is built
 * @returns `name@sha256:…` or as the workload names it; undefined before the first release
 * @throws Failure where the cluster does not say
 */
export async function runningImage(
  workload: ObjectReference,
  repository: string | undefined,
  { cluster, signal }: { readonly cluster: Cluster; readonly signal: AbortSignal },
): Promise<string | undefined> {
  const [record, object] = await Promise.all([
    readRecord(cluster, workload, { signal }),
    cluster.get(workload, { signal }),
  ]);
  const release = currentRelease(record);
  if (release !== undefined) return byDigest(release.image, release.digest);
  const images = object === undefined ? [] : containersOf(object).filter(({ kind }) => kind === "container");
  const own = images.find(({ image }) => repositoryOf(image) === repositoryOf(repository ?? ""));
  const [only, ...others] = images;
  return (own ?? (others.length === 0 ? only : undefined))?.image;
}

function byDigest(image: string, digest: string): string {
  const name = parseImageReference(image)?.repository;
  return digest === "" || name === undefined ? image : `${name}@${digest}`;
}

function repositoryOf(image: string): string {
  return canonicalRepository(parseImageReference(image)?.repository ?? image);
}
