// Do two texts name one version?

/** `v1.4.0` and `1.4.0` do: tags carry the letter, programs often do not. */
export function sameVersion(found: string, expected: string): boolean {
  const bare = (version: string): string => version.trim().replace(/^v(?=\d)/i, "");
  return bare(found) === bare(expected);
}
