import { describe, expect, it } from "vitest";
import type { TracksSnapshot } from "../../../../src/rollout/tracks/decide-tracks.ts";
import {
  backTimesOf,
  bringsUsersBack,
  lackOfStable,
  makesStableWhole,
} from "../../../../src/rollout/tracks/users-back.ts";
import { deployment, pod, snapshot } from "../objects.ts";
import { track } from "./track.ts";

const named = (name: string) => {
  const one = pod({ running: {} }, { ready: true });
  return { ...one, metadata: { ...one.metadata, name } };
};
const stable = snapshot({ pods: [named("old")] });
const candidate = snapshot({ pods: [named("new")] });
const seen = (changes: Partial<TracksSnapshot> = {}): TracksSnapshot => ({
  stable,
  candidate,
  candidatePods: 0,
  behind: new Set(["old"]),
  ...changes,
});
const short = snapshot({ workload: deployment({ status: { observedGeneration: 2, readyReplicas: 2 } }) });

describe("users are not well with stable", () => {
  it.each<[string, Partial<TracksSnapshot>, string | RegExp]>([
    ["where it is ready and they are led to it", {}, ""],
    ["where one of its pods is not ready", { stable: short }, /orders is not ready: 2 of 3 pods are ready/],
    ["where it is gone", { stable: snapshot({ workload: undefined }) }, /not there any more/],
    ["where they are led to the candidate still", { behind: new Set(["old", "new"]) }, /pod new of the candidate/],
    ["where they are led to nothing", { behind: new Set() }, /no pod of orders/],
    ["where nobody can tell what they are led to", { behind: undefined }, ""],
  ])("%s", (_, changes, lacks) => {
    const found = lackOfStable(seen(changes), track());
    if (typeof lacks === "string") expect(found).toBe(lacks);
    else expect(found).toMatch(lacks);
  });
});

it("knows the acts that bring users back and make stable whole, by the way back that is written down", () => {
  const back = [
    { kind: "restore-stable" },
    { kind: "select", pods: "stable" },
    { kind: "route", act: "restore" },
    { kind: "settle", time: 1 },
    { kind: "select", pods: "original" },
  ] as const;
  const acts = [-1, 0, 1, 2, 3, 4];
  expect(acts.filter((act) => bringsUsersBack(track({ back: [...back] }), act))).toEqual([2]);
  expect(acts.filter((act) => makesStableWhole(track({ back: [...back] }), act))).toEqual([0]);
});

it("tells no time that was not seen", () => {
  const times = { ready: 100, traffic: 200 };
  expect(backTimesOf(track(), true, times)).toEqual({ ...times, by: "the endpoints of Service orders" });
  const routed = backTimesOf(track({ route: { router: "traefik", objects: [] } }), true, times);
  expect(routed.by).toBe("the endpoints of Service orders and the router's objects");
  expect(backTimesOf(track({ services: [] }), true, times)).toMatchObject({ ready: 100, traffic: undefined });
  expect(backTimesOf(track(), false, times)).toMatchObject({ ready: undefined, traffic: undefined });
});
