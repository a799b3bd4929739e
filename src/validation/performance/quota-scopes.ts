// For which pods is a quota?

import { isMet, type Requirement } from "../../kube/selectors.ts";
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

interface Scope extends Omit<Requirement, "key"> {
  readonly name: string;
}

const operators = ["In", "NotIn", "DoesNotExist"] as const;

function scopesOf({ spec }: Seen): Scope[] {
  return [
    ...itemsAt(spec.scopes).map((name): Scope => ({ name: String(name), operator: "Exists" })),
    ...itemsAt(spec.scopeSelector, ["matchExpressions"]).map((expression): Scope => {
      const { scopeName, operator, values } = fieldsAt(expression);
      return {
        name: String(scopeName),
        operator: operators.find((each) => each === operator) ?? "Exists",
        values: itemsAt(values).filter((value) => typeof value === "string"),
      };
    }),
  ];
}

function isMeant(subject: Subject, scope: Scope, podSpec: PodSpec): boolean {
  switch (scope.name) {
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
      return isMet(scope, textAt(podSpec, ["priorityClassName"]) ?? defaultClass(subject));
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

/** The one that a pod gets that names none. */
function defaultClass(subject: Subject): string | undefined {
  return subject.related("PriorityClass").objects.find(({ object }) => fieldsAt(object).globalDefault === true)?.object
    .metadata.name;
}
