import { describe, expect, it } from "vitest";
import { type Cause, defaultGraces, patienceEnd } from "../../../src/rollout/causes/cause.ts";
import { findCauses } from "../../../src/rollout/causes/find.ts";
import type { ContainerState, ContainerStatus, KubeEvent, Pod } from "../../../src/rollout/workload.ts";
import { deployment, pod, replicaSet, snapshot } from "./objects.ts";

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
      "start",
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
    ["crashed once", ended(3), { restartCount: 0 }, "restarts", "exit code 3", container],
    [
      "crashes again and again",
      waiting("CrashLoopBackOff"),
      { restartCount: 3, lastState: ended(3) },
      "restarts",
      "exit code 3, 3 restarts",
      container,
    ],
    [
      "crashed twice",
      waiting("CrashLoopBackOff"),
      { restartCount: 2, lastState: ended(3) },
      "restarts",
      "2 restarts",
      container,
    ],
    [
      "was killed for memory",
      waiting("CrashLoopBackOff"),
      { restartCount: 4, lastState: ended(137, "OOMKilled") },
      "restarts",
      "more memory",
      container,
    ],
    ["ends well", ended(0, "Completed"), {}, "restarts", "exit code 0", container],
    [
      "runs but is not ready",
      { running: {} },
      { started: true },
      "ready",
      "readiness probe",
      [...container, "readinessProbe"],
    ],
    [
      "runs again after a crash",
      { running: {} },
      { started: true, restartCount: 5, lastState: ended(3) },
      "ready",
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
      patience: { kind: "restarts", count: 3 },
      path: ["spec", "template", "spec", "initContainers", 0],
    });
  });
});

describe("a ReplicaSet that cannot create pods", () => {
  it.each([
    // With the default maxUnavailable of 25 %, three replicas may not be fewer: no room comes.
    ["exceeded quota: pods, requested: 1", "none"],
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

it("does not take the failure of a ReplicaSet that is left behind for the current one's, as the Deployment's condition does", () => {
  const conditions = [{ type: "ReplicaFailure", status: "True", message: "exceeded quota" }] as const;
  const workload = deployment({ status: { observedGeneration: 2, conditions: [...conditions] } });
  expect(findCauses(snapshot({ workload }))).toEqual([]);
  expect(findCauses(snapshot({ workload, current: undefined }))).toEqual([]);
});

it("tells one cause once, however many pods show it, and the one that cannot heal first", () => {
  const causes = findCauses(
    snapshot({ pods: [pod({ running: {} }), pod(waiting("InvalidImageName")), pod(waiting("InvalidImageName"))] }),
  );
  expect(causes.map((cause) => cause.key)).toEqual([
    "orders-InvalidImageName",
    "orders-hash2-x-orders-not-ready-readinessProbe",
  ]);
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

it.each([
  ["one pod fewer is allowed", { strategy: { rollingUpdate: { maxUnavailable: 1 } } }, "grace"],
  ["the old pods go first", { strategy: { type: "Recreate" } }, "grace"],
  ["a quarter of many", { replicas: 8 }, "grace"],
  ["no pod may be missing", { strategy: { rollingUpdate: { maxUnavailable: "0%" } } }, "none"],
])("gives a full quota its grace only where room may come: %s", (_, spec, patience) => {
  const current = replicaSet("orders:2", 2, {
    conditions: [{ type: "ReplicaFailure", status: "True", message: "exceeded quota" }],
  });
  expect(findCauses(snapshot({ workload: deployment({ spec }), current }))[0]?.patience.kind).toBe(patience);
});

describe("a pod that has not started", () => {
  const event = (reason: string, message: string, lastTimestamp = "2026-01-01T00:00:00Z"): KubeEvent => ({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: reason + lastTimestamp },
    involvedObject: { kind: "Pod", name: "orders-hash2-x", uid: "p" },
    reason,
    message,
    lastTimestamp,
  });
  const volumes = [{ name: "data" }, { name: "settings" }];
  const creating = pod(waiting("ContainerCreating"), {}, { volumes });

  it.each<[string, KubeEvent, string | undefined, string, (string | number)[]]>([
    [
      "misses the Secret of a volume",
      event("FailedMount", 'MountVolume.SetUp failed for volume "settings" : secret "db" not found'),
      "none",
      'secret "db" not found',
      ["volumes", 1],
    ],
    [
      "misses a key of a ConfigMap",
      event("FailedMount", 'MountVolume.SetUp failed for volume "data" : references non-existent config key: a.yaml'),
      "none",
      "non-existent config key",
      ["volumes", 0],
    ],
    [
      "waits for the kubelet to know the object",
      event("FailedMount", 'MountVolume.SetUp failed for volume "settings" : failed to sync secret cache: timed out'),
      undefined,
      "",
      [],
    ],
    [
      "waits for the kubelet's own start",
      event("FailedMount", 'MountVolume.SetUp failed for volume "settings" : object "shop"/"db" not registered'),
      undefined,
      "",
      [],
    ],
    [
      "waits for a disk",
      event("FailedAttachVolume", "Multi-Attach error for volume"),
      "start",
      "Multi-Attach",
      ["volumes"],
    ],
    [
      "gets no sandbox",
      event("FailedCreatePodSandBox", "Failed to create pod sandbox: plugin type=bridge failed"),
      "start",
      "plugin type=bridge failed",
      [],
    ],
  ])("%s", (_, seen, patience, found, below) => {
    const [cause] = findCauses(snapshot({ pods: [creating], events: [seen] }));
    expect(cause?.patience.kind).toBe(patience);
    if (patience === undefined) return;
    expect(cause?.found).toContain(found);
    expect(cause?.path).toEqual(["spec", "template", "spec", ...below]);
  });

  it("shows its newest event, and none of another pod", () => {
    const older = event("FailedMount", 'secret "old" not found', "2026-01-01T00:00:00Z");
    const newer = event("FailedMount", 'secret "new" not found', "2026-01-01T00:00:09Z");
    expect(findCauses(snapshot({ pods: [creating], events: [newer, older] }))[0]?.found).toContain("new");
    const other = { ...newer, involvedObject: { uid: "q" } };
    expect(findCauses(snapshot({ pods: [creating], events: [other] }))).toEqual([]);
  });

  it("has its containers judged once they have started, whatever was told before", () => {
    const running = pod({ running: {} }, { started: true, ready: true });
    expect(findCauses(snapshot({ pods: [running], events: [event("FailedMount", 'secret "db" not found')] }))).toEqual(
      [],
    );
  });

  it("is given up when no node takes it, but not while a node is on its way", () => {
    const unscheduled = pod({});
    const condition = { type: "PodScheduled", status: "False" as const, message: "0/1 nodes are available" };
    unscheduled.status = { phase: "Pending", conditions: [condition] };
    expect(findCauses(snapshot({ pods: [unscheduled] }))[0]?.patience.kind).toBe("start");
    for (const reason of ["TriggeredScaleUp", "Nominated"]) {
      const events = [event(reason, "pod triggered scale-up: [{pool 1->2 (max: 5)}]")];
      const [cause] = findCauses(snapshot({ pods: [unscheduled], events }));
      expect(cause).toMatchObject({ patience: { kind: "deadline" }, found: expect.stringContaining("1->2") });
    }
  });
});

it.each(["Evicted", "Preempting", "NodeLost"])(
  "never holds it against a release that a pod was ended: %s",
  (reason) => {
    const ended = pod({});
    ended.status = { phase: "Failed", reason };
    expect(findCauses(snapshot({ pods: [ended] }))[0]).toMatchObject({
      patience: { kind: "deadline" },
      found: expect.stringContaining("ended by the cluster"),
    });
  },
);

describe("a probe that never succeeds", () => {
  const running = (container: object) =>
    pod({ running: {} }, { started: true }, { containers: [{ name: "orders", image: "orders:2", ...container }] });

  it("is given what it allows, in each pod for itself", () => {
    const readinessProbe = { initialDelaySeconds: 5, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 2 };
    const [cause] = findCauses(snapshot({ pods: [running({ readinessProbe })] })) as [Cause];
    expect(cause.patience).toEqual({ kind: "ready", probesMs: 37_000 });
    expect(cause.key).toContain("orders-hash2-x");
    const moment = { now: 40_000, seenSince: new Map([[cause.key, 1_000]]) };
    expect(patienceEnd(cause, moment, { ...defaultGraces, ready: 10_000 })).toBe(48_000);
  });

  it.each([
    ["a number that the container does not name", { httpGet: { port: 9090 } }, ["httpGet", "port"]],
    ["a name that it does not have", { tcpSocket: { port: "metrics" } }, ["tcpSocket", "port"]],
  ])("is told with the line of its port where that is %s", (_, probe, below) => {
    const ports = [{ name: "http", containerPort: 8080 }];
    const [cause] = findCauses(snapshot({ pods: [running({ readinessProbe: probe, ports })] }));
    expect(cause?.path).toEqual([...container, "readinessProbe", ...below]);
    expect(cause?.found).toContain("8080 (http)");
  });

  it.each([{ httpGet: { port: "http" } }, { httpGet: { port: 8080 } }, { httpGet: { port: "8080" } }])(
    "is not blamed for a port that is there: %j",
    (probe) => {
      const ports = [{ name: "http", containerPort: 8080 }];
      const [cause] = findCauses(snapshot({ pods: [running({ readinessProbe: probe, ports })] }));
      expect(cause?.path).toEqual([...container, "readinessProbe"]);
    },
  );
});

it("gives a crash loop up by its restarts, as many as are granted", () => {
  const crashed = pod(waiting("CrashLoopBackOff"), { restartCount: 2, lastState: ended(3) });
  const [cause] = findCauses(snapshot({ pods: [crashed] })) as [Cause];
  const moment = { now: 1_000, seenSince: new Map<string, number>() };
  expect(patienceEnd(cause, moment)).toBe(Number.POSITIVE_INFINITY);
  expect(patienceEnd(cause, moment, { ...defaultGraces, restarts: 2 })).toBe(Number.NEGATIVE_INFINITY);
});

describe("a container that misses what it names", () => {
  const reads = {
    name: "orders",
    image: "orders:2",
    envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "db" } }],
    env: [
      { name: "URL", valueFrom: { secretKeyRef: { name: "db", key: "url" } } },
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: "auth", key: "token" } } },
    ],
  };

  it.each<[string, (string | number)[]]>([
    ['secret "db" not found', ["envFrom", 1, "secretRef", "name"]],
    ['configmap "settings" not found', ["envFrom", 0, "configMapRef", "name"]],
    ['secret "auth" not found', ["env", 1, "valueFrom", "secretKeyRef", "name"]],
    ["couldn't find key url in Secret shop/db", ["env", 0, "valueFrom", "secretKeyRef", "key"]],
    ['secret "elsewhere" not found', []],
  ])("is shown where it names it: %s", (message, path) => {
    const told = pod(waiting("CreateContainerConfigError", message), {}, { containers: [reads] });
    expect(findCauses(snapshot({ pods: [told] }))[0]?.path).toEqual([...container, ...path]);
  });
});
