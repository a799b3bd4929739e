// Does a release reach every pod of a StatefulSet or DaemonSet?

import type { Check } from "../check.ts";
import { type Complaint, eachWorkload } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import type { Workload } from "../subject.ts";

const kinds = new Set(["StatefulSet", "DaemonSet"]);

export const updateStrategy: Check = {
  id: "reliability/update-strategy",
  severity: "medium",
  title: "StatefulSets and DaemonSets are updated pod by pod, to the last one",
  why: "With OnDelete nothing happens after an apply, and a partition that was left behind keeps old pods for ever: two versions serve.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies",
  recommendation: "Use RollingUpdate without a partition, and a maxUnavailable below the number of pods.",
  run: (subject) =>
    eachWorkload(subject, judge, ({ object }) => kinds.has(object.kind), "there is no StatefulSet or DaemonSet"),
};

function judge({ spec }: Workload): Complaint[] {
  const { type } = fieldsAt(spec, ["updateStrategy"]);
  const { partition, maxUnavailable } = fieldsAt(spec, ["updateStrategy", "rollingUpdate"]);
  const base = ["spec", "updateStrategy"];
  if (type === "OnDelete") return [{ evidence: "the update strategy is OnDelete", path: [...base, "type"] }];
  const found: Complaint[] = [];
  if (typeof partition === "number" && partition > 0) {
    const path = [...base, "rollingUpdate", "partition"];
    found.push({ evidence: `the pods below ${partition} are not updated`, path, fix: { path, value: 0 } });
  }
  if (maxUnavailable === "100%") {
    found.push({ evidence: "all pods may be updated at once", path: [...base, "rollingUpdate", "maxUnavailable"] });
  }
  return found;
}
