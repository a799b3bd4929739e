import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readResults } from "../../../../src/image/tests/junit-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-junit-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = { file: "Dockerfile", line: 4 };

describe("the files that a test stage left", () => {
  it("are added up, with what lies beside them left out", async () => {
    mkdirSync(join(folder, "0"));
    writeFileSync(join(folder, "0", "a.xml"), '<testsuite><testcase name="a"/></testsuite>');
    writeFileSync(join(folder, "b.xml"), '<testsuite><testcase name="b"/></testsuite>');
    writeFileSync(join(folder, "log.txt"), "b passed");
    symlinkSync("/etc/passwd", join(folder, "link.xml"));
    expect(await readResults(folder, at)).toMatchObject({ passed: 2, failed: 0 });
  });

  it.each([
    ["a.xml", "<testsuite><testcase", /^a\.xml is no JUnit XML: it ends in the middle/],
    ["a.xml", "", /^a\.xml is no JUnit XML: it has neither/],
    ["a.txt", "<testsuite/>", /^a\.txt cannot be JUnit XML: the name does not end in \.xml/],
  ])("are refused at the stage where %s holds %j", async (name, text, found) => {
    writeFileSync(join(folder, name), text);
    await expect(readResults(folder, at)).rejects.toMatchObject({ found: expect.stringMatching(found), at });
  });
});
