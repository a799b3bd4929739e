// What stands in the namespace now?

import { fewAtATime } from "../config/few-at-a-time.ts";
import { isApiError, refusalWords } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { ObjectKind } from "../kube/object.ts";
import { listPaged } from "../kube/paged-list.ts";
import { areas } from "./areas.ts";
import { kindsReadBy, type LiveKind, liveKinds } from "./live-kinds.ts";
import type { LiveList, LiveObjects } from "./live-objects.ts";
import { slimmerOf } from "./live-slim.ts";

export interface ReadOptions {
  readonly digest?: string | undefined;
  readonly signal: AbortSignal;
  readonly now?: () => number;
  /** The checks that are to run: what none of them reads is not asked for. All unless given. */
  readonly checks?: readonly { readonly id: string }[] | undefined;
  /** Objects in one answer of the server; 500 unless given. */
  readonly pageSize?: number | undefined;
}

/**
 * Reads every kind that a check needs once, page by page. What may not be read is kept as such, for the checks that need
 * it. Of Secrets only names and labels are asked for, of events only the last hour's warnings, and what no check reads
 * of an object is dropped as its page comes in.
 *
 * @throws what a cluster throws that cannot be reached
 */
export async function readLiveObjects(cluster: Cluster, options: ReadOptions): Promise<LiveObjects> {
  const { now = Date.now } = options;
  const wanted = new Set(kindsReadBy(areas.filter((area) => isWanted(area, options.checks))));
  const lists = {} as Record<LiveKind, LiveList>;
  const kinds = Object.entries(liveKinds).map(([kind, apiVersion]) => ({ kind: kind as LiveKind, apiVersion }));
  await fewAtATime(mostAtOnce, kinds, async (one) => {
    lists[one.kind] = wanted.has(one.kind) ? await readList(cluster, one, options, now()) : notWanted;
  });
  return {
    namespace: cluster.namespace,
    readAt: now() + (options.now === undefined ? (cluster.clockOffset() ?? 0) : 0),
    digest: options.digest,
    lists,
  };
}

/** Pages in flight: more would only wait in the API server's own queue, and be held here together. */
const mostAtOnce = 8;

const notWanted: LiveList = { kind: "unreadable", reason: "it was not read, because no check that runs needs it" };

async function readList(
  cluster: Cluster,
  kind: ObjectKind & { kind: LiveKind },
  { signal, pageSize }: ReadOptions,
  now: number,
): Promise<LiveList> {
  try {
    const type = await cluster.resourceType(kind, { signal });
    if (type === undefined) return { kind: "not-served" };
    const { keep, ...selection } = slimmerOf(kind.kind, now);
    return { kind: "read", items: await listPaged(cluster, type, { ...selection, keep, pageSize, signal }) };
  } catch (error) {
    if (!isApiError(error)) throw error;
    if (error.code === 404) return { kind: "not-served" };
    return { kind: "unreadable", reason: refusalWords(error) };
  }
}

function isWanted(area: string, checks: ReadOptions["checks"]): boolean {
  return checks === undefined || checks.some(({ id }) => id.startsWith(`${area}/`));
}
