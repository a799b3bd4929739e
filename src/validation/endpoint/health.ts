// Does the service say that it is well?

import { unhealthyParts } from "../../http-rules/health-answer.ts";
import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { Check } from "../check.ts";
import type { EndpointSeen } from "./endpoint-seen.ts";
import { healthExchanges, isMissingPage } from "./health-exchanges.ts";
import { examined, findingsOf, withEndpoint } from "./judge-exchanges.ts";
import { commonHealthPaths } from "./questions.ts";

export const health: Check = {
  id: "endpoint/health",
  severity: "critical",
  title: "Every health endpoint answers 200, and its body says so too",
  why: "A health endpoint that answers 200 while it says unhealthy keeps broken pods in the load balancer: probes read the status only.",
  source: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  recommendation:
    "Answer 503 while a part that requests need is down. Name the paths in the input health-paths; none where they are not reachable from outside.",
  run: (subject) =>
    withEndpoint(subject, (seen) => {
      if (seen.healthPaths === "none") {
        return { kind: "not-applicable", reason: 'the input "health-paths" says that none is reachable' };
      }
      const own = healthExchanges(seen);
      if (own.length === 0 && seen.exchanges[0]?.kind === "answered") {
        return {
          kind: "examined",
          count: 1,
          findings: [{ subject: seen.url, evidence: `none of ${commonHealthPaths.join(", ")} is a health endpoint` }],
        };
      }
      const findings = own.flatMap((exchange) =>
        exchange.kind === "answered" ? findingsOf(exchange, healthFaults(exchange.answer, seen), seen) : [],
      );
      return examined(own, findings, "no health endpoint was asked", seen);
    }),
};

function healthFaults(answer: HttpAnswer, seen: EndpointSeen): string[] {
  if (answer.status !== 200) return [`it answers ${answer.status}`];
  if (isMissingPage(answer, seen)) return ["it answers like a path that does not exist: nobody reports health there"];
  return unhealthyParts(answer);
}
