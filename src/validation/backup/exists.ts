// Does anything make backups?

import type { Check } from "../check.ts";
import { fieldsAt } from "../fields.ts";
import { nameOf, type Seen } from "../subject.ts";
import type { Maker } from "./makers.ts";
import { onBackups } from "./on-backups.ts";

export const exists: Check = {
  id: "backup/exists",
  severity: "critical",
  title: "An object makes backups of what keeps data",
  why: "A dropped table, a bad migration or a lost disk is the end of the data then: replicas lose it in the same second.",
  source: "https://cloudnative-pg.io/documentation/current/backup/",
  recommendation:
    'Add a ScheduledBackup (CloudNativePG), a Schedule (Velero) or a CronJob that runs pg_dump; name it by the input "backup-objects" where nothing in it tells that it makes backups.',
  run: (subject) =>
    onBackups(subject, ({ makers, archives }, keeper) => {
      if (makers.length === 0 && archives.length === 0)
        return [{ subject: keeper, evidence: "nothing makes backups of it" }];
      return archives
        .filter(({ seen }) => !makers.some((maker) => backsUp(maker, seen)))
        .map(({ seen }) => ({ subject: nameOf(seen), evidence: "no ScheduledBackup names it" }));
    }),
};

/** A dump or a copy of its volumes counts as one, though a ScheduledBackup is what the operator can restore. */
function backsUp({ seen, method }: Maker, cluster: Seen): boolean {
  if (seen.object.kind !== "ScheduledBackup") return method !== "unknown";
  return fieldsAt(seen.spec.cluster).name === cluster.object.metadata.name && seen.namespace === cluster.namespace;
}
