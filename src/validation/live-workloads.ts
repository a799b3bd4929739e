// How do checks go through the workloads as they stand, and their live pods?

import type { KubeObject } from "../kube/object.ts";
import type { Examination, Finding } from "./check.ts";
import { withLive } from "./examine.ts";
import type { LiveObjects } from "./live-objects.ts";
import type { LivePod } from "./live-pods.ts";
import { type AliveWorkload, scopeOf } from "./live-scope.ts";
import { nameOf, type Subject, type Workload } from "./subject.ts";

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
