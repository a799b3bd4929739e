// Do two controllers reach for the same pods?

import type { LabelSelector } from "../../kube/selectors.ts";
import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { relationsOf } from "../relations.ts";

export const selectorOverlap: Check = {
  id: "reliability/selector-overlap",
  severity: "high",
  title: "No two workloads select each other's pods",
  why: "Kubernetes does not keep controllers apart whose selectors overlap: status, autoscaling and disruption budgets count the other's pods, and a StatefulSet or a release may end them.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector",
  recommendation: "Give each workload a label of its own in its selector and its pod template.",
  run: (subject) =>
    eachWorkload(
      subject,
      (workload) => {
        const selector = workload.spec.selector as LabelSelector | undefined;
        const others = relationsOf(subject)
          .selected(workload, selector)
          .filter((other) => other.object !== workload.object && other.serves);
        if (others.length === 0) return undefined;
        const names = others.map(({ object }) => `${object.kind} ${object.metadata.name}`).join(", ");
        return { evidence: `its selector also fits the pods of ${names}`, path: ["spec", "selector"] };
      },
      ({ serves, spec }) => serves && spec.selector !== undefined,
    ),
};
