import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readGivenManifests } from "../../../src/actions/objects-inputs.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import { checks } from "../../../src/validation/registry.ts";
import { subjectOf } from "../../../src/validation/subject.ts";
import { deployment } from "../validation/proofs/cases.ts";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "objects-inputs-"));
  writeFileSync(join(directory, "broken.yaml"), "a: [\n");
  writeFileSync(join(directory, "twice.yaml"), `${deployment("")}---\n${deployment("")}`);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function findings(...patterns: string[]): Promise<string[]> {
  const { manifests, files } = await readGivenManifests(patterns, { directory });
  const subject = subjectOf(manifests, undefined, undefined, { files });
  return checks
    .filter(
      ({ id }) => id === "objects/readable-files" || id === "objects/duplicate-objects" || id === "security/non-root",
    )
    .flatMap((check) =>
      runCheck(check, subject, "info").findings.map(({ at }) => `${check.id} ${at?.file}:${at?.line}`),
    );
}

describe("the manifests of a validation", () => {
  it("are judged beside the file that cannot be read", async () => {
    expect(await findings(".")).toEqual([
      "security/non-root twice.yaml:5",
      "security/non-root twice.yaml:11",
      "objects/readable-files broken.yaml:2",
      "objects/duplicate-objects twice.yaml:7",
    ]);
  });

  it("are the failure of the one file where there is no other", async () => {
    await expect(findings("broken.yaml")).rejects.toMatchObject({ at: { file: "broken.yaml" } });
  });

  it("must be there", async () => {
    await expect(findings("missing.yaml")).rejects.toThrow(/nothing matches it/);
  });
});
