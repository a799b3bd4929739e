// What proves the checks of the running cluster?

import { goodYaml, liveDeployment } from "../objects.ts";
import { type Cases, casesOf, cronJob, job, object } from "./cases.ts";
import {
  ago,
  at,
  certificate,
  claim,
  condition,
  days,
  deploymentWith,
  mounting,
  named,
  node,
  pod,
  pods,
  status,
  volume,
} from "./cluster-objects.ts";

const crash = { state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s" } } };
const ended = (reason: string, minutes: number, count = 1) => ({
  restartCount: count,
  lastState: { terminated: { reason, exitCode: 137, finishedAt: ago(minutes) } },
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
const slice = (...endpoints: object[]) => ({
  EndpointSlice: [named("orders-x", { endpoints }, { labels: { "kubernetes.io/service-name": "orders" } })],
});
const ready = { conditions: { ready: true } };
const service = (selector: object, rest: object = {}, name = "orders") =>
  named(name, { spec: { selector, ports: [{ port: 80 }], ...rest } });
const autoscaler = (state: object | undefined, spec: object = {}) => ({
  HorizontalPodAutoscaler: [
    named("orders", {
      spec: { scaleTargetRef: { kind: "Deployment", name: "orders" }, minReplicas: 3, maxReplicas: 9, ...spec },
      ...(state === undefined ? {} : { status: state }),
    }),
  ],
});
const budget = (state: object) => ({
  PodDisruptionBudget: [
    named("orders", {
      spec: { selector: { matchLabels: { app: "orders" } } },
      status: { expectedPods: 3, disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2, ...state },
    }),
  ],
});
const event = (kind: string, name: string, minutes: number, reason = "BackOff") =>
  named(`${name}.1`, { involvedObject: { kind, name }, reason, message: "m", count: 7, lastTimestamp: ago(minutes) });
const quota = (used: string, hard = "10") => ({
  ResourceQuota: [named("quota", { status: { hard: { "requests.cpu": hard }, used: { "requests.cpu": used } } })],
});
const balanced = { status: { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } } };
const ingress = (rest: object = {}) => ({
  Service: [service({ app: "orders" })],
  Ingress: [
    named("orders", {
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: "orders" } } }] } }] },
      ...rest,
    }),
  ],
});
const route = (...conditions: object[]) => ({
  Service: [service({ app: "orders" })],
  HTTPRoute: [
    named("orders", {
      spec: { parentRefs: [{ name: "public" }], rules: [{ backendRefs: [{ name: "orders" }] }] },
      status: { parents: conditions.length === 0 ? [] : [{ parentRef: { name: "public" }, conditions }] },
    }),
  ],
  Gateway: [named("public", status(condition("Programmed", "True")))],
});
const accepted = [condition("Accepted", "True"), condition("ResolvedRefs", "True")];
const certificates = (state: object, secretName = "orders-tls") => ({
  Certificate: [named("orders", { spec: { secretName }, status: state })],
});
const aliveJob = (kind: "Job" | "CronJob", state: object, spec: object = {}) => {
  const template = { spec: { containers: [{ name: "a", image: "a" }] } };
  const body = kind === "Job" ? { template, ...spec } : { jobTemplate: { spec: { template } }, ...spec };
  return { [kind]: [named("a", { spec: body, status: state }, { uid: "cron" })] };
};
const runs = (...outcomes: string[]) => ({
  ...aliveJob("CronJob", { lastSuccessfulTime: ago(180) }),
  Job: outcomes.map((type, index) =>
    owned(`a-${index}`, "cron", status(condition(type, "True", { reason: "BackoffLimitExceeded" })), {
      creationTimestamp: ago((outcomes.length - index) * 60),
    }),
  ),
});
const container = (yaml: string) => goodYaml.replace(/image: registry\S+/, yaml);
const unscaled = goodYaml
  .replace(/---\napiVersion: autoscaling[\s\S]*?(?=---)/, "")
  .replace("  minReadySeconds: 5\n", "  replicas: 3\n");

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
  "cluster/endpoints-ready": {
    pass: [["all ready", at({ Service: [service({ app: "orders" })], ...slice(ready, ready) })]],
    "near-pass": [
      [
        "one that terminates, one that does not tell",
        at({
          Service: [service({ app: "orders" })],
          ...slice({ conditions: { ready: false, terminating: true } }, {}),
        }),
      ],
    ],
    "near-fail": [
      [
        "a second slice",
        at({
          Service: [service({ app: "orders" })],
          EndpointSlice: [...slice(ready).EndpointSlice, ...slice({ conditions: { ready: false } }).EndpointSlice],
        }),
        "1 of 2",
      ],
    ],
    fail: [
      [
        "one that is not",
        at({
          Service: [service({ app: "orders" })],
          ...slice(ready, { conditions: { ready: false }, targetRef: { name: "c" } }),
        }),
        "1 of 2 endpoints are not ready (c)",
      ],
    ],
  },
  "cluster/services-without-pods": {
    pass: [["one that selects", at({ Service: [service({ app: "orders" })] })]],
    "near-pass": [
      [
        "one without a selector, and another team's",
        at({ Service: [service({ app: "orders" }), service({}, {}, "outside"), service({ app: "x" }, {}, "other")] }),
      ],
    ],
    "near-fail": [
      ["one label too many", at({ Service: [service({ app: "orders", tier: "web" })] }), "app=orders, tier=web"],
    ],
    fail: [
      [
        "a renamed label",
        at({ Service: [service({ app: "order" })] }),
        "no pod has the labels that it selects (app=order)",
      ],
    ],
  },
  "cluster/load-balancers": {
    pass: [["an Ingress with an address", at(ingress(balanced))]],
    "near-pass": [
      [
        "a Service inside, which needs none",
        at({ ...ingress(balanced), Service: [service({ app: "orders" }, { type: "ClusterIP" })] }),
      ],
    ],
    "near-fail": [
      [
        "a LoadBalancer beside it that waits",
        at({ ...ingress(balanced), Service: [service({ app: "orders" }, { type: "LoadBalancer" })] }),
        "it has no address",
      ],
    ],
    fail: [["an Ingress that nobody took up", at(ingress({ status: { loadBalancer: {} } })), "it has no address"]],
  },
  "cluster/routes-accepted": {
    pass: [["accepted", at(route(...accepted))]],
    "near-pass": [["accepted, and references not told", at(route(condition("Accepted", "True")))]],
    "near-fail": [
      [
        "accepted with a reference that does not resolve",
        at(route(condition("Accepted", "True"), condition("ResolvedRefs", "False", { reason: "BackendNotFound" }))),
        "ResolvedRefs of public is False: BackendNotFound",
      ],
    ],
    fail: [
      ["taken up by none", at(route()), "no Gateway has taken it up"],
      [
        "a Gateway that is not programmed",
        at({
          ...route(...accepted),
          Gateway: [named("public", status(condition("Programmed", "False", { reason: "AddressNotAssigned" })))],
        }),
        "it is not programmed: AddressNotAssigned",
      ],
    ],
  },
  "cluster/certificate-expiry": {
    pass: [["a month left", at({}, certificate())]],
    "near-pass": [["a little more than two weeks", at({}, certificate({ notAfter: days(14.1) }))]],
    "near-fail": [
      ["a little less than two weeks", at({}, certificate({ notAfter: days(13.9) })), "ends in 13d, on 2026-01-15"],
      ["not good yet", at({}, certificate({ notBefore: days(1) })), "not good before 2026-01-02"],
    ],
    fail: [
      ["over", at({}, certificate({ notAfter: days(-3) })), "ended 3d ago, on 2025-12-29"],
      [
        "a Secret that is not there",
        at({}, { certificates: new Map([["orders-tls", { kind: "seen", value: "missing" }]]) }),
        "the Secret is not there",
      ],
    ],
  },
  "cluster/certificate-names": {
    pass: [["the host itself", at({}, certificate())]],
    "near-pass": [["a star for its one label", at({}, certificate({ names: ["*.example.com"] }))]],
    "near-fail": [
      [
        "a star does not stand for two labels",
        at({}, certificate({ names: ["*.com", "example.com"] })),
        "not for orders.example.com but for *.com, example.com",
      ],
    ],
    fail: [["another host", at({}, certificate({ names: ["www.example.com"] })), "not for orders.example.com"]],
  },
  "cluster/certificate-chain": {
    pass: [["whole", at({}, certificate())]],
    "near-pass": [["near its end, which another check tells", at({}, certificate({ notAfter: days(1) }))]],
    "near-fail": [
      [
        "a good chain with another's key",
        at({}, certificate({ problems: ["tls.key is the key of another certificate"] })),
        "another certificate",
      ],
    ],
    fail: [
      [
        "alone",
        at({}, certificate({ problems: ["the certificate of its issuer (CN=R10) is missing in tls.crt"] })),
        "CN=R10",
      ],
    ],
  },
  "cluster/certificate-ready": {
    pass: [["ready", at(certificates({ conditions: [condition("Ready", "True")], renewalTime: ago(-9000) }))]],
    "near-pass": [
      ["just being renewed", at(certificates({ conditions: [condition("Ready", "True")], renewalTime: ago(30) }))],
    ],
    "near-fail": [
      [
        "ready, and long over its renewal",
        at(certificates({ conditions: [condition("Ready", "True")], renewalTime: ago(3000) })),
        "renewed 2d ago",
      ],
    ],
    fail: [
      [
        "not ready",
        at(
          certificates({
            conditions: [condition("Ready", "False", { reason: "Issuing", message: "challenge failed" })],
          }),
        ),
        "Issuing challenge failed",
      ],
      ["looked at by nobody", at(certificates({})), "nobody has looked at it"],
    ],
  },
  "cluster/autoscaler-works": {
    pass: [
      [
        "scaling",
        at(autoscaler({ conditions: [condition("ScalingActive", "True"), condition("AbleToScale", "True")] })),
      ],
    ],
    "near-pass": [
      [
        "scaled to zero on purpose",
        at(autoscaler({ conditions: [condition("ScalingActive", "False", { reason: "ScalingDisabled" })] })),
      ],
    ],
    "near-fail": [["never looked at", at(autoscaler(undefined)), "no controller"]],
    fail: [
      [
        "without metrics",
        at(autoscaler({ conditions: [condition("ScalingActive", "False", { reason: "FailedGetResourceMetric" })] })),
        "ScalingActive is False: FailedGetResourceMetric",
      ],
    ],
  },
  "cluster/autoscaler-at-maximum": {
    pass: [["below", at(autoscaler({ currentReplicas: 4, desiredReplicas: 4 }))]],
    "near-pass": [
      ["at its maximum on the way down", at(autoscaler({ currentReplicas: 9, desiredReplicas: 5 }))],
      ["a fixed number", at(autoscaler({ currentReplicas: 3, desiredReplicas: 3 }, { maxReplicas: 3 }))],
    ],
    "near-fail": [
      [
        "below, and its metrics ask for more than it may",
        at(
          autoscaler({
            currentReplicas: 7,
            desiredReplicas: 9,
            conditions: [condition("ScalingLimited", "True", { reason: "TooManyReplicas" })],
          }),
        ),
        "7 of at most 9 pods run, and its metrics ask for more",
      ],
    ],
    fail: [["at it", at(autoscaler({ currentReplicas: 9, desiredReplicas: 9 })), "9 of at most 9"]],
  },
  "cluster/disruptions-allowed": {
    pass: [["one may go", at(budget({}))]],
    "near-pass": [
      [
        "none for five minutes",
        at(
          budget({
            disruptionsAllowed: 0,
            conditions: [condition("DisruptionAllowed", "False", { lastTransitionTime: ago(5) })],
          }),
        ),
      ],
    ],
    "near-fail": [
      [
        "none for a quarter of an hour",
        at(
          budget({
            disruptionsAllowed: 0,
            conditions: [condition("DisruptionAllowed", "False", { lastTransitionTime: ago(16) })],
          }),
        ),
        "for 16m",
      ],
    ],
    fail: [
      [
        "none for days",
        at(
          budget({
            disruptionsAllowed: 0,
            currentHealthy: 2,
            conditions: [condition("DisruptionAllowed", "False", { lastTransitionTime: ago(6000) })],
          }),
        ),
        "no pod go for 4d (2 healthy pods, 2 are to be)",
      ],
    ],
  },
  "cluster/jobs": {
    pass: [["complete", at(aliveJob("Job", { conditions: [condition("Complete", "True")] }), undefined, job(""))]],
    "near-pass": [
      [
        "it has failed pods, and goes on",
        at(aliveJob("Job", { failed: 2, conditions: [condition("FailureTarget", "False")] }), undefined, job("")),
      ],
    ],
    "near-fail": [
      [
        "some of its pods succeeded",
        at(
          aliveJob("Job", { succeeded: 2, conditions: [condition("Failed", "True", { reason: "DeadlineExceeded" })] }),
          undefined,
          job(""),
        ),
        "DeadlineExceeded",
      ],
    ],
    fail: [
      [
        "failed",
        at(
          aliveJob("Job", {
            conditions: [condition("Failed", "True", { reason: "BackoffLimitExceeded", message: "limit reached" })],
          }),
          undefined,
          job(""),
        ),
        "BackoffLimitExceeded (limit reached)",
      ],
    ],
  },
  "cluster/cron-jobs": {
    pass: [["the last run succeeded", at(runs("Complete", "Complete"), undefined, cronJob(""))]],
    "near-pass": [["one before the last failed", at(runs("Failed", "Complete"), undefined, cronJob(""))]],
    "near-fail": [["suspended", at(aliveJob("CronJob", {}, { suspend: true }), undefined, cronJob("")), "suspended"]],
    fail: [
      [
        "the last run failed",
        at(runs("Complete", "Failed"), undefined, cronJob("")),
        "its last run failed (BackoffLimitExceeded); the last success was 3h ago",
      ],
    ],
  },
  "cluster/replica-drift": {
    pass: [["as many", at({}, undefined, unscaled)]],
    "near-pass": [["another number, by an autoscaler", at({ Deployment: [deploymentWith({ replicas: 7 })] })]],
    "near-fail": [
      [
        "one less",
        at({ Deployment: [deploymentWith({ replicas: 2 })] }, undefined, unscaled),
        "3 replicas, the cluster has 2",
      ],
    ],
    fail: [
      ["many more", at({ Deployment: [deploymentWith({ replicas: 30 })] }, undefined, unscaled), "the cluster has 30"],
    ],
  },
  "cluster/resource-drift": {
    pass: [["the same", at()]],
    "near-pass": [
      [
        "the same in other units",
        at({
          Deployment: [
            deploymentWith(
              {},
              {
                resources: {
                  requests: { cpu: "0.01", memory: "65536Ki" },
                  limits: { memory: "67108864", "ephemeral-storage": "1Gi" },
                },
              },
            ),
          ],
        }),
      ],
    ],
    "near-fail": [
      [
        "one more limit",
        at({
          Deployment: [
            deploymentWith(
              {},
              {
                resources: {
                  requests: { cpu: "10m", memory: "64Mi" },
                  limits: { memory: "64Mi", cpu: "1", "ephemeral-storage": "1Gi" },
                },
              },
            ),
          ],
        }),
        "limits.cpu: the manifest says nothing, the cluster has 1",
      ],
    ],
    fail: [
      [
        "a raised limit",
        at({
          Deployment: [
            deploymentWith(
              {},
              {
                resources: {
                  requests: { cpu: "10m", memory: "64Mi" },
                  limits: { memory: "1Gi", "ephemeral-storage": "1Gi" },
                },
              },
            ),
          ],
        }),
        "limits.memory: the manifest says 64Mi, the cluster has 1Gi",
      ],
    ],
  },
  "cluster/environment-drift": {
    pass: [["the same", at()]],
    "near-pass": [
      [
        "in another order",
        at({
          Deployment: [
            deploymentWith(
              {},
              {
                env: [
                  { name: "MODE", value: "fast" },
                  { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { key: "password", name: "db" } } },
                ],
              },
            ),
          ],
        }),
      ],
    ],
    "near-fail": [
      [
        "another key of the same Secret",
        at({
          Deployment: [
            deploymentWith(
              {},
              {
                env: [
                  { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "old" } } },
                  { name: "MODE", value: "fast" },
                ],
              },
            ),
          ],
        }),
        "DB_PASSWORD is another in the cluster",
      ],
    ],
    fail: [
      [
        "a variable more, one less",
        at({ Deployment: [deploymentWith({}, { env: [{ name: "DEBUG", value: "1" }] })] }),
        "DB_PASSWORD is only in the manifest",
      ],
    ],
  },
  "cluster/events": {
    pass: [["none", at()]],
    "near-pass": [
      [
        "of another service, and of a pod that is gone",
        at({ Pod: pods(), Event: [event("Pod", "x", 1), event("Deployment", "other", 1)] }),
      ],
      ["before the pod became ready", at({ Pod: pods(), Event: [event("Pod", "c", 595, "FailedScheduling")] })],
    ],
    "near-fail": [
      [
        "of the Service, not of a pod",
        at({ Service: [service({ app: "orders" })], Event: [event("Service", "orders", 1, "SyncLoadBalancerFailed")] }),
        "SyncLoadBalancerFailed, 7 times: m",
      ],
    ],
    fail: [
      [
        "of two pods",
        at({ Pod: pods(), Event: [event("Pod", "a", 1), event("Pod", "b", 1)] }),
        "BackOff, 14 times about the Pods a, b: m",
      ],
    ],
  },
  "cluster/quota-usage": {
    pass: [["half", at(quota("5"))]],
    "near-pass": [["just below, in other units", at(quota("8900m"))]],
    "near-fail": [["just at it", at(quota("9000m")), "90 % of requests.cpu is used (9000m of 10)"]],
    fail: [["all", at(quota("10")), "100 %"]],
  },
  "cluster/volumes-bound": {
    pass: [["bound", at({ Pod: mounting, PersistentVolumeClaim: [claim()] })]],
    "near-pass": [
      [
        "another's is pending",
        at({ Pod: mounting, PersistentVolumeClaim: [claim(), named("other", { status: { phase: "Pending" } })] }),
      ],
    ],
    "near-fail": [
      ["its volume is gone", at({ Pod: mounting, PersistentVolumeClaim: [claim({}, { phase: "Lost" })] }), "Lost"],
    ],
    fail: [
      [
        "pending",
        at({ Pod: mounting, PersistentVolumeClaim: [claim({ storageClassName: "fast" }, { phase: "Pending" })] }),
        "its phase is Pending (storage class fast)",
      ],
    ],
  },
  "cluster/volume-resize": {
    pass: [["as asked", at({ Pod: mounting, PersistentVolumeClaim: [claim()] })]],
    "near-pass": [
      [
        "larger than asked, in other units",
        at({ Pod: mounting, PersistentVolumeClaim: [claim({}, { capacity: { storage: "10240Mi" } })] }),
      ],
    ],
    "near-fail": [
      [
        "a little smaller",
        at({ Pod: mounting, PersistentVolumeClaim: [claim({}, { capacity: { storage: "10G" } })] }),
        "it has 10G of 10Gi",
      ],
    ],
    fail: [
      [
        "waits for a restart",
        at({
          Pod: mounting,
          PersistentVolumeClaim: [
            claim(
              { resources: { requests: { storage: "20Gi" } } },
              { conditions: [condition("FileSystemResizePending", "True")] },
            ),
          ],
        }),
        "10Gi of 20Gi (FileSystemResizePending)",
      ],
    ],
  },
  "cluster/volume-usage": {
    pass: [["a tenth", at({ Pod: mounting, PersistentVolumeClaim: [claim()] }, volume({}))]],
    "near-pass": [["just below", at({ Pod: mounting, PersistentVolumeClaim: [claim()] }, volume({ usedBytes: 84 }))]],
    "near-fail": [
      [
        "room, but no files left",
        at({ Pod: mounting, PersistentVolumeClaim: [claim()] }, volume({ usedFiles: 99 })),
        "99 % of the files",
      ],
    ],
    fail: [
      [
        "nearly full",
        at(
          { Pod: mounting, PersistentVolumeClaim: [claim()] },
          volume({ usedBytes: 9 * 2 ** 30, capacityBytes: 10 * 2 ** 30 }),
        ),
        "90 % of it is used (9Gi of 10Gi)",
      ],
    ],
  },
  "cluster/nodes-ready": {
    pass: [["ready", at({ Pod: pods(), Node: [node("n1")] })]],
    "near-pass": [
      ["another node is not", at({ Pod: pods(), Node: [node("n1"), node("n2", status(condition("Ready", "False")))] })],
    ],
    "near-fail": [
      [
        "silent",
        at({ Pod: pods(), Node: [node("n1", status(condition("Ready", "Unknown", { message: "stopped posting" })))] }),
        "Ready is Unknown: stopped posting",
      ],
    ],
    fail: [
      [
        "not ready",
        at({ Pod: pods(), Node: [node("n1", status(condition("Ready", "False", { reason: "KubeletNotReady" })))] }),
        "KubeletNotReady",
      ],
    ],
  },
  "cluster/node-pressure": {
    pass: [["none", at({ Pod: pods(), Node: [node("n1")] })]],
    "near-pass": [
      [
        "another node, and one that is unknown",
        at({
          Pod: pods(),
          Node: [
            node("n1", status(condition("DiskPressure", "Unknown"))),
            node("n2", status(condition("DiskPressure", "True"))),
          ],
        }),
      ],
    ],
    "near-fail": [
      [
        "of process numbers, on the node of one pod",
        at({
          Pod: pods({ spec: { nodeName: "n2" } }),
          Node: [node("n1"), node("n2", status(condition("PIDPressure", "True")))],
        }),
        "PIDPressure",
      ],
    ],
    fail: [
      [
        "of the disk",
        at({
          Pod: pods(),
          Node: [node("n1", status(condition("DiskPressure", "True", { message: "kubelet has disk pressure" })))],
        }),
        "DiskPressure: kubelet has disk pressure",
      ],
    ],
  },
  "cluster/nodes-schedulable": {
    pass: [["open", at({ Pod: pods(), Node: [node("n1")] })]],
    "near-pass": [
      [
        "tainted, which is not cordoned",
        at({ Pod: pods(), Node: [node("n1", { spec: { taints: [{ effect: "NoSchedule" }] } })] }),
      ],
    ],
    "near-fail": [
      [
        "cordoned, of one pod only",
        at({
          Pod: pods({ spec: { nodeName: "n2" } }),
          Node: [node("n1"), node("n2", { spec: { unschedulable: true } })],
        }),
        "cordoned",
      ],
    ],
    fail: [["cordoned", at({ Pod: pods(), Node: [node("n1", { spec: { unschedulable: true } })] }), "cordoned"]],
  },
  "cluster/version-skew": {
    pass: [["the same", at({ Pod: pods(), Node: [node("n1")] }, {})]],
    "near-pass": [
      [
        "three minor versions older",
        at({ Pod: pods(), Node: [node("n1", { status: { nodeInfo: { kubeletVersion: "v1.31.9+k3s1" } } })] }, {}),
      ],
    ],
    "near-fail": [
      [
        "one newer",
        at({ Pod: pods(), Node: [node("n1", { status: { nodeInfo: { kubeletVersion: "v1.35.0" } } })] }, {}),
        "it runs v1.35.0, the API server v1.34.4",
      ],
    ],
    fail: [
      [
        "four older",
        at({ Pod: pods(), Node: [node("n1", { status: { nodeInfo: { kubeletVersion: "v1.30.0" } } })] }, {}),
        "v1.30.0",
      ],
    ],
  },
  "cluster/clock-skew": {
    pass: [["the same time", at({}, {})]],
    "near-pass": [
      [
        "half a minute, and a node that has been silent",
        at(
          { Node: [node("n1", status(condition("Ready", "True", { lastHeartbeatTime: ago(60) })))] },
          { clockOffset: 30_000 },
        ),
      ],
    ],
    "near-fail": [
      [
        "a node's clock alone",
        at({ Node: [node("n1", status(condition("Ready", "True", { lastHeartbeatTime: ago(-2) })))] }, {}),
        "its clock is ahead of the API server's by 2m",
      ],
    ],
    fail: [["behind", at({}, { clockOffset: -90_000 }), "it is 1m behind this runner's clock"]],
  },
};

const repository = "registry.example.com/orders";
const runsImage = (image: string) => ({ Deployment: [deploymentWith({}, { image })] });
const tagged = container(`image: ${repository}:1`);

const drift: Cases = {
  pass: [["the same tag", at(runsImage(`${repository}:1`), undefined, tagged)]],
  "near-pass": [
    [
      "a name that the release fills in",
      at(runsImage(`${repository}@sha256:${"b".repeat(64)}`), undefined, container("image: orders")),
    ],
    ["the tag pinned to its digest", at(runsImage(`${repository}@sha256:${"b".repeat(64)}`), undefined, tagged)],
  ],
  "near-fail": [
    [
      "the same tag of another registry",
      at(runsImage("mirror.example.com/orders:1"), undefined, tagged),
      "mirror.example.com",
    ],
    [
      "a container that somebody added",
      at(
        {
          Deployment: [
            deploymentWith({
              template: {
                spec: {
                  containers: [
                    { name: "orders", image: `${repository}:1` },
                    { name: "debug", image: "busybox" },
                  ],
                },
              },
            }),
          ],
        },
        undefined,
        tagged,
      ),
      "debug",
    ],
  ],
  fail: [
    [
      "another tag",
      at(runsImage(`${repository}:2`), undefined, tagged),
      "the manifest says registry.example.com/orders:1, the cluster runs registry.example.com/orders:2",
    ],
  ],
};

export const clusterProofs = Object.entries({ ...cases, "cluster/image-drift": drift }).flatMap(([check, own]) =>
  casesOf(check, own),
);
