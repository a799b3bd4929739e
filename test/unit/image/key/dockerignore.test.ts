import { expect, it } from "vitest";
import { parseIgnoreRules } from "../../../../src/image/key/dockerignore.ts";

// Cases after https://github.com/moby/patternmatcher/blob/main/patternmatcher_test.go
it.each<[string, string, boolean]>([
  ["", "a", false],
  ["# a", "# a", false],
  ["a", "a", true],
  ["a", "a/b", true],
  ["a", "ab", false],
  ["/a/", "a/b", true],
  ["./a", "a", true],
  ["a/..", "a", false],
  ["*.md", "README.md", true],
  ["*.md", "docs/README.md", false],
  ["**/*.md", "README.md", true],
  ["**/*.md", "docs/a/README.md", true],
  ["**", "a/b", true],
  ["a/**", "a/b/c", true],
  ["a/**/b", "a/b", true],
  ["a/**/b", "a/x/y/b", true],
  ["a/**/b", "ab", false],
  ["?.txt", "a.txt", true],
  ["?.txt", "ab.txt", false],
  ["[a-c].txt", "b.txt", true],
  ["[^a-c].txt", "b.txt", false],
  ["a\\*b", "a*b", true],
  ["a\\*b", "axb", false],
  ["a.b", "axb", false],
  ["*\n!keep", "keep", false],
  ["*\n!keep", "keep/below", false],
  ["*\n!keep", "other", true],
  ["*\n!docs/keep.md", "docs/keep.md", false],
  ["*\n!docs/keep.md", "docs/other.md", true],
  ["*.md\n!README*\nREADME-secret.md", "README-secret.md", true],
  ["*.md\n!README*\nREADME-secret.md", "README-open.md", false],
  ["\uFEFFa", "a", true],
  ["a \r\nb", "a", true],
])("with the lines %j, %s is ignored: %s", (lines, path, ignored) => {
  expect(parseIgnoreRules(lines).ignores(path)).toBe(ignored);
});

it("looks into an ignored folder only where a line keeps something", () => {
  expect(parseIgnoreRules("node_modules").mayKeepBelow("node_modules")).toBe(false);
  expect(parseIgnoreRules("*\n!src").mayKeepBelow("src")).toBe(true);
});
