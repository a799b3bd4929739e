// Is it the release that answers?

import { sameVersion } from "../../http-rules/same-version.ts";
import type { Check } from "../check.ts";
import { examined, findingsOf, withEndpoint } from "./judge-exchanges.ts";

export const version: Check = {
  id: "endpoint/version",
  severity: "high",
  title: "Every answer that tells its version is of the release",
  why: "An old version that still answers, from a cache, an old pod or another cluster, was not what was tested.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status",
  recommendation:
    "Send the version in a header of every answer (input version-header), and look for what still runs the old one.",
  run: (subject) =>
    withEndpoint(subject, (seen) => {
      const { version } = seen;
      if (version === undefined)
        return { kind: "not-applicable", reason: 'no version is given (input "version")', notAsked: true };
      const { expected, header } = version;
      // Proxies answer some paths themselves: what says no version is judged only where nothing does.
      const telling = seen.exchanges.filter(
        (exchange) => exchange.kind === "answered" && exchange.answer.headers[header] !== undefined,
      );
      const silent = seen.exchanges.filter(({ purpose }) => purpose === "root");
      const findings = (telling.length === 0 ? silent : telling).flatMap((exchange) => {
        if (exchange.kind === "unanswered") return [];
        const found = exchange.answer.headers[header];
        if (found === undefined)
          return findingsOf(exchange, `it does not tell its version by the header ${header}`, seen);
        return sameVersion(found, expected)
          ? []
          : findingsOf(exchange, `it is of version ${JSON.stringify(found.slice(0, 60))}, not ${expected}`, seen);
      });
      return examined(telling.length === 0 ? silent : telling, findings, "the endpoint was not asked", seen);
    }),
};
