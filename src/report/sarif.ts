// How do findings reach GitHub's code scanning, or any other reader of SARIF?

import { createHash } from "node:crypto";
import type { Position } from "./failure.ts";

/** The worst first. GitHub shows `security-severity` as critical, high, medium and low. */
export type SarifSeverity = "critical" | "high" | "medium" | "low" | "info";

export interface SarifRule {
  readonly id: string;
  readonly severity: SarifSeverity;
  /** One sentence. */
  readonly title: string;
  readonly why: string;
  readonly recommendation: string;
  /** A URL. */
  readonly source: string;
  readonly tags: readonly string[];
}

export interface SarifFinding {
  readonly ruleId: string;
  readonly severity: SarifSeverity;
  readonly message: string;
  /** What was looked at: part of what tells one finding from another when lines move. */
  readonly subject: string;
  /** What a later run recognises it by; worked out from rule, subject and message where the caller has none. */
  readonly fingerprint?: string | undefined;
  readonly at?: Position | undefined;
  /** Why it is accepted, where a waiver accepts it. */
  readonly waived?: string | undefined;
  /** Whether an earlier run has seen it, where there is a baseline. */
  readonly baselineState?: "new" | "unchanged" | undefined;
}

export interface SarifRun {
  readonly tool: string;
  /** Of the tool; absent where it is not known. */
  readonly version?: string | undefined;
  readonly rules: readonly SarifRule[];
  readonly findings: readonly SarifFinding[];
}

/** A SARIF 2.1.0 log with one run (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). The caller redacts what it writes. */
export function renderSarif({ tool, version, rules, findings }: SarifRun): object {
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const seen = new Map<string, number>();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: tool,
            ...(version === undefined ? {} : { semanticVersion: version }),
            rules: rules.map(renderRule),
          },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => renderFinding(finding, index, seen)),
      },
    ],
  };
}

/**
 * What a finding is recognised by in a later run: its rule, what was looked at, and what was seen. Not its line, which moves.
 * The same three again in one run are told apart by their order.
 */
export function fingerprintOf({
  ruleId,
  subject,
  message,
}: Pick<SarifFinding, "ruleId" | "subject" | "message">): string {
  return createHash("sha256").update([ruleId, subject, message].join("\0")).digest("hex").slice(0, 32);
}

function renderRule({ id, severity, title, why, recommendation, source, tags }: SarifRule): object {
  return {
    id,
    name: id.replaceAll(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: why },
    helpUri: source,
    help: { text: recommendation, markdown: `${why}\n\n${recommendation} [Source](${source})` },
    defaultConfiguration: { level: levelOf(severity) },
    properties: { tags, precision: "high", "security-severity": scores[severity] },
  };
}

function renderFinding(finding: SarifFinding, index: ReadonlyMap<string, number>, seen: Map<string, number>): object {
  const { ruleId, severity, message, subject, at, waived, baselineState } = finding;
  const ruleIndex = index.get(ruleId);
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levelOf(severity),
    message: { text: `${subject}: ${message}` },
    locations: [
      {
        ...(at === undefined ? {} : { physicalLocation: renderPosition(at) }),
        logicalLocations: [{ fullyQualifiedName: subject, kind: "resource" }],
      },
    ],
    partialFingerprints: { "slipway/v1": finding.fingerprint ?? numbered(fingerprintOf(finding), seen) },
    ...(baselineState === undefined ? {} : { baselineState }),
    ...(waived === undefined
      ? {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: waived }] }),
  };
}

function numbered(fingerprint: string, seen: Map<string, number>): string {
  const order = (seen.get(fingerprint) ?? 0) + 1;
  seen.set(fingerprint, order);
  return `${fingerprint}:${order}`;
}

function renderPosition({ file, line, column }: Position): object {
  const uri = file.replaceAll("\\", "/").replace(/^\.\//, "").split("/").map(encodeURIComponent).join("/");
  const startColumn = column === undefined ? {} : { startColumn: column };
  return {
    artifactLocation: { uri, ...(file.startsWith("/") ? {} : { uriBaseId: "%SRCROOT%" }) },
    region: { startLine: line, ...startColumn },
  };
}

function levelOf(severity: SarifSeverity): "error" | "warning" | "note" {
  if (severity === "critical" || severity === "high") return "error";
  return severity === "medium" ? "warning" : "note";
}

/** The middle of the ranges that GitHub documents for `security-severity`. */
const scores: Readonly<Record<SarifSeverity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: "0.0",
};
