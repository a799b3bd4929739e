// How are secrets kept out of a text that is about to be written?

/** What stands where a secret stood: the same as in GitHub's logs. */
const stars = "***";

/**
 * The text without the secrets, in any of the forms in which they turn up: as they are, each line of a secret of
 * several lines, base64 (at each of its three alignments, also the URL-safe one), URL-encoded and as a JSON string.
 * The longest form goes first, so that no rest of a long secret stays behind when a short one is part of it.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return redactor(secrets)(text);
}

/** The same for many texts: the forms are worked out once. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((one, other) => other.length - one.length);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.map(literal).join("|"), "g");
  return (text) => text.replaceAll(pattern, stars);
}

/** Shorter lines of a secret (braces of a JSON key, `---`) stand in every log and hide nothing. */
const shortestLine = 6;

function formsOf(secret: string): string[] {
  const whole = secret.trim();
  if (whole === "") return [];
  const lines = whole.split(/\r?\n/).map((line) => line.trim());
  const parts = lines.length > 1 ? lines.filter((line) => line.length >= shortestLine) : [];
  return [whole, secret, ...parts].flatMap((part) => [
    part,
    encodeURIComponent(part),
    new URLSearchParams({ "": part }).toString().slice(1),
    JSON.stringify(part).slice(1, -1),
    ...base64Forms(part),
  ]);
}

/**
 * base64 of a text depends on how many bytes stand before it (`user:` before a password). Of each alignment, the part
 * that does not depend on its neighbours is the form.
 */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length < 8) return [bytes.toString("base64")];
  return [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const encoded = padded.toString("base64").replace(/=+$/, "");
    const start = before === 0 ? 0 : before + 1;
    const end = padded.length % 3 === 0 ? encoded.length : encoded.length - 1;
    const core = encoded.slice(start, end);
    return [...(before === 0 ? [padded.toString("base64")] : []), core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
