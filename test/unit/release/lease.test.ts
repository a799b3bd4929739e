import { describe, expect, it } from "vitest";
import {
  abortRequestIn,
  claimed,
  holderOf,
  judgeHeld,
  type Lease,
  leaseKind,
  released,
  renewed,
  sight,
  withAbortRequest,
} from "../../../src/release/lease.ts";

const date = new Date("2026-03-01T10:00:00.000Z");
const later = new Date("2026-03-01T10:00:20.000Z");
const free: Lease = { ...leaseKind, metadata: { name: "slipway-deployment-orders", namespace: "shop", uid: "u" } };
const claim = { identity: "100-1/abcd", reason: "release 1.4.0", runUrl: "https://run/100", durationMs: 60_000 };
const held = claimed(free, claim, date);

describe("a Lease", () => {
  it("says who holds it, since when and what for", () => {
    expect(holderOf(held)).toEqual({
      identity: "100-1/abcd",
      since: "2026-03-01T10:00:00.000000Z",
      reason: "release 1.4.0",
      runUrl: "https://run/100",
    });
    expect(held.spec?.leaseDurationSeconds).toBe(60);
  });

  it("is free before it is made, when nobody is named, and after it was released", () => {
    expect(holderOf(undefined)).toBeUndefined();
    expect(holderOf(free)).toBeUndefined();
    expect(holderOf(released(held))).toBeUndefined();
  });

  it("keeps the annotations of others, and an abort request only for the holder it was meant for", () => {
    const annotated = {
      ...held,
      metadata: { ...held.metadata, annotations: { ...held.metadata.annotations, team: "shop" } },
    };
    const asked = withAbortRequest(annotated, { by: "ada", reason: "errors" }, later);
    expect(abortRequestIn(asked)).toEqual({ by: "ada", reason: "errors" });
    expect(abortRequestIn(renewed(asked, later))).toEqual({ by: "ada", reason: "errors" });
    expect(abortRequestIn(claimed(asked, claim, later))).toBeUndefined();
    expect(released(asked).metadata.annotations).toEqual({ team: "shop" });
  });

  it("takes an abort request that was written by hand", () => {
    const asked = { ...held, metadata: { ...held.metadata, annotations: { "slipway.dev/abort-requested": "please" } } };
    expect(abortRequestIn(asked)?.reason).toBe("please");
  });

  it("counts its holders", () => {
    expect(held.spec?.leaseTransitions).toBe(0);
    expect(claimed(released(held), claim, later).spec?.leaseTransitions).toBe(1);
  });
});

describe("a sighting", () => {
  const first = sight(undefined, held, 5);

  it.each([
    ["nothing changed", held, 5],
    ["the date of the renewal changed, even to an earlier one", renewed(held, new Date(0)), 9],
    ["an abort was asked for, which is no sign of life", withAbortRequest(held, { by: "a", reason: "b" }, later), 5],
    ["another took it", claimed(held, { ...claim, identity: "other" }, date), 9],
    ["it was deleted and made again", { ...held, metadata: { ...held.metadata, uid: "v" } }, 9],
  ])("when %s", (_, lease, since) => {
    expect(sight(first, lease, 9).since).toBe(since);
  });
});

describe("judgeHeld", () => {
  const recent = new Date(date.getTime() + 10_000);
  const longAgo = new Date(date.getTime() + 3_600_000);
  const wrongClock = new Date(date.getTime() - 3_600_000);

  it.each([
    { name: "gives up at once on one that was renewed a moment ago", now: 0, date: recent, verdict: "give up" },
    { name: "waits as long as it was told to", now: 29_000, waitFor: 30_000, date: recent, verdict: "wait" },
    { name: "gives up after that", now: 30_000, waitFor: 30_000, since: 20_000, date: recent, verdict: "give up" },
    { name: "watches one that looks abandoned by its date", now: 0, date: longAgo, verdict: "wait" },
    { name: "does not take it before it has watched for a minute itself", now: 59_999, date: longAgo, verdict: "wait" },
    { name: "takes it over after a minute without a sign of life", now: 60_000, date: longAgo, verdict: "take over" },
    {
      name: "takes it over whatever the dates say",
      now: 60_000,
      waitFor: 90_000,
      date: wrongClock,
      verdict: "take over",
    },
    {
      name: "gives up on one that looked abandoned only because the clocks differ",
      now: 62_000,
      since: 45_000,
      date: longAgo,
      verdict: "give up",
    },
  ])("$name", ({ now, waitFor = 0, since = 0, date: today, verdict }) => {
    const patience = { began: 0, now, waitFor, stale: 60_000, lookEvery: 2_000, date: today };
    expect(judgeHeld(held, { look: "", since }, patience)).toBe(verdict);
  });
});
