// Could every file of the manifests be read?

import type { Check, Finding } from "../check.ts";
import { withObservation } from "../observation.ts";
import type { FilesSeen } from "./files-seen.ts";

export const readableFiles: Check = {
  id: "objects/readable-files",
  severity: "critical",
  title: "Every file of the manifests can be read",
  why: "What cannot be read is not judged, and not applied either: nobody knows what would have stood in it.",
  source: "https://yaml.org/spec/1.2.2/#1-introduction-to-yaml",
  recommendation: "Correct the file at the place that is named.",
  run: (subject) =>
    withObservation(subject.observed.files, "no files were given", ({ count, problems }) =>
      count === 0
        ? { kind: "not-applicable", reason: "there is no file" }
        : { kind: "examined", count, findings: problems.map(findingOf) },
    ),
};

function findingOf({ attempted, found, advice, at }: FilesSeen["problems"][number]): Finding {
  return { subject: at?.file ?? attempted, evidence: `${found}. ${advice}`, ...(at === undefined ? {} : { at }) };
}
