// Which scripts may a page of the service run?

import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const contentSecurityPolicy: Check = {
  id: "endpoint/content-security-policy",
  severity: "medium",
  title: "A content security policy says which scripts may run",
  why: "Without one, a text that an attacker brings into a page runs with the rights of the user who looks at it.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Content_Security_Policy_Cheat_Sheet.html",
  recommendation:
    "Send Content-Security-Policy: default-src 'self' and widen it where a page needs more; an API sends default-src 'none'.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "root",
      ({ headers }) => policyFault(headers),
      "the endpoint was not asked",
    ),
};

const name = "content-security-policy";

function policyFault(headers: HttpAnswer["headers"]): string | undefined {
  const policy = headers[name];
  if (policy === undefined) {
    const only = headers[`${name}-report-only`] === undefined ? "" : ", and -report-only forbids nothing";
    return `there is no ${name}${only}`;
  }
  // Several policies all hold: one that forbids is enough.
  const faults = policy.split(",").map(scriptFault);
  return faults.some((fault) => fault === undefined) ? undefined : faults[0];
}

/** Which scripts one policy lets run that it should not. */
function scriptFault(policy: string): string | undefined {
  const directives = new Map(
    policy
      .split(";")
      .map((part) => part.trim().split(/\s+/))
      .map(([directive = "", ...sources]) => [directive.toLowerCase(), sources] as const),
  );
  const sources = directives.get("script-src") ?? directives.get("default-src");
  if (sources === undefined) return "it has neither script-src nor default-src, so every script may run";
  // A nonce or a hash takes the force of 'unsafe-inline', which then is for old browsers only.
  const isStrict = sources.some((source) => /^'(?:nonce-|sha(?:256|384|512)-|strict-dynamic)/.test(source));
  const loose = sources.find(
    (source) =>
      source === "'unsafe-eval'" ||
      (!isStrict && (source === "'unsafe-inline'" || /^(?:\*|https?:|data:)$/.test(source))),
  );
  return loose === undefined ? undefined : `it lets scripts of ${loose} run`;
}
