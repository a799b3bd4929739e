// Which hosts lead into a namespace, as its objects say?

import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";

export interface OwnHosts {
  readonly namespace: string;
  /** Names and addresses; `*.example.com` stands for the names below. */
  readonly names: readonly string[];
  /** Kinds that could not be read, `Ingresses` for one: a host that only they name is not known. */
  readonly unread: readonly string[];
}

interface Routed extends KubeObject {
  readonly spec?: {
    readonly rules?: readonly { readonly host?: string }[];
    readonly hostnames?: readonly string[];
    readonly externalIPs?: readonly string[];
  };
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
  };
}

const sources = [
  {
    many: "Ingresses",
    kind: { apiVersion: "networking.k8s.io/v1", kind: "Ingress" },
    names: ({ spec }: Routed) => (spec?.rules ?? []).map(({ host = "" }) => host),
  },
  {
    many: "HTTPRoutes",
    kind: { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" },
    names: ({ spec }: Routed) => spec?.hostnames ?? [],
  },
  { many: "Services", kind: { apiVersion: "v1", kind: "Service" }, names: serviceNames },
];

/** A kind that the cluster does not know names nothing; one that may not be read is told. */
export async function readOwnHosts(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<OwnHosts> {
  const read = await Promise.all(
    sources.map(async ({ kind, many, names }) => {
      try {
        if ((await cluster.resourceType(kind, { signal })) === undefined) return { names: [], unread: [] };
        const { items } = await cluster.list<Routed>(kind, { namespace, signal });
        return { names: items.flatMap(names).filter((name) => name !== ""), unread: [] };
      } catch {
        signal.throwIfAborted();
        return { names: [], unread: [many] };
      }
    }),
  );
  const names = [...new Set(read.flatMap((one) => one.names))];
  return { namespace, names, unread: read.flatMap(({ unread }) => unread) };
}

/** Of its load balancer, and as pods call it: a runner may be one. */
function serviceNames({ metadata, spec, status }: Routed): string[] {
  const { name, namespace = "" } = metadata;
  const balanced = (status?.loadBalancer?.ingress ?? []).flatMap(({ hostname, ip }) => [hostname ?? "", ip ?? ""]);
  const inside = ["", ".svc", ".svc.cluster.local"].map((end) => `${name}.${namespace}${end}`);
  return [...balanced, ...(spec?.externalIPs ?? []), ...inside];
}
