// How do the objects of a release get into the cluster?

import { adopt } from "../kube/adopt.ts";
import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import { adoptFields, conflictsOf } from "../kube/managed-fields.ts";
import { describeObject, type KubeObject, referenceTo } from "../kube/object.ts";
import type { Manifest } from "../manifests/load.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { withLiveReplicas } from "./autoscaler.ts";
import { fieldManager, foreignConflicts, imageManager, refused, rehearse } from "./dry-run.ts";
import type { ReleaseTarget } from "./target.ts";
import { changeCauseAnnotation, type Deployment, releaseAnnotation } from "./workload.ts";

export interface ApplyPlan {
  readonly target: ReleaseTarget;
  /** The container's name where only an image is set. */
  readonly container: string;
  readonly releaseId: string;
  readonly changeCause: string;
  readonly takeOver: boolean;
  /** What decides over the replicas instead of the manifest. */
  readonly autoscaler: string | undefined;
  /** Manifests of kinds that the release itself defines: checked when these are there. */
  readonly deferred: ReadonlySet<Manifest>;
}

export interface ApplyReport {
  readonly workload: Deployment;
  /** The objects that are new or different now, as messages name them. */
  readonly changed: readonly string[];
}

export interface ApplyHooks {
  readonly log: Log;
  /** Called before each change: throws where the lock is lost. */
  readonly beforeChange: () => void;
  /** True where the rest is not to be applied any more. */
  readonly stopped: () => boolean;
}

const mostRounds = 5;

/** Applies everything in order and gives back the workload as the server has it then. */
export async function applyRelease(cluster: Cluster, plan: ApplyPlan, hooks: ApplyHooks): Promise<ApplyReport> {
  if (plan.target.manifest === undefined) {
    const workload = await setImage(cluster, plan, hooks);
    return { workload, changed: [describeObject(workload)] };
  }
  const changed: string[] = [];
  let workload: Deployment | undefined;
  for (const manifest of plan.target.manifests) {
    if (hooks.stopped()) throw cancelled();
    if (plan.deferred.has(manifest)) await awaitKind(cluster, manifest, hooks);
    const { before, after } = await applyOne(cluster, manifest, plan, hooks);
    if (before?.metadata.resourceVersion !== after.metadata.resourceVersion) changed.push(describeObject(after));
    if (manifest === plan.target.manifest) workload = after as Deployment;
  }
  if (workload === undefined) throw new Error("the workload is not among its manifests");
  return { workload, changed };
}

/** The body that is applied for the workload: the user's manifest, and what the release writes beside it. */
export function workloadBody(object: KubeObject, live: Deployment | undefined, plan: ApplyPlan): KubeObject {
  const annotations = {
    ...object.metadata.annotations,
    [changeCauseAnnotation]: plan.changeCause,
    [releaseAnnotation]: plan.releaseId,
  };
  const body = { ...object, metadata: { ...object.metadata, annotations } };
  const silent = (object.spec as { replicas?: unknown } | undefined)?.replicas === undefined;
  // Also where a manifest no longer says how many: the field must not fall back to 1 with its last owner.
  if (live === undefined || (plan.autoscaler === undefined && !silent)) return body;
  return withLiveReplicas(body, live, fieldManager);
}

/** The body that is applied where only the image is given. */
export function imageBody({ target, container, changeCause, releaseId }: ApplyPlan): KubeObject {
  const { apiVersion, kind, name, namespace } = target.workload;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      annotations: { [changeCauseAnnotation]: changeCause, [releaseAnnotation]: releaseId },
    },
    spec: { template: { spec: { containers: [{ name: container, image: target.image }] } } },
  };
}

/** Only the image moves: all that other managers apply stays theirs, so nothing of it can be lost. */
async function setImage(cluster: Cluster, plan: ApplyPlan, { beforeChange }: ApplyHooks): Promise<Deployment> {
  const body = imageBody(plan);
  beforeChange();
  try {
    return await cluster
      .apply<Deployment>(body, { fieldManager: imageManager, force: plan.takeOver })
      .catch((error: unknown) => {
        if (conflictsOf(error).length === 0 || foreignConflicts(error).length > 0) throw error;
        return cluster.apply<Deployment>(body, { fieldManager: imageManager, force: true });
      });
  } catch (error) {
    throw refused(error, body, undefined, `setting the image of ${describeObject(body)}`);
  }
}

export async function applyOne(
  cluster: Cluster,
  manifest: Manifest,
  plan: ApplyPlan,
  hooks: ApplyHooks,
): Promise<{ before: KubeObject | undefined; after: KubeObject }> {
  const object = inNamespace(manifest.object, plan);
  for (let round = 1; ; round++) {
    const live = await adopted(cluster, await cluster.get(referenceTo(object)), hooks);
    const body =
      manifest === plan.target.manifest ? workloadBody(object, live as Deployment | undefined, plan) : object;
    hooks.beforeChange();
    try {
      const after = await cluster.apply(body, { fieldManager, force: plan.takeOver }).catch((error: unknown) => {
        if (conflictsOf(error).length === 0 || foreignConflicts(error).length > 0) throw error;
        return cluster.apply(body, { fieldManager, force: true });
      });
      return { before: live, after };
    } catch (error) {
      // The version that the live replicas were read at is no longer the newest: read again.
      if (isApiError(error, 409) && conflictsOf(error).length === 0 && round < mostRounds) continue;
      throw refused(error, body, manifest, `applying ${describeObject(object)}`);
    }
  }
}

/** Objects without a namespace of their own get the workload's; the client ignores it for kinds that live in none. */
export function inNamespace(object: KubeObject, { target }: Pick<ApplyPlan, "target">): KubeObject {
  return {
    ...object,
    metadata: { ...object.metadata, namespace: object.metadata.namespace ?? target.workload.namespace },
  };
}

/** Moves the fields that people's tools own to our manager, so that a manifest can also take them away. */
async function adopted(
  cluster: Cluster,
  live: KubeObject | undefined,
  { log, beforeChange }: ApplyHooks,
): Promise<KubeObject | undefined> {
  if (live === undefined || adoptFields(live, fieldManager) === undefined) return live;
  beforeChange();
  const { object, from } = await adopt(cluster, live, fieldManager);
  const foreign = from.filter(({ manager }) => manager !== fieldManager);
  if (foreign.length > 0) {
    const fields = foreign
      .map(({ manager, fields }) => `${fields === 1 ? "1 field" : `${fields} fields`} of ${manager}`)
      .join(", ");
    const managed = foreign.length === 1 && foreign[0]?.fields === 1 ? "is" : "are";
    log.info(`Adopted ${describeObject(live)}: ${fields} ${managed} managed by ${fieldManager} now.`);
  }
  return object;
}

/** A kind that was defined a moment ago is served shortly after; until then its objects could not even be checked. */
async function awaitKind(cluster: Cluster, manifest: Manifest, { log }: ApplyHooks): Promise<void> {
  for (let round = 1; round <= 20; round++) {
    if ((await cluster.resourceType(manifest.object, { refresh: true })) !== undefined) {
      await rehearse(cluster, manifest.object, manifest, { log, takeOver: true, manager: fieldManager });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Failure({
    attempted: `applying ${describeObject(manifest.object)}`,
    found: `its kind ${manifest.object.kind} is still not served 5 s after its CustomResourceDefinition was applied`,
    advice: "Look at the conditions of the CustomResourceDefinition.",
    at: manifest.position(["kind"]),
  });
}

function cancelled(): Failure {
  return new Failure({
    attempted: "applying the manifests",
    found: "the release was cancelled before all were applied",
    advice: "Run the job again.",
  });
}
