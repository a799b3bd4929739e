// Are mistakes of the caller told in a way that a program can read?

import { z } from "zod";
import { methods } from "../method.ts";
import type { Group } from "./group.ts";

const path = z.string().startsWith("/", "a path starts with /");
const schema = z.strictObject({
  missing: path.optional().describe("A path that is not there; /slipway/no/such/path unless given."),
  bad: z
    .strictObject({
      method: z.enum(methods).optional(),
      path,
      body: z.string().optional(),
      json: z.unknown().optional(),
    })
    .optional()
    .describe("A request that the service must refuse with 400; a POST unless given."),
});

export const errors: Group<z.infer<typeof schema>> = {
  description: "404 and 400 are JSON problem documents without stack traces.",
  schema,
  last: false,
  steps({ missing = "/slipway/no/such/path", bad }) {
    const absent = {
      name: `404 is a problem document (${missing})`,
      path: missing,
      expect: { status: 404, problem: true as const },
    };
    if (bad === undefined) return [{ step: absent }];
    const { method = "POST", ...rest } = bad;
    const expect = { status: [400, 422], problem: true as const };
    return [{ step: absent }, { step: { name: `400 is a problem document (${bad.path})`, method, ...rest, expect } }];
  },
};
