import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyForActionlint } from "./support/caller.ts";
import { theMachine } from "./support/machine.ts";
import { repository } from "./support/workflow-files.ts";

let env: NodeJS.ProcessEnv;
let copy: string;

beforeAll(async () => {
  env = (await theMachine()).env;
  copy = await mkdtemp(join(tmpdir(), "slipway-lint-"));
  await copyForActionlint(copy);
});
afterAll(() => rm(copy, { recursive: true }));

const run = (program: string, parameters: string[], cwd: string) =>
  execa(program, parameters, { cwd, env, extendEnv: false, reject: false, all: true });

describe("the workflows", () => {
  it("leave actionlint nothing to find, but for `$/`, which actionlint 1.7.12 does not know", async () => {
    const ignored = [
      "-ignore=\\$/actions/.*ref is missing",
      "-ignore=\\$/\\.github/workflows/.*is not following the format",
    ];
    const result = await run("actionlint", ["-no-color", ...ignored], repository);
    expect(result.all).toBe("");
    expect(result.exitCode).toBe(0);
  });

  it("leave actionlint nothing to find where it knows the actions and workflows behind `$/`", async () => {
    const result = await run("actionlint", ["-no-color"], copy);
    expect(result.all).toBe("");
    expect(result.exitCode).toBe(0);
  });

  it("leave zizmor nothing to find", async () => {
    const result = await run(
      "zizmor",
      ["--offline", "--no-progress", "--format=json-v1", ".github", "actions", "action.yml"],
      repository,
    );
    expect(JSON.parse(result.stdout)).toEqual([]);
    expect(result.exitCode).toBe(0);
  });
});

describe("the examples", () => {
  it("leave actionlint nothing to find", async () => {
    const files = [
      "examples/four-environments.yml",
      "examples/orders/.github/workflows/release.yml",
      "examples/orders/.github/workflows/rollback.yml",
    ];
    const result = await run("actionlint", ["-no-color", ...files], repository);
    expect(result.all).toBe("");
    expect(result.exitCode).toBe(0);
  });
});
