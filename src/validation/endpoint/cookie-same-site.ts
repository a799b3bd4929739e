// Do other sites' requests carry the cookies?

import type { Check } from "../check.ts";
import { judgeCookies } from "./judge-cookies.ts";

export const cookieSameSite: Check = {
  id: "endpoint/cookie-same-site",
  severity: "medium",
  title: "Every cookie says whether other sites' requests carry it",
  why: "Browsers do not agree on what holds without SameSite, and with None every site may send requests as the user.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#samesite-attribute",
  recommendation: "Add SameSite=Lax or Strict; None only with Secure, and only where other sites embed the service.",
  run: (subject) =>
    judgeCookies(subject, ({ attributes }) => {
      const value = attributes.get("samesite")?.toLowerCase();
      if (value === undefined) return "it has no SameSite";
      if (value === "none")
        return attributes.has("secure") ? undefined : "it is SameSite=None without Secure, which browsers refuse";
      return value === "lax" || value === "strict"
        ? undefined
        : `its SameSite is ${JSON.stringify(value)}, which no browser knows`;
    }),
};
