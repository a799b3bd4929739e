// Where do the programs come from that only tests and benches need: a router, a scanner, a renderer, simulated pods?

import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ensureGoBinaries } from "./go-binaries.ts";

const names = ["helm", "kwok", "traefik", "grype", "trivy"] as const;

/** Builds them where the cache does not have them, and puts them beside kubectl. The demo does without them. */
export async function linkTestPrograms(bin: string): Promise<void> {
  const directories = await ensureGoBinaries(names);
  mkdirSync(bin, { recursive: true });
  for (const name of names) {
    // In one step: tests of another run may look for the program at this moment.
    const fresh = join(bin, `.${name}.${process.pid}`);
    symlinkSync(join(directories[name], name), fresh);
    renameSync(fresh, join(bin, name));
  }
}
