import { describe, expect, it } from "vitest";
import type { ReleaseRecord, ReleaseState } from "../../../src/release/record.ts";
import { boundReleases } from "../../../src/release/record-format.ts";
import {
  amendRelease,
  beginRelease,
  currentRelease,
  isOpen,
  lastVerified,
  moveRelease,
  newReleaseId,
  openRelease,
  releaseOfRun,
  settleRollBack,
  wasRolledBack,
} from "../../../src/release/states.ts";
import { Failure } from "../../../src/report/failure.ts";
import { aRelease, begun, emptyRecord, recordOf } from "./releases.ts";

const states: readonly ReleaseState[] = [
  "releasing",
  "promoted",
  "verified",
  "rolling-back",
  "rolled-back",
  "aborted",
  "failed",
  "superseded",
];

describe("moveRelease", () => {
  const allowed: readonly string[] = [
    "releasing → promoted",
    "releasing → rolling-back",
    "releasing → aborted",
    "releasing → failed",
    "promoted → verified",
    "promoted → rolling-back",
    "promoted → superseded",
    "promoted → failed",
    "verified → rolling-back",
    "rolling-back → rolled-back",
    "rolling-back → aborted",
    "rolling-back → failed",
  ];
  const pairs = states.flatMap((from) => states.filter((to) => to !== from).map((to) => ({ from, to })));

  it.each(pairs)("from $from to $to is allowed only where the table says so", ({ from, to }) => {
    const record = recordOf(aRelease({ id: "1", state: from }));
    const move = () => moveRelease(record, "1", to);
    if (allowed.includes(`${from} → ${to}`)) expect(move().releases[0]?.state).toBe(to);
    else expect(move).toThrow(Failure);
  });

  it("goes back to verified from a way back that could not be gone, if it was verified before", () => {
    const record = recordOf(aRelease({ id: "1", state: "rolling-back", verifiedAt: "2026-01-01T00:00:00Z" }));
    expect(moveRelease(record, "1", "verified").releases[0]?.state).toBe("verified");
  });

  it("can be repeated, and keeps what else became known", () => {
    const once = moveRelease(recordOf(aRelease({ id: "1", state: "releasing" })), "1", "promoted", { revision: 4 });
    expect(moveRelease(once, "1", "promoted", { revision: 4 })).toEqual(once);
    expect(once.releases[0]?.revision).toBe(4);
  });

  it("takes back no earlier release while a later one is open", () => {
    const record = recordOf(aRelease({ id: "2", state: "releasing" }), aRelease({ id: "1", state: "verified" }));
    expect(() => moveRelease(record, "1", "rolling-back")).toThrow("release 2 is releasing");
  });

  it("says that another run has settled the release where the move is not allowed", () => {
    const record = recordOf(aRelease({ id: "1", state: "rolled-back" }));
    expect(() => moveRelease(record, "1", "verified")).toThrow(/the record says that it is rolled-back.*Another run/);
  });

  it("says that the record was replaced where the release is gone", () => {
    expect(() => moveRelease(emptyRecord, "1", "promoted")).toThrow(/the record does not have it/);
  });
});

describe("beginRelease", () => {
  it("puts the release first, in state releasing", () => {
    const record = beginRelease(recordOf(aRelease({ id: "1", state: "verified" })), begun({ id: "2" }));
    expect(record.releases.map(({ id, state }) => `${id} ${state}`)).toEqual(["2 releasing", "1 verified"]);
  });

  it("can be repeated", () => {
    const once = beginRelease(emptyRecord, begun({ id: "1" }));
    expect(beginRelease(once, begun({ id: "1" }))).toBe(once);
  });

  it.each(["releasing", "promoted", "rolling-back"] as const)(
    "is refused while a release of another run is %s",
    (state) => {
      const record = recordOf(aRelease({ id: "1", runKey: "other-1", state }));
      expect(() => beginRelease(record, begun({ id: "2", runKey: "mine-1" }))).toThrow(`release 1 is ${state}`);
    },
  );

  it.each(["mine-1", "mine-2"])("replaces a promoted release of the same run, begun by %s", (runKey) => {
    const record = recordOf(aRelease({ id: "1", runKey: "mine-1", state: "promoted" }));
    const next = beginRelease(record, begun({ id: "2", runKey }));
    expect(next.releases.map(({ id, state }) => `${id} ${state}`)).toEqual(["2 releasing", "1 superseded"]);
  });
});

describe("which release", () => {
  const record = recordOf(
    aRelease({ id: "5", digest: "sha256:e", state: "failed" }),
    aRelease({ id: "4", digest: "sha256:d", state: "verified" }),
    aRelease({ id: "3", digest: "sha256:c", state: "rolled-back" }),
    aRelease({ id: "2", digest: "sha256:d", state: "verified" }),
    aRelease({ id: "1", digest: "sha256:a", state: "verified", runKey: "first-1" }),
  );

  it("serves: the newest that was promoted or verified and not taken back", () => {
    expect(currentRelease(record)?.id).toBe("4");
  });
  it("is the way back: the newest verified one with another digest, not current minus one", () => {
    expect(lastVerified(record, { except: "sha256:d" })?.id).toBe("1");
  });
  it("is open: none where all are settled", () => {
    expect(openRelease(record)).toBeUndefined();
  });
  it("belongs to a run", () => {
    expect(releaseOfRun(record, "first-1")?.id).toBe("1");
    expect(releaseOfRun(record, "first-2")?.id).toBe("1");
    expect(releaseOfRun(record, "unknown-1")).toBeUndefined();
  });
  it("was rolled back: the newest of its digest, an aborted attempt apart", () => {
    expect(wasRolledBack(record, "sha256:c")?.id).toBe("3");
    expect(wasRolledBack(record, "sha256:d")).toBeUndefined();
    expect(wasRolledBack(record, "")).toBeUndefined();
  });
  it("gets what became known without a move", () => {
    expect(amendRelease(record, "4", { templateHash: "abc" }).releases[1]).toMatchObject({
      state: "verified",
      templateHash: "abc",
    });
  });
});

describe("settleRollBack", () => {
  const end = { reason: "errors", endedAt: "2026-02-02T00:00:00Z" };
  const record = recordOf(
    aRelease({ id: "3", digest: "sha256:c", state: "rolling-back" }),
    aRelease({ id: "2", digest: "sha256:b", state: "verified" }),
    aRelease({ id: "1", digest: "sha256:a", state: "verified" }),
  );

  it("to the release before needs no entry of its own", () => {
    const settled = settleRollBack(record, "3", "rolled-back", { ...end, to: record.releases[1] });
    expect(settled.releases.map(({ id }) => id)).toEqual(["3", "2", "1"]);
    expect(settled.releases[0]).toMatchObject({ state: "rolled-back", ...end });
  });

  it("past the release before adds an entry, so that the record says what serves", () => {
    const settled = settleRollBack(record, "3", "rolled-back", { ...end, to: record.releases[2] });
    expect(currentRelease(settled)?.digest).toBe("sha256:a");
    expect(settleRollBack(settled, "3", "rolled-back", { ...end, to: record.releases[2] })).toEqual(settled);
  });

  it("that failed claims nothing about what serves", () => {
    const settled = settleRollBack(record, "3", "failed", { ...end, to: record.releases[2] });
    expect(settled.releases).toHaveLength(3);
  });
});

describe("any history", () => {
  it("never has two open releases, and never loses the newest verified one nor the way back from it", () => {
    for (let seed = 1; seed <= 200; seed++) walk(random(seed));
  });

  /** A hundred random acts; a refused one is a try that changes nothing. */
  function walk(next: (below: number) => number): void {
    let record: ReleaseRecord = emptyRecord;
    for (let act = 0; act < 100; act++) {
      const before = record;
      record = attempt(record, next);
      const newest = lastVerified(before);
      const wayBack = newest && lastVerified(before, { except: newest.digest });
      const lost = [newest, wayBack].filter((kept) => kept && !record.releases.some(({ id }) => id === kept.id));
      const open = record.releases.filter(isOpen);
      // An assertion for each of 20,000 acts would take longer than the acts.
      if (open.length > 1 || record.releases.length > 20 || lost.length > 0) {
        expect.fail(`after ${act} acts: ${JSON.stringify({ open, lost, before, record })}`);
      }
    }
  }

  function attempt(record: ReleaseRecord, next: (below: number) => number): ReleaseRecord {
    try {
      return boundReleases(randomAct(record, next));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return record;
    }
  }

  function randomAct(record: ReleaseRecord, next: (below: number) => number): ReleaseRecord {
    const digest = `sha256:${next(6)}`;
    if (next(3) === 0) return beginRelease(record, begun({ id: newReleaseId("r"), runKey: `r-${next(3)}`, digest }));
    const release = record.releases[next(Math.min(3, Math.max(1, record.releases.length)))];
    const state = states[next(states.length)];
    if (release === undefined || state === undefined) return record;
    const to = record.releases[next(record.releases.length)];
    if (next(4) === 0) return settleRollBack(record, release.id, "rolled-back", { to, reason: "", endedAt: "now" });
    return moveRelease(record, release.id, state, state === "verified" ? { verifiedAt: "now" } : {});
  }
});

/** A small linear congruential generator, so that a failing walk can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}
