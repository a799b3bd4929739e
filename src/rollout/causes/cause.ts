// Why does a rollout not get on?

/** How long a cause is given to heal by itself. */
export type Patience =
  /** It cannot heal: the release fails at once. */
  | { readonly kind: "none" }
  /** The release fails when it has been seen for this long without a break, in milliseconds. */
  | { readonly kind: "grace"; readonly ms: number }
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

export const cannotHeal: Patience = { kind: "none" };
export const mayHeal: Patience = { kind: "deadline" };
