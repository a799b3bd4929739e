// Is the certificate's key long enough?

import type { Check } from "../check.ts";
import { judgeCertificate } from "./judge-exchanges.ts";

export const certificateKey: Check = {
  id: "endpoint/certificate-key",
  severity: "medium",
  title: "The certificate's key is long enough",
  why: "A short key can be computed from what every client is shown.",
  source:
    "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html#use-strong-keys-and-protect-them",
  recommendation: "Ask for a new certificate with a key of RSA 2048 bits or more, or of EC P-256.",
  run: (subject) =>
    judgeCertificate(subject, ({ key }) => {
      if (key === undefined || key.bits >= shortest[key.kind]) return undefined;
      return `its ${key.kind} key has ${key.bits} bits, fewer than ${shortest[key.kind]}`;
    }),
};

const shortest = { RSA: 2048, EC: 256 } as const;
