// How does a failure look in a step summary?

import { stripVTControlCharacters } from "node:util";
import { type Failure, placeText } from "./failure.ts";
import { codeBlock, codeSpan, details, escapeMarkdown } from "./markdown.ts";

/** The failure as Markdown: what was attempted, what was found, what to do, where, and the evidence. */
export function failureSummary(failure: Failure): string {
  const place = failure.at === undefined ? "" : `\n\n${codeSpan(placeText(failure.at))}`;
  const evidence = failure.evidence.map((one) => `\n${details(one.title, codeBlock(plainText(one.text), "text"))}`);
  return [
    `**Failed while ${escapeMarkdown(failure.attempted)}:** ${escapeMarkdown(failure.found)}.`,
    "\n\n",
    escapeMarkdown(failure.advice),
    place,
    "\n",
    ...evidence,
  ].join("");
}

/** Without colours and other controls of a terminal, which a page shows as rubbish. */
function plainText(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\t\n]/gu, "");
}
