// Is the certificate for this host?

import type { Check } from "../check.ts";
import { judgeCertificate } from "./judge-exchanges.ts";

export const certificateName: Check = {
  id: "endpoint/certificate-name",
  severity: "critical",
  title: "The certificate is for the endpoint's host",
  why: "Every client refuses a certificate that names another host.",
  source: "https://www.rfc-editor.org/rfc/rfc9525#section-6.3",
  recommendation:
    "Add the host to the names of the certificate (dnsNames), or give the Ingress the Secret of the right one.",
  run: (subject) => judgeCertificate(subject, ({ nameFault }) => nameFault),
};
