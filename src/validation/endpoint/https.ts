// Is the endpoint HTTPS, and nothing else?

import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { Check } from "../check.ts";
import type { EndpointSeen } from "./endpoint-seen.ts";
import { examined, findingsOf, withEndpoint } from "./judge-exchanges.ts";

export const https: Check = {
  id: "endpoint/https",
  severity: "critical",
  title: "The endpoint is HTTPS, and plain HTTP leads there or is refused",
  why: "What is asked over plain HTTP is read and changed on its way: passwords, tokens, cookies.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html",
  recommendation:
    "Give the endpoint a certificate, and let port 80 answer with a permanent redirect to https:// or nothing at all.",
  run: (subject) =>
    withEndpoint(subject, (seen) => {
      if (seen.url.startsWith("http:")) {
        return {
          kind: "examined",
          count: 1,
          findings: [{ subject: seen.url, evidence: "the endpoint itself is plain HTTP" }],
        };
      }
      const own = seen.exchanges.filter(({ purpose }) => purpose === "plain");
      const findings = own.flatMap((exchange) =>
        exchange.kind === "answered" ? findingsOf(exchange, plainFault(exchange.answer, seen), seen) : [],
      );
      // Where HTTPS answers and port 80 opens no connection, nothing is served there.
      const open = own.filter((exchange) => exchange.kind === "answered" || !exchange.closed);
      if (own.length > 0 && open.length === 0) return { kind: "examined", count: own.length, findings };
      return examined(open, findings, "plain HTTP was not asked", seen);
    }),
};

/** "Not here": 400 as servers say it of the wrong protocol, 403, 421, 426. A 404 may be the service's own. */
const refusals: ReadonlySet<number> = new Set([400, 403, 421, 426]);

function plainFault({ status, headers }: HttpAnswer, { url }: EndpointSeen): string | undefined {
  if (refusals.has(status)) return undefined;
  if (status < 300 || status > 399) return `plain HTTP is answered with ${status}, without a redirect to https://`;
  const target = URL.parse(headers.location ?? "", url.replace(/^https:/, "http:"));
  if (target?.protocol === "https:") return undefined;
  return `plain HTTP is redirected to ${target === null ? "nowhere" : target.origin}, which is not HTTPS`;
}
