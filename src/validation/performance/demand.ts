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
export function amountOf(
  { resources = {} }: Pick<Container, "resources">,
  side: Side,
  resource: string,
): number | undefined {
  const written = resources[side]?.[resource] ?? (side === "requests" ? resources.limits?.[resource] : undefined);
  return readQuantity(written);
}

/** The same, or what is written for the pod as a whole, which its containers share. */
export function ownOrShared(
  container: Container,
  { resources = {} }: PodSpec,
  side: Side,
  resource: string,
): number | undefined {
  return amountOf(container, side, resource) ?? amountOf({ resources }, side, resource);
}

/**
 * What one pod takes: its containers and sidecars together, or its greediest init container with the
 * sidecars before it, or what is written for the
 * whole pod, and what its runtime takes.
 * https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 * https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/
 * https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/
 */
export function podAmount(
  { containers, initContainers = [], overhead, resources }: PodSpec,
  side: Side,
  resource: string,
): number {
  const amount = (container: Container): number => amountOf(container, side, resource) ?? 0;
  let sidecars = 0;
  let starting = 0;
  // An init container runs beside the sidecars that were started before it.
  for (const container of initContainers) {
    if (container.restartPolicy === "Always") sidecars += amount(container);
    else starting = Math.max(starting, sidecars + amount(container));
  }
  const staying = containers.reduce((sum, one) => sum + amount(one), sidecars);
  const ofContainers = Math.max(staying, starting);
  const greediest = resources === undefined ? ofContainers : (amountOf({ resources }, side, resource) ?? ofContainers);
  // What the runtime takes for itself is asked of the node too; a limit of the pod grows by it where there is one.
  const ofRuntime = side === "requests" || greediest > 0 ? (readQuantity(fieldsAt(overhead)[resource]) ?? 0) : 0;
  return greediest + ofRuntime;
}

/** The pods that stand at once in the middle of a release. A DaemonSet's number is the nodes': known of a live one alone. */
export function podsInRelease(subject: Subject, workload: Workload, when: "least" | "most"): number {
  const { kind } = workload.object;
  if (kind === "DaemonSet") return daemons(workload);
  if (!workload.serves) return 1;
  const least = leastReplicas(subject, workload);
  const pods = when === "most" ? (autoscalerOf(subject, workload)?.most ?? least) : least;
  return kind === "Deployment" ? pods + surge(workload, pods) : pods;
}

/** A DaemonSet takes a node's old pod away before it makes the new one, but for its maxSurge. */
function daemons({ spec, alive }: Workload): number {
  const pods = Number(fieldsAt(alive, ["status"]).desiredNumberScheduled ?? 0);
  return pods + rounded(fieldsAt(spec, ["updateStrategy", "rollingUpdate"]).maxSurge ?? 0, pods);
}

/** Kubernetes rounds a percentage of maxSurge up; 25 % is its default. */
function surge({ spec }: Workload, pods: number): number {
  if (fieldsAt(spec, ["strategy"]).type === "Recreate") return 0;
  return rounded(fieldsAt(spec, ["strategy", "rollingUpdate"]).maxSurge ?? "25%", pods);
}

function rounded(written: unknown, pods: number): number {
  const text = String(written);
  return text.endsWith("%") ? Math.ceil((Number.parseFloat(text) / 100) * pods) : Number(text) || 0;
}
