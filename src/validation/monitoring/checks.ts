// Which checks look at monitoring?

import type { Check } from "../check.ts";
import { alertReceivers } from "./alert-receivers.ts";
import { alertRouting } from "./alert-routing.ts";
import { alertSilenced } from "./alert-silenced.ts";
import { alertmanagerConfigured } from "./alertmanager-configured.ts";
import { alertmanagerReady } from "./alertmanager-ready.ts";
import { alertsFiring } from "./alerts-firing.ts";
import { businessSeries } from "./business-series.ts";
import { clockSkew } from "./clock-skew.ts";
import { coreSeries } from "./core-series.ts";
import { errorRate } from "./error-rate.ts";
import { infrastructureSeries } from "./infrastructure-series.ts";
import { metricsScraped } from "./metrics-scraped.ts";
import { oneSeries } from "./one-series.ts";
import { p95 } from "./p95.ts";
import { poolUse } from "./pool-use.ts";
import { requiredAlerts } from "./required-alerts.ts";
import { retention } from "./retention.ts";
import { ruleAnnotations } from "./rule-annotations.ts";
import { ruleDuplicates } from "./rule-duplicates.ts";
import { ruleFiles } from "./rule-files.ts";
import { ruleFor } from "./rule-for.ts";
import { ruleLabels } from "./rule-labels.ts";
import { ruleRatio } from "./rule-ratio.ts";
import { rulesHealthy } from "./rules-healthy.ts";
import { scrapeInterval } from "./scrape-interval.ts";
import { seriesFresh } from "./series-fresh.ts";
import { sloFastBurn } from "./slo-fast-burn.ts";
import { sloSlowBurn } from "./slo-slow-burn.ts";
import { targetsUp } from "./targets-up.ts";

export const monitoringChecks: readonly Check[] = [
  alertReceivers,
  alertRouting,
  alertSilenced,
  alertmanagerConfigured,
  alertmanagerReady,
  alertsFiring,
  businessSeries,
  clockSkew,
  coreSeries,
  errorRate,
  infrastructureSeries,
  metricsScraped,
  oneSeries,
  p95,
  poolUse,
  requiredAlerts,
  retention,
  ruleAnnotations,
  ruleDuplicates,
  ruleFiles,
  ruleFor,
  ruleLabels,
  ruleRatio,
  rulesHealthy,
  scrapeInterval,
  seriesFresh,
  sloFastBurn,
  sloSlowBurn,
  targetsUp,
];
