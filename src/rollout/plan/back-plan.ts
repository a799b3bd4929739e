// What does a way back do that was not planned with its release, in words?

import { describeObject } from "../../kube/object.ts";
import type { Release } from "../../release/record.ts";
import { recordName } from "../../release/record-store.ts";
import type { Track } from "../../release/track.ts";
import { describeName, nameObject } from "../objects/inventory.ts";
import { describeStage } from "../tracks/words.ts";
import type { WorkloadReference } from "../workload.ts";
import { act, type Compared, doneBefore, type PlannedAct, type ReleasePlan, sentence } from "./release-plan.ts";

type Taken = Pick<Release, "id" | "image" | "endsAs" | "reason" | "applied" | "created" | "keepsConfiguration">;

export interface BackParts extends Compared {
  readonly workload: WorkloadReference;
  /** As the record has it once it is being taken back. */
  readonly release: Taken;
}

export interface RollingBackParts extends BackParts {
  /** What is gone back to; nothing where there was nothing before. */
  readonly to: { readonly image: string; readonly revision: number } | undefined;
  /** A run that is over had begun it. */
  readonly begun: boolean;
}

/** The plan of a Deployment's way back: its acts stand in the order in which the engine does them. */
export function rollingBackPlan(parts: RollingBackParts): ReleasePlan {
  const { workload, release, to, begun, differences, uncompared } = parts;
  const name = describeObject(workload);
  const acts =
    to === undefined
      ? [act(`Scale ${name} to 0: there is nothing to go back to.`)]
      : [
          ...restoring(release),
          act(`Put the pod template of ${to.image} (revision ${to.revision}) back into ${name}, unless it is there.`),
          act("Wait until its pods are ready, and users reach them."),
        ];
  const notes = begun ? ["A run that is over had begun this way back: what it did is found as done."] : [];
  return {
    strategy: "rolling",
    notes: [goesBack(release), ...notes],
    acts: framed(parts, acts),
    back: [],
    differences,
    uncompared,
  };
}

export interface TracksBackParts extends BackParts {
  /** With the acts of the way back. */
  readonly track: Track;
  /** Where it stood when it turned back, and by which acts it had come there; undefined where it was turned back before. */
  readonly stood: Pick<Track, "stages" | "stage"> | undefined;
}

/** The plan of a way back with two tracks: the acts that the record keeps, in words, and which of them were done. */
export function tracksBackPlan(parts: TracksBackParts): ReleasePlan {
  const { release, track, stood, differences, uncompared } = parts;
  const resumed = stood === undefined ? { done: track.stage, begun: true } : undefined;
  const acts = [
    ...restoring(release).map((each) => ({ ...each, ...doneBefore(0, resumed) })),
    ...track.back.map((stage, index) => ({
      ...act(sentence(describeStage(stage, track))),
      ...doneBefore(index, resumed),
    })),
  ];
  return {
    strategy: track.strategy,
    notes: [goesBack(release), whereItStood(stood, track)],
    acts: framed(parts, acts),
    back: [],
    differences,
    uncompared,
  };
}

function whereItStood(stood: TracksBackParts["stood"], track: Track): string {
  if (stood === undefined)
    return `A run that is over had begun this way back, and come to act ${track.stage + 1} of it.`;
  const { stages, stage } = stood;
  const last = stages[stage];
  if (last === undefined) return "It had not come to its first act.";
  const over = stage === stages.length - 1 ? "its last act" : `act ${stage + 1} of ${stages.length}`;
  return `It had come to ${over}: ${describeStage(last, track)}.`;
}

function goesBack({ id, image, reason }: Taken): string {
  return `Release ${id} of ${image} goes back${reason === "" ? "" : `: ${reason}`}.`;
}

function restoring({ applied, keepsConfiguration }: Taken): PlannedAct[] {
  if (applied === undefined || keepsConfiguration === true) return [];
  return [
    act("Give back what the release has changed in ConfigMaps, Secrets and the like, where it is as it left them."),
  ];
}

function framed({ workload, release }: BackParts, acts: readonly PlannedAct[]): PlannedAct[] {
  const name = `${workload.namespace}/${recordName(workload)}`;
  const created = (release.created ?? []).filter((object) => object !== nameObject(workload));
  return [
    act(`Take the lock: Lease ${name}.`),
    act(`Write down that the release goes back: ConfigMap ${name}.`),
    ...acts,
    ...(created.length === 0
      ? []
      : [act("Remove what the release had created, but for data and what others own:", created.map(describeName))]),
    act(`Record the release as ${release.endsAs || "aborted"}, and give the lock back.`),
  ];
}
