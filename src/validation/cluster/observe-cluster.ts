// What does the cluster answer beside the lists of its objects?

import { fewAtATime } from "../../config/few-at-a-time.ts";
import { isApiError, refusalWords } from "../../kube/api-error.ts";
import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import { scopeOf } from "../live-scope.ts";
import type { Observation } from "../observation.ts";
import type { Subject } from "../subject.ts";
import { claimNames } from "./claims-of.ts";
import type { CertificateSeen, ClusterSeen, VolumeUse } from "./observed.ts";
import { readCertificate } from "./read-certificate.ts";
import { tlsSecretsOf } from "./tls-secrets.ts";

/**
 * Asks for the version, for the certificates that the service's Ingresses and Gateways name, and for how full its
 * volumes are. Never throws for what it may not read.
 *
 * @param subject with its live objects
 */
export async function observeCluster(
  cluster: Cluster,
  subject: Subject,
  { signal }: { readonly signal: AbortSignal },
): Promise<Observation<ClusterSeen>> {
  if (subject.live === undefined) return { kind: "unknown", reason: "the namespace was not read" };
  const scope = scopeOf(subject, subject.live);
  const secrets = [...new Set(tlsSecretsOf(subject, scope).map(({ secret }) => secret))];
  const [version, certificates, volumes] = await Promise.all([
    asked(() => readVersion(cluster, signal)),
    readAll(secrets, (name) => asked(() => readSecret(cluster, name, signal))),
    readVolumes(cluster, subject, signal),
  ]);
  return { kind: "seen", value: { version, clockOffset: cluster.clockOffset(), certificates, volumes } };
}

/** The last moment that a Date can hold. */
const endOfTime = 8.64e15;

/** Requests in flight at a time. */
const mostAtOnce = 8;

async function readVersion(cluster: Cluster, signal: AbortSignal): Promise<string> {
  return (await cluster.request<{ gitVersion: string }>("GET", "/version", { signal })).gitVersion;
}

async function readSecret(cluster: Cluster, name: string, signal: AbortSignal): Promise<CertificateSeen | "missing"> {
  const reference = { apiVersion: "v1", kind: "Secret", name };
  const secret = await cluster.get<KubeObject & { data?: Record<string, string> }>(reference, { signal });
  if (secret === undefined) return "missing";
  const read = readCertificate(secret.data ?? {});
  if (typeof read !== "string") return read;
  return { names: [], issuer: "", notBefore: 0, notAfter: endOfTime, problems: [read] };
}

/** By the kubelets' own statistics: https://kubernetes.io/docs/reference/instrumentation/node-metrics/ */
async function readVolumes(
  cluster: Cluster,
  subject: Subject,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Observation<VolumeUse>>> {
  if (subject.live === undefined) return new Map();
  const scope = scopeOf(subject, subject.live);
  const claims = claimNames(scope);
  if (claims.size === 0) return new Map();
  const nodes = new Set(
    scope.workloads
      .flatMap((workload) => scope.podsOf(workload))
      .filter(({ spec }) => spec.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined))
      .flatMap(({ spec }) => spec.nodeName ?? []),
  );
  const answers = await readAll([...nodes], (node) =>
    asked(() => cluster.request<NodeSummary>("GET", `/api/v1/nodes/${node}/proxy/stats/summary`, { signal })),
  );
  const found = new Map<string, Observation<VolumeUse>>();
  for (const answer of answers.values()) {
    if (answer.kind === "seen") for (const [name, use] of usesIn(answer.value, cluster.namespace)) found.set(name, use);
  }
  const refused = [...answers.values()].find((answer) => answer.kind === "unknown");
  if (refused?.kind === "unknown") for (const claim of claims) if (!found.has(claim)) found.set(claim, refused);
  return found;
}

interface NodeSummary {
  readonly pods?: readonly {
    readonly volume?: readonly {
      readonly pvcRef?: { readonly name: string; readonly namespace: string };
      readonly usedBytes?: number;
      readonly capacityBytes?: number;
      readonly inodesUsed?: number;
      readonly inodes?: number;
    }[];
  }[];
}

function usesIn({ pods = [] }: NodeSummary, namespace: string): (readonly [string, Observation<VolumeUse>])[] {
  return pods
    .flatMap(({ volume = [] }) => volume)
    .flatMap(({ pvcRef, usedBytes, capacityBytes, inodesUsed, inodes }) => {
      if (pvcRef?.namespace !== namespace || usedBytes === undefined || capacityBytes === undefined) return [];
      const value = { usedBytes, capacityBytes, usedFiles: inodesUsed, mostFiles: inodes };
      return [[pvcRef.name, { kind: "seen", value }] as const];
    });
}

async function readAll<T>(names: readonly string[], read: (name: string) => Promise<T>): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  await fewAtATime(mostAtOnce, names, async (name) => {
    found.set(name, await read(name));
  });
  return found;
}

async function asked<T>(question: () => Promise<T>): Promise<Observation<T>> {
  try {
    return { kind: "seen", value: await question() };
  } catch (error) {
    if (!isApiError(error)) throw error;
    return { kind: "unknown", reason: refusalWords(error) };
  }
}
