// Under which name does a service run whose releases change slots?

import { describeObject } from "../../kube/object.ts";
import type { ReleaseRecord } from "../../release/record.ts";
import { currentRelease, openRelease } from "../../release/states.ts";
import type { Track } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import type { ReleaseTarget } from "../target.ts";
import type { WorkloadReference } from "../workload.ts";

/** The Deployment that serves, by the record: a slot after a blue-green release, otherwise the workload itself. */
export function servingWorkload(record: ReleaseRecord, workload: WorkloadReference): WorkloadReference {
  const slot = slotsOf(record)?.candidate.deployment;
  return slot === undefined ? workload : { ...workload, name: slot };
}

/** The slots of what serves now, where it was released blue-green. */
export function slotsOf(record: ReleaseRecord): Track | undefined {
  const open = openRelease(record);
  const { track } = (open?.state === "promoted" ? open : currentRelease(record)) ?? {};
  return track?.strategy === "blue-green" ? track : undefined;
}

/** @throws Failure where the users' Services choose a slot, whose label the pods of any other release would not have. */
export function refuseSlots(record: ReleaseRecord, { workload }: Pick<ReleaseTarget, "workload">): void {
  const slots = slotsOf(record);
  if (slots === undefined) return;
  const { deployment, narrow } = slots.candidate;
  const [key = "", value = ""] = Object.entries(narrow)[0] ?? [];
  throw new Failure({
    attempted: `beginning a release of ${describeObject(workload)}`,
    found: `its last release was blue-green: users reach ${deployment}, by the label ${key}=${value}`,
    advice: `Go on with \`strategy: blue-green\`. To leave it, take ${key} out of the selector of ${slots.services.map(({ name }) => `Service ${name}`).join(", ")}, keep the one Deployment that is to stay, and delete the record.`,
  });
}
