// How many objects, and how much storage, will a namespace hold after a release?

import { readQuantity } from "../../kube/quantity.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import type { LiveKind } from "../live-kinds.ts";
import { leastReplicas } from "../reliability/least-replicas.ts";
import type { Seen, Subject, Workload } from "../subject.ts";

/**
 * What a quota counts by objects: those of the manifests and the live ones together.
 * https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count
 *
 * @returns undefined for what it counts by pods, or where the live ones could not be read
 */
export function countedObjects(
  subject: Subject,
  quota: Seen,
  workloads: readonly Workload[],
  name: string,
): { readonly amount: number; readonly by: string } | undefined {
  const { kind, counts = () => true } = kinds[name.replace(/^count\//, "")] ?? {};
  if (kind !== undefined) {
    const { objects, unreadable } = subject.near(kind, quota);
    if (unreadable !== undefined) return undefined;
    const claims = kind === "PersistentVolumeClaim" ? claimsToMake(subject, quota, workloads).length : 0;
    const amount = objects.filter(counts).length + claims;
    return { amount, by: `the ${kind}s of the namespace` };
  }
  const [, ofClass] = /^(?:(.+)\.storageclass\.storage\.k8s\.io\/)?requests\.storage$/.exec(name) ?? [];
  if (!name.endsWith("requests.storage")) return undefined;
  const { objects, unreadable } = subject.near("PersistentVolumeClaim", quota);
  if (unreadable !== undefined) return undefined;
  const specs = [...objects.map(({ spec }) => spec), ...claimsToMake(subject, quota, workloads)].filter(
    (spec) => ofClass === undefined || textAt(spec, ["storageClassName"]) === ofClass,
  );
  const amount = specs.reduce<number>((sum, spec) => sum + storageOf(spec), 0);
  return { amount, by: `${specs.length} claims` };
}

/** What a claim, or a template of one, asks for. */
export function storageOf(spec: unknown): number {
  return readQuantity(fieldsAt(spec, ["resources", "requests"]).storage) ?? 0;
}

const kinds: Readonly<Record<string, { readonly kind: LiveKind; readonly counts?: (seen: Seen) => boolean }>> = {
  services: { kind: "Service" },
  "services.loadbalancers": { kind: "Service", counts: ({ spec }) => spec.type === "LoadBalancer" },
  configmaps: { kind: "ConfigMap" },
  secrets: { kind: "Secret" },
  persistentvolumeclaims: { kind: "PersistentVolumeClaim" },
  "deployments.apps": { kind: "Deployment" },
  "statefulsets.apps": { kind: "StatefulSet" },
  "cronjobs.batch": { kind: "CronJob" },
  "ingresses.networking.k8s.io": { kind: "Ingress" },
};

/** Of StatefulSets: the specs of those claims that are not there yet. */
function claimsToMake(subject: Subject, quota: Seen, workloads: readonly Workload[]): unknown[] {
  const known = new Set(subject.near("PersistentVolumeClaim", quota).objects.map(({ object }) => object.metadata.name));
  return workloads.flatMap((workload) => {
    const templates = itemsAt(workload.spec.volumeClaimTemplates);
    const pods = templates.length === 0 ? 0 : Math.min(leastReplicas(subject, workload), mostPods);
    const nameOf = (template: unknown, ordinal: number): string =>
      `${textAt(template, ["metadata", "name"])}-${workload.object.metadata.name}-${ordinal}`;
    return templates.flatMap((template) =>
      Array.from({ length: pods }, (_, ordinal) => ordinal)
        .filter((ordinal) => !known.has(nameOf(template, ordinal)))
        .map(() => fieldsAt(template).spec),
    );
  });
}

/** A number that nobody writes: it bounds what a mistyped one costs. */
const mostPods = 10_000;
