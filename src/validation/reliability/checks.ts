// Which checks look at reliability?

import type { Check } from "../check.ts";
import { autoscalerBounds } from "./autoscaler-bounds.ts";
import { disruptionBudget } from "./disruption-budget.ts";
import { distinctProbes } from "./distinct-probes.ts";
import { drain } from "./drain.ts";
import { evictable } from "./evictable.ts";
import { gracePeriod } from "./grace-period.ts";
import { imagePullPolicy } from "./image-pull-policy.ts";
import { imageTag } from "./image-tag.ts";
import { livenessProbe } from "./liveness-probe.ts";
import { readinessProbe } from "./readiness-probe.ts";
import { replicas } from "./replicas.ts";
import { revisionHistory } from "./revision-history.ts";
import { rollingUpdate } from "./rolling-update.ts";
import { spread } from "./spread.ts";
import { startupProbe } from "./startup-probe.ts";

export const reliabilityChecks: readonly Check[] = [
  autoscalerBounds,
  disruptionBudget,
  distinctProbes,
  drain,
  evictable,
  gracePeriod,
  imagePullPolicy,
  imageTag,
  livenessProbe,
  readinessProbe,
  replicas,
  revisionHistory,
  rollingUpdate,
  spread,
  startupProbe,
];
