import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  attestationsSchemaFile,
  attestationsSchemaText,
  customChecksSchemaFile,
  customChecksSchemaText,
  schemaFile,
  schemaText,
} from "../../../scripts/schema.ts";

it("is what slipway.schema.json says (npm run schema writes it anew)", () => {
  expect(readFileSync(schemaFile, "utf8")).toBe(schemaText());
});

it("describes each key, for the editors that show it", () => {
  const text = schemaText();
  expect(text).toContain('"Files, folders and globs with the Kubernetes objects."');
  expect(JSON.parse(text)).toMatchObject({ additionalProperties: false, required: ["services"] });
});

it.each([
  ["custom-checks.schema.json", customChecksSchemaFile, customChecksSchemaText],
  ["attestations.schema.json", attestationsSchemaFile, attestationsSchemaText],
])("is what %s says", (_name, file, textOf) => {
  expect(readFileSync(file, "utf8")).toBe(textOf());
});
