import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { differingFiles } from "../../../scripts/compare-folders.ts";

const root = mkdtempSync(join(tmpdir(), "slipway-compare-"));
afterAll(() => rmSync(root, { recursive: true }));

function folder(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(root, name, "bundle"), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), text);
  return join(root, name);
}

it("names each file that is missing, left over or different", async () => {
  const expected = folder("expected", { "a.js": "1", "bundle/b.js": "1", "c.js": "1" });
  const actual = folder("actual", { "a.js": "1", "bundle/b.js": "2", "d.js": "1" });
  expect(await differingFiles(expected, expected)).toEqual([]);
  expect(await differingFiles(expected, actual)).toEqual([
    "bundle/b.js differs",
    "c.js is missing",
    "d.js is left over",
  ]);
  expect(await differingFiles(expected, join(root, "nothing"))).toHaveLength(3);
});
