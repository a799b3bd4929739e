// What can a step of a suite's file say?

import { z } from "zod";
import { authSchema } from "./auth/schema.ts";
import { parseCondition } from "./condition.ts";
import { expectationSchema, jsonPath, regularExpression, span } from "./expectation-schema.ts";
import { graceful } from "./groups/graceful-step.ts";
import { methods } from "./method.ts";
import type { Protocol } from "./protocol.ts";
import { protocols as others } from "./protocols/registry.ts";
import { mostSteps } from "./suite.ts";
import { withStandIns } from "./variables.ts";

/** What a step can speak besides HTTP. */
export const protocols: readonly Protocol[] = [...others, graceful];

export const name = z.string().min(1);
export const word = z.string().regex(/^[\w-]+$/, "Write letters, digits, - and _.");
/** What a placeholder can name. */
const variableName = z
  .string()
  .regex(/^[A-Za-z_][\w-]*$/, "A name begins with a letter and has letters, digits, - and _.");
export const scalar = z.union([z.string(), z.number(), z.boolean()]);
export const variables = z.record(variableName, scalar);
export const tags = z.array(word).min(1).describe("Words to select by (input `tags`).");

export const condition = z
  .string()
  .superRefine((text, context) => {
    const parsed = parseCondition(text);
    if (typeof parsed === "string") context.addIssue({ code: "custom", message: parsed });
  })
  .describe("Runs only where this holds: `{{ environment }} == production`, with ==, !=, in, not, and.");

export const headerValues = z.record(z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "not a header name"), z.string());
const auth = z.union([authSchema, z.literal("none")]);

const url = z.string().superRefine((text, context) => {
  const parsed = URL.parse(withStandIns(text));
  if (parsed?.protocol !== "http:" && parsed?.protocol !== "https:") {
    context.addIssue({ code: "custom", message: "not an http or https URL. Write a whole URL: https://host/path." });
  }
});

const capture = z.union([
  jsonPath.describe("A JSONPath."),
  z
    .strictObject({
      json: jsonPath.optional(),
      header: z.string().min(1).optional(),
      cookie: z.string().min(1).optional(),
      regex: regularExpression.optional().describe("Searched in the body: its first group, or all of it."),
      secret: z.boolean().optional().describe("Masked in the log, redacted in every file."),
    })
    .superRefine((value, context) => {
      const sources = [value.json, value.header, value.cookie, value.regex].filter((source) => source !== undefined);
      if (sources.length === 1) return;
      context.addIssue({ code: "custom", message: "it needs one source. Give json, header, cookie or regex." });
    }),
]);

const eventually = z.union([
  span,
  z.strictObject({
    within: span.describe("How long the step may take to hold."),
    pause: span.optional().describe("Before the second attempt; it doubles. 200ms unless given."),
    "longest-pause": span.optional().describe("5s unless given."),
    stable: z.int().min(1).max(100).optional().describe("So many answers in a row must fit."),
  }),
]);

const status = z.union([z.int(), z.string().min(1)]);
const stepShape = {
  name: name.optional().describe("As reports show it."),
  tags: tags.optional(),
  when: condition.optional(),
  method: z.enum(methods).optional().describe("GET unless given."),
  path: z
    .string()
    .regex(/^(?:\/|\{\{)/, "a path starts with /")
    .optional()
    .describe("On the target. A captured Location counts by its path."),
  url: url.optional().describe("Of something else than the target. Gets neither token nor auth."),
  query: z.record(z.string(), scalar).optional().describe("Joined to the path."),
  headers: headerValues.optional(),
  body: z.string().optional(),
  json: z.unknown().optional().describe("A body that is sent as JSON."),
  form: z.record(z.string(), scalar).optional().describe("A body that is sent as a form."),
  follow: z.int().min(1).max(20).optional().describe("Follows so many redirects; none unless given."),
  http: z.enum(["1.1", "2"]).optional().describe("The version of HTTP; 1.1 unless given."),
  connection: z.enum(["fresh"]).optional().describe("`fresh`: a connection of its own."),
  auth: auth.optional().describe("Instead of the suite's; `none` for no authorization at all."),
  timeout: span.optional().describe("For one attempt; 10s unless given."),
  retry: z
    .boolean()
    .optional()
    .describe("Whether a wrong answer is asked for again; not for POST and PATCH unless given."),
  eventually: eventually.optional().describe("How long the step may take to hold, instead of the suite's deadline."),
  repeat: z
    .strictObject({
      times: z.int().min(2).max(1000).describe("At most."),
      until: z.union([status, z.array(status).min(1)]).describe("Stops at this status."),
    })
    .optional()
    .describe("Sends the request again and again, and judges the last answer."),
  expect: expectationSchema.optional(),
  capture: z.record(variableName, capture).optional().describe("Values of the answer for later steps, as {{ name }}."),
  ...Object.fromEntries(
    protocols.map(({ name, schema, description }) => [
      name,
      (schema as z.ZodType<unknown>).optional().describe(description),
    ]),
  ),
};

type Written = Readonly<Record<string, unknown>>;

/** The keys of a step of which it has one. */
const askedBy: readonly string[] = ["path", "url", ...protocols.map((protocol) => protocol.name)];
const httpOnly = ["method", "query", "headers", "body", "json", "form", "follow", "http", "connection", "repeat"];

function checkStep(value: Written, context: z.core.$RefinementCtx): void {
  const asked = askedBy.filter((key) => value[key] !== undefined);
  if (asked.length !== 1) {
    const found = asked.length === 0 ? "it asks nothing" : `it asks two things: ${asked.join(" and ")}`;
    context.addIssue({
      code: "custom",
      input: value,
      message: `${found}. A step needs either path or url, or the key of a protocol.`,
    });
  }
  const bodies = ["body", "json", "form"].filter((key) => value[key] !== undefined);
  if (bodies.length > 1) {
    context.addIssue({
      code: "custom",
      input: value,
      path: [bodies[1] ?? ""],
      message: "has a body already: give either body, json or form",
    });
  }
  if (value.path !== undefined || value.url !== undefined) {
    checkHttpStatus(value.expect, context);
    return;
  }
  for (const key of httpOnly.filter((one) => value[one] !== undefined)) {
    context.addIssue({ code: "custom", input: value, path: [key], message: `"${key}" is for HTTP. Remove it.` });
  }
}

/** Codes below 100 are those of other protocols. */
function checkHttpStatus(expect: unknown, context: z.core.$RefinementCtx): void {
  const status: unknown = Reflect.get(Object(expect), "status");
  const wrong = [status].flat().find((one) => typeof one === "number" && one < 100);
  if (wrong === undefined) return;
  const message = `${wrong} is no status of HTTP. Write a code such as 200, a range such as 2xx or 200-204, or a list.`;
  context.addIssue({ code: "custom", input: expect, path: ["expect", "status"], message });
}

const step = z.strictObject(stepShape).superRefine((value, context) => checkStep(value, context));
const stage = z
  .strictObject({
    ...stepShape,
    parallel: z.array(step).min(2).max(50).optional().describe("Steps that run side by side."),
  })
  .superRefine((value, context) => {
    if (value.parallel === undefined) return checkStep(value, context);
    const others = Object.keys(value).filter((key) => key !== "parallel");
    if (others.length === 0) return;
    context.addIssue({
      code: "custom",
      path: [others[0] ?? ""],
      message: `"${others[0]}" cannot stand beside parallel. Write it into the steps of the group.`,
    });
  });
export const stages = z.array(stage).max(mostSteps);

export type StepInFile = z.infer<typeof step>;
export type StageInFile = z.infer<typeof stage>;
