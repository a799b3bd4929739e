// How are many questions asked of a cluster, and what is said where one has no answer?

import { isApiError, refusalWords } from "../../kube/api-error.ts";

/** Questions in flight: more would only wait in the API server's own queue. */
export const mostAtOnce = 16;

/** Why a question had no answer, in the server's words. */
export function reasonOf(error: unknown): string {
  if (isApiError(error)) return refusalWords(error);
  return error instanceof Error ? error.message : String(error);
}
