// Why does a rollout not get on?

/** How long a cause is given to heal by itself. */
export type Patience =
  /** It cannot heal: the release fails at once. */
  | { readonly kind: "none" }
  /** The release fails when it has been seen for this long without a break, in milliseconds. */
  | { readonly kind: "grace"; readonly ms: number }
  /** The same, for what keeps a pod from starting: as long as the user grants. */
  | { readonly kind: "start" }
  /** The same, for a container that runs and is not ready: what its probes allow, and as long again as the user grants. */
  | { readonly kind: "ready"; readonly probesMs: number }
  /** The release fails when the container has been started again as often as the user grants. */
  | { readonly kind: "restarts"; readonly count: number }
  /** It may heal: the release goes on to its deadline. */
  | { readonly kind: "deadline" };

export interface Cause {
  /** The same cause of the same container has the same key, whichever pod shows it. */
  readonly key: string;
  /** What is wrong, as a phrase. */
  readonly found: string;
  /** What to do, as a sentence. */
  readonly advice: string;
  readonly patience: Patience;
  /** The pod that shows it, and the container whose log may tell more. */
  readonly pod?: string | undefined;
  readonly container?: string | undefined;
  /** The log that tells more is that of the instance before the last restart. */
  readonly previousLog?: boolean | undefined;
  /** Where in the workload's manifest it is. */
  readonly path: readonly (string | number)[];
}

/** What the user grants to causes that may heal. Times are in milliseconds. */
export interface Graces {
  /** For a pod that no node takes, whose volumes or whose sandbox are not there. */
  readonly start: number;
  /** Beyond what the probes of a running container allow. */
  readonly ready: number;
  /** By then the back-off is 40 s, and doubles each time. */
  readonly restarts: number;
}

export const defaultGraces: Graces = { start: 60_000, ready: 180_000, restarts: 3 };

/** When patience with a cause ends, on the clock of `seenSince`; in the past for what cannot heal. */
export function patienceEnd(
  { key, patience }: Cause,
  { now, seenSince }: { readonly now: number; readonly seenSince: ReadonlyMap<string, number> },
  graces: Graces = defaultGraces,
): number {
  const since = seenSince.get(key) ?? now;
  switch (patience.kind) {
    case "none":
      return Number.NEGATIVE_INFINITY;
    case "restarts":
      return patience.count >= graces.restarts ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    case "grace":
      return since + patience.ms;
    case "start":
      return since + graces.start;
    case "ready":
      return since + patience.probesMs + graces.ready;
    case "deadline":
      return Number.POSITIVE_INFINITY;
  }
}

export const cannotHeal: Patience = { kind: "none" };
export const mayHeal: Patience = { kind: "deadline" };
