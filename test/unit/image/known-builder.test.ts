import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { knownBuilder } from "../../../src/image/known-builder.ts";

let docker: string;
beforeEach(() => {
  docker = mkdtempSync(join(tmpdir(), "slipway-builders-"));
  mkdirSync(join(docker, "buildx", "instances"), { recursive: true });
});
afterEach(() => rmSync(docker, { recursive: true }));

const socket = "unix:///var/run/docker.sock";
const node = { Name: "a0", Endpoint: socket, Platforms: null };

/** As buildx writes it. */
function keep(name: string, Driver: string, Nodes: unknown[] = [node]): void {
  writeFileSync(join(docker, "buildx", "instances", name), JSON.stringify({ Name: name, Driver, Nodes }));
}

const known = (name: string | undefined, env: NodeJS.ProcessEnv = {}) =>
  knownBuilder(name, { DOCKER_CONFIG: docker, ...env });

describe("a builder of one node on this machine", () => {
  it("is known by the input, by the variable, and as the one that is in use", async () => {
    keep("ci", "docker-container");
    const ci = { name: "ci", driver: "docker-container" };
    expect(await known("ci")).toEqual(ci);
    expect(await known(undefined, { BUILDX_BUILDER: "ci" })).toEqual(ci);
    expect(await known("CI", { BUILDX_BUILDER: "other" })).toEqual(ci);
    expect(await known(undefined)).toBeUndefined();
    const use = (current: unknown) => writeFileSync(join(docker, "buildx", "current"), JSON.stringify(current));
    use({ Key: socket, Name: "ci", Global: false });
    expect(await known(undefined)).toEqual(ci);
    // In use on another docker, unless it is in use everywhere.
    for (const env of [{ DOCKER_HOST: "tcp://far:2376" }, { DOCKER_CONTEXT: "far" }])
      expect(await known(undefined, env)).toBeUndefined();
    writeFileSync(join(docker, "config.json"), JSON.stringify({ currentContext: "far" }));
    expect(await known(undefined)).toBeUndefined();
    use({ Key: "", Name: "ci", Global: true });
    expect(await known(undefined)).toEqual(ci);
  });

  it.each([
    ["docker's own", "docker", [node]],
    ["in a cluster", "kubernetes", [node]],
    ["of two nodes", "docker-container", [node, node]],
    ["of no node", "docker-container", []],
    ["elsewhere", "remote", [{ ...node, Endpoint: "tcp://far:1234" }]],
    ["in a context", "docker-container", [{ ...node, Endpoint: "far" }]],
    ["for platforms that were said", "docker-container", [{ ...node, Platforms: [{ architecture: "arm64" }] }]],
  ])("is asked where it is %s", async (_, driver, nodes) => {
    keep("ci", driver, nodes);
    expect(await known("ci")).toBeUndefined();
  });

  it("is asked where what is kept of it cannot be read", async () => {
    expect(await known("none")).toBeUndefined();
    expect(await known("../current")).toBeUndefined();
    writeFileSync(join(docker, "buildx", "instances", "broken"), "{");
    expect(await known("broken")).toBeUndefined();
  });
});
