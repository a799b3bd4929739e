// How long did the answers take, as a picture?

/** Upper bounds in milliseconds: steps of one, two and five, as people read time. */
const bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];

export type Buckets = readonly (readonly [upperMs: number, count: number])[];

/** Ascending, from the first bucket that is not empty to the last. Pure. */
export function histogramOf(durationsMs: readonly number[]): Buckets {
  return regroup(durationsMs.map((duration) => [duration, 1] as const));
}

/** The same for counts by upper bound, such as those of a load stage. */
export function regroup(counted: Buckets): Buckets {
  const counts = new Map<number, number>();
  for (const [duration, count] of counted) {
    const bound = bounds.find((one) => duration <= one) ?? Number.POSITIVE_INFINITY;
    counts.set(bound, (counts.get(bound) ?? 0) + count);
  }
  const all = [...bounds, Number.POSITIVE_INFINITY].map((bound) => [bound, counts.get(bound) ?? 0] as const);
  const first = all.findIndex(([, count]) => count > 0);
  const last = all.findLastIndex(([, count]) => count > 0);
  return first === -1 ? [] : all.slice(first, last + 1);
}

/**
 * A bar chart that GitHub draws in a step summary: Mermaid is what it renders there; it takes out inline
 * SVG and pictures with data: addresses.
 */
export function histogramPicture(title: string, buckets: Buckets): string {
  const most = Math.max(1, ...buckets.map(([, count]) => count));
  const labels = buckets.map(([bound]) => `"${label(bound)}"`).join(", ");
  return [
    "```mermaid",
    "xychart-beta",
    `  title "${title.replaceAll(/[^\w .,:()-]/g, " ").slice(0, 80)}"`,
    `  x-axis "answered within" [${labels}]`,
    `  y-axis "answers" 0 --> ${most}`,
    `  bar [${buckets.map(([, count]) => count).join(", ")}]`,
    "```",
    "",
  ].join("\n");
}

/** The duration that this share (0 to 1) of the answers did not exceed (nearest rank). `undefined` of none. */
export function quantile(durationsMs: readonly number[], share: number): number | undefined {
  const sorted = durationsMs.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

function label(bound: number): string {
  if (bound === Number.POSITIVE_INFINITY) return "longer";
  return bound < 1000 ? `${bound} ms` : `${bound / 1000} s`;
}
