// What do git and the runner know about the source that is built?

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
  const git = async (...args: string[]): Promise<string> => {
    const where = { directory: process.cwd(), env, signal, onStart: options.onStart };
    const { status, stdout } = await options.runCommand("git", ["-C", directory, ...args], where);
    // Nothing where git is missing, the folder is no repository, or it has no commit.
    return status === 0 ? stdout.trim() : "";
  };
  const { GITHUB_SERVER_URL: server = "", GITHUB_REPOSITORY: repository = "", GITHUB_SHA: sha = "" } = env;
  const onRunner = server !== "" && repository !== "";
  // Each is a program to start.
  const [described, told, committedAt, remote] = await Promise.all([
    git("describe", "--tags", "--always", "--dirty"),
    git("rev-parse", "--is-shallow-repository", "HEAD"),
    git("log", "-1", "--format=%ct"),
    onRunner ? "" : git("remote", "get-url", "origin"),
  ]);
  const [shallow = "", commit = ""] = told.split("\n");
  const url = onRunner ? `${server}/${repository}` : browsable(remote);
  return {
    described,
    commit: commit || sha,
    committedAt: committedAt === "" ? undefined : Number(committedAt),
    url,
    title: url.slice(url.lastIndexOf("/") + 1),
    shallow: shallow === "true",
  };
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
