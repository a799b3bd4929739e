// What do a thousand services of a company look like as files?

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Objects that each service has: Deployment, Service, PodDisruptionBudget, NetworkPolicy, and every second time an Ingress or an autoscaler. */
export const objectsPerService = 5;

/**
 * Writes one file per service, twenty services to a namespace. Most are in order; of each ten, four have a mistake that
 * people make, so that findings and their lines are paid for too.
 */
export async function writeServices(folder: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const namespace = namespaceOf(index);
    const directory = join(folder, namespace);
    if (index % 20 === 0) await mkdir(directory, { recursive: true });
    await writeFile(join(directory, `service-${index}.yaml`), serviceYaml(index));
  }
}

/** The manifests of one service, as its team would write them. */
export function serviceYaml(index: number, namespace = namespaceOf(index)): string {
  const name = `service-${index}`;
  const mistake = index % 10;
  const digest = index.toString(16).padStart(64, "a");
  const image =
    mistake === 3 ? `registry.example.com/shop/${name}:latest` : `registry.example.com/shop/${name}@sha256:${digest}`;
  const probes = `          readinessProbe:
            httpGet:
              path: /ready
              port: http
            periodSeconds: 5
            failureThreshold: 2
          livenessProbe:
            httpGet:
              path: /live
              port: http
            periodSeconds: 10
            failureThreshold: 6
          startupProbe:
            httpGet:
              path: /live
              port: http
            periodSeconds: 5
            failureThreshold: 24
`;
  const deployment = `# ${name}: owned by team ${index % 37}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: shop
    team: team-${index % 37}
spec:
${index % 2 === 0 ? "" : `  replicas: ${mistake === 5 ? 1 : 3}\n`}  revisionHistoryLimit: 5
  progressDeadlineSeconds: 600
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
        app.kubernetes.io/part-of: shop
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "9090"
    spec:
      serviceAccountName: ${name}
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 45
      priorityClassName: shop
      securityContext:
        runAsNonRoot: true
        runAsUser: ${10_000 + index}
        runAsGroup: ${10_000 + index}
        seccompProfile:
          type: RuntimeDefault
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app.kubernetes.io/name: ${name}
      containers:
        - name: app
          image: ${image}
          imagePullPolicy: IfNotPresent
          args: ["--listen", ":8080", "--metrics", ":9090"]
          ports:
            - name: http
              containerPort: 8080
            - name: metrics
              containerPort: 9090
          env:
            - name: LOG_LEVEL
              value: info
            - name: DATABASE_HOST
              value: "postgres.${namespace}.svc"
            - name: DATABASE_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: ${name}-database
                  key: password
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
              ephemeral-storage: 64Mi
            limits:
${mistake === 1 ? "              cpu: 1\n" : "              memory: 256Mi\n"}              ephemeral-storage: 128Mi
${mistake === 7 ? "" : probes}          lifecycle:
            preStop:
              sleep:
                seconds: 5
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 64Mi
`;
  const service = `---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
  const budget = `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
`;
  const policy = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ${namespace}
      ports:
        - port: 8080
        - port: 9090
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ${namespace}
      ports:
        - port: 5432
`;
  const autoscaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: 3
  maxReplicas: 12
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
`;
  const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: ${namespace}
  annotations:
    nginx.ingress.kubernetes.io/${mistake === 9 ? "rate-limit" : "limit-rps"}: "50"
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - ${name}.example.com
      secretName: ${name}-tls
  rules:
    - host: ${name}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${name}
                port:
                  name: http
`;
  return deployment + service + budget + policy + (index % 2 === 0 ? autoscaler : ingress);
}

function namespaceOf(index: number): string {
  return `team-${Math.floor(index / 20)}`;
}
