import { expect, it } from "vitest";
import { readInputs } from "../../../src/github/inputs.ts";

it("reads inputs as the runner sets them: upper case, spaces to underscores, dashes stay", () => {
  const env = { "INPUT_LOG-LINES": " 20 \n", INPUT_TWO_WORDS: "x", INPUT_EMPTY: "  ", INPUT_OTHER: "y" };
  expect(readInputs(env, ["log-lines", "two words", "empty", "absent"])).toEqual({
    "log-lines": "20",
    "two words": "x",
  });
});
