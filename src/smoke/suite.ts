// What can a smoke suite say?

import { jsonpath } from "json-p3";
import { z } from "zod";
import { readDuration } from "../config/duration.ts";

/** Checked, complete and ready to be asked: defaults are merged in, durations are milliseconds. */
export interface Suite {
  readonly name: string;
  readonly file: string;
  /** Until when, counted from the start, a request that fails is asked again. */
  readonly deadlineMs: number;
  readonly requests: readonly SuiteRequest[];
}

export interface SuiteRequest {
  readonly name: string;
  readonly method: Method;
  /** A path on the target (`/health`), or the absolute URL of something else. */
  readonly location: { readonly kind: "path"; readonly path: string } | { readonly kind: "url"; readonly url: string };
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly expect: Expectation;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
  /** Whether a wrong answer is asked for again. A connection that never opened always is. */
  readonly retry: boolean;
  /** Where the suite file says it. */
  readonly line: number;
}

/** Each part that is present must hold; at least one part is present. */
export interface Expectation {
  /** `200`, `"2xx"`; one of them must fit. Empty: any status. */
  readonly status: readonly (number | string)[];
  /** By header name in lower case. */
  readonly headers: Readonly<Record<string, TextRule>>;
  readonly body: TextRule | undefined;
  /** By JSONPath (RFC 9535). */
  readonly json: Readonly<Record<string, JsonRule>>;
  /** The answer must be complete in less than this. */
  readonly timeMs: number | undefined;
}

/** Every given part must hold. */
export interface TextRule {
  readonly equals?: string | undefined;
  readonly contains?: readonly string[] | undefined;
  readonly matches?: string | undefined;
}

export interface JsonRule {
  readonly equals?: unknown;
  readonly contains?: string | undefined;
  readonly matches?: string | undefined;
  readonly exists?: boolean | undefined;
}

export type Method = (typeof methods)[number];
export const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Larger suites are load tests, and a slip of the hand must not flood a service. */
export const mostRequests = 200;

const duration = z.string().superRefine((text, context) => {
  const read = readDuration(text.replace(/^<\s*/, ""));
  if (typeof read !== "number") context.addIssue({ code: "custom", message: `${read.found}. ${read.advice}` });
  else if (read === 0) context.addIssue({ code: "custom", message: "must be longer than 0" });
});

const regularExpression = z.string().superRefine((text, context) => {
  try {
    new RegExp(text, "u");
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "not a regular expression" });
  }
});

const headerValues = z.record(z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "not a header name"), z.string());

const someText = z.string().min(1, "an empty text is in everything");
const textRule = z.strictObject({
  equals: z.string().optional(),
  contains: z.union([someText, z.array(someText).min(1)]).optional(),
  matches: regularExpression.optional(),
});

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const jsonRule = z.strictObject({
  equals: z.unknown().optional(),
  contains: someText.optional(),
  matches: regularExpression.optional(),
  exists: z.boolean().optional(),
});

const status = z.union([
  z.number().int().min(100).max(599),
  z.string().regex(/^[1-5]xx$/, "a range of status codes is written as 2xx"),
]);

const jsonRules = z.record(z.string(), z.union([scalar, jsonRule])).superRefine((rules, context) => {
  for (const path of Object.keys(rules)) {
    try {
      jsonpath.compile(path);
    } catch (error) {
      const why = error instanceof Error ? error.message : "";
      context.addIssue({ code: "custom", path: [path], message: `not a JSONPath such as $.status: ${why}` });
    }
  }
});

const expectation = z.strictObject({
  status: z.union([status, z.array(status).min(1)]).optional(),
  headers: z.record(z.string(), z.union([z.string(), textRule])).optional(),
  body: z.union([someText, textRule.extend({ json: jsonRules.optional() })]).optional(),
  time: duration.optional(),
});

const request = z
  .strictObject({
    name: z.string().min(1).optional(),
    method: z.enum(methods).optional(),
    path: z.string().startsWith("/", "a path starts with /").optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
    headers: headerValues.optional(),
    body: z.string().optional(),
    json: z.unknown().optional(),
    timeout: duration.optional(),
    retry: z.boolean().optional(),
    expect: expectation.optional(),
  })
  .superRefine((value, context) => {
    if ((value.path === undefined) === (value.url === undefined)) {
      context.addIssue({ code: "custom", message: "needs either path or url" });
    }
    if (value.body !== undefined && value.json !== undefined) {
      context.addIssue({ code: "custom", path: ["json"], message: "has a body already: give either body or json" });
    }
  });

/** The suite as its YAML file says it. */
export const suiteSchema = z.strictObject({
  name: z.string().min(1).optional(),
  deadline: duration.optional(),
  defaults: z
    .strictObject({
      headers: headerValues.optional(),
      timeout: duration.optional(),
      expect: expectation.optional(),
    })
    .optional(),
  requests: z.array(request).min(1, "a suite without requests proves nothing").max(mostRequests),
});

export type SuiteFile = z.infer<typeof suiteSchema>;
export type RequestInFile = SuiteFile["requests"][number];
export type ExpectationInFile = NonNullable<RequestInFile["expect"]>;
