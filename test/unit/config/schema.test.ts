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
import { action } from "../../../src/actions/validate-production.ts";
import { observationInputs } from "../../../src/actions/validation-observations.ts";
import { configurationJsonSchema } from "../../../src/config/schema.ts";
import { allowedKeys } from "../../../src/config/shape.ts";

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

it("takes in the section validate what the action takes and asks by, and no secret", () => {
  const { properties } = schemaOf(configurationJsonSchema());
  const section = properties.environments?.additionalProperties?.properties?.validate?.properties ?? {};
  const inputs = allowedKeys(action.inputs);
  const keys = Object.keys(section);
  expect(keys.filter((key) => !inputs.includes(key))).toEqual([]);
  // Secrets, and what belongs to one run.
  expect(Object.keys(observationInputs).filter((key) => !keys.includes(key))).toEqual([
    ...["endpoint-token", "expired-token", "version", "prometheus-token", "alertmanager-token", "github-token"],
    ...["database-url", "restore-from", "restore-with", "restore-url"],
  ]);
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
}

function schemaOf(value: object): { readonly properties: Readonly<Record<string, Schema>> } {
  return { properties: (value as Schema).properties ?? {} };
}
