// What does the cluster itself say about an environment?

import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import type { Release, ReleaseRecord } from "../../../src/release/record.ts";

export interface EnvironmentView {
  /** The image that the Deployment asks for. */
  readonly image: string;
  /** Whether every replica is updated, available, and no other pod is left. */
  readonly complete: boolean;
  readonly replicas: number;
  /** Newest first. */
  readonly releases: readonly Release[];
  /** What `X-Deployment-Version` says, where the environment answers with 200. */
  readonly version: string | undefined;
}

export interface EnvironmentPlace {
  readonly env: NodeJS.ProcessEnv;
  readonly namespace: string;
  /** Where the environment answers. */
  readonly url: string;
}

/** Reads the Deployment, the record and an answer of the service `orders`, without any part of the toolkit. */
export async function viewEnvironment(place: EnvironmentPlace): Promise<EnvironmentView> {
  const [deployment, record] = await Promise.all([
    read<Deployment>(place, "deployment", "orders"),
    read<{ data: Record<string, string> }>(place, "configmap", "slipway-deployment-orders"),
  ]);
  if (deployment === undefined) throw new Error(`there is no Deployment orders in ${place.namespace}`);
  const { metadata, spec, status } = deployment;
  const counts = [status.replicas, status.updatedReplicas, status.availableReplicas];
  return {
    image: spec.template.spec.containers[0]?.image ?? "",
    complete: status.observedGeneration === metadata.generation && counts.every((count) => count === spec.replicas),
    replicas: spec.replicas,
    releases: releasesOf(record?.data["record.json"]),
    version: await answeringVersion(place.url),
  };
}

function releasesOf(record: string | undefined): readonly Release[] {
  return record === undefined ? [] : (JSON.parse(record) as ReleaseRecord).releases;
}

export function digestOf(image: string): string {
  return image.slice(image.indexOf("@") + 1);
}

/** The parts of a Deployment that are read here: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/ */
interface Deployment {
  readonly metadata: { readonly generation: number };
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

/** `undefined` where there is no such object. */
async function read<T>(place: EnvironmentPlace, kind: string, name: string): Promise<T | undefined> {
  const parameters = ["get", kind, name, "--namespace", place.namespace, "--output=json", "--ignore-not-found"];
  const { stdout } = await execa("kubectl", parameters, { env: place.env, extendEnv: false });
  return stdout === "" ? undefined : (JSON.parse(stdout) as T);
}

async function answeringVersion(url: string): Promise<string | undefined> {
  const answer = await ask(url, performance.now() + 60_000);
  await answer.arrayBuffer();
  return answer.ok ? (answer.headers.get("x-deployment-version") ?? undefined) : undefined;
}

/** A node port may lead to a pod that has gone for as long as kube-proxy does not know it: that is no answer yet. */
async function ask(url: string, end: number): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url, { signal: AbortSignal.timeout(5_000), headers: { connection: "close" } });
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(100);
    }
  }
}
