// Which inputs say how production readiness is judged, for all actions that judge it?

import { z } from "zod";
import { lines } from "../config/input.ts";
import { profileNames } from "../validation/profiles/names.ts";

/** What a release takes of them: a checklist asks for more than a release can look at. */
export const releaseRulesInputs = {
  unknown: z.enum(["fail", "report"]).optional(),
  relax: lines().default([]),
  checks: z.string().optional(),
  "custom-checks": lines().default([]),
  waivers: z.string().optional(),
  baseline: z.string().optional(),
};

/** Spread into the `z.object` of an action; src/validation/load-rules.ts reads what they name. */
export const rulesInputs = {
  profile: z.enum(profileNames).optional(),
  ...releaseRulesInputs,
  attestations: z.string().optional(),
};
