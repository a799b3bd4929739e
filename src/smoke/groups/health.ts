// Is the service alive, ready and started, by its own word?

import { z } from "zod";
import type { Group, GroupStep } from "./group.ts";

const path = z.string().startsWith("/", "a path starts with /");
const paths = z.union([path, z.array(path).min(1), z.literal(false)]);
const schema = z.strictObject({
  live: paths.optional().describe("/health/live unless given; false: not asked."),
  ready: paths.optional().describe("/health/ready unless given; false: not asked."),
  startup: paths.optional().describe("Not asked unless given."),
});

export const health: Group<z.infer<typeof schema>> = {
  description: "Live, ready and startup answer 200, and their bodies do not say otherwise.",
  schema,
  last: false,
  steps({ live = "/health/live", ready = "/health/ready", startup = false }) {
    return [...asked("is live", live), ...asked("has started", startup), ...asked("is ready", ready)];
  },
};

function asked(what: string, where: z.infer<typeof paths>): GroupStep[] {
  return (where === false ? [] : [where].flat()).map((one) => ({
    step: { name: `it ${what} (${one})`, path: one, expect: { status: 200, healthy: true } },
  }));
}
