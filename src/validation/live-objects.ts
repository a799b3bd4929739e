// What stands in the namespace, as the checks see it?

import type { KubeObject } from "../kube/object.ts";
import type { LiveKind } from "./live-kinds.ts";

export interface LiveObjects {
  readonly namespace: string;
  /** When they were read, by the API server's clock, in milliseconds since 1970. */
  readonly readAt: number;
  /** `sha256:…` that the release is of, where the caller knows it. */
  readonly digest: string | undefined;
  readonly lists: Readonly<Record<LiveKind, LiveList>>;
}

export type LiveList =
  | { readonly kind: "read"; readonly items: readonly KubeObject[] }
  /** The cluster has no such kind. */
  | { readonly kind: "not-served" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** The items of a kind; none where it could not be read, or is not served. */
export function itemsOf(live: LiveObjects, kind: LiveKind): readonly KubeObject[] {
  const list = live.lists[kind];
  return list.kind === "read" ? list.items : [];
}
