// What does this analysis file ask for?

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathText } from "../config/shape.ts";
import { checkShape, parseYaml } from "../config/source.ts";
import { Failure, placeText } from "../report/failure.ts";
import { analysisSchema } from "./analysis-schema.ts";
import { completePlan, type PlanInputs } from "./complete-plan.ts";
import type { AnalysisPlan } from "./plan.ts";

/**
 * @param file as the user named it, from `directory`
 * @throws Failure with the line in the file for anything that cannot be measured as it is written
 */
export async function loadAnalysis(
  file: string,
  options: PlanInputs & { readonly directory: string },
): Promise<AnalysisPlan> {
  let text: string;
  try {
    text = await readFile(resolve(options.directory, file), "utf8");
  } catch (cause) {
    throw new Failure({
      attempted: `reading the analysis ${file}`,
      found: isAbsent(cause) ? "there is no such file" : cause instanceof Error ? cause.message : String(cause),
      advice: 'Check the path in the input "analysis"; it is relative to the workspace.',
      cause,
    });
  }
  return parseAnalysis(text, file, options);
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** The same for text that was read already. Pure. */
export function parseAnalysis(text: string, file: string, inputs: Omit<PlanInputs, "at">): AnalysisPlan {
  const sources = parseYaml(text, file);
  const [source] = sources;
  if (source === undefined || sources.length > 1) {
    throw new Failure({
      attempted: `reading the analysis ${file}`,
      found: source === undefined ? "it is empty" : `it holds ${sources.length} YAML documents`,
      advice: "Write one document with a list of metrics.",
      at: { file, line: 1 },
    });
  }
  const written = checkShape(analysisSchema, source, "analysis");
  const completed = completePlan(written, { ...inputs, at: (path) => source.position(path) });
  if (completed.kind === "plan") return completed.plan;
  const { path, found, advice } = completed.problem;
  const at = source.position(path);
  throw new Failure({ attempted: `reading ${pathText(path)} of the analysis in ${placeText(at)}`, found, advice, at });
}
