import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packagesMatch } from "../../../scripts/packages-match.mjs";

const root = mkdtempSync(join(tmpdir(), "slipway-packages-"));
afterAll(() => rmSync(root, { recursive: true }));

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/mac": { version: "1.0.0", integrity: "sha512-m", optional: true },
};

function install(packages: object, withNode = true): boolean {
  rmSync(join(root, "node_modules"), { recursive: true, force: true });
  mkdirSync(join(root, "node_modules", "node", "bin"), { recursive: true });
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: wanted }));
  writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
  if (withNode) writeFileSync(join(root, "node_modules", "node", "bin", "node"), "");
  return packagesMatch(root);
}

describe("packagesMatch", () => {
  it.each([
    [
      true,
      "what is wanted is installed, another platform's packages apart",
      { "node_modules/a": wanted["node_modules/a"] },
    ],
    [false, "a package is missing", {}],
    [false, "a package has another version", { "node_modules/a": { version: "1.0.1", integrity: "sha512-b" } }],
    [
      false,
      "a package is left over",
      { "node_modules/a": wanted["node_modules/a"], "node_modules/b": { version: "1.0.0" } },
    ],
  ])("is %s where %s", (matches, _why, packages) => {
    expect(install(packages)).toBe(matches);
  });

  it("is false where Node itself is missing, or nothing is installed", () => {
    expect(install({ "node_modules/a": wanted["node_modules/a"] }, false)).toBe(false);
    rmSync(join(root, "node_modules"), { recursive: true });
    expect(packagesMatch(root)).toBe(false);
  });
});
