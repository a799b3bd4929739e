// Are long answers compressed?

import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const compression: Check = {
  id: "endpoint/compression",
  severity: "info",
  title: "Long texts are compressed",
  why: "Users on slow networks wait several times as long as they must.",
  source: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Compression",
  recommendation: "Enable gzip or Brotli for texts in the service or in what stands before it.",
  run: (subject) =>
    judgeExchanges(
      subject,
      (exchange) => exchange.purpose === "root" && (exchange.kind === "unanswered" || isLongText(exchange.answer)),
      ({ headers, body }) =>
        headers["content-encoding"] === undefined ? `a text of ${body.length} characters came as it is` : undefined,
      "the endpoint's own answer is no long text",
    ),
};

/** Below the size of a packet there is nothing to win. */
function isLongText({ headers, body }: HttpAnswer): boolean {
  return body.length > 1400 && /text\/|json|javascript|xml/.test(headers["content-type"] ?? "");
}
