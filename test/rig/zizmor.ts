// Where does zizmor come from, which is neither a Go module nor a Debian package?

import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.ts";
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
    await run("python3", ["-m", "pip", "install", "--quiet", "--no-input", "--target", partial, `zizmor==${version}`]);
    renameSync(partial, directory);
  }
  return join(directory, "bin", "zizmor");
}
