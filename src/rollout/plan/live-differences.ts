// What do acts change that apply no manifest, as far as the cluster shows it before them?

import type { Stage, Track, TrackSide } from "../../release/track.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import { replicaSetOf, templateOf } from "../template.ts";
import type { TracksSnapshot } from "../tracks/decide-tracks.ts";
import { selectorFor } from "../tracks/services.ts";
import type { ServiceObject } from "../tracks/strategy.ts";
import { type Deployment, deploymentKind, type PodTemplate, templateHashOf } from "../workload.ts";
import { type Difference, differenceOf } from "./difference.ts";

const by = "live objects";

/** The users' Services as they are and as these acts leave them. */
export function selectionDifferences(
  services: readonly ServiceObject[],
  stages: readonly Stage[],
  track: Track,
  stable: RolloutSnapshot | undefined,
): Difference[] {
  const last = stages.findLast((stage) => stage.kind === "select");
  if (last === undefined) return [];
  const renewed = stable?.current === undefined ? "" : templateHashOf(stable.current);
  return services.flatMap((live) => {
    const saved = track.services.find(({ name }) => name === live.metadata.name);
    if (saved === undefined) return [];
    const selector = { ...selectorFor(saved, last.pods, track, renewed) };
    return [differenceOf(live, { ...live, spec: { ...live.spec, selector } }, { by })];
  });
}

/** A Deployment as it is and with another template, and another size where one is given. */
export function templateDifference(live: Deployment, template: PodTemplate, replicas?: number): Difference {
  const whole = { ...deploymentKind, ...live, kind: live.kind || deploymentKind.kind };
  const spec = { ...whole.spec, template, ...(replicas === undefined ? {} : { replicas }) };
  return differenceOf(whole, { ...whole, spec }, { by });
}

/** What the acts of a way back leave of the Services and of the two Deployments. */
export function backDifferences(
  services: readonly ServiceObject[],
  { stable, candidate }: Pick<TracksSnapshot, "stable" | "candidate">,
  track: Track,
): Difference[] {
  const restores = track.back.some(({ kind }) => kind === "restore-stable");
  const sizes = track.back.flatMap((stage) =>
    stage.kind === "scale" && stage.track === "stable" ? [stage.replicas] : [],
  );
  return [
    ...selectionDifferences(services, track.back, track, stable),
    ...(restores || sizes.length > 0 ? asBefore(stable, track.stable, sizes.at(-1)) : []),
    ...(track.candidateBefore === undefined
      ? removal(candidate)
      : asBefore(candidate, track.candidate, track.candidateBefore.replicas)),
  ];
}

function removal({ workload }: RolloutSnapshot): Difference[] {
  if (workload === undefined) return [];
  // All of it goes: its lines would hide those that matter.
  return [{ ...differenceOf({ ...deploymentKind, ...workload }, undefined, { by }), diff: "" }];
}

/** Without what it ran before, it is only kept from running what is taken back. */
function asBefore(
  side: RolloutSnapshot | undefined,
  before: Pick<TrackSide, "templateHash"> | undefined,
  replicas: number | undefined,
): Difference[] {
  if (side?.workload === undefined || before === undefined) return [];
  const { workload, replicaSets } = side;
  const replicaSet = replicaSetOf(before.templateHash, workload, replicaSets);
  if (replicaSet === undefined) return [templateDifference(workload, workload.spec.template, 0)];
  return [templateDifference(workload, templateOf(replicaSet), replicas)];
}
