// Does a volume have the size that was asked for?

import { readQuantity } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { eachLive, withScope } from "../live-scope.ts";
import { claimsOf, noClaim } from "./claims-of.ts";

export const volumeResize: Check = {
  id: "cluster/volume-resize",
  severity: "medium",
  title: "Every volume is as large as its claim asks",
  why: "A growth that waits for a restart, or that the storage refuses, is missed on the day on which the disk is full.",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims",
  recommendation:
    "Restart the pod where the file system waits for it; otherwise read the claim's conditions and events.",
  run: (subject) =>
    withScope(subject, ["Pod", "PersistentVolumeClaim"], (scope) =>
      eachLive(
        claimsOf(scope).filter(({ status }) => (status as ClaimStatus | undefined)?.phase === "Bound"),
        (claim) => {
          const asked = (claim.spec as ClaimSpec | undefined)?.resources?.requests?.storage;
          const has = (claim.status as ClaimStatus | undefined)?.capacity?.storage;
          if ((readQuantity(has) ?? 0) >= (readQuantity(asked) ?? 0)) return [];
          const waits = ["FileSystemResizePending", "ControllerResizeError", "NodeResizeError", "Resizing"];
          const condition = waits.map((type) => conditionOf(claim, type)).find((one) => one?.status === "True");
          return [`it has ${has ?? "nothing"} of ${asked}${condition === undefined ? "" : ` (${condition.type})`}`];
        },
        noClaim,
      ),
    ),
};

interface ClaimSpec {
  readonly resources?: { readonly requests?: { readonly storage?: string } };
}

interface ClaimStatus {
  readonly phase?: string;
  readonly capacity?: { readonly storage?: string };
}
