// Which part of GitHub's published API description do the tests hold their fake against?
//
//   npm pack @octokit/openapi && tar -xzf octokit-openapi-*.tgz
//   node scripts/extract-openapi.ts package test/unit/github/openapi.json /repos/{owner}/{repo}/compare/{basehead}
//
// The whole package is 400 MB on disk; the tests need a few endpoints of it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Description {
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const [folder = "", target = "", ...paths] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const whole: Description = JSON.parse(readFileSync(join(folder, "generated", "api.github.com.json"), "utf8"));

const components: Record<string, Record<string, unknown>> = {};
const chosen = Object.fromEntries(paths.map((path) => [path, withoutExamples(whole.paths[path])]));
for (const path of Object.values(chosen)) collect(path);
const source = `@octokit/openapi ${version}, generated/api.github.com.json`;
writeFileSync(target, `${JSON.stringify({ source, paths: chosen, components }, undefined, 2)}\n`);

/** Takes along every component that is named, and what that one names. */
function collect(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "$ref" && typeof inner === "string") take(inner);
    else collect(inner);
  }
}

function take(reference: string): void {
  const [, , kind = "", name = ""] = reference.split("/");
  components[kind] ??= {};
  if (name in components[kind]) return;
  components[kind][name] = withoutExamples(whole.components[kind]?.[name]);
  collect(components[kind][name]);
}

function withoutExamples(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => (key === "examples" || key === "example" ? undefined : inner)),
  );
}
