// Which run of which workflow is this?

import type { RunContext } from "./job.ts";

/** Reads the runner's variables (https://docs.github.com/actions/reference/variables-reference). */
export function readRunContext(env: NodeJS.ProcessEnv): RunContext {
  const repository = env.GITHUB_REPOSITORY ?? "";
  const id = env.GITHUB_RUN_ID ?? "";
  const attempt = env.GITHUB_RUN_ATTEMPT || "1";
  const server = env.GITHUB_SERVER_URL || "https://github.com";
  const known = repository !== "" && id !== "";
  return {
    repository,
    sha: env.GITHUB_SHA ?? "",
    ref: env.GITHUB_REF ?? "",
    event: env.GITHUB_EVENT_NAME ?? "",
    actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR || "",
    runKey: id === "" ? "" : `${id}-${attempt}`,
    runUrl: known ? `${server}/${repository}/actions/runs/${id}/attempts/${attempt}` : "",
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
  };
}
