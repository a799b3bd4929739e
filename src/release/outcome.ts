// How can a release, or any action, end?

/** Every action ends with one of these; none is ever unknown. */
export type Outcome = "succeeded" | "rolled-back" | "aborted" | "failed" | "paused" | "skipped";

/** The outcomes with which a job goes on: exit status 0. */
export function isGood(outcome: Outcome): boolean {
  return outcome === "succeeded" || outcome === "paused" || outcome === "skipped";
}
