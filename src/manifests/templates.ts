// Must a file be rendered before it is a manifest?

import path from "node:path";
import { Failure } from "../report/failure.ts";

/** @throws Failure for a kustomization, a part of a Helm chart, and a file with template actions in it. */
export function refuseTemplates(text: string, file: string): void {
  if (/^kustomization(?:\.ya?ml)?$/i.test(path.basename(file))) {
    throw mustBeRendered(file, 1, "it is a kustomization, not a manifest", "kustomize build FOLDER");
  }
  if (/^Chart\.ya?ml$/.test(path.basename(file))) {
    throw mustBeRendered(file, 1, "it describes a Helm chart, not a Kubernetes object", "helm template NAME CHART");
  }
  const line = lineOfTemplateAction(text);
  if (line !== undefined) {
    throw mustBeRendered(
      file,
      line,
      "it is a Helm template: it has `{{ … }}` where YAML is expected",
      "helm template NAME CHART",
    );
  }
}

/**
 * The first line, counted from 1, on which `{{` stands as structure. What stands in quotes, in a
 * comment or in a block scalar (alert rules, dashboards) is a text of the user's and is left alone.
 */
function lineOfTemplateAction(text: string): number | undefined {
  if (!text.includes("{{")) return undefined;
  let blockIndent: number | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (blockIndent !== undefined && indent > blockIndent) continue;
    blockIndent = /(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$/.test(line) && !/^\s*#/.test(line) ? indent : undefined;
    if (/^\s*(?:- +)*(?:[\w./-]+: *)?\{\{/.test(line)) return index + 1;
  }
  return undefined;
}

function mustBeRendered(file: string, line: number, found: string, command: string): Failure {
  return new Failure({
    attempted: `reading the manifest ${file}`,
    found,
    advice: `Render it in a step before this one (\`${command} > rendered.yaml\`) and name the result.`,
    at: { file, line },
  });
}
