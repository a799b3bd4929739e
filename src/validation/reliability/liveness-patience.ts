// Is a pod killed before it could leave the load balancer?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachContainer, servesUsers } from "../examine.ts";
import { patience } from "./probes-of.ts";

const settings = z.strictObject({
  seconds: z
    .number()
    .int()
    .min(1)
    .default(10)
    .describe("How long a liveness probe must fail, at least, before the container is ended."),
});

export const livenessPatience: Check<z.output<typeof settings>> = {
  id: "reliability/liveness-patience",
  severity: "medium",
  title: "Liveness is more patient than readiness",
  why: "A liveness probe that gives up first ends a process that readiness would only have spared from traffic; one that gives up at once turns a pause of a second into a restart.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes",
  recommendation: "Give livenessProbe a longer periodSeconds times failureThreshold than readinessProbe has.",
  settings,
  run: (subject, { seconds }) =>
    eachContainer(
      subject,
      ({ container: { livenessProbe, readinessProbe } }) => {
        if (livenessProbe === undefined) return undefined;
        const liveness = patience(livenessProbe);
        const path = ["livenessProbe"];
        if (liveness < seconds) return { evidence: `liveness gives up after ${liveness} s`, path };
        const readiness = readinessProbe === undefined ? 0 : patience(readinessProbe);
        if (liveness >= readiness) return undefined;
        return { evidence: `liveness gives up after ${liveness} s, readiness after ${readiness} s`, path };
      },
      (seen) => servesUsers(seen) && seen.container.livenessProbe !== undefined,
    ),
};
