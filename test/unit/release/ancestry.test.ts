import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { isAncestor } from "../../../src/release/ancestry.ts";

let folder = "";
let repository = "";
let [first, second, third, aside] = ["", "", "", ""];

const git = (directory: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    cwd: directory,
    encoding: "utf8",
  }).trim();
const commit = (message: string): string => {
  git(repository, "commit", "-q", "--allow-empty", "-m", message);
  return git(repository, "rev-parse", "HEAD");
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "ancestry-"));
  repository = path.join(folder, "whole");
  git(folder, "init", "-q", "-b", "main", repository);
  first = commit("1");
  second = commit("2");
  third = commit("3");
  git(repository, "checkout", "-q", "-b", "aside", first);
  aside = commit("aside");
  git(repository, "checkout", "-q", "main");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("isAncestor", () => {
  it("knows the order of two commits of one line", async () => {
    expect(await isAncestor(first, third, { directory: repository, runCommand })).toBe(true);
    expect(await isAncestor(third, first, { directory: repository, runCommand })).toBe(false);
    expect(await isAncestor(second, second, { directory: repository, runCommand })).toBe(true);
  });

  it("says no for commits of two branches", async () => {
    expect(await isAncestor(aside, third, { directory: repository, runCommand })).toBe(false);
  });

  it("does not know where the history is cut off, the commit unknown, or no repository there", async () => {
    const shallow = path.join(folder, "shallow");
    git(folder, "clone", "-q", "--depth=2", "--no-single-branch", `file://${repository}`, shallow);
    expect(await isAncestor(second, third, { directory: shallow, runCommand })).toBe(true);
    expect(await isAncestor(third, second, { directory: shallow, runCommand })).toBeUndefined();
    expect(await isAncestor(first, third, { directory: shallow, runCommand })).toBeUndefined();
    expect(await isAncestor("0".repeat(40), third, { directory: repository, runCommand })).toBeUndefined();
    expect(await isAncestor(first, third, { directory: folder, runCommand })).toBeUndefined();
  });

  it.each(["", "--help", "main", "v1.0"])("does not ask git about %j", async (text) => {
    expect(await isAncestor(text, third, { directory: repository, runCommand })).toBeUndefined();
  });

  it("ends with the reason of an abort", async () => {
    const reason = new Error("cancelled");
    await expect(
      isAncestor(first, third, { directory: repository, runCommand, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });
});
