import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { findBuildx } from "../../../src/image/find-buildx.ts";
import { Failure } from "../../../src/report/failure.ts";
import { never } from "./support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-path-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

const answer = 'echo "github.com/docker/buildx v0.30.1 abc"';

describe("buildx", () => {
  it("is the plugin of docker where that answers", async () => {
    program("docker", `[ "$1" = buildx ] && ${answer}`);
    program("docker-buildx", "exit 1");
    expect(await findBuildx({ env: { PATH: folder }, signal: never, runCommand })).toEqual({
      command: "docker",
      prefix: ["buildx"],
      version: "v0.30.1",
    });
  });

  it("is the program by itself where docker has no such plugin", async () => {
    program("docker", 'echo "docker: unknown command: docker buildx" >&2; exit 1');
    program("docker-buildx", answer);
    expect(await findBuildx({ env: { PATH: folder }, signal: never, runCommand })).toEqual({
      command: "docker-buildx",
      prefix: [],
      version: "v0.30.1",
    });
  });

  it("is named so that a reader can get it where there is none", async () => {
    const error = await findBuildx({ env: { PATH: folder }, signal: never, runCommand }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ advice: expect.stringContaining("docker/setup-buildx-action") });
  });
});
