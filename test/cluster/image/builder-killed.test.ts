import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ensureGoBinaries } from "../../rig/go-binaries.ts";
import { paths } from "../../rig/home.ts";
import { recordLog } from "../../unit/image/support.ts";
import { type Bench, failureOf, openBench } from "./support.ts";

// A BuildKit of this test's own: the one that all tests share is not to be killed.
const mark = `mark-${process.pid}-${Date.now().toString(36)}`;
let bench: Bench;
let folder: string;
let buildkitd: ChildProcess;
let socket: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  bench = await openBench();
  folder = mkdtempSync(join(tmpdir(), "slipway-buildkit-"));
  socket = join(folder, "buildkit.sock");
  const { buildkit } = await ensureGoBinaries(["buildkit"]);
  // As the rig's own, in other places.
  const shared = readFileSync(join(paths.configuration, "buildkitd.toml"), "utf8");
  const configuration = shared
    .replace(/^root = .*$/m, `root = "${join(folder, "root")}"`)
    .replace(/^ {2}address = .*$/m, `  address = ["unix://${socket}"]`);
  writeFileSync(join(folder, "buildkitd.toml"), configuration);
  buildkitd = spawn(join(buildkit, "buildkitd"), ["--config", join(folder, "buildkitd.toml")], {
    stdio: "ignore",
    env: { ...bench.rig.env, PATH: `${paths.sbin}:${bench.rig.env.PATH}` },
  });
  await vi.waitUntil(() => existsSync(socket), { timeout: 60_000 });
  mkdirSync(join(folder, "buildx"));
  env = { BUILDX_CONFIG: join(folder, "buildx"), BUILDX_BUILDER: "own" };
  const create = ["create", "--name", "own", "--driver", "remote", `unix://${socket}`];
  execFileSync(join(paths.bin, "docker-buildx"), create, { env: { ...bench.rig.env, ...env } });
});

afterAll(() => {
  buildkitd?.kill("SIGKILL");
  // The step outlives a BuildKit that is killed: nobody else knows that it is there.
  for (const id of stepsOf(mark)) process.kill(id, "SIGKILL");
  bench?.remove();
  // What its step had mounted goes with the namespace of the step; the rest may be a mount still.
  for (const line of readFileSync("/proc/mounts", "utf8").split("\n").reverse()) {
    const place = line.split(" ")[1] ?? "";
    if (folder && place.startsWith(`${folder}/`)) execFileSync("umount", ["-l", place]);
  }
  rmSync(folder, { recursive: true, force: true });
});

it("writes a cache that another builder reads, and goes on with a warning where one cannot be reached", async () => {
  const log = recordLog();
  const cache = `type=registry,ref=${bench.rig.registry}/cache-test/${mark}:1`;
  const nowhere = "type=registry,ref=127.0.0.1:1/cache-test:1";
  const directory = bench.workspace({ Dockerfile: `FROM golang:1.26\nRUN echo made once > /made # ${mark}\n` });
  const request = { directory, push: false };
  const cacheTo = [`${cache},mode=max`, nowhere];
  await bench.build({ ...request, cacheFrom: [nowhere], cacheTo }, { log });
  expect(log.entries.filter((entry) => entry.startsWith("warning: The cache"))).toEqual([
    expect.stringMatching(/could not be read from 127\.0\.0\.1:1\/cache-test:1, .*connection refused/),
    expect.stringMatching(/could not be written to .*connection refused/),
  ]);
  // This BuildKit has built nothing yet, and does not even have the base image.
  const reading = recordLog();
  const { steps } = await bench.build({ ...request, cacheFrom: [cache] }, { env, log: reading });
  const runs = steps.filter(({ step }) => step.startsWith("RUN "));
  expect(runs, reading.entries.join("\n")).toMatchObject([{ cached: true }]);
});

it("tells that the builder was ended in the middle of a build, pushes nothing and leaves nothing", async () => {
  const log = recordLog((entry) => {
    if (/\] RUN \["\/wait"/.test(entry)) buildkitd.kill("SIGKILL");
  });
  // A program that does nothing but wait: this BuildKit has no image yet.
  const directory = bench.workspace({
    Dockerfile: `FROM scratch\nCOPY wait /wait\nRUN ["/wait", "pause", "${mark}"]\n`,
  });
  const { support } = await ensureGoBinaries(["support"]);
  copyFileSync(join(support, "support"), join(directory, "wait"));
  const image = `${bench.rig.registry}/killed-${Date.now().toString(36)}/orders`;
  const failure = await failureOf(bench.build({ directory, image, version: "1", buildContexts: [] }, { log, env }));
  expect(`${failure.found} ${failure.advice}`).toMatch(/builder does not answer, or was ended while it built/);
  expect(await bench.fetch(`${image.slice(image.indexOf("/") + 1)}/tags/list`)).toBeUndefined();
  expect(readdirSync(bench.tempDirectory)).toEqual([]);
});

function stepsOf(text: string): number[] {
  const { stdout } = spawnSync("ps", ["-e", "-ww", "-o", "pid=,args="], { encoding: "utf8" });
  const lines = stdout.split("\n").filter((line) => line.includes(`/wait pause ${text}`));
  return lines.map((line) => Number.parseInt(line, 10));
}
