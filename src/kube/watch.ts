// How does a caller see every change of some objects without asking again and again?

import type { Cluster, ListOptions } from "./cluster.ts";
import type { KubeObject, ObjectKind } from "./object.ts";

/** A live, local copy of the objects that a list selects. */
export interface ObjectStore<T extends KubeObject> {
  /** The objects as last seen, by name. */
  items(): readonly T[];
  get(name: string): T | undefined;
  stop(): void;
}

export interface FollowOptions extends ListOptions {
  /** Called after the first list and after each change. Must not throw; what it throws ends the follow with that error. */
  readonly onChange: () => void;
  /** Called when the watch cannot go on (permission lost, signal aborted does not count). */
  readonly onError: (error: unknown) => void;
}

/**
 * Lists, then watches from the list's version with bookmarks; starts again on 410, on a broken
 * connection, on silence, and goes on through a restart of the API server.
 * Resolves after the first list.
 */
export async function followObjects<T extends KubeObject>(
  _cluster: Cluster,
  _kind: ObjectKind,
  _options: FollowOptions,
): Promise<ObjectStore<T>> {
  throw new Error("not built yet");
}
