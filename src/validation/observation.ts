// What was found out beside the objects, and how can that fail?

/**
 * What one part of the world answered: asked once, before the checks run, which only read it.
 * An observer never throws for what it could not find out: that is `unknown`, with the reason.
 */
export type Observation<T> =
  | { readonly kind: "seen"; readonly value: T }
  | { readonly kind: "unknown"; readonly reason: string };

type Unknown = Extract<Observation<never>, { kind: "unknown" }>;

/** An examination that has nothing to look at, because no input says where. */
interface NotAsked {
  readonly kind: "not-applicable";
  readonly reason: string;
  readonly notAsked: true;
}

/** Runs a check over an observation: one that was not asked for does not apply, one that failed is unknown. */
export function withObservation<T, Examined>(
  observation: Observation<T> | undefined,
  /** `no endpoint is given (input "endpoint")`. */
  notAsked: string,
  examine: (value: T) => Examined,
): Examined | NotAsked | Unknown {
  if (observation === undefined) return { kind: "not-applicable", reason: notAsked, notAsked: true };
  return observation.kind === "seen" ? examine(observation.value) : observation;
}
