// Who is asked for the order of two commits?

import type { Job } from "../github/job.ts";
import { runCommand } from "../github/run-command.ts";
import type { History } from "../release/ancestry.ts";

/** The git repository of the workspace and, where that cannot tell, GitHub. Its client is loaded only then. */
export function historyOf(token: string, job: Job): History {
  job.mask(token);
  return {
    directory: job.run.workspace || ".",
    runCommand,
    askElsewhere: async (older, newer) => {
      const { compareCommits } = await import("../github/compare-commits.ts");
      const { env, log, signal } = job;
      return compareCommits(older, newer, { repository: job.run.repository, token, env, log, signal });
    },
  };
}
