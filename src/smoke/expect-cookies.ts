// Does the answer set the cookies that the suite expects?

import { type Cookie, readCookies } from "../http-rules/set-cookie.ts";
import type { Answer } from "./answer.ts";
import { type Quote, textRuleMismatches } from "./expect-text.ts";
import type { CookieRule } from "./suite.ts";

/** One sentence per rule that does not hold. The last of several cookies of one name counts, as in a browser. Pure. */
export function cookieMismatches(answer: Answer, rules: Readonly<Record<string, CookieRule>>, quote: Quote): string[] {
  const entries = Object.entries(rules);
  if (entries.length === 0) return [];
  const cookies = readCookies(answer);
  return entries.flatMap(([name, rule]) => {
    const what = `the cookie ${name}`;
    const cookie = cookies.findLast((one) => one.name === name);
    const found = textRuleMismatches(what, cookie?.value, rule, quote);
    return cookie === undefined ? found : [...found, ...attributeMismatches(what, cookie, rule, quote)];
  });
}

function attributeMismatches(what: string, { attributes }: Cookie, rule: CookieRule, quote: Quote): string[] {
  const flag = (name: string, wanted: boolean | undefined): string[] =>
    wanted === undefined || attributes.has(name) === wanted
      ? []
      : [`expected ${what} ${wanted ? "to be" : "not to be"} ${name}`];
  const text = (name: string, wanted: string | undefined): string[] => {
    const value = attributes.get(name);
    if (wanted === undefined || value?.toLowerCase() === wanted.toLowerCase()) return [];
    return [`expected ${what} to have ${name}=${wanted}, got ${value === undefined ? "none" : quote(value)}`];
  };
  return [
    ...flag("secure", rule.secure),
    ...flag("httponly", rule.httpOnly),
    ...text("samesite", rule.sameSite),
    ...text("path", rule.path),
    ...text("domain", rule.domain),
  ];
}
