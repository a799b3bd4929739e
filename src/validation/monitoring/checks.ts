// Which checks look at monitoring?

import type { Check } from "../check.ts";
import { metricsScraped } from "./metrics-scraped.ts";

export const monitoringChecks: readonly Check[] = [metricsScraped];
