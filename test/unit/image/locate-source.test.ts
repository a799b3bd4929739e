import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { locateSource } from "../../../src/image/locate-source.ts";

describe("the build context and the Dockerfile", () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "slipway-place-"));
    for (const name of ["service", "podman"]) mkdirSync(join(directory, name));
    for (const name of ["Dockerfile", "service/Dockerfile", "service/Other", "podman/Containerfile"])
      writeFileSync(join(directory, name), "");
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ["the workspace", {}, ".", "Dockerfile"],
    ["a folder of it", { context: "service" }, "service", "service/Dockerfile"],
    ["a folder as people write it", { context: "./service/" }, "./service/", "service/Dockerfile"],
    ["a file of its own", { file: "./service/Other" }, ".", "service/Other"],
  ])("are %s", (_, request, context, dockerfile) => {
    expect(locateSource({ directory, ...request })).toMatchObject({ context, dockerfile });
  });

  it("are named from the workspace where they are given in full", () => {
    const place = locateSource({ directory, file: join(directory, "service/Other") });
    expect(place.dockerfile).toBe("service/Other");
  });

  it.each(["https://github.com/acme/orders.git#main", "git@github.com:acme/orders.git", "github.com/acme/orders"])(
    "can be elsewhere: %s",
    (context) => {
      expect(locateSource({ directory, context })).toEqual({ context, folder: undefined, dockerfile: "Dockerfile" });
    },
  );

  it("are told in words that help where a context is written for docker/build-push-action", () => {
    expect(() => locateSource({ directory, context: "{{defaultContext}}:service" })).toThrow(
      /the folder itself: service$/,
    );
    expect(() => locateSource({ directory, context: "{{defaultContext}}" })).toThrow(/the folder itself: \.$/);
  });

  it("are told where they are not there", () => {
    expect(() => locateSource({ directory, context: "nowhere" })).toThrow(/no folder nowhere/);
    expect(() => locateSource({ directory, context: "service/Dockerfile" })).toThrow(/no folder/);
    expect(() => locateSource({ directory, file: "nowhere" })).toThrow(/no file nowhere.*begins at the workspace/);
    expect(() => locateSource({ directory, file: "service" })).toThrow(/no file service/);
    expect(() => locateSource({ directory, file: "." })).toThrow(/no file \. in/);
    expect(() => locateSource({ directory, file: "service/Othr" })).toThrow(/did you mean service\/Other\?/);
    expect(() => locateSource({ directory, context: "podman" })).toThrow(/did you mean podman\/Containerfile\?/);
    for (const request of [{ context: "-" }, { file: "-" }]) {
      expect(() => locateSource({ directory, ...request })).toThrow(/standard input, and a step has none/);
    }
  });
});
