// Can one leak take the node with it?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";
import { ownOrShared } from "./demand.ts";

export const memoryLimit: Check = {
  id: "performance/memory-limit",
  severity: "high",
  title: "Containers have a memory limit",
  why: "A leak in one pod takes the node's memory, and the kernel ends whichever process it likes.",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  recommendation: "Set resources.limits.memory with room above the usual peak.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container, workload }) =>
        (ownOrShared(container, workload.podSpec, "limits", "memory") ?? 0) <= 0
          ? { evidence: "it has no memory limit", path: ["resources", "limits"] }
          : undefined,
      ({ isInit, container }) => !isInit || container.restartPolicy === "Always",
    ),
};
