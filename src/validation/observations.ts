// What can be found out beside the objects?

import type { DrillSeen } from "./backup/drill/seen.ts";
import type { BackupsSeen } from "./backup/seen.ts";
import type { ClusterSeen } from "./cluster/observed.ts";
import type { ConfigurationSeen } from "./configuration/seen.ts";
import type { DatabaseSeen } from "./database/seen.ts";
import type { EndpointSeen } from "./endpoint/endpoint-seen.ts";
import type { MonitoringSeen } from "./monitoring/monitoring-seen.ts";
import type { RuleFileSeen } from "./monitoring/rule-file.ts";
import type { FilesSeen } from "./objects/files-seen.ts";
import type { ObjectsSeen } from "./objects/seen.ts";
import type { Observation } from "./observation.ts";
import type { ReleaseSeen } from "./release/release-seen.ts";

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
