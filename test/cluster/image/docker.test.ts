// What does a build do with a real docker engine: a builder of its own, and the image in docker's store?

import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rigEnvironment } from "../../rig/environment.ts";
import { recordLog } from "../../unit/image/support.ts";
import { type DockerDaemon, startDockerDaemon } from "./docker-daemon.ts";
import { type Bench, openBench } from "./support.ts";

const run = Date.now().toString(36);
let bench: Bench;
let docker: DockerDaemon;
const { kind } = await rigEnvironment();

// Beside any other cluster the machine's own docker may be missing, or somebody's.
describe.runIf(kind === "rig")("with a docker engine", () => {
  beforeAll(async () => {
    bench = await openBench();
    docker = await startDockerDaemon(bench.rig.env);
  });
  afterAll(async () => {
    await docker?.close();
    bench?.remove();
  });

  it("builds in a container of its own, tests and pushes the image, loads the same, and removes the container", async () => {
    const log = recordLog();
    const image = `${bench.rig.registry}/docker-${run}/orders`;
    const built = await bench.build(
      {
        ...{ directory: workspace(["sh", "-c", "echo 42 > /answer"]), image, version: "1" },
        // Docker's store takes no attestation.
        ...{ load: true, provenance: "mode=max" },
        testCommands: [["/bin/busybox", "grep", "42", "/answer"]],
      },
      { log, env: docker.env },
    );
    expect(log.entries).toContainEqual(expect.stringMatching(/Docker's own builder hands out no image: slipway-/));
    const served = await bench.fetch(`docker-${run}/orders/manifests/1`);
    expect(served?.digest).toBe(built.digest);
    // The id of an image in docker's store is the digest of its configuration.
    expect(await docker.ask(`/images/${image}:1/json`)).toMatchObject({
      Id: (served?.json.config as { digest?: string } | undefined)?.digest,
      RepoTags: [`${image}:1`],
    });
    await expectNothingLeft();
  });

  it("loads what is not pushed", async () => {
    const image = `${bench.rig.registry}/docker-${run}/kept`;
    const request = { directory: workspace(["true"]), image, version: "1", load: true, push: false };
    // Docker's own builder builds it. The engine here is older than named contexts, and has no network.
    await bench.build({ ...request, buildContexts: [], network: "none" }, { env: docker.env });
    expect(await docker.ask(`/images/${image}:1/json`)).toMatchObject({ RepoTags: [`${image}:1`] });
    expect(await bench.fetch(`docker-${run}/kept/tags/list`)).toBeUndefined();
    await expectNothingLeft();
  });

  it("removes the container when it is cancelled in the middle of a step", async () => {
    const abort = new AbortController();
    const reason = new Error("cancelled");
    const log = recordLog((entry) => {
      if (entry.includes("has-started-42")) abort.abort(reason);
    });
    const directory = workspace(["sh", "-c", "echo has-started-$((41+1)); exec sleep 600"]);
    const request = { directory, image: `${bench.rig.registry}/docker-${run}/cancelled`, version: "1" };
    await expect(bench.build(request, { log, signal: abort.signal, env: docker.env })).rejects.toBe(reason);
    await expectNothingLeft();
  });
});

function workspace(step: readonly string[]): string {
  const directory = bench.workspace({
    Dockerfile: `FROM scratch\nCOPY busybox /bin/busybox\nRUN ${JSON.stringify(["/bin/busybox", ...step])}\nUSER 65532\nENTRYPOINT ["/bin/busybox"]\n`,
  });
  copyFileSync(docker.busybox, join(directory, "busybox"));
  return directory;
}

/** Nothing of a builder that the build made for itself. */
async function expectNothingLeft(): Promise<void> {
  expect(await docker.ask("/containers/json?all=true")).toEqual([]);
  expect(await docker.ask("/volumes")).toMatchObject({ Volumes: [] });
  expect(readdirSync(join(docker.env.BUILDX_CONFIG ?? "", "instances"))).toEqual([]);
  expect(readdirSync(bench.tempDirectory)).toEqual([]);
}
