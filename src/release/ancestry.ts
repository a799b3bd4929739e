// Is one commit an ancestor of another?

import type { RunCommand } from "../config/run-command.ts";

/** Who may know the history of the repository. */
export interface History {
  /** A folder of the repository. */
  readonly directory: string;
  readonly runCommand: RunCommand;
  /** Asked where git cannot tell: whether `older` is an ancestor of `newer` or the same; undefined where it is not known. */
  readonly askElsewhere?: ((older: string, newer: string) => Promise<boolean | undefined>) | undefined;
}

export interface AncestryOptions extends History {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether `older` is an ancestor of `newer`, or the same commit. `undefined` where nobody can tell. git cannot where
 * there is no repository, no git, an unknown commit, or a shallow clone that ends too early, which is what
 * actions/checkout makes by default.
 */
export async function isAncestor(older: string, newer: string, options: AncestryOptions): Promise<boolean | undefined> {
  if (!isCommit(older) || !isCommit(newer)) return undefined;
  return (await askGit(older, newer, options)) ?? (await options.askElsewhere?.(older, newer));
}

/** Also keeps a name that starts with a dash from being read as an option. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(text);
}

async function askGit(older: string, newer: string, options: AncestryOptions): Promise<boolean | undefined> {
  const { directory, signal } = options;
  const git = (...args: string[]) => options.runCommand("git", args, { directory, signal });
  // https://git-scm.com/docs/git-merge-base#Documentation/git-merge-base.txt---is-ancestor: 0 is yes, 1 is no, anything else an error.
  const answer = await git("merge-base", "--is-ancestor", older, newer);
  if (answer.status === 0) return true;
  if (answer.status !== 1) return undefined;
  // In a shallow clone "no" only means that no path was found in the part that is there.
  const shallow = await git("rev-parse", "--is-shallow-repository");
  return shallow.status === 0 && shallow.stdout.trim() === "false" ? false : undefined;
}
