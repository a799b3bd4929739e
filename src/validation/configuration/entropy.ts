// How hard can a secret be to guess, at most?

/**
 * Bits: Shannon's measure over the characters, of which those do not count that only repeat, or go on by one from, the
 * one before, nor whole repetitions. It takes a phrase for harder than it is: what it calls weak is weak.
 */
export function entropyBits(text: string): number {
  const characters = [...unitOf(text)];
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  let perCharacter = 0;
  for (const count of counts.values()) {
    const share = count / characters.length;
    perCharacter -= share * Math.log2(share);
  }
  const surprising = characters.filter((character, index) => {
    const before = characters[index - 1]?.codePointAt(0);
    return before === undefined || Math.abs((character.codePointAt(0) ?? 0) - before) > 1;
  });
  return Math.round(perCharacter * surprising.length);
}

/** `abc` of `abcabcabc`. */
function unitOf(text: string): string {
  const again = `${text}${text}`.indexOf(text, 1);
  return again > 0 ? text.slice(0, again) : text;
}
