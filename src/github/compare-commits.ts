// What does GitHub know of the order of two commits?

import { getOctokit } from "@actions/github";
import type { Log } from "../report/log.ts";

export interface CompareOptions {
  /** `owner/name`. */
  readonly repository: string;
  /** Empty where the workflow gives none. */
  readonly token: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** A release does not wait longer than this for an answer that it can do without. */
const patience = 10_000;

/**
 * Whether `older` is an ancestor of `newer`, or the same commit, by GitHub's
 * [compare API](https://docs.github.com/rest/commits/commits#compare-two-commits). `undefined`, and a line in the
 * log that says what to do, where GitHub does not tell.
 */
export async function compareCommits(
  older: string,
  newer: string,
  options: CompareOptions,
): Promise<boolean | undefined> {
  const [owner, repo] = options.repository.split("/");
  if (options.token === "" || !owner || !repo) return unknown("there is no token to ask GitHub with", options.log);
  try {
    // The agent of GITHUB_API_URL as this process has it is the toolkit's default; so is its proxy.
    const octokit = getOctokit(options.token, { baseUrl: options.env.GITHUB_API_URL || "https://api.github.com" });
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      owner,
      repo,
      basehead: `${older}...${newer}`,
      // The changed files are all on the first page, the answer is on each.
      page: 2,
      per_page: 1,
      request: { signal: AbortSignal.any([options.signal, AbortSignal.timeout(patience)]) },
    });
    return data.status === "ahead" || data.status === "identical";
  } catch (error) {
    options.signal.throwIfAborted();
    return unknown(reasonOf(error), options.log);
  }
}

function unknown(reason: string, log: Log): undefined {
  log.info(
    `Whether this commit is older than the one that serves is not known: git cannot tell from this checkout, and ${reason}. Use actions/checkout with "fetch-depth: 0", or give the job "permissions: contents: read".`,
  );
  return undefined;
}

function reasonOf(error: unknown): string {
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  // For an answer that never came, octokit says 500 and gives no response.
  const answered = error instanceof Error && "response" in error && error.response !== undefined;
  if (answered) return `GitHub answers the question with ${String(status)}`;
  return `GitHub cannot be reached (${error instanceof Error ? error.message : String(error)})`;
}
