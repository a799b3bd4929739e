// What is one box of a checklist?

import type { ProfileName } from "./names.ts";

export type Checklist = Exclude<ProfileName, "pre-production">;

export interface Box {
  readonly checklist: Checklist;
  /** As in the guide: `Security: authentication and authorization`. */
  readonly section: string;
  /** What is asked for, in a few words. */
  readonly asks: string;
  /** Ids of the checks and attestations that together answer it; `security/*` is a whole area. */
  readonly by: readonly string[];
}

type Row = readonly [asks: string, ...by: string[]];

/** The boxes of one section. */
export function section(checklist: Checklist, title: string, rows: readonly Row[]): Box[] {
  return rows.map(([asks, ...by]) => ({ checklist, section: title, asks, by }));
}
