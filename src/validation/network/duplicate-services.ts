// Are there two Services for the same thing?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { ownServices, portsOf } from "./services-of.ts";

export const duplicateServices: Check = {
  id: "network/duplicate-services",
  severity: "low",
  title: "No two Services are the same but for their name",
  why: "One of them is left over. It is forgotten when ports or selectors change, and breaks whoever still calls it.",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/",
  recommendation: "Remove one, once nobody calls it.",
  run: (subject) => {
    const services = ownServices(subject).filter(({ position }) => position([]) !== undefined);
    const alike = Map.groupBy(services, keyOf);
    return eachObject(
      services,
      (service) => {
        const [first] = alike.get(keyOf(service)) ?? [];
        if (first === undefined || first.object === service.object) return undefined;
        return { evidence: `it is the same as Service ${first.object.metadata.name}`, path: ["spec"] };
      },
      "the manifests have no Service with a selector",
    );
  },
};

function keyOf({ namespace, spec, ...service }: Seen): string {
  const selector = Object.entries((spec.selector ?? {}) as object).toSorted();
  const ports = portsOf({ namespace, spec, ...service }).map(({ port, targetPort, protocol }) => [
    port,
    targetPort,
    protocol,
  ]);
  const kind = [spec.type ?? "ClusterIP", spec.clusterIP === "None"];
  return JSON.stringify([namespace, selector, ports, kind]);
}
