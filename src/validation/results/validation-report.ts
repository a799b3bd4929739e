// What is kept of a validation, for programs and for the report?

import type { Severity } from "../check.ts";

/** One JSON object that grows only: keys are added, never renamed. It holds no secret's value. */
export interface ValidationReport {
  readonly format: 1;
  /** `orders to production`, or what is known of it. */
  readonly subject: string;
  /** ISO 8601. */
  readonly at: string;
  /** The commit that was looked at; empty where none is known. */
  readonly commit: string;
  readonly profile: string | null;
  readonly passed: boolean;
  /** The mildest severity that fails. */
  readonly failOn: Severity | "none";
  readonly counts: Readonly<Record<CheckReport["state"], number>>;
  /** The worst first, and what fails the job before what does not. */
  readonly checks: readonly CheckReport[];
  /** Waivers that fail the job, because they have ended or are about nothing that was found. */
  readonly waivers: readonly { readonly waiver: string; readonly problem: "ended" | "unused" }[];
  /** Earlier runs, the oldest first. */
  readonly history: readonly HistoryEntry[];
}

export interface CheckReport {
  readonly id: string;
  readonly area: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly recommendation: string;
  readonly source: string;
  /** `accepted`: a waiver or the baseline covers all that was found. */
  readonly state: "passed" | "failed" | "unknown" | "accepted" | "not-applicable";
  /** Whether the environment does not insist on it: told, and never fails. */
  readonly relaxed: boolean;
  /** Why it does not apply or is not known; empty otherwise. */
  readonly reason: string;
  /** Whether it makes the validation fail. */
  readonly blocks: boolean;
  readonly findings: readonly FindingReport[];
}

export interface FindingReport {
  readonly subject: string;
  readonly evidence: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** The same in the next run, also when its line has moved. */
  readonly fingerprint: string;
  /** `open` counts; the others are let pass and stay visible. */
  readonly state: "open" | "waived" | "baseline";
  /** Why it is let pass; empty for an open one. */
  readonly accepted: string;
  /** Whether the suggested patch mends it. */
  readonly mended: boolean;
  /** ISO 8601 of the first run that saw it; null where there is no history. */
  readonly since: string | null;
}

/** One earlier run. */
export interface HistoryEntry {
  readonly at: string;
  readonly commit: string;
  readonly passed: boolean;
  /** Open findings by severity. */
  readonly open: Readonly<Record<Severity, number>>;
}
