import { describe, expect, it } from "vitest";
import type { BuildRequest } from "../../../src/image/build-request.ts";
import { checkSettings, checkStages, foreignFrontend } from "../../../src/image/check-settings.ts";
import { parseDockerfile } from "../../../src/image/dockerfile/dockerfile.ts";

// What buildx v0.30.1 takes without a word and BuildKit then makes something else of.

const check = (request: Partial<BuildRequest>) => () => checkSettings({ directory: ".", ...request });

describe("a setting", () => {
  it.each<[string, Partial<BuildRequest>]>([
    ["platforms", { platforms: ["linux/amd64", "linux/amd"] }],
    ["platforms", { platforms: ["linux"] }],
    ["platforms", { platforms: ["amd64"] }],
    ["platforms", { platforms: ["linux/arm/v7/x"] }],
    ["network", { network: "nonee" }],
    ["provenance", { provenance: "mod=max" }],
    ["provenance", { provenance: "mode=maximum" }],
    ["provenance", { provenance: "flase" }],
    ["labels", { labels: ["team=orders", "team"] }],
    ["sbom", { sbom: "tru" }],
    ["annotations", { annotations: ["team"] }],
    ["annotations", { annotations: ["manifst:team=orders"] }],
    ["annotations", { annotations: ["manifest,idx:team=orders"] }],
    ["build-args", { buildArgs: ["A=1", "=3"] }],
    ["build-contexts", { buildContexts: ["base"] }],
  ])("of %s with a typo is refused: %o", (input, request) => {
    expect(check(request)).toThrow(new RegExp(`reading the input "${input}".* is not allowed`, "s"));
  });

  it.each<[Partial<BuildRequest>]>([
    [{}],
    [{ platforms: ["linux/amd64", "linux/arm64/v8", "linux/arm/v7", "windows(10.0.17763)/amd64", "local"] }],
    [{ platforms: ["linux/x86_64", "Linux/AArch64"] }],
    [{ network: "host", labels: ["a=b=c", "empty="] }],
    [{ provenance: "mode=max,builder-id=https://ci.example/1,reproducible=true" }],
    [{ provenance: "false" }],
    [{ annotations: ["a=b:c", "com.example:team=x", "index:a=1", "manifest[linux/arm/v7],index-descriptor:a=1"] }],
    [{ sbom: "generator=example.com/scanner:1", buildArgs: ["VERSION", "A="], buildContexts: ["a=../b"] }],
    [{ provenance: "max" }],
  ])("that is right is taken: %o", (request) => {
    expect(check(request)).not.toThrow();
  });
});

describe("a stage", () => {
  const stages = "FROM a AS build\nFROM a AS test\nFROM scratch\n";
  const look =
    (request: Partial<BuildRequest>, text = stages) =>
    () =>
      checkStages(parseDockerfile(text), { directory: ".", ...request });

  it("that is not there is told before the tests run, with the one that was meant", () => {
    expect(look({ testTarget: "test", target: "biuld" })).toThrow(
      /reading the input "target".* no stage "biuld" \(did you mean build\?\).* build, test\./s,
    );
    expect(look({ testTarget: "unit" })).toThrow(/reading the input "test-target".* no stage "unit"\./s);
    expect(look({ target: "x" }, `# syntax=docker/dockerfile:1.7-labs\n${stages}`)).toThrow(/no stage "x"/);
    // BuildKit knows no target by its number.
    expect(look({ target: "0" })).toThrow(/no stage "0"/);
    expect(look({ target: "x" }, "FROM a\n")).toThrow(/none of them has a name yet/);
  });

  it("that is there by its name, or that another frontend knows, is taken", () => {
    expect(look({ testTarget: "Test", target: "build" })).not.toThrow();
    expect(look({})).not.toThrow();
    expect(look({ target: "x" }, `# syntax=example.com/other\n${stages}`)).not.toThrow();
    expect(look({ target: "x" }, "nothing of docker's\n")).not.toThrow();
  });
});

describe("who reads the file", () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ["FROM a\n", {}, undefined],
    ["# syntax=docker.io/docker/dockerfile:1\nFROM a\n", {}, undefined],
    ["# syntax=example.com/other:1\nFROM a\n", {}, "example.com/other:1"],
    ["FROM a\n", { BUILDKIT_SYNTAX: "example.com/other:1" }, "example.com/other:1"],
  ])("of %j with %o is %s", (text, buildArgs, frontend) => {
    expect(foreignFrontend(parseDockerfile(text), buildArgs)).toBe(frontend);
  });
});
