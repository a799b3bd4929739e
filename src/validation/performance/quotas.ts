// Does what the manifests ask for fit into the namespace's quotas?

import { readQuantity } from "../../kube/quantity.ts";
import type { Examination } from "../check.ts";
import { eachObject } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import type { Seen, Subject, Workload } from "../subject.ts";
import { podAmount, podsInRelease, type Side } from "./demand.ts";

/** Compares the sums of all workloads of a namespace, the pods of a release included, with each of its quotas. */
export function examineQuotas(subject: Subject, when: "least" | "most"): Examination {
  const quotas = subject
    .related("ResourceQuota")
    .objects.filter((quota) => isForAll(quota) && hardOf(quota).length > 0);
  const byNamespace = Map.groupBy(subject.workloads, ({ namespace }) => namespace);
  const withWorkloads = quotas.filter(({ namespace }) => byNamespace.has(namespace) || byNamespace.has(""));
  return eachObject(
    withWorkloads,
    (quota) => {
      const workloads = [
        ...(byNamespace.get(quota.namespace) ?? []),
        ...(quota.namespace === "" ? [] : (byNamespace.get("") ?? [])),
      ];
      return hardOf(quota).flatMap(([name, hard]) => {
        const wanted = demand(subject, workloads, name, when);
        if (wanted === undefined || wanted <= hard) return [];
        const evidence = `${name}: ${workloads.length} workloads take ${amount(wanted)} of ${amount(hard)} in a release`;
        return [{ evidence, path: ["spec", "hard", name] }];
      });
    },
    "no ResourceQuota of the namespace is known",
  );
}

/** `requests.cpu`: what is asked of each container. */
export function computeResource(name: string): { side: Side; resource: string } | undefined {
  if (name === "cpu" || name === "memory" || name === "ephemeral-storage") return { side: "requests", resource: name };
  const [, side, resource = ""] = /^(requests|limits)\.(cpu|memory|ephemeral-storage|.+\/.+)$/.exec(name) ?? [];
  return side === undefined ? undefined : { side: side as Side, resource };
}

/** Of a quota that counts every pod: one with scopes is for some of them. */
export function isForAll({ spec }: Seen): boolean {
  return spec.scopes === undefined && spec.scopeSelector === undefined;
}

export function hardOf({ spec }: Seen): [string, number][] {
  return Object.entries(fieldsAt(spec, ["hard"])).flatMap(([name, value]) => {
    const hard = readQuantity(value);
    return hard === undefined ? [] : [[name, hard] as [string, number]];
  });
}

function demand(
  subject: Subject,
  workloads: readonly Workload[],
  name: string,
  when: "least" | "most",
): number | undefined {
  const each = (count: (workload: Workload) => number): number =>
    workloads.reduce((sum, workload) => sum + podsInRelease(subject, workload, when) * count(workload), 0);
  if (name === "pods" || name === "count/pods") return each(() => 1);
  const compute = computeResource(name);
  return compute === undefined ? undefined : each(({ podSpec }) => podAmount(podSpec, compute.side, compute.resource));
}

function amount(value: number): string {
  for (const [unit, size] of [
    ["Gi", 2 ** 30],
    ["Mi", 2 ** 20],
  ] as const) {
    if (value >= size) return `${Math.round((value / size) * 10) / 10}${unit}`;
  }
  return String(Math.round(value * 1000) / 1000);
}
