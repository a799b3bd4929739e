// Does a release's view of the cluster outlive a restart of the API server?

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { followObjects } from "../../../src/kube/watch.ts";
import { paths } from "../../rig/home.ts";
import { as, open, openOwnNamespace } from "./setup.ts";

// A second API server over the rig's etcd: it can be restarted without disturbing whoever uses the rig's own.
let admin: Cluster;
let directory: string;
let port: number;
let apiServer: ChildProcess;

beforeAll(async () => {
  admin = await openOwnNamespace("kube-restart");
  directory = await mkdtemp(join(tmpdir(), "slipway-apiserver-"));
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  port = (probe.address() as { port: number }).port;
  probe.close();
  apiServer = await startApiServer();
}, 60_000);
afterAll(async () => {
  await end(apiServer);
  await rm(directory, { recursive: true });
}, 90_000);

it("calls and watches go on, as a user whom the new server must first look up", async () => {
  const cluster = await openAsServiceAccount();
  const config = { apiVersion: "v1", kind: "ConfigMap" };
  const errors: unknown[] = [];
  const store = await followObjects(cluster, config, {
    labelSelector: "app=restart",
    onChange: () => undefined,
    onError: (error) => errors.push(error),
  });
  const create = (by: Cluster, name: string) =>
    by.create({ ...config, metadata: { name, labels: { app: "restart" } } });
  await create(cluster, "before");
  await vi.waitFor(() => expect(store.get("before")).toBeDefined());

  const ended = end(apiServer);
  await create(admin, "during");
  const written = ended.then(() => create(cluster, "after"));
  await ended;
  apiServer = await startApiServer();
  await written;
  await vi.waitFor(() => expect(store.items()).toHaveLength(3), { timeout: 30_000 });
  expect(errors).toEqual([]);
  store.stop();
}, 180_000);

async function startApiServer(): Promise<ChildProcess> {
  const { components } = JSON.parse(await readFile(paths.specification, "utf8")) as {
    components: { name: string; command: string[]; env: Record<string, string> }[];
  };
  const rigs = components.find(({ name }) => name === "kube-apiserver");
  const [program, ...args] = rigs?.command ?? [];
  if (!rigs || !program) throw new Error("the rig has no kube-apiserver");
  const own = [
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    "--endpoint-reconciler-type=none",
    `--cert-dir=${directory}`,
  ];
  const child = spawn(program, [...args, ...own], { env: rigs.env, stdio: "ignore" });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function openAsServiceAccount(): Promise<Cluster> {
  const account = { kind: "ServiceAccount", name: "restart", namespace: admin.namespace };
  await admin.create({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account.name } });
  await admin.create({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: account.name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
    subjects: [account],
  });
  const path = `/api/v1/namespaces/${admin.namespace}/serviceaccounts/restart/token`;
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const { status } = await admin.request<{ status: { token: string } }>("POST", path, { body });
  return open(admin.namespace, (config) => {
    as({ token: status.token })(config);
    for (const { cluster } of config.clusters) cluster.server = `https://127.0.0.1:${port}`;
    for (const { cluster } of config.clusters) cluster["tls-server-name"] = "kubernetes.default.svc";
  });
}
