// What do a Deployment, its ReplicaSets and its pods look like, as far as a rollout reads them?

import type { KubeObject, ObjectKind, ObjectMetadata, ObjectReference } from "../kube/object.ts";
import type { LabelSelector } from "../kube/selectors.ts";

export const deploymentKind: ObjectKind = { apiVersion: "apps/v1", kind: "Deployment" };
export const replicaSetKind: ObjectKind = { apiVersion: "apps/v1", kind: "ReplicaSet" };
export const podKind: ObjectKind = { apiVersion: "v1", kind: "Pod" };

/** The label by which a Deployment tells the pods of its ReplicaSets apart. */
export const templateHashLabel = "pod-template-hash";
/** Counts the templates of a Deployment; an undo gives the old template a new, higher number. */
export const revisionAnnotation = "deployment.kubernetes.io/revision";
/** What `kubectl rollout history` shows beside a revision. */
export const changeCauseAnnotation = "kubernetes.io/change-cause";
/** Which release of the record applied the workload as it stands. */
export const releaseAnnotation = "slipway.dev/release";

export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason?: string;
  readonly message?: string;
  readonly lastUpdateTime?: string;
  readonly lastTransitionTime?: string;
}

export interface Probe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
  readonly httpGet?: { readonly port?: number | string };
  readonly tcpSocket?: { readonly port?: number | string };
  readonly grpc?: { readonly port?: number | string };
  readonly [field: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly restartPolicy?: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly [field: string]: unknown;
}

export interface PodTemplate {
  readonly metadata?: Partial<ObjectMetadata>;
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly [field: string]: unknown;
  };
}

export interface Deployment extends KubeObject {
  spec: {
    replicas?: number;
    paused?: boolean;
    minReadySeconds?: number;
    revisionHistoryLimit?: number;
    progressDeadlineSeconds?: number;
    strategy?: { type?: string; rollingUpdate?: { maxUnavailable?: number | string; maxSurge?: number | string } };
    selector: LabelSelector;
    template: PodTemplate;
    [field: string]: unknown;
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    unavailableReplicas?: number;
    /** Of a DaemonSet. */
    desiredNumberScheduled?: number;
    conditions?: Condition[];
  };
}

export interface ReplicaSet extends KubeObject {
  spec: { replicas?: number; template: PodTemplate; [field: string]: unknown };
  status?: { replicas?: number; readyReplicas?: number; availableReplicas?: number; conditions?: Condition[] };
}

export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: {
    readonly exitCode: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly startedAt?: string;
    readonly finishedAt?: string;
  };
}

export interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly started?: boolean;
  readonly restartCount: number;
  readonly image?: string;
  readonly imageID?: string;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

export interface Pod extends KubeObject {
  spec: {
    containers: readonly Container[];
    initContainers?: readonly Container[];
    nodeName?: string;
    [field: string]: unknown;
  };
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    startTime?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

export interface KubeEvent extends KubeObject {
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  series?: { count?: number; lastObservedTime?: string };
  lastTimestamp?: string | null;
  eventTime?: string | null;
  involvedObject?: { kind?: string; name?: string; uid?: string };
}

/** When it was last seen; RFC 3339, so that texts sort by time. */
export function eventTime(event: KubeEvent): string {
  return (
    event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? ""
  );
}

export function conditionOf(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isOwnedBy(object: KubeObject, owner: KubeObject): boolean {
  return (
    object.metadata.ownerReferences?.some(
      (reference) => reference.uid === owner.metadata.uid && reference.controller === true,
    ) ?? false
  );
}

/** The revision number that the Deployment's controller wrote, 0 before it has. */
export function revisionOf(object: KubeObject): number {
  return Number(object.metadata.annotations?.[revisionAnnotation] ?? "0") || 0;
}

export function templateHashOf(object: KubeObject): string {
  return object.metadata.labels?.[templateHashLabel] ?? "";
}

/** Which workload a release is about. */
export type WorkloadReference = ObjectReference & { readonly namespace: string };

/** `sha256:…` where the reference names its content, otherwise empty. */
export function digestOf(image: string): string {
  return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? "";
}
