// Which labels does the image carry, so that a reader of the image finds its source?

import type { RunFacts } from "./run-facts.ts";
import type { SourceFacts } from "./source-facts.ts";

/**
 * The keys of https://github.com/opencontainers/image-spec/blob/main/annotations.md that are known, as `key=value`.
 * A label of the user's own wins over the one made here. The licence is the one that GitHub found in the repository.
 *
 * @param own `key=value` lines
 */
export function imageLabels(facts: LabelFacts, version: string, own: readonly string[]): string[] {
  return withOwn(known(facts, version), own);
}

/**
 * The same for the manifest and for the index, where tools look that do not fetch the configuration. An own one may say
 * where it goes: `index:key=value`.
 */
export function imageAnnotations(
  facts: LabelFacts,
  version: string,
  own: readonly string[],
  hasIndex: boolean,
): string[] {
  const level = hasIndex ? "manifest,index:" : "manifest:";
  return withOwn(known(facts, version), own).map((line) =>
    /^(?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+:/.test(line) ? line : `${level}${line}`,
  );
}

export type LabelFacts = Pick<SourceFacts, "title" | "commit" | "url" | "committedAt"> &
  Pick<RunFacts, "licence" | "description">;

function known(facts: LabelFacts, version: string): Record<string, string> {
  return {
    "org.opencontainers.image.title": facts.title,
    "org.opencontainers.image.description": facts.description,
    "org.opencontainers.image.version": version,
    "org.opencontainers.image.revision": facts.commit,
    "org.opencontainers.image.source": facts.url,
    "org.opencontainers.image.url": facts.url,
    "org.opencontainers.image.created": facts.committedAt === undefined ? "" : rfc3339(facts.committedAt),
    "org.opencontainers.image.licenses": facts.licence,
  };
}

function withOwn(made: Readonly<Record<string, string>>, own: readonly string[]): string[] {
  const ownKeys = new Set(own.map((line) => line.split("=", 1)[0]?.replace(/^.*:/, "")));
  const used = Object.entries(made).filter(([key, value]) => value !== "" && !ownKeys.has(key));
  return [...used.map(([key, value]) => `${key}=${value}`), ...own];
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
