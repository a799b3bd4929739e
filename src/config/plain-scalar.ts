// Which value does a plain scalar stand for in a Kubernetes manifest?

/**
 * As the library resolves it with Kubernetes' additions (`yes` is true, `0644` is 420). Undefined for what is rare
 * and left to the library: hexadecimal numbers, infinities, numbers of more digits than a double holds.
 */
export function plainScalar(text: string): unknown {
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46;
  if (isNumeric) return numberOrText(text);
  if (text.length > 5) return text;
  const word = words.get(text);
  return word === undefined ? text : word;
}

const words: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...["~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF"].map((word) => [word, false] as const),
]);

function numberOrText(text: string): unknown {
  if (/^(?:[1-9]\d{0,14}|0)$/.test(text)) return Number(text);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) {
    return text.length > 15 || /^[-+]?0*$/.test(text) ? undefined : Number(text);
  }
  return /^(?:[-+]?0[box]|[-+]?\.(?:inf|nan))/i.test(text) ? undefined : text;
}
