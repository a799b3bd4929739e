// Which secrets may the build's steps mount?

import { Failure } from "../report/failure.ts";

export interface BuildSecret {
  readonly id: string;
  readonly value: string;
}

/**
 * `id=value`, one per line. A value of several lines is quoted with its id, as
 * docker/build-push-action asks: `"key=-----BEGIN…⏎…"`, a quote in it written twice.
 *
 * @throws Failure that never quotes the text: it is secret
 */
export function parseSecrets(text: string): BuildSecret[] {
  return entries(text).map((entry, index) => {
    const cut = entry.indexOf("=");
    const id = entry.slice(0, Math.max(cut, 0)).trim();
    const value = entry.slice(cut + 1);
    if (!/^[\w.-]+$/.test(id)) throw malformed(index, "does not begin with id=");
    if (value === "") {
      throw new Failure({
        attempted: `reading the input "secrets"`,
        found: `the secret ${id} is empty`,
        advice:
          "A secret that is not set, or that a called workflow or a pull request from a fork does not get, is an empty text: check its name, and `secrets: inherit` of the caller.",
      });
    }
    return { id, value };
  });
}

function entries(text: string): string[] {
  const found: string[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const quoted = /^"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)/.exec(rest);
    if (rest.startsWith('"') && quoted === null) throw malformed(found.length, "opens with a quote that is not closed");
    const [whole, content] = quoted ?? /^([^\n]*)(?:\n|$)/.exec(rest) ?? [rest, rest];
    found.push(quoted === null ? (content ?? "").trim() : (content ?? "").replaceAll('""', '"'));
    rest = rest.slice(whole.length).trimStart();
  }
  return found;
}

function malformed(index: number, found: string): Failure {
  return new Failure({
    attempted: `reading the input "secrets"`,
    found: `entry ${index + 1} ${found}`,
    advice: "Write one id=value per line; put a value of several lines in quotes together with its id.",
  });
}
