// Which programs does the rig put into PATH, for its users and for its components?

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "./command.ts";
import type { DebianRoot } from "./debian.ts";
import { paths } from "./home.ts";

type ClusterPrograms = "kubernetes" | "buildkit" | "buildx";

export async function linkPrograms(debian: DebianRoot, go: Record<ClusterPrograms, string>): Promise<void> {
  mkdirSync(paths.bin, { recursive: true });
  mkdirSync(paths.sbin, { recursive: true });
  mkdirSync(join(paths.dockerConfig, "cli-plugins"), { recursive: true });
  symlinkSync(join(go.kubernetes, "kubectl"), join(paths.bin, "kubectl"));
  symlinkSync(join(go.buildkit, "buildctl"), join(paths.bin, "buildctl"));
  symlinkSync(join(go.buildx, "docker-buildx"), join(paths.bin, "docker-buildx"));
  symlinkSync(join(go.buildx, "docker-buildx"), join(paths.dockerConfig, "cli-plugins", "docker-buildx"));
  script("ctr", `exec "${join(debian.directory, "usr/bin/ctr")}" -a "${paths.containerdSocket}" -n k8s.io "$@"`);
  if ((await attempt("docker", ["--version"])).status !== 0) {
    // Enough of docker for `docker buildx`, which is all that the toolkit asks of it.
    script(
      "docker",
      '[ "$1" = buildx ] && shift && exec docker-buildx "$@"\necho "docker: the rig knows only docker buildx" >&2\nexit 1',
    );
  }
  for (const name of [
    "iptables",
    "iptables-save",
    "iptables-restore",
    "ip6tables",
    "ip6tables-save",
    "ip6tables-restore",
  ]) {
    symlinkSync(join(debian.directory, "usr/sbin/xtables-nft-multi"), join(paths.sbin, name));
  }
}

function script(name: string, body: string): void {
  writeFileSync(join(paths.bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}
