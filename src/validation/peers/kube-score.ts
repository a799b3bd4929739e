// What answers each check of kube-score v1.20.0?

import type { PeerCheck } from "./peer-check.ts";

/** https://github.com/zegl/kube-score/blob/v1.20.0/README_CHECKS.md */
export const kubeScore: readonly PeerCheck[] = [
  {
    check: "deployment-strategy",
    ours: ["reliability/rolling-update"],
    theirsOnly: "it wants `type: RollingUpdate` written down for what a Service leads to; it is Kubernetes' default",
    oursOnly:
      "we also look at Deployments without a Service, at numbers that leave no pod, and at maxSurge and maxUnavailable that are both 0",
  },
  {
    check: "deployment-replicas",
    ours: ["reliability/replicas"],
    theirsOnly: "it reads spec.replicas only of what a Service leads to, and does not know KEDA",
    oursOnly:
      "we look at Deployments without a Service too, and at the autoscaler's minimum instead of skipping what has one",
  },
  {
    check: "ingress-targets-service",
    ours: ["network/ingress-backends"],
    theirsOnly: "it does not look into a `List`, and compares namespaces letter by letter",
    oursOnly: "we also look at defaultBackend and at port names",
  },
  { check: "cronjob-has-deadline", ours: ["objects/cron-starting-deadline"] },
  {
    check: "cronjob-restartpolicy",
    ours: ["objects/job-restart-policy"],
    theirsOnly: "it wants it written down; the API server refuses a Job without it anyway",
  },
  {
    check: "container-resources",
    ours: ["performance/resource-requests", "performance/memory-limit"],
    theirsOnly:
      "it wants a CPU limit, which slows a process down on an idle node (performance/cpu-limit), and sizes of init containers, which end before anything serves",
  },
  {
    check: "container-resource-requests-equal-limits",
    ours: ["performance/memory-request"],
    theirsOnly: "it wants the CPU's limit to be its request, which slows a process down at once",
  },
  {
    check: "container-cpu-requests-equal-limits",
    gone: "a CPU limit at the request slows a process down as soon as it is busy, on an idle node too; performance/cpu-limit reports it",
  },
  {
    check: "container-memory-requests-equal-limits",
    ours: ["performance/memory-request"],
    theirsOnly:
      "it also fails where neither is set but for one side, which performance/memory-limit and performance/resource-requests tell",
    oursOnly: "for what serves; it also takes Jobs",
  },
  {
    check: "container-image-tag",
    ours: ["reliability/image-tag"],
    oursOnly: "`registry:5000/orders` has a port and no tag: it takes 5000/orders for a tag",
  },
  {
    check: "container-image-pull-policy",
    ours: ["reliability/image-pull-policy"],
    theirsOnly:
      "it wants Always. With a digest the image cannot be another one, and no pod starts while the registry is down; that pull secrets are asked again is admission's affair (AlwaysPullImages, KubeletEnsureSecretPulledImages)",
    oursOnly: "Always for a digest is what we report",
  },
  {
    check: "container-ephemeral-storage-request-and-limit",
    ours: ["performance/ephemeral-storage"],
    theirsOnly: "it does not take a limit for the request, as Kubernetes does, and also asks init containers and Jobs",
  },
  {
    check: "container-ephemeral-storage-request-equals-limit",
    ours: ["performance/resource-ratio"],
    theirsOnly: "disk is given back when a pod ends: only a request above its limit is wrong",
  },
  { check: "container-ports-check", ours: ["objects/names"] },
  { check: "environment-variable-key-duplication", ours: ["objects/duplicate-environment"] },
  {
    check: "statefulset-has-poddisruptionbudget",
    ours: ["reliability/disruption-budget"],
    theirsOnly:
      "with one pod a budget can only block a drain: we ask for one from two pods on (reliability/replicas tells of one)",
  },
  {
    check: "deployment-has-poddisruptionbudget",
    ours: ["reliability/disruption-budget"],
    theirsOnly:
      "with one pod a budget can only block a drain: we ask for one from two pods on (reliability/replicas tells of one)",
    oursOnly: "it asks only for what a Service leads to",
  },
  {
    check: "poddisruptionbudget-has-policy",
    ours: ["reliability/budget-policy"],
    oursOnly: "we also report a selector that fits no pods or too many",
  },
  {
    check: "pod-networkpolicy",
    ours: ["network/network-policy", "network/egress-policy"],
    oursOnly: "it takes a policy without policyTypes for both directions where it has rules",
    theirsOnly: "it also asks for Jobs and bare pods, which nobody connects to",
  },
  {
    check: "networkpolicy-targets-pod",
    ours: ["network/policy-selects"],
    theirsOnly:
      "it reports a policy with an empty podSelector in a namespace without pods: it waits for pods that others bring",
  },
  {
    check: "pod-probes",
    ours: ["reliability/readiness-probe", "reliability/liveness-probe"],
    theirsOnly: "it counts a Service without a selector as leading to every pod",
    oursOnly:
      "one probe in the whole pod contents it, and it skips what no Service leads to; we ask each container that has a port. A rollout needs readiness with or without a Service. A missing liveness probe is below its threshold",
  },
  {
    check: "pod-probes-identical",
    ours: ["reliability/distinct-probes"],
    theirsOnly:
      "we let the same probe pass where liveness gives up later than readiness, and it takes two named ports for the same one (it compares them as numbers, and both are 0)",
    oursOnly: "it does not know gRPC",
  },
  {
    check: "container-security-context-user-group-id",
    ours: ["security/high-user-ids"],
    theirsOnly:
      "it wants numbers in the manifest; we judge those that are written, the image decides otherwise, and runAsNonRoot keeps root out",
  },
  { check: "container-security-context-privileged", ours: ["security/privileged"] },
  { check: "container-security-context-readonlyrootfilesystem", ours: ["security/read-only-root"] },
  {
    check: "container-seccomp-profile",
    ours: ["security/seccomp", "security/unconfined-seccomp"],
    theirsOnly: "it reads only the annotation of before Kubernetes 1.19 beside the pod's field",
    oursOnly: "we also look at each container's own profile",
  },
  {
    check: "service-targets-pod",
    ours: ["network/service-selects"],
    oursOnly: "we also report a targetPort by a name that no container has",
    theirsOnly: "it takes a Service that has endpoints of its own for one that was mistyped",
  },
  { check: "service-type", ours: ["security/exposed-services"], oursOnly: "we report load balancers too" },
  {
    check: "stable-version",
    ours: ["objects/removed-apis", "objects/deprecated-apis"],
    theirsOnly: "its list ends in 2020 and does not say since when",
  },
  {
    check: "deployment-has-host-podantiaffinity",
    ours: ["reliability/spread", "reliability/spread-selector"],
    theirsOnly:
      "it knows podAntiAffinity and not topologySpreadConstraints, which do the same and let a release go on when nodes are few",
    oursOnly: "it skips what no Service leads to and what has one replica written",
  },
  {
    check: "statefulset-has-host-podantiaffinity",
    ours: ["reliability/spread", "reliability/spread-selector"],
    theirsOnly: "it knows podAntiAffinity and not topologySpreadConstraints",
  },
  {
    check: "deployment-targeted-by-hpa-does-not-have-replicas-configured",
    ours: ["reliability/autoscaler-replicas"],
    oursOnly: "we also report two autoscalers for one workload",
  },
  {
    check: "statefulset-has-servicename",
    ours: ["reliability/headless-service", "objects/references"],
    theirsOnly:
      "spec.serviceName is optional in the API of Kubernetes 1.34; where one is written, it must lead somewhere",
  },
  { check: "deployment-pod-selector-labels-match-template-metadata-labels", ours: ["objects/selector-fits"] },
  { check: "statefulset-pod-selector-labels-match-template-metadata-labels", ours: ["objects/selector-fits"] },
  { check: "label-values", ours: ["objects/labels"] },
  {
    check: "horizontalpodautoscaler-has-target",
    ours: ["objects/scale-target"],
    theirsOnly:
      "what the manifests do not bring may stand in the cluster: where none is asked, the check does not apply",
  },
  {
    check: "horizontalpodautoscaler-replicas",
    ours: ["reliability/autoscaler-bounds"],
    oursOnly: "we also report bounds that leave no room",
  },
  {
    check: "pod-topology-spread-constraints",
    ours: ["reliability/spread-selector"],
    theirsOnly:
      "it wants maxSkew, topologyKey and whenUnsatisfiable, which the API server wants too (objects/required-fields)",
    oursOnly: "we also compare the labelSelector with the pod's own labels",
  },
];
