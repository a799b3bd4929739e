// Which share does each step of a canary really have?

import type { Track } from "../../release/track.ts";
import { describeShares, percentOf } from "./shares.ts";

/**
 * One line for each step where pods make the share (`10 %: 9:1 pods, 10 %`), and one for all where a router does. Pure;
 * empty for another strategy.
 */
export function shareNotes({ strategy, stages, stable, route }: Track): string[] {
  if (strategy !== "canary" || stable === undefined) return [];
  let shares = { stable: stable.replicas, candidate: 0 };
  const notes: string[] = [];
  let inexact = false;
  for (const stage of stages) {
    if (stage.kind === "candidate") shares = { ...shares, candidate: stage.replicas };
    if (stage.kind === "scale") shares = { ...shares, [stage.track]: stage.replicas };
    if (stage.kind !== "gate" || stage.weight === 0 || stage.weight === 100) continue;
    if (route === undefined) {
      notes.push(`Step ${stage.weight} %: ${describeShares(shares, stage.weight)}.`);
      inexact ||= Math.abs(percentOf(shares) - stage.weight) >= 0.05;
    } else notes.push(`Step ${stage.weight} %: by the router, with ${shares.candidate} of the candidate's pods.`);
  }
  if (inexact)
    notes.push("Shares are the nearest that whole pods allow; more pods, or a router with weights, make finer ones.");
  return notes;
}
