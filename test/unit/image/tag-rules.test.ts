import { describe, expect, it } from "vitest";
import type { RunFacts } from "../../../src/image/run-facts.ts";
import { parseTagRule, ruleTags, semanticVersion } from "../../../src/image/tag-rules.ts";

const source = {
  described: "v1.4.2-3-gabc1234",
  commit: "abc1234def5678",
  committedAt: 1,
  url: "",
  title: "",
  shallow: false,
};
const nowhere: RunFacts = {
  event: "push",
  ref: "",
  defaultBranch: "main",
  pullRequest: "",
  licence: "",
  description: "",
};
const now = new Date("2024-02-03T04:05:06Z");
const all = ["semver", "branch", "pr", "sha", "describe", "schedule", "latest"];

const tagsFor = (rules: readonly string[], run: Partial<RunFacts>) =>
  ruleTags(rules.map(parseTagRule), { run: { ...nowhere, ...run }, source, now });

describe("the rules for tags", () => {
  it.each<[string, Partial<RunFacts>, string[]]>([
    ["a version", { ref: "refs/tags/v1.4.2" }, ["1.4.2", "1.4", "1", "sha-abc1234", "v1.4.2-3-gabc1234"]],
    ["a version of 0", { ref: "refs/tags/0.3.1" }, ["0.3.1", "0.3", "sha-abc1234", "v1.4.2-3-gabc1234"]],
    ["a prerelease", { ref: "refs/tags/v2.0.0-rc.1" }, ["2.0.0-rc.1", "sha-abc1234", "v1.4.2-3-gabc1234"]],
    ["another tag", { ref: "refs/tags/nightly" }, ["sha-abc1234", "v1.4.2-3-gabc1234"]],
    ["the default branch", { ref: "refs/heads/main" }, ["main", "sha-abc1234", "v1.4.2-3-gabc1234", "latest"]],
    ["a branch", { ref: "refs/heads/feature/Fünf" }, ["feature-F-nf", "sha-abc1234", "v1.4.2-3-gabc1234"]],
    [
      "a pull request",
      { ref: "refs/pull/12/merge", event: "pull_request", pullRequest: "12" },
      ["pr-12", "sha-abc1234", "v1.4.2-3-gabc1234"],
    ],
    [
      "a schedule",
      { ref: "refs/heads/main", event: "schedule" },
      ["main", "sha-abc1234", "v1.4.2-3-gabc1234", "nightly", "latest"],
    ],
  ])("give for %s", (_, run, expected) => {
    expect(tagsFor(all, run)).toEqual(expected);
  });

  it.each<[string, Partial<RunFacts>, string[]]>([
    ["semver={{major}}.{{minor}}", { ref: "refs/tags/v1.4.2" }, ["1.4"]],
    ["semver={{major}}.{{minor}}", { ref: "refs/heads/main" }, []],
    ["branch={{branch}}-{{sha}}", { ref: "refs/heads/main" }, ["main-abc1234"]],
    ["pr=review-{{pr}}", { pullRequest: "12" }, ["review-12"]],
    ["sha={{commit}}", {}, ["abc1234def5678"]],
    ["schedule=nightly-{{date}}", { event: "schedule" }, ["nightly-20240203"]],
    ["latest=edge", { ref: "refs/heads/main" }, ["edge"]],
  ])("follow the pattern %s", (rule, run, expected) => {
    expect(tagsFor([rule], run)).toEqual(expected);
  });

  it("give each tag once, and refuse what they do not know", () => {
    expect(tagsFor(["sha", "sha"], {})).toEqual(["sha-abc1234"]);
    expect(() => parseTagRule("edge")).toThrow(/Allowed: semver, branch/);
    expect(() => parseTagRule("semvr")).toThrow(/did you mean semver\?/);
    // Also where the rule does not apply to this run: the release would be the first to find out.
    expect(() => parseTagRule("semver={{majr}}")).toThrow(/\{\{majr\}\}.*did you mean major\?.*Allowed/s);
  });
});

it.each([
  ["1.2.3", "1.2.3"],
  ["v1.2.3-rc.1", "1.2.3-rc.1"],
  ["orders-v1.2.3", "1.2.3"],
  ["orders/1.2.3", "1.2.3"],
  ["v1.2.3+build.5", "1.2.3+build.5"],
  ["v1.2", undefined],
  ["v01.2.3", undefined],
])("reads %s as the version %s", (tag, version) => {
  expect(semanticVersion(tag)?.version).toBe(version);
});
