// What becomes of a build whose cache, or whose SBOM generator, cannot be reached?

/** The types of cache that BuildKit writes with `ignore-error`: https://docs.docker.com/build/cache/backends/ */
const tolerant = new Set(["registry", "local", "gha", "s3", "azblob"]);

/**
 * The entries of `cache-to` so that a cache which cannot be written does not fail the build; what an entry says itself stays.
 * A bare `name:tag` is a registry, as for buildx.
 */
export function tolerantCacheTo(entries: readonly string[]): string[] {
  return entries.map((entry) => {
    const named = entry.includes("=") ? entry : `type=registry,ref=${entry}`;
    const type = /(?:^|,)"?type=([^,"]+)/.exec(named)?.[1] ?? "registry";
    return tolerant.has(type) && !/(?:^|,)"?ignore-error=/.test(named) ? `${named},ignore-error=true` : entry;
  });
}

/**
 * One sentence per cache that could not be read or written, from buildx's plain progress:
 *
 * ```
 * #4 importing cache manifest from ghcr.io/acme/orders:cache
 * #4 ERROR: failed to configure registry cache importer: …: connection refused
 * #9 exporting cache to registry
 * #9 ERROR: error writing layer blob: …
 * ```
 */
export function cacheWarnings(lines: readonly string[]): string[] {
  const names = new Map<string, string>();
  const warnings: string[] = [];
  for (const line of lines) {
    const [, begun, direction, place] =
      /^#(\d+) (importing|exporting) cache (?:manifest |to |from )*(.+)$/.exec(line) ?? [];
    if (begun !== undefined) names.set(begun, `${direction === "importing" ? "read from" : "written to"} ${place}`);
    const [, failed = "", reason] = /^#(\d+) ERROR: (.+)$/.exec(line) ?? [];
    const name = names.get(failed);
    // A cache that nobody wrote yet is no fault: the first build of a branch has none.
    if (name !== undefined && reason !== undefined && !isFirstBuild(name, reason)) {
      warnings.push(`The cache could not be ${name}, so the build took or kept less than it could: ${reason}`);
    }
  }
  return [...new Set(warnings)];
}

/** Whether a build failed only because BuildKit could not pull the image that makes SBOMs. */
export function sbomGeneratorMissing(lines: readonly string[]): boolean {
  return lines.some((line) =>
    /^ERROR: .*failed to resolve source metadata for \S*(?:syft-scanner|sbom)\S*:/.test(line),
  );
}

function isFirstBuild(name: string, reason: string): boolean {
  return name.startsWith("read from") && /: not found$|404 Not Found/.test(reason);
}
