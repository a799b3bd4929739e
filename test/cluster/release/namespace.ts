// Where do these tests run, and as whom?

import { tmpdir } from "node:os";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import type { Log } from "../../../src/report/log.ts";
import { rigEnvironment } from "../../rig/environment.ts";

/** A connection to the tests' cluster in a namespace of its own. */
export async function openNamespace(): Promise<{ cluster: Cluster; close: () => Promise<void> }> {
  const namespace = `release-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 7)}`;
  const { kubeconfig } = await rigEnvironment();
  const cluster = await connectAs(kubeconfig, namespace);
  await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  return {
    cluster,
    async close() {
      await cluster.delete({ apiVersion: "v1", kind: "Namespace", name: namespace });
      await cluster.close();
    },
  };
}

/** A connection as a user who may do nothing but these verbs on records and locks. */
export async function userWith(admin: Cluster, verbs: readonly string[]): Promise<Cluster> {
  const { namespace, server } = admin;
  const name = `user-${Math.random().toString(36).slice(2, 7)}`;
  await admin.create({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } });
  if (verbs.length > 0) await permit(admin, name, verbs);
  const token = await admin.request<{ status: { token: string } }>(
    "POST",
    `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
    { body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 600 } } },
  );
  const content = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "user",
    clusters: [{ name: "c", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: { token: token.status.token } }],
    contexts: [{ name: "user", context: { cluster: "c", user: "u" } }],
  };
  return await connectAs(JSON.stringify(content), namespace);
}

/** A log whose warnings, errors and lines can be looked at. */
export function recordingLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (message: string): void => void lines.push(message);
  return {
    lines,
    info: keep,
    debug: () => undefined,
    warning: keep,
    error: keep,
    foreign: keep,
    group: (_, body) => body(),
  };
}

function connectAs(config: string, namespace: string): Promise<Cluster> {
  return connect({ kubeconfig: config, namespace, env: {}, tempDirectory: tmpdir(), mask: () => undefined });
}

async function permit(admin: Cluster, user: string, verbs: readonly string[]): Promise<void> {
  const { namespace } = admin;
  const api = "rbac.authorization.k8s.io";
  await admin.create({
    apiVersion: `${api}/v1`,
    kind: "Role",
    metadata: { name: user, namespace },
    rules: [
      { apiGroups: [""], resources: ["configmaps"], verbs },
      { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs },
    ],
  });
  await admin.create({
    apiVersion: `${api}/v1`,
    kind: "RoleBinding",
    metadata: { name: user, namespace },
    roleRef: { apiGroup: api, kind: "Role", name: user },
    subjects: [{ kind: "ServiceAccount", name: user, namespace }],
  });
}
