// What do the checks know of the service's backups?

import { fieldsAt } from "../fields.ts";
import { nameOf, type Seen, type Subject } from "../subject.ts";
import { cronJobMaker, type Maker, scheduledBackupMaker, veleroMaker } from "./makers.ts";
import { backupKinds } from "./seen.ts";
import { type StandingObjects, standingObjects, writtenAndAlive } from "./standing.ts";
import { type Store, storesOf } from "./stores.ts";

export interface Backups {
  readonly makers: readonly Maker[];
  /** Each Cluster of CloudNativePG. */
  readonly archives: readonly Archive[];
  /** What keeps data here, so that it needs backups; undefined where nothing is known to. */
  readonly keeper: string | undefined;
  readonly unreadable: string | undefined;
  /** How much may be lost, in milliseconds. */
  readonly rpo: number;
  /** Where a copy has to be, as the beginnings of its places. */
  readonly wanted: readonly string[];
  /** In milliseconds since 1970; undefined where nothing was asked. */
  readonly now: number | undefined;
}

/** The log of a database that is kept elsewhere as it is written. */
export interface Archive {
  readonly seen: Seen;
  /** Empty where it names no place: nothing is archived then. */
  readonly destinations: readonly string[];
  readonly stores: readonly Store[];
  /** What the operator says where it fails. */
  readonly failure: string | undefined;
}

/** The guide's figure where the input says nothing. */
export const defaultRpoMs = 15 * 60_000;

const known = new WeakMap<Subject, Backups>();

/** Worked out once for each subject. */
export function backupsOf(subject: Subject): Backups {
  const before = known.get(subject);
  if (before !== undefined) return before;
  const standing = standingObjects(subject);
  const request = subject.observed.backups?.kind === "seen" ? subject.observed.backups.value : undefined;
  const named = new Set(request?.named ?? []);
  const cronJobs = writtenAndAlive(subject, "CronJob", "batch/v1", standing.cronJobs);
  const whole = withWritten(subject, standing);
  const makers = [
    ...cronJobs.flatMap((seen) => cronJobMaker(seen, standing, named.has(seen.object.metadata.name)) ?? []),
    ...allOf(subject, "scheduledBackups", standing).map((seen) => scheduledBackupMaker(seen, whole)),
    ...allOf(subject, "schedules", standing).map((seen) => veleroMaker(seen, standing)),
  ];
  const archives = allOf(subject, "clusters", standing).map((seen) => archiveOf(seen, whole, standing.clusters));
  const found: Backups = {
    makers,
    archives,
    keeper: keeperOf(subject, makers, archives),
    unreadable: standing.unreadable,
    rpo: request?.rpoMs ?? defaultRpoMs,
    wanted: request?.destinations ?? [],
    now: request?.readAt ?? subject.live?.readAt,
  };
  known.set(subject, found);
  return found;
}

function allOf(
  subject: Subject,
  kind: "clusters" | "scheduledBackups" | "schedules" | "objectStores",
  standing: StandingObjects,
): Seen[] {
  const { kind: name, apiVersion } = backupKinds[kind];
  return writtenAndAlive(subject, name, apiVersion, standing[kind]);
}

function withWritten(subject: Subject, standing: StandingObjects): StandingObjects {
  const [clusters, objectStores] = [
    allOf(subject, "clusters", standing),
    allOf(subject, "objectStores", standing),
  ] as const;
  return { ...standing, clusters, objectStores };
}

function archiveOf(seen: Seen, whole: StandingObjects, alive: readonly Seen[]): Archive {
  const stores = storesOf(seen, whole);
  const own = alive.find(
    ({ object, namespace }) => object.metadata.name === seen.object.metadata.name && namespace === seen.namespace,
  );
  const { conditions } = fieldsAt(own?.object.status);
  const failing = (Array.isArray(conditions) ? conditions : [])
    .map((one) => fieldsAt(one))
    .find(({ type, status }) => type === "ContinuousArchiving" && status === "False");
  return {
    seen,
    destinations: stores.map(({ destination }) => destination),
    stores,
    failure: failing && String(failing.message ?? failing.reason ?? "it does not say why"),
  };
}

function keeperOf(subject: Subject, makers: readonly Maker[], archives: readonly Archive[]): string | undefined {
  const [first] = [...archives, ...makers];
  if (first !== undefined) return nameOf(first.seen);
  const { backups, database } = subject.observed;
  if (database !== undefined) return database.kind === "seen" ? `database ${database.value.name}` : "the database";
  if (backups?.kind === "seen" && backups.value.named.length > 0) return backups.value.named.join(", ");
  const withDisk = subject.workloads.find(
    ({ spec, podSpec, serves }) =>
      serves &&
      ((Array.isArray(spec.volumeClaimTemplates) && spec.volumeClaimTemplates.length > 0) ||
        (podSpec.volumes ?? []).some((volume) => volume.persistentVolumeClaim !== undefined)),
  );
  return withDisk && nameOf(withDisk);
}
