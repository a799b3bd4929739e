// Which checks are there?

import { backupChecks } from "./backup/checks.ts";
import type { Check } from "./check.ts";
import { clusterChecks } from "./cluster/checks.ts";
import { configurationChecks } from "./configuration/checks.ts";
import { databaseChecks } from "./database/checks.ts";
import { endpointChecks } from "./endpoint/checks.ts";
import { monitoringChecks } from "./monitoring/checks.ts";
import { networkChecks } from "./network/checks.ts";
import { objectsChecks } from "./objects/checks.ts";
import { performanceChecks } from "./performance/checks.ts";
import { releaseChecks } from "./release/checks.ts";
import { reliabilityChecks } from "./reliability/checks.ts";
import { securityChecks } from "./security/checks.ts";

/** Every check, by area. A new one is one file and one line in its area's `checks.ts`; docs/checks.md is generated from it. */
export const checks: readonly Check[] = [
  ...releaseChecks,
  ...securityChecks,
  ...reliabilityChecks,
  ...performanceChecks,
  ...networkChecks,
  ...objectsChecks,
  ...clusterChecks,
  ...monitoringChecks,
  ...endpointChecks,
  ...databaseChecks,
  ...backupChecks,
  ...configurationChecks,
];
