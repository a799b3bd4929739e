// With which login do the nodes pull the workload's images?

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Job } from "../github/job.ts";
import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject } from "../kube/object.ts";
import type { Subject } from "../validation/subject.ts";

export interface PullLogin {
  /** In which docker's configuration is that of the pull secrets. */
  readonly env: NodeJS.ProcessEnv;
  /** Removes it. */
  close(): Promise<void>;
}

const config = z.object({ auths: z.record(z.string(), z.unknown()) });
const secretName = z.object({ name: z.string() });

/** Undefined where the workloads have no pull secrets, or none that this user may read. */
export async function openPullLogin(cluster: Cluster, subject: Subject, job: Job): Promise<PullLogin | undefined> {
  const secrets = await Promise.all(secretNames(subject).map((name) => readAuths(cluster, name, job.signal)));
  const auths = Object.assign({}, ...secrets);
  if (Object.keys(auths).length === 0) return undefined;
  const folder = await mkdtemp(join(job.tempDirectory, "slipway-pull-"));
  await writeFile(join(folder, "config.json"), JSON.stringify({ auths }), { mode: 0o600 });
  return {
    env: { ...job.env, DOCKER_CONFIG: folder },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Those of the pods and those of their service accounts: https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod */
function secretNames(subject: Subject): string[] {
  const accounts = subject.related("ServiceAccount").objects;
  const used = new Set(subject.workloads.map(({ podSpec }) => podSpec.serviceAccountName ?? "default"));
  const own = subject.workloads.map(({ podSpec }) => (podSpec as { imagePullSecrets?: unknown }).imagePullSecrets);
  const theirs = accounts
    .filter(({ object }) => used.has(object.metadata.name))
    .map(({ object }) => object.imagePullSecrets);
  return [...new Set([...own, ...theirs].flatMap(namesIn))];
}

function namesIn(list: unknown): string[] {
  const parsed = z.array(secretName).safeParse(list);
  return parsed.success ? parsed.data.map(({ name }) => name) : [];
}

async function readAuths(cluster: Cluster, name: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  try {
    const reference = { apiVersion: "v1", kind: "Secret", name };
    const secret = await cluster.get<KubeObject & { data?: Record<string, string> }>(reference, { signal });
    const text = Buffer.from(secret?.data?.[".dockerconfigjson"] ?? "", "base64").toString("utf8");
    const parsed = config.safeParse(text === "" ? {} : JSON.parse(text));
    return parsed.success ? parsed.data.auths : {};
  } catch (error) {
    // Without it the runner's own login is tried; the message of a syntax error would quote the secret.
    if (isApiError(error) || error instanceof SyntaxError) return {};
    throw error;
  }
}
