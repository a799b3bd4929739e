// Does a pod that is only busy get killed?

import { isDeepStrictEqual } from "node:util";
import type { Check } from "../check.ts";
import { eachContainer, servesUsers } from "../examine.ts";
import type { Probe } from "../pod-spec.ts";
import { patience } from "./probes-of.ts";

export const distinctProbes: Check = {
  id: "reliability/distinct-probes",
  severity: "medium",
  title: "Liveness is not readiness over again",
  why: "Where both ask the same, a pod that is overloaded or waits for a database is not spared but killed, and the rest get its load.",
  source: "https://github.com/zegl/kube-score/blob/master/README_PROBES.md",
  recommendation: "Give liveness an endpoint of its own, or let it fail much later than readiness.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container: { livenessProbe, readinessProbe } }) => {
        if (livenessProbe === undefined || readinessProbe === undefined) return undefined;
        if (!isDeepStrictEqual(handlerOf(livenessProbe), handlerOf(readinessProbe))) return undefined;
        const [liveness, readiness] = [patience(livenessProbe), patience(readinessProbe)];
        if (liveness > readiness) return undefined;
        const evidence = `both probes ask the same, and liveness gives up after ${liveness} s, readiness after ${readiness} s`;
        return { evidence, path: ["livenessProbe"] };
      },
      ({ container, ...seen }) =>
        servesUsers({ container, ...seen }) &&
        container.livenessProbe !== undefined &&
        container.readinessProbe !== undefined,
    ),
};

function handlerOf({ httpGet, tcpSocket, exec, grpc }: Probe): object {
  return { httpGet, tcpSocket, exec, grpc };
}
