import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startEntry } from "../contract/support/run-entry.ts";
import { rigEnvironment } from "../rig/environment.ts";

// The two entries of dist that wait for BuildKit, cancelled in the middle of a build. The others: test/contract.

const rig = await rigEnvironment();
const dist = process.env.SLIPWAY_DIST ?? resolve(import.meta.dirname, "../../dist");

const context = mkdtempSync(join(tmpdir(), "slipway-cancelled-"));
// The sum shows that the step runs: BuildKit prints its text before that.
const seconds = `600.${process.pid}`;
writeFileSync(join(context, "Dockerfile"), `FROM golang:1.26\nRUN echo waits $((40 + 2)) && sleep ${seconds}\n`);
afterAll(() => rmSync(context, { recursive: true, force: true }));

const image = `${rig.registry}/cancelled/orders`;
const common = { image, "build-contexts": rig.buildContexts.join("\n") };
const inputs: Record<string, Record<string, string>> = {
  "build-image": { ...common, context, username: "ada", password: "hush" },
  "release-service": {
    ...common,
    "registry-username": "ada",
    "registry-password": "hush",
    "build-context": context,
    workload: "deployment/orders",
    namespace: "default",
  },
};

describe.each(Object.keys(inputs))("dist/%s.js", (name) => {
  it("ends a SIGINT in the middle of the build with its outputs and one error, and pushes nothing", async () => {
    const temp = join(context, `temp-${name}`);
    mkdirSync(temp);
    const environment = { ...environmentOf(rig.env), GITHUB_SHA: "c0ffee".padEnd(40, "0"), RUNNER_TEMP: temp };
    const running = startEntry(`${name}.js`, inputs[name] ?? {}, environment, dist);
    const runs = new Promise<string>((seen) => {
      running.process.stdout?.on("data", (chunk) => String(chunk).includes("waits 42") && seen("runs"));
    });
    expect(await Promise.race([runs, running.ended.then(({ stdout }) => stdout)])).toBe("runs");
    expect(readdirSync(temp)).toContainEqual(expect.stringMatching(/^slipway-docker-/));
    running.process.kill("SIGINT");
    const { status, stdout, outputs } = await running.ended;
    expect(status).toBe(1);
    expect(outputs).toMatchObject({ outcome: expect.stringMatching(/^(failed|aborted)$/) });
    expect(outputs.digest ?? "").toBe("");
    expect(outputs.reason).toContain("cancelled (SIGINT)");
    expect(stdout.match(/^::error/gm)).toHaveLength(1);
    // Neither the login nor a folder of the build, neither buildx nor the step.
    expect(readdirSync(temp)).toEqual([]);
    await expect.poll(() => processesWith(seconds, image), { timeout: 60_000 }).toEqual([]);
  });
});

function environmentOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function processesWith(...texts: string[]): string[] {
  const { stdout } = spawnSync("ps", ["-e", "-ww", "-o", "stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => texts.some((text) => line.includes(text)) && !line.startsWith("Z"));
}
