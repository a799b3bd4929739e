import { describe, expect, it } from "vitest";
import { inputs, readSecrets, requestOf } from "../../../src/actions/build-image-inputs.ts";
import { buildOutputs, noOutputs } from "../../../src/actions/build-image-outputs.ts";
import type { Job } from "../../../src/github/job.ts";
import type { BuiltImage } from "../../../src/image/build-request.ts";
import { never, recordLog } from "../image/support.ts";

function jobWith(env: NodeJS.ProcessEnv, masked: string[] = []): Job {
  return {
    log: recordLog(),
    signal: never,
    env,
    tempDirectory: "/tmp",
    run: { repository: "", sha: "", ref: "", event: "", actor: "", runKey: "", runUrl: "", workspace: "/workspace" },
    mask: (secret) => masked.push(secret),
    redact: (text) => text,
    addSummary: async () => undefined,
    saveState: () => undefined,
    state: () => "",
  };
}

const read = (given: Record<string, string>) => requestOf(inputs.parse(given), [], jobWith({}));

describe("the inputs of build-image", () => {
  it("split at commas only where a value cannot hold one", () => {
    expect(
      read({
        tags: "a:1,b:1",
        platforms: "linux/amd64,linux/arm64",
        "add-hosts": "a:1.1.1.1,b:2.2.2.2",
        ulimit: "nofile=1:2,nproc=3",
        ssh: "default,other=/x",
        "build-args": "A=1,2\nB=3",
        labels: "a=1,2",
        annotations: "a=1,2",
        "cache-from": "type=gha,scope=x",
        "cache-to": "type=gha,mode=max\ntype=inline",
        outputs: "type=local,dest=out",
        "build-contexts": "a=docker-image://x,y",
      }),
    ).toMatchObject({
      tags: ["a:1", "b:1"],
      platforms: ["linux/amd64", "linux/arm64"],
      addHosts: ["a:1.1.1.1", "b:2.2.2.2"],
      ulimit: ["nofile=1:2", "nproc=3"],
      ssh: ["default", "other=/x"],
      buildArgs: ["A=1,2", "B=3"],
      labels: ["a=1,2"],
      annotations: ["a=1,2"],
      cacheFrom: ["type=gha,scope=x"],
      cacheTo: ["type=gha,mode=max", "type=inline"],
      outputs: ["type=local,dest=out"],
      buildContexts: ["a=docker-image://x,y"],
    });
  });

  it("take what is quoted as docker/build-push-action does, of several lines too", () => {
    const text = '"A=one\ntwo, ""x"""\nB="b"\n"C=c d"';
    const entries = ['A=one\ntwo, "x"', 'B="b"', "C=c d"];
    const given = read({ "build-args": text, labels: text, annotations: text, "build-contexts": text });
    expect(given).toMatchObject({ buildArgs: entries, labels: entries, annotations: entries, buildContexts: entries });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ "test-results": "/r/*.xml" }, /"test-results" is given without "test-target"/],
    [{ "max-growth": "10%" }, /"max-growth" is given without "compare-with"/],
    [{ scan: "report" }, /"scan: report" is given without "scan-report"/],
    [{ "scan-report": "a.json" }, /"scan-report" is given without "scan: report"/],
    [{ "scan-sarif": "a.sarif" }, /"scan-sarif" is given without "scan"/],
    [{ digests: "sha256:1" }, /"digests" is given without "operation: merge"/],
  ])("are refused where one means nothing alone: %o", (given, found) => {
    expect(() => read(given)).toThrow(found);
  });

  it("inspect what is pushed, and without a push only where they say so", () => {
    expect(read({}).inspect).toMatchObject({ user: "warning" });
    expect(read({ push: "false" }).inspect).toBeUndefined();
    expect(read({ push: "false", inspect: "error,caches=off" }).inspect).toMatchObject({
      user: "error",
      caches: "off",
    });
  });

  it("hand a secret on as the workflow wrote it, and mask it without the spaces around it", () => {
    const masked: string[] = [];
    const raw = "key= two spaces  \n";
    const secrets = readSecrets(inputs.parse({ secrets: raw.trim() }), jobWith({ INPUT_SECRETS: raw }, masked));
    expect(secrets).toEqual([{ id: "key", value: " two spaces  " }]);
    expect(masked).toContain("two spaces");
  });
});

describe("the outputs of build-image", () => {
  const platform = (name: string, digest: string) => ({
    platform: name,
    digest,
    layers: [],
    config: { os: "", architecture: "" },
  });
  const built = (platforms: BuiltImage["content"]): BuiltImage => ({
    digest: "sha256:0",
    reference: "a@sha256:0",
    tags: ["a:1", "a:2"],
    metadata: "{}",
    version: "1",
    content: platforms,
    reused: false,
    key: "",
    bases: [
      { name: "b", reference: "b:1", line: 1, pinned: false, digest: "sha256:b" },
      { name: "c", reference: "c@sha256:c", line: 2, pinned: true, digest: "sha256:c" },
      { name: "d", reference: "d:1", line: 3, pinned: false, digest: "" },
    ],
    steps: [],
    durationMs: 1,
  });
  const content = { digest: "sha256:0", mediaType: "", attestations: [] };

  it("name the one platform's manifest by itself, and all of them as JSON", () => {
    const one = buildOutputs(built({ ...content, platforms: [platform("linux/amd64", "sha256:1")] }));
    expect(one).toMatchObject({ "image-digest": "sha256:1", "platform-digests": '{"linux/amd64":"sha256:1"}' });
    const two = [platform("linux/amd64", "sha256:1"), platform("linux/arm64", "sha256:2")];
    expect(buildOutputs(built({ ...content, platforms: two }))).toMatchObject({ "image-digest": "" });
    expect(buildOutputs(built(undefined))).toMatchObject({ "image-digest": "", "platform-digests": "" });
  });

  it("list the base images by their digests where they are known", () => {
    expect(buildOutputs(built(undefined))["base-images"]).toBe("b:1@sha256:b\nc@sha256:c\nd:1");
  });

  it("are all there where nothing came of the step", () => {
    expect(Object.keys(noOutputs)).toEqual(expect.arrayContaining(Object.keys(buildOutputs(built(undefined)))));
  });
});
