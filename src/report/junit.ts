// How are results written so that CI systems read them as JUnit XML?

/** One group of tests. Durations are in milliseconds. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

export interface JunitCase {
  readonly name: string;
  /** The group that CI systems show it under; the suite's name where it is absent. */
  readonly classname?: string | undefined;
  readonly durationMs: number;
  readonly result: JunitResult;
  /** What was seen, for a failed case and for a good one. */
  readonly output?: string | undefined;
}

export type JunitResult =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly message: string; readonly text?: string | undefined }
  /** It could not be judged: the tool, not the tested thing, went wrong. */
  | { readonly kind: "error"; readonly message: string; readonly text?: string | undefined }
  | { readonly kind: "skipped"; readonly message?: string | undefined };

/** JUnit XML after the schema that Jenkins and GitLab read. Redact before: a file outlives the job. */
export function renderJunit(suites: readonly JunitSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${totals(cases)}>`,
    ...suites.flatMap(suiteLines),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteLines(suite: JunitSuite): string[] {
  return [
    `  <testsuite${attributes({ name: suite.name })}${totals(suite.cases)}>`,
    ...suite.cases.flatMap((test) => caseLines(test, suite.name)),
    "  </testsuite>",
  ];
}

function caseLines(test: JunitCase, suite: string): string[] {
  const opening = `    <testcase${attributes({
    name: test.name,
    classname: test.classname ?? suite,
    time: seconds(test.durationMs),
  })}`;
  const inner = [...resultLines(test.result), ...outputLines(test.output)];
  return inner.length === 0 ? [`${opening}/>`] : [`${opening}>`, ...inner, "    </testcase>"];
}

function resultLines(result: JunitResult): string[] {
  switch (result.kind) {
    case "passed":
      return [];
    case "skipped":
      return [`      <skipped${result.message === undefined ? "" : attributes({ message: result.message })}/>`];
    case "failed":
      return [element("failure", result.message, result.text)];
    case "error":
      return [element("error", result.message, result.text)];
  }
}

function element(name: string, message: string, text: string | undefined): string {
  return `      <${name}${attributes({ message })}>${escapeXml(text ?? message)}</${name}>`;
}

function outputLines(output: string | undefined): string[] {
  return output === undefined || output === "" ? [] : [`      <system-out>${escapeXml(output)}</system-out>`];
}

function totals(cases: readonly JunitCase[]): string {
  const count = (kind: JunitResult["kind"]): string => String(cases.filter((test) => test.result.kind === kind).length);
  return attributes({
    tests: String(cases.length),
    failures: count("failed"),
    errors: count("error"),
    skipped: count("skipped"),
    time: seconds(cases.reduce((sum, test) => sum + test.durationMs, 0)),
  });
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replaceAll("\n", "&#10;")}"`)
    .join("");
}

// What XML 1.0 cannot hold at all, even escaped: https://www.w3.org/TR/xml/#charsets
const unspeakable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unspeakable, "\u{FFFD}")
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
