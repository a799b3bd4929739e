// Is the memory that a container may take also kept for it?

import type { Check } from "../check.ts";
import { eachContainer, servesUsers } from "../examine.ts";
import { amountOf } from "./demand.ts";

export const memoryRequest: Check = {
  id: "performance/memory-request",
  severity: "info",
  title: "A container requests the memory that it may take",
  why: "Memory cannot be taken back as CPU can: what is above the request is lent, and when the node runs short this pod is evicted or ended before others.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/",
  recommendation: "Set requests.memory to limits.memory.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container }) => {
        const [limit, request] = [amountOf(container, "limits", "memory"), amountOf(container, "requests", "memory")];
        if (limit === undefined || request === undefined || request >= limit) return undefined;
        const { requests = {}, limits = {} } = container.resources ?? {};
        const path = ["resources", "requests", "memory"];
        return {
          evidence: `it requests ${requests.memory} of ${limits.memory}`,
          path,
          fix: { path, value: limits.memory },
        };
      },
      (seen) => servesUsers(seen) && seen.container.resources?.limits?.memory !== undefined,
    ),
};
