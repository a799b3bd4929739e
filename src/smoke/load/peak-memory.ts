// How much memory do the pods use at most while they are under load?

import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import { readQuantity } from "../../kube/quantity.ts";

export interface MemoryWatch {
  /** The most that was seen; nothing where nothing could be measured. */
  stop(): Promise<number | undefined>;
}

export interface MemoryQuestion {
  readonly cluster: Cluster;
  readonly namespace: string;
  /** Pods by name or by label selector. */
  readonly pods: { readonly name: string } | { readonly labelSelector: string };
  readonly intervalMs: number;
}

interface Pod extends KubeObject {
  readonly spec?: { readonly nodeName?: string };
}

/** The metrics server is asked where there is one, otherwise the nodes' kubelets (which takes `get` on `nodes/proxy`). */
export function watchMemory(question: MemoryQuestion, signal: AbortSignal): MemoryWatch {
  let peak: number | undefined;
  let running: Promise<void> = Promise.resolve();
  const measure = async () => {
    const bytes = await measureOnce(question, signal).catch(() => undefined);
    if (bytes !== undefined) peak = Math.max(peak ?? 0, bytes);
  };
  running = measure();
  const timer = setInterval(() => {
    running = running.then(measure);
  }, question.intervalMs);
  return {
    async stop() {
      clearInterval(timer);
      await running.then(measure);
      return peak;
    },
  };
}

async function measureOnce(question: MemoryQuestion, signal: AbortSignal): Promise<number | undefined> {
  const pods = await findPods(question, signal);
  if (pods.length === 0) return undefined;
  // A metrics server that is down, or that may not be asked, is none.
  const served = await byMetricsServer(question, pods, signal).catch(() => undefined);
  return served ?? (await byKubelets(question, pods, signal));
}

async function findPods({ cluster, namespace, pods }: MemoryQuestion, signal: AbortSignal): Promise<Pod[]> {
  const kind = { apiVersion: "v1", kind: "Pod" };
  if ("labelSelector" in pods) {
    return (await cluster.list<Pod>(kind, { namespace, labelSelector: pods.labelSelector, signal })).items;
  }
  const pod = await cluster.get<Pod>({ ...kind, namespace, name: pods.name }, { signal });
  return pod === undefined ? [] : [pod];
}

interface PodMetrics {
  readonly metadata: { readonly name: string };
  readonly containers: readonly { readonly usage: { readonly memory: string } }[];
}

async function byMetricsServer(
  { cluster, namespace }: MemoryQuestion,
  pods: readonly Pod[],
  signal: AbortSignal,
): Promise<number | undefined> {
  if (
    (await cluster.resourceType({ apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics" }, { signal })) === undefined
  ) {
    return undefined;
  }
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
  const { items } = await cluster.request<{ items: readonly PodMetrics[] }>("GET", path, { signal });
  const own = items.filter(({ metadata }) => pods.some((pod) => pod.metadata.name === metadata.name));
  if (own.length === 0) return undefined;
  const sizes = own.flatMap(({ containers }) => containers.map(({ usage }) => readQuantity(usage.memory)));
  // What cannot be read is not little.
  return sizes.includes(undefined) ? undefined : sum(sizes.flatMap((size) => size ?? []));
}

interface Summary {
  readonly pods?: readonly {
    readonly podRef: { readonly uid: string };
    readonly containers?: readonly { readonly memory?: { readonly workingSetBytes?: number } }[];
  }[];
}

async function byKubelets(
  { cluster }: MemoryQuestion,
  pods: readonly Pod[],
  signal: AbortSignal,
): Promise<number | undefined> {
  const nodes = [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))];
  const summaries = await Promise.all(
    nodes.map((node) => cluster.request<Summary>("GET", `/api/v1/nodes/${node}/proxy/stats/summary`, { signal })),
  );
  const uids = new Set(pods.map(({ metadata }) => metadata.uid));
  const own = summaries.flatMap((summary) => summary.pods ?? []).filter(({ podRef }) => uids.has(podRef.uid));
  const bytes = own.flatMap(({ containers = [] }) => containers.map(({ memory }) => memory?.workingSetBytes ?? 0));
  return bytes.length === 0 || sum(bytes) === 0 ? undefined : sum(bytes);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
