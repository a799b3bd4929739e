// Which inputs say what makes backups, and whether one is restored?

import { resolve } from "node:path";
import { z } from "zod";
import { duration, flag, lines, wholeNumber } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { DrillRequest } from "../validation/backup/drill/run-drill.ts";
import type { DrillSeen } from "../validation/backup/drill/seen.ts";
import type { BackupsSeen } from "../validation/backup/seen.ts";
import type { Observation } from "../validation/observation.ts";
import { type DatabaseInputs, loginOf, readPem } from "./database-inputs.ts";

const usualRpo = 15 * 60_000;

/** Spread into the inputs of validate-production. Nothing is restored without `restore-drill`. */
export const backupInputs = {
  "backup-objects": lines()
    .refine(
      (names) => names.every((name) => /^(?:CronJob\/)?[a-z0-9.-]+$/i.test(name)),
      "Write each as CronJob/NAME. Schedules of CloudNativePG and Velero are found by their kind.",
    )
    .default([]),
  "backup-namespaces": lines().default([]),
  "backup-destinations": lines().default([]),
  rpo: duration().default(usualRpo),
  rto: duration().default(3_600_000),
  "restore-drill": flag().default(false),
  "restore-from": z.string().default(""),
  "restore-command": lines().default([]),
  "restore-with": lines().default([]),
  "restore-url": z.string().default(""),
  "restore-ca": z.string().default(""),
  "restore-compare": z.enum(["backup", "source"]).default("backup"),
  "restore-tolerance": wholeNumber({ min: 0, max: 100 }).default(5),
  "restore-timeout": duration().default(2 * 3_600_000),
  "restore-jobs": wholeNumber({ min: 1, max: 64 }).default(2),
};

const schema = z.object(backupInputs);
export type BackupInputs = z.infer<typeof schema>;

interface Asker {
  readonly job: Job;
  readonly cluster: Cluster | undefined;
}

/** Lists what makes backups; what the manifests say needs no cluster. */
export async function observeGivenBackups(
  given: BackupInputs,
  { job, cluster }: Asker,
): Promise<Observation<BackupsSeen> | undefined> {
  const said = [given["backup-objects"], given["backup-destinations"]].flat();
  // What the manifests hold is judged by the usual figure without being told.
  if (cluster === undefined && said.length === 0 && given.rpo === usualRpo) return undefined;
  const { observeBackups } = await import("../validation/backup/observe.ts");
  const request = {
    cluster,
    namespaces: given["backup-namespaces"],
    named: given["backup-objects"].map((name) => name.replace(/^.*\//, "")),
    rpoMs: given.rpo,
    destinations: given["backup-destinations"],
  };
  return await observeBackups(request, { signal: job.signal });
}

/**
 * Restores the newest backup where that is asked for.
 *
 * @throws Failure for inputs that do not fit together
 */
export async function runGivenDrill(
  given: BackupInputs & DatabaseInputs,
  asker: Asker,
): Promise<Observation<DrillSeen> | undefined> {
  const { job } = asker;
  job.mask(given["restore-url"]);
  if (!given["restore-drill"]) return undefined;
  const { readLogin } = await import("../validation/database/login.ts");
  const server = readLogin(required(given["restore-url"], "restore-url"), 'input "restore-url"');
  job.mask(server.password);
  const source = given["restore-compare"] === "source" ? await loginOf(given, asker) : undefined;
  if (source?.kind === "unknown") return source;
  if (given["restore-compare"] === "source" && source === undefined) throw needs("database-url", "to compare with");
  const request: DrillRequest = {
    source: sourceOf(given, job),
    server,
    ca: await readPem(given["restore-ca"], "restore-ca", job),
    rtoMs: given.rto,
    limitMs: given["restore-timeout"],
    jobs: given["restore-jobs"],
    ...(source === undefined
      ? {}
      : {
          compareWith: {
            login: source.value,
            ca: await readPem(given["database-ca"], "database-ca", job),
            tolerancePercent: given["restore-tolerance"],
          },
        }),
  };
  const { runDrill } = await import("../validation/backup/drill/run-drill.ts");
  const { tempDirectory, log, signal } = job;
  return await runDrill(request, { env: withoutInputs(job.env), tempDirectory, log, signal });
}

/** The runner hands the inputs, secrets too, to the action by variables: no program that it starts needs them. */
function withoutInputs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_")));
}

function sourceOf(given: BackupInputs, job: Job): DrillRequest["source"] {
  const { "restore-from": path, "restore-command": command, "restore-with": restorer } = given;
  const sources: DrillRequest["source"][] = [
    ...(path === "" ? [] : [{ kind: "path", path: resolve(job.run.workspace, path) } as const]),
    ...(command.length === 0 ? [] : [{ kind: "command", command } as const]),
    ...(restorer.length === 0 ? [] : [{ kind: "restorer", command: restorer } as const]),
  ];
  const [source, second] = sources;
  if (source === undefined || second !== undefined) {
    throw new Failure({
      attempted: 'reading the input "restore-drill"',
      found: source === undefined ? "no backup is given to restore" : "more than one source of a backup is given",
      advice:
        'Give the file or folder in "restore-from", what prints it in "restore-command", or what restores it itself in "restore-with".',
    });
  }
  if (source.kind === "restorer" && given["restore-compare"] !== "source") {
    throw new Failure({
      attempted: 'reading the input "restore-with"',
      found: "what a program restores itself can only be compared with the source",
      advice: 'Write restore-compare: source, and give "database-url".',
    });
  }
  return source;
}

function required(text: string, input: string): string {
  if (text !== "") return text;
  throw needs(input, "where the scratch database is made");
}

function needs(input: string, what: string): Failure {
  return new Failure({
    attempted: 'reading the input "restore-drill"',
    found: `the input "${input}", ${what}, is not given`,
    advice: `Give "${input}", from a secret.`,
  });
}
