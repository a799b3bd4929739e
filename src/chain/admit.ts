// May this workflow run change this environment?

import picomatch from "picomatch";
import type { FailureParts } from "../report/failure.ts";

/** What started the run, from the runner's environment. */
export interface Origin {
  /** `push`, `workflow_dispatch`, … */
  readonly event: string;
  /** `refs/heads/main`, `refs/tags/v1.0.0`. */
  readonly ref: string;
  /** Empty where the event does not tell. */
  readonly defaultBranch: string;
}

export interface AdmissionRules {
  readonly environment: string;
  readonly production: boolean;
  /** Globs over branch names, or over whole refs where they begin with `refs/`. Empty: the default branch. */
  readonly productionRefs: readonly string[];
}

export type Admission =
  | { readonly kind: "admitted"; readonly reason: string }
  | { readonly kind: "refused"; readonly failure: FailureParts };

/** What a maintainer does, or a schedule on the default branch. Anything else can be started by a stranger. */
const productionEvents = ["push", "workflow_dispatch", "schedule", "release"] as const;

/**
 * Events that run with the repository's secrets on behalf of whoever opened a pull request or wrote a
 * comment: https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/
 */
const strangersEvents = ["pull_request_target", "workflow_run", "issue_comment"];

export function admit(origin: Origin, rules: AdmissionRules): Admission {
  if (!rules.production) return { kind: "admitted", reason: `${rules.environment} is not production` };
  if (!productionEvents.some((event) => event === origin.event)) return refuseEvent(origin, rules);
  const allowed = allowedRefs(origin, rules);
  if (allowed.length === 0) return refuseUnknownDefault(rules);
  if (!allowed.some((pattern) => matches(pattern, origin.ref))) return refuseRef(origin, rules, allowed);
  return { kind: "admitted", reason: `${origin.event} of ${origin.ref} may change ${rules.environment}` };
}

function allowedRefs(origin: Origin, rules: AdmissionRules): readonly string[] {
  if (rules.productionRefs.length > 0) return rules.productionRefs;
  if (origin.defaultBranch !== "") return [literally(origin.defaultBranch)];
  // A schedule runs on the default branch only, and its event does not always name it:
  // https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
  return origin.event === "schedule" ? [literally(origin.ref)] : [];
}

function matches(pattern: string, ref: string): boolean {
  const whole = pattern.startsWith("refs/") ? pattern : `refs/heads/${pattern}`;
  return picomatch.isMatch(ref, whole, { dot: true, nonegate: true });
}

/** A branch name as a glob that matches nothing else. */
function literally(name: string): string {
  return name.replaceAll(/[\\*?[\]{}()!+@|]/g, "\\$&");
}

function attempted(rules: AdmissionRules): string {
  return `asking whether this run may change ${rules.environment}`;
}

function refuseEvent(origin: Origin, rules: AdmissionRules): Admission {
  const stranger = strangersEvents.includes(origin.event);
  const why = stranger ? ", which runs with this repository's secrets for people outside of it" : "";
  return {
    kind: "refused",
    failure: {
      attempted: attempted(rules),
      found: `it was started by ${origin.event === "" ? "an event without a name" : origin.event}${why}`,
      advice: `Production is released by ${productionEvents.join(", ")} only. Release from one of these${
        stranger ? "" : ", or set production to false where the environment is not production"
      }.`,
    },
  };
}

function refuseUnknownDefault(rules: AdmissionRules): Admission {
  return {
    kind: "refused",
    failure: {
      attempted: attempted(rules),
      found: "the event does not name the default branch, and no production-refs are given",
      advice: "Name the refs that may reach production in production-refs, one per line.",
    },
  };
}

function refuseRef(origin: Origin, rules: AdmissionRules, allowed: readonly string[]): Admission {
  const tag = origin.ref.startsWith("refs/tags/");
  return {
    kind: "refused",
    failure: {
      attempted: attempted(rules),
      found: `${origin.ref} is none of the refs that may reach production (${allowed.join(", ")})`,
      advice: tag
        ? "Tags are named in full in production-refs: refs/tags/v*."
        : "Release from one of those, or name this one in production-refs.",
    },
  };
}
