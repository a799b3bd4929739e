// What may be told of a refusal where the request held what must not be told?

import type { ApiStatus } from "./api-error.ts";

/**
 * The server quotes what it refuses: `.stringData.pin: expected string, got &value.valueUnstructured{Value:1234}`, or a
 * whole template with its environment where a field cannot be changed. Of a Secret no value is left, in whichever
 * encoding; of anything else no dump of a structure, which nobody could read either.
 */
export function withoutQuotedValues(status: ApiStatus, request: { path: string; body?: unknown }): ApiStatus {
  const secret = /\/secrets(?:[/?]|$)/.test(request.path);
  const values = secret ? secretValues(request.body) : [];
  const clean = (text: string): string => {
    const short = withoutStructures(text);
    if (!secret) return short;
    const untyped = short.replace(/(expected \w+, got ).*$/gm, "$1something else (not shown: it is of a Secret)");
    return values.reduce((told, value) => told.replaceAll(value, "(not shown)"), untyped);
  };
  const { message, details } = status;
  const causes = details?.causes?.map((cause) =>
    cause.message === undefined ? cause : { ...cause, message: clean(cause.message) },
  );
  return {
    ...status,
    ...(message === undefined ? {} : { message: clean(message) }),
    ...(details === undefined ? {} : { details: { ...details, ...(causes === undefined ? {} : { causes }) } }),
  };
}

/** Shorter ones would be found in every word; the server quotes a number or a word only as what it did not expect. */
const shortest = 4;

function secretValues(body: unknown): string[] {
  const leaves = Array.isArray(body)
    ? body.flatMap((operation: { value?: unknown }) => leavesOf(operation.value))
    : leavesOf((body as { data?: unknown } | undefined)?.data).concat(
        leavesOf((body as { stringData?: unknown } | undefined)?.stringData),
      );
  const all = leaves.flatMap((text) => {
    const plain = Buffer.from(text, "utf8").toString("base64");
    return [text, plain, Buffer.from(text, "base64").toString("utf8")];
  });
  return [...new Set(all)]
    .filter((text) => text.length >= shortest)
    .toSorted((one, other) => other.length - one.length);
}

function leavesOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  return typeof value === "object" ? Object.values(value).flatMap(leavesOf) : [String(value)];
}

/** A selector or a quantity may be read; nobody reads more. */
const longest = 120;

/** `Invalid value: core.PodTemplateSpec{…}`: what is between the braces goes, however deep they are. */
function withoutStructures(text: string): string {
  let told = text;
  for (let from = 0; ; ) {
    const found = /Invalid value: [\w.*&]*\{/.exec(told.slice(from));
    if (found === null) return told;
    const open = from + found.index + found[0].length;
    const close = closingBrace(told, open);
    const content = told.slice(open, close);
    const kept = content.length > longest || /value/i.test(content) ? "…" : content;
    told = `${told.slice(0, open)}${kept}${told.slice(close)}`;
    from = open + kept.length;
  }
}

/** Of the structure that is open at `start`; braces inside of quotes are text. The end where there is none. */
function closingBrace(text: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (letter === "\\") at++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "{") depth++;
    else if (!quoted && letter === "}" && --depth === 0) return at;
  }
  return text.length;
}
