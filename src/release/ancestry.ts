// Is one commit an ancestor of another, as far as the checked-out history can tell?

import { execFile } from "node:child_process";

export interface AncestryOptions {
  /** A folder of the repository. */
  readonly directory: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether `older` is an ancestor of `newer`, or the same commit. `undefined` where the history is
 * not there to tell: no repository, no git, an unknown commit, or a shallow clone that ends too early.
 */
export async function isAncestor(older: string, newer: string, options: AncestryOptions): Promise<boolean | undefined> {
  if (!isCommit(older) || !isCommit(newer)) return undefined;
  // https://git-scm.com/docs/git-merge-base#Documentation/git-merge-base.txt---is-ancestor: 0 is yes, 1 is no, anything else an error.
  const answer = await git(["merge-base", "--is-ancestor", older, newer], options);
  if (answer.status === 0) return true;
  if (answer.status !== 1) return undefined;
  // In a shallow clone "no" only means that no path was found in the part that is there.
  const shallow = await git(["rev-parse", "--is-shallow-repository"], options);
  return shallow.status === 0 && shallow.stdout.trim() === "false" ? false : undefined;
}

/** Also keeps a name that starts with a dash from being read as an option. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(text);
}

function git(
  args: readonly string[],
  options: AncestryOptions,
): Promise<{ status: number | undefined; stdout: string }> {
  return new Promise((resolve, reject) => {
    const settings = { cwd: options.directory, signal: options.signal, env: { ...process.env, LC_ALL: "C" } };
    execFile("git", [...args], settings, (error, stdout) => {
      if (options.signal?.aborted) return reject(options.signal.reason);
      if (error === null) return resolve({ status: 0, stdout });
      resolve({ status: typeof error.code === "number" ? error.code : undefined, stdout });
    });
  });
}
