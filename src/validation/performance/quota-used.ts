// How much of a quota do others use?

import { readQuantity } from "../../kube/quantity.ts";
import { fieldsAt } from "../fields.ts";
import type { LivePod } from "../live-pods.ts";
import { type AliveWorkload, scopeOf } from "../live-scope.ts";
import { aliveOf } from "../objects/alive.ts";
import type { PodSpec } from "../pod-spec.ts";
import type { Seen, Subject, Workload } from "../subject.ts";
import { amountByName } from "./quota-resources.ts";

export type Others =
  | { readonly kind: "known"; readonly amount: number }
  /** No status says it: the quota is new, or no cluster was asked. */
  | { readonly kind: "not-asked" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** What the quota's status says is used, without the pods of the workloads themselves, which a release replaces. */
export function takenByOthers(subject: Subject, quota: Seen, own: readonly Workload[], name: string): Others {
  const { live } = subject;
  if (live === undefined || !isOfPods(name)) return { kind: "not-asked" };
  const used = readQuantity(fieldsAt(aliveOf(subject, quota), ["status", "used"])[name]);
  if (used === undefined) return { kind: "not-asked" };
  const { Pod: pods } = live.lists;
  if (pods.kind === "unreadable") return { kind: "unreadable", reason: pods.reason };
  const scope = scopeOf(subject, live);
  const amount = own
    .filter((workload): workload is AliveWorkload => workload.alive !== undefined)
    .flatMap((workload) => scope.podsOf(workload))
    .filter(isCounted)
    .reduce((sum, { spec }) => sum + (amountByName(name, { podSpec: spec as PodSpec }) ?? 0), 0);
  return { kind: "known", amount: Math.max(0, used - amount) };
}

function isOfPods(name: string): boolean {
  return amountByName(name, { podSpec: { containers: [] } }) !== undefined;
}

/** One that has ended is counted no more. */
function isCounted({ status }: LivePod): boolean {
  return status?.phase !== "Succeeded" && status?.phase !== "Failed";
}
