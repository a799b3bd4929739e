// Is a certificate made out to the hosts that it is served for?

import type { Check } from "../check.ts";
import { eachCertificate } from "./each-certificate.ts";

export const certificateNames: Check = {
  id: "cluster/certificate-names",
  severity: "high",
  title: "Every certificate is made out to the hosts that it is served for",
  why: "Clients refuse a certificate of another name: the host that was added last is the one that does not work.",
  source: "https://www.rfc-editor.org/rfc/rfc9110#name-https-certificate-verificat",
  recommendation: "Issue it anew with every host of the Ingress among its names.",
  run: (subject) =>
    eachCertificate(subject, ({ names }, { hosts }) =>
      hosts
        .filter((host) => !names.some((name) => covers(name, host.toLowerCase())))
        .map((host) => `its certificate is not for ${host} but for ${names.slice(0, 5).join(", ") || "no host"}`),
    ),
};

/** A star stands for exactly one label, also where the host itself begins with one. */
function covers(name: string, host: string): boolean {
  if (name === host) return true;
  return name.startsWith("*.") && host.slice(host.indexOf(".") + 1) === name.slice(2) && host.includes(".");
}
