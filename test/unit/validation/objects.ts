// Which objects do the tests of the checks begin with?

import type { KubeObject } from "../../../src/kube/object.ts";
import type { Manifest } from "../../../src/manifests/manifest.ts";
import { readManifests } from "../../../src/manifests/read-objects.ts";
import { type LiveKind, liveKinds } from "../../../src/validation/live-kinds.ts";
import type { LiveList, LiveObjects } from "../../../src/validation/live-objects.ts";

export const digest = `sha256:${"a".repeat(64)}`;
export const now = Date.parse("2026-01-01T12:00:00Z");

/** A Deployment that fails no check, with its companions. A test changes one thing. */
export const goodYaml = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop, labels: { app.kubernetes.io/name: orders } }
spec:
  minReadySeconds: 5
  strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
  selector: { matchLabels: { app: orders } }
  template:
    metadata:
      labels: { app: orders }
      annotations: { prometheus.io/scrape: "true" }
    spec:
      automountServiceAccountToken: false
      priorityClassName: shop
      terminationGracePeriodSeconds: 40
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: orders } } }]
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: orders
          image: registry.example.com/orders@${digest}
          ports: [{ name: http, containerPort: 8080 }]
          env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }, { name: MODE, value: fast }]
          resources: { requests: { cpu: 10m, memory: 64Mi }, limits: { memory: 64Mi, ephemeral-storage: 1Gi } }
          startupProbe: { httpGet: { path: /live, port: http } }
          readinessProbe: { httpGet: { path: /ready, port: http } }
          livenessProbe: { httpGet: { path: /live, port: http } }
          lifecycle: { preStop: { sleep: { seconds: 5 } } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop }
spec: { selector: { app: orders }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: orders, namespace: shop }
spec: { unhealthyPodEvictionPolicy: AlwaysAllow, maxUnavailable: 1, selector: { matchLabels: { app: orders } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders, namespace: shop }
spec: { podSelector: { matchLabels: { app: orders } }, policyTypes: [Ingress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }, minReplicas: 3, maxReplicas: 9 }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: orders
  namespace: shop
  annotations: { nginx.ingress.kubernetes.io/limit-rps: "100" }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [orders.example.com], secretName: orders-tls }]
  rules:
    - host: orders.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: orders, port: { number: 80 } } } }] }
`;

/** The manifests of goodYaml with one text replaced by another. */
export function manifestsWith(from = "", to = ""): Manifest[] {
  if (!goodYaml.includes(from)) throw new Error(`the good manifests do not hold ${from}`);
  return readManifests(goodYaml.replace(from, to), "orders.yaml");
}

/** The manifests of goodYaml without those of a kind. */
export function manifestsWithout(kind: string): Manifest[] {
  return manifestsWith().filter(({ object }) => object.kind !== kind);
}

export function liveWith(lists: Partial<Record<LiveKind, LiveList | readonly object[]>> = {}): LiveObjects {
  const merged = { ...goodLive(), ...lists };
  const kinds = Object.entries(liveKinds).map(([kind, apiVersion]) => {
    const list = merged[kind as LiveKind] ?? [];
    if (!Array.isArray(list)) return [kind, list];
    return [kind, { kind: "read", items: list.map((item: object) => ({ apiVersion, kind, ...item })) }];
  });
  return { namespace: "shop", readAt: now, digest, lists: Object.fromEntries(kinds) as LiveObjects["lists"] };
}

export const unreadable: LiveList = { kind: "unreadable", reason: "forbidden" };

/** The live Deployment, with changes to its top level. */
export function liveDeployment(changes: object = {}): object {
  const [manifest] = manifestsWith();
  const object = manifest?.object as KubeObject;
  return {
    ...object,
    spec: { ...(object.spec as object), replicas: 3 },
    metadata: { ...object.metadata, uid: "d", generation: 2 },
    status: { observedGeneration: 2, readyReplicas: 3 },
    ...changes,
  };
}

export function livePod(
  name: string,
  changes: { ready?: boolean; deleted?: boolean; image?: string; restartedAt?: string } = {},
): object {
  const terminated = { finishedAt: changes.restartedAt, reason: "Error", exitCode: 1 };
  return {
    metadata: {
      name,
      namespace: "shop",
      labels: { app: "orders" },
      ...(changes.deleted ? { deletionTimestamp: "2026-01-01T11:59:00Z" } : {}),
    },
    spec: { containers: [{ name: "orders", image: changes.image ?? `registry.example.com/orders@${digest}` }] },
    status: {
      conditions: [{ type: "Ready", status: changes.ready === false ? "False" : "True" }],
      containerStatuses: [
        {
          name: "orders",
          restartCount: changes.restartedAt ? 1 : 0,
          ...(changes.restartedAt ? { lastState: { terminated } } : {}),
        },
      ],
    },
  };
}

function goodLive(): Partial<Record<LiveKind, LiveList | readonly object[]>> {
  return {
    Deployment: [liveDeployment()],
    PriorityClass: [{ metadata: { name: "shop" } }],
    Namespace: [{ metadata: { name: "shop", labels: { team: "shop" } } }],
    Pod: [livePod("a"), livePod("b"), livePod("c")],
    EndpointSlice: [
      {
        metadata: { name: "orders-x", namespace: "shop", labels: { "kubernetes.io/service-name": "orders" } },
        endpoints: [{ conditions: { ready: true } }],
      },
    ],
    Secret: ["db", "orders-tls"].map((name) => ({ metadata: { name, namespace: "shop" } })),
    IngressClass: [{ metadata: { name: "nginx" } }],
    ResourceQuota: [{ metadata: { name: "quota", namespace: "shop" } }],
    ServiceMonitor: { kind: "not-served" },
    PodMonitor: { kind: "not-served" },
    ScaledObject: { kind: "not-served" },
  };
}
