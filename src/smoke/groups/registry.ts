// Which ready-made groups are there?

import type { z } from "zod";
import { authGroup } from "./auth.ts";
import { cors } from "./cors.ts";
import { errors } from "./errors.ts";
import { gracefulGroup } from "./graceful.ts";
import type { Group } from "./group.ts";
import { health } from "./health.ts";
import { metrics } from "./metrics.ts";
import { rateLimit } from "./rate-limit.ts";
import { securityHeaders } from "./security-headers.ts";

const groups = {
  health,
  auth: authGroup,
  cors,
  "security-headers": securityHeaders,
  "rate-limit": rateLimit,
  metrics,
  errors,
  graceful: gracefulGroup,
} as const;

export type GroupName = keyof typeof groups;

export const groupNames = Object.keys(groups) as [GroupName, ...GroupName[]];

/** For the suite's schema: each group by its name, with its options. */
export const groupShape = {
  health: health.schema.optional().describe(health.description),
  auth: authGroup.schema.optional().describe(authGroup.description),
  cors: cors.schema.optional().describe(cors.description),
  "security-headers": securityHeaders.schema.optional().describe(securityHeaders.description),
  "rate-limit": rateLimit.schema.optional().describe(rateLimit.description),
  metrics: metrics.schema.optional().describe(metrics.description),
  errors: errors.schema.optional().describe(errors.description),
  graceful: gracefulGroup.schema.optional().describe(gracefulGroup.description),
} satisfies Record<GroupName, z.ZodType>;

export function groupOf(name: GroupName): Group<unknown> {
  return groups[name] as unknown as Group<unknown>;
}
