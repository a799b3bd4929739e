// How does the scanner that the user has look at an image?

import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { z } from "zod";
import { Failure } from "../../report/failure.ts";
import type { Log } from "../../report/log.ts";
import type { ImageUnderTest } from "../gate.ts";
import { isLoopback, registryAddress } from "../reference.ts";
import { readScanReport } from "./read-report.ts";
import { canaryArguments, canaryEnvironment, weakPackages } from "./trivy-canary.ts";
import { databaseFault, type ScanReport, sorted } from "./vulnerability.ts";

export type Scanner = "grype" | "trivy";

export interface ScannerContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly tempDirectory: string;
}

/**
 * Runs the program of that name on every platform of the image, with the database and the configuration that the user
 * gave it. It fails where the program is missing, where it does not end well, and where its database cannot be
 * trusted: no answer is no good answer.
 *
 * @param maxAge milliseconds since the database was made
 * @throws Failure
 */
export async function runScanner(
  scanner: Scanner,
  subject: ImageUnderTest,
  maxAge: number,
  context: ScannerContext,
): Promise<ScanReport> {
  const folder = await mkdtemp(join(context.tempDirectory, "slipway-scan-"));
  try {
    const reports = await scanPlatforms(scanner, subject, folder, context);
    const [first] = reports;
    if (first === undefined) throw unusable(scanner, "the image has no platform");
    const vulnerabilities = sorted(reports.flatMap((one) => one.vulnerabilities));
    const report = { ...first, ...(await databaseOf(scanner, first, context)), vulnerabilities };
    checkDatabase(scanner, report, maxAge);
    // What found something is not empty.
    if (vulnerabilities.length === 0 && (await knowsNothing[scanner](folder, context))) {
      throw untrusted(scanner, "its database knows no vulnerability: it is empty");
    }
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function scanPlatforms(
  scanner: Scanner,
  subject: ImageUnderTest,
  folder: string,
  context: ScannerContext,
): Promise<ScanReport[]> {
  const reports: ScanReport[] = [];
  for (const [index, { digest }] of subject.image.platforms.entries()) {
    const target = await targetOf(subject, digest, join(folder, `image-${index}`));
    const file = join(folder, `report-${index}.json`);
    const { args, env } = commands[scanner](target, file);
    await run(scanner, args, env, context);
    const text = await readFile(file, "utf8").catch(() => "");
    const report = readScanReport(text);
    if (report === undefined) {
      throw unusable(scanner, "it ended well and wrote no report that can be read", text.slice(0, 2000));
    }
    reports.push(report);
  }
  return reports;
}

type Target =
  | { readonly kind: "layout"; readonly folder: string }
  | { readonly kind: "registry"; readonly reference: string; readonly plainHttp: boolean };

/** A layout with one image: scanners take what index.json names, and no index below it. */
async function targetOf({ place }: ImageUnderTest, digest: string, folder: string): Promise<Target> {
  if (place.kind === "registry") {
    const address = registryAddress(place.reference);
    const repository = place.reference.replace(/@.*$/, "").replace(/:[^:/]+$/, "");
    return { kind: "registry", reference: `${repository}@${digest}`, plainHttp: isLoopback(address?.registry ?? "") };
  }
  await mkdir(folder);
  await symlink(join(place.folder, "blobs"), join(folder, "blobs"));
  const manifest = await readFile(join(place.folder, "blobs", ...digest.split(":")));
  const mediaType = z
    .looseObject({ mediaType: z.string().optional() })
    .parse(JSON.parse(manifest.toString("utf8"))).mediaType;
  const descriptor = {
    mediaType: mediaType ?? "application/vnd.oci.image.manifest.v1+json",
    digest,
    size: manifest.length,
  };
  await writeFile(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [descriptor] }));
  await writeFile(join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  return { kind: "layout", folder };
}

type Command = (target: Target, file: string) => { args: readonly string[]; env: NodeJS.ProcessEnv };

const commands: Readonly<Record<Scanner, Command>> = {
  // https://github.com/anchore/grype#supported-sources
  grype: (target, file) => ({
    args: [
      target.kind === "layout" ? `oci-dir:${target.folder}` : `registry:${target.reference}`,
      "--output",
      `json=${file}`,
    ],
    env: target.kind === "registry" && target.plainHttp ? { GRYPE_REGISTRY_INSECURE_USE_HTTP: "true" } : {},
  }),
  // https://trivy.dev/latest/docs/references/configuration/cli/trivy_image/
  trivy: (target, file) => ({
    args: [
      "image",
      "--scanners=vuln",
      "--format=json",
      "--exit-code=0",
      `--output=${file}`,
      ...(target.kind === "layout" ? ["--input", target.folder] : ["--image-src=remote", "--", target.reference]),
    ],
    env: {
      TRIVY_NO_PROGRESS: "true",
      TRIVY_DISABLE_TELEMETRY: "true",
      TRIVY_SKIP_VERSION_CHECK: "true",
      ...(target.kind === "registry" && target.plainHttp ? { TRIVY_NON_SSL: "true" } : {}),
    },
  }),
};

/** What the scanner's own configuration makes it end with where it finds something: the report is written all the same. */
const foundSomething = 2;

async function run(
  scanner: Scanner,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  context: ScannerContext,
): Promise<string> {
  const answer = await execute(scanner, args, env, context);
  if (answer.exitCode === 0 || (scanner === "grype" && answer.exitCode === foundSomething)) return answer.stdout;
  const said = lastLines(answer.stderr);
  if (
    /database does not exist|failed to load vulnerability db|--skip-db-update cannot be specified on the first run|DB error|failed to download vulnerability DB|was built .* ago/i.test(
      said,
    )
  ) {
    throw untrusted(scanner, /was built (.*? ago[^\n]*)/.exec(said)?.[0] ?? "it has no database that it can use", said);
  }
  throw unusable(scanner, `it ended with ${answer.exitCode ?? answer.signal ?? "no exit status"}`, said);
}

async function execute(scanner: Scanner, args: readonly string[], env: NodeJS.ProcessEnv, context: ScannerContext) {
  const { signal } = context;
  signal.throwIfAborted();
  const answer = await execa(scanner, [...args], {
    env: { ...context.env, GRYPE_CHECK_FOR_APP_UPDATE: "false", ...env },
    extendEnv: false,
    cancelSignal: signal,
    forceKillAfterDelay: 3000,
    reject: false,
    stdin: "ignore",
    // A scanner that waits for a network that never answers would wait for ever.
    timeout: 15 * 60_000,
  });
  signal.throwIfAborted();
  if (answer.code === "ENOENT" || answer.code === "EACCES") {
    throw new Failure({
      attempted: "scanning the image",
      found: `there is no program ${scanner} on this runner`,
      advice: `Install it in a step before this one (${installers[scanner]}), or scan in a step of your own and give its report: scan: report. An image that nobody looked at is not released.`,
    });
  }
  return answer;
}

const installers: Readonly<Record<Scanner, string>> = {
  grype: "anchore/scan-action/download-grype",
  trivy: "aquasecurity/setup-trivy",
};

const versionSchema = z.object({
  Version: z.string().optional(),
  VulnerabilityDB: z.object({ UpdatedAt: z.string().optional() }).nullish(),
});

/** grype's report tells of its database; trivy is asked. */
async function databaseOf(scanner: Scanner, report: ScanReport, context: ScannerContext): Promise<Partial<ScanReport>> {
  if (scanner === "grype") return {};
  const answer = versionSchema.safeParse(parseJson(await run(scanner, ["version", "--format=json"], {}, context)));
  const built = new Date(answer.data?.VulnerabilityDB?.UpdatedAt ?? Number.NaN);
  const version = { toolVersion: report.toolVersion || (answer.data?.Version ?? "") };
  return Number.isNaN(built.getTime()) ? version : { ...version, databaseBuilt: built };
}

function checkDatabase(scanner: Scanner, report: ScanReport, maxAge: number): void {
  if (report.databaseBuilt === undefined) throw untrusted(scanner, "nobody knows when its database was made");
  const fault = databaseFault(report, maxAge, new Date());
  if (fault !== undefined) throw untrusted(scanner, fault);
}

const knowsNothing: Readonly<Record<Scanner, (folder: string, context: ScannerContext) => Promise<boolean>>> = {
  grype: grypeKnowsNothing,
  trivy: trivyKnowsNothing,
};

/** Asks for one vulnerability of any kind. grype v0.110 says that there are more by an error, and prints none. */
async function grypeKnowsNothing(_folder: string, context: ScannerContext): Promise<boolean> {
  const args = ["db", "search", "--published-after=1980-01-01", "--limit=1", "--output=json"];
  const { exitCode, stdout, stderr } = await execute("grype", args, {}, context);
  if (/limit reached/.test(stderr)) return false;
  const entries = parseJson(stdout);
  if (exitCode === 0 && Array.isArray(entries)) return entries.length === 0;
  throw untrusted("grype", "it does not tell what is in its database", lastLines(stderr));
}

async function trivyKnowsNothing(folder: string, context: ScannerContext): Promise<boolean> {
  const sbom = join(folder, "weak.cdx.json");
  const answer = join(folder, "weak-report.json");
  const nothing = join(folder, "ignore-nothing");
  await Promise.all([writeFile(sbom, JSON.stringify(weakPackages)), writeFile(nothing, "")]);
  await run("trivy", canaryArguments(sbom, answer, nothing), canaryEnvironment, context);
  const report = readScanReport(await readFile(answer, "utf8").catch(() => ""));
  if (report === undefined) throw untrusted("trivy", "it does not tell what its database knows");
  return report.vulnerabilities.length === 0;
}

function untrusted(scanner: Scanner, found: string, said = ""): Failure {
  return new Failure({
    attempted: "scanning the image",
    found: `${scanner} cannot be trusted: ${found}`,
    advice: `Let it fetch its database (${scanner === "grype" ? "grype db update" : "trivy image --download-db-only"}) in a step before this one, and look at what caches it between jobs.`,
    evidence: said === "" ? [] : [{ title: `what ${scanner} says`, text: said }],
  });
}

function unusable(scanner: Scanner, found: string, said = ""): Failure {
  return new Failure({
    attempted: "scanning the image",
    found: `${scanner} gave no result: ${found}`,
    advice: `Run ${scanner} on the image in a step of its own to see what it lacks.`,
    evidence: said === "" ? [] : [{ title: `what ${scanner} says`, text: said }],
  });
}

function lastLines(text: string): string {
  return stripVTControlCharacters(text).trim().split("\n").slice(-20).join("\n");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
