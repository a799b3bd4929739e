// Is what is not there told to be missing?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const missingPath: Check = {
  id: "endpoint/missing-path",
  severity: "low",
  title: "A path that does not exist answers 404",
  why: "Caches, crawlers and health checks take a 200 for the real thing: a lost route looks well.",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5",
  recommendation: "Answer 404 where no route fits; a front end serves its page for its own routes only.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "error" && variant === "missing path",
      // What is behind a login does not say what there is.
      ({ status }) => ([404, 401, 403, 410].includes(status) ? undefined : `it answers ${status}`),
      "no missing path was asked",
    ),
};
