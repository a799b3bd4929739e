// What did the prober see?

import { codeBlock, codeSpan, details, escapeMarkdown, table } from "../report/markdown.ts";
import { keptSentence } from "./kept-connections.ts";
import { numberText } from "./numbers.ts";
import type { ProbeRoute, ProbeTrack } from "./probe-route.ts";
import type { Probed, ProbedRoute } from "./probed.ts";

export interface ProbeReport {
  readonly requests: number;
  readonly failures: number;
  /** Of the way that users take; `unknown` where it was not measured, or not a request of it came to the service. */
  readonly users: "not noticed" | "noticed" | "unknown";
  /** What users noticed, as a sentence for the log; empty where their way was not asked. */
  readonly sentence: string;
  readonly markdown: string;
}

/** Numbers, a picture in text (which GitHub shows as it is, unlike images and styles), and the failures. Pure. */
export function probeReport(routes: readonly ProbedRoute[]): ProbeReport {
  const requests = sum(routes.map(({ seen }) => seen.length));
  const failures = sum(routes.map(failuresOf));
  const users = whatUsersNoticed(routes);
  const asked = routes.filter(({ seen }) => seen.length > 0);
  const told = usersSentence(routes, users);
  const parts = [
    told,
    ...keptSentence(routes),
    asked.length === 0
      ? "No request was sent."
      : table(["asked", "way", "requests", "failed", "versions", "median", "slowest"], asked.map(row)),
    ...asked.map((route, index) => {
      const drawn = codeBlock(picture(route.seen), "text");
      return index === 0 ? `${escapeMarkdown(titleOf(route))}\n\n${drawn}` : details(titleOf(route), drawn);
    }),
    ...asked.filter((route) => failuresOf(route) > 0).map(failureDetails),
  ];
  const sentence = usersRoutes(asked).length === 0 ? "" : told.replaceAll(/\*\*|`/g, "");
  return { requests, failures, users, sentence, markdown: `${parts.join("\n\n")}\n` };
}

export const redirectAdvice = "Give `probe-url` the address that it leads to: a redirect says nothing of the service.";

/** What to do where users' way answers the runner from the first request on with this. Pure. */
export function adviceOn(trouble: string): string {
  return /certificate/i.test(trouble)
    ? "Where a CA of yours has signed the certificate, name it to the step: `env: {NODE_EXTRA_CA_CERTS: ca.pem}`."
    : "Look whether `probe-url` is right and the runner reaches it.";
}

const rows = 24;
const width = 30;
const fills = ["█", "░", "▓", "▒", "#", "+", "=", "~"];

/**
 * One line for each stretch of time, filled in proportion to the versions that answered:
 *
 * ```text
 *    0s ██████████████████████████████ 1.0.0: 20
 *   10s ████████████████░░░░░░░░░░░░░░ 1.0.0: 11, 2.0.0: 9
 *   20s ░░░░░░░░░░░░░░░░░░░░░░░░░░░░ ✗ 2.0.0: 19, failed: 1
 * ```
 */
export function picture(seen: readonly Probed[]): string {
  const end = Math.max(...seen.map(({ at }) => at));
  const start = Math.min(...seen.map(({ at }) => at));
  const stretch = roundUp((end - start + 1) / rows / 1000);
  const first = Math.floor(start / 1000 / stretch);
  const count = Math.floor(end / 1000 / stretch) - first + 1;
  const names = versionsOf(seen);
  const lines = Array.from({ length: count }, (_, index) => {
    const from = (first + index) * stretch;
    const within = seen.filter(({ at }) => Math.floor(at / 1000 / stretch) === first + index);
    return `${`${from}s`.padStart(6)} ${bar(within, names)}`.trimEnd();
  });
  const legend = names.map((name, index) => `${fillOf(index)} ${shownVersion(name)}`);
  return [...lines, "", [...legend, "✗ failed"].join("   ")].join("\n");
}

function bar(within: readonly Probed[], names: readonly string[]): string {
  if (within.length === 0) return "";
  const shares = names.map((name) => within.filter((one) => one.trouble === "" && one.version === name).length);
  const failed = within.filter(({ trouble }) => trouble !== "").length;
  const cells = share([...shares, failed], within.length);
  const filled = cells.map((cell, index) => (index === names.length ? "✗" : fillOf(index)).repeat(cell)).join("");
  const counts = [
    ...names.flatMap((name, index) => (shares[index] ? [`${shownVersion(name)}: ${shares[index]}`] : [])),
    ...(failed === 0 ? [] : [`failed: ${failed}`]),
  ];
  return `${filled.padEnd(width)} ${counts.join(", ")}`;
}

/** Cells in proportion; what happened at all gets at least one, so that one failure of thousands is seen. */
function share(counts: readonly number[], total: number): number[] {
  const cells = counts.map((count) => (count === 0 ? 0 : Math.max(1, Math.round((count / total) * width))));
  for (let surplus = sum(cells) - width; surplus !== 0; surplus -= Math.sign(surplus)) {
    const widest = cells.indexOf(Math.max(...cells));
    cells[widest] = (cells[widest] ?? 0) - Math.sign(surplus);
  }
  return cells;
}

/** 1, 2, 5, 10, 20, 50, … seconds. */
function roundUp(seconds: number): number {
  for (let unit = 1; ; unit *= 10) {
    const found = [1, 2, 5].map((digit) => digit * unit).find((length) => length >= seconds);
    if (found !== undefined) return found;
  }
}

function row(route: ProbedRoute): string[] {
  const { seen } = route;
  const answered = seen.filter(({ trouble }) => trouble === "");
  const versions = versionsOf(seen).map(
    (name) =>
      `${escapeMarkdown(shownVersion(name))}: ${numberText(answered.filter((one) => one.version === name).length, "number")}`,
  );
  const times = answered.map(({ took }) => took).toSorted((one, other) => one - other);
  return [
    tracks[route.track],
    codeSpan(`${route.name}${route.path}`) + ways[route.via],
    numberText(seen.length, "number"),
    numberText(failuresOf(route), "number"),
    versions.join(", "),
    times.length === 0 ? "" : numberText(Math.round(times[Math.floor(times.length / 2)] ?? 0), "ms"),
    times.length === 0 ? "" : numberText(Math.round(times.at(-1) ?? 0), "ms"),
  ];
}

const tracks: Readonly<Record<ProbeTrack, string>> = {
  users: "as users do",
  live: "what serves",
  stable: "stable",
  candidate: "the candidate",
};

const ways: Readonly<Record<ProbeRoute["via"], string>> = {
  ingress: " (the way that users take)",
  kept: " (the way that users take)",
  service: " (its pods, through the API server)",
  pods: " (through the API server)",
};

function whatUsersNoticed(routes: readonly ProbedRoute[]): ProbeReport["users"] {
  const seen = usersRoutes(routes).flatMap((route) => route.seen);
  if (seen.length === 0 || onlyRedirected(seen) || neverAnswered(seen)) return "unknown";
  return seen.every(({ trouble }) => trouble === "") ? "not noticed" : "noticed";
}

function onlyRedirected(seen: readonly Probed[]): boolean {
  return seen.every(({ trouble, redirect }) => trouble !== "" || redirect !== undefined) && !neverAnswered(seen);
}

/** From before the first change on: what keeps it from answering is not the release. */
function neverAnswered(seen: readonly Probed[]): boolean {
  return seen.every(({ trouble }) => trouble !== "");
}

function usersSentence(routes: readonly ProbedRoute[], users: ProbeReport["users"]): string {
  const own = usersRoutes(routes);
  const requests = numberText(sum(own.map(({ seen }) => seen.length)), "number");
  const failures = numberText(sum(own.map(failuresOf)), "number");
  const urls = own.filter(({ via }) => via === "ingress").map(({ name, path }) => codeSpan(`${name}${path}`));
  const where = urls.join(", ");
  const kept = sum(own.filter(({ via }) => via === "kept").map(({ seen }) => seen.length));
  const onKept = kept === 0 ? "" : ` (${numberText(kept, "number")} of them on connections that were kept)`;
  switch (users) {
    case "not noticed":
      return `**Users did not notice:** none of ${requests} requests to ${where}${onKept} failed.`;
    case "noticed":
      return `**Users noticed:** ${failures} of ${requests} requests to ${where}${onKept} failed.`;
    case "unknown":
      return unknownSentence(
        own.flatMap(({ seen }) => seen),
        requests,
        where,
      );
  }
}

function unknownSentence(seen: readonly Probed[], requests: string, where: string): string {
  const [first] = seen.toSorted((one, other) => one.at - other.at);
  if (first === undefined)
    return "What users noticed was not measured: no request took the way that they take. Give `probe-url` to measure it.";
  if (neverAnswered(seen))
    return `What users noticed is not known: all ${requests} requests to ${where} failed, those before the first change too (${first.trouble}). ${adviceOn(first.trouble)}`;
  const redirect = seen.find((one) => one.redirect !== undefined)?.redirect ?? "";
  return `What users noticed is not known: no request of ${requests} to ${where} came further than a redirect (${redirect}). ${redirectAdvice}`;
}

function usersRoutes(routes: readonly ProbedRoute[]): readonly ProbedRoute[] {
  return routes.filter(({ track, via }) => track === "users" && (via === "ingress" || via === "kept"));
}

function failureDetails(route: ProbedRoute): string {
  const failed = route.seen.filter(({ trouble }) => trouble !== "");
  const kinds = new Map<string, Probed[]>();
  for (const one of failed) {
    const kind = one.version === "" ? one.trouble : `${one.trouble} (version ${one.version})`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const lines = [...kinds].slice(0, 20).map(([trouble, all]) => {
    const times = `after ${seconds(all[0]?.at)}${all.length > 1 ? ` to ${seconds(all.at(-1)?.at)}` : ""}`;
    return `${all.length} times, ${times}: ${trouble}`.replace(/^1 times/, "once");
  });
  return details(
    `${failed.length} ${failed.length === 1 ? "request" : "requests"} failed: ${titleOf(route)}`,
    codeBlock(lines.join("\n"), "text"),
  );
}

function titleOf({ track, name, path }: ProbedRoute): string {
  return `${tracks[track]}: ${name}${path}`;
}

function seconds(milliseconds = 0): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function shownVersion(version: string): string {
  return version === "" ? "version not known" : version;
}

/** In the order in which they first answered. A failed request has none unless its answer named one. */
function versionsOf(seen: readonly Probed[]): string[] {
  return [...new Set(seen.filter(({ trouble }) => trouble === "").map(({ version }) => version))];
}

function fillOf(index: number): string {
  return fills[Math.min(index, fills.length - 1)] ?? "?";
}

function failuresOf({ seen }: ProbedRoute): number {
  return seen.filter(({ trouble }) => trouble !== "").length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
