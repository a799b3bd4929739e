// Does a container take a port of its node?

import { type Control, controlCheck, perContainer } from "./pod-security.ts";

export const hostPortsControl: Control = {
  id: "hostPorts",
  level: "baseline",
  since: 0,
  judge: (pod) =>
    perContainer(pod, ({ ports = [] }) => {
      const taken = ports.map(({ hostPort, containerPort }) => {
        const own = hostPort ?? 0;
        // The API server fills it in for a pod that is on the node's network.
        return own === 0 && pod.spec.hostNetwork === true ? containerPort : own;
      });
      const index = taken.findIndex((port) => port !== 0);
      if (index < 0) return undefined;
      const evidence = `it takes port ${taken.filter((port) => port !== 0).join(", ")} of the node`;
      return { evidence, path: ["ports", index, "hostPort"] };
    }),
};

export const hostPorts = controlCheck(hostPortsControl, {
  id: "security/host-ports",
  severity: "high",
  title: "No container takes a port of its node",
  why: "The port is reachable past Services and NetworkPolicies, and only one such pod fits on a node, so a rolling update may never find room.",
  recommendation: "Remove hostPort and reach the pods through a Service.",
});
