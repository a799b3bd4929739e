// How does a release with two tracks get from one act to the next, until it has ended?

import type { Cluster } from "../../kube/cluster.ts";
import type { Lock } from "../../release/lock.ts";
import type { Release, ReleaseRecord } from "../../release/record.ts";
import { updateRecord } from "../../release/record-store.ts";
import { amendRelease, moveRelease, settleRollBack } from "../../release/states.ts";
import type { Stage, Track } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import type { Log } from "../../report/log.ts";
import {
  type BackTimes,
  describeBackTimes,
  patienceWithTraffic,
  untilNothingLacks,
  usersAreLost,
} from "../back-seen.ts";
import type { Bell } from "../bell.ts";
import { findCauses } from "../causes/find.ts";
import type { OnAct } from "../context.ts";
import { type Diagnosis, diagnose } from "../diagnosis.ts";
import { abortReason, attempt, type EngineEnd, type TimelineEntry, timestamp } from "../engine.ts";
import type { Gate, GateMoment, GateResult, Watching } from "../gates.ts";
import {
  removeCreated,
  restoreConfiguration,
  type TakenBackObjects,
  tellObjects,
} from "../objects/take-back-objects.ts";
import type { Mark, Trouble } from "../rolling.ts";
import { revisionOf, templateHashOf, type WorkloadReference } from "../workload.ts";
import type { ActWorld } from "./act-world.ts";
import { performStage } from "./acts.ts";
import { decideTracks, type TracksAct, type TracksPlan, type TracksSnapshot } from "./decide-tracks.ts";
import { askGates, momentOf } from "./judging.ts";
import type { LiveTracks } from "./observe.ts";
import { isReachable, weightAt } from "./shares.ts";
import type { TwoTrackStrategy } from "./strategy.ts";
import { backTimesOf, bringsUsersBack, lackOfStable, makesStableWhole, usersAreLedBack } from "./users-back.ts";
import { describeStage, servesAfter } from "./words.ts";

export type TrackRelease = Release & { readonly track: Track };

export interface TracksInputs {
  readonly cluster: Cluster;
  /** As the user named it: the record is kept under this name. */
  readonly workload: WorkloadReference;
  readonly live: LiveTracks;
  /** Rung at each change of `live`. */
  readonly bell: Bell;
  readonly lock: Lock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly release: TrackRelease;
  readonly strategy: Pick<TwoTrackStrategy, "back" | "endsIn" | "refit">;
  readonly plan: TracksPlan;
  readonly logLines: number;
  readonly world: Omit<ActWorld, "check" | "cluster" | "workload" | "log" | "signal">;
  readonly gates: readonly Gate[];
  readonly watching?: Watching | undefined;
  /** The act at which a person let the release go on. */
  readonly passed?: number | undefined;
  /** A last look at what was gone back to, before the record calls it good. */
  readonly verifyBack?: (() => Promise<Failure | undefined>) | undefined;
  /** What is gone back to, where it is not what the record has before this release. */
  readonly backTo?: Release | undefined;
  readonly onAct?: OnAct | undefined;
}

export interface TracksEnd extends EngineEnd {
  readonly release: TrackRelease;
  /** Why it stopped and waits for a person; empty where it does not. */
  readonly paused: string;
  /** Whether any user may have reached the candidate, where it turned back. */
  readonly reached?: boolean | undefined;
  /** Whether all users were led back to stable when it yielded. */
  readonly ledBack?: boolean | undefined;
  /** What the gates said, in Markdown. */
  readonly told: readonly string[];
}

/** Observe, decide, act, until there is no next act. Each act is in the record before it is done. */
export async function runTracks(inputs: TracksInputs): Promise<TracksEnd> {
  const { cluster, workload, live, bell, lock, log, signal, now, plan, strategy } = inputs;
  const world: ActWorld = { ...inputs.world, cluster, workload, log, signal, check: () => lock.check() };
  const startedAt = now();
  const timeline: TimelineEntry[] = [];
  const told: string[] = [];
  const seenSince = new Map<string, number>();
  let { release } = inputs;
  // Also for one that is gone on with: what was measured before a kill is measured again.
  let enteredAt = now();
  let performed = false;
  let mark: Mark | undefined;
  let refusal: Failure | undefined;
  let verdict: GateResult | undefined;
  let asking: AbortController | undefined;
  let diagnosis: Diagnosis | undefined;
  let backTrouble: Diagnosis | undefined;
  let yielded = false;
  let paused = "";
  let reached: boolean | undefined;
  let ledBack: boolean | undefined;
  let turnedAt = startedAt;
  /** When the acts of the way back were over that made stable whole, and that brought users back. */
  let wholeAt: number | undefined;
  let ledBackAt: number | undefined;
  let backTimes: BackTimes | undefined;
  let waitingFor = "";

  const ring = (): void => bell.ring();
  signal.addEventListener("abort", ring);
  lock.signal.addEventListener("abort", ring);
  try {
    for (;;) {
      if (lock.signal.aborted) lock.check();
      const snapshot = live.snapshot();
      noteCauses(snapshot);
      const act = decideTracks(plan, snapshot, {
        state: release.state,
        track: release.track,
        now: now(),
        abort: abortReason(signal, lock),
        seenSince,
        enteredAt,
        performed,
        mark,
        refusal,
        verdict,
        passed: inputs.passed,
      });
      if (act.kind === "done" || yielded || paused !== "") {
        const wentBack = release.track.back.length > 0;
        const ended = (wentBack ? snapshot.stable : side(snapshot)) ?? snapshot.candidate;
        return {
          release,
          yielded,
          paused,
          diagnosis,
          backTrouble,
          snapshot: ended,
          timeline,
          told,
          reached,
          ledBack,
          backTimes,
        };
      }
      if (act.kind === "wait") {
        await wait(act);
        continue;
      }
      // After that the cluster may ask for another act.
      if (await lock.sure(signal)) continue;
      lock.check();
      await perform(act, snapshot);
    }
  } finally {
    asking?.abort(new Failure({ attempted: "asking the gates", found: "the release has ended", advice: "" }));
    signal.removeEventListener("abort", ring);
    lock.signal.removeEventListener("abort", ring);
  }

  async function wait(act: TracksAct & { kind: "wait" }): Promise<void> {
    // An act that only waits has said so itself.
    if (act.message !== waitingFor && act.message !== "") log.info(`Waiting: ${act.message}.`);
    waitingFor = act.message;
    await bell.wait(act.until - now());
  }

  async function perform(act: Exclude<TracksAct, { kind: "wait" | "done" }>, snapshot: TracksSnapshot): Promise<void> {
    switch (act.kind) {
      case "enter":
        return enter(act.stage, snapshot);
      case "perform":
        return performOne(act.stage, snapshot);
      case "promote":
        note(`${servesAfter(release.track)} serves: the release is promoted.`);
        return record((before) => moveRelease(before, release.id, "promoted", revisions(snapshot)));
      case "turn-back":
        return turnBack(act, snapshot);
      case "pause":
        note(`Paused, with both versions running: ${act.reason}.`);
        await recordTrack({ ...release.track, pausedAt: timestamp() });
        paused = act.reason;
        return;
      case "yield":
        yielded = true;
        ledBack = usersAreLedBack(release.track, performed ? release.track.stage : release.track.stage - 1);
        return note("Not waiting for the rest of the way back: the next step or run sees it through.");
      case "close-back":
        return closeBack();
      case "close-failed":
        return closeFailed(act.trouble, snapshot);
      case "close-aborted":
        note(`Aborted before the first change: ${act.reason}.`);
        return record((before) =>
          moveRelease(before, release.id, "aborted", { reason: act.reason, endedAt: timestamp() }),
        );
    }
  }

  /** Somebody may have scaled stable since it was planned: the sizes of the acts to come follow it. */
  function refitted({ stable }: TracksSnapshot): Track {
    const wanted = stable?.workload?.spec.replicas;
    if (release.state !== "releasing" || wanted === undefined || strategy.refit === undefined) return release.track;
    return strategy.refit(release.track, { stable: wanted });
  }

  async function enter(stage: number, snapshot: TracksSnapshot): Promise<void> {
    const forward = release.state === "releasing";
    if (!forward && makesStableWhole(release.track, stage - 1)) wholeAt = now();
    if (!forward && bringsUsersBack(release.track, stage - 1)) ledBackAt = now();
    if (!forward && stage === 0) await takeBackObjects(() => restoreConfiguration(cluster, workload, release));
    await recordTrack({ ...refitted(snapshot), stage, stageSince: timestamp() });
    begin();
    await inputs.onAct?.(forward ? "forward" : "back", stage, "entered");
  }

  async function performOne(stage: Stage, snapshot: TracksSnapshot): Promise<void> {
    tellStage(stage);
    // A request that is under way when its pod ends would count as failed.
    if (stage.kind === "remove-candidate") inputs.watching?.leaves("candidate");
    const act = async () => ({ mark: await performStage(stage, release, snapshot, world) });
    // What is refused on the way back leaves the record as it is: the next run tries again.
    const { value, failure } =
      release.state === "rolling-back" ? { value: await act(), failure: undefined } : await attempt(act);
    refusal = failure;
    if (failure !== undefined) return;
    mark = value?.mark;
    performed = true;
    if (stage.kind === "gate" && inputs.passed !== release.track.stage) ask(stage);
    if (stage.kind === "weigh" || stage.kind === "select" || stage.kind === "candidate")
      inputs.watching?.changed(momentNow(0));
    await inputs.onAct?.(release.state === "releasing" ? "forward" : "back", release.track.stage, "performed");
  }

  /** A pause is told where it begins, and is over where a person has let the release go on. */
  function tellStage(stage: Stage): void {
    if (stage.kind !== "hold") note(`${firstUpper(describeStage(stage, release.track))}.`);
  }

  /** The gates take their time; what they say rings the bell. */
  function ask(stage: Stage & { kind: "gate" }): void {
    const controller = new AbortController();
    asking = controller;
    const judged = askGates(
      { gates: inputs.gates, watching: inputs.watching, log },
      () => momentNow(stage.time),
      controller.signal,
    );
    judged.then(
      (result) => {
        if (controller.signal.aborted) return;
        verdict = result;
        if (result.markdown !== "") told.push(result.markdown);
        bell.ring();
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        verdict = { next: "stop", failure: asFailure(error), markdown: "" };
        bell.ring();
      },
    );
  }

  function momentNow(time: number): GateMoment {
    return momentOf(release, live.snapshot(), workload, weightAt(release.track), time);
  }

  async function turnBack(act: TracksAct & { kind: "turn-back" }, snapshot: TracksSnapshot): Promise<void> {
    asking?.abort(new Failure({ attempted: "asking the gates", found: "the release turns back", advice: "" }));
    if (act.as === "rolled-back") diagnosis = await explainTrouble(act.trouble, snapshot);
    reached = isReachable(release.track);
    const reason = act.as === "aborted" ? act.reason : (diagnosis?.found ?? "");
    note(act.as === "aborted" ? `Aborted: ${reason}. Going back.` : `Failed: ${reason}. Going back.`);
    const track = refitted(snapshot);
    const back: Track = { ...track, back: strategy.back(track), stage: -1, pausedAt: "", stageSince: timestamp() };
    await record((before) =>
      moveRelease(before, release.id, "rolling-back", {
        endsAs: act.as,
        reason,
        ...revisions(snapshot),
        track: back,
      }),
    );
    turnedAt = now();
    begin();
  }

  /** ConfigMaps and Secrets before the pods that read them; what is new once nothing needs it any more. */
  async function takeBackObjects(act: () => Promise<TakenBackObjects>): Promise<void> {
    for (const line of tellObjects(await act())) note(line);
  }

  async function closeBack(): Promise<void> {
    const unhealthy = (await seeUsersBack()) ?? (await inputs.verifyBack?.());
    lock.check();
    if (unhealthy !== undefined) {
      const { found, advice, evidence } = unhealthy;
      backTrouble = { found, advice, evidence, cause: unhealthy, path: [] };
      note(`The way back is not healthy: ${found}.`);
      return record((before) => moveRelease(before, release.id, "failed", { reason: found, endedAt: timestamp() }));
    }
    const { stable } = release.track;
    await takeBackObjects(() => removeCreated(cluster, workload, release));
    const state = release.endsAs === "aborted" ? "aborted" : stable === undefined ? "failed" : "rolled-back";
    note(stable === undefined ? "Nothing of the release runs any more." : `${stable.deployment} serves as before.`);
    await record((before) =>
      settleRollBack(before, release.id, state, { reason: release.reason, endedAt: timestamp(), to: inputs.backTo }),
    );
  }

  /** Everything was done. @returns why stable is not ready, or users do not reach it, where that is so for long. */
  async function seeUsersBack(): Promise<Failure | undefined> {
    if (release.track.stable === undefined) return undefined;
    const lacking = await untilNothingLacks(() => lackOfStable(live.snapshot(), release.track), {
      bell,
      now,
      signal,
      patience: patienceWithTraffic(plan.timeout),
    });
    if (lacking !== undefined && lacking !== "") return usersAreLost(lacking);
    backTimes = backTimesOf(release.track, lacking === "", {
      // A slot that stood all the time was ready when it was turned back to.
      ready: (wholeAt ?? turnedAt) - turnedAt,
      traffic: (ledBackAt ?? now()) - turnedAt,
    });
    note(`${describeBackTimes(backTimes)}.`);
    return undefined;
  }

  async function closeFailed(trouble: Trouble, snapshot: TracksSnapshot): Promise<void> {
    const explained = await explainTrouble(trouble, snapshot);
    if (release.state === "rolling-back") backTrouble = explained;
    else diagnosis = explained;
    note(`Failed: ${explained.found}.`);
    await record((before) =>
      moveRelease(before, release.id, "failed", {
        reason: explained.found,
        endedAt: timestamp(),
        ...revisions(snapshot),
      }),
    );
  }

  function begin(): void {
    enteredAt = now();
    performed = false;
    mark = undefined;
    refusal = undefined;
    verdict = undefined;
    waitingFor = "";
    seenSince.clear();
  }

  async function recordTrack(track: Track): Promise<void> {
    await record((before) => amendRelease(before, release.id, { track }));
  }

  async function record(change: (before: ReleaseRecord) => ReleaseRecord): Promise<void> {
    const after = await updateRecord(cluster, workload, change);
    const found = after.releases.find(({ id }) => id === release.id);
    if (found?.track !== undefined) release = { ...found, track: found.track };
  }

  /** The revision of this release, where its ReplicaSet is there. */
  function revisions(snapshot: TracksSnapshot): Partial<Release> {
    const own = strategy.endsIn === "stable" && release.state !== "releasing" ? undefined : side(snapshot)?.current;
    return own === undefined ? {} : { revision: revisionOf(own), templateHash: templateHashOf(own) };
  }

  /** The side that the release goes on in. */
  function side(snapshot: TracksSnapshot) {
    const isOver = release.track.stage >= release.track.stages.length - 1;
    return strategy.endsIn === "stable" && isOver ? snapshot.stable : snapshot.candidate;
  }

  function explainTrouble(trouble: Trouble, snapshot: TracksSnapshot): Promise<Diagnosis> {
    return diagnose(cluster, trouble, rolling(snapshot), {
      namespace: workload.namespace,
      logLines: inputs.logLines,
      timeoutMs: plan.timeout,
      signal,
    });
  }

  /** The side whose pods the act that was begun brings up. */
  function rolling(snapshot: TracksSnapshot) {
    const stages = release.state === "rolling-back" ? release.track.back : release.track.stages;
    const stage = stages[release.track.stage];
    const isStable =
      stage?.kind === "replace-stable" ||
      stage?.kind === "restore-stable" ||
      (stage?.kind === "scale" && stage.track === "stable");
    return (isStable ? snapshot.stable : undefined) ?? snapshot.candidate;
  }

  function noteCauses(snapshot: TracksSnapshot): void {
    const keys = new Set(findCauses(rolling(snapshot)).map(({ key }) => key));
    for (const key of seenSince.keys()) if (!keys.has(key)) seenSince.delete(key);
    for (const key of keys) if (!seenSince.has(key)) seenSince.set(key, now());
  }

  function note(text: string): void {
    timeline.push({ at: now() - startedAt, text });
    log.info(text);
  }
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure({
    attempted: "asking the gates",
    found: error instanceof Error ? error.message : String(error),
    advice: "Look at the log of the gate above.",
    cause: error,
  });
}

function firstUpper(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
