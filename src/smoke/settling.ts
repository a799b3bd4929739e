// Did it take a while, or does it come and go?

import type { Settling, Try } from "./suite-result.ts";

/**
 * @param answeredBefore whether the same endpoint had answered a step as it should before the first of these attempts
 */
export function settlingOf(tries: readonly Try[], answeredBefore: boolean): Settling {
  const firstFit = tries.findIndex(({ fits }) => fits);
  if (firstFit === -1) return "steady";
  if (tries.slice(firstFit).some(({ fits }) => !fits)) return "flapping";
  if (firstFit === 0) return "steady";
  // A service that starts slowly has not answered yet. One that had, and then was not there, has gone and come back.
  return answeredBefore && tries[0]?.unreachable === true ? "flapping" : "slow start";
}
