// How near are containers to their limits?

import { readQuantity } from "../../kube/quantity.ts";
import type { Examination } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import type { LivePod } from "../live-pods.ts";
import { eachPod, withScope } from "../live-scope.ts";
import type { Subject } from "../subject.ts";

/** Compares what the metrics API says of each container with its limit. */
export function examineUsage(
  subject: Subject,
  resource: "cpu" | "memory",
  percent: number,
  amount: (value: number) => string,
): Examination {
  return withScope(subject, ["Pod", "PodMetrics"], (scope): Examination => {
    const { live, workloads } = scope;
    const limited = workloads.filter((workload) =>
      scope.podsOf(workload).some((pod) => limits(pod, resource).size > 0),
    );
    if (limited.length === 0) return { kind: "not-applicable", reason: `no container has a limit of ${resource}` };
    if (live.lists.PodMetrics.kind === "not-served") return { kind: "unknown", reason: notServed };
    const metrics = new Map(itemsOf(live, "PodMetrics").map((object) => [object.metadata.name, object as PodMetrics]));
    const measured = limited.some((workload) =>
      scope.podsOf(workload).some(({ metadata }) => metrics.has(metadata.name)),
    );
    if (!measured)
      return { kind: "unknown", reason: "the metrics API (metrics.k8s.io) has no usage of these pods yet" };
    return eachPod(subject, (pod) => {
      const most = limits(pod, resource);
      return (metrics.get(pod.metadata.name)?.containers ?? []).flatMap(({ name, usage }) => {
        const limit = most.get(name);
        const used = readQuantity(usage?.[resource]) ?? 0;
        const share = limit === undefined ? 0 : Math.round((used / limit) * 100);
        if (limit === undefined || share < percent) return [];
        return [`the container ${name} uses ${share} % of its ${resource} limit (${amount(used)} of ${amount(limit)})`];
      });
    });
  });
}

interface PodMetrics {
  readonly containers?: readonly { readonly name: string; readonly usage?: Readonly<Record<string, string>> }[];
}

const notServed = "the cluster serves no metrics.k8s.io, which says what pods use: install metrics-server";

function limits({ spec }: LivePod, resource: string): ReadonlyMap<string, number> {
  return new Map(
    spec.containers.flatMap(({ name, resources }) => {
      const limit = readQuantity(resources?.limits?.[resource]);
      return limit === undefined || limit === 0 ? [] : [[name, limit] as const];
    }),
  );
}
