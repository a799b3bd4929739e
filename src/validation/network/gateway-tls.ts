// Do routes and Gateways encrypt traffic from outside?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import { relationsOf } from "../relations.ts";
import type { Seen, Subject } from "../subject.ts";
import { routesOf } from "./ingresses-of.ts";

export const gatewayTls: Check = {
  id: "network/gateway-tls",
  severity: "high",
  title: "Routes are served over TLS",
  why: "A route on a listener without TLS sends tokens and personal data in plain text; a TLS listener without a certificate serves nothing.",
  source: "https://gateway-api.sigs.k8s.io/guides/tls/",
  recommendation: "Attach routes to an HTTPS listener with certificateRefs; let the HTTP one only redirect.",
  run: (subject) => {
    const gateways = subject.related("Gateway").objects.filter((gateway) => gateway.position([]) !== undefined);
    return eachObject(
      [...gateways, ...routesOf(subject)],
      (seen) => judge(seen, subject),
      "there is neither a Gateway nor an HTTPRoute",
    );
  },
};

function judge(seen: Seen, subject: Subject): Complaint[] {
  return seen.object.kind === "Gateway" ? listenersWithoutCertificate(seen) : plainParents(seen, subject);
}

function listenersWithoutCertificate({ spec }: Seen): Complaint[] {
  return itemsAt(spec.listeners).flatMap((listener, index) => {
    const { name, protocol } = fieldsAt(listener);
    const { mode = "Terminate" } = fieldsAt(listener, ["tls"]);
    const isTls = protocol === "HTTPS" || protocol === "TLS";
    if (!isTls || mode === "Passthrough" || itemsAt(listener, ["tls", "certificateRefs"]).length > 0) return [];
    return [{ evidence: `the listener ${String(name)} has no certificateRefs`, path: ["spec", "listeners", index] }];
  });
}

/** Of Gateways that were read: those of other namespaces are another team's. */
function plainParents(route: Seen, subject: Subject): Complaint[] {
  if (onlyRedirects(route)) return [];
  return itemsAt(route.spec.parentRefs).flatMap((parent, index) => {
    const { kind = "Gateway", namespace = route.namespace, sectionName } = fieldsAt(parent);
    if (kind !== "Gateway" || namespace !== route.namespace) return [];
    const name = textAt(parent, ["name"]);
    const listeners = itemsAt(relationsOf(subject).named("Gateway", route, name)?.spec.listeners).map((one) =>
      fieldsAt(one),
    );
    const plain = listeners
      .filter((one) => sectionName === undefined || one.name === sectionName)
      .filter(({ protocol }) => protocol === "HTTP");
    if (plain.length === 0) return [];
    const names = plain.map((one) => String(one.name)).join(", ");
    return [
      {
        evidence: `it is also served in plain text, by the listener ${names} of Gateway ${name}`,
        path: ["spec", "parentRefs", index],
      },
    ];
  });
}

function onlyRedirects({ spec }: Seen): boolean {
  const rules = itemsAt(spec.rules);
  return (
    rules.length > 0 &&
    rules.every((rule) => itemsAt(rule, ["filters"]).some((one) => fieldsAt(one).type === "RequestRedirect"))
  );
}
