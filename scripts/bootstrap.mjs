// How does a fresh clone come to run our scripts? (Plain JavaScript for any Node ≥ 20, no package needed.)
//
//   node scripts/bootstrap.mjs SCRIPT [ARGUMENT]...
//
// Checks what must be there before anything is changed, installs the npm packages where they do not match
// package-lock.json, and runs the script on the Node of the packages, which is the one that GitHub's runner uses.

import { spawn, spawnSync } from "node:child_process";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesMatch } from "./packages-match.mjs";
import { missingPrerequisites } from "./prerequisites.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const node = join(root, "node_modules", "node", "bin", "node");
const [script, ...rest] = process.argv.slice(2);
if (script === undefined) throw new Error("usage: node scripts/bootstrap.mjs SCRIPT [ARGUMENT]...");

const missing = missingPrerequisites(process.env, needOf(script));
if (missing.length > 0) {
  for (const line of missing) console.error(`missing: ${line}`);
  process.exit(1);
}
installPackages();
run();

/** What a script needs beyond Node and npm. */
function needOf(path) {
  if (path.includes("vitest")) return /unit|contract/.test(rest.join(" ")) ? "node" : "cluster";
  return path.startsWith("bench/") && rest[0] === "start" ? "node" : "cluster";
}

function installPackages() {
  if (packagesMatch(root)) return;
  const started = Date.now();
  console.error("Installing the npm packages of package-lock.json …");
  // On stderr: the output of some scripts is read by programs.
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    console.error("npm ci failed: its last lines above say why. Nothing else was changed.");
    process.exit(1);
  }
  console.error(`npm packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
  if (!packagesMatch(root)) {
    console.error(
      "npm ci ended well, but node_modules does not match package-lock.json: did npm skip install scripts?",
    );
    process.exit(1);
  }
}

function run() {
  const path = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  const child = spawn(node, [resolve(root, script), ...rest], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  // A terminal signals the whole group and the child ends by itself; a signal to this process alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
  });
}
