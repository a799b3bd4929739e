// Does a workload find its own pods?

import { type LabelSelector, selects } from "../../kube/selectors.ts";
import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { fieldsAt } from "../fields.ts";

const kinds = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);

export const selectorFits: Check = {
  id: "objects/selector-fits",
  severity: "critical",
  title: "The selector of a workload fits its pods",
  why: "The API server refuses a workload whose selector does not fit its template, or that has none.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector",
  recommendation: "Give the template every label that spec.selector asks for.",
  run: (subject) =>
    eachWorkload(
      subject,
      ({ spec, podLabels }) => {
        const path = ["spec", "selector"];
        const selector = fieldsAt(spec.selector) as LabelSelector;
        if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0) {
          return { evidence: "it has no selector", path };
        }
        return selects(selector, podLabels) ? undefined : { evidence: "its selector does not fit its template", path };
      },
      ({ object }) => kinds.has(object.kind),
      "there is no Deployment, StatefulSet, DaemonSet or ReplicaSet",
    ),
};
