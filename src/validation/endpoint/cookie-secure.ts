// Do cookies travel over HTTPS only?

import type { Check } from "../check.ts";
import { judgeCookies } from "./judge-cookies.ts";

export const cookieSecure: Check = {
  id: "endpoint/cookie-secure",
  severity: "high",
  title: "Every cookie is Secure",
  why: "A cookie without Secure goes over plain HTTP as soon as anybody makes the browser ask once.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#secure-attribute",
  recommendation: "Add Secure to the cookie; a name that begins with __Host- also makes browsers insist on it.",
  run: (subject) =>
    judgeCookies(subject, ({ name, attributes }) => {
      if (!attributes.has("secure")) return "it is not Secure";
      const isHost = name.startsWith("__Host-") && (attributes.has("domain") || attributes.get("path") !== "/");
      return isHost
        ? "its name begins with __Host-, so browsers refuse it with a Domain or another Path than /"
        : undefined;
    }),
};
