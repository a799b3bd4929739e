// How does a check look at what the database said?

import type { Examination } from "../check.ts";
import { type Observation, withObservation } from "../observation.ts";
import type { Subject } from "../subject.ts";
import type { DatabaseSeen } from "./seen.ts";

/** A phrase about the whole database, or about one thing in it. */
export type DatabaseComplaint = string | { readonly within: string; readonly evidence: string };

const notAsked = 'no database is named (input "database-url" or "database-secret")';

/** @param judge answers with what is wrong, or with what keeps it from judging */
export function onDatabase<T>(
  subject: Subject,
  part: (seen: DatabaseSeen) => Observation<T>,
  judge: (value: T, seen: DatabaseSeen) => readonly DatabaseComplaint[] | Exclude<Examination, { kind: "examined" }>,
): Examination {
  return withObservation(subject.observed.database, notAsked, (seen) => {
    const asked = part(seen);
    if (asked.kind === "unknown") return { kind: "unknown", reason: `${seen.name}: ${asked.reason}` };
    const verdict = judge(asked.value, seen);
    if ("kind" in verdict) return verdict;
    const findings = verdict.map((complaint) => {
      const { within, evidence } = typeof complaint === "string" ? { within: "", evidence: complaint } : complaint;
      return { subject: `database ${seen.name}${within === "" ? "" : `, ${within}`}`, evidence };
    });
    return { kind: "examined", count: 1, findings };
  });
}

/** What needs no query of its own. */
export function whole(seen: DatabaseSeen): Observation<DatabaseSeen> {
  return { kind: "seen", value: seen };
}

/** As it holds for a new session of the service's role. */
export function settingFor(seen: DatabaseSeen, name: string): Observation<string> {
  const { roleSettings, settings } = seen;
  const own = roleSettings.kind === "seen" ? roleSettings.value.get(name) : undefined;
  if (own !== undefined) return { kind: "seen", value: own };
  if (settings.kind === "unknown") return settings;
  const value = settings.value.get(name);
  return value === undefined ? { kind: "unknown", reason: `the role may not read ${name}` } : { kind: "seen", value };
}

/** For all sessions of the server. */
export function settingOf({ settings }: DatabaseSeen, name: string): Observation<string> {
  if (settings.kind === "unknown") return settings;
  const value = settings.value.get(name);
  return value === undefined ? { kind: "unknown", reason: `the role may not read ${name}` } : { kind: "seen", value };
}

export function numberOf({ settings }: DatabaseSeen, name: string, otherwise: number): number {
  const value = settings.kind === "seen" ? Number(settings.value.get(name) ?? otherwise) : otherwise;
  return Number.isNaN(value) ? otherwise : value;
}
