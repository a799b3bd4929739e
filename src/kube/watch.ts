// How does a caller see every change of some objects without asking again and again?

import { setTimeout as sleep } from "node:timers/promises";
import { isApiError } from "./api-error.ts";
import type { Cluster, ListOptions, WatchEvent } from "./cluster.ts";
import type { KubeObject, ObjectKind } from "./object.ts";
import { ConnectionLost } from "./server-trouble.ts";

/** A live, local copy of the objects that a list selects. */
export interface ObjectStore<T extends KubeObject> {
  /** The objects as last seen, by name. */
  items(): readonly T[];
  get(name: string): T | undefined;
  stop(): void;
}

export interface FollowOptions<T extends KubeObject = KubeObject> extends ListOptions {
  /** Called after the first list and after each change. Must not throw; what it throws ends the follow with that error. */
  readonly onChange: () => void;
  /** Which objects are held at all, for kinds of which there are many and few matter. All unless given. */
  readonly keep?: ((object: KubeObject) => boolean) | undefined;
  /** What of an object is held, for kinds of which there are many. All of it unless given. */
  readonly shorten?: ((object: T) => T) | undefined;
  /** Called when the watch cannot go on (permission lost, signal aborted does not count). */
  readonly onError: (error: unknown) => void;
}

/**
 * Lists, then watches from the list's version with bookmarks; starts again on 410, on a broken
 * connection, on silence, and goes on through a restart of the API server.
 * Resolves after the first list.
 */
export async function followObjects<T extends KubeObject>(
  cluster: Cluster,
  kind: ObjectKind,
  options: FollowOptions<T>,
): Promise<ObjectStore<T>> {
  const stopped = new AbortController();
  const signal = options.signal === undefined ? stopped.signal : AbortSignal.any([options.signal, stopped.signal]);
  const selection = {
    namespace: options.namespace,
    labelSelector: options.labelSelector,
    fieldSelector: options.fieldSelector,
    signal,
  };
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
    // Not where a field selector leaves few: the server counts a page before it selects, and sends empty ones.
    const pages = options.shorten === undefined ? {} : { pageSize, keep: shortened };
    const answer = await cluster.list<T>(kind, { ...selection, ...pages });
    objects.clear();
    for (const object of answer.items) if (isKept(object)) objects.set(object.metadata.name, object);
    return answer.resourceVersion;
  }

  async function follow(): Promise<void> {
    for (let misses = 0; ; ) {
      const watch = cluster.openWatch(kind, { ...selection, resourceVersion: version });
      const { end, events } = await watchOnce(watch, take, signal);
      // A server that goes down ends each watch at once; a quiet one brings a bookmark first.
      misses = events > 0 ? 0 : misses + 1;
      if (end === "outdated" || misses >= RELIST_AFTER_MISSES) {
        signal.throwIfAborted();
        // The list has the patience of every request: through a restart of the server, then a Failure.
        version = await list();
        options.onChange();
        misses = 0;
      }
      if (end !== "ended" || events === 0) await pause(misses);
      signal.throwIfAborted();
    }
  }

  function take({ type, object }: WatchEvent): void {
    version = object.metadata.resourceVersion ?? version;
    if (type === "BOOKMARK" || !isKept(object)) return;
    if (type === "DELETED") objects.delete(object.metadata.name);
    else objects.set(object.metadata.name, shortened(object as T));
    options.onChange();
  }

  function shortened(object: T): T {
    return options.shorten?.(object) ?? object;
  }

  function isKept(object: KubeObject): boolean {
    return options.keep?.(object) ?? true;
  }

  async function pause(misses: number): Promise<void> {
    const milliseconds = Math.min(3_000, 50 * 2 ** misses) * (0.8 + 0.4 * Math.random());
    await sleep(milliseconds, undefined, { signal });
  }
}

type WatchEnd = "ended" | "lost" | "outdated";

/** Takes the events of one watch until it ends. @throws what no other watch would survive either. */
async function watchOnce(
  watch: AsyncIterable<WatchEvent>,
  take: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<{ end: WatchEnd; events: number }> {
  let events = 0;
  try {
    for await (const event of watch) {
      if (signal.aborted) break;
      if (event.type === "ERROR") return { end: event.object.code === 410 ? "outdated" : "lost", events };
      events++;
      take(event);
    }
    return { end: "ended", events };
  } catch (error) {
    const end = signal.aborted ? "ended" : endBy(error);
    if (end === undefined) throw error;
    return { end, events };
  }
}

/** `undefined` for what no other watch would survive either: a permission that is gone, a defect. */
function endBy(error: unknown): WatchEnd | undefined {
  if (isApiError(error, 410)) return "outdated";
  if (error instanceof ConnectionLost || isApiError(error, 429)) return "lost";
  return isApiError(error) && error.code >= 500 ? "lost" : undefined;
}

/** Where objects are shortened, so many are read at a time: a thousand pods are eight megabytes of text. */
const pageSize = 250;
/** After so many watches in a row that brought nothing, a list finds out whether the server is there at all. */
const RELIST_AFTER_MISSES = 4;
