// Are tokens looked at that nobody signed, or that are over?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";
import { refusalFault } from "./refusal.ts";

export const forgedTokens: Check = {
  id: "endpoint/forged-tokens",
  severity: "critical",
  title: "Broken, unsigned and expired tokens are refused",
  why: "A service that reads a token's claims without checking them lets in everybody who can write JSON.",
  source: "https://www.rfc-editor.org/rfc/rfc8725",
  recommendation:
    "Verify the signature with one algorithm of your choice, never with the one that the token names, and refuse what is expired.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "protected" && variant.endsWith("token") && variant !== "valid token",
      refusalFault,
      'no protected path is given (input "protected-path")',
    ),
};
