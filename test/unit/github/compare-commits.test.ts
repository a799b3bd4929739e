import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { compareCommits } from "../../../src/github/compare-commits.ts";
import { runCommand } from "../../../src/github/run-command.ts";
import { isAncestor } from "../../../src/release/ancestry.ts";
import { never, type RecordedLog, recordLog } from "../image/support.ts";
import { type GitHubApi, startGitHubApi } from "./github-api.ts";

let folder = "";
let repository = "";
let [first, second, third, aside] = ["", "", "", ""];
let github: GitHubApi;
let log: RecordedLog;

const git = (directory: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    cwd: directory,
    encoding: "utf8",
  }).trim();
const commit = (message: string): string => {
  git(repository, "commit", "-q", "--allow-empty", "-m", message);
  return git(repository, "rev-parse", "HEAD");
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-compare-"));
  repository = join(folder, "whole");
  git(folder, "init", "-q", "-b", "main", repository);
  first = commit("1");
  second = commit("2");
  third = commit("3");
  git(repository, "checkout", "-q", "-b", "aside", first);
  aside = commit("aside");
  git(repository, "checkout", "-q", "main");
  github = await startGitHubApi(repository, "good");
});
afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  github.asked.length = 0;
  log = recordLog();
});

interface Question {
  readonly older?: string;
  readonly token?: string;
  readonly url?: string;
  readonly signal?: AbortSignal;
}

const ask = (older: string, newer: string, options: Question = {}) =>
  compareCommits(older, newer, {
    repository: "acme/orders",
    token: options.token ?? "good",
    env: { GITHUB_API_URL: options.url ?? github.url },
    log,
    signal: options.signal ?? never,
  });

describe("the order of two commits, asked of GitHub", () => {
  it("is that of its history", async () => {
    expect(await ask(first, third)).toBe(true);
    expect(await ask(second, second)).toBe(true);
    expect(await ask(third, first)).toBe(false);
    expect(await ask(aside, third)).toBe(false);
    expect(log.entries).toEqual([]);
  });

  it("is asked for and answered as GitHub describes it", async () => {
    const description = githubDescription();
    for (const [older, newer] of [
      [first, third],
      [second, second],
      [third, first],
      [aside, third],
      ["0".repeat(40), third],
    ] as const) {
      await ask(older, newer);
    }
    expect(github.asked.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404]);
    for (const { path, query, status, answer } of github.asked) {
      expect(path).toMatch(description.path);
      expect(description.query).toEqual(expect.arrayContaining([...query.keys()]));
      expect(description.problemsOf(status, answer)).toEqual([]);
    }
    expect(description.problemsOf(200, { status: "ahead" })).not.toEqual([]);
  });

  it.each<[string, Question, string]>([
    ["a commit that it does not have", { older: "0".repeat(40) }, "GitHub answers the question with 404"],
    ["a token that may not read", { token: "bad" }, "GitHub answers the question with 403"],
    ["no token", { token: "" }, "there is no token"],
  ])("stays unknown with %s, and says in one line what to do", async (_, { older = first, ...options }, reason) => {
    expect(await ask(older, third, options)).toBeUndefined();
    expect(log.entries).toEqual([expect.stringContaining(reason)]);
    expect(log.entries[0]).toContain("fetch-depth: 0");
    expect(log.entries[0]).toContain("contents: read");
  });

  it("stays unknown where nobody listens", async () => {
    const gone = await startGitHubApi(repository, "good");
    await gone.close();
    expect(await ask(first, third, { url: gone.url })).toBeUndefined();
    expect(log.entries).toEqual([expect.stringMatching(/GitHub cannot be reached \(.*ECONNREFUSED.*fetch-depth: 0/)]);
  });

  it("ends with the reason of an abort", async () => {
    const reason = new Error("cancelled");
    await expect(ask(first, third, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("a checkout of one commit", () => {
  it("is told the order by GitHub, which is not asked where git knows", async () => {
    const checkout = join(folder, "checkout");
    // As actions/checkout does: https://github.com/actions/checkout#usage, fetch-depth.
    git(folder, "clone", "-q", "--depth=1", "--no-tags", `file://${repository}`, checkout);
    const options = { directory: checkout, runCommand, signal: never };
    expect(await isAncestor(second, third, options)).toBeUndefined();
    expect(await isAncestor(second, third, { ...options, askElsewhere: ask })).toBe(true);
    expect(await isAncestor(third, second, { ...options, askElsewhere: ask })).toBe(false);
    expect(github.asked).toHaveLength(2);
    expect(await isAncestor(second, third, { ...options, directory: repository, askElsewhere: ask })).toBe(true);
    expect(await isAncestor(third, second, { ...options, directory: repository, askElsewhere: ask })).toBe(false);
    expect(github.asked).toHaveLength(2);
  });
});

interface Endpoint {
  readonly path: RegExp;
  readonly query: readonly string[];
  problemsOf(status: number, answer: unknown): unknown[];
}

/** The endpoint as GitHub publishes it (https://github.com/octokit/openapi); see scripts/extract-openapi.ts. */
function githubDescription(): Endpoint {
  const file = join(import.meta.dirname, "openapi.json");
  const description = JSON.parse(readFileSync(file, "utf8"), withoutNullable);
  const path = "/repos/{owner}/{repo}/compare/{basehead}";
  const { parameters, responses } = description.paths[path].get;
  const resolved = parameters.map((parameter: { $ref?: string }) =>
    parameter.$ref === undefined ? parameter : description.components.parameters[lastPart(parameter.$ref)],
  );
  const ajv = new Ajv({ strict: false, validateSchema: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "github", components: description.components });
  const schemaOf = (status: number): string => {
    const response = responses[status];
    const found = response.$ref === undefined ? response : description.components.responses[lastPart(response.$ref)];
    return found.content["application/json"].schema.$ref;
  };
  return {
    path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
    query: resolved.filter((each: { in: string }) => each.in === "query").map((each: { name: string }) => each.name),
    problemsOf: (status, answer) => {
      const validate = ajv.compile({ $ref: `github${schemaOf(status)}` });
      return validate(answer) ? [] : (validate.errors ?? []);
    },
  };
}

/** OpenAPI 3.0's `nullable`, as JSON Schema says it. */
function withoutNullable(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("nullable" in value) || value.nullable !== true) return value;
  const { nullable: _nullable, ...schema } = value;
  return { anyOf: [schema, { type: "null" }] };
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
