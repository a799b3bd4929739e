// How is a Lease kept while work goes on under it?

import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import { referenceTo } from "../kube/object.ts";
import { followObjects, type ObjectStore } from "../kube/watch.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import type { Clock } from "./clock.ts";
import {
  type AbortRequest,
  abortRequestIn,
  claimed,
  holderOf,
  type Lease,
  type LeaseClaim,
  leaseKind,
  released,
  renewed,
} from "./lease.ts";

/** The lock of a workload, held by this process. */
export interface Lock {
  /**
   * To be called before each change of the cluster.
   * @throws Failure where the lock was lost, or not renewed for so long that another may soon take it.
   */
  check(): void;
  /**
   * Waits while the server does not answer, so that nobody knows whose the lock is: to be asked before an act is begun.
   * True where it had to wait, and the lock was held all the while.
   * @throws Failure where the lock is lost, or where the job is cancelled before that is known.
   */
  sure(signal: AbortSignal): Promise<boolean>;
  /** Aborted, with a Failure as its reason, when the lock is lost or a rollback asks the holder to back out. */
  readonly signal: AbortSignal;
  /** Aborted while the lock is lost or in doubt: what is under way to the cluster is not sent again then. Another one after. */
  readonly lost: AbortSignal;
  /** What a rollback asks. The lock is still held then, and `check` passes: back out under it. */
  abortRequest(): AbortRequest | undefined;
  /** Lets the next one in. Never throws: what cannot be released goes stale. */
  release(): Promise<void>;
}

/** In milliseconds. */
export interface LockDurations {
  /** Without a sign of life for so long, another may take it over. */
  readonly stale: number;
  readonly renewEvery: number;
  /** Without a renewal for so long, the holder stops: well before another may take over. */
  readonly stopAfter: number;
  /** Where the server has not answered for so long, nobody waits for it any more. */
  readonly giveUpAfter: number;
  /** Between two tries of a renewal that failed. */
  readonly retryEvery: number;
  /** Between two looks at a Lease that another holds. */
  readonly lookEvery: number;
}

export const lockDurations: LockDurations = {
  stale: 60_000,
  renewEvery: 20_000,
  stopAfter: 40_000,
  // What waits for a restart of the server gives up after two minutes itself.
  giveUpAfter: 150_000,
  retryEvery: 2_000,
  lookEvery: 2_000,
};

export interface HoldOptions {
  readonly claim: LeaseClaim;
  readonly clock: Clock;
  readonly durations: LockDurations;
  readonly log: Log;
  /** When, on the monotonic clock, the request was sent that took it. */
  readonly renewedAt: number;
}

/** How long giving the lock back may take: it stands at the end of a cancelled job, too. */
const releaseWithin = 5_000;

/** Renews a Lease that was just taken, until it is released or lost, and listens for abort requests. */
export function holdLease(cluster: Cluster, taken: Lease, options: HoldOptions): Lock {
  const { claim, clock, durations, log } = options;
  const reference = referenceTo(taken);
  const interrupted = new AbortController();
  let lost = new AbortController();
  const ended = new AbortController();
  let lease = taken;
  let renewedAt = options.renewedAt;
  let loss: Failure | undefined;
  let doubt: { readonly failure: Failure; readonly over: PromiseWithResolvers<void> } | undefined;
  let request: AbortRequest | undefined;

  const renewing = keepRenewing();
  const listening = listen();

  return {
    signal: interrupted.signal,
    get lost() {
      return lost.signal;
    },
    abortRequest: () => request,
    check() {
      noticeLateness();
      const why = loss ?? doubt?.failure;
      if (why !== undefined) throw why;
    },
    async sure(signal) {
      noticeLateness();
      const open = doubt;
      if (open !== undefined) await Promise.race([open.over.promise, once(signal, open.failure)]);
      if (loss !== undefined) throw loss;
      return open !== undefined;
    },
    async release() {
      if (ended.signal.aborted) return;
      ended.abort();
      await Promise.all([renewing, listening]);
      await giveBack().catch((error: unknown) =>
        log.warning(`The lock was not given back (${messageOf(error)}). The next run takes it over a minute from now.`),
      );
    },
  };

  async function keepRenewing(): Promise<void> {
    while (await pause(durations.renewEvery)) await renew();
  }

  /** Tries until it is renewed, lost, or too late. */
  async function renew(): Promise<void> {
    let problem: unknown;
    do {
      const sentAt = clock.now();
      try {
        // A connection that hangs does not take all of the time that there is: another one may not.
        await tryRenewal(patienceAt(sentAt));
        renewedAt = Math.max(renewedAt, sentAt);
        endDoubt();
        return;
      } catch (error) {
        problem = error;
        log.debug(`The lock could not be renewed: ${messageOf(error)}`);
      }
      judge(clock.now() - renewedAt, problem);
    } while (!ended.signal.aborted && (await pause(durations.retryEvery)));
  }

  function patienceAt(sentAt: number): number {
    const left = durations.stopAfter - (sentAt - renewedAt);
    const most = durations.stopAfter / 4;
    return left > 0 ? Math.min(left, most) : most;
  }

  function judge(late: number, problem: unknown): void {
    if (late < durations.stopAfter) return;
    if (late >= durations.giveUpAfter || isRefusal(problem)) lose(tooLate, problem);
    else beginDoubt(problem);
  }

  async function tryRenewal(within: number): Promise<void> {
    const deadline = new AbortController();
    const timer = clock.sleep(within, { signal: AbortSignal.any([ended.signal, deadline.signal]), background: true });
    timer.then(
      () => deadline.abort(new Error("the server did not answer in time")),
      () => undefined,
    );
    const signal = AbortSignal.any([ended.signal, deadline.signal]);
    try {
      lease = await cluster.replace(renewed(lease, clock.date()), { signal, fieldManager: "slipway" });
    } catch (error) {
      if (!isApiError(error, 409) && !isApiError(error, 404)) throw error;
      await comeBack(signal);
    } finally {
      deadline.abort();
    }
  }

  /** It was changed (an abort request, or a new holder) or deleted since it was last seen. */
  async function comeBack(signal: AbortSignal): Promise<void> {
    const found = await cluster.get<Lease>(reference, { signal });
    if (found === undefined) {
      if (doubt !== undefined) return lose("its Lease was deleted while the server did not answer");
      const { namespace, name, labels } = lease.metadata;
      const fresh: Lease = {
        ...leaseKind,
        metadata: { name, ...(namespace && { namespace }), ...(labels && { labels }) },
      };
      lease = await cluster.create(claimed(fresh, claim, clock.date()), { signal, fieldManager: "slipway" });
      log.warning(`The Lease ${name} was deleted while it was held; it was made again.`);
      return;
    }
    look(found);
    if (loss !== undefined) return;
    lease = await cluster.replace(renewed(found, clock.date()), { signal, fieldManager: "slipway" });
  }

  /** A watch, so that an abort request is seen at once. Where that is not allowed, each renewal sees it. */
  async function listen(): Promise<void> {
    const { namespace, name } = reference;
    let store: ObjectStore<Lease> | undefined;
    const onChange = (): void => {
      if (store === undefined) return;
      const seen = store.get(name);
      if (seen !== undefined) look(seen);
      // Deleted: until it is there again anybody could take it.
      else if (!ended.signal.aborted) renew().catch(() => undefined);
    };
    const onError = (error: unknown): void => log.debug(`The Lease cannot be watched: ${messageOf(error)}`);
    const selection = { namespace, fieldSelector: `metadata.name=${name}`, signal: ended.signal };
    try {
      store = await followObjects<Lease>(cluster, leaseKind, { ...selection, onChange, onError });
      onChange();
    } catch (error) {
      if (!ended.signal.aborted) onError(error);
    }
  }

  function look(seen: Lease): void {
    if (ended.signal.aborted) return;
    const holder = holderOf(seen);
    if (holder?.identity !== claim.identity) {
      lose(holder === undefined ? "someone else has released it" : `${holder.identity} has taken it`);
      return;
    }
    const asked = abortRequestIn(seen);
    if (asked === undefined || request !== undefined) return;
    request = asked;
    interrupted.abort(
      new Failure({
        attempted: claim.reason,
        found: `${asked.by} asked for an abort: ${asked.reason}`,
        advice: "This run backs out and makes way. Look at the run that asked for it.",
      }),
    );
  }

  /** This process itself may have stood still. */
  function noticeLateness(): void {
    if (loss !== undefined || doubt !== undefined || clock.now() - renewedAt <= durations.stopAfter) return;
    beginDoubt(undefined);
    renew().catch(() => undefined);
  }

  /**
   * From here on another may take it over, if the server answers that one. Nothing is changed until a renewal of the very
   * version that was read last shows that nobody has: every taking over writes another version.
   */
  function beginDoubt(cause: unknown): void {
    if (loss !== undefined || doubt !== undefined || ended.signal.aborted) return;
    doubt = { failure: lossBecause(tooLate, cause), over: Promise.withResolvers<void>() };
    lost.abort(doubt.failure);
    log.warning(
      "The lock could not be renewed in time: nothing is changed until the server says that it is still held.",
    );
  }

  function endDoubt(): void {
    if (doubt === undefined || loss !== undefined) return;
    lost = new AbortController();
    doubt.over.resolve();
    doubt = undefined;
    log.info("The lock was held all the while: going on.");
  }

  function lose(why: string, cause?: unknown): void {
    if (loss !== undefined || ended.signal.aborted) return;
    loss = lossBecause(why, cause);
    lost.abort(loss);
    interrupted.abort(loss);
    ended.abort();
    doubt?.over.resolve();
  }

  function lossBecause(why: string, cause: unknown): Failure {
    return new Failure({
      attempted: `holding the lock (Lease ${reference.namespace}/${reference.name}) during ${claim.reason}`,
      found: why,
      advice:
        "This run stops without a further change. Run the rollback workflow with `operation: settle`, or release again: it goes on from what the cluster says.",
      cause,
    });
  }

  async function giveBack(): Promise<void> {
    const signal = AbortSignal.timeout(releaseWithin);
    let mine: Lease | undefined = lease;
    while (mine !== undefined && holderOf(mine)?.identity === claim.identity) {
      try {
        await cluster.replace(released(mine), { signal, fieldManager: "slipway" });
        return;
      } catch (error) {
        if (!isApiError(error, 409) && !isApiError(error, 404)) throw error;
      }
      mine = await cluster.get<Lease>(reference, { signal });
    }
  }

  /** False when the lock ended meanwhile. */
  async function pause(ms: number): Promise<boolean> {
    await clock.sleep(ms, { signal: ended.signal, background: true }).catch(() => undefined);
    return !ended.signal.aborted;
  }
}

const tooLate = "it could not be renewed in time";

/** The server answers, and does not let it be renewed. */
function isRefusal(error: unknown): boolean {
  return error instanceof Failure || (isApiError(error) && error.code < 500 && error.code !== 429);
}

/** Rejects with `reason` once the signal aborts. */
function once(signal: AbortSignal, reason: Failure): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(reason);
    signal.addEventListener("abort", () => reject(reason), { once: true });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
