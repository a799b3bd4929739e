// Which of the vulnerabilities that were found stop an image?

import { Failure } from "../../report/failure.ts";
import { codeSpan, details, escapeMarkdown, table } from "../../report/markdown.ts";
import { applyWaivers, expiredFailure, type Judged, waiverName } from "../../waivers/apply-waivers.ts";
import type { Waiver } from "../../waivers/waivers.ts";
import { reaches, type ScanReport, type Severity, severities, sorted, type Vulnerability } from "./vulnerability.ts";

export interface ScanRule {
  /** The mildest severity that stops the image; `none` only tells. */
  readonly failOn: Severity | "none";
  /** Leaves out what nobody has mended yet. */
  readonly ignoreUnfixed: boolean;
  readonly waivers: readonly Waiver[];
  /** The repository of the image, without tag and digest. */
  readonly image: string;
  readonly now: Date;
}

export interface ScanJudgement extends Judged<Vulnerability> {
  /** What stops the image. */
  readonly blocking: readonly Vulnerability[];
  readonly ignoredUnfixed: readonly Vulnerability[];
  readonly failure: Failure | undefined;
}

/** A waiver is used also where its vulnerability would not stop the image: it was found, and it was accepted. */
export function judgeScan(vulnerabilities: readonly Vulnerability[], rule: ScanRule): ScanJudgement {
  const { image, now } = rule;
  const judged = applyWaivers(
    sorted(vulnerabilities),
    (one) => ({ kind: "vulnerability", ids: [one.id, ...one.aliases], package: one.package, image }),
    rule.waivers,
    { looked: { kind: "vulnerability", image }, now },
  );
  const isIgnored = (one: Vulnerability): boolean => rule.ignoreUnfixed && one.fixedIn.length === 0;
  const limit = rule.failOn;
  const blocking = limit === "none" ? [] : judged.open.filter((one) => !isIgnored(one) && reaches(one.severity, limit));
  const failure = expiredFailure(judged.expired) ?? blockingFailure(blocking, image);
  return { ...judged, blocking, ignoredUnfixed: judged.open.filter(isIgnored), failure };
}

const shown = 50;

/** The part of the summary: counts, what stops the image, what was accepted by whom. */
export function scanSummary(judgement: ScanJudgement, report: ScanReport, rule: ScanRule): string {
  const { blocking, open, waived, unused, ignoredUnfixed } = judgement;
  const counts = severities
    .map((severity) => ({ severity, count: open.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const lines = [
    `**Scan** by ${escapeMarkdown(`${report.tool} ${report.toolVersion}`.trim())}${databaseText(report)}: ${counts.join(", ") || "nothing found"}.`,
    ...(ignoredUnfixed.length > 0
      ? [`${ignoredUnfixed.length} of them have no fix yet and are left out (ignore-unfixed).`]
      : []),
    ...(report.ignoredByScanner > 0
      ? [`${report.ignoredByScanner} more were left out by the scanner's own configuration.`]
      : []),
  ];
  const blockingTable =
    blocking.length === 0 ? "" : `\n${table(header, blocking.slice(0, shown).map(row))}${rest(blocking)}`;
  const others = open.filter((one) => !blocking.includes(one));
  const othersTable =
    others.length === 0
      ? ""
      : `\n${details(`${others.length} that do not stop the image (fail-on: ${rule.failOn})`, table(header, others.slice(0, shown).map(row)) + rest(others))}`;
  const waivedTable =
    waived.length === 0
      ? ""
      : `\n${details(
          `${waived.length} accepted by waivers`,
          table(
            ["vulnerability", "package", "accepted because", "by", "until"],
            waived.map(({ finding, waiver }) => [
              escapeMarkdown(finding.id),
              codeSpan(finding.package),
              escapeMarkdown(waiver.reason),
              escapeMarkdown(waiver.owner),
              waiver.expires,
            ]),
          ),
        )}`;
  const unusedText =
    unused.length === 0
      ? ""
      : `\nWaivers that nothing needs any more: ${unused.map((one) => escapeMarkdown(waiverName(one))).join(", ")}.\n`;
  return `${lines.join(" ")}\n${blockingTable}${othersTable}${waivedTable}${unusedText}`;
}

const header = ["severity", "vulnerability", "package", "installed", "mended in", ""];

function row(one: Vulnerability): string[] {
  const id = /^https:\/\/[\w./?=&%#:-]+$/.test(one.url)
    ? `[${escapeMarkdown(one.id)}](${one.url})`
    : escapeMarkdown(one.id);
  return [
    one.severity,
    id,
    codeSpan(one.package),
    codeSpan(one.version),
    one.fixedIn.map(codeSpan).join(", ") || "not yet",
    escapeMarkdown(one.title.slice(0, 100)),
  ];
}

function rest(all: readonly Vulnerability[]): string {
  return all.length > shown ? `\nand ${all.length - shown} more\n` : "";
}

function databaseText({ databaseBuilt }: ScanReport): string {
  return databaseBuilt === undefined ? "" : `, database of ${databaseBuilt.toISOString().slice(0, 10)}`;
}

function blockingFailure(blocking: readonly Vulnerability[], image: string): Failure | undefined {
  const [first] = blocking;
  if (first === undefined) return undefined;
  const fixable = blocking.filter(({ fixedIn }) => fixedIn.length > 0);
  const counts = severities.flatMap((severity) => {
    const count = blocking.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return new Failure({
    attempted: `scanning ${image || "the image"}`,
    found: `${counts.join(", ")}; first ${describe(first)}`,
    advice:
      fixable.length === 0
        ? "None of them has a fix yet: take another package, set ignore-unfixed: true, or accept them in the waiver file with a reason and a last day."
        : `Update ${[...new Set(fixable.map((one) => one.package))].slice(0, 5).join(", ")}, or accept what cannot be mended in the waiver file with a reason and a last day.`,
    evidence: [{ title: "what stops the image", text: blocking.slice(0, shown).map(describe).join("\n") }],
  });
}

function describe(one: Vulnerability): string {
  const fix = one.fixedIn.length === 0 ? "no fix yet" : `mended in ${one.fixedIn.join(", ")}`;
  return `${one.severity} ${one.id} in ${one.package} ${one.version} (${fix})${one.path === "" ? "" : `, ${one.path}`}`;
}
