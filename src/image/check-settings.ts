// Which settings of a build would BuildKit misread without a word?

import { nearestWord } from "../config/shape.ts";
import { Failure } from "../report/failure.ts";
import type { BuildRequest } from "./build-request.ts";
import { type Dockerfile, findStage } from "./dockerfile/dockerfile.ts";

/** What BuildKit builds for, by the names of Go and their other spellings: github.com/containerd/platforms, database.go */
const systems = /^(?:linux|windows|darwin|macos|freebsd|openbsd|netbsd|wasi|js)$/;
const architectures =
  /^(?:amd64|x86[_-]64|386|i386|arm|armhf|armel|arm64|aarch64|ppc64|ppc64le|s390x|riscv64|mips|mipsle|mips64|mips64le|mipsel|mips64el|loong64|wasm)$/;

/**
 * A platform that there is not, a provenance of another mode, a label without a value: BuildKit builds all of them, and
 * what comes out is another image than was meant. What it refuses by itself is not looked at.
 *
 * @throws Failure at the first of them
 */
export function checkSettings({ platforms = [], network, provenance, labels = [] }: BuildRequest): void {
  for (const platform of platforms) if (!isPlatform(platform)) throw misread("platforms", platform, advice.platforms);
  if (network !== undefined && !["default", "none", "host"].includes(network)) {
    throw misread("network", network, advice.network);
  }
  if (provenance !== undefined && !isProvenance(provenance)) {
    throw misread("provenance", provenance, advice.provenance);
  }
  for (const label of labels) if (!/^[^=]+=/.test(label)) throw misread("labels", label, advice.labels);
}

/**
 * A misspelt stage would be told by BuildKit too, but that of the image only after the tests have run. What another
 * frontend than the Dockerfile's own makes of the file is its own affair.
 *
 * @throws Failure at the first that is not there
 */
export function checkStages(dockerfile: Dockerfile, { target, testTarget }: BuildRequest): void {
  const { stages, syntax } = dockerfile;
  if (stages.length === 0 || !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(syntax ?? usual))
    return;
  for (const [input, wanted] of Object.entries({ "test-target": testTarget, target })) {
    if (!wanted || findStage(dockerfile, wanted) !== undefined) continue;
    const names = stages.flatMap(({ name }) => name ?? []);
    const nearest = nearestWord(wanted, names);
    throw new Failure({
      attempted: `reading the input "${input}"`,
      found: `the Dockerfile has no stage "${wanted}"${nearest === undefined ? "" : ` (did you mean ${nearest}?)`}`,
      advice: `Name a stage of the Dockerfile (FROM … AS name): ${names.join(", ") || "none of them has a name yet"}.`,
    });
  }
}

const usual = "docker/dockerfile";

const advice = {
  platforms: "Write operating system and architecture, such as linux/amd64, linux/arm64 or linux/arm/v7.",
  network: "Write default, none or host.",
  provenance: "Write true, false, mode=min or mode=max.",
  labels: "Write key=value, one per line.",
} as const;

function isPlatform(platform: string): boolean {
  const [system = "", architecture = "", ...more] = platform.toLowerCase().split("/");
  // `local` is that of buildx itself; `windows(10.0.17763)` names a version.
  if (platform === "local") return true;
  return systems.test(system.replace(/\(.*\)$/, "")) && architectures.test(architecture) && more.length < 2;
}

/** https://docs.docker.com/build/metadata/attestations/slsa-provenance/: fields between commas, or one word. */
function isProvenance(text: string): boolean {
  if (/^(?:true|false|1|0|min|max)$/.test(text)) return true;
  const known = /^(?:mode=(?:min|max)|(?:builder-id|filename|reproducible|inline-only|version|disabled|type)=.*)$/;
  return text.split(",").every((field) => known.test(field.trim()));
}

function misread(input: string, given: string, how: string): Failure {
  return new Failure({
    attempted: `reading the input "${input}"`,
    found: `"${given}" is not allowed`,
    advice: how,
  });
}
