// What does a scanner's report say, whichever scanner wrote it?

import { z } from "zod";
import { readSeverity, type ScanReport, type Severity, type Vulnerability } from "./vulnerability.ts";

/**
 * Reads grype's JSON, trivy's JSON or SARIF 2.1.0.
 *
 * @returns undefined for a text that is none of them: no report is not a report without findings
 */
export function readScanReport(text: string): ScanReport | undefined {
  const content = parseJson(text);
  return readGrype(content) ?? readTrivy(content) ?? readSarif(content);
}

const grypeSchema = z.object({
  matches: z.array(
    z.object({
      vulnerability: z.object({
        id: z.string(),
        severity: z.string().default(""),
        description: z.string().optional(),
        dataSource: z.string().optional(),
        fix: z.object({ versions: z.array(z.string()).nullish() }).optional(),
      }),
      relatedVulnerabilities: z.array(z.object({ id: z.string() })).nullish(),
      artifact: z.object({
        name: z.string(),
        version: z.string().default(""),
        type: z.string().default(""),
        locations: z.array(z.object({ path: z.string() })).nullish(),
      }),
    }),
  ),
  ignoredMatches: z.array(z.unknown()).nullish(),
  descriptor: z.object({
    name: z.literal("grype"),
    version: z.string().default(""),
    timestamp: z.string().optional(),
    db: z
      .object({
        status: z
          .object({ built: z.string().optional(), valid: z.boolean().optional(), error: z.string().optional() })
          .nullish(),
        providers: z.record(z.string(), z.unknown()).nullish(),
      })
      .nullish(),
  }),
});

/** https://github.com/anchore/grype/blob/main/grype/presenter/models/document.go */
function readGrype(content: unknown): ScanReport | undefined {
  const parsed = grypeSchema.safeParse(content);
  if (!parsed.success) return undefined;
  const { matches, ignoredMatches, descriptor } = parsed.data;
  const { status, providers } = descriptor.db ?? {};
  return {
    tool: "grype",
    toolVersion: descriptor.version,
    madeAt: readDate(descriptor.timestamp),
    databaseBuilt: readDate(status?.built),
    databaseSources: descriptor.db === undefined ? undefined : Object.keys(providers ?? {}).length,
    databaseProblem: status?.valid === false ? (status.error ?? "grype does not take it as valid") : undefined,
    ignoredByScanner: ignoredMatches?.length ?? 0,
    vulnerabilities: matches.map(({ vulnerability, relatedVulnerabilities, artifact }) => ({
      id: vulnerability.id,
      aliases: (relatedVulnerabilities ?? []).map(({ id }) => id).filter((id) => id !== vulnerability.id),
      severity: readSeverity(vulnerability.severity),
      package: artifact.name,
      version: artifact.version,
      type: artifact.type,
      fixedIn: vulnerability.fix?.versions ?? [],
      title: oneLine(vulnerability.description),
      url: vulnerability.dataSource ?? "",
      path: artifact.locations?.[0]?.path ?? "",
    })),
  };
}

const trivySchema = z.object({
  SchemaVersion: z.number(),
  Trivy: z.object({ Version: z.string().optional() }).optional(),
  // Left out where nothing of the image is known to trivy; but then the artifact is named.
  ArtifactName: z.string(),
  CreatedAt: z.string().optional(),
  Results: z
    .array(
      z.object({
        Target: z.string().default(""),
        Type: z.string().default(""),
        Vulnerabilities: z
          .array(
            z.object({
              VulnerabilityID: z.string(),
              VendorIDs: z.array(z.string()).optional(),
              PkgName: z.string(),
              PkgPath: z.string().optional(),
              InstalledVersion: z.string().default(""),
              FixedVersion: z.string().optional(),
              Severity: z.string().default(""),
              Title: z.string().optional(),
              Description: z.string().optional(),
              PrimaryURL: z.string().optional(),
            }),
          )
          .nullish(),
        ExperimentalModifiedFindings: z.array(z.unknown()).nullish(),
      }),
    )
    .nullish(),
});

/** https://trivy.dev/latest/docs/configuration/reporting/#json */
function readTrivy(content: unknown): ScanReport | undefined {
  const parsed = trivySchema.safeParse(content);
  if (!parsed.success) return undefined;
  const results = parsed.data.Results ?? [];
  return {
    tool: "Trivy",
    toolVersion: parsed.data.Trivy?.Version ?? "",
    madeAt: readDate(parsed.data.CreatedAt),
    ignoredByScanner: results.reduce((sum, one) => sum + (one.ExperimentalModifiedFindings?.length ?? 0), 0),
    vulnerabilities: results.flatMap(({ Target, Type, Vulnerabilities }) =>
      (Vulnerabilities ?? []).map((one) => ({
        id: one.VulnerabilityID,
        aliases: one.VendorIDs ?? [],
        severity: readSeverity(one.Severity),
        package: one.PkgName,
        version: one.InstalledVersion,
        type: Type,
        fixedIn: (one.FixedVersion ?? "")
          .split(",")
          .map((version) => version.trim())
          .filter((version) => version !== ""),
        title: oneLine(one.Title ?? one.Description),
        url: one.PrimaryURL ?? "",
        path: one.PkgPath ?? Target,
      })),
    ),
  };
}

const sarifRule = z.object({
  id: z.string(),
  shortDescription: z.object({ text: z.string() }).optional(),
  helpUri: z.string().optional(),
  properties: z.object({ "security-severity": z.union([z.string(), z.number()]).optional() }).optional(),
});
const sarifSchema = z.object({
  version: z.literal("2.1.0"),
  runs: z.array(
    z.object({
      tool: z.object({
        driver: z.object({ name: z.string(), version: z.string().optional(), rules: z.array(sarifRule).optional() }),
      }),
      invocations: z.array(z.object({ startTimeUtc: z.string().optional() })).optional(),
      results: z.array(
        z.object({
          ruleId: z.string().default("unknown"),
          level: z.string().optional(),
          message: z.object({ text: z.string().default("") }),
          suppressions: z.array(z.unknown()).optional(),
          locations: z
            .array(
              z.object({
                physicalLocation: z
                  .object({ artifactLocation: z.object({ uri: z.string().optional() }).optional() })
                  .optional(),
              }),
            )
            .optional(),
        }),
      ),
    }),
  ),
});

/**
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/. It has no place for a package, a version or a fix: grype and trivy
 * write them into the message, from which they are read where they stand; otherwise the message stands for them.
 */
function readSarif(content: unknown): ScanReport | undefined {
  const parsed = sarifSchema.safeParse(content);
  if (!parsed.success || parsed.data.runs.length === 0) return undefined;
  const { runs } = parsed.data;
  return {
    tool: [...new Set(runs.map(({ tool }) => tool.driver.name))].join(", "),
    toolVersion: runs[0]?.tool.driver.version ?? "",
    madeAt: earliest(runs.flatMap(({ invocations }) => readDate(invocations?.[0]?.startTimeUtc) ?? [])),
    ignoredByScanner: runs.reduce((sum, { results }) => sum + results.filter(isSuppressed).length, 0),
    vulnerabilities: runs.flatMap(({ tool, results }) =>
      results
        .filter((result) => !isSuppressed(result))
        .map((result): Vulnerability => {
          const rule = tool.driver.rules?.find(({ id }) => id === result.ruleId);
          const text = result.message.text;
          const fixed = /^Fixed Version: *(.*)$/m.exec(text)?.[1];
          const [, named, version, type] =
            /reports (\S+) at version (\S+)\s+which is a vulnerable \((\S+)\)/.exec(text) ?? [];
          return {
            // grype writes `CVE-2021-23337-lodash`.
            id: /^(?:CVE-\d+-\d+|GHSA(?:-\w{4}){3})/.exec(result.ruleId)?.[0] ?? result.ruleId,
            aliases: [],
            severity: sarifSeverity(rule, result.level),
            package: named ?? /^Package: *(.+)$/m.exec(text)?.[1] ?? "",
            version: version ?? /^Installed Version: *(.+)$/m.exec(text)?.[1] ?? "",
            type: type ?? "",
            fixedIn: fixed ? [fixed.trim()] : [],
            title: oneLine(rule?.shortDescription?.text ?? text),
            url: rule?.helpUri ?? "",
            path: result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "",
          };
        }),
    ),
  };
}

function isSuppressed(result: { suppressions?: unknown[] | undefined }): boolean {
  return (result.suppressions?.length ?? 0) > 0;
}

/** By the score where there is one, as GitHub reads it; a level says less. */
function sarifSeverity(rule: z.infer<typeof sarifRule> | undefined, level: string | undefined): Severity {
  const score = Number(rule?.properties?.["security-severity"] ?? Number.NaN);
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  if (score >= 0) return "low";
  return (
    ({ error: "high", warning: "medium", note: "low", none: "negligible" } as const)[level ?? "warning"] ?? "unknown"
  );
}

function readDate(text: string | undefined): Date | undefined {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : new Date(time);
}

function earliest(dates: readonly Date[]): Date | undefined {
  return [...dates].sort((one, other) => one.getTime() - other.getTime())[0];
}

function oneLine(text: string | undefined): string {
  return (text ?? "").replaceAll(/\s+/g, " ").trim().slice(0, 200);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
