import { describe, expect, it } from "vitest";
import { parseInspectionRules } from "../../../../src/image/inspect/rules.ts";

describe("the rules of the inspection", () => {
  it("are one for all, then those of single ones", () => {
    expect(parseInspectionRules(["error", "caches=off"])).toMatchObject({ user: "error", caches: "off" });
  });

  it.each([
    ["secret=error", "secrets=error"],
    ["user=eror", "user=error"],
    ["warn=error", undefined],
    ["errors", "error"],
  ])("are refused where %s stands, with the nearest word", (entry, nearest) => {
    const meant = nearest === undefined ? /about an inspection\. Write/ : `(did you mean ${nearest}?)`;
    expect(() => parseInspectionRules([entry])).toThrow(meant);
  });
});
