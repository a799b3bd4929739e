// Can scripts read the cookies?

import type { Check } from "../check.ts";
import { judgeCookies } from "./judge-cookies.ts";

export const cookieHttpOnly: Check = {
  id: "endpoint/cookie-http-only",
  severity: "high",
  title: "Cookies are HttpOnly",
  why: "A script that an attacker brings into a page reads the session and takes it away.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#httponly-attribute",
  recommendation:
    "Add HttpOnly. A token against forged requests that scripts must read is named as such (csrf or xsrf in its name).",
  run: (subject) =>
    judgeCookies(subject, ({ name, attributes }) =>
      attributes.has("httponly") || /[cx]srf/i.test(name) ? undefined : "it is not HttpOnly",
    ),
};
