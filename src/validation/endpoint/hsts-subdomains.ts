// Does HTTPS-only hold for the subdomains too?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const hstsSubdomains: Check = {
  id: "endpoint/hsts-subdomains",
  severity: "low",
  title: "Strict-Transport-Security holds for subdomains too",
  why: "A cookie of the whole domain is sent to any subdomain: one over plain HTTP is enough to read it.",
  source: "https://www.rfc-editor.org/rfc/rfc6797#section-14.4",
  recommendation: "Add includeSubDomains to Strict-Transport-Security once every subdomain is served over HTTPS.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }, { tls }) => purpose === "root" && tls !== undefined,
      ({ headers }) => {
        const policy = headers["strict-transport-security"];
        if (policy !== undefined && /(?:^|;)\s*includesubdomains\s*(?:;|$)/i.test(policy)) return undefined;
        return policy === undefined ? "there is no strict-transport-security" : `it says ${JSON.stringify(policy)}`;
      },
      "the endpoint is not HTTPS",
    ),
};
