// How is a release taken back after the process that made it is gone, or long after it ended?

import { describeObject } from "../kube/object.ts";
import type { Release } from "../release/record.ts";
import { updateRecord } from "../release/record-store.ts";
import { moveRelease } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import { createBell } from "./bell.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import { runEngine } from "./engine.ts";
import { goingWith } from "./objects/goes-with.ts";
import { rollingBackPlan } from "./plan/back-plan.ts";
import type { Difference } from "./plan/difference.ts";
import { templateDifference } from "./plan/live-differences.ts";
import { foldedPlan } from "./plan/render.ts";
import { takenBackResult } from "./result.ts";
import { followRollout, type RolloutSnapshot } from "./snapshot.ts";
import type { TakeBackRequest } from "./take-back-request.ts";
import { replicaSetOf, templateOf } from "./template.ts";
import { hasTracksBack, takeTracksBack } from "./tracks/take-back-tracks.ts";
import type { Deployment, PodTemplate } from "./workload.ts";

/** Writes down where the release goes back to, then goes there; killed in between, `settle` goes on from the record. */
export async function takeBack(request: TakeBackRequest, context: RolloutContext): Promise<RolloutResult> {
  const { workload, release, endsAs, reason, timeout, logLines, to, lock, verify } = request;
  if (hasTracksBack(release)) return takeTracksBack({ ...request, release }, context);
  const { cluster, log, signal, now } = context;
  const bell = createBell();
  const found = await cluster.get<Deployment>(workload, { signal });
  const live = await followRollout(
    cluster,
    workload,
    found?.spec.selector ?? { matchLabels: { "slipway.dev/none": "none" } },
    {
      signal: new AbortController().signal,
      onChange: () => bell.ring(),
    },
  );
  try {
    const way =
      to === undefined
        ? {}
        : {
            previousTemplateHash: to.templateHash,
            previousRevision: to.revision,
            previousImage: to.image,
            previousDigest: to.digest,
          };
    const back = templateBack({ ...release, ...way }, live.snapshot());
    lock.check();
    const after = await updateRecord(cluster, workload, (record) =>
      moveRelease(record, release.id, "rolling-back", { ...way, endsAs, reason, ...goingWith(record, release.id, to) }),
    );
    const moved = after.releases.find(({ id }) => id === release.id) ?? release;
    log.info(
      `Taking release ${release.id} of ${release.image} back${moved.previousRevision > 0 ? ` to revision ${moved.previousRevision} (${moved.previousImage})` : ""}: ${reason}.`,
    );
    const planned = rollingBackPlan({
      workload,
      release: moved,
      to: back && { image: moved.previousImage, revision: moved.previousRevision },
      begun: release.state === "rolling-back",
      differences: differencesBack(live.snapshot(), back),
    });
    const end = await runEngine({
      cluster,
      workload,
      live,
      bell,
      lock,
      log,
      signal,
      now,
      logLines,
      release: moved,
      begun: true,
      plan: { back, onFailure: "rollback", timeout },
      apply: () => Promise.reject(new Error("a release that goes back applies nothing")),
      verifyBack: verify && (() => verify({ workload, labels: {} })),
      backTo: to,
      onAct: context.onAct,
    });
    return takenBackResult(end, workload, foldedPlan(planned));
  } finally {
    live.stop();
  }
}

function differencesBack({ workload }: RolloutSnapshot, back: PodTemplate | undefined): Difference[] {
  if (workload === undefined) return [];
  return [templateDifference(workload, back ?? workload.spec.template, back === undefined ? 0 : undefined)];
}

function templateBack(release: Release, { workload, replicaSets }: RolloutSnapshot) {
  if (workload === undefined || release.previousTemplateHash === "") return undefined;
  const replicaSet = replicaSetOf(release.previousTemplateHash, workload, replicaSets);
  if (replicaSet !== undefined) return templateOf(replicaSet);
  throw new Failure({
    attempted: `taking release ${release.id} of ${describeObject(workload)} back`,
    found: `the ReplicaSet of revision ${release.previousRevision} is not there any more (revisionHistoryLimit is ${workload.spec.revisionHistoryLimit ?? 10})`,
    advice: "Release the image that is wanted again, with `force: true` if it was rolled back before.",
  });
}
