import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Action, ActionResult } from "../../../src/actions/action.ts";
import { defect, parseInputs, runMain, runPost } from "../../../src/actions/run.ts";
import { duration, flag } from "../../../src/config/input.ts";
import type { Job } from "../../../src/github/job.ts";
import { type OpenJob, openJob } from "../../../src/github/open-job.ts";
import { Failure } from "../../../src/report/failure.ts";

let printed: string;
let job: OpenJob;
const directory = mkdtempSync(join(tmpdir(), "slipway-test-"));
const outputFile = join(directory, "output");
const summaryFile = join(directory, "summary");

beforeEach(async () => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  for (const [name, file] of [
    ["GITHUB_OUTPUT", outputFile],
    ["GITHUB_STEP_SUMMARY", summaryFile],
  ] as const) {
    writeFileSync(file, "");
    vi.stubEnv(name, file);
  }
  vi.stubEnv("RUNNER_TEMP", directory);
  vi.stubEnv("INPUT_IMAGE", "registry/orders:1");
  job = await openJob();
});

afterEach(async () => {
  await job.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const inputs = z.strictObject({
  image: z.string(),
  timeout: duration().default(600_000),
  force: flag().default(false),
  kubeconfig: z.string().optional(),
});
type Inputs = z.infer<typeof inputs>;

function actionThat(main: (inputs: Inputs, job: Job) => Promise<ActionResult>): Action<Inputs> {
  return { name: "try", inputs, main };
}

function outputs(): Record<string, string> {
  const found = readFileSync(outputFile, "utf8").matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]));
}

const broken = new Failure({
  attempted: "deploying",
  found: "the pod restarts",
  advice: "Read its log.",
  at: { file: "deploy/a.yaml", line: 7 },
  evidence: [{ title: "last lines", text: "::add-mask::x" }],
});

describe("runMain", () => {
  it("hands out parsed inputs and ends with 0 and the outputs of a good outcome", async () => {
    vi.stubEnv("INPUT_TIMEOUT", "5m");
    let seen: Inputs | undefined;
    const action = actionThat(async (given) => {
      seen = given;
      return { outcome: "succeeded", outputs: { digest: "sha256:1" }, summary: "All is well." };
    });
    expect(await runMain(action, job)).toBe(0);
    expect(seen).toEqual({ image: "registry/orders:1", timeout: 300_000, force: false });
    expect(outputs()).toEqual({ digest: "sha256:1", outcome: "succeeded", reason: "" });
    expect(readFileSync(summaryFile, "utf8")).toContain("All is well.");
    expect(printed).not.toContain("::error");
  });

  it.each([
    ["skipped", 0],
    ["paused", 0],
    ["rolled-back", 1],
    ["aborted", 1],
    ["failed", 1],
  ] as const)("ends %s with %i", async (outcome, status) => {
    const action = actionThat(async () => ({ outcome, outputs: {}, failure: broken }));
    expect(await runMain(action, job)).toBe(status);
    expect(outputs()).toEqual({ outcome, reason: "the pod restarts" });
  });

  it("prints a failure once, on its file and line, its evidence as foreign text", async () => {
    await runMain(
      actionThat(async () => {
        throw broken;
      }),
      job,
    );
    expect(printed.match(/::error/g)).toHaveLength(1);
    expect(printed).toContain("::error file=deploy/a.yaml,line=7::deploying: the pod restarts. Read its log.");
    expect(printed).toMatch(/::stop-commands::(\w+)\n::add-mask::x\n::\1::\n::error /);
    expect(readFileSync(summaryFile, "utf8")).toContain("**Failed while deploying:** the pod restarts.");
  });

  it("lists every bad input with what is allowed", async () => {
    vi.stubEnv("INPUT_IMAGE", "");
    vi.stubEnv("INPUT_TIMEOUT", "10 minutes");
    vi.stubEnv("INPUT_FORCE", "ture");
    const main = vi.fn();
    expect(await runMain(actionThat(main), job)).toBe(1);
    expect(main).not.toHaveBeenCalled();
    expect(outputs()).toMatchObject({ outcome: "failed" });
    expect(outputs().reason).toBe(
      '"image" is missing or empty; "timeout" is wrong: "10 minutes" is not a duration; "force" is wrong: "ture" is not allowed',
    );
    expect(printed).toContain('Did you mean "true"? Allowed: true, false.');
    expect(printed.match(/::error/g)).toHaveLength(1);
  });

  it("takes from slipway.yaml what the workflow does not give", async () => {
    const file = "services: {orders: {timeout: 1m, build: {image: from-file, context: src}}}\n";
    writeFileSync(join(directory, "slipway.yaml"), file);
    vi.stubEnv("GITHUB_WORKSPACE", directory);
    vi.stubEnv("INPUT_SETTINGS", "orders");
    const workspace = await openJob();
    await workspace.close();
    const named = (name: string) => ({ ...actionThat(vi.fn()), name });
    expect(await parseInputs(named("deploy-rollout"), workspace)).toMatchObject({ timeout: 60_000 });
    expect(await parseInputs(named("build-image"), workspace)).toMatchObject({ image: "registry/orders:1" });
    vi.stubEnv("INPUT_IMAGE", "");
    vi.stubEnv("INPUT_TIMEOUT", "5m");
    expect(await parseInputs(named("build-image"), workspace)).toMatchObject({ image: "from-file", timeout: 300_000 });
  });

  it("explains an empty required input by the trap of secrets that are not passed on", async () => {
    vi.stubEnv("INPUT_IMAGE", "");
    await runMain(actionThat(vi.fn()), job);
    expect(printed).toContain('reading the inputs: "image" is missing or empty. Set it under "with:".');
    expect(printed).toContain("the calling workflow does not pass it on");
  });

  it("reports anything else that is thrown as a defect, with its stack and where to report it", async () => {
    vi.stubEnv("GITHUB_ACTION_REPOSITORY", "shop/slipway");
    const action = actionThat(async () => {
      throw new TypeError("x is not a function");
    });
    expect(await runMain(action, job)).toBe(1);
    expect(printed).toContain("the toolkit itself has a defect (TypeError: x is not a function)");
    expect(printed).toContain("https://github.com/shop/slipway/issues");
    expect(printed).toMatch(/::stop-commands::(\w+)\nTypeError: x is not a function\n\s+at /);
    expect(outputs().outcome).toBe("failed");
  });

  it("calls a bad outcome without a failure a defect, and keeps the outcome", async () => {
    expect(
      await runMain(
        actionThat(async () => ({ outcome: "rolled-back", outputs: {} })),
        job,
      ),
    ).toBe(1);
    expect(printed).toContain('it ended "rolled-back" and gave no failure');
    expect(outputs().outcome).toBe("rolled-back");
  });

  it("gives the action the aborted signal and lets it end by itself", async () => {
    const action = actionThat(async (_inputs, { signal }) => {
      process.emit("SIGINT", "SIGINT");
      await setTimeout(60_000, undefined, { signal });
      return { outcome: "succeeded", outputs: {} };
    });
    expect(await runMain(action, job)).toBe(1);
    expect(outputs()).toEqual({ outcome: "failed", reason: "it was cancelled (SIGINT)" });
  });

  it("sets the outputs of an action that is not done when the runner's time is over", async () => {
    const overdue = Promise.resolve(broken);
    const endless = actionThat(() => new Promise(() => undefined));
    expect(await runMain(endless, { ...job, overdue })).toBe(1);
    expect(outputs()).toEqual({ outcome: "failed", reason: "the pod restarts" });
  });

  it("does not keep a defect in the background quiet where the action ended well", async () => {
    job.cancel(defect(new Error("a stray"), job));
    expect(
      await runMain(
        actionThat(async () => ({ outcome: "succeeded", outputs: {} })),
        job,
      ),
    ).toBe(0);
    expect(printed).toContain("::warning::running this step: the toolkit itself has a defect (Error: a stray)");
  });

  it("keeps secrets out of the reason", async () => {
    const action = actionThat(async (_inputs, { mask }) => {
      mask("hunter2-hunter2");
      throw new Failure({ attempted: "a", found: "hunter2-hunter2 was refused", advice: "c" });
    });
    await runMain(action, job);
    expect(outputs().reason).toBe("*** was refused");
  });
});

describe("runPost", () => {
  it("ends with 0, and with 1 and one error where it fails", async () => {
    const post = (act: () => Promise<void>): Action<unknown> => ({
      name: "try",
      inputs: z.unknown(),
      main: vi.fn(),
      post: act,
    });
    expect(
      await runPost(
        post(async () => undefined),
        job,
      ),
    ).toBe(0);
    expect(
      await runPost(
        post(() => Promise.reject(broken)),
        job,
      ),
    ).toBe(1);
    expect(printed.match(/::error/g)).toHaveLength(1);
  });
});
