import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { type Edited, editYaml } from "../../../../src/validation/fix/edit-yaml.ts";

function edit(text: string, path: (string | number)[], value: unknown): Edited {
  return editYaml(text, parseDocument(text), path, value);
}

const edits: [what: string, text: string, path: (string | number)[], value: unknown, after: string][] = [
  ["replaces a value and keeps its comment", "a: 1 # one\nb: 2\n", ["a"], 3, "a: 3 # one\nb: 2\n"],
  ["replaces a quoted text", 'a: "x"\n', ["a"], "y", "a: y\n"],
  ["replaces inside braces", "a: { b: 1, c: 2 }\n", ["a", "c"], true, "a: { b: 1, c: true }\n"],
  ["replaces a list on one line", "a: [X, Y]\n", ["a"], ["ALL"], "a: [ ALL ]\n"],
  ["adds at the end of a block", "a:\n  b: 1\nd: 1\n", ["a", "c"], 2, "a:\n  b: 1\n  c: 2\nd: 1\n"],
  ["adds behind a comment", "a:\n  b: 1 # why\nd: 1\n", ["a", "c"], 2, "a:\n  b: 1 # why\n  c: 2\nd: 1\n"],
  ["adds where the last line has no end", "a:\n  b: 1", ["a", "c"], 2, "a:\n  b: 1\n  c: 2"],
  ["adds a list's item field", "l:\n  - n: x\n    m: y\n", ["l", 0, "k"], 1, "l:\n  - n: x\n    m: y\n    k: 1\n"],
  ["adds mappings that are missing", "a: 1\n", ["b", "c", "d"], true, "a: 1\nb:\n  c:\n    d: true\n"],
  ["adds inside braces", "a: { b: 1 }\n", ["a", "c"], { d: 2 }, "a: { b: 1, c: { d: 2 } }\n"],
  ["fills empty braces", "a: {}\nb: 1\n", ["a", "c"], 2, "a: { c: 2 }\nb: 1\n"],
  ["fills a key without a value", "a:\nb: 1\n", ["a", "c"], 2, "a: { c: 2 }\nb: 1\n"],
  ["fills null", "a: null\nb: 1\n", ["a", "c"], 2, "a: { c: 2 }\nb: 1\n"],
  ["keeps the line breaks of Windows", "a:\r\n  b: 1\r\n", ["a", "c"], 2, "a:\r\n  b: 1\r\n  c: 2\r\n"],
  ["adds after a nested block", "a:\n  b:\n    c: 1\nd: 2\n", ["a", "e"], 3, "a:\n  b:\n    c: 1\n  e: 3\nd: 2\n"],
  ["adds after a block text", "a:\n  b: |\n    x\nd: 2\n", ["a", "e"], 3, "a:\n  b: |\n    x\n  e: 3\nd: 2\n"],
  ["takes a line away", "a: 1\nb: 2 # two\nc: 3\n", ["b"], undefined, "a: 1\nc: 3\n"],
  ["takes a block away", "a: 1\nb:\n  x: 1\n  y: 2\nc: 3\n", ["b"], undefined, "a: 1\nc: 3\n"],
  ["takes the first away inside braces", "{ a: 1, b: 2 }\n", ["a"], undefined, "{ b: 2 }\n"],
  ["takes the last away inside braces", "{ a: 1, b: 2 }\n", ["b"], undefined, "{ a: 1 }\n"],
  ["takes the only one away inside braces", "a: { b: 1 }\n", ["a", "b"], undefined, "a: {}\n"],
  ["leaves what is not there", "a: 1\n", ["b"], undefined, "a: 1\n"],
];

const refused: [what: string, text: string, path: (string | number)[], value: unknown, reason: RegExp][] = [
  ["an anchor that is used elsewhere", "a: &x { b: 1 }\nc: *x\n", ["a", "b"], 2, /other places share/],
  ["an alias", "a: &x { b: 1 }\nc: *x\n", ["c", "b"], 2, /other places share/],
  ["a block of lines", "a:\n  - b\n", ["a"], ["c"], /several lines/],
  ["a text of lines", "a: |\n  b\n", ["a"], "c", /several lines/],
  ["the only entry", "a:\n  b: 1\n", ["a", "b"], undefined, /only entry/],
  ["the line of a dash", "- a: 1\n  b: 2\n", [0, "a"], undefined, /dash/],
  ["an item that is missing", "a: [1]\n", ["a", 1, "b"], 2, /no mapping/],
  ["the whole document", "a: 1\n", [], 2, /whole document/],
];

describe("an edit of a YAML text", () => {
  it.each(edits)("%s", (_what, text, path, value, after) => {
    expect(edit(text, path, value)).toEqual({ kind: "edited", text: after });
  });

  it.each(refused)("is left to a person for %s", (_what, text, path, value, reason) => {
    expect(edit(text, path, value)).toMatchObject({ kind: "not-possible", reason: expect.stringMatching(reason) });
  });
});
