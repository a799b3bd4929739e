import { describe, expect, it } from "vitest";
import { findCauses } from "../../../src/rollout/causes/find.ts";
import type { ContainerState, ContainerStatus, Pod } from "../../../src/rollout/workload.ts";
import { pod, replicaSet, snapshot } from "./objects.ts";

const container = ["spec", "template", "spec", "containers", 0];
const waiting = (reason: string, message = ""): ContainerState => ({ waiting: { reason, message } });
const ended = (exitCode: number, reason = "Error"): ContainerState => ({ terminated: { exitCode, reason } });

describe("a pod whose container", () => {
  it.each<[string, ContainerState, Partial<ContainerStatus>, string, string, (string | number)[]]>([
    [
      "has an invalid image name",
      waiting("InvalidImageName"),
      {},
      "none",
      "not one: orders:2",
      [...container, "image"],
    ],
    ["may never pull", waiting("ErrImageNeverPull"), {}, "none", "not on the node", [...container, "image"]],
    [
      "has an image that is not there",
      waiting("ImagePullBackOff", 'Back-off pulling image "orders:2": ErrImagePull: orders:2: not found'),
      {},
      "none",
      "does not exist",
      [...container, "image"],
    ],
    [
      "may not pull",
      waiting(
        "ErrImagePull",
        "pull access denied, repository does not exist or may require authorization: authorization failed",
      ),
      {},
      "none",
      "",
      [...container, "image"],
    ],
    [
      "is refused by the registry",
      waiting("ErrImagePull", "unexpected status: 403 Forbidden"),
      {},
      "none",
      "refuses",
      [...container, "image"],
    ],
    [
      "cannot reach the registry",
      waiting("ErrImagePull", "dial tcp: connection refused"),
      {},
      "deadline",
      "cannot be pulled",
      [...container, "image"],
    ],
    [
      "misses a secret",
      waiting("CreateContainerConfigError", 'secret "db" not found'),
      {},
      "none",
      'secret "db" not found',
      container,
    ],
    [
      "misses a key",
      waiting("CreateContainerConfigError", "couldn't find key url in Secret shop/db"),
      {},
      "none",
      "couldn't find key",
      container,
    ],
    ["crashed once", ended(3), { restartCount: 0 }, "deadline", "exit code 3", container],
    [
      "crashes again and again",
      waiting("CrashLoopBackOff"),
      { restartCount: 3, lastState: ended(3) },
      "none",
      "exit code 3, 3 restarts",
      container,
    ],
    [
      "crashed twice",
      waiting("CrashLoopBackOff"),
      { restartCount: 2, lastState: ended(3) },
      "deadline",
      "2 restarts",
      container,
    ],
    [
      "was killed for memory",
      waiting("CrashLoopBackOff"),
      { restartCount: 4, lastState: ended(137, "OOMKilled") },
      "none",
      "more memory",
      container,
    ],
    ["ends well", ended(0, "Completed"), {}, "deadline", "exit code 0", container],
    [
      "runs but is not ready",
      { running: {} },
      { started: true },
      "deadline",
      "readiness probe",
      [...container, "readinessProbe"],
    ],
    [
      "runs again after a crash",
      { running: {} },
      { started: true, restartCount: 5, lastState: ended(3) },
      "deadline",
      "exit code 3",
      container,
    ],
  ])("%s", (_, state, status, patience, found, path) => {
    const [cause] = findCauses(snapshot({ pods: [pod(state, status)] }));
    expect(cause?.patience.kind).toBe(patience);
    expect(cause?.found).toContain(found);
    expect(cause?.path).toEqual(path);
  });

  it("is being created shows no cause", () => {
    expect(findCauses(snapshot({ pods: [pod(waiting("ContainerCreating"))] }))).toEqual([]);
  });

  it("waits for an init container shows the init container, at its place", () => {
    const waits: Pod = pod(waiting("PodInitializing"), {}, { initContainers: [{ name: "migrate", image: "m:1" }] });
    waits.status = {
      ...waits.status,
      initContainerStatuses: [
        { name: "migrate", ready: false, restartCount: 3, state: waiting("CrashLoopBackOff"), lastState: ended(1) },
      ],
    };
    const [cause] = findCauses(snapshot({ pods: [waits] }));
    expect(cause).toMatchObject({
      container: "migrate",
      patience: { kind: "none" },
      path: ["spec", "template", "spec", "initContainers", 0],
    });
  });
});

describe("a ReplicaSet that cannot create pods", () => {
  it.each([
    ["exceeded quota: pods, requested: 1", "grace"],
    ['violates PodSecurity "restricted:latest": runAsNonRoot != true', "none"],
    ['admission webhook "policy.example" denied the request: no', "none"],
    ['error looking up service account shop/orders: serviceaccount "orders" not found', "none"],
    ["etcd leader changed", "deadline"],
  ])("%s", (message, patience) => {
    const current = replicaSet("orders:2", 2, {
      conditions: [{ type: "ReplicaFailure", status: "True", reason: "FailedCreate", message }],
    });
    const [cause] = findCauses(snapshot({ current }));
    expect(cause?.patience.kind).toBe(patience);
    expect(cause?.found).toContain(message);
  });
});

it("tells one cause once, however many pods show it, and the one that cannot heal first", () => {
  const causes = findCauses(
    snapshot({ pods: [pod({ running: {} }), pod(waiting("InvalidImageName")), pod(waiting("InvalidImageName"))] }),
  );
  expect(causes.map((cause) => cause.key)).toEqual(["orders-InvalidImageName", "orders-not-ready-readinessProbe"]);
});

it("tells a pod that no node takes", () => {
  const unscheduled = pod({});
  unscheduled.status = {
    phase: "Pending",
    conditions: [
      {
        type: "PodScheduled",
        status: "False",
        reason: "Unschedulable",
        message: "0/1 nodes are available: Insufficient cpu",
      },
    ],
  };
  expect(findCauses(snapshot({ pods: [unscheduled] }))[0]?.found).toContain("Insufficient cpu");
});
