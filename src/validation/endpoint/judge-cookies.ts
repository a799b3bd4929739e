// How does a check go through the cookies that the endpoint sets?

import { type Cookie, readCookies } from "../../http-rules/set-cookie.ts";
import type { Examination, Finding } from "../check.ts";
import type { Subject } from "../subject.ts";
import type { EndpointSeen } from "./endpoint-seen.ts";
import { nameOfExchange, withEndpoint } from "./judge-exchanges.ts";

/** A judge says what is wrong, as evidence. */
export function judgeCookies(subject: Subject, judge: (cookie: Cookie) => string | undefined): Examination {
  return withEndpoint(subject, (seen) => {
    const set = cookiesOf(seen);
    if (set.length > 0) {
      // Each name once, where it is wrong first.
      const findings = new Map<string, Finding>();
      for (const { cookie, where } of set) {
        const evidence = judge(cookie);
        if (evidence === undefined || findings.has(cookie.name)) continue;
        findings.set(cookie.name, { subject: `cookie ${cookie.name} of ${where}`, evidence });
      }
      return { kind: "examined", count: set.length, findings: [...findings.values()] };
    }
    const [root] = seen.exchanges;
    return root?.kind === "unanswered"
      ? { kind: "unknown", reason: `${seen.url}: ${root.reason}` }
      : { kind: "not-applicable", reason: "no answer sets a cookie" };
  });
}

/** A cookie that is taken away, without a value, is none. */
function cookiesOf(seen: EndpointSeen): { cookie: Cookie; where: string }[] {
  return seen.exchanges.flatMap((exchange) => {
    if (exchange.kind === "unanswered") return [];
    const cookies = readCookies(exchange.answer).filter(({ value }) => value !== "");
    return cookies.map((cookie) => ({ cookie, where: nameOfExchange(exchange, seen) }));
  });
}
