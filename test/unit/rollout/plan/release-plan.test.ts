import { describe, expect, it } from "vitest";
import { blueGreen } from "../../../../src/rollout/blue-green/blue-green.ts";
import { canary } from "../../../../src/rollout/canary/canary.ts";
import { parseSteps } from "../../../../src/rollout/canary/steps.ts";
import type { Gate } from "../../../../src/rollout/gates.ts";
import { rollingBackPlan, tracksBackPlan } from "../../../../src/rollout/plan/back-plan.ts";
import type { Difference } from "../../../../src/rollout/plan/difference.ts";
import { goesOnNote, rollingPlan, tracksPlan } from "../../../../src/rollout/plan/release-plan.ts";
import { foldedPlan, planMarkdown, planText } from "../../../../src/rollout/plan/render.ts";
import type { ReleaseTarget } from "../../../../src/rollout/target.ts";
import { trackOf } from "../canary/world.ts";

const target: ReleaseTarget = {
  workload: { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: "shop" },
  manifests: [],
  manifest: undefined,
  container: "orders",
  image: "orders:2",
  digest: "",
};
const difference = (object: string, change: Difference["change"], more: Partial<Difference> = {}): Difference => ({
  object,
  change,
  diff: change === "change" ? `# ${object}\n-a: 1\n+a: 2\n` : "",
  by: "dry run",
  note: "",
  ...more,
});
const differences = [
  difference("ConfigMap shop/orders", "change"),
  difference("Service shop/orders", "none"),
  difference("Deployment shop/orders", "change"),
];
const wayBack = { previousTemplateHash: "abc", previousRevision: 4, previousImage: "orders:1", previousDigest: "" };
const rolling = (changes: object = {}) =>
  rollingPlan({
    request: { timeout: 600_000, onFailure: "rollback" },
    applyPlan: { target, autoscaler: undefined },
    differences,
    wayBack,
    leftOpen: undefined,
    ...changes,
  });

describe("the plan of a rolling release", () => {
  it("has every act in its order, and the way back", () => {
    expect(
      planText(rolling()),
    ).toBe(`A rolling release of orders:2 to Deployment shop/orders, from orders:1 (revision 4).
1. Take the lock: Lease shop/slipway-deployment-orders.
2. Write the release down in the record: ConfigMap shop/slipway-deployment-orders.
3. Apply the objects in this order:
   - Change ConfigMap shop/orders
   - Apply Service shop/orders, in which nothing changes
   - Change Deployment shop/orders
4. Wait until every pod of the new revision of Deployment shop/orders is ready and none of the old one is left, at most 10m.
5. Record the release as promoted, and give the lock back.
If it fails or is cancelled on the way:
1. Put the pod template of orders:1 (revision 4) back into Deployment shop/orders.
2. Wait until its pods are ready, and record how it ended.

# ConfigMap shop/orders
-a: 1
+a: 2

# Deployment shop/orders
-a: 1
+a: 2`);
  });

  it.each([
    [{ wayBack: { ...wayBack, previousRevision: 0 } }, "is scaled to 0"],
    [{ wayBack: { ...wayBack, previousImage: "" } }, "orders, from revision 4."],
    [{ wayBack: { ...wayBack, previousImage: "" } }, "Put the pod template of revision 4 back into"],
    [{ request: { timeout: 1000, onFailure: "keep" } }, "on-failure: keep"],
    [{ request: { timeout: 1000, onFailure: "rollback", bakeTime: 300_000 } }, "6. Watch it for 5m, take it back"],
    [{ applyPlan: { target, autoscaler: "HorizontalPodAutoscaler shop/orders" } }, "decides how many replicas run"],
  ])("says what is different %#", (changes, text) => {
    expect(planText(rolling(changes))).toContain(text);
  });
});

describe("the plan of a canary", () => {
  const strategy = canary({ steps: parseSteps("5:2m, 50:manual", "steps") });
  const facts = { stable: { replicas: 3 }, replicas: 3, header: false, settleTime: 5000, autoscaled: false };
  const stable = { deployment: "orders", narrow: { "pod-template-hash": "abc" }, replicas: 3, templateHash: "abc" };

  const smoke: Gate = {
    name: "smoke test",
    at: "preview",
    judge: () => Promise.reject(new Error("a plan asks nobody")),
  };

  it("says which shares whole pods make, and what goes with the objects", () => {
    const track = trackOf({ stages: strategy.forward({ ...facts, router: "replicas" }), stable });
    const text = planText(
      tracksPlan({
        target,
        track,
        strategy,
        request: { gates: [smoke] },
        differences,
        notes: ["Router replicas: none splits."],
      }),
    );
    expect(text).toContain("A canary release of orders:2 to Deployment shop/orders: orders serves with 3 pods.");
    expect(text).toContain("Router replicas: none splits.");
    expect(text).toContain("Step 5 %: 3:1 pods, 25 % instead of 5 %.");
    expect(text).toContain("Step 50 %: 2:2 pods, 50 %.");
    expect(text).toContain("Smoke test is asked before any user reaches the candidate.");
    expect(text).toContain("nearest that whole pods allow");
    expect(text).toContain("   - Change ConfigMap shop/orders\n");
    expect(text).not.toContain("   - Change Deployment shop/orders");
    expect(text).toMatch(/on the way:\n1\. Deployment orders has 3 pods\./);
  });

  it("leaves the shares to a router that has weights", () => {
    const route = { router: "traefik", object: "TraefikService shop/orders", saved: {} };
    const track = trackOf({ stages: strategy.forward({ ...facts, router: "weighted" }), stable, route });
    const { notes, back } = tracksPlan({ target, track, strategy, request: {}, differences, notes: [] });
    expect(notes).toContain("Step 5 %: by the router, with 1 of the candidate's pods.");
    expect(back.join(" ")).not.toContain("gets back what it ran before");
  });
});

describe("the plan of a run that goes on with what another one has begun", () => {
  const strategy = canary({ steps: parseSteps("50:manual", "steps") });
  const facts = { stable: { replicas: 2 }, replicas: 2, header: false, settleTime: 5000, autoscaled: false };
  const stable = { deployment: "orders", narrow: { "pod-template-hash": "abc" }, replicas: 2, templateHash: "abc" };
  const stages = strategy.forward({ ...facts, router: "replicas" });
  const at = (stage: number) => trackOf({ stages, stable, stage });
  const base = { target, strategy, request: {}, differences, notes: [goesOnNote({ id: "7-1-x", runUrl: "" })] };
  const acts = (plan: ReturnType<typeof tracksPlan>) =>
    [...planMarkdown(plan).matchAll(/^\d+\. (.*)$/gm)].map(([, text]) => text);

  it("says which acts were done, which one is done once more, and what is left", () => {
    const plan = tracksPlan({ ...base, track: at(3), resumed: { done: 3, begun: true } });
    const [lock, record, ...rest] = acts(plan).slice(0, stages.length + 2);
    expect([lock, record]).toEqual([
      "Take the lock: Lease shop/slipway-deployment-orders.",
      "Write down in the record that this run goes on with the release: ConfigMap shop/slipway-deployment-orders.",
    ]);
    const marks = rest.map((text = "") => /^(Done before|Begun before, and done once more): /.exec(text)?.[1] ?? "");
    expect(marks).toEqual([
      ...["Done before", "Done before", "Done before", "Begun before, and done once more"],
      ...stages.slice(4).map(() => ""),
    ]);
    expect(planMarkdown(plan)).toContain(
      "- Release 7-1-x was begun by a run that is over: this one goes on where it stopped.",
    );
    expect(foldedPlan(plan)).toContain(`acts, 3 of them done before)`);
    // What was applied before is not announced once more.
    expect(planText(plan)).not.toContain("   - Change ConfigMap");
  });

  it("says why there is no difference, where none could be found", () => {
    const uncompared = "It could not be compared: <the server> is away";
    const plan = tracksPlan({ ...base, differences: [], uncompared, track: at(0), resumed: { done: 0, begun: true } });
    expect(planMarkdown(plan)).toContain("It could not be compared: &lt;the server&gt; is away.");
    expect(planMarkdown(plan)).not.toContain("No object differs");
  });

  it("tells the way back from where it stands", () => {
    const replaced = stages.findIndex(({ kind }) => kind === "replace-stable");
    const { back } = tracksPlan({ ...base, track: at(replaced), resumed: { done: replaced, begun: true } });
    expect(back.join(" ")).toContain("Deployment orders gets back what it ran before.");
  });
});

describe("the plan of a way back", () => {
  const { workload } = target;
  const release = {
    ...({ id: "7-1-x", image: "orders:2", endsAs: "rolled-back", reason: "6 % errors" } as const),
    ...{ applied: ["v1 ConfigMap shop/a"], created: ["apps/v1 Deployment shop/orders", "v1 ConfigMap shop/a"] },
  };
  const live = (change: Difference["change"]) => difference("Deployment shop/orders", change, { by: "live objects" });

  it("of one Deployment", () => {
    const to = { image: "orders:1", revision: 4 };
    const parts = { workload, release, to, begun: true, differences: [live("change")] };
    expect(
      planMarkdown(rollingBackPlan(parts)).replaceAll("\\", "").trimEnd(),
    ).toBe(`- Release 7-1-x of orders:2 goes back: 6 % errors.
- A run that is over had begun this way back: what it did is found as done.

1. Take the lock: Lease shop/slipway-deployment-orders.
2. Write down that the release goes back: ConfigMap shop/slipway-deployment-orders.
3. Give back what the release has changed in ConfigMaps, Secrets and the like, where it is as it left them.
4. Put the pod template of orders:1 (revision 4) back into Deployment shop/orders, unless it is there.
5. Wait until its pods are ready, and users reach them.
6. Remove what the release had created, but for data and what others own:
   - ConfigMap shop/a
7. Record the release as rolled-back, and give the lock back.

<details><summary>1 of 1 objects changes</summary>

As it was before the first act of this run, and as its acts leave it. Values of Secrets are not shown.

\`\`\`diff
# Deployment shop/orders
-a: 1
+a: 2
\`\`\`

</details>`);
    const first = rollingBackPlan({ ...parts, to: undefined, begun: false });
    expect(first.acts.map(({ text }) => text)).toContain(
      "Scale Deployment shop/orders to 0: there is nothing to go back to.",
    );
  });

  it("with two tracks: where the release stood, or what of the way back was done", () => {
    const stages = [{ kind: "objects" }, { kind: "candidate", replicas: 2 }, { kind: "weigh", weight: 25 }] as const;
    const back = [{ kind: "weigh", weight: 0 }, { kind: "settle", time: 5000 }, { kind: "remove-candidate" }] as const;
    const begun = trackOf({ stages, back, stage: 1 });
    const differences = [difference("Deployment shop/orders-canary", "delete", { by: "live objects", diff: "" })];
    const stood = { stages, stage: 2 };
    const fresh = tracksBackPlan({ workload, release, track: begun, stood, differences });
    const text = planMarkdown(fresh).replaceAll("\\", "");
    expect(text).toContain("- It had come to its last act: the router sends 25 % to orders-canary.");
    expect(text).not.toContain("Done before");
    expect(text).not.toContain("If it fails");
    expect(text).toContain("Deployment shop/orders-canary is removed; no other object changes.");
    const again = tracksBackPlan({ workload, release, track: begun, stood: undefined, differences });
    expect(again.acts.map(({ before }) => before)).toEqual([
      ...[undefined, undefined, "done", "done", "begun", undefined],
      ...[undefined, undefined],
    ]);
  });
});

describe("the plan of a release beside what serves has every act in its order", () => {
  const facts = { stable: { replicas: 3 }, replicas: 3, header: true, settleTime: 5000, autoscaled: false };
  const narrowed = { deployment: "orders", narrow: { "pod-template-hash": "abc" }, replicas: 3, templateHash: "abc" };
  const steps = parseSteps("5:2m, 50:manual", "steps");
  const slots = blueGreen({ slots: [], slotKey: "", previewReplicas: undefined, steps, overlapping: true });
  const green = { deployment: "orders-green", narrow: { "slipway.dev/slot": "green" }, replicas: 3, templateHash: "" };
  const route = { router: "traefik", object: "TraefikService shop/orders", saved: {} };
  const header = { name: "canary", value: "true" };
  const acts = (strategy: ReturnType<typeof canary>, changes: Parameters<typeof trackOf>[0]) => {
    const track = trackOf({ stable: narrowed, header, ...changes });
    const plan = tracksPlan({ target, track, strategy, request: { bakeTime: 60_000 }, differences, notes: [] });
    return { forward: plan.acts.map(({ text }) => text), back: plan.back };
  };
  const frame = [
    "Take the lock: Lease shop/slipway-deployment-orders.",
    "Write the release down in the record: ConfigMap shop/slipway-deployment-orders.",
  ];
  const end = [
    "Record the release as promoted.",
    "Watch it for 1m, take it back where it does not hold, and give the lock back.",
  ];
  const settle = "5 s pass, in which the change is taken over everywhere (router-settle).";

  it("to its last one, which scales the old slot down", () => {
    const stages = slots.forward({ ...facts, router: "service" });
    const track = trackOf({ strategy: "blue-green", stable: narrowed, candidate: green, stages });
    const parts = { target, track, strategy: slots, differences, notes: [], scaleDownDelay: 30_000 };
    const last = (request: { bakeTime?: number }) =>
      tracksPlan({ ...parts, request })
        .acts.slice(-3)
        .map(({ text }) => text);
    const scaled = "Scale the old slot orders to 0 after 30s, and give the lock back.";
    expect(last({})).toEqual([settle, "Record the release as promoted.", scaled]);
    const watched = "Watch it for 1m, take it back where it does not hold.";
    expect(last({ bakeTime: 60_000 })).toEqual(["Record the release as promoted.", watched, scaled]);
  });

  it("by weights and a header", () => {
    const strategy = canary({ steps });
    const stages = strategy.forward({ ...facts, router: "weighted" });
    expect(acts(strategy, { stages, route })).toEqual({
      forward: [
        ...frame,
        "Service orders answers from orders only (pod-template-hash=abc).",
        "The other objects of the release are applied.",
        "Service orders-canary answers from orders-canary only.",
        "Deployment orders-canary gets the release with 1 pod, and it must get ready.",
        "The gates are asked before any user reaches the candidate.",
        "The router's objects are made ready, with no share for the candidate yet.",
        settle,
        "Requests with canary: true go to orders-canary.",
        settle,
        "Deployment orders-canary has 1 pod.",
        "The router sends 5 % to orders-canary.",
        settle,
        "The gates are asked at 5 %, for 2 min.",
        "Deployment orders-canary has 2 pods.",
        "The router sends 50 % to orders-canary.",
        settle,
        "The gates are asked at 50 %.",
        "The release is paused until `operation: promote` or `operation: abort`.",
        "Deployment orders-canary has 3 pods.",
        "The router sends 100 % to orders-canary.",
        settle,
        "The gates are asked at 100 %.",
        "Service orders has the selector that it had before.",
        "Deployment orders gets the release by a rolling update.",
        "Deployment orders has 3 pods.",
        "Service orders answers from the new pods of orders only.",
        "The router's objects are as they were before.",
        settle,
        "What the release made for the router is removed.",
        "Deployment orders-canary is removed.",
        "Service orders has the selector that it had before.",
        ...end,
      ],
      back: [
        "Service orders answers from orders only (pod-template-hash=abc).",
        "The router's objects are as they were before.",
        settle,
        "What the release made for the router is removed.",
        "Deployment orders-canary is removed.",
        "Service orders has the selector that it had before.",
      ],
    });
  });

  it("by a selector, over both slots", () => {
    const stages = slots.forward({ ...facts, router: "service", header: false });
    const preview = { name: "orders-preview", selector: undefined };
    expect(acts(slots, { strategy: "blue-green", stages, candidate: green, preview })).toEqual({
      forward: [
        ...frame,
        "Service orders answers from orders only (pod-template-hash=abc).",
        "The other objects of the release are applied.",
        "Service orders-preview answers from orders-green only.",
        "Deployment orders-green gets the release with 3 pods, and all must get ready.",
        "The gates are asked before any user reaches the candidate.",
        "Service orders answers from orders and orders-green.",
        settle,
        "Service orders answers from orders-green only (slipway.dev/slot=green).",
        settle,
        ...end,
      ],
      back: [
        "Service orders answers from orders only (pod-template-hash=abc).",
        settle,
        "Deployment orders-green is removed.",
        "Service orders has the selector that it had before.",
      ],
    });
  });
});

describe("the Markdown of a plan", () => {
  it("folds the differences, and says how they were found", () => {
    const markdown = planMarkdown(rolling());
    expect(markdown).toContain("<details><summary>2 of 3 objects change</summary>");
    expect(markdown).toContain("As a dry run of the server shows it. Values of Secrets are not shown.");
    expect(markdown).toContain("```diff\n# ConfigMap shop/orders");
    const read = rolling({ differences: [difference("ConfigMap shop/a", "change", { by: "own comparison" })] });
    expect(planMarkdown(read)).toContain("This user may not write");
    expect(planMarkdown(rolling({ differences: [] }))).toContain("No object differs");
  });

  it("is one line of the summary of a release until it is opened", () => {
    expect(foldedPlan(rolling())).toMatch(
      /^<details><summary>The plan that it followed \(rolling, 5 acts\)<\/summary>/,
    );
  });

  it("cannot be led astray by what an object holds", () => {
    const evil = difference("ConfigMap shop/orders", "change", { diff: "# x\n+a: |\n+  ```\n+  <script>\n" });
    const markdown = planMarkdown(rolling({ differences: [evil] }));
    expect(markdown).toContain("````diff");
  });
});
