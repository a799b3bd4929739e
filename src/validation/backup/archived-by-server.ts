// Does the database's own server archive its log?

import type { Subject } from "../subject.ts";

/** What the database itself said, where it was asked. */
export function archivedByServer({ observed: { database } }: Subject): "works" | "fails" | "unasked" {
  if (database?.kind !== "seen") return "unasked";
  const { settings, archiver } = database.value;
  if (settings.kind === "unknown" || archiver.kind === "unknown") return "unasked";
  if (settings.value.get("archive_mode") === "off") return "fails";
  const { archived, failed, secondsSinceArchived, secondsSinceFailed } = archiver.value;
  const failsNow = failed > 0 && (secondsSinceFailed ?? 0) < (secondsSinceArchived ?? Number.POSITIVE_INFINITY);
  return archived === 0 || failsNow ? "fails" : "works";
}
