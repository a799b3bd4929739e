// Which words is a test command made of?

import { Failure } from "../../report/failure.ts";

/**
 * One command per line, split at spaces as a shell would with quotes and backslashes, and nothing else of a shell: the
 * image may have none. A line in brackets is JSON, the form that a Dockerfile has too.
 */
export function parseTestCommands(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(readCommand);
}

function readCommand(line: string): string[] {
  if (line.startsWith("[")) return readJson(line);
  const words: string[] = [];
  let rest = line;
  while (rest !== "") {
    const word = /^(?:[^\s"'\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/.exec(rest)?.[0];
    if (word === undefined) throw malformed(line, "has a quote that is not closed");
    words.push(unquoted(word));
    rest = rest.slice(word.length).trimStart();
  }
  const operator = words.find((word) => /^(?:&&|\|\|?|;|>>?|<)$/.test(word));
  if (operator !== undefined && words[0] !== "sh") {
    throw malformed(line, `has the word ${operator}, which only a shell understands`);
  }
  return words;
}

function readJson(line: string): string[] {
  try {
    const parsed: unknown = JSON.parse(line);
    if (Array.isArray(parsed) && parsed.length > 0 && parsed.every((word) => typeof word === "string")) return parsed;
  } catch {
    // Told below.
  }
  throw malformed(line, "begins with a bracket and is not a list of words in JSON");
}

function unquoted(word: string): string {
  return word.replaceAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single, double, escaped) => {
    if (single !== undefined) return String(single);
    // In double quotes a backslash is one, but before what it has to keep from acting.
    if (double !== undefined) return String(double).replaceAll(/\\(["\\$`])/g, "$1");
    return String(escaped);
  });
}

function malformed(line: string, found: string): Failure {
  return new Failure({
    attempted: `reading the input "test-command"`,
    found: `"${line}" ${found}`,
    advice: `Write one command per line, such as /orders --version; where the image has a shell: sh -c 'a && b'.`,
  });
}
