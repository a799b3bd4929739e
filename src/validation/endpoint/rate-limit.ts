// Is somebody stopped who asks too much?

import type { Check } from "../check.ts";
import { withEndpoint } from "./judge-exchanges.ts";

export const rateLimit: Check = {
  id: "endpoint/rate-limit",
  severity: "medium",
  title: "One request more than the budget gets 429",
  why: "One client that tries passwords, or merely has a bug, takes the service from all others. Annotations that the ingress controller does not know limit nothing.",
  source: "https://www.rfc-editor.org/rfc/rfc6585#section-4",
  recommendation:
    "Limit requests in the service or in the ingress, by the annotations that your controller knows: nginx.ingress.kubernetes.io/limit-rps.",
  run: (subject) =>
    withEndpoint(subject, ({ rateLimit: seen, url }) => {
      if (seen === undefined)
        return { kind: "not-applicable", reason: 'no budget is given (input "rate-limit-budget")', notAsked: true };
      const { budget, answered, limited, stopped } = seen;
      if (limited !== undefined) return { kind: "examined", count: answered, findings: [] };
      if (stopped !== undefined)
        return { kind: "unknown", reason: `after ${answered} of ${budget + 1} requests: ${stopped}` };
      return {
        kind: "examined",
        count: answered,
        findings: [{ subject: url, evidence: `${answered} requests were answered, none with 429` }],
      };
    }),
};
