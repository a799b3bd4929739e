// Which checks look at the running cluster?

import type { Check } from "../check.ts";
import { autoscalerAtMaximum } from "./autoscaler-at-maximum.ts";
import { autoscalerWorks } from "./autoscaler-works.ts";
import { certificateChain } from "./certificate-chain.ts";
import { certificateExpiry } from "./certificate-expiry.ts";
import { certificateNames } from "./certificate-names.ts";
import { certificateReady } from "./certificate-ready.ts";
import { clockSkew } from "./clock-skew.ts";
import { conditions } from "./conditions.ts";
import { cpuUsage } from "./cpu-usage.ts";
import { cronJobs } from "./cron-jobs.ts";
import { debugContainers } from "./debug-containers.ts";
import { disruptionsAllowed } from "./disruptions-allowed.ts";
import { endpointsReady } from "./endpoints-ready.ts";
import { environmentDrift } from "./environment-drift.ts";
import { events } from "./events.ts";
import { failedPods } from "./failed-pods.ts";
import { imageDrift } from "./image-drift.ts";
import { jobs } from "./jobs.ts";
import { loadBalancers } from "./load-balancers.ts";
import { memoryUsage } from "./memory-usage.ts";
import { nodePressure } from "./node-pressure.ts";
import { nodesReady } from "./nodes-ready.ts";
import { nodesSchedulable } from "./nodes-schedulable.ts";
import { oldRevisionPods } from "./old-revision-pods.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { pendingPods } from "./pending-pods.ts";
import { quotaUsage } from "./quota-usage.ts";
import { replicaDrift } from "./replica-drift.ts";
import { resourceDrift } from "./resource-drift.ts";
import { restarts } from "./restarts.ts";
import { routesAccepted } from "./routes-accepted.ts";
import { servicesWithoutPods } from "./services-without-pods.ts";
import { spread } from "./spread.ts";
import { terminatingPods } from "./terminating-pods.ts";
import { versionSkew } from "./version-skew.ts";
import { volumeResize } from "./volume-resize.ts";
import { volumeUsage } from "./volume-usage.ts";
import { volumesBound } from "./volumes-bound.ts";
import { waiting } from "./waiting.ts";

export const clusterChecks: readonly Check[] = [
  waiting,
  pendingPods,
  failedPods,
  conditions,
  restarts,
  outOfMemory,
  memoryUsage,
  cpuUsage,
  debugContainers,
  oldRevisionPods,
  terminatingPods,
  spread,
  endpointsReady,
  servicesWithoutPods,
  loadBalancers,
  routesAccepted,
  certificateExpiry,
  certificateNames,
  certificateChain,
  certificateReady,
  autoscalerWorks,
  autoscalerAtMaximum,
  disruptionsAllowed,
  jobs,
  cronJobs,
  imageDrift,
  replicaDrift,
  resourceDrift,
  environmentDrift,
  events,
  quotaUsage,
  volumesBound,
  volumeResize,
  volumeUsage,
  nodesReady,
  nodePressure,
  nodesSchedulable,
  versionSkew,
  clockSkew,
];
