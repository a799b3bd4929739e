// What does each check come to, once the project's rules are applied to what it found?

import { applyWaivers } from "../waivers/apply-waivers.ts";
import type { Waiver } from "../waivers/waivers.ts";
import { type BaselineEntry, withFingerprints } from "./baseline.ts";
import type { Check, Examination, Finding } from "./check.ts";
import { type FailOn, isRelaxed, plainRules, type Rules, reaches } from "./rules.ts";
import { plainSettings } from "./settings.ts";
import type { Subject } from "./subject.ts";

/** A finding that later runs recognise. */
export interface JudgedFinding extends Finding {
  readonly fingerprint: string;
}

export interface WaivedFinding {
  readonly finding: JudgedFinding;
  readonly waiver: Waiver;
}

export interface CheckResult {
  /** With the severity that the project's settings give it. */
  readonly check: Check;
  /**
   * `failed`: there is a finding that nobody accepted. `accepted`: a waiver or the baseline covers all that was found.
   * An unknown one has no findings; where a waiver accepts that nobody knows, it stands among `waived`.
   */
  readonly state: "passed" | "failed" | "accepted" | "not-applicable" | "unknown";
  /** What nobody accepted. */
  readonly findings: readonly JudgedFinding[];
  readonly waived: readonly WaivedFinding[];
  /** What was there before, as the baseline has it. */
  readonly unchanged: readonly JudgedFinding[];
  /** Whether the environment does not insist on it. */
  readonly relaxed: boolean;
  /** Why it does not apply or is not known. */
  readonly reason: string;
  /** Whether it makes the validation fail: a finding, or nobody knows, at or above the threshold. */
  readonly blocks: boolean;
}

export interface Judgement {
  /** In the order of the checks. */
  readonly results: readonly CheckResult[];
  /** Waivers whose last day is over: they accept nothing, and they fail the validation. */
  readonly expired: readonly Waiver[];
  /** Waivers about nothing that was found, though their check could look: they fail the validation. */
  readonly unused: readonly Waiver[];
  /** What the baseline has and no run finds any more. */
  readonly gone: readonly BaselineEntry[];
}

/** Runs the checks and applies the rules. Pure. */
export function judge(checks: readonly Check[], subject: Subject, rules: Rules): Judgement {
  const examined = checks.map((check) => examine(check, subject, rules));
  const all = examined.flatMap(({ check, found }) => found.map((finding) => ({ check, finding })));
  const looked = examined.filter(({ examination }) => examination.kind !== "not-applicable");
  const { waived, expired, unused } = applyWaivers(all, describe, rules.waivers, {
    looked: { kind: "check", checks: looked.map(({ check }) => check.id) },
    now: rules.now,
  });
  const waivers = new Map(waived.map(({ finding, waiver }) => [finding.finding, waiver]));
  const old = new Set(rules.baseline?.entries.map(({ fingerprint }) => fingerprint));
  const open = new Set(
    looked.filter(({ examination }) => examination.kind === "examined").map(({ check }) => check.id as string),
  );
  const seen = new Set(all.map(({ finding }) => finding.fingerprint));
  const unknown = new Set(looked.map(({ check }) => check.id as string).filter((id) => !open.has(id)));
  return {
    results: examined.map((one) => conclude(one, rules, waivers, old)),
    expired,
    // Of what nobody could look at, nobody can say that it is not there.
    unused: unused.filter((waiver) => waiver.kind !== "check" || !unknown.has(waiver.check)),
    gone: (rules.baseline?.entries ?? []).filter(({ check, fingerprint }) => open.has(check) && !seen.has(fingerprint)),
  };
}

/** One check against one subject, without waivers and baseline. */
export function runCheck(check: Check, subject: Subject, failOn: FailOn, rules: Rules = plainRules): CheckResult {
  return conclude(examine(check, subject, { ...rules, failOn }), { ...rules, failOn }, new Map(), new Set());
}

interface Examined {
  readonly check: Check;
  readonly examination: Examination;
  /** An unknown one stands as one finding here, for a waiver to accept. */
  readonly found: readonly JudgedFinding[];
}

function examine(plain: Check, subject: Subject, rules: Rules): Examined {
  const { severity = plain.severity, values } = rules.settings.get(plain.id) ?? plainSettings(plain);
  const check: Check = { ...plain, severity };
  const examination = asked(run(check, subject, values), rules);
  const found = examination.kind === "examined" ? examination.findings : [];
  const nobodyKnows = { subject: wholeCheck, evidence: examination.kind === "unknown" ? examination.reason : "" };
  return {
    check,
    examination,
    found: withFingerprints(check.id, examination.kind === "unknown" ? [nobodyKnows] : found),
  };
}

/** What a waiver without a selector accepts of a check that could not look. */
const wholeCheck = "the whole check";

function run(check: Check, subject: Subject, settings: unknown): Examination {
  try {
    return check.run(subject, settings);
  } catch (error) {
    // A manifest may hold a text where Kubernetes has a list. Nobody knows, so it counts as such.
    const why = error instanceof Error ? error.message : String(error);
    return { kind: "unknown", reason: `an object has not the shape that Kubernetes gives it (${why})` };
  }
}

/** A box of a checklist for which no input says where to look is a box that nobody ticked. */
function asked(examination: Examination, { profile }: Rules): Examination {
  if (profile === undefined || examination.kind !== "not-applicable" || examination.notAsked !== true)
    return examination;
  return {
    kind: "unknown",
    reason: `the profile ${profile.name} asks for it, but ${examination.reason}; where there is no such thing, relax it by name`,
  };
}

function describe({ check, finding }: { check: Check; finding: JudgedFinding }) {
  const { object } = finding;
  const place = object === undefined ? [finding.subject] : [object.namespace, object.kind, object.name];
  return { kind: "check" as const, check: check.id, subject: place.filter((part) => part !== "").join("/") };
}

function conclude(
  { check, examination, found }: Examined,
  rules: Rules,
  waivers: ReadonlyMap<JudgedFinding, Waiver>,
  old: ReadonlySet<string>,
): CheckResult {
  const waived = found.flatMap((finding) => {
    const waiver = waivers.get(finding);
    return waiver === undefined ? [] : [{ finding, waiver }];
  });
  const relaxed = isRelaxed(check.id, rules.relaxed);
  const base = { check, findings: [], waived, unchanged: [], relaxed, reason: "", blocks: false };
  const insists = !relaxed && reaches(check.severity, rules.failOn);
  if (examination.kind === "not-applicable") return { ...base, state: "not-applicable", reason: examination.reason };
  if (examination.kind === "unknown") {
    const blocks = insists && rules.unknown === "fail" && waived.length === 0;
    return { ...base, state: "unknown", reason: examination.reason, blocks };
  }
  const open = found.filter((finding) => !waivers.has(finding));
  const unchanged = open.filter(({ fingerprint }) => old.has(fingerprint));
  const findings = open.filter(({ fingerprint }) => !old.has(fingerprint));
  if (findings.length > 0) return { ...base, state: "failed", findings, unchanged, blocks: insists };
  return { ...base, state: found.length === 0 ? "passed" : "accepted", unchanged };
}
