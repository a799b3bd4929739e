// Where does a Service without pods of its own lead?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { textAt } from "../fields.ts";

export const externalName: Check = {
  id: "network/external-name",
  severity: "medium",
  title: "An ExternalName leads to a host name outside of the cluster",
  why: "It is only an alias in DNS: an address does not resolve, TLS and Host headers keep the alias, and one that points to another namespace walks around its NetworkPolicy and Ingress.",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#externalname",
  recommendation: "Name the host where it is called, or use a Service without a selector and an EndpointSlice.",
  run: (subject) =>
    eachObject(
      subject
        .related("Service")
        .objects.filter(({ spec, position }) => spec.type === "ExternalName" && position([]) !== undefined),
      ({ spec }) => {
        const name = textAt(spec, ["externalName"]);
        const path = ["spec", "externalName"];
        if (name === undefined) return { evidence: "it has no externalName", path };
        if (/^[\d.]+$|:/.test(name)) return { evidence: `${name} is an address, not a name`, path };
        return /(?:\.svc|\.cluster\.local|^localhost)\.?$/.test(name)
          ? { evidence: `it leads to ${name}, inside of the cluster`, path }
          : undefined;
      },
      "the manifests have no Service of type ExternalName",
    ),
};
