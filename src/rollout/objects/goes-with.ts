// What goes with a release that is taken back, and what stays because the one that is gone to has it too?

import type { Release, ReleaseRecord } from "../../release/record.ts";
import { type ObjectName, sameObject } from "./inventory.ts";

/** What the record is to say of a release before it is taken back: also whoever goes on after a kill goes by it. */
export type GoesWith = Pick<Release, "created" | "keepsConfiguration">;

/**
 * Pure. A release that is newer than the one that is taken back was built on what that one made: nothing of it goes, and
 * its ConfigMaps and Secrets stay as they are. Otherwise what the release has created goes, but for what the one before
 * has, too.
 *
 * @param to where it goes; undefined for what served when the release began
 */
export function goesWith(record: ReleaseRecord, release: Release, to: Release | undefined): GoesWith {
  if (to !== undefined && isNewer(record, to, release)) return { created: [], keepsConfiguration: true };
  const back = to ?? servedBefore(record, release);
  return { created: notOf(release.created ?? [], back) };
}

/** Whoever goes on with a way back that was begun goes by what was written down then. */
export function goingWith(record: ReleaseRecord, id: string, to: Release | undefined): Partial<Release> {
  const release = record.releases.find((each) => each.id === id);
  if (release === undefined || (release.state === "rolling-back" && to === undefined)) return {};
  return goesWith(record, release, to);
}

/** Pure: these objects without those that the release has applied. */
export function notOf(objects: readonly ObjectName[], release: Pick<Release, "applied"> | undefined): ObjectName[] {
  const had = new Set((release?.applied ?? []).map(sameObject));
  return objects.filter((object) => !had.has(sameObject(object)));
}

/** What served when the release began, by the record; undefined where that does not know it. */
export function servedBefore(
  { releases }: ReleaseRecord,
  { id, previousTemplateHash: hash }: Pick<Release, "previousTemplateHash"> & { readonly id?: string },
): Release | undefined {
  if (hash === "") return undefined;
  return releases.find((each) => each.id !== id && each.templateHash === hash && served.has(each.state));
}

const served: ReadonlySet<Release["state"]> = new Set(["verified", "promoted", "superseded"]);

function isNewer({ releases }: ReleaseRecord, to: Release, release: Release): boolean {
  const [one, other] = [to, release].map(({ id }) => releases.findIndex((each) => each.id === id));
  if (one !== undefined && other !== undefined && one >= 0 && other >= 0) return one < other;
  // A revision that the record never knew: by when it was made.
  return Date.parse(to.startedAt) > Date.parse(release.startedAt);
}
