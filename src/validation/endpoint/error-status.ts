// Is what is wrong with a request told by its status?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const errorStatus: Check = {
  id: "endpoint/error-status",
  severity: "medium",
  title: "Malformed requests get 4xx, never a server error",
  why: "Each 5xx counts against the service and may wake somebody: one malformed request, repeated, does so at will, and shows what nobody checks.",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1",
  recommendation: "Check path, query and body before they are used, and answer 400 for what does not parse.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "error",
      ({ status }) => (status >= 500 ? `it answers ${status}` : undefined),
      "no error was provoked",
    ),
};
