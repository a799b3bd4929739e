// Which pods are under test?

import type { KubeObject, ObjectMetadata } from "../kube/object.ts";

export interface Pod extends KubeObject {
  readonly spec: {
    readonly containers: readonly {
      readonly name: string;
      readonly image: string;
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly imageID?: string; readonly image?: string }[];
  };
}

/** A ReplicaSet or Deployment of the namespace. */
export type Workload = KubeObject;

export interface Expected {
  /** `deployment.kubernetes.io/revision` of the ReplicaSet. */
  readonly revision?: string | undefined;
  /** `sha256:…` of the image that one of the containers runs. */
  readonly digest?: string | undefined;
}

export type Choice =
  | { readonly kind: "chosen"; readonly pods: readonly Pod[] }
  | { readonly kind: "waiting"; readonly found: string; readonly advice: string };

const revisionKey = "deployment.kubernetes.io/revision";

/**
 * The pods that are ready, not being deleted, and of the revision under test. Without an expectation
 * that is the newest revision of each Deployment, so a pod of the old one, which still serves while
 * it ends, is never asked in its place. Pure.
 */
export function choosePods(pods: readonly Pod[], workloads: readonly Workload[], expected: Expected): Choice {
  const staying = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const found = staying.map((pod) => ({ pod, revision: revisionOfPod(pod, workloads) }));
  const behind = found.map(({ revision }) => revision).find((revision) => revision.kind === "unobserved");
  if (behind?.kind === "unobserved") {
    return waiting(`the controller has not seen the newest change of Deployment ${behind.deployment}`);
  }
  const wanted = found.filter(({ pod, revision }) => isUnderTest(pod, revision, expected)).map(({ pod }) => pod);
  const ready = wanted.filter(isReady);
  if (ready.length > 0) return { kind: "chosen", pods: ready.toSorted(byName) };
  const what = describeExpected(expected);
  if (wanted.length > 0) return waiting(`none of the ${wanted.length} pods of ${what} is ready`);
  if (staying.length > 0)
    return waiting(`there is no pod of ${what} among the ${staying.length} pods that are selected`);
  return waiting(pods.length > 0 ? "all pods that are selected are being deleted" : "no pod is selected");
}

type Revision =
  | { readonly kind: "newest" | "older"; readonly revision: string }
  | { readonly kind: "unobserved"; readonly deployment: string }
  /** Not a pod of a Deployment: there is no telling. */
  | { readonly kind: "none" };

function revisionOfPod(pod: Pod, workloads: readonly Workload[]): Revision {
  const set = controllerOf(pod.metadata, workloads, "ReplicaSet");
  const deployment = set && controllerOf(set.metadata, workloads, "Deployment");
  if (set === undefined || deployment === undefined) return { kind: "none" };
  const status = deployment.status as { observedGeneration?: number } | undefined;
  if ((status?.observedGeneration ?? 0) < (deployment.metadata.generation ?? 0)) {
    return { kind: "unobserved", deployment: deployment.metadata.name };
  }
  const revision = set.metadata.annotations?.[revisionKey] ?? "";
  return { kind: revision === deployment.metadata.annotations?.[revisionKey] ? "newest" : "older", revision };
}

function controllerOf(metadata: ObjectMetadata, workloads: readonly Workload[], kind: string): Workload | undefined {
  const owner = metadata.ownerReferences?.find((reference) => reference.controller === true && reference.kind === kind);
  return owner && workloads.find((workload) => workload.metadata.uid === owner.uid);
}

/** Pods of no Deployment (StatefulSet, DaemonSet, none) have no revision here: they are asked unless one is expected. */
function isUnderTest(pod: Pod, revision: Revision, expected: Expected): boolean {
  if (expected.digest !== undefined && !runsDigest(pod, expected.digest)) return false;
  if (expected.revision !== undefined) return "revision" in revision && revision.revision === expected.revision;
  return expected.digest !== undefined || revision.kind === "newest" || revision.kind === "none";
}

function runsDigest(pod: Pod, digest: string): boolean {
  const images = [
    ...pod.spec.containers.map(({ image }) => image),
    ...(pod.status?.containerStatuses ?? []).map(({ imageID }) => imageID ?? ""),
  ];
  return images.some((image) => image.endsWith(digest));
}

function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

function byName(one: Pod, other: Pod): number {
  return one.metadata.name < other.metadata.name ? -1 : 1;
}

function describeExpected({ revision, digest }: Expected): string {
  const parts = [
    ...(revision === undefined ? [] : [`revision ${revision}`]),
    ...(digest === undefined ? [] : [digest]),
  ];
  return parts.length === 0 ? "the newest revision" : parts.join(" with ");
}

function waiting(found: string): Choice {
  return {
    kind: "waiting",
    found,
    advice: "Look at the rollout: `kubectl get pods` and `kubectl rollout status` say how far it is.",
  };
}
