// Which proofs are there?

import { clusterProofs } from "./cluster.ts";
import { configurationProofs } from "./configuration.ts";
import { databaseProofs } from "./database.ts";
import { endpointProofs } from "./endpoint.ts";
import { objectsProofs } from "./objects.ts";
import { objectsObservedProofs } from "./objects-observed.ts";
import type { Proof } from "./proof.ts";

/** By area; each area's proofs stand in a file of their own. */
export const proofs: readonly Proof[] = [
  ...clusterProofs,
  ...endpointProofs,
  ...configurationProofs,
  ...databaseProofs,
  ...objectsProofs,
  ...objectsObservedProofs,
];
