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
      "1 pods of the old",
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
