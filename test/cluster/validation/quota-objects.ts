// Which pods and quotas show what a quota counts?

const image = "localhost:5000/none:1";

/** They are scheduled nowhere, and count all the same. */
const nowhere = { schedulerName: "nobody", automountServiceAccountToken: false };

const hard = { pods: "10", "requests.cpu": "5", "limits.memory": "9Gi" };

/** One of each sort that a scope or a sum tells apart; the PriorityClass has the namespace's name. */
export function countedPods(namespace: string): object[] {
  const sidecar = { ...asking("50m"), name: "side", restartPolicy: "Always" };
  const podAffinityTerm = { topologyKey: "kubernetes.io/hostname", namespaces: ["other"], labelSelector: {} };
  const preferred = [{ weight: 1, podAffinityTerm }];
  const specs: Readonly<Record<string, object>> = {
    plain: { containers: [asking("100m")] },
    none: { containers: [{ name: "app", image }] },
    deadline: { activeDeadlineSeconds: 3600, containers: [asking("200m")] },
    init: { initContainers: [sidecar, { ...asking("1"), name: "init" }], containers: [asking("100m")] },
    class: { priorityClassName: namespace, containers: [asking("300m")] },
    abroad: {
      affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } },
      containers: [asking("400m")],
    },
    whole: { resources: { requests: { cpu: "2" }, limits: { memory: "1Gi" } }, containers: [asking("100m")] },
  };
  return Object.entries(specs).map(([name, spec]) => ({
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name, namespace } },
    spec: { ...nowhere, ...spec },
  }));
}

/** A Deployment beside them. */
export function countedDeployment(namespace: string, replicas: number): object {
  const labels = { app: "web" };
  const template = { metadata: { labels }, spec: { ...nowhere, containers: [asking("100m")] } };
  return {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace } },
    spec: { replicas, selector: { matchLabels: labels }, template },
  };
}

/** One for every scope. */
export function quotas(namespace: string): object[] {
  const specs: Readonly<Record<string, object>> = {
    all: { hard },
    terminating: { hard, scopes: ["Terminating"] },
    staying: { hard, scopes: ["NotTerminating"] },
    "best-effort": { hard: { pods: "10" }, scopes: ["BestEffort"] },
    sized: { hard, scopes: ["NotBestEffort", "NotTerminating"] },
    abroad: { hard, scopes: ["CrossNamespacePodAffinity"] },
    class: { hard, ...ofClass("In", [namespace]) },
    others: { hard, ...ofClass("NotIn", [namespace]) },
    classless: { hard, ...ofClass("DoesNotExist") },
  };
  return Object.entries(specs).map(([name, spec]) => ({
    ...{ apiVersion: "v1", kind: "ResourceQuota", metadata: { name, namespace } },
    spec,
  }));
}

function asking(cpu: string): object {
  return { name: "app", image, resources: { requests: { cpu, memory: "64Mi" }, limits: { memory: "128Mi" } } };
}

function ofClass(operator: string, values?: readonly string[]): object {
  return { scopeSelector: { matchExpressions: [{ scopeName: "PriorityClass", operator, ...(values && { values }) }] } };
}
