import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ImageUnderTest } from "../../../../src/image/gate.ts";
import { scanGate } from "../../../../src/image/scan/scan-gate.ts";
import { never, recordLog } from "../support.ts";

// `scan: report`. The scanners themselves run in test/cluster/image/scan.test.ts.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-scan-gate-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const subject: ImageUnderTest = {
  image: { digest: "", mediaType: "", platforms: [], attestations: [] },
  place: { kind: "layout", folder: "" },
  repository: "ghcr.io/acme/orders",
};

function judge(report: unknown, more: { sarif?: string } = {}) {
  if (report !== undefined)
    writeFileSync(join(folder, "report.json"), typeof report === "string" ? report : JSON.stringify(report));
  const settings = {
    scan: "report",
    directory: folder,
    failOn: "high",
    ignoreUnfixed: false,
    report: "report.json",
    maxDatabaseAge: 86_400_000,
    ...more,
  } as const;
  const runCommand = () => Promise.reject(new Error("no program is asked"));
  return scanGate(settings)(subject, { log: recordLog(), signal: never, env: {}, tempDirectory: folder, runCommand });
}

const grype = (built: Date, matches: readonly object[] = [], providers: object = { github: {} }) => ({
  matches,
  descriptor: {
    name: "grype",
    version: "0.110.0",
    db: { status: { built: built.toISOString(), valid: true }, providers },
  },
});
const trivy = { SchemaVersion: 2, ArtifactName: "orders", Results: [] };
const sarif = (startTimeUtc: string) => ({
  version: "2.1.0",
  runs: [{ tool: { driver: { name: "Trivy" } }, invocations: [{ startTimeUtc }], results: [] }],
});
const match = { vulnerability: { id: "CVE-1", severity: "High" }, artifact: { name: "left-pad", version: "1.3.0" } };

describe("a report that another step wrote", () => {
  it("is judged as the scanner's own", async () => {
    expect(await judge(grype(new Date()))).toMatchObject({ result: "passed", outputs: { vulnerabilities: "0" } });
    for (const one of [trivy, { ...trivy, CreatedAt: new Date().toISOString() }, sarif(new Date().toISOString())]) {
      expect(await judge(one)).toMatchObject({ result: "passed" });
    }
    const stopped = await judge(grype(new Date(), [match]));
    expect(stopped.failure?.found).toMatch(/^1 high; first high CVE-1 in left-pad 1.3.0/);
  });

  it("is written as SARIF into a folder that is made, and told where it cannot be", async () => {
    await judge(trivy, { sarif: "reports/scan.sarif" });
    expect(existsSync(join(folder, "reports/scan.sarif"))).toBe(true);
    await expect(judge(trivy, { sarif: "report.json/scan.sarif" })).rejects.toThrow(/cannot be written.*"scan-sarif"/s);
  });

  it.each<[string, unknown, RegExp]>([
    ["is not there", undefined, /there is no file report\.json/],
    ["is empty", "", /neither grype's JSON/],
    ["is another file", { scripts: {} }, /neither grype's JSON/],
    [
      "is of a database that is too old",
      grype(new Date(Date.now() - 3 * 86_400_000)),
      /its database is 3 days old, and may be 1 day at most/,
    ],
    [
      "was made too long ago, by grype",
      { ...grype(new Date()), descriptor: { ...grype(new Date()).descriptor, timestamp: "2020-01-02T03:04:05Z" } },
      /the report of grype cannot be trusted: it was made \d{4} days ago, so its database is at least as old/,
    ],
    [
      "was made too long ago, by trivy",
      { ...trivy, CreatedAt: "2020-01-02T03:04:05Z" },
      /the report of Trivy .* days ago/,
    ],
    ["was made too long ago, as SARIF", sarif("2020-01-02T03:04:05Z"), /the report of Trivy .* days ago/],
    [
      "is of a database that grype itself refused",
      { matches: [], descriptor: { name: "grype", db: { status: { valid: false, error: "checksum" } } } },
      /cannot be trusted: checksum/,
    ],
    ["is of a database without a source", grype(new Date(), [], {}), /names no source: it is empty/],
  ])("stops the image where it %s", async (_, report, found) => {
    await expect(judge(report)).rejects.toThrow(found);
  });
});
