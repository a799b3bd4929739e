// Does the endpoint say 429 to somebody who asks more than the budget allows?

import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { RateLimitSeen } from "./endpoint-seen.ts";

/** More would be load, and a budget for more is not told by a short burst. */
export const largestBudget = 500;

const patienceMs = 20_000;
const sideBySide = 8;

/** At most one request more than the budget, and none after the first 429. Never throws but for the signal. */
export async function spendBudget(
  budget: number,
  { ask, signal }: { ask: (limit: AbortSignal) => Promise<HttpAnswer>; signal: AbortSignal },
): Promise<RateLimitSeen> {
  const allowed = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  let sent = 0;
  let answered = 0;
  let limited: RateLimitSeen["limited"];
  let stopped: string | undefined;
  const once = async () => {
    const answer = await ask(allowed);
    answered += 1;
    if (answer.status === 429) limited ??= { after: answered - 1, answer };
  };
  const broke = (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    stopped ??= allowed.aborted ? `${answered} requests took ${patienceMs / 1000} s` : why;
  };
  const take = async () => {
    while (sent <= budget && limited === undefined && stopped === undefined) {
      sent += 1;
      await once().catch(broke);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, take));
  signal.throwIfAborted();
  return { budget, answered, limited, stopped };
}
