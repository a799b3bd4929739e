// Which pods stand behind a Service, and on which port?

import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject } from "../kube/object.ts";
import { Failure } from "../report/failure.ts";

export const endpointSliceKind = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" };

export interface EndpointSlice extends KubeObject {
  /** A slice without pods has neither: the API writes null. */
  readonly endpoints?:
    | null
    | readonly {
        readonly conditions?: { readonly ready?: boolean | undefined } | undefined;
        readonly targetRef?: { readonly kind?: string; readonly name?: string } | undefined;
      }[];
  readonly ports?: null | readonly { readonly name?: string; readonly port?: number; readonly protocol?: string }[];
}

export interface PodPort {
  readonly pod: string;
  readonly port: number;
}

/** What selects the EndpointSlices of a Service. */
export function slicesOf(service: string): string {
  return `kubernetes.io/service-name=${service}`;
}

/**
 * The pods that are ready, each once.
 *
 * @param port by name, or by the number that the pods listen on; the first one unless given
 */
export function readyPods(slices: readonly EndpointSlice[], port = ""): PodPort[] {
  const found = new Map<string, PodPort>();
  for (const { endpoints, ports } of slices) {
    const tcp = (ports ?? []).filter(({ protocol = "TCP" }) => protocol === "TCP");
    const chosen =
      port === "" ? tcp[0] : (tcp.find((one) => one.name === port || String(one.port) === port) ?? only(tcp));
    if (chosen?.port === undefined) continue;
    for (const { conditions, targetRef } of endpoints ?? []) {
      // Not known counts as ready, as the API has it.
      if (conditions?.ready === false || targetRef?.kind !== "Pod" || targetRef.name === undefined) continue;
      found.set(targetRef.name, { pod: targetRef.name, port: chosen.port });
    }
  }
  return [...found.values()].toSorted((one, other) => (one.pod < other.pod ? -1 : 1));
}

/** The names of the pods that are ready, whatever their ports are. */
export function readyNames(slices: readonly EndpointSlice[]): ReadonlySet<string> {
  const ready = slices.flatMap(({ endpoints }) =>
    (endpoints ?? []).flatMap(({ conditions, targetRef }) =>
      conditions?.ready === false || targetRef?.kind !== "Pod" || targetRef.name === undefined ? [] : [targetRef.name],
    ),
  );
  return new Set(ready);
}

/**
 * A byte stream to one of the pods behind a Service, through the API server.
 * @throws Failure where no pod is ready
 */
export async function openServiceStream(
  cluster: Cluster,
  service: { readonly namespace: string; readonly name: string; readonly port: string },
  signal: AbortSignal,
): Promise<import("node:stream").Duplex> {
  const { namespace, name, port } = service;
  const { items } = await cluster.list<EndpointSlice>(endpointSliceKind, {
    namespace,
    labelSelector: slicesOf(name),
    signal,
  });
  const [first] = readyPods(items, port);
  if (first === undefined) {
    throw new Failure({
      attempted: `reaching Service ${namespace}/${name}`,
      found: "no pod of it is ready",
      advice: "Check its name, its namespace and its pods.",
    });
  }
  return cluster.openPortForward({ namespace, name: first.pod }, first.port, { signal });
}

/** A Service's own port may have another number than its pods': where there is one port, it is that. */
function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}
