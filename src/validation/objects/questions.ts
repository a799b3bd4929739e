// How are many questions asked of a cluster, and what is said where one has no answer?

import { isApiError } from "../../kube/api-error.ts";

/** Questions in flight: more would only wait in the API server's own queue. */
const mostAtOnce = 16;

/** Does all the work with at most `mostAtOnce` at a time. */
export async function forEachAtOnce<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: mostAtOnce }, worker));
}

/** Why a question had no answer, in the server's words. */
export function reasonOf(error: unknown): string {
  if (isApiError(error)) return error.status.message ?? `the API server answered ${error.code}`;
  return error instanceof Error ? error.message : String(error);
}
