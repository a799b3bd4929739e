// For how long is the certificate still valid?

import { z } from "zod";
import type { Check } from "../check.ts";
import { judgeCertificate } from "./judge-exchanges.ts";

const settings = z.strictObject({
  days: z
    .number()
    .min(1)
    .max(365)
    .default(14)
    .describe("So many days must be left; half its life for one that is short."),
});

export const certificateExpiry: Check<z.output<typeof settings>> = {
  id: "endpoint/certificate-expiry",
  severity: "critical",
  title: "The certificate is valid, and for some time still",
  why: "On the day that it expires, every client refuses the service at once.",
  source: "https://cert-manager.io/docs/usage/certificate/#reissuance-triggered-by-expiry-renewal",
  recommendation:
    "Renew it, and find out why that did not happen by itself: what renews begins a third of its life before the end.",
  settings,
  run: (subject, { days }) =>
    judgeCertificate(subject, ({ validFrom, validTo }, { askedAt }) => {
      const left = Math.floor((validTo - askedAt) / 86_400_000);
      if (validTo <= askedAt) return `it expired on ${dateText(validTo)}`;
      if (validFrom > askedAt) return `it is not valid before ${dateText(validFrom)}`;
      // Certificates of a week are renewed every few days: half their life is time enough.
      const needed = Math.min(days * 86_400_000, (validTo - validFrom) / 2);
      return validTo - askedAt < needed ? `it expires in ${left} days, on ${dateText(validTo)}` : undefined;
    }),
};

function dateText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
