// May a process be slow to start?

import type { Check } from "../check.ts";
import { eachContainer, servesUsers } from "../examine.ts";

export const startupProbe: Check = {
  id: "reliability/startup-probe",
  severity: "low",
  title: "A liveness probe waits for the start",
  why: "A liveness probe that begins at once ends a process that starts slowly, again and again: on a busy node a release never comes up.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#when-should-you-use-a-startup-probe",
  recommendation: "Add a startupProbe; it holds the others back until it has succeeded once.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container: { startupProbe: startup, livenessProbe } }) => {
        const waits = startup !== undefined || (livenessProbe?.initialDelaySeconds ?? 0) > 0;
        return waits
          ? undefined
          : { evidence: "it has neither a startupProbe nor an initialDelaySeconds", path: ["livenessProbe"] };
      },
      (seen) => servesUsers(seen) && seen.container.livenessProbe !== undefined,
    ),
};
