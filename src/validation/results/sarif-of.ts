// How does code scanning see a validation?

import type { SarifFinding, SarifRun } from "../../report/sarif.ts";
import type { CheckReport, FindingReport, ValidationReport } from "./validation-report.ts";

/** @param hasBaseline whether a finding that is open is new since then */
export function sarifOf(report: ValidationReport, hasBaseline: boolean): SarifRun {
  const found = report.checks.filter(({ findings }) => findings.length > 0);
  return {
    tool: "Slipway validate-production",
    rules: found.map(({ id, severity, title, why, recommendation, source, area }) => ({
      ...{ id, severity, title, why, recommendation, source },
      tags: [area],
    })),
    findings: found.flatMap((check) => check.findings.map((finding) => findingOf(check, finding, hasBaseline))),
  };
}

function findingOf({ id, severity }: CheckReport, finding: FindingReport, hasBaseline: boolean): SarifFinding {
  const { subject, evidence, file, line, column, fingerprint, state, accepted } = finding;
  return {
    ruleId: id,
    severity,
    message: evidence,
    subject,
    fingerprint,
    ...(file === null || line === null ? {} : { at: { file, line, ...(column === null ? {} : { column }) } }),
    waived: state === "waived" ? accepted : undefined,
    baselineState: hasBaseline ? baselineStateOf(state) : undefined,
  };
}

function baselineStateOf(state: FindingReport["state"]): "new" | "unchanged" {
  return state === "baseline" ? "unchanged" : "new";
}
