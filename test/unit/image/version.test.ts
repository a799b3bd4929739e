import { describe, expect, it } from "vitest";
import { chooseVersion } from "../../../src/image/version.ts";

const facts = { described: "", commit: "", committedAt: undefined, url: "", title: "", shallow: false };
const commit = "0123456789abcdef0123456789abcdef01234567";

describe("the version", () => {
  it.each([
    ["the input before all", "2.0", { ...facts, described: "v1" }, "2.0", /input/],
    ["what git describes", undefined, { ...facts, described: "v1-2-gabc", commit }, "v1-2-gabc", /^git describe$/],
    [
      "the bare commit, with a hint, in a shallow clone",
      undefined,
      { ...facts, described: "0123456-dirty", commit, shallow: true },
      "0123456-dirty",
      /fetch-depth: 0/,
    ],
    ["the runner's commit where git does not answer", undefined, { ...facts, commit }, "0123456789ab", /commit/],
    ["unknown where nobody knows it", undefined, facts, "", /nowhere/],
  ])("is %s", (_, input, known, version, from) => {
    const chosen = chooseVersion(input, known);
    expect(chosen.version).toBe(version);
    expect(chosen.from).toMatch(from);
  });
});
