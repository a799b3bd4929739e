// Under which URLs do users reach what an Ingress or HTTPRoute names?

import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import { Failure } from "../../report/failure.ts";
import type { Target } from "../target.ts";
import { urlEndpoint } from "../target-url.ts";
import type { Network } from "./network.ts";

export interface RouteTargetOptions {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly of: { readonly kind: "Ingress" | "HTTPRoute"; readonly name: string };
  readonly network: Network;
}

interface Ingress extends KubeObject {
  readonly spec?: {
    readonly tls?: readonly { readonly hosts?: readonly string[] }[];
    readonly rules?: readonly { readonly host?: string }[];
  };
}

interface HttpRoute extends KubeObject {
  readonly spec?: {
    readonly hostnames?: readonly string[];
    readonly parentRefs?: readonly ParentRef[];
  };
}

interface ParentRef {
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface Gateway extends KubeObject {
  readonly spec?: {
    readonly listeners?: readonly {
      readonly name: string;
      readonly port: number;
      readonly protocol: string;
      readonly hostname?: string;
    }[];
  };
}

const advice = 'Give it a host name, or test the URL by the input "url".';

/**
 * The users' path: by name, through load balancer and ingress. Every host of the object is an endpoint of its
 * own. Where a name does not lead there yet, the input `resolve` says which address does.
 */
export function routeTarget({ cluster, namespace, network, of }: RouteTargetOptions): Target {
  return {
    name: `${of.kind} ${namespace}/${of.name}`,
    async open(signal) {
      const urls =
        of.kind === "Ingress"
          ? ingressUrls(await read<Ingress>(cluster, "networking.k8s.io/v1", { ...of, namespace }, signal))
          : await httpRouteUrls(cluster, { ...of, namespace }, signal);
      const [first, ...rest] = urls.map((url) => ({
        ...urlEndpoint(new URL(url), `${url}, of ${of.kind} ${of.name}`, network),
        isOwn: true,
      }));
      if (first !== undefined) return { kind: "open", endpoints: [first, ...rest] };
      throw new Failure({
        attempted: `finding the hosts of ${of.kind} ${namespace}/${of.name}`,
        found: "it names no host that could be asked (a wildcard is none)",
        advice,
      });
    },
  };
}

/** https where `tls` has the host. Pure. */
export function ingressUrls({ spec }: Ingress): string[] {
  const secured = (spec?.tls ?? []).flatMap(({ hosts = [] }) => hosts);
  const hosts = (spec?.rules ?? []).map(({ host }) => host ?? "").filter(isHost);
  return [...new Set(hosts)].map(
    (host) => `${secured.some((pattern) => covers(pattern, host)) ? "https" : "http"}://${host}`,
  );
}

/** By the listeners that the route is attached to; https before http. Pure. */
export function routeUrls({ spec }: HttpRoute, gateways: readonly (readonly [ParentRef, Gateway])[]): string[] {
  const listeners = gateways.flatMap(([parent, gateway]) =>
    (gateway.spec?.listeners ?? []).filter(
      ({ name, port, protocol }) =>
        (parent.sectionName === undefined || parent.sectionName === name) &&
        (parent.port === undefined || parent.port === port) &&
        (protocol === "HTTP" || protocol === "HTTPS"),
    ),
  );
  const named = listeners.flatMap(({ hostname }) => hostname ?? []).filter(isHost);
  const own = spec?.hostnames ?? [];
  const hosts = own.length > 0 ? own : named;
  return [...new Set(hosts)].filter(isHost).flatMap((host) => {
    const serving = listeners.filter(({ hostname }) => hostname === undefined || covers(hostname, host));
    const listener = serving.find(({ protocol }) => protocol === "HTTPS") ?? serving[0];
    if (listener === undefined) return [];
    const scheme = listener.protocol.toLowerCase();
    return [new URL(`${scheme}://${host}:${listener.port}`).origin];
  });
}

async function httpRouteUrls(
  cluster: Cluster,
  of: { kind: string; name: string; namespace: string },
  signal: AbortSignal,
): Promise<string[]> {
  const apiVersion = "gateway.networking.k8s.io/v1";
  const route = await read<HttpRoute>(cluster, apiVersion, of, signal);
  const parents = (route.spec?.parentRefs ?? []).filter(({ kind = "Gateway" }) => kind === "Gateway");
  const gateways = await Promise.all(
    parents.map(async (parent) => {
      const { name, namespace = of.namespace } = parent;
      return [parent, await read<Gateway>(cluster, apiVersion, { kind: "Gateway", name, namespace }, signal)] as const;
    }),
  );
  return routeUrls(route, gateways);
}

async function read<T extends KubeObject>(
  cluster: Cluster,
  apiVersion: string,
  of: { kind: string; name: string; namespace: string },
  signal: AbortSignal,
): Promise<T> {
  const object = await cluster.get<T>({ apiVersion, ...of }, { signal });
  if (object !== undefined) return object;
  throw new Failure({
    attempted: `finding ${of.kind} ${of.namespace}/${of.name}`,
    found: `there is no such ${of.kind}`,
    advice: "Check its name and the namespace.",
  });
}

function isHost(host: string): boolean {
  return host !== "" && !host.startsWith("*");
}

/** A wildcard stands for one label. */
function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith("*.") && host.slice(host.indexOf(".")) === pattern.slice(1));
}
