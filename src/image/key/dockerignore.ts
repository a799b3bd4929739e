// Which files of a context does .dockerignore keep out of the build?

import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";

/** Decides about paths relative to the context, with `/` between their parts. */
export interface IgnoreRules {
  ignores(path: string): boolean;
  /** Whether a folder that is ignored can hold something that is not. */
  mayKeepBelow(folder: string): boolean;
}

/** A file beside the Dockerfile, named like it, comes before the context's own. */
export async function readIgnoreRules(context: string, dockerfile: string): Promise<IgnoreRules> {
  const own = await readOptional(`${dockerfile}.dockerignore`);
  return parseIgnoreRules(own ?? (await readOptional(join(context, ".dockerignore"))) ?? "");
}

/**
 * As BuildKit reads them (https://github.com/moby/patternmatcher): the last line that matches a path or a
 * folder above it decides, `!` keeps, `**` is any number of folders.
 */
export function parseIgnoreRules(text: string): IgnoreRules {
  const rules = text
    .replace(/^\u{FEFF}/u, "")
    .split(/\r?\n/)
    .flatMap((line) => (line.startsWith("#") ? [] : readRule(line.trim())));
  const keeps = rules.some((rule) => rule.keeps);
  return {
    ignores(path) {
      const parents = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
      return rules.reduce((ignored, rule) => {
        if (rule.keeps !== ignored) return ignored;
        return parents.some((parent) => rule.pattern.test(parent)) ? !rule.keeps : ignored;
      }, false);
    },
    mayKeepBelow: () => keeps,
  };
}

interface Rule {
  readonly keeps: boolean;
  readonly pattern: RegExp;
}

function readRule(line: string): Rule[] {
  const keeps = line.startsWith("!");
  const written = keeps ? line.slice(1).trim() : line;
  if (written === "") return [];
  const clean = posix.normalize(written).replace(/^\/+/, "").replace(/\/+$/, "");
  return clean === "" || clean === "." ? [] : [{ keeps, pattern: asRegExp(clean) }];
}

function asRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*\/?|\*|\?|\\.|\[[^\]]+\]|./gs, (token, offset: number) => {
    // `**/` is any folders or none; `**` at the end is everything.
    if (token.startsWith("**")) return offset + token.length === pattern.length ? ".*" : "(?:.*/)?";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.length > 1 && token.startsWith("[")) return token;
    return (token.length > 1 ? token.slice(1) : token).replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  });
  return new RegExp(`^${source}$`, "s");
}

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
