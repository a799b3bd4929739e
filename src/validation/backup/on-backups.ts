// How does a check look at the service's backups?

import type { Examination } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Subject } from "../subject.ts";
import { type Backups, backupsOf } from "./backups.ts";
import type { Maker } from "./makers.ts";

const nothingKept =
  "nothing here is known to keep data (no database is named, and there is no volume and no object that makes backups)";

/** For what has to be there: where something could not be read, nobody knows that it is missing. */
export function onBackups(
  subject: Subject,
  judge: (backups: Backups, keeper: string) => readonly { readonly subject: string; readonly evidence: string }[],
): Examination {
  const backups = backupsOf(subject);
  const { keeper, unreadable } = backups;
  if (keeper === undefined) {
    if (unreadable !== undefined) return { kind: "unknown", reason: unreadable };
    return { kind: "not-applicable", reason: nothingKept, notAsked: true };
  }
  const findings = judge(backups, keeper);
  if (findings.length > 0 && unreadable !== undefined) return { kind: "unknown", reason: unreadable };
  return { kind: "examined", count: 1, findings };
}

/** For what each object that makes backups has to be like. */
export function eachMaker(
  subject: Subject,
  judge: (maker: Maker, backups: Backups) => Complaint | undefined,
  only: (maker: Maker) => boolean = () => true,
  none = "no object makes backups that is like this",
): Examination {
  const backups = backupsOf(subject);
  const makers = new Map(backups.makers.filter(only).map((maker) => [maker.seen, maker]));
  if (makers.size === 0 && backups.unreadable !== undefined) return { kind: "unknown", reason: backups.unreadable };
  return eachObject(
    [...makers.keys()],
    (seen) => {
      const maker = makers.get(seen);
      return maker && judge(maker, backups);
    },
    none,
  );
}
