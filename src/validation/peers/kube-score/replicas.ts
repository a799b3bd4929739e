// What answers kube-score about numbers of pods and where they run?

import { fieldsAt, textAt } from "../../fields.ts";
import {
  antiAffinityTerms,
  autoscalers,
  fitsOwnPods,
  isEmptySelector,
  isLed,
  least,
  missesOwnPods,
  podsSelected,
  replicasWritten,
  scaleTarget,
  spreadConstraints,
  targetVersion,
} from "../judged.ts";
import { type Difference, itAlone, type Judged, type PeerCheck, weAlone } from "../peer-check.ts";

export const replicaChecks: readonly PeerCheck[] = [
  {
    check: "deployment-strategy",
    ours: ["reliability/rolling-update"],
    differs: [
      weAlone("it skips a Deployment that no Service leads to", (judged) => !isLed(judged)),
      weAlone(
        "it does not read the numbers: those that leave no pod, and maxSurge and maxUnavailable that are both 0",
        ({ seen }) =>
          ["maxSurge", "maxUnavailable"].some(
            (field) => fieldsAt(seen.spec, ["strategy", "rollingUpdate"])[field] !== undefined,
          ),
      ),
    ],
  },
  {
    check: "deployment-replicas",
    ours: ["reliability/replicas"],
    differs: [
      itAlone("it does not know KEDA, whose ScaledObject decides the number", (judged) =>
        autoscalers(judged).some(({ object }) => object.kind === "ScaledObject"),
      ),
      itAlone("it overlooks an autoscaler whose target is written with another apiVersion, or with none", (judged) =>
        autoscalers(judged).some((one) => targetVersion(one) !== judged.seen.object.apiVersion),
      ),
      weAlone("it skips a Deployment that no Service leads to", (judged) => !isLed(judged)),
      weAlone(
        "it skips what an autoscaler targets, whatever its minimum is",
        (judged) => autoscalers(judged).length > 0,
      ),
    ],
  },
  { check: "statefulset-has-poddisruptionbudget", ours: ["reliability/disruption-budget"], differs: budgetDiffers() },
  { check: "deployment-has-poddisruptionbudget", ours: ["reliability/disruption-budget"], differs: budgetDiffers() },
  {
    check: "poddisruptionbudget-has-policy",
    ours: ["reliability/budget-policy"],
    differs: [
      weAlone(
        "we also report a selector that fits no pods",
        (judged) => podsSelected(judged, selectorOf(judged)) === 0,
      ),
      weAlone(
        "we also report an empty selector that takes several workloads for one",
        (judged) => isEmptySelector(selectorOf(judged)) && podsSelected(judged, selectorOf(judged)) > 1,
      ),
    ],
  },
  {
    check: "deployment-has-host-podantiaffinity",
    ours: ["reliability/spread", "reliability/spread-selector"],
    differs: affinityDiffers(),
  },
  {
    check: "statefulset-has-host-podantiaffinity",
    ours: ["reliability/spread", "reliability/spread-selector"],
    differs: affinityDiffers(),
  },
  {
    check: "deployment-targeted-by-hpa-does-not-have-replicas-configured",
    ours: ["reliability/autoscaler-replicas"],
    differs: [
      weAlone("we also report two autoscalers for one workload", (judged) => autoscalers(judged).length > 1),
      weAlone("it does not know KEDA, whose ScaledObject decides the number", (judged) =>
        autoscalers(judged).some(({ object }) => object.kind === "ScaledObject"),
      ),
    ],
  },
  {
    check: "horizontalpodautoscaler-has-target",
    ours: ["objects/scale-target"],
    differs: [
      itAlone(
        "what the manifests do not bring may stand in the cluster: where none is asked, the check does not apply",
        (judged) => scaleTarget(judged) === undefined,
      ),
      itAlone("it compares apiVersions letter by letter, though the cluster serves several of one kind", (judged) => {
        const target = scaleTarget(judged)?.seen.object.apiVersion;
        return target !== undefined && target !== targetVersion(judged.seen);
      }),
    ],
  },
  {
    check: "horizontalpodautoscaler-replicas",
    ours: ["reliability/autoscaler-bounds"],
    differs: [
      itAlone(
        "of an autoscaler without a target we say that alone (objects/scale-target)",
        (judged) => scaleTarget(judged) === undefined,
      ),
      itAlone(
        "of a second autoscaler for one workload we say that alone (reliability/autoscaler-replicas)",
        (judged) => {
          const target = scaleTarget(judged);
          return target !== undefined && autoscalers(target).length > 1;
        },
      ),
      weAlone("we also report bounds that leave no room", ({ seen }) => {
        const { minReplicas = 1, maxReplicas } = seen.spec;
        return Number(maxReplicas) <= Number(minReplicas);
      }),
    ],
  },
  {
    check: "pod-topology-spread-constraints",
    ours: ["reliability/spread-selector"],
    differs: [
      itAlone(
        "it wants maxSkew, topologyKey and whenUnsatisfiable, which the API's schema wants too (objects/required-fields, objects/field-types, with a cluster)",
        (judged) => spreadConstraints(judged).some(isIncomplete),
      ),
      weAlone("we also compare the labelSelector with the pod's own labels", (judged) =>
        spreadConstraints(judged).some((rule) => missesOwnPods(judged, rule)),
      ),
      weAlone("we also look at the rules of podAntiAffinity", (judged) =>
        antiAffinityTerms(judged).some((rule) => !fitsOwnPods(judged, rule)),
      ),
    ],
  },
];

/** What kube-score takes for a spread over nodes. */
const approvedKeys = new Set([
  "kubernetes.io/hostname",
  "topology.kubernetes.io/region",
  "topology.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region",
  "failure-domain.beta.kubernetes.io/zone",
]);

function budgetDiffers(): Difference[] {
  return [
    itAlone(
      "with one pod a budget can only block a drain: we ask for one from two pods on, and one is the default where no number is written (reliability/replicas tells of it)",
      (judged) => replicasWritten(judged) === undefined && least(judged) < 2,
    ),
    itAlone(
      "it reads spec.replicas where an autoscaler decides, whose minimum may be one",
      (judged) => (replicasWritten(judged) ?? 0) >= 2 && least(judged) < 2,
    ),
    weAlone(
      "it reads spec.replicas where an autoscaler decides, whose minimum may be more than one",
      (judged) => (replicasWritten(judged) ?? 2) < 2 && least(judged) >= 2,
    ),
  ];
}

function affinityDiffers(): Difference[] {
  return [
    itAlone(
      "it knows podAntiAffinity and not topologySpreadConstraints, which do the same and let a release go on when nodes are few",
      (judged) => antiAffinityTerms(judged).length === 0 && spreadConstraints(judged).length > 0,
    ),
    itAlone(
      "one pod cannot be spread: it asks where no number is written, and one is the default",
      (judged) => least(judged) < 2,
    ),
    itAlone("it knows nodes, zones and regions by their usual labels only", (judged) =>
      antiAffinityTerms(judged).some((rule) => !approvedKeys.has(textAt(rule, ["topologyKey"]) ?? "")),
    ),
    weAlone(
      "it reads spec.replicas where an autoscaler decides, whose minimum may be more than one",
      (judged) => (replicasWritten(judged) ?? 2) < 2 && least(judged) >= 2,
    ),
    weAlone("one rule that fits contents it; each of ours must select the pods that it stands in", (judged) =>
      [...antiAffinityTerms(judged), ...spreadConstraints(judged)].some((rule) => !fitsOwnPods(judged, rule)),
    ),
  ];
}

function isIncomplete(rule: object): boolean {
  const { maxSkew, topologyKey, whenUnsatisfiable, minDomains } = fieldsAt(rule);
  const known = whenUnsatisfiable === "DoNotSchedule" || whenUnsatisfiable === "ScheduleAnyway";
  return !maxSkew || !topologyKey || !known || minDomains === 0;
}

function selectorOf({ seen }: Judged): object | undefined {
  return seen.spec.selector === undefined ? undefined : fieldsAt(seen.spec.selector);
}
