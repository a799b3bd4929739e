// Is a process that hangs started again?

import type { Check } from "../check.ts";
import { eachContainer, servesUsers } from "../examine.ts";

export const livenessProbe: Check = {
  id: "reliability/liveness-probe",
  severity: "low",
  title: "Containers have a liveness probe",
  why: "A process that is deadlocked stays until a person notices.",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
  recommendation: "Add a livenessProbe on an endpoint that depends on nothing but the process itself.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container }) => (container.livenessProbe === undefined ? { evidence: "it has no livenessProbe" } : undefined),
      servesUsers,
    ),
};
