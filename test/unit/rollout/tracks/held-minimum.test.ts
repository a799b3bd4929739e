// Does KEDA keep what serves while users go over, and get its numbers back exactly?

import { describe, expect, it } from "vitest";
import {
  giveMinimumBack,
  heldAnnotation,
  holdMinimum,
  type MinimumPatch,
  type ScaledObject,
} from "../../../../src/rollout/tracks/held-minimum.ts";

type Spec = NonNullable<ScaledObject["spec"]>;

const scaled = (spec: Spec = {}, annotations?: Record<string, string>): ScaledObject => ({
  apiVersion: "keda.sh/v1alpha1",
  kind: "ScaledObject",
  metadata: { name: "orders", ...(annotations === undefined ? {} : { annotations }) },
  spec,
});

/** As the API server merges it: null takes a field away. */
function merged(object: ScaledObject, { metadata, spec }: MinimumPatch): ScaledObject {
  const join = (one: object = {}, other: object = {}): Record<string, unknown> =>
    Object.fromEntries(Object.entries({ ...one, ...other }).filter(([, value]) => value !== null));
  const annotations = join(object.metadata.annotations, metadata?.annotations);
  return scaled(
    join(object.spec, spec) as Spec,
    Object.keys(annotations).length === 0 ? undefined : (annotations as Record<string, string>),
  );
}

describe("a ScaledObject that is held", () => {
  it.each<[string, Spec, number, number]>([
    ["has no minimum", {}, 4, 4],
    ["goes to zero", { minReplicaCount: 0 }, 4, 4],
    ["has a smaller one", { minReplicaCount: 2 }, 4, 4],
    ["has more pods than its maximum", { minReplicaCount: 2, maxReplicaCount: 3 }, 5, 3],
    ["has more than KEDA's own maximum", {}, 120, 100],
    ["has none that serve yet", { minReplicaCount: 0 }, 0, 1],
    ["has fewer that serve than its minimum", { minReplicaCount: 3, idleReplicaCount: 0 }, 0, 3],
    ["is idle at times", { minReplicaCount: 2, idleReplicaCount: 0 }, 4, 4],
  ])("%s: it keeps its pods, and has its numbers again", (_, spec, serving, minimum) => {
    const before = scaled(spec, { mine: "yes" });
    const held = merged(before, holdMinimum(before, serving));
    expect(held.spec).toEqual({
      ...(spec.maxReplicaCount === undefined ? {} : { maxReplicaCount: spec.maxReplicaCount }),
      minReplicaCount: minimum,
    });
    expect(held.metadata.annotations).toHaveProperty([heldAnnotation]);
    // Whoever comes after a kill holds it once more.
    const again = merged(held, holdMinimum(held, serving));
    expect(again).toEqual(held);
    expect(merged(again, giveMinimumBack(again))).toEqual(before);
    expect(giveMinimumBack(before)).toEqual({});
  });

  it("is not touched where it keeps as many pods anyhow", () => {
    expect(holdMinimum(scaled({ minReplicaCount: 4 }), 4)).toEqual({});
    expect(holdMinimum(scaled({ minReplicaCount: 4 }), 2)).toEqual({});
  });

  it("keeps what somebody has changed since", () => {
    const before = scaled({ minReplicaCount: 2, idleReplicaCount: 0 });
    const held = merged(before, holdMinimum(before, 4));
    const raised = merged(held, { spec: { minReplicaCount: 6, idleReplicaCount: 1 } });
    expect(merged(raised, giveMinimumBack(raised))).toEqual(scaled({ minReplicaCount: 6, idleReplicaCount: 1 }));
    const heldAgain = merged(raised, holdMinimum(raised, 8));
    expect(heldAgain.spec).toEqual({ minReplicaCount: 8 });
    expect(merged(heldAgain, giveMinimumBack(heldAgain))).toEqual(scaled({ minReplicaCount: 6, idleReplicaCount: 1 }));
  });

  it.each(["", "null", "4", "{}", '{"held":"4"}'])("is somebody's own where its annotation is %j", (text) => {
    expect(giveMinimumBack(scaled({ minReplicaCount: 4 }, { [heldAnnotation]: text }))).toEqual({});
  });
});
