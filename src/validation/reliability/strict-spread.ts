// Can a release place its new pods?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import { fieldsAt, itemsAt } from "../fields.ts";

const required = ["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];

export const strictSpread: Check = {
  id: "reliability/strict-spread",
  severity: "low",
  title: "A release can place one pod more than there are nodes",
  why: "With a required anti-affinity by node and no pod that may be missing, the new pod of a release waits for a node without an old one: on a cluster with as many nodes as pods, for ever.",
  source:
    "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity",
  recommendation: "Prefer the anti-affinity, or use topologySpreadConstraints, or allow one pod to be unavailable.",
  run: (subject) =>
    eachPodSpec(
      subject,
      ({ podSpec, spec }) => {
        const strict = itemsAt(podSpec, required).findIndex(
          (term) => fieldsAt(term).topologyKey === "kubernetes.io/hostname",
        );
        const { maxUnavailable } = fieldsAt(spec, ["strategy", "rollingUpdate"]);
        if (strict < 0 || maxUnavailable === undefined || Number.parseInt(String(maxUnavailable), 10) > 0)
          return undefined;
        const evidence = `anti-affinity by node is required, and maxUnavailable is ${String(maxUnavailable)}`;
        return { evidence, path: [...required, strict] };
      },
      ({ object, podSpec }) => object.kind === "Deployment" && itemsAt(podSpec, required).length > 0,
    ),
};
