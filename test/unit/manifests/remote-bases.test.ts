import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuseRemoteBases } from "../../../src/manifests/remote-bases.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "bases-"));
  mkdirSync(path.join(directory, "base"));
  mkdirSync(path.join(directory, "over"));
  writeFileSync(path.join(directory, "over/service.yaml"), "");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function judge(over: string, base = "resources: []\n"): Promise<string> {
  writeFileSync(path.join(directory, "over/kustomization.yaml"), over);
  writeFileSync(path.join(directory, "base/kustomization.yaml"), base);
  return refuseRemoteBases(path.join(directory, "over"), directory).then(
    () => "taken",
    (error) => `${error.at.file}:${error.at.line} ${error.message}`,
  );
}

describe("a kustomization", () => {
  it.each([
    ["a base of the repository", "resources:\n  - ../base\n  - service.yaml\n"],
    ["one that goes in a circle", "resources: [../base, ../over]\n"],
    ["a file that is missing, which kustomize tells", "resources: [missing.yaml]\n"],
  ])("may name %s", async (_, over) => {
    expect(await judge(over)).toBe("taken");
  });

  it.each([
    ["https://example.com/app//deploy?ref=v1"],
    ["https://raw.example.com/x.yaml"],
    ["github.com/example/app"],
    ["git@example.com:app.git"],
    ["example.com/app//deploy"],
    ["git::https://example.com/app"],
  ])("may not load %s, which is told with its line", async (entry) => {
    expect(await judge(`resources:\n  - service.yaml\n  - ${entry}\n`)).toMatch(
      /^over\/kustomization.yaml:3 .*it loads .*not in the repository.*allow-remote-bases/s,
    );
  });

  it("is followed into its bases, components and charts", async () => {
    const far = "components:\n  - https://example.com/c?ref=1\n";
    expect(await judge("resources: [../base]\n", far)).toMatch(/^base\/kustomization.yaml:2 /);
    expect(await judge("resources: []\nhelmCharts:\n  - {name: x, repo: https://example.com}\n")).toMatch(
      /^over\/kustomization.yaml:2 .*inflates a Helm chart/,
    );
  });
});
