// What does it cost to validate a thousand services, against kube-score on the same files?

import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../scripts/build.ts";
import { checks } from "../src/validation/registry.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";
import { kubeScore } from "./support/kube-score.ts";
import { objectsPerService, writeServices } from "./support/many-services.ts";
import { type Measured, measure } from "./support/measured-process.ts";
import { figure as live } from "./validate-live.ts";

const services = 1000;
const repetitions = 5;

/** The limit of the ratio is what is promised. */
const limits = { ratio: 1, aim: 0.5, mebibytes: 300_000_000 / 2 ** 20, growth: 1.5 };

/**
 * The built action as the runner starts it, and kube-score with its default output, in turn, on one core, over the same
 * files. Time is the processor's, so that a busy machine falsifies neither. Then the same number of services in a
 * cluster, as `validate-live` measures them alone.
 */
export const figure: Figure = {
  name: "validate",
  async run(progress) {
    const folder = await mkdtemp(join(tmpdir(), "slipway-bench-validate-"));
    try {
      const peer = await kubeScore(progress);
      progress("building dist");
      const dist = join(folder, "dist");
      await build(dist);
      const bench: Bench = { folder, entry: join(dist, "validate-production.js"), peer };
      const fromFiles = [...(await againstPeer(bench, progress)), ...(await growth(bench, progress))];
      return [...fromFiles, ...(await live.run(progress))];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Bench {
  readonly folder: string;
  /** The built action. */
  readonly entry: string;
  /** kube-score. */
  readonly peer: string;
}

async function againstPeer(bench: Bench, progress: (line: string) => void): Promise<Result[]> {
  const files = await makeFiles(bench, services);
  const pairs: { ours: Measured; theirs: Measured }[] = [];
  // The first pair only warms the disk's cache.
  for (let turn = 0; turn <= repetitions; turn += 1) {
    const pair = { theirs: await runPeer(bench, files), ours: await runAction(bench, files) };
    progress(
      `${services} services: ours ${pair.ours.milliseconds} ms, ${pair.ours.peakMebibytes} MiB; kube-score ${pair.theirs.milliseconds} ms, ${pair.theirs.peakMebibytes} MiB`,
    );
    if (turn > 0) pairs.push(pair);
  }
  const what = `${services} services, ${services * objectsPerService} objects`;
  const series = (side: "ours" | "theirs", field: "milliseconds" | "peakMebibytes") =>
    pairs.map((pair) => pair[side][field]);
  return [
    medianResult({
      name: `${what}: validate-production (${checks.length} checks) / kube-score`,
      unit: "ratio",
      limit: limits.ratio,
      samples: pairs.map(({ ours, theirs }) => ours.milliseconds / theirs.milliseconds),
    }),
    { name: "the ratio that is aimed at", unit: "ratio", value: limits.aim, samples: [limits.aim] },
    medianResult({
      name: "validate-production, peak memory",
      unit: "MiB",
      limit: limits.mebibytes,
      samples: series("ours", "peakMebibytes"),
    }),
    medianResult({ name: "validate-production", unit: "ms", samples: series("ours", "milliseconds") }),
    medianResult({ name: "kube-score", unit: "ms", samples: series("theirs", "milliseconds") }),
    medianResult({ name: "kube-score, peak memory", unit: "MiB", samples: series("theirs", "peakMebibytes") }),
  ];
}

/** Services, from 100 to 10,000 objects. */
const sizes = [20, 100, 400, 1000, 2000] as const;

/**
 * What one object more costs between 5,000 and 10,000 objects, by what it costs between 100 and 5,000; and the whole line,
 * for the reader to see what a start costs and that it is straight.
 */
async function growth(bench: Bench, progress: (line: string) => void): Promise<Result[]> {
  const folders = await Promise.all(sizes.map((size) => makeFiles(bench, size)));
  const turns: number[][] = [];
  for (let turn = 0; turn < repetitions; turn += 1) {
    const times = await inTurn(folders, async (files) => (await runAction(bench, files)).milliseconds);
    progress(`${sizes.map((size) => size * objectsPerService).join(", ")} objects: ${times.join(", ")} ms`);
    turns.push(times);
  }
  const at = (times: readonly number[], size: (typeof sizes)[number]): number => times[sizes.indexOf(size)] ?? 0;
  const samples = turns.map((times) => {
    const [few, many, most] = [at(times, 20), at(times, 1000), at(times, 2000)];
    return (most - many) / (2000 - 1000) / ((many - few) / (1000 - 20));
  });
  return [
    medianResult({ name: "an object more at 10,000 / at 5,000", unit: "ratio", limit: limits.growth, samples }),
    ...sizes.map((size) =>
      medianResult({
        name: `validate-production, ${size * objectsPerService} objects`,
        unit: "ms",
        samples: turns.map((times) => at(times, size)),
      }),
    ),
  ];
}

async function inTurn<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}

/** The same folder for the same number. */
async function makeFiles({ folder }: Bench, count: number): Promise<string> {
  const files = join(folder, `services-${count}`);
  await writeServices(files, count);
  return files;
}

async function runAction({ folder, entry }: Bench, files: string): Promise<Measured> {
  await mkdir(join(folder, "temp"), { recursive: true });
  for (const file of ["outputs", "summary"]) await writeFile(join(folder, file), "");
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    RUNNER_TEMP: join(folder, "temp"),
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: join(folder, "outputs"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    INPUT_MANIFESTS: files,
    "INPUT_FAIL-ON": "none",
  };
  const measured = await measure(process.execPath, [entry], { cwd: folder, env });
  if (measured.status !== 0) throw new Error(`validate-production ended with ${measured.status}:\n${measured.output}`);
  if (!/\d+ failed/.test(measured.output)) throw new Error(`it found nothing:\n${measured.output.slice(-2000)}`);
  return measured;
}

/** It takes files, not folders, and ends with 1 where it finds something. */
async function runPeer({ folder, peer }: Bench, files: string): Promise<Measured> {
  const names = await readdir(files, { recursive: true });
  const manifests = names.filter((name) => name.endsWith(".yaml")).map((name) => join(files, name));
  const measured = await measure(peer, ["score", ...manifests], { cwd: folder, env: { PATH: process.env.PATH } });
  if (measured.status !== 1)
    throw new Error(`kube-score ended with ${measured.status}:\n${measured.output.slice(-2000)}`);
  return measured;
}
