// Is somebody who asks too much told so?

import { z } from "zod";
import type { Group } from "./group.ts";

const schema = z.strictObject({
  path: z.string().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
  budget: z.int().min(1).max(999).describe("So many requests are free; one more gets 429."),
});

export const rateLimit: Group<z.infer<typeof schema>> = {
  description: "One request more than the budget gets 429.",
  schema,
  last: true,
  steps({ path = "/", budget }) {
    return [
      { step: { name: `it answers within the budget (${path})`, path, expect: { status: ["2xx", "3xx"] } } },
      {
        step: {
          name: `it says 429 after at most ${budget} requests (${path})`,
          path,
          retry: false,
          repeat: { times: budget + 1, until: 429 },
          expect: { status: 429 },
        },
      },
    ];
  },
};
