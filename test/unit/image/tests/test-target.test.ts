import { describe, expect, it } from "vitest";
import { logPart } from "../../../../src/image/tests/test-target.ts";

const cached = ["#5 [test 1/2] COPY answer /", "#5 CACHED", "#6 [test 2/2] RUN grep -q 42 /answer", "#6 CACHED"];
const ran = [...cached.slice(0, 3), "#6 DONE 0.2s"];

describe("what is told of the stage of the tests", () => {
  it.each<[string, "built" | "failed", string[], RegExp]>([
    ["it printed something", "built", [...ran, "#6 0.1 it holds"], /last lines of the stage test.*it holds/s],
    ["it came from the cache", "built", cached, /^Nothing changed since these tests ran last/],
    ["it ran after a step from the cache, and is silent", "built", ran, /^The stage `test` printed nothing\.$/m],
    ["it failed after a step from the cache, and is silent", "failed", cached.slice(0, 3), /^The stage `test` printed/],
    [
      "a stage that it begins with did something",
      "built",
      ["#5 [s 1/1] ONBUILD RUN x", "#5 0.1 triggered"],
      /triggered/,
    ],
  ])("where %s", (_, kind, lines, expected) => {
    expect(logPart({ kind, lines }, "test")).toMatch(expected);
  });
});
