// Are the installed npm packages the ones that package-lock.json names?

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Compares package-lock.json with the lock file that npm keeps inside of node_modules. Packages for other platforms
 * are optional and may be absent.
 */
export function packagesMatch(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined || installed === undefined) return false;
  // npm's install script of the package puts Node's program here: installed without scripts, it would be missing.
  if (!existsSync(join(root, "node_modules", "node", "bin", "node"))) return false;
  const complete = Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" || isSame(entry, installed[path]) || (entry.optional && installed[path] === undefined),
  );
  return complete && Object.keys(installed).every((path) => path in wanted);
}

function readPackages(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

function isSame(wanted, installed) {
  return installed !== undefined && wanted.version === installed.version && wanted.integrity === installed.integrity;
}
