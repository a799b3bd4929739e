// How does an autoscaler go along with a release that runs beside what serves?

import { describeObject, type KubeObject, type ObjectReference } from "../../kube/object.ts";
import { explainRefusal } from "../../kube/refusal.ts";
import type { Stage, Track } from "../../release/track.ts";
import { patchManager } from "../dry-run.ts";
import type { ActWorld } from "./act-world.ts";

/** What `release` and `stable` need to give it back; kept in the record. */
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
    const live = await cluster.get<Horizontal>(reference);
    const spec = { ...targetOf(act, saved, track), ...behaviorOf(act, kind, saved, live) };
    if (Object.keys(spec).length === 0) return;
    await cluster.patch(reference, "merge", { spec }, { fieldManager: patchManager });
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

/** KEDA has no word for it in all of its versions, and takes pods away only after minutes of less load. */
function behaviorOf(act: Act, kind: string, { behavior }: SavedAutoscaler, live: Horizontal | undefined): object {
  if (kind !== "HorizontalPodAutoscaler") return {};
  if (act === "hold") return { behavior: { scaleDown: { selectPolicy: "Disabled" } } };
  // What somebody has changed since is theirs.
  if (live?.spec?.behavior?.scaleDown?.selectPolicy !== "Disabled") return {};
  if (behavior === null) return { behavior: null };
  const { scaleUp = null, scaleDown } = behavior as Behavior;
  return { behavior: { scaleUp, scaleDown: { ...scaleDown, selectPolicy: scaleDown?.selectPolicy ?? null } } };
}
