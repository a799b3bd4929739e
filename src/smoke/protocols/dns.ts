// Where does a name lead, and is that the load balancer?

import { lookup, Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import { Failure } from "../../report/failure.ts";
import { ExchangeError, wordsFor } from "./exchange-error.ts";
import { withinTime } from "./time-limit.ts";

export interface DnsQuestion {
  readonly name: string;
  /** `1.1.1.1`, `1.1.1.1:53`, `[::1]:53`; as programs on this machine resolve unless given, with its hosts file. */
  readonly server?: string | undefined;
  readonly timeoutMs: number;
}

/** What a load balancer's address comes from. */
export interface LoadBalancer {
  readonly kind: "Service" | "Ingress" | "Gateway";
  readonly name: string;
}

/** IPv4 and IPv6 addresses, sorted. @throws ExchangeError where there is none */
export function resolveName({ name, server, timeoutMs }: DnsQuestion, signal: AbortSignal): Promise<string[]> {
  return withinTime(timeoutMs, signal, async (limit) => {
    limit.opened();
    const found = server === undefined ? await byMachine(name) : await byServer(name, server, limit.signal);
    if (found.length > 0) return found.toSorted();
    throw new ExchangeError("answering", `${name} has no address`);
  });
}

/** The addresses in the object's status, host names resolved. Empty while it has none. @throws Failure where there is no such object */
export async function loadBalancerAddresses(
  cluster: Cluster,
  namespace: string,
  { kind, name }: LoadBalancer,
  question: Omit<DnsQuestion, "name">,
  signal: AbortSignal,
): Promise<string[]> {
  const object = await cluster.get<KubeObject & { status?: unknown }>(
    { apiVersion: apiVersions[kind], kind, namespace, name },
    { signal },
  );
  if (object === undefined) {
    throw new Failure({
      attempted: `finding the load balancer's address of ${kind} ${namespace}/${name}`,
      found: `there is no such ${kind}`,
      advice: "Correct `load-balancer` in the suite.",
    });
  }
  const named = statusAddresses(object);
  const resolved = named.map((address) =>
    isIP(address) ? [address] : resolveName({ ...question, name: address }, signal),
  );
  return [...new Set((await Promise.all(resolved)).flat())].toSorted();
}

/** What `status` says: addresses and host names. Pure. */
export function statusAddresses({ status }: { readonly status?: unknown }): string[] {
  const { loadBalancer, addresses } = (status ?? {}) as {
    loadBalancer?: { ingress?: readonly { ip?: string; hostname?: string }[] };
    addresses?: readonly { value?: string }[];
  };
  return [
    ...(loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? ""),
    ...(addresses ?? []).map(({ value }) => value ?? ""),
  ].filter((address) => address !== "");
}

const apiVersions = {
  Service: "v1",
  Ingress: "networking.k8s.io/v1",
  Gateway: "gateway.networking.k8s.io/v1",
} as const;

async function byMachine(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

async function byServer(name: string, server: string, signal: AbortSignal): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2000, tries: 3 });
  resolver.setServers([server]);
  const abort = () => resolver.cancel();
  signal.addEventListener("abort", abort, { once: true });
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const found = [four, six].flatMap((result) => (result.status === "fulfilled" ? result.value : []));
    const broken = [four, six].find((result) => result.status === "rejected" && !isAbsence(result.reason));
    if (found.length > 0 || broken === undefined) return found;
    const { reason } = broken as PromiseRejectedResult;
    throw new ExchangeError("answering", `${server} does not resolve ${name}: ${wordsFor(reason)}`, reason);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Nothing of that type, while there may be something of the other. */
function isAbsence(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENODATA";
}
