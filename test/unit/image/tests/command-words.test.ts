import { expect, it } from "vitest";
import { parseTestCommands } from "../../../../src/image/tests/command-words.ts";

it.each<[string, string[][]]>([
  ["", []],
  ["/orders --version", [["/orders", "--version"]]],
  ["# why\n/a\n\n/b  c\n", [["/a"], ["/b", "c"]]],
  ["sh -c 'a && b'", [["sh", "-c", "a && b"]]],
  ['a "b c" d\\ e', [["a", "b c", "d e"]]],
  ['a "say \\"x\\" for \\$5 and \\n"', [["a", 'say "x" for $5 and \\n']]],
  ['["/a", "b c"]', [["/a", "b c"]]],
  ["a ''", [["a", ""]]],
])("reads %j", (text, expected) => {
  expect(parseTestCommands(text)).toEqual(expected);
});

it.each([
  ["a 'b", /quote that is not closed/],
  ["a && b", /word &&, which only a shell/],
  ["[a", /not a list of words/],
])("refuses %s", (text, message) => {
  expect(() => parseTestCommands(text)).toThrow(message);
});
