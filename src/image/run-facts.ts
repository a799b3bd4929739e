// What does the event that started the workflow say about the source?

import { readFileSync } from "node:fs";
import { z } from "zod";

/** Empty strings for what nobody knows. */
export interface RunFacts {
  /** `push`, `pull_request`, `schedule`, … */
  readonly event: string;
  /** `refs/heads/main`, `refs/tags/v1.4.2`, `refs/pull/12/merge`. */
  readonly ref: string;
  readonly defaultBranch: string;
  readonly pullRequest: string;
  /** SPDX: `Apache-2.0`. */
  readonly licence: string;
  readonly description: string;
}

// https://docs.github.com/webhooks/webhook-events-and-payloads
const eventSchema = z.object({
  pull_request: z.object({ number: z.number() }).optional(),
  repository: z
    .object({
      default_branch: z.string().nullish(),
      description: z.string().nullish(),
      license: z.object({ spdx_id: z.string().nullish() }).nullish(),
    })
    .optional(),
});

/** Reads the runner's variables and the event's file. An event that cannot be read says nothing. */
export function readRunFacts(env: NodeJS.ProcessEnv): RunFacts {
  const { repository, pull_request: pullRequest } = readEvent(env.GITHUB_EVENT_PATH);
  const ref = env.GITHUB_REF ?? "";
  const licence = repository?.license?.spdx_id ?? "";
  return {
    event: env.GITHUB_EVENT_NAME ?? "",
    ref,
    defaultBranch: repository?.default_branch ?? "",
    pullRequest: String(pullRequest?.number ?? /^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? ""),
    // What GitHub says where it cannot tell.
    licence: licence === "NOASSERTION" ? "" : licence,
    description: repository?.description ?? "",
  };
}

function readEvent(file: string | undefined): z.infer<typeof eventSchema> {
  if (!file) return {};
  try {
    return eventSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? {};
  } catch {
    return {};
  }
}
