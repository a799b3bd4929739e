import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analysisSchemaFile, analysisSchemaText } from "../../../scripts/schema.ts";
import { parseAnalysis } from "../../../src/analysis/load-analysis.ts";
import { Failure } from "../../../src/report/failure.ts";

const inputs = { url: "http://prometheus:9090", token: "" };
const parse = (text: string, given = inputs) => parseAnalysis(text, "analysis.yaml", given);

function failureOf(text: string, given = inputs): Failure {
  try {
    parse(text, given);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it was taken");
}

describe("an analysis file", () => {
  it("needs to say little", () => {
    const plan = parse("metrics:\n  - template: error-rate\n  - template: latency\n");
    expect(plan).toMatchObject({
      prometheus: { url: "http://prometheus:9090" },
      selection: { namespaceLabel: "namespace", by: { kind: "pod-name", label: "pod" } },
      onInconclusive: "fail",
      health: undefined,
    });
    expect(plan.metrics).toMatchObject([
      {
        name: "error rate",
        measure: { requests: "http_requests_total", errors: { kind: "status", label: "status", pattern: "5.." } },
        threshold: { max: 5 },
        unit: "percent",
        window: 300_000,
        interval: 30_000,
        count: 5,
        failureLimit: 0,
        inconclusiveLimit: 2,
        minRequests: 20,
        at: { file: "analysis.yaml", line: 2 },
      },
      {
        name: "p95 latency",
        measure: { histogram: "http_request_duration_seconds", quantile: 0.95 },
        threshold: { max: 2_000 },
      },
    ]);
  });

  it("may say everything", () => {
    const plan = parse(`
prometheus: {url: "http://other:9090"}
select: {namespace: "", label: slot, pod-label: example.com/slot}
on-inconclusive: pause
window: 2m
interval: 10s
health: {path: /health/ready, port: 9000, failures: 2, window: 1m, interval: 5s}
metrics:
  - {template: error-rate, name: commands, requests: commands_total, errors: command_errors_total, max: 0.5%, min-requests: 5}
  - {template: latency, histogram: d_ms_bucket, unit: ms, quantile: 0.999, max: 1m30s, window: 1m}
  - {template: saturation, used: pool_size, limit: pool_max, max: 80}
  - {template: saturation, resource: cpu}
  - {template: restarts, metric: restarts_total, max: 1}
  - {query: 'max(queue_length{ {{candidate}} })', max: 100, min: 1, failure-limit: 1}
  - {query: sum(orders_open), scope: service, min: 1, requests: sum(orders_total)}
  - {template: latency, compare: {tolerance: 5%, alpha: 0.01, sample: 20s}}
  - {template: query, query: 'sum(x{ {{candidate}} })', compare: {tolerance: 3, direction: decrease}}
`);
    expect(plan).toMatchObject({
      prometheus: { url: "http://prometheus:9090" },
      selection: { namespaceLabel: "", by: { kind: "pod-label", label: "slot", podLabel: "example.com/slot" } },
      onInconclusive: "pause",
      health: {
        target: { kind: "pods", path: "/health/ready", port: 9000 },
        failures: 2,
        window: 60_000,
        interval: 5_000,
      },
    });
    expect(plan.metrics.map(({ name, threshold, window }) => [name, threshold?.max, window])).toEqual([
      ["commands", 0.5, 120_000],
      ["p99.9 latency", 90_000, 60_000],
      ["saturation of pool_max", 80, 120_000],
      ["cpu saturation", 90, 120_000],
      ["restarts", 1, 120_000],
      ["max(queue_length{ {{candidate}} })", 100, 120_000],
      ["sum(orders_open)", undefined, 120_000],
      ["p95 latency", undefined, 120_000],
      ["sum(x{ {{candidate}} })", undefined, 120_000],
    ]);
    expect(plan.metrics[1]?.measure).toMatchObject({ histogram: "d_ms", in: "ms" });
    expect(plan.metrics[7]).toMatchObject({
      threshold: undefined,
      comparison: { tolerance: { kind: "percent", value: 5 }, direction: "increase", alpha: 0.01, sample: 20_000 },
    });
    expect(plan.metrics[8]?.comparison).toMatchObject({
      tolerance: { kind: "amount", value: 3 },
      direction: "decrease",
    });
  });

  it.each([
    ["metrics: []", 1, /nothing is measured/, /Give `metrics`/],
    ["metrics:\n  - template: eror-rate", 2, /"eror-rate" is not allowed/, /Did you mean "error-rate"\?/],
    ["metrics:\n  - template: error-rate\n    maxx: 5%", 3, /"maxx" is not a known key/, /Did you mean "max"\?/],
    ["metrics:\n  - template: error-rate\n    max: lots", 3, /"lots" is not a share/, /5%/],
    ["metrics:\n  - template: latency\n    max: 2000", 3, /is not a text|2000 is/, /text|duration/],
    ["metrics:\n  - template: latency\n    window: 0s", 3, /"0s" is no time at all/, /at least 1s/],
    ["metrics:\n  - template: error-rate\n    requests: rate(x[5m])", 3, /is not allowed/, /without braces/],
    ["metrics:\n  - template: saturation\n    used: x", 2, /only one is given/, /Give both/],
    ["metrics:\n  - template: error-rate\n    errors: x\n    status: 5..", 4, /both `errors` and `status`/, /Keep one/],
    ["metrics:\n  - query: sum(up)\n    max: 1", 2, /does not say whose pods/, /\{\{candidate\}\}/],
    ["metrics:\n  - query: sum(up\n    scope: service\n    max: 1", 2, /ends too early/, /Correct the query/],
    ["metrics:\n  - query: sum(up)\n    scope: service", 2, /nothing says what it may be/, /`max`, `min`/],
    ["metrics:\n  - query: sum(up)\n    scope: service\n    compare: {}", 4, /cannot be compared/, /\{\{candidate\}\}/],
    ["health: {failures: 3}", 1, /one of `url` and `path`/, /the one that is meant/],
    ["health: {path: /x}\nselect: {pod: pod, label: slot}", 2, /both `pod` and `label`/, /Keep one/],
    ["metricks: []", 1, /"metricks" is not a known key/, /Did you mean "metrics"\?/],
    ["", 1, /it is empty/, /one document/],
  ])("that says %j is refused on its line", (text, line, found, advice) => {
    const failure = failureOf(text);
    expect(failure.found).toMatch(found);
    expect(failure.advice).toMatch(advice);
    expect(failure.at).toMatchObject({ file: "analysis.yaml", line });
  });

  it("needs a Prometheus for its metrics", () => {
    expect(failureOf("metrics: [{template: restarts}]", { url: "", token: "" }).found).toBe("no Prometheus is named");
    expect(parse("health: {path: /ready}", { url: "", token: "" }).health?.failures).toBe(3);
  });
});

it("may be the one of docs/analysis.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/analysis.md"), "utf8");
  const [, example = ""] = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(page) ?? [];
  expect(parse(example).metrics.map(({ name }) => name)).toEqual([
    "error rate",
    "p95 latency",
    "saturation of eventcore_connection_pool_max_size",
    "queue",
    "orders per second",
  ]);
});

it("has a published JSON Schema (npm run schema writes it anew)", () => {
  expect(readFileSync(analysisSchemaFile, "utf8")).toBe(analysisSchemaText());
});
