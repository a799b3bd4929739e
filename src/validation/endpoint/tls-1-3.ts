// Does the endpoint speak today's TLS?

import type { Check } from "../check.ts";
import { judgeTls } from "./judge-exchanges.ts";

export const tls13: Check = {
  id: "endpoint/tls-1-3",
  severity: "low",
  title: "TLS 1.3 is spoken",
  why: "TLS 1.2 needs a round trip more for each connection, and has choices that can be made wrong.",
  source:
    "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html#only-support-strong-protocols",
  recommendation: "Enable TLS 1.3 where TLS ends.",
  run: (subject) =>
    judgeTls(subject, ({ versions }) => {
      const answer = versions["TLSv1.3"];
      if (answer.kind === "unknown") return { unknown: `TLS 1.3 could not be tried: ${answer.reason}` };
      return answer.kind === "refused" ? "a handshake with TLSv1.3 alone is refused" : undefined;
    }),
};
