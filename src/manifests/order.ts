// In which order are manifests applied, so that nothing waits for something that comes later?

import type { KubeObject } from "../kube/object.ts";
import type { Manifest } from "./manifest.ts";

/** Each line is a rank; a kind that stands in none (a custom resource) comes right before the workloads. */
const ranks: readonly (readonly string[])[] = [
  // What everything else lives in.
  ["Namespace"],
  ["CustomResourceDefinition"],
  // Who may do what.
  ["ServiceAccount", "Role", "ClusterRole"],
  ["RoleBinding", "ClusterRoleBinding"],
  // Quotas and classes that the admission of pods reads.
  ["ResourceQuota", "LimitRange", "PriorityClass", "RuntimeClass", "IngressClass", "GatewayClass"],
  // Configuration.
  ["ConfigMap", "Secret", "SealedSecret", "ExternalSecret", "SecretStore", "ClusterSecretStore"],
  // Storage.
  ["StorageClass", "PersistentVolume"],
  ["PersistentVolumeClaim"],
  // A Service before its pods, so that they see its environment variables and its address is ready.
  ["Service"],
  // Policies before the pods that they are about.
  ["NetworkPolicy", "PodDisruptionBudget", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
];
const customRank = ranks.length;
const lateRanks: readonly (readonly string[])[] = [
  ["Pod", "ReplicationController", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Rollout"],
  // Autoscalers need their target.
  ["HorizontalPodAutoscaler", "VerticalPodAutoscaler", "ScaledObject", "ScaledJob", "TriggerAuthentication"],
  // Traffic comes last.
  ["Gateway", "IngressRoute", "Middleware", "TraefikService", "DestinationRule"],
  ["Ingress", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "VirtualService", "APIService"],
  // A webhook that is there before the pods that answer it would refuse them.
  ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
];

const rankOfKind: ReadonlyMap<string, number> = new Map([
  ...ranks.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank] as const)),
  ...lateRanks.flatMap((kinds, rank) => kinds.map((kind) => [kind, customRank + 1 + rank] as const)),
]);

/** The manifests in the order in which they are applied; those of one rank stay as they were written. */
export function inApplyOrder(manifests: readonly Manifest[]): Manifest[] {
  return manifests.toSorted((one, other) => applyRank(one.object) - applyRank(other.object));
}

/** Lower is earlier. */
export function applyRank(object: Pick<KubeObject, "kind">): number {
  return rankOfKind.get(object.kind) ?? customRank;
}
