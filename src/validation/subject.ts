// What do the checks look at?

import { describeObject, type KubeObject } from "../kube/object.ts";
import { podSpecPath } from "../manifests/containers.ts";
import type { Manifest } from "../manifests/manifest.ts";
import type { Position } from "../report/failure.ts";
import { admittedWorkload, defaultedWorkload } from "./effective.ts";
import { type LiveKind, workloadKinds } from "./live-kinds.ts";
import type { LiveObjects } from "./live-objects.ts";
import type { Observations } from "./observations.ts";
import type { PodSpec } from "./pod-spec.ts";

export interface Subject {
  /** What runs pods: from the manifests, and the live one that was named where no manifest describes it. */
  readonly workloads: readonly Workload[];
  /** Every manifest, of whatever kind, in the order in which they are written. */
  readonly written: readonly Seen[];
  /** The live workload that is meant beside the manifests. */
  readonly named: NamedWorkload | "all" | undefined;
  /** Whether every workload of the namespace is meant, so that nothing in it is another's. */
  readonly whole: boolean;
  /** The namespace's live objects; undefined where no cluster was asked. */
  readonly live: LiveObjects | undefined;
  /** What the endpoint, the metrics, the database and the rest answered, where they were asked. */
  readonly observed: Observations;
  /** The manifests of a kind, then the live ones that no manifest describes. */
  related(kind: LiveKind): Related;
  /** Those in the namespace of an object, found without looking at all others. */
  near(kind: LiveKind, object: Seen): Related;
}

/** A live workload. */
export interface NamedWorkload {
  readonly kind: string;
  readonly name: string;
}

export interface Related {
  readonly objects: readonly Seen[];
  /** Why the live ones could not be read: an absence among `objects` proves nothing then. */
  readonly unreadable: string | undefined;
}

export interface Seen {
  readonly object: KubeObject;
  readonly namespace: string;
  /** The fields of `spec`, for a check to read. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** In its manifest; undefined for what was only seen alive. */
  position(path: Path): Position | undefined;
}

export type Path = readonly (string | number)[];

export interface Workload extends Seen {
  readonly podSpec: PodSpec;
  readonly podSpecPath: readonly string[];
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** Whether it is meant to run on and on: not a Job, CronJob or bare pod. */
  readonly serves: boolean;
  /** As written; undefined where the cluster or an autoscaler decides. */
  readonly replicas: number | undefined;
  /** The same workload as it stands in the cluster. */
  readonly alive: KubeObject | undefined;
}

const serving = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/**
 * Joins the manifests and the cluster's objects. Pure; its time grows with the number of objects, not with its square.
 *
 * @param named the live workload that is meant beside the manifests; `all` means every one of the namespace
 */
export function subjectOf(
  manifests: readonly Manifest[],
  live: LiveObjects | undefined,
  named: NamedWorkload | "all" | undefined,
  observed: Observations = {},
): Subject {
  const namespace = live?.namespace ?? "";
  const written = manifests.map((manifest) => seenInManifest(manifest, namespace));
  const alive = new Map<string, readonly Seen[]>();
  for (const [kind, list] of Object.entries(live?.lists ?? {})) {
    if (list.kind === "read") alive.set(kind, list.items.map(seenAlive));
  }
  const aliveByName = new Map([...alive.values()].flat().map((seen) => [identityOf(seen), seen.object]));
  const writtenNames = new Set(written.map(identityOf));
  const ofKind = Map.groupBy(written, ({ object }) => object.kind);
  const kinds = new Map<LiveKind, Related>();
  const related = (kind: LiveKind): Related => {
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const others = (alive.get(kind) ?? []).filter((one) => !writtenNames.has(identityOf(one)));
    const list = live?.lists[kind];
    const found: Related = {
      objects: [...(ofKind.get(kind) ?? []), ...others],
      unreadable: list?.kind === "unreadable" ? list.reason : undefined,
    };
    kinds.set(kind, found);
    return found;
  };
  const namespaces = new Map<LiveKind, Map<string, Seen[]>>();
  const near = (kind: LiveKind, { namespace: own }: Seen): Related => {
    const whole = related(kind);
    if (own === "") return whole;
    const index = namespaces.get(kind) ?? Map.groupBy(whole.objects, (one) => one.namespace);
    namespaces.set(kind, index);
    return { ...whole, objects: [...(index.get(own) ?? []), ...(index.get("") ?? [])] };
  };
  const withPods = written.flatMap((seen) => workloadOf(seen, aliveByName.get(identityOf(seen))));
  const wanted = meant(named, related);
  const known = new Set(withPods.map(identityOf));
  const alone = wanted.filter((one) => !known.has(identityOf(one))).flatMap((seen) => workloadOf(seen, seen.object));
  const workloads = [...withPods, ...alone].map((workload) =>
    defaultedWorkload(workload, near("LimitRange", workload).objects),
  );
  const whole = named === "all";
  return withObserved({ workloads, written, named, whole, live, observed: {}, related, near }, observed);
}

/** The same with what was asked beside the objects; what admission made of a workload is what its pods will be. */
export function withObserved(subject: Subject, observed: Observations): Subject {
  const admission = observed.objects?.kind === "seen" ? observed.objects.value.admission : undefined;
  if (admission === undefined) return { ...subject, observed };
  return { ...subject, observed, workloads: subject.workloads.map((one) => admittedWorkload(one, admission)) };
}

export function nameOf(seen: Seen): string {
  return describeObject(seen.object);
}

/** With `all`, those that no other workload has made: the ReplicaSets of a Deployment and the Jobs of a CronJob are its own. */
function meant(named: NamedWorkload | "all" | undefined, related: Subject["related"]): readonly Seen[] {
  if (named === undefined) return [];
  if (named !== "all") {
    return related(named.kind as LiveKind).objects.filter(({ object }) => object.metadata.name === named.name);
  }
  return workloadKinds
    .flatMap((kind) => related(kind).objects)
    .filter(({ object }) => !object.metadata.ownerReferences?.some(({ controller }) => controller === true));
}

function seenInManifest(manifest: Manifest, defaultNamespace: string): Seen {
  const { object } = manifest;
  return {
    object,
    namespace: object.metadata.namespace ?? defaultNamespace,
    spec: fieldsOf(object.spec),
    position: (path) => manifest.position(path),
  };
}

function seenAlive(object: KubeObject): Seen {
  return {
    object,
    namespace: object.metadata.namespace ?? "",
    spec: fieldsOf(object.spec),
    position: () => undefined,
  };
}

/** The API group is left out: a manifest may name an older version of it. */
function identityOf({ object, namespace }: Seen): string {
  return `${object.kind} ${namespace}/${object.metadata.name}`;
}

function workloadOf(seen: Seen, alive: KubeObject | undefined): Workload[] {
  const path = podSpecPath(seen.object);
  if (path === undefined) return [];
  const template = path.slice(0, -1).reduce<unknown>((parent, key) => fieldsOf(parent)[key], seen.object);
  const podSpec = fieldsOf(template).spec as PodSpec;
  const { labels, annotations } = fieldsOf(fieldsOf(template).metadata);
  const { replicas } = seen.spec;
  return [
    {
      ...seen,
      podSpec,
      podSpecPath: path,
      podLabels: fieldsOf(labels) as Record<string, string>,
      podAnnotations: fieldsOf(annotations) as Record<string, string>,
      serves: serving.has(seen.object.kind),
      replicas: typeof replicas === "number" ? replicas : undefined,
      alive,
    },
  ];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
