// Does a container plan with much less than it may take?

import { z } from "zod";
import type { Check } from "../check.ts";
import { type Complaint, eachContainer } from "../examine.ts";
import { amountOf } from "./demand.ts";

const settings = z.strictObject({
  memory: z.number().min(1).default(4).describe("How many times its request of memory a container's limit may be."),
});

export const resourceRatio: Check<z.output<typeof settings>> = {
  id: "performance/resource-ratio",
  severity: "medium",
  title: "Requests fit to limits",
  why: "A request above its limit is refused. A limit far above its request fills nodes with promises: when two such pods are busy, the kernel ends one.",
  source:
    "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#pod-selection-for-kubelet-eviction",
  recommendation: "Let memory's limit be at most a few times its request.",
  settings,
  run: (subject, { memory }) =>
    eachContainer(
      subject,
      ({ container }) => {
        const found: Complaint[] = [];
        for (const resource of ["cpu", "memory", "ephemeral-storage"]) {
          const [limit, request] = [amountOf(container, "limits", resource), amountOf(container, "requests", resource)];
          if (limit === undefined || request === undefined) continue;
          const path = ["resources", "requests", resource];
          if (request > limit) found.push({ evidence: `it requests more ${resource} than its limit`, path });
          else if (resource === "memory" && limit > request * memory) {
            found.push({
              evidence: `its memory limit is ${Math.round((limit / request) * 10) / 10} times its request`,
              path,
            });
          }
        }
        return found;
      },
      ({ container }) => container.resources?.limits !== undefined,
    ),
};
