// Which inputs does an action refuse at once?

import type { ActionModule } from "../../../src/actions/main.ts";
import { allowedKeys, checkValue } from "../../../src/config/shape.ts";

/**
 * Inputs that the action's own schema refuses: none at all, or one of nonsense.
 *
 * @param known inputs that are given beside the bad one, where the action has them
 */
export async function badInputs(name: string, known: Record<string, string> = {}): Promise<Record<string, string>> {
  const { action }: ActionModule = await import(`../../../src/actions/${name}.ts`);
  const keys = allowedKeys(action.inputs);
  const given = Object.fromEntries(Object.entries(known).filter(([key]) => keys.includes(key)));
  const candidates = [{}, ...keys.map((key) => ({ [key]: "?" }))].map((one) => ({ ...given, ...one }));
  const bad = candidates.find((candidate) => checkValue(action.inputs, candidate).kind === "misfits");
  if (bad === undefined) throw new Error(`${name} takes anything: no input of it can be bad`);
  return bad;
}
