// Where does the kube-score come from that we are measured against?

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { caches } from "../../test/rig/home.ts";

const version = "v1.20.0";

/** The program's path: built once from its Go module, in half a minute, and kept beside the rig's programs. */
export async function kubeScore(progress: (line: string) => void): Promise<string> {
  const program = join(caches.binaries, `kube-score-${version}`);
  if (existsSync(program)) return program;
  progress(`building kube-score ${version}`);
  await mkdir(caches.binaries, { recursive: true });
  const work = await mkdtemp(join(tmpdir(), "slipway-kube-score-"));
  try {
    await cp(join(import.meta.dirname, "kube-score"), work, { recursive: true });
    const built = join(work, "kube-score");
    await promisify(execFile)("go", ["build", "-o", built, "github.com/zegl/kube-score/cmd/kube-score"], { cwd: work });
    const partial = `${program}.${process.pid}`;
    await cp(built, partial);
    await rename(partial, program);
    return program;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
