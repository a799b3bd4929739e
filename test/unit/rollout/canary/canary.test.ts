import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { Stage, Track } from "../../../../src/release/track.ts";
import { canary } from "../../../../src/rollout/canary/canary.ts";
import { parseSteps } from "../../../../src/rollout/canary/steps.ts";
import type { Ground, PlanFacts } from "../../../../src/rollout/tracks/strategy.ts";
import { deployment } from "../objects.ts";
import { calm, seenBy, trackOf, type World, worldAfter } from "./world.ts";

const strategyOf = (steps: string) => canary({ steps: parseSteps(steps, "steps") });
const facts: PlanFacts = {
  stable: { replicas: 10 },
  replicas: 10,
  router: "weighted",
  header: false,
  settleTime: 5000,
  autoscaled: false,
};
const route = { router: "traefik", object: "TraefikService shop/orders", saved: {} };

/** `weigh 25`: an act in a word or two. */
function brief(stage: Stage): string {
  const { kind, ...rest } = stage;
  return [kind, ...Object.values(rest)].join(" ");
}

describe("the acts of a canary", () => {
  it("shift a router's weight, with the candidate's pods there before each shift", () => {
    expect(
      strategyOf("5:2m, 25:manual, 100")
        .forward({ ...facts, header: true })
        .map(brief),
    ).toEqual([
      "select stable",
      "objects",
      "preview",
      "candidate 1",
      "gate 0 0",
      "route prepare",
      "settle 5000",
      "header true",
      "settle 5000",
      "scale candidate 1",
      "weigh 5",
      "settle 5000",
      "gate 5 120000",
      "scale candidate 3",
      "weigh 25",
      "settle 5000",
      "gate 25 0",
      "hold",
      "scale candidate 10",
      "weigh 100",
      "settle 5000",
      "gate 100 0",
      "select original",
      "replace-stable",
      "scale stable 10",
      "select renewed",
      "route restore",
      "settle 5000",
      "route clean-up",
      "remove-candidate",
      "select original",
    ]);
  });

  it("share the pods where no router splits: 9:1, then stable as a whole", () => {
    expect(
      strategyOf("10:2m, 50, 100")
        .forward({ ...facts, router: "replicas" })
        .map(brief),
    ).toEqual([
      "select stable",
      "objects",
      "preview",
      "candidate 1",
      "gate 0 0",
      "select original",
      "scale candidate 1",
      "scale stable 9",
      "gate 10 120000",
      "scale candidate 5",
      "scale stable 5",
      "gate 50 0",
      "replace-stable",
      "scale stable 10",
      "gate 100 0",
      "select renewed",
      "settle 5000",
      "remove-candidate",
      "select original",
    ]);
  });

  it("leave stable to its autoscaler", () => {
    const stages = strategyOf("10, 50").forward({ ...facts, router: "replicas", autoscaled: true });
    expect(stages.filter((each) => each.kind === "scale").map(brief)).toEqual([
      "scale candidate 1",
      "scale candidate 10",
    ]);
  });

  it("wait for a person at weight 0, where only the header leads to the candidate", () => {
    const stages = strategyOf("0:manual, 50")
      .forward({ ...facts, header: true })
      .map(brief);
    expect(stages.slice(4)).toEqual(expect.arrayContaining(["gate 0 0", "header true", "hold", "scale candidate 5"]));
    expect(stages.indexOf("hold")).toBeLessThan(stages.indexOf("weigh 50"));
  });
});

/** Every script that is worth a walk. */
const scripts: [string, PlanFacts][] = ["5:2m, 25:manual, 50:5m, 100", "0:manual, 10", "100", "50:1s"].flatMap(
  (steps) =>
    (
      [
        ["weights", facts],
        ["weights and a header", { ...facts, header: true }],
        ["replicas", { ...facts, router: "replicas" }],
        ["replicas beside an autoscaler", { ...facts, router: "replicas", autoscaled: true }],
        ["one pod by weights", { ...facts, stable: { replicas: 1 }, replicas: 1 }],
        ["one pod by replicas", { ...facts, stable: { replicas: 1 }, replicas: 1, router: "replicas" }],
      ] as [string, PlanFacts][]
    ).map(([by, each]): [string, PlanFacts] => [`${steps} by ${by}`, each]),
);

describe.each(scripts)("%s", (title, given) => {
  const steps = title.split(" by ")[0] ?? "";
  const strategy = strategyOf(steps);
  const stages = strategy.forward(given);
  const full = given.stable?.replicas ?? 0;
  const start = calm(full, given.router === "weighted");
  const track = (stage: number, changes: Partial<Track> = {}): Track =>
    trackOf({
      stages,
      stage,
      route: given.router === "weighted" ? route : undefined,
      stable: { deployment: "orders", narrow: {}, replicas: full, templateHash: "old" },
      ...changes,
    });
  const worlds: World[] = [];
  for (const stage of stages) worlds.push(worldAfter(worlds.at(-1) ?? start, stage));

  it("shows the candidate to nobody before its gate, and keeps the pods that serve at full size", () => {
    const gate = stages.findIndex(({ kind }) => kind === "gate");
    worlds.forEach((world, index) => {
      const seen = seenBy(world);
      if (index <= gate) expect(seen.meetsCandidate, `after ${index}`).toBe(false);
      expect(seen.serving, `after ${index}`).toBeGreaterThanOrEqual(full);
      expect(seen.behindService, `after ${index}`).toBeGreaterThan(0);
      // No pod is taken away from under its users.
      const next = stages[index + 1];
      if (next?.kind === "remove-candidate") expect(seen.meetsCandidatePods, `before ${index + 1}`).toBe(false);
    });
  });

  it("ends with nothing left but stable at its size with the new template", () => {
    expect(worlds.at(-1)).toEqual({ ...start, stable: { replicas: full, template: "new" } });
  });

  /** Where a release can be cut off: an act was begun, and was done or not. */
  const cuts = stages.flatMap((_, index) =>
    [worlds[index], worlds[index - 1] ?? start].flatMap((world) => (world === undefined ? [] : [{ index, world }])),
  );

  it("goes back from every act to where it was, also when the way back is begun again at each of its acts", () => {
    for (const { index, world } of cuts) {
      const acts = strategy.back(track(index));
      for (let again = 0; again <= acts.length; again++) {
        const walked = walkBack(world, [...acts.slice(0, again), ...acts], start);
        // An assertion costs more than a walk, and there are thousands of them.
        if (!isDeepStrictEqual(walked, start)) expect(walked, `from ${index}, again at ${again}`).toEqual(start);
      }
    }
  });
});

/** The users always meet pods, and those who come back to stable meet all of it. */
function walkBack(from: World, acts: readonly Stage[], start: World): World {
  let now = from;
  let home = false;
  for (const act of acts) {
    // No pod is taken away from under its users.
    const isTakenAway: boolean = act.kind === "remove-candidate" && seenBy(now).meetsCandidatePods;
    now = worldAfter(now, act);
    const { behindService, serving, meetsCandidate } = seenBy(now);
    const isOther: boolean = !home && !meetsCandidate && !isDeepStrictEqual(now.stable, start.stable);
    home ||= !meetsCandidate;
    const isSmall: boolean = home && serving < start.stable.replicas;
    if (isTakenAway || behindService <= 0 || isOther || isSmall) {
      expect.fail(`${brief(act)}: ${JSON.stringify({ isTakenAway, behindService, isOther, isSmall, now })}`);
    }
  }
  return now;
}

describe("who is who", () => {
  const named = (name: string, labels: Record<string, string>) => ({
    ...deployment({ spec: { selector: { matchLabels: labels } } }),
    metadata: { name, namespace: "shop" },
  });
  const orders = named("orders", { app: "orders" });
  const ground = (changes: Partial<Ground> = {}): Ground => ({
    target: {
      workload: { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: "shop" },
      manifests: [],
      manifest: undefined,
      container: "orders",
      image: "orders:2",
      digest: "",
    },
    deployments: [orders],
    services: [],
    writtenServices: [],
    written: undefined,
    hashOf: () => "abc",
    current: undefined,
    ...changes,
  });
  const { layOut } = strategyOf("100");

  it("is the user's Deployment, and a candidate beside it", () => {
    expect(layOut(ground())).toEqual({
      stable: { deployment: "orders", narrow: { "pod-template-hash": "abc" } },
      candidate: { deployment: "orders-canary", narrow: { "slipway.dev/role": "candidate" } },
      preview: "orders-canary",
    });
    expect(layOut(ground({ deployments: [] })).stable).toBeUndefined();
  });

  it("is not clear where something of the user's has the candidate's name; what an earlier release left has it too", () => {
    const left = named("orders-canary", { app: "orders", "slipway.dev/role": "candidate" });
    expect(layOut(ground({ deployments: [orders, left] })).candidate.deployment).toBe("orders-canary");
    const theirs = named("orders-canary", { app: "orders-canary" });
    expect(() => layOut(ground({ deployments: [orders, theirs] }))).toThrow(
      /Deployment shop\/orders-canary is there already/,
    );
    const service = { apiVersion: "v1", kind: "Service", metadata: { name: "orders-canary" }, spec: {} };
    expect(() => layOut(ground({ services: [service] }))).toThrow(/Service orders-canary is there already/);
  });
});

it.each([
  ["objects", "replicas", ["select stable", "remove-candidate", "select original"]],
  ["candidate", "replicas", ["select stable", "settle 5000", "remove-candidate", "select original"]],
  [
    "header",
    "weighted",
    ["select stable", "route restore", "settle 5000", "route clean-up", "remove-candidate", "select original"],
  ],
  [
    "replace-stable",
    "replicas",
    ["restore-stable", "scale stable 10", "select stable", "settle 5000", "remove-candidate", "select original"],
  ],
  // The new manifest may have another size, and the act that would say so has not begun.
  [
    "replace-stable",
    "weighted",
    [
      "restore-stable",
      "scale stable 10",
      "select stable",
      "route restore",
      "settle 5000",
      "route clean-up",
      "remove-candidate",
      "select original",
    ],
  ],
] as const)("the way back from %s by %s brings the users back first", (kind, router, acts) => {
  const strategy = strategyOf("10, 50");
  const stages = strategy.forward({ ...facts, router, header: router === "weighted" });
  const stage = stages.findIndex((each) => each.kind === kind);
  expect(strategy.back(trackOf({ stages, stage })).map(brief)).toEqual(acts);
});

describe("stable scaled from outside", () => {
  const weighted = (stage: number) =>
    trackOf({ stages: strategyOf("5:2m, 25:5m, 50:5m, 100").forward(facts), stage, route });
  const shared = (stage: number) =>
    trackOf({ stages: strategyOf("10:2m, 50:2m").forward({ ...facts, router: "replicas" }), stage });
  const sizes = ({ stages, stage }: Track) =>
    stages
      .slice(stage + 1)
      .filter(({ kind }) => kind === "scale")
      .map(brief);
  const { refit, back } = strategyOf("100");
  const firstScaled = shared(0).stages.findIndex((each) => each.kind === "scale" && each.track === "stable");

  it("leaves the acts as they are while nobody did", () => {
    expect(refit?.(weighted(9), { stable: 10 })).toEqual(weighted(9));
    expect(refit?.(shared(firstScaled), { stable: 9 })).toEqual(shared(firstScaled));
  });

  it("takes nothing for somebody's doing that a killed run has written down and not done", () => {
    expect(refit?.(shared(firstScaled), { stable: 10 })).toEqual(shared(firstScaled));
  });

  it("sizes the candidate for what stable is now", () => {
    const track = refit?.(weighted(10), { stable: 40 });
    expect(track && sizes(track)).toEqual([
      "scale candidate 10",
      "scale candidate 20",
      "scale candidate 40",
      "scale stable 40",
    ]);
    expect(track?.stable?.replicas).toBe(40);
  });

  it("shares the new size, and goes back to it", () => {
    const track = refit?.(shared(firstScaled + 1), { stable: 20 });
    expect(track && sizes(track)).toEqual(["scale candidate 10", "scale stable 10", "scale stable 20"]);
    expect(track && back(track).map(brief)).toContain("scale stable 20");
  });

  it("follows the autoscaler with the candidate alone", () => {
    const stages = strategyOf("10, 50").forward({ ...facts, router: "replicas", autoscaled: true });
    const track = refit?.(trackOf({ stages, stage: 7 }), { stable: 16 });
    expect(track && sizes(track)).toEqual(["scale candidate 16"]);
    expect(
      track &&
        back(track)
          .map(brief)
          .some((each) => each.startsWith("scale")),
    ).toBe(false);
  });

  it("leaves alone what is replaced, and what somebody has scaled to nothing", () => {
    const last = weighted(weighted(0).stages.findIndex(({ kind }) => kind === "replace-stable"));
    expect(refit?.(last, { stable: 40 })).toEqual(last);
    expect(refit?.(weighted(9), { stable: 0 })).toEqual(weighted(9));
  });
});
