// What does a person read about a smoke test, and what does a CI system?
// (No secret is in a result any more: see run-suite.ts.)

import { durationText } from "../config/duration.ts";
import { type Evidence, Failure } from "../report/failure.ts";
import type { JunitSuite } from "../report/junit.ts";
import { escapeMarkdown, table } from "../report/markdown.ts";
import type { Answer } from "./answer.ts";
import { curlCommand, isSecretHeader } from "./results/curl.ts";
import { histogramOf, histogramPicture, quantile, regroup } from "./results/histogram.ts";
import { countSteps, type EndpointResult, failedSteps, type StepResult, type SuiteResult } from "./suite-result.ts";
import type { PathTested } from "./target.ts";

/** So much of an answer's body is shown for a failed request. */
const shownBody = 2000;
const shownHeaders = 30;
/** So many failed requests are shown with their answers; all of them stand in the table. */
const shownFailures = 10;
/** A summary holds 1 MiB; rows are short. */
const shownRows = 300;
/** A picture of fewer answers says nothing. */
const fewestForPicture = 5;

/** A table of all endpoints and steps, and how long answers took, in Markdown. What came from outside is escaped. */
export function suiteSummary(result: SuiteResult): string {
  const { passed, failed, skipped } = countSteps(result);
  const without = skipped > 0 ? `, ${skipped} skipped` : "";
  const rows = result.endpoints.flatMap((endpoint) => rowsOf(endpoint));
  const shown = [
    ...rows.filter(({ failed: isFailed }) => isFailed),
    ...rows.filter(({ failed: isFailed }) => !isFailed),
  ];
  const cut = rows.length > shownRows ? `\n${rows.length - shownRows} further rows are left out.\n` : "";
  return [
    `### Smoke test ${escapeMarkdown(result.suite.name)}: ${result.passed ? "passed" : "failed"}`,
    "",
    `${passed} of ${passed + failed} requests passed${without}, asked of ${escapeMarkdown(result.target)} in ${durationText(result.durationMs)}.`,
    ...pathLines(result),
    ...versionLines(result),
    "",
    table(
      ["Asked", "Journey", "Request", "Result", "Time", "Attempts", "What was wrong"],
      (rows.length > shownRows ? shown.slice(0, shownRows) : rows).map(({ cells }) => cells),
    ),
    cut,
    ...latencies(result),
    ...reports(result),
  ].join("\n");
}

/** The failure that ends the action, with the answers as evidence. */
export function suiteFailure(result: SuiteResult): Failure {
  const failed = failedSteps(result);
  const [first] = failed;
  const { passed, failed: count } = countSteps(result);
  const what =
    first === undefined ? "" : `: ${first.result.step.name}: ${first.result.mismatches[0]} (${first.endpoint})`;
  const more = failed.length > shownFailures ? ` The first ${shownFailures} are shown.` : "";
  return new Failure({
    attempted: `running the smoke suite ${result.suite.name} against ${result.target}`,
    found: `${failed.length} of ${passed + count} requests failed${what}`,
    advice: `Compare what was expected with what came.${more}`,
    at: first?.result.step.at ?? { file: result.suite.file, line: 1 },
    evidence: failed.slice(0, shownFailures).map((one) => evidenceOf(one.endpoint, one.result, result)),
  });
}

/** Those that the failure does not show at its own place: one annotation each, on the step's line. */
export function furtherFailures(result: SuiteResult): { message: string; at: StepResult["step"]["at"] }[] {
  const [first, ...others] = failedSteps(result);
  const lines = new Set([first?.result.step.at.line]);
  return others
    .filter(({ result: { step } }) => !lines.has(step.at.line) && lines.add(step.at.line))
    .slice(0, shownFailures - 1)
    .map(({ endpoint, result: { step, mismatches } }) => ({
      message: `${step.name}: ${mismatches[0]} (${endpoint})`,
      at: step.at,
    }));
}

/** One test suite per endpoint. */
export function suiteJunit(result: SuiteResult): JunitSuite[] {
  return result.endpoints.map(({ endpoint, steps, state }) => ({
    name: `${result.suite.name}: ${endpoint}`,
    cases:
      state === "left"
        ? [{ name: endpoint, durationMs: 0, result: { kind: "skipped", message: "went away during the test" } }]
        : steps.map((step) => ({
            name: step.step.name,
            classname: `${result.suite.name}.${step.journey}`,
            durationMs: step.durationMs,
            result: junitResult(endpoint, step, result),
            output: step.tries.length > 1 ? `attempts: ${settled(step)}` : undefined,
          })),
  }));
}

function junitResult(endpoint: string, step: StepResult, result: SuiteResult): JunitSuite["cases"][number]["result"] {
  if (step.state === "passed") return { kind: "passed" };
  if (step.state === "skipped") return { kind: "skipped", message: step.reason };
  return { kind: "failed", message: step.mismatches.join("; "), text: evidenceOf(endpoint, step, result).text };
}

const pathWords: Readonly<Record<PathTested, string>> = {
  users: "as users reach it (name, load balancer, ingress)",
  service: "through the Service's selector and ports; what stands before it was not tested",
  pods: "pod by pod through the API server; what stands before the pods was not tested",
};

function pathLines({ endpoints }: SuiteResult): string[] {
  const paths = [...new Set(endpoints.flatMap(({ path }) => path ?? []))];
  return paths.map((path) => `\nPath tested: ${pathWords[path]}.`);
}

/** Which version answered is the first thing to know of a test after a deployment. */
function versionLines(result: SuiteResult): string[] {
  const judged = result.endpoints
    .flatMap(({ steps }) => steps)
    .filter(({ step, state }) => step.expect.version !== undefined && state !== "skipped");
  const expected = [...new Set(judged.map(({ step }) => step.expect.version?.equals ?? ""))];
  if (expected.length === 0) return ["\nThe version that answered was not checked: no step expects one."];
  const wrong = judged.filter(({ mismatches }) =>
    mismatches.some((sentence) => /^expected (?:version|a pod of) /.test(sentence)),
  ).length;
  const unanswered = judged.filter(({ answer }) => answer === undefined).length;
  return [
    `\nVersion ${expected.map(escapeMarkdown).join(", ")} answered ${judged.length - wrong - unanswered} of the ${judged.length} requests that ask for it.`,
  ];
}

interface TableRow {
  readonly failed: boolean;
  readonly cells: string[];
}

function rowsOf({ endpoint, state, steps }: EndpointResult): TableRow[] {
  const name = escapeMarkdown(endpoint);
  if (state === "left") return [{ failed: false, cells: [name, "", "", "not counted: went away", "", "", ""] }];
  return steps.map((step) => ({
    failed: step.state === "failed",
    cells: [
      name,
      escapeMarkdown(step.journey),
      escapeMarkdown(step.step.name),
      step.state === "failed" ? "**failed**" : step.state,
      step.state === "skipped" ? "" : durationText(step.durationMs),
      step.state === "skipped" ? "" : escapeMarkdown(settled(step)),
      (step.state === "skipped" ? [step.reason ?? ""] : step.mismatches).map(escapeMarkdown).join("<br>"),
    ],
  }));
}

/** `1`, `4, slow start: right after 1.2 s`. */
function settled({ tries, settling, settledMs, state }: StepResult): string {
  if (tries.length <= 1) return String(tries.length);
  if (state === "failed") return `${tries.length}${settling === "flapping" ? ", flapping" : ""}`;
  if (settling === "steady") return String(tries.length);
  return `${tries.length}, ${settling}: right after ${durationText(settledMs)}`;
}

function latencies(result: SuiteResult): string[] {
  const durations = result.endpoints.flatMap(({ steps }) =>
    steps.flatMap(({ step, answer }) => (step.ask.kind === "http" && answer !== undefined ? [answer.durationMs] : [])),
  );
  if (durations.length < fewestForPicture) return [];
  const shown = (share: number): string => durationText(quantile(durations, share) ?? 0);
  return [
    `Half of the ${durations.length} answers came within ${shown(0.5)}, 95 % within ${shown(0.95)}, all within ${shown(1)}.`,
    "",
    histogramPicture("Answers by latency", histogramOf(durations)),
  ];
}

/** What protocols show themselves, such as a load stage. */
function reports(result: SuiteResult): string[] {
  return result.endpoints.flatMap(({ steps }) =>
    steps.flatMap(({ step, answer }) => [
      ...(answer?.report === undefined ? [] : [`#### ${escapeMarkdown(step.name)}`, "", answer.report, ""]),
      ...(answer?.histogram === undefined ? [] : [histogramPicture(step.name, regroup(answer.histogram))]),
    ]),
  );
}

function evidenceOf(endpoint: string, result: StepResult, { endpoints }: SuiteResult): Evidence {
  const { step, mismatches, answer, asked, tries } = result;
  const where = asked === undefined ? step.name : `${asked.method} ${new URL(asked.url).pathname}`;
  const pod = endpoints.find((one) => one.endpoint === endpoint)?.pod;
  const isTarget = step.ask.kind === "http" && step.ask.location.kind === "path";
  return {
    title: `${step.name}: ${where}, asked of ${endpoint}, attempt ${tries.length}`,
    text: [
      ...mismatches,
      ...(tries.length > 1
        ? [
            `${tries.length} attempts: ${tries
              .slice(-10)
              .map(({ fits }) => (fits ? "right" : "wrong"))
              .join(", ")}`,
          ]
        : []),
      ...(asked === undefined ? [] : ["", curlCommand(asked, isTarget ? pod : undefined)]),
      ...(answer === undefined ? [] : ["", ...answerLines(answer)]),
    ].join("\n"),
  };
}

function answerLines({ status, headers, body, truncated, protocol, redirects = [] }: Answer): string[] {
  const shown = body.slice(0, shownBody);
  const rest = body.length - shown.length;
  const visible = Object.entries(headers).filter(([name]) => !isSecretHeader(name));
  return [
    ...redirects.map((redirect) => `HTTP status ${redirect.status}, redirected to ${redirect.location}`),
    protocol === undefined || /^h(?:ttp|2)/.test(protocol) ? `HTTP status ${status}` : `${protocol} status ${status}`,
    ...visible.slice(0, shownHeaders).map(([name, value]) => `${name}: ${value.slice(0, 300)}`),
    ...(visible.length > shownHeaders ? [`(${visible.length - shownHeaders} further headers)`] : []),
    "",
    shown,
    ...(rest > 0 ? [`(${rest}${truncated ? " or more" : ""} further characters)`] : []),
  ];
}
