// What can a suite expect of an answer?

import { jsonpath } from "json-p3";
import { z } from "zod";
import { readDuration } from "../config/duration.ts";
import { withStandIns } from "./variables.ts";

/** `500ms`, also as `< 500ms`. */
export const span = z.string().superRefine((text, context) => {
  const read = readDuration(text.replace(/^<\s*/, ""));
  if (typeof read !== "number") context.addIssue({ code: "custom", message: `${read.found}. ${read.advice}` });
  else if (read === 0) context.addIssue({ code: "custom", message: "must be longer than 0" });
});

export const regularExpression = z.string().superRefine((text, context) => {
  try {
    new RegExp(withStandIns(text), "u");
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "not a regular expression" });
  }
});

export const jsonPath = z.string().superRefine((path, context) => {
  const why = whyNoJsonPath(path);
  if (why !== undefined) context.addIssue({ code: "custom", message: why });
});

const someText = z.string().min(1, "an empty text is in everything");

const textRuleShape = {
  equals: z.string().optional().describe("The whole text."),
  not: z.string().optional().describe("What the whole text must not be."),
  contains: z
    .union([someText, z.array(someText).min(1)])
    .optional()
    .describe("One part, or several that must all be there."),
  matches: regularExpression.optional().describe("A regular expression (JavaScript, with the flag u)."),
};
const headerRule = z.strictObject({
  ...textRuleShape,
  exists: z.boolean().optional().describe("Whether it is there."),
});

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const amount = z.strictObject({
  equals: z.number().optional(),
  "at-least": z.number().optional(),
  "at-most": z.number().optional(),
});
const jsonRule = z.strictObject({
  equals: z.unknown().optional(),
  not: z.unknown().optional(),
  contains: z.unknown().optional().describe("A part of a text, or a member of a list."),
  matches: regularExpression.optional(),
  exists: z.boolean().optional(),
  "one-of": z.array(z.unknown()).min(1).optional(),
  "greater-than": z.number().optional(),
  "at-least": z.number().optional(),
  "less-than": z.number().optional(),
  "at-most": z.number().optional(),
  type: z.enum(["string", "number", "integer", "boolean", "object", "array", "null"]).optional(),
  length: z
    .union([z.int().min(0), amount])
    .optional()
    .describe("Of a text or a list."),
  count: z
    .union([z.int().min(0), amount])
    .optional()
    .describe("How many nodes the path selects."),
});

const status = z.union([
  z.int().min(100).max(599),
  z.string().regex(/^(?:[1-5]xx|[1-5]\d\d-[1-5]\d\d)$/, "a range of status codes is written as 2xx or 200-204"),
]);
/** Of gRPC and of commands, status codes begin at 0. */
const anyStatus = z.union([status, z.int().min(0).max(255)]);

const jsonRules = z.record(z.string(), z.union([scalar, jsonRule])).superRefine((rules, context) => {
  for (const path of Object.keys(rules)) {
    const why = whyNoJsonPath(path);
    if (why !== undefined) context.addIssue({ code: "custom", path: [path], message: why });
  }
});

const cookieRule = z.strictObject({
  ...textRuleShape,
  exists: z.boolean().optional(),
  secure: z.boolean().optional(),
  "http-only": z.boolean().optional(),
  "same-site": z.enum(["strict", "lax", "none"]).optional(),
  path: z.string().optional(),
  domain: z.string().optional(),
});

const body = z.strictObject({
  ...textRuleShape,
  json: jsonRules.optional().describe("Rules by JSONPath (RFC 9535): a value, or operators."),
  schema: z
    .union([z.string().min(1), z.record(z.string(), z.unknown())])
    .optional()
    .describe("A JSON Schema: a file beside the suite, or written here."),
  size: z
    .union([z.int().min(0), amount])
    .optional()
    .describe("In bytes, after the content coding was taken off."),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$|\{\{/, "64 hexadecimal digits")
    .optional()
    .describe("Of the body's bytes."),
});

const tls = z.strictObject({
  "days-left": z.int().min(0).optional().describe("At least so many days until the certificate expires."),
  version: z.enum(["TLSv1.2", "TLSv1.3"]).optional().describe("The lowest version that counts."),
  names: z.array(z.string().min(1)).min(1).optional().describe("Names that the certificate must be for."),
});

const redirects = z.union([
  z.int().min(0),
  z.strictObject({
    count: z.int().min(0).optional(),
    to: z
      .union([z.string().min(1), z.strictObject(textRuleShape)])
      .optional()
      .describe("The URL that answered in the end."),
  }),
]);

const version = z.union([
  z.string().min(1),
  z.strictObject({
    equals: z.string().min(1),
    header: z.string().min(1).optional().describe("Where the answer says it; X-Deployment-Version unless given."),
    json: jsonPath.optional().describe("Where the answer's body says it."),
    digest: z.boolean().optional().describe("Whether the pod that answered is asked for its image digest instead."),
  }),
]);

export const expectationSchema = z.strictObject({
  status: z
    .union([anyStatus, z.array(anyStatus).min(1)])
    .optional()
    .describe("A code, a range (2xx, 200-204) or a list of them."),
  headers: z
    .record(z.string(), z.union([z.string(), headerRule]))
    .optional()
    .describe("By header name."),
  cookies: z
    .record(z.string(), z.union([z.string(), cookieRule]))
    .optional()
    .describe("Cookies that the answer sets, by name."),
  body: z.union([someText, body]).optional().describe("A text that is in the body, or rules."),
  time: span.optional().describe("The answer is complete in less than this."),
  "first-byte": span.optional().describe("The answer begins in less than this."),
  tls: tls.optional().describe("Of the connection that answered."),
  redirects: redirects.optional().describe("How many were followed (see `follow`), and where they led."),
  version: version
    .optional()
    .describe(
      "The version that answered: usually {{ expected }}. A digest (sha256:…) is compared with the pod's image.",
    ),
  healthy: z.literal(true).optional().describe("The body does not say unhealthy, down, degraded or failed anywhere."),
  problem: z.literal(true).optional().describe("A JSON problem document (RFC 9457) without a stack trace."),
  series: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("The body is Prometheus text that parses, with these series in it."),
});

export type ExpectationInFile = z.infer<typeof expectationSchema>;
export type JsonRuleInFile = z.infer<typeof jsonRule>;

function whyNoJsonPath(path: string): string | undefined {
  try {
    jsonpath.compile(withStandIns(path));
    return undefined;
  } catch (error) {
    return `not a JSONPath such as $.status: ${error instanceof Error ? error.message : ""}`;
  }
}
