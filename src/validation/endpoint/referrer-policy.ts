// What do links tell the sites that they lead to?

import { carefulHeaders } from "../../http-rules/careful-headers.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const referrerPolicy: Check = {
  id: "endpoint/referrer-policy",
  severity: "low",
  title: "Answers say how much of their address other sites learn",
  why: "Whole addresses, with what stands in their queries, end up in the logs of other sites.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html",
  recommendation: "Send Referrer-Policy: strict-origin-when-cross-origin, or no-referrer.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "root",
      ({ headers }) => carefulHeaders["referrer-policy"](headers),
      "the endpoint was not asked",
    ),
};
