// Are the settings of a live workload judged by values that nobody gets to see?

import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { observeGivenConfiguration } from "../../../src/actions/configuration-inputs.ts";
import { loginOf } from "../../../src/actions/database-inputs.ts";
import type { Job } from "../../../src/github/job.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import { readManifests } from "../../../src/manifests/read-objects.ts";
import { observeBackups } from "../../../src/validation/backup/observe.ts";
import { configurationChecks } from "../../../src/validation/configuration/checks.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import { readLiveObjects } from "../../../src/validation/live.ts";
import { subjectOf } from "../../../src/validation/subject.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { kubectlApply } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { createUser, type TestUser } from "../support/users.ts";

const jwt = "Zq7Vn2LxW9dRk4TzB1mYc8HsJ0pF";
const shared = "kX3vR8pL5wN1tM7bQ9zC2fG6hJ4dS0aYeUiOqWcVxBnK";
const url = "postgres://orders:orders-Tz81kQ@db.staging.example.com/orders?sslmode=disable";
const secrets = [jwt, shared, url, "orders-Tz81kQ"];
const encode = (text: string) => Buffer.from(text).toString("base64");

let namespace: TestNamespace;
let other: TestNamespace;
let cluster: Cluster;
let limited: Cluster;
let user: TestUser;

beforeAll(async () => {
  [namespace, other] = await Promise.all([createNamespace("settings"), createNamespace("settings-other")]);
  const secret = (where: string, data: Readonly<Record<string, string>>) => ({
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "orders", namespace: where } },
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encode(value)])),
  });
  await kubectlApply([
    secret(namespace.name, { jwt, url, session: shared }),
    secret(other.name, { jwt: "another one, and a long one at that", session: shared }),
    ...readManifests(manifest(namespace.name), "orders.yaml").map(({ object }) => object),
  ]);
  user = await createUser(namespace.name, "reader", [
    { apiGroups: [""], resources: ["pods", "configmaps"], verbs: ["get", "list"] },
    { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list"] },
  ]);
  const open = (kubeconfig: string) =>
    connect({ kubeconfig, namespace: namespace.name, env: {}, tempDirectory: tmpdir(), mask: () => undefined });
  const { kubeconfig } = await rigEnvironment();
  [cluster, limited] = await Promise.all([open(kubeconfig), open(user.kubeconfig)]);
});
afterAll(async () => {
  await Promise.all([cluster?.close(), limited?.close()]);
  user?.remove();
  await Promise.all([namespace?.remove(), other?.remove()]);
});

const manifest = (where: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: orders, namespace: ${where} }
data: { LOG_LEVEL: debug, LOG_FORMAT: pretty, CORS_ALLOWED_ORIGINS: "*", SESSION_COOKIE_SECURE: "false" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: ${where} }
spec:
  replicas: 0
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      volumes: [{ name: keys, secret: { secretName: orders, items: [{ key: jwt, path: jwt_key }] } }]
      containers:
        - name: orders
          image: orders
          envFrom: [{ configMapRef: { name: orders } }]
          volumeMounts: [{ name: keys, mountPath: /run/secrets }]
          env:
            - { name: JWT_SECRET_KEY, value: /run/secrets/jwt_key }
            - { name: SESSION_SECRET, valueFrom: { secretKeyRef: { name: orders, key: session } } }
            - { name: DATABASE_URL, valueFrom: { secretKeyRef: { name: orders, key: url } } }
`;

async function judge(asked: Cluster, given: { readonly reads: boolean; readonly others?: readonly string[] }) {
  const log = recordLog();
  const live = await readLiveObjects(asked, { signal: never });
  const workload = { kind: "Deployment", name: "orders" };
  const subject = subjectOf([], live, workload);
  const job = { log, signal: never, mask: () => undefined } as unknown as Job;
  const configuration = await observeGivenConfiguration(
    { environment: "production", "read-secrets": given.reads, "other-environments": [...(given.others ?? [])] },
    { job, cluster: asked, subject },
  );
  const whole = subjectOf([], live, workload, configuration === undefined ? {} : { configuration });
  const results = configurationChecks.map((check) => runCheck(check, whole, "info"));
  const printed = JSON.stringify([results, configuration, log.entries], keepMaps);
  return {
    results: Object.fromEntries(results.map((one) => [one.check.id.replace("configuration/", ""), one])),
    printed,
  };
}

function keepMaps(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

describe("the settings of a live workload", () => {
  it("are judged by what stands in its Secrets, and no value gets out", async () => {
    const { results, printed } = await judge(cluster, { reads: true, others: [other.name] });
    expect(printed).toContain("isDefaultPassword");
    for (const secret of secrets) {
      for (const form of [secret, encode(secret), encodeURIComponent(secret)]) expect(printed).not.toContain(form);
    }
    expect(results["secret-length"]?.findings[0]?.evidence).toBe(
      `JWT_SECRET_KEY (Secret ${namespace.name}/orders, key jwt) is 28 bytes long, of at least 32`,
    );
    expect(results["shared-secret"]?.findings.map(({ evidence }) => evidence)).toEqual([
      `SESSION_SECRET (Secret ${namespace.name}/orders, key session) is the same in ${other.name}`,
    ]);
    expect(results["database-tls"]?.findings[0]?.evidence).toContain("allows a connection without TLS");
    expect(results["other-environment"]?.findings[0]?.evidence).toContain("names a place in staging");
    expect(results["cors-origins"]?.state).toBe("failed");
    for (const id of ["debug-off", "log-format", "cookie-flags"]) expect(results[id]?.state, id).toBe("failed");
    expect(results["secret-example"]?.state).toBe("passed");
  });

  it("stay unread unless the input says so", async () => {
    const { results } = await judge(cluster, { reads: false });
    expect(results["secret-length"]).toMatchObject({
      state: "not-applicable",
      reason: expect.stringMatching(/read-secrets/),
    });
    expect(results["debug-off"]?.state).toBe("failed");
  });

  it("are unknown where the Secret may not be read", async () => {
    const { results } = await judge(limited, { reads: true });
    expect(results["secret-length"]).toMatchObject({
      state: "unknown",
      reason: expect.stringMatching(/cannot get resource "secrets"/),
    });
  });

  it("give the database's URL from a Secret, masked", async () => {
    const masked: string[] = [];
    const job = { signal: never, mask: (text: string) => masked.push(text) } as unknown as Job;
    const none = { "database-url": "", "database-target": "", "database-role": "", "database-ca": "" };
    const given = { ...none, "database-migrations": "", "database-disk": "", "database-secret": "orders/url" };
    expect(await loginOf(given, { job, cluster })).toMatchObject({
      kind: "seen",
      value: { host: "db.staging.example.com" },
    });
    expect(masked).toEqual(expect.arrayContaining([url, "orders-Tz81kQ"]));
    const absent = await loginOf({ ...given, "database-secret": "orders/absent" }, { job, cluster });
    expect(absent).toMatchObject({ kind: "unknown", reason: `Secret ${namespace.name}/orders has no key absent` });
  });

  it("leave backups without trouble where neither CloudNativePG nor Velero is there", async () => {
    const request = { cluster, namespaces: [other.name], named: [], rpoMs: 1, destinations: [] };
    expect(await observeBackups(request, { signal: never })).toMatchObject({
      kind: "seen",
      value: { unreadable: undefined, cronJobs: [], objects: { clusters: [], schedules: [] } },
    });
  });
});
