// Does a Kubernetes Job, which is the test, succeed?

import { randomBytes } from "node:crypto";
import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import { followObjects } from "../../kube/watch.ts";
import { ExchangeError } from "./exchange-error.ts";
import { withinTime } from "./time-limit.ts";

export interface JobQuestion {
  readonly cluster: Cluster;
  readonly namespace: string;
  /** A manifest of kind Job. Its name gets a suffix, so that a run never meets what another one left. */
  readonly manifest: KubeObject;
  readonly timeoutMs: number;
}

export interface JobResult {
  readonly name: string;
  readonly succeeded: boolean;
  /** `Complete`, or why it failed: `BackoffLimitExceeded: Job has reached the specified backoff limit`. */
  readonly found: string;
  /** The last lines of each pod, the newest pod last. */
  readonly logs: string;
  readonly durationMs: number;
}

interface JobObject extends KubeObject {
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

const job = { apiVersion: "batch/v1", kind: "Job" };
const pods = { apiVersion: "v1", kind: "Pod" };
const lastLines = 200;
/** What removes the Job where nobody is left to do so. */
const keptSeconds = 3600;

/**
 * Creates the Job, waits for its end and deletes it with its pods, also where it did not end in time.
 *
 * @throws ApiError for a manifest that the server refuses; ExchangeError where it does not end in time
 */
export async function runJob(question: JobQuestion, signal: AbortSignal): Promise<JobResult> {
  const { cluster, namespace, manifest, timeoutMs } = question;
  const name = `${manifest.metadata.name.slice(0, 50)}-${randomBytes(4).toString("hex")}`;
  const startedAt = performance.now();
  const spec = { backoffLimit: 0, ttlSecondsAfterFinished: keptSeconds, ...(manifest.spec as object | undefined) };
  const labels = { ...manifest.metadata.labels, "app.kubernetes.io/managed-by": "slipway" };
  await cluster.create({ ...job, metadata: { ...manifest.metadata, name, namespace, labels }, spec }, { signal });
  try {
    const ended = await waitForEnd(question, name, timeoutMs, signal);
    const found = ended.reason === undefined ? ended.type : `${ended.reason}: ${ended.message ?? ""}`;
    const logs = await readLogs(cluster, namespace, name, signal);
    return { name, succeeded: ended.type === "Complete", found, logs, durationMs: performance.now() - startedAt };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const logs = await readLogs(cluster, namespace, name, signal);
    throw new ExchangeError(error.phase, `Job ${name}: ${error.message}${logs && `; it printed:\n${logs}`}`, error);
  } finally {
    // Without the signal: what was created is deleted also when the run is cancelled.
    await cluster.delete({ ...job, namespace, name }, { propagation: "Background" });
  }
}

async function waitForEnd({ cluster, namespace }: JobQuestion, name: string, timeoutMs: number, signal: AbortSignal) {
  return withinTime(timeoutMs, signal, async (limit) => {
    limit.opened();
    const watching = new AbortController();
    try {
      return await new Promise<Condition>((resolve, reject) => {
        const store = followObjects<JobObject>(cluster, job, {
          namespace,
          fieldSelector: `metadata.name=${name}`,
          signal: AbortSignal.any([limit.signal, watching.signal]),
          onChange: () => {
            // The first list calls before there is a store.
            queueMicrotask(() => store.then((seen) => settle(seen.get(name), resolve), reject));
          },
          onError: reject,
        });
        store.then((seen) => settle(seen.get(name), resolve), reject);
      });
    } finally {
      watching.abort();
    }
  });
}

type Condition = NonNullable<NonNullable<JobObject["status"]>["conditions"]>[number];

function settle(seen: JobObject | undefined, resolve: (condition: Condition) => void): void {
  const ended = seen?.status?.conditions?.find(
    ({ type, status }) => status === "True" && (type === "Complete" || type === "Failed"),
  );
  if (ended !== undefined) resolve(ended);
}

async function readLogs(cluster: Cluster, namespace: string, name: string, signal: AbortSignal): Promise<string> {
  const selection = { namespace, labelSelector: `batch.kubernetes.io/job-name=${name}`, signal };
  const { items } = await cluster.list(pods, selection);
  const sorted = items.toSorted((one, other) =>
    String(one.metadata.creationTimestamp).localeCompare(String(other.metadata.creationTimestamp)),
  );
  const texts: string[] = [];
  for (const pod of sorted) {
    try {
      texts.push(await cluster.podLogs({ namespace, name: pod.metadata.name }, { tailLines: lastLines }));
    } catch (error) {
      texts.push(`(no log of pod ${pod.metadata.name}: ${error instanceof Error ? error.message : String(error)})\n`);
    }
  }
  return texts.join("").trimEnd();
}
