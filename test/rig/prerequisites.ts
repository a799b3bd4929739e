// Is everything there that the rig cannot bring itself? (Asked before anything is changed.)

import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { loopbackPorts } from "./addresses.ts";
import { attempt } from "./command.ts";
import { home, paths } from "./home.ts";
import { RigError } from "./progress.ts";

const programs: readonly { readonly name: string; readonly check: readonly string[]; readonly get: string }[] = [
  { name: "go", check: ["version"], get: "install Go 1.26 or later from https://go.dev/dl/" },
  {
    name: "apt-get",
    check: ["--version"],
    get: "the rig takes containerd, runc and the registry from Debian's or Ubuntu's packages",
  },
  { name: "dpkg-deb", check: ["--version"], get: "install the package dpkg" },
  { name: "ip", check: ["-V"], get: "install the package iproute2" },
  { name: "unshare", check: ["--version"], get: "install the package util-linux" },
  { name: "mount", check: ["--version"], get: "install the package mount" },
  { name: "tar", check: ["--version"], get: "install the package tar" },
];

/** One line for each thing that is missing. */
export async function findMissing(): Promise<string[]> {
  const missing: string[] = [];
  if (process.platform !== "linux") {
    return [`Linux: this is ${process.platform}; use kind, or a cluster of your own with SLIPWAY_CLUSTER=kubeconfig`];
  }
  if (process.getuid?.() !== 0) {
    missing.push(
      "root: the rig makes namespaces, a bridge and iptables rules; run it as root, or use kind or SLIPWAY_CLUSTER=kubeconfig",
    );
  }
  for (const program of programs) {
    if ((await attempt(program.name, program.check)).status !== 0) {
      missing.push(`${program.name}: ${program.get}`);
    }
  }
  const goVersion = (await attempt("go", ["env", "GOVERSION"])).stdout.trim();
  if (/^go1\.(\d|1\d|2[0-5])(\D|$)/.test(goVersion)) {
    missing.push(`go: this is ${goVersion}; install Go 1.26 or later from https://go.dev/dl/`);
  }
  if (!existsSync("/sys/fs/cgroup")) {
    missing.push("control groups: /sys/fs/cgroup is not mounted");
  }
  // The kernel takes 107 characters for the path of a socket; the kubelet's are the longest.
  if (paths.containerdSocket.length > 80) {
    missing.push(`a shorter path for the rig: ${home} is too long for sockets; set SLIPWAY_RIG_HOME`);
  }
  return missing;
}

/** For a rig that is about to start: all ports free? */
export async function checkPorts(): Promise<void> {
  const taken: string[] = [];
  for (const port of loopbackPorts) {
    if (!(await isFree("127.0.0.1", port))) {
      taken.push(`127.0.0.1:${port}`);
    }
  }
  if (taken.length > 0) {
    throw new RigError(
      `${taken.join(", ")}: in use by another program; end it (ss -ltnp names it), then run this again`,
    );
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
