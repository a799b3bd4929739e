// Is a copy where the database is not?

import type { Check } from "../check.ts";
import { nameOf } from "../subject.ts";
import { onBackups } from "./on-backups.ts";

export const elsewhere: Check = {
  id: "backup/elsewhere",
  severity: "high",
  title: "A copy lies in another place than the data",
  why: "A copy on a volume of the same cluster is lost with the cluster, by the same person, bug or fire.",
  source: "https://cloudnative-pg.io/documentation/current/backup_barmanobjectstore/",
  recommendation:
    'Write to an object store, of another region for disasters; the input "backup-destinations" says where a copy has to be.',
  run: (subject) =>
    onBackups(subject, ({ makers, archives, wanted }, keeper) => {
      const places = [
        ...makers.flatMap(({ destinations }) => destinations),
        ...archives.flatMap(({ destinations }) => destinations),
      ];
      const missing = wanted.filter((place) => !places.some((one) => one.startsWith(place)));
      if (wanted.length > 0) return missing.map((place) => ({ subject: keeper, evidence: `no copy goes to ${place}` }));
      if (places.length > 0) return [];
      const stays = makers.flatMap(({ seen, stays }) =>
        stays === undefined
          ? []
          : [{ subject: nameOf(seen), evidence: `it writes to ${stays}, and to no other place` }],
      );
      return stays.length > 0 ? stays : [{ subject: keeper, evidence: "nothing names a place outside of the cluster" }];
    }),
};
