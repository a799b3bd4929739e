// Does everything hold? (`npm test`: every gate and every group of tests, side by side where they can be.)

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { differingFiles } from "./compare-folders.ts";
import { type Outcome, runCommand, runGroup } from "./test-steps.ts";

const root = resolve(import.meta.dirname, "..");
const temporary = await mkdtemp(join(tmpdir(), "slipway-test-"));
const dist = join(temporary, "dist");
const environment = { ...process.env, SLIPWAY_DIST: dist };
/** What one process has compiled of a file, the next that loads it need not: dist is started about a hundred times. */
const groupEnvironment = { ...environment, NODE_COMPILE_CACHE: join(temporary, "compiled") };

const started = performance.now();
const say = (line: string): void => {
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${String(seconds).padStart(5)} s  ${line}`);
};

const command = (name: string, program: string, args: readonly string[]): Promise<Outcome> =>
  runCommand(name, [program, args], { cwd: root, env: environment, say });
const node = (name: string, args: readonly string[]): Promise<Outcome> => command(name, process.execPath, args);
const bin = (name: string, program: string, args: readonly string[]): Promise<Outcome> =>
  command(name, join(root, "node_modules", ".bin", program), args);
const group = (name: string): Promise<Outcome> =>
  runGroup(name, { cwd: root, env: groupEnvironment, say, report: join(temporary, `${name}.json`) });

/** What needs no cluster, one after the other; first what needs no build either. */
async function gates(building: Promise<Outcome>): Promise<Outcome[]> {
  return [
    await bin("format and lint", "biome", ["check", "."]),
    await bin("types", "tsc", ["-p", "tsconfig.json", "--noEmit"]),
    await bin("import rule", "depcruise", ["--config", ".dependency-cruiser.cjs", "src", "test", "bench", "scripts"]),
    await group("unit"),
    await distIsFresh(await building),
    await group("contract"),
  ];
}

/** What needs the cluster. Nothing of it can pass where the rig is not up; what runs an action runs the build. */
async function onCluster(name: string, building: Promise<Outcome>, rig: Promise<Outcome>): Promise<Outcome> {
  await building;
  return (await rig).failed > 0 ? notRun(name) : group(name);
}

async function distIsFresh(built: Outcome): Promise<Outcome> {
  if (built.failed > 0) return notRun("dist is fresh");
  const differing = await differingFiles(dist, join(root, "dist"));
  for (const line of differing.slice(0, 5)) say(`dist is not what the source builds: ${line}`);
  if (differing.length > 0) say(`${differing.length} files of dist: run npm run build and commit dist`);
  return { name: "dist is fresh", passed: differing.length === 0 ? 1 : 0, failed: differing.length === 0 ? 0 : 1 };
}

function notRun(name: string): Outcome {
  say(`${name}: not run, because what it needs failed`);
  return { name, passed: 0, failed: 1 };
}

// What needs the cluster mostly waits for pods and clocks: it starts as soon as there is a build, which takes one core,
// and what needs no cluster uses the cores beside both.
const building = node("build", ["scripts/build.ts", dist]);
const rig = node("rig", ["test/rig/main.ts", "up-for-tests"]);
const [built, gatedOutcomes, ...others] = await Promise.all([
  building,
  gates(building),
  rig,
  onCluster("cluster", building, rig),
  onCluster("workflow", building, rig),
]);
await rm(temporary, { recursive: true, force: true });

const outcomes = [built, ...gatedOutcomes, ...others];
const sum = (key: "passed" | "failed"): number => outcomes.reduce((total, outcome) => total + outcome[key], 0);
for (const { name, failed, failures = [] } of outcomes.filter((outcome) => outcome.failed > 0)) {
  say(`${name}: ${failed} failed`);
  for (const failure of failures) say(`  ${failure}`);
}
say(`done in ${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = sum("failed") === 0 && sum("passed") > 0 ? 0 : 1;
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
