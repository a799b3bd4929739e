import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { slimPackages } from "../../scripts/slim-packages.ts";

const root = resolve(import.meta.dirname, "../..");
const directory = mkdtempSync(join(tmpdir(), "slipway-slim-"));
const copies = join(directory, "node_modules");
beforeAll(() => slimPackages(join(root, "node_modules"), copies));
afterAll(() => rmSync(directory, { recursive: true }));

/** The names that the files of a folder import from undici. */
function importedNames(folder: string, ending: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(ending));
  const imports = files.flatMap((file) => [
    ...readFileSync(join(folder, file), "utf8").matchAll(/import \{([^}]*)\} from ["']undici["']/g),
  ]);
  const names = imports.flatMap(([, list = ""]) => list.split(",").map((name) => name.trim().replace(/ as .*/, "")));
  return [...new Set(names.filter((name) => name !== "" && !name.startsWith("type ")))];
}

describe("the slimmed undici", () => {
  it("has each name that our source and the client of Kubernetes import, and says so of any other", () => {
    const slim = createRequire(join(directory, "index.js"))("undici");
    const client = join(copies, "@kubernetes/client-node/dist");
    const names = [...importedNames(join(root, "src"), ".ts"), ...importedNames(client, ".js")];
    expect(names).toEqual(expect.arrayContaining(["request", "WebSocket", "ProxyAgent"]));
    for (const name of names) expect(slim[name], name).toBeTypeOf("function");
    expect(() => slim.EventSource).toThrow("undici's EventSource is not part of this bundle");
  });
});

describe("the slimmed client of Kubernetes", () => {
  it("holds of the generated code only what its configuration needs", () => {
    const dist = join(copies, "@kubernetes/client-node/dist");
    expect(readdirSync(join(dist, "gen/models"))).toEqual([]);
    expect(readFileSync(join(dist, "gen/index.js"), "utf8")).toContain("createConfiguration");
  });
});
