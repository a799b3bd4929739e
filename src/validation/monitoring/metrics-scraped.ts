// Does Prometheus see the service?

import { type LabelSelector, selects } from "../../kube/selectors.ts";
import type { Check } from "../check.ts";
import { inNamespaceOf, requireRelated } from "../examine.ts";
import { leadsTo, selectingServices } from "../network/services-of.ts";
import type { Seen, Subject, Workload } from "../subject.ts";

const annotation = "prometheus.io/scrape";

export const metricsScraped: Check = {
  id: "monitoring/metrics-scraped",
  severity: "medium",
  title: "Prometheus is told to scrape the pods",
  why: "Without metrics no alert fires, no canary can be judged, and the first to notice an outage are the users.",
  source: "https://prometheus-operator.dev/docs/getting-started/design/",
  recommendation: `Add a ServiceMonitor or PodMonitor, or the annotation ${annotation}: "true" to the pod template.`,
  run: (subject) =>
    requireRelated(
      subject,
      [subject.related("ServiceMonitor"), subject.related("PodMonitor")],
      (workload, monitors) => isAnnotated(subject, workload) || monitors.some((one) => watches(one, workload, subject)),
      () => ({ evidence: "no ServiceMonitor, PodMonitor or annotation has it scraped" }),
      ({ serves }) => serves,
    ),
};

function isAnnotated(subject: Subject, workload: Workload): boolean {
  const template = (workload.spec.template ?? {}) as { metadata?: { annotations?: Record<string, string> } };
  if (template.metadata?.annotations?.[annotation] === "true") return true;
  return servicesOf(subject, workload).some(({ object }) => object.metadata.annotations?.[annotation] === "true");
}

/** A monitor may stand in another namespace and name this one; those are not read, so it counts where it stands here. */
function watches(monitor: Seen, workload: Workload, subject: Subject): boolean {
  const selector = monitor.spec.selector as LabelSelector | undefined;
  if (selector === undefined || !inNamespaceOf(workload)(monitor)) return false;
  if (monitor.object.kind === "PodMonitor") return selects(selector, workload.podLabels);
  return servicesOf(subject, workload).some(({ object }) => selects(selector, object.metadata.labels));
}

function servicesOf(subject: Subject, workload: Workload): Seen[] {
  return selectingServices(subject).filter((service) => leadsTo(service, workload));
}
