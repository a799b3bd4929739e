// What proves the checks of monitoring?

import { parseYaml } from "../../../../src/config/source.ts";
import { readManifests } from "../../../../src/manifests/read-objects.ts";
import {
  type AlertmanagerSeen,
  type BurnWindow,
  burnWindows,
  type MonitoringSeen,
  type QueryName,
  type QuerySeen,
  type RuleSeen,
  type SeriesSeen,
  type SilenceSeen,
  type TargetSeen,
} from "../../../../src/validation/monitoring/monitoring-seen.ts";
import type { Observation } from "../../../../src/validation/observation.ts";
import { type Subject, subjectOf } from "../../../../src/validation/subject.ts";
import { goodYaml, manifestsWith, manifestsWithout } from "../objects.ts";
import type { Proof } from "./proof.ts";

function known<T>(value: T): Observation<T> {
  return { kind: "seen", value };
}

const target: TargetSeen = { instance: "10.0.0.1:8080", up: true, lastError: "", scrapeInterval: 15_000 };
const alertRule: RuleSeen = {
  kind: "alerting",
  group: "eventcore",
  name: "EventCoreDown",
  query: 'up{job="eventcore"} == 0',
  labels: { severity: "critical" },
  health: "ok",
  lastError: "",
  evaluated: true,
  alerts: [],
};
const otherRule: RuleSeen = { ...alertRule, name: "Other", query: 'up{job="other"} == 0' };
const since = "2026-01-01T11:00:00Z";
const firing = (labels: Record<string, string>) => [{ labels, state: "firing", activeSince: since }];

const config = (receiver: string, routes = "[]") => `
route: { receiver: ${receiver}, routes: ${routes} }
receivers:
  - { name: nobody }
  - { name: team, slack_configs: [{ channel: "#orders" }] }
  - { name: pager, pagerduty_configs: [{ service_key: <secret> }] }
`;
const split = '[{ matchers: [severity="critical"], receiver: pager }]';

function manager(changes: Partial<AlertmanagerSeen> = {}): Partial<MonitoringSeen> {
  const value = {
    url: "http://alertmanager",
    status: "ready",
    config: config("team", split),
    silences: [],
    ...changes,
  };
  return { alertmanager: known(value) };
}

function silenced(
  matchers: Record<string, string>,
  more: { isRegex?: boolean; isEqual?: boolean } = {},
): Partial<MonitoringSeen> {
  const silence: SilenceSeen = {
    id: "1",
    by: "ann",
    endsAt: "2026-01-02T00:00:00Z",
    matchers: Object.entries(matchers).map(([name, value]) => ({
      name,
      value,
      isRegex: false,
      isEqual: true,
      ...more,
    })),
  };
  return manager({ silences: [silence] });
}

const calm = Object.fromEntries(burnWindows.map((window) => [window, { kind: "value", value: 0.0001 }])) as Record<
  BurnWindow,
  QuerySeen["answer"]
>;

const series = (
  list: SeriesSeen["list"],
  wanted: string,
  value: Extract<SeriesSeen["found"], { kind: "seen" }>["value"],
): SeriesSeen => ({ list, wanted, found: known(value) });
const there = { kind: "present", ageMs: 5_000 } as const;

function asked(name: QueryName, value: number): QuerySeen {
  return { name, text: `query for ${name}`, answer: { kind: "value", value } };
}

const good: MonitoringSeen = {
  url: "http://prometheus:9090",
  labels: { job: "eventcore" },
  askedAt: Date.parse("2026-01-01T12:00:00Z"),
  skewMs: 40,
  targets: known([target]),
  series: [
    series("core", "eventcore_commands_total", there),
    series("business", "eventcore_events_written_total", there),
    series("infrastructure", "pg_up", there),
  ],
  queries: [asked("error-rate", 0.001), asked("p95", 0.2), asked("pool-use", 0.3)],
  burn: { objective: 0.999, windows: calm },
  rules: known([alertRule, otherRule]),
  requiredAlerts: ["EventCoreDown"],
  alertmanagers: known(1),
  retention: known("15d"),
  ...manager(),
} as MonitoringSeen;

function subject(changes: Partial<MonitoringSeen>): Subject {
  return subjectOf([], undefined, undefined, { monitoring: known({ ...good, ...changes }) });
}

const targets = (...changes: Partial<TargetSeen>[]) => ({
  targets: known(changes.map((one) => ({ ...target, ...one }))),
});
const query = (name: QueryName, value: number): Partial<MonitoringSeen> => ({
  queries: good.queries.map((one) => (one.name === name ? asked(name, value) : one)),
});
const several = (name: QueryName): Partial<MonitoringSeen> => ({
  queries: [{ name, text: "rate(a[5m])", answer: { kind: "several", count: 3, proposal: "sum(rate(a[5m]))" } }],
});
const rules = (...changes: Partial<RuleSeen>[]) => ({
  rules: known(changes.map((one) => ({ ...alertRule, ...one }))),
});
const burn = (windows: Partial<Record<BurnWindow, number>>): Partial<MonitoringSeen> => ({
  burn: {
    objective: 0.999,
    windows: {
      ...calm,
      ...(Object.fromEntries(
        Object.entries(windows).map(([window, value]) => [window, { kind: "value", value }]),
      ) as Partial<typeof calm>),
    },
  },
});
const only = (...all: SeriesSeen[]): Partial<MonitoringSeen> => ({ series: all });

type Row<T> = readonly [verdict: Proof["verdict"], what: string, seen: T, evidence?: string | RegExp];

const rows: Readonly<Record<string, readonly Row<Partial<MonitoringSeen>>[]>> = {
  "targets-up": [
    ["pass", "one that is up", {}],
    ["near-pass", "an error of a scrape before", targets({ lastError: "context deadline exceeded" })],
    ["fail", "one that is down", targets({ up: false, lastError: "connection refused" }), "connection refused"],
    ["near-fail", "one of three", targets({}, {}, { up: false }), "it is down"],
    ["near-fail", "none is scraped", targets(), "scrapes no target"],
  ],
  "core-series": [
    ["pass", "there", {}],
    ["near-pass", "stale, which is told elsewhere", only(series("core", "a", { kind: "stale" }))],
    ["fail", "missing", only(series("core", "eventcore_active_streams", { kind: "missing" })), "no such series"],
    [
      "near-fail",
      "one of two",
      only(series("core", "a", there), series("core", "b", { kind: "missing" })),
      "no such series",
    ],
  ],
  "business-series": [
    ["pass", "there", {}],
    [
      "near-pass",
      "a core series is missing",
      only(series("business", "a", there), series("core", "b", { kind: "missing" })),
    ],
    ["fail", "missing", only(series("business", "a", { kind: "missing" })), "no such series"],
    [
      "near-fail",
      "one of two",
      only(series("business", "a", there), series("business", "b", { kind: "missing" })),
      "no such series",
    ],
  ],
  "infrastructure-series": [
    ["pass", "there", {}],
    ["near-pass", "old", only(series("infrastructure", "a", { kind: "present", ageMs: 250_000 }))],
    ["fail", "missing", only(series("infrastructure", "a", { kind: "missing" })), "no such series"],
    [
      "near-fail",
      "one of two",
      only(series("infrastructure", "a", there), series("infrastructure", "b", { kind: "missing" })),
      "no such",
    ],
  ],
  "series-fresh": [
    ["pass", "five seconds", {}],
    ["near-pass", "two minutes", only(series("core", "a", { kind: "present", ageMs: 120_000 }))],
    [
      "near-pass",
      "missing, which is told elsewhere",
      only(series("core", "a", there), series("core", "b", { kind: "missing" })),
    ],
    ["fail", "stale", only(series("business", "a", { kind: "stale" })), "five minutes"],
    ["near-fail", "just too old", only(series("core", "a", { kind: "present", ageMs: 121_000 })), "121 s"],
  ],
  "error-rate": [
    ["pass", "0.1 %", {}],
    ["near-pass", "5 %", query("error-rate", 0.05)],
    ["fail", "half", query("error-rate", 0.5), "50 %"],
    ["near-fail", "5.1 %", query("error-rate", 0.051), "5.1 %"],
  ],
  p95: [
    ["pass", "200 ms", {}],
    ["near-pass", "one second", query("p95", 1)],
    ["fail", "3 s", query("p95", 3), "3 s"],
    ["near-fail", "beyond the largest bucket", query("p95", Number.POSITIVE_INFINITY), "beyond"],
  ],
  "pool-use": [
    ["pass", "30 %", {}],
    ["near-pass", "80 %", query("pool-use", 0.8)],
    ["fail", "95 %", query("pool-use", 0.95), "95 %"],
    ["near-fail", "81 %", query("pool-use", 0.81), "81 %"],
  ],
  "one-series": [
    ["pass", "one each", {}],
    ["near-pass", "a bad value is one too", query("error-rate", 1)],
    ["fail", "three", several("error-rate"), "write sum(rate(a[5m]))"],
    [
      "near-fail",
      "the last of them",
      { queries: [...good.queries, ...(several("pool-use").queries ?? [])] },
      "3 series",
    ],
  ],
  "rules-healthy": [
    ["pass", "evaluated", {}],
    [
      "near-pass",
      "another service's fails",
      { rules: known([alertRule, { ...otherRule, health: "err", lastError: "x" }]) },
    ],
    ["fail", "an error", rules({ health: "err", lastError: "many-to-many matching not allowed" }), "many-to-many"],
    ["near-fail", "never evaluated", rules({ health: "unknown", evaluated: false }), "never evaluated"],
    [
      "near-fail",
      "one that only names a series of the service",
      rules({ name: "Slow", query: "rate(eventcore_commands_total[5m]) > 1", health: "err", lastError: "x" }),
      "it fails",
    ],
  ],
  "required-alerts": [
    ["pass", "loaded", {}],
    ["near-pass", "twice", rules({}, {})],
    ["fail", "missing", { requiredAlerts: ["HighErrorRate"] }, "no such alert"],
    ["near-fail", "a recording rule of that name", rules({ kind: "recording" }), "no such alert"],
  ],
  "alerts-firing": [
    ["pass", "quiet", {}],
    [
      "near-pass",
      "pending",
      rules({ alerts: [{ labels: { job: "eventcore" }, state: "pending", activeSince: since }] }),
    ],
    ["near-pass", "another service's", { rules: known([{ ...otherRule, alerts: firing({ job: "other" }) }]) }],
    ["near-pass", "Watchdog", rules({ name: "Watchdog", alerts: firing({ job: "eventcore" }) })],
    ["near-pass", "what only informs", rules({ alerts: firing({ job: "eventcore", severity: "info" }) })],
    ["fail", "firing", rules({ alerts: firing({ job: "eventcore", severity: "critical" }) }), "fires since"],
    [
      "near-fail",
      "by the labels of its series alone",
      { rules: known([{ ...otherRule, query: "up == 0", alerts: firing({ job: "eventcore" }) }]) },
      "fires since",
    ],
    [
      "near-fail",
      "a sum that has lost its labels",
      rules({ query: 'sum(up{job=~"a|eventcore"}) == 0', alerts: firing({ severity: "page" }) }),
      "fires since",
    ],
  ],
  "alertmanager-configured": [
    ["pass", "one", {}],
    ["near-pass", "three", { alertmanagers: known(3) }],
    ["fail", "none", { alertmanagers: known(0) }, "no Alertmanager"],
    ["near-fail", "none, though one answers", { alertmanagers: known(0), ...manager() }, "no Alertmanager"],
  ],
  "alertmanager-ready": [
    ["pass", "ready", {}],
    ["near-pass", "alone", manager({ status: "disabled" })],
    ["fail", "settling", manager({ status: "settling" }), "settling"],
    ["near-fail", "of no status", manager({ status: "" }), "its cluster is"],
  ],
  "alert-receivers": [
    ["pass", "somebody", {}],
    [
      "near-pass",
      "the first receiver is nobody, and a route catches what is critical",
      manager({ config: config("nobody", split) }),
    ],
    [
      "near-pass",
      "nobody first, then on",
      manager({
        config: config(
          "nobody",
          "[{ match: { severity: critical }, receiver: nobody, continue: true }, { match_re: { job: event.* }, receiver: team }]",
        ),
      }),
    ],
    ["fail", "nobody", manager({ config: config("nobody") }), "no integration"],
    [
      "near-fail",
      "a route for another service",
      manager({ config: config("nobody", '[{ matchers: [job="other"], receiver: pager }]') }),
      "no integration",
    ],
    [
      "near-fail",
      "a route that stops before the right one",
      manager({
        config: config("team", '[{ matchers: ["job=~\\"event.*\\""], receiver: nobody }, { receiver: pager }]'),
      }),
      "no integration",
    ],
  ],
  "alert-routing": [
    ["pass", "a route of its own", {}],
    [
      "near-pass",
      "warnings have the route",
      manager({ config: config("pager", "[{ match: { severity: warning }, receiver: team }]") }),
    ],
    ["fail", "one for all", manager({ config: config("team") }), "alike"],
    [
      "near-fail",
      "a route that both take",
      manager({ config: config("nobody", '[{ matchers: [severity=~"critical|warning"], receiver: team }]') }),
      "alike",
    ],
  ],
  "alert-silenced": [
    ["pass", "no silence", {}],
    ["near-pass", "of another alert", silenced({ alertname: "Other" })],
    ["near-pass", "of everything else", silenced({ alertname: "EventCoreDown" }, { isEqual: false })],
    ["fail", "by its name", silenced({ alertname: "EventCoreDown" }), "ann"],
    ["near-fail", "by the service's label", silenced({ job: "event.*" }, { isRegex: true }), "2026-01-02"],
    ["near-fail", "by the severity of its rule", silenced({ severity: "critical" }), "silenced"],
  ],
  "scrape-interval": [
    ["pass", "15 s", {}],
    ["near-pass", "a minute", targets({ scrapeInterval: 60_000 })],
    ["fail", "five minutes", targets({ scrapeInterval: 300_000 }), "300 s"],
    ["near-fail", "one of two", targets({}, { scrapeInterval: 61_000 }), "61 s"],
  ],
  retention: [
    ["pass", "15 days", {}],
    ["near-pass", "two weeks, or a size", { retention: known("2w or 10GiB") }],
    ["fail", "a day", { retention: known("1d") }, "1d"],
    ["near-fail", "hours", { retention: known("335h") }, "335h"],
  ],
  "clock-skew": [
    ["pass", "40 ms", {}],
    ["near-pass", "half a minute behind", { skewMs: -30_000 }],
    ["fail", "an hour", { skewMs: 3_600_000 }, "3600 s ahead"],
    ["near-fail", "behind", { skewMs: -31_000 }, "31 s behind"],
  ],
  "slo-fast-burn": [
    ["pass", "calm", {}],
    ["near-pass", "it is over", burn({ "1h": 0.05, "5m": 0 })],
    ["near-pass", "a short peak", burn({ "5m": 0.5 })],
    ["fail", "everything fails", burn({ "5m": 1, "30m": 1, "1h": 1, "6h": 1 }), "times too fast"],
    ["near-fail", "slower, for six hours", burn({ "6h": 0.0061, "30m": 0.0062 }), "6.1 times"],
  ],
  "slo-slow-burn": [
    ["pass", "calm", {}],
    ["near-pass", "it is over", burn({ "1d": 0.004, "3d": 0.002, "2h": 0, "6h": 0 })],
    ["fail", "three times for a day", burn({ "1d": 0.004, "2h": 0.004 }), "4.0 times"],
    ["near-fail", "just too fast for three days", burn({ "3d": 0.0011, "6h": 0.0011 }), "1.1 times"],
  ],
};

function written(yaml: string): Subject {
  const [source] = parseYaml(yaml, "rules.yaml");
  if (source === undefined) throw new Error("there are no rules");
  const { value, position } = source;
  return subjectOf([], undefined, undefined, { ruleFiles: known([{ file: "rules.yaml", value, position }]) });
}

/** As the operator has them. */
function inObject(yaml: string): Subject {
  const indented = yaml.trim().replaceAll("\n", "\n  ");
  const text = `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: orders }\nspec:\n  ${indented}\n`;
  return subjectOf(readManifests(text, "rules.yaml"), undefined, undefined);
}

const alert = (...fields: string[]) => `groups:
  - name: orders
    rules:
      - alert: HighErrorRate
        ${fields.join("\n        ")}
`;
const expr = "expr: sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.05";
const rest = [
  "for: 3m",
  "labels: { severity: critical }",
  "annotations: { summary: 'Errors: {{ $value | humanizePercentage }}' }",
];
const sound = alert(expr, ...rest);
const record = (...fields: string[]) =>
  `groups:\n  - name: a\n    rules:\n      - record: job:errors:rate5m\n        ${fields.join("\n        ")}\n`;

const writtenRows: Readonly<Record<string, readonly Row<Subject>[]>> = {
  "rule-files": [
    ["pass", "a sound rule", written(sound)],
    ["pass", "in an object", inObject(sound)],
    [
      "near-pass",
      "a text with braces in quotes",
      written(
        alert(
          expr,
          `annotations: { summary: '{{ printf "}}" }} {{ with query "up" }}{{ . | first | value }}{{ end }}' }`,
        ),
      ),
    ],
    [
      "near-pass",
      "a recording rule",
      written(record("expr: sum by (job) (rate(a[5m] offset 1h))", "labels: { a: '{{' }")),
    ],
    ["fail", "no PromQL", written(alert("expr: sum(rate(a[5m])")), "its query is refused"],
    ["fail", "an unknown field", written(alert(expr, "severity: high")), "no field severity"],
    ["near-fail", "a rate of a gauge's value", written(alert("expr: rate(a) > 1")), "takes a range vector"],
    ["near-fail", "two numbers are compared", written(alert("expr: 1 > 2")), "without bool"],
    [
      "near-fail",
      "a function that there is not",
      written(alert(expr, "annotations: { summary: '{{ $value | percent }}' }")),
      "no function percent",
    ],
    [
      "near-fail",
      "a variable that there is not",
      written(alert(expr, "labels: { a: '{{ $label.job }}' }")),
      "no variable $label",
    ],
    ["near-fail", "no duration", written(alert(expr, "for: 5 minutes")), "no duration"],
    ["near-fail", "a recording rule that waits", written(record("expr: a", "for: 5m")), "no for"],
    [
      "near-fail",
      "a name that is none",
      written("groups:\n  - name: a\n    rules:\n      - record: job-errors\n        expr: a\n"),
      "no name of a metric",
    ],
    [
      "near-fail",
      "two groups of one name",
      written("groups:\n  - { name: a, rules: [] }\n  - { name: a, rules: [] }\n"),
      "two groups",
    ],
    ["near-fail", "in an object", inObject(alert("expr: '{}'")), "fits every series"],
  ],
  "rule-duplicates": [
    ["pass", "one", written(sound)],
    [
      "near-pass",
      "two severities",
      written(`${sound}      - alert: HighErrorRate\n        expr: a\n        labels: { severity: warning }\n`),
    ],
    [
      "fail",
      "twice",
      written(`${sound}      - alert: HighErrorRate\n        expr: b\n        labels: { severity: critical }\n`),
      "before it",
    ],
    [
      "near-fail",
      "in another group",
      written(
        `${sound}  - name: other\n    rules: [{ alert: HighErrorRate, expr: c, labels: { severity: critical } }]\n`,
      ),
      "before it",
    ],
  ],
  "rule-for": [
    ["pass", "three minutes", written(sound)],
    ["near-pass", "half a minute", written(alert(expr, "for: 30s"))],
    ["fail", "none", written(alert(expr)), "fires at once"],
    ["near-fail", "0", written(alert(expr, "for: 0s")), "fires at once"],
    ["near-fail", "a second", written(alert(expr, "for: 1s")), "after 1 s"],
  ],
  "rule-labels": [
    ["pass", "critical", written(sound)],
    ["near-pass", "a word of one's own", written(alert(expr, "labels: { severity: page }"))],
    ["fail", "no labels", written(alert(expr)), "no label severity"],
    ["near-fail", "an empty one", written(alert(expr, "labels: { severity: '' }")), "no label severity"],
  ],
  "rule-annotations": [
    ["pass", "a summary", written(sound)],
    ["near-pass", "a description alone", written(alert(expr, "annotations: { description: It is slow }"))],
    ["fail", "none", written(alert(expr)), "neither summary"],
    [
      "near-fail",
      "a link alone",
      written(alert(expr, "annotations: { runbook_url: https://a.example }")),
      "neither summary",
    ],
  ],
  "rule-ratio": [
    ["pass", "sums", written(sound)],
    ["near-pass", "labels are matched on purpose", written(alert("expr: rate(a[5m]) / on (job) rate(b[5m]) > 1"))],
    ["near-pass", "a rate by a number", written(alert("expr: rate(a[5m]) / 60 > 1"))],
    [
      "fail",
      "rate by rate",
      written(alert("expr: rate(errors_total[5m]) / rate(requests_total[5m]) > 0.05")),
      "series by series",
    ],
    [
      "near-fail",
      "in parentheses",
      written(alert("expr: 1 - (increase(a[1h])) / (increase(b[1h])) < 0.9")),
      "series by series",
    ],
  ],
};

const scraped = 'annotations: { prometheus.io/scrape: "true" }';
const monitor = (labels: string) => `---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: orders, namespace: shop }
spec: { selector: { matchLabels: { ${labels} } } }
`;
const withMonitor = (labels: string) =>
  subjectOf(
    readManifests(`${goodYaml.replace(scraped, "annotations: {}")}${monitor(labels)}`, "a.yaml"),
    undefined,
    undefined,
  );

const withServiceMonitor = (labels: string) =>
  subjectOf(
    readManifests(
      `${goodYaml
        .replace(scraped, "annotations: {}")
        .replace(
          "kind: Service\nmetadata: { name: orders,",
          "kind: Service\nmetadata: { name: orders, labels: { app: orders },",
        )}${monitor(labels).replace("PodMonitor", "ServiceMonitor")}`,
      "a.yaml",
    ),
    undefined,
    undefined,
  );

const scrapeRows: readonly Row<Subject>[] = [
  ["pass", "an annotation", subjectOf(manifestsWith(), undefined, undefined)],
  ["near-pass", "a PodMonitor alone", withMonitor("app: orders")],
  ["near-pass", "a ServiceMonitor of its Service", withServiceMonitor("app: orders")],
  ["fail", "nothing", subjectOf(manifestsWith(scraped, "annotations: {}"), undefined, undefined), "has it scraped"],
  ["near-fail", "a PodMonitor for other pods", withMonitor("app: other"), "has it scraped"],
  [
    "near-fail",
    "a ServiceMonitor that fits the pods, and no Service",
    withServiceMonitor("tier: web"),
    "has it scraped",
  ],
  ["near-pass", "without a Service", subjectOf(manifestsWithout("Service"), undefined, undefined)],
];

function proofsOf(id: string, cases: readonly Row<Subject>[]): Proof[] {
  return cases.map(([verdict, what, seen, evidence]) => ({
    check: `monitoring/${id}`,
    verdict,
    case: what,
    subject: seen,
    ...(evidence === undefined ? {} : { evidence }),
  }));
}

export const monitoringProofs: readonly Proof[] = [
  ...proofsOf("metrics-scraped", scrapeRows),
  ...Object.entries(writtenRows).flatMap(([id, cases]) => proofsOf(id, cases)),
  ...Object.entries(rows).flatMap(([id, cases]) =>
    proofsOf(
      id,
      cases.map(([verdict, what, seen, evidence]) =>
        evidence === undefined ? [verdict, what, subject(seen)] : [verdict, what, subject(seen), evidence],
      ),
    ),
  ),
];
