// Which kinds of live objects do the checks read?

import type { Area } from "./areas.ts";

/** The kinds that checks read, each with the version that is asked for. */
export const liveKinds = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  ReplicaSet: "apps/v1",
  ControllerRevision: "apps/v1",
  Pod: "v1",
  Service: "v1",
  ServiceAccount: "v1",
  ConfigMap: "v1",
  Secret: "v1",
  EndpointSlice: "discovery.k8s.io/v1",
  Ingress: "networking.k8s.io/v1",
  NetworkPolicy: "networking.k8s.io/v1",
  PodDisruptionBudget: "policy/v1",
  HorizontalPodAutoscaler: "autoscaling/v2",
  ResourceQuota: "v1",
  LimitRange: "v1",
  ScaledObject: "keda.sh/v1alpha1",
  ServiceMonitor: "monitoring.coreos.com/v1",
  PodMonitor: "monitoring.coreos.com/v1",
  PrometheusRule: "monitoring.coreos.com/v1",
  Job: "batch/v1",
  CronJob: "batch/v1",
  PersistentVolumeClaim: "v1",
  Event: "v1",
  Lease: "coordination.k8s.io/v1",
  Role: "rbac.authorization.k8s.io/v1",
  RoleBinding: "rbac.authorization.k8s.io/v1",
  HTTPRoute: "gateway.networking.k8s.io/v1",
  Gateway: "gateway.networking.k8s.io/v1",
  Certificate: "cert-manager.io/v1",
  PodMetrics: "metrics.k8s.io/v1beta1",
  Node: "v1",
  Namespace: "v1",
  PersistentVolume: "v1",
  StorageClass: "storage.k8s.io/v1",
  IngressClass: "networking.k8s.io/v1",
  PriorityClass: "scheduling.k8s.io/v1",
  ClusterRole: "rbac.authorization.k8s.io/v1",
  ClusterRoleBinding: "rbac.authorization.k8s.io/v1",
} as const;

export type LiveKind = keyof typeof liveKinds;

/** Those that stand in no namespace: a Role cannot let anybody read them, a ClusterRole does. */
export const clusterWideKinds: readonly LiveKind[] = [
  "Node",
  "Namespace",
  "PersistentVolume",
  "StorageClass",
  "IngressClass",
  "PriorityClass",
  "ClusterRole",
  "ClusterRoleBinding",
];

/** What runs pods: read for every check, because nothing is judged without it. */
export const workloadKinds = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"] as const;

/** The areas whose checks read a kind. Kinds that are not named here are read for every area. */
export const readBy: Partial<Record<LiveKind, readonly Area[]>> = {
  ReplicaSet: ["release", "cluster"],
  ControllerRevision: ["release", "cluster"],
  EndpointSlice: ["release", "cluster"],
  Event: ["cluster"],
  Lease: ["release", "cluster"],
  Certificate: ["cluster"],
  PodMetrics: ["cluster"],
  Node: ["cluster"],
  Namespace: ["network"],
  PersistentVolume: ["cluster", "objects", "backup"],
  ClusterRole: ["security", "objects"],
  ClusterRoleBinding: ["security", "objects"],
};

/** The kinds that the checks of some areas read. */
export function kindsReadBy(areas: readonly Area[]): LiveKind[] {
  return (Object.keys(liveKinds) as LiveKind[]).filter(
    (kind) => readBy[kind]?.some((area) => areas.includes(area)) ?? true,
  );
}
