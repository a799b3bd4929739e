import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { browsable, readSourceFacts } from "../../../src/image/source-facts.ts";

describe("a remote as a browser finds it", () => {
  it.each([
    ["git@github.com:acme/orders.git", "https://github.com/acme/orders"],
    ["https://x-access-token:hush@github.com/acme/orders.git", "https://github.com/acme/orders"],
    ["ssh://git@git.example.com:2222/acme/orders", "https://git.example.com/acme/orders"],
    ["https://github.com/acme/orders/", "https://github.com/acme/orders"],
    ["/srv/git/orders.git", ""],
    ["file:///srv/git/orders.git", ""],
    ["", ""],
  ])("%s is %s", (remote, url) => {
    expect(browsable(remote)).toBe(url);
  });
});

describe("what is known about a source", () => {
  let folder: string;
  const signal = new AbortController().signal;
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-source-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("comes from git", async () => {
    git("init", "-q");
    writeFileSync(join(folder, "a"), "1");
    git("add", "a");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a", "--date", "2024-01-01T00:00:00Z");
    git("-c", "user.name=a", "-c", "user.email=a@b", "tag", "v1.4.0");
    git("remote", "add", "origin", "git@github.com:acme/orders.git");
    const clean = await readSourceFacts({ directory: folder, env: { PATH: process.env.PATH }, signal, runCommand });
    expect(clean).toEqual({
      described: "v1.4.0",
      commit: git("rev-parse", "HEAD"),
      committedAt: Number(git("log", "-1", "--format=%ct")),
      url: "https://github.com/acme/orders",
      title: "orders",
      shallow: false,
    });
    writeFileSync(join(folder, "a"), "2");
    const dirty = await readSourceFacts({ directory: folder, env: { PATH: process.env.PATH }, signal, runCommand });
    expect(dirty.described).toBe("v1.4.0-dirty");
  });

  it("knows a clone without its history, and a worktree of one, whose tags may be missing", async () => {
    const [origin, clone, tree] = [join(folder, "origin"), join(folder, "clone"), join(folder, "tree")];
    git("init", "-q", origin);
    for (const message of ["a", "b"]) {
      git("-C", origin, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", message);
    }
    git("clone", "-q", "--depth=1", `file://${origin}`, clone);
    git("-C", clone, "worktree", "add", "-q", tree);
    const shallow = (directory: string) =>
      readSourceFacts({ directory, env: { PATH: process.env.PATH }, signal, runCommand }).then(
        (facts) => facts.shallow,
      );
    expect(await Promise.all([origin, clone, tree].map(shallow))).toEqual([false, true, true]);
  });

  it("is what git refuses to say, in its words", async () => {
    git("init", "-q");
    const env = { PATH: process.env.PATH, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", HOME: folder };
    const facts = await readSourceFacts({ directory: folder, env, signal, runCommand });
    expect(facts).toMatchObject({ commit: "", refused: expect.stringMatching(/^detected dubious ownership/) });
  });

  it("is not asked of git where there is no repository", async () => {
    const asked: string[] = [];
    const ask = async (program: string) => {
      asked.push(program);
      return { status: 1, stdout: "", stderr: "" };
    };
    await readSourceFacts({ directory: folder, env: {}, signal, runCommand: ask });
    expect(asked).toEqual([]);
    await readSourceFacts({ directory: folder, env: { GIT_DIR: "/elsewhere" }, signal, runCommand: ask });
    expect(asked).not.toEqual([]);
  });

  it("comes from the runner where there is no repository", async () => {
    const env = {
      PATH: process.env.PATH,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/orders",
      GITHUB_SHA: "abc",
    };
    const facts = await readSourceFacts({ directory: folder, env, signal, runCommand });
    expect(facts).toMatchObject({
      described: "",
      commit: "abc",
      committedAt: undefined,
      url: "https://github.com/acme/orders",
    });
  });

  it("is nothing for a source elsewhere", async () => {
    const facts = await readSourceFacts({ directory: undefined, env: { GITHUB_SHA: "abc" }, signal, runCommand });
    expect(facts).toMatchObject({ described: "", commit: "", url: "" });
  });
});
