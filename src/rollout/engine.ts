// How does a release get from one act to the next, until it has ended?

import type { Cluster } from "../kube/cluster.ts";
import type { Lock } from "../release/lock.ts";
import type { Release, ReleaseRecord } from "../release/record.ts";
import { updateRecord } from "../release/record-store.ts";
import { moveRelease, settleRollBack } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import {
  type BackTimes,
  describeBackTimes,
  followTraffic,
  patienceWithTraffic,
  type Traffic,
  untilNothingLacks,
  usersAreLost,
} from "./back-seen.ts";
import type { Bell } from "./bell.ts";
import { findCauses } from "./causes/find.ts";
import type { OnAct } from "./context.ts";
import { type Diagnosis, diagnose } from "./diagnosis.ts";
import {
  join,
  nothingTakenBack,
  removeCreated,
  restoreConfiguration,
  type TakenBackObjects,
  tellObjects,
} from "./objects/take-back-objects.ts";
import { decideRolling, type Mark, markOf, type RollingAct, type RollingPlan, type Trouble } from "./rolling.ts";
import type { LiveRollout, RolloutSnapshot } from "./snapshot.ts";
import { restoreTemplate, scaleToZero, sizeToGiveBack } from "./undo.ts";
import {
  type Deployment,
  type PodTemplate,
  releaseAnnotation,
  revisionOf,
  templateHashOf,
  type WorkloadReference,
} from "./workload.ts";

export interface EngineInputs {
  readonly cluster: Cluster;
  readonly workload: WorkloadReference;
  readonly live: LiveRollout;
  /** Rung at each change of `live`. */
  readonly bell: Bell;
  readonly lock: Lock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly release: Release;
  /** An earlier run may have changed something for this release. */
  readonly begun: boolean;
  /** `deadline` is counted from the start of the engine, and again from where it turns back. */
  readonly plan: Omit<RollingPlan, "deadline"> & { readonly timeout: number };
  readonly logLines: number;
  /** Applies the release; not called for one that only goes back. */
  readonly apply: () => Promise<Deployment>;
  /** A last look at what was gone back to, before the record calls it good. */
  readonly verifyBack?: (() => Promise<Failure | undefined>) | undefined;
  /** What is gone back to, where it is not what the record has before this release. */
  readonly backTo?: Release | undefined;
  readonly onAct?: OnAct | undefined;
}

export interface EngineEnd {
  readonly release: Release;
  /** The way back was accepted, but nobody waited for it. */
  readonly yielded: boolean;
  readonly diagnosis: Diagnosis | undefined;
  /** Why the way back failed too, or what its last look found. */
  readonly backTrouble: Diagnosis | undefined;
  readonly snapshot: RolloutSnapshot;
  readonly timeline: readonly TimelineEntry[];
  /** How long the way back took, where there was one and something was gone back to. */
  readonly backTimes?: BackTimes | undefined;
  /** What became of the objects beside the workload where it went back. */
  readonly objects?: TakenBackObjects | undefined;
}

export interface TimelineEntry {
  /** Since the start of the engine, in milliseconds. */
  readonly at: number;
  readonly text: string;
}

/** The acts that change something, in their order on each way. */
const places: { readonly [Kind in RollingAct["kind"]]?: readonly ["forward" | "back", number] } = {
  apply: ["forward", 0],
  promote: ["forward", 1],
  "turn-back": ["back", 0],
  restore: ["back", 1],
  "scale-to-zero": ["back", 1],
  "close-back": ["back", 2],
};

/** Observe, decide, act, until there is no next act. Every state in between is in the cluster. */
export async function runEngine(inputs: EngineInputs): Promise<EngineEnd> {
  const { cluster, workload, live, bell, lock, log, signal, now, plan, logLines } = inputs;
  const startedAt = now();
  const timeline: TimelineEntry[] = [];
  const seenSince = new Map<string, number>();
  let { release } = inputs;
  let deadline = startedAt + plan.timeout;
  let { begun } = inputs;
  let applied: Mark | undefined;
  let restored: Mark | undefined;
  let refusal: Failure | undefined;
  let diagnosis: Diagnosis | undefined;
  let backTrouble: Diagnosis | undefined;
  let yielded = false;
  let waitingFor = "";
  let objects = nothingTakenBack;
  let turnedAt = startedAt;
  let traffic: Promise<Traffic> | undefined;
  let backTimes: BackTimes | undefined;

  const ring = (): void => bell.ring();
  signal.addEventListener("abort", ring);
  lock.signal.addEventListener("abort", ring);
  try {
    for (;;) {
      if (lock.signal.aborted) lock.check();
      const snapshot = live.snapshot();
      noteCauses(snapshot);
      const act = decideRolling({ ...plan, deadline }, snapshot, {
        state: release.state,
        now: now(),
        abort: yielded ? undefined : abortReason(signal, lock),
        seenSince,
        begun,
        applied,
        restored,
        refusal,
      });
      if (act.kind === "done" || yielded)
        return { release, yielded, diagnosis, backTrouble, snapshot, timeline, objects, backTimes };
      if (act.kind === "wait") await wait(act);
      else {
        // After that the cluster may ask for another act.
        if (await lock.sure(signal)) continue;
        lock.check();
        await tell(act, "entered");
        await perform(act, snapshot);
        await tell(act, "performed");
      }
    }
  } finally {
    signal.removeEventListener("abort", ring);
    lock.signal.removeEventListener("abort", ring);
    traffic?.then((seen) => seen.stop()).catch(() => undefined);
  }

  async function wait(act: RollingAct & { kind: "wait" }): Promise<void> {
    if (act.message !== waitingFor) log.info(`Waiting: ${act.message}.`);
    waitingFor = act.message;
    await bell.wait(act.until - now());
  }

  async function tell({ kind }: RollingAct, when: "entered" | "performed"): Promise<void> {
    const place = places[kind];
    if (place !== undefined) await inputs.onAct?.(...place, when);
  }

  async function perform(
    act: Exclude<RollingAct, { kind: "wait" | "done" }>,
    snapshot: RolloutSnapshot,
  ): Promise<void> {
    switch (act.kind) {
      case "apply":
        return apply();
      case "promote":
        return promote(snapshot);
      case "turn-back":
        return turnBack(act, snapshot);
      case "restore":
        await takeBackObjects(() => restoreConfiguration(cluster, workload, release));
        traffic = followTraffic(cluster, workload, act.template.metadata?.labels ?? {}, bell);
        // Whether it can be seen is asked once the pods are ready.
        traffic.catch(() => undefined);
        return restore(act.template, snapshot);
      case "scale-to-zero":
        restored = markOf(await scaleToZero(cluster, existing(snapshot)));
        return note("There is no earlier revision to go back to: scaled to 0.");
      case "yield":
        yielded = true;
        return note("Not waiting for the way back to get ready: the next step or run does.");
      case "close-back":
        return closeBack();
      case "close-failed":
        return closeFailed(act.trouble, snapshot);
      case "close-aborted":
        note(`Aborted before the first change: ${act.reason}.`);
        await record((before) =>
          moveRelease(before, release.id, "aborted", { reason: act.reason, endedAt: timestamp() }),
        );
        return;
    }
  }

  async function restore(template: PodTemplate, snapshot: RolloutSnapshot): Promise<void> {
    const before = existing(snapshot);
    // Where a person names what to go back to, the size of today is not that of then.
    const size = inputs.backTo === undefined ? await sizeToGiveBack(cluster, release, before) : undefined;
    const after = await restoreTemplate(cluster, before, template, snapshot.replicaSets, size);
    restored = markOf(after);
    const sized =
      after.spec.replicas === before.spec.replicas ? "" : `, with ${after.spec.replicas} replicas as before`;
    note(`The API server accepted the way back${sized}.`);
  }

  async function takeBackObjects(act: () => Promise<TakenBackObjects>): Promise<void> {
    const taken = await act();
    for (const line of tellObjects(taken)) note(line);
    objects = join([objects, taken]);
  }

  async function apply(): Promise<void> {
    begun = true;
    const { value, failure } = await attempt(inputs.apply);
    refusal = failure;
    if (value === undefined) return;
    applied = markOf(value);
    note("The API server accepted the release.");
  }

  async function promote(snapshot: RolloutSnapshot): Promise<void> {
    note("All pods of the new revision are ready, and none of the old one is left.");
    await record((before) => moveRelease(before, release.id, "promoted", ownRevision(release, snapshot)));
  }

  async function turnBack(act: RollingAct & { kind: "turn-back" }, snapshot: RolloutSnapshot): Promise<void> {
    if (act.as === "rolled-back") diagnosis = await explainTrouble(act.trouble, snapshot);
    const reason = act.as === "aborted" ? act.reason : (diagnosis?.found ?? "");
    note(act.as === "aborted" ? `Aborted: ${reason}. Going back.` : `Failed: ${reason}. Going back.`);
    const changes = { endsAs: act.as, reason, ...ownRevision(release, snapshot) };
    await record((before) => moveRelease(before, release.id, "rolling-back", changes));
    turnedAt = now();
    deadline = turnedAt + plan.timeout;
    seenSince.clear();
  }

  async function closeFailed(trouble: Trouble, snapshot: RolloutSnapshot): Promise<void> {
    const explained = await explainTrouble(trouble, snapshot);
    if (release.state === "rolling-back") backTrouble = explained;
    else diagnosis = explained;
    note(`Failed: ${explained.found}.`);
    const changes = { reason: explained.found, endedAt: timestamp(), ...ownRevision(release, snapshot) };
    await record((before) => moveRelease(before, release.id, "failed", changes));
  }

  async function closeBack(): Promise<void> {
    const unhealthy = (await seeUsersBack()) ?? (await inputs.verifyBack?.());
    if (unhealthy !== undefined) {
      backTrouble = {
        found: unhealthy.found,
        advice: unhealthy.advice,
        evidence: unhealthy.evidence,
        cause: unhealthy,
        path: [],
      };
      note(`The way back is not healthy: ${unhealthy.found}.`);
      await record((before) =>
        moveRelease(before, release.id, "failed", { reason: unhealthy.found, endedAt: timestamp() }),
      );
      return;
    }
    lock.check();
    await takeBackObjects(() => removeCreated(cluster, workload, release));
    const state = release.endsAs === "aborted" ? "aborted" : plan.back === undefined ? "failed" : "rolled-back";
    note(plan.back === undefined ? "Nothing of the release runs any more." : "The old revision is rolled out again.");
    const end = { reason: release.reason, endedAt: timestamp(), to: inputs.backTo };
    await record((before) => settleRollBack(before, release.id, state, end));
  }

  /** The pods are ready. @returns why users do not reach them, where they do not in time. */
  async function seeUsersBack(): Promise<Failure | undefined> {
    if (plan.back === undefined || traffic === undefined) return undefined;
    const ready = now() - turnedAt;
    const seen = await traffic;
    const lacking = await untilNothingLacks(() => seen.lacks(live.snapshot()), {
      bell,
      now,
      signal,
      patience: patienceWithTraffic(plan.timeout),
    });
    if (lacking !== undefined && lacking !== "") return usersAreLost(lacking);
    const by = lacking === undefined && signal.aborted ? "the job was cancelled" : seen.by;
    backTimes = { ready, traffic: lacking === undefined ? undefined : now() - turnedAt, by };
    note(`${describeBackTimes(backTimes)}.`);
    return undefined;
  }

  async function record(change: (before: ReleaseRecord) => ReleaseRecord): Promise<void> {
    const after = await updateRecord(cluster, workload, change);
    release = after.releases.find(({ id }) => id === release.id) ?? release;
  }

  async function explainTrouble(trouble: Trouble, snapshot: RolloutSnapshot): Promise<Diagnosis> {
    return diagnose(cluster, trouble, snapshot, {
      namespace: workload.namespace,
      logLines,
      timeoutMs: plan.timeout,
      signal,
    });
  }

  function noteCauses(snapshot: RolloutSnapshot): void {
    const keys = new Set(findCauses(snapshot).map(({ key }) => key));
    for (const key of seenSince.keys()) if (!keys.has(key)) seenSince.delete(key);
    for (const key of keys) if (!seenSince.has(key)) seenSince.set(key, now());
  }

  function note(text: string): void {
    timeline.push({ at: now() - startedAt, text });
    log.info(text);
  }
}

/** RFC 3339 in UTC, for the record. */
export function timestamp(): string {
  return new Date().toISOString();
}

function existing({ workload }: RolloutSnapshot): Deployment {
  if (workload !== undefined) return workload;
  throw new Failure({
    attempted: "taking the release back",
    found: "the workload is not there any more",
    advice: "Somebody deleted it meanwhile: release again.",
  });
}

/** The revision of this release, where the workload is of this release. */
function ownRevision({ id, state }: Release, { workload, current }: RolloutSnapshot): Partial<Release> {
  const own = state === "releasing" && workload?.metadata.annotations?.[releaseAnnotation] === id;
  return own && current !== undefined ? { revision: revisionOf(current), templateHash: templateHashOf(current) } : {};
}

/** A signal of the job, or a rollback that asked for the lock. */
export function abortReason(signal: AbortSignal, lock: Lock): { reason: string } | undefined {
  if (signal.aborted) return { reason: signal.reason instanceof Failure ? signal.reason.found : "it was cancelled" };
  const request = lock.abortRequest();
  return request === undefined
    ? undefined
    : { reason: `${request.by} asked for it to be taken back${request.reason === "" ? "" : `: ${request.reason}`}` };
}

/** What the API server refuses becomes the release's own trouble; anything else is thrown on. */
export async function attempt<T>(body: () => Promise<T>): Promise<{ value?: T; failure?: Failure }> {
  try {
    return { value: await body() };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}
