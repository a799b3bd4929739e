// What share of the users has the candidate, by the acts that were begun?

import type { Track } from "../../release/track.ts";

/** The candidate's share after the acts that were begun. Pure. */
export function weightAt(track: Track): number {
  const begun = track.back.length > 0 ? [] : track.stages.slice(0, track.stage + 1);
  const last = begun.findLast(
    // A gate knows it also where the number of pods makes the share.
    (stage) =>
      stage.kind === "weigh" || stage.kind === "gate" || (stage.kind === "select" && stage.pods === "candidate"),
  );
  if (last?.kind === "select") return 100;
  return last?.kind === "weigh" || last?.kind === "gate" ? last.weight : 0;
}

/** Whether any user may have reached the candidate. Pure. */
export function isReachable({ stages, stage, back }: Track): boolean {
  if (back.length > 0) return false;
  const first = stages.findIndex(({ kind }) => kind === "candidate");
  return stages
    .slice(Math.max(0, first), stage + 1)
    .some((each) => (each.kind === "weigh" && each.weight > 0) || (each.kind === "select" && each.pods !== "stable"));
}
