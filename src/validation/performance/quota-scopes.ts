// For which pods is a quota?

import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import type { PodSpec } from "../pod-spec.ts";
import type { Seen, Subject } from "../subject.ts";
import { amountOf } from "./demand.ts";

/**
 * Whether a quota counts the pods of a template: it does where each of its scopes means them, and without scopes.
 * https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes
 */
export function countsPods(subject: Subject, quota: Seen, podSpec: PodSpec): boolean {
  return scopesOf(quota).every((scope) => isMeant(subject, scope, podSpec));
}

interface Scope {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly unknown[];
}

function scopesOf({ spec }: Seen): Scope[] {
  return [
    ...itemsAt(spec.scopes).map((name) => ({ name: String(name), operator: "Exists", values: [] })),
    ...itemsAt(spec.scopeSelector, ["matchExpressions"]).map((expression) => {
      const { scopeName, operator, values } = fieldsAt(expression);
      return { name: String(scopeName), operator: String(operator), values: itemsAt(values) };
    }),
  ];
}

function isMeant(subject: Subject, { name, operator, values }: Scope, podSpec: PodSpec): boolean {
  switch (name) {
    case "Terminating":
      return isBounded(podSpec);
    case "NotTerminating":
      return !isBounded(podSpec);
    case "BestEffort":
      return isBestEffort(podSpec);
    case "NotBestEffort":
      return !isBestEffort(podSpec);
    case "CrossNamespacePodAffinity":
      return looksElsewhere(podSpec);
    case "PriorityClass":
      return isOfClass(textAt(podSpec, ["priorityClassName"]) ?? defaultClass(subject), operator, values);
    // VolumeAttributesClass is of claims.
    default:
      return false;
  }
}

function isBounded(podSpec: PodSpec): boolean {
  return typeof fieldsAt(podSpec).activeDeadlineSeconds === "number";
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/#besteffort */
function isBestEffort(podSpec: PodSpec): boolean {
  return [...podSpec.containers, ...(podSpec.initContainers ?? []), podSpec].every((one) =>
    (["cpu", "memory"] as const).every(
      (resource) => (amountOf(one, "requests", resource) ?? 0) === 0 && (amountOf(one, "limits", resource) ?? 0) === 0,
    ),
  );
}

/** A term that names namespaces, or selects them. */
function looksElsewhere(podSpec: PodSpec): boolean {
  return ["podAffinity", "podAntiAffinity"]
    .map((field) => fieldsAt(podSpec, ["affinity", field]))
    .flatMap((rules) => [
      ...itemsAt(rules.requiredDuringSchedulingIgnoredDuringExecution),
      ...itemsAt(rules.preferredDuringSchedulingIgnoredDuringExecution).map((one) =>
        fieldsAt(one, ["podAffinityTerm"]),
      ),
    ])
    .some((term) => itemsAt(term, ["namespaces"]).length > 0 || fieldsAt(term).namespaceSelector !== undefined);
}

function isOfClass(name: string | undefined, operator: string, values: readonly unknown[]): boolean {
  switch (operator) {
    case "In":
      return name !== undefined && values.includes(name);
    case "NotIn":
      return name === undefined || !values.includes(name);
    case "DoesNotExist":
      return name === undefined;
    default:
      return name !== undefined;
  }
}

/** The one that a pod gets that names none. */
function defaultClass(subject: Subject): string | undefined {
  return subject.related("PriorityClass").objects.find(({ object }) => fieldsAt(object).globalDefault === true)?.object
    .metadata.name;
}
