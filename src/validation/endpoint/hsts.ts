// Are browsers told to come by HTTPS only?

import { carefulHeaders } from "../../http-rules/careful-headers.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const hsts: Check = {
  id: "endpoint/hsts",
  severity: "high",
  title: "Answers tell browsers to come by HTTPS only, for half a year at least",
  why: "Without Strict-Transport-Security the first request of each visit may go over plain HTTP, where whoever stands between keeps it there.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html",
  recommendation:
    "Send Strict-Transport-Security: max-age=31536000; includeSubDomains with every answer, error pages too.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }, { tls }) =>
        tls !== undefined && (purpose === "root" || (purpose === "error" && variant === "missing path")),
      ({ headers }) => carefulHeaders["strict-transport-security"](headers),
      "the endpoint is not HTTPS",
    ),
};
