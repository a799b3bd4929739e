// How does a check ask whether images can still be pulled?

import type { Examination, Finding } from "../check.ts";
import { type AliveWorkload, type LiveScope, withScope } from "../live-scope.ts";
import { withObservation } from "../observation.ts";
import { nameOf, type Subject } from "../subject.ts";

/** @param none why it does not apply where no workload has such an image */
export function eachPull(
  subject: Subject,
  images: (workload: AliveWorkload, scope: LiveScope) => readonly string[],
  none: string,
): Examination {
  const notAsked = "no registry was asked";
  return withObservation(subject.observed.release, `${notAsked} (no workload is named)`, ({ images: asked }) =>
    withScope(subject, ["ConfigMap", "ReplicaSet", "ControllerRevision"], (scope): Examination => {
      if (asked === undefined) return { kind: "not-applicable", reason: notAsked };
      const serving = scope.workloads.filter(({ serves }) => serves);
      const pairs = serving.flatMap((workload) => images(workload, scope).map((image) => ({ workload, image })));
      if (pairs.length === 0) return { kind: "not-applicable", reason: none };
      const answers = pairs.map(({ image }) => asked.get(image) ?? nobodyAsked(image));
      const findings = pairs.flatMap(({ workload, image }, index): Finding[] => {
        const answer = answers[index];
        if (answer?.kind !== "seen" || answer.value === "found") return [];
        const { kind, metadata } = workload.object;
        const object = { kind, namespace: workload.namespace, name: metadata.name };
        return [{ subject: nameOf(workload), object, evidence: `the registry no longer has ${image}` }];
      });
      const unknown = answers.find((answer) => answer.kind === "unknown");
      if (findings.length === 0 && unknown?.kind === "unknown") return unknown;
      return { kind: "examined", count: pairs.length, findings };
    }),
  );
}

function nobodyAsked(image: string) {
  return { kind: "unknown" as const, reason: `no registry was asked for ${image}` };
}
