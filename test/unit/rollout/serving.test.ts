import { describe, expect, it } from "vitest";
import { readManifests } from "../../../src/manifests/read-objects.ts";
import type { ApplyPlan } from "../../../src/rollout/apply.ts";
import { refuseUnprovable } from "../../../src/rollout/serving.ts";
import { resolveTarget } from "../../../src/rollout/target.ts";
import type { Deployment } from "../../../src/rollout/workload.ts";
import { deployment, snapshot } from "./objects.ts";

const yaml = (field: string, kind = "Deployment"): string => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: orders }
spec:
  ${field}
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec: { containers: [{ name: orders, image: orders:2 }] }
`;

function refusal(
  field: string,
  live: Partial<Deployment["spec"]> | undefined,
  autoscaler?: string,
  kind?: string,
): string {
  const manifests = readManifests(yaml(field, kind), "orders.yaml");
  const target = resolveTarget({ kind: "manifests", manifests }, "shop");
  const workload = live === undefined ? undefined : deployment({ spec: live });
  try {
    refuseUnprovable(target, snapshot({ workload }), { autoscaler } as ApplyPlan);
    return "taken";
  } catch (error) {
    const { message, at } = error as { message: string; at?: { line: number } };
    return `${at?.line ?? "cluster"}: ${message}`;
  }
}

describe("a release that pods cannot prove, or that could not be taken back", () => {
  it.each<[string, string, Partial<Deployment["spec"]> | undefined, RegExp]>([
    ["a manifest without pods", "replicas: 0", {}, /^5: .*0 replicas.*Nothing was changed/],
    ["a manifest without pods, for the first time", "replicas: 0", undefined, /^5: /],
    [
      "a workload scaled to 0 whose manifest says nothing",
      "minReadySeconds: 1",
      { replicas: 0 },
      /^cluster: .*scaled to 0/,
    ],
    ["a manifest that is paused", "paused: true", {}, /^5: .*paused/],
    ["a workload that somebody paused", "minReadySeconds: 1", { paused: true }, /^cluster: .*kubectl rollout resume/],
    ["a manifest that forgets its past", "revisionHistoryLimit: 0", {}, /^5: .*nothing is left to go back to/],
    ["a workload that forgets it", "minReadySeconds: 1", { revisionHistoryLimit: 0 }, /^cluster: /],
  ])("is refused: %s", (_, field, live, words) => {
    expect(refusal(field, live)).toMatch(words);
  });

  it.each<[string, string, RegExp]>([
    ["StatefulSet", "updateStrategy: { type: OnDelete }", /^5: .*OnDelete.*Nothing was changed/],
    ["StatefulSet", "updateStrategy: { rollingUpdate: { partition: 2 } }", /^5: .*partition is 2/],
    ["DaemonSet", "updateStrategy: { type: OnDelete }", /^5: .*OnDelete/],
    ["StatefulSet", "updateStrategy: { rollingUpdate: { partition: 0 } }", /^taken/],
  ])("is refused: a %s with %s", (kind, field, words) => {
    expect(refusal(field, undefined, undefined, kind)).toMatch(words);
  });

  it.each<[string, string, Partial<Deployment["spec"]> | undefined]>([
    ["a manifest that gives a workload at 0 its pods back", "replicas: 2", { replicas: 0 }],
    ["a manifest that resumes what is paused", "paused: false", { paused: true }],
    ["a manifest that remembers again", "revisionHistoryLimit: 2", { revisionHistoryLimit: 0 }],
    ["the first release of a plain manifest", "minReadySeconds: 1", undefined],
  ])("is taken: %s", (_, field, live) => {
    expect(refusal(field, live)).toBe("taken");
  });

  it("goes by the autoscaler's number, not by the manifest's", () => {
    expect(refusal("replicas: 0", { replicas: 3 }, "HorizontalPodAutoscaler orders")).toBe("taken");
    expect(refusal("replicas: 3", { replicas: 0 }, "HorizontalPodAutoscaler orders")).toMatch(/scaled to 0/);
  });
});
