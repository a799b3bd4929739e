// How is a release with two tracks taken back after the process that made it is gone, or long after it ended?

import { describeObject } from "../../kube/object.ts";
import { updateRecord } from "../../release/record-store.ts";
import { moveRelease } from "../../release/states.ts";
import type { Track } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import type { RolloutContext, RolloutResult } from "../context.ts";
import { timestamp } from "../engine.ts";
import { goingWith } from "../objects/goes-with.ts";
import { tracksBackPlan } from "../plan/back-plan.ts";
import { comparedIfPossible } from "../plan/compare.ts";
import { backDifferences } from "../plan/live-differences.ts";
import { takenBackResult } from "../result.ts";
import { wayOf } from "../strategies.ts";
import type { ServingPods, TakeBackRequest } from "../take-back-request.ts";
import type { Deployment, WorkloadReference } from "../workload.ts";
import { runRelease } from "./run-release.ts";
import type { TrackRelease } from "./track-engine.ts";

/**
 * The way back of a release by its own acts: everything but a canary that is promoted, which is a Deployment like any
 * other by then.
 */
export function hasTracksBack(release: TakeBackRequest["release"]): release is TrackRelease {
  const { track, state } = release;
  if (track === undefined) return false;
  return track.strategy === "blue-green" || state === "releasing" || track.back.length > 0;
}

/** Writes down that the release goes back and by which acts, then does them; killed in between, `settle` goes on. */
export async function takeTracksBack(
  request: TakeBackRequest & { readonly release: TrackRelease },
  context: RolloutContext,
): Promise<RolloutResult> {
  const { workload, release, endsAs, reason, timeout, logLines, to, lock, verify } = request;
  const { cluster, log, signal } = context;
  const strategy = wayOf(release.track);
  const track = await fitted(release, strategy, request.workload, context);
  lock.check();
  const begun = release.state === "rolling-back" && release.track.back.length > 0;
  const back: Track = begun
    ? release.track
    : { ...track, back: strategy.back(track), stage: -1, pausedAt: "", stageSince: timestamp() };
  const after = await updateRecord(cluster, workload, (record) =>
    moveRelease(record, release.id, "rolling-back", {
      endsAs,
      reason,
      track: back,
      ...goingWith(record, release.id, to),
    }),
  );
  const written = after.releases.find(({ id }) => id === release.id) ?? release;
  const stable = back.stable?.deployment;
  log.info(
    `Taking release ${release.id} of ${release.image} back${stable === undefined ? "" : ` to ${stable} (${written.previousImage})`}: ${reason}.`,
  );
  const end = await runRelease(
    {
      workload,
      release: { ...written, track: written.track ?? back },
      strategy,
      lock,
      timeout,
      logLines,
      onFailure: "rollback",
      plan: undefined,
      foretell: async ({ snapshot, services }) => {
        const told = { ...written, track: written.track ?? back };
        const look = async () => backDifferences(await services(), snapshot, told.track);
        const stood = begun ? undefined : release.track;
        const compared = await comparedIfPossible(look, signal);
        return tracksBackPlan({ workload, release: told, track: told.track, stood, ...compared });
      },
      backTo: to,
      verifyBack: verify && (() => verify(servingPods(back, workload))),
    },
    context,
  );
  return takenBackResult(end, workload, end.planned);
}

/** Pure. The slot that is gone back to. */
export function servingPods({ stable }: Pick<Track, "stable">, workload: WorkloadReference): ServingPods {
  return { workload: { ...workload, name: stable?.deployment ?? workload.name }, labels: stable?.narrow ?? {} };
}

/**
 * Somebody may have scaled stable since the last act: that is not undone, but for a slot that was left without any pod. Users
 * are led to it only once it has its own again.
 * @throws Failure where the slot is not there any more that users would be led to.
 */
async function fitted(
  { track, id }: TrackRelease,
  { refit }: ReturnType<typeof wayOf>,
  workload: WorkloadReference,
  { cluster, signal }: RolloutContext,
): Promise<Track> {
  if (refit === undefined || track.stable === undefined) return track;
  const reference = { ...workload, name: track.stable.deployment };
  const live = await cluster.get<Deployment>(reference, { signal });
  if (track.strategy === "blue-green" && hasCutOver(track)) {
    if (live === undefined) throw slotIsGone(id, reference);
    if (live.spec.replicas === 0) return { ...track, scaledDown: true };
  }
  return live === undefined ? track : refit(track, { stable: live.spec.replicas ?? 1 });
}

/** The users' Services answer from the candidate. */
function hasCutOver({ stages, stage, back }: Track): boolean {
  const last = stages.slice(0, stage + 1).findLast(({ kind }) => kind === "select");
  return back.length === 0 && last?.kind === "select" && last.pods === "candidate";
}

function slotIsGone(id: string, reference: WorkloadReference): Failure {
  return new Failure({
    attempted: `taking release ${id} back`,
    found: `${describeObject(reference)}, which served before it, is not there any more: its users would be led nowhere`,
    advice:
      "Keep the release (`operation: confirm` in its run), or release the image that is wanted. Nothing was changed.",
  });
}
