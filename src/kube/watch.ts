// How does a caller see every change of some objects without asking again and again?

import { setTimeout as sleep } from "node:timers/promises";
import { isApiError } from "./api-error.ts";
import type { Cluster, ListOptions } from "./cluster.ts";
import type { KubeObject, ObjectKind } from "./object.ts";
import { ConnectionLost } from "./request.ts";

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
export async function followObjects<T extends KubeObject>(cluster: Cluster, kind: ObjectKind, options: FollowOptions): Promise<ObjectStore<T>> {
  const stopped = new AbortController();
  const signal = options.signal === undefined ? stopped.signal : AbortSignal.any([options.signal, stopped.signal]);
  const selection = { namespace: options.namespace, labelSelector: options.labelSelector, fieldSelector: options.fieldSelector, signal };
  const objects = new Map<string, T>();
  let version = await list();
  options.onChange();
  follow().catch((error: unknown) => {
    if (!signal.aborted) options.onError(error);
    stopped.abort();
  });
  return {
    items: () => [...objects.values()],
    get: (name) => objects.get(name),
    stop: () => stopped.abort(),
  };

  async function list(): Promise<string> {
    const answer = await cluster.list<T>(kind, selection);
    objects.clear();
    for (const object of answer.items) objects.set(object.metadata.name, object);
    return answer.resourceVersion;
  }

  async function follow(): Promise<void> {
    let misses = 0;
    while (!signal.aborted) {
      const end = await watchOnce(() => {
        misses = 0;
      });
      if (signal.aborted) return;
      if (end === "outdated" || misses >= RELIST_AFTER_MISSES) {
        // The list has the patience of every request: through a restart of the server, then a Failure.
        version = await list();
        options.onChange();
        misses = end === "outdated" ? 0 : 1;
      }
      if (end === "lost") await pause(misses++);
    }
  }

  /** One watch from the last version that was seen, until it ends. */
  async function watchOnce(onEvent: () => void): Promise<"ended" | "lost" | "outdated"> {
    try {
      for await (const { type, object } of cluster.openWatch(kind, { ...selection, resourceVersion: version })) {
        if (type === "ERROR") return (object as { code?: unknown })["code"] === 410 ? "outdated" : "lost";
        onEvent();
        version = object.metadata.resourceVersion ?? version;
        if (type === "BOOKMARK") continue;
        if (type === "DELETED") objects.delete(object.metadata.name);
        else objects.set(object.metadata.name, object as T);
        options.onChange();
        if (signal.aborted) return "ended";
      }
      return "ended";
    } catch (error) {
      if (signal.aborted) return "ended";
      if (isApiError(error, 410)) return "outdated";
      if (error instanceof ConnectionLost || isApiError(error, 429) || (isApiError(error) && error.code >= 500)) return "lost";
      throw error;
    }
  }

  async function pause(misses: number): Promise<void> {
    const milliseconds = Math.min(3_000, 50 * 2 ** misses) * (0.8 + 0.4 * Math.random());
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}

/** After so many watches in a row that brought nothing, a list finds out whether the server is there at all. */
const RELIST_AFTER_MISSES = 4;
