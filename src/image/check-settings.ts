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
 * what comes out is another image than was meant. Of what it refuses itself it does not say to which input it belongs.
 *
 * @throws Failure at the first of them
 */
export function checkSettings(request: BuildRequest): void {
  const rules: readonly (readonly [keyof typeof advice, readonly (string | undefined)[] | undefined, RightOne])[] = [
    ["platforms", request.platforms, isPlatform],
    ["network", [request.network], (one) => ["default", "none", "host"].includes(one)],
    ["provenance", [request.provenance], isProvenance],
    ["sbom", [request.sbom], (one) => /^(?:auto|true|false|1|0)$|=/.test(one)],
    ["labels", request.labels, (one) => /^[^=]+=/.test(one)],
    ["annotations", request.annotations, isAnnotation],
    ["build-args", request.buildArgs, (one) => !/^\s*=/.test(one)],
    ["build-contexts", request.buildContexts, (one) => /^[^=]+=./.test(one)],
  ];
  for (const [input, given = [], isRight] of rules) {
    const wrong = given.find((one) => one !== undefined && !isRight(one));
    if (wrong === undefined) continue;
    throw new Failure({
      attempted: `reading the input "${input}"`,
      found: `"${wrong}" is not allowed`,
      advice: advice[input],
    });
  }
}

type RightOne = (text: string) => boolean;

/**
 * A misspelt stage would be told by BuildKit too, but that of the image only after the tests have run. What another
 * frontend than the Dockerfile's own makes of the file is its own affair.
 *
 * @throws Failure at the first that is not there
 */
export function checkStages(dockerfile: Dockerfile, { target, testTarget }: BuildRequest): void {
  const { stages } = dockerfile;
  if (stages.length === 0 || foreignFrontend(dockerfile) !== undefined) return;
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

/**
 * What reads the file where it is not the Dockerfile's own frontend: what it makes of it nobody else can know.
 * https://docs.docker.com/build/buildkit/frontend/
 */
export function foreignFrontend(
  { syntax }: Dockerfile,
  buildArgs: Readonly<Record<string, string>> = {},
): string | undefined {
  const frontend = buildArgs.BUILDKIT_SYNTAX || syntax || usual;
  return /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(frontend) ? undefined : frontend;
}

const usual = "docker/dockerfile";

const advice = {
  platforms: "Write operating system and architecture, such as linux/amd64, linux/arm64 or linux/arm/v7.",
  network: "Write default, none or host.",
  provenance: "Write true, false, mode=min or mode=max.",
  sbom: "Write auto, true, false or generator=IMAGE.",
  labels: "Write key=value, one per line.",
  annotations: "Write key=value, one per line, or manifest:key=value and index:key=value to say where it goes.",
  "build-args": "Write NAME=value, or NAME alone for a variable of the job, one per line.",
  "build-contexts": "Write name=source, one per line: a folder, a URL or docker-image://name.",
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

/** A word before the key that is no place would become part of it. */
function isAnnotation(text: string): boolean {
  const [, places] = /^([a-z-]+(?:\[[^\]]*\])?(?:,[a-z-]+(?:\[[^\]]*\])?)*):/.exec(text) ?? [];
  const known = /^(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?$/;
  return /^[^=]+=/.test(text) && (places ?? "index").split(/,(?![^[]*\])/).every((place) => known.test(place));
}
