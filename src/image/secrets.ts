// Which secrets may the build's steps mount?

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../report/failure.ts";

export interface BuildSecret {
  readonly id: string;
  readonly value: string;
}

/** A secret that is a file already. */
export interface SecretFile {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
}

/**
 * `id=value`, one per line. A value is taken as it stands, with the spaces at its ends. One of several lines is quoted
 * with its id, as docker/build-push-action asks: `"key=-----BEGIN…⏎…"`, a quote in it written twice.
 *
 * @throws Failure that never quotes the text: it is secret
 */
export function parseSecrets(text: string): BuildSecret[] {
  return entries(text).map((entry, index) => {
    const cut = entry.indexOf("=");
    const id = entry.slice(0, Math.max(cut, 0)).trim();
    const value = entry.slice(cut + 1);
    if (!/^[\w.-]+$/.test(id)) throw malformed(index, "does not begin with id=");
    if (id === "id" && /^[\w.-]+,(?:type|env|src|source)=/.test(value)) throw malformed(index, "is written for buildx");
    if (value.trim() === "") {
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

/**
 * `id=path`, one per line.
 *
 * @param directory where relative paths begin
 */
export function parseSecretFiles(lines: readonly string[], directory: string): SecretFile[] {
  return lines.map((line) => {
    const [, id, path] = /^([\w.-]+)=(.+)$/.exec(line) ?? [];
    if (id === undefined || path === undefined) {
      throw new Failure({
        attempted: `reading the input "secret-files"`,
        found: `"${line}" is not id=path`,
        advice: "Write one id=path per line, such as netrc=./.netrc.",
      });
    }
    const full = resolve(directory, path);
    if (!statSync(full, { throwIfNoEntry: false })?.isFile()) {
      throw new Failure({
        attempted: `reading the input "secret-files"`,
        found: `there is no file ${path} for the secret ${id}`,
        advice: "Write the file in a step before this one; its path begins at the workspace.",
      });
    }
    return { id, path: full };
  });
}

/**
 * The build arguments, by name, that look like secrets: an argument stays readable in the image's history and in its
 * provenance (https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/).
 */
export function secretLikeArguments(buildArgs: Readonly<Record<string, string>>): string[] {
  return Object.entries(buildArgs).flatMap(([name, value]) =>
    value !== "" && (secretName.test(name) || secretValue.test(value)) ? [name] : [],
  );
}

const secretName =
  /(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|api_?key|access_?key|private_?key|credentials?|auth)(?:_|$)/i;
/** GitHub, GitLab, AWS, Slack, npm, PyPI, Google; keys; signed tokens. */
const secretValue =
  /^(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|(?:AKIA|ASIA)[A-Z0-9]{16}|xox[abprs]-[\w-]{10,}|npm_\w{30,}|pypi-[\w-]{30,}|AIza[\w-]{35}|eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*)|-----BEGIN [A-Z ]*PRIVATE KEY/;

/** Only the line ends around an entry are no part of it, and the indentation before it. */
function entries(text: string): string[] {
  const found: string[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const quoted = /^"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)/.exec(rest);
    if (rest.startsWith('"') && quoted === null) throw malformed(found.length, "opens with a quote that is not closed");
    const [whole, content] = quoted ?? /^([^\r\n]*)(?:\r?\n|$)/.exec(rest) ?? [rest, rest];
    found.push(quoted === null ? (content ?? "") : (content ?? "").replaceAll('""', '"'));
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
