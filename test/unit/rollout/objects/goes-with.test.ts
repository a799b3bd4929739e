import { describe, expect, it } from "vitest";
import { goesWith, goingWith, servedBefore } from "../../../../src/rollout/objects/goes-with.ts";
import { aRelease, recordOf } from "../../release/releases.ts";

const [service, map, more] = ["v1 Service s/orders", "v1 ConfigMap s/settings", "v1 ConfigMap s/more"];
const first = aRelease({ id: "1", templateHash: "a", applied: [service, map], created: [service, map] });
const second = aRelease({
  ...{ id: "2", templateHash: "b", previousTemplateHash: "a" },
  ...{ applied: [service, map, more], created: [more] },
});

describe("what goes with a release that is taken back", () => {
  it("is what it created", () => {
    expect(goesWith(recordOf(second, first), second, first)).toEqual({ created: [more] });
    expect(goesWith(recordOf(second, first), second, undefined)).toEqual({ created: [more] });
  });

  it("is nothing on the way to a newer release, which was built on it", () => {
    const rolledBack = { ...second, state: "rolled-back" as const };
    const forward = { created: [], keepsConfiguration: true };
    expect(goesWith(recordOf(rolledBack, first), first, rolledBack)).toEqual(forward);
    // A revision that the record never knew, made after the release began.
    const unknown = aRelease({ id: "revision-7", startedAt: "2026-01-02T00:00:00Z" });
    expect(goesWith(recordOf(first), first, unknown)).toEqual(forward);
    const adopted = aRelease({ id: "revision-1", startedAt: "2025-01-02T00:00:00Z" });
    expect(goesWith(recordOf(first), first, adopted)).toEqual({ created: [service, map] });
  });

  it("is not what the one before has too, in whichever version of the API", () => {
    const again = { ...second, created: [more, "v2 ConfigMap s/settings".replace("v2", "v1")] };
    expect(goesWith(recordOf(again, first), again, first)).toEqual({ created: [more] });
    const route = (version: string) => `gateway.networking.k8s.io/${version} HTTPRoute s/orders`;
    const [old, now] = [
      { ...first, applied: [route("v1beta1")] },
      { ...second, created: [route("v1")] },
    ];
    expect(goesWith(recordOf(now, old), now, undefined)).toEqual({ created: [] });
  });

  it("stays as it was written down, whoever goes on", () => {
    const begun = { ...first, state: "rolling-back" as const, created: [] };
    expect(goingWith(recordOf(begun), "1", undefined)).toEqual({});
    expect(goingWith(recordOf(begun), "2", undefined)).toEqual({});
  });

  it("knows what served before by its template, and not what was taken back", () => {
    expect(servedBefore(recordOf(second, first), second)?.id).toBe("1");
    expect(servedBefore(recordOf(second, { ...first, state: "aborted" }), second)).toBeUndefined();
    expect(servedBefore(recordOf(first), first)).toBeUndefined();
  });
});
