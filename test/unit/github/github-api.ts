// What does GitHub answer when it is asked to compare two commits of a repository?

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface GitHubApi {
  /** For GITHUB_API_URL. */
  readonly url: string;
  readonly asked: Asked[];
  close(): Promise<void>;
}

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly status: number;
  readonly answer: unknown;
}

/** The one endpoint over a real repository, as its owner's `acme/orders`; `token` may read it. */
export async function startGitHubApi(repository: string, token: string): Promise<GitHubApi> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const { status, answer } = answerTo(request, url.pathname);
    const { authorization = "" } = request.headers;
    asked.push({ path: decodeURIComponent(url.pathname), query: url.searchParams, authorization, status, answer });
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  function answerTo(request: IncomingMessage, path: string): { status: number; answer: unknown } {
    if (request.headers.authorization !== `token ${token}`)
      return refusal(403, "Resource not accessible by integration");
    const [, base, head] = /^\/repos\/acme\/orders\/compare\/(\w+)\.\.\.(\w+)$/.exec(decodeURIComponent(path)) ?? [];
    if (base === undefined || head === undefined) return refusal(404, "Not Found");
    try {
      return { status: 200, answer: compare(repository, base, head) };
    } catch {
      return refusal(404, "Not Found");
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function refusal(status: number, message: string): { status: number; answer: unknown } {
  const documentation_url = "https://docs.github.com/rest/commits/commits#compare-two-commits";
  return { status, answer: { message, documentation_url, status: String(status) } };
}

function compare(repository: string, base: string, head: string) {
  const [behind = 0, ahead = 0] = git(repository, "rev-list", "--left-right", "--count", `${base}...${head}`)
    .split("\t")
    .map(Number);
  const url = `https://github.com/acme/orders/compare/${base}...${head}`;
  return {
    url: `https://api.github.com/repos/acme/orders/compare/${base}...${head}`,
    html_url: url,
    permalink_url: url,
    diff_url: `${url}.diff`,
    patch_url: `${url}.patch`,
    base_commit: commit(repository, base),
    merge_base_commit: commit(repository, git(repository, "merge-base", base, head)),
    status: statusOf(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    // The second page of one a page.
    commits: git(repository, "rev-list", "--reverse", `${base}..${head}`)
      .split("\n")
      .slice(1, 2)
      .map((sha) => commit(repository, sha)),
  };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return "diverged";
  if (ahead > 0) return "ahead";
  return behind > 0 ? "behind" : "identical";
}

function commit(repository: string, sha: string) {
  const format = "%H%n%T%n%P%n%an%n%ae%n%aI%n%s";
  const [hash, tree, parents = "", name, email, date, message] = git(
    repository,
    "show",
    "--no-patch",
    `--format=${format}`,
    sha,
  ).split("\n");
  const url = `https://api.github.com/repos/acme/orders/commits/${hash}`;
  const person = { name, email, date };
  return {
    url,
    sha: hash,
    node_id: Buffer.from(`commit:${hash}`).toString("base64"),
    html_url: `https://github.com/acme/orders/commit/${hash}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `https://api.github.com/repos/acme/orders/git/commits/${hash}`,
      author: person,
      committer: person,
      message,
      comment_count: 0,
      tree: { sha: tree, url: `https://api.github.com/repos/acme/orders/git/trees/${tree}` },
    },
    author: null,
    committer: null,
    parents: parents
      .split(" ")
      .filter((parent) => parent !== "")
      .map((parent) => ({ sha: parent, url: `https://api.github.com/repos/acme/orders/commits/${parent}` })),
  };
}

function git(repository: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: repository, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}
