// How does a check go through what the endpoint answered?

import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { Examination, Finding } from "../check.ts";
import { withObservation } from "../observation.ts";
import type { Subject } from "../subject.ts";
import type { EndpointSeen, Exchange } from "./endpoint-seen.ts";
import type { CertificateSeen, TlsSeen } from "./tls-seen.ts";

type Verdict = string | readonly string[] | undefined;

export function withEndpoint(subject: Subject, examine: (seen: EndpointSeen) => Examination): Examination {
  return withObservation(subject.observed.endpoint, 'no endpoint is given (input "endpoint")', examine);
}

/** A judge says what is wrong, as evidence. What got no answer is not known, unless another answer is wrong already. */
export function judgeExchanges(
  subject: Subject,
  only: (exchange: Exchange, seen: EndpointSeen) => boolean,
  judge: (answer: HttpAnswer, exchange: Exchange, seen: EndpointSeen) => Verdict,
  none: string,
): Examination {
  return withEndpoint(subject, (seen) => {
    const own = seen.exchanges.filter((exchange) => only(exchange, seen));
    const findings = own.flatMap((exchange) =>
      exchange.kind === "answered" ? findingsOf(exchange, judge(exchange.answer, exchange, seen), seen) : [],
    );
    return examined(own, findings, none, seen);
  });
}

export function examined(
  own: readonly Exchange[],
  findings: readonly Finding[],
  none: string,
  seen: EndpointSeen,
): Examination {
  const silent = own.find((exchange) => exchange.kind === "unanswered");
  if (own.length === 0) {
    const [root] = seen.exchanges;
    return root?.kind === "unanswered"
      ? { kind: "unknown", reason: `${seen.url}: ${root.reason}` }
      : { kind: "not-applicable", reason: none, ...(/\(inputs? "/.test(none) ? { notAsked: true } : {}) };
  }
  if (findings.length === 0 && silent?.kind === "unanswered") {
    return { kind: "unknown", reason: `${nameOfExchange(silent, seen)}: ${silent.reason}` };
  }
  return { kind: "examined", count: own.length, findings };
}

export function findingsOf(exchange: Exchange, verdict: Verdict, seen: EndpointSeen): Finding[] {
  return [verdict ?? []].flat().map((evidence) => ({ subject: nameOfExchange(exchange, seen), evidence }));
}

/** `GET https://orders.example.com/me (expired token)`. */
export function nameOfExchange({ method, path, purpose, variant }: Exchange, { url }: EndpointSeen): string {
  const where = purpose === "plain" ? url.replace(/^https:\/\/([^/:]+)(?::\d+)?/, "http://$1") : url;
  const what = variant === "" || variant === path || purpose === "health" ? "" : ` (${variant})`;
  return `${method} ${where}${path}${what}`;
}

/** Over what the handshakes showed; an endpoint without TLS has none. */
export function judgeTls(
  subject: Subject,
  judge: (tls: TlsSeen, seen: EndpointSeen) => Verdict | Unknown,
): Examination {
  return withEndpoint(subject, (seen) => {
    const { tls, url } = seen;
    if (tls === undefined) return { kind: "not-applicable", reason: `${url} is not HTTPS: endpoint/https tells it` };
    const verdict = judge(tls, seen);
    if (typeof verdict === "object" && "unknown" in verdict) return { kind: "unknown", reason: verdict.unknown };
    const findings = [verdict ?? []].flat().map((evidence) => ({ subject: tls.host, evidence }));
    return { kind: "examined", count: 1, findings };
  });
}

export interface Unknown {
  readonly unknown: string;
}

export function judgeCertificate(
  subject: Subject,
  judge: (certificate: CertificateSeen, seen: EndpointSeen) => Verdict,
): Examination {
  return judgeTls(subject, ({ host, handshake }, seen) =>
    handshake.kind === "failed"
      ? { unknown: `the handshake with ${host} failed: ${handshake.reason}` }
      : judge(handshake.certificate, seen),
  );
}
