// What proves the checks of running workloads: autoscalers, jobs, drift, events?

import { goodYaml } from "../objects.ts";
import { type Cases, casesOf, cronJob, job } from "./cases.ts";
import { ago, at, condition, deploymentWith, named, pods, status } from "./cluster-objects.ts";

const owned = (name: string, owner: string, rest: object = {}, metadata: object = {}) =>
  named(name, rest, { ownerReferences: [{ kind: "x", name: owner, uid: owner, controller: true }], ...metadata });
const service = (selector: object, rest: object = {}, name = "orders") =>
  named(name, { spec: { selector, ports: [{ port: 80 }], ...rest } });
const autoscaler = (state: object | undefined, spec: object = {}, metadata: object = {}) => {
  const scaleTargetRef = { kind: "Deployment", name: "orders" };
  const rest = state === undefined ? {} : { status: state };
  const object = { spec: { scaleTargetRef, minReplicas: 3, maxReplicas: 9, ...spec }, ...rest };
  return { HorizontalPodAutoscaler: [named("orders", object, metadata)] };
};
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
      ["made half a minute ago", at(autoscaler(undefined, {}, { creationTimestamp: ago(0.5) }))],
    ],
    "near-fail": [
      ["as the server fills it in, and never looked at", at(autoscaler({ desiredReplicas: 0 })), "no controller"],
    ],
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

export const workloadsProofs = Object.entries({ ...cases, "cluster/image-drift": drift }).flatMap(([check, own]) =>
  casesOf(check, own),
);
