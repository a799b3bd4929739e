// Does what serves stand, so that a release can begin beside it, or will it in a moment?

import { setTimeout as sleep } from "node:timers/promises";
import { describeObject } from "../../kube/object.ts";
import type { ReleaseRecord } from "../../release/record.ts";
import type { RolloutContext } from "../context.ts";
import type { DeployRequest } from "../deploy-request.ts";
import { readinessOf } from "../readiness/readiness.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import type { ReleaseTarget } from "../target.ts";
import type { Layout, TwoTrackStrategy } from "./strategy.ts";
import { type Survey, survey } from "./survey.ts";

/** In milliseconds: a pod that moves to another node is ready again by then, in most services. */
const patience = 60_000;
const interval = 500;

/**
 * Reads the namespace. A pod that restarts or moves just now, or a scale-up that is under way, is waited for, a minute at
 * most and no longer than the request's timeout; it may still be on its way then.
 */
export async function surveySettled(
  { timeout }: Pick<DeployRequest, "timeout">,
  { strategy, services }: { readonly strategy: Pick<TwoTrackStrategy, "layOut">; readonly services: readonly string[] },
  target: ReleaseTarget,
  record: ReleaseRecord,
  { cluster, log, signal, now }: RolloutContext,
): Promise<{ readonly ground: Survey; readonly layout: Layout; readonly before: RolloutSnapshot }> {
  const until = now() + Math.min(patience, timeout);
  let told = "";
  for (;;) {
    const ground = await survey(cluster, target, record, { signal });
    const layout = strategy.layOut({ ...ground, named: services });
    const before = ground.sideOf(layout.stable?.deployment);
    const { workload } = before;
    const readiness = workload === undefined ? undefined : readinessOf(workload);
    if (workload === undefined || readiness?.kind !== "progressing" || now() >= until)
      return { ground, layout, before };
    if (readiness.message !== told)
      log.info(`Waiting for ${describeObject(workload)}, which serves: ${readiness.message}.`);
    told = readiness.message;
    await sleep(interval, undefined, { signal });
  }
}
