// Is this service fit for production?

import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { waiverName } from "../waivers/apply-waivers.ts";
import type { Waiver } from "../waivers/waivers.ts";
import { attestations } from "./attestations/attestation.ts";
import { type BaselineEntry, renderBaseline } from "./baseline.ts";
import { type Check, severities } from "./check.ts";
import { type CheckResult, type JudgedFinding, type Judgement, judge } from "./judge.ts";
import { workloadKinds } from "./live-kinds.ts";
import type { LiveObjects } from "./live-objects.ts";
import { checks } from "./registry.ts";
import { type FailOn, plainRules, type Rules, type UnknownRule } from "./rules.ts";
import { adviceFor } from "./settings.ts";
import type { NamedWorkload, Subject } from "./subject.ts";

export type { CheckResult, JudgedFinding, WaivedFinding } from "./judge.ts";
export type { FailOn, Rules, UnknownRule } from "./rules.ts";

export interface ValidationRequest {
  /** A live workload that is named must be there; of `all` there must be one. */
  readonly subject: Subject;
  readonly failOn: FailOn;
  /** What the project decides; what is missing is as `plainRules` has it. */
  readonly rules?: Partial<Omit<Rules, "failOn">> | undefined;
}

export interface ValidationContext {
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface ValidationResult {
  readonly passed: boolean;
  readonly failOn: FailOn;
  readonly unknown: UnknownRule;
  /** The checklist that was asked for; undefined for every check. */
  readonly profile: string | undefined;
  /** In the registry's order, then the project's own checks. */
  readonly results: readonly CheckResult[];
  /** Waivers whose last day is over. One is enough to fail. */
  readonly expired: readonly Waiver[];
  /** Waivers that are about nothing that was found. One is enough to fail. */
  readonly unused: readonly Waiver[];
  /** What the baseline has and no check finds any more: to be written anew, which fails nothing. */
  readonly gone: readonly BaselineEntry[];
}

/**
 * Runs every check, and annotates what they found on the manifests' lines.
 *
 * @throws Failure where there is nothing to validate, and for a waiver of a check that there is not
 */
export async function validate(request: ValidationRequest, context: ValidationContext): Promise<ValidationResult> {
  context.signal.throwIfAborted();
  const rules = rulesOf(request);
  const { subject } = request;
  refuseNothing(subject, rules);
  refuseStrangers(rules);
  const judgement = judge([...(rules.profile?.checks ?? checks), ...rules.custom], subject, rules);
  const { results, expired, unused, gone } = judgement;
  const blocked = results.some(({ blocks }) => blocks);
  annotate(judgement, context.log);
  return {
    passed: !blocked && expired.length === 0 && unused.length === 0 && (judged(results) || rules.failOn === "none"),
    failOn: rules.failOn,
    unknown: rules.unknown,
    profile: rules.profile?.name,
    ...{ results, expired, unused, gone },
  };
}

/** Whether any check looked at anything. Where none could, nothing is known, and that is no success. */
export function judged(results: readonly CheckResult[]): boolean {
  const looked: readonly CheckResult["state"][] = ["passed", "failed", "accepted"];
  return results.some(({ check, state }) => looked.includes(state) && !check.id.startsWith("attestation/"));
}

/** The most severe first, in the registry's order where they are alike. */
export function worstFirst(results: readonly CheckResult[]): CheckResult[] {
  return results.toSorted(
    (one, other) => severities.indexOf(one.check.severity) - severities.indexOf(other.check.severity),
  );
}

/** The content of a baseline that lets pass what this run found and nobody waived. */
export function baselineOf({ results }: ValidationResult): string {
  return renderBaseline(
    results.flatMap(({ check, findings, unchanged }) =>
      [...findings, ...unchanged].map(({ subject, fingerprint }) => ({ fingerprint, check: check.id, subject })),
    ),
  );
}

function rulesOf({ failOn, rules }: ValidationRequest): Rules {
  return { ...plainRules, now: new Date(), ...rules, failOn };
}

function refuseNothing(subject: Subject, { profile }: Rules): void {
  const { live, named } = subject;
  if (live !== undefined && named === "all") refuseUnread(live);
  if (live !== undefined && named !== undefined && named !== "all") refuseMissing(subject, named, live);
  // What was asked beside the objects can be judged alone, and so can a checklist, which is not content with silence.
  const parts = Object.keys(subject.observed).filter((part) => part !== "files" && part !== "objects");
  if (subject.workloads.length > 0 || parts.length > 0 || profile !== undefined) return;
  const { files } = subject.observed;
  const unread = files?.kind === "seen" ? files.value.problems : [];
  const names = unread.map(({ at, attempted, found }) => `${at?.file ?? attempted} (${found})`).join("; ");
  throw new Failure({
    attempted: "validating for production",
    found: `neither the manifests nor the inputs name a workload, so there is nothing to validate${unread.length === 0 ? "" : `; what could not be read: ${names}`}`,
    advice: 'Give the folder of the service in "manifests", or its "workload", or both.',
    at: unread[0]?.at,
  });
}

/** A namespace whose workloads may not be seen is not an empty one. */
function refuseUnread({ lists, namespace }: LiveObjects): void {
  for (const kind of workloadKinds) {
    const list = lists[kind];
    if (list.kind !== "unreadable") continue;
    throw new Failure({
      attempted: `reading all workloads of the namespace ${namespace}`,
      found: list.reason,
      advice: "Give the user the Role of docs/permissions.md, or name one workload.",
    });
  }
}

function refuseMissing(subject: Subject, { kind, name }: NamedWorkload, live: LiveObjects): void {
  const isThere = subject.workloads.some(
    ({ object, alive }) => object.kind === kind && object.metadata.name === name && alive !== undefined,
  );
  if (isThere) return;
  const list = live.lists[kind as keyof LiveObjects["lists"]];
  throw new Failure({
    attempted: `reading ${kind} ${live.namespace}/${name}`,
    found: list?.kind === "unreadable" ? list.reason : "it is not in the cluster",
    advice: 'Check the inputs "workload", "namespace" and "context".',
  });
}

/** A waiver with a mistyped check would accept nothing, and nobody would learn why. */
function refuseStrangers({ waivers, custom }: Rules): void {
  const known: readonly Pick<Check, "id">[] = [...checks, ...attestations, ...custom];
  const ids = new Set<string>(known.map(({ id }) => id));
  // Another job of the same project may bring them.
  const isElsewhere = (id: string): boolean => custom.length === 0 && id.startsWith("custom/");
  const stranger = waivers.find((one) => one.kind === "check" && !ids.has(one.check) && !isElsewhere(one.check));
  if (stranger?.kind !== "check") return;
  throw new Failure({
    attempted: "applying the waivers",
    found: `there is no check "${stranger.check}"`,
    advice: adviceFor(stranger.check, known),
    at: stranger.at,
  });
}

/** Errors where it blocks, warnings otherwise; what is below medium severity stays in the summary. */
function annotate({ results, expired, unused, gone }: Judgement, log: Log): void {
  const worst = worstFirst(results.filter(({ blocks }) => blocks))[0];
  // The worst one is the failure itself, which the shell of the action prints: it is told once.
  const told: JudgedFinding | undefined = worst?.findings[0];
  for (const result of results) annotateCheck(result, told, log);
  const unjudged = results.filter(({ state, blocks, waived }) => state === "unknown" && !blocks && waived.length === 0);
  if (unjudged.length > 0) log.warning(`${unjudged.length} checks could not be judged; the summary says why.`);
  for (const waiver of worst === undefined ? [...expired, ...unused].slice(1) : [...expired, ...unused]) {
    const what = expired.includes(waiver) ? `ended on ${waiver.expires}` : "is about nothing that was found";
    log.error(`the waiver for ${waiverName(waiver)} of ${waiver.owner} ${what}`, waiver.at);
  }
  for (const { check, subject } of gone) log.info(`The baseline has ${check} of ${subject}, which is found no more.`);
}

function annotateCheck(result: CheckResult, told: JudgedFinding | undefined, log: Log): void {
  const { check, findings, blocks, waived } = result;
  if (result.state === "unknown" && waived.length === 0) {
    const message = `${check.id} (${check.severity}) could not be judged: ${result.reason}`;
    if (blocks) log.warning(message);
    else log.info(message);
  }
  for (const { finding, waiver } of waived) {
    const until = `${waiver.owner} until ${waiver.expires}: ${waiver.reason}`;
    log.info(`${check.id} (${check.severity}): ${finding.subject}: ${finding.evidence}. Waived by ${until}`);
  }
  if (!blocks && (check.severity === "low" || check.severity === "info")) return;
  for (const { subject, evidence, at } of findings.filter((one) => one !== told)) {
    const message = `${check.id} (${check.severity}): ${subject}: ${evidence}. ${check.recommendation}`;
    if (blocks) log.error(message, at);
    else log.warning(message, at);
  }
}
