import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function program(name: string, script = "exit 0"): string {
  const file = write(name, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const find = () =>
  findBuildx({
    env: { PATH: join(folder, "bin"), DOCKER_CONFIG: join(folder, "docker") },
    ...{ signal: never, runCommand, systemFolders: [join(folder, "system")] },
  });

describe("buildx", () => {
  it("is the plugin that docker would run: the user's, then one of docker's configuration, then the system's", async () => {
    program("bin/docker-buildx");
    program("bin/docker");
    const system = program("system/docker-buildx");
    expect(await find()).toEqual({ command: system, prefix: [] });
    const extra = program("extra/docker-buildx");
    write("docker/config.json", JSON.stringify({ cliPluginsExtraDirs: [dirname(extra)] }));
    expect(await find()).toEqual({ command: extra, prefix: [] });
    const own = program("docker/cli-plugins/docker-buildx");
    expect(await find()).toEqual({ command: own, prefix: [] });
    // What cannot be run is none, and a configuration that nobody can read names none.
    chmodSync(own, 0o644);
    write("docker/config.json", "{");
    expect(await find()).toEqual({ command: system, prefix: [] });
  });

  it("is the program by itself where docker has no such plugin", async () => {
    program("bin/docker", 'echo "docker: unknown command: docker buildx" >&2; exit 1');
    const other = program("bin/buildx");
    expect(await find()).toEqual({ command: other, prefix: [] });
    const usual = program("bin/docker-buildx");
    expect(await find()).toEqual({ command: usual, prefix: [] });
  });

  it("is docker where that brings one of its own", async () => {
    program("bin/docker", '[ "$1 $2" = "buildx version" ] && echo "buildx 1.42.0"');
    expect(await find()).toEqual({ command: "docker", prefix: ["buildx"] });
  });

  it("is named so that a reader can get it where there is none", async () => {
    const error = await find().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ advice: expect.stringContaining("docker/setup-buildx-action") });
  });
});
