// What does the action `admit` take, and what does it hand out?

import { z } from "zod";
import { admit } from "../chain/admit.ts";
import { flag, lines } from "../config/input.ts";
import { Failure } from "../report/failure.ts";
import type { Action } from "./action.ts";

const inputs = z.strictObject({
  environment: z.string(),
  production: flag().default(true),
  "production-refs": lines().default([]),
  "default-branch": z.string().default(""),
});

export const action: Action<z.infer<typeof inputs>> = {
  name: "admit",
  inputs,
  async main(given, job) {
    const admission = admit(
      { event: job.run.event, ref: job.run.ref, defaultBranch: given["default-branch"] },
      { environment: given.environment, production: given.production, productionRefs: given["production-refs"] },
    );
    if (admission.kind === "refused")
      return { outcome: "failed", outputs: {}, failure: new Failure(admission.failure) };
    job.log.info(`Admitted: ${admission.reason}.`);
    return { outcome: "succeeded", outputs: {} };
  },
};
