// What does a quota count, by the names of its limits?

import { readQuantity } from "../../kube/quantity.ts";
import { fieldsAt } from "../fields.ts";
import type { Seen, Workload } from "../subject.ts";
import { podAmount, type Side } from "./demand.ts";

export function hardOf({ spec }: Seen): [string, number][] {
  return Object.entries(fieldsAt(spec, ["hard"])).flatMap(([name, value]) => {
    const hard = readQuantity(value);
    return hard === undefined ? [] : [[name, hard] as [string, number]];
  });
}

/** `requests.cpu`: what is asked of each container. Storage is asked of claims. */
export function computeResource(name: string): { side: Side; resource: string } | undefined {
  if (name === "cpu" || name === "memory" || name === "ephemeral-storage") return { side: "requests", resource: name };
  const [, side, resource = ""] =
    /^(requests|limits)\.(cpu|memory|ephemeral-storage|hugepages-.+|.+\/.+)$/.exec(name) ?? [];
  return side === undefined ? undefined : { side: side as Side, resource };
}

/** What one pod of a template counts for; undefined for what is not counted by pods. */
export function amountByName(name: string, { podSpec }: Pick<Workload, "podSpec">): number | undefined {
  if (name === "pods" || name === "count/pods") return 1;
  const compute = computeResource(name);
  return compute === undefined ? undefined : podAmount(podSpec, compute.side, compute.resource);
}
