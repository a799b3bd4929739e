// What can a smoke suite's file say?

import { z } from "zod";
import { authSchema } from "./auth/schema.ts";
import { expectationSchema, span } from "./expectation-schema.ts";
import { groupNames, groupShape } from "./groups/registry.ts";
import { condition, headerValues, name, scalar, stages, tags, variables, word } from "./step-schema.ts";

const journey = z.strictObject({
  name,
  tags: tags.optional(),
  needs: z
    .union([name, z.array(name).min(1)])
    .optional()
    .describe("Journeys that must have passed before."),
  when: condition.optional(),
  "for-each": word.optional().describe("Runs once for each row of this data table, with {{ row.<column> }}."),
  "keep-going": z.boolean().optional().describe("Whether steps after a failed one are still asked."),
  setup: stages.min(1).optional(),
  steps: stages.min(1, "a journey without steps proves nothing"),
  cleanup: stages.min(1).optional().describe("Runs whatever happened before."),
});

const row = z.record(word, z.union([scalar, z.null()]));
export const dataSchema = z.union([
  z.array(row).min(1, "a table without rows proves nothing"),
  z.strictObject({
    file: z.string().min(1).describe("CSV with a heading, or YAML or JSON with a list, beside the suite."),
  }),
]);

/** What is read before variables are put in. */
export const headSchema = z.looseObject({
  variables: variables.optional(),
  environments: z.record(word, z.strictObject({ variables: variables.optional() })).optional(),
  data: z.record(word, dataSchema).optional(),
});

/** The suite as its YAML file says it. */
export const suiteSchema = z
  .strictObject({
    name: name.optional().describe("The file's name unless given."),
    deadline: span
      .optional()
      .describe("Until when, counted from the start, a step that fails is asked again. 60s unless given."),
    concurrency: z.int().min(1).max(20).optional().describe("So many journeys run side by side; 4 unless given."),
    flapping: z
      .enum(["warn", "fail"])
      .optional()
      .describe("What a step counts as that passed, failed and passed again; `warn` (passed) unless given."),
    variables: variables
      .optional()
      .describe("What {{ name }} stands for; an environment and the input `variables` win."),
    environments: z
      .record(word, z.strictObject({ variables: variables.optional() }))
      .optional()
      .describe("What is different in one environment (input `environment`)."),
    data: z.record(word, dataSchema).optional().describe("Tables for `for-each`."),
    auth: authSchema.optional().describe("How requests to the target say who asks."),
    defaults: z
      .strictObject({
        headers: headerValues.optional(),
        timeout: span.optional(),
        follow: z.int().min(1).max(20).optional(),
        expect: expectationSchema.optional(),
      })
      .optional()
      .describe("For every HTTP step."),
    groups: z
      .array(z.union([z.enum(groupNames), z.strictObject(groupShape)]))
      .min(1)
      .optional()
      .describe("Ready-made journeys, by a word or with options."),
    setup: stages.min(1).optional().describe("Before all journeys. Where it fails, no journey runs."),
    requests: stages
      .min(1, "a suite without requests proves nothing")
      .optional()
      .describe("Short for one journey whose steps do not build on each other."),
    journeys: z.array(journey).min(1, "a suite without journeys proves nothing").optional(),
    cleanup: stages.min(1).optional().describe("After all journeys, whatever happened."),
  })
  .superRefine((value, context) => {
    if (value.requests ?? value.journeys ?? value.groups) return;
    context.addIssue({
      code: "custom",
      message: "it asks nothing, so it would pass whatever the service does. Give requests, journeys or groups.",
    });
  });

export type SuiteFile = z.infer<typeof suiteSchema>;

/** The JSON Schema of the file as editors read it (`smoke-suite.schema.json`). */
export function suiteJsonSchema(): object {
  const schema = z.toJSONSchema(suiteSchema, {
    io: "input",
    target: "draft-2020-12",
    unrepresentable: "any",
    reused: "ref",
  });
  return { ...schema, title: "smoke suite" };
}
