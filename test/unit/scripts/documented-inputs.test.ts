import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, parseDocument } from "yaml";

// Every example that a reader copies: is it YAML, and does each input that it gives exist?

interface Callable {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
}

const files = ["*.md", "docs/*.md", "actions/*/README.md", "examples/**/*.{md,yml}"].flatMap((glob) => globSync(glob));

/** The YAML in a file, with the line that it begins on. */
function examplesIn(file: string): [number, string][] {
  const text = readFileSync(file, "utf8");
  if (!file.endsWith(".md")) return [[1, text]];
  return [...text.matchAll(/^( *)```ya?ml\n([\s\S]*?)^\1```/gm)].map(({ index, 1: indent = "", 2: body = "" }) => [
    text.slice(0, index).split("\n").length,
    body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  ]);
}

/** What `uses` names, where it is of this repository. */
function calledBy(uses: string): Callable | undefined {
  const [, path] = /^(?:<?\w+>?\/slipway|\$)(\/[^@]*)?(?:@|$)/.exec(uses) ?? [];
  if (!/^(?:<?\w+>?\/slipway|\$)/.test(uses)) return undefined;
  const workflow = path?.endsWith(".yml") === true;
  const document = parse(readFileSync(`.${workflow ? path : `${path ?? ""}/action.yml`}`, "utf8"));
  return workflow ? document.on.workflow_call : document;
}

function mistakesIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const { uses, with: inputs = {}, secrets = {} } = node as { uses?: unknown; with?: object; secrets?: object };
  const called = typeof uses === "string" ? calledBy(uses) : undefined;
  const unknown = (given: object, known: object | undefined) =>
    Object.keys(given).filter((name) => called !== undefined && !(name in (known ?? {})));
  return [
    ...[...unknown(inputs, called?.inputs), ...unknown(secrets, called?.secrets)].map((name) => `${uses}: ${name}`),
    ...Object.values(node).flatMap(mistakesIn),
  ];
}

describe("what the documentation shows", () => {
  it.each(files)("is YAML with inputs that exist: %s", (file) => {
    for (const [line, text] of examplesIn(file)) {
      const document = parseDocument(text);
      expect(document.errors, `${file}:${line}`).toEqual([]);
      expect(mistakesIn(document.toJS()), `${file}:${line}`).toEqual([]);
    }
  });

  it("would show a mistake", () => {
    expect(mistakesIn({ uses: "OWNER/slipway/actions/deploy-rollout@v1", with: { tmeout: "5m" } })).toHaveLength(1);
    expect(mistakesIn([{ uses: "$/.github/workflows/rollback.yml", secrets: { token: "x" } }])).toHaveLength(1);
  });
});
