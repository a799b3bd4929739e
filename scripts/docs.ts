// How do the tables of inputs and outputs, and the list of checks, come into the documents?

import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { table } from "../src/report/markdown.ts";
import { renderChecks } from "../src/validation/document.ts";
import { renderPeers } from "../src/validation/peers/document.ts";
import { renderChecklists } from "../src/validation/profiles/checklists-document.ts";
import { type ActionMetadata, type DeclaredAction, declaredActions } from "./action-metadata.ts";
import { renderPermissions } from "./permissions.ts";

/** The document with its tables made anew, between `<!-- inputs -->` and `<!-- /inputs -->`, and the same for outputs. */
export function withTables(document: string, metadata: ActionMetadata): string {
  return replaceBetween(replaceBetween(document, "inputs", inputTable(metadata)), "outputs", outputTable(metadata));
}

/** The actions whose document is there. */
export async function documentedActions(): Promise<readonly DeclaredAction[]> {
  return (await declaredActions()).filter(({ document }) => existsSync(document));
}

function inputTable({ inputs }: ActionMetadata): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const given = input.required === true ? "required" : (input.default ?? "");
    return [`\`${name}\``, cell(input.description), given === "" || given === "required" ? given : `\`${given}\``];
  });
  return rows.length === 0 ? "None.\n" : table(["input", "what it is", "default"], rows);
}

function outputTable({ outputs }: ActionMetadata): string {
  const rows = Object.entries(outputs).map(([name, output]) => [`\`${name}\``, cell(output.description)]);
  return rows.length === 0 ? "None.\n" : table(["output", "what it is"], rows);
}

/** Descriptions are Markdown of ours: only line breaks are put away. */
function cell(description: string): string {
  return description.trim().replaceAll(/\s*\n\s*/g, " ");
}

function replaceBetween(document: string, name: string, content: string): string {
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [document.indexOf(opening), document.indexOf(closing)];
  if (start < 0 || end < start) throw new Error(`the document has no ${opening} … ${closing}`);
  return `${document.slice(0, start + opening.length)}\n${content}${document.slice(end)}`;
}

if (import.meta.main) {
  for (const { name, document, metadata } of await documentedActions()) {
    await refresh(name, document, (before) => withTables(before, metadata));
  }
  await refresh("checks", "docs/checks.md", renderChecks);
  await refresh("checklists", "docs/checklists.md", renderChecklists);
  await refresh("kube-score", "docs/kube-score.md", renderPeers);
  await refresh("permissions", "docs/permissions.md", renderPermissions);
}

async function refresh(name: string, document: string, render: (before: string) => string): Promise<void> {
  const before = await readFile(document, "utf8");
  const after = render(before);
  if (after !== before) await writeFile(document, after);
  console.log(`${name}: ${after === before ? "fresh" : "written"}`);
}
