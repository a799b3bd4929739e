// How many connections that users keep stayed on the old version, and what became of them?

import { escapeMarkdown } from "../report/markdown.ts";
import type { Probed, ProbedRoute } from "./probed.ts";

/** Empty where no connection was kept, or where the version did not change. Pure. */
export function keptSentence(routes: readonly ProbedRoute[]): string[] {
  const fresh = routes.find(({ track, via }) => track === "users" && via === "ingress")?.seen ?? [];
  const kept = routes.find(({ track, via }) => track === "users" && via === "kept")?.seen ?? [];
  const answered = fresh.filter(({ trouble }) => trouble === "");
  const newest = answered.at(-1)?.version;
  // The last that a new connection saw of another version: by then, whoever came anew had gone over.
  const changed = answered.findLast(({ version }) => version !== newest);
  if (newest === undefined || changed === undefined) return [];
  const over = changed.at + changed.took;
  const all = new Set(kept.filter(({ at }) => at <= over).map(({ connection }) => connection));
  if (all.size === 0) return [];
  const late = kept.filter(({ at, trouble, version }) => at > over && trouble === "" && version !== newest);
  const stayed = new Set(late.map(({ connection }) => connection)).size;
  if (stayed === 0) return [`Of ${all.size} connections that were kept, none stayed on ${shown(changed)}.`];
  const lasted = ((late.at(-1)?.at ?? over) - over) / 1000;
  return [
    `Of ${all.size} connections that were kept, **${stayed} stayed on ${shown(changed)}** when new ones had gone over, as they do where a pod is chosen for each connection: it answered ${late.length} more ${late.length === 1 ? "request" : "requests"} on them, the last one ${lasted.toFixed(1)} s later.`,
  ];
}

function shown({ version }: Probed): string {
  return version === "" ? "the old version" : `version ${escapeMarkdown(version)}`;
}
