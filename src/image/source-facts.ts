// What do git and the runner know about the source that is built?

import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { RunCommand } from "../config/run-command.ts";

/** Empty strings for what nobody knows. */
export interface SourceFacts {
  /** `git describe --tags --always --dirty`. */
  readonly described: string;
  readonly commit: string;
  /** Seconds since 1970 of the commit: what SOURCE_DATE_EPOCH means. */
  readonly committedAt: number | undefined;
  /** Where a browser finds the source. */
  readonly url: string;
  /** The repository's name. */
  readonly title: string;
  /** A clone without its whole history: tags may be missing. */
  readonly shallow: boolean;
  /** Why git says nothing of a repository that is there. */
  readonly refused?: string | undefined;
}

export interface SourceOptions {
  /** A folder of the repository; undefined for a source that is not on this machine. */
  readonly directory: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly runCommand: RunCommand;
  /** Told as git is started. */
  readonly onStart?: (() => void) | undefined;
}

/**
 * Asks git, then the runner's environment. Of a source that is not on this machine nothing is
 * known: the workspace's own commit is not the commit of a URL.
 */
export async function readSourceFacts(options: SourceOptions): Promise<SourceFacts> {
  const { directory, env, signal } = options;
  if (directory === undefined) {
    return { described: "", commit: "", committedAt: undefined, url: "", title: "", shallow: false };
  }
  const repositoryHere = findRepository(directory, env);
  let refused: string | undefined;
  const git = async (...args: string[]): Promise<string> => {
    const where = { directory: process.cwd(), env, signal, onStart: options.onStart };
    const { status, stdout, stderr } = await options.runCommand("git", ["-C", directory, ...args], where);
    if (status !== 0 && args[0] === "log")
      refused = stderr
        .trim()
        .split("\n", 1)[0]
        ?.replace(/^fatal: /, "");
    // Nothing where git is missing, the folder is no repository, or it has no commit.
    return status === 0 ? stdout.trim() : "";
  };
  const { GITHUB_SERVER_URL: server = "", GITHUB_REPOSITORY: repository = "", GITHUB_SHA: sha = "" } = env;
  const onRunner = server !== "" && repository !== "";
  // Each is a program to start.
  const [described, told, remote, isShallow] =
    repositoryHere === undefined
      ? ["", "", "", ""]
      : await Promise.all([
          git("describe", "--tags", "--always", "--dirty"),
          git("log", "-1", "--format=%H %ct"),
          onRunner ? "" : git("remote", "get-url", "origin"),
          repositoryHere.shallow ?? git("rev-parse", "--is-shallow-repository"),
        ]);
  const [commit = "", committedAt = ""] = told.split(" ");
  const url = onRunner ? `${server}/${repository}` : browsable(remote);
  return {
    described,
    commit: commit || sha,
    committedAt: committedAt === "" ? undefined : Number(committedAt),
    url,
    title: url.slice(url.lastIndexOf("/") + 1),
    shallow: isShallow === "true",
    refused,
  };
}

/**
 * Whether git would find a repository, without starting it; and whether that is shallow, where a look tells.
 * https://git-scm.com/docs/gitrepository-layout
 */
function findRepository(
  directory: string,
  { GIT_DIR: chosen }: NodeJS.ProcessEnv,
): { readonly shallow: "true" | "false" | undefined } | undefined {
  if (chosen) return { shallow: undefined };
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const found = statSync(join(folder, ".git"), { throwIfNoEntry: false });
    // A file leads to where a worktree or a submodule keeps it.
    if (found?.isFile()) return { shallow: undefined };
    if (found !== undefined) return { shallow: existsSync(join(folder, ".git", "shallow")) ? "true" : "false" };
    if (folder === dirname(folder)) return undefined;
  }
}

/** `git@github.com:acme/orders.git` and `https://token@github.com/acme/orders.git` as https://github.com/acme/orders; credentials go. */
export function browsable(remote: string): string {
  const scp = /^[\w.-]+@([\w.-]+):(?!\/)(.+)$/.exec(remote);
  const text = scp === null ? remote : `ssh://${scp[1]}/${scp[2]}`;
  if (!URL.canParse(text)) return "";
  const url = new URL(text);
  if (!["http:", "https:", "ssh:", "git:"].includes(url.protocol)) return "";
  return `https://${url.hostname}${url.pathname.replace(/\/$/, "").replace(/\.git$/, "")}`;
}
