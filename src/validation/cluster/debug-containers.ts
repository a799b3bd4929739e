// Does somebody debug in a pod that serves?

import type { Check } from "../check.ts";
import type { ContainerStatus, EphemeralContainer, LivePod } from "../live-pods.ts";
import { eachPod } from "../live-scope.ts";

export const debugContainers: Check = {
  id: "cluster/debug-containers",
  severity: "medium",
  title: "No debug container runs in a pod of a service",
  why: "An ephemeral container stands in no manifest, has no limits and no probe, was scanned by nobody, and shares network and often processes and memory with what serves.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/",
  recommendation:
    "End it, and delete the pod once it is understood: an ephemeral container can never be taken out of it.",
  run: (subject) => eachPod(subject, (pod, { serves }) => (serves ? debuggersIn(pod) : [])),
};

/** One that has ended does nothing more, though it stands in the pod for as long as that lives. */
function debuggersIn({ spec, status }: LivePod): string[] {
  const statuses = new Map(status?.ephemeralContainerStatuses?.map((one) => [one.name, one]));
  return (spec.ephemeralContainers ?? [])
    .filter(({ name }) => !hasEnded(statuses.get(name)))
    .map(
      (container) => `the debug container ${container.name} (${container.image}) ${isPrivileged(container)}runs in it`,
    );
}

function hasEnded(status: ContainerStatus | undefined): boolean {
  return status?.state?.terminated !== undefined;
}

function isPrivileged({ securityContext }: EphemeralContainer): string {
  return securityContext?.privileged === true ? "is privileged and " : "";
}
