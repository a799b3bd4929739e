// What does a person read about a smoke test, and what does a CI system?

import { formatDuration } from "../config/duration.ts";
import { type Evidence, Failure } from "../report/failure.ts";
import type { JunitSuite } from "../report/junit.ts";
import { escapeMarkdown, table } from "../report/markdown.ts";
import type { Answer } from "./expectations.ts";
import { type EndpointResult, failedRequests, type RequestResult, type SuiteResult } from "./run-suite.ts";

/** So much of an answer's body is shown for a failed request. */
const shownBody = 2000;
/** So many failed requests are shown with their answers; all of them stand in the table. */
const shownFailures = 10;

/** One table of all endpoints and requests, in Markdown. What came from outside is escaped. */
export function suiteSummary(result: SuiteResult): string {
  const counted = result.endpoints.filter(({ state }) => state !== "left");
  const total = counted.reduce((sum, { requests }) => sum + requests.length, 0);
  const failed = failedRequests(result).length;
  return [
    `### Smoke test ${escapeMarkdown(result.suite.name)}: ${failed === 0 ? "passed" : "failed"}`,
    "",
    `${total - failed} of ${total} requests passed, asked of ${escapeMarkdown(result.target)} in ${formatDuration(Math.ceil(result.durationMs))}.`,
    "",
    table(
      ["Asked", "Request", "Result", "Time", "Attempts", "What was wrong"],
      result.endpoints.flatMap((endpoint) => rows(endpoint)),
    ),
  ].join("\n");
}

/** The failure that ends the action, with the answers as evidence. */
export function suiteFailure(result: SuiteResult): Failure {
  const failed = failedRequests(result);
  const [first] = failed;
  const total = result.endpoints.reduce((sum, { requests }) => sum + requests.length, 0);
  const what =
    first === undefined ? "" : `: ${first.request.request.name}: ${first.request.mismatches[0]} (${first.endpoint})`;
  const more = failed.length > shownFailures ? ` The first ${shownFailures} are shown.` : "";
  return new Failure({
    attempted: `running the smoke suite ${result.suite.name} against ${result.target}`,
    found: `${failed.length} of ${total} requests failed${what}`,
    advice: `Compare what was expected with what came.${more}`,
    at: { file: result.suite.file, line: first?.request.request.line ?? 1 },
    evidence: failed.slice(0, shownFailures).map(({ endpoint, request }) => evidenceOf(endpoint, request)),
  });
}

/** One test suite per endpoint. The caller redacts. */
export function suiteJunit(result: SuiteResult): JunitSuite[] {
  return result.endpoints.map(({ endpoint, requests, state }) => ({
    name: `${result.suite.name}: ${endpoint}`,
    cases:
      state === "left"
        ? [{ name: endpoint, durationMs: 0, result: { kind: "skipped", message: "went away during the test" } }]
        : requests.map((request) => ({
            name: request.request.name,
            classname: result.suite.name,
            durationMs: request.durationMs,
            result: request.passed
              ? { kind: "passed" }
              : { kind: "failed", message: request.mismatches.join("; "), text: evidenceOf(endpoint, request).text },
          })),
  }));
}

function rows({ endpoint, state, requests }: EndpointResult): string[][] {
  const name = escapeMarkdown(endpoint);
  if (state === "left") return [[name, "", "not counted: went away", "", "", ""]];
  return requests.map((request) => [
    name,
    escapeMarkdown(request.request.name),
    request.passed ? "passed" : "**failed**",
    formatDuration(Math.ceil(request.durationMs)),
    String(request.attempts),
    request.mismatches.map((mismatch) => escapeMarkdown(mismatch)).join("<br>"),
  ]);
}

function evidenceOf(endpoint: string, { request, mismatches, answer, attempts }: RequestResult): Evidence {
  const where = request.location.kind === "path" ? request.location.path : request.location.url;
  const answered = answer === undefined ? [] : ["", ...answerLines(answer)];
  return {
    title: `${request.name}: ${request.method} ${where}, asked of ${endpoint}, attempt ${attempts}`,
    text: [...mismatches, ...answered].join("\n"),
  };
}

function answerLines({ status, headers, body, truncated }: Answer): string[] {
  const shown = body.slice(0, shownBody);
  const rest = body.length - shown.length;
  return [
    `HTTP status ${status}`,
    ...Object.entries(headers)
      .filter(([name]) => name !== "set-cookie")
      .map(([name, value]) => `${name}: ${value.slice(0, 300)}`),
    "",
    shown,
    ...(rest > 0 ? [`(${rest}${truncated ? " or more" : ""} further characters)`] : []),
  ];
}
