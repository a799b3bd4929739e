// What do the files that a test stage left say?

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../report/failure.ts";
import { readJunit, type TestResults } from "./junit-results.ts";

/** More is no report of tests. */
const mostResultBytes = 32 * 1024 ** 2;

/**
 * Adds up the JUnit files in a folder and below it.
 *
 * @param at the line of the stage
 * @throws Failure for a file that is none
 */
export async function readResults(folder: string, at: Failure["at"]): Promise<TestResults> {
  try {
    return readJunit(await readFiles(folder));
  } catch (error) {
    throw new Failure({
      attempted: "reading the results of the tests",
      found: error instanceof Error ? error.message : String(error),
      advice:
        "Let the stage write JUnit XML in files that end in .xml; a test runner that was ended leaves half a file.",
      at,
      cause: error,
    });
  }
}

/** Only plain files: a link could lead anywhere on this machine. */
async function readFiles(folder: string): Promise<{ name: string; text: string }[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  const xml = entries.filter(({ name }) => name.endsWith(".xml"));
  if (xml.length === 0 && entries.length > 0) {
    throw new Error(`${entries.map(({ name }) => name).join(", ")} cannot be JUnit XML: the name does not end in .xml`);
  }
  const files: { name: string; text: string }[] = [];
  let bytes = 0;
  for (const entry of xml) {
    const text = await readFile(join(entry.parentPath, entry.name), "utf8");
    bytes += text.length;
    if (bytes > mostResultBytes) throw new Error("the results of the tests are larger than 32 MiB");
    files.push({ name: entry.name, text });
  }
  return files;
}
