// Does an object fit the schema that its API publishes?

import { nearestWord, type Path } from "../../config/shape.ts";
import type { KubeObject } from "../../kube/object.ts";

/** The part of a schema of OpenAPI 3 that Kubernetes uses. https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3 */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-group-version-kind"?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** What one group and version serves. */
export interface ApiSchemas {
  readonly kinds: ReadonlyMap<string, Schema>;
  /** What `$ref` names: `#/components/schemas/io.k8s.api.core.v1.Container`. */
  readonly named: Readonly<Record<string, Schema>>;
  /**
   * Whether a default fills in a field that is required, as for kinds of a CustomResourceDefinition. Kubernetes' own
   * schemas show only the empty value of Go's type there: `containerPort` has the default 0, and is required.
   */
  readonly fillsDefaults: boolean;
}

export interface SchemaProblem {
  readonly kind: "unknown-field" | "wrong-type" | "missing-field";
  readonly path: Path;
  /** Never shows a value: it may be a Secret's. */
  readonly evidence: string;
}

const referencePrefix = "#/components/schemas/";
/** Who reads more than these of one object? */
const most = 50;

/** The first problems of an object, at most 50. Its time grows with the object's size. */
export function judgeBySchema(
  object: KubeObject,
  schema: Schema,
  { named, fillsDefaults }: ApiSchemas,
): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  walk(object, schema, [], { named, fillsDefaults, problems });
  return problems.slice(0, most);
}

/** Schemas of the versions that a CustomResourceDefinition among the manifests brings, by apiVersion. */
export function schemasOfDefinition(definition: KubeObject): [apiVersion: string, schemas: ApiSchemas][] {
  const spec = (definition.spec ?? {}) as {
    group?: string;
    names?: { kind?: string };
    versions?: readonly { name?: string; served?: boolean; schema?: { openAPIV3Schema?: Schema } }[];
  };
  return (spec.versions ?? []).flatMap(({ name, served, schema }) =>
    served === false || spec.names?.kind === undefined
      ? []
      : [
          [
            `${spec.group}/${name}`,
            {
              kinds: new Map([[spec.names.kind, withObjectFields(schema?.openAPIV3Schema ?? {})]]),
              named: {},
              fillsDefaults: true,
            },
          ] as [string, ApiSchemas],
        ],
  );
}

interface Walk {
  readonly named: ApiSchemas["named"];
  readonly fillsDefaults: boolean;
  readonly problems: SchemaProblem[];
}

function walk(value: unknown, given: Schema, path: Path, context: Walk): void {
  if (context.problems.length >= most) return;
  const schema = resolve(given, context.named);
  // Kubernetes reads null as a field that is not there.
  if (value === null || value === undefined) return;
  const wrong = typeTrouble(value, schema) ?? valueTrouble(value, schema) ?? choiceTrouble(value, schema, context);
  if (wrong !== undefined) {
    context.problems.push({ kind: "wrong-type", path, evidence: wrong });
    return;
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return;
    for (const [index, item] of value.entries()) walk(item, items, [...path, index], context);
    return;
  }
  if (typeof value === "object") walkFields(value as Record<string, unknown>, schema, path, context);
}

function walkFields(value: Record<string, unknown>, schema: Schema, path: Path, context: Walk): void {
  const { properties = {}, additionalProperties } = schema;
  context.problems.push(...missingFields(value, schema, path, context));
  const isOpen =
    schema.properties === undefined ||
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    additionalProperties === true;
  for (const [name, field] of Object.entries(value)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const below = own ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
    if (below !== undefined) walk(field, below, [...path, name], context);
    else if (!isOpen && field !== undefined) context.problems.push(unknownField(name, properties, path));
  }
}

function missingFields(
  value: Record<string, unknown>,
  schema: Schema,
  path: Path,
  { fillsDefaults }: Walk,
): SchemaProblem[] {
  const isFilled = (field: Schema | undefined): boolean => fillsDefaults && field?.default !== undefined;
  const { required = [], properties = {} } = schema;
  return required
    .filter((name) => (value[name] ?? undefined) === undefined && !isFilled(properties[name]))
    .map((name) => ({ kind: "missing-field", path, evidence: `${pathName(path)} has no ${name}` }));
}

function unknownField(name: string, properties: Readonly<Record<string, Schema>>, path: Path): SchemaProblem {
  const nearest = nearestWord(name, Object.keys(properties));
  const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  const evidence = `${pathName(path)} has no field ${JSON.stringify(name)}${hint}`;
  return { kind: "unknown-field", path: [...path, name], evidence };
}

function resolve(schema: Schema, named: ApiSchemas["named"]): Schema {
  const [only, ...more] = schema.allOf ?? [];
  const name = schema.$ref ?? (only !== undefined && more.length === 0 ? only.$ref : undefined);
  if (name === undefined) return schema;
  return named[name.slice(referencePrefix.length)] ?? {};
}

interface JsonType {
  fits(value: unknown): boolean;
  readonly words: string;
}

const jsonTypes: Readonly<Record<string, JsonType>> = {
  string: { fits: (value) => typeof value === "string", words: "a text is expected: put it in quotes" },
  boolean: { fits: (value) => typeof value === "boolean", words: "true or false is expected" },
  integer: { fits: Number.isInteger, words: "a whole number is expected" },
  number: { fits: (value) => typeof value === "number", words: "a number is expected" },
  array: { fits: Array.isArray, words: "a list is expected" },
  object: { fits: (value) => typeof value === "object" && !Array.isArray(value), words: "a mapping is expected" },
};
const intOrString: JsonType = {
  fits: (value) => typeof value === "string" || Number.isInteger(value),
  words: "a whole number or a text is expected",
};

function typeTrouble(value: unknown, schema: Schema): string | undefined {
  const isEither = schema["x-kubernetes-int-or-string"] === true || schema.format === "int-or-string";
  const type = isEither ? intOrString : jsonTypes[schema.type ?? ""];
  if (type !== undefined && !type.fits(value)) return `it is ${typeName(value)} where ${type.words}`;
  return typeof value === "number" ? rangeTrouble(value, schema) : undefined;
}

function rangeTrouble(value: number, { format }: Schema): string | undefined {
  const isSmall = Math.abs(value) < 2 ** 31;
  return format === "int32" && !isSmall ? "it does not fit into 32 bits" : undefined;
}

function valueTrouble(value: unknown, schema: Schema): string | undefined {
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    const words = schema.enum.map(String);
    const nearest = typeof value === "string" ? nearestWord(value, words) : undefined;
    return `it is none of ${words.join(", ")}${nearest === undefined ? "" : `; did you mean ${nearest}?`}`;
  }
  if (typeof value === "number") return numberTrouble(value, schema);
  if (typeof value === "string") return textTrouble(value, schema);
  if (!Array.isArray(value)) return undefined;
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  return value.length < minItems || value.length > maxItems ? `it has ${value.length} items` : undefined;
}

function numberTrouble(value: number, { minimum, maximum }: Schema): string | undefined {
  if (minimum !== undefined && value < minimum) return `it is below ${minimum}`;
  return maximum !== undefined && value > maximum ? `it is above ${maximum}` : undefined;
}

function textTrouble(value: string, { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: Schema) {
  if (value.length < minLength || value.length > maxLength) return `it has ${value.length} characters`;
  return pattern !== undefined && !fits(value, pattern) ? `it does not fit ${pattern}` : undefined;
}

/** A pattern of Go's syntax that JavaScript does not read is left to the server, and so is a long text. */
function fits(value: string, pattern: string): boolean {
  if (value.length > 1000) return true;
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}

/** `oneOf` and `anyOf`: at least one of the branches must take the value. Their properties are declared beside them. */
function choiceTrouble(value: unknown, { oneOf, anyOf }: Schema, context: Walk): string | undefined {
  for (const branches of [oneOf, anyOf]) {
    if (branches === undefined || branches.length === 0) continue;
    const takes = (branch: Schema): boolean => {
      const problems: SchemaProblem[] = [];
      walk(value, { ...branch, "x-kubernetes-preserve-unknown-fields": true }, [], { ...context, problems });
      return problems.every(({ kind }) => kind === "unknown-field");
    };
    if (!branches.some(takes)) return "it fits none of the forms that are allowed";
  }
  return undefined;
}

function withObjectFields(schema: Schema): Schema {
  const own = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata: { type: "object" } };
  return { ...schema, properties: { ...schema.properties, ...own } };
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  const names: Record<string, string> = { string: "a text", boolean: "true or false", number: "a number" };
  return names[typeof value] ?? "a mapping";
}

function pathName(path: Path): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
  return text === "" ? "the object" : text.slice(1);
}
