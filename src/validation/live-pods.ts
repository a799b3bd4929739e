// What do the checks read of live pods, and how do they go through those of each workload?

import type { KubeObject } from "../kube/object.ts";
import type { Examination, Finding } from "./check.ts";
import { withLive } from "./examine.ts";
import type { LiveObjects } from "./live.ts";
import { type AliveWorkload, scopeOf } from "./live-scope.ts";
import { nameOf, type Subject, type Workload } from "./subject.ts";

export interface LivePod extends KubeObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly {
      readonly name: string;
      readonly image: string;
      readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities };
    }[];
    readonly volumes?: readonly {
      readonly name: string;
      readonly persistentVolumeClaim?: { readonly claimName: string };
    }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly PodCondition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

type Quantities = Readonly<Record<string, string | number>>;

export interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

export interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly imageID?: string;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly terminated?: Terminated;
  };
  readonly lastState?: { readonly terminated?: Terminated };
}

interface Terminated {
  readonly finishedAt?: string;
  readonly reason?: string;
  readonly exitCode?: number;
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
      const { alive, object, namespace } = workload;
      const evidence = alive === undefined ? ["it is not in the cluster"] : judge(alive, workload, live);
      const about = { kind: object.kind, namespace, name: object.metadata.name };
      return evidence.map((text) => ({ subject: nameOf(workload), object: about, evidence: text }));
    });
    return { kind: "examined", count: serving.length, findings };
  });
}

/** The same with the workload's pods that are not being deleted. */
export function eachLiveWorkloadWithPods(
  subject: Subject,
  judge: (pods: readonly LivePod[], alive: KubeObject, live: LiveObjects) => readonly string[],
): Examination {
  return withLive(subject, (live) => {
    const { Pod: pods } = live.lists;
    if (pods.kind === "unreadable") return { kind: "unknown", reason: pods.reason };
    const scope = scopeOf(subject, live);
    return eachLiveWorkload(subject, (alive, workload) => {
      const own = scope.podsOf(workload as AliveWorkload);
      return judge(
        own.filter(({ metadata }) => metadata.deletionTimestamp === undefined),
        alive,
        live,
      );
    });
  });
}

/** Of its containers and init containers. */
export function statusesOf({ status }: LivePod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

export function conditionOf(object: KubeObject, type: string): PodCondition | undefined {
  const { conditions } = (object.status ?? {}) as { conditions?: readonly PodCondition[] };
  return conditions?.find((condition) => condition.type === type);
}
