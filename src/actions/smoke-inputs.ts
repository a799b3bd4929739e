// What do the inputs of a release say about the smoke suite that it has to pass?

import { z } from "zod";
import { duration, keyValues, lines, words } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import { loadHost } from "../smoke/load/load-hosts.ts";
import type { ReleaseSuite } from "../smoke/release-suite.ts";

/** `load-hosts` of smoke-test, `smoke-load-hosts` of a release. */
export const loadHosts = lines().pipe(z.array(loadHost())).default([]);

/** The inputs of smoke-test, under names of their own. */
export const releaseSmokeInputs = {
  smoke: z.string().optional(),
  "smoke-environment": z.string().optional(),
  "smoke-tags": words().default([]),
  "smoke-variables": keyValues().default({}),
  "smoke-secrets": keyValues().default({}),
  "smoke-token": z.string().optional(),
  "smoke-deadline": duration().optional(),
  "smoke-port": z.string().optional(),
  "smoke-load-hosts": loadHosts,
};

const schema = z.object(releaseSmokeInputs);
export type ReleaseSmokeInputs = z.infer<typeof schema>;

/** None where no suite is given. Its secrets are masked from here on. */
export function releaseSuiteOf(given: ReleaseSmokeInputs, job: Pick<Job, "mask">): ReleaseSuite | undefined {
  const secrets = given["smoke-secrets"];
  const token = given["smoke-token"];
  for (const secret of [token ?? "", ...Object.values(secrets)]) job.mask(secret);
  if (given.smoke === undefined) return undefined;
  return {
    file: given.smoke,
    environment: given["smoke-environment"],
    tags: given["smoke-tags"],
    variables: given["smoke-variables"],
    secrets,
    token,
    deadlineMs: given["smoke-deadline"],
    port: given["smoke-port"],
    loadHosts: given["smoke-load-hosts"],
  };
}
