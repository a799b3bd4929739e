// How is the published JSON Schema of slipway.yaml made?

import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { configurationJsonSchema } from "../src/config/schema.ts";

const root = resolve(import.meta.dirname, "..");

export const schemaFile = join(root, "slipway.schema.json");

/** The file's text; a test compares it with what is committed. */
export function schemaText(): string {
  return `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`;
}

if (import.meta.main) {
  await writeFile(schemaFile, schemaText());
  console.log(`Wrote ${schemaFile}`);
}
