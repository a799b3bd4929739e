// Does the certificate lead to a trusted authority?

import type { Check } from "../check.ts";
import { judgeCertificate } from "./judge-exchanges.ts";

export const certificateChain: Check = {
  id: "endpoint/certificate-chain",
  severity: "critical",
  title: "The certificate leads to a trusted authority",
  why: "Clients refuse it; some browsers do not, because they have the missing certificate from elsewhere, so nobody notices while phones and programs fail.",
  source:
    "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html#use-an-appropriate-certification-authority-for-the-applications-user-base",
  recommendation:
    "Serve the whole chain (the leaf, then the intermediate ones). For an authority of your own, give it in the input ca.",
  run: (subject) => judgeCertificate(subject, ({ chainFault }) => chainFault),
};
