// What becomes of the namespaces whose tests are over, in a rig that stays up?

import { tryKubectl } from "./kubectl.ts";

/** On a namespace that nothing runs in any more. */
export const overLabel = "slipway.dev/test-is-over";

/** Asks for the deletion of those that earlier tests have left; another run may just do the same, and be faster. */
export async function deleteEndedNamespaces(): Promise<void> {
  await tryKubectl(["delete", "namespaces", "--selector", overLabel, "--wait=false"]);
}
