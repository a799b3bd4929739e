// Do the tests pass that the Dockerfile holds as a stage of its own?

import { existsSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../report/failure.ts";
import { codeBlock, codeSpan, details } from "../../report/markdown.ts";
import { type BuildxInvocation, csvField } from "../arguments.ts";
import { lastOutput, readSteps } from "../build-log.ts";
import type { BuildContext } from "../build-request.ts";
import { findStage } from "../dockerfile/dockerfile.ts";
import type { GateReport } from "../gate.ts";
import type { Preparation } from "../prepare-build.ts";
import { type BuildRunResult, runBuild } from "../run-build.ts";
import { readResults } from "./junit-files.ts";
import { junitSummary } from "./junit-results.ts";

export interface TestTarget {
  readonly target: string;
  /** Paths of JUnit files in the stage, with globs as COPY takes them. */
  readonly results: readonly string[];
  /** How the image itself is built: the stage is built alike, and shares its cache. */
  readonly invocation: BuildxInvocation;
  readonly directory: string;
  /** A folder that is removed after the build. */
  readonly folder: string;
}

const shownLines = 30;

/** Builds the stage on the builder's own platform. The report says whether it passed; nothing is thrown for a failed test. */
export async function runTestTarget(
  test: TestTarget,
  prepared: Preparation,
  context: BuildContext,
): Promise<GateReport> {
  const invocation = stageInvocation(test);
  const attempted = `testing the source (target ${test.target})`;
  const dockerfile = prepared.place.dockerfile;
  const built = await runBuild({ attempted, invocation, dockerfile }, prepared, test.directory, context);
  const log = logPart(built, test.target);
  if (built.kind === "failed") return { name: "tests", result: "failed", markdown: log, failure: built.failure };
  if (test.results.length === 0) return { name: "tests", result: "passed", markdown: log };

  const exported = await exportResults(test, invocation, prepared, context);
  const results = await readResults(exported, stagePosition(test.target, prepared));
  const summary = `${junitSummary(results)}\n${log}`;
  const outputs = { "tests-passed": String(results.passed), "tests-failed": String(results.failed) };
  if (results.failed === 0 && results.passed > 0) {
    return { name: "tests", result: "passed", markdown: summary, outputs };
  }
  const [first] = results.failures;
  const failure = new Failure({
    attempted,
    found:
      first === undefined
        ? "the JUnit files tell of no test that ran"
        : `${results.failed} of ${results.failed + results.passed} tests failed, the first of them ${first.test}: ${first.message}`,
    advice: "Mend what the tests found; the summary holds all that failed.",
    at: stagePosition(test.target, prepared),
    evidence: first === undefined || first.text === "" ? [] : [{ title: `what ${first.test} said`, text: first.text }],
  });
  return { name: "tests", result: "failed", markdown: summary, outputs, failure };
}

function stageInvocation({ invocation, target }: TestTarget): BuildxInvocation {
  return {
    ...invocation,
    target,
    platforms: [],
    labels: [],
    annotations: [],
    // The cache of the image itself is written by its own build: a second one would take its place.
    cacheTo: [],
    outputs: [],
    provenance: undefined,
    sbom: undefined,
    metadataFile: undefined,
  };
}

/** What the stage printed last, or why that is nothing. */
export function logPart({ kind, lines }: Pick<BuildRunResult, "kind" | "lines">, target: string): string {
  const printed = lastOutput(lines, shownLines);
  if (printed.length > 0) return details(`last lines of the stage ${target}`, codeBlock(printed.join("\n"), "text"));
  const ran = readSteps(lines).filter(({ step }) => !step.startsWith("FROM "));
  const cached = kind === "built" && ran.length > 0 && ran.every((step) => step.cached);
  return cached
    ? "Nothing changed since these tests ran last: their result came from the cache.\n"
    : `The stage ${codeSpan(target)} printed nothing.\n`;
}

/** A stage more behind the user's own takes just the files out. BuildKit has the tests in its cache by now. */
async function exportResults(
  { target, results, directory, folder }: TestTarget,
  invocation: BuildxInvocation,
  prepared: Preparation,
  context: BuildContext,
): Promise<string> {
  const { dockerfile } = prepared;
  if (dockerfile === undefined) throw remoteSource();
  const file = join(folder, "Dockerfile");
  const copies = results.map((path, index) => `COPY --from=${target} ${JSON.stringify([path, `/${index}/`])}`);
  await writeFile(file, [dockerfile.text, "FROM scratch AS slipway-test-results", ...copies, ""].join("\n"));
  const ignore = `${dockerfile.path}.dockerignore`;
  if (existsSync(ignore)) await copyFile(ignore, `${file}.dockerignore`);
  const place = join(folder, "test-results");
  const run = await runBuild(
    {
      attempted: "taking out the results of the tests",
      invocation: {
        ...invocation,
        // Which rules the user's file has to keep was told by its own build. The lines here are written in their way.
        buildArgs: [...invocation.buildArgs, "BUILDKIT_DOCKERFILE_CHECK=skip=all"],
        file,
        target: "slipway-test-results",
        outputs: [["type=local", csvField(`dest=${place}`)].join(",")],
        noCache: false,
        pull: false,
      },
      dockerfile: dockerfile.file,
    },
    prepared,
    directory,
    context,
  );
  if (run.kind === "failed") throw missingResults(results, run.failure, stagePosition(target, prepared));
  return place;
}

function stagePosition(target: string, { dockerfile }: Preparation): { file: string; line: number } | undefined {
  const stage = dockerfile === undefined ? undefined : findStage(dockerfile.parsed, target);
  return stage === undefined || dockerfile === undefined ? undefined : { file: dockerfile.file, line: stage.line };
}

function missingResults(results: readonly string[], cause: Failure, at: ReturnType<typeof stagePosition>): Failure {
  return new Failure({
    attempted: "taking out the results of the tests",
    found: `the test stage has no file ${results.join(" or ")}`,
    advice: `Let the stage write them there, and end well also where a test fails: the files say which did.`,
    at,
    evidence: cause.evidence,
    cause,
  });
}

function remoteSource(): Failure {
  return new Failure({
    attempted: "taking out the results of the tests",
    found: "the Dockerfile is not on this machine",
    advice: `Check the repository out and name its folder in "context", or leave out "test-results".`,
  });
}
