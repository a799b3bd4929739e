// How does an object of the manifests stand in the cluster now?

import type { KubeObject } from "../../kube/object.ts";
import { clusterWideKinds, type LiveKind } from "../live-kinds.ts";
import type { LiveList } from "../live-objects.ts";
import type { Seen, Subject } from "../subject.ts";

const indexes = new WeakMap<LiveList, ReadonlyMap<string, KubeObject>>();

/** The live object of the same kind, namespace and name, among the kinds that are listed. */
export function aliveOf({ live }: Subject, { object, namespace }: Seen): KubeObject | undefined {
  const list = live?.lists[object.kind as LiveKind];
  if (live === undefined || list?.kind !== "read") return undefined;
  const own = isClusterWide(object.kind) ? "" : namespace === "" ? live.namespace : namespace;
  return byName(list).get(`${own}/${object.metadata.name}`);
}

/** Objects of a list, by `namespace/name`; the index is made once. */
export function byName(list: Extract<LiveList, { kind: "read" }>): ReadonlyMap<string, KubeObject> {
  const found =
    indexes.get(list) ??
    new Map(list.items.map((object) => [`${object.metadata.namespace ?? ""}/${object.metadata.name}`, object]));
  indexes.set(list, found);
  return found;
}

function isClusterWide(kind: string): boolean {
  return clusterWideKinds.includes(kind as LiveKind);
}
