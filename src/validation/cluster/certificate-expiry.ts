// Does a certificate end soon?

import { z } from "zod";
import type { Check } from "../check.ts";
import { spanText } from "./age.ts";
import { eachCertificate } from "./each-certificate.ts";

const settings = z.strictObject({
  days: z.number().min(0).default(14).describe("How long a certificate must still be good; renewal by ACME leaves 30."),
});

const day = 86_400_000;

export const certificateExpiry: Check<z.output<typeof settings>> = {
  id: "cluster/certificate-expiry",
  severity: "critical",
  title: "Every certificate that visitors get is there, and good for two weeks at least",
  why: "On its last day every client refuses the service at once, and a renewal that failed so far will not help itself.",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
  recommendation: "Renew it, and look at what should have done so: kubectl describe certificate.",
  settings,
  run: (subject, { days }) =>
    eachCertificate(
      subject,
      ({ notBefore, notAfter }, _use, now) => {
        const date = new Date(notAfter).toISOString().slice(0, 10);
        if (notAfter <= now) return [`its certificate ended ${spanText(now - notAfter)} ago, on ${date}`];
        if (notBefore > now) return [`its certificate is not good before ${new Date(notBefore).toISOString()}`];
        return notAfter - now < days * day ? [`its certificate ends in ${spanText(notAfter - now)}, on ${date}`] : [];
      },
      () => ["the Secret is not there: visitors get the controller's own certificate, which they refuse"],
    ),
};
