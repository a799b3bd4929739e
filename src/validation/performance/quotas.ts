// Does what the manifests ask for fit into the namespace's quotas, beside what others take?

import type { Examination } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen, Subject, Workload } from "../subject.ts";
import { podsInRelease } from "./demand.ts";
import { countedObjects } from "./quota-objects.ts";
import { amountByName, hardOf } from "./quota-resources.ts";
import { countsPods } from "./quota-scopes.ts";
import { takenByOthers } from "./quota-used.ts";

/**
 * Compares the sums of all workloads of a namespace, the pods of a release included, with each of its quotas. What the
 * quota's status says that others use now is added.
 */
export function examineQuotas(subject: Subject, when: "least" | "most"): Examination {
  const byNamespace = Map.groupBy(subject.workloads, ({ namespace }) => namespace);
  const near = ({ namespace }: Seen): Workload[] => [
    ...(byNamespace.get(namespace) ?? []),
    ...(namespace === "" ? [] : (byNamespace.get("") ?? [])),
  ];
  const quotas = subject
    .related("ResourceQuota")
    .objects.filter((quota) => hardOf(quota).length > 0 && near(quota).length > 0)
    .map((quota) => {
      const all = near(quota);
      return { ...quota, all, workloads: all.filter(({ podSpec }) => countsPods(subject, quota, podSpec)) };
    });
  let unread: string | undefined;
  const examined = eachObject(
    quotas,
    (quota) =>
      hardOf(quota).flatMap(([name, hard]): Complaint[] => {
        const others = takenByOthers(subject, quota, quota.workloads, name);
        if (others.kind === "unreadable") unread = others.reason;
        const beside = others.kind === "known" ? others.amount : 0;
        const wanted = demand(subject, quota, name, when);
        if (wanted === undefined || wanted.amount + beside <= hard) return [];
        const rest = beside > 0 ? `, beside ${shown(beside)} that others use` : "";
        return [
          {
            evidence: `${name}: ${wanted.by} take ${shown(wanted.amount)} of ${shown(hard)} in a release${rest}`,
            path: ["spec", "hard", name],
          },
        ];
      }),
    "no ResourceQuota of the namespace is known",
  );
  const isClean = examined.kind === "examined" && examined.findings.length === 0;
  return isClean && unread !== undefined ? { kind: "unknown", reason: unread } : examined;
}

interface JudgedQuota extends Seen {
  /** Every workload of the namespace, and those whose pods it counts. */
  readonly all: readonly Workload[];
  readonly workloads: readonly Workload[];
}

interface Demand {
  readonly amount: number;
  /** `2 workloads`. */
  readonly by: string;
}

function demand(subject: Subject, quota: JudgedQuota, name: string, when: "least" | "most"): Demand | undefined {
  const counted = countedObjects(subject, quota, quota.all, name);
  if (counted !== undefined) return counted;
  let amount = 0;
  for (const workload of quota.workloads) {
    const each = amountByName(name, workload);
    if (each === undefined) return undefined;
    amount += podsInRelease(subject, workload, when) * each;
  }
  return { amount, by: `${quota.workloads.length} workloads` };
}

function shown(value: number): string {
  for (const [unit, size] of [
    ["Gi", 2 ** 30],
    ["Mi", 2 ** 20],
  ] as const) {
    if (value >= size) return `${Math.round((value / size) * 10) / 10}${unit}`;
  }
  return String(Math.round(value * 1000) / 1000);
}
