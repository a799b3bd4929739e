// What stands in the rule files that the inputs name?

import { glob, readFile } from "node:fs/promises";
import path from "node:path";
import { parseYaml } from "../../config/source.ts";
import { Failure } from "../../report/failure.ts";
import type { Observation } from "../observation.ts";
import type { RuleFileSeen } from "./rule-file.ts";

/** Larger than any rule file that a person writes. */
const largest = 8 * 1024 * 1024;

/** Files and globs. Never throws: a file that is not there or is no YAML is unknown. */
export async function loadRuleFiles(
  patterns: readonly string[],
  directory: string,
): Promise<Observation<readonly RuleFileSeen[]>> {
  const files: RuleFileSeen[] = [];
  for (const pattern of patterns) {
    const found: string[] = [];
    for await (const file of glob(pattern, { cwd: directory })) found.push(file);
    if (found.length === 0) return { kind: "unknown", reason: `${pattern} names no file (input "rules")` };
    for (const file of found.toSorted()) {
      const read = await readRuleFile(file, directory);
      if (read.kind === "unknown") return read;
      files.push(...read.value);
    }
  }
  return { kind: "seen", value: files };
}

async function readRuleFile(file: string, directory: string): Promise<Observation<readonly RuleFileSeen[]>> {
  try {
    const text = await readFile(path.resolve(directory, file), "utf8");
    if (text.length > largest)
      return { kind: "unknown", reason: `${file} is larger than ${largest / 1024 / 1024} MiB` };
    const sources = parseYaml(text, file);
    return { kind: "seen", value: sources.map(({ value, position }) => ({ file, value, position })) };
  } catch (error) {
    if (error instanceof Failure) return { kind: "unknown", reason: `${file}: ${error.found}` };
    return {
      kind: "unknown",
      reason: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
