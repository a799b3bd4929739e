// Is the cluster up before the first test that needs it?

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { deleteEndedNamespaces } from "./ended-namespaces.ts";

/** A process of its own, so that the rig's supervisor is started by plain Node and not by the test runner. */
export async function setup(): Promise<void> {
  const main = join(import.meta.dirname, "..", "..", "rig", "main.ts");
  const { status } = spawnSync(process.execPath, [main, "up-for-tests"], { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) {
    throw new Error("the cluster for the tests did not come up; the lines above say why");
  }
  await deleteEndedNamespaces();
}
