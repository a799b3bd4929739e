// Are the objects that make backups found and judged as a cluster holds them, with no more than the documented Role?

import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { backupInputs, observeGivenBackups } from "../../../src/actions/backup-inputs.ts";
import type { Job } from "../../../src/github/job.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { backupChecks } from "../../../src/validation/backup/checks.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import { readLiveObjects } from "../../../src/validation/live.ts";
import { roleRules } from "../../../src/validation/role.ts";
import { subjectOf } from "../../../src/validation/subject.ts";
import { never } from "../../unit/image/support.ts";
import { as, open, openOwnNamespace } from "../kube/setup.ts";
import { kubectlApply } from "../support/kubectl.ts";
import { createUser } from "../support/users.ts";
import { ensureCrds, ensureDefinition } from "../traffic/support/crds.ts";
import { objectStoreDefinition } from "./object-store-definition.ts";

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString().replace(/\.\d+Z$/, "Z");
/** Half a day away, so that the CronJob's controller starts nothing while the test runs. */
const away = new Date(Date.now() + 12 * hour);
const daily = `${away.getUTCMinutes()} ${away.getUTCHours()} * * *`;
const cnpg = "postgresql.cnpg.io/v1";
const store = {
  destinationPath: "s3://backups-eu/orders",
  data: { encryption: "AES256" },
  wal: { encryption: "AES256" },
};

let admin: Cluster;
let velero: Cluster;
let reader: Cluster;

/** The definitions are the products' own, whose schemas judge what the test writes; none of their operators runs. */
beforeAll(async () => {
  [admin, velero] = await Promise.all([openOwnNamespace("backups"), openOwnNamespace("velero")]);
  await Promise.all([ensureCrds("cloudnativepg", "velero"), ensureDefinition(objectStoreDefinition)]);
  const user = await createUser(admin.namespace, "validator", roleRules());
  user.remove();
  reader = await open(admin.namespace, as({ token: user.token }));
});

describe("what makes backups in a cluster", () => {
  it("is nothing to speak of where nothing keeps data", async () => {
    const { verdicts } = await judged();
    expect(Object.values(verdicts).filter((one) => !one.startsWith("not-applicable"))).toEqual([]);
  });

  it("is found, was due and succeeded, and the log is kept in another place", async () => {
    await createAll();
    const { makers, verdicts } = await judged();
    expect(makers).toEqual(["CronJob dump", "ScheduledBackup nightly", "Schedule shop"]);
    for (const id of ids) expect(verdicts[id], id).toBe("passed");
    expect((await judged({ "backup-destinations": "s3://backups-us" })).verdicts.elsewhere).toBe(
      "failed no copy goes to s3://backups-us",
    );
  });

  it("is unknown where Velero's namespace may not be read, and known with the same Role there", async () => {
    const { makers, verdicts } = await judged({}, reader);
    expect(makers).toEqual(["CronJob dump", "ScheduledBackup nightly"]);
    // What was seen is enough for these; another maker could not make them worse.
    expect(verdicts).toMatchObject({ "recovery-point": "passed", "point-in-time": "passed", exists: "passed" });
    const wanted = { "backup-destinations": "velero://default" };
    expect((await judged(wanted, reader)).verdicts.elsewhere).toMatch(/^unknown .*cannot list resource "\w+"/);
    const metadata = { name: "validator", namespace: velero.namespace };
    const apiVersion = "rbac.authorization.k8s.io/v1";
    await kubectlApply([
      { apiVersion, kind: "Role", metadata, rules: roleRules() },
      {
        ...{ apiVersion, kind: "RoleBinding", metadata },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "validator" },
        subjects: [{ kind: "ServiceAccount", name: "validator", namespace: admin.namespace }],
      },
    ]);
    const same = async () => (await judged(wanted, reader)).verdicts;
    await expect.poll(same).toEqual((await judged(wanted)).verdicts);
  });

  it("fails by what its own status says", async () => {
    const failing = condition("ContinuousArchiving", "False", "ContinuousArchivingFailing", "bucket not found");
    await status("Cluster", "orders", { conditions: [failing] });
    await create(admin, cnpgBackup("nightly-2", { phase: "failed", stoppedAt: ago(1), error: "no space left" }));
    await status("CronJob", "dump", { lastSuccessfulTime: ago(30) });
    await create(velero, veleroBackup("shop-2", { phase: "PartiallyFailed", completionTimestamp: ago(1) }));
    expect(await findings("last-succeeded")).toEqual([
      `CronJob dump: the last success was 1d6h ago, and it is due every 1d at the latest`,
      "ScheduledBackup nightly: the last run failed: Backup nightly-2 ended as no space left",
      "Schedule shop: the last run failed: Backup shop-2 ended as PartiallyFailed",
    ]);
    expect(await findings("recovery-point")).toEqual(["Cluster orders: its log is not archived: bucket not found"]);
    expect(await findings("point-in-time")).toEqual(["Cluster orders: nothing archives the log"]);
    await velero.patch(referenceTo("Schedule", "shop"), "merge", {
      spec: { paused: true },
      status: { phase: "FailedValidation", validationErrors: ["invalid schedule"] },
    });
    expect(await findings("not-suspended")).toEqual(["Schedule shop: paused is true"]);
  });

  it("keeps its log by the plugin's ObjectStore, and by no dump alone", async () => {
    await admin.create({
      ...{ apiVersion: "barmancloud.cnpg.io/v1", kind: "ObjectStore", metadata: { name: "eu" } },
      spec: { configuration: { destinationPath: "s3://backups-eu/orders" }, retentionPolicy: "7d" },
    });
    const parameters = { barmanObjectName: "eu" };
    await admin.patch(referenceTo("Cluster", "orders"), "merge", {
      spec: {
        backup: null,
        plugins: [{ name: "barman-cloud.cloudnative-pg.io", isWALArchiver: true, parameters }],
      },
    });
    await status("Cluster", "orders", { conditions: [] });
    expect(await findings("recovery-point")).toEqual([]);
    expect((await findings("retention"))[0]).toBe("ScheduledBackup nightly: they are kept for 7 days, of at least 30");
    expect(await findings("encrypted")).toEqual(["ObjectStore eu: data and wal do not both name an encryption"]);
    for (const [kind, name] of [
      ["ScheduledBackup", "nightly"],
      ["Cluster", "orders"],
    ] as const) {
      await admin.delete(referenceTo(kind, name));
    }
    expect(await findings("recovery-point")).toEqual([
      expect.stringMatching(/: the newest copy is up to 1d old, of at most 15m, and nothing archives the log$/),
    ]);
  });
});

const ids = [
  ...["exists", "schedule", "not-suspended", "last-succeeded", "recovery-point", "point-in-time"],
  ...["retention", "elsewhere", "encrypted"],
];

async function judged(given: Record<string, string> = {}, asked = admin) {
  const inputs = z.object(backupInputs).parse({ "backup-namespaces": velero.namespace, ...given });
  const job = { signal: never } as unknown as Job;
  const live = await readLiveObjects(asked, { signal: never, checks: backupChecks });
  const backups = await observeGivenBackups(inputs, { job, cluster: asked });
  const subject = subjectOf([], live, "all", backups === undefined ? {} : { backups });
  const results = backupChecks.map((check) => runCheck(check, subject, "info"));
  const verdicts = results.map(({ check, state, findings: [first], reason }) => [
    check.id.replace("backup/", ""),
    [state, first?.evidence ?? reason].join(" ").trim(),
  ]);
  const seen = backups?.kind === "seen" ? backups.value.objects : undefined;
  const crons = live.lists.CronJob.kind === "read" ? live.lists.CronJob.items : [];
  const makers = [...crons, ...(seen?.scheduledBackups ?? []), ...(seen?.schedules ?? [])];
  return {
    makers: makers.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    verdicts: Object.fromEntries(verdicts) as Record<string, string>,
    results,
  };
}

async function findings(id: string): Promise<string[]> {
  const { results } = await judged();
  const found = results.find(({ check }) => check.id === `backup/${id}`)?.findings ?? [];
  return found.map(({ subject, evidence }) => `${subject.replace(/(?<= )\S*\//, "")}: ${evidence}`);
}

async function createAll(): Promise<void> {
  await create(admin, {
    ...{ apiVersion: cnpg, kind: "Cluster", metadata: { name: "orders" } },
    spec: { instances: 3, storage: { size: "1Gi" }, backup: { retentionPolicy: "30d", barmanObjectStore: store } },
    status: { conditions: [condition("ContinuousArchiving", "True", "ContinuousArchivingSuccess", "")] },
  });
  await create(admin, {
    ...{ apiVersion: cnpg, kind: "ScheduledBackup", metadata: { name: "nightly" } },
    spec: { schedule: `0 ${daily}`, cluster: { name: "orders" }, backupOwnerReference: "self" },
    status: { lastScheduleTime: ago(12), lastCheckTime: ago(12) },
  });
  await create(admin, cnpgBackup("nightly-1", { phase: "completed", startedAt: ago(12), stoppedAt: ago(11.9) }));
  await create(admin, {
    ...{ apiVersion: "batch/v1", kind: "CronJob", metadata: { name: "dump" } },
    spec: { schedule: daily, jobTemplate: { spec: { template: { spec: dumpPod } } } },
    status: { lastScheduleTime: ago(12), lastSuccessfulTime: ago(11.9) },
  });
  await create(velero, {
    ...{ apiVersion: "velero.io/v1", kind: "Schedule", metadata: { name: "shop" } },
    spec: { schedule: daily, template: { ttl: "720h0m0s", includedNamespaces: [admin.namespace] } },
    status: { phase: "Enabled", lastBackup: ago(12) },
  });
  await create(velero, veleroBackup("shop-1", { phase: "Completed", completionTimestamp: ago(11.9) }));
}

const dump = "pg_dump -Fc orders -f /d && aws s3 cp /d s3://backups-eu/orders/ && find /b -mtime +30 -delete";
const dumpPod = {
  restartPolicy: "Never",
  containers: [{ name: "dump", image: "postgres:17", command: ["sh", "-c", dump] }],
};

function cnpgBackup(name: string, ended: object): KubeObject {
  return {
    ...{ apiVersion: cnpg, kind: "Backup", metadata: { name, labels: { "cnpg.io/scheduled-backup": "nightly" } } },
    ...{ spec: { cluster: { name: "orders" } }, status: ended },
  };
}

function veleroBackup(name: string, ended: object): KubeObject {
  const labels = { "velero.io/schedule-name": "shop" };
  return { apiVersion: "velero.io/v1", kind: "Backup", metadata: { name, labels }, spec: {}, status: ended };
}

function condition(type: string, state: string, reason: string, message: string) {
  return { type, status: state, reason, message, lastTransitionTime: ago(1) };
}

/** Velero's kinds have no subresource for their status; the others drop what is created with it. */
async function create(cluster: Cluster, object: KubeObject): Promise<void> {
  await cluster.create(object);
  if (cluster === velero) return;
  const { apiVersion, kind, metadata } = object;
  await cluster.patch(
    { apiVersion, kind, name: metadata.name },
    "merge",
    { status: object.status },
    { subresource: "status" },
  );
}

async function status(kind: Kind, name: string, value: object): Promise<void> {
  await admin.patch(referenceTo(kind, name), "merge", { status: value }, { subresource: "status" });
}

type Kind = "Cluster" | "ScheduledBackup" | "CronJob" | "Schedule";

function referenceTo(kind: Kind, name: string) {
  const versions = { Cluster: cnpg, ScheduledBackup: cnpg, CronJob: "batch/v1", Schedule: "velero.io/v1" };
  return { apiVersion: versions[kind], kind, name };
}
