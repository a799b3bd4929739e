// Which inputs say how the service's settings are judged?

import { z } from "zod";
import { flag, lines } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { ConfigurationSeen } from "../validation/configuration/seen.ts";
import type { Observation } from "../validation/observation.ts";
import type { Subject } from "../validation/subject.ts";
import { type ClusterInputs, openCluster } from "./cluster-inputs.ts";

const usual = "production";

/** Spread into the inputs of validate-production. Secrets are read only with `read-secrets`. */
export const configurationInputs = {
  environment: z.string().min(1).default(usual),
  "read-secrets": flag().default(false),
  "other-environments": lines()
    .refine(
      (entries) => entries.every((entry) => /^(?:[^/]+\/)?[a-z0-9-]+$/.test(entry)),
      "Write each as NAMESPACE, or as CONTEXT/NAMESPACE for another cluster of the kubeconfig.",
    )
    .default([]),
};

const schema = z.object(configurationInputs);
export type ConfigurationInputs = z.infer<typeof schema>;

/** @throws Failure where Secrets are to be read and no cluster is asked, or another context cannot be opened */
export async function observeGivenConfiguration(
  given: ConfigurationInputs & ClusterInputs,
  { job, cluster, subject }: { readonly job: Job; readonly cluster: Cluster | undefined; readonly subject: Subject },
): Promise<Observation<ConfigurationSeen> | undefined> {
  const { environment, "read-secrets": readsSecrets, "other-environments": entries } = given;
  if (cluster === undefined && readsSecrets) throw noCluster("read-secrets");
  if (entries.length > 0 && !readsSecrets) throw noCluster("other-environments");
  // What the manifests hold is judged as production's without being told.
  if (!readsSecrets && environment === usual) return undefined;
  const { observeConfiguration } = await import("../validation/configuration/observe.ts");
  const others = await openOthers(entries, given, cluster, job);
  try {
    const request = { environment, subject, cluster: readsSecrets ? cluster : undefined, others };
    return await observeConfiguration(request, { signal: job.signal });
  } finally {
    await Promise.all(others.map((other) => (other.cluster === cluster ? undefined : other.cluster.close())));
  }
}

async function openOthers(
  entries: readonly string[],
  given: ClusterInputs,
  cluster: Cluster | undefined,
  job: Job,
): Promise<{ readonly cluster: Cluster; readonly namespace: string }[]> {
  const others = [];
  for (const entry of entries) {
    const [, context, namespace = ""] = /^(?:([^/]+)\/)?(.+)$/.exec(entry) ?? [];
    const other = context === undefined ? cluster : await openCluster({ ...given, context, namespace }, job);
    if (other !== undefined) others.push({ cluster: other, namespace });
  }
  return others;
}

function noCluster(input: string): Failure {
  const isRead = input === "read-secrets";
  return new Failure({
    attempted: `reading the input "${input}"`,
    found: isRead
      ? "Secrets stand in the cluster, and no workload is named, so no cluster is asked"
      : "secrets can only be compared where they are read",
    advice: isRead ? 'Name the service in "workload" too.' : 'Set "read-secrets" to true.',
  });
}
