// What does the page about the guides' checklists say?

import { codeSpan, table } from "../../report/markdown.ts";
import { attestations } from "../attestations/attestation.ts";
import { profileNames } from "./names.ts";
import { deploymentBoxes, proseBoxes } from "./other-boxes.ts";
import { productionBoxes } from "./production-boxes.ts";
import { boxes } from "./profile.ts";

/** The content of docs/checklists.md. */
export function renderChecklists(): string {
  const lists = profileNames.filter((name) => name !== "pre-production");
  return [
    "# The checklists of the guides",
    "",
    "Generated from the code. Each box of the production checklists that teams keep as Markdown is answered here by checks, by an",
    "attestation, or by both together. `profile` of validate-production goes through one of these lists; `pre-production` runs every",
    "check and asks for the attestations of the lists before and while a release is deployed.",
    "",
    `It covers ${boxes.length} boxes: the ${productionBoxes.length} of the guide "Production Checklist", the ${deploymentBoxes.length} of the guide "Deployment" (sections`,
    `"Deployment checklist"), and ${proseBoxes.length} that the other guides ask for in prose. A box that a machine can see only in part names an`,
    "attestation beside its checks.",
    "",
    ...lists.flatMap((name) => [`## ${name}`, "", ...sectionsOf(name)]),
    "## Attestations",
    "",
    "What only a person can say. Each stands in the file of the input `attestations` with who looked, when, until when, and what was",
    "seen; one that is missing, over, or longer than it can hold counts like a finding of its severity.",
    "",
    table(
      ["Attestation", "Severity", "Days at most", "What holds", "What to show"],
      attestations.map(({ id, severity, days, title, show }) => [codeSpan(id), severity, String(days), title, show]),
    ),
  ].join("\n");
}

function sectionsOf(name: string): string[] {
  const own = boxes.filter(({ checklist }) => checklist === name);
  return [...Map.groupBy(own, ({ section }) => section)].flatMap(([section, rows]) => [
    `### ${section}`,
    "",
    table(
      ["Box", "Answered by"],
      rows.map(({ asks, by }) => [asks, by.map(codeSpan).join(", ")]),
    ),
  ]);
}
