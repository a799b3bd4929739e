// Can a log file fill the node's disk?

import type { Check } from "../check.ts";
import { eachContainer, servesUsers } from "../examine.ts";
import { amountOf } from "./demand.ts";

export const ephemeralStorage: Check = {
  id: "performance/ephemeral-storage",
  severity: "info",
  title: "Containers request and limit what they write to the node's disk",
  why: "A container that writes without a limit fills the disk of its node, and the kubelet evicts pods that have nothing to do with it.",
  source:
    "https://kubernetes.io/docs/concepts/storage/ephemeral-storage/#setting-requests-and-limits-for-local-ephemeral-storage",
  recommendation: "Set requests and limits for ephemeral-storage.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container }) => {
        const missing = (["requests", "limits"] as const).filter(
          (side) => (amountOf(container, side, "ephemeral-storage") ?? 0) <= 0,
        );
        if (missing.length === 0) return undefined;
        return { evidence: `it has no ${missing.join(" and no ")} for ephemeral-storage`, path: ["resources"] };
      },
      servesUsers,
    ),
};
