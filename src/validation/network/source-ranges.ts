// Who may reach a load balancer?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { itemsAt } from "../fields.ts";
import type { Seen } from "../subject.ts";
import { selectingServices } from "./services-of.ts";

const everywhere = new Set(["0.0.0.0/0", "::/0"]);

export const sourceRanges: Check = {
  id: "network/source-ranges",
  severity: "medium",
  title: "A load balancer names who may connect",
  why: "A Service of type LoadBalancer is open to the whole internet, past the Ingress with its TLS, limits and logs.",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer",
  recommendation: "Set spec.loadBalancerSourceRanges, make it internal, or use a ClusterIP behind an Ingress.",
  run: (subject) =>
    eachObject(
      selectingServices(subject).filter(({ spec }) => spec.type === "LoadBalancer"),
      judge,
      "there is no Service of type LoadBalancer",
    ),
};

function judge({ spec, object }: Seen): Complaint | undefined {
  const isInternal = Object.entries(object.metadata.annotations ?? {}).some(
    ([name, value]) =>
      /internal|load-balancer-scheme|load-balancer-type/.test(name) && /^(?:true|internal|0\.0\.0\.0\/0)$/i.test(value),
  );
  const ranges = itemsAt(spec.loadBalancerSourceRanges);
  if (isInternal) return undefined;
  if (ranges.length === 0) return { evidence: "it has no loadBalancerSourceRanges", path: ["spec"] };
  const open = ranges.findIndex((range) => everywhere.has(String(range)));
  return open < 0
    ? undefined
    : { evidence: `it is open to ${String(ranges[open])}`, path: ["spec", "loadBalancerSourceRanges", open] };
}
