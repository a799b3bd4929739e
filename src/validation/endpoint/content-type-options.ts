// Are browsers told not to guess types?

import { carefulHeaders } from "../../http-rules/careful-headers.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const contentTypeOptions: Check = {
  id: "endpoint/content-type-options",
  severity: "medium",
  title: "Answers forbid browsers to guess their type",
  why: "A browser that guesses runs an uploaded text as a script.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html",
  recommendation: "Send X-Content-Type-Options: nosniff with every answer, error pages too.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "root" || (purpose === "error" && variant === "missing path"),
      ({ headers }) => carefulHeaders["x-content-type-options"](headers),
      "the endpoint was not asked",
    ),
};
