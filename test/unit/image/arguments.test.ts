import { describe, expect, it } from "vitest";
import { type BuildxInvocation, buildxArguments, layoutOutput, secretVariables } from "../../../src/image/arguments.ts";

const least: BuildxInvocation = {
  context: ".",
  buildArgs: [],
  buildContexts: [],
  secrets: [],
  secretFiles: [],
  ssh: [],
  platforms: [],
  labels: [],
  annotations: [],
  cacheFrom: [],
  cacheTo: [],
  noCache: false,
  pull: false,
  addHosts: [],
  ulimit: [],
  outputs: ["type=x"],
  metadataFile: "/tmp/metadata.json",
};

const always = ["--output", "type=x", "--metadata-file", "/tmp/metadata.json", "--", "."];

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
    ["labels", { labels: ["a=b c"] }, ["--label", "a=b c"]],
    ["annotations", { annotations: ["index:a=b"] }, ["--annotation", "index:a=b"]],
    [
      "caches",
      { cacheFrom: ["type=gha"], cacheTo: ["type=gha,mode=max"] },
      ["--cache-from", "type=gha", "--cache-to", "type=gha,mode=max"],
    ],
    ["switches", { noCache: true, pull: true }, ["--no-cache", "--pull"]],
    ["a secret that is a file", { secretFiles: [{ id: "a", path: "/x,y" }] }, ["--secret", 'id=a,"src=/x,y"']],
    ["an SSH agent", { ssh: ["default"] }, ["--ssh", "default"]],
    ["hosts", { addHosts: ["a:10.0.0.1", "b:10.0.0.2"] }, ["--add-host", "a:10.0.0.1", "--add-host", "b:10.0.0.2"]],
    ["a network", { network: "none" }, ["--network", "none"]],
    ["shared memory", { shmSize: "128m" }, ["--shm-size", "128m"]],
    ["limits", { ulimit: ["nofile=1024:1024"] }, ["--ulimit", "nofile=1024:1024"]],
    ["attestations", { provenance: "mode=max", sbom: "true" }, ["--provenance=mode=max", "--sbom=true"]],
    ["no attestations", { provenance: "false" }, ["--provenance=false"]],
  ])("say %s", (_, change, expected) => {
    expect(buildxArguments({ ...least, ...change })).toEqual(["build", "--progress=plain", ...expected, ...always]);
  });

  it("keep what nobody asked for in the cache", () => {
    expect(buildxArguments({ ...least, outputs: [] })).toContain("type=cacheonly");
  });

  it("hand out a layout whose folder may have any name", () => {
    expect(layoutOutput(true)).toBe("type=oci,dest=-,oci-artifact=true,rewrite-timestamp=true");
    expect(layoutOutput(false, "ghcr.io/acme/orders:1")).toBe(
      "type=oci,dest=-,oci-artifact=true,name=ghcr.io/acme/orders:1",
    );
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
