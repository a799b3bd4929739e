// How does a plan read, in the log and in a summary?

import { codeBlock, details, escapeMarkdown } from "../../report/markdown.ts";
import type { Difference } from "./difference.ts";
import type { ReleasePlan } from "./release-plan.ts";

/** Markdown for the step summary: the acts, the way back, and what changes in each object. */
export function planMarkdown(plan: ReleasePlan): string {
  const { notes, acts, back, differences } = plan;
  const parts = [
    notes.map((note) => `- ${escapeMarkdown(note)}`).join("\n"),
    acts
      .map(({ text, parts }, index) =>
        [`${index + 1}. ${escapeMarkdown(text)}`, ...parts.map((part) => `   - ${escapeMarkdown(part)}`)].join("\n"),
      )
      .join("\n"),
    `If it fails or is cancelled on the way:\n\n${back.map((text, index) => `${index + 1}. ${escapeMarkdown(text)}`).join("\n")}`,
    differencesMarkdown(differences),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The same as a part that folds, for the summary of a release that was carried out. */
export function foldedPlan(plan: ReleasePlan): string {
  return details(`The plan that it followed (${plan.strategy}, ${plan.acts.length} acts)`, planMarkdown(plan));
}

/** Plain text for the log. It holds text of the cluster's: to be printed as foreign text. */
export function planText(plan: ReleasePlan): string {
  const { notes, acts, back, differences } = plan;
  return [
    ...notes,
    ...acts.flatMap(({ text, parts }, index) => [`${index + 1}. ${text}`, ...parts.map((part) => `   - ${part}`)]),
    "If it fails or is cancelled on the way:",
    ...back.map((text, index) => `${index + 1}. ${text}`),
    ...differences.filter(({ diff }) => diff !== "").map(({ diff }) => `\n${diff.trimEnd()}`),
  ].join("\n");
}

function differencesMarkdown(differences: readonly Difference[]): string {
  const shown = differences.filter(({ diff }) => diff !== "");
  if (shown.length === 0) return "No object differs from what is applied.";
  const read = differences.some(({ by }) => by === "own comparison");
  const how = read
    ? "This user may not write, so the server could not be asked: what it would change or fill in by itself is not in it."
    : "As a dry run of the server shows it.";
  const title = `${shown.length} of ${differences.length} objects ${shown.length === 1 ? "changes" : "change"}`;
  const text = shown.map(({ diff }) => diff.trimEnd()).join("\n\n");
  return details(title, `${how} Values of Secrets are not shown.\n\n${codeBlock(text, "diff")}`);
}
