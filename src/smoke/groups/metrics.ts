// Can Prometheus read the service?

import { z } from "zod";
import type { Group } from "./group.ts";

const schema = z.strictObject({
  path: z.string().startsWith("/", "a path starts with /").optional().describe("/metrics unless given."),
  series: z.array(z.string().min(1)).min(1).optional().describe("Names that must be there."),
});

export const metrics: Group<z.infer<typeof schema>> = {
  description: "The metrics are Prometheus text that parses, with the named series in it.",
  schema,
  last: false,
  steps({ path = "/metrics", series }) {
    const name = `Prometheus can read it (${path})`;
    return [{ step: { name, path, expect: { status: 200, series: series ?? [] } } }];
  },
};
