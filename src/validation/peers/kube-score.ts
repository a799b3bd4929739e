// What answers each check of kube-score v1.20.0, and why do verdicts differ?

import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import type { Container } from "../pod-spec.ts";
import {
  allOf,
  antiAffinityTerms,
  autoscalers,
  contextOf,
  ending,
  fitsOwnPods,
  hasNo,
  initial,
  isEmptySelector,
  isLed,
  isMorePatient,
  least,
  limitStands,
  missesOwnPods,
  numberOf,
  podsSelected,
  probePairs,
  replicasWritten,
  scaleTarget,
  serves,
  servicesNear,
  size,
  sizesDiffer,
  spreadConstraints,
  staying,
  targetVersion,
  unserving,
} from "./judged.ts";
import type { Difference, Judged, PeerCheck } from "./peer-check.ts";

/** https://github.com/zegl/kube-score/blob/v1.20.0/README_CHECKS.md */
export const kubeScore: readonly PeerCheck[] = [
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
  {
    check: "ingress-targets-service",
    ours: ["network/ingress-backends"],
    differs: [
      itAlone("it takes a backend that is another resource for a Service that is missing", ({ seen }) =>
        pathsOf(seen.spec).some((path) => fieldsAt(path, ["backend"]).resource !== undefined),
      ),
      itAlone("it wants the port on a Service of type ExternalName too, which is only a name", (judged) =>
        servicesNear(judged).some(
          ({ object, spec }) =>
            spec.type === "ExternalName" &&
            pathsOf(judged.seen.spec).some(
              (path) => textAt(path, ["backend", "service", "name"]) === object.metadata.name,
            ),
        ),
      ),
      weAlone("it does not look at defaultBackend", ({ seen }) => seen.spec.defaultBackend !== undefined),
    ],
  },
  {
    check: "cronjob-has-deadline",
    ours: ["objects/cron-starting-deadline"],
    differs: [
      weAlone("it takes a deadline below 10 seconds, which the controller misses each time", ({ seen }) => {
        const { startingDeadlineSeconds: deadline } = seen.spec;
        return typeof deadline === "number" && deadline < 10;
      }),
    ],
  },
  { check: "cronjob-restartpolicy", ours: ["objects/job-restart-policy"] },
  {
    check: "container-resources",
    ours: ["performance/resource-requests", "performance/memory-limit"],
    differs: [
      itAlone("it wants a CPU limit, which slows a process down on an idle node (performance/cpu-limit)", (judged) =>
        allOf(judged).some((container) => hasNo(container, "limits", "cpu")),
      ),
      itAlone("it wants sizes of init containers, which end before anything serves", (judged) =>
        ending(judged).some(
          (container) =>
            hasNo(container, "limits", "memory") ||
            hasNo(container, "requests", "memory") ||
            hasNo(container, "requests", "cpu"),
        ),
      ),
      itAlone("it does not take a limit for the request, as Kubernetes does", (judged) =>
        allOf(judged).some((container) => limitStands(container, "cpu") || limitStands(container, "memory")),
      ),
    ],
  },
  {
    check: "container-resource-requests-equal-limits",
    ours: ["performance/memory-request"],
    differs: [
      itAlone("it wants the CPU's limit to be its request, which slows a process down at once", (judged) =>
        allOf(judged).some((container) => sizesDiffer(container, "cpu")),
      ),
      ...memoryDiffers(),
    ],
  },
  {
    check: "container-cpu-requests-equal-limits",
    gone: "a CPU limit at the request slows a process down as soon as it is busy, on an idle node too; performance/cpu-limit reports it",
  },
  {
    check: "container-memory-requests-equal-limits",
    ours: ["performance/memory-request"],
    differs: memoryDiffers(),
  },
  {
    check: "container-image-tag",
    ours: ["reliability/image-tag"],
    differs: [
      weAlone("it takes what follows the last colon for a tag, the port of `registry:5000/orders` too", (judged) =>
        allOf(judged).some(({ image = "" }) => /:\d+\/[^:@]*$/.test(image)),
      ),
    ],
  },
  {
    check: "container-image-pull-policy",
    ours: ["reliability/image-pull-policy"],
    differs: [
      itAlone(
        "it wants Always. With a tag or digest that stays, no pod starts then while the registry is down; that pull secrets are asked again is admission's affair (AlwaysPullImages, KubeletEnsureSecretPulledImages)",
        (judged) =>
          allOf(judged).some(({ imagePullPolicy: policy }) => policy === undefined || policy === "IfNotPresent"),
      ),
      weAlone("Always for a digest is what we report", (judged) =>
        allOf(judged).some(
          ({ image = "", imagePullPolicy }) => imagePullPolicy === "Always" && image.includes("@sha256:"),
        ),
      ),
    ],
  },
  {
    check: "container-ephemeral-storage-request-and-limit",
    ours: ["performance/ephemeral-storage"],
    differs: [
      itAlone("it does not take a limit for the request, as Kubernetes does", (judged) =>
        allOf(judged).some((container) => limitStands(container, "ephemeral-storage")),
      ),
      itAlone("it also asks init containers, Jobs and bare pods, which do not stay", (judged) =>
        unserving(judged).some(
          (container) =>
            hasNo(container, "limits", "ephemeral-storage") || hasNo(container, "requests", "ephemeral-storage"),
        ),
      ),
    ],
  },
  {
    check: "container-ephemeral-storage-request-equals-limit",
    ours: ["performance/resource-ratio"],
    differs: [
      itAlone("disk is given back when a pod ends: only a request above its limit is wrong", (judged) =>
        allOf(judged).some((container) => {
          const request = size(container, "requests", "ephemeral-storage");
          return request > 0 && request < size(container, "limits", "ephemeral-storage");
        }),
      ),
      weAlone("ours is about CPU and memory too", (judged) =>
        allOf(judged).some(
          (container) =>
            (!hasNo(container, "limits", "cpu") &&
              size(container, "requests", "cpu") > size(container, "limits", "cpu")) ||
            (!hasNo(container, "limits", "memory") && sizesDiffer(container, "memory")),
        ),
      ),
    ],
  },
  {
    check: "container-ports-check",
    ours: ["objects/names"],
    differs: [
      itAlone(
        "a port without a number is what the API's schema refuses (objects/required-fields, with a cluster)",
        (judged) => allOf(judged).some(({ ports = [] }) => ports.some((port) => !fieldsAt(port).containerPort)),
      ),
      weAlone("it reads the length of a port's name, and not its letters", (judged) =>
        allOf(judged).some(({ ports = [] }) =>
          ports.some(({ name }) => name !== undefined && name.length <= 15 && !/^[a-z0-9-]*$/.test(name)),
        ),
      ),
      weAlone("it does not compare the names of containers", (judged) => {
        const names = allOf(judged).map(({ name }) => name);
        return new Set(names).size < names.length;
      }),
    ],
  },
  { check: "environment-variable-key-duplication", ours: ["objects/duplicate-environment"] },
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
    check: "pod-networkpolicy",
    ours: ["network/network-policy", "network/egress-policy"],
    differs: [itAlone("it also asks for Jobs and bare pods, which nobody connects to", (judged) => !serves(judged))],
  },
  {
    check: "networkpolicy-targets-pod",
    ours: ["network/policy-selects"],
    differs: [
      itAlone(
        "it reports a policy with an empty podSelector in a namespace without pods: it waits for pods that others bring",
        ({ seen }) => isEmptySelector(seen.spec.podSelector),
      ),
    ],
  },
  {
    check: "pod-probes",
    ours: ["reliability/readiness-probe", "reliability/liveness-probe"],
    differs: [
      itAlone(
        "it also asks bare pods, which nothing starts again and no release replaces",
        (judged) => !serves(judged),
      ),
      weAlone(
        "it skips what no Service leads to; a rollout needs readiness with or without one",
        (judged) => !isLed(judged),
      ),
      weAlone("one probe in the whole pod contents it; we ask each container that has a port", (judged) => {
        const probed = allOf(judged).filter(({ readinessProbe }) => readinessProbe !== undefined).length;
        return probed > 0 && probed < allOf(judged).length;
      }),
      weAlone("a missing liveness probe is below its threshold", (judged) =>
        staying(judged).some(({ livenessProbe }) => livenessProbe === undefined),
      ),
    ],
  },
  {
    check: "pod-probes-identical",
    ours: ["reliability/distinct-probes"],
    differs: [
      itAlone("we let the same probe pass where liveness gives up later than readiness", (judged) =>
        probePairs(judged).some(isMorePatient),
      ),
      itAlone("it takes two named ports for the same one (it compares them as numbers, and both are 0)", (judged) =>
        probePairs(judged).some(({ readiness, liveness }) => {
          const ports = [readiness, liveness].map((probe) => fieldsAt(probe, ["httpGet"]).port);
          return ports.every((port) => typeof port === "string") && ports[0] !== ports[1];
        }),
      ),
      itAlone("it does not compare scheme, host and headers", (judged) =>
        probePairs(judged).some(({ readiness, liveness }) => {
          const [one, other] = [readiness, liveness].map((probe) => {
            const { path: _path, port: _port, ...rest } = fieldsAt(probe, ["httpGet"]);
            return JSON.stringify(rest);
          });
          return one !== other;
        }),
      ),
      itAlone("it also asks bare pods and sidecars, which no Service waits for", (judged) =>
        unserving(judged).some(
          ({ livenessProbe, readinessProbe }) => livenessProbe !== undefined && readinessProbe !== undefined,
        ),
      ),
      weAlone("it does not know gRPC", (judged) =>
        probePairs(judged).some(
          ({ readiness, liveness }) => readiness.grpc !== undefined && liveness.grpc !== undefined,
        ),
      ),
    ],
  },
  {
    check: "container-security-context-user-group-id",
    ours: ["security/high-user-ids"],
    differs: [
      itAlone(
        "it wants numbers in the manifest; we judge those that are written, the image decides otherwise, and runAsNonRoot keeps root out",
        (judged) => someNumber(judged, (id) => id === undefined),
      ),
      itAlone("root is a finding of its own (security/root-user)", (judged) => someNumber(judged, (id) => id === 0)),
    ],
  },
  { check: "container-security-context-privileged", ours: ["security/privileged"] },
  { check: "container-security-context-readonlyrootfilesystem", ours: ["security/read-only-root"] },
  {
    check: "container-seccomp-profile",
    ours: ["security/seccomp", "security/unconfined-seccomp"],
    differs: [
      itAlone("Windows has no seccomp", ({ workload }) => workload?.podSpec.os?.name === "windows"),
      weAlone("it takes any profile, Unconfined too", (judged) =>
        [judged.workload?.podSpec, ...allOf(judged)].some(
          (owner) => textAt(contextOf(owner), ["seccompProfile", "type"]) === "Unconfined",
        ),
      ),
      weAlone("it does not look at init containers", (judged) =>
        initial(judged).some((container) => contextOf(container).seccompProfile === undefined),
      ),
      weAlone(
        "it still takes an annotation of before Kubernetes 1.19, which nothing reads any more",
        ({ workload }) =>
          workload?.podAnnotations["seccomp.security.alpha.kubernetes.io/defaultProfileName"] !== undefined,
      ),
    ],
  },
  {
    check: "service-targets-pod",
    ours: ["network/service-selects"],
    differs: [
      itAlone("it takes a Service that has endpoints of its own for one that was mistyped", ({ seen }) =>
        isEmptySelector({ selector: seen.spec.selector }),
      ),
      weAlone("we also report a targetPort by a name that no container has", ({ seen }) =>
        itemsAt(seen.spec.ports).some((port) => typeof fieldsAt(port).targetPort === "string"),
      ),
    ],
  },
  {
    check: "service-type",
    ours: ["security/exposed-services"],
    differs: [
      weAlone(
        "we report load balancers that are open to everybody too",
        ({ seen }) => seen.spec.type === "LoadBalancer",
      ),
    ],
  },
  {
    check: "stable-version",
    ours: ["objects/removed-apis", "objects/deprecated-apis"],
    differs: [
      weAlone("its list has no autoscaling API", ({ seen }) => seen.object.apiVersion.startsWith("autoscaling/")),
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
    check: "statefulset-has-servicename",
    ours: ["reliability/headless-service", "objects/references"],
    differs: [
      weAlone("it takes a Service without a selector for one that leads to all pods", (judged) =>
        servicesNear(judged).some(
          ({ object, spec }) => object.metadata.name === judged.seen.spec.serviceName && spec.selector === undefined,
        ),
      ),
      itAlone(
        "spec.serviceName is optional in the API of Kubernetes 1.34; where one is written, it must lead somewhere",
        ({ seen }) => textAt(seen.spec.serviceName) === undefined,
      ),
      itAlone(
        "a Service that the manifests do not bring may stand in the cluster: where none is asked, nobody knows",
        (judged) => servicesNear(judged).every(({ object }) => object.metadata.name !== judged.seen.spec.serviceName),
      ),
    ],
  },
  {
    check: "deployment-pod-selector-labels-match-template-metadata-labels",
    ours: ["objects/selector-fits"],
    differs: selectorDiffers(),
  },
  {
    check: "statefulset-pod-selector-labels-match-template-metadata-labels",
    ours: ["objects/selector-fits"],
    differs: selectorDiffers(),
  },
  {
    check: "label-values",
    ours: ["objects/labels"],
    differs: [
      weAlone("it does not know that a value has at most 63 characters", ({ seen }) =>
        Object.values(seen.object.metadata.labels ?? {}).some((value) => value.length > 63),
      ),
      weAlone("it does not look at keys", ({ seen }) =>
        Object.keys(seen.object.metadata.labels ?? {}).some((key) => !/^[a-z0-9./_-]+$/i.test(key)),
      ),
      weAlone("it does not look at the labels of the template", ({ workload, seen }) => {
        const own = seen.object.metadata.labels ?? {};
        return Object.entries(workload?.podLabels ?? {}).some(([key, value]) => own[key] !== value);
      }),
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

function itAlone(because: string, holds: Difference["holds"]): Difference {
  return { alone: "it", because, holds };
}

function weAlone(because: string, holds: Difference["holds"]): Difference {
  return { alone: "we", because, holds };
}

function memoryDiffers(): Difference[] {
  return [
    itAlone(
      "it also fails where only one of the two is written, which performance/memory-limit and performance/resource-requests tell",
      (judged) =>
        allOf(judged).some(
          (container) => hasNo(container, "limits", "memory") !== hasNo(container, "requests", "memory"),
        ),
    ),
    itAlone("it also asks init containers, Jobs and bare pods, which do not stay", (judged) =>
      unserving(judged).some((container) => sizesDiffer(container, "memory")),
    ),
    itAlone(
      "a request above its limit, which the API server refuses, is told by performance/resource-ratio",
      (judged) => allOf(judged).some((container) => isAboveLimit(container)),
    ),
  ];
}

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

function selectorDiffers(): Difference[] {
  return [
    weAlone(
      "it lets an empty selector pass, which the API server refuses",
      ({ seen }) => seen.spec.selector !== undefined && isEmptySelector(seen.spec.selector),
    ),
  ];
}

function isAboveLimit(container: Container): boolean {
  const limit = size(container, "limits", "memory");
  return limit > 0 && size(container, "requests", "memory") > limit;
}

function someNumber(judged: Judged, is: (id: unknown) => boolean): boolean {
  return allOf(judged).some((container) =>
    (["runAsUser", "runAsGroup"] as const).some((field) => is(numberOf(judged, container, field))),
  );
}

function isIncomplete(rule: object): boolean {
  const { maxSkew, topologyKey, whenUnsatisfiable, minDomains } = fieldsAt(rule);
  const known = whenUnsatisfiable === "DoNotSchedule" || whenUnsatisfiable === "ScheduleAnyway";
  return !maxSkew || !topologyKey || !known || minDomains === 0;
}

function selectorOf({ seen }: Judged): object | undefined {
  return seen.spec.selector === undefined ? undefined : fieldsAt(seen.spec.selector);
}

function pathsOf(spec: unknown): readonly unknown[] {
  return itemsAt(spec, ["rules"]).flatMap((rule) => itemsAt(rule, ["http", "paths"]));
}
