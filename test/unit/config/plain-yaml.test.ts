import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readPlain, splitDocuments } from "../../../src/config/plain-yaml.ts";
import { parseKubernetesYaml, type YamlSource } from "../../../src/config/source.ts";

/** What the library makes of a text: the end of a document at its end keeps the fast reader away. */
function byLibrary(text: string): YamlSource[] | "refused" {
  try {
    return parseKubernetesYaml(`${text}\n...\n`, "a.yaml");
  } catch {
    return "refused";
  }
}

/** Undefined where any document of the text is left to the library. */
function byPlainReader(text: string): Pick<YamlSource, "value" | "position">[] | undefined {
  const documents = splitDocuments(text)?.map(({ start, end, line }) => readPlain(text, start, end, line));
  if (documents === undefined || documents.includes(undefined)) return undefined;
  return documents.flatMap((document) => {
    if (document?.value === undefined || document.value === null) return [];
    return [{ value: document.value, position: (path) => ({ file: "a.yaml", ...document.place(path) }) }];
  });
}

/** Every path of a value, and one below each that is not there. */
function pathsOf(value: unknown, base: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [base, [...base, "missing"]];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return [base, [...base, "missing"], ...entries.flatMap(([key, below]) => pathsOf(below, [...base, key]))];
}

function described(sources: readonly Pick<YamlSource, "value" | "position">[]) {
  return sources.map(({ value, position }) => ({
    value,
    // A difference is shown by its path.
    places: pathsOf(value).map((path) => [path.join("."), position(path)]),
  }));
}

function expectAlike(text: string): boolean {
  const plain = byPlainReader(text);
  if (plain === undefined) return false;
  const library = byLibrary(text);
  if (library === "refused") throw new Error(`the library refuses what was read as plain:\n${text}`);
  expect(described(plain), text).toEqual(described(library));
  return true;
}

const plainTexts = [
  "a: 1\nb: two\n",
  "a:\n  b:\n    c: [1, two, 'three', \"four\"]\n",
  "a:\n- b\n- c\nd: e\n",
  "a:\n  - b: 1\n    c: 2\n  - b: 3\n",
  "- - a\n  - b\n- c: d\n  e:\n  - f\n",
  "-\n  a: b\n",
  "a: {}\nb: []\nc: { d: e, f: { g: [h, i] } }\n",
  'a: { "b": 1, "c":2, d: http://x:80/y }\n',
  "# first\na: b # comment\n\n# between\nc: d#not\n",
  "a: |\n  one\n   two\n\n  three\n\nb: |-\n  end\n",
  "a: >-\n  one\n  two\nb: >\n  x\n  y\n",
  "a:\n  - |\n    text\n  - x\n",
  "a: 0644\nb: yes\nc: off\nd: ~\ne:\nf: null\ng: 1e3\nh: -1.5\ni: 1.2.3\nj: 10m\nk: 2024-01-01\nm: .5\no: 08\n",
  "a: -b\nb: ?c\nc: :d\nd: a:b\ne: a#b\nf: -1\n",
  "a: \"x\\ny\\u00e9 # no comment\"\nb: 'it''s'\n",
  "\"a b\": c\n'd': e\n",
  "app.kubernetes.io/name: x\n/path: y\n",
  '{"apiVersion":"v1","items":[{"a":1},\n {"b":[true,null,"x"]}\n],\n"c":{}}\n',
  "a:\n  b: {\n    c: d,\n    e: f\n    }\n",
  "---\na: b\n---\n# nothing\n---\nc: d\n",
  "a: b\n--- # second\nc: d\n",
  "a: b",
  "a: 'b'",
  "",
  "# only a comment\n",
  "a:\n# comment at the edge\n  b: c\n",
  "a: {b: c}   # after\n",
  "  a: b\n  c: d\n",
];

/** Left to the library. */
const otherTexts = [
  "a: &x 1\nb: *x\n",
  "a: !!str 1\n",
  "a: one\n  two\n",
  "a: 'one\n  two'\n",
  "a:\n  <<: {b: c}\n",
  "a: 1\na: 2\n",
  '"1": a\n',
  "? a\n: b\n",
  "a: |2\n   b\n",
  "a: |+\n  b\n\n",
  "a:\tb\n",
  "a: b\r\nc: d\r\n",
  "%YAML 1.2\n---\na: b\n",
  "a: b: c\n",
  "a: [1, 2\n",
  "a: b\n   c: d\n",
  "a: `b`\n",
  "a: - b\n",
  "a: {b}\n",
  "a: [b: c]\n",
  "a: 0x1F\nb: .inf\n",
  "a: 12345678901234567890\n",
  "just text\n",
  'a: "\\x41"\n',
  "a: >\n  one\n\n  two\n",
  "a:\n  - b\n c: d\n",
];

describe("the reader of plain YAML", () => {
  it.each(plainTexts)("reads %j as the library does", (text) => {
    expect(expectAlike(text)).toBe(true);
  });

  it.each(otherTexts)("leaves %j to the library", (text) => {
    expect(byPlainReader(text)).toBeUndefined();
  });

  it("reads every example of the project as the library does", () => {
    const files = globSync("examples/**/*.{yaml,yml}").filter((file) => !file.includes("/templates/"));
    const alike = files.filter((file) => expectAlike(readFileSync(file, "utf8")));
    expect(alike.length).toBeGreaterThan(files.length / 2);
  });

  it("never reads a mutilated text otherwise than the library does", () => {
    const random = seeded(20);
    const inserted = [
      "\n",
      " ",
      "  ",
      ":",
      ": ",
      "-",
      "- ",
      "#",
      " #",
      "'",
      '"',
      "{",
      "}",
      "[",
      "]",
      ",",
      "|",
      "0",
      "y",
    ];
    let read = 0;
    for (let round = 0; round < 1200; round++) {
      let text = plainTexts[random(plainTexts.length)] ?? "";
      for (let times = 1 + random(2); times > 0; times--) {
        const at = random(text.length + 1);
        const piece = random(3) === 0 ? "" : (inserted[random(inserted.length)] ?? "");
        text = text.slice(0, at) + piece + text.slice(at + random(3));
      }
      if (expectAlike(text)) read++;
    }
    expect(read).toBeGreaterThan(200);
  });
});

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}
