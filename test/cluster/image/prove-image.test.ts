import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import type { GateReport } from "../../../src/image/gate.ts";
import { parseInspectionRules } from "../../../src/image/inspect/rules.ts";
import { keyTag } from "../../../src/image/key/build-key.ts";
import { mergeImages } from "../../../src/image/merge.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { type Door, openDoor } from "./registry-door.ts";
import { type Bench, failureOf, openBench } from "./support.ts";

let bench: Bench;
let registry: string;
// The registry outlives a run: what must not be there yet has a name of its own.
const run = Date.now().toString(36);
beforeAll(async () => {
  bench = await openBench();
  registry = bench.rig.registry;
});
afterAll(() => bench.remove());

/** A program, a user without a name in any file, and tests as stages. */
const dockerfile = `FROM golang:1.26 AS tools
FROM tools AS test
COPY answer /answer
RUN echo the tests run ${run} && grep -q 42 /answer
RUN mkdir /reports && echo '<testsuite><testcase name="adds" classname="sums" time="0.5"/><testcase name="divides"><failure message="by zero"/></testcase></testsuite>' > /reports/unit.xml
FROM scratch
COPY --from=tools /bin/busybox /bin/busybox
COPY answer /answer
USER 65532
ENTRYPOINT ["/bin/busybox", "cat", "/answer"]
`;
const files = { Dockerfile: dockerfile, answer: "42\n", ".dockerignore": "notes\n.git\n", notes: "1" };

describe("an image that is proven", () => {
  const repository = () => `${registry}/prove-${run}/orders`;
  const passing = { testTarget: "test", testCommands: [["/bin/busybox", "grep", "42", "/answer"]], reuse: true };
  let first: Awaited<ReturnType<Bench["build"]>>;

  it("passes the tests of its source and its own, and is then pushed with the digest that was tested", async () => {
    const log = recordLog();
    const reports: GateReport[] = [];
    const directory = bench.workspace(files);
    const image = repository();
    first = await bench.build(
      { ...passing, directory, image, version: "1", inspect: parseInspectionRules([]) },
      { log, reports },
    );
    expect(reports.map(({ name, result }) => `${name} ${result}`)).toEqual([
      "tests passed",
      "inspection passed",
      "test-command passed",
    ]);
    expect(reports[0]?.markdown).toContain("the tests run");
    // BuildKit was given the image by this digest, and the registry serves it.
    expect(log.entries.join("\n")).toContain(`image-under-test=oci-layout://`);
    expect(reports[2]?.markdown).toContain(first.content?.platforms[0]?.digest);
    expect((await bench.fetch(`prove-${run}/orders/manifests/1`))?.digest).toBe(first.digest);
    expect(first).toMatchObject({
      reused: false,
      bases: [{ name: "golang:1.26", digest: expect.stringMatching(/^sha256:/) }],
    });
    expect(readdirSync(bench.tempDirectory)).toEqual([]);
  });

  it("is the same manifest when the same commit is built again elsewhere, with its provenance beside it", async () => {
    const again = await bench.build({
      directory: bench.workspace(files),
      image: `${registry}/prove-${run}/elsewhere/orders`,
      version: "1",
      noCache: true,
    });
    expect(again.content?.platforms[0]?.digest).toBe(first.content?.platforms[0]?.digest);
    expect(again.digest).toBe(first.digest);
    const config = first.content?.platforms[0]?.config;
    expect(config?.created).toBe("2024-01-01T00:00:00Z");
  });

  it("is used again for the same content, although the commit and an ignored file are others", async () => {
    const log = recordLog();
    const directory = bench.workspace({ ...files, notes: "2" });
    const reused = await bench.build(
      { ...passing, directory, image: repository(), version: "2", inspect: parseInspectionRules([]) },
      { log },
    );
    expect(reused).toMatchObject({ reused: true, digest: first.digest, reference: first.reference, version: "2" });
    expect(reused.content).toEqual(first.content);
    expect((await bench.fetch(`prove-${run}/orders/manifests/2`))?.digest).toBe(first.digest);
    expect(log.entries.filter((entry) => entry.startsWith("foreign"))).toEqual([]);
  });
});

describe("an image that does not pass", () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor(registry);
  });
  afterAll(() => door.close());

  /** Nothing of it reaches the registry, not even a layer. */
  const build = async (change: Parameters<Bench["build"]>[0], content: Record<string, string> = {}) => {
    const reports: GateReport[] = [];
    const image = `${door.host}/refused-${run}/orders`;
    const directory = bench.workspace({ ...files, ...content });
    const failure = await failureOf(bench.build({ image, version: "1", ...change, directory }, { reports }));
    expect(door.asked.filter((question) => !/^(?:HEAD|GET) /.test(question))).toEqual([]);
    expect(readdirSync(bench.tempDirectory)).toEqual([]);
    return { failure, reports };
  };
  const here = { directory: "" };

  it("tells the line of the test stage where it failed, with the end of its log, and builds nothing else", async () => {
    const { failure, reports } = await build({ ...here, testTarget: "test" }, { answer: "41\n" });
    expect(failure).toMatchObject({
      attempted: "testing the source (target test)",
      at: { file: "Dockerfile", line: 4 },
    });
    expect(failure.evidence[0]?.text).toContain("the tests run");
    expect(reports).toMatchObject([
      { name: "tests", result: "failed", markdown: expect.stringContaining("the tests run") },
    ]);
  });

  it("tells the tests that failed in the JUnit files of a stage that ended well", async () => {
    // Rules for the user's own lines are not for those that take the files out.
    const lower = dockerfile.replaceAll(/^(?:FROM|COPY|RUN|USER|ENTRYPOINT)\b| AS /gm, (word) => word.toLowerCase());
    const { failure, reports } = await build(
      { ...here, testTarget: "test", testResults: ["/reports/*.xml"] },
      { Dockerfile: `# check=error=true\n${lower}` },
    );
    expect(failure.found).toBe("1 of 2 tests failed, the first of them divides: by zero");
    expect(reports[0]?.outputs).toEqual({ "tests-passed": "1", "tests-failed": "1" });
  });

  it("tells of JUnit files that are not there", async () => {
    const { failure } = await build({ ...here, testTarget: "test", testResults: ["/nowhere/*.xml"] });
    expect(failure).toMatchObject({ found: "the test stage has no file /nowhere/*.xml", at: { line: 2 } });
  });

  it("tells the command that failed in the image and what it printed, and what the inspection found", async () => {
    const secret = `${dockerfile.replace("USER 65532\n", "")}COPY key /root/.ssh/id_ed25519\nHEALTHCHECK CMD ["curl", "-f", "http://localhost/"]\n`;
    const { failure, reports } = await build(
      {
        ...here,
        testCommands: [["/bin/busybox", "sh", "-c", "echo the answer is no; exit 3"]],
        inspect: parseInspectionRules(["secrets=error", "caches=off"]),
      },
      { Dockerfile: secret, key: "-----BEGIN OPENSSH PRIVATE KEY-----\n" },
    );
    expect(failure).toMatchObject({
      attempted: "inspecting the image",
      found: "/root/.ssh/id_ed25519 looks like a private SSH key",
      at: { file: "Dockerfile", line: 10 },
    });
    expect(reports.map(({ name, result }) => `${name} ${result}`)).toEqual([
      "inspection failed",
      "test-command failed",
    ]);
    expect(reports[0]?.markdown).toMatch(/runs as root/);
    expect(reports[0]?.markdown).toMatch(/needs curl, which is not in the image/);
    expect(reports[1]).toMatchObject({
      failure: { found: 'the command "/bin/busybox sh -c echo the answer is no; exit 3" ended with exit code 3' },
      markdown: expect.stringContaining("the answer is no"),
    });
  });

  it("is not pushed where the job is cancelled while it is tested, and the test ends in BuildKit too", async () => {
    const abort = new AbortController();
    const reason = new Error("cancelled");
    const seconds = `${Date.now() % 100_000}.75`;
    const log = recordLog((entry) => {
      if (entry.includes("test-has-started-42")) abort.abort(reason);
    });
    const image = `${registry}/refused-${run}/cancelled`;
    const testCommands = [["/bin/busybox", "sh", "-c", `echo test-has-started-$((41+1)); exec sleep ${seconds}`]];
    const building = bench.build(
      { directory: bench.workspace(files), image, version: "1", testCommands },
      { log, signal: abort.signal },
    );
    await expect(building).rejects.toBe(reason);
    const running = () =>
      spawnSync("ps", ["-e", "-ww", "-o", "args="], { encoding: "utf8" })
        .stdout.split("\n")
        .filter((line) => line.endsWith(`sleep ${seconds}`));
    await expect.poll(running).toEqual([]);
    expect(readdirSync(bench.tempDirectory)).toEqual([]);
    expect(await bench.fetch(`refused-${run}/cancelled/tags/list`)).toBeUndefined();
  });

  it("tells of a program that the image does not have, of a base image without a digest, and of an output that pushes", async () => {
    const missing = await build({ ...here, testCommands: [["/nope"]] });
    expect(missing.failure.advice).toMatch(/has no program|mend the image/i);
    const loose = await build({ ...here, pinBases: "require" });
    expect(loose.failure).toMatchObject({
      at: { file: "Dockerfile", line: 1 },
      advice: expect.stringContaining("@sha256:"),
    });
    const pushing = await build({ ...here, outputs: ["type=image,name=x,push=true"] });
    expect(pushing.failure.found).toMatch(/would push the image before it was tested/);
  });
});

describe("what several runners built", () => {
  it("is merged by digest, under tags that none of them set", async () => {
    const image = `${registry}/merged-${run}/orders`;
    const plain = { Dockerfile: 'FROM scratch\nCOPY Dockerfile /\nCMD ["/x"]\n' };
    const context = {
      log: recordLog(),
      signal: never,
      env: bench.rig.env,
      tempDirectory: bench.tempDirectory,
      runCommand,
    };
    const digests: string[] = [];
    for (const platform of ["linux/amd64", "linux/arm64"]) {
      const request = {
        directory: bench.workspace(plain),
        image,
        version: "1",
        platforms: [platform],
        pushByDigest: true,
      };
      digests.push((await bench.build(request)).digest);
    }
    // Where the registry has no referrers API, attestations are found under tags that are digests.
    const tags = (await bench.fetch(`merged-${run}/orders/tags/list`))?.json.tags as string[] | null;
    expect(tags?.filter((tag) => !/^sha256-[0-9a-f]{64}$/.test(tag)) ?? []).toEqual([]);
    const request = { directory: ".", image, version: "1.2", digests, tags: [`${image}:all`] };
    const merged = await mergeImages(request, context);
    expect(merged).toMatchObject({
      tags: [`${image}:1.2`, `${image}:all`],
      platforms: [
        { platform: "linux/amd64", digest: digests[0] },
        { platform: "linux/arm64", digest: digests[1] },
      ],
    });
    const served = await bench.fetch(`merged-${run}/orders/manifests/all`);
    expect(served?.digest).toBe(merged.digest);
    expect(served?.json.manifests).toHaveLength(2);
    const missing = await failureOf(mergeImages({ ...request, digests: [`sha256:${"0".repeat(64)}`] }, context));
    expect(missing.advice).toMatch(/push-by-digest/);
  });

  it("has the same manifest for each platform when it is built again, and the same index unless that is attested", async () => {
    const platforms = ["linux/amd64", "linux/arm64"];
    const build = async (name: string, attestations: "referrers" | "index") => {
      const directory = bench.workspace({ Dockerfile: "FROM scratch\nCOPY Dockerfile answer /\n", answer: "42\n" });
      const image = `${registry}/platforms-${run}/${name}/orders`;
      const built = await bench.build({ directory, image, version: "1", platforms, noCache: true, attestations });
      const served = await bench.fetch(`platforms-${run}/${name}/orders/manifests/1`);
      expect(served?.digest).toBe(built.digest);
      const entries = served?.json.manifests as { digest: string; platform: { os: string; architecture: string } }[];
      const images = entries.filter(({ platform }) => platform.os !== "unknown");
      expect(images.map(({ platform }) => `${platform.os}/${platform.architecture}`)).toEqual(platforms);
      return {
        index: built.digest,
        manifests: images.map(({ digest }) => digest),
        others: entries.length - images.length,
      };
    };
    const first = await build("first", "referrers");
    expect(first.others).toBe(0);
    expect(await build("again", "referrers")).toEqual(first);
    const attested = await build("attested", "index");
    expect(attested).toMatchObject({ manifests: first.manifests, others: 2 });
    expect(attested.index).not.toBe(first.index);
  });

  it("is not used again by a machine of another kind, although its key leads to it", async () => {
    const name = `kinds-${run}/orders`;
    const directory = bench.workspace({ Dockerfile: "FROM scratch\nCOPY Dockerfile /\n", ".dockerignore": ".git\n" });
    const log = recordLog();
    const build = (version: string, platforms: readonly string[] = []) =>
      bench.build({ directory, image: `${registry}/${name}`, version, platforms, reuse: true }, { log });
    const foreign = await build("foreign", ["linux/s390x"]);
    const own = await build("own");
    expect(await build("again"), log.entries.join("\n")).toMatchObject({ reused: true, digest: own.digest });
    // As a builder of that kind, of which nobody knew, would have left it.
    const type = "application/vnd.oci.image.index.v1+json";
    const tag = (key: string) => `http://${registry}/v2/${name}/manifests/${keyTag(key)}`;
    const kept = await (await fetch(tag(foreign.key), { headers: { accept: type } })).arrayBuffer();
    const put = await fetch(tag(own.key), { method: "PUT", headers: { "content-type": type }, body: kept });
    expect(put.status).toBe(201);
    const built = await build("anew");
    expect(built.reused).toBe(false);
    expect(built.content?.platforms[0]?.platform).not.toBe("linux/s390x");
  });
});
