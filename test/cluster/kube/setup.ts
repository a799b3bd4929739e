// How does a test of the Kubernetes client reach the rig's cluster, and how is its way there cut?

import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { parse } from "yaml";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { afterwards } from "../support/afterwards.ts";
import { createNamespace } from "../support/namespace.ts";

export const environment = await rigEnvironment();

export interface Kubeconfig {
  clusters: { name: string; cluster: Record<string, unknown> & { server: string } }[];
  users: { name: string; user: Record<string, unknown> }[];
  [field: string]: unknown;
}

/** A connection as the rig's administrator, or as whom `change` makes of its kubeconfig. Closed after the file's tests. */
export async function open(
  namespace: string,
  change: (config: Kubeconfig) => void = () => undefined,
  env: NodeJS.ProcessEnv = {},
): Promise<Cluster> {
  const config = parse(await readFile(environment.kubeconfig, "utf8")) as Kubeconfig;
  change(config);
  const kubeconfig = JSON.stringify(config);
  const cluster = await connect({ kubeconfig, namespace, env, tempDirectory: tmpdir(), mask: () => undefined });
  afterwards(() => cluster.close());
  return cluster;
}

/** A namespace of the test's own in which a pod can be created at once, deleted after the file's tests. */
export async function openOwnNamespace(prefix: string): Promise<Cluster> {
  const created = await createNamespace(prefix);
  afterwards(() => created.remove());
  return open(created.name);
}

/** Puts another user into the kubeconfig. */
export function as(user: Record<string, unknown>): (config: Kubeconfig) => void {
  return (config) => {
    for (const entry of config.users) entry.user = user;
  };
}

export interface Relay {
  /** Puts the relay between the kubeconfig's user and the API server. */
  readonly through: (config: Kubeconfig) => void;
  /** Breaks every connection and refuses new ones, as an API server that is down. */
  cut(): Promise<void>;
  /** Lets nothing through any more and tells nobody, as a load balancer that has lost its state; a cut ends it. */
  stall(): void;
  /** Under the same address, to the same server or to another one. */
  restore(server?: string): Promise<void>;
}

/** A TCP relay on loopback before the real API server: TLS and all answers are the server's own. */
export async function openRelay(server: string): Promise<Relay> {
  let { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  let stalled = false;
  const listener = createServer((inbound) => {
    const both = stalled ? [inbound] : [inbound, dial(Number(port), hostname)];
    for (const socket of both) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    }
    const [, outbound] = both;
    if (outbound !== undefined) inbound.pipe(outbound).pipe(inbound);
  });
  const listenOn = (number: number) =>
    new Promise<void>((resolve) => listener.listen(number, "127.0.0.1", () => resolve()));
  const cut = () =>
    new Promise<void>((resolve) => {
      stalled = false;
      listener.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await listenOn(0);
  const own = (listener.address() as AddressInfo).port;
  afterwards(cut);
  return {
    through: (config) => {
      for (const { cluster } of config.clusters) {
        cluster.server = `https://127.0.0.1:${own}`;
        cluster["tls-server-name"] = "kubernetes.default.svc";
      }
    },
    cut,
    stall() {
      stalled = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    restore: (other = server) => {
      ({ hostname, port } = new URL(other));
      return listenOn(own);
    },
  };
}
