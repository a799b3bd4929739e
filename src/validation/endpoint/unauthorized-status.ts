// Do clients learn that they must log in?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const unauthorizedStatus: Check = {
  id: "endpoint/unauthorized-status",
  severity: "low",
  title: "Without credentials the answer is 401, and says how to log in",
  why: "Clients renew an expired token on 401 only: with 403 they give up, with a page they fail to parse it.",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2",
  recommendation:
    "Answer 401 with WWW-Authenticate where credentials are missing, and 403 where they are good and do not suffice.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "protected" && variant === "without credentials",
      ({ status, headers }) => {
        if (status !== 401) return `it answers ${status}, not 401`;
        return headers["www-authenticate"] === undefined ? "its 401 has no WWW-Authenticate" : undefined;
      },
      'no protected path is given (input "protected-path")',
    ),
};
