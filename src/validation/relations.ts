// Which Services, budgets, policies and autoscalers belong to which workload?

import type { LabelSelector } from "../kube/selectors.ts";
import { fieldsAt, textAt } from "./fields.ts";
import type { LiveKind } from "./live-kinds.ts";
import { labelIndex } from "./live-labels.ts";
import type { Seen, Subject, Workload } from "./subject.ts";

export interface Relations {
  /** The workloads in the object's namespace whose pods the selector means. */
  selected(by: Seen, selector: LabelSelector | undefined): readonly Workload[];
  servicesOf(workload: Workload): readonly Seen[];
  budgetsOf(workload: Workload): readonly Seen[];
  policiesOf(workload: Workload): readonly Seen[];
  /** HorizontalPodAutoscalers and ScaledObjects of KEDA that target the workload. */
  autoscalersOf(workload: Workload): readonly Seen[];
  /** The object of a kind and name in the same namespace as another one. */
  named(kind: LiveKind, by: Seen, name: string | undefined): Seen | undefined;
}

/** The same for all checks of one run. Its time grows with the objects and with what is related, not with their square. */
export function relationsOf(subject: Subject): Relations {
  const known = remembered.get(subject);
  if (known !== undefined) return known;
  const made = makeRelations(subject);
  remembered.set(subject, made);
  return made;
}

/** The pods that a Service leads to; undefined for one with endpoints of its own, or that is a mere name. */
export function serviceSelector(service: Seen): LabelSelector | undefined {
  const selector = fieldsAt(service.spec, ["selector"]) as Record<string, string>;
  if (service.spec.type === "ExternalName" || Object.keys(selector).length === 0) return undefined;
  return { matchLabels: selector };
}

/** An empty selector of policy/v1 selects every pod of the namespace; none selects nothing. */
export function budgetSelector(budget: Seen): LabelSelector | undefined {
  return budget.spec.selector as LabelSelector | undefined;
}

export function policySelector(policy: Seen): LabelSelector {
  return (policy.spec.podSelector as LabelSelector | null | undefined) ?? {};
}

const remembered = new WeakMap<Subject, Relations>();

function makeRelations(subject: Subject): Relations {
  const all = labelIndex(subject.workloads, ({ podLabels }) => podLabels);
  const indexes = new Map(
    [...Map.groupBy(subject.workloads, ({ namespace }) => namespace)].map(([namespace, workloads]) => [
      namespace,
      labelIndex(workloads, ({ podLabels }) => podLabels),
    ]),
  );
  const selected = ({ namespace }: Seen, selector: LabelSelector | undefined): readonly Workload[] => {
    if (selector === undefined) return [];
    // Without a namespace an object goes where the release goes, and so does a workload without one.
    if (namespace === "") return all(selector);
    return [...(indexes.get(namespace)?.(selector) ?? []), ...(indexes.get("")?.(selector) ?? [])];
  };
  const inverted = (
    kind: "Service" | "PodDisruptionBudget" | "NetworkPolicy",
    selectorOf: (seen: Seen) => LabelSelector | undefined,
  ) => {
    let index: Map<Workload, Seen[]> | undefined;
    return (workload: Workload): readonly Seen[] => {
      index ??= byWorkload(subject.related(kind).objects, (seen) => selected(seen, selectorOf(seen)));
      return index.get(workload) ?? [];
    };
  };
  let autoscalers: Map<string, Seen[]> | undefined;
  const names = new Map<LiveKind, Map<string, Seen>>();
  return {
    selected,
    servicesOf: inverted("Service", serviceSelector),
    budgetsOf: inverted("PodDisruptionBudget", budgetSelector),
    policiesOf: inverted("NetworkPolicy", policySelector),
    autoscalersOf: ({ object, namespace }) => {
      autoscalers ??= byTarget(subject);
      const target = `${object.kind}/${object.metadata.name}`;
      const places = namespace === "" ? ["*"] : [namespace, ""];
      return places.flatMap((place) => autoscalers?.get(`${place}/${target}`) ?? []);
    },
    named: (kind, { namespace }, name) => {
      const index = names.get(kind) ?? byName(subject.related(kind).objects);
      names.set(kind, index);
      return index.get(`${namespace === "" ? "*" : namespace}/${name}`) ?? index.get(`/${name}`);
    },
  };
}

/** Each under its own namespace and under `*`, for what names none. */
function byName(objects: readonly Seen[]): Map<string, Seen> {
  const index = new Map<string, Seen>();
  for (const seen of objects) {
    for (const place of [seen.namespace, "*"]) {
      const key = `${place}/${seen.object.metadata.name}`;
      if (!index.has(key)) index.set(key, seen);
    }
  }
  return index;
}

function byWorkload(objects: readonly Seen[], selected: (seen: Seen) => readonly Workload[]): Map<Workload, Seen[]> {
  const index = new Map<Workload, Seen[]>();
  for (const seen of objects) for (const workload of selected(seen)) push(index, workload, seen);
  return index;
}

/** Each under its own namespace and under `*`, for workloads that name none. */
function byTarget(subject: Subject): Map<string, Seen[]> {
  // KEDA makes a HorizontalPodAutoscaler of each ScaledObject; its bounds are those of the ScaledObject.
  const horizontal = subject
    .related("HorizontalPodAutoscaler")
    .objects.filter(({ object }) => !object.metadata.ownerReferences?.some(({ kind }) => kind === "ScaledObject"));
  const index = new Map<string, Seen[]>();
  for (const seen of [...horizontal, ...subject.related("ScaledObject").objects]) {
    const kind = textAt(seen.spec, ["scaleTargetRef", "kind"]) ?? "Deployment";
    const target = `${kind}/${textAt(seen.spec, ["scaleTargetRef", "name"]) ?? ""}`;
    push(index, `${seen.namespace}/${target}`, seen);
    push(index, `*/${target}`, seen);
  }
  return index;
}

function push<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const others = index.get(key);
  if (others === undefined) index.set(key, [value]);
  else others.push(value);
}
