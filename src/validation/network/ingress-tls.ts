// Is traffic from outside encrypted?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { ingressesOf } from "./ingresses-of.ts";

export const ingressTls: Check = {
  id: "network/ingress-tls",
  severity: "high",
  title: "Every host of an Ingress is served over TLS",
  why: "Tokens and personal data otherwise cross the internet in plain text.",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
  recommendation: "Add the host to spec.tls with the name of its certificate's Secret.",
  run: (subject) => eachObject(ingressesOf(subject), judge, "there is no Ingress"),
};

function judge({ spec }: Seen): Complaint[] {
  const tls = (spec.tls as { hosts?: string[] }[] | undefined) ?? [];
  const rules = (spec.rules as { host?: string }[] | undefined) ?? [];
  if (tls.length === 0) return [{ evidence: "it has no spec.tls", path: ["spec"] }];
  // An entry without hosts is for all of them.
  if (tls.some(({ hosts = [] }) => hosts.length === 0)) return [];
  const covered = tls.flatMap(({ hosts = [] }) => hosts);
  return rules.flatMap(({ host }, index) =>
    host === undefined || covered.some((one) => covers(one, host))
      ? []
      : [{ evidence: `the host ${host} is in no entry of spec.tls`, path: ["spec", "rules", index, "host"] }],
  );
}

/** `*.example.com` stands for one label. */
function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith("*.") && host.slice(host.indexOf(".")) === pattern.slice(1));
}
