// What does the action `verify` take, and what does it hand out?

import { z } from "zod";
import { verify } from "../chain/verify.ts";
import { durationText } from "../config/duration.ts";
import type { Action } from "./action.ts";

const inputs = z.strictObject({
  file: z.string(),
  arguments: z.string().default(""),
  environment: z.string().default(""),
  url: z.string().default(""),
  digest: z.string().default(""),
  token: z.string().default(""),
});

export const action: Action<z.infer<typeof inputs>> = {
  name: "verify",
  inputs,
  async main(given, job) {
    job.mask(given.token);
    const result = await verify(
      { ...given, arguments: given.arguments.split(/\r?\n/).filter((line) => line !== "") },
      { workspace: job.run.workspace, env: job.env, log: job.log, signal: job.signal },
    );
    const outputs = {};
    if (result.failure !== undefined) return { outcome: "failed", outputs, failure: result.failure };
    const summary = `${given.file} verified the environment in ${durationText(result.durationMs)}`;
    job.log.info(`${summary}.`);
    return { outcome: "succeeded", outputs };
  },
};
