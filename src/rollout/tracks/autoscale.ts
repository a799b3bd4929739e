// How does an autoscaler go along with a release that runs beside what serves?

import { describeObject, type ObjectReference } from "../../kube/object.ts";
import { explainRefusal } from "../../kube/refusal.ts";
import type { Stage, Track } from "../../release/track.ts";
import { patchManager } from "../dry-run.ts";
import type { ActWorld } from "./act-world.ts";

/** KEDA's own mark: https://keda.sh/docs/latest/concepts/scaling-deployments/#pausing-autoscaling */
const pausedAnnotation = "autoscaling.keda.sh/paused";

/** What `release` and `stable` need to give it back; kept in the record. */
export interface SavedAutoscaler {
  readonly target: string;
  /** `spec.behavior` of a HorizontalPodAutoscaler; null where it had none. */
  readonly behavior: unknown;
}

/** One patch: whom it acts on, or that it changes nothing for now. */
export async function pointAutoscaler(
  act: (Stage & { kind: "autoscaler" })["act"],
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
    await cluster.patch(reference, "merge", patchOf(act, kind, saved, track), { fieldManager: patchManager });
  } catch (error) {
    throw explainRefusal(error, `changing ${describeObject(reference)}`);
  }
  onChange(describeObject(reference));
}

function patchOf(
  act: (Stage & { kind: "autoscaler" })["act"],
  kind: string,
  saved: SavedAutoscaler,
  { stable, candidate }: Track,
): object {
  switch (act) {
    case "candidate":
      return { spec: { scaleTargetRef: { name: candidate.deployment } } };
    case "stable":
      return { spec: { scaleTargetRef: { name: stable?.deployment ?? saved.target } } };
    case "hold":
      if (kind === "ScaledObject") return { metadata: { annotations: { [pausedAnnotation]: "true" } } };
      return { spec: { behavior: { scaleUp: { selectPolicy: "Disabled" }, scaleDown: { selectPolicy: "Disabled" } } } };
    case "release":
      if (kind === "ScaledObject") return { metadata: { annotations: { [pausedAnnotation]: null } } };
      return { spec: { behavior: saved.behavior } };
  }
}
