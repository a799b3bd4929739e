// Which faults do people make in manifests, one by one?

import {
  autoscaler,
  backend,
  fields,
  labels,
  object,
  type PodFields,
  plainContainer,
  policy,
  templateOf,
  type Written,
} from "./faultless-sets.ts";

type Fields = Record<string, unknown>;

/** Changes a set in place; leaves it as it is where it is about something that the set has not. */
export interface Fault {
  readonly name: string;
  apply(set: Written[]): void;
}

const other = { "app.kubernetes.io/name": "other" };
const digest = `registry.example.com/shop/orders@sha256:${"a".repeat(64)}`;

export const faults: readonly Fault[] = [
  // Sizes.
  ...sized("no CPU limit", ({ limits }) => delete limits.cpu),
  ...sized("no memory limit", ({ limits }) => delete limits.memory),
  ...sized("no CPU request", ({ requests }) => delete requests.cpu),
  ...sized("no memory request", ({ requests }) => delete requests.memory),
  ...sized("neither for CPU", ({ requests, limits }) => delete requests.cpu && delete limits.cpu),
  ...sized("neither for memory", ({ requests, limits }) => delete requests.memory && delete limits.memory),
  ...sized("a memory request of 0", ({ requests }) => set(requests, "memory", 0)),
  ...sized("less memory requested", ({ requests }) => set(requests, "memory", "128Mi")),
  ...sized("far less memory requested", ({ requests }) => set(requests, "memory", "16Mi")),
  ...sized("more memory requested", ({ requests }) => set(requests, "memory", "512Mi")),
  ...sized("the same memory in another unit", ({ requests }) => set(requests, "memory", "262144Ki")),
  ...sized("less CPU requested", ({ requests }) => set(requests, "cpu", "100m")),
  ...sized("more CPU requested", ({ requests }) => set(requests, "cpu", 1)),
  ...sized("the same CPU in another unit", ({ requests }) => set(requests, "cpu", 0.5)),
  ...sized("no disk", ({ requests, limits }) => delete requests[disk] && delete limits[disk]),
  ...sized("a disk limit alone", ({ requests }) => delete requests[disk]),
  ...sized("a disk request alone", ({ limits }) => delete limits[disk]),
  ...sized("less disk requested", ({ requests }) => set(requests, disk, "32Mi")),
  ...sized("more disk requested", ({ requests }) => set(requests, disk, "128Mi")),
  inMain("no resources", (container) => delete container.resources),
  // Images.
  ...inEach("latest", (container) => set(container, "image", "registry.example.com/shop/orders:latest")),
  ...inEach("no tag", (container) => set(container, "image", "registry.example.com/shop/orders")),
  ...inEach("a port and no tag", (container) => set(container, "image", "registry.example.com:5000/shop/orders")),
  ...inEach("a port and a tag", (container) => set(container, "image", "registry.example.com:5000/shop/orders:1")),
  ...inEach("a digest, always pulled", (container) => set(container, "image", digest)),
  ...inEach("a digest", (container) => Object.assign(container, { image: digest, imagePullPolicy: "IfNotPresent" })),
  ...inEach("latest, not pulled", (container) =>
    Object.assign(container, { image: "orders:latest", imagePullPolicy: "IfNotPresent" }),
  ),
  ...inEach("a policy that is left out", (container) => delete container.imagePullPolicy),
  ...inEach("never pulled", (container) => set(container, "imagePullPolicy", "Never")),
  // Names and variables.
  ...inEach("a variable twice", (container) =>
    set(container, "env", [
      { name: "A", value: "1" },
      { name: "A", value: "2" },
    ]),
  ),
  inMain("two ports of one name", (container) =>
    set(container, "ports", [
      { name: "http", containerPort: 8080 },
      { name: "http", containerPort: 8081 },
    ]),
  ),
  inMain("a port with a long name", (container) =>
    set(container, "ports", [{ name: "a-name-of-a-port-that-is-long", containerPort: 8080 }]),
  ),
  inMain("a port with capitals", (container) => set(container, "ports", [{ name: "HTTP", containerPort: 8080 }])),
  inMain("a port without a number", (container) => set(container, "ports", [{ name: "http" }])),
  inPod("two containers of one name", (pod) => pod.containers.push(plainContainer("app"))),
  inObject("a label that is no label", "workload", ({ metadata }) => set(metadata.labels, "team", "the shop")),
  inObject("a label that is too long", "workload", ({ metadata }) => set(metadata.labels, "team", "a".repeat(64))),
  inObject("a label with a bad key", "workload", ({ metadata }) => set(metadata.labels, "the team", "shop")),
  inTemplate("a bad label of the template", ({ metadata }) => set(fields(metadata.labels), "team", "the shop")),
  inObject("a bad label of a Service", "Service", ({ metadata }) => set(metadata.labels, "team", "-shop-")),
  // Probes.
  inMain("no readiness probe", (container) => delete container.readinessProbe),
  inMain("no liveness probe", (container) => delete container.livenessProbe),
  inMain("no probes", (container) => delete container.readinessProbe && delete container.livenessProbe),
  probes("the same probe", { httpGet: { path: "/ready", port: 8080 } }),
  probes("the same probe, more patient", { httpGet: { path: "/ready", port: 8080 }, failureThreshold: 9 }),
  probes("the same path at another port", { httpGet: { path: "/ready", port: 8081 } }),
  probes(
    "the same path at two named ports",
    { httpGet: { path: "/ready", port: "http" } },
    { httpGet: { path: "/ready", port: "admin" } },
  ),
  probes(
    "the same path by another scheme",
    { httpGet: { path: "/ready", port: 8080 } },
    { httpGet: { path: "/ready", port: 8080, scheme: "HTTPS" } },
  ),
  probes("the same gRPC", { grpc: { port: 9000 } }, { grpc: { port: 9000 } }),
  probes("the same TCP", { tcpSocket: { port: 8080 } }, { tcpSocket: { port: 8080 } }),
  probes("the same command", { exec: { command: ["true"] } }, { exec: { command: ["true"] } }),
  probes("two commands", { exec: { command: ["true"] } }, { exec: { command: ["test", "-f", "x"] } }),
  inPod("a second container without probes", (pod) => pod.containers.push(plainContainer("side"))),
  inPod("a second container with a port and no probe", (pod) =>
    pod.containers.push(plainContainer("side", { ports: [{ containerPort: 9000 }] })),
  ),
  // Init containers.
  init("an init container in order", {}),
  init("an init container without sizes", { resources: {} }),
  init("an init container with less memory requested", {
    resources: { requests: { cpu: "500m", memory: "1Mi" }, limits: { cpu: "500m", memory: "2Mi" } },
  }),
  init("a sidecar in order", { restartPolicy: "Always" }),
  init("a sidecar without sizes", { restartPolicy: "Always", resources: {} }),
  init("a sidecar with the same probe twice", {
    restartPolicy: "Always",
    readinessProbe: { tcpSocket: { port: 9000 } },
    livenessProbe: { tcpSocket: { port: 9000 } },
  }),
  init("an init container without a security context", { securityContext: undefined }),
  inPod("an init container that relies on the seccomp profiles of others", (pod) => {
    pod.securityContext = { runAsNonRoot: true };
    const { seccompProfile: _profile, ...securityContext } = fields(plainContainer("init").securityContext);
    pod.initContainers = [plainContainer("init", { securityContext })];
  }),
  // Security.
  ...inEach("privileged", (container) => set(fields(container.securityContext), "privileged", true)),
  ...inEach("privileged: false", (container) => set(fields(container.securityContext), "privileged", false)),
  ...inEach("a root that can be written", (container) =>
    set(fields(container.securityContext), "readOnlyRootFilesystem", false),
  ),
  ...inEach(
    "a root of which nothing is said",
    (container) => delete fields(container.securityContext).readOnlyRootFilesystem,
  ),
  ...inEach("no user", (container) => delete fields(container.securityContext).runAsUser),
  ...inEach("no group", (container) => delete fields(container.securityContext).runAsGroup),
  ...inEach("a low user", (container) => set(fields(container.securityContext), "runAsUser", 1000)),
  ...inEach("a low group", (container) => set(fields(container.securityContext), "runAsGroup", 9999)),
  ...inEach("root", (container) => set(fields(container.securityContext), "runAsUser", 0)),
  ...inEach("no security context", (container) => delete container.securityContext),
  inPod("the pod's user", (pod) => {
    Object.assign(fields(pod.securityContext), { runAsUser: 10_001, runAsGroup: 10_001 });
    for (const container of pod.containers) {
      delete fields(container.securityContext).runAsUser;
      delete fields(container.securityContext).runAsGroup;
    }
  }),
  inPod("a low user of the pod that no container has", (pod) => set(fields(pod.securityContext), "runAsUser", 1000)),
  inPod("a low user of the pod", (pod) => {
    set(fields(pod.securityContext), "runAsUser", 1000);
    for (const container of pod.containers) delete fields(container.securityContext).runAsUser;
  }),
  inPod("no security context of the pod", (pod) => delete pod.securityContext),
  inPod("no seccomp profile", withoutSeccomp),
  inPod("a seccomp profile of the pod alone", (pod) => {
    withoutSeccomp(pod);
    pod.securityContext = { seccompProfile: { type: "RuntimeDefault" } };
  }),
  inPod("seccomp profile Unconfined", (pod) =>
    set(fields(pod.securityContext), "seccompProfile", { type: "Unconfined" }),
  ),
  ...inEach("a container's seccomp profile Unconfined", (container) =>
    set(fields(container.securityContext), "seccompProfile", { type: "Unconfined" }),
  ),
  inTemplate("an old annotation for seccomp", ({ metadata, spec }) => {
    withoutSeccomp(spec);
    metadata.annotations = { "seccomp.security.alpha.kubernetes.io/defaultProfileName": "runtime/default" };
  }),
  inPod("Windows without seccomp", (pod) => {
    withoutSeccomp(pod);
    pod.os = { name: "windows" };
  }),
  // Spreading.
  inPod("no rule that spreads", (pod) => delete pod.affinity),
  spread("a spread constraint instead", {}),
  spread("a spread constraint for others", { labelSelector: { matchLabels: other } }),
  spread("a spread constraint without a selector", { labelSelector: undefined }),
  spread("a spread constraint of maxSkew 0", { maxSkew: 0 }),
  spread("a spread constraint of minDomains 0", { minDomains: 0 }),
  spread("a spread constraint without a key", { topologyKey: undefined }),
  spread("a spread constraint that says not what then", { whenUnsatisfiable: undefined }),
  spread("both, the constraint for others", { labelSelector: { matchLabels: other } }, "both"),
  antiAffinity("anti-affinity by a key of one's own", { topologyKey: "example.com/rack" }),
  antiAffinity("anti-affinity against others", { labelSelector: { matchLabels: other } }),
  antiAffinity("anti-affinity by zone", { topologyKey: "topology.kubernetes.io/zone" }),
  antiAffinity("anti-affinity without a selector", { labelSelector: undefined }),
  inPod("a preferred anti-affinity", (pod) => {
    const podAffinityTerm = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } };
    pod.affinity = {
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] },
    };
  }),
  inPod("an affinity for nodes alone", (pod) => set(pod, "affinity", { nodeAffinity: {} })),
  // Numbers and strategies.
  ...counted("one replica", 1),
  ...counted("no number of replicas", undefined),
  ...counted("two replicas", 2),
  inObject("Recreate", "Deployment", ({ spec }) => set(spec, "strategy", { type: "Recreate" })),
  inObject("RollingUpdate", "Deployment", ({ spec }) => set(spec, "strategy", { type: "RollingUpdate" })),
  inObject("maxUnavailable: 100%", "Deployment", ({ spec }) =>
    set(spec, "strategy", { rollingUpdate: { maxUnavailable: "100%" } }),
  ),
  inObject("two zeros", "Deployment", ({ spec }) =>
    set(spec, "strategy", { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } }),
  ),
  // Selectors.
  inSelecting("a selector for others", ({ spec }) => set(spec, "selector", { matchLabels: other })),
  inSelecting("an empty selector", ({ spec }) => set(spec, "selector", {})),
  inSelecting("no selector", ({ spec }) => delete spec.selector),
  inSelecting("a selector by an expression", ({ spec }) =>
    set(spec, "selector", {
      matchExpressions: [{ key: "app.kubernetes.io/name", operator: "In", values: ["orders", "x"] }],
    }),
  ),
  inSelecting("a selector by an expression for others", ({ spec }) =>
    set(spec, "selector", {
      matchExpressions: [{ key: "app.kubernetes.io/name", operator: "NotIn", values: ["orders"] }],
    }),
  ),
  // Services.
  without("no Service", "Service"),
  elsewhere("a Service elsewhere", "Service"),
  inObject("a Service for others", "Service", ({ spec }) => set(spec, "selector", other)),
  inObject("a Service without a selector", "Service", ({ spec }) => delete spec.selector),
  {
    name: "a Service without a selector alone",
    apply: (objects) => {
      const service = find(objects, "Service");
      if (service !== undefined) {
        delete service.spec.selector;
        objects.splice(0, objects.length, service);
      }
    },
  },
  inObject("a Service that is a name", "Service", ({ spec }) =>
    Object.assign(spec, {
      type: "ExternalName",
      externalName: "orders.example.com",
      ports: undefined,
      selector: undefined,
    }),
  ),
  inObject("a target port that nobody has", "Service", ({ spec }) =>
    set(spec, "ports", [{ name: "http", port: 80, targetPort: "web" }]),
  ),
  inObject("a target port by name", "Service", ({ spec }) =>
    set(spec, "ports", [{ name: "http", port: 80, targetPort: "http" }]),
  ),
  inObject("a NodePort", "Service", ({ spec }) => set(spec, "type", "NodePort")),
  inObject("a load balancer", "Service", ({ spec }) => set(spec, "type", "LoadBalancer")),
  inObject("a load balancer for some", "Service", ({ spec }) =>
    Object.assign(spec, { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] }),
  ),
  inObject("a Service with its own address", "Service", ({ spec }) => delete spec.clusterIP),
  // StatefulSets.
  inObject("no serviceName", "StatefulSet", ({ spec }) => delete spec.serviceName),
  inObject("another serviceName", "StatefulSet", ({ spec }) => set(spec, "serviceName", "other")),
  // Budgets.
  without("no budget", "PodDisruptionBudget"),
  elsewhere("a budget elsewhere", "PodDisruptionBudget"),
  inObject("a budget without a number", "PodDisruptionBudget", ({ spec }) => delete spec.maxUnavailable),
  inObject("a budget for others", "PodDisruptionBudget", ({ spec }) => set(spec, "selector", { matchLabels: other })),
  inObject("a budget for all", "PodDisruptionBudget", ({ spec }) => set(spec, "selector", {})),
  inObject("a budget for nobody", "PodDisruptionBudget", ({ spec }) => delete spec.selector),
  {
    name: "a budget for two workloads",
    apply: (objects) => {
      const workload = objects.find(isWorkload);
      const budget = find(objects, "PodDisruptionBudget");
      if (workload === undefined || budget === undefined) return;
      budget.spec.selector = {};
      const second = structuredClone(workload);
      second.metadata.name = "second";
      objects.push(second);
    },
  },
  // Policies.
  without("no policy", "NetworkPolicy"),
  elsewhere("a policy elsewhere", "NetworkPolicy"),
  policed("a policy for Ingress", { policyTypes: ["Ingress"] }),
  policed("a policy for Egress", { policyTypes: ["Egress"] }),
  policed("a policy that says not for what", { policyTypes: undefined }),
  policed("a policy that says not for what, without rules", { policyTypes: undefined, egress: undefined }),
  policed("a policy that says not for what, with no rule", { policyTypes: undefined, egress: [] }),
  policed("a policy for all", { podSelector: {} }),
  policed("a policy for others", { podSelector: { matchLabels: other } }),
  {
    name: "a policy for all of nobody",
    apply: (objects) => {
      const first = objects[0];
      if (first === undefined) return;
      const lonely = policy(`${first.metadata.namespace}-empty`, "lonely");
      lonely.spec.podSelector = {};
      objects.push(lonely);
    },
  },
  // Autoscalers.
  inObject("a minimum of one", "HorizontalPodAutoscaler", ({ spec }) => set(spec, "minReplicas", 1)),
  inObject("no minimum", "HorizontalPodAutoscaler", ({ spec }) => delete spec.minReplicas),
  inObject("no room", "HorizontalPodAutoscaler", ({ spec }) => set(spec, "maxReplicas", 3)),
  targeting("another target", { name: "other" }),
  targeting("another target, with a minimum of one", { name: "other" }, 1),
  targeting("a target of another version", { apiVersion: "apps/v1beta2" }),
  targeting("a target without a version", { apiVersion: undefined }),
  elsewhere("an autoscaler elsewhere", "HorizontalPodAutoscaler"),
  {
    name: "two autoscalers",
    apply: (objects) => {
      const first = find(objects, "HorizontalPodAutoscaler");
      if (first === undefined) return;
      const second = autoscaler(first.metadata.namespace, "second");
      second.spec.minReplicas = 1;
      objects.push(second);
    },
  },
  {
    name: "KEDA",
    apply: (objects) => {
      const [workload] = objects;
      if (workload?.kind !== "Deployment") return;
      const spec = { scaleTargetRef: { name: "orders" }, minReplicaCount: 2, maxReplicaCount: 9, triggers: [] };
      objects.push(object("keda.sh/v1alpha1", "ScaledObject", workload.metadata.namespace, "orders", spec));
    },
  },
  ...[1, 3].map((minReplicas) => ({
    name: `an autoscaler of a StatefulSet with a minimum of ${minReplicas}`,
    apply: (objects: Written[]) => {
      const [workload] = objects;
      if (workload?.kind !== "StatefulSet") return;
      const scaler = autoscaler(workload.metadata.namespace);
      Object.assign(scaler.spec, { scaleTargetRef: { apiVersion: "apps/v1", kind: "StatefulSet", name: "orders" } });
      scaler.spec.minReplicas = minReplicas;
      objects.push(scaler);
    },
  })),
  // Ingresses.
  paths("an Ingress to nobody", [backend("other", { number: 80 })]),
  paths("an Ingress to a port that nobody has", [backend("orders", { number: 81 })]),
  paths("an Ingress to a port by number", [backend("orders", { number: 80 })]),
  paths("an Ingress to a port by a wrong name", [backend("orders", { name: "web" })]),
  paths("an Ingress to a bucket", [
    {
      path: "/",
      pathType: "Prefix",
      backend: { resource: { apiGroup: "example.com", kind: "Bucket", name: "static" } },
    },
  ]),
  inObject("an Ingress with a default to nobody", "Ingress", ({ spec }) =>
    set(spec, "defaultBackend", { service: { name: "other", port: { number: 80 } } }),
  ),
  inObject("an Ingress without rules", "Ingress", ({ spec }) =>
    Object.assign(spec, { rules: undefined, defaultBackend: { service: { name: "orders", port: { number: 80 } } } }),
  ),
  // Jobs.
  inObject("no deadline", "CronJob", ({ spec }) => delete spec.startingDeadlineSeconds),
  inObject("a deadline too short", "CronJob", ({ spec }) => set(spec, "startingDeadlineSeconds", 5)),
  ending("no restart policy", (pod) => delete pod.restartPolicy),
  ending("a restart policy that no Job has", (pod) => set(pod, "restartPolicy", "Always")),
  ending("a restart on failure", (pod) => set(pod, "restartPolicy", "OnFailure")),
  // APIs of long ago.
  ...[
    ["Deployment", "extensions/v1beta1"],
    ["Deployment", "apps/v1beta1"],
    ["StatefulSet", "apps/v1beta2"],
    ["DaemonSet", "extensions/v1beta1"],
    ["CronJob", "batch/v1beta1"],
    ["PodDisruptionBudget", "policy/v1beta1"],
    ["HorizontalPodAutoscaler", "autoscaling/v2beta2"],
    ["HorizontalPodAutoscaler", "autoscaling/v1"],
  ].map(([kind = "", version = ""]) =>
    inObject(`${kind} of ${version}`, kind, (seen) => {
      seen.apiVersion = version;
      if (version === "autoscaling/v1") delete seen.spec.metrics;
    }),
  ),
];

const disk = "ephemeral-storage";

function sized(name: string, change: (sizes: { requests: Fields; limits: Fields }) => unknown): Fault[] {
  return inEach(name, ({ resources }) => {
    const { requests, limits } = fields(resources);
    if (requests !== undefined && limits !== undefined) change({ requests: fields(requests), limits: fields(limits) });
  });
}

/** Once in the first container, once in an init container. */
function inEach(name: string, change: (container: Fields) => unknown): Fault[] {
  return [
    inMain(name, change),
    inPod(`${name}, in an init container`, (pod) => {
      const container = plainContainer("init");
      change(container);
      pod.initContainers = [container];
    }),
  ];
}

function inMain(name: string, change: (container: Fields) => unknown): Fault {
  return inPod(name, ({ containers }) => containers[0] !== undefined && change(containers[0]));
}

function inPod(name: string, change: (pod: PodFields) => unknown): Fault {
  return inTemplate(name, ({ spec }) => change(spec));
}

function inTemplate(name: string, change: (template: { metadata: Fields; spec: PodFields }) => unknown): Fault {
  return inObject(name, "workload", (workload) => change(templateOf(workload)));
}

function inSelecting(name: string, change: (workload: Written) => unknown): Fault {
  return inObject(name, "workload", (workload) => workload.spec.selector !== undefined && change(workload));
}

function ending(name: string, change: (pod: PodFields) => unknown): Fault {
  return inPod(name, (pod) => pod.restartPolicy !== undefined && change(pod));
}

/** The workload comes first in its set, where no other fault has taken it away. */
function inObject(name: string, kind: string, change: (object: Written) => unknown): Fault {
  return {
    name,
    apply: (objects) => {
      const found = kind === "workload" ? objects.slice(0, 1).find(isWorkload) : find(objects, kind);
      if (found !== undefined) change(found);
    },
  };
}

function isWorkload({ kind }: Written): boolean {
  return ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"].includes(kind);
}

function without(name: string, kind: string): Fault {
  return {
    name,
    apply: (objects) => {
      const index = objects.findIndex((one) => one.kind === kind);
      if (index >= 0) objects.splice(index, 1);
    },
  };
}

function elsewhere(name: string, kind: string): Fault {
  return inObject(name, kind, ({ metadata }) => {
    metadata.namespace = `${metadata.namespace}-elsewhere`;
  });
}

function probes(name: string, readiness: Fields, liveness: Fields = readiness): Fault {
  return inMain(name, (container) => {
    if (container.readinessProbe === undefined) return;
    const { failureThreshold: _threshold, ...plain } = readiness;
    container.readinessProbe = plain;
    container.livenessProbe = liveness;
    if (name.includes("another port")) container.readinessProbe = { httpGet: { path: "/ready", port: 8080 } };
  });
}

function init(name: string, more: Fields): Fault {
  return inPod(name, (pod) => set(pod, "initContainers", [plainContainer("init", more)]));
}

function withoutSeccomp(pod: PodFields): void {
  delete fields(pod.securityContext).seccompProfile;
  for (const container of pod.containers) delete fields(container.securityContext).seccompProfile;
}

function spread(name: string, more: Fields, keep?: "both"): Fault {
  return inPod(name, (pod) => {
    if (keep === undefined) delete pod.affinity;
    pod.topologySpreadConstraints = [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: labels },
        ...more,
      },
    ];
  });
}

function antiAffinity(name: string, more: Fields): Fault {
  const rule = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels }, ...more };
  return inPod(name, (pod) =>
    set(pod, "affinity", { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [rule] } }),
  );
}

function counted(name: string, replicas: number | undefined): Fault[] {
  return ["Deployment", "StatefulSet"].map((kind) =>
    inObject(`${name} of a ${kind}`, kind, ({ spec }) => set(spec, "replicas", replicas)),
  );
}

function policed(name: string, more: Fields): Fault {
  return inObject(name, "NetworkPolicy", ({ spec }) => Object.assign(spec, more));
}

function targeting(name: string, more: Fields, minReplicas = 3): Fault {
  return inObject(name, "HorizontalPodAutoscaler", ({ spec }) => {
    Object.assign(fields(spec.scaleTargetRef), more);
    spec.minReplicas = minReplicas;
  });
}

function paths(name: string, list: Fields[]): Fault {
  return inObject(name, "Ingress", ({ spec }) =>
    set(spec, "rules", [{ host: "orders.example.com", http: { paths: list } }]),
  );
}

function find(objects: Written[], kind: string): Written | undefined {
  return objects.find((one) => one.kind === kind);
}

function set(owner: Fields, field: string, value: unknown): void {
  owner[field] = value;
}
