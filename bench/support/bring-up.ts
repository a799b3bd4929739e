// Is the rig up before a figure is measured on it?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** What the rig says is progress: stdout is for the figure alone. */
export async function bringUp(): Promise<void> {
  const main = join(import.meta.dirname, "..", "..", "test", "rig", "main.ts");
  const child = spawn(process.execPath, [main, "up-for-tests"], { stdio: ["ignore", 2, 2] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("the rig did not come up; the lines above say why");
}
