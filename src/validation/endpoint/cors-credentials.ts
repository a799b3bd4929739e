// May a foreign page act with the user's cookies?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const corsCredentials: Check = {
  id: "endpoint/cors-credentials",
  severity: "critical",
  title: "No foreign origin may send the user's credentials and read the answer",
  why: "With credentials allowed, any page acts as the user who visits it.",
  source: "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",
  recommendation:
    "Send Access-Control-Allow-Credentials: true to the origins of a list only, never beside * or a repeated Origin.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "foreign-origin",
      ({ headers }, { variant }) => {
        const allowed = headers["access-control-allow-origin"];
        if (headers["access-control-allow-credentials"] !== "true") return undefined;
        return allowed === "*" || allowed === variant
          ? `the foreign origin ${variant} is allowed with credentials (access-control-allow-origin: ${allowed})`
          : undefined;
      },
      "no foreign origin was tried",
    ),
};
