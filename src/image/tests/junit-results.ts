// What do the JUnit files that a test stage left say?

import { XMLParser } from "fast-xml-parser";
import { codeBlock, codeSpan, details, escapeMarkdown, table } from "../../report/markdown.ts";

export interface TestResults {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of all, in seconds. */
  readonly seconds: number;
  readonly failures: readonly TestFailure[];
}

export interface TestFailure {
  readonly test: string;
  readonly message: string;
  readonly text: string;
}

/**
 * Adds up JUnit XML. Cases are counted, not the totals that a file claims.
 *
 * @throws Error for a file that is no JUnit XML
 */
export function readJunit(files: readonly { readonly name: string; readonly text: string }[]): TestResults {
  const cases = files.flatMap(({ name, text }) => casesOf(name, text));
  const failed = cases.filter(({ failure }) => failure !== undefined);
  return {
    passed: cases.filter(({ failure, skipped }) => failure === undefined && !skipped).length,
    failed: failed.length,
    skipped: cases.filter(({ skipped }) => skipped).length,
    seconds: cases.reduce((sum, { seconds }) => sum + seconds, 0),
    failures: failed.flatMap(({ failure }) => failure ?? []),
  };
}

/** A line of numbers, and what failed. */
export function junitSummary(results: TestResults): string {
  const { passed, failed, skipped, seconds } = results;
  const counts = table(
    ["tests", "passed", "failed", "skipped", "took"],
    [[String(passed + failed + skipped), String(passed), String(failed), String(skipped), `${seconds.toFixed(1)} s`]],
  );
  const shown = results.failures.slice(0, 20).map(({ test, message, text }) => {
    const body =
      text === "" ? codeSpan(message) : `${escapeMarkdown(message)}\n\n${codeBlock(text.slice(0, 4000), "text")}`;
    return details(test, body);
  });
  const more = results.failures.length - shown.length;
  return `${counts}\n${shown.join("\n")}${more > 0 ? `\nand ${more} more\n` : ""}`;
}

interface Case {
  readonly seconds: number;
  readonly skipped: boolean;
  readonly failure: TestFailure | undefined;
}

type Node = Readonly<Record<string, unknown>>;

// No entity of a document's own is expanded: the file comes from what was tested.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
  parseTagValue: false,
  htmlEntities: false,
  textNodeName: "#text",
  isArray: (name) => ["testsuite", "testcase", "failure", "error"].includes(name),
});

function casesOf(name: string, text: string): Case[] {
  const document = parsed(name, text);
  const roots = isNode(document) ? [...nodes(document.testsuites), ...nodes(document.testsuite)] : [];
  if (roots.length === 0) throw new Error(`${name} is no JUnit XML: it has neither testsuites nor testsuite`);
  return roots.flatMap(suiteCases);
}

function parsed(name: string, text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    throw new Error(`${name} is no JUnit XML: it ends in the middle, or is no XML at all`);
  }
}

function suiteCases(suite: Node): Case[] {
  return [...nodes(suite.testsuite).flatMap(suiteCases), ...nodes(suite.testcase).map(readCase)];
}

function readCase(test: Node): Case {
  const [problem] = [...listOf(test.failure), ...listOf(test.error)];
  const name = [textOf(test.classname), textOf(test.name)].filter((part) => part !== "").join(" › ");
  const text = isNode(problem) ? textOf(problem["#text"]) : textOf(problem);
  const message = (isNode(problem) ? textOf(problem.message) : "") || (text.split("\n", 1)[0] ?? "") || "failed";
  return {
    seconds: Number(textOf(test.time)) || 0,
    skipped: "skipped" in test && problem === undefined,
    failure: problem === undefined ? undefined : { test: name, message, text },
  };
}

function nodes(value: unknown): Node[] {
  return listOf(value).filter(isNode);
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
