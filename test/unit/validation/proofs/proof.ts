// What proves a check?

import { readManifests } from "../../../../src/manifests/read-objects.ts";
import type { LiveObjects } from "../../../../src/validation/live-objects.ts";
import type { Observations } from "../../../../src/validation/observations.ts";
import { type Subject, subjectOf } from "../../../../src/validation/subject.ts";

/**
 * One case of one check. Each check has at least one of each verdict: `pass` and `fail` are plain; `near-pass` is fine
 * though it looks like a violation, `near-fail` is a violation though it looks fine.
 */
export interface Proof {
  readonly check: string;
  readonly verdict: "pass" | "near-pass" | "near-fail" | "fail";
  /** What is special here: `a limit in another unit`. */
  readonly case: string;
  readonly subject: Subject;
  /** Of the first finding; for verdicts that fail. */
  readonly evidence?: string | RegExp;
}

/** Where a subject came from, for a test that changes the text. */
export interface Origin {
  readonly yaml: string;
  readonly live: LiveObjects | undefined;
  readonly observed: Observations | undefined;
}

const origins = new WeakMap<Subject, Origin>();

/** A subject of YAML text, as the file `orders.yaml` would give it. */
export function subjectFrom(yaml: string, live?: LiveObjects, observed?: Observations): Subject {
  const subject = subjectOf(readManifests(yaml, "orders.yaml"), live, undefined, observed);
  origins.set(subject, { yaml, live, observed });
  return subject;
}

/** Undefined for a subject that no text gave. */
export function originOf(subject: Subject): Origin | undefined {
  return origins.get(subject);
}
