// What becomes of a release that nobody finishes?

import { describeObject } from "../kube/object.ts";
import { acquireLock, type Lock } from "../release/lock.ts";
import type { Release } from "../release/record.ts";
import { readRecord } from "../release/record-store.ts";
import { sameRun } from "../release/run.ts";
import { isPaused, openRelease } from "../release/states.ts";
import { underLock } from "../release/under-lock.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import { quietResult } from "./result.ts";
import { takeBack } from "./take-back.ts";
import type { WorkloadReference } from "./workload.ts";

export interface SettleRequest {
  readonly workload: WorkloadReference;
  /** `run`: only what this run left open. `any`: whatever is open and has no living holder, for a person who asks for it. */
  readonly scope: "run" | "any";
  /** In milliseconds. */
  readonly timeout: number;
  readonly waitForLock: number;
  readonly logLines: number;
  readonly reason: string;
}

/**
 * Backs out the release that the record shows as open. Nothing open is a success that changes nothing.
 * @throws Failure where another run holds the lock.
 */
export async function settle(request: SettleRequest, context: RolloutContext): Promise<RolloutResult> {
  const { cluster, signal, log, run } = context;
  const { workload } = request;
  const seen = toSettle(openRelease(await readRecord(cluster, workload, { signal })), request, context);
  if (seen.kind === "nothing") return nothingToSettle(seen.reason);
  const lock = await acquireLock(cluster, workload, {
    holder: run.runKey,
    reason: `settling release ${seen.release.id}`,
    runUrl: run.runUrl,
    signal,
    log,
    waitFor: request.waitForLock,
  });
  try {
    return await settleUnderLock(request, lock, { ...context, cluster: underLock(cluster, lock) });
  } finally {
    await lock.release();
  }
}

async function settleUnderLock(request: SettleRequest, lock: Lock, context: RolloutContext): Promise<RolloutResult> {
  const { cluster, signal } = context;
  const { workload, timeout, logLines } = request;
  // Its holder may have finished it while the lock was waited for.
  const seen = toSettle(openRelease(await readRecord(cluster, workload, { signal })), request, context);
  if (seen.kind === "nothing") return nothingToSettle(seen.reason);
  const { release: open } = seen;
  const reason =
    request.reason ||
    (open.state === "promoted" ? "a gate after the rollout failed, or nobody confirmed it" : "its run ended half-way");
  const endsAs = open.endsAs || (open.state === "promoted" ? "rolled-back" : "aborted");
  return takeBack({ workload, release: open, endsAs, reason, timeout, logLines, to: undefined, lock }, context);
}

type Seen =
  | { readonly kind: "open"; readonly release: Release }
  | { readonly kind: "nothing"; readonly reason: string };

function toSettle(open: Release | undefined, { workload, scope }: SettleRequest, { run }: RolloutContext): Seen {
  if (open === undefined)
    return { kind: "nothing", reason: `no release of ${describeObject(workload)} is open: there is nothing to settle` };
  if (isPaused(open) && scope === "run")
    return {
      kind: "nothing",
      reason: `release ${open.id} is paused and waits for a person: nothing is left to settle`,
    };
  if (scope === "any" || sameRun(open.runKey, run.runKey)) return { kind: "open", release: open };
  return {
    kind: "nothing",
    reason: `release ${open.id} is open, but it belongs to another run: nothing of this run is left to settle`,
  };
}

function nothingToSettle(reason: string): RolloutResult {
  return quietResult("succeeded", { digest: "", previousDigest: "", revision: 0, reason });
}
