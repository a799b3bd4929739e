// Which Jobs and CronJobs does a service bring, and which were only seen alive?

import { type Fields, fieldsAt } from "../fields.ts";
import type { Path, Seen, Subject } from "../subject.ts";

/** A Job, or what a CronJob makes Jobs from. */
export interface JobSeen extends Seen {
  readonly job: Fields;
  readonly jobPath: Path;
  /** Whether it only waits for its time. */
  readonly isCron: boolean;
}

/** Those of the manifests; where there are none, those of the namespace. Jobs that a CronJob made are its own affair. */
export function jobsOf(subject: Subject): JobSeen[] {
  const plain = ofKind(subject, "Job")
    .filter(({ object }) => (object.metadata.ownerReferences ?? []).length === 0)
    .map((seen) => ({ ...seen, job: seen.spec, jobPath: ["spec"], isCron: false }));
  const cron = cronJobsOf(subject).map((seen) => ({
    ...seen,
    job: fieldsAt(seen.spec, ["jobTemplate", "spec"]),
    jobPath: ["spec", "jobTemplate", "spec"],
    isCron: true,
  }));
  return [...plain, ...cron];
}

export function cronJobsOf(subject: Subject): readonly Seen[] {
  return ofKind(subject, "CronJob");
}

export const noJobs = "there is neither a Job nor a CronJob";
export const noCronJobs = "there is no CronJob";

function ofKind(subject: Subject, kind: "Job" | "CronJob"): readonly Seen[] {
  const { objects } = subject.related(kind);
  const written = objects.filter((seen) => seen.position([]) !== undefined);
  return subject.written.length > 0 && !subject.whole ? written : objects;
}
