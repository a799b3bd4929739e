// May this release begin, and if not, what is told instead?

import { isAncestor } from "../release/ancestry.ts";
import { judgeStart } from "../release/judge-start.ts";
import type { Release, ReleaseRecord } from "../release/record.ts";
import { currentRelease } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import type { DeployRequest } from "./deploy-request.ts";
import { readinessOf } from "./readiness/readiness.ts";
import { quietResult } from "./result.ts";
import type { Serving } from "./serving.ts";
import type { RolloutSnapshot } from "./snapshot.ts";
import type { ReleaseTarget } from "./target.ts";

export interface Situation {
  readonly record: ReleaseRecord;
  readonly before: RolloutSnapshot;
  readonly serving: Serving;
  /** The manifests would change something. */
  readonly changes: boolean;
}

export type Start =
  /** `leftOpen`: what a run that is over left half-way; its place and its way back are taken. */
  | { readonly kind: "begin"; readonly leftOpen: Release | undefined }
  | { readonly kind: "quiet"; readonly result: RolloutResult };

/** @throws Failure where it is refused. */
export async function judge(
  request: DeployRequest,
  target: ReleaseTarget,
  { record, before, serving, changes }: Situation,
  { signal, run }: RolloutContext,
): Promise<Start> {
  const healthy = !changes && before.workload !== undefined && readinessOf(before.workload).kind === "ready";
  const judgement = judgeStart(
    record,
    { digest: target.digest, commit: request.commit },
    {
      allowOlder: request.allowOlder,
      force: request.force,
      isOlder: await isOlder(request, record, signal),
      live: { digest: serving.digest, healthy },
    },
    run.runKey,
  );
  const told = { digest: target.digest, previousDigest: serving.digest, revision: serving.revision };
  switch (judgement.kind) {
    case "start":
      return { kind: "begin", leftOpen: judgement.leftOpen };
    case "unchanged": {
      const reason = `${target.image} serves already and is healthy: nothing was changed`;
      return { kind: "quiet", result: quietResult("succeeded", { ...told, reason }) };
    }
    case "skip":
      return { kind: "quiet", result: quietResult("skipped", { ...told, reason: judgement.reason }) };
    case "refuse":
      throw new Failure(judgement.failure);
  }
}

async function isOlder(request: DeployRequest, record: ReleaseRecord, signal: AbortSignal): Promise<boolean> {
  const current = currentRelease(record);
  if (current === undefined || current.commit === "" || request.commit === "" || current.commit === request.commit)
    return false;
  return (await isAncestor(request.commit, current.commit, { ...request.history, signal })) ?? false;
}
