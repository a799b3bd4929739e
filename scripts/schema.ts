// How are the published JSON Schemas made?

import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { analysisJsonSchema } from "../src/analysis/analysis-schema.ts";
import { configurationJsonSchema } from "../src/config/schema.ts";
import { suiteJsonSchema } from "../src/smoke/suite-schema.ts";
import { attestationsJsonSchema } from "../src/validation/attestations/load-attestations.ts";
import { customChecksJsonSchema } from "../src/validation/custom/custom-schema.ts";

const root = resolve(import.meta.dirname, "..");

export const schemaFile = join(root, "slipway.schema.json");
export const suiteSchemaFile = join(root, "smoke-suite.schema.json");
export const analysisSchemaFile = join(root, "analysis.schema.json");
export const customChecksSchemaFile = join(root, "custom-checks.schema.json");
export const attestationsSchemaFile = join(root, "attestations.schema.json");

/** The file's text; a test compares it with what is committed. */
export function schemaText(): string {
  return `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`;
}

/** The same for analysis files. */
export function analysisSchemaText(): string {
  return `${JSON.stringify(analysisJsonSchema(), null, 2)}\n`;
}

/** The same for smoke suites. */
export function suiteSchemaText(): string {
  return `${JSON.stringify(suiteJsonSchema(), null, 2)}\n`;
}

/** The same for files of custom checks. */
export function customChecksSchemaText(): string {
  return `${JSON.stringify(customChecksJsonSchema(), null, 2)}\n`;
}

/** The same for attestations. */
export function attestationsSchemaText(): string {
  return `${JSON.stringify(attestationsJsonSchema(), null, 2)}\n`;
}

if (import.meta.main) {
  await writeFile(customChecksSchemaFile, customChecksSchemaText());
  await writeFile(attestationsSchemaFile, attestationsSchemaText());
  await writeFile(suiteSchemaFile, suiteSchemaText());
  await writeFile(schemaFile, schemaText());
  await writeFile(analysisSchemaFile, analysisSchemaText());
  console.log("Wrote the five *.schema.json files");
}
