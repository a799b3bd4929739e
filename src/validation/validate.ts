// Is this service fit for production?

import type { Manifest } from "../manifests/manifest.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { type Check, type Finding, type Severity, severities } from "./check.ts";
import type { LiveObjects } from "./live.ts";
import { checks } from "./registry.ts";
import { type Subject, subjectOf } from "./subject.ts";

export interface ValidationRequest {
  readonly manifests: readonly Manifest[];
  /** Undefined where no cluster is to be asked. */
  readonly live: LiveObjects | undefined;
  /** The live workload that is meant; it must be there. */
  readonly workload?: { readonly kind: string; readonly name: string } | undefined;
  readonly failOn: FailOn;
}

/** The mildest severity that fails; `none` only reports. */
export type FailOn = Severity | "none";

export interface ValidationContext {
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface CheckResult {
  readonly check: Check;
  readonly state: "passed" | "failed" | "not-applicable" | "unknown";
  readonly findings: readonly Finding[];
  /** Why it does not apply or is not known. */
  readonly reason: string;
  /** Whether it makes the validation fail: a finding, or nobody knows, at or above the threshold. */
  readonly blocks: boolean;
}

export interface ValidationResult {
  readonly passed: boolean;
  readonly failOn: FailOn;
  /** In the registry's order. */
  readonly results: readonly CheckResult[];
}

/**
 * Runs every check, and annotates what they found on the manifests' lines.
 *
 * @throws Failure where there is nothing to validate
 */
export async function validate(request: ValidationRequest, context: ValidationContext): Promise<ValidationResult> {
  context.signal.throwIfAborted();
  const subject = subjectOf(request.manifests, request.live, request.workload);
  refuseNothing(subject, request);
  const results = checks.map((check) => runCheck(check, subject, request.failOn));
  // The worst one is the failure itself, which the shell of the action prints: it is told once.
  const told = worstFirst(results.filter(({ blocks }) => blocks))[0]?.findings[0];
  for (const result of results) annotate(result, told, context.log);
  return { passed: !results.some(({ blocks }) => blocks), failOn: request.failOn, results };
}

/** The most severe first, in the registry's order where they are alike. */
export function worstFirst(results: readonly CheckResult[]): CheckResult[] {
  return results.toSorted(
    (one, other) => severities.indexOf(one.check.severity) - severities.indexOf(other.check.severity),
  );
}

/** One check against one subject. A check that cannot make sense of an object leaves it unknown. */
export function runCheck(check: Check, subject: Subject, failOn: FailOn): CheckResult {
  const examination = examine(check, subject);
  switch (examination.kind) {
    case "not-applicable":
      return { check, state: "not-applicable", findings: [], reason: examination.reason, blocks: false };
    case "unknown":
      return {
        check,
        state: "unknown",
        findings: [],
        reason: examination.reason,
        blocks: isAtLeast(check.severity, failOn),
      };
    case "examined": {
      const { findings } = examination;
      const failed = findings.length > 0;
      return {
        check,
        state: failed ? "failed" : "passed",
        findings,
        reason: "",
        blocks: failed && isAtLeast(check.severity, failOn),
      };
    }
  }
}

function examine(check: Check, subject: Subject): ReturnType<Check["run"]> {
  try {
    return check.run(subject);
  } catch (error) {
    // A manifest may hold a text where Kubernetes has a list. Nobody knows, so it counts as a failure.
    const why = error instanceof Error ? error.message : String(error);
    return { kind: "unknown", reason: `an object has not the shape that Kubernetes gives it (${why})` };
  }
}

function isAtLeast(severity: Severity, failOn: FailOn): boolean {
  return failOn !== "none" && severities.indexOf(severity) <= severities.indexOf(failOn);
}

function refuseNothing(subject: Subject, { workload, live }: ValidationRequest): void {
  if (workload !== undefined && live !== undefined) refuseMissing(subject, workload, live);
  if (subject.workloads.length > 0) return;
  throw new Failure({
    attempted: "validating for production",
    found: "neither the manifests nor the inputs name a workload, so there is nothing to validate",
    advice: 'Give the folder of the service in "manifests", or its "workload", or both.',
  });
}

function refuseMissing(subject: Subject, { kind, name }: { kind: string; name: string }, live: LiveObjects): void {
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

/** Errors where it blocks, warnings otherwise; low severity stays in the summary. */
function annotate(result: CheckResult, told: Finding | undefined, log: Log): void {
  const { check, findings, blocks } = result;
  if (result.state === "unknown") log.warning(`${check.id} (${check.severity}) could not be judged: ${result.reason}`);
  if (!blocks && check.severity === "low") return;
  for (const finding of findings.filter((one) => one !== told)) {
    const { subject, evidence, at } = finding;
    const message = `${check.id} (${check.severity}): ${subject}: ${evidence}. ${check.recommendation}`;
    if (blocks) log.error(message, at);
    else log.warning(message, at);
  }
}
