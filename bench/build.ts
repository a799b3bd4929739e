// What does build-image cost over the bare docker buildx build --push, and what does it save where an image is there already?

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../scripts/build.ts";
import { type RigEnvironment, rigEnvironment } from "../test/rig/environment.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";

/** So many that the median holds although single pairs differ by the half of the limit. */
const pairs = 12;
/** In milliseconds. */
const limits = { overhead: 300, reuse: 500 };
const payloadBytes = 2_000_000;
const largeBytes = 200_000_000;
/** MiB that a layer of that size may take beyond what a small one takes. */
const largeLimit = 100;

/**
 * Each pair builds and pushes the same context, once by buildx alone and once by the action as the runner starts it,
 * in turn first. Cold: no step is in BuildKit's cache, and the registry has no layer. Cached: every step is in it, and
 * the repository has every layer. Without an SBOM: the bare command makes none, and where no generator can be had,
 * asking for one costs a second run of buildx. The contexts are no git checkouts: without the time of a commit BuildKit
 * rewrites no timestamps, which the bare command does not ask for either.
 */
export const figure: Figure = {
  name: "build",
  async run(progress) {
    const rig = await rigEnvironment();
    const folder = await mkdtemp(join(tmpdir(), "slipway-bench-build-"));
    try {
      progress("building dist");
      const dist = join(folder, "dist");
      await build(dist);
      const bench: Bench = {
        rig,
        folder,
        entry: join(dist, "build-image.js"),
        repository: `${rig.registry}/bench-build/${Date.now()}`,
      };
      const results: Result[] = [];
      for (const state of ["cold", "cached"] as const) {
        progress(`${state}: ${pairs} pairs`);
        results.push(...(await measurePairs(bench, state)));
      }
      progress(`${pairs} builds of what the registry has`);
      results.push(await measureReuse(bench));
      progress("a layer of 200 MB is built, inspected and pushed");
      results.push(...(await measureMemory(bench)));
      return results;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Bench {
  readonly rig: RigEnvironment;
  readonly folder: string;
  /** The built action. */
  readonly entry: string;
  readonly repository: string;
}

async function measurePairs(bench: Bench, state: "cold" | "cached"): Promise<Result[]> {
  const samples: { ours: number; bare: number }[] = [];
  const warm = await makeContext(bench, "warm");
  // The first pair only warms: the disk's cache, BuildKit's own connections.
  for (let turn = 0; turn <= pairs; turn += 1) {
    // Two contexts of the same size: what one side built is not in the cache of the other.
    const ours = state === "cached" ? warm : await makeContext(bench, `ours-${turn}`);
    const bare = state === "cached" ? warm : await makeContext(bench, `bare-${turn}`);
    const run = {
      // Otherwise the image that is there already would be named again, and nothing built.
      ours: () => runAction(bench, ours, `${state}-ours`, state === "cached" ? { reuse: "false" } : {}),
      bare: () => runBare(bench, bare, `${state}-bare`),
    };
    const first = turn % 2 === 0 ? "ours" : "bare";
    const second = first === "ours" ? "bare" : "ours";
    const times = { [first]: await run[first](), [second]: await run[second]() } as { ours: number; bare: number };
    if (turn > 0) samples.push(times);
  }
  const difference = samples.map(({ ours, bare }) => ours - bare);
  return [
    medianResult({
      name: `${state}: build-image over buildx build --push`,
      unit: "ms",
      limit: limits.overhead,
      samples: difference,
    }),
    medianResult({ name: `${state}: build-image`, unit: "ms", samples: samples.map(({ ours }) => ours) }),
    medianResult({ name: `${state}: buildx build --push`, unit: "ms", samples: samples.map(({ bare }) => bare) }),
  ];
}

async function measureReuse(bench: Bench): Promise<Result> {
  const context = await makeContext(bench, "reused");
  await runAction(bench, context, "reuse", { reuse: "true" });
  const samples: number[] = [];
  for (let turn = 0; turn < pairs; turn += 1) {
    samples.push(
      await runAction(bench, context, "reuse", { reuse: "true" }, (outputs, log) => {
        if (!/reused[^\n]*\n?.*true/.test(outputs)) throw new Error(`it was built again:\n${log}`);
        if (/transferring context/.test(log)) throw new Error(`the context was sent:\n${log}`);
      }),
    );
  }
  return medianResult({
    name: "an image that the registry has: build-image",
    unit: "ms",
    limit: limits.reuse,
    samples,
  });
}

/** The action's own process; buildx and BuildKit have theirs. */
async function measureMemory(bench: Bench): Promise<Result[]> {
  const peaks: number[] = [];
  for (const bytes of [payloadBytes, largeBytes]) {
    const context = await makeContext(bench, `memory-${bytes}`, bytes);
    let peak = 0;
    await runAction(bench, context, "memory", {}, undefined, (id) => {
      peak = Math.max(peak, peakOf(id));
    });
    peaks.push(peak);
  }
  const [small = 0, large = 0] = peaks;
  return [
    medianResult({
      name: "memory for a layer of 200 MB over one of 2 MB",
      unit: "MiB",
      limit: largeLimit,
      samples: [large - small],
    }),
    medianResult({ name: "memory for a layer of 200 MB", unit: "MiB", samples: [large] }),
  ];
}

/** The most memory that a process has had so far, in MiB; 0 where it has ended. */
function peakOf(id: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** A context of a few files whose one layer no other context has. */
async function makeContext({ folder }: Bench, name: string, bytes = payloadBytes): Promise<string> {
  const context = join(folder, `context-${name}`);
  await mkdir(join(context, "app"), { recursive: true });
  await writeFile(join(context, "app", "payload"), randomBytes(bytes));
  for (let file = 0; file < 50; file += 1)
    await writeFile(join(context, "app", `file-${file}.txt`), `${name} ${file}\n`);
  await writeFile(
    join(context, "Dockerfile"),
    'FROM scratch\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app/payload"]\n',
  );
  return context;
}

function runBare({ rig, folder, repository }: Bench, context: string, name: string): Promise<number> {
  const tag = `${repository}/${name}:1`;
  const args = [
    "build",
    "--progress=plain",
    "--push",
    "--tag",
    tag,
    "--metadata-file",
    join(folder, "bare.json"),
    context,
  ];
  return timed("docker-buildx", args, rig.env);
}

async function runAction(
  { rig, folder, entry, repository }: Bench,
  context: string,
  name: string,
  more: Readonly<Record<string, string>> = {},
  check: (outputs: string, log: string) => void = () => undefined,
  watch?: (id: number) => void,
): Promise<number> {
  const inputs = { image: `${repository}/${name}`, version: "1", context, sbom: "false", ...more };
  const outputs = join(folder, "outputs");
  await writeFile(outputs, "");
  await writeFile(join(folder, "summary"), "");
  await mkdir(join(folder, "temp"), { recursive: true });
  const env = {
    ...rig.env,
    ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
    RUNNER_TEMP: join(folder, "temp"),
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: outputs,
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
  };
  let log = "";
  const onOutput = (text: string) => {
    log += text;
  };
  const milliseconds = await timed(process.execPath, [entry], env, onOutput, watch);
  check(await readFile(outputs, "utf8"), log);
  return milliseconds;
}

/** Milliseconds from the start of a process to its end. */
async function timed(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onOutput?: (text: string) => void,
  watch?: (id: number) => void,
): Promise<number> {
  const started = performance.now();
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      onOutput?.(chunk.toString());
    });
  }
  const timer = watch === undefined ? undefined : setInterval(() => watch(child.pid ?? 0), 20);
  const [code] = await once(child, "close");
  clearInterval(timer);
  const milliseconds = performance.now() - started;
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${output.slice(-4000)}`);
  return milliseconds;
}
