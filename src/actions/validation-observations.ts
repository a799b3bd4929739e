// What does validate-production ask beside the objects, as its inputs say?

import type { z } from "zod";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { ClusterSeen } from "../validation/cluster/observed.ts";
import type { LiveObjects } from "../validation/live-objects.ts";
import type { Observation } from "../validation/observation.ts";
import type { Observations } from "../validation/observations.ts";
import type { Subject } from "../validation/subject.ts";
import { backupInputs, observeGivenBackups, runGivenDrill } from "./backup-inputs.ts";
import type { ClusterInputs } from "./cluster-inputs.ts";
import { configurationInputs, observeGivenConfiguration } from "./configuration-inputs.ts";
import { databaseInputs, observeGivenDatabase } from "./database-inputs.ts";
import { endpointInputs, observeGivenEndpoint } from "./endpoint-inputs.ts";
import { monitoringInputs, observeGivenMonitoring, readGivenRules } from "./monitoring-inputs.ts";
import { objectsInputs, observeGivenObjects } from "./objects-inputs.ts";
import { observeGivenRelease, releaseInputs } from "./release-inputs.ts";

/** Spread into the action's `z.object`: one shape per part of the world. */
export const observationInputs = {
  ...endpointInputs,
  ...monitoringInputs,
  ...releaseInputs,
  ...objectsInputs,
  ...databaseInputs,
  ...backupInputs,
  ...configurationInputs,
};

export type ObservationInputs = z.infer<z.ZodObject<typeof observationInputs>> & ClusterInputs;

/** What observers may use. The cluster is there where a workload is named. */
export interface ObserverContext {
  readonly job: Job;
  readonly cluster: Cluster | undefined;
  readonly live: LiveObjects | undefined;
  /** The manifests and the live objects joined, without what is observed. */
  readonly subject: Subject;
}

/** Asks everything at once; a part that no input names is not asked. */
export async function observe(given: ObservationInputs, context: ObserverContext): Promise<Observations> {
  const parts = [
    observeGivenEndpoint(given, context.job).then((seen) => part("endpoint", seen)),
    observeGivenMonitoring(given, context.job, context.cluster).then((seen) => part("monitoring", seen)),
    readGivenRules(given, context.job.run.workspace).then((seen) => part("ruleFiles", seen)),
    observeGivenRelease(given, context).then((seen) => part("release", seen)),
    observeGivenObjects(given, { ...context, signal: context.job.signal }).then((seen) => part("objects", seen)),
    observeGivenCluster(context).then((seen) => part("cluster", seen)),
    observeGivenDatabase(given, context).then((seen) => part("database", seen)),
    observeGivenBackups(given, context).then((seen) => part("backups", seen)),
    runGivenDrill(given, context).then((seen) => part("drill", seen)),
    observeGivenConfiguration(given, context).then((seen) => part("configuration", seen)),
  ];
  return Object.assign({}, ...(await Promise.all(parts)));
}

async function observeGivenCluster({
  cluster,
  subject,
  job,
}: ObserverContext): Promise<Observation<ClusterSeen> | undefined> {
  if (cluster === undefined) return undefined;
  const { observeCluster } = await import("../validation/cluster/observe-cluster.ts");
  return await observeCluster(cluster, subject, { signal: job.signal });
}

/** A part that nobody asked for is left out. */
function part(name: keyof Observations, seen: Observation<unknown> | undefined): Readonly<Record<string, unknown>> {
  return seen === undefined ? {} : { [name]: seen };
}
