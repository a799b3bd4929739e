// What does GitHub know of the newest deployment of an environment?

import { getOctokit } from "@actions/github";

export interface DeploymentQuestion {
  /** `owner/name`. */
  readonly repository: string;
  /** Empty where the workflow gives none. */
  readonly token: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface Deployment {
  readonly environment: string;
  readonly commit: string;
  /** Of its newest status: `success`, `in_progress`, `failure`, `inactive`, …; `none` before the first. */
  readonly state: string;
  readonly url: string;
}

export type DeploymentAnswer =
  | { readonly kind: "seen"; readonly value: Deployment | "none" }
  | { readonly kind: "unknown"; readonly reason: string };

const patience = 10_000;

/**
 * By the [deployments API](https://docs.github.com/rest/deployments/deployments), which needs `deployments: read`.
 * Throws only what ends the job.
 */
export async function lastDeployment(environment: string, question: DeploymentQuestion): Promise<DeploymentAnswer> {
  const { token, env, signal } = question;
  const [owner, repo] = question.repository.split("/");
  if (token === "" || !owner || !repo) {
    return { kind: "unknown", reason: 'there is no token to ask GitHub with (input "github-token")' };
  }
  try {
    const octokit = getOctokit(token, { baseUrl: env.GITHUB_API_URL || "https://api.github.com" });
    const request = { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) };
    const deployments = await octokit.rest.repos.listDeployments({ owner, repo, environment, per_page: 1, request });
    const [newest] = deployments.data;
    if (newest === undefined) return { kind: "seen", value: "none" };
    const statuses = await octokit.rest.repos.listDeploymentStatuses({
      ...{ owner, repo, deployment_id: newest.id, per_page: 1, request },
    });
    const state = statuses.data[0]?.state ?? "none";
    return { kind: "seen", value: { environment, commit: newest.sha, state, url: newest.url } };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: "unknown", reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const answered = error instanceof Error && "response" in error && error.response !== undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (!answered) return `GitHub cannot be reached (${message})`;
  const status = "status" in error ? String(error.status) : "an error";
  return `GitHub answers ${status}: give the job "permissions: deployments: read"`;
}
