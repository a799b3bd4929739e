// Does Prometheus see the service?

import type { LabelSelector } from "../../kube/selectors.ts";
import type { Check } from "../check.ts";
import { requireRelated } from "../examine.ts";
import { labelIndex } from "../live-labels.ts";
import { relationsOf, serviceSelector } from "../relations.ts";
import type { Seen, Subject, Workload } from "../subject.ts";

const annotation = "prometheus.io/scrape";

export const metricsScraped: Check = {
  id: "monitoring/metrics-scraped",
  severity: "medium",
  title: "Prometheus is told to scrape the pods",
  why: "Without metrics no alert fires, no canary can be judged, and the first to notice an outage are the users.",
  source: "https://prometheus-operator.dev/docs/getting-started/design/",
  recommendation: `Add a ServiceMonitor or PodMonitor, or the annotation ${annotation}: "true" to the pod template.`,
  run: (subject) => {
    const monitored = monitoredIn(subject);
    return requireRelated(
      subject,
      [subject.related("ServiceMonitor"), subject.related("PodMonitor")],
      (workload) => isAnnotated(subject, workload) || monitored.has(workload),
      () => ({ evidence: "no ServiceMonitor, PodMonitor or annotation has it scraped" }),
      ({ serves }) => serves,
    );
  },
};

function isAnnotated(subject: Subject, workload: Workload): boolean {
  if (workload.podAnnotations[annotation] === "true") return true;
  return relationsOf(subject)
    .servicesOf(workload)
    .some(({ object }) => object.metadata.annotations?.[annotation] === "true");
}

/** A monitor may stand in another namespace and name this one; those are not read, so it counts where it stands here. */
function monitoredIn(subject: Subject): ReadonlySet<Workload> {
  const relations = relationsOf(subject);
  const fitting = servicesByLabel(subject);
  const watched = new Set<Workload>();
  const watch = (workloads: readonly Workload[]) => {
    for (const workload of workloads) watched.add(workload);
  };
  for (const monitor of subject.related("PodMonitor").objects) {
    watch(relations.selected(monitor, selectorOf(monitor)));
  }
  for (const monitor of subject.related("ServiceMonitor").objects) {
    const selector = selectorOf(monitor);
    if (selector === undefined) continue;
    for (const service of fitting(monitor, selector)) watch(relations.selected(service, serviceSelector(service)));
  }
  return watched;
}

function servicesByLabel(subject: Subject): (monitor: Seen, selector: LabelSelector) => readonly Seen[] {
  const services = subject.related("Service").objects;
  const indexed = (those: readonly Seen[]) => labelIndex(those, ({ object }) => object.metadata.labels);
  const all = indexed(services);
  const indexes = new Map(
    [...Map.groupBy(services, ({ namespace }) => namespace)].map(([namespace, those]) => [namespace, indexed(those)]),
  );
  return ({ namespace }, selector) => {
    if (namespace === "") return all(selector);
    return [...(indexes.get(namespace)?.(selector) ?? []), ...(indexes.get("")?.(selector) ?? [])];
  };
}

function selectorOf({ spec }: Seen): LabelSelector | undefined {
  return spec.selector as LabelSelector | undefined;
}
