// Where do these tests run, and as whom?

import { tmpdir } from "node:os";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import type { Log } from "../../../src/report/log.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { endNamespace } from "../support/namespace.ts";
import { createUser } from "../support/users.ts";

/** A connection to the tests' cluster in a namespace of its own. */
export async function openNamespace(): Promise<{ cluster: Cluster; close: () => Promise<void> }> {
  const namespace = `release-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 7)}`;
  const { kubeconfig } = await rigEnvironment();
  const cluster = await connectAs(kubeconfig, namespace);
  await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  return {
    cluster,
    async close() {
      await endNamespace(namespace);
      await cluster.close();
    },
  };
}

/** A connection as a user who may do nothing but these verbs on records and locks. */
export async function userWith({ namespace }: Cluster, verbs: readonly string[]): Promise<Cluster> {
  const rules = [
    { apiGroups: [""], resources: ["configmaps"], verbs },
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs },
  ];
  const name = `user-${Math.random().toString(36).slice(2, 7)}`;
  const user = await createUser(namespace, name, verbs.length === 0 ? [] : rules);
  const cluster = await connectAs(user.kubeconfig, namespace);
  user.remove();
  return cluster;
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
