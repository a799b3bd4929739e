// How does no change of a holder reach the cluster once its lock is lost?

import type { CallOptions, Cluster } from "../kube/cluster.ts";
import type { Lock } from "./held-lease.ts";

/**
 * The cluster, whose changes end with the lock. A change is sent again for two minutes while the server does not answer,
 * and the lock may be another's after one: what `check` has let through must not arrive then.
 */
export function underLock(cluster: Cluster, lock: Pick<Lock, "lost">): Cluster {
  const bound = <O extends CallOptions>(options: O): O => ({
    ...options,
    signal: options.signal === undefined ? lock.lost : AbortSignal.any([options.signal, lock.lost]),
  });
  return {
    ...cluster,
    create: (object, options = {}) => cluster.create(object, bound(options)),
    replace: (object, options = {}) => cluster.replace(object, bound(options)),
    apply: (object, options) => cluster.apply(object, bound(options)),
    patch: (reference, type, patch, options = {}) => cluster.patch(reference, type, patch, bound(options)),
    delete: (reference, options = {}) => cluster.delete(reference, bound(options)),
  };
}
