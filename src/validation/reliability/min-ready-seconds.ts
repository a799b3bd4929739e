// Does a release wait until a new pod has shown that it stays up?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { isCounted, leastReplicas } from "./least-replicas.ts";

export const minReadySeconds: Check = {
  id: "reliability/min-ready-seconds",
  severity: "info",
  title: "A new pod has to stay ready for a while",
  why: "With minReadySeconds 0 a pod that crashes a second after its first ready answer counts, and the next good pod is replaced.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#min-ready-seconds",
  recommendation: "Set minReadySeconds to 5 or more.",
  run: (subject) =>
    eachWorkload(
      subject,
      ({ spec }) => {
        const path = ["spec", "minReadySeconds"];
        const isSet = typeof spec.minReadySeconds === "number" && spec.minReadySeconds > 0;
        return isSet ? undefined : { evidence: "minReadySeconds is not set", path, fix: { path, value: 5 } };
      },
      (workload) => isCounted(workload) && leastReplicas(subject, workload) >= 2,
    ),
};
