// What will a workload's pods really be, once the cluster has filled in its defaults?

import type { KubeObject } from "../kube/object.ts";
import { identityOf } from "../manifests/manifest.ts";
import { fieldsAt, itemsAt, valueAt } from "./fields.ts";
import type { AdmissionAnswer } from "./objects/seen.ts";
import type { Container, PodSpec } from "./pod-spec.ts";

/**
 * The workload with what a LimitRange of its namespace fills in. `object` stays as written: findings keep their lines,
 * and fixes mend what the user wrote.
 */
export function defaultedWorkload<T extends Written>(workload: T, limitRanges: readonly LimitRange[]): T {
  if (limitRanges.length === 0) return workload;
  const defaults = limitRanges.flatMap(containerDefaults);
  return defaults.length === 0 ? workload : { ...workload, podSpec: withDefaults(workload.podSpec, defaults) };
}

/** The workload as admission would make it, where a dry run asked and was not refused. */
export function admittedWorkload<T extends Written>(workload: T, admission: ReadonlyMap<string, AdmissionAnswer>): T {
  const answer = admission.get(identityOf(workload.object, workload.namespace));
  return answer?.kind === "admitted" ? admitted(workload, answer) : workload;
}

/** What is read and replaced of a workload. */
interface Written {
  readonly object: KubeObject;
  readonly namespace: string;
  readonly podSpec: PodSpec;
  readonly podSpecPath: readonly string[];
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
}

interface LimitRange {
  readonly spec: Readonly<Record<string, unknown>>;
}

interface Defaults {
  readonly limits: Quantities;
  readonly requests: Quantities;
}

type Quantities = Readonly<Record<string, string | number>>;

/**
 * The API server completes a LimitRange itself; one of the manifests is not complete yet.
 * https://kubernetes.io/docs/concepts/policy/limit-range/#constraints-on-resource-limits-and-requests
 */
function containerDefaults({ spec }: LimitRange): Defaults[] {
  return itemsAt(spec.limits)
    .filter((item) => fieldsAt(item).type === "Container")
    .map((item) => {
      const quantities = (field: string): Quantities => fieldsAt(item, [field]) as Quantities;
      const limits = { ...quantities("max"), ...quantities("default") };
      return { limits, requests: { ...quantities("min"), ...limits, ...quantities("defaultRequest") } };
    });
}

function withDefaults(podSpec: PodSpec, defaults: readonly Defaults[]): PodSpec {
  const fill = (container: Container): Container => defaults.reduce(withDefault, container);
  const { containers, initContainers } = podSpec;
  return {
    ...podSpec,
    containers: containers.map(fill),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(fill) }),
  };
}

/** A request that is not written is the written limit: that comes before the LimitRange. */
function withDefault(container: Container, { limits, requests }: Defaults): Container {
  const given = container.resources ?? {};
  const resources = {
    ...given,
    limits: { ...limits, ...given.limits },
    requests: { ...requests, ...given.limits, ...given.requests },
  };
  return { ...container, resources };
}

function admitted<T extends Written>(workload: T, { object, pod }: Extract<AdmissionAnswer, { kind: "admitted" }>): T {
  const template = pod ?? valueAt(object, workload.podSpecPath.slice(0, -1));
  const spec = fieldsAt(template, ["spec"]);
  if (!Array.isArray(spec.containers)) return workload;
  const own = withoutToken(spec, workload.podSpec);
  return {
    ...workload,
    podSpec: aligned(own, workload.podSpec) as PodSpec,
    podLabels: { ...workload.podLabels, ...(fieldsAt(template, ["metadata", "labels"]) as Record<string, string>) },
    podAnnotations: {
      ...workload.podAnnotations,
      ...(fieldsAt(template, ["metadata", "annotations"]) as Record<string, string>),
    },
  };
}

/** Each pod gets the volume of its token; whether it should is judged by what asks for it. */
function withoutToken(spec: Readonly<Record<string, unknown>>, written: PodSpec): object {
  const known = new Set((written.volumes ?? []).map(({ name }) => name));
  const isToken = (item: unknown): boolean => {
    const { name } = fieldsAt(item);
    return typeof name === "string" && name.startsWith("kube-api-access-") && !known.has(name);
  };
  const containers = (field: string): object =>
    spec[field] === undefined
      ? {}
      : {
          [field]: itemsAt(spec[field]).map((container) => ({
            ...fieldsAt(container),
            volumeMounts: itemsAt(container, ["volumeMounts"]).filter((mount) => !isToken(mount)),
          })),
        };
  return {
    ...spec,
    volumes: itemsAt(spec.volumes).filter((volume) => !isToken(volume)),
    ...containers("containers"),
    ...containers("initContainers"),
  };
}

/** What was written comes first in each list, in its order, so that a path means the same in both. */
function aligned(made: unknown, written: unknown): unknown {
  if (Array.isArray(made)) return Array.isArray(written) ? alignedList(made, written) : made;
  if (typeof made !== "object" || made === null) return made;
  const fields = fieldsAt(written);
  return Object.fromEntries(Object.entries(made).map(([key, value]) => [key, aligned(value, fields[key])]));
}

function alignedList(made: readonly unknown[], written: readonly unknown[]): unknown[] {
  const left = [...made];
  const first = written.flatMap((item) => {
    const key = keyOf(item);
    const index = key === undefined ? -1 : left.findIndex((one) => keyOf(one) === key);
    return index < 0 ? [] : left.splice(index, 1).map((one) => aligned(one, item));
  });
  return [...first, ...left];
}

function keyOf(item: unknown): string | undefined {
  const { mountPath, name, containerPort } = fieldsAt(item);
  const key = mountPath ?? name ?? containerPort;
  return key === undefined ? undefined : String(key);
}
