// What is about to be applied, and would the API server take it?

import { describeObject } from "../kube/object.ts";
import type { LabelSelector } from "../kube/selectors.ts";
import type { Manifest } from "../manifests/load.ts";
import { newReleaseId } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import { type ApplyPlan, inNamespace } from "./apply.ts";
import { findAutoscaler } from "./autoscaler.ts";
import type { Bell } from "./bell.ts";
import type { RolloutContext } from "./context.ts";
import type { DeployRequest } from "./deploy-request.ts";
import { rehearse } from "./dry-run.ts";
import type { SeenObject } from "./objects/inventory.ts";
import { notServedYet, rehearsedDifference } from "./plan/compare.ts";
import type { Difference } from "./plan/difference.ts";
import { plannedObjects } from "./plan/planned.ts";
import { followRollout, type LiveRollout, type RolloutSnapshot } from "./snapshot.ts";
import { containerOf, type ReleaseTarget } from "./target.ts";
import type { Deployment } from "./workload.ts";

/** Follows the workload, its ReplicaSets and its pods, also where it is not there yet. */
export async function watchTarget(
  target: ReleaseTarget,
  bell: Bell,
  { cluster, signal }: RolloutContext,
): Promise<LiveRollout> {
  const written = (target.manifest?.object as Deployment | undefined)?.spec.selector;
  const selector: LabelSelector = written ?? (await liveSelector(target, { cluster, signal }));
  // The signal of the job ends the wait, not the watch: it is needed to see the way back.
  return followRollout(cluster, target.workload, selector, {
    signal: new AbortController().signal,
    onChange: () => bell.ring(),
  });
}

export async function planApply(
  request: Pick<DeployRequest, "takeOver" | "reason" | "version" | "commit">,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  before: RolloutSnapshot,
  context: RolloutContext,
): Promise<ApplyPlan> {
  const { cluster, log, signal, run } = context;
  const objects = target.manifests.map(({ object }) => inNamespace(object, { target }));
  const autoscaler = await findAutoscaler(cluster, target.workload, objects, { signal });
  if (autoscaler !== undefined)
    log.info(`${autoscaler} decides how many replicas run: the manifest's number is not applied.`);
  return {
    target,
    container: containerToRelease(target, before),
    releaseId: newReleaseId(run.runKey),
    changeCause: changeCauseOf(request, target, context),
    takeOver: request.takeOver,
    autoscaler,
    deferred,
  };
}

export interface Rehearsed {
  /** Anything would change, be it only who owns a field. */
  readonly changes: boolean;
  readonly differences: readonly Difference[];
  /** Each object as it is and as it would be. */
  readonly seen: readonly SeenObject[];
}

/**
 * The first and the last thing to be checked before a change: would the API server take each object, and what would it
 * change?
 */
export async function rehearseAll(
  plan: ApplyPlan,
  before: RolloutSnapshot,
  { cluster, log, signal }: RolloutContext,
): Promise<Rehearsed> {
  const differences: Difference[] = [];
  const seen: SeenObject[] = [];
  let changes = false;
  for (const { body, manifest, manager } of plannedObjects(plan, before)) {
    if (manifest !== undefined && plan.deferred.has(manifest)) {
      changes = true;
      differences.push(notServedYet(body));
      seen.push({ body, rehearsal: undefined });
      continue;
    }
    const options = { signal, log, takeOver: plan.takeOver, manager };
    const rehearsal = await rehearse(cluster, body, manifest, options);
    changes ||= rehearsal.changes && (manifest !== undefined || !sameImage(plan, before));
    differences.push(rehearsedDifference(body, rehearsal));
    if (manifest !== undefined) seen.push({ body, rehearsal });
  }
  return { changes, differences, seen };
}

async function liveSelector(
  target: ReleaseTarget,
  { cluster, signal }: Pick<RolloutContext, "cluster" | "signal">,
): Promise<LabelSelector> {
  const found = await cluster.get<Deployment>(target.workload, { signal });
  if (found !== undefined) return found.spec.selector;
  throw new Failure({
    attempted: `setting the image of ${describeObject(target.workload)}`,
    found: "the cluster has no such workload",
    advice: "Correct `workload` and `namespace`, or give its `manifests` so that it can be created.",
  });
}

function containerToRelease(target: ReleaseTarget, { workload }: RolloutSnapshot): string {
  if (target.manifest !== undefined || workload === undefined) return target.container;
  return containerOf(workload.spec.template, target).name;
}

/** As `kubectl rollout history` shows it. */
function changeCauseOf(
  request: Pick<DeployRequest, "reason" | "version" | "commit">,
  target: ReleaseTarget,
  { run }: RolloutContext,
): string {
  if (request.reason !== "") return request.reason;
  const version = request.version === "" ? "" : `${request.version}: `;
  const commit = request.commit === "" ? "" : `, commit ${request.commit.slice(0, 12)}`;
  return `${version}${target.image}${commit}${run.runUrl === "" ? "" : `, ${run.runUrl}`}`;
}

function sameImage({ target, container }: ApplyPlan, { workload }: RolloutSnapshot): boolean {
  return (
    workload?.spec.template.spec.containers.some((each) => each.name === container && each.image === target.image) ??
    false
  );
}
