// How does a request get to a URL, to a Service's pods, or to the pods of one side?

import { Agent, Client, type Dispatcher } from "undici";
import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject } from "../kube/object.ts";
import { type LabelSelector, selectorText } from "../kube/selectors.ts";
import { followObjects } from "../kube/watch.ts";
import { type EndpointSlice, endpointSliceKind, type PodPort, readyPods, slicesOf } from "./endpoints.ts";
import { NoPodReady, type ProbeAnswer, type ProbeRoute, type ProbeTrack } from "./probe-route.ts";

/** The way that users take: DNS, load balancer, ingress. Each request opens a connection of its own, as a new user does. */
export function urlRoute(url: string, track: ProbeTrack): ProbeRoute {
  const base = new URL(url);
  const agent = new Agent({ pipelining: 0 });
  return {
    name: url,
    track,
    via: "ingress",
    ask: (path, options) => {
      const target = path === "" ? base : new URL(base.pathname.replace(/\/$/, "") + path, base);
      return exchange(agent, target.origin, target.pathname + target.search, "", options);
    },
    close: () => agent.destroy(),
  };
}

/** How many connections of users stand for all those that they keep. */
const keptConnections = 4;

/**
 * The same way on connections that are kept, in turn, as browsers and other services do it: where a proxy or kube-proxy
 * chooses a pod for each connection, they stay on the old version until they end.
 */
export function keptRoute(url: string, track: ProbeTrack): ProbeRoute {
  const base = new URL(url);
  let opened = 0;
  const kept = Array.from({ length: keptConnections }, () => {
    const client = new Client(base.origin, { pipelining: 1, keepAliveTimeout: 60_000, keepAliveMaxTimeout: 600_000 });
    const connection = { client, number: 0 };
    client.on("connect", () => {
      connection.number = ++opened;
    });
    return connection;
  });
  let turn = 0;
  return {
    name: `kept connections to ${url}`,
    track,
    via: "kept",
    ask: async (_path, options) => {
      const connection = kept[turn++ % kept.length];
      if (connection === undefined) throw new Error("no connection is kept");
      const before = connection.number;
      const ask = () => exchange(connection.client, base.origin, base.pathname + base.search, "", options);
      // A server may end a connection at any time: whoever reuses one tries a GET again (RFC 9110, 9.2.2).
      const answer = await ask().catch((error: unknown) => {
        if (before === 0 || options.signal.aborted || !isClosed(error)) throw error;
        return ask();
      });
      return { ...answer, connection: connection.number };
    },
    close: async () => {
      await Promise.all(kept.map(({ client }) => client.destroy()));
    },
  };
}

function isClosed(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "EPIPE";
}

export interface PodsOptions {
  readonly namespace: string;
  readonly selector: LabelSelector;
  /** Names of the ReplicaSets (or what else controls the pods) that are meant; all unless given. */
  readonly owners?: readonly string[] | undefined;
  /** Of the pods. */
  readonly port: number;
  /** `the candidate's pods`. */
  readonly name: string;
}

/** The pods that a selector means, in turn, those that are ready. Resolves when they were listed once. */
export async function podsRoute(
  cluster: Cluster,
  { namespace, selector, owners = [], port, name }: PodsOptions,
  track: ProbeTrack,
  signal: AbortSignal,
): Promise<ProbeRoute> {
  let lost: unknown;
  const store = await followObjects<ProbedPod>(cluster, podKind, {
    namespace,
    labelSelector: selectorText(selector),
    signal,
    onChange: () => undefined,
    onError: (error) => {
      lost = error;
    },
  });
  const targets = (): PodPort[] => {
    if (lost !== undefined) throw lost;
    return store
      .items()
      .filter((pod) => isReady(pod) && isOf(pod, owners))
      .map(({ metadata }) => ({ pod: metadata.name, port }));
  };
  return overPods(cluster, { namespace, name, track, via: "pods", targets, stop: () => store.stop() });
}

/** The pods that stand behind a Service, in turn. It is followed where the Service comes to mean other pods. */
export async function serviceRoute(
  cluster: Cluster,
  service: { readonly namespace: string; readonly name: string; readonly port: string },
  track: ProbeTrack,
  signal: AbortSignal,
): Promise<ProbeRoute> {
  const { namespace, name, port } = service;
  let lost: unknown;
  const store = await followObjects<EndpointSlice>(cluster, endpointSliceKind, {
    namespace,
    labelSelector: slicesOf(name),
    signal,
    onChange: () => undefined,
    onError: (error) => {
      lost = error;
    },
  });
  const targets = (): PodPort[] => {
    if (lost !== undefined) throw lost;
    return readyPods(store.items(), port);
  };
  const shown = `Service ${namespace}/${name}`;
  return overPods(cluster, { namespace, name: shown, track, via: "service", targets, stop: () => store.stop() });
}

interface ProbedPod extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const podKind = { apiVersion: "v1", kind: "Pod" };

function isReady({ metadata, status }: ProbedPod): boolean {
  const ready = status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
  return ready && metadata.deletionTimestamp === undefined;
}

function isOf({ metadata }: ProbedPod, owners: readonly string[]): boolean {
  if (owners.length === 0) return true;
  return (
    metadata.ownerReferences?.some(({ name, controller }) => controller === true && owners.includes(name)) ?? false
  );
}

interface OverPods {
  readonly namespace: string;
  readonly name: string;
  readonly track: ProbeTrack;
  readonly via: "service" | "pods";
  readonly targets: () => readonly PodPort[];
  readonly stop: () => void;
}

function overPods(cluster: Cluster, { namespace, name, track, via, targets, stop }: OverPods): ProbeRoute {
  const clients = new Map<string, Client>();
  let turn = 0;
  return {
    name,
    track,
    via,
    ask: async (path, options) => {
      for (;;) {
        const ready = targets();
        await closeOthers(ready);
        const target = ready[turn++ % Math.max(1, ready.length)];
        if (target === undefined) throw new NoPodReady("no pod is ready");
        try {
          return await exchange(clientOf(target), "http://localhost", path === "" ? "/" : path, target.pod, options);
        } catch (error) {
          // One that is being taken away gets no requests of users either.
          if (targets().some(({ pod }) => pod === target.pod)) throw error;
          options.signal.throwIfAborted();
        }
      }
    },
    close: async () => {
      stop();
      await Promise.all([...clients.values()].map((client) => client.destroy()));
    },
  };

  function clientOf({ pod, port }: PodPort): Client {
    const known = clients.get(pod);
    if (known !== undefined) return known;
    const client = new Client("http://localhost", {
      keepAliveTimeout: 30_000,
      connect: (_options, callback) => {
        cluster.openPortForward({ namespace, name: pod }, port).then(
          // undici asks of its socket what any Duplex has.
          (stream) => callback(null, stream as import("node:net").Socket),
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
        );
      },
    });
    clients.set(pod, client);
    return client;
  }

  async function closeOthers(ready: readonly PodPort[]): Promise<void> {
    for (const [pod, client] of clients) {
      if (ready.some((one) => one.pod === pod)) continue;
      clients.delete(pod);
      // What is under way may end.
      client.close().catch(() => undefined);
    }
  }
}

const longestBody = 64 * 1024;

async function exchange(
  dispatcher: Dispatcher,
  origin: string,
  path: string,
  pod: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<ProbeAnswer> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const { statusCode, headers, body } = await dispatcher.request({
      method: "GET",
      origin,
      path,
      headers: { "user-agent": "slipway-prober" },
      signal: AbortSignal.any([signal, late]),
    });
    const text = await body.text();
    return { status: statusCode, headers: flatten(headers), body: text.slice(0, longestBody), pod };
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw new Error(`no complete answer within ${timeoutMs / 1000} s`, { cause: error });
    throw error;
  }
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = ""]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
}
