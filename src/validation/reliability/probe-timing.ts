// Do probes notice anything in time, and only what is true?

import type { Check } from "../check.ts";
import { type Complaint, eachContainer, servesUsers } from "../examine.ts";
import { type NamedProbe, patience, probesOf } from "./probes-of.ts";

/** Longer than this a pod that does not work gets traffic. */
const longestReadiness = 120;
/** Longer than this a hung process stays. */
const longestLiveness = 600;
const longestTimeout = 60;

export const probeTiming: Check = {
  id: "reliability/probe-timing",
  severity: "medium",
  title: "Probes have sensible times",
  why: "A single failed answer must not end a container, and a pod that does not work must not get traffic for minutes.",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes",
  recommendation: "Ask every 5 to 10 s, wait a few seconds for an answer, and let three answers fail.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container }) => probesOf(container).flatMap(judge),
      (seen) => servesUsers(seen) && probesOf(seen.container).length > 0,
    ),
};

function judge({ field, probe }: NamedProbe): Complaint[] {
  const found: Complaint[] = [];
  const { failureThreshold = 3, timeoutSeconds = 1, successThreshold = 1 } = probe;
  const given = patience(probe);
  if (field === "livenessProbe" && failureThreshold === 1) {
    found.push({ evidence: "one failed livenessProbe ends the container", path: [field, "failureThreshold"] });
  }
  if (field === "readinessProbe" && given > longestReadiness) {
    found.push({ evidence: `readinessProbe takes ${given} s to notice`, path: [field] });
  }
  if (field === "livenessProbe" && given > longestLiveness) {
    found.push({ evidence: `livenessProbe takes ${given} s to notice`, path: [field] });
  }
  if (timeoutSeconds > longestTimeout) {
    found.push({ evidence: `${field} waits ${timeoutSeconds} s for an answer`, path: [field, "timeoutSeconds"] });
  }
  if (field !== "readinessProbe" && successThreshold !== 1) {
    const path = [field, "successThreshold"];
    found.push({
      evidence: `${field} has successThreshold ${successThreshold}, which only readiness may`,
      path,
      fix: { path, value: 1 },
    });
  }
  return found;
}
