// Can clients trust the certificate that they get?

import type { Check } from "../check.ts";
import { eachCertificate } from "./each-certificate.ts";

export const certificateChain: Check = {
  id: "cluster/certificate-chain",
  severity: "high",
  title: "Every certificate comes with its chain, fits its key, and is strong enough",
  why: "Browsers fetch a missing intermediate themselves; other services, phones and webhooks do not, and refuse the connection.",
  source: "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2",
  recommendation:
    "Put the server's certificate first and its issuers behind it into tls.crt, with the key that belongs to it.",
  run: (subject) => eachCertificate(subject, ({ problems }) => problems),
};
