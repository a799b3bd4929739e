// Can a person, and a tool, tell what an object belongs to?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { fieldsAt } from "../fields.ts";

const settings = z.strictObject({
  labels: z
    .array(z.string())
    .default(["app.kubernetes.io/name"])
    .describe("The labels that each workload must carry, for instance app.kubernetes.io/version or owner."),
});

export const recommendedLabels: Check<z.output<typeof settings>> = {
  id: "objects/recommended-labels",
  severity: "info",
  title: "Workloads carry the recommended labels",
  why: "Dashboards, cost reports and kubectl find what belongs together by these labels; with others everybody has to be told.",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
  recommendation: "Add the label app.kubernetes.io/name, and those that your settings ask for, to the workload.",
  settings,
  run: (subject, { labels }) =>
    eachWorkload(
      subject,
      ({ object, podLabels }) => {
        const own = fieldsAt(object, ["metadata", "labels"]);
        const missing = labels.filter((key) => !own[key] && !podLabels[key]);
        if (missing.length === 0) return undefined;
        return { evidence: `it has no label ${missing.join(" and no ")}`, path: ["metadata", "labels"] };
      },
      // What a controller made has the labels of its owner.
      ({ object }) => (object.metadata.ownerReferences ?? []).length === 0,
    ),
};
