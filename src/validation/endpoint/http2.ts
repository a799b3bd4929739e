// Does the endpoint speak HTTP/2?

import type { Check } from "../check.ts";
import { judgeTls } from "./judge-exchanges.ts";

export const http2: Check = {
  id: "endpoint/http2",
  severity: "info",
  title: "HTTP/2 is spoken",
  why: "Over HTTP/1.1 each request waits for the one before it on its connection.",
  source: "https://www.rfc-editor.org/rfc/rfc9113",
  recommendation: "Enable HTTP/2 where TLS ends.",
  run: (subject) =>
    judgeTls(subject, ({ handshake }) => {
      if (handshake.kind === "failed") return { unknown: handshake.reason };
      return handshake.protocol === "h2" ? undefined : `by ALPN it agrees to ${handshake.protocol || "nothing"}`;
    }),
};
