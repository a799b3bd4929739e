// Does what scanners know of an image's contents let it be released?

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Failure } from "../../report/failure.ts";
import { renderSarif, type SarifFinding, type SarifSeverity } from "../../report/sarif.ts";
import { waiverName } from "../../waivers/apply-waivers.ts";
import { loadWaivers } from "../../waivers/waivers.ts";
import type { Gate, GateContext, GateReport, ImageUnderTest } from "../gate.ts";
import { judgeScan, type ScanJudgement, type ScanRule, scanSummary } from "./judge-scan.ts";
import { readScanReport } from "./read-report.ts";
import { runScanner } from "./run-scanner.ts";
import { reportFault, type ScanReport, type Severity, type Vulnerability } from "./vulnerability.ts";

export interface ScanSettings {
  /** `report`: what another step's scanner wrote is read. */
  readonly scan: "grype" | "trivy" | "report";
  /** Where relative paths begin: the workspace. */
  readonly directory: string;
  readonly failOn: Severity | "none";
  readonly ignoreUnfixed: boolean;
  /** The waiver file. */
  readonly waivers?: string | undefined;
  /** For `report`: grype's JSON, trivy's JSON or SARIF. */
  readonly report?: string | undefined;
  /** Where the findings are written as SARIF. */
  readonly sarif?: string | undefined;
  /** How old the scanner's database may be, in milliseconds. */
  readonly maxDatabaseAge: number;
}

/**
 * The findings of a scanner, less what the project accepts. It fails for a vulnerability of the limit's severity, for a
 * waiver that has ended, and where no scanner gave an answer that can be trusted.
 */
export function scanGate(settings: ScanSettings): Gate {
  return async (subject, context): Promise<GateReport> => {
    const rule: ScanRule = {
      failOn: settings.failOn,
      ignoreUnfixed: settings.ignoreUnfixed,
      waivers: settings.waivers === undefined ? [] : await loadWaivers(settings.waivers, settings.directory),
      image: subject.repository ?? "",
      now: new Date(),
    };
    const report = await context.log.group(`Scan by ${settings.scan}`, () => obtain(settings, subject, context));
    const judgement = judgeScan(report.vulnerabilities, rule);
    for (const waiver of judgement.unused) {
      context.log.warning(
        `The waiver for ${waiverName(waiver)} is about nothing that was found: remove it.`,
        waiver.at,
      );
    }
    if (settings.sarif !== undefined) await writeSarif(settings, judgement, report, subject);
    return {
      name: "scan",
      result: judgement.failure === undefined ? "passed" : "failed",
      markdown: scanSummary(judgement, report, rule),
      outputs: {
        vulnerabilities: String(judgement.open.length),
        "vulnerabilities-waived": String(judgement.waived.length),
      },
      failure: judgement.failure,
    };
  };
}

async function obtain(settings: ScanSettings, subject: ImageUnderTest, context: GateContext): Promise<ScanReport> {
  if (settings.scan !== "report") return runScanner(settings.scan, subject, settings.maxDatabaseAge, context);
  const file = settings.report ?? "";
  const text = await readFile(resolve(settings.directory, file), "utf8").catch((cause: unknown) => {
    throw noReport(file, file === "" ? `the input "scan-report" is empty` : `there is no file ${file}`, cause);
  });
  const report = readScanReport(text);
  if (report === undefined) throw noReport(file, `${file} is neither grype's JSON nor trivy's JSON nor SARIF 2.1.0`);
  const fault = reportFault(report, settings.maxDatabaseAge, new Date());
  if (fault !== undefined) throw noReport(file, `the report of ${report.tool} cannot be trusted: ${fault}`);
  return report;
}

function noReport(file: string, found: string, cause?: unknown): Failure {
  return new Failure({
    attempted: `reading the scanner's report ${file}`.trim(),
    found,
    advice: `Let the step that scans write its report (grype --output json=FILE, trivy --format json --output FILE) and name it in "scan-report".`,
    cause,
  });
}

async function writeSarif(
  settings: ScanSettings,
  judgement: ScanJudgement,
  report: ScanReport,
  subject: ImageUnderTest,
): Promise<void> {
  const waived = judgement.waived.map(({ finding, waiver }) =>
    findingOf(finding, subject, `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`),
  );
  const findings = [...judgement.open.map((one) => findingOf(one, subject)), ...waived];
  const all = [...judgement.open, ...judgement.waived.map(({ finding }) => finding)];
  const rules = [...new Map(all.map((one) => [one.id, one])).values()].map((one) => ({
    id: one.id,
    severity: sarifSeverity(one.severity),
    title: one.title || one.id,
    why: one.title || `${one.id} is known for ${one.package}.`,
    recommendation:
      one.fixedIn.length === 0 ? "No version mends it yet." : `Update ${one.package} to ${one.fixedIn.join(" or ")}.`,
    source: one.url || `https://www.cve.org/CVERecord?id=${encodeURIComponent(one.id)}`,
    tags: ["security", "vulnerability"],
  }));
  const log = renderSarif({
    tool: `slipway build-image (${report.tool})`,
    version: report.toolVersion,
    rules,
    findings,
  });
  const file = resolve(settings.directory, settings.sarif ?? "");
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(log, undefined, 2));
  } catch (cause) {
    throw new Failure({
      attempted: "writing what the scan found as SARIF",
      found: `${settings.sarif} cannot be written (${cause instanceof Error ? cause.message.replace(/,.*/, "") : String(cause)})`,
      advice: `Name a file in "scan-sarif": its path begins at the workspace, and its folder is made.`,
      cause,
    });
  }
}

/** At the Dockerfile: code scanning shows what stands in a file of the repository, and that is what made the image. */
function findingOf(one: Vulnerability, subject: ImageUnderTest, waived?: string): SarifFinding {
  const fix = one.fixedIn.length === 0 ? "no fix yet" : `mended in ${one.fixedIn.join(", ")}`;
  return {
    ruleId: one.id,
    severity: sarifSeverity(one.severity),
    message: `${one.package} ${one.version} has ${one.id} (${fix})${one.title === "" ? "" : `: ${one.title}`}`,
    subject: `${subject.repository ?? "image"}${one.path === "" ? "" : `:${one.path}`}`,
    at: subject.dockerfile === undefined ? undefined : { file: subject.dockerfile.file, line: 1 },
    waived,
  };
}

function sarifSeverity(severity: Severity): SarifSeverity {
  if (severity === "negligible") return "info";
  return severity === "unknown" ? "medium" : severity;
}
