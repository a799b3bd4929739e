// How does an autoscaler go along with a release that runs beside what serves?

import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import { describeObject, type KubeObject, type ObjectReference } from "../../kube/object.ts";
import { explainRefusal } from "../../kube/refusal.ts";
import { groupOf } from "../../kube/resource-types.ts";
import type { Stage, Track } from "../../release/track.ts";
import { patchManager } from "../dry-run.ts";
import { requirePermissions } from "../preflight.ts";
import { type Deployment, deploymentKind, type WorkloadReference } from "../workload.ts";
import type { ActWorld } from "./act-world.ts";
import { giveMinimumBack, holdMinimum, type MinimumPatch, type ScaledObject } from "./held-minimum.ts";

/** What `release` and `stable` need to give it back; kept in the record. Of a ScaledObject see `held-minimum.ts`. */
export interface SavedAutoscaler {
  readonly target: string;
  /** `spec.behavior` of a HorizontalPodAutoscaler; null where it had none. */
  readonly behavior: unknown;
}

interface Behavior {
  readonly scaleUp?: object;
  readonly scaleDown?: { readonly selectPolicy?: string; readonly [field: string]: unknown };
}

interface Horizontal extends KubeObject {
  readonly spec?: { readonly behavior?: Behavior | undefined };
}

/** @throws Failure before the first change where these acts change an autoscaler that this user may not change. */
export async function requireAutoscaler(
  { autoscaler, stages }: Pick<Track, "autoscaler" | "stages">,
  cluster: Cluster,
  { namespace }: WorkloadReference,
  options: CallOptions,
): Promise<void> {
  if (autoscaler === undefined || !stages.some(({ kind }) => kind === "autoscaler")) return;
  const type = await cluster.resourceType(autoscaler, options);
  if (type === undefined) return;
  const resource = { group: groupOf(type.apiVersion), resource: type.plural, namespace };
  const needed = ["get", "patch"].map((verb) => ({ verb, ...resource }));
  await requirePermissions(cluster, needed, namespace, options);
}

/** One patch: whom it acts on, or that it takes no pods away for now; who may scale up goes on doing so. */
export async function pointAutoscaler(
  act: Act,
  track: Track,
  { cluster, workload, check, onChange }: Pick<ActWorld, "cluster" | "workload" | "check" | "onChange">,
): Promise<void> {
  const { autoscaler } = track;
  if (autoscaler === undefined) return;
  const { apiVersion, kind, name } = autoscaler;
  const reference: ObjectReference = { apiVersion, kind, namespace: workload.namespace, name };
  const saved = autoscaler.saved as SavedAutoscaler;
  check();
  try {
    const live = await cluster.get(reference);
    const { metadata, spec: held } = await heldOf(act, track, live, { cluster, workload });
    const spec = { ...targetOf(act, saved, track), ...held };
    if (metadata === undefined && Object.keys(spec).length === 0) return;
    await cluster.patch(reference, "merge", { metadata, spec }, { fieldManager: patchManager });
  } catch (error) {
    throw explainRefusal(error, `changing ${describeObject(reference)}`);
  }
  onChange(describeObject(reference));
}

type Act = (Stage & { kind: "autoscaler" })["act"];

function targetOf(act: Act, saved: SavedAutoscaler, { stable, candidate }: Track): object {
  switch (act) {
    case "candidate":
      return { scaleTargetRef: { name: candidate.deployment } };
    case "stable":
      return { scaleTargetRef: { name: stable?.deployment ?? saved.target } };
    case "hold":
    case "release":
      return {};
  }
}

async function heldOf(
  act: Act,
  { autoscaler, stable }: Track,
  live: KubeObject | undefined,
  { cluster, workload }: Pick<ActWorld, "cluster" | "workload">,
): Promise<Pick<MinimumPatch, "metadata"> & { readonly spec?: object }> {
  if (autoscaler === undefined || live === undefined) return {};
  const saved = autoscaler.saved as SavedAutoscaler;
  if (autoscaler.kind === "HorizontalPodAutoscaler") return { spec: behaviorOf(act, saved, live as Horizontal) };
  if (act !== "hold") return giveMinimumBack(live as ScaledObject);
  const serving = { ...deploymentKind, namespace: workload.namespace, name: stable?.deployment ?? saved.target };
  const { spec } = (await cluster.get<Deployment>(serving)) ?? {};
  return holdMinimum(live as ScaledObject, spec?.replicas ?? 1);
}

function behaviorOf(act: Act, { behavior }: SavedAutoscaler, live: Horizontal): object {
  if (act === "hold") return { behavior: { scaleDown: { selectPolicy: "Disabled" } } };
  // What somebody has changed since is theirs.
  if (live.spec?.behavior?.scaleDown?.selectPolicy !== "Disabled") return {};
  if (behavior === null) return { behavior: null };
  const { scaleUp = null, scaleDown } = behavior as Behavior;
  return { behavior: { scaleUp, scaleDown: { ...scaleDown, selectPolicy: scaleDown?.selectPolicy ?? null } } };
}
