// How does a CI system that reads JUnit see a validation?

import type { JunitCase, JunitResult, JunitSuite } from "../../report/junit.ts";
import type { CheckReport, FindingReport, ValidationReport } from "./validation-report.ts";

/**
 * A suite for each area and a case for each check. Only what fails the job is a failure there, and what nobody knows
 * and fails it an error; what was found besides stands in the case's output, so that the two verdicts are the same.
 */
export function junitOf({ checks, waivers }: ValidationReport): JunitSuite[] {
  const areas = Map.groupBy(checks, ({ area }) => area);
  const suites = [...areas].map(([area, own]) => ({ name: area, cases: own.map(caseOf) }));
  if (waivers.length === 0) return suites;
  const cases = waivers.map(({ waiver, problem }) => ({
    name: waiver,
    durationMs: 0,
    result: {
      kind: "failed" as const,
      message: problem === "ended" ? "the waiver has ended" : "the waiver is about nothing that was found",
    },
  }));
  return [...suites, { name: "waivers", cases }];
}

function caseOf(check: CheckReport): JunitCase {
  const output = check.findings.map(lineOf).join("\n");
  return {
    name: `${check.id} (${check.severity}): ${check.title}`,
    durationMs: 0,
    result: resultOf(check),
    ...(output === "" ? {} : { output }),
  };
}

function resultOf({ state, blocks, reason, findings, recommendation }: CheckReport): JunitResult {
  if (state === "not-applicable") return { kind: "skipped", message: reason };
  if (state === "unknown") return blocks ? { kind: "error", message: reason } : { kind: "skipped", message: reason };
  if (!blocks) return { kind: "passed" };
  const open = findings.filter((finding) => finding.state === "open");
  return {
    kind: "failed",
    message: open.map(({ subject, evidence }) => `${subject}: ${evidence}`).join("; "),
    text: [...open.map(lineOf), recommendation].join("\n"),
  };
}

function lineOf({ subject, evidence, file, line, state, accepted }: FindingReport): string {
  const place = file === null ? "" : ` (${file}${line === null ? "" : `:${line}`})`;
  return `${state}: ${subject}: ${evidence}${place}${accepted === "" ? "" : `: ${accepted}`}`;
}
