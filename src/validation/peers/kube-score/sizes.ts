// What answers kube-score about what containers ask for?

import type { Container } from "../../pod-spec.ts";
import { allOf, ending, hasNo, limitStands, size, sizesDiffer, unserving } from "../judged.ts";
import { type Difference, itAlone, type PeerCheck, weAlone } from "../peer-check.ts";

export const sizeChecks: readonly PeerCheck[] = [
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
];

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

function isAboveLimit(container: Container): boolean {
  const limit = size(container, "limits", "memory");
  return limit > 0 && size(container, "requests", "memory") > limit;
}
