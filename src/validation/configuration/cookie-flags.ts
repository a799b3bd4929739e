// Are session cookies kept from scripts, from plain HTTP and from other sites?

import type { Check } from "../check.ts";
import { eachSetting, type KnownSetting } from "./each-setting.ts";

const secure = /(?:SESSION|COOKIE)\w*_SECURE$/i;
const httpOnly = /(?:SESSION|COOKIE)\w*_HTTP_?ONLY$/i;
const sameSite = /(?:SESSION|COOKIE)\w*_SAME_?SITE$/i;
const off = new Set(["false", "no", "off", "0", "f", "n", "disabled", "none"]);

export const cookieFlags: Check = {
  id: "configuration/cookie-flags",
  severity: "high",
  title: "Session cookies are Secure, HttpOnly and SameSite",
  why: "A session cookie that a script, a plain request or another site's form can use is a session that somebody else uses.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#cookies",
  recommendation: "Set the flags to true, and SameSite to strict or lax.",
  run: (subject) =>
    eachSetting(
      subject,
      (name) => secure.test(name) || sameSite.test(name) || (httpOnly.test(name) && !isReadByScripts(name)),
      judge,
      "no variable of a workload sets a flag of a cookie",
    ),
};

/** The page's own script sends the value of a CSRF cookie back: it must be able to read it. */
function isReadByScripts(name: string): boolean {
  return /CSRF|XSRF/i.test(name);
}

function judge({ name, facts }: KnownSetting): string | undefined {
  if (sameSite.test(name)) {
    if (facts.word === "strict" || facts.word === "lax") return undefined;
    return facts.word !== undefined && off.has(facts.word)
      ? "lets other sites send the cookie"
      : "is neither strict nor lax";
  }
  return facts.word !== undefined && off.has(facts.word) ? "switches the flag off" : undefined;
}
