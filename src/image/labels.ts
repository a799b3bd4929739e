// Which labels does the image carry, so that a reader of the image finds its source?

import type { SourceFacts } from "./source-facts.ts";

/**
 * The keys of https://github.com/opencontainers/image-spec/blob/main/annotations.md that are known,
 * as `key=value`. A label of the user's own wins over the one made here. There is no
 * `licenses`: what a repository's licence is, only its owner can say.
 *
 * @param own `key=value` lines
 */
export function imageLabels(facts: SourceFacts, version: string, own: readonly string[]): string[] {
  const known: Record<string, string> = {
    "org.opencontainers.image.title": facts.title,
    "org.opencontainers.image.version": version,
    "org.opencontainers.image.revision": facts.commit,
    "org.opencontainers.image.source": facts.url,
    "org.opencontainers.image.created": facts.committedAt === undefined ? "" : rfc3339(facts.committedAt),
  };
  const ownKeys = new Set(own.map((label) => label.split("=", 1)[0]));
  const made = Object.entries(known).filter(([key, value]) => value !== "" && !ownKeys.has(key));
  return [...made.map(([key, value]) => `${key}=${value}`), ...own];
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
