// Have the claims got their volumes?

import type { Check } from "../check.ts";
import { eachLive, withScope } from "../live-scope.ts";
import { claimsOf, noClaim } from "./claims-of.ts";

export const volumesBound: Check = {
  id: "cluster/volumes-bound",
  severity: "critical",
  title: "Every PersistentVolumeClaim of the pods is bound",
  why: "A pod whose claim is pending does not start; one whose volume is lost has lost its data.",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#phase",
  recommendation: "Look at the claim's events: kubectl describe pvc. A lost volume is restored from the backup.",
  run: (subject) =>
    withScope(subject, ["Pod", "PersistentVolumeClaim"], (scope) =>
      eachLive(
        claimsOf(scope),
        (claim) => {
          const { phase = "Pending" } = (claim.status ?? {}) as { phase?: string };
          const { storageClassName = "the default" } = (claim.spec ?? {}) as { storageClassName?: string };
          return phase === "Bound" ? [] : [`its phase is ${phase} (storage class ${storageClassName})`];
        },
        noClaim,
      ),
    ),
};
