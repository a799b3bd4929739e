// How does the source become `dist/`, which GitHub's runner executes?

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { minify } from "rolldown/utils";
import { slimPackages } from "./slim-packages.ts";

const root = resolve(import.meta.dirname, "..");
const run = promisify(execFile);

/** An action as the build sees it: `src/actions/<name>.ts` that exports `action`. */
export interface Entry {
  readonly name: string;
  readonly hasPost: boolean;
}

/**
 * Builds one shared bundle, whose parts load when they are needed, and one small stub per action and phase.
 * The same source gives the same bytes on every machine.
 */
export async function build(out: string): Promise<readonly Entry[]> {
  // A folder of its own: two builds may run at once. Below the root, so that packages are found from it.
  await mkdir(join(root, "build"), { recursive: true });
  const work = await mkdtemp(join(root, "build", "work-"));
  try {
    const entries = await findEntries();
    const bundle = await makeBundle(work, entries);
    await rm(out, { recursive: true, force: true });
    await cp(bundle, join(out, "bundle"), { recursive: true });
    // The repository's own says that its files are modules.
    await writeFile(join(out, "package.json"), '{ "type": "commonjs" }\n');
    for (const { name, hasPost } of entries) {
      await writeFile(join(out, `${name}.js`), stub(name, "main"));
      if (hasPost) await writeFile(join(out, `${name}-post.js`), stub(name, "post"));
    }
    return entries;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function makeBundle(work: string, entries: readonly Entry[]): Promise<string> {
  const compiled = join(work, "src");
  await runNode("typescript/bin/tsc", root, ["-p", "tsconfig.build.json", "--noCheck", "--outDir", compiled]);
  await slimPackages(join(root, "node_modules"), join(work, "node_modules"));
  // What requires is bundled so that its parts are required too: Node loads them at once, in less time than modules.
  await writeFile(join(work, "package.json"), '{ "type": "commonjs" }\n');
  await writeFile(join(compiled, "package.json"), '{ "type": "module" }\n');
  await writeFile(join(work, "entry.js"), entryModule(entries));
  const bundle = join(work, "bundle");
  // Run from the folder itself: the bundler names modules by their path from where it runs.
  await runNode("@vercel/ncc/dist/ncc/cli.js", work, ["build", "entry.js", ...nccOptions, "-o", bundle]);
  await minifyParts(bundle);
  return bundle;
}

/** ncc minifies only the part that loads first; what the others weigh is read and compiled at each start, too. */
async function minifyParts(bundle: string): Promise<void> {
  for (const name of await readdir(bundle)) {
    if (!name.endsWith(".index.js")) continue;
    const file = join(bundle, name);
    const { code, errors } = await minify(name, await readFile(file, "utf8"), { module: false });
    if (errors.length > 0) throw new Error(`${name} cannot be minified: ${errors[0]?.message}`);
    await writeFile(file, code);
  }
}

async function runNode(program: string, cwd: string, args: readonly string[]): Promise<void> {
  await run(process.execPath, [join(root, "node_modules", program), ...args], {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
  });
}

const nccOptions = [
  "--minify",
  "--no-cache",
  "--license",
  "licenses.txt",
  "--no-source-map-register",
  "--target",
  "es2022",
];

/** The actions, by name. What begins like an export of one is one; the contract tests run each. */
export async function findEntries(): Promise<readonly Entry[]> {
  const folder = join(root, "src", "actions");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".ts")).sort();
  const entries = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(join(folder, file), "utf8");
      const isAction = /^export const action\b/m.test(source);
      return isAction ? [{ name: file.slice(0, -3), hasPost: /^\s+(?:async )?post[(:]/m.test(source) }] : [];
    }),
  );
  return entries.flat();
}

function entryModule(entries: readonly Entry[]): string {
  const table = entries.map(({ name }) => `  "${name}": () => import("./src/actions/${name}.js"),`);
  return [
    'const { main } = require("./src/actions/main.js");',
    "const actions = {",
    ...table,
    "};",
    "exports.start = (name, phase) => main(actions[name], phase);",
    "",
  ].join("\n");
}

function stub(name: string, phase: "main" | "post"): string {
  return `"use strict";\nrequire("./bundle/index.js").start("${name}", "${phase}");\n`;
}

if (import.meta.main) {
  const out = resolve(process.argv[2] ?? join(root, "dist"));
  const entries = await build(out);
  console.log(`Built ${entries.length} actions into ${out}: ${entries.map(({ name }) => name).join(", ")}`);
}
