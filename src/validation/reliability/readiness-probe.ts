// Does Kubernetes know when a pod may get traffic?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import type { Workload } from "../subject.ts";

export const readinessProbe: Check = {
  id: "reliability/readiness-probe",
  severity: "high",
  title: "What takes traffic has a readiness probe",
  why: "Without one a pod gets requests the moment its process starts, a rollout replaces good pods by ones that do not work, and no failed release is ever noticed.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe",
  recommendation: "Add a readinessProbe that asks an endpoint which answers 200 only when the pod can serve.",
  run: (subject) =>
    eachWorkload(
      subject,
      (workload) =>
        listeners(workload)
          .filter(({ container }) => container.readinessProbe === undefined)
          .map(({ container, index }) => ({
            evidence: `the container ${container.name} has no readinessProbe`,
            path: [...workload.podSpecPath, "containers", index],
          })),
      ({ serves }) => serves,
    ),
};

/** The containers that tell a port; the first one where none does. */
function listeners({ podSpec }: Workload) {
  const all = podSpec.containers.map((container, index) => ({ container, index }));
  const withPorts = all.filter(({ container }) => (container.ports ?? []).length > 0);
  return withPorts.length > 0 ? withPorts : all.slice(0, 1);
}
