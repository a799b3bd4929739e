import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadManifests } from "../../../src/manifests/load.ts";
import type { Failure } from "../../../src/report/failure.ts";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "hostile-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));
beforeEach(() => writeFileSync(path.join(directory, "z-good.yaml"), named("good")));

const named = (name: string, rest = ""): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n${rest}`;

/** What is told about the file, and the names of the objects that were read all the same. */
async function load(content: string | Uint8Array): Promise<{ told: string[]; names: string[] }> {
  writeFileSync(path.join(directory, "bad.yaml"), content);
  return loadAll();
}

async function loadAll(): Promise<{ told: string[]; names: string[] }> {
  const told: string[] = [];
  const onProblem = ({ at, found }: Failure) => told.push(`${at?.file}:${at?.line} ${found}`);
  const manifests = await loadManifests(["."], { directory, onProblem });
  return { told, names: manifests.map(({ object }) => object.metadata.name) };
}

/** Each line stands for ten times the one before it. */
const laughs = ["data:", "  a: &a [x, x, x, x, x, x, x, x, x, x]"];
for (const [index, letter] of [..."bcdefgh"].entries()) {
  const before = "abcdefgh"[index];
  laughs.push(`  ${letter}: &${letter} [${Array.from({ length: 10 }, () => `*${before}`).join(", ")}]`);
}

const bad: [what: string, content: string | Uint8Array, told: RegExp][] = [
  ["an open bracket", `${named("a")}data: { a: b\n`, /^bad\.yaml:\d+ /],
  ["a key twice", `${named("a")}data:\n  a: b\n  a: c\n`, /^bad\.yaml:6 a key stands twice in one mapping/],
  ["a tab as indentation", `${named("a")}data:\n\ta: b\n`, /^bad\.yaml:5 tabs are not allowed as indentation/],
  [
    "bytes that are no UTF-8",
    Buffer.concat([Buffer.from(named("a", "data: { a: ")), Buffer.from([0xff, 0xfe, 0x80])]),
    /^bad\.yaml:4 it is not text in UTF-8/,
  ],
  ["UTF-16", Buffer.from(`\uFEFF${named("a")}`, "utf16le"), /^bad\.yaml:1 it is not text in UTF-8/],
  ["a program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x01, 0x01, 0x00, 0x00, 0x00]), /^bad\.yaml:1 /],
  ["aliases that explode", named("a", `${laughs.join("\n")}\n`), /^bad\.yaml:1 excessive alias count/],
  ["an alias of nothing", named("a", "data: { a: *nobody }\n"), /^bad\.yaml:\d+ .*alias/i],
  [
    "a hundred thousand brackets",
    named("a", `data: ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`),
    /^bad\.yaml:4 it is nested deeper than 200 levels/,
  ],
  [
    "a hundred thousand hyphens",
    named("a", `data:\n  ${"- ".repeat(100_000)}x\n`),
    /^bad\.yaml:5 it is nested deeper than 200 levels/,
  ],
  [
    "250 levels, which a parser takes",
    named("a", `data: ${"[".repeat(250)}${"]".repeat(250)}\n`),
    /^bad\.yaml:4 it is nested deeper than 200 levels/,
  ],
  [
    "a hundred thousand documents",
    "a: b\n---\n".repeat(100_000),
    /^bad\.yaml:40000 it holds more than 20000 documents/,
  ],
  [
    "a document of 4 MiB",
    named("a", `data: { a: ${"x".repeat(4 * 1024 * 1024)} }\n`),
    /^bad\.yaml:1 a document has 4 MiB, and at most 3 MiB are taken/,
  ],
  [
    "a list of 7 MiB",
    `apiVersion: v1\nkind: List\nitems:\n${"#".repeat(7 * 1024 * 1024)}\n`,
    /^bad\.yaml:1 a document has 7 MiB, and at most 6 MiB are taken/,
  ],
  ["a list of texts", "- a\n- b\n", /^bad\.yaml:1 it is not a mapping/],
  ["a kind that is a number", "apiVersion: v1\nkind: 7\nmetadata: { name: a }\n", /^bad\.yaml:2 it has no kind/],
  [
    "metadata that is a list",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: []\n",
    /^bad\.yaml:3 the ConfigMap has no metadata/,
  ],
  ["a template", named("{{ .Release.Name }}"), /^bad\.yaml:3 it is a Helm template|^bad\.yaml:\d+ /],
];

describe("a hostile file", () => {
  it.each(bad)("with %s is told with its place, and hides no other file", async (_what, content, told) => {
    const found = await load(content);
    expect(found.told).toHaveLength(1);
    expect(found.told[0]).toMatch(told);
    expect(found.names).toEqual(["good"]);
  });

  it("of 50 MB is told and not read", async () => {
    writeFileSync(path.join(directory, "bad.yaml"), named("a"));
    truncateSync(path.join(directory, "bad.yaml"), 50_000_000);
    const before = process.memoryUsage().rss;
    const { told, names } = await loadAll();
    expect(told).toEqual(["bad.yaml:1 it has 47.7 MiB, and at most 16 MiB of one file are read"]);
    expect(names).toEqual(["good"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000);
  });

  it("hides no other document of its own", async () => {
    const { told, names } = await load(
      [named("a"), "apiVersion: v1\nkind: Secret\n", named("b"), "just text\n"].join("---\n"),
    );
    expect(told).toEqual(["bad.yaml:5 the Secret has no metadata", "bad.yaml:12 it is not a mapping"]);
    expect(names).toEqual(["a", "b", "good"]);
  });

  it("of unknown kinds and keys that objects have themselves is read as it is written", async () => {
    const { told, names } = await load(
      [
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: w }\nspec: { constructor: 1, toString: { a: b } }\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: p }\ndata:\n  __proto__: x\n",
      ].join("---\n"),
    );
    expect(told).toEqual([]);
    expect(names).toEqual(["w", "p", "good"]);
    expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
  });

  it("is the failure itself where nobody takes what is wrong", async () => {
    writeFileSync(path.join(directory, "bad.yaml"), "a: [\n");
    await expect(loadManifests(["."], { directory })).rejects.toMatchObject({ at: { file: "bad.yaml" } });
  });
});
