// What proves the checks of reliability?

import { digest, liveWith, now } from "../objects.ts";
import { casesOf } from "./cases.ts";
import { type Proof, subjectFrom } from "./proof.ts";
import { autoscaler, budget, docs, good, service, workload } from "./service.ts";

const three = "replicas: 3";
const ports = "ports: [{ name: http, containerPort: 8080 }]";
const http = "httpGet: { path: /ready, port: http }";
const live = "httpGet: { path: /live, port: http }";
const own = "selector: { matchLabels: { app: a } }";
const other = "selector: { matchLabels: { app: b } }";
const image = `@${digest}`;
const spreadText =
  "topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: orders } } }]";
const anti = (rules: string) => `affinity: { podAntiAffinity: { ${rules} } }`;
const term = (app: string) =>
  `{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: ${app} } } }`;
const keda = (spec: string, triggers = "[{ type: cron, metadata: {} }]") => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: a, namespace: shop }
spec: { scaleTargetRef: { name: a }, ${spec}, triggers: ${triggers} }
`;
const cpu =
  "metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]";
const requests = "resources: { requests: { cpu: 100m } }";
const claim = (modes: string) => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec: { accessModes: [${modes}], resources: { requests: { storage: 1Gi } } }
`;
const mounts = "volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]";
const claims =
  "volumeClaimTemplates: [{ metadata: { name: data }, spec: { resources: { requests: { storage: 1Gi } } } }]";
const stateful = (spec: string) => workload({ kind: "StatefulSet", spec });
const pod = (metadata = "", spec = "") =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop${metadata} }\nspec: { ${spec} containers: [{ name: a, image: a }] }\n`;
/** Live pods of the Deployment a, each ready so many seconds after its container began to run. */
const started = (container: string, seconds: readonly number[], state: object = {}) => {
  const pods = seconds.map((after, index) => ({
    metadata: { name: `a-${index}`, namespace: "shop", labels: { app: "a" } },
    spec: { containers: [{ name: "a", image: "a" }] },
    status: {
      conditions: [{ type: "Ready", status: "True", lastTransitionTime: new Date(now).toISOString() }],
      containerStatuses: [
        {
          name: "a",
          restartCount: 0,
          state: { running: { startedAt: new Date(now - after * 1000).toISOString() } },
          ...state,
        },
      ],
    },
  }));
  const spec = { replicas: seconds.length, selector: { matchLabels: { app: "a" } } };
  const alive = { metadata: { name: "a", namespace: "shop" }, spec };
  return subjectFrom(workload({ container }), liveWith({ Deployment: [alive], Pod: pods }));
};
const asked = `readinessProbe: { ${http}, periodSeconds: 5 }`;
const begun = (failures: number) =>
  `${asked}, startupProbe: { ${live}, periodSeconds: 5, failureThreshold: ${failures} }`;
const evict = "cluster-autoscaler.kubernetes.io/safe-to-evict";

export const reliabilityProofs: readonly Proof[] = [
  ...casesOf("reliability/autoscaler-bounds", {
    pass: [["3 to 9", good()]],
    "near-pass": [
      ["2 to 3", docs(workload(), autoscaler("minReplicas: 2, maxReplicas: 3"))],
      ["KEDA's maximum where none is written", docs(workload(), keda("minReplicaCount: 2"))],
    ],
    "near-fail": [
      ["KEDA's minimum where none is written", docs(workload(), keda("maxReplicaCount: 5")), "its minimum is 0"],
      ["equal bounds", good("maxReplicas: 9", "maxReplicas: 3"), /its maximum is 3/],
    ],
    fail: [["a floor of one", good("minReplicas: 3", "minReplicas: 1"), "its minimum is 1"]],
  }),
  ...casesOf("reliability/autoscaler-metrics", {
    pass: [
      ["a request of what is measured", docs(workload({ container: requests }), autoscaler(`maxReplicas: 5, ${cpu}`))],
    ],
    "near-pass": [
      [
        "an absolute amount needs no request",
        docs(
          workload(),
          autoscaler(
            "maxReplicas: 5, metrics: [{ type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: 1 } } }]",
          ),
        ),
      ],
      [
        "a limit stands for the request",
        docs(workload({ container: "resources: { limits: { cpu: 1 } }" }), autoscaler(`maxReplicas: 5, ${cpu}`)),
      ],
      ["a metric of KEDA's that is no resource", docs(workload(), keda("minReplicaCount: 2"))],
    ],
    "near-fail": [
      ["no metric means the CPU", docs(workload(), autoscaler("maxReplicas: 5")), "utilisation of cpu"],
      [
        "a container that the pods do not have",
        docs(
          workload({ container: requests }),
          autoscaler(
            "maxReplicas: 5, metrics: [{ type: ContainerResource, containerResource: { name: cpu, container: web, target: { type: Utilization, averageUtilization: 70 } } }]",
          ),
        ),
        /web, which the pods do not have/,
      ],
      [
        "KEDA's trigger for the CPU",
        docs(workload(), keda("minReplicaCount: 2", "[{ type: cpu, metricType: Utilization, metadata: {} }]")),
        "utilisation of cpu",
      ],
    ],
    fail: [
      ["no request", docs(workload(), autoscaler(`maxReplicas: 5, ${cpu}`)), /no request of it has the container a/],
    ],
  }),
  ...casesOf("reliability/autoscaler-replicas", {
    pass: [["only the autoscaler says it", good()]],
    "near-pass": [
      [
        "an autoscaler of a workload with the same name and another kind",
        docs(workload({ kind: "StatefulSet", spec: three }), workload(), autoscaler("maxReplicas: 5")),
      ],
    ],
    "near-fail": [
      [
        "two autoscalers, one of KEDA's",
        docs(workload(), autoscaler("maxReplicas: 5"), keda("minReplicaCount: 2")),
        "2 autoscalers target it",
      ],
    ],
    fail: [["both say it", docs(workload({ spec: three }), autoscaler("maxReplicas: 5")), "spec.replicas is 3"]],
  }),
  ...casesOf("reliability/budget-overlap", {
    pass: [["one", good()]],
    "near-pass": [
      [
        "two for two workloads",
        docs(
          workload(),
          workload({ name: "b" }),
          budget(`maxUnavailable: 1, ${own}`),
          budget(`maxUnavailable: 1, ${other}`, "b"),
        ),
      ],
    ],
    "near-fail": [
      [
        "one of them for the whole namespace",
        docs(workload(), budget(`maxUnavailable: 1, ${own}`), budget("maxUnavailable: 1, selector: {}", "all")),
        "2 PodDisruptionBudgets",
      ],
    ],
    fail: [
      [
        "two alike",
        docs(workload(), budget(`maxUnavailable: 1, ${own}`), budget(`minAvailable: 1, ${own}`, "b")),
        "a, b",
      ],
    ],
  }),
  ...casesOf("reliability/budget-policy", {
    pass: [["maxUnavailable", good()]],
    "near-pass": [
      ["an empty selector where there is one workload", docs(workload(), budget("minAvailable: 1, selector: {}"))],
    ],
    "near-fail": [
      [
        "an empty selector for two workloads",
        docs(workload(), workload({ name: "b" }), budget("maxUnavailable: 1, selector: {}")),
        "it guards 2 workloads as one",
      ],
      ["no selector at all", docs(workload(), budget("maxUnavailable: 1")), "no selector"],
      [
        "the pods are of another namespace",
        docs(workload({ namespace: "other" }), budget(`maxUnavailable: 1, ${own}`)),
        "fits no workload",
      ],
    ],
    fail: [["no number", docs(workload(), budget(own)), "neither maxUnavailable nor minAvailable"]],
  }),
  ...casesOf("reliability/budget-unhealthy-pods", {
    pass: [["AlwaysAllow", good()]],
    "near-pass": [
      [
        "one of another service is not judged",
        docs(
          workload(),
          workload({ name: "c" }),
          budget(`unhealthyPodEvictionPolicy: AlwaysAllow, maxUnavailable: 1, ${own}`),
          budget(`maxUnavailable: 1, ${other}`, "b"),
        ),
      ],
    ],
    "near-fail": [
      [
        "the default, written down",
        good("unhealthyPodEvictionPolicy: AlwaysAllow", "unhealthyPodEvictionPolicy: IfHealthyBudget"),
        "is IfHealthyBudget",
      ],
    ],
    fail: [["not set", good("unhealthyPodEvictionPolicy: AlwaysAllow, ", ""), "is not set"]],
  }),
  ...casesOf("reliability/claim-retention", {
    pass: [["claims that are kept", stateful(claims)]],
    "near-pass": [
      [
        "Retain, written down",
        stateful(`${claims}, persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain }`),
      ],
    ],
    "near-fail": [
      [
        "deleted only when it is scaled down",
        stateful(`${claims}, persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }`),
        "scaled down",
      ],
      [
        "a claim without a size",
        stateful("volumeClaimTemplates: [{ metadata: { name: data }, spec: {} }]"),
        "asks for no storage",
      ],
    ],
    fail: [["no claim", stateful(three), "it claims no volume"]],
  }),
  ...casesOf("reliability/disruption-budget", {
    pass: [["a budget for the pods", good()]],
    "near-pass": [
      [
        "a budget for every pod of the namespace",
        docs(workload({ spec: three }), budget("maxUnavailable: 1, selector: {}")),
      ],
    ],
    "near-fail": [
      [
        "one in another namespace",
        docs(workload({ spec: three, namespace: "other" }), budget(`maxUnavailable: 1, ${own}`)),
        "no PodDisruptionBudget",
      ],
      [
        "one without a selector",
        docs(workload({ spec: three }), budget("maxUnavailable: 1")),
        "no PodDisruptionBudget",
      ],
    ],
    fail: [["none", workload({ spec: three }), "no PodDisruptionBudget selects its pods"]],
  }),
  ...casesOf("reliability/distinct-probes", {
    pass: [["two paths", good()]],
    "near-pass": [
      [
        "the same path, with more patience",
        workload({
          container: `${ports}, readinessProbe: { ${http} }, livenessProbe: { ${http}, failureThreshold: 12 }`,
        }),
      ],
    ],
    "near-fail": [
      [
        "the same command",
        workload({
          container: "readinessProbe: { exec: { command: [a] } }, livenessProbe: { exec: { command: [a] } }",
        }),
        /ask the same/,
      ],
    ],
    fail: [["one path for both", good("path: /ready", "path: /live"), /both probes ask the same/]],
  }),
  ...casesOf("reliability/drain", {
    pass: [["a sleep", good()]],
    "near-pass": [
      ["a command", workload({ container: `${ports}, lifecycle: { preStop: { exec: { command: [/drain] } } }` })],
    ],
    "near-fail": [["a sleep of nothing", good("sleep: { seconds: 5 }", "sleep: { seconds: 0 }"), "sleeps 0 s"]],
    fail: [
      ["no hook", good("          lifecycle: { preStop: { sleep: { seconds: 5 } } }\n", ""), "it has no preStop hook"],
    ],
  }),
  ...casesOf("reliability/evictable", {
    pass: [["one may go", good()]],
    "near-pass": [
      ["two of three must stay", good("maxUnavailable: 1, sel", "minAvailable: 2, sel")],
      ["66 % of three, rounded up, are two", good("maxUnavailable: 1, sel", "minAvailable: 66%, sel")],
    ],
    "near-fail": [
      [
        "70 % of three, rounded up, are all",
        good("maxUnavailable: 1, sel", "minAvailable: 70%, sel"),
        "minAvailable is 70% of 3 pods",
      ],
      [
        "as many as the autoscaler's minimum",
        docs(workload(), autoscaler("minReplicas: 2, maxReplicas: 9"), budget(`minAvailable: 2, ${own}`)),
        "minAvailable is 2 of 2 pods",
      ],
      [
        "more than the autoscaler's maximum",
        docs(workload(), autoscaler("minReplicas: 2, maxReplicas: 3"), budget(`minAvailable: 4, ${own}`)),
        "4 of 2",
      ],
      ["0 %", good("maxUnavailable: 1, sel", "maxUnavailable: 0%, sel"), "maxUnavailable is 0%"],
    ],
    fail: [["none may go", good("maxUnavailable: 1, sel", "maxUnavailable: 0, sel"), "maxUnavailable is 0"]],
  }),
  ...casesOf("reliability/grace-period", {
    pass: [["5 s of 40 s", good()]],
    "near-pass": [
      [
        "25 s of the default's 30 s leave 5 s",
        workload({ container: "lifecycle: { preStop: { sleep: { seconds: 25 } } }" }),
      ],
    ],
    "near-fail": [
      [
        "26 s of the default's 30 s leave less than the shutdown takes",
        workload({ container: "lifecycle: { preStop: { sleep: { seconds: 26 } } }" }),
        "leaves 4 s of 5 s",
      ],
      [
        "a sleep inside of a command",
        good("sleep: { seconds: 5 }", 'exec: { command: [sh, -c, "sleep 60"] }'),
        /sleeps 60 s/,
      ],
      ["none at all", good("terminationGracePeriodSeconds: 40", "terminationGracePeriodSeconds: 0"), "is 0"],
    ],
    fail: [["all of it", good("seconds: 5 }", "seconds: 40 }"), /sleeps 40 s, the grace period is 40 s/]],
  }),
  ...casesOf("reliability/headless-service", {
    pass: [
      [
        "headless, with the pods' labels",
        docs(stateful("serviceName: a"), service("clusterIP: None, selector: { app: a }")),
      ],
    ],
    "near-pass": [["one that stands elsewhere is another check's", stateful("serviceName: b")]],
    "near-fail": [
      [
        "headless, for other pods",
        docs(stateful("serviceName: a"), service("clusterIP: None, selector: { app: b }")),
        "does not select",
      ],
    ],
    fail: [
      ["one with an address", docs(stateful("serviceName: a"), service("selector: { app: a }")), "is not headless"],
    ],
  }),
  ...casesOf("reliability/image-pull-policy", {
    pass: [["the default for a digest", good()]],
    "near-pass": [["Always for a tag", workload({ container: "imagePullPolicy: Always" })]],
    "near-fail": [
      [
        "Always for a digest",
        good("          ports:", "          imagePullPolicy: Always\n          ports:"),
        /for a digest/,
      ],
    ],
    fail: [["Never", good("          ports:", "          imagePullPolicy: Never\n          ports:"), /Never/]],
  }),
  ...casesOf("reliability/image-tag", {
    pass: [["a tag", workload()]],
    "near-pass": [["latest, and a digest beside it", good(image, `:latest${image}`)]],
    "near-fail": [
      ["a port is no tag", good(`registry.example.com/orders${image}`, "registry:5000/orders"), /without a tag/],
    ],
    fail: [["latest", good(image, ":latest"), /:latest/]],
  }),
  ...casesOf("reliability/liveness-patience", {
    pass: [["as long as readiness", good()]],
    "near-pass": [
      [
        "ten seconds, where readiness gives up after ten",
        workload({
          container: `readinessProbe: { ${http}, periodSeconds: 5, failureThreshold: 2 }, livenessProbe: { ${live}, periodSeconds: 5, failureThreshold: 2 }`,
        }),
      ],
    ],
    "near-fail": [
      [
        "other paths, and less patience",
        workload({
          container: `readinessProbe: { ${http}, periodSeconds: 10, failureThreshold: 6 }, livenessProbe: { ${live} }`,
        }),
        "liveness gives up after 30 s, readiness after 60 s",
      ],
    ],
    fail: [
      [
        "three seconds",
        workload({ container: `livenessProbe: { ${live}, periodSeconds: 1 }` }),
        "liveness gives up after 3 s",
      ],
    ],
  }),
  ...casesOf("reliability/liveness-probe", {
    pass: [["one", good()]],
    "near-pass": [
      [
        "an init container needs none",
        workload({ pod: "initContainers: [{ name: i, image: i }]", container: `livenessProbe: { ${live} }` }),
      ],
    ],
    "near-fail": [
      ["a startup probe is none", workload({ container: `startupProbe: { ${live} }` }), "no livenessProbe"],
    ],
    fail: [
      [
        "none",
        good("          livenessProbe: { httpGet: { path: /live, port: http } }\n", ""),
        "it has no livenessProbe",
      ],
    ],
  }),
  ...casesOf("reliability/managed-pods", {
    pass: [["a Deployment", good()]],
    "near-pass": [
      ["a pod with an owner", pod(", ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: a, uid: u }]")],
      ["Always, written down", workload({ pod: "restartPolicy: Always" })],
    ],
    "near-fail": [
      ["OnFailure in a Deployment", workload({ pod: "restartPolicy: OnFailure" }), "restartPolicy is OnFailure"],
    ],
    fail: [["a bare pod", pod(), "without a controller"]],
  }),
  ...casesOf("reliability/measured-start", {
    pass: [["well within", started(begun(30), [40, 45])]],
    "near-pass": [
      ["one slow pod, whose readiness may have had another cause", started(begun(6), [9, 300])],
      [
        "the first answer after a long delay",
        started(
          `readinessProbe: { ${http}, initialDelaySeconds: 40 }, livenessProbe: { ${live}, initialDelaySeconds: 30, failureThreshold: 2 }`,
          [50],
        ),
      ],
      ["just enough", started(begun(12), [50])],
    ],
    "near-fail": [
      [
        "just too little",
        started(begun(12), [51]),
        "took 41 s to start, and the startupProbe ends the container after 60 s",
      ],
      [
        "a liveness probe without a startup probe",
        started(`${asked}, livenessProbe: { ${live}, initialDelaySeconds: 10, failureThreshold: 3 }`, [40, 38]),
        "the fastest of its 2 pods took 33 s to start, and the livenessProbe ends the container after 40 s",
      ],
    ],
    fail: [["as long as the probe waits", started(begun(6), [40]), "took 30 s to start, and the startupProbe"]],
  }),
  ...casesOf("reliability/min-ready-seconds", {
    pass: [["five", good()]],
    "near-pass": [["one", workload({ spec: "replicas: 2, minReadySeconds: 1" })]],
    "near-fail": [["nought", workload({ spec: "replicas: 2, minReadySeconds: 0" }), "not set"]],
    fail: [["none", workload({ spec: three }), "minReadySeconds is not set"]],
  }),
  ...casesOf("reliability/pinned-node", {
    pass: [["any node", good()]],
    "near-pass": [["a label that many nodes have", workload({ pod: "nodeSelector: { kubernetes.io/arch: amd64 }" })]],
    "near-fail": [
      ["a node by its label", workload({ pod: "nodeSelector: { kubernetes.io/hostname: n1 }" }), "names the node n1"],
    ],
    fail: [["a node by its name", workload({ pod: "nodeName: n1" }), "nodeName is n1"]],
  }),
  ...casesOf("reliability/priority-class", {
    pass: [["a class", good()]],
    "near-pass": [
      [
        "the system's own pods",
        workload({ namespace: "kube-system", pod: "priorityClassName: system-node-critical" }) +
          "---\n" +
          workload({ name: "b", pod: "priorityClassName: shop" }),
      ],
    ],
    "near-fail": [
      ["a class of the system", workload({ pod: "priorityClassName: system-cluster-critical" }), "the cluster's own"],
    ],
    fail: [["none", workload(), "no priorityClassName"]],
  }),
  ...casesOf("reliability/probe-ports", {
    pass: [["a name", good()]],
    "near-pass": [
      ["a number that it declares", workload({ container: `${ports}, readinessProbe: { httpGet: { port: 8080 } }` })],
      ["a number as a text", workload({ container: `${ports}, readinessProbe: { tcpSocket: { port: "8080" } }` })],
      ["a number where it declares none", workload({ container: "readinessProbe: { tcpSocket: { port: 9 } }" })],
    ],
    "near-fail": [
      [
        "a name where it declares none",
        workload({ container: "readinessProbe: { tcpSocket: { port: http } }" }),
        "no port named http",
      ],
    ],
    fail: [
      [
        "another number",
        workload({ container: `${ports}, livenessProbe: { grpc: { port: 8081 } }` }),
        "it declares no port 8081",
      ],
    ],
  }),
  ...casesOf("reliability/probe-timing", {
    pass: [["the defaults", good()]],
    "near-pass": [
      [
        "one failed startup probe ends nothing yet",
        workload({ container: `startupProbe: { ${live}, failureThreshold: 1, periodSeconds: 60 }` }),
      ],
      ["successThreshold of readiness", workload({ container: `readinessProbe: { ${http}, successThreshold: 3 }` })],
    ],
    "near-fail": [
      [
        "readiness after two minutes and a bit",
        workload({ container: `readinessProbe: { ${http}, periodSeconds: 31, failureThreshold: 4 }` }),
        "takes 124 s",
      ],
      [
        "successThreshold of liveness",
        workload({ container: `livenessProbe: { ${live}, successThreshold: 2 }` }),
        "only readiness may",
      ],
    ],
    fail: [
      [
        "one failure",
        workload({ container: `livenessProbe: { ${live}, failureThreshold: 1, periodSeconds: 60 }` }),
        "one failed livenessProbe",
      ],
    ],
  }),
  ...casesOf("reliability/progress-deadline", {
    pass: [["the defaults", good()]],
    "near-pass": [
      [
        "a second more",
        workload({
          spec: "progressDeadlineSeconds: 61",
          container: `startupProbe: { ${live}, periodSeconds: 2, failureThreshold: 30 }`,
        }),
      ],
    ],
    "near-fail": [
      [
        "the same",
        workload({
          spec: "progressDeadlineSeconds: 60",
          container: `startupProbe: { ${live}, periodSeconds: 2, failureThreshold: 30 }`,
        }),
        "may take 60 s",
      ],
      [
        "with minReadySeconds",
        workload({
          spec: "progressDeadlineSeconds: 65, minReadySeconds: 10",
          container: `startupProbe: { ${live}, periodSeconds: 2, failureThreshold: 30 }`,
        }),
        "may take 70 s",
      ],
    ],
    fail: [
      [
        "the default, for a start of 20 minutes",
        workload({ container: `startupProbe: { ${live}, failureThreshold: 120 }` }),
        "progressDeadlineSeconds is 600, a pod may take 1200 s",
      ],
    ],
  }),
  ...casesOf("reliability/readiness-probe", {
    pass: [["one", good()]],
    "near-pass": [
      [
        "a second container without a port needs none",
        `${workload({ container: `${ports}, readinessProbe: { ${http} }` })
          .trimEnd()
          .replace(/ \}\] \} \} \}$/, " }, { name: b, image: b }] } } }")}\n`,
      ],
    ],
    "near-fail": [
      [
        "a liveness probe is none",
        workload({ container: `${ports}, livenessProbe: { ${live} }` }),
        "no readinessProbe",
      ],
    ],
    fail: [
      [
        "none",
        good("          readinessProbe: { httpGet: { path: /ready, port: http } }\n", ""),
        /orders has no readinessProbe/,
      ],
    ],
  }),
  ...casesOf("reliability/replicas", {
    pass: [["three", workload({ spec: three })]],
    "near-pass": [
      ["none is written, and the autoscaler keeps two", docs(workload(), autoscaler("minReplicas: 2, maxReplicas: 3"))],
    ],
    "near-fail": [
      [
        "three are written, and the autoscaler keeps one",
        docs(workload({ spec: three }), autoscaler("maxReplicas: 3")),
        "at least 1 pod",
      ],
    ],
    fail: [["one", workload({ spec: "replicas: 1" }), "it has at least 1 pod"]],
  }),
  ...casesOf("reliability/revision-history", {
    pass: [["the default", good()]],
    "near-pass": [["two", workload({ spec: "revisionHistoryLimit: 2" })]],
    "near-fail": [["one", workload({ spec: "revisionHistoryLimit: 1" }), "is 1"]],
    fail: [["none", workload({ spec: "revisionHistoryLimit: 0" }), "revisionHistoryLimit is 0"]],
  }),
  ...casesOf("reliability/rolling-update", {
    pass: [["one more, none fewer", good()]],
    "near-pass": [
      ["two of three may be missing", good("maxUnavailable: 0", "maxUnavailable: 2")],
      ["99 % of three, rounded down, are two", good("maxUnavailable: 0", "maxUnavailable: 99%")],
    ],
    "near-fail": [
      ["all in per cent", good("maxUnavailable: 0", "maxUnavailable: 100%"), /100% of 3 pods/],
      ["none more and none fewer", good("maxSurge: 1", "maxSurge: 0"), "both 0"],
    ],
    fail: [
      [
        "Recreate",
        good("type: RollingUpdate, rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }", "type: Recreate"),
        /Recreate/,
      ],
    ],
  }),
  ...casesOf("reliability/safe-to-evict", {
    pass: [["no annotation", good()]],
    "near-pass": [["true", workload({ annotations: `${evict}: "true"` })]],
    "near-fail": [["beside others", workload({ annotations: `a: b, ${evict}: "false"` }), "is false"]],
    fail: [["false", workload({ annotations: `${evict}: "false"` }), "is false"]],
  }),
  ...casesOf("reliability/selector-overlap", {
    pass: [["labels of their own", docs(workload(), workload({ name: "b" }))]],
    "near-pass": [
      ["the same labels in two namespaces", docs(workload(), workload({ name: "b", app: "a", namespace: "other" }))],
    ],
    "near-fail": [
      [
        "a StatefulSet and a Deployment",
        docs(workload(), workload({ kind: "StatefulSet", name: "b", app: "a" })),
        "StatefulSet b",
      ],
    ],
    fail: [
      [
        "two Deployments with the same labels",
        docs(workload(), workload({ name: "b", app: "a" })),
        "the pods of Deployment b",
      ],
    ],
  }),
  ...casesOf("reliability/shared-volume", {
    pass: [["ReadWriteMany", docs(workload({ spec: three, pod: mounts }), claim("ReadWriteMany"))]],
    "near-pass": [
      [
        "ReadWriteOnce, for one pod that is replaced",
        docs(workload({ spec: "replicas: 1, strategy: { type: Recreate }", pod: mounts }), claim("ReadWriteOnce")),
      ],
    ],
    "near-fail": [
      [
        "one pod, but a rolling release",
        docs(workload({ spec: "replicas: 1", pod: mounts }), claim("ReadWriteOnce")),
        "the claim data is ReadWriteOnce",
      ],
    ],
    fail: [["three pods", docs(workload({ spec: three, pod: mounts }), claim("ReadWriteOncePod")), "ReadWriteOncePod"]],
  }),
  ...casesOf("reliability/slow-start", {
    pass: [["a startup probe", good()]],
    "near-pass": [["a short delay", workload({ container: `livenessProbe: { ${live}, initialDelaySeconds: 15 }` })]],
    "near-fail": [
      [
        "a startup probe and a delay besides",
        workload({ container: `startupProbe: { ${live} }, livenessProbe: { ${live}, initialDelaySeconds: 30 }` }),
        "although a startupProbe waits",
      ],
      [
        "a startup probe that gives up at once",
        workload({ container: `startupProbe: { ${live}, periodSeconds: 1 }` }),
        "ends the container after 3 s",
      ],
    ],
    fail: [
      [
        "a long delay",
        workload({ container: `livenessProbe: { ${live}, initialDelaySeconds: 120 }` }),
        "livenessProbe waits 120 s instead of a startupProbe",
      ],
    ],
  }),
  ...casesOf("reliability/spread", {
    pass: [["spread constraints", good()]],
    "near-pass": [
      [
        "an anti-affinity that is only preferred",
        workload({
          spec: three,
          pod: anti(`preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: ${term("a")} }]`),
        }),
      ],
    ],
    "near-fail": [["an affinity is none", workload({ spec: three, pod: "affinity: { nodeAffinity: {} }" }), /neither/]],
    fail: [["neither", good(spreadText, "dnsPolicy: Default"), /neither/]],
  }),
  ...casesOf("reliability/spread-selector", {
    pass: [["the pod's own labels", good()]],
    "near-pass": [
      [
        "an empty selector means every pod",
        workload({ pod: "topologySpreadConstraints: [{ maxSkew: 1, labelSelector: {} }]" }),
      ],
    ],
    "near-fail": [
      ["none means no pod", workload({ pod: "topologySpreadConstraints: [{ maxSkew: 1 }]" }), "no labelSelector"],
    ],
    fail: [
      [
        "another's label",
        workload({ pod: anti(`requiredDuringSchedulingIgnoredDuringExecution: [${term("b")}]`) }),
        "does not fit",
      ],
    ],
  }),
  ...casesOf("reliability/startup-probe", {
    pass: [["one", good()]],
    "near-pass": [["a delay", workload({ container: `livenessProbe: { ${live}, initialDelaySeconds: 1 }` })]],
    "near-fail": [
      [
        "a delay of readiness is none",
        workload({ container: `livenessProbe: { ${live} }, readinessProbe: { ${http}, initialDelaySeconds: 9 }` }),
        /neither/,
      ],
    ],
    fail: [["none", good("          startupProbe: { httpGet: { path: /live, port: http } }\n", ""), /neither/]],
  }),
  ...casesOf("reliability/strict-spread", {
    pass: [
      [
        "required, and one may be missing",
        workload({
          spec: "strategy: { rollingUpdate: { maxUnavailable: 1 } }",
          pod: anti(`requiredDuringSchedulingIgnoredDuringExecution: [${term("a")}]`),
        }),
      ],
    ],
    "near-pass": [
      [
        "the default lets a quarter be missing",
        workload({ pod: anti(`requiredDuringSchedulingIgnoredDuringExecution: [${term("a")}]`) }),
      ],
    ],
    "near-fail": [
      [
        "0 %",
        workload({
          spec: "strategy: { rollingUpdate: { maxUnavailable: 0% } }",
          pod: anti(`requiredDuringSchedulingIgnoredDuringExecution: [${term("a")}]`),
        }),
        "is 0%",
      ],
    ],
    fail: [
      [
        "none may be missing",
        workload({
          spec: "strategy: { rollingUpdate: { maxUnavailable: 0 } }",
          pod: anti(`requiredDuringSchedulingIgnoredDuringExecution: [${term("a")}]`),
        }),
        "anti-affinity by node is required",
      ],
    ],
  }),
  ...casesOf("reliability/update-strategy", {
    pass: [["the default", stateful(three)]],
    "near-pass": [
      ["a partition of 0", stateful("updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 0 } }")],
    ],
    "near-fail": [
      ["a partition that was left behind", stateful("updateStrategy: { rollingUpdate: { partition: 2 } }"), "below 2"],
      [
        "all pods of a DaemonSet",
        workload({ kind: "DaemonSet", spec: "updateStrategy: { rollingUpdate: { maxUnavailable: 100% } }" }),
        "at once",
      ],
    ],
    fail: [["OnDelete", workload({ kind: "DaemonSet", spec: "updateStrategy: { type: OnDelete }" }), "OnDelete"]],
  }),
];
