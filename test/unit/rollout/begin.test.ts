import { expect, it } from "vitest";
import { sizeChange } from "../../../src/rollout/begin.ts";
import type { ReleaseTarget } from "../../../src/rollout/target.ts";
import { deployment } from "./objects.ts";

const manifestOf = (replicas: number | undefined) => {
  const { replicas: _, ...spec } = deployment().spec;
  const object = { ...deployment(), spec: replicas === undefined ? spec : { ...spec, replicas } };
  return { object, file: "orders.yaml", position: () => ({ file: "orders.yaml", line: 1 }) };
};
const live = (replicas: number) => deployment({ spec: { replicas } });

it.each<[string, number | undefined, number | undefined, object, ReturnType<typeof sizeChange>]>([
  ["grows", 5, 3, {}, { before: 3, written: 5 }],
  ["shrinks", 3, 5, {}, { before: 5, written: 3 }],
  ["stays", 3, 3, {}, undefined],
  ["is not said by the manifest", undefined, 3, {}, undefined],
  ["is an autoscaler's", 5, 3, { autoscaler: "HorizontalPodAutoscaler orders" }, undefined],
  ["is that of a first release", 5, undefined, {}, undefined],
  ["was zero, where a way back would prove nothing", 5, 0, {}, undefined],
  [
    "was changed by the release whose place it takes",
    5,
    5,
    { size: { before: 3, written: 5 } },
    { before: 3, written: 5 },
  ],
  [
    "was changed by that one, then by somebody else",
    5,
    4,
    { size: { before: 3, written: 5 } },
    { before: 4, written: 5 },
  ],
  ["is changed back by it", 3, 5, { size: { before: 3, written: 5 } }, undefined],
])(
  "knows what to give back of a size that %s",
  (_, written, now, {
    autoscaler,
    size,
  }: { autoscaler?: string; size?: { before: number; written: number } }, change) => {
    const target = { manifest: manifestOf(written) } as unknown as ReleaseTarget;
    expect(sizeChange({ target, autoscaler }, now === undefined ? undefined : live(now), { size })).toEqual(change);
  },
);
