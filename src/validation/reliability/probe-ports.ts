// Do probes ask a port that the container has?

import type { Check } from "../check.ts";
import { type Complaint, eachContainer } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import type { Container } from "../pod-spec.ts";
import { handlers, probesOf } from "./probes-of.ts";

export const probePorts: Check = {
  id: "reliability/probe-ports",
  severity: "high",
  title: "Probes ask ports that the container has",
  why: "A probe of a port that nothing listens on never succeeds: the pod is never ready, or is killed again and again.",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port",
  recommendation: "Name a port of the container's ports.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container }) => judge(container),
      ({ container }) => asksPort(container),
    ),
};

function asksPort(container: Container): boolean {
  return portsAsked(container).length > 0;
}

function portsAsked(container: Container) {
  return probesOf(container).flatMap(({ field, probe }) =>
    handlers.flatMap((handler) => {
      const { port } = fieldsAt(probe, [handler]);
      return port === undefined ? [] : [{ port, path: [field, handler, "port"] }];
    }),
  );
}

function judge(container: Container): Complaint[] {
  const ports = container.ports ?? [];
  return portsAsked(container).flatMap(({ port, path }) => {
    const named = typeof port === "string" && !/^\d+$/.test(port);
    if (named)
      return ports.some(({ name }) => name === port) ? [] : [{ evidence: `it has no port named ${port}`, path }];
    // A container that declares none may listen on any.
    if (ports.length === 0 || ports.some(({ containerPort }) => containerPort === Number(port))) return [];
    return [{ evidence: `it declares no port ${String(port)}`, path }];
  });
}
