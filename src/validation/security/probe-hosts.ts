// Does a probe or a lifecycle hook ask another host than the pod?

import type { Container, Handler } from "../pod-spec.ts";
import { allContainers, type Control, controlCheck } from "./pod-security.ts";

export const probeHostsControl: Control = {
  id: "hostProbesAndHostLifecycle",
  level: "baseline",
  since: 34,
  judge: (pod) =>
    allContainers(pod.spec).flatMap(({ container, path, within }) =>
      handlersOf(container).flatMap(([where, handler]) =>
        (["httpGet", "tcpSocket"] as const).flatMap((kind) => {
          const host = handler?.[kind]?.host;
          if (host === undefined || host === null || host === "") return [];
          return [
            { evidence: `${where.join(".")} asks the host ${host}`, within, path: [...path, ...where, kind, "host"] },
          ];
        }),
      ),
    ),
};

export const probeHosts = controlCheck(probeHostsControl, {
  id: "security/probe-hosts",
  severity: "medium",
  title: "Probes and lifecycle hooks ask the pod itself",
  why: "The kubelet sends them from the node's network: with another host, a pod makes the node ask for it what it may not reach itself, and the answer says nothing about the pod.",
  recommendation: "Remove host from the probe or hook.",
});

function handlersOf(container: Container): [where: string[], handler: Handler | undefined][] {
  return [
    [["livenessProbe"], container.livenessProbe],
    [["readinessProbe"], container.readinessProbe],
    [["startupProbe"], container.startupProbe],
    [["lifecycle", "postStart"], container.lifecycle?.postStart],
    [["lifecycle", "preStop"], container.lifecycle?.preStop],
  ];
}
