// What of a validation's result goes into its report?

import type { Position } from "../../report/failure.ts";
import { waiverName } from "../../waivers/apply-waivers.ts";
import type { CheckResult, JudgedFinding } from "../judge.ts";
import { type ValidationResult, worstFirst } from "../validate.ts";
import { type History, noHistory } from "./history.ts";
import type { CheckReport, FindingReport, ValidationReport } from "./validation-report.ts";

export interface ReportContext {
  /** `orders to production`. */
  readonly subject: string;
  readonly at: Date;
  readonly commit: string;
  readonly history?: History | undefined;
  /** What the suggested patch mends. */
  readonly mended?: readonly JudgedFinding[] | undefined;
}

/** Pure. What it returns is to be redacted before it is written: masks do not cover files. */
export function reportOf(result: ValidationResult, context: ReportContext): ValidationReport {
  const { history = noHistory } = context;
  const { passed, failOn, profile, results, expired, unused } = result;
  const count = (wanted: CheckResult["state"]): number => results.filter(({ state }) => state === wanted).length;
  return {
    format: 1,
    subject: context.subject,
    at: context.at.toISOString(),
    commit: context.commit,
    profile: profile ?? null,
    passed,
    failOn,
    counts: {
      passed: count("passed"),
      failed: count("failed"),
      unknown: count("unknown"),
      accepted: count("accepted"),
      "not-applicable": count("not-applicable"),
    },
    checks: inOrder(results).map((one) => checkReport(one, context, history)),
    waivers: [
      ...expired.map((waiver) => ({ waiver: waiverName(waiver), problem: "ended" as const })),
      ...unused.map((waiver) => ({ waiver: waiverName(waiver), problem: "unused" as const })),
    ],
    history: history.runs,
  };
}

/** What fails the job, then what was found or is not known, then the rest; the worst first in each. */
export function inOrder(results: readonly CheckResult[]): CheckResult[] {
  const rank = ({ blocks, state }: CheckResult): number => (blocks ? 0 : states.indexOf(state) + 1);
  return worstFirst(results).sort((one, other) => rank(one) - rank(other));
}

const states: readonly CheckResult["state"][] = ["failed", "unknown", "accepted", "passed", "not-applicable"];

function checkReport(result: CheckResult, context: ReportContext, history: History): CheckReport {
  const { check, state, relaxed, reason, blocks, findings, waived, unchanged } = result;
  const { id, severity, title, why, recommendation, source } = check;
  const finding = (one: JudgedFinding, how: FindingReport["state"], accepted: string): FindingReport => ({
    subject: one.subject,
    evidence: one.evidence,
    ...placeOf(one.at),
    fingerprint: one.fingerprint,
    state: how,
    accepted,
    mended: context.mended?.includes(one) ?? false,
    since: history.since[one.fingerprint] ?? (context.history === undefined ? null : context.at.toISOString()),
  });
  return {
    ...{ id, area: id.split("/")[0] ?? "", severity, title, why, recommendation, source },
    ...{ state, relaxed, reason, blocks },
    findings: [
      ...findings.map((one) => finding(one, "open", "")),
      ...waived.map(({ finding: one, waiver }) =>
        finding(one, "waived", `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`),
      ),
      ...unchanged.map((one) => finding(one, "baseline", "in the baseline")),
    ],
  };
}

function placeOf(at: Position | undefined): Pick<FindingReport, "file" | "line" | "column"> {
  return { file: at?.file ?? null, line: at?.line ?? null, column: at?.column ?? null };
}
