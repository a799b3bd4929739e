// Does an Ingress take only its own hosts?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { itemsAt, textAt } from "../fields.ts";
import type { Seen } from "../subject.ts";
import { ingressesOf } from "./ingresses-of.ts";

export const ingressHosts: Check = {
  id: "network/ingress-hosts",
  severity: "medium",
  title: "An Ingress names its hosts",
  why: "A rule without a host, a wildcard or a default backend takes what no other Ingress claims: a mistyped host of another team reaches this service, and its cookies may too.",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards",
  recommendation: "Name each host in spec.rules.",
  run: (subject) => eachObject(ingressesOf(subject), judge, "there is no Ingress"),
};

function judge({ spec }: Seen): Complaint[] {
  const rules = itemsAt(spec.rules);
  const found: Complaint[] = rules.flatMap((rule, index) => {
    const host = textAt(rule, ["host"]);
    const path = ["spec", "rules", index];
    if (host === undefined) return [{ evidence: "a rule has no host", path }];
    return host.startsWith("*") ? [{ evidence: `a rule takes every host of ${host}`, path: [...path, "host"] }] : [];
  });
  if (spec.defaultBackend !== undefined)
    found.push({ evidence: "it has a defaultBackend, for every host", path: ["spec", "defaultBackend"] });
  if (rules.length === 0 && spec.defaultBackend === undefined)
    found.push({ evidence: "it has no rule", path: ["spec"] });
  return found;
}
