import { describe, expect, it } from "vitest";
import { type Gate, type ReleaseSteps, type Rollout, release } from "../../../src/chain/release.ts";
import { Failure } from "../../../src/report/failure.ts";
import type { Log } from "../../../src/report/log.ts";

const nothing = () => undefined;
const log: Log = {
  info: nothing,
  debug: nothing,
  warning: nothing,
  error: nothing,
  foreign: nothing,
  group: (_title, body) => body(),
};
const image = { reference: "orders@sha256:2", digest: "sha256:2", version: "2.0.0" };
const good: Rollout = {
  outcome: "succeeded",
  changed: true,
  digest: "sha256:2",
  previousDigest: "sha256:1",
  revision: 2,
  reason: "",
  summary: "deployed",
};
const back: Rollout = { ...good, digest: "sha256:1", revision: 3, summary: "went back" };

function failure(found: string): Failure {
  return new Failure({ attempted: "asking", found, advice: "Look." });
}

/** Steps that all go well, but for what is given, and what they did. */
function stepsWith(changes: Partial<ReleaseSteps> = {}): { steps: ReleaseSteps; did: string[] } {
  const did: string[] = [];
  const note = <T>(what: string, value: T): Promise<T> => {
    did.push(what);
    return Promise.resolve(value);
  };
  const steps: ReleaseSteps = {
    image: () => note("image", image),
    deploy: (given) => note(`deploy ${given.reference}`, good),
    gates: [gate("smoke test", did), gate("validation", did)],
    confirm: () => note("confirm", good),
    takeBack: (reason) => note(`take back: ${reason}`, back),
    ...changes,
  };
  return { steps, did };
}

function gate(name: string, did: string[], failed?: Failure): Gate {
  return {
    name,
    run: () => {
      did.push(name);
      return Promise.resolve({ summary: `${name} ran`, failure: failed });
    },
  };
}

describe("release", () => {
  it("builds, deploys, asks each gate and confirms, in this order", async () => {
    const { steps, did } = stepsWith();
    const result = await release(steps, log);
    expect(did).toEqual(["image", "deploy orders@sha256:2", "smoke test", "validation", "confirm"]);
    expect(result).toMatchObject({ outcome: "succeeded", changed: true, image, failure: undefined });
    expect(result.summary).toBe("deployed\n\nsmoke test ran\n\nvalidation ran");
  });

  it("goes back where a gate fails, asks no later gate and tells the gate's reason", async () => {
    const seen: string[] = [];
    const broken = failure("GET / answered 500");
    const { steps, did } = stepsWith({ gates: [gate("smoke test", seen, broken), gate("validation", seen)] });
    const result = await release(steps, log);
    expect(seen).toEqual(["smoke test"]);
    expect(did.at(-1)).toBe("take back: the smoke test failed: GET / answered 500");
    expect(result).toMatchObject({ outcome: "rolled-back", failure: broken, revision: 3 });
    expect(result.summary).toContain("went back");
  });

  it("tells that the way back failed rather than why it was gone", async () => {
    const stuck = failure("the old image is gone");
    const { steps } = stepsWith({
      gates: [gate("smoke test", [], failure("500"))],
      takeBack: () => Promise.resolve({ ...back, outcome: "failed", failure: stuck }),
    });
    expect(await release(steps, log)).toMatchObject({ outcome: "failed", failure: stuck });
  });

  it("goes back where a gate cannot be asked, and lets the error fly", async () => {
    const cannot: Gate = { name: "smoke test", run: () => Promise.reject(failure("no such suite")) };
    const { steps, did } = stepsWith({ gates: [cannot] });
    await expect(release(steps, log)).rejects.toMatchObject({ found: "no such suite" });
    expect(did.at(-1)).toMatch(/^take back: .*no such suite/);
  });

  it("goes back where the release cannot be confirmed", async () => {
    const { steps, did } = stepsWith({ confirm: () => Promise.reject(failure("the record is gone")) });
    await expect(release(steps, log)).rejects.toMatchObject({ found: "the record is gone" });
    expect(did.at(-1)).toMatch(/^take back/);
  });

  it.each<[string, Partial<Rollout>]>([
    ["went back by itself", { outcome: "rolled-back", failure: failure("not ready") }],
    ["was skipped as older", { outcome: "skipped", changed: false, reason: "older" }],
    ["changed nothing", { changed: false }],
    ["failed", { outcome: "failed", failure: failure("no permission") }],
  ])("asks no gate and takes nothing back where the deploy %s", async (_what, changes) => {
    const { steps, did } = stepsWith({ deploy: () => Promise.resolve({ ...good, ...changes }) });
    const result = await release(steps, log);
    expect(did).toEqual(["image"]);
    expect(result.outcome).toBe(changes.outcome ?? "succeeded");
    expect(result.failure).toBe(changes.failure);
  });
});
