// What do manifests look like in which neither kube-score nor we find a fault?

type Fields = Record<string, unknown>;

/** A manifest that mutations change in place. */
export interface Written extends Fields {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string; labels: Record<string, string>; [key: string]: unknown };
  spec: Fields;
}

export const shapes = ["Deployment", "scaled Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"] as const;
export type Shape = (typeof shapes)[number];

export function faultlessSet(shape: Shape, namespace: string): Written[] {
  const objects = [workloadOf(shape, namespace), policy(namespace)];
  if (shape === "Job" || shape === "CronJob") return objects;
  objects.push(service(namespace, shape === "StatefulSet"));
  if (shape === "Pod" || shape === "DaemonSet") return objects;
  objects.push(budget(namespace));
  if (shape === "Deployment") objects.push(ingress(namespace));
  if (shape === "scaled Deployment") objects.push(autoscaler(namespace));
  return objects;
}

/** The pod template of a workload; of a bare pod, itself. */
export function templateOf(workload: Written): { metadata: Fields; spec: PodFields } {
  const spec = workload.kind === "CronJob" ? fields(fields(workload.spec.jobTemplate).spec) : workload.spec;
  return (workload.kind === "Pod" ? workload : spec.template) as { metadata: Fields; spec: PodFields };
}

export interface PodFields extends Fields {
  containers: Fields[];
}

export const labels = { "app.kubernetes.io/name": "orders" };

export function sizes(): Fields {
  const own = { cpu: "500m", memory: "256Mi", "ephemeral-storage": "64Mi" };
  return { requests: { ...own }, limits: { ...own } };
}

export function plainContainer(name: string, more: Fields = {}): Fields {
  return {
    name,
    image: "registry.example.com/shop/orders:1.4.2",
    imagePullPolicy: "Always",
    resources: sizes(),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsUser: 10_001,
      runAsGroup: 10_001,
      seccompProfile: { type: "RuntimeDefault" },
      capabilities: { drop: ["ALL"] },
    },
    ...more,
  };
}

export function policy(namespace: string, name = "orders"): Written {
  return object("networking.k8s.io/v1", "NetworkPolicy", namespace, name, {
    podSelector: { matchLabels: { ...labels } },
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }],
    egress: [{ to: [{ podSelector: {} }], ports: [{ port: 8080 }] }],
  });
}

export function autoscaler(namespace: string, name = "orders"): Written {
  return object("autoscaling/v2", "HorizontalPodAutoscaler", namespace, name, {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "orders" },
    minReplicas: 3,
    maxReplicas: 9,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
  });
}

export function object(apiVersion: string, kind: string, namespace: string, name: string, spec: Fields): Written {
  return { apiVersion, kind, metadata: { name, namespace, labels: { ...labels } }, spec };
}

export function fields(value: unknown): Fields {
  return (value ?? {}) as Fields;
}

function workloadOf(shape: Shape, namespace: string): Written {
  const template = { metadata: { labels: { ...labels } }, spec: podSpec(shape) };
  const selector = { matchLabels: { ...labels } };
  switch (shape) {
    case "Deployment":
      return object("apps/v1", shape, namespace, "orders", { replicas: 3, selector, template });
    case "scaled Deployment":
      return object("apps/v1", "Deployment", namespace, "orders", { selector, template });
    case "StatefulSet":
      return object("apps/v1", shape, namespace, "orders", { replicas: 3, serviceName: "orders", selector, template });
    case "DaemonSet":
      return object("apps/v1", shape, namespace, "orders", { selector, template });
    case "Job":
      return object("batch/v1", shape, namespace, "orders", { template });
    case "CronJob":
      return object("batch/v1", shape, namespace, "orders", {
        schedule: "5 * * * *",
        startingDeadlineSeconds: 300,
        jobTemplate: { spec: { template } },
      });
    case "Pod":
      return object("v1", shape, namespace, "orders", template.spec);
  }
}

function podSpec(shape: Shape): PodFields {
  const ends = shape === "Job" || shape === "CronJob";
  const probes = {
    ports: [{ name: "http", containerPort: 8080 }],
    readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
    livenessProbe: { httpGet: { path: "/live", port: 8080 }, failureThreshold: 6 },
  };
  return {
    ...(ends ? { restartPolicy: "Never" } : {}),
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { ...labels } } },
        ],
      },
    },
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [plainContainer("app", { env: [{ name: "LOG_LEVEL", value: "info" }], ...(ends ? {} : probes) })],
  };
}

function service(namespace: string, headless: boolean): Written {
  return object("v1", "Service", namespace, "orders", {
    ...(headless ? { clusterIP: "None" } : {}),
    selector: { ...labels },
    ports: [{ name: "http", port: 80, targetPort: 8080 }],
  });
}

function budget(namespace: string): Written {
  return object("policy/v1", "PodDisruptionBudget", namespace, "orders", {
    maxUnavailable: 1,
    selector: { matchLabels: { ...labels } },
  });
}

function ingress(namespace: string): Written {
  return object("networking.k8s.io/v1", "Ingress", namespace, "orders", {
    rules: [{ host: "orders.example.com", http: { paths: [backend("orders", { name: "http" })] } }],
  });
}

export function backend(name: string, port: Fields): Fields {
  return { path: "/", pathType: "Prefix", backend: { service: { name, port } } };
}
