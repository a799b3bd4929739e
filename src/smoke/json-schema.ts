// Does a document fit a JSON Schema?

import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parseYaml } from "../config/source.ts";
import { Failure, type Position } from "../report/failure.ts";

/** So many of the places that do not fit are told. */
const mostTold = 3;

/**
 * JSON Schema 2020-12 (and what older drafts have in common with it).
 *
 * @throws Failure for what is no JSON Schema
 */
export function compileJsonSchema(schema: object, name: string, at: Position): (document: unknown) => string[] {
  // Words that it does not know are left alone: OpenAPI adds its own.
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true, logger: false });
  // The module's default export is the function, whichever way the bundler hands it out.
  const add = addFormats as unknown as { default?: typeof addFormats } & typeof addFormats;
  ((add.default ?? add) as unknown as (target: Ajv2020) => void)(ajv);
  const { $schema: _draft, ...rest } = schema as { $schema?: unknown };
  let validate: ReturnType<Ajv2020["compile"]>;
  try {
    validate = ajv.compile(rest);
  } catch (cause) {
    throw new Failure({
      attempted: `reading the JSON Schema ${name}`,
      found: cause instanceof Error ? cause.message : String(cause),
      advice: "Correct the schema; it is read as JSON Schema 2020-12.",
      at,
      cause,
    });
  }
  return (document) => (validate(document) === true ? [] : told(validate.errors ?? [], name));
}

/** The schema of a file: JSON, or YAML. */
export function readJsonSchema(text: string, file: string, at: Position): object {
  const value = parseYaml(text, file)[0]?.value;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Failure({
    attempted: `reading the JSON Schema ${file}`,
    found: "it is no mapping",
    advice: "Write a JSON Schema.",
    at,
  });
}

function told(errors: readonly ErrorObject[], name: string): string[] {
  const more = errors.length > mostTold ? ` (and ${errors.length - mostTold} more)` : "";
  const sentences = errors
    .slice(0, mostTold)
    .map(
      ({ instancePath, message }) =>
        `${instancePath === "" ? "the document" : instancePath} ${message ?? "does not fit"}`,
    );
  return [`expected the body to fit ${name}: ${sentences.join("; ")}${more}`];
}
