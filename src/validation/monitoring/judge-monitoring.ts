// How does a check go through what Prometheus said?

import type { Examination, Finding } from "../check.ts";
import { type Observation, withObservation } from "../observation.ts";
import type { Subject } from "../subject.ts";
import { concerns } from "./concerns.ts";
import type { MonitoringSeen, QueryName, QuerySeen, RuleSeen, SeriesSeen } from "./monitoring-seen.ts";
import { matchersOf } from "./service-queries.ts";

export function withMonitoring(subject: Subject, examine: (seen: MonitoringSeen) => Examination): Examination {
  return withObservation(
    subject.observed.monitoring,
    'no Prometheus is given (inputs "prometheus-url" and "prometheus-service")',
    examine,
  );
}

/** One part of it, which may be unknown by itself. */
export function withPart<T>(
  subject: Subject,
  part: (seen: MonitoringSeen) => Observation<T> | undefined,
  examine: (value: T, seen: MonitoringSeen) => Examination,
  notAsked = "it was not asked",
): Examination {
  return withMonitoring(subject, (seen) => withObservation(part(seen), notAsked, (value) => examine(value, seen)));
}

/** The number that a query gives, unless it gives none or several. */
export function judgeQuery(
  subject: Subject,
  name: QueryName,
  judge: (value: number) => string | undefined,
): Examination {
  return withMonitoring(subject, (seen) => {
    const query = seen.queries.find((one) => one.name === name);
    if (query === undefined) {
      return { kind: "not-applicable", reason: `no query is given (input "${inputOf[name]}")`, notAsked: true };
    }
    const { answer, text } = query;
    if (answer.kind !== "value") return { kind: "unknown", reason: reasonOf(answer) };
    const evidence = judge(answer.value);
    return { kind: "examined", count: 1, findings: evidence === undefined ? [] : [{ subject: text, evidence }] };
  });
}

export function reasonOf(answer: Exclude<QuerySeen["answer"], { kind: "value" }>): string {
  return answer.kind === "unknown"
    ? answer.reason
    : `the query gives ${answer.count} series, and nobody knows which is meant: write ${answer.proposal}`;
}

/** The series of lists; a list that nobody gave is not asked for. */
export function judgeSeries(
  subject: Subject,
  only: (series: SeriesSeen) => boolean,
  judge: (found: Extract<SeriesSeen["found"], { kind: "seen" }>["value"]) => string | undefined,
  notAsked: string,
): Examination {
  return withMonitoring(subject, ({ series }) => {
    const own = series.filter(only);
    if (own.length === 0) return { kind: "not-applicable", reason: notAsked, notAsked: true };
    const findings = own.flatMap(({ wanted, found }): Finding[] => {
      const evidence = found.kind === "seen" ? judge(found.value) : undefined;
      return evidence === undefined ? [] : [{ subject: wanted, evidence }];
    });
    const silent = own.find(({ found }) => found.kind === "unknown")?.found;
    if (findings.length === 0 && silent?.kind === "unknown") return silent;
    return { kind: "examined", count: own.length, findings };
  });
}

/** The rules about the service that Prometheus has loaded. */
export function judgeRules(
  subject: Subject,
  judge: (rules: readonly RuleSeen[], seen: MonitoringSeen) => readonly Finding[],
): Examination {
  return withPart(
    subject,
    ({ rules }) => rules,
    (rules, seen) => {
      const own = rules.filter((rule) => concerns(rule, seen));
      if (own.length === 0) {
        return { kind: "not-applicable", reason: `no rule that is loaded is about {${matchersOf(seen.labels)}}` };
      }
      return { kind: "examined", count: own.length, findings: judge(own, seen) };
    },
  );
}

const inputOf: Readonly<Record<QueryName, string>> = {
  "error-rate": "error-rate-query",
  p95: "latency-query",
  "pool-use": "pool-query",
};
