// Which objects that have to do with backups are there, written or alive?

import type { KubeObject } from "../../kube/object.ts";
import type { Seen, Subject } from "../subject.ts";
import type { BackupKind } from "./seen.ts";

export interface StandingObjects {
  readonly cronJobs: readonly Seen[];
  readonly jobs: readonly Seen[];
  /** Of CloudNativePG. */
  readonly clusters: readonly Seen[];
  readonly scheduledBackups: readonly Seen[];
  readonly backups: readonly Seen[];
  readonly objectStores: readonly Seen[];
  /** Of Velero. */
  readonly schedules: readonly Seen[];
  readonly veleroBackups: readonly Seen[];
  /** Why some of them could not be read: an absence proves nothing then. */
  readonly unreadable: string | undefined;
}

/** Live objects; what the manifests describe comes from `writtenOf`. */
export function standingObjects({ observed, live }: Subject): StandingObjects {
  const { backups: seen } = observed;
  const lists = seen?.kind === "seen" ? seen.value.objects : undefined;
  const of = (kind: BackupKind) => (lists?.[kind] ?? []).map(seenAlive);
  const listOf = (kind: "CronJob" | "Job") => {
    const list = live?.lists[kind];
    return list?.kind === "read" ? list.items.map(seenAlive) : [];
  };
  const elsewhere = seen?.kind === "seen" ? seen.value.cronJobs.map(seenAlive) : [];
  return {
    cronJobs: [...listOf("CronJob"), ...elsewhere],
    jobs: listOf("Job"),
    clusters: of("clusters"),
    scheduledBackups: of("scheduledBackups"),
    backups: of("backups"),
    objectStores: of("objectStores"),
    schedules: of("schedules"),
    veleroBackups: of("veleroBackups"),
    unreadable: seen?.kind === "seen" ? seen.value.unreadable : seen?.reason,
  };
}

/** The manifests of a kind, then the live ones that no manifest describes. */
export function writtenAndAlive(subject: Subject, kind: string, apiVersion: string, alive: readonly Seen[]): Seen[] {
  const [group] = apiVersion.split("/");
  const written = subject.written.filter(
    ({ object }) => object.kind === kind && object.apiVersion.split("/")[0] === group,
  );
  const names = new Set(written.map(nameIn));
  return [...written, ...alive.filter((one) => !names.has(nameIn(one)))];
}

function nameIn({ namespace, object }: Seen): string {
  return `${namespace}/${object.metadata.name}`;
}

function seenAlive(object: KubeObject): Seen {
  const { spec } = object;
  return {
    object,
    namespace: object.metadata.namespace ?? "",
    spec: typeof spec === "object" && spec !== null ? (spec as Record<string, unknown>) : {},
    position: () => undefined,
  };
}
