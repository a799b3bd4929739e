// Which checks look at reliability?

import type { Check } from "../check.ts";
import { autoscalerBounds } from "./autoscaler-bounds.ts";
import { autoscalerMetrics } from "./autoscaler-metrics.ts";
import { autoscalerReplicas } from "./autoscaler-replicas.ts";
import { budgetOverlap } from "./budget-overlap.ts";
import { budgetPolicy } from "./budget-policy.ts";
import { budgetUnhealthyPods } from "./budget-unhealthy-pods.ts";
import { claimRetention } from "./claim-retention.ts";
import { disruptionBudget } from "./disruption-budget.ts";
import { distinctProbes } from "./distinct-probes.ts";
import { drain } from "./drain.ts";
import { evictable } from "./evictable.ts";
import { gracePeriod } from "./grace-period.ts";
import { headlessService } from "./headless-service.ts";
import { imagePullPolicy } from "./image-pull-policy.ts";
import { imageTag } from "./image-tag.ts";
import { livenessPatience } from "./liveness-patience.ts";
import { livenessProbe } from "./liveness-probe.ts";
import { managedPods } from "./managed-pods.ts";
import { measuredStart } from "./measured-start.ts";
import { minReadySeconds } from "./min-ready-seconds.ts";
import { pinnedNode } from "./pinned-node.ts";
import { priorityClass } from "./priority-class.ts";
import { probePorts } from "./probe-ports.ts";
import { probeTiming } from "./probe-timing.ts";
import { progressDeadline } from "./progress-deadline.ts";
import { readinessProbe } from "./readiness-probe.ts";
import { replicas } from "./replicas.ts";
import { revisionHistory } from "./revision-history.ts";
import { rollingUpdate } from "./rolling-update.ts";
import { safeToEvict } from "./safe-to-evict.ts";
import { selectorOverlap } from "./selector-overlap.ts";
import { sharedVolume } from "./shared-volume.ts";
import { slowStart } from "./slow-start.ts";
import { spread } from "./spread.ts";
import { spreadSelector } from "./spread-selector.ts";
import { startupProbe } from "./startup-probe.ts";
import { strictSpread } from "./strict-spread.ts";
import { updateStrategy } from "./update-strategy.ts";

export const reliabilityChecks: readonly Check[] = [
  autoscalerBounds,
  autoscalerMetrics,
  autoscalerReplicas,
  budgetOverlap,
  budgetPolicy,
  budgetUnhealthyPods,
  claimRetention,
  disruptionBudget,
  distinctProbes,
  drain,
  evictable,
  gracePeriod,
  headlessService,
  imagePullPolicy,
  imageTag,
  livenessPatience,
  livenessProbe,
  managedPods,
  measuredStart,
  minReadySeconds,
  pinnedNode,
  priorityClass,
  probePorts,
  probeTiming,
  progressDeadline,
  readinessProbe,
  replicas,
  revisionHistory,
  rollingUpdate,
  safeToEvict,
  selectorOverlap,
  sharedVolume,
  slowStart,
  spread,
  spreadSelector,
  startupProbe,
  strictSpread,
  updateStrategy,
];
