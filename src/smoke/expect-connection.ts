// Did the answer come over the connection that the suite expects?

import type { Answer } from "./answer.ts";
import { type Quote, textRuleMismatches } from "./expect-text.ts";
import type { Expectation, TlsRule } from "./suite.ts";

/** Pure. */
export function tlsMismatches({ tls }: Answer, rule: TlsRule | undefined): string[] {
  if (rule === undefined) return [];
  if (tls === undefined) return ["expected TLS, but the answer came without it"];
  const { daysLeft, version, names = [] } = rule;
  const missing = names.filter((name) => !tls.names.some((one) => covers(one, name)));
  return [
    ...(daysLeft !== undefined && tls.daysLeft < daysLeft
      ? [`expected at least ${daysLeft} days until the certificate expires, got ${Math.floor(tls.daysLeft)}`]
      : []),
    // TLSv1.2 and TLSv1.3 sort as texts.
    ...(version !== undefined && tls.version < version ? [`expected ${version} or newer, got ${tls.version}`] : []),
    ...missing.map(
      (name) => `expected the certificate to be for ${name}, it is for ${tls.names.join(", ") || "no name"}`,
    ),
  ];
}

/** Pure. */
export function redirectMismatches(answer: Answer, rule: Expectation["redirects"], quote: Quote): string[] {
  if (rule === undefined) return [];
  const followed = answer.redirects ?? [];
  const last = followed.at(-1)?.location ?? answer.url;
  return [
    ...(rule.count !== undefined && followed.length !== rule.count
      ? [
          `expected ${rule.count} redirects, followed ${followed.length}${followed.length > 0 ? `, to ${followed.map(({ location }) => location).join(", ")}` : ""}`,
        ]
      : []),
    ...(rule.to === undefined ? [] : textRuleMismatches("the URL that answered", last, rule.to, quote)),
  ];
}

/** A wildcard stands for one label (RFC 9525, section 6.3). */
function covers(certified: string, name: string): boolean {
  const [one, other] = [certified.toLowerCase(), name.toLowerCase()];
  if (one === other) return true;
  return one.startsWith("*.") && other.slice(other.indexOf(".") + 1) === one.slice(2) && other.includes(".");
}
