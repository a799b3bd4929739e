// Does anybody lose an answer while the pods are replaced?

import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { readDuration } from "../../config/duration.ts";
import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import { type LabelSelector, selectorText } from "../../kube/selectors.ts";
import { Failure } from "../../report/failure.ts";
import { protocol, type StepCall } from "../protocol.ts";
import type { Way } from "../targets/way.ts";

export const gracefulSchema = z.strictObject({
  restart: z
    .string()
    .regex(/^(?:Deployment\/)?[a-z0-9][-a-z0-9.]*$/, "it names no Deployment. Write it as Deployment/NAME.")
    .describe("The Deployment that is restarted, as `kubectl rollout restart` does it: its pods are replaced."),
  path: z.string().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
  connections: z.int().min(1).max(20).optional().describe("Kept alive side by side; 4 unless given."),
  within: z
    .string()
    .refine((text) => typeof readDuration(text) === "number", "it is not a duration. Write it as 90s, 5m or 1h30m.")
    .optional()
    .describe("How long the restart may take; 3m unless given."),
});
export type GracefulOptions = z.infer<typeof gracefulSchema>;

/** Between two requests on one connection: enough to meet a pod that ends, too few to be load. */
const pauseMs = 50;

export const graceful = protocol<GracefulOptions>({
  name: "graceful",
  description: "Requests on connections that are kept alive are all answered while the pods are restarted.",
  schema: gracefulSchema,
  proves: true,
  once: true,
  repeatable: () => false,
  title: ({ restart }) => `connections survive a restart of ${restart}`,
  async run(options, call) {
    const { way, cluster } = needed(options, call);
    const startedAt = performance.now();
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      namespace: cluster.namespace,
      name: options.restart.replace(/^Deployment\//, ""),
    };
    const done = new AbortController();
    const tallies = Array.from({ length: options.connections ?? 4 }, () => keepAsking(way, options, call, done.signal));
    try {
      await restart(cluster.client, deployment, readDuration(options.within ?? "3m") as number, call.signal);
    } finally {
      done.abort();
    }
    const all = await Promise.all(tallies);
    const requests = all.reduce((sum, { answers }) => sum + answers, 0);
    const lost = all.flatMap(({ losses }) => losses);
    return {
      protocol: "graceful",
      status: 0,
      headers: {},
      body: JSON.stringify({ requests, lost: lost.length, losses: lost.slice(0, 10) }),
      truncated: false,
      durationMs: performance.now() - startedAt,
      problems: [
        ...(lost.length === 0
          ? []
          : [
              `expected every request to be answered during the restart, but ${lost.length} of ${requests + lost.length} were not: ${lost[0]}`,
            ]),
        ...(requests === 0 ? ["expected answers during the restart, but none came"] : []),
      ],
    };
  },
});

function needed(
  { restart }: GracefulOptions,
  call: StepCall,
): { way: Way; cluster: { client: Cluster; namespace: string } } {
  const { way, path } = call.endpoint;
  if (call.cluster !== undefined && way !== undefined && path !== "pods") return { way, cluster: call.cluster };
  throw new Failure({
    attempted: `restarting ${restart} under load`,
    found:
      call.cluster === undefined
        ? "no cluster is given"
        : "the pods are asked one by one, and each ends with its connections",
    advice: 'Give the input "url" (what users ask) and the inputs of the cluster.',
  });
}

interface Tally {
  readonly answers: number;
  readonly losses: readonly string[];
}

/** One connection after the other, each kept for as long as the server lets it live. */
async function keepAsking(way: Way, options: GracefulOptions, call: StepCall, done: AbortSignal): Promise<Tally> {
  const { Client } = await import("undici");
  const { connectorOver } = await import("../protocols/connection.ts");
  const { wordsFor } = await import("../protocols/exchange-error.ts");
  const headers = await call.authorization({ method: "GET", path: options.path ?? "/", body: undefined });
  const client = new Client(way.origin, {
    connect: connectorOver(way, "http/1.1", call.signal, () => undefined),
    headersTimeout: call.timeoutMs,
    bodyTimeout: call.timeoutMs,
  });
  let answers = 0;
  const losses: string[] = [];
  try {
    while (!done.aborted && !call.signal.aborted) {
      try {
        const answer = await client.request({ method: "GET", path: options.path ?? "/", headers, signal: call.signal });
        await answer.body.dump();
        if (answer.statusCode < 500) answers += 1;
        else losses.push(`status ${answer.statusCode}`);
      } catch (error) {
        if (call.signal.aborted) break;
        losses.push(wordsFor(error));
      }
      await sleep(pauseMs);
    }
  } finally {
    await client.destroy();
  }
  return { answers, losses };
}

interface Deployment extends KubeObject {
  readonly spec?: { readonly replicas?: number; readonly selector?: LabelSelector };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

async function restart(
  cluster: Cluster,
  deployment: { apiVersion: string; kind: string; namespace: string; name: string },
  withinMs: number,
  signal: AbortSignal,
): Promise<void> {
  const annotations = { "kubectl.kubernetes.io/restartedAt": new Date().toISOString() };
  const patch = { spec: { template: { metadata: { annotations } } } };
  const { metadata } = await cluster.patch<Deployment>(deployment, "strategic", patch, { signal });
  const deadline = performance.now() + withinMs;
  for (;;) {
    const now = await cluster.get<Deployment>(deployment, { signal });
    const isNew = now !== undefined && isComplete(now, metadata.generation ?? 0);
    // A pod that ends still has its connections: those are what may be cut.
    if (isNew && !(await isEnding(cluster, now, signal))) return;
    if (performance.now() > deadline) {
      throw new Failure({
        attempted: `restarting Deployment ${deployment.namespace}/${deployment.name}`,
        found: "its pods were not all replaced in time",
        advice: "Look at its new pods, or give `within` more time.",
      });
    }
    await sleep(500, undefined, { signal });
  }
}

async function isEnding(cluster: Cluster, { metadata, spec }: Deployment, signal: AbortSignal): Promise<boolean> {
  const labelSelector = selectorText(spec?.selector ?? {});
  const pods = await cluster.list(
    { apiVersion: "v1", kind: "Pod" },
    { namespace: metadata.namespace, labelSelector, signal },
  );
  return pods.items.some((pod) => pod.metadata.deletionTimestamp !== undefined);
}

function isComplete({ spec, status }: Deployment, generation: number): boolean {
  const wanted = spec?.replicas ?? 1;
  return (
    (status?.observedGeneration ?? 0) >= generation &&
    (status?.replicas ?? 0) === wanted &&
    (status?.updatedReplicas ?? 0) === wanted &&
    (status?.availableReplicas ?? 0) === wanted
  );
}
