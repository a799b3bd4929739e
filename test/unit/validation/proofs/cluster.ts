// What proves the checks of the running cluster?

import { nodesProofs } from "./cluster-nodes.ts";
import { podsProofs } from "./cluster-pods.ts";
import { trafficProofs } from "./cluster-traffic.ts";
import { workloadsProofs } from "./cluster-workloads.ts";
import type { Proof } from "./proof.ts";

export const clusterProofs: readonly Proof[] = [...podsProofs, ...trafficProofs, ...workloadsProofs, ...nodesProofs];
