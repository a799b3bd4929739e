// Which objects for backups stand in the cluster, and what do the inputs say of them?

import type { KubeObject } from "../../kube/object.ts";

/** The kinds that are read in the cluster beside those that all checks read. */
export const backupKinds = {
  clusters: { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster" },
  scheduledBackups: { apiVersion: "postgresql.cnpg.io/v1", kind: "ScheduledBackup" },
  backups: { apiVersion: "postgresql.cnpg.io/v1", kind: "Backup" },
  /** Of the plugin that has taken the place of `barmanObjectStore`. */
  objectStores: { apiVersion: "barmancloud.cnpg.io/v1", kind: "ObjectStore" },
  schedules: { apiVersion: "velero.io/v1", kind: "Schedule" },
  veleroBackups: { apiVersion: "velero.io/v1", kind: "Backup" },
} as const;

export type BackupKind = keyof typeof backupKinds;

export interface BackupsSeen {
  readonly readAt: number;
  readonly objects: Readonly<Record<BackupKind, readonly KubeObject[]>>;
  /** Of the other namespaces that were named. */
  readonly cronJobs: readonly KubeObject[];
  readonly unreadable: string | undefined;
  /** The CronJobs that make backups, though nothing in them tells. */
  readonly named: readonly string[];
  readonly rpoMs: number;
  readonly destinations: readonly string[];
}
