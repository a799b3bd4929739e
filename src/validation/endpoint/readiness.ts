// Does the service tell readiness apart from life?

import type { Check } from "../check.ts";
import { healthExchanges } from "./health-exchanges.ts";
import { examined, withEndpoint } from "./judge-exchanges.ts";

export const readiness: Check = {
  id: "endpoint/readiness",
  severity: "medium",
  title: "A path of its own tells whether the service is ready",
  why: "With one path for all, a slow database restarts the pods, and pods that are not ready get requests.",
  source: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  recommendation:
    "Give readiness a path of its own, /health/ready or /ready, that looks at what requests need; liveness looks at the process only.",
  run: (subject) =>
    withEndpoint(subject, (seen) => {
      const own = healthExchanges(seen);
      if (own.some(({ variant }) => variant === "ready")) return examined(own, [], "", seen);
      const paths = own.map(({ path }) => path).join(", ");
      const findings = [{ subject: seen.url, evidence: `only ${paths} report health, and none is for readiness` }];
      return examined(own, own.length === 0 ? [] : findings, "no health endpoint was found", seen);
    }),
};
