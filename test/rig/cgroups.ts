// In which control groups do the rig's pods run?

import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cgroupRoot } from "./configuration.ts";

const mountPoint = "/sys/fs/cgroup";

/** Makes the rig's group in each hierarchy; the kubelet puts its own below. */
export function makeCgroups(): void {
  if (isUnified()) {
    const controllers = readFileSync(join(mountPoint, "cgroup.controllers"), "utf8").trim().split(" ");
    writeFileSync(join(mountPoint, "cgroup.subtree_control"), controllers.map((name) => `+${name}`).join(" "));
  }
  for (const hierarchy of hierarchies()) {
    const group = join(hierarchy, cgroupRoot);
    mkdirSync(group, { recursive: true });
    // A new cpuset of version 1 is empty, and no process can enter it.
    for (const file of ["cpuset.cpus", "cpuset.mems"]) {
      if (!isUnified() && existsSync(join(group, file))) {
        writeFileSync(join(group, file), readFileSync(join(hierarchy, file), "utf8"));
      }
    }
  }
}

/** Ends every process that is left in the rig's groups. */
export function killCgroupProcesses(): void {
  for (const hierarchy of hierarchies()) {
    for (const group of groupsBelow(join(hierarchy, cgroupRoot))) {
      for (const pid of readFileSync(join(group, "cgroup.procs"), "utf8").split("\n").filter(Boolean)) {
        try {
          process.kill(Number(pid), "SIGKILL");
        } catch {
          // It ended by itself.
        }
      }
    }
  }
}

/** Removes the rig's groups. A group is busy for a moment after its last process has ended. */
export async function removeCgroups(): Promise<void> {
  for (const hierarchy of hierarchies()) {
    for (const group of groupsBelow(join(hierarchy, cgroupRoot))) {
      await removeGroup(group);
    }
  }
}

async function removeGroup(group: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      rmdirSync(group);
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "ENOENT") {
        return;
      }
      if (attempt === 40) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The innermost first. */
function groupsBelow(group: string): string[] {
  if (!existsSync(group)) {
    return [];
  }
  const inner = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inner.flatMap((entry) => groupsBelow(join(group, entry.name))), group];
}

function hierarchies(): string[] {
  if (isUnified()) {
    return [mountPoint];
  }
  return readdirSync(mountPoint, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(mountPoint, entry.name, "cgroup.procs")))
    .map((entry) => join(mountPoint, entry.name));
}

function isUnified(): boolean {
  return existsSync(join(mountPoint, "cgroup.controllers"));
}
