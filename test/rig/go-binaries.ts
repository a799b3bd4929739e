// Where do the programs come from that are built from Go modules?

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "./command.ts";
import { caches } from "./home.ts";
import { progress, withHeartbeat } from "./progress.ts";

interface GoBuild {
  /** Below `binaries/`: a module of its own, so that no program's versions bend another's. */
  readonly module: string;
  /** What is built, by the name of the file that comes out. */
  readonly programs: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How long a cold build took on two cores, for the person who waits. */
  readonly takes: string;
}

const stripped = ["-trimpath", "-ldflags", "-s -w"];

const kubernetesVersion = ["gitVersion=v1.34.4", "gitMajor=1", "gitMinor=34"]
  .map((value) => `-X k8s.io/component-base/version.${value}`)
  .join(" ");

export const builds = {
  support: {
    module: "support",
    programs: { support: "." },
    flags: stripped,
    env: { CGO_ENABLED: "0" },
    takes: "2 seconds",
  },
  kubernetes: {
    module: "kubernetes",
    programs: { kubernetes: ".", kubectl: "k8s.io/kubernetes/cmd/kubectl" },
    flags: ["-trimpath", "-ldflags", `-s -w ${kubernetesVersion}`],
    takes: "8 minutes",
  },
  buildkit: {
    module: "buildkit",
    programs: {
      buildkitd: "github.com/moby/buildkit/cmd/buildkitd",
      buildctl: "github.com/moby/buildkit/cmd/buildctl",
    },
    flags: stripped,
    takes: "3 minutes",
  },
  buildx: {
    module: "buildx",
    programs: { "docker-buildx": "github.com/docker/buildx/cmd/buildx" },
    flags: stripped,
    takes: "2 minutes",
  },
  act: { module: "act", programs: { act: "github.com/nektos/act" }, flags: stripped, takes: "1 minute" },
  actionlint: {
    module: "actionlint",
    programs: { actionlint: "github.com/rhysd/actionlint/cmd/actionlint" },
    flags: stripped,
    takes: "15 seconds",
  },
  helm: { module: "helm", programs: { helm: "helm.sh/helm/v4/cmd/helm" }, flags: stripped, takes: "1 minute" },
  kwok: { module: "kwok", programs: { kwok: "sigs.k8s.io/kwok/cmd/kwok" }, flags: stripped, takes: "1 minute" },
  traefik: {
    module: "traefik",
    programs: { traefik: "github.com/traefik/traefik/v3/cmd/traefik" },
    flags: stripped,
    takes: "7 minutes",
  },
  grype: {
    module: "grype",
    programs: { grype: "github.com/anchore/grype/cmd/grype" },
    flags: stripped,
    takes: "3 minutes",
  },
  trivy: {
    module: "trivy",
    programs: { trivy: "github.com/aquasecurity/trivy/cmd/trivy" },
    flags: stripped,
    takes: "5 minutes",
  },
} satisfies Record<string, GoBuild>;

export type GoBuildName = keyof typeof builds;

/** Builds what the cache does not have yet. Gives the folder that holds the programs of each build. */
export async function ensureGoBinaries<Name extends GoBuildName>(
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const directories: Partial<Record<GoBuildName, string>> = {};
  for (const name of names) {
    directories[name] = await ensureBuild(builds[name]);
  }
  return directories as Record<Name, string>;
}

/** Which build these sources make: everything that goes into it, hashed. */
export function buildKey(build: GoBuild): string {
  const hash = createHash("sha256");
  const source = sourceOf(build);
  const entries = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of entries.map(({ parentPath, name }) => relative(source, join(parentPath, name))).sort()) {
    hash.update(`${file}\0${readFileSync(join(source, file), "utf8")}\0`);
  }
  hash.update(JSON.stringify([build.programs, build.flags, build.env ?? {}, process.arch]));
  return `${build.module}-${hash.digest("hex").slice(0, 16)}`;
}

async function ensureBuild(build: GoBuild): Promise<string> {
  const directory = join(caches.binaries, buildKey(build));
  if (existsSync(directory)) {
    return directory;
  }
  const names = Object.keys(build.programs).join(" and ");
  progress(`building ${names}, which takes about ${build.takes} on two cores`);
  const partial = `${directory}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await withHeartbeat(`building ${names}`, async () => {
    for (const [name, target] of Object.entries(build.programs)) {
      const env = { ...process.env, ...build.env, GOWORK: "off" };
      await run("go", ["build", ...build.flags, "-o", join(partial, name), target], { cwd: sourceOf(build), env });
    }
  });
  renameSync(partial, directory);
  return directory;
}

function sourceOf(build: GoBuild): string {
  return join(import.meta.dirname, "binaries", build.module);
}
