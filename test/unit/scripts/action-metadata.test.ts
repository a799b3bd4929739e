import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { declaredActions } from "../../../scripts/action-metadata.ts";
import { findEntries } from "../../../scripts/build.ts";
import { withTables } from "../../../scripts/docs.ts";
import type { ActionModule } from "../../../src/actions/main.ts";
import { configuration } from "../../../src/config/schema.ts";
import { allowedKeys, propertySchema } from "../../../src/config/shape.ts";

const declared = await declaredActions();
const entries = await findEntries();

/** What the shell reads itself, for each action. */
const shellInputs = ["settings", "config"];

async function inputsOf(name: string): Promise<z.ZodType> {
  const { action }: ActionModule = await import(`../../../src/actions/${name}.ts`);
  expect(action.name).toBe(name);
  return action.inputs;
}

describe("the actions", () => {
  it("each have an action.yml, and each action.yml an action", () => {
    expect(declared.map(({ name }) => name).sort()).toEqual(entries.map(({ name }) => name));
  });
});

describe.each(declared.map((action) => [action.name, action] as const))(
  "action.yml of %s",
  (name, { metadata, document }) => {
    const depth = name === "release-service" ? "" : "../../";

    it("runs its entry of dist on node24, with the post step that the code has", () => {
      const hasPost = entries.some((entry) => entry.name === name && entry.hasPost);
      expect(metadata.runs.main).toBe(`${depth}dist/${name}.js`);
      expect(metadata.runs.post).toBe(hasPost ? `${depth}dist/${name}-post.js` : undefined);
    });

    it("declares the inputs that the code reads, and no other", async () => {
      const inputs = Object.keys(metadata.inputs).filter((input) => !shellInputs.includes(input));
      expect(inputs.sort()).toEqual(allowedKeys(await inputsOf(name)).sort());
    });

    it("gives the defaults that the code has", async () => {
      const schema = await inputsOf(name);
      for (const [input, { default: written }] of Object.entries(metadata.inputs)) {
        if (written === undefined) continue;
        const own = propertySchema(schema, input)?.safeParse(undefined);
        const read = propertySchema(schema, input)?.safeParse(written);
        expect(own?.success, `${input} has a default in the code`).toBe(true);
        // The runner works an expression out: here it only must not be needed.
        if (!written.startsWith("${{")) expect(read?.data, input).toEqual(own?.data);
      }
    });

    it("requires nothing that the code does not require", async () => {
      const schema = await inputsOf(name);
      const required = Object.entries(metadata.inputs).flatMap(([input, { required }]) => (required ? [input] : []));
      const lax = required.filter((input) => propertySchema(schema, input)?.safeParse(undefined).success);
      expect(lax).toEqual([]);
    });

    it("has no default where slipway.yaml may say another: the runner would always set it", () => {
      const settable = settableInputs(name);
      if (!("settings" in metadata.inputs)) return;
      const fixed = Object.entries(metadata.inputs).filter(
        ([input, { default: written }]) => settable.includes(input) && written !== undefined,
      );
      expect(fixed.map(([input]) => input)).toEqual([]);
    });

    it("declares the outputs that every action sets", () => {
      expect(Object.keys(metadata.outputs)).toEqual(expect.arrayContaining(["outcome", "reason"]));
    });

    it("is told by fresh tables in its document (npm run docs writes them anew)", () => {
      const text = readFileSync(document, "utf8");
      expect(text).toBe(withTables(text, metadata));
    });
  },
);

/** The inputs that slipway.yaml can give to an action. */
function settableInputs(name: string): string[] {
  const service = ["services", "orders"];
  const section = (key: string): string[] => allowedKeys(configuration, [...service, key]);
  if (name === "build-image") return section("build");
  const shared = [...allowedKeys(configuration, service), ...section("smoke"), ...section("validate")];
  if (name !== "release-service") return shared;
  return [
    ...shared,
    ...section("build").filter((key) => key !== "context" && key !== "file"),
    "build-context",
    "dockerfile",
  ];
}
