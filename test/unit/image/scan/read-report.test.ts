import { describe, expect, it } from "vitest";
import { readScanReport } from "../../../../src/image/scan/read-report.ts";

// Reports in the form that each scanner documents. What the real grype writes is read in test/cluster/image/scan.test.ts.

const read = (value: unknown) => readScanReport(JSON.stringify(value));

const trivy = {
  SchemaVersion: 2,
  Trivy: { Version: "0.66.0" },
  ArtifactName: "ghcr.io/acme/orders:1",
  Results: [
    { Target: "orders (debian 12.5)", Class: "os-pkgs", Type: "debian" },
    {
      Target: "Node.js",
      Class: "lang-pkgs",
      Type: "node-pkg",
      Vulnerabilities: [
        {
          VulnerabilityID: "CVE-2021-23337",
          VendorIDs: ["GHSA-35jh-r3h4-6jhm"],
          PkgName: "lodash",
          PkgPath: "app/node_modules/lodash/package.json",
          InstalledVersion: "4.17.15",
          FixedVersion: "4.17.21, 5.0.0",
          Severity: "HIGH",
          Title: "nodejs-lodash: command injection\nvia template",
          PrimaryURL: "https://avd.aquasec.com/nvd/cve-2021-23337",
        },
        { VulnerabilityID: "CVE-2", PkgName: "left-pad", Severity: "SEVERE" },
      ],
    },
  ],
};

const grypeSarif = {
  version: "2.1.0",
  runs: [
    {
      tool: {
        driver: {
          name: "grype",
          version: "0.110.0",
          rules: [
            {
              id: "GHSA-35jh-r3h4-6jhm-lodash",
              shortDescription: { text: "high vulnerability in lodash" },
              helpUri: "https://github.com/anchore/grype",
              properties: { "security-severity": "7.2" },
            },
          ],
        },
      },
      results: [
        {
          ruleId: "GHSA-35jh-r3h4-6jhm-lodash",
          level: "error",
          message: {
            text: "A high vulnerability in npm package: lodash, version 4.17.15 was found at: /app. The path /app/node_modules/lodash/package.json reports lodash at version 4.17.15  which is a vulnerable (npm) package installed in the container",
          },
          locations: [{ physicalLocation: { artifactLocation: { uri: "app/node_modules/lodash/package.json" } } }],
        },
        { ruleId: "CVE-9", message: { text: "gone" }, suppressions: [{ kind: "external" }] },
      ],
    },
  ],
};

describe("a scanner's report", () => {
  it("of trivy", () => {
    expect(read(trivy)).toMatchObject({
      tool: "Trivy",
      toolVersion: "0.66.0",
      vulnerabilities: [
        {
          id: "CVE-2021-23337",
          aliases: ["GHSA-35jh-r3h4-6jhm"],
          severity: "high",
          package: "lodash",
          version: "4.17.15",
          fixedIn: ["4.17.21", "5.0.0"],
          title: "nodejs-lodash: command injection via template",
          path: "app/node_modules/lodash/package.json",
        },
        { id: "CVE-2", severity: "unknown", fixedIn: [], path: "Node.js" },
      ],
    });
    expect(read({ SchemaVersion: 2, ArtifactName: "scratch" })?.vulnerabilities).toEqual([]);
  });

  it("in SARIF", () => {
    expect(read(grypeSarif)).toMatchObject({
      tool: "grype",
      ignoredByScanner: 1,
      vulnerabilities: [
        {
          id: "GHSA-35jh-r3h4-6jhm",
          severity: "high",
          package: "lodash",
          version: "4.17.15",
          type: "npm",
          path: "app/node_modules/lodash/package.json",
        },
      ],
    });
  });

  it("in SARIF as trivy writes it", () => {
    const text =
      "Package: lodash\nInstalled Version: 4.17.15\nVulnerability CVE-2021-23337\nSeverity: HIGH\nFixed Version: 4.17.21\nLink: x";
    const run = {
      tool: { driver: { name: "Trivy" } },
      results: [{ ruleId: "CVE-2021-23337", level: "error", message: { text } }],
    };
    expect(read({ version: "2.1.0", runs: [run] })?.vulnerabilities).toMatchObject([
      { package: "lodash", version: "4.17.15", fixedIn: ["4.17.21"], severity: "high" },
    ]);
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "<html>"],
    ["an error in JSON", '{"error":"rate limited"}'],
    ["an empty object", "{}"],
    ["SARIF without a run", '{"version":"2.1.0","runs":[]}'],
    ["grype's without what it is", '{"matches":[]}'],
  ])("is never %s", (_, text) => {
    expect(readScanReport(text)).toBeUndefined();
  });
});
