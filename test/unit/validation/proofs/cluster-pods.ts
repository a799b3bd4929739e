// What proves the checks of running pods?

import { liveDeployment } from "../objects.ts";
import { type Cases, casesOf, object } from "./cases.ts";
import { ago, at, condition, deploymentWith, named, node, pod, pods, status } from "./cluster-objects.ts";

const crash = { state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s" } } };
const ended = (reason: string, minutes: number, count = 1) => ({
  restartCount: count,
  lastState: { terminated: { reason, exitCode: 137, finishedAt: ago(minutes) } },
});
const shell = { name: "shell", image: "busybox" };
const debugged = (status: object, container: object = {}) =>
  pods({
    spec: { ephemeralContainers: [{ ...shell, ...container }] },
    status: { ephemeralContainerStatuses: [{ name: "shell", restartCount: 0, ...status }] },
  });
const limited = { container: { resources: { limits: { memory: "100Mi", cpu: "500m" } } } };
const metrics = (usage: object, name = "c") => ({
  Pod: pods(limited),
  PodMetrics: [named(name, { containers: [{ name: "orders", usage }] })],
});
const owned = (name: string, owner: string, rest: object = {}, metadata: object = {}) =>
  named(name, rest, { ownerReferences: [{ kind: "x", name: owner, uid: owner, controller: true }], ...metadata });
const sets = [
  owned(
    "old",
    "d",
    {},
    { labels: { "pod-template-hash": "old" }, annotations: { "deployment.kubernetes.io/revision": "9" } },
  ),
  owned(
    "new",
    "d",
    {},
    { labels: { "pod-template-hash": "new" }, annotations: { "deployment.kubernetes.io/revision": "10" } },
  ),
];
const ofRevision = (hash: string, metadata: object = {}) =>
  pod(hash, { metadata: { labels: { app: "orders", "pod-template-hash": hash }, ...metadata } });

const cases: Readonly<Record<string, Cases>> = {
  "cluster/waiting": {
    pass: [["running pods", at()]],
    "near-pass": [
      [
        "a container that is being created",
        at({ Pod: pods({ state: { state: { waiting: { reason: "ContainerCreating" } } } }) }),
      ],
      ["a crash of a pod that is going", at({ Pod: pods({ metadata: { deletionTimestamp: ago(0) }, state: crash }) })],
    ],
    "near-fail": [
      [
        "an init container of a pod whose others are well",
        at({ Pod: pods({ status: { initContainerStatuses: [{ name: "migrate", restartCount: 3, ...crash }] } }) }),
        "the pod c: the container migrate waits: CrashLoopBackOff",
      ],
    ],
    fail: [
      [
        "an image that is not there",
        at({ Pod: pods({ state: { state: { waiting: { reason: "ImagePullBackOff", message: "not found" } } } }) }),
        "ImagePullBackOff (not found)",
      ],
      [
        "a crash, alike in two pods",
        at({ Pod: ["a", "b"].map((name) => pod(name, { state: { ...ended("Error", 1), ...crash } })) }),
        "the pods a, b: the container orders waits: CrashLoopBackOff (Error, exit code 137)",
      ],
    ],
  },
  "cluster/restarts": {
    pass: [["no restart", at()]],
    "near-pass": [
      ["as many as are taken", at({ Pod: pods({ state: ended("Error", 60, 5) }) })],
      ["many, long ago", at({ Pod: pods({ state: ended("Error", 1500, 50) }) })],
    ],
    "near-fail": [["one more, hours ago", at({ Pod: pods({ state: ended("Error", 1400, 6) }) }), "6 times"]],
    fail: [["many", at({ Pod: pods({ state: ended("Error", 5, 40) }) }), "40 times"]],
  },
  "cluster/out-of-memory": {
    pass: [["no end", at()]],
    "near-pass": [
      ["killed two days ago", at({ Pod: pods({ state: ended("OOMKilled", 2880) }) })],
      ["another end with the same exit code", at({ Pod: pods({ state: ended("Error", 5) }) })],
    ],
    "near-fail": [["once, hours ago", at({ Pod: pods({ state: ended("OOMKilled", 1400) }) }), "OOMKilled"]],
    fail: [["just now", at({ Pod: pods({ state: ended("OOMKilled", 1) }) }), "the pod c: the container orders"]],
  },
  "cluster/memory-usage": {
    pass: [["half of it", at(metrics({ memory: "50Mi" }))]],
    "near-pass": [["just below, in other units", at(metrics({ memory: "91226Ki" }))]],
    "near-fail": [
      ["just at it, in bytes", at(metrics({ memory: "94371840" })), "uses 90 % of its memory limit (90Mi of 100Mi)"],
    ],
    fail: [["nearly all", at(metrics({ memory: "99Mi" })), "99 %"]],
  },
  "cluster/cpu-usage": {
    pass: [["a tenth", at(metrics({ cpu: "50m" }))]],
    "near-pass": [["just below, in nanocores", at(metrics({ cpu: "440000000n" }))]],
    "near-fail": [["just at it", at(metrics({ cpu: "0.45" })), "uses 90 % of its cpu limit (450m of 500m)"]],
    fail: [["all", at(metrics({ cpu: "500m" })), "100 %"]],
  },
  "cluster/debug-containers": {
    pass: [["nobody debugs", at()]],
    "near-pass": [
      ["one that has ended", at({ Pod: debugged({ state: { terminated: { exitCode: 1, reason: "Error" } } }) })],
      [
        "one of a pod that is going",
        at({ Pod: pods({ metadata: { deletionTimestamp: ago(0) }, spec: { ephemeralContainers: [shell] } }) }),
      ],
    ],
    "near-fail": [
      [
        "one that waits for its image",
        at({ Pod: debugged({ state: { waiting: { reason: "ImagePullBackOff" } } }) }),
        "the pod c: the debug container shell (busybox) runs in it",
      ],
    ],
    fail: [
      [
        "one that runs, privileged",
        at({ Pod: debugged({ state: { running: {} } }, { securityContext: { privileged: true } }) }),
        "the debug container shell (busybox) is privileged and runs in it",
      ],
    ],
  },
  "cluster/pending-pods": {
    pass: [["running pods", at()]],
    "near-pass": [
      ["just created", at({ Pod: pods({ metadata: { creationTimestamp: ago(0.5) }, status: { phase: "Pending" } }) })],
    ],
    "near-fail": [
      [
        "placed but not started",
        at({ Pod: pods({ status: { phase: "Pending", conditions: [condition("PodScheduled", "True")] } }) }),
        "has not started",
      ],
    ],
    fail: [
      [
        "no node",
        at({
          Pod: pods({
            status: {
              phase: "Pending",
              conditions: [
                condition("PodScheduled", "False", { message: "0/3 nodes are available: 3 Insufficient cpu." }),
              ],
            },
          }),
        }),
        "the pod c: it has no node: 0/3 nodes are available: 3 Insufficient cpu.",
      ],
    ],
  },
  "cluster/failed-pods": {
    pass: [["running pods", at()]],
    "near-pass": [["one that has ended well", at({ Pod: pods({ status: { phase: "Succeeded" } }) })]],
    "near-fail": [
      ["a lost node", at({ Pod: pods({ status: { phase: "Unknown", reason: "NodeLost" } }) }), "Unknown (NodeLost)"],
    ],
    fail: [
      [
        "evicted",
        at({ Pod: pods({ status: { phase: "Failed", reason: "Evicted", message: "low on memory" } }) }),
        "Failed (Evicted: low on memory)",
      ],
    ],
  },
  "cluster/terminating-pods": {
    pass: [["none", at()]],
    "near-pass": [["in its grace period", at({ Pod: pods({ metadata: { deletionTimestamp: ago(-0.5) } }) })]],
    "near-fail": [
      [
        "a little over it",
        at({ Pod: pods({ metadata: { deletionTimestamp: ago(1.5) } }) }),
        "since 1m, on the node n1",
      ],
    ],
    fail: [
      [
        "long over it",
        at({ Pod: pods({ metadata: { deletionTimestamp: ago(300), finalizers: ["acme/hold"] } }) }),
        "since 5h, with the finalizers acme/hold",
      ],
    ],
  },
  "cluster/old-revision-pods": {
    pass: [["all of the newest", at({ ReplicaSet: sets, Pod: [ofRevision("new")] })]],
    "near-pass": [
      [
        "an old one that goes",
        at({ ReplicaSet: sets, Pod: [ofRevision("new"), ofRevision("old", { deletionTimestamp: ago(0) })] }),
      ],
    ],
    "near-fail": [
      [
        "a DaemonSet that waits for somebody to delete them",
        at(
          {
            DaemonSet: [
              named("agent", { spec: { selector: { matchLabels: { app: "agent" } }, template: {} } }, { uid: "ds" }),
            ],
            ControllerRevision: [
              owned("r1", "ds", { revision: 1 }, { labels: { "controller-revision-hash": "r1" } }),
              owned("r2", "ds", { revision: 2 }, { labels: { "controller-revision-hash": "r2" } }),
            ],
            Pod: [pod("x", { metadata: { labels: { app: "agent", "controller-revision-hash": "r1" } } })],
          },
          undefined,
          object(
            "apps/v1",
            "DaemonSet",
            "spec: { template: { spec: { containers: [{ name: a, image: a }] } } }",
            "agent",
          ),
        ),
        "the pod x of 1",
      ],
    ],
    fail: [
      [
        "one of the one before, whose number is greater as a text",
        at({ ReplicaSet: sets, Pod: [ofRevision("new"), ofRevision("old")] }),
        "the pod old of 2",
      ],
    ],
  },
  "cluster/conditions": {
    pass: [
      [
        "progressing",
        at({ Deployment: [liveDeployment(status(condition("Progressing", "True"), condition("Available", "True")))] }),
      ],
    ],
    "near-pass": [
      [
        "a condition of another state",
        at({
          Deployment: [
            liveDeployment(status(condition("ReplicaFailure", "False"), condition("Progressing", "Unknown"))),
          ],
        }),
      ],
    ],
    "near-fail": [
      ["paused, with all conditions well", at({ Deployment: [deploymentWith({ paused: true })] }), "it is paused"],
    ],
    fail: [
      [
        "over its deadline",
        at({ Deployment: [liveDeployment(status(condition("Progressing", "False", { message: "has timed out" })))] }),
        "Progressing is False: has timed out",
      ],
      [
        "refused pods",
        at({
          Deployment: [liveDeployment(status(condition("ReplicaFailure", "True", { message: "exceeded quota" })))],
        }),
        "exceeded quota",
      ],
    ],
  },
  "cluster/spread": {
    pass: [
      ["on two nodes", at({ Node: [node("n1"), node("n2")], Pod: [pod("a"), pod("b", { spec: { nodeName: "n2" } })] })],
    ],
    "near-pass": [
      [
        "on the only node that takes pods",
        at({
          Node: [
            node("n1"),
            node("n2", { spec: { unschedulable: true } }),
            node("n3", { spec: { taints: [{ effect: "NoSchedule" }] } }),
          ],
          Pod: pods(),
        }),
      ],
      ["a single pod", at({ Node: [node("n1"), node("n2")], Pod: [pod("a")] })],
    ],
    "near-fail": [
      [
        "the one elsewhere is going",
        at({
          Node: [node("n1"), node("n2")],
          Pod: pods({ spec: { nodeName: "n2" }, metadata: { deletionTimestamp: ago(0) } }),
        }),
        "all 2 pods run on the node n1, one of 2",
      ],
    ],
    fail: [["all on one", at({ Node: [node("n1"), node("n2")], Pod: pods() }), "all 3 pods"]],
  },
};

export const podsProofs = Object.entries(cases).flatMap(([check, own]) => casesOf(check, own));
