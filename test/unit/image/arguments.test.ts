import { describe, expect, it } from "vitest";
import { type BuildxInvocation, buildxArguments, secretVariables } from "../../../src/image/arguments.ts";

const least: BuildxInvocation = {
  context: ".",
  buildArgs: [],
  buildContexts: [],
  secrets: [],
  platforms: [],
  tags: [],
  labels: [],
  annotations: [],
  cacheFrom: [],
  cacheTo: [],
  noCache: false,
  pull: false,
  push: true,
  metadataFile: "/tmp/metadata.json",
};

const always = ["--push", "--metadata-file", "/tmp/metadata.json", "--", "."];

describe("the arguments of buildx", () => {
  it.each<[string, Partial<BuildxInvocation>, string[]]>([
    ["nothing asked", {}, []],
    ["a builder", { builder: "remote" }, ["--builder", "remote"]],
    ["a Dockerfile", { file: "deploy/Dockerfile" }, ["--file", "deploy/Dockerfile"]],
    ["a stage", { target: "test" }, ["--target", "test"]],
    ["build arguments", { buildArgs: ["A=1,2", "B"] }, ["--build-arg", "A=1,2", "--build-arg", "B"]],
    [
      "a context",
      { buildContexts: ["golang:1.26=docker-image://x"] },
      ["--build-context", "golang:1.26=docker-image://x"],
    ],
    ["platforms in one", { platforms: ["linux/amd64", "linux/arm64"] }, ["--platform", "linux/amd64,linux/arm64"]],
    ["tags", { tags: ["a:1", "b:1"] }, ["--tag", "a:1", "--tag", "b:1"]],
    ["labels", { labels: ["a=b c"] }, ["--label", "a=b c"]],
    ["annotations", { annotations: ["index:a=b"] }, ["--annotation", "index:a=b"]],
    [
      "caches",
      { cacheFrom: ["type=gha"], cacheTo: ["type=gha,mode=max"] },
      ["--cache-from", "type=gha", "--cache-to", "type=gha,mode=max"],
    ],
    ["switches", { noCache: true, pull: true }, ["--no-cache", "--pull"]],
  ])("say %s", (_, change, expected) => {
    expect(buildxArguments({ ...least, ...change })).toEqual(["build", "--progress=plain", ...expected, ...always]);
  });

  it("keep what is not pushed in the cache", () => {
    const args = buildxArguments({ ...least, push: false });
    expect(args).toContain("--output=type=cacheonly");
    expect(args).not.toContain("--push");
  });

  it("keep a context that looks like an option from being one", () => {
    expect(buildxArguments({ ...least, context: "--push" }).slice(-2)).toEqual(["--", "--push"]);
  });

  it("name secrets without their values, which travel in the environment", () => {
    const secrets = [
      { id: "npm", value: "hush" },
      { id: "key", value: "a\nb" },
    ];
    const args = buildxArguments({ ...least, secrets });
    expect(args.join(" ")).toContain(
      "--secret id=npm,env=SLIPWAY_BUILD_SECRET_0 --secret id=key,env=SLIPWAY_BUILD_SECRET_1",
    );
    expect(args.join(" ")).not.toContain("hush");
    expect(secretVariables(secrets)).toEqual({ SLIPWAY_BUILD_SECRET_0: "hush", SLIPWAY_BUILD_SECRET_1: "a\nb" });
  });
});
