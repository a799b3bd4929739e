// How much does a workload take of its namespace?

import { readQuantity } from "../../kube/quantity.ts";
import { fieldsAt } from "../fields.ts";
import type { Container, PodSpec } from "../pod-spec.ts";
import { autoscalerOf } from "../reliability/autoscaler-of.ts";
import { leastReplicas } from "../reliability/least-replicas.ts";
import type { Subject, Workload } from "../subject.ts";

/** `requests` and `limits`, as a ResourceQuota counts them. */
export type Side = "requests" | "limits";

/** What one container takes of a resource; Kubernetes takes a limit for the request where there is none. */
export function amountOf({ resources = {} }: Container, side: Side, resource: string): number | undefined {
  const written = resources[side]?.[resource] ?? (side === "requests" ? resources.limits?.[resource] : undefined);
  return readQuantity(written);
}

/**
 * What one pod takes: its containers and sidecars together, or its greediest init container.
 * https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
export function podAmount({ containers, initContainers = [] }: PodSpec, side: Side, resource: string): number {
  const amount = (container: Container): number => amountOf(container, side, resource) ?? 0;
  const isSidecar = ({ restartPolicy }: Container): boolean => restartPolicy === "Always";
  const together = [...containers, ...initContainers.filter(isSidecar)].reduce((sum, one) => sum + amount(one), 0);
  return Math.max(together, ...initContainers.filter((one) => !isSidecar(one)).map(amount));
}

/** The pods that stand at once in the middle of a release. A DaemonSet's number is the nodes', so it is not counted. */
export function podsInRelease(subject: Subject, workload: Workload, when: "least" | "most"): number {
  const { kind } = workload.object;
  if (kind === "DaemonSet") return 0;
  if (!workload.serves) return 1;
  const least = leastReplicas(subject, workload);
  const pods = when === "most" ? (autoscalerOf(subject, workload)?.most ?? least) : least;
  return kind === "Deployment" ? pods + surge(workload, pods) : pods;
}

/** Kubernetes rounds a percentage of maxSurge up; 25 % is its default. */
function surge({ spec }: Workload, pods: number): number {
  if (fieldsAt(spec, ["strategy"]).type === "Recreate") return 0;
  const text = String(fieldsAt(spec, ["strategy", "rollingUpdate"]).maxSurge ?? "25%");
  return text.endsWith("%") ? Math.ceil((Number.parseFloat(text) / 100) * pods) : Number(text) || 0;
}
