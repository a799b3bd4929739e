// Does each manifest fit the schema of the cluster that it goes to?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen, Subject } from "../subject.ts";
import { type ApiSchemas, judgeBySchema, type Schema, type SchemaProblem, schemasOfDefinition } from "./schema.ts";

const source = "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation";

export const unknownFields: Check = {
  id: "objects/unknown-fields",
  severity: "high",
  title: "Every field of a manifest is one that the API has",
  why: "A field that is misspelt, or stands one level too high, is dropped in silence: the probe, the limit or the policy that it was to set does not exist.",
  source,
  recommendation: "Correct the name, or move the field to where it belongs (`kubectl explain`).",
  run: (subject) => judgeEach(subject, "unknown-field"),
};

export const fieldTypes: Check = {
  id: "objects/field-types",
  severity: "critical",
  title: "Every field of a manifest has the type and a value that the API takes",
  why: "The API server refuses the object: a port in quotes, a number for an environment variable, a word that no enumeration has.",
  source,
  recommendation:
    "Write the value as the evidence says; numbers and true or false that are meant as texts need quotes.",
  run: (subject) => judgeEach(subject, "wrong-type"),
};

export const requiredFields: Check = {
  id: "objects/required-fields",
  severity: "critical",
  title: "No manifest leaves out a field that the API asks for",
  why: "The API server refuses the object, in the middle of the release.",
  source,
  recommendation: "Add the field (`kubectl explain`).",
  run: (subject) => judgeEach(subject, "missing-field"),
};

const judged = new WeakMap<Subject, { seen: Seen; problems: SchemaProblem[] }[] | { reason: string }>();

/** The walk is the same for the three checks, and is made once. */
function judgeEach(subject: Subject, kind: SchemaProblem["kind"]): ReturnType<Check["run"]> {
  const { objects } = subject.observed;
  if (objects?.kind === "unknown") return objects;
  const found = judged.get(subject) ?? judgeAll(subject);
  judged.set(subject, found);
  if ("reason" in found) return { kind: "unknown", reason: found.reason };
  const byObject = new Map(found.map(({ seen, problems }) => [seen, problems]));
  const complaints = (seen: Seen): Complaint[] =>
    (byObject.get(seen) ?? [])
      .filter((problem) => problem.kind === kind)
      .map(({ evidence, path }) => ({ evidence, path }));
  const examination = eachObject([...byObject.keys()], complaints, "no manifest is of a kind whose schema is known");
  if (examination.kind !== "not-applicable" || objects !== undefined) return examination;
  return { kind: "not-applicable", reason: "no cluster was asked for its schemas", notAsked: true };
}

function judgeAll(subject: Subject): { seen: Seen; problems: SchemaProblem[] }[] | { reason: string } {
  const own = new Map(
    subject.written
      .filter(({ object }) => object.kind === "CustomResourceDefinition")
      .flatMap(({ object }) => schemasOfDefinition(object)),
  );
  const results: { seen: Seen; problems: SchemaProblem[] }[] = [];
  for (const seen of subject.written) {
    const found = schemaOf(subject, seen, own);
    if (found === undefined) continue;
    if ("reason" in found) return found;
    results.push({ seen, problems: judgeBySchema(seen.object, found.schema, found.schemas) });
  }
  return results;
}

/** A kind that is not served is objects/known-kinds' affair. */
function schemaOf(
  { observed }: Subject,
  { object }: Seen,
  own: ReadonlyMap<string, ApiSchemas>,
): { schema: Schema; schemas: ApiSchemas } | { reason: string } | undefined {
  const answer = observed.objects?.kind === "seen" ? observed.objects.value.schemas.get(object.apiVersion) : undefined;
  if (answer?.kind === "unreadable") return { reason: answer.reason };
  // A definition among the manifests is what the cluster will know after the release.
  const defined = own.get(object.apiVersion);
  const schemas = defined?.kinds.has(object.kind) ? defined : answer?.kind === "read" ? answer.schemas : undefined;
  const schema = schemas?.kinds.get(object.kind);
  return schema === undefined || schemas === undefined ? undefined : { schema, schemas };
}
