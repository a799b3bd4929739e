// What stands in the namespace now?

import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject, ObjectKind } from "../kube/object.ts";

/** The kinds that checks read, each with the version that is asked for. */
export const liveKinds = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  ReplicaSet: "apps/v1",
  Pod: "v1",
  Service: "v1",
  ServiceAccount: "v1",
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
  Role: "rbac.authorization.k8s.io/v1",
  RoleBinding: "rbac.authorization.k8s.io/v1",
  HTTPRoute: "gateway.networking.k8s.io/v1",
  Gateway: "gateway.networking.k8s.io/v1",
  Certificate: "cert-manager.io/v1",
  PodMetrics: "metrics.k8s.io/v1beta1",
} as const;

export type LiveKind = keyof typeof liveKinds;

export interface LiveObjects {
  readonly namespace: string;
  /** When they were read, in milliseconds since 1970. */
  readonly readAt: number;
  /** `sha256:…` that the release is of, where the caller knows it. */
  readonly digest: string | undefined;
  readonly lists: Readonly<Record<LiveKind, LiveList>>;
}

export type LiveList =
  | { readonly kind: "read"; readonly items: readonly KubeObject[] }
  /** The cluster has no such kind. */
  | { readonly kind: "not-served" }
  | { readonly kind: "unreadable"; readonly reason: string };

/**
 * Reads every kind once. What may not be read is kept as such, for the checks that need it.
 *
 * @throws what a cluster throws that cannot be reached
 */
export async function readLiveObjects(
  cluster: Cluster,
  options: { readonly digest?: string | undefined; readonly signal: AbortSignal; readonly now?: () => number },
): Promise<LiveObjects> {
  const kinds = Object.entries(liveKinds).map(([kind, apiVersion]) => ({ apiVersion, kind }));
  const lists = await Promise.all(
    kinds.map(async (kind) => [kind.kind, await readList(cluster, kind, options.signal)] as const),
  );
  return {
    namespace: cluster.namespace,
    readAt: (options.now ?? Date.now)(),
    digest: options.digest,
    lists: Object.fromEntries(lists) as Record<LiveKind, LiveList>,
  };
}

async function readList(cluster: Cluster, kind: ObjectKind, signal: AbortSignal): Promise<LiveList> {
  try {
    if ((await cluster.resourceType(kind, { signal })) === undefined) return { kind: "not-served" };
    const { items } = await cluster.list(kind, { signal });
    // The items of a list carry neither kind nor version.
    return { kind: "read", items: items.map((item) => ({ ...item, ...kind })) };
  } catch (error) {
    if (!isApiError(error)) throw error;
    if (error.code === 404) return { kind: "not-served" };
    return { kind: "unreadable", reason: error.status.message ?? `the API server answered ${error.code}` };
  }
}
