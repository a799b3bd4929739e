// Which pods were there, and which of them ready, at every moment of a release, as a watch beside it sees them?

import type { WatchEvent } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { conditionOf, type Pod, podKind, replicaSetKind } from "../../../src/rollout/workload.ts";
import { admin } from "../support/admin.ts";
import { watchObjects } from "../support/watch-objects.ts";

export interface PodHistory {
  /** Ends the watches once they have shown what there is now, and tells what they have seen. */
  end(): Promise<PodBounds>;
}

export interface PodBounds {
  /** The fewest pods that were ready at any moment, and the fewest of each image that served at the beginning. */
  readonly leastReady: number;
  readonly leastReadyOf: Readonly<Record<string, number>>;
  /** The most pods that existed at any moment; those that end are not counted. */
  readonly most: number;
  /** How many changes were looked at. */
  readonly moments: number;
}

interface Event {
  readonly type: WatchEvent["type"];
  readonly object: KubeObject;
}

const kinds = [podKind, replicaSetKind];

/** Watches the pods of `app=orders` and their ReplicaSets. */
export async function watchPods(namespace: string): Promise<PodHistory> {
  const events: Event[] = [];
  const options = { namespace, labelSelector: "app=orders" };
  const watches = await Promise.all(
    kinds.map((kind) => watchObjects(kind, options, (type, object) => events.push({ type, object }))),
  );
  const since = Math.max(...events.map(({ object }) => versionOf(object)));
  return {
    end: async () => {
      await seen(events, await newest(namespace));
      await Promise.all(watches.map((watch) => watch.stop()));
      return replay(events, since);
    },
  };
}

/** The version of each pod and ReplicaSet that is there. */
async function newest(namespace: string): Promise<ReadonlyMap<string, number>> {
  const cluster = await admin();
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      const { items } = await cluster.list(kind, { namespace, labelSelector: "app=orders" });
      return items.map((item) => ({ ...item, ...kind }));
    }),
  );
  return new Map(lists.flat().map((object) => [keyOf(object), versionOf(object)]));
}

async function seen(events: readonly Event[], versions: ReadonlyMap<string, number>): Promise<void> {
  for (const [key, version] of versions)
    while (!events.some(({ object }) => keyOf(object) === key && versionOf(object) >= version))
      await new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * The changes in the order in which the store took them: all kinds share its one count. A pod that its ReplicaSet does not
 * ask for any more is one that ends: only its controller has not come to it yet.
 */
function replay(events: readonly Event[], since: number): PodBounds {
  const pods = new Map<string, Pod>();
  const wanted = new Map<string, number>();
  let leastReady = Number.POSITIVE_INFINITY;
  let most = 0;
  let moments = 0;
  let least: Record<string, number> | undefined;
  const sorted = events.toSorted((one, other) => versionOf(one.object) - versionOf(other.object));
  for (const [index, { type, object }] of sorted.entries()) {
    if (object.kind === "ReplicaSet")
      wanted.set(object.metadata.uid ?? "", (object.spec as { replicas: number }).replicas);
    else if (type === "DELETED") pods.delete(object.metadata.name);
    else pods.set(object.metadata.name, object as Pod);
    // What was there before comes first, one after the other: only together is it what was there.
    const next = sorted[index + 1];
    if (next !== undefined && versionOf(next.object) <= since) continue;
    moments += 1;
    const there = [...pods.values()].filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const ready = there.filter(({ status }) => conditionOf(status?.conditions, "Ready")?.status === "True");
    leastReady = Math.min(leastReady, ready.length);
    const each = Object.groupBy(ready, ({ spec }) => spec.containers[0]?.image ?? "");
    least ??= Object.fromEntries(Object.entries(each).map(([image, of]) => [image, of?.length ?? 0]));
    for (const [image, before] of Object.entries(least)) least[image] = Math.min(before, each[image]?.length ?? 0);
    const owned = Object.groupBy(there, ({ metadata }) => metadata.ownerReferences?.[0]?.uid ?? "");
    const asked = Object.entries(owned).map(([owner, of]) => Math.min(of?.length ?? 0, wanted.get(owner) ?? 0));
    most = Math.max(
      most,
      asked.reduce((sum, count) => sum + count, 0),
    );
  }
  return { leastReady, leastReadyOf: least ?? {}, most, moments };
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}`;
}

function versionOf({ metadata }: KubeObject): number {
  return Number(metadata.resourceVersion);
}
