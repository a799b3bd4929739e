// What answers each check of kube-score v1.20.0, and why do verdicts differ?

import { containerChecks } from "./kube-score/containers.ts";
import { networkChecks } from "./kube-score/network.ts";
import { objectChecks } from "./kube-score/objects.ts";
import { replicaChecks } from "./kube-score/replicas.ts";
import { securityChecks } from "./kube-score/security.ts";
import { sizeChecks } from "./kube-score/sizes.ts";
import type { PeerCheck } from "./peer-check.ts";

/** https://github.com/zegl/kube-score/blob/v1.20.0/README_CHECKS.md */
export const kubeScore: readonly PeerCheck[] = [
  ...sizeChecks,
  ...containerChecks,
  ...securityChecks,
  ...networkChecks,
  ...replicaChecks,
  ...objectChecks,
];
