// What does a person read about a build?

import { durationText } from "../config/duration.ts";
import { codeSpan, escapeMarkdown, table } from "../report/markdown.ts";
import { type BuildStep, cacheUse } from "./build-log.ts";
import type { BuiltImage } from "./build-request.ts";
import type { ImageContent } from "./content/image-content.ts";
import type { ResolvedBase } from "./dockerfile/pin-bases.ts";
import type { GateReport } from "./gate.ts";
import type { MergedImage } from "./merge.ts";

/** What was built, from what, where it went, what it passed, and where the time went. */
export function buildSummary(built: BuiltImage, reports: readonly GateReport[]): string {
  return [
    factsTable(built),
    gatesSummary(reports),
    basesPart(built.bases),
    cachePart(built.steps),
    slowestPart(built.steps),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** What each test and gate found; also where the build failed on one. */
export function gatesSummary(reports: readonly GateReport[]): string {
  return reports
    .map(({ name, result, markdown }) => `#### ${marks[result]} ${name}: ${result}\n\n${markdown ?? ""}`)
    .join("\n");
}

export function mergeSummary(merged: MergedImage): string {
  const rows = [
    ["image", codeSpan(merged.reference)],
    ["tags", merged.tags.map(codeSpan).join("<br>")],
    ...merged.platforms.map(({ platform, digest }) => [platform, codeSpan(digest)]),
  ];
  return table(["", ""], rows);
}

const marks = { passed: "✅", warned: "⚠️", failed: "❌" } as const;

function factsTable(built: BuiltImage): string {
  const rows = [
    ["image", built.reference === "" ? "built, not pushed" : codeSpan(built.reference)],
    ["tags", built.tags.map(codeSpan).join("<br>")],
    ["version", codeSpan(built.version)],
    ...(built.reused
      ? [["built", `not now: the registry had an image of the same content${builtFrom(built.content)}`]]
      : []),
    ...(built.content?.platforms ?? []).map(({ platform, digest }) => [platform, codeSpan(digest)]),
    ["took", durationText(built.durationMs)],
  ];
  return table(
    ["", ""],
    rows.filter(([, value]) => value !== ""),
  );
}

function builtFrom(content: ImageContent | undefined): string {
  const revision = content?.platforms[0]?.config.config?.Labels?.["org.opencontainers.image.revision"];
  return revision === undefined ? "" : `, built from ${codeSpan(revision.slice(0, 12))}`;
}

function basesPart(bases: readonly ResolvedBase[]): string {
  if (bases.length === 0) return "";
  const rows = bases.map(({ name, reference, line, pinned, digest }) => [
    String(line),
    codeSpan(name) + (name === reference ? "" : ` as ${codeSpan(reference)}`),
    digest === "" ? "not known" : codeSpan(digest),
    pinned ? "yes" : "no",
  ]);
  return `#### Base images\n\n${table(["line", "image", "digest", "pinned"], rows)}`;
}

function cachePart(steps: readonly BuildStep[]): string {
  const stages = cacheUse(steps);
  if (stages.length === 0) return "";
  const rows = stages.map(({ stage, cached, steps: all, seconds }) => [
    codeSpan(stage),
    `${cached} of ${all} ${bar(cached / all, 10)}`,
    `${seconds.toFixed(1)} s`,
  ]);
  return `#### Cache\n\n${table(["stage", "steps from the cache", "took"], rows)}`;
}

const shownSteps = 8;
/** Shorter steps are not what a build waits for. */
const slowEnough = 0.5;

function slowestPart(steps: readonly BuildStep[]): string {
  const slowest = steps
    .filter(({ seconds }) => seconds >= slowEnough)
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, shownSteps);
  const longest = slowest[0]?.seconds ?? 0;
  if (longest === 0) return "";
  const rows = slowest.map(({ stage, step, seconds }) => [
    bar(seconds / longest, 20),
    `${seconds.toFixed(1)} s`,
    `${escapeMarkdown(stage)}: ${codeSpan(shorten(step, 90))}`,
  ]);
  return `#### Slowest steps\n\n${timeline(slowest)}${table(["", "took", "step"], rows)}`;
}

/**
 * When the slowest steps ran, as GitHub draws it: https://mermaid.js.org/syntax/gantt.html. The axis counts seconds since
 * the build began.
 */
function timeline(steps: readonly BuildStep[]): string {
  const known = steps.flatMap((step) => (step.began === undefined ? [] : [{ ...step, began: step.began }]));
  if (known.length === 0) return "";
  const inOrder = known.toSorted((one, other) => one.began - other.began);
  const stages = [...new Set(inOrder.map(({ stage }) => stage))];
  const lines = stages.flatMap((stage) => [
    `  section ${label(stage)}`,
    ...inOrder
      .filter((step) => step.stage === stage)
      .map(({ step, began, seconds }) => {
        const [from, to] = [began, began + seconds].map((time) => Math.round(time * 1000));
        return `  ${label(shorten(step, 40))} (${seconds.toFixed(1)} s) :${from}, ${to}`;
      }),
  ]);
  const head = ["gantt", "  dateFormat x", "  axisFormat %s s", "  title Seconds since the build began"];
  return ["```mermaid", ...head, ...lines, "```", "", ""].join("\n");
}

/** What would end a label, or begin something else, is left out. */
function label(text: string): string {
  return text.replaceAll(/[^\w.,/@+=-]+/g, " ").trim() || "step";
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** A share of one, as blocks with the rest in grey ones. */
function bar(share: number, width: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return "█".repeat(full) + "░".repeat(width - full);
}
