// How many pods of stable and of the candidate make a weight?

/** Pods of each side. */
export interface Shares {
  readonly stable: number;
  readonly candidate: number;
}

/**
 * How many candidate pods can carry a weight that a router splits by itself: as many of a hundred as the weight says,
 * rounded up, so that no pod of the candidate gets more traffic than one of stable. Stable keeps its full size.
 *
 * @param weight percent
 * @param full how many pods stable has
 */
export function candidateSize(weight: number, full: number): number {
  return weight === 0 ? 1 : Math.max(1, Math.ceil((weight * full) / 100));
}

/**
 * The pods that come nearest to a weight where nothing but their number splits the traffic (router `replicas`).
 * Never fewer than `full` together, at most one more; each side keeps a pod until 100. Of two that are as near, the one
 * with the smaller share for the candidate is taken.
 */
export function sharesByReplicas(weight: number, full: number): Shares {
  if (weight === 0) return { stable: full, candidate: 0 };
  if (weight === 100) return { stable: 0, candidate: full };
  const most = Math.max(1, full);
  let best: Shares = { stable: most, candidate: 1 };
  for (const total of [most, most + 1]) {
    for (let candidate = 1; candidate < total; candidate++) {
      const shares = { stable: total - candidate, candidate };
      if (shares.stable > most) continue;
      const closer = compare(distance(shares, weight), distance(best, weight));
      if (closer < 0 || (closer === 0 && percentOf(shares) < percentOf(best))) best = shares;
    }
  }
  return best;
}

/**
 * The same where an autoscaler decides over stable: stable is not touched, so the candidate comes on top of it.
 *
 * @param stable how many pods the autoscaler wants now
 */
export function sharesBesideAutoscaler(weight: number, stable: number): Shares {
  if (weight === 0) return { stable, candidate: 0 };
  if (weight === 100) return { stable, candidate: stable };
  return { stable, candidate: Math.max(1, Math.round((stable * weight) / (100 - weight))) };
}

/** The candidate's share of the pods in percent, not rounded. */
export function percentOf({ stable, candidate }: Shares): number {
  return stable + candidate === 0 ? 0 : (100 * candidate) / (stable + candidate);
}

/** `9:1 pods, 10 %`, and what that is instead of the weight where it differs by more than a rounding of it. */
export function describeShares(shares: Shares, weight: number): string {
  const percent = percentOf(shares);
  const rounded = Math.round(percent * 10) / 10;
  const instead = Math.abs(percent - weight) < 0.05 ? "" : ` instead of ${weight} %`;
  return `${shares.stable}:${shares.candidate} pods, ${rounded} %${instead}`;
}

function distance(shares: Shares, weight: number): number {
  return Math.abs(percentOf(shares) - weight);
}

/** Equal where the difference is only one of floating point. */
function compare(one: number, other: number): number {
  return Math.abs(one - other) < 1e-9 ? 0 : one - other;
}
