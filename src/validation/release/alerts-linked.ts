// Does everybody find the alerts of the service?

import type { Check, Examination } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import type { Subject, Workload } from "../subject.ts";

/** On the workload: where its alerts stand. */
export const alertsAnnotation = "slipway.dev/alerts";

export const alertsLinked: Check = {
  id: "release/alerts-linked",
  severity: "low",
  title: "The service says where its alerts are",
  why: "Whoever watches a release, or is called at night, looks for the alerts first, and should not have to.",
  source: "https://sre.google/workbook/on-call/",
  recommendation: `Annotate the workload with ${alertsAnnotation}: URL of its alerts or dashboard, or give the input "alerts-url".`,
  run: (subject): Examination => {
    const { release } = subject.observed;
    const given = release?.kind === "seen" ? release.value.alertsUrl : "";
    if (given === "" && !subject.workloads.some((workload) => annotationOf(workload) !== undefined)) {
      const reason = `no alerts are linked (annotation ${alertsAnnotation}, input "alerts-url")`;
      return { kind: "not-applicable", reason, notAsked: true };
    }
    return examine(subject, given);
  },
};

function examine(subject: Subject, given: string): Examination {
  return eachWorkload(
    subject,
    (workload) => {
      const url = annotationOf(workload) ?? given;
      if (url === "") return { evidence: `it has no annotation ${alertsAnnotation}`, path: ["metadata"] };
      if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return undefined;
      return { evidence: `"${url}" is no URL`, path: ["metadata", "annotations"] };
    },
    ({ serves }) => serves,
  );
}

function annotationOf({ object, alive }: Workload): string | undefined {
  return object.metadata.annotations?.[alertsAnnotation] ?? alive?.metadata.annotations?.[alertsAnnotation];
}
