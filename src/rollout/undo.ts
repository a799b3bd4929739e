// How does a workload get back what it ran before?

import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import { describeObject, referenceTo } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { selectorText } from "../kube/selectors.ts";
import type { Release } from "../release/record.ts";
import { findAutoscaler } from "./autoscaler.ts";
import { fieldManager } from "./dry-run.ts";
import { isOfRevision } from "./revisions.ts";
import { sameTemplate, templateOf } from "./template.ts";
import {
  changeCauseAnnotation,
  conditionOf,
  type Deployment,
  isOwnedBy,
  type Pod,
  type PodTemplate,
  podKind,
  type ReplicaSet,
  releaseAnnotation,
} from "./workload.ts";

/**
 * Puts the whole template back in one request, so that what the failed release added is gone and what
 * it removed is there, as `kubectl rollout undo` does. The next release adopts what this wrote, because it is a write
 * of our own manager.
 *
 * @param size how many replicas come back with it (`sizeToGiveBack`), unless somebody scales it in this very moment; as
 * many as there are where it is not given
 */
export async function restoreTemplate(
  cluster: Cluster,
  workload: Deployment,
  template: PodTemplate,
  replicaSets: readonly ReplicaSet[],
  size?: Release["size"],
): Promise<Deployment> {
  const source = replicaSets.find((each) => sameTemplate(templateOf(each), template));
  const patch = [
    { op: "test", path: "/metadata/uid", value: workload.metadata.uid },
    { op: "replace", path: "/spec/template", value: template },
    ...annotationPatch(workload, source),
  ];
  const sized = size === undefined ? [] : sizePatch(size);
  const restored = await change(`putting the old template of ${describeObject(workload)} back`, () =>
    cluster
      .patch<Deployment>(referenceTo(workload), "json", [...patch, ...sized], { fieldManager })
      .catch((error: unknown) => {
        if (size === undefined || !isApiError(error, 422)) throw error;
        return cluster.patch<Deployment>(referenceTo(workload), "json", patch, { fieldManager });
      }),
  );
  if (workload.kind === "StatefulSet") await deleteBlockingPods(cluster, restored, template, replicaSets);
  return restored;
}

/**
 * What a release changed of the number of replicas, where that is to be undone with it: it is still as the release left
 * it, and no autoscaler has it by now. Where that cannot be found out, the size stays.
 */
export async function sizeToGiveBack(
  cluster: Cluster,
  { size }: Pick<Release, "size">,
  workload: Deployment,
): Promise<Release["size"]> {
  if (size === undefined || workload.spec.replicas !== size.written) return undefined;
  const { namespace = "" } = workload.metadata;
  const scaled = await findAutoscaler(cluster, { ...referenceTo(workload), namespace }, [], {}).catch(() => "unknown");
  return scaled === undefined ? size : undefined;
}

function sizePatch({ before, written }: NonNullable<Release["size"]>): object[] {
  const path = "/spec/replicas";
  return [
    { op: "test", path, value: written },
    { op: "replace", path, value: before },
  ];
}

/**
 * A StatefulSet waits for a pod that is not ready before it replaces any, also where the template that would heal it is
 * back: such pods of other revisions have to go (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback).
 */
async function deleteBlockingPods(
  cluster: Cluster,
  workload: Deployment,
  template: PodTemplate,
  revisions: readonly ReplicaSet[],
): Promise<void> {
  const namespace = workload.metadata.namespace;
  const back = revisions.find((each) => sameTemplate(templateOf(each), template));
  const { items } = await cluster.list<Pod>(podKind, {
    namespace,
    labelSelector: selectorText(workload.spec.selector),
  });
  const blocking = items.filter(
    (pod) =>
      isOwnedBy(pod, workload) &&
      (back === undefined || !isOfRevision(pod, workload, back)) &&
      conditionOf(pod.status?.conditions, "Ready")?.status !== "True",
  );
  for (const pod of blocking) {
    await change(`deleting pod ${pod.metadata.name}, which keeps ${describeObject(workload)} from going back`, () =>
      cluster.delete({ ...podKind, name: pod.metadata.name, namespace }, { uid: pod.metadata.uid }),
    );
  }
}

/**
 * What is left for a first release that failed: its pods end, all else stays to be looked at. A DaemonSet has no size: it
 * is kept from every node instead.
 */
export async function scaleToZero(cluster: Cluster, workload: Deployment): Promise<Deployment> {
  if (workload.kind === "DaemonSet") {
    const nowhere = { spec: { template: { spec: { nodeSelector: { "slipway.dev/no-node": "true" } } } } };
    return change(`taking the pods of ${describeObject(workload)} off the nodes`, () =>
      cluster.patch<Deployment>(referenceTo(workload), "merge", nowhere, { fieldManager }),
    );
  }
  return change(`scaling ${describeObject(workload)} to 0`, () =>
    cluster.patch<Deployment>(referenceTo(workload), "merge", { spec: { replicas: 0 } }, { fieldManager }),
  );
}

/**
 * The controller copies these onto the ReplicaSet: without their old value, the history would name the wrong cause. The
 * same patch is sent again where its answer was lost, so it may remove only what it has put there itself.
 */
function annotationPatch({ metadata }: Deployment, source: ReplicaSet | undefined): object[] {
  const own = [changeCauseAnnotation, releaseAnnotation].map(
    (name) => [name, source?.metadata.annotations?.[name]] as const,
  );
  const now = metadata.annotations ?? {};
  const wanted = Object.entries({ ...now, ...Object.fromEntries(own) }).filter(([, value]) => value !== undefined);
  const path = "/metadata/annotations";
  // With its last annotation the mapping goes, too.
  if (wanted.length === 0) return [{ op: "add", path, value: {} }];
  if (metadata.annotations === undefined) return [{ op: "add", path, value: Object.fromEntries(wanted) }];
  return own.flatMap(([name, value]) => {
    const one = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (value !== undefined) return [{ op: "add", path: one, value }];
    if (now[name] === undefined) return [];
    return [
      { op: "add", path: one, value: "" },
      { op: "remove", path: one },
    ];
  });
}

async function change<T>(attempted: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw explainRefusal(error, attempted);
  }
}
