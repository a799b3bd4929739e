// How does a plan read, in the log and in a summary?

import { codeBlock, details, escapeMarkdown } from "../../report/markdown.ts";
import type { Difference } from "./difference.ts";
import type { Compared, PlannedAct, ReleasePlan } from "./release-plan.ts";

/** Markdown for the step summary: the acts, the way back, and what changes in each object. */
export function planMarkdown(plan: ReleasePlan): string {
  const { notes, acts, back } = plan;
  const parts = [
    notes.map((note) => `- ${escapeMarkdown(note)}`).join("\n"),
    acts
      .map((planned, index) =>
        [
          `${index + 1}. ${escapeMarkdown(actText(planned))}`,
          ...planned.parts.map((part) => `   - ${escapeMarkdown(part)}`),
        ].join("\n"),
      )
      .join("\n"),
    back.length === 0
      ? ""
      : `If it fails or is cancelled on the way:\n\n${back.map((text, index) => `${index + 1}. ${escapeMarkdown(text)}`).join("\n")}`,
    differencesMarkdown(plan),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The same as a part that folds, for the summary of a release that was carried out. */
export function foldedPlan(plan: ReleasePlan): string {
  const { strategy, acts } = plan;
  const done = acts.filter(({ before }) => before === "done").length;
  const before = done === 0 ? "" : `, ${done} of them done before`;
  return details(`The plan that it followed (${strategy}, ${acts.length} acts${before})`, planMarkdown(plan));
}

/** Plain text for the log. It holds text of the cluster's: to be printed as foreign text. */
export function planText(plan: ReleasePlan): string {
  const { notes, acts, back, differences } = plan;
  return [
    ...notes,
    ...acts.flatMap((planned, index) => [
      `${index + 1}. ${actText(planned)}`,
      ...planned.parts.map((part) => `   - ${part}`),
    ]),
    "If it fails or is cancelled on the way:",
    ...back.map((text, index) => `${index + 1}. ${text}`),
    ...differences.filter(({ diff }) => diff !== "").map(({ diff }) => `\n${diff.trimEnd()}`),
  ].join("\n");
}

/** What was only begun is done once more: each act may be. */
function actText({ text, before }: PlannedAct): string {
  switch (before) {
    case "done":
      return `Done before: ${text}`;
    case "begun":
      return `Begun before, and done once more: ${text}`;
    case undefined:
      return text;
  }
}

function differencesMarkdown({ differences, uncompared }: Compared): string {
  const missing = uncompared === undefined ? [] : [escapeMarkdown(`${uncompared}.`)];
  const shown = differences.filter(({ diff }) => diff !== "");
  if (shown.length === 0) return [...missing, ...(uncompared === undefined ? [nothing(differences)] : [])].join("\n\n");
  const title = `${shown.length} of ${differences.length} objects ${shown.length === 1 ? "changes" : "change"}`;
  const text = shown.map(({ diff }) => diff.trimEnd()).join("\n\n");
  const how = `${howCompared(differences)} Values of Secrets are not shown.`;
  return [...missing, details(title, `${how}\n\n${codeBlock(text, "diff")}`)].join("\n\n");
}

function nothing(differences: readonly Difference[]): string {
  const gone = differences.filter(({ change }) => change === "delete").map(({ object }) => object);
  if (gone.length > 0) return escapeMarkdown(`${gone.join(", ")} is removed; no other object changes.`);
  return "No object differs from what is applied.";
}

function howCompared(differences: readonly Difference[]): string {
  const ways = new Set(differences.filter(({ diff }) => diff !== "").map(({ by }) => by));
  if (differences.some(({ by }) => by === "own comparison"))
    return "This user may not write, so the server could not be asked: what it would change or fill in by itself is not in it.";
  if (!ways.has("live objects")) return "As a dry run of the server shows it.";
  return "As it was before the first act of this run, and as its acts leave it.";
}
