// Do a StatefulSet's volumes outlive a mistake?

import type { Check } from "../check.ts";
import { type Complaint, eachWorkload } from "../examine.ts";
import { fieldsAt, itemsAt, valueAt } from "../fields.ts";
import type { Workload } from "../subject.ts";

export const claimRetention: Check = {
  id: "reliability/claim-retention",
  severity: "medium",
  title: "A StatefulSet claims volumes, and keeps them",
  why: "With whenDeleted or whenScaled: Delete the data goes with the object or with a scale-down; without a claim it goes with every pod.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention",
  recommendation: "Retain the claims and delete them by hand; use a Deployment where there is no data.",
  run: (subject) =>
    eachWorkload(subject, judge, ({ object }) => object.kind === "StatefulSet", "there is no StatefulSet"),
};

function judge({ spec, podSpec }: Workload): Complaint[] {
  const templates = itemsAt(spec.volumeClaimTemplates);
  const claims = (podSpec.volumes ?? []).some((volume) => volume.persistentVolumeClaim !== undefined);
  const found: Complaint[] = templates.flatMap((template, index) => {
    const isSized = valueAt(template, ["spec", "resources", "requests", "storage"]) !== undefined;
    return isSized
      ? []
      : [{ evidence: "a volume claim asks for no storage", path: ["spec", "volumeClaimTemplates", index] }];
  });
  if (templates.length === 0 && !claims) found.push({ evidence: "it claims no volume", path: ["spec"] });
  const policy = fieldsAt(spec, ["persistentVolumeClaimRetentionPolicy"]);
  for (const when of ["whenDeleted", "whenScaled"]) {
    if (policy[when] !== "Delete") continue;
    const path = ["spec", "persistentVolumeClaimRetentionPolicy", when];
    found.push({
      evidence: `the claims are deleted ${when === "whenScaled" ? "when it is scaled down" : "with it"}`,
      path,
      fix: { path, value: "Retain" },
    });
  }
  return found;
}
