// What makes backups, how often, and did it work the last time?

import { longestGapMs, parseSchedule } from "../cron-schedule.ts";
import { fieldsAt } from "../fields.ts";
import type { Path, Seen } from "../subject.ts";
import { commandOf, commandPlaces, retentionInCommand } from "./commands.ts";
import type { StandingObjects } from "./standing.ts";
import { storesOf } from "./stores.ts";

/** An object that makes copies by a schedule. */
export interface Maker {
  readonly seen: Seen;
  /** `dump`: what the database exports; `base`: a copy of its files that the log goes on from; `volumes`: of disks. */
  readonly method: "dump" | "base" | "volumes" | "unknown";
  readonly schedule: string;
  readonly schedulePath: Path;
  /** Between two runs; what is wrong with the schedule where it never runs. */
  readonly gap: number | { readonly wrong: string };
  readonly isSuspended: boolean;
  readonly suspendPath: Path;
  /** As it stands in the cluster; undefined where that was not seen. */
  readonly status: MakerStatus | undefined;
  readonly retentionDays: number | undefined;
  /** `s3://bucket/path`, as far as it says. */
  readonly destinations: readonly string[];
  /** The volume of this cluster into which it writes, where it names no other place. */
  readonly stays: string | undefined;
  /** The whole command of a CronJob. */
  readonly command: string;
}

export interface MakerStatus {
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly lastSuccess: number | undefined;
  /** Newer than the last success. */
  readonly failure: string | undefined;
  readonly trouble: string | undefined;
}

/** A CronJob that runs a program for backups, is called one, or is named by the input. */
export function cronJobMaker(seen: Seen, standing: StandingObjects, isNamed: boolean): Maker | undefined {
  const command = commandOf(seen);
  const isBackup = dumps.test(command) || bases.test(command) || volumes.test(command) || archivers.test(command);
  if (!isNamed && !isBackup && !/(?:^|-)(?:backups?|dumps?|pgdump)(?:-|$)/.test(seen.object.metadata.name))
    return undefined;
  const { schedule = "", suspend } = seen.spec as { schedule?: string; suspend?: boolean };
  const places = commandPlaces(seen, command);
  return {
    seen,
    method: methodOf(command),
    ...scheduled(String(schedule), ["spec", "schedule"]),
    isSuspended: suspend === true,
    suspendPath: ["spec", "suspend"],
    status: cronJobStatus(seen, standing),
    retentionDays: retentionInCommand(command),
    destinations: places.destinations,
    stays: places.stays,
    command,
  };
}

const dumps = /\b(?:pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump)\b/;
const bases = /\b(?:pg_basebackup|wal-g\s+backup-push|pgbackrest\b[^|;&]*\bbackup|barman(?:-cloud-backup|\s+backup))\b/;
const volumes = /\b(?:restic|kopia|velero|borg|duplicity)\b/;
const archivers = /\b(?:wal-g|wal-e|pgbackrest|barman)\b/;

function methodOf(command: string): Maker["method"] {
  if (bases.test(command)) return "base";
  if (dumps.test(command)) return "dump";
  return volumes.test(command) ? "volumes" : "unknown";
}

/** CloudNativePG's schedules begin with seconds: https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups */
export function scheduledBackupMaker(seen: Seen, standing: StandingObjects): Maker {
  const {
    schedule = "",
    suspend,
    cluster,
  } = seen.spec as {
    schedule?: string;
    suspend?: boolean;
    cluster?: { name?: string };
  };
  const [first = "", ...rest] = String(schedule).trim().split(/\s+/);
  const withoutSeconds = rest.length === 5 && /^[\d*,/-]+$/.test(first) ? rest.join(" ") : String(schedule);
  const owner = standing.clusters.find(
    ({ namespace, object }) => namespace === seen.namespace && object.metadata.name === cluster?.name,
  );
  const stores = owner === undefined ? [] : storesOf(owner, standing);
  const keptFor = stores.flatMap(({ retentionDays }) => retentionDays ?? []);
  return {
    seen,
    method: "base",
    ...scheduled(withoutSeconds, ["spec", "schedule"]),
    schedule: String(schedule),
    isSuspended: suspend === true,
    suspendPath: ["spec", "suspend"],
    status: scheduledBackupStatus(seen, cluster?.name ?? "", standing),
    retentionDays: keptFor.length === 0 ? undefined : Math.min(...keptFor),
    destinations: stores.map(({ destination }) => destination),
    stays: undefined,
    command: "",
  };
}

export function veleroMaker(seen: Seen, standing: StandingObjects): Maker {
  const { schedule = "", paused, template } = seen.spec as { schedule?: string; paused?: boolean; template?: unknown };
  const { ttl, storageLocation } = fieldsAt(template);
  const hours = /^(\d+)h/.exec(String(ttl ?? "720h0m0s"))?.[1];
  return {
    seen,
    method: "volumes",
    ...scheduled(String(schedule), ["spec", "schedule"]),
    isSuspended: paused === true,
    suspendPath: ["spec", "paused"],
    status: veleroStatus(seen, standing),
    retentionDays: hours === undefined ? undefined : Number(hours) / 24,
    // Velero's own locations are object stores.
    destinations: [`velero://${String(storageLocation ?? "default")}`],
    stays: undefined,
    command: "",
  };
}

function scheduled(text: string, schedulePath: Path): Pick<Maker, "schedule" | "schedulePath" | "gap"> {
  const parsed = parseSchedule(text);
  if (parsed.kind === "invalid") return { schedule: text, schedulePath, gap: { wrong: parsed.reason } };
  const gap = longestGapMs(parsed.schedule);
  return { schedule: text, schedulePath, gap: gap ?? { wrong: "it never fires" } };
}

function cronJobStatus(seen: Seen, { cronJobs, jobs }: StandingObjects): MakerStatus | undefined {
  const alive = findAlive(seen, cronJobs);
  if (alive === undefined) return undefined;
  const { lastSuccessfulTime } = fieldsAt(alive.object.status);
  const lastSuccess = timeOf(lastSuccessfulTime);
  const failures = jobs
    .filter(
      ({ object, namespace }) =>
        namespace === seen.namespace &&
        object.metadata.ownerReferences?.some(({ uid }) => uid === alive.object.metadata.uid),
    )
    .flatMap(({ object }) => {
      const { conditions } = fieldsAt(object.status);
      const failed = (Array.isArray(conditions) ? conditions : [])
        .map((one) => fieldsAt(one))
        .find(({ type, status }) => type === "Failed" && status === "True");
      return failed === undefined
        ? []
        : [{ at: timeOf(failed.lastTransitionTime) ?? 0, name: object.metadata.name, ...failed }];
    })
    .toSorted((one, other) => other.at - one.at);
  const [newest] = failures as readonly { at: number; name: string; reason?: string; message?: string }[];
  const isNewer = newest !== undefined && newest.at > (lastSuccess ?? 0);
  return {
    createdAt: timeOf(alive.object.metadata.creationTimestamp) ?? 0,
    lastSuccess,
    failure: isNewer
      ? `Job ${newest.name} failed (${newest.reason ?? newest.message ?? "no reason given"})`
      : undefined,
    trouble: undefined,
  };
}

function scheduledBackupStatus(seen: Seen, cluster: string, standing: StandingObjects): MakerStatus | undefined {
  const alive = findAlive(seen, standing.scheduledBackups);
  if (alive === undefined) return undefined;
  const own = standing.backups.filter(
    ({ object, namespace, spec }) =>
      namespace === seen.namespace &&
      (object.metadata.labels?.["cnpg.io/scheduled-backup"] === seen.object.metadata.name ||
        fieldsAt(spec.cluster).name === cluster),
  );
  return fromRuns(
    alive,
    own,
    (phase) => phase === "completed",
    (phase) => phase === "failed",
    "stoppedAt",
  );
}

function veleroStatus(seen: Seen, standing: StandingObjects): MakerStatus | undefined {
  const alive = findAlive(seen, standing.schedules);
  if (alive === undefined) return undefined;
  const own = standing.veleroBackups.filter(
    ({ object, namespace }) =>
      namespace === seen.namespace && object.metadata.labels?.["velero.io/schedule-name"] === seen.object.metadata.name,
  );
  const status = fromRuns(
    alive,
    own,
    (phase) => phase === "Completed",
    (phase) => /Failed/.test(phase),
    "completionTimestamp",
  );
  const { phase, validationErrors } = fieldsAt(alive.object.status);
  const errors = Array.isArray(validationErrors) ? validationErrors.join("; ") : "";
  return { ...status, trouble: phase === "FailedValidation" ? `Velero refuses it: ${errors}` : undefined };
}

function fromRuns(
  alive: Seen,
  runs: readonly Seen[],
  succeeded: (phase: string) => boolean,
  failed: (phase: string) => boolean,
  endField: string,
): MakerStatus {
  const ended = runs.map(({ object }) => {
    const status = fieldsAt(object.status);
    const at = timeOf(status[endField]) ?? timeOf(object.metadata.creationTimestamp) ?? 0;
    return {
      at,
      phase: String(status.phase ?? ""),
      name: object.metadata.name,
      error: status.error ?? status.failureReason,
    };
  });
  const last = Math.max(0, ...ended.filter(({ phase }) => succeeded(phase)).map(({ at }) => at));
  const worse = ended
    .filter(({ phase, at }) => failed(phase) && at > last)
    .toSorted((one, other) => other.at - one.at)[0];
  const why = worse?.error === undefined ? (worse?.phase ?? "") : String(worse.error);
  return {
    createdAt: timeOf(alive.object.metadata.creationTimestamp) ?? 0,
    lastSuccess: last === 0 ? undefined : last,
    failure: worse === undefined ? undefined : `Backup ${worse.name} ended as ${why}`,
    trouble: undefined,
  };
}

function findAlive(seen: Seen, alive: readonly Seen[]): Seen | undefined {
  return alive.find(
    ({ object, namespace }) => object.metadata.name === seen.object.metadata.name && namespace === seen.namespace,
  );
}

function timeOf(text: unknown): number | undefined {
  const time = Date.parse(String(text ?? ""));
  return Number.isNaN(time) ? undefined : time;
}
