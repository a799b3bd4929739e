// What has the cluster warned of in the last hour?

import type { KubeObject } from "../../kube/object.ts";
import type { Check, Finding } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { conditionOf } from "../live-pods.ts";
import { type AliveWorkload, findingOf, type LiveScope, namesOf, withScope } from "../live-scope.ts";
import { lastSeen } from "../live-slim.ts";
import type { AutoscalerSpec } from "./autoscalers-of.ts";

export const events: Check = {
  id: "cluster/events",
  severity: "medium",
  title: "The cluster has not warned of the service in the last hour",
  why: "Warnings come before the outage: probes that fail now and then, volumes that mount late, images that are pulled again and again.",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/",
  recommendation: "Follow the most frequent one first: kubectl events --types=Warning.",
  run: (subject) =>
    withScope(subject, ["Pod", "Event", "ReplicaSet"], (scope) => {
      const owners = ownersByName(scope);
      const groups = new Map<string, { owner: KubeObject; count: number; names: Set<string>; event: Warning }>();
      for (const event of itemsOf(scope.live, "Event") as readonly Warning[]) {
        const { kind = "", name = "" } = event.involvedObject ?? {};
        const owner = owners.get(`${kind}/${name}`);
        if (owner === undefined || isOver(event, owner.pod)) continue;
        const key = `${owner.owner.kind}/${owner.owner.metadata.name} ${kind} ${event.reason}`;
        const group = groups.get(key) ?? { owner: owner.owner, count: 0, names: new Set<string>(), event };
        group.count += Math.max(event.count ?? 0, event.series?.count ?? 0, 1);
        group.names.add(name);
        groups.set(key, group);
      }
      const findings = [...groups.values()]
        .toSorted((one, other) => other.count - one.count)
        .map(({ owner, count, names, event }): Finding => {
          const { kind = "", name = "" } = event.involvedObject ?? {};
          const about = name === owner.metadata.name ? "" : ` about ${namesOf([...names], kind)}`;
          return findingOf(owner, `${event.reason}, ${count} times${about}: ${event.message ?? ""}`);
        });
      return { kind: "examined", count: scope.workloads.length, findings };
    }),
};

interface Warning extends KubeObject {
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly series?: { readonly count?: number } | null;
}

interface Owner {
  readonly owner: KubeObject;
  readonly pod?: KubeObject;
}

/** The workloads, and what is theirs, by `Pod/orders-1`: what is gone is not among them. */
function ownersByName(scope: LiveScope): Map<string, Owner> {
  const { workloads, live, workloadNamed, services } = scope;
  const scalers = itemsOf(live, "HorizontalPodAutoscaler").flatMap((autoscaler): [string, Owner][] => {
    const { scaleTargetRef: { kind = "", name = "" } = {} } = (autoscaler.spec ?? {}) as AutoscalerSpec;
    const owner = workloadNamed(kind, name)?.alive;
    return owner === undefined ? [] : [[keyOf(autoscaler), { owner }]];
  });
  return new Map([
    ...workloads.flatMap((workload) => ownedNames(workload, scope)),
    ...services.map((owner) => [keyOf(owner), { owner }] as const),
    ...scalers,
  ]);
}

function ownedNames(workload: AliveWorkload, { podsOf, ownedBy }: LiveScope): [string, Owner][] {
  const owner = workload.alive;
  const made = (["ReplicaSet", "Job"] as const).flatMap((kind) => ownedBy(kind, owner));
  const pods = podsOf(workload);
  const claims = pods.flatMap(({ spec }) => (spec.volumes ?? []).flatMap((one) => one.persistentVolumeClaim ?? []));
  return [
    ...[owner, ...made].map((object): [string, Owner] => [keyOf(object), { owner }]),
    ...claims.map(({ claimName }): [string, Owner] => [`PersistentVolumeClaim/${claimName}`, { owner }]),
    ...pods.map((pod): [string, Owner] => [keyOf(pod), { owner, pod }]),
  ];
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

/** What a pod was warned of on its way to being ready: no node at first, a probe that came too early. */
function isOver(event: KubeObject, pod: KubeObject | undefined): boolean {
  const ready = pod && conditionOf(pod, "Ready");
  if (ready?.status !== "True") return false;
  return Date.parse(ready.lastTransitionTime ?? "") >= lastSeen(event);
}
