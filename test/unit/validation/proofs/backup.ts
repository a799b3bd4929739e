// What proves the checks of backups?

import type { KubeObject } from "../../../../src/kube/object.ts";
import type { DrillSeen } from "../../../../src/validation/backup/drill/seen.ts";
import type { BackupsSeen } from "../../../../src/validation/backup/seen.ts";
import type { Observations } from "../../../../src/validation/observations.ts";
import { liveWith, now } from "../objects.ts";
import { archivingDatabase } from "./database.ts";
import { type Proof, subjectFrom } from "./proof.ts";

const hour = 3_600_000;
const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString();

function cronJob(command: string, spec = "", volumes = ""): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: { name: orders-backup, namespace: shop }
spec:
  ${spec || "schedule: '0 */6 * * *'"}
  jobTemplate:
    spec:
      template:
        spec:
          containers: [{ name: dump, image: postgres:17, command: [sh, -c, ${JSON.stringify(command)}] }]
          ${volumes}
`;
}

/** As in the guide: the fields stand beside where they are read. */
const clusterOfGuide = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: postgres-cluster, namespace: shop }
spec:
  instances: 3
  backup:
    retentionPolicy: 30d
    data: { compression: gzip, encryption: AES256 }
    wal: { compression: gzip, encryption: AES256 }
`;
const store = "destinationPath: 's3://backups-eu/orders', data: { encryption: AES256 }, wal: { encryption: AES256 }";
const cluster = (inStore = store, retention = "30d") => `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: postgres-cluster, namespace: shop }
spec: { backup: { retentionPolicy: ${retention}, barmanObjectStore: { ${inStore} } } }
`;
const scheduledBackup = (more = "", name = "postgres-cluster", schedule = "0 0 3 * * *") => `---
apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata: { name: nightly, namespace: shop }
spec: { schedule: '${schedule}', cluster: { name: ${name} }${more} }
`;
const plugin =
  "spec: { plugins: [{ name: barman-cloud.cloudnative-pg.io, isWALArchiver: true, parameters: { barmanObjectName: eu } }] }";
const byPlugin = cluster().replace(/spec: .*/, plugin) + scheduledBackup();
const objectStore = (inStore = store, more = ", retentionPolicy: 30d") => `---
apiVersion: barmancloud.cnpg.io/v1
kind: ObjectStore
metadata: { name: eu, namespace: shop }
spec: { configuration: { ${inStore} }${more} }
`;
const velero = (more = "", schedule = "0 3 * * *") => `apiVersion: velero.io/v1
kind: Schedule
metadata: { name: shop, namespace: velero }
spec: { schedule: '${schedule}'${more} }
`;
const dump =
  "pg_dump -Fc orders > /tmp/d && aws s3 cp /tmp/d s3://backups-eu/orders/ && find /backups -mtime +30 -delete";

function seenBackups(changes: Partial<BackupsSeen> = {}, objects: Partial<BackupsSeen["objects"]> = {}): Observations {
  const none = { clusters: [], scheduledBackups: [], backups: [], objectStores: [], schedules: [], veleroBackups: [] };
  const value: BackupsSeen = {
    readAt: now,
    objects: { ...none, ...objects },
    cronJobs: [],
    unreadable: undefined,
    named: [],
    rpoMs: 15 * 60_000,
    destinations: [],
    ...changes,
  };
  return { backups: { kind: "seen", value } };
}

const of = (yaml: string, observed?: Observations) => subjectFrom(yaml, undefined, observed);

function liveCronJob(status: object, jobs: readonly object[] = [], spec: object = { schedule: "0 */6 * * *" }) {
  const metadata = { name: "orders-backup", namespace: "shop", uid: "c", creationTimestamp: ago(40 * 24 * hour) };
  return subjectFrom("", liveWith({ CronJob: [{ metadata, spec, status }], Job: jobs }));
}

const failedJob = (milliseconds: number) => ({
  metadata: { name: "orders-backup-1", namespace: "shop", ownerReferences: [{ uid: "c" }] },
  status: {
    conditions: [
      { type: "Failed", status: "True", reason: "BackoffLimitExceeded", lastTransitionTime: ago(milliseconds) },
    ],
  },
});

function liveCnpg(conditions: readonly object[], backups: readonly object[] = []): Observations {
  const typed = (kind: string, metadata: object, rest: object) =>
    ({
      apiVersion: "postgresql.cnpg.io/v1",
      kind,
      metadata: { namespace: "shop", ...metadata },
      ...rest,
    }) as KubeObject;
  return seenBackups(
    {},
    {
      clusters: [
        typed(
          "Cluster",
          { name: "postgres-cluster", uid: "p" },
          {
            spec: { backup: { barmanObjectStore: { destinationPath: "s3://backups-eu/orders" } } },
            status: { conditions },
          },
        ),
      ],
      scheduledBackups: [
        typed(
          "ScheduledBackup",
          { name: "nightly", uid: "s", creationTimestamp: ago(99 * hour) },
          {
            spec: { schedule: "0 0 3 * * *", cluster: { name: "postgres-cluster" } },
          },
        ),
      ],
      backups: backups.map((status, index) =>
        typed("Backup", { name: `nightly-${index}` }, { spec: { cluster: { name: "postgres-cluster" } }, status }),
      ),
    },
  );
}

const restored: Extract<DrillSeen["result"], { kind: "restored" }> = {
  kind: "restored",
  tookMs: 20 * 60_000,
  tables: 3,
  rows: 1000,
  differences: [],
  unknown: undefined,
};

function drill(result: Partial<typeof restored> | { step: string; reason: string }, madeAt = now - 6 * hour) {
  const whole: DrillSeen["result"] = "step" in result ? { kind: "failed", ...result } : { ...restored, ...result };
  const value: DrillSeen = {
    backup: { name: "orders.dump", bytes: 1024, madeAt },
    now,
    rtoMs: hour,
    result: whole,
  };
  return subjectFrom("", undefined, { drill: { kind: "seen", value } });
}

const withDisk = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgres, namespace: shop }
spec:
  volumeClaimTemplates: [{ metadata: { name: data } }]
  template: { spec: { containers: [{ name: postgres, image: postgres:17 }] } }
`;

type Row = readonly [verdict: Proof["verdict"], what: string, subject: Proof["subject"], evidence?: string | RegExp];

const cases: Readonly<Record<string, readonly Row[]>> = {
  exists: [
    ["pass", "CloudNativePG", of(cluster() + scheduledBackup())],
    [
      "near-pass",
      "nothing tells it, but the input names it",
      of(
        `${withDisk}---\n${cronJob("/run.sh").replace("orders-backup", "nightly")}`,
        seenBackups({ named: ["nightly"] }),
      ),
    ],
    [
      "near-fail",
      "a schedule for another Cluster",
      of(cluster() + scheduledBackup("", "other")),
      "no ScheduledBackup names it",
    ],
    ["fail", "a database with a disk", of(withDisk), "nothing makes backups of it"],
  ],
  schedule: [
    ["pass", "each six hours", of(cronJob(dump))],
    ["near-pass", "six fields, as CloudNativePG has them", of(cluster() + scheduledBackup())],
    ["near-fail", "a day that never comes", of(cronJob(dump, "schedule: '0 3 31 2 *'")), "it never fires"],
    ["fail", "words", of(cronJob(dump, "schedule: every night")), "is none"],
  ],
  "not-suspended": [
    ["pass", "it runs", of(cronJob(dump))],
    ["near-pass", "suspend is false", of(cronJob(dump, "schedule: '@daily'\n  suspend: false"))],
    ["near-fail", "paused is Velero's word", of(velero(", paused: true")), "paused is true"],
    ["fail", "suspended", of(cluster() + scheduledBackup(", suspend: true")), "suspend is true"],
  ],
  "last-succeeded": [
    ["pass", "an hour ago", liveCronJob({ lastSuccessfulTime: ago(hour) })],
    [
      "near-pass",
      "it failed once, and succeeded since",
      liveCronJob({ lastSuccessfulTime: ago(hour) }, [failedJob(2 * hour)]),
    ],
    ["near-pass", "due now, and running", liveCronJob({ lastSuccessfulTime: ago(6.5 * hour) })],
    [
      "near-fail",
      "not old yet, but the newest run failed",
      liveCronJob({ lastSuccessfulTime: ago(3 * hour) }, [failedJob(hour)]),
      "the last run failed: Job orders-backup-1 failed (BackoffLimitExceeded)",
    ],
    [
      "near-fail",
      "one run was left out",
      liveCronJob({ lastSuccessfulTime: ago(12 * hour) }),
      "the last success was 12h ago",
    ],
    ["fail", "never", liveCronJob({}), "it never succeeded in 40d"],
    [
      "fail",
      "a Backup that failed",
      of(
        "",
        liveCnpg(
          [],
          [
            { phase: "completed", stoppedAt: ago(30 * hour) },
            { phase: "failed", stoppedAt: ago(6 * hour), error: "no space" },
          ],
        ),
      ),
      "ended as no space",
    ],
  ],
  "recovery-point": [
    ["pass", "the log is archived", of(cluster() + scheduledBackup())],
    ["near-pass", "a dump, but each ten minutes", of(cronJob(dump, "schedule: '*/10 * * * *'"))],
    [
      "near-fail",
      "the guide's: the store is missing, so nothing is archived",
      of(clusterOfGuide + scheduledBackup()),
      "spec.backup names no object store",
    ],
    [
      "near-fail",
      "archived, and failing",
      of("", liveCnpg([{ type: "ContinuousArchiving", status: "False", message: "bucket not found" }])),
      "its log is not archived: bucket not found",
    ],
    ["fail", "the guide's dump", of(cronJob(dump)), "up to 6h old, of at most 15m, and nothing archives the log"],
  ],
  "point-in-time": [
    ["pass", "base backups and the log", of(cluster() + scheduledBackup())],
    ["near-pass", "by the plugin", of(byPlugin)],
    ["near-pass", "the server archives by itself", of(clusterOfGuide + scheduledBackup(), archivingDatabase({}))],
    [
      "near-fail",
      "archiving is on, and fails",
      of(clusterOfGuide + scheduledBackup(), archivingDatabase({ failed: 5, secondsSinceFailed: 10 })),
      "nothing archives the log",
    ],
    [
      "near-fail",
      "archiving is on, and nothing was archived yet",
      of(clusterOfGuide + scheduledBackup(), archivingDatabase({ archived: 0, secondsSinceArchived: null })),
      "nothing archives the log",
    ],
    ["near-fail", "the log without a base backup", of(cluster()), "no base backup is made"],
    [
      "fail",
      "dumps",
      of(cronJob(dump, "schedule: '*/5 * * * *'")),
      "no base backup is made, and nothing archives the log",
    ],
  ],
  retention: [
    ["pass", "30 days", of(cluster() + scheduledBackup())],
    ["near-pass", "Velero's own default", of(velero())],
    ["near-pass", "of the plugin's store", of(byPlugin + objectStore())],
    [
      "near-fail",
      "the plugin's store keeps all",
      of(byPlugin + objectStore(store, "")),
      "the ObjectStore of its plugin, says not",
    ],
    ["near-fail", "a week in hours", of(velero(", template: { ttl: 168h0m0s }")), "kept for 7 days, of at least 30"],
    ["fail", "nobody says", of(cronJob("pg_dump -Fc orders -f /backups/orders.dump")), "says not how long"],
  ],
  elsewhere: [
    ["pass", "an object store", of(cluster() + scheduledBackup())],
    [
      "near-pass",
      "to a volume, and then to a store",
      of(cronJob(dump, "", "volumes: [{ name: b, persistentVolumeClaim: { claimName: backups } }]")),
    ],
    [
      "near-fail",
      "a store, but not the one of the other region",
      of(cluster() + scheduledBackup(), seenBackups({ destinations: ["s3://backups-us"] })),
      "no copy goes to s3://backups-us",
    ],
    [
      "near-pass",
      "the place that was asked for stands in the plugin's store",
      of(byPlugin + objectStore(), seenBackups({ destinations: ["s3://backups-eu"] })),
    ],
    [
      "fail",
      "a volume of the cluster",
      of(
        cronJob(
          "pg_dump -Fc orders -f /backups/o",
          "",
          "volumes: [{ name: b, persistentVolumeClaim: { claimName: backups } }]",
        ),
      ),
      "it writes to the PersistentVolumeClaim backups, and to no other place",
    ],
  ],
  encrypted: [
    ["pass", "both", of(cluster())],
    ["near-pass", "by a key of one's own", of(cluster(store.replaceAll("AES256", "'aws:kms'")))],
    ["near-pass", "in the plugin's store", of(byPlugin + objectStore())],
    [
      "near-fail",
      "the plugin's store is not",
      of(byPlugin + objectStore("destinationPath: 's3://b'")),
      "do not both name",
    ],
    ["near-fail", "the log is not", of(cluster("destinationPath: 's3://b', data: { encryption: AES256 }"))],
    ["fail", "none", of(cluster("destinationPath: 's3://b'")), "data and wal do not both name an encryption"],
  ],
  "dump-errors": [
    ["pass", "no pipe", of(cronJob(dump))],
    ["near-pass", "a pipe, and pipefail", of(cronJob("set -eo pipefail; pg_dump orders | gzip > /b/o.gz"))],
    ["near-pass", "what is no pipe", of(cronJob("pg_dump -Fc orders -f /b/o || exit 1"))],
    ["near-fail", "into an upload", of(cronJob("set -e; pg_dump orders | aws s3 cp - s3://b/o")), "without pipefail"],
    ["fail", "a pipe", of(cronJob("pg_dump orders | gzip > /b/o.gz"))],
  ],
  newest: [
    ["pass", "six hours", drill({})],
    ["near-pass", "a day and some minutes", drill({}, now - 24.5 * hour)],
    ["near-fail", "good, but of yesterday's yesterday", drill({}, now - 26 * hour), "1d2h ago"],
    ["fail", "a month", drill({}, now - 31 * 24 * hour), "it was made 31d ago"],
  ],
  restored: [
    ["pass", "restored", drill({})],
    ["near-pass", "too slow, which is another check's", drill({ tookMs: 9 * hour })],
    [
      "near-fail",
      "readable, but not to be restored",
      drill({ step: "restoring the backup", reason: "type citext does not exist" }),
    ],
    [
      "fail",
      "cut short",
      drill({ step: "reading the backup", reason: "unexpected end of file" }),
      "unexpected end of file",
    ],
  ],
  "restored-rows": [
    ["pass", "all", drill({})],
    ["near-pass", "an empty database", drill({ tables: 0, rows: 0 })],
    ["near-fail", "as many, but others", drill({ differences: ["public.orders has other rows than the backup"] })],
    ["fail", "fewer", drill({ differences: ["public.orders has 2 rows, the source 3"] }), "2 rows, the source 3"],
  ],
  "recovery-time": [
    ["pass", "20 minutes", drill({})],
    ["near-pass", "to the minute", drill({ tookMs: hour })],
    ["near-fail", "one second", drill({ tookMs: hour + 1000 }), "it took 1h1s, of at most 1h"],
    ["fail", "three hours", drill({ tookMs: 3 * hour })],
  ],
};

export const backupProofs: readonly Proof[] = Object.entries(cases).flatMap(([check, rows]) =>
  rows.map(([verdict, what, subject, evidence]): Proof => {
    const proof = { check: `backup/${check}`, verdict, case: what, subject };
    return evidence === undefined ? proof : { ...proof, evidence };
  }),
);
