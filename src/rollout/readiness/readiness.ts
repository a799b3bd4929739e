// Is a workload rolled out, on its way, or stuck?

import type { KubeObject } from "../../kube/object.ts";
import type { Deployment } from "../workload.ts";
import { daemonSetReadiness } from "./daemon-set.ts";
import { deploymentReadiness } from "./deployment.ts";
import { statefulSetReadiness } from "./stateful-set.ts";
import type { Readiness } from "./verdict.ts";

/** One line for each kind that a rolling release can wait for. */
const rules: Readonly<Record<string, (object: KubeObject) => Readiness>> = {
  Deployment: (object) => deploymentReadiness(object as Deployment),
  StatefulSet: statefulSetReadiness,
  DaemonSet: daemonSetReadiness,
};

export const workloadKinds: readonly string[] = Object.keys(rules);

/** @throws Error for a kind that is not in `workloadKinds`. */
export function readinessOf(object: KubeObject): Readiness {
  const rule = rules[object.kind];
  if (rule === undefined) throw new Error(`no readiness rule for ${object.kind}`);
  return rule(object);
}
