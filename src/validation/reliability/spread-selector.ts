// Do the rules that spread the pods mean the pods?

import { type LabelSelector, selects } from "../../kube/selectors.ts";
import type { Check } from "../check.ts";
import { type Complaint, eachPodSpec } from "../examine.ts";
import { fieldsAt, itemsAt } from "../fields.ts";
import type { Path, Workload } from "../subject.ts";

export const spreadSelector: Check = {
  id: "reliability/spread-selector",
  severity: "medium",
  title: "Spread constraints and anti-affinity select the pods that they stand in",
  why: "A labelSelector that is missing or mistyped counts other pods, or none: all pods may stand on one node although the manifest seems to spread them.",
  source:
    "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#topologyspreadconstraints-field",
  recommendation: "Let the labelSelector name labels of the pod template.",
  run: (subject) => eachPodSpec(subject, judge, ({ podSpec }) => rulesOf(podSpec).length > 0),
};

function judge({ podSpec, podLabels }: Workload): Complaint[] {
  return rulesOf(podSpec).flatMap(({ rule, path }) => {
    const selector = rule.labelSelector as LabelSelector | undefined;
    if (selector === undefined) return [{ evidence: "it has no labelSelector, so it counts no pod", path }];
    return selects(selector, podLabels)
      ? []
      : [{ evidence: "its labelSelector does not fit the pod's own labels", path: [...path, "labelSelector"] }];
  });
}

function rulesOf(podSpec: object): { rule: Readonly<Record<string, unknown>>; path: Path }[] {
  const anti = ["affinity", "podAntiAffinity"];
  const places: [Path, Path][] = [
    [["topologySpreadConstraints"], []],
    [[...anti, "requiredDuringSchedulingIgnoredDuringExecution"], []],
    [[...anti, "preferredDuringSchedulingIgnoredDuringExecution"], ["podAffinityTerm"]],
  ];
  return places.flatMap(([list, inner]) =>
    itemsAt(podSpec, list).map((item, index) => ({ rule: fieldsAt(item, inner), path: [...list, index, ...inner] })),
  );
}
