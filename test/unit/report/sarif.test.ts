import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { fingerprintOf, renderSarif, type SarifFinding, type SarifRule } from "../../../src/report/sarif.ts";

const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("schemastore/schemas/json/sarif-2.1.0.json"), "utf8"),
);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isValid = ajv.compile({ ...schema, $schema: "http://json-schema.org/draft-07/schema#" });

const rule: SarifRule = {
  id: "security/privileged",
  severity: "critical",
  title: "No container is privileged",
  why: "It is the node.",
  recommendation: "Remove it.",
  source: "https://example.com/rule",
  tags: ["security"],
};
const finding: SarifFinding = {
  ruleId: rule.id,
  severity: "critical",
  message: "privileged is true",
  subject: "Deployment shop/orders",
  at: { file: "./k8s/orders service.yaml", line: 12, column: 7 },
};

function run(findings: readonly SarifFinding[]) {
  const log = renderSarif({ tool: "validate-production", version: "1.2.3", rules: [rule], findings });
  expect(isValid(log) ? [] : isValid.errors).toEqual([]);
  return (log as { runs: { results: Record<string, never>[] }[] }).runs[0]?.results ?? [];
}

describe("a SARIF log", () => {
  it("is valid, and says which rule was broken, where and how badly", () => {
    const [result] = run([finding]);
    expect(result).toMatchObject({
      ruleId: "security/privileged",
      ruleIndex: 0,
      level: "error",
      message: { text: "Deployment shop/orders: privileged is true" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "k8s/orders%20service.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 12, startColumn: 7 },
          },
        },
      ],
    });
  });

  it("is valid without findings, and for what was only seen in the cluster", () => {
    expect(run([])).toEqual([]);
    const { at: _, ...alive } = finding;
    expect(run([alive])[0]).toMatchObject({
      locations: [{ logicalLocations: [{ fullyQualifiedName: "Deployment shop/orders" }] }],
    });
  });

  it("shows what a waiver accepts, and what an earlier run has seen", () => {
    const [result] = run([{ ...finding, waived: "until 2027-01-01: the driver needs it", baselineState: "unchanged" }]);
    expect(result).toMatchObject({
      baselineState: "unchanged",
      suppressions: [{ kind: "external", status: "accepted", justification: "until 2027-01-01: the driver needs it" }],
    });
  });

  it("knows a finding again when its line has moved, and tells two alike apart", () => {
    const moved = { ...finding, at: { file: "other.yaml", line: 99 } };
    const [one, other] = run([finding, moved]);
    expect(one?.partialFingerprints).toEqual({ "slipway/v1": `${fingerprintOf(finding)}:1` });
    expect(other?.partialFingerprints).toEqual({ "slipway/v1": `${fingerprintOf(finding)}:2` });
    expect(fingerprintOf({ ...finding, message: "another" })).not.toBe(fingerprintOf(finding));
  });
});
