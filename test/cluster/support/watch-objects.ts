// What happens to objects while a test does something, as a watch beside it sees it?

import type { ListOptions, WatchEvent } from "../../../src/kube/cluster.ts";
import type { KubeObject, ObjectKind } from "../../../src/kube/object.ts";
import { admin } from "./admin.ts";

export interface ObjectWatch {
  /** @throws what broke the watch */
  stop(): Promise<void>;
}

/** Every object that is there, as `ADDED`, then each change. Resolves once those that are there were told. */
export async function watchObjects<T extends KubeObject>(
  kind: ObjectKind,
  options: ListOptions,
  onEvent: (type: WatchEvent["type"], object: T) => void,
): Promise<ObjectWatch> {
  const cluster = await admin();
  const { items, resourceVersion } = await cluster.list<T>(kind, options);
  for (const item of items) onEvent("ADDED", { ...item, ...kind });
  const controller = new AbortController();
  const { signal } = controller;
  const follow = async (): Promise<void> => {
    let since = resourceVersion;
    // The server ends each watch request after some minutes.
    while (!signal.aborted) {
      for await (const { type, object } of cluster.openWatch(kind, { ...options, resourceVersion: since, signal })) {
        if (type === "ERROR") throw new Error(`the watch of ${kind.kind} broke: ${JSON.stringify(object)}`);
        since = object.metadata.resourceVersion ?? since;
        if (type !== "BOOKMARK") onEvent(type, object as T);
      }
    }
  };
  const followed = follow().catch((error: unknown) => (signal.aborted ? undefined : { error }));
  return {
    stop: async () => {
      controller.abort();
      const broken = await followed;
      if (broken !== undefined) throw broken.error;
    },
  };
}
