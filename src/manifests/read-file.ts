// Can a file be read without harm, and what is its text?

import { isUtf8 } from "node:buffer";
import { promises as fs } from "node:fs";
import { Failure } from "../report/failure.ts";

/** Ten thousand objects are half of it. A file that is larger is something else, or was made to fill the memory. */
const mostBytes = 16 * 1024 * 1024;
const mostDocuments = 20_000;
/** What the API server takes in one request. https://kubernetes.io/docs/reference/using-api/api-concepts/ */
const mostDocumentBytes = 3 * 1024 * 1024;
/** Of a list, which is unfolded and never sent as a whole: what the parser of YAML reads in a gigabyte of memory. */
const mostListBytes = 6 * 1024 * 1024;
/** The schema of a CustomResourceDefinition is the deepest that there is, at about 60. */
const mostLevels = 200;

/**
 * @param absolute where it is
 * @param file as the user named it
 * @throws Failure for a file that is too large, which is not read then, and for what is not text in UTF-8
 */
export async function readText(absolute: string, file: string): Promise<string> {
  const { size } = await fs.stat(absolute);
  if (size > mostBytes) {
    const found = `it has ${megabytes(size)}, and at most ${megabytes(mostBytes)} of one file are read`;
    throw refused(file, 1, found, "Split it, or name only the files that hold manifests.");
  }
  const bytes = await fs.readFile(absolute);
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const text = bytes.toString("utf8");
  const line = lineAt(text, Math.max(0, text.indexOf("\uFFFD")));
  throw refused(file, line, "it is not text in UTF-8", "Save it as UTF-8, or name only the files that hold manifests.");
}

/** Brackets or items that open one in the other, which a parser takes seconds to give up on. */
const opened = new RegExp(`(?:[[{]\\s*){${mostLevels + 1}}|(?:- ){${mostLevels + 1}}`);

/** @throws Failure, before anything is parsed, for more documents, larger or deeper ones than any cluster would take */
export function refuseMasses(text: string, file: string): void {
  const deep = opened.exec(text);
  if (deep !== null) throw tooDeep(file, lineAt(text, deep.index));
  let start = 0;
  for (let count = 1; ; count++) {
    const next = text.indexOf("\n---", start);
    const end = next < 0 ? text.length : next;
    if (count > mostDocuments) {
      const found = `it holds more than ${mostDocuments} documents`;
      throw refused(file, lineAt(text, start), found, "Split it.");
    }
    const most = end - start > mostDocumentBytes && isList(text, start) ? mostListBytes : mostDocumentBytes;
    if (end - start > most) {
      const found = `a document has ${megabytes(end - start)}, and at most ${megabytes(most)} are taken`;
      throw refused(file, lineAt(text, start + 1), found, "The API server takes no object of 3 MiB; split a list.");
    }
    if (next < 0) return;
    start = next + 4;
  }
}

/** Whether something is nested deeper than any manifest is. */
export function isTooDeep(value: unknown, levels = mostLevels): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((below) => isTooDeep(below, levels - 1));
}

/** What is told of a file that is nested too deeply, be it that the parser found its end first. */
export function tooDeep(file: string, line: number): Failure {
  return refused(
    file,
    line,
    `it is nested deeper than ${mostLevels} levels`,
    "No object of Kubernetes is so deep: correct it.",
  );
}

function isList(text: string, start: number): boolean {
  return /(?:^|[\n{,])\s*"?kind"?\s*:\s*"?\w*List\b/.test(text.slice(start, start + 4096));
}

function refused(file: string, line: number, found: string, advice: string): Failure {
  return new Failure({ attempted: `reading the manifest ${file}`, found, advice, at: { file, line } });
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

function megabytes(bytes: number): string {
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB`;
}
