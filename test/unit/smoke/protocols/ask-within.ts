// How much memory does a process need that runs these suites?

import { appendFileSync, readFileSync } from "node:fs";
import { parseSuite } from "../../../../src/smoke/load-suite.ts";
import { runSuite } from "../../../../src/smoke/run-suite.ts";
import { urlTarget } from "../../../../src/smoke/target-url.ts";

const [questionsFile = "", answersFile = ""] = process.argv.slice(2);
const ignore = () => undefined;
const log = {
  ...{ info: ignore, debug: ignore, warning: ignore, error: ignore, foreign: ignore },
  group: <T>(_title: string, body: () => T) => body(),
};

const questions = JSON.parse(readFileSync(questionsFile, "utf8")) as { what: string; url: string; suite: string }[];
for (const { what, url, suite } of questions) {
  const before = process.resourceUsage().maxRSS;
  const context = { log, signal: new AbortController().signal, deadlineMs: 1 };
  const { endpoints } = await runSuite(parseSuite(suite, "smoke.yaml"), urlTarget(url), context);
  const wrong = endpoints.flatMap(({ steps }) => steps.flatMap(({ mismatches }) => mismatches));
  const grownMiB = (process.resourceUsage().maxRSS - before) / 1024;
  appendFileSync(answersFile, `${JSON.stringify({ what, wrong, grownMiB })}\n`);
}
