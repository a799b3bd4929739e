import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { abortRequestIn, holderOf, type Lease, leaseKind } from "../../../src/release/lease.ts";
import { acquireLock, type Lock, type LockOptions, requestAbort } from "../../../src/release/lock.ts";
import { hastyClock, manualClock } from "./clocks.ts";
import { openNamespace, recordingLog, userWith } from "./namespace.ts";

const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders" };
const signal = new AbortController().signal;

let cluster: Cluster;
let close: () => Promise<void>;
let log: ReturnType<typeof recordingLog>;
const held: Lock[] = [];

beforeEach(async () => {
  ({ cluster, close } = await openNamespace());
  log = recordingLog();
});
afterEach(async () => {
  for (const lock of held.splice(0)) await lock.release();
  await close();
});

async function acquire(holder: string, options: Partial<LockOptions> = {}): Promise<Lock> {
  const lock = await acquireLock(cluster, workload, {
    holder,
    reason: `release of ${holder}`,
    signal,
    log,
    ...options,
  });
  held.push(lock);
  return lock;
}

const reference = () => ({ ...leaseKind, namespace: cluster.namespace, name: "slipway-deployment-orders" });
const readLease = () => cluster.get<Lease>(reference());
const holder = async (): Promise<string | undefined> => holderOf(await readLease())?.identity.split("/")[0];
const renewTime = async (): Promise<string | undefined> => (await readLease())?.spec?.renewTime;

describe("the lock of a workload", () => {
  it("is held by one at a time; the second is told at once who holds it, since when, and what to do", async () => {
    await acquire("first-1", { runUrl: "https://github.example/runs/1" });
    await expect(acquire("second-1")).rejects.toThrow(
      /held by first-1\/\w+ since 20.*for release of first-1: https:\/\/github\.example\/runs\/1.*rollback workflow/,
    );
    expect(await holder()).toBe("first-1");
  });

  it("goes to one of many who ask at the same time", async () => {
    const askers = Array.from({ length: 6 }, (_, index) => acquire(`run-${index}`));
    const results = await Promise.allSettled(askers);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is free again after its release", async () => {
    await (await acquire("first-1")).release();
    expect(await holder()).toBeUndefined();
    const second = await acquire("second-1");
    second.check();
    expect((await readLease())?.spec?.leaseTransitions).toBe(1);
  });

  it("is waited for by who was told to wait", async () => {
    const first = await acquire("first-1");
    const onSleep = (): Promise<void> => first.release();
    await acquire("second-1", { waitFor: 30_000, clock: hastyClock({ onSleep }) });
    expect(await holder()).toBe("second-1");
    expect(log.lines.join("\n")).toMatch(/Waiting for the lock: it is held by first-1/);
  });

  it("is held by nobody where the job is cancelled while it is being taken", async () => {
    const cancelled = new AbortController();
    const cutOff: Cluster = {
      ...cluster,
      create: async (object, options) => {
        await cluster.create(object, options);
        cancelled.abort(new Error("cancelled"));
        throw cancelled.signal.reason;
      },
    };
    const { signal: ends } = cancelled;
    const taking = acquireLock(cutOff, workload, { holder: "first-1", reason: "release", signal: ends, log });
    await expect(taking).rejects.toThrow("cancelled");
    expect(await readLease()).toBeDefined();
    expect(await holder()).toBeUndefined();
  });

  it("ends its waiting when the job is cancelled", async () => {
    await acquire("first-1");
    const cancelled = new AbortController();
    const onSleep = async (): Promise<void> => cancelled.abort(new Error("cancelled"));
    const waiting = acquire("second-1", { waitFor: 30_000, signal: cancelled.signal, clock: hastyClock({ onSleep }) });
    await expect(waiting).rejects.toThrow("cancelled");
  });
});

describe("a holder that shows no sign of life", () => {
  const anHourAhead = (): Date => new Date(Date.now() + 3_600_000);

  it("loses the lock to one who watched it for a minute, and learns of it", async () => {
    const dead = await acquire("dead-1", { clock: manualClock() });
    let watched = 0;
    const onSleep = async (now: number): Promise<void> => {
      watched = now;
    };
    await acquire("second-1", { clock: hastyClock({ date: anHourAhead, onSleep }) });
    expect(watched).toBe(60_000);
    expect(await holder()).toBe("second-1");
    expect(log.lines.join("\n")).toMatch(/Taking the lock over: it is held by dead-1/);
    await vi.waitFor(() => expect(dead.signal.aborted).toBe(true), 60_000);
    expect(() => dead.check()).toThrow(/second-1\/\w+ has taken it.*stops without a further change/);
    await dead.release();
    expect(await holder()).toBe("second-1");
  });

  it("keeps it as long as it renews, though the clocks of the two differ by an hour", async () => {
    const clock = manualClock();
    const living = await acquire("living-1", { clock });
    const onSleep = async (now: number): Promise<void> => {
      if (now % 20_000 !== 0) return;
      const before = await renewTime();
      clock.advance(20_000);
      await vi.waitFor(async () => expect(await renewTime()).not.toBe(before), 60_000);
    };
    const waiting = acquire("second-1", { clock: hastyClock({ date: anHourAhead, onSleep }) });
    await expect(waiting).rejects.toThrow(/held by living-1/);
    living.check();
  });

  it("changes nothing from 40 s after its last renewal on, before another may take over, and goes on where none has", async () => {
    const clock = manualClock();
    const lock = await acquire("suspended-1", { clock });
    const { lost } = lock;
    clock.advance(40_001);
    expect(() => lock.check()).toThrow(/could not be renewed in time.*stops without a further change/);
    expect([lost.aborted, lock.lost.aborted, lock.signal.aborted]).toEqual([true, true, false]);
    expect(await lock.sure(signal)).toBe(true);
    lock.check();
    expect([lost.aborted, lock.lost.aborted, lock.signal.aborted]).toEqual([true, false, false]);
    expect(await lock.sure(signal)).toBe(false);
    expect(await holder()).toBe("suspended-1");
  });

  it("learns after such a time that another has taken it, given it back, or deleted it, and changes nothing", async () => {
    const found: string[] = [];
    for (const meanwhile of ["taken", "released", "deleted"]) {
      const clock = manualClock();
      const user = await userWith(cluster, ["get", "create", "update"]);
      const suspended = await acquireLock(user, workload, { holder: "a-1", reason: "release", signal, log, clock });
      if (meanwhile === "deleted") await cluster.delete(reference());
      else {
        const second = await acquire("second-1", { clock: hastyClock({ date: anHourAhead }) });
        if (meanwhile === "released") await second.release();
      }
      clock.advance(40_001);
      expect(() => suspended.check()).toThrow(/could not be renewed in time/);
      await suspended.sure(signal).catch((error: Error) => found.push(error.message));
      expect(() => suspended.check()).toThrow(found.at(-1));
      expect(suspended.lost.aborted).toBe(true);
      await Promise.all(held.splice(0).map((lock) => lock.release()));
      await user.close();
    }
    expect(found.map((text) => /second-1|someone else has released it|was deleted/.exec(text)?.[0])).toEqual([
      "second-1",
      "someone else has released it",
      "was deleted",
    ]);
  });

  it("does not wait for the server where the job is cancelled meanwhile", async () => {
    const clock = manualClock();
    const lock = await acquire("suspended-1", { clock });
    clock.advance(40_001);
    await expect(lock.sure(AbortSignal.abort())).rejects.toThrow(/could not be renewed in time/);
  });

  it("tries again and again for 40 s when renewals are refused, and then stops", async () => {
    const clock = manualClock();
    const user = await userWith(cluster, ["get", "create", "update"]);
    const lock = await acquireLock(user, workload, { holder: "user-1", reason: "release", signal, log, clock });
    const binding = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding" };
    for (const { metadata } of (await cluster.list(binding)).items)
      await cluster.delete({ ...binding, name: metadata.name });
    clock.advance(20_000);
    lock.check();
    await vi.waitFor(() => {
      clock.advance(500);
      expect(lock.signal.aborted).toBe(true);
    }, 60_000);
    expect(() => lock.check()).toThrow(/could not be renewed in time/);
    await user.close();
  });
});

describe("a Lease that is deleted under its holder", () => {
  it("is made again where nobody has taken it", async () => {
    const clock = manualClock();
    const lock = await acquire("first-1", { clock });
    await cluster.delete(reference());
    clock.advance(20_000);
    await vi.waitFor(async () => expect(await holder()).toBe("first-1"), 60_000);
    lock.check();
    await expect(acquire("second-1")).rejects.toThrow(/held by first-1/);
  });

  it("is made again at once where it is watched, long before the next renewal", async () => {
    const lock = await acquire("first-1", { clock: manualClock() });
    await cluster.delete(reference());
    await vi.waitFor(async () => expect(await holder()).toBe("first-1"), 60_000);
    lock.check();
  });

  it("is lost where another was faster", async () => {
    const first = await acquire("first-1", { clock: manualClock() });
    const lease = (await readLease()) ?? { ...leaseKind, metadata: { name: "" } };
    const { spec, metadata } = lease;
    const other = { ...lease, metadata, spec: { ...spec, holderIdentity: "second-1/abcd" } };
    await cluster.replace(other);
    await vi.waitFor(() => expect(() => first.check()).toThrow(/second-1\/\w+ has taken it/), 60_000);
  });
});

describe("a holder that cannot watch its Lease", () => {
  /** Held by a user without the verb `watch`, deleted, and taken by another. */
  async function losesItUnseen() {
    const clock = manualClock();
    const user = await userWith(cluster, ["get", "create", "update"]);
    const first = await acquireLock(user, workload, { holder: "first-1", reason: "release", signal, log, clock });
    await cluster.delete(reference());
    await acquire("second-1", { clock: manualClock() });
    return { first, clock, user, second: await readLease() };
  }

  it("learns at its next renewal that another has it, and renews nothing of the other's", async () => {
    const { first, clock, user, second } = await losesItUnseen();
    clock.advance(20_000);
    await vi.waitFor(() => expect(() => first.check()).toThrow(/second-1\/\w+ has taken it/), 60_000);
    await first.release();
    expect(await readLease()).toEqual(second);
    await user.close();
  });

  it("releases nothing of the other's either", async () => {
    const { first, user, second } = await losesItUnseen();
    await first.release();
    expect(await readLease()).toEqual(second);
    await user.close();
  });
});

describe("an abort request", () => {
  const request = { by: "ada", reason: "errors in checkout" };

  it("reaches the holder, who backs out under the lock and then makes way", async () => {
    const first = await acquire("first-1");
    expect(await requestAbort(cluster, workload, request)).toBe(true);
    const waiting = acquire("rollback-1", { waitFor: 60_000 });
    await vi.waitFor(() => expect(first.signal.aborted).toBe(true), 60_000);
    expect(String(first.signal.reason)).toMatch(/release of first-1: ada asked for an abort: errors in checkout/);
    expect(first.abortRequest()).toEqual(request);
    first.check();
    await first.release();
    const rollback = await waiting;
    expect(rollback.abortRequest()).toBeUndefined();
    expect(rollback.signal.aborted).toBe(false);
  });

  it("is kept as the first one asked it", async () => {
    await acquire("first-1");
    await Promise.all([requestAbort(cluster, workload, request), requestAbort(cluster, workload, request)]);
    expect(await requestAbort(cluster, workload, { by: "bob", reason: "too" })).toBe(true);
    expect(abortRequestIn((await readLease()) ?? { ...leaseKind, metadata: { name: "" } })).toEqual(request);
  });

  it("asks nobody where nobody holds the lock", async () => {
    expect(await requestAbort(cluster, workload, request)).toBe(false);
    await (await acquire("first-1")).release();
    expect(await requestAbort(cluster, workload, request)).toBe(false);
  });

  it("survives renewals and is seen by them where watching is not allowed", async () => {
    const clock = manualClock();
    const user = await userWith(cluster, ["get", "create", "update"]);
    const lock = await acquireLock(user, workload, { holder: "user-1", reason: "release", signal, log, clock });
    held.push(lock);
    await requestAbort(cluster, workload, request);
    expect(lock.signal.aborted).toBe(false);
    clock.advance(20_000);
    await vi.waitFor(() => expect(lock.abortRequest()).toEqual(request), 60_000);
    lock.check();
    await lock.release();
    expect(await holder()).toBeUndefined();
    await user.close();
  });
});

describe("what stands in the way", () => {
  it("of a user without permission is named with what to permit", async () => {
    const user = await userWith(cluster, []);
    await expect(acquireLock(user, workload, { holder: "user-1", reason: "release", signal, log })).rejects.toThrow(
      /taking the lock \(Lease .*\/slipway-deployment-orders\): the server forbids it.*Let this user get, create and update configmaps and leases/,
    );
    await user.close();
  });

  it("in a namespace that does not exist is named", async () => {
    const elsewhere = { ...workload, namespace: "missing" };
    await expect(acquireLock(cluster, elsewhere, { holder: "a", reason: "b", signal, log })).rejects.toThrow(
      /there is no namespace missing/,
    );
  });
});
