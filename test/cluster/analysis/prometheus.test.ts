import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyse } from "../../../src/analysis/analyse.ts";
import { measure } from "../../../src/analysis/measure.ts";
import { type AnalysisPlan, defaults, type Measure, type Metric } from "../../../src/analysis/plan.ts";
import { openPrometheus, type Prometheus } from "../../../src/analysis/prometheus.ts";
import { defaultSelection, type Selection, type Subject, type Track } from "../../../src/analysis/subject.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import {
  type BackfilledPrometheus,
  bornWith,
  counter,
  gauge,
  histogram,
  type Series,
  startBackfilled,
} from "./prometheus.ts";

// Each service is a namespace of its own in one Prometheus. Its candidate's pods are named orders-new-…, those of
// stable orders-old-…; all rates are per second.

const candidate = (namespace: string, more: Record<string, string> = {}) => ({
  namespace,
  pod: "orders-new-x7k2p",
  ...more,
});
const stable = (namespace: string, more: Record<string, string> = {}) => ({
  namespace,
  pod: "orders-old-9qwzt",
  ...more,
});
const requests = defaults.requests;
const latency = defaults.histogram;

const series: Series[] = [
  ...[
    ["four", 4],
    ["six", 6],
  ].flatMap(([name, percent]) => [
    counter(requests, candidate(`errors-${name}`, { status: "200" }), (100 - Number(percent)) / 10),
    counter(requests, candidate(`errors-${name}`, { status: "503" }), Number(percent) / 10),
    // Stable is well: it must not hide the candidate.
    counter(requests, stable(`errors-${name}`, { status: "200" }), 500),
    // Another counter for errors, as some services have it.
    counter("commands_total", candidate(`errors-${name}`), 10),
    counter("command_errors_total", candidate(`errors-${name}`), Number(percent) / 10),
  ]),
  // 90 of 100 requests are faster than the one bound, the others spread up to the next: p95 is half way between.
  ...histogram(latency, candidate("slow"), [
    ["2", 9],
    ["2.2", 10],
    ["10", 10],
  ]),
  ...histogram(latency, candidate("fast"), [
    ["1.8", 9],
    ["2", 10],
    ["10", 10],
  ]),
  ...histogram(latency, candidate("short-buckets"), [
    ["0.5", 1],
    ["1", 2],
  ]),
  // 5 % of the requests reach the canary, and all of these fail.
  counter(requests, stable("canary", { status: "200" }), 19),
  counter(requests, candidate("canary", { status: "500" }), 1),
  // The predecessor in the same slot failed half of its requests until two minutes ago; the fix fails none.
  counter(requests, { namespace: "fix", pod: "orders-bad-aaaaa", slot: "green", status: "500" }, 5, { to: 120 }),
  counter(requests, { namespace: "fix", pod: "orders-bad-aaaaa", slot: "green", status: "200" }, 5, { to: 120 }),
  counter(requests, { namespace: "fix", pod: "orders-new-x7k2p", slot: "green", status: "200" }, 5, { from: 115 }),
  // Born with its first error, and failing at once: 7 errors of 100 in the first scrape, none before.
  counter(requests, candidate("born", { status: "200" }), 1),
  bornWith(requests, candidate("born", { status: "500" }), 60),
  // A histogram that is born with 50 requests between 2 s and 10 s, and gets no more.
  ...[
    ["2", 0],
    ["10", 50],
    ["+Inf", 50],
  ].map(([le, value]) => bornWith(`${latency}_bucket`, candidate("born", { le: String(le) }), Number(value))),
  bornWith(`${latency}_count`, candidate("born"), 50),
  counter(requests, candidate("quiet", { status: "200" }), 0.02),
  counter(requests, candidate("codes", { code: "500" }), 5),
  counter(requests, { namespace: "labels", kubernetes_pod_name: "orders-new-x7k2p", status: "500" }, 5),
  gauge("queue_length", candidate("queues", { queue: "mail" }), 3),
  gauge("queue_length", candidate("queues", { queue: "jobs" }), 7),
  gauge("pool_size", candidate("pool"), 19),
  gauge("pool_max", candidate("pool"), 20),
  gauge("container_memory_working_set_bytes", candidate("pool", { container: "orders" }), 95),
  gauge("kube_pod_container_resource_limits", candidate("pool", { container: "orders", resource: "memory" }), 100),
  gauge(defaults.restarts, candidate("pool", { container: "orders" }), 1),
  // For the judge: the queue of the candidate is about twice as long as stable's, both of them unsteady.
  { metric: "backlog", labels: candidate("judge"), at: (ago) => 20 + (ago % 7) },
  { metric: "backlog", labels: stable("judge"), at: (ago) => 10 + (ago % 11) * 0.3 },
];

let server: BackfilledPrometheus;
let prometheus: Prometheus;
beforeAll(async () => {
  server = await startBackfilled(series);
  prometheus = openPrometheus({ url: server.url, token: "" });
});
afterAll(async () => {
  await prometheus.close();
  await server.stop();
});

const errorRate: Measure = {
  kind: "error-rate",
  requests,
  errors: { kind: "status", label: defaults.statusLabel, pattern: defaults.statusPattern },
};
const errorCounter: Measure = {
  kind: "error-rate",
  requests: "commands_total",
  errors: { kind: "counter", metric: "command_errors_total" },
};
const p95: Measure = { kind: "latency", histogram: latency, quantile: 0.95, in: "s" };
const query = (text: string, scope: "candidate" | "service" = "candidate"): Measure => ({
  kind: "query",
  text,
  scope,
  requests: undefined,
});

function metricOf(what: Measure, changes: Partial<Metric> = {}): Metric {
  const unit =
    what.kind === "latency" ? "ms" : what.kind === "query" || what.kind === "restarts" ? "number" : "percent";
  const max = { percent: defaults.maxErrorRate, ms: defaults.maxLatency, number: 0 }[unit];
  return {
    name: what.kind,
    measure: what,
    threshold: { max, min: undefined },
    comparison: undefined,
    unit,
    window: defaults.window,
    interval: 100,
    count: 1,
    failureLimit: 0,
    inconclusiveLimit: 0,
    minRequests: defaults.minRequests,
    ...changes,
  };
}

function subjectOf(namespace: string, changes: Partial<Track> = {}): Subject {
  const since = server.madeAt - 1_200_000;
  return {
    namespace,
    candidate: { owners: ["orders-new"], labels: { slot: "green" }, since, ...changes },
    stable: { owners: ["orders-old"], labels: { slot: "blue" }, since: since - 3_600_000 },
  };
}

const measured = (metric: Metric, subject: Subject, selection: Selection = defaultSelection) =>
  measure(metric, { prometheus, subject, selection, signal: never });

const bySlot: Selection = { namespaceLabel: "namespace", by: { kind: "pod-label", label: "slot", podLabel: "slot" } };

describe("the default triggers", () => {
  it.each([
    ["6 % errors", "errors-six", errorRate, "fail", 6],
    ["4 % errors", "errors-four", errorRate, "pass", 4],
    ["6 % errors of a counter of their own", "errors-six", errorCounter, "fail", 6],
    ["4 % errors of a counter of their own", "errors-four", errorCounter, "pass", 4],
    ["a p95 of 2.1 s", "slow", p95, "fail", 2_100],
    ["a p95 of 1.9 s", "fast", p95, "pass", 1_900],
  ] as const)("at %s", async (_, namespace, what, verdict, value) => {
    const told = await measured(metricOf(what), subjectOf(namespace));
    expect(told.verdict, told.text).toBe(verdict);
    expect(told.value).toBeCloseTo(value, 1);
  });

  it("say what they measured", async () => {
    const told = await measured(metricOf(errorRate), subjectOf("errors-six"));
    expect(told.text).toMatch(/^error-rate is 6 % \(1[\d.]+ of 3,0\d\d requests over 5m\), and may be at most 5 %$/);
    expect(told.asked.length).toBeGreaterThan(1);
  });
});

describe("the candidate alone is measured", () => {
  it("where all that reaches a canary of 5 % fails", async () => {
    const told = await measured(metricOf(errorRate), subjectOf("canary"));
    expect(told).toMatchObject({ verdict: "fail", value: 100 });
    const all = `100 * sum(rate(${requests}{namespace="canary",status="500"}[5m])) / sum(rate(${requests}{namespace="canary"}[5m]))`;
    const service = await measured(
      metricOf(query(all, "service"), { threshold: { max: 5, min: undefined } }),
      subjectOf("canary"),
    );
    expect(service, "the whole service's errors are 5 %, which fires nothing").toMatchObject({ verdict: "pass" });
  });

  it("by a user's query with {{candidate}}", async () => {
    const text = `sum(rate(${requests}{ {{candidate}}, status=~"5.." }[{{window}}]))`;
    const told = await measured(metricOf(query(text)), subjectOf("canary"));
    expect(told.value).toBeCloseTo(1, 3);
  });

  it("and not for the errors of its predecessor in the same slot", async () => {
    const since = server.madeAt - 117_000;
    expect(await measured(metricOf(errorRate), subjectOf("fix", { since }), bySlot)).toMatchObject({
      verdict: "pass",
      value: 0,
    });
    const old = await measured(metricOf(errorRate), subjectOf("fix"), bySlot);
    expect(old.verdict, "the same measurement that reaches behind it fails").toBe("fail");
  });

  it("and not for its predecessor's errors in a query about the whole service", async () => {
    const since = server.madeAt - 117_000;
    const text = `sum(increase(${requests}{namespace="fix",status="500"}[5m])) or vector(0)`;
    const metric = metricOf(query(text, "service"));
    expect(await measured(metric, subjectOf("fix", { since }))).toMatchObject({ verdict: "pass", value: 0 });
    expect((await measured(metric, subjectOf("fix"))).verdict).toBe("fail");
    const back = await measured(
      metricOf(query(text.replace("[5m]", "[30s] offset 4m"), "service")),
      subjectOf("fix", { since }),
    );
    expect(back.text).toMatch(/the query looks 4m30s back, and the candidate is only/);
  });

  it("with the errors that a new series begins with", async () => {
    const told = await measured(metricOf(errorRate), subjectOf("born"));
    expect(told.verdict, told.text).toBe("fail");
    expect(told.value).toBeGreaterThan(15);
  });

  it("with the slow requests that a new histogram begins with", async () => {
    const told = await measured(metricOf(p95), subjectOf("born"));
    expect(told.verdict, told.text).toBe("fail");
    expect(told.text).toMatch(/is 9,600 ms \(50 requests over 5m\)/);
  });
});

describe("saturation and restarts", () => {
  it.each([
    ["a pool", { kind: "saturation-of", used: "pool_size", limit: "pool_max" }, 95],
    ["memory", { kind: "saturation", resource: "memory" }, 95],
    ["restarts", { kind: "restarts", metric: defaults.restarts }, 1],
  ] as const)("of %s", async (_, what, value) => {
    const told = await measured(metricOf(what), subjectOf("pool"));
    expect(told, told.text).toMatchObject({ verdict: "fail", value });
  });
});

describe("it is inconclusive", () => {
  it.each([
    ["no data", errorRate, "nowhere", /0 requests in 5m are fewer than 20/, /with other labels, for example .*pod=/],
    ["no data for a query", query("sum(x_total{ {{candidate}} })"), "canary", /has no data/, /Try the query/],
    ["few requests", errorRate, "quiet", /6 requests in 5m are fewer than 20/, /lower min-requests/],
    ["NaN", query("sum(queue_length{ {{candidate}} }) * 0 / 0"), "queues", /gives NaN/, /traffic/],
    [
      "a query that is refused",
      query("sum(queue_length{ {{candidate}} }) + on nothing"),
      "queues",
      /refuses the query/,
      /Correct it/,
    ],
    [
      "more than one series",
      query("queue_length{ {{candidate}} }"),
      "queues",
      /gives 2 series and not one number .*mail/,
      /^Aggregate them: max\(queue_length\{ namespace="queues",pod=~"orders-new-\[a-z0-9\]\+" \}\)$/,
    ],
    [
      "a status by another name",
      errorRate,
      "codes",
      /no series of http_requests_total has a label status/,
      /name the labels/,
    ],
    ["pods by another name", errorRate, "labels", /0 requests/, /name the labels/],
    [
      "a counter that is not there",
      { ...errorCounter, errors: { kind: "counter", metric: "no_such_total" } },
      "errors-four",
      /there is no series of no_such_total at all/,
      /at 0/,
    ],
    [
      "buckets that end too early",
      p95,
      "short-buckets",
      /the highest bucket .* ends at 1,000 ms/,
      /bucket above 2,000 ms/,
    ],
  ] as const)("with %s", async (_, what, namespace, text, advice) => {
    const told = await measured(metricOf(what as Measure), subjectOf(namespace));
    expect(told.verdict, told.text).toBe("inconclusive");
    expect(told.text).toMatch(text);
    expect(told.advice).toMatch(advice);
  });

  it("with a label that the pods do not have", async () => {
    const told = await measured(metricOf(errorRate), subjectOf("canary", { labels: { role: "x" } }), bySlot);
    expect(told.text).toMatch(/its pods have no label slot/);
  });

  it("with nobody at the address", async () => {
    const nobody = openPrometheus({ url: "http://127.0.0.1:1", token: "" });
    const context = { prometheus: nobody, subject: subjectOf("canary"), selection: defaultSelection, signal: never };
    const told = await measure(metricOf(errorRate), context);
    await nobody.close();
    expect(told).toMatchObject({
      verdict: "inconclusive",
      text: expect.stringMatching(/cannot be reached: .*ECONNREFUSED/),
    });
  });

  it("before the candidate is a second old", async () => {
    const told = await measured(metricOf(errorRate), subjectOf("canary", { since: Date.now() + 60_000 }));
    expect(told.text).toMatch(/has only just begun/);
  });
});

it("compares the candidate with stable and prints the numbers", async () => {
  const comparison = {
    tolerance: { kind: "percent", value: 20 },
    direction: "increase",
    alpha: 0.05,
    sample: 30_000,
  } as const;
  const metric = metricOf(query("max(backlog{ {{candidate}} })"), {
    name: "backlog",
    threshold: undefined,
    comparison,
  });
  const told = await measured(metric, subjectOf("judge"));
  expect(told.verdict, told.text).toBe("fail");
  expect(told.judgement).toMatchObject({ candidate: { samples: 10 }, stable: { samples: 10 } });
  expect(told.text).toMatch(
    /worse than stable: median 2\d.* of 10 samples against stable's 1\d.*U = 100, p = .*level 0\.05/,
  );
  const generous = { ...metric, comparison: { ...comparison, tolerance: { kind: "percent", value: 200 } } } as const;
  expect((await measured(generous, subjectOf("judge"))).verdict).toBe("pass");
  const young = subjectOf("judge", { since: Date.now() - 45_000 });
  expect((await measured(metric, young)).text).toMatch(/too few to show a difference/);
  expect((await measured(metric, { ...subjectOf("judge"), stable: undefined })).text).toMatch(/no stable version/);
});

const planOf = (metrics: readonly Metric[], changes: Partial<AnalysisPlan> = {}): AnalysisPlan => ({
  prometheus: { url: server.url, token: "" },
  selection: defaultSelection,
  metrics,
  health: undefined,
  onInconclusive: "fail",
  ...changes,
});

describe("an analysis", () => {
  it("ends with the first trigger that fires, and shows it", async () => {
    const log = recordLog();
    const slow = metricOf(errorRate, { name: "steady", interval: 60_000, count: 5 });
    const plan = planOf([slow, metricOf(p95, { name: "p95 latency", count: 50 })]);
    const result = await analyse(plan, subjectOf("slow"), undefined, { log, signal: never });
    expect(result).toMatchObject({ verdict: "fail", next: "stop" });
    expect(result.failure?.found).toMatch(/p95 latency is 2,100 ms .* and may be at most 2,000 ms/);
    expect(result.markdown).toContain("❌ fail");
    expect(result.markdown).toContain("histogram_quantile(0.95");
    expect(log.entries.join("\n")).toMatch(/Analysis: fail: p95 latency/);
  });

  it("passes after all of its measurements, over the span that it is given", async () => {
    const plan = planOf([metricOf(errorRate, { interval: 50 })]);
    const result = await analyse(plan, subjectOf("errors-four"), 170, { log: recordLog(), signal: never });
    expect(result).toMatchObject({ verdict: "pass", next: "go", failure: undefined });
    expect(result.metrics[0]?.measurements).toHaveLength(4);
  });

  it("ends where it is aborted", async () => {
    const abort = new AbortController();
    const plan = planOf([metricOf(errorRate, { interval: 60_000 })]);
    const running = analyse(plan, subjectOf("errors-four"), undefined, { log: recordLog(), signal: abort.signal });
    abort.abort(new Error("cancelled"));
    await expect(running).rejects.toThrow("cancelled");
  });
});

// The last one: it ends the Prometheus.
it("is inconclusive, and does as told, where Prometheus goes down in the middle", async () => {
  const metric = metricOf(errorRate, { interval: 50, count: 400, inconclusiveLimit: 2 });
  const down = async (onInconclusive: AnalysisPlan["onInconclusive"]) => {
    const log = recordLog((entry) => {
      if (entry.includes("pass")) void server.stop();
    });
    const plan = planOf([{ ...metric, count: onInconclusive === "continue" ? 20 : 400 }], { onInconclusive });
    return analyse(plan, subjectOf("errors-four"), undefined, { log, signal: never });
  };
  const failed = await down("fail");
  expect(failed).toMatchObject({ verdict: "inconclusive", next: "stop" });
  expect(failed.metrics[0]?.measurements[0]?.verdict).toBe("pass");
  expect(failed.failure?.found).toMatch(/cannot be told: Prometheus cannot be reached/);
  expect(await down("pause")).toMatchObject({ verdict: "inconclusive", next: "pause" });
  expect(await down("continue")).toMatchObject({ verdict: "inconclusive", next: "go", failure: undefined });
});
