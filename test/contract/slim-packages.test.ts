import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
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

/** The names that our source imports from a package. */
function importedNames(packageName: string): string[] {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const imports = files.flatMap((file) => [
    ...readFileSync(join(root, "src", file), "utf8").matchAll(
      new RegExp(`import \\{([^}]*)\\} from "${packageName}"`, "g"),
    ),
  ]);
  return imports
    .flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()))
    .filter((name) => !/^(type |$)/.test(name));
}

describe("the slimmed undici", () => {
  it("has each name that our source imports, and says so of any other", () => {
    const slim = createRequire(join(directory, "index.js"))("undici");
    expect(importedNames("undici")).toContain("request");
    for (const name of importedNames("undici")) expect(slim[name], name).toBeTypeOf("function");
    expect(() => slim.fetch).toThrow("undici's fetch is not part of this bundle");
  });
});

describe("the slimmed client of Kubernetes", () => {
  it("still loads its configuration, without the generated models", async () => {
    for (const name of readdirSync(join(root, "node_modules"))) {
      if (!readdirSync(copies).includes(name)) symlinkSync(join(root, "node_modules", name), join(copies, name));
    }
    const { KubeConfig } = await import(join(copies, "@kubernetes/client-node/dist/config.js"));
    expect(new KubeConfig()).toBeTypeOf("object");
    expect(readdirSync(join(copies, "@kubernetes/client-node/dist/gen"))).not.toContain("models");
  });
});
