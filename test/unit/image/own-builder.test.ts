import { describe, expect, it } from "vitest";
import type { CommandAnswer, RunCommand } from "../../../src/config/run-command.ts";
import type { Builder } from "../../../src/image/builder.ts";
import { withBuilder } from "../../../src/image/own-builder.ts";
import { never, recordLog } from "../../../test/unit/image/support.ts";

const buildx = { command: "docker", prefix: ["buildx"] };
const docker: Builder = { name: "default", driver: "docker", platforms: [], version: "" };

/** What docker is asked, and answers: there is no docker where these tests run. */
function answering(answers: Record<string, Partial<CommandAnswer>>) {
  const asked: string[] = [];
  const runCommand: RunCommand = async (file, args) => {
    const line = [file, ...args].join(" ").replace(/slipway-[0-9a-f]{12}/, "NAME");
    asked.push(line);
    const found = Object.entries(answers).find(([start]) => line.startsWith(start))?.[1];
    return { status: 0, stdout: "", stderr: "", ...found };
  };
  const told: string[] = [];
  const log = recordLog();
  return {
    asked,
    told,
    log,
    context: { env: {}, signal: never, runCommand, log, onBuilder: (name: string) => told.push(name) },
  };
}

const overlay = { "docker info": { stdout: '[["Backing Filesystem","extfs"]]' } };

describe("a build by docker's own builder", () => {
  it("gets a builder in a container, which is removed after it", async () => {
    const { asked, told, context } = answering(overlay);
    const name = await withBuilder(docker, buildx, context, async (own) => own);
    expect(told).toEqual([name]);
    expect(asked.slice(1)).toEqual([
      "docker buildx create --name NAME --driver docker-container --bootstrap",
      "docker buildx rm --force NAME",
    ]);
  });

  it("leaves no builder where the build fails or is cancelled", async () => {
    const { asked, context } = answering(overlay);
    const failing = withBuilder(docker, buildx, context, () => Promise.reject(new Error("cancelled")));
    await expect(failing).rejects.toThrow("cancelled");
    expect(asked.at(-1)).toBe("docker buildx rm --force NAME");
  });

  it("needs none where docker keeps images in containerd, nor where the builder is another", async () => {
    const containerd = answering({ "docker info": { stdout: '[["driver-type","io.containerd.snapshotter.v1"]]' } });
    expect(await withBuilder(docker, buildx, containerd.context, async (own) => own)).toBeUndefined();
    const other = answering({});
    expect(
      await withBuilder({ ...docker, driver: "remote" }, buildx, other.context, async (own) => own),
    ).toBeUndefined();
    expect(other.asked).toEqual([]);
  });

  it("tells what docker said where it makes none, and what it could not remove", async () => {
    const { log, context } = answering({
      ...overlay,
      "docker buildx create": { status: 1, stderr: "no such image" },
      "docker buildx rm": { status: 1, stderr: "in use" },
    });
    await expect(withBuilder(docker, buildx, context, async (own) => own)).rejects.toMatchObject({
      advice: expect.stringContaining("docker/setup-buildx-action"),
      evidence: [{ title: "what docker said", text: "no such image" }],
    });
    expect(log.entries).toContainEqual(expect.stringMatching(/^warning: The builder slipway-.* could not be removed/));
  });
});
