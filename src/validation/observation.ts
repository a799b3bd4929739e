// What was found out beside the objects, and how can that fail?

import type { DrillSeen } from "./backup/drill/seen.ts";
import type { BackupsSeen } from "./backup/observe.ts";
import type { Examination } from "./check.ts";
import type { ClusterSeen } from "./cluster/observed.ts";
import type { ConfigurationSeen } from "./configuration/observe.ts";
import type { DatabaseSeen } from "./database/seen.ts";
import type { EndpointSeen } from "./endpoint/endpoint-seen.ts";
import type { MonitoringSeen } from "./monitoring/monitoring-seen.ts";
import type { RuleFileSeen } from "./monitoring/written-rule.ts";
import type { FilesSeen } from "./objects/readable-files.ts";
import type { ObjectsSeen } from "./objects/seen.ts";
import type { ReleaseSeen } from "./release/release-seen.ts";

/**
 * What one part of the world answered: asked once, before the checks run, which only read it.
 * An observer never throws for what it could not find out: that is `unknown`, with the reason.
 */
export type Observation<T> =
  | { readonly kind: "seen"; readonly value: T }
  | { readonly kind: "unknown"; readonly reason: string };

/** What the inputs asked for; a part that is missing was not asked for. Each part's type stands in its area's folder. */
export interface Observations {
  readonly ruleFiles?: Observation<readonly RuleFileSeen[]>;
  readonly monitoring?: Observation<MonitoringSeen>;
  readonly release?: Observation<ReleaseSeen>;
  readonly cluster?: Observation<ClusterSeen>;
  readonly objects?: Observation<ObjectsSeen>;
  readonly files?: Observation<FilesSeen>;
  readonly endpoint?: Observation<EndpointSeen>;
  readonly backups?: Observation<BackupsSeen>;
  readonly drill?: Observation<DrillSeen>;
  readonly configuration?: Observation<ConfigurationSeen>;
  readonly database?: Observation<DatabaseSeen>;
}

/** Runs a check over an observation: one that was not asked for does not apply, one that failed is unknown. */
export function withObservation<T>(
  observation: Observation<T> | undefined,
  /** `no endpoint is given (input "endpoint")`. */
  notAsked: string,
  examine: (value: T) => Examination,
): Examination {
  if (observation === undefined) return { kind: "not-applicable", reason: notAsked, notAsked: true };
  return observation.kind === "seen" ? examine(observation.value) : observation;
}
