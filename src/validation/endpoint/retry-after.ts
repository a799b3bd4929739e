// Does who is stopped learn when to come back?

import type { Check } from "../check.ts";
import { withEndpoint } from "./judge-exchanges.ts";

export const retryAfter: Check = {
  id: "endpoint/retry-after",
  severity: "low",
  title: "429 says when to try again",
  why: "Clients that do not know when to come back try again at once, and keep the limit reached.",
  source: "https://www.rfc-editor.org/rfc/rfc6585#section-4",
  recommendation: "Send Retry-After, in seconds, with 429.",
  run: (subject) =>
    withEndpoint(subject, ({ rateLimit: seen, url }) => {
      if (seen?.limited === undefined) return { kind: "not-applicable", reason: "no answer was 429" };
      const after = seen.limited.answer.headers["retry-after"];
      const isTime = after !== undefined && (/^\d+$/.test(after) || !Number.isNaN(Date.parse(after)));
      const evidence =
        after === undefined ? "its 429 has no Retry-After" : `its Retry-After is ${JSON.stringify(after.slice(0, 60))}`;
      return { kind: "examined", count: 1, findings: isTime ? [] : [{ subject: url, evidence }] };
    }),
};
