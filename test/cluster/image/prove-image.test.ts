import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import type { GateReport } from "../../../src/image/gate.ts";
import { parseInspectionRules } from "../../../src/image/inspect/rules.ts";
import { mergeImages } from "../../../src/image/merge.ts";
import { parseTagRule } from "../../../src/image/tag-rules.ts";
import { never, recordLog } from "../../unit/image/support.ts";
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
  const build = async (change: Parameters<Bench["build"]>[0], content: Record<string, string> = {}) => {
    const reports: GateReport[] = [];
    const image = `${registry}/refused-${run}/orders`;
    const directory = bench.workspace({ ...files, ...content });
    const failure = await failureOf(bench.build({ image, version: "1", ...change, directory }, { reports }));
    expect(await bench.fetch(`refused-${run}/orders/tags/list`)).toBeUndefined();
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
    const { failure, reports } = await build({ ...here, testTarget: "test", testResults: ["/reports/*.xml"] });
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
      failure: { found: expect.stringMatching(/the command .*exit 3.* ended with exit code 3/) },
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
    await expect.poll(running, { timeout: 30_000 }).toEqual([]);
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

describe("what a build hands over and hands out", () => {
  it("mounts secrets as they are, and tells nobody: not the log, not the image, not its provenance", async () => {
    const log = recordLog();
    const directory = bench.workspace({
      Dockerfile:
        "FROM golang:1.26 AS made\nARG API_TOKEN\nRUN --mount=type=secret,id=key --mount=type=secret,id=file --network=none wc -c < /run/secrets/key > /length && cat /run/secrets/file >> /length && grep other.test /etc/hosts\nFROM scratch\nCOPY --from=made /length /\n",
      "secret.txt": "from-a-file",
    });
    const built = await bench.build(
      {
        directory,
        image: `${registry}/prove-${run}/secret`,
        tags: [],
        tagRules: [parseTagRule("describe"), parseTagRule("sha"), parseTagRule("latest")],
        secrets: [{ id: "key", value: "hush hush " }],
        secretFiles: [{ id: "file", path: join(directory, "secret.txt") }],
        buildArgs: ["API_TOKEN=looks-like-one"],
        addHosts: ["other.test:10.0.0.9"],
        ulimit: ["nofile=512:512"],
        shmSize: "64m",
        provenance: "mode=max",
        attestations: "index",
        outputs: [`type=local,dest=${join(directory, "out")}`],
      },
      { log },
    );
    expect(readFileSync(join(directory, "out", "length"), "utf8")).toBe("10\nfrom-a-file");
    expect(built.tags).toHaveLength(2);
    expect(log.entries).toContainEqual(
      expect.stringMatching(/^warning: The build argument API_TOKEN looks like a secret/),
    );
    const provenance = await provenanceOf(`prove-${run}/secret`, built.digest);
    expect(provenance).toContain("slsa.dev/provenance");
    for (const secret of ["hush hush", "from-a-file"]) {
      expect(provenance).not.toContain(secret);
      expect(log.entries.join("\n")).not.toContain(secret);
    }
    expect(log.entries.join("\n")).not.toContain("API_TOKEN=looks");
  });

  it("merges what several runners built by digest, under tags that none of them set", async () => {
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
});

/** All that BuildKit attests, as text. */
async function provenanceOf(repository: string, digest: string): Promise<string> {
  const index = await bench.fetch(`${repository}/manifests/${digest}`);
  const manifests = index?.json.manifests as { digest: string; annotations?: Record<string, string> }[];
  const own = manifests.find(
    ({ annotations }) => annotations?.["vnd.docker.reference.type"] === "attestation-manifest",
  );
  const manifest = await bench.fetch(`${repository}/manifests/${own?.digest}`);
  const layers = manifest?.json.layers as { digest: string }[];
  return JSON.stringify(await Promise.all(layers.map((layer) => bench.fetch(`${repository}/blobs/${layer.digest}`))));
}
