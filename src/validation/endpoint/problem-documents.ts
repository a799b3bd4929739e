// Can a program read what is wrong?

import { problemFaults } from "../../http-rules/problem-document.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const problemDocuments: Check = {
  id: "endpoint/problem-documents",
  severity: "low",
  title: "Errors are problem documents",
  why: "Clients parse pages and guess at texts, and break when a word in them changes.",
  source: "https://www.rfc-editor.org/rfc/rfc9457",
  recommendation: "Answer errors with application/problem+json: type, title, status, detail.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "error" && variant === "missing path",
      (answer) => (answer.status < 400 ? undefined : problemFaults(answer)),
      "no missing path was asked",
    ),
};
