// What proves the checks of performance?

import { liveWith } from "../objects.ts";
import { casesOf } from "./cases.ts";
import { type Proof, subjectFrom } from "./proof.ts";
import { autoscaler, docs, good, service, workload } from "./service.ts";

const sized = (requests: string, limits = "") =>
  workload({ container: `resources: { requests: { ${requests} }, limits: { ${limits} } }` });
const quota = (hard: string, more = "", namespace = "shop") => `apiVersion: v1
kind: ResourceQuota
metadata: { name: q, namespace: ${namespace} }
spec: { hard: { ${hard} } ${more} }
`;
const range = (limits: string, namespace = "shop") => `apiVersion: v1
kind: LimitRange
metadata: { name: r, namespace: ${namespace} }
spec: { limits: [{ type: Container, ${limits} }] }
`;
const three = (requests: string, strategy = "rollingUpdate: { maxSurge: 1 }") =>
  workload({ spec: `replicas: 3, strategy: { ${strategy} }`, container: `resources: { requests: { ${requests} } }` });
const claim = (storage: string, name = "c") => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name}, namespace: shop }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${storage} } } }
`;
const claims = (storage: string, replicas = 1) =>
  workload({
    kind: "StatefulSet",
    spec: `replicas: ${replicas}, volumeClaimTemplates: [{ metadata: { name: d }, spec: { resources: { requests: { storage: ${storage} } } } }]`,
  });
const ofClaims = (limits: string) => range(limits).replace("Container", "PersistentVolumeClaim");
const used = (hard: string, now: Record<string, string>, pods: readonly object[] = []) => {
  const quotas = [{ metadata: { name: "q", namespace: "shop" }, status: { used: now } }];
  return (yaml: string) =>
    subjectFrom(docs(yaml, quota(hard)), liveWith({ ResourceQuota: quotas, Pod: pods, Deployment: deployments }));
};
const deployments = [
  {
    metadata: { name: "a", namespace: "shop", uid: "a" },
    spec: { replicas: 3, selector: { matchLabels: { app: "a" } } },
  },
];
const podOf = (name: string, phase = "Running") => ({
  metadata: { name, namespace: "shop", labels: { app: "a" } },
  spec: { containers: [{ name: "a", image: "a", resources: { requests: { cpu: "1" } } }] },
  status: { phase },
});
const threeAlive = ["a-0", "a-1", "a-2"].map((name) => podOf(name));
const daemons = (nodes: number, more = "") => {
  const yaml = workload({ kind: "DaemonSet", spec: more, container: "resources: { requests: { cpu: 1 } }" });
  const alive = { metadata: { name: "a", namespace: "shop" }, spec: {}, status: { desiredNumberScheduled: nodes } };
  return subjectFrom(docs(yaml, quota("cpu: 4")), liveWith({ DaemonSet: [alive], ResourceQuota: [] }));
};
const scratch = (emptyDir: string, container = "") =>
  workload({ pod: `volumes: [{ name: tmp, emptyDir: { ${emptyDir} } }]`, container });
const pages = (requests: string, limits: string) => sized(requests, limits);
const sidecar = (resources: string) =>
  workload({
    pod: `initContainers: [{ name: s, image: s, restartPolicy: Always${resources} }]`,
    container: "resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }",
  });

export const performanceProofs: readonly Proof[] = [
  ...casesOf("performance/cpu-limit", {
    pass: [["well above the request", sized("cpu: 250m", "cpu: 2")]],
    "near-pass": [
      ["a whole core, for a pod with cores of its own", sized("cpu: 2", "cpu: 2")],
      ["just enough", sized("cpu: 50m", "cpu: 100m")],
    ],
    "near-fail": [
      ["as much as the request, in another unit", sized("cpu: 0.5", "cpu: 500m"), "its CPU limit is its request"],
    ],
    fail: [["too little to start", sized("cpu: 10m", "cpu: 50m"), "its CPU limit is 50m"]],
  }),
  ...casesOf("performance/empty-dir-size", {
    pass: [["a size", scratch("sizeLimit: 64Mi")]],
    "near-pass": [
      [
        "in memory, below the limit",
        scratch("medium: Memory, sizeLimit: 64Mi", "resources: { limits: { memory: 128Mi } }"),
      ],
    ],
    "near-fail": [
      [
        "in memory, as much as the limit",
        scratch("medium: Memory, sizeLimit: 128Mi", "resources: { limits: { memory: 128Mi } }"),
        "of the pod's memory limit",
      ],
    ],
    fail: [["none", scratch(""), "the emptyDir tmp has no sizeLimit"]],
  }),
  ...casesOf("performance/ephemeral-storage", {
    pass: [["both", sized("ephemeral-storage: 1Gi", "ephemeral-storage: 2Gi")]],
    "near-pass": [["a limit stands for the request", good()]],
    "near-fail": [["nought", sized("ephemeral-storage: 0", "ephemeral-storage: 0"), "no requests and no limits"]],
    fail: [["a request alone", sized("ephemeral-storage: 1Gi"), "it has no limits for ephemeral-storage"]],
  }),
  ...casesOf("performance/huge-pages", {
    pass: [["the same, beside memory", pages("memory: 1Gi, hugepages-2Mi: 64Mi", "memory: 1Gi, hugepages-2Mi: 64Mi")]],
    "near-pass": [["a limit alone is the request too", pages("cpu: 1", "hugepages-2Mi: 64Mi")]],
    "near-fail": [
      ["nothing beside them", pages("hugepages-2Mi: 64Mi", "hugepages-2Mi: 64Mi"), "neither CPU nor memory"],
    ],
    fail: [
      [
        "less than the limit",
        pages("cpu: 1, hugepages-2Mi: 32Mi", "hugepages-2Mi: 64Mi"),
        "its request is not its limit",
      ],
    ],
  }),
  ...casesOf("performance/limit-range", {
    pass: [
      ["between both", docs(sized("cpu: 100m", "memory: 64Mi"), range("min: { cpu: 50m }, max: { memory: 64Mi }"))],
    ],
    "near-pass": [
      ["a default is within the range", docs(workload(), range("default: { memory: 64Mi }, max: { memory: 64Mi }"))],
      [
        "a bound of claims, which no container has",
        docs(
          sized("cpu: 1m"),
          range("max: { storage: 1Gi }").replace("Container", "PersistentVolumeClaim"),
          range("min: { cpu: 1m }"),
        ),
      ],
      [
        "a claim of as much as its max",
        docs(claims("1Gi"), claim("1024Mi"), ofClaims("min: { storage: 1Gi }, max: { storage: 1Gi }")),
      ],
      [
        "what is written for the whole pod",
        docs(
          workload({
            pod: "resources: { limits: { memory: 1Gi } }",
            container: "resources: { limits: { memory: 512Mi } }",
          }),
          range("min: { memory: 1Gi }").replace("Container", "Pod"),
        ),
      ],
      [
        "a pod within the bounds, with an init container that ends before",
        docs(
          workload({
            pod: "initContainers: [{ name: i, image: i, resources: { limits: { memory: 1Gi } } }]",
            container: "resources: { limits: { memory: 1Gi } }",
          }),
          range("max: { memory: 1Gi }").replace("Container", "Pod"),
        ),
      ],
      [
        "one of another namespace",
        docs(sized("cpu: 1m"), range("min: { cpu: 50m }", "other"), range("min: { cpu: 1m }")),
      ],
    ],
    "near-fail": [
      [
        "each container fits, the pod does not",
        docs(
          sidecar(", resources: { limits: { memory: 1Gi } }"),
          range("max: { memory: 1536Mi }").replace("Container", "Pod"),
        ),
        "a pod's limit of memory is above the LimitRange's max of 1536Mi",
      ],
      [
        "a claim",
        docs(claim("2Gi"), ofClaims("max: { storage: 1Gi }")),
        "more storage than the LimitRange's max of 1Gi",
      ],
      [
        "a claim's template",
        docs(claims("512Mi"), ofClaims("min: { storage: 1Gi }")),
        "the claim d requests less storage than",
      ],
      ["a ratio", docs(sized("cpu: 100m", "cpu: 1"), range('maxLimitRequestRatio: { cpu: "4" }')), "more than 4 times"],
    ],
    fail: [
      [
        "too much",
        docs(sized("memory: 64Mi", "memory: 128Mi"), range("max: { memory: 64Mi }")),
        "above the LimitRange's max of 64Mi",
      ],
    ],
  }),
  ...casesOf("performance/memory-limit", {
    pass: [["one", good()]],
    "near-pass": [
      ["from the namespace's LimitRange", docs(workload(), range("default: { memory: 64Mi }"))],
      ["for the whole pod", workload({ pod: "resources: { limits: { memory: 64Mi } }" })],
    ],
    "near-fail": [
      ["a sidecar without", sidecar(""), "no memory limit"],
      ["nought", sized("", "memory: 0"), "no memory limit"],
    ],
    fail: [["none", workload(), "it has no memory limit"]],
  }),
  ...casesOf("performance/memory-request", {
    pass: [["all of it", good()]],
    "near-pass": [["the same in another unit", sized("memory: 1Gi", "memory: 1024Mi")]],
    "near-fail": [["one byte less", sized("memory: 1023", "memory: 1024"), "it requests 1023 of 1024"]],
    fail: [["a quarter", sized("memory: 16Mi", "memory: 64Mi"), "it requests 16Mi of 64Mi"]],
  }),
  ...casesOf("performance/namespace-limits", {
    pass: [["a quota", good("", "", liveWith())]],
    "near-pass": [
      [
        "a LimitRange alone",
        good("", "", liveWith({ ResourceQuota: [], LimitRange: [{ metadata: { name: "r", namespace: "shop" } }] })),
      ],
    ],
    "near-fail": [
      [
        "where the cluster serves no such kind",
        good("", "", liveWith({ ResourceQuota: { kind: "not-served" } })),
        "neither",
      ],
    ],
    fail: [
      ["neither", good("", "", liveWith({ ResourceQuota: [] })), "it has neither a ResourceQuota nor a LimitRange"],
    ],
  }),
  ...casesOf("performance/quota-headroom", {
    pass: [
      ["room for the maximum", docs(three("cpu: 1"), autoscaler("minReplicas: 2, maxReplicas: 5"), quota("cpu: 6"))],
    ],
    "near-pass": [["no autoscaler", docs(three("cpu: 1"), quota("cpu: 4"))]],
    "near-fail": [
      [
        "the pod of a release is one too many",
        docs(three("cpu: 1"), autoscaler("minReplicas: 2, maxReplicas: 5"), quota("cpu: 5")),
        "take 6 of 5",
      ],
    ],
    fail: [
      [
        "none",
        docs(three("cpu: 1"), autoscaler("minReplicas: 2, maxReplicas: 9"), quota("requests.cpu: 4")),
        "take 10 of 4",
      ],
    ],
  }),
  ...casesOf("performance/quota-requires", {
    pass: [["all that is counted", docs(sized("cpu: 1, memory: 1Gi"), quota("requests.cpu: 9, requests.memory: 9Gi"))]],
    "near-pass": [
      ["a LimitRange fills it in", docs(workload(), range("default: { memory: 64Mi }"), quota("limits.memory: 9Gi"))],
      [
        "a quota for some pods only",
        docs(
          sized("cpu: 1"),
          quota("requests.cpu: 9"),
          quota("limits.memory: 9Gi", ", scopes: [Terminating]").replace("name: q", "name: s"),
        ),
      ],
    ],
    "near-fail": [
      [
        "a quota for pods such as this one",
        docs(sized("cpu: 1"), quota("limits.memory: 9Gi", ", scopes: [NotTerminating, NotBestEffort]")),
        "limits.memory",
      ],
      ["a request, where limits are counted", docs(sized("memory: 1Gi"), quota("limits.memory: 9Gi")), "limits.memory"],
    ],
    fail: [["nothing", docs(workload(), quota("cpu: 9")), "counts requests.cpu, which it does not set"]],
  }),
  ...casesOf("performance/resource-quota", {
    pass: [
      [
        "room for three pods and one more",
        docs(three("cpu: 1, memory: 1Gi"), quota("requests.cpu: 4, requests.memory: 4Gi, pods: 4")),
      ],
    ],
    "near-pass": [
      ["no room for one more, which Recreate does not need", docs(three("cpu: 1", "type: Recreate"), quota("cpu: 3"))],
      ["its own pods are what is used", used("cpu: 4", { cpu: "3" }, threeAlive)(three("cpu: 1"))],
      [
        "a pod that has ended is no neighbour's",
        used("cpu: 5", { cpu: "4" }, [...threeAlive, podOf("a-3", "Failed")])(three("cpu: 1")),
      ],
      ["a quota for pods with a deadline", docs(three("cpu: 1"), quota("cpu: 2", ", scopes: [Terminating]"))],
      ["a quota for pods that ask for nothing", docs(three("cpu: 1"), quota("pods: 2", ", scopes: [BestEffort]"))],
      [
        "a quota for another class of pods",
        docs(
          three("cpu: 1"),
          quota(
            "cpu: 2",
            ", scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: In, values: [high] }] }",
          ),
        ),
      ],
      [
        "a quota for pods that look into other namespaces",
        docs(three("cpu: 1"), quota("cpu: 2", ", scopes: [CrossNamespacePodAffinity]")),
      ],
      ["a DaemonSet takes a node's pod away first", daemons(4)],
      [
        "claims that are there, and as many as fit",
        subjectFrom(
          docs(claims("1Gi", 2), quota("persistentvolumeclaims: 2, requests.storage: 2Gi")),
          liveWith({
            PersistentVolumeClaim: [
              { metadata: { name: "d-a-0", namespace: "shop" }, spec: { resources: { requests: { storage: "1Gi" } } } },
            ],
          }),
        ),
      ],
    ],
    "near-fail": [
      [
        "each fits, both do not",
        docs(
          three("cpu: 1"),
          workload({ name: "b", container: "resources: { requests: { cpu: 1 } }" }),
          quota("cpu: 5"),
        ),
        "2 workloads take 6 of 5",
      ],
      ["a quarter more, rounded up, by default", docs(three("cpu: 1", ""), quota("cpu: 3500m")), "take 4 of 3.5"],
      [
        "what the runtime takes",
        docs(
          workload({
            spec: "replicas: 3, strategy: { rollingUpdate: { maxSurge: 1 } }",
            pod: "overhead: { cpu: 250m }",
            container: "resources: { requests: { cpu: 1 } }",
          }),
          quota("cpu: 4"),
        ),
        "take 5 of 4",
      ],
      [
        "an init container beside the sidecar before it",
        docs(
          workload({
            spec: "replicas: 1, strategy: { type: Recreate }",
            pod: "initContainers: [{ name: s, image: s, restartPolicy: Always, resources: { requests: { cpu: 50m } } }, { name: i, image: i, resources: { requests: { cpu: 1 } } }]",
          }),
          quota("cpu: 1"),
        ),
        "take 1.05 of 1",
      ],
      ["too many pods", docs(three("cpu: 1"), quota("pods: 3")), "pods: 1 workloads take 4 of 3"],
      [
        "beside neighbours",
        used("cpu: 5", { cpu: "5" }, threeAlive)(three("cpu: 1")),
        "take 4 of 5 in a release, beside 2 that others use",
      ],
      [
        "a quota for pods without a deadline",
        docs(three("cpu: 1"), quota("cpu: 2", ", scopes: [NotTerminating]")),
        "take 4 of 2",
      ],
      [
        "a quota for its class",
        docs(
          workload({ spec: "replicas: 2", pod: "priorityClassName: high" }),
          quota(
            "pods: 1",
            ", scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: In, values: [high] }] }",
          ),
        ),
        "pods: 1 workloads take 3 of 1",
      ],
      [
        "a quota for the class that is the default",
        subjectFrom(
          docs(workload({ spec: "replicas: 2" }), quota("pods: 1", ", scopes: [PriorityClass]")),
          liveWith({ PriorityClass: [{ metadata: { name: "low" }, globalDefault: true }] }),
        ),
        "take 3 of 1",
      ],
      [
        "a quota for pods that look into other namespaces",
        docs(
          workload({
            spec: "replicas: 2",
            pod: "affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: k, namespaces: [b] }] } }",
          }),
          quota("pods: 1", ", scopes: [CrossNamespacePodAffinity]"),
        ),
        "take 3 of 1",
      ],
      ["a DaemonSet on one node more", daemons(5), "take 5 of 4"],
      [
        "a DaemonSet with pods beside the old ones",
        daemons(4, "updateStrategy: { rollingUpdate: { maxSurge: 25% } }"),
        "take 5 of 4",
      ],
      ["claims", docs(claims("1Gi", 3), claim("1Gi"), quota("persistentvolumeclaims: 3")), "take 4 of 3"],
      ["storage", docs(claims("1Gi", 3), quota("requests.storage: 2Gi")), "3 claims take 3Gi of 2Gi"],
      [
        "Services",
        docs(workload(), service("ports: []"), service("ports: []", "b"), quota("services: 1")),
        "take 2 of 1",
      ],
    ],
    fail: [["no room", docs(three("memory: 1Gi"), quota("requests.memory: 2Gi")), "take 4Gi of 2Gi"]],
  }),
  ...casesOf("performance/resource-ratio", {
    pass: [["twice", sized("memory: 64Mi", "memory: 128Mi")]],
    "near-pass": [["four times, in other units", sized("memory: 256Mi", "memory: 1Gi")]],
    "near-fail": [["more than its limit", sized("cpu: 1", "cpu: 500m"), "it requests more cpu than its limit"]],
    fail: [["sixteen times", sized("memory: 64Mi", "memory: 1Gi"), "16 times its request"]],
  }),
  ...casesOf("performance/resource-requests", {
    pass: [["both", good()]],
    "near-pass": [
      ["limits stand for requests", sized("", "cpu: 1, memory: 1Gi")],
      [
        "for the whole pod, and one of its own",
        workload({ pod: "resources: { requests: { cpu: 1 } }", container: "resources: { requests: { memory: 1Gi } }" }),
      ],
    ],
    "near-fail": [
      ["nought", sized("cpu: 0, memory: 1Gi"), "it requests no cpu"],
      ["a sidecar without", sidecar(""), "no cpu and no memory"],
    ],
    fail: [["none", workload(), "it requests no cpu and no memory"]],
  }),
];
