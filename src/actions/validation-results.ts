// Where does validate-production write its results?

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import type { Job } from "../github/job.ts";
import { Failure } from "../report/failure.ts";
import type { Suggestion } from "../validation/fix/suggest-fixes.ts";
import type { History } from "../validation/results/history.ts";
import type { ValidationReport } from "../validation/results/validation-report.ts";
import type { JudgedFinding, ValidationResult } from "../validation/validate.ts";

/** Paths are relative to the workspace. */
export const resultsInputs = {
  junit: z.string().optional(),
  json: z.string().optional(),
  html: z.string().optional(),
  sarif: z.string().optional(),
  history: z.string().optional(),
  fix: z.enum(["off", "suggest"]).default("off"),
  patch: z.string().optional(),
};

type Inputs = z.infer<z.ZodObject<typeof resultsInputs>>;

/** What the report says of the run beside its result. */
export interface About {
  /** `Deployment/orders in shop`. */
  readonly subject: string;
  /** Whether what is open is new since a baseline. */
  readonly hasBaseline: boolean;
}

/**
 * Writes the files that the inputs ask for, without the job's secrets.
 *
 * @returns the outputs `junit`, `json`, `html`, `sarif` and `patch`: the path of each file, empty where there is none
 * @throws Failure for a history that is none
 */
export async function writeValidationResults(
  result: ValidationResult,
  given: Inputs,
  about: About,
  job: Job,
): Promise<Record<string, string>> {
  const { reportOf } = await import("../validation/results/report-of.ts");
  const history = given.history === undefined ? undefined : await readEarlier(given.history, job);
  const suggestion = given.fix === "suggest" ? await suggest(result, job) : undefined;
  const report = reportOf(result, {
    subject: about.subject,
    at: new Date(),
    commit: job.run.sha,
    history,
    mended: suggestion?.mended,
  });
  await writeFileOfJob(given.junit, () => junitText(report), job);
  await writeFileOfJob(given.json, async () => `${JSON.stringify(report, null, 2)}\n`, job);
  await writeFileOfJob(given.html, () => htmlText(report), job);
  await writeFileOfJob(given.sarif, () => sarifText(report, about), job);
  await writeFileOfJob(given.history, () => historyText(history, report), job);
  const { junit = "", json = "", html = "", sarif = "" } = given;
  return { junit, json, html, sarif, patch: await writePatch(suggestion, given, job) };
}

async function suggest({ results }: ValidationResult, job: Job): Promise<Suggestion<JudgedFinding>> {
  const { suggestFixes } = await import("../validation/fix/suggest-fixes.ts");
  const findings = results.flatMap((one) => one.findings).filter(({ fix }) => fix !== undefined);
  const names = [...new Set(findings.flatMap(({ at }) => (at === undefined ? [] : [at.file])))];
  const files = new Map<string, string>();
  for (const name of names) {
    const text = await readIfThere(resolve(job.run.workspace, name));
    if (text !== undefined) files.set(name, text);
  }
  return suggestFixes(findings, files);
}

async function writePatch(suggestion: Suggestion | undefined, given: Inputs, job: Job): Promise<string> {
  if (suggestion === undefined) return "";
  for (const { finding, reason } of suggestion.left) {
    job.log.info(`No patch for ${finding.subject}: ${finding.evidence}: ${reason}.`);
  }
  if (suggestion.patch === "") return "";
  const file = given.patch ?? join(job.tempDirectory, "validate-production.patch");
  await writeFileOfJob(file, async () => suggestion.patch, job);
  job.log.info(`A patch for ${suggestion.mended.length} findings: git apply ${file}`);
  return file;
}

/** Nothing where no file is named. */
export async function writeFileOfJob(file: string | undefined, text: () => Promise<string>, job: Job): Promise<void> {
  if (file === undefined) return;
  const target = resolve(job.run.workspace, file);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, job.redact(await text()));
}

async function junitText(report: ValidationReport): Promise<string> {
  const [{ renderJunit }, { junitOf }] = await Promise.all([
    import("../report/junit.ts"),
    import("../validation/results/junit-of.ts"),
  ]);
  return renderJunit(junitOf(report));
}

async function htmlText(report: ValidationReport): Promise<string> {
  const { htmlReport } = await import("../validation/results/html-report.ts");
  return htmlReport(report);
}

async function sarifText(report: ValidationReport, { hasBaseline }: About): Promise<string> {
  const [{ renderSarif }, { sarifOf }] = await Promise.all([
    import("../report/sarif.ts"),
    import("../validation/results/sarif-of.ts"),
  ]);
  return `${JSON.stringify(renderSarif(sarifOf(report, hasBaseline)), null, 2)}\n`;
}

async function historyText(history: History | undefined, report: ValidationReport): Promise<string> {
  const { extendHistory, noHistory } = await import("../validation/results/history.ts");
  return extendHistory(history ?? noHistory, report);
}

/** The first run of a service has no history yet. */
async function readEarlier(file: string, job: Job): Promise<History> {
  const { noHistory, readHistory } = await import("../validation/results/history.ts");
  const text = await readIfThere(resolve(job.run.workspace, file));
  return text === undefined ? noHistory : readHistory(text, file);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Failure({
      attempted: `reading ${file}`,
      found: error instanceof Error ? error.message : String(error),
      advice: "Name a file that this job may read.",
      cause: error,
    });
  }
}
