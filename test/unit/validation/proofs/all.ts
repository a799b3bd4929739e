// Which proofs are there?

import { backupProofs } from "./backup.ts";
import { clusterProofs } from "./cluster.ts";
import { configurationProofs } from "./configuration.ts";
import { databaseProofs } from "./database.ts";
import { endpointProofs } from "./endpoint.ts";
import { monitoringProofs } from "./monitoring.ts";
import { networkProofs } from "./network.ts";
import { objectsProofs } from "./objects.ts";
import { objectsObservedProofs } from "./objects-observed.ts";
import { performanceProofs } from "./performance.ts";
import { podSecurityProofs } from "./pod-security.ts";
import type { Proof } from "./proof.ts";
import { releaseProofs } from "./release.ts";
import { reliabilityProofs } from "./reliability.ts";
import { securityProofs } from "./security.ts";

/** By area; each area's proofs stand in a file of their own. */
export const proofs: readonly Proof[] = [
  ...releaseProofs,
  ...clusterProofs,
  ...endpointProofs,
  ...monitoringProofs,
  ...configurationProofs,
  ...databaseProofs,
  ...backupProofs,
  ...objectsProofs,
  ...podSecurityProofs,
  ...securityProofs,
  ...objectsObservedProofs,
  ...reliabilityProofs,
  ...networkProofs,
  ...performanceProofs,
];
