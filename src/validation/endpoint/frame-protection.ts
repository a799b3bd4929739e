// Who may show the answers in a frame?

import { carefulHeaders } from "../../http-rules/careful-headers.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const frameProtection: Check = {
  id: "endpoint/frame-protection",
  severity: "medium",
  title: "Answers say who may show them in a frame",
  why: "A page that anybody may frame is clicked by users who believe that they click something else.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html",
  recommendation:
    "Send Content-Security-Policy with frame-ancestors 'none' (or the origins that may), or X-Frame-Options: DENY.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "root",
      ({ headers }) => carefulHeaders["frame-protection"](headers),
      "the endpoint was not asked",
    ),
};
