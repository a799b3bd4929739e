import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goodYaml } from "../validation/objects.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "validate-hostile-"));
  await mkdir(path.join(folder, "k8s"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const named = (name: string, rest = ""): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n${rest}`;

/** Each line stands for ten times the one before it. */
const laughs = ["a", "b", "c", "d", "e", "f", "g", "h"].map((letter, index, letters) => {
  const before = index === 0 ? "x" : `*${letters[index - 1]}`;
  return `  ${letter}: &${letter} [${Array.from({ length: 10 }, () => before).join(", ")}]`;
});

const hostile: Readonly<Record<string, string>> = {
  "open.yaml": `${named("a")}data: { a: b\n`,
  "laughs.yaml": named("a", `data:\n${laughs.join("\n")}\n`),
  "deep.yaml": named("a", `data: ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`),
  "long.yaml": named("a", `data: { a: ${"x".repeat(4 * 1024 * 1024)} }\n`),
  "many.yaml": "a: b\n---\n".repeat(1_000_000),
  "large.yaml": named("a"),
};

describe("the built validate-production", () => {
  it("tells each hostile file by name in little memory, and judges what stands beside them", async () => {
    for (const [name, text] of Object.entries(hostile)) await writeFile(path.join(folder, "k8s", name), text);
    await truncate(path.join(folder, "k8s", "large.yaml"), 50_000_000);
    await writeFile(
      path.join(folder, "k8s", "unknown.yaml"),
      "apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: w }\nspec: { constructor: 1 }\n",
    );
    await writeFile(path.join(folder, "k8s", "deployment.yaml"), goodYaml);
    const { code, signal, output } = await run();
    expect({ code, signal }, output.slice(-2000)).toEqual({ code: 1, signal: null });
    const summary = await readFile(path.join(folder, "summary"), "utf8");
    const told = `${output}\n${summary}`;
    expect(Object.keys(hostile).filter((name) => !told.includes(name))).toEqual([]);
    expect(told).toContain("objects/readable-files");
    expect(told).not.toContain("unknown.yaml:1 ");
    expect(output).not.toMatch(/heap|stack size exceeded|\n {4}at /i);
  });
});

/** The heap is bounded, so that what is held of a file counts; a process that runs out of it ends by a signal. */
async function run(): Promise<{ code: number | null; signal: string | null; output: string }> {
  await writeFile(path.join(folder, "summary"), "");
  await writeFile(path.join(folder, "outputs"), "");
  const entry = path.resolve("dist/validate-production.js");
  const child = spawn(process.execPath, ["--max-old-space-size=96", entry], {
    cwd: folder,
    env: {
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_WORKSPACE: folder,
      GITHUB_OUTPUT: path.join(folder, "outputs"),
      GITHUB_STEP_SUMMARY: path.join(folder, "summary"),
      INPUT_MANIFESTS: "k8s",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on("close", (...ended) => resolve(ended));
  });
  return { code, signal, output };
}
