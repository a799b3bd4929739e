// What must be on the machine before anything is changed, and how is it had? (Plain JavaScript for any Node.)

import { spawnSync } from "node:child_process";

/**
 * One line for each thing that is missing; none where all is there.
 *
 * @param need `node` for what only needs npm packages, `cluster` for what needs a cluster and Go programs
 */
export function missingPrerequisites(env, need) {
  const missing = [];
  if (Number(process.versions.node.split(".")[0]) < 20) {
    missing.push(`Node.js 20 or later (this is ${process.version}): https://nodejs.org/en/download`);
  }
  if (!isThere("npm", env)) missing.push("npm: it comes with Node.js, https://nodejs.org/en/download");
  if (need === "node") return missing;
  if (!isThere("git", env)) missing.push("git: apt-get install git");
  missing.push(...missingGo(env), ...missingCluster(env));
  return missing;
}

function missingGo(env) {
  const get = "install it from https://go.dev/dl/";
  const version = /go(\d+)\.(\d+)/.exec(output("go", ["version"], env));
  if (!version) return [`Go 1.26 or later: ${get}`];
  const [, major, minor] = version.map(Number);
  if (major > 1 || minor >= 26) return [];
  // Since 1.21 an older Go fetches the one that a module asks for, unless it is told not to.
  const fetches = minor >= 21 && output("go", ["env", "GOTOOLCHAIN"], env).includes("auto");
  return fetches ? [] : [`Go 1.26 or later (this is ${version[0]}): ${get}`];
}

/** A cluster of the user's, kind, or all that our own one-node cluster is made of. */
function missingCluster(env) {
  if (env.SLIPWAY_CLUSTER) return [];
  if (isThere("docker", env) && isThere("kind", env)) return [];
  const others =
    "or install docker and kind, or name a cluster of yours with SLIPWAY_CLUSTER=kubeconfig and KUBECONFIG";
  if (process.platform !== "linux") return [`a cluster: our own runs on Linux only; ${others}`];
  if (process.getuid?.() !== 0) return [`root, for our own one-node cluster: run this as root, ${others}`];
  return Object.entries(debianPrograms)
    .filter(([program]) => !isThere(program, env))
    .map(([program, get]) => `${program}, for our own one-node cluster: ${get}, ${others}`);
}

const debianPrograms = {
  "apt-get": "use Debian or Ubuntu, whose packages it is made of",
  "dpkg-deb": "apt-get install dpkg",
  ip: "apt-get install iproute2",
  unshare: "apt-get install util-linux",
  mount: "apt-get install mount",
  tar: "apt-get install tar",
};

const versionFlag = { ip: "-V" };

function isThere(program, env) {
  const { error } = spawnSync(program, [versionFlag[program] ?? "--version"], { env, stdio: "ignore" });
  return error === undefined;
}

function output(program, args, env) {
  const { stdout } = spawnSync(program, args, { env, encoding: "utf8" });
  return stdout ?? "";
}
