// What does an act of a release with two tracks need of the world?

import type { Cluster } from "../../kube/cluster.ts";
import type { Log } from "../../report/log.ts";
import type { ApplyPlan } from "../apply.ts";
import type { WorkloadReference } from "../workload.ts";
import type { Routing } from "./routing.ts";

export interface ActWorld {
  readonly cluster: Cluster;
  readonly workload: WorkloadReference;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Throws where the lock is lost. */
  readonly check: () => void;
  /** What is released; none where the release only goes back, or goes on without its manifests. */
  readonly plan: ApplyPlan | undefined;
  readonly routing: Routing;
  /** Told of each object that was changed. */
  readonly onChange: (object: string) => void;
}
