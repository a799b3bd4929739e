import { describe, expect, it } from "vitest";
import { judgeScan, type ScanRule, scanSummary } from "../../../../src/image/scan/judge-scan.ts";
import type { ScanReport, Severity, Vulnerability } from "../../../../src/image/scan/vulnerability.ts";
import { parseWaivers } from "../../../../src/waivers/waivers.ts";

const found = (id: string, severity: Severity, fixedIn: string[] = []): Vulnerability => ({
  id,
  severity,
  fixedIn,
  aliases: [],
  package: `p-${id}`,
  version: "1",
  type: "npm",
  title: "",
  url: "",
  path: "",
});
const all = [
  found("low", "low", ["2"]),
  found("unknown", "unknown", ["2"]),
  found("high", "high"),
  found("critical", "critical", ["2"]),
];
const rule: ScanRule = {
  failOn: "high",
  ignoreUnfixed: false,
  waivers: [],
  image: "ghcr.io/acme/orders",
  now: new Date("2026-01-01T00:00:00Z"),
};
const report: ScanReport = {
  tool: "grype",
  toolVersion: "0.110.0",
  vulnerabilities: all,
  ignoredByScanner: 2,
  databaseBuilt: new Date("2025-12-31T00:00:00Z"),
};

describe("what stops an image", () => {
  it.each<[ScanRule["failOn"], boolean, string[]]>([
    ["critical", false, ["critical"]],
    ["high", false, ["critical", "high"]],
    ["high", true, ["critical"]],
    // What nobody has rated counts as medium.
    ["medium", false, ["critical", "high", "unknown"]],
    ["low", true, ["critical", "low", "unknown"]],
    ["none", false, []],
  ])("with fail-on %s and ignore-unfixed %s", (failOn, ignoreUnfixed, expected) => {
    const { blocking, failure } = judgeScan(all, { ...rule, failOn, ignoreUnfixed });
    expect(blocking.map(({ id }) => id)).toEqual(expected);
    expect(failure === undefined).toBe(expected.length === 0);
  });

  it("is said with the worst first, and with what helps", () => {
    const { failure } = judgeScan(all, rule);
    expect(failure?.found).toBe("1 critical, 1 high; first critical critical in p-critical 1 (mended in 2)");
    expect(failure?.advice).toMatch(/^Update p-critical, or accept/);
    expect(judgeScan([found("high", "high")], rule).failure?.advice).toMatch(/^None of them has a fix yet/);
  });

  it("is also a waiver that has ended, before all else", () => {
    const waivers = parseWaivers(
      "waivers: [{id: critical, reason: it is not reachable, owner: me, expires: 2025-12-31}]",
      "w.yaml",
    );
    expect(judgeScan([], { ...rule, waivers }).failure?.found).toMatch(
      /the waiver for critical of me ended on 2025-12-31/,
    );
  });

  it("is shown in the summary, which nothing in a report can break", () => {
    const bad = { ...found("high", "high"), title: "a | b <script>", package: "`x`", url: "javascript:alert(1)" };
    const judgement = judgeScan([bad, ...all], rule);
    const text = scanSummary(judgement, report, rule);
    expect(text).toMatch(
      /\*\*Scan\*\* by grype 0.110.0, database of 2025-12-31: 1 critical, 2 high, 1 low, 1 unknown\./,
    );
    expect(text).toContain("2 more were left out by the scanner's own configuration");
    expect(text).not.toMatch(/<script|javascript:/);
    expect(text).toMatch(/<summary>2 that do not stop the image \(fail-on: high\)<\/summary>/);
  });
});
