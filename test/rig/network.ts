// What does the rig change in the machine's network, and how is it taken back?

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bridge, nodeAddress, podNetwork, serviceNetwork } from "./addresses.ts";
import { attempt, run } from "./command.ts";
import type { DebianRoot } from "./debian.ts";
import { RigError } from "./progress.ts";

/** Settings of the kernel that the rig, kubelet or kube-proxy change; the values that they had are kept for `down`. */
const settings: Readonly<Record<string, string | undefined>> = {
  "net/ipv4/ip_forward": "1",
  "net/bridge/bridge-nf-call-iptables": "1",
  "net/ipv4/conf/all/route_localnet": "1",
  // These three are changed by the kubelet itself.
  "vm/overcommit_memory": undefined,
  "kernel/panic": undefined,
  "kernel/panic_on_oops": undefined,
};

const ourRules: readonly { readonly table: string; readonly rule: readonly string[] }[] = [
  { table: "filter", rule: ["FORWARD", "-i", bridge, "-j", "ACCEPT"] },
  { table: "filter", rule: ["FORWARD", "-o", bridge, "-j", "ACCEPT"] },
  { table: "nat", rule: ["POSTROUTING", "-s", podNetwork, "!", "-o", bridge, "-j", "MASQUERADE"] },
];

/** Reads the kernel's settings as they are before the rig changes them. */
export function readSettings(): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(settings)) {
    const file = join("/proc/sys", name);
    if (existsSync(file)) {
      values[name] = readFileSync(file, "utf8").trim();
    }
  }
  return values;
}

export function writeSettings(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    const file = join("/proc/sys", name);
    if (existsSync(file) && readFileSync(file, "utf8").trim() !== value) {
      writeFileSync(file, value);
    }
  }
}

export async function setUpNetwork(debian: DebianRoot): Promise<void> {
  // Built into some kernels, a module of others; without them the checks below say what is missing.
  await attempt("modprobe", ["-a", "br_netfilter", "overlay"]);
  if ((await attempt("ip", ["link", "show", bridge])).status !== 0) {
    await run("ip", ["link", "add", bridge, "type", "bridge"]);
  }
  await run("ip", ["address", "replace", `${nodeAddress}/24`, "dev", bridge]);
  await run("ip", ["link", "set", bridge, "up"]);
  writeSettings(
    Object.fromEntries(Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  );
  for (const { table, rule } of ourRules) {
    if ((await iptables(debian, ["-t", table, "-C", ...rule])).status !== 0) {
      const added = await iptables(debian, ["-t", table, "-I", ...rule]);
      if (added.status !== 0) {
        throw new RigError(`iptables refuses "${rule.join(" ")}": ${added.stderr.trim()}`);
      }
    }
  }
}

export async function takeDownNetwork(debian: DebianRoot): Promise<void> {
  for (const { table, rule } of ourRules) {
    while ((await iptables(debian, ["-t", table, "-D", ...rule])).status === 0);
  }
  for (const family of ["iptables", "ip6tables"]) {
    const saved = await xtables(debian, [`${family}-save`]);
    const restore = withoutOurs(saved.stdout);
    if (restore !== undefined) {
      const result = await xtables(debian, [`${family}-restore`, "--noflush"], restore);
      if (result.status !== 0) {
        throw new RigError(`the rig's ${family} rules cannot be removed: ${result.stderr.trim()}`);
      }
    }
  }
  if ((await attempt("ip", ["link", "show", bridge])).status === 0) {
    await run("ip", ["link", "delete", bridge]);
  }
  await attempt(join(debian.directory, "usr/sbin/conntrack"), ["-D", "-d", serviceNetwork], {
    env: environment(debian),
  });
}

/**
 * What `iptables-restore --noflush` must read to remove the chains of kube-proxy and of the rig's
 * pods (and the rules that lead to them) from what `iptables-save` printed; undefined where there are none.
 */
export function withoutOurs(saved: string): string | undefined {
  const output: string[] = [];
  for (const table of saved.split(/^(?=\*)/m).filter((text) => text.startsWith("*"))) {
    const lines = table.split("\n");
    const ours = new Set(
      lines
        .map((line) => /^:((?:KUBE-|CNI-DN-|CNI-HOSTPORT-)\S+)/.exec(line)?.[1])
        .filter((name) => name !== undefined),
    );
    if (ours.size === 0) {
      continue;
    }
    const rules = lines.filter((line) => line.startsWith("-A "));
    const leading = rules.filter((rule) => {
      const chain = rule.split(" ")[1] ?? "";
      const target = / -[jg] (\S+)/.exec(rule)?.[1] ?? "";
      return !ours.has(chain) && ours.has(target);
    });
    output.push(lines[0] ?? "");
    // Naming a chain flushes it; a chain can be removed once no rule leads to it.
    output.push(...[...ours].map((chain) => `:${chain} - [0:0]`));
    output.push(...leading.map((rule) => rule.replace(/^-A /, "-D ")));
    output.push(...[...ours].map((chain) => `-X ${chain}`));
    output.push("COMMIT");
  }
  return output.length === 0 ? undefined : `${output.join("\n")}\n`;
}

function iptables(debian: DebianRoot, args: readonly string[]) {
  return xtables(debian, ["iptables", "-w", ...args]);
}

/** The nftables variant, which Debian's iptables is too unless the administrator chose otherwise. */
function xtables(debian: DebianRoot, args: readonly string[], input?: string) {
  const program = join(debian.directory, "usr/sbin/xtables-nft-multi");
  return attempt(program, args, { env: environment(debian), ...(input === undefined ? {} : { input }) });
}

function environment(debian: DebianRoot): NodeJS.ProcessEnv {
  const extensions = debian.libraries.split(":").map((folder) => join(folder, "xtables"));
  return { ...process.env, LD_LIBRARY_PATH: debian.libraries, XTABLES_LIBDIR: extensions.join(":") };
}
