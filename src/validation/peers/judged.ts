// What does kube-score look at in an object, and what do we?

import { readQuantity } from "../../kube/quantity.ts";
import { selects } from "../../kube/selectors.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import type { Container, Probe } from "../pod-spec.ts";
import { relationsOf } from "../relations.ts";
import { leastReplicas } from "../reliability/least-replicas.ts";
import { patience } from "../reliability/probes-of.ts";
import type { Seen } from "../subject.ts";
import type { Judged } from "./peer-check.ts";

type Side = "requests" | "limits";

export function staying({ workload }: Judged): readonly Container[] {
  return workload?.podSpec.containers ?? [];
}

export function initial({ workload }: Judged): readonly Container[] {
  return workload?.podSpec.initContainers ?? [];
}

export function allOf(judged: Judged): readonly Container[] {
  return [...initial(judged), ...staying(judged)];
}

/** Init containers that end before the others start. */
export function ending(judged: Judged): readonly Container[] {
  return initial(judged).filter(({ restartPolicy }) => restartPolicy !== "Always");
}

/** Containers of which our checks about what serves say nothing. */
export function unserving(judged: Judged): readonly Container[] {
  return judged.workload?.serves === true ? initial(judged) : allOf(judged);
}

export function serves({ workload }: Judged): boolean {
  return workload?.serves === true;
}

/** As it is written: nothing stands for anything else, and 0 is nothing. */
export function size({ resources }: Container, side: Side, resource: string): number {
  return readQuantity(resources?.[side]?.[resource]) ?? 0;
}

export function hasNo(container: Container, side: Side, resource: string): boolean {
  return size(container, side, resource) === 0;
}

/** A limit without a request: Kubernetes takes it for both. */
export function limitStands(container: Container, resource: string): boolean {
  return hasNo(container, "requests", resource) && !hasNo(container, "limits", resource);
}

export function sizesDiffer(container: Container, resource: string): boolean {
  return size(container, "requests", resource) !== size(container, "limits", resource);
}

/** The Services that lead to the pods, as kube-score counts them: one without a selector leads to all. */
export function isLed(judged: Judged): boolean {
  return servicesNear(judged).some(({ spec }) => selects({ matchLabels: selectorOf(spec) }, labelsOf(judged)));
}

export function replicasWritten({ seen }: Judged): number | undefined {
  return typeof seen.spec.replicas === "number" ? seen.spec.replicas : undefined;
}

export function least({ subject, workload }: Judged): number {
  return workload === undefined ? 0 : leastReplicas(subject, workload);
}

export function autoscalers({ subject, workload }: Judged): readonly Seen[] {
  return workload === undefined ? [] : relationsOf(subject).autoscalersOf(workload);
}

/** The workload that an autoscaler names, where it stands among the manifests. */
export function scaleTarget({ subject, seen }: Judged): Judged | undefined {
  const { kind, name } = fieldsAt(seen.spec, ["scaleTargetRef"]);
  const workload = subject.workloads.find(
    (one) => one.namespace === seen.namespace && one.object.kind === kind && one.object.metadata.name === name,
  );
  return workload === undefined ? undefined : { subject, seen: workload, workload };
}

/** kube-score compares it letter by letter with the apiVersion of the manifest. */
export function targetVersion(autoscaler: Seen): string | undefined {
  return textAt(autoscaler.spec, ["scaleTargetRef", "apiVersion"]);
}

export function podsSelected({ subject, seen }: Judged, selector: object | undefined): number {
  return selector === undefined ? 0 : relationsOf(subject).selected(seen, selector).length;
}

export function isEmptySelector(selector: unknown): boolean {
  return Object.values(fieldsAt(selector)).every((part) => Object.keys(part ?? {}).length === 0);
}

export function servicesNear({ subject, seen }: Judged): readonly Seen[] {
  return subject.near("Service", seen).objects;
}

export function antiAffinityTerms({ workload }: Judged): object[] {
  const rules = fieldsAt(workload?.podSpec, ["affinity", "podAntiAffinity"]);
  return [
    ...itemsAt(rules.requiredDuringSchedulingIgnoredDuringExecution),
    ...itemsAt(rules.preferredDuringSchedulingIgnoredDuringExecution).map((one) => fieldsAt(one, ["podAffinityTerm"])),
  ].map((one) => fieldsAt(one));
}

export function spreadConstraints({ workload }: Judged): readonly object[] {
  return workload?.podSpec.topologySpreadConstraints ?? [];
}

export function fitsOwnPods({ workload }: Judged, rule: object): boolean {
  const selector = fieldsAt(rule).labelSelector;
  return selector !== undefined && selects(fieldsAt(selector), workload?.podLabels);
}

export function missesOwnPods(judged: Judged, rule: object): boolean {
  return fieldsAt(rule).labelSelector !== undefined && !fitsOwnPods(judged, rule);
}

/** Containers that have both probes, which ask in one of kube-score's three ways. */
export function probePairs(judged: Judged): { readiness: Probe; liveness: Probe; container: Container }[] {
  return allOf(judged).flatMap((container) => {
    const { readinessProbe: readiness, livenessProbe: liveness } = container;
    return readiness === undefined || liveness === undefined ? [] : [{ readiness, liveness, container }];
  });
}

export function isMorePatient({ readiness, liveness }: { readiness: Probe; liveness: Probe }): boolean {
  return patience(liveness) > patience(readiness);
}

export function contextOf(owner: { readonly securityContext?: object } | undefined): Readonly<Record<string, unknown>> {
  return fieldsAt(owner?.securityContext);
}

/** What the container runs as: its own number, otherwise the pod's. */
export function numberOf(judged: Judged, container: Container, field: "runAsUser" | "runAsGroup"): unknown {
  return contextOf(container)[field] ?? contextOf(judged.workload?.podSpec)[field];
}

function labelsOf({ workload }: Judged): Readonly<Record<string, string>> {
  return workload?.podLabels ?? {};
}

function selectorOf(spec: Readonly<Record<string, unknown>>): Record<string, string> {
  return fieldsAt(spec, ["selector"]) as Record<string, string>;
}
