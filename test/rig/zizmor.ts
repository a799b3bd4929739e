// Where does zizmor come from, which is neither a Go module nor a Debian package?

import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { attempt, run } from "./command.ts";
import { ensureDebianPython } from "./debian.ts";
import { caches } from "./home.ts";
import { progress } from "./progress.ts";

const version = "1.32.0";

/** Gives the path of the program. */
export async function ensureZizmor(): Promise<string> {
  const directory = join(caches.python, `zizmor-${version}`);
  if (!existsSync(directory)) {
    progress(`fetching zizmor ${version} from PyPI`);
    const partial = `${directory}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    await pipInstall(["--quiet", "--no-input", "--target", partial, `zizmor==${version}`]);
    renameSync(partial, directory);
  }
  return join(directory, "bin", "zizmor");
}

/** By the machine's pip, or by Debian's Python unpacked into the cache. */
async function pipInstall(args: readonly string[]): Promise<void> {
  if ((await attempt("python3", ["-m", "pip", "--version"])).status === 0) {
    await run("python3", ["-m", "pip", "install", ...args]);
    return;
  }
  const { root, program, pip } = await ensureDebianPython();
  const env = { ...process.env, LD_LIBRARY_PATH: root.libraries, PYTHONHOME: join(root.directory, "usr") };
  await run(program, [`${pip}/pip`, "install", ...args], { env });
}
