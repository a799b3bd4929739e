// Is who may come in let in?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const validToken: Check = {
  id: "endpoint/valid-token",
  severity: "high",
  title: "A valid token is let in",
  why: "Where nobody is let in, that others are refused proves nothing.",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2",
  recommendation: "Compare the issuer, the audience and the keys of the service with those of who gave the token.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "protected" && variant === "valid token",
      ({ status }) => (status >= 200 && status < 300 ? undefined : `it answers ${status}`),
      'no valid token is given (inputs "protected-path" and "endpoint-token")',
    ),
};
