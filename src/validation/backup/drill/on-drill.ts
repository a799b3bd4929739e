// How does a check look at what came of a restore drill?

import type { Examination } from "../../check.ts";
import { withObservation } from "../../observation.ts";
import type { Subject } from "../../subject.ts";
import type { DrillSeen } from "./seen.ts";

const notAsked = 'no backup was restored (input "restore-drill")';

export function onDrill(
  subject: Subject,
  judge: (drill: DrillSeen) => readonly string[] | Extract<Examination, { kind: "unknown" }>,
): Examination {
  return withObservation(subject.observed.drill, notAsked, (drill) => {
    const verdict = judge(drill);
    if ("kind" in verdict) return verdict;
    const findings = verdict.map((evidence) => ({ subject: `backup ${drill.backup.name}`, evidence }));
    return { kind: "examined", count: 1, findings };
  });
}
