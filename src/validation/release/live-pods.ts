// Which live pods belong to a workload?

import type { KubeObject } from "../../kube/object.ts";
import { type LabelSelector, selects } from "../../kube/selectors.ts";
import type { Examination, Finding } from "../check.ts";
import { withLive } from "../examine.ts";
import type { LiveObjects } from "../live.ts";
import { nameOf, type Subject, type Workload } from "../subject.ts";

export interface LivePod extends KubeObject {
  readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

export interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly imageID?: string;
  readonly lastState?: {
    readonly terminated?: { readonly finishedAt?: string; readonly reason?: string; readonly exitCode?: number };
  };
}

/** Judges each workload that stands in the cluster; one of the manifests that does not stand there is a finding. */
export function eachLiveWorkload(
  subject: Subject,
  judge: (alive: KubeObject, workload: Workload, live: LiveObjects) => readonly string[],
): Examination {
  return withLive(subject, (live) => {
    const serving = subject.workloads.filter(({ serves }) => serves);
    const unread = serving
      .map(({ object }) => live.lists[object.kind as "Deployment"])
      .find((list) => list.kind === "unreadable");
    if (unread?.kind === "unreadable") return { kind: "unknown", reason: unread.reason };
    if (serving.length === 0) return { kind: "not-applicable", reason: "there is no workload that serves" };
    const findings = serving.flatMap((workload): Finding[] => {
      const { alive } = workload;
      const evidence = alive === undefined ? ["it is not in the cluster"] : judge(alive, workload, live);
      return evidence.map((text) => ({ subject: nameOf(workload), evidence: text }));
    });
    return { kind: "examined", count: serving.length, findings };
  });
}

/** The same with the workload's pods that are not being deleted. */
export function eachLiveWorkloadWithPods(
  subject: Subject,
  judge: (pods: readonly LivePod[], alive: KubeObject, live: LiveObjects) => readonly string[],
): Examination {
  return withLive(subject, ({ lists }) => {
    const { Pod: pods } = lists;
    if (pods.kind === "unreadable") return { kind: "unknown", reason: pods.reason };
    const items = pods.kind === "read" ? (pods.items as readonly LivePod[]) : [];
    return eachLiveWorkload(subject, (alive, _workload, live) => judge(podsOf(alive, items), alive, live));
  });
}

function podsOf(alive: KubeObject, pods: readonly LivePod[]): LivePod[] {
  const selector = (alive.spec as { selector?: LabelSelector } | undefined)?.selector;
  if (selector === undefined) return [];
  return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined && selects(selector, metadata.labels));
}
