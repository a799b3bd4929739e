// Under which path does the API server serve a kind?

import type { ResourceType } from "./cluster.ts";
import type { ObjectKind } from "./object.ts";

/**
 * The kinds that every supported server (1.27 and later) serves, so that no release spends a request
 * on asking. `undefined` for every other kind: see discovery.ts.
 */
export function builtInType({ apiVersion, kind }: ObjectKind): ResourceType | undefined {
  const namespaced = NAMESPACED[apiVersion]?.[kind];
  if (namespaced) return { apiVersion, kind, plural: namespaced, namespaced: true };
  const clusterWide = CLUSTER_WIDE[apiVersion]?.[kind];
  if (clusterWide) return { apiVersion, kind, plural: clusterWide, namespaced: false };
  return undefined;
}

/** `/apis/apps/v1/namespaces/shop/deployments/orders/scale`; without a name, the collection. */
export function resourcePath(
  type: ResourceType,
  {
    namespace,
    name,
    subresource,
  }: { namespace?: string | undefined; name?: string | undefined; subresource?: string | undefined },
): string {
  return [
    groupVersionPath(type.apiVersion),
    ...(type.namespaced && namespace !== undefined ? ["namespaces", encodeURIComponent(namespace)] : []),
    type.plural,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
    ...(subresource === undefined ? [] : [subresource]),
  ].join("/");
}

export function groupVersionPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** `apps` of `apps/v1`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

const NAMESPACED: Record<string, Record<string, string>> = {
  v1: {
    ConfigMap: "configmaps",
    Endpoints: "endpoints",
    Event: "events",
    LimitRange: "limitranges",
    PersistentVolumeClaim: "persistentvolumeclaims",
    Pod: "pods",
    ReplicationController: "replicationcontrollers",
    ResourceQuota: "resourcequotas",
    Secret: "secrets",
    Service: "services",
    ServiceAccount: "serviceaccounts",
  },
  "apps/v1": {
    ControllerRevision: "controllerrevisions",
    DaemonSet: "daemonsets",
    Deployment: "deployments",
    ReplicaSet: "replicasets",
    StatefulSet: "statefulsets",
  },
  "autoscaling/v1": { HorizontalPodAutoscaler: "horizontalpodautoscalers" },
  "autoscaling/v2": { HorizontalPodAutoscaler: "horizontalpodautoscalers" },
  "batch/v1": { CronJob: "cronjobs", Job: "jobs" },
  "coordination.k8s.io/v1": { Lease: "leases" },
  "discovery.k8s.io/v1": { EndpointSlice: "endpointslices" },
  "events.k8s.io/v1": { Event: "events" },
  "networking.k8s.io/v1": { Ingress: "ingresses", NetworkPolicy: "networkpolicies" },
  "policy/v1": { PodDisruptionBudget: "poddisruptionbudgets" },
  "rbac.authorization.k8s.io/v1": { Role: "roles", RoleBinding: "rolebindings" },
};

const CLUSTER_WIDE: Record<string, Record<string, string>> = {
  v1: { Namespace: "namespaces", Node: "nodes", PersistentVolume: "persistentvolumes" },
  "admissionregistration.k8s.io/v1": {
    MutatingWebhookConfiguration: "mutatingwebhookconfigurations",
    ValidatingWebhookConfiguration: "validatingwebhookconfigurations",
  },
  "apiextensions.k8s.io/v1": { CustomResourceDefinition: "customresourcedefinitions" },
  "apiregistration.k8s.io/v1": { APIService: "apiservices" },
  "networking.k8s.io/v1": { IngressClass: "ingressclasses" },
  "rbac.authorization.k8s.io/v1": { ClusterRole: "clusterroles", ClusterRoleBinding: "clusterrolebindings" },
  "scheduling.k8s.io/v1": { PriorityClass: "priorityclasses" },
  "storage.k8s.io/v1": { StorageClass: "storageclasses" },
};
