// Is what only some may see refused to strangers?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";
import { refusalFault } from "./refusal.ts";

export const authentication: Check = {
  id: "endpoint/authentication",
  severity: "critical",
  title: "What only some may see is refused without credentials",
  why: "What answers without credentials is public, whatever the login page says.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html",
  recommendation:
    "Refuse the path with 401 before anything else is done, in the service itself and not only in what stands before it.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "protected" && variant === "without credentials",
      refusalFault,
      'no protected path is given (input "protected-path")',
    ),
};
