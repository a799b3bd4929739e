// What may stand in a file with checks of one's own?

import { z } from "zod";
import { severities } from "../check.ts";

const text = z.string().trim().min(1);
/** The limit keeps what one check can cost in view; the evaluation has limits of its own. */
const expression = text.max(4000);

const check = z.strictObject({
  id: z
    .string()
    .regex(/^custom\/[a-z0-9][a-z0-9-]*$/, "Write it as custom/name, with lower-case letters, digits and dashes.")
    .describe("What settings, waivers and reports name it by: custom/owner-label."),
  title: text.describe("What holds where the check passes, as a sentence."),
  severity: z.enum(severities).describe("How bad a finding is."),
  kinds: z
    .array(z.string().regex(/^[A-Z][A-Za-z0-9]*$/, "Write a kind as Kubernetes does: Deployment."))
    .min(1)
    .describe("The kinds of objects that are looked at; every manifest unless given.")
    .optional(),
  match: expression.describe("CEL: which of these objects are meant. All unless given.").optional(),
  expression: expression.describe("CEL over `object`: true where all is well."),
  message: text.describe("What is wrong where it is false, as a phrase.").optional(),
  "message-expression": expression.describe("CEL that makes the message, a text, out of `object`.").optional(),
  path: text.describe("The field that the finding points at: spec.replicas.").optional(),
  why: text.describe("What goes wrong in production."),
  fix: text.describe("What to do about it."),
  source: z.url().describe("Where the rule comes from.").optional(),
});

export type CustomCheck = z.output<typeof check>;

/** The whole file. The published JSON Schema is generated from this. */
export const customCheckFile = z
  .strictObject({ checks: z.array(check).min(1).max(500).describe("The checks.") })
  .describe("Checks of your own over Kubernetes objects, in CEL.");

/** The JSON Schema of the file as editors read it (`custom-checks.schema.json`). */
export function customChecksJsonSchema(): object {
  return { ...z.toJSONSchema(customCheckFile, { io: "input", target: "draft-2020-12" }), title: "custom checks" };
}
