import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { renderPeers } from "../../../src/validation/peers/document.ts";
import { kubeLinter } from "../../../src/validation/peers/kube-linter.ts";
import { kubeScore } from "../../../src/validation/peers/kube-score.ts";
import { polaris } from "../../../src/validation/peers/polaris.ts";
import { checks } from "../../../src/validation/registry.ts";
import { kubeLinterChecks, polarisChecks } from "./peers-checks.ts";

const tools = [
  ["kube-score", kubeScore],
  ["kube-linter", kubeLinter],
  ["Polaris", polaris],
] as const;

describe("the comparison with other tools", () => {
  it.each(tools)("names only checks of ours that exist, for %s", (_name, rows) => {
    const ids = new Set<string>(checks.map(({ id }) => id));
    const named = rows.flatMap((row) => ("ours" in row ? row.ours : []));
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(tools)("has each check of %s once", (_name, rows) => {
    const names = rows.map(({ check }) => check);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("has the 39 checks of kube-score v1.20.0", () => {
    expect(kubeScore).toHaveLength(39);
  });

  it.each([
    ["kube-linter", kubeLinter, kubeLinterChecks, 92],
    ["Polaris", polaris, polarisChecks, 55],
  ] as const)("has each built-in check of %s, and no other", (_name, rows, known, count) => {
    expect(known).toHaveLength(count);
    expect(rows.map(({ check }) => check).toSorted()).toEqual(known.toSorted());
  });

  it("stands in docs/kube-score.md as the code has it", async () => {
    expect(await readFile("docs/kube-score.md", "utf8")).toBe(renderPeers());
  });
});
