// Which live objects belong to the workloads that are validated?

import type { KubeObject } from "../kube/object.ts";
import type { LabelSelector } from "../kube/selectors.ts";
import type { Examination, Finding } from "./check.ts";
import { type Complaint, withLive } from "./examine.ts";
import { type LiveKind, workloadKinds } from "./live-kinds.ts";
import { labelIndex } from "./live-labels.ts";
import { itemsOf, type LiveObjects } from "./live-objects.ts";
import type { LivePod } from "./live-pods.ts";
import { nameOf, type Subject, type Workload } from "./subject.ts";

/** A workload that stands in the cluster. */
export interface AliveWorkload extends Workload {
  readonly alive: KubeObject;
}

export interface LiveScope {
  readonly live: LiveObjects;
  readonly workloads: readonly AliveWorkload[];
  /** Those of a workload, also the ones that are being deleted. */
  podsOf(workload: AliveWorkload): readonly LivePod[];
  /** The live objects of a kind whose owner is this one. */
  ownedBy(kind: LiveKind, owner: KubeObject): readonly KubeObject[];
  /** The workloads whose pods carry the labels that a Service or a budget selects. */
  selectedBy(selector: LabelSelector): readonly AliveWorkload[];
  /** By `Deployment/orders`. */
  workloadNamed(kind: string, name: string): AliveWorkload | undefined;
  /** Whether a live object is one of the manifests. */
  isWritten(object: KubeObject): boolean;
  /** The Services that lead to a workload, as they stand in the cluster. */
  readonly services: readonly KubeObject[];
}

/**
 * Runs a check over what stands in the cluster.
 *
 * @param kinds what it reads beside the workloads: one that could not be read leaves the check unknown
 */
export function withScope(
  subject: Subject,
  kinds: readonly LiveKind[],
  examine: (scope: LiveScope) => Examination,
): Examination {
  return withLive(subject, (live) => {
    const own = workloadKinds.filter((kind) => subject.workloads.some(({ object }) => object.kind === kind));
    for (const kind of [...own, ...kinds]) {
      const list = live.lists[kind];
      if (list.kind === "unreadable") return { kind: "unknown", reason: list.reason };
    }
    const scope = scopeOf(subject, live);
    if (scope.workloads.length > 0) return examine(scope);
    return { kind: "not-applicable", reason: "no workload of those that are validated stands in the cluster" };
  });
}

/** The same for each workload on its own; the paths of complaints begin at its manifest. */
export function eachAlive(
  subject: Subject,
  kinds: readonly LiveKind[],
  judge: (workload: AliveWorkload, scope: LiveScope) => readonly Complaint[],
  only: (workload: AliveWorkload, scope: LiveScope) => boolean = () => true,
  none = "there is no workload that it applies to",
): Examination {
  return withScope(subject, kinds, (scope) => {
    const wanted = scope.workloads.filter((workload) => only(workload, scope));
    if (wanted.length === 0) return { kind: "not-applicable", reason: none };
    const findings = wanted.flatMap((workload) =>
      judge(workload, scope).map((complaint) => findingAbout(workload, complaint)),
    );
    return { kind: "examined", count: wanted.length, findings };
  });
}

/** The same for each pod that is not being deleted; what is alike of several pods of a workload is one finding. */
export function eachPod(
  subject: Subject,
  judge: (pod: LivePod, workload: AliveWorkload, scope: LiveScope) => readonly string[],
): Examination {
  return eachAlive(
    subject,
    ["Pod"],
    (workload, scope) => {
      const told = new Map<string, string[]>();
      for (const pod of scope.podsOf(workload).filter(({ metadata }) => metadata.deletionTimestamp === undefined)) {
        for (const evidence of judge(pod, workload, scope)) {
          told.set(evidence, [...(told.get(evidence) ?? []), pod.metadata.name]);
        }
      }
      return [...told].map(([evidence, pods]) => ({ evidence: `${namesOf(pods)}: ${evidence}` }));
    },
    (workload, scope) => scope.podsOf(workload).length > 0,
    "no workload has a pod",
  );
}

/** Judges live objects one by one. */
export function eachLive(
  objects: readonly KubeObject[],
  judge: (object: KubeObject) => readonly string[],
  none: string,
): Examination {
  if (objects.length === 0) return { kind: "not-applicable", reason: none };
  return {
    kind: "examined",
    count: objects.length,
    findings: objects.flatMap((object) => judge(object).map((evidence) => findingOf(object, evidence))),
  };
}

export function findingOf(object: KubeObject, evidence: string): Finding {
  const { name, namespace = "" } = object.metadata;
  const subject = `${object.kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;
  return { subject, object: { kind: object.kind, namespace, name }, evidence };
}

/** `the pods a, b and 3 more`. */
export function namesOf(names: readonly string[], what = "pod"): string {
  const [first = "", ...others] = names;
  if (others.length === 0) return `the ${what} ${first}`;
  const shown = names.slice(0, mostNames).join(", ");
  return `the ${what}s ${shown}${names.length > mostNames ? ` and ${names.length - mostNames} more` : ""}`;
}

export function scopeOf(subject: Subject, live: LiveObjects): LiveScope {
  const known = scopes.get(subject);
  if (known !== undefined) return known;
  const scope = makeScope(subject, live);
  scopes.set(subject, scope);
  return scope;
}

const mostNames = 3;

/** A scope is the same for all checks of one run. */
const scopes = new WeakMap<Subject, LiveScope>();

function makeScope(subject: Subject, live: LiveObjects): LiveScope {
  const workloads = subject.workloads.filter((workload): workload is AliveWorkload => workload.alive !== undefined);
  const written = new Set(subject.written.map(({ object }) => keyOf(object)));
  const named = new Map(workloads.map((workload) => [keyOf(workload.alive), workload]));
  const pods = labelIndex(itemsOf(live, "Pod") as readonly LivePod[], ({ metadata }) => metadata.labels);
  const selected = labelIndex(workloads, ({ podLabels }) => podLabels);
  const owned = new Map<LiveKind, Map<string, KubeObject[]>>();
  const ownedBy = (kind: LiveKind, owner: KubeObject): readonly KubeObject[] => {
    const index = owned.get(kind) ?? byOwner(itemsOf(live, kind));
    owned.set(kind, index);
    return index.get(owner.metadata.uid ?? keyOf(owner)) ?? index.get(keyOf(owner)) ?? [];
  };
  const podsOf = (workload: AliveWorkload): readonly LivePod[] => {
    const { alive } = workload;
    switch (alive.kind) {
      case "Pod":
        return [alive as LivePod];
      case "CronJob":
        return ownedBy("Job", alive).flatMap((job) => ownedBy("Pod", job) as readonly LivePod[]);
      case "Job":
        return ownedBy("Pod", alive) as readonly LivePod[];
      default: {
        const { selector } = alive.spec as { selector?: LabelSelector };
        return selector === undefined ? [] : pods(selector);
      }
    }
  };
  const remembered = new Map<AliveWorkload, readonly LivePod[]>();
  return {
    live,
    workloads,
    podsOf: (workload) => {
      const found = remembered.get(workload) ?? podsOf(workload);
      remembered.set(workload, found);
      return found;
    },
    ownedBy,
    selectedBy: (selector) => selected(selector),
    isWritten: (object) => written.has(keyOf(object)),
    workloadNamed: (kind, name) => named.get(`${kind}/${name}`),
    get services() {
      return itemsOf(live, "Service").filter((service) => {
        const matchLabels = selectorOf(service);
        return matchLabels !== undefined && selected({ matchLabels }).length > 0;
      });
    },
  };
}

/** Undefined for a Service that selects nothing by label. */
export function selectorOf(service: KubeObject): Readonly<Record<string, string>> | undefined {
  const { selector, type } = (service.spec ?? {}) as { selector?: Record<string, string>; type?: string };
  return type === "ExternalName" || selector === undefined || Object.keys(selector).length === 0 ? undefined : selector;
}

function byOwner(objects: readonly KubeObject[]): Map<string, KubeObject[]> {
  const index = new Map<string, KubeObject[]>();
  for (const object of objects) {
    for (const { uid, kind, name } of object.metadata.ownerReferences ?? []) {
      const key = uid === "" || uid === undefined ? `${kind}/${name}` : uid;
      const others = index.get(key);
      if (others === undefined) index.set(key, [object]);
      else others.push(object);
    }
  }
  return index;
}

function keyOf(object: KubeObject): string {
  return `${object.kind}/${object.metadata.name}`;
}

function findingAbout(workload: AliveWorkload, { evidence, path, within }: Complaint): Finding {
  const at = path === undefined ? undefined : workload.position(path);
  const whole = nameOf(workload);
  return {
    subject: within === undefined ? whole : `${whole}, ${within}`,
    object: { kind: workload.object.kind, namespace: workload.namespace, name: workload.object.metadata.name },
    evidence,
    ...(at === undefined ? {} : { at }),
  };
}
