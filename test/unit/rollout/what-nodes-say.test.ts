import { describe, expect, it } from "vitest";
import { findCauses } from "../../../src/rollout/causes/find.ts";
import type { ContainerState, ContainerStatus, KubeEvent, Pod } from "../../../src/rollout/workload.ts";
import { deployment, pod, snapshot } from "./objects.ts";

// What kubelets, container runtimes and controllers say in their own words, and what a release makes of it: does it end at
// once, by its restarts, after a grace, or does it go on?

const waiting = (reason: string, message = ""): ContainerState => ({ waiting: { reason, message } });
const ended = (exitCode: number, reason = "Error", message?: string): ContainerState => ({
  terminated: { exitCode, reason, ...(message === undefined ? {} : { message }) },
});
const only = (pods: readonly Pod[], events: readonly KubeEvent[] = []) => findCauses(snapshot({ pods, events }))[0];

describe("a pull", () => {
  const image = "127.0.0.1:5000/acme/access-denied:401";
  const head = `failed to pull and unpack image "${image}": failed to resolve reference "${image}"`;
  const url = "https://127.0.0.1:5000/v2/acme/access-denied/manifests/401";

  it.each<[string, string, string, string]>([
    [
      "no name server knows the registry",
      `${head}: failed to do request: Head "${url}": dial tcp: lookup registry.example on 10.0.0.10:53: no such host`,
      "start",
      "cannot be pulled",
    ],
    [
      "nobody listens",
      `${head}: failed to do request: Head "${url}": dial tcp 127.0.0.1:5000: connect: connection refused`,
      "start",
      "cannot be pulled",
    ],
    [
      "no answer in time",
      `${head}: failed to do request: Head "${url}": dial tcp 10.1.2.3:443: i/o timeout`,
      "start",
      "cannot be pulled",
    ],
    [
      "a handshake that takes too long",
      `${head}: failed to authorize: failed to fetch anonymous token: Get "https://auth.example/token": net/http: TLS handshake timeout`,
      "start",
      "cannot be pulled",
    ],
    [
      "a registry that is down",
      `${head}: unexpected status from HEAD request to ${url}: 503 Service Unavailable`,
      "start",
      "cannot be pulled",
    ],
    [
      "a gateway that is",
      `${head}: unexpected status from HEAD request to ${url}: 502 Bad Gateway`,
      "start",
      "cannot be pulled",
    ],
    [
      "a rate limit",
      `failed to copy: httpReadSeeker: failed open: unexpected status code ${url}: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit`,
      "start",
      "cannot be pulled",
    ],
    [
      "a connection that breaks",
      `failed to copy: read tcp 10.0.0.2:41022->10.1.2.3:443: read: connection reset by peer`,
      "start",
      "cannot be pulled",
    ],
    [
      "no room on the node",
      `failed to extract layer sha256:1c: write /var/lib/x: no space left on device`,
      "start",
      "cannot be pulled",
    ],
    ["no reason, as before Kubernetes 1.29", `Back-off pulling image "${image}"`, "start", "cannot be pulled"],
    ["a tag that is not there", `${head}: ${image}: not found`, "none", "does not exist"],
    [
      "a repository that is not there",
      `${head}: unexpected status from HEAD request to ${url}: 404 Not Found`,
      "none",
      "does not exist",
    ],
    [
      "a manifest that is not there",
      `Error response from daemon: manifest for ${image} not found: manifest unknown`,
      "none",
      "does not exist",
    ],
    [
      "wrong credentials",
      `${head}: unexpected status from HEAD request to ${url}: 401 Unauthorized`,
      "none",
      "the registry refuses",
    ],
    [
      "a token that is refused",
      `${head}: failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://auth.example/token: 403 Forbidden`,
      "none",
      "the registry refuses",
    ],
    [
      "what a stranger may not see",
      `${head}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
      "none",
      "refuses the image 127.0.0.1:5000/acme/access-denied:401 of container orders, or it does not exist",
    ],
    ["another platform", `${head}: no match for platform in manifest: not found`, "none", "not made for the platform"],
    [
      "a short name",
      `short-name "access-denied:401" did not resolve to an alias and no unqualified-search registries are defined`,
      "none",
      "which registry",
    ],
  ])("that fails for %s", (_, message, patience, found) => {
    const containers = [{ name: "orders", image }];
    for (const state of [
      waiting("ErrImagePull", message),
      waiting("ImagePullBackOff", `Back-off pulling image "${image}": ErrImagePull: ${message}`),
    ]) {
      const cause = only([pod(state, {}, { containers })]);
      expect(cause?.found).toContain(found);
      expect(cause?.patience.kind).toBe(patience);
      expect(cause?.path.at(-1)).toBe("image");
    }
  });

  it.each([
    ["RegistryUnavailable", "image pull failed for orders:2 because the registry is unavailable", "start"],
    ["SignatureValidationFailed", "image pull failed for orders:2 because the signature validation failed", "none"],
    [
      "ImagePullBackOff",
      'Back-off pulling image "orders:2": SignatureValidationFailed: image pull failed for orders:2',
      "none",
    ],
    [
      "ImageInspectError",
      'Failed to inspect image "orders:2": rpc error: code = Unknown desc = short name mode is enforcing',
      "none",
    ],
    ["ImageInspectError", 'Failed to inspect image "": rpc error: code = Unavailable desc = connection error', "start"],
    ["ErrImageNeverPull", 'Container image "orders:2" is not present with pull policy of Never', "none"],
  ])("that the kubelet calls %s", (reason, message, patience) => {
    expect(only([pod(waiting(reason, message))])?.patience.kind).toBe(patience);
  });
});

describe("a container", () => {
  it.each<[string, ContainerState, Partial<ContainerStatus>, string, string]>([
    // No container was made, so its restarts stay at 0 for ever.
    [
      "has no command",
      waiting("CreateContainerError", "failed to generate spec: no command specified"),
      {},
      "start",
      "cannot be created",
    ],
    [
      "has a name that the runtime still holds",
      waiting("CreateContainerError", 'failed to reserve container name "orders_x_0": name is reserved'),
      {},
      "start",
      "cannot be created",
    ],
    [
      "has a command that is not there",
      waiting("RunContainerError", 'exec: "nope": executable file not found in $PATH'),
      { restartCount: 1, lastState: ended(128, "StartError") },
      "restarts",
      "executable file not found",
    ],
    [
      "has a command that is not there, a while later",
      waiting("CrashLoopBackOff", "back-off 40s"),
      { restartCount: 3, lastState: ended(128, "StartError", 'exec: "nope"') },
      "restarts",
      'StartError: exec: "nope"',
    ],
    [
      "has a hook that fails",
      waiting("PostStartHookError", "Exec lifecycle hook ([/warm]) failed - error: command exited with 1"),
      { restartCount: 2, lastState: ended(137) },
      "restarts",
      "its postStart hook fails",
    ],
    [
      "runs as root and may not",
      waiting("CreateContainerConfigError", "container has runAsNonRoot and image will run as root"),
      {},
      "none",
      "runAsNonRoot",
    ],
    [
      "has a user without a number",
      waiting(
        "CreateContainerConfigError",
        "container has runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root",
      ),
      {},
      "none",
      "non-numeric",
    ],
    [
      "waits for the kubelet's cache",
      waiting("CreateContainerConfigError", "failed to sync configmap cache: timed out waiting for the condition"),
      {},
      "deadline",
      "cannot be configured",
    ],
    [
      "waits for the kubelet's own start",
      waiting("CreateContainerConfigError", "services have not yet been read at least once, cannot construct envvars"),
      {},
      "deadline",
      "cannot be configured",
    ],
    [
      "mounts a part of a volume that is not there",
      waiting("CreateContainerConfigError", 'failed to prepare subPath for volumeMount "data" of container "orders"'),
      {},
      "start",
      "subPath",
    ],
    [
      "is killed by its startup probe",
      waiting("CrashLoopBackOff"),
      { restartCount: 3, lastState: ended(137) },
      "restarts",
      "exit code 137",
    ],
    ["was on a node that went", ended(137, "ContainerStatusUnknown"), {}, "restarts", "ContainerStatusUnknown"],
    ["completes", ended(0, "Completed"), { restartCount: 1 }, "restarts", "although it has to go on running"],
  ])("that %s", (_, state, status, patience, found) => {
    const cause = only([pod(state, status)]);
    expect(cause?.found).toContain(found);
    expect(cause?.patience.kind).toBe(patience);
  });

  it("that runs again after a crash and never gets ready has the time that its probe allows from there on", () => {
    const crashing = pod(waiting("CrashLoopBackOff"), { restartCount: 2, lastState: ended(3) });
    const again = pod({ running: {} }, { started: true, restartCount: 2, lastState: ended(3) });
    expect(only([again])).toMatchObject({ patience: { kind: "ready" }, found: expect.stringContaining("exit code 3") });
    expect(only([again])?.key).not.toBe(only([crashing])?.key);
    const unasked = { containers: [{ name: "orders", image: "orders:2" }] };
    expect(only([pod({ running: {} }, { restartCount: 2, lastState: ended(3) }, unasked)])?.patience.kind).toBe(
      "deadline",
    );
  });

  describe("before the others", () => {
    const init = (container: object, status: Partial<ContainerStatus>): Pod => {
      const waits = pod(
        waiting("PodInitializing"),
        {},
        { initContainers: [{ name: "first", image: "f:1", ...container }] },
      );
      const own = { name: "first", ready: false, restartCount: 0, ...status };
      return { ...waits, status: { ...waits.status, initContainerStatuses: [own] } };
    };
    const sidecar = { restartPolicy: "Always" };

    it.each<[string, object, Partial<ContainerStatus>, string | undefined]>([
      ["crashes", {}, { state: waiting("CrashLoopBackOff"), restartCount: 3, lastState: ended(1) }, "restarts"],
      ["has just crashed", {}, { state: ended(1) }, "restarts"],
      ["has an image that is not there", {}, { state: waiting("ErrImagePull", "f:1: not found") }, "none"],
      ["is done", {}, { state: ended(0, "Completed") }, undefined],
      ["still runs", {}, { state: { running: {} } }, "deadline"],
      [
        "is a sidecar that crashes",
        sidecar,
        { state: waiting("CrashLoopBackOff"), restartCount: 3, lastState: ended(1) },
        "restarts",
      ],
      ["is a sidecar that ends", sidecar, { state: ended(0, "Completed"), restartCount: 3 }, "restarts"],
      [
        "is a sidecar that has not started by its probe",
        { ...sidecar, startupProbe: {} },
        { state: { running: {} }, started: false },
        "ready",
      ],
      ["is a sidecar that runs", sidecar, { state: { running: {} }, started: true }, undefined],
    ])("that %s", (_, container, status, patience) => {
      expect(only([init(container, status)])?.patience.kind).toBe(patience);
    });
  });
});

describe("a pod", () => {
  const failed = (name: string, reason: string, message = "", conditions: Pod["status"] = {}): Pod => {
    const each = pod({});
    return {
      ...each,
      metadata: { ...each.metadata, name, uid: name },
      status: { phase: "Failed", reason, message, ...conditions },
    };
  };
  const target = {
    conditions: [{ type: "DisruptionTarget", status: "True" as const, reason: "TerminationByKubelet" }],
  };

  it.each([
    ["Evicted", "The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 900Mi.", target],
    ["Evicted", "The node had condition: [DiskPressure].", {}],
    [
      "OutOfcpu",
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 1000, used: 31900, capacity: 32000",
      {},
    ],
    ["Terminated", "Pod was terminated in response to imminent node shutdown.", target],
    ["NodeAffinity", "Pod was rejected: Predicate NodeAffinity failed", {}],
  ])("that its node ends is no failure, however often: %s, %s", (reason, message, conditions) => {
    const pods = [1, 2, 3, 4].map((each) => failed(`p${each}`, reason, message, conditions));
    expect(only(pods)).toMatchObject({
      patience: { kind: "deadline" },
      found: expect.stringContaining("ended by the cluster"),
    });
  });

  it.each([
    ["Evicted", "Pod ephemeral local storage usage exceeds the total limit of containers 10Mi. "],
    ["Evicted", 'Container orders exceeded its local ephemeral storage limit "10Mi". '],
    ["Evicted", 'Usage of EmptyDir volume "cache" exceeds the limit "10Mi". '],
    ["SysctlForbidden", 'Pod was rejected: forbidden sysctl: "net.core.somaxconn" not allowlisted'],
    ["UnexpectedAdmissionError", "Pod was rejected: Allocate failed due to no healthy devices present"],
  ])("that fails by what it is counts as often as it was made again: %s, %s", (reason, message) => {
    const pods = [1, 2, 3].map((each) => failed(`p${each}`, reason, message));
    expect(only(pods.slice(0, 1))).toMatchObject({ patience: { kind: "restarts", count: 1 } });
    const cause = only(pods);
    expect(cause).toMatchObject({ patience: { kind: "restarts", count: 3 } });
    expect(cause?.found).toContain(message.trim());
  });

  const told = (reason: string, message: string, lastTimestamp = "2026-01-01T00:00:00Z"): KubeEvent => ({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: reason + lastTimestamp },
    involvedObject: { kind: "Pod", name: "orders-hash2-x", uid: "p" },
    reason,
    message,
    lastTimestamp,
  });
  const creating = pod(waiting("ContainerCreating"));
  const withSandbox = (status: "True" | "False"): Pod => ({
    ...creating,
    status: { ...creating.status, conditions: [{ type: "PodReadyToStartContainers", status }] },
  });

  it("that pulls its image is not held to what was told before its network was there", () => {
    const events = [told("FailedCreatePodSandBox", "plugin type=bridge failed")];
    expect(only([withSandbox("False")], events)?.patience.kind).toBe("start");
    expect(only([withSandbox("True")], events)).toBeUndefined();
  });

  it("that waits for what each new namespace gets has the time to start", () => {
    const message =
      'MountVolume.SetUp failed for volume "kube-api-access-x7k2p" : configmap "kube-root-ca.crt" not found';
    expect(only([creating], [told("FailedMount", message)])?.patience.kind).toBe("start");
  });

  const unscheduled = (reason: string): Pod => {
    const conditions = [{ type: "PodScheduled", status: "False" as const, reason, message: "0/3 nodes are available" }];
    return { ...creating, status: { phase: "Pending", conditions } };
  };

  it("that a queue holds back is no pod that no node takes", () => {
    expect(only([unscheduled("SchedulingGated")])).toMatchObject({
      patience: { kind: "deadline" },
      found: expect.stringContaining("schedulingGates"),
    });
  });

  it("is not waited for where the autoscaler that was about to add a node cannot", () => {
    const up = told("TriggeredScaleUp", "pod triggered scale-up");
    const not = told(
      "NotTriggerScaleUp",
      "pod didn't trigger scale-up: 1 max node group size reached",
      "2026-01-01T00:05:00Z",
    );
    expect(only([unscheduled("Unschedulable")], [up])?.patience.kind).toBe("deadline");
    const cause = only([unscheduled("Unschedulable")], [up, not]);
    expect(cause?.patience.kind).toBe("start");
    expect(cause?.found).toContain("max node group size reached");
  });

  it("whose containers are ready and whose gate is not says which", () => {
    const ready = pod({ running: {} }, { ready: true, started: true });
    const message = 'corresponding condition of pod readiness gate "target-health.example/tg" does not exist.';
    const conditions = [{ type: "Ready", status: "False" as const, reason: "ReadinessGatesNotReady", message }];
    expect(only([{ ...ready, status: { ...ready.status, conditions } }])).toMatchObject({
      patience: { kind: "deadline" },
      found: expect.stringContaining("target-health.example/tg"),
      path: ["spec", "template", "spec", "readinessGates"],
    });
  });
});

describe("a controller that cannot create", () => {
  const refusal =
    'create Pod orders-2 in StatefulSet orders failed error: pods "orders-2" is forbidden: violates PodSecurity "restricted:latest"';
  const at = (second: number): string => `2026-01-01T00:00:0${second}Z`;
  const told = (reason: string, message: string, second: number, uid = "d"): KubeEvent => ({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${reason}${second}` },
    involvedObject: { name: "orders", uid },
    reason,
    message,
    lastTimestamp: at(second),
  });
  const written = (kind: string, status?: object) => {
    const object = deployment({ status: { ...deployment().status, ...status } });
    const entry = {
      manager: "slipway",
      operation: "Apply" as const,
      time: at(3),
      fieldsV1: { "f:spec": { "f:template": {} } },
    };
    return { ...object, kind, metadata: { ...object.metadata, managedFields: [entry] } };
  };

  it.each(["StatefulSet", "DaemonSet"])("the pods of a %s has no condition for it: its events are read", (kind) => {
    const workload = written(kind);
    const causeOf = (...events: KubeEvent[]) => findCauses(snapshot({ workload, events }))[0];
    expect(causeOf(told("FailedCreate", refusal, 4))).toMatchObject({
      patience: { kind: "none" },
      found: expect.stringContaining("its pods cannot be created: create Pod orders-2"),
    });
    // Of the template before, of another object, and what has been created since.
    expect(causeOf(told("FailedCreate", refusal, 2))).toBeUndefined();
    expect(causeOf(told("FailedCreate", refusal, 3))).toBeUndefined();
    expect(causeOf(told("FailedCreate", refusal, 4, "other"))).toBeUndefined();
    expect(
      causeOf(told("FailedCreate", refusal, 4), told("SuccessfulCreate", "create Pod orders-2", 5)),
    ).toBeUndefined();
    expect(causeOf(told("SuccessfulCreate", "create Pod orders-1", 4), told("FailedCreate", refusal, 5))).toBeDefined();
    // The old pod that has ended may still be counted.
    expect(causeOf(told("FailedCreate", "exceeded quota: pods, requested: pods=1", 4))?.patience.kind).toBe("grace");
  });

  it("the ReplicaSet of a Deployment says so in its condition, or in an event where it has no deadline", () => {
    const message =
      'Failed to create new replica set "orders-x": replicasets.apps "orders-x" is forbidden: policy says no';
    const reason = "ReplicaSetCreateError";
    const conditionAt = (second: number) => [
      { type: "Progressing", status: "False" as const, reason, message, lastUpdateTime: at(second) },
    ];
    const seen = {
      patience: { kind: "none" },
      found: expect.stringContaining(`its ReplicaSet cannot be created: ${message}`),
    };
    const failing = written("Deployment", { conditions: conditionAt(4) });
    expect(findCauses(snapshot({ workload: failing, current: undefined }))[0]).toMatchObject(seen);
    // It is still there from the release before, until the controller has seen this one.
    const before = written("Deployment", { conditions: conditionAt(2) });
    expect(findCauses(snapshot({ workload: before, current: undefined }))).toEqual([]);
    const silent = written("Deployment");
    const events = [told(reason, message, 5)];
    expect(findCauses(snapshot({ workload: silent, current: undefined, events }))[0]).toMatchObject(seen);
    // It is there by now.
    expect(findCauses(snapshot({ workload: failing, events }))).toEqual([]);
    expect(findCauses(snapshot({ workload: silent, current: undefined, events: [told(reason, message, 3)] }))).toEqual(
      [],
    );
  });

  it.each([
    ['pods "orders-x" is forbidden: status unknown for quota: small, resources: pods', "start"],
    ['error looking up service account shop/default: serviceaccount "default" not found', "start"],
    ['error looking up service account shop/orders: serviceaccount "orders" not found', "none"],
    [
      'Internal error occurred: failed calling webhook "policy.example": Post "https://policy.shop.svc:443": dial tcp 10.0.0.9:443: connect: connection refused',
      "deadline",
    ],
    ['admission webhook "policy.example" denied the request: no', "none"],
  ])("pods: %s", (message, patience) => {
    const events = [told("FailedCreate", message, 4)];
    expect(findCauses(snapshot({ workload: written("StatefulSet"), events }))[0]?.patience.kind).toBe(patience);
  });
});
