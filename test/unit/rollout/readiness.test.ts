import { describe, expect, it } from "vitest";
import { readinessOf } from "../../../src/rollout/readiness/readiness.ts";
import type { Deployment } from "../../../src/rollout/workload.ts";
import { deployment } from "./objects.ts";

const late = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "too late" } as const;

describe("a Deployment", () => {
  it.each<[string, Deployment, string, string?]>([
    ["complete", deployment(), "ready"],
    ["whose controller has not seen the change", deployment({ generation: 3 }), "progressing", "not seen"],
    ["without a status", { ...deployment(), status: {} }, "progressing", "not seen"],
    [
      "with too few new pods",
      deployment({ status: { observedGeneration: 2, replicas: 3, updatedReplicas: 1 } }),
      "progressing",
      "1 of 3 pods are of the new revision",
    ],
    [
      "with old pods left",
      deployment({ status: { observedGeneration: 2, replicas: 4, updatedReplicas: 3, readyReplicas: 4 } }),
      "progressing",
      "1 pod of the old revision is still there",
    ],
    [
      "whose status does not follow a scale-down yet",
      deployment({
        spec: { replicas: 2 },
        status: { observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 },
      }),
      "progressing",
      "1 pod too many is still there",
    ],
    [
      "with pods that are not ready",
      deployment({ status: { observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas: 2 } }),
      "progressing",
      "2 of 3 pods are ready",
    ],
    [
      "with pods that are not available yet",
      deployment({
        status: { observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 1 },
      }),
      "progressing",
      "1 of 3 pods are available",
    ],
    [
      "whose maxUnavailable of 100% lets its controller call it available without a pod",
      deployment({
        spec: { strategy: { rollingUpdate: { maxUnavailable: "100%" } } },
        status: { observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas: 0, availableReplicas: 0 },
      }),
      "progressing",
      "0 of 3 pods are ready",
    ],
    [
      "past its progress deadline",
      deployment({ status: { observedGeneration: 2, updatedReplicas: 1, conditions: [late] } }),
      "stuck",
      "too late",
    ],
    [
      "past a progress deadline of the generation before",
      deployment({ generation: 3, status: { observedGeneration: 2, conditions: [late] } }),
      "progressing",
      "not seen",
    ],
    [
      "that is paused",
      deployment({ spec: { paused: true }, status: { observedGeneration: 2, updatedReplicas: 0 } }),
      "stuck",
      "paused",
    ],
    [
      "that is being deleted",
      { ...deployment(), metadata: { name: "orders", deletionTimestamp: "2026-01-01T00:00:00Z" } },
      "stuck",
      "deleted",
    ],
    [
      "of no replicas given, which means one",
      deployment({
        spec: { replicas: 1 },
        status: { observedGeneration: 2, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 },
      }),
      "ready",
    ],
  ])("%s", (_, object, kind, message = "") => {
    const readiness = readinessOf(object);
    expect(readiness.kind).toBe(kind);
    expect("message" in readiness ? readiness.message : "").toContain(message);
  });

  it("does not wait for pods that are only terminating: its status does not count them", () => {
    const status = { ...deployment().status, terminatingReplicas: 2 } as Deployment["status"];
    expect(readinessOf(deployment({ status }))).toEqual({ kind: "ready" });
  });
});

const status = { observedGeneration: 2, currentRevision: "b", updateRevision: "b" };
const set = (kind: string, spec: object, more: object) => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "orders", generation: 2 },
  spec,
  status: { ...status, ...more },
});

describe("a StatefulSet", () => {
  const three = { replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
  it.each([
    ["is ready", { replicas: 3 }, three, "ready"],
    [
      "is ready where its controller counts the updated ones as current",
      { replicas: 3 },
      { ...three, updatedReplicas: 0 },
      "ready",
    ],
    ["is not seen yet", { replicas: 3 }, { ...three, observedGeneration: 1 }, "progressing"],
    ["has old pods", { replicas: 3 }, { ...three, updatedReplicas: 2, currentRevision: "a" }, "progressing"],
    ["has a pod that is not ready", { replicas: 3 }, { ...three, readyReplicas: 2 }, "progressing"],
    ["has a pod that is not available", { replicas: 3 }, { ...three, availableReplicas: 2 }, "progressing"],
    ["is not closed", { replicas: 3 }, { ...three, currentRevision: "a" }, "progressing"],
    ["has pods too many", { replicas: 2 }, three, "progressing"],
    ["replaces none by itself", { replicas: 3, updateStrategy: { type: "OnDelete" } }, three, "stuck"],
    ["leaves some for ever", { replicas: 3, updateStrategy: { rollingUpdate: { partition: 1 } } }, three, "stuck"],
  ])("%s", (_, spec, more, kind) => {
    expect(readinessOf(set("StatefulSet", spec, more)).kind).toBe(kind);
  });
});

describe("a DaemonSet", () => {
  const two = { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 2, numberAvailable: 2 };
  it.each([
    ["is ready", {}, two, "ready"],
    ["is not seen yet", {}, { ...two, observedGeneration: 1 }, "progressing"],
    ["has old pods", {}, { ...two, updatedNumberScheduled: 1 }, "progressing"],
    ["has a pod that is not ready", {}, { ...two, numberReady: 1 }, "progressing"],
    ["has a pod that is not available", {}, { ...two, numberAvailable: 1 }, "progressing"],
    ["is taken by no node", {}, { ...two, desiredNumberScheduled: 0 }, "stuck"],
    ["has lost all of its nodes", {}, { ...two, desiredNumberScheduled: 0, numberMisscheduled: 1 }, "progressing"],
    ["replaces none by itself", { updateStrategy: { type: "OnDelete" } }, two, "stuck"],
  ])("%s", (_, spec, more, kind) => {
    expect(readinessOf(set("DaemonSet", spec, more)).kind).toBe(kind);
  });
});
