// What does a person read about a validation?

import { Failure, type Position, placeText } from "../report/failure.ts";
import { codeSpan, details, escapeMarkdown, table } from "../report/markdown.ts";
import { expiredFailure, waiverName } from "../waivers/apply-waivers.ts";
import type { Waiver } from "../waivers/waivers.ts";
import { areas } from "./areas.ts";
import { type CheckResult, type ValidationResult, worstFirst } from "./validate.ts";

/** How many findings of one check the summary tells; a step summary of more than 1 MiB is not shown at all. */
const mostRows = 20;

/**
 * What to fix first, then all findings by area with the worst first, then what was accepted and what was not judged.
 * What came from outside is escaped.
 */
export function validationSummary(result: ValidationResult): string {
  const { results, failOn } = result;
  const present = [...areas, "custom", "attestation"].filter((area) =>
    results.some(({ check }) => check.id.startsWith(`${area}/`)),
  );
  const rows = present.map((area) => {
    const own = results.filter(({ check }) => check.id.startsWith(`${area}/`));
    const count = (state: CheckResult["state"]) => String(own.filter((one) => one.state === state).length);
    return [area, count("passed"), count("failed"), count("unknown"), count("accepted"), count("not-applicable")];
  });
  const threshold = failOn === "none" ? "nothing fails the job" : `${failOn} and worse fails the job`;
  return [
    `### Production readiness: ${result.passed ? "passed" : "failed"}`,
    "",
    `${results.length} checks; ${threshold}.`,
    "",
    fixFirst(results),
    table(["Area", "Passed", "Failed", "Unknown", "Accepted", "Not applicable"], rows),
    ...present.map((area) => areaSection(area, results)),
    accepted(result),
    notApplicable(results),
  ]
    .filter((part) => part !== undefined)
    .join("\n");
}

/** The worst that fail the job, each with its place and what to do, before any table. */
function fixFirst(results: readonly CheckResult[]): string | undefined {
  const blocking = worstFirst(results.filter(({ blocks }) => blocks));
  if (blocking.length === 0) return undefined;
  const items = blocking.slice(0, 5).map(({ check, findings: [first, ...more], reason }) => {
    const what = first === undefined ? `unknown: ${reason}` : `${first.subject}: ${first.evidence}`;
    const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
    const text = escapeMarkdown(what) + place(first?.at) + others;
    return `1. **${check.severity}** ${codeSpan(check.id)}: ${text}. ${escapeMarkdown(check.recommendation)}`;
  });
  const rest = blocking.length > 5 ? `\n\nand ${blocking.length - 5} more that fail the job.` : "";
  return `#### fix first\n\n${items.join("\n")}${rest}\n`;
}

/** The failure that ends the action. */
export function validationFailure(result: ValidationResult): Failure {
  const blocking = worstFirst(result.results.filter(({ blocks }) => blocks));
  if (blocking.length === 0) return expiredFailure(result.expired) ?? unusedFailure(result.unused) ?? nothingJudged();
  const [first] = blocking;
  const finding = first?.findings[0];
  const what = finding === undefined ? (first?.reason ?? "") : `${finding.subject}: ${finding.evidence}`;
  const more = blocking.length > 1 ? ` (and ${blocking.length - 1} more)` : "";
  return new Failure({
    attempted: "validating for production",
    found: `${first?.check.id} (${first?.check.severity}): ${what}${more}`,
    advice: `${first?.check.recommendation ?? ""} All findings stand in the summary.`,
    at: finding?.at,
    evidence: [{ title: "what fails the job", text: blocking.flatMap(lines).join("\n") }],
  });
}

/** Every check was unknown and only to be told, or had nothing to look at. */
function nothingJudged(): Failure {
  return new Failure({
    attempted: "validating for production",
    found: "no check could look at anything, so nothing is known about this service",
    advice:
      "Give its manifests, its workload or its endpoint, and the permission to read them. The summary says what is missing.",
  });
}

function unusedFailure(unused: readonly Waiver[]): Failure | undefined {
  const [first] = unused;
  if (first === undefined) return undefined;
  const more = unused.length > 1 ? ` (and ${unused.length - 1} more)` : "";
  return new Failure({
    attempted: "applying the waivers",
    found: `the waiver for ${waiverName(first)} is about nothing that was found${more}`,
    advice: "Remove it: what it accepted is mended, or its selector names another object.",
    at: first.at,
  });
}

function accepted({ results, expired, unused, gone }: ValidationResult): string | undefined {
  const waived = results.flatMap(({ check, waived: own }) =>
    own.map(({ finding, waiver }) => [
      codeSpan(check.id),
      escapeMarkdown(`${finding.subject}: ${finding.evidence}`) + place(finding.at),
      escapeMarkdown(`${waiver.reason} (${waiver.owner}, until ${waiver.expires})`),
    ]),
  );
  const old = results.flatMap(({ check, unchanged }) =>
    unchanged.map(({ subject, evidence, at }) => [
      codeSpan(check.id),
      escapeMarkdown(`${subject}: ${evidence}`) + place(at),
      "in the baseline",
    ]),
  );
  const waivers = [...expired, ...unused].map((waiver) => {
    const what = expired.includes(waiver) ? `ended on ${waiver.expires}` : "is about nothing that was found";
    return `- the waiver for ${codeSpan(waiverName(waiver))}${place(waiver.at)} ${what}`;
  });
  const fixed = gone.map(
    ({ check, subject }) =>
      `- ${codeSpan(check)} of ${escapeMarkdown(subject)} is found no more: take it out of the baseline`,
  );
  const rows = [...waived, ...old];
  if (rows.length === 0 && waivers.length === 0 && fixed.length === 0) return undefined;
  const list = rows.length === 0 ? "" : table(["Check", "Found", "Accepted"], rows);
  return `#### accepted\n\n${list}\n${[...waivers, ...fixed].join("\n")}`;
}

function areaSection(area: string, results: readonly CheckResult[]): string | undefined {
  const own = worstFirst(
    results.filter(
      ({ check, state }) => check.id.startsWith(`${area}/`) && (state === "failed" || state === "unknown"),
    ),
  );
  if (own.length === 0) return undefined;
  const rows = own.flatMap((one) => {
    const weight = one.relaxed ? `${one.check.severity}, relaxed here` : one.check.severity;
    const head = [codeSpan(one.check.id), one.blocks ? `**${weight}**` : weight];
    if (one.state === "unknown") return [[...head, "", `unknown: ${escapeMarkdown(one.reason)}`, ""]];
    const told = one.findings
      .slice(0, mostRows)
      .map(({ subject, evidence, at }) => [
        ...head,
        escapeMarkdown(subject) + place(at),
        escapeMarkdown(evidence),
        escapeMarkdown(one.check.recommendation),
      ]);
    const left = one.findings.length - told.length;
    return left === 0 ? told : [...told, [...head, "", `and ${left} more`, ""]];
  });
  return `#### ${area}\n\n${table(["Check", "Severity", "Where", "Evidence", "What to do"], rows)}`;
}

function notApplicable(results: readonly CheckResult[]): string | undefined {
  const own = results.filter(({ state }) => state === "not-applicable");
  if (own.length === 0) return undefined;
  const reasons = Map.groupBy(own, ({ reason }) => reason);
  const list = [...reasons]
    .map(([reason, some]) => `- ${escapeMarkdown(reason)}: ${some.map(({ check }) => codeSpan(check.id)).join(", ")}`)
    .join("\n");
  return details(`${own.length} checks do not apply`, list);
}

function lines({ check, findings, reason, state }: CheckResult): string[] {
  const head = `${check.id} (${check.severity}): `;
  if (state === "unknown") return [`${head}unknown: ${reason}`];
  return findings.map(
    ({ subject, evidence, at }) => `${head}${subject}: ${evidence}${at === undefined ? "" : ` (${placeText(at)})`}`,
  );
}

function place(at: Position | undefined): string {
  return at === undefined ? "" : ` (${codeSpan(placeText(at))})`;
}
