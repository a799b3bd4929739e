// Can the autoscaler compute what it scales on?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import { relationsOf } from "../relations.ts";
import type { Path, Seen, Workload } from "../subject.ts";

export const autoscalerMetrics: Check = {
  id: "reliability/autoscaler-metrics",
  severity: "high",
  title: "Containers request what the autoscaler measures in per cent",
  why: "A utilisation is usage by request. Where one container has no request, the autoscaler computes nothing and the number of pods stays as it is under any load.",
  source:
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work",
  recommendation: "Set the request in every container of the pod, sidecars included.",
  run: (subject) =>
    eachObject(
      subject.workloads.flatMap((workload) =>
        relationsOf(subject)
          .autoscalersOf(workload)
          .map((seen) => ({ ...seen, workload })),
      ),
      (autoscaler) => judge(autoscaler, autoscaler.workload),
      "no autoscaler targets a workload",
    ),
};

function judge(autoscaler: Seen, workload: Workload): Complaint[] {
  const measured = measures(autoscaler);
  if (measured.length === 0 && !scalesOtherwise(autoscaler)) {
    return [{ evidence: "it names no metric", path: ["spec"] }];
  }
  return measured.flatMap(({ resource, container, path }) => {
    const containers = workload.podSpec.containers.filter(({ name }) => container === undefined || name === container);
    if (containers.length === 0)
      return [{ evidence: `it measures the container ${container}, which the pods do not have`, path }];
    const without = containers.filter(({ resources: { requests = {}, limits = {} } = {} }) => {
      return requests[resource] === undefined && limits[resource] === undefined;
    });
    if (without.length === 0) return [];
    const names = without.map(({ name }) => name).join(", ");
    return [
      {
        evidence: `it scales on the utilisation of ${resource}, and no request of it has the container ${names}`,
        path,
      },
    ];
  });
}

function measures({ object, spec }: Seen): { resource: string; container: string | undefined; path: Path }[] {
  if (object.kind === "ScaledObject") {
    return itemsAt(spec.triggers).flatMap((trigger, index) => {
      const { type, metricType } = fieldsAt(trigger);
      const isResource = (type === "cpu" || type === "memory") && metricType !== "AverageValue";
      return isResource
        ? [
            {
              resource: String(type),
              container: textAt(trigger, ["metadata", "containerName"]),
              path: ["spec", "triggers", index],
            },
          ]
        : [];
    });
  }
  const old =
    spec.targetCPUUtilizationPercentage === undefined
      ? []
      : [{ resource: "cpu", container: undefined, path: ["spec", "targetCPUUtilizationPercentage"] }];
  const listed = itemsAt(spec.metrics).flatMap((metric, index) => {
    const part = fieldsAt(metric, ["containerResource"]).name === undefined ? "resource" : "containerResource";
    const { name, target, container } = fieldsAt(metric, [part]);
    if (typeof name !== "string" || fieldsAt(target).type !== "Utilization") return [];
    return [
      {
        resource: name,
        container: typeof container === "string" ? container : undefined,
        path: ["spec", "metrics", index],
      },
    ];
  });
  // Without any metric Kubernetes takes 80 % of the CPU.
  const byDefault = spec.metrics === undefined && old.length === 0 && object.apiVersion.endsWith("/v2");
  return [...old, ...listed, ...(byDefault ? [{ resource: "cpu", container: undefined, path: ["spec"] }] : [])];
}

function scalesOtherwise({ object, spec }: Seen): boolean {
  return object.kind === "ScaledObject" ? itemsAt(spec.triggers).length > 0 : itemsAt(spec.metrics).length > 0;
}
