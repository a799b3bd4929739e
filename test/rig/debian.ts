// Where do the programs come from that Debian packages?

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, run } from "./command.ts";
import { caches } from "./home.ts";
import { withLock } from "./lock.ts";
import { progress, RigError } from "./progress.ts";

const packages = [
  "containerd",
  "runc",
  "containernetworking-plugins",
  "docker-registry",
  "iptables",
  "conntrack",
  "busybox-static",
  // The libraries that these need and that a small machine may lack.
  "libip4tc2",
  "libip6tc2",
  "libmnl0",
  "libnetfilter-conntrack3",
  "libnfnetlink0",
  "libnftnl11",
  "libseccomp2",
  "libxtables12",
];

/** Programs whose libraries must all be found, so that a missing one is told before anything starts. */
const programs = [
  "usr/bin/containerd",
  "usr/sbin/runc",
  "usr/bin/docker-registry",
  "usr/sbin/xtables-nft-multi",
  "usr/sbin/conntrack",
];

/** The packages unpacked into the cache; nothing is installed on the machine. */
export interface DebianRoot {
  readonly directory: string;
  /** Values for LD_LIBRARY_PATH and PATH. */
  readonly libraries: string;
  readonly path: string;
}

export function ensureDebianPackages(): Promise<DebianRoot> {
  return unpackPackages(packages, programs);
}

/**
 * A Python that can install packages, for a machine that has none. `PYTHONHOME` is its `usr`; pip is a wheel that runs
 * as it is.
 */
export async function ensureDebianPython(): Promise<{ root: DebianRoot; program: string; pip: string }> {
  const depends = await aptCache(["depends", "python3-minimal"]);
  const python = /Depends: (python3\.\d+)-minimal/.exec(depends)?.[1];
  if (python === undefined) throw new RigError("Debian's package python3-minimal names no Python: install python3-pip");
  const names = [python, `${python}-minimal`, `lib${python}-minimal`, `lib${python}-stdlib`, "python3-pip-whl"];
  const libraries = ["libexpat1", "libffi8", "zlib1g", "ca-certificates"];
  const root = await unpackPackages([...names, ...libraries], [`usr/bin/${python}`]);
  const wheels = join(root.directory, "usr/share/python-wheels");
  const pip = readdirSync(wheels).find((name) => name.startsWith("pip-"));
  if (pip === undefined) throw new RigError(`no pip in Debian's package python3-pip-whl (${wheels})`);
  return { root, program: join(root.directory, "usr/bin", python), pip: join(wheels, pip) };
}

/** A Prometheus, for a test that asks one. It is not among the rig's own packages: only that test pays for it. */
export async function ensureDebianPrometheus(): Promise<string> {
  const root = await unpackPackages(["prometheus"], ["usr/bin/prometheus"]);
  return join(root.directory, "usr/bin/prometheus");
}

/**
 * A browser, for the test that looks at the report. With every library that it needs and this machine lacks: there are
 * a hundred of them, so Debian is asked which.
 */
export async function ensureDebianChromium(): Promise<{ program: string; environment: Record<string, string> }> {
  const plain = ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"].map((one) => `--no-${one}`);
  const depends = await aptCache(["depends", "--recurse", ...plain, "chromium", "fonts-dejavu-core"]);
  const selections = await run("dpkg", ["--get-selections"]);
  const here = new Set([...selections.matchAll(/^([^\s:]+)(?::\S+)?\s+install$/gm)].map(([, name]) => name));
  const names = [...depends.matchAll(/^[a-z0-9][a-z0-9.+-]+$/gm)]
    .map(([name]) => name)
    .filter((name) => !here.has(name));
  const root = await unpackPackages([...new Set(names)].sort(), ["usr/lib/chromium/chromium"]);
  return {
    program: join(root.directory, "usr/lib/chromium/chromium"),
    environment: {
      LD_LIBRARY_PATH: root.libraries,
      FONTCONFIG_PATH: join(root.directory, "etc/fonts"),
      XDG_DATA_DIRS: join(root.directory, "usr/share"),
    },
  };
}

/** The program `prometheus-alertmanager`. */
export async function ensureDebianAlertmanager(): Promise<string> {
  const root = await unpackPackages(["prometheus-alertmanager"], ["usr/bin/prometheus-alertmanager"]);
  return join(root.directory, "usr/bin/prometheus-alertmanager");
}

/** Into the cache, once for each list. */
export async function unpackPackages(packages: readonly string[], programs: readonly string[]): Promise<DebianRoot> {
  const architecture = (await run("dpkg", ["--print-architecture"])).trim();
  const hash = createHash("sha256").update(packages.join(" ")).digest("hex").slice(0, 12);
  const directory = join(caches.debian, `${release()}-${architecture}-${hash}`);
  if (!existsSync(directory)) {
    progress(`unpacking ${packages.length} Debian packages into the cache`);
    // Two tests may fetch the same packages at once.
    const partial = `${directory}.${process.pid}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(join(partial, "packages"), { recursive: true });
    await download(packages, join(partial, "packages"));
    for (const file of readdirSync(join(partial, "packages"))) {
      await run("dpkg-deb", ["-x", join(partial, "packages", file), partial]);
    }
    rmSync(join(partial, "packages"), { recursive: true });
    await checkLibraries(programs, rootAt(partial));
    try {
      renameSync(partial, directory);
    } catch (error) {
      // Another test was first.
      if (!existsSync(directory)) throw error;
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return rootAt(directory);
}

/** The machine's package lists where it has them, lists of our own where it does not. */
async function download(packages: readonly string[], directory: string): Promise<void> {
  const withMachineLists = await attempt("apt-get", ["download", "-q", ...packages], { cwd: directory });
  if (withMachineLists.status === 0) {
    return;
  }
  await run("apt-get", [...(await ownLists()), "-q", "download", ...packages], { cwd: directory });
}

/** What apt knows, asked once for as long as the packages are in the cache: reading its lists takes it seconds. */
export async function aptCache(args: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(args.join(" ")).digest("hex").slice(0, 12);
  const file = join(caches.debian, `${release()}-answer-${hash}`);
  if (existsSync(file)) return readFileSync(file, "utf8");
  const answer = await askApt(args);
  mkdirSync(caches.debian, { recursive: true });
  // Another test may be at it: a file is there whole or not at all.
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, answer);
  renameSync(partial, file);
  return answer;
}

function release(): string {
  return /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "unknown";
}

async function askApt(args: readonly string[]): Promise<string> {
  const withMachineLists = await attempt("apt-cache", args);
  if (withMachineLists.status === 0) return withMachineLists.stdout;
  return run("apt-cache", [...(await ownLists()), ...args]);
}

/** Options that make apt use lists in the cache, which are fetched now. */
async function ownLists(): Promise<string[]> {
  progress("the machine has no usable package lists: fetching them into the cache");
  for (const folder of ["lists/partial", "cache/archives/partial"]) {
    mkdirSync(join(caches.apt, folder), { recursive: true });
  }
  const own = ["-o", `Dir::State::lists=${join(caches.apt, "lists")}`, "-o", `Dir::Cache=${join(caches.apt, "cache")}`];
  // apt itself fails where another one is just at the same lists.
  await withLock(join(caches.apt, "update.lock"), () => run("apt-get", [...own, "-q", "update"]));
  return own;
}

function rootAt(directory: string): DebianRoot {
  const folders = ["usr/lib", "lib"].flatMap((folder) => {
    const parent = join(directory, folder);
    const triplets = existsSync(parent) ? readdirSync(parent).filter((name) => name.includes("-linux-")) : [];
    // PulseAudio keeps a library that others link in a folder of its own.
    return triplets.flatMap((triplet) =>
      [join(parent, triplet), join(parent, triplet, "pulseaudio")].filter((one) => existsSync(one)),
    );
  });
  return {
    directory,
    libraries: folders.join(":"),
    path: ["usr/sbin", "usr/bin", "bin"].map((folder) => join(directory, folder)).join(":"),
  };
}

async function checkLibraries(programs: readonly string[], root: DebianRoot): Promise<void> {
  for (const program of programs) {
    const env = { ...process.env, LD_LIBRARY_PATH: root.libraries };
    const missing = (await attempt("ldd", [join(root.directory, program)], { env })).stdout.match(/\S+ => not found/g);
    if (missing !== null) {
      throw new RigError(
        `${program} of Debian's packages needs ${missing.join(", ")}: add its package to test/rig/debian.ts`,
      );
    }
  }
}
