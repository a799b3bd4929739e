import { describe, expect, it } from "vitest";
import { clipRanges, fillQuery, findQueryProblem, proposeAggregation } from "../../../src/analysis/promql.ts";

describe("a query of the user's", () => {
  it.each([
    ["sum(rate(a_total{ {{candidate}} }[5m]))", "candidate"],
    ['sum(rate(a_total{{{candidate}},code="500"}[{{ window }}])) / sum(rate(a_total{{{stable}}}[5m]))', "candidate"],
    ["max(queue_length)", "service"],
  ] as const)("may be %s", (query, scope) => {
    expect(findQueryProblem(query, scope)).toBeUndefined();
  });

  it.each([
    ["sum(rate(a_total[5m]))", "candidate", /does not say whose pods/],
    ["sum(rate(a_total{ {{canary}} }[5m]))", "candidate", /\{\{canary\}\} stands for nothing/],
    ["sum(rate(a_total{ {{candidate}} }[5m])", "candidate", /it ends too early/],
    ["sum(a_total) by by (x)", "service", /does not understand it from "by/],
    ["sum(rate(a_total{ {{candidate}} }[5m] @ 1609746000))", "candidate", /`@` fixes the time/],
    ["  # nothing", "service", /it ends too early/],
  ] as const)("may not be %s", (query, scope, found) => {
    expect(findQueryProblem(query, scope)?.found).toMatch(found);
  });

  it("is filled with the pods and the window", () => {
    const query = 'sum(rate(a{ {{candidate}}, x="{{nothing}}" }[{{window}}])) / sum(rate(a{ {{stable}} }[{{window}}]))';
    expect(fillQuery(query, { candidate: 'pod=~"c-.*"', stable: 'pod=~"s-.*"', window: 61_500 })).toBe(
      'sum(rate(a{ pod=~"c-.*", x="{{nothing}}" }[61s])) / sum(rate(a{ pod=~"s-.*" }[61s]))',
    );
  });
});

describe("the ranges of a query", () => {
  it.each([
    ["sum(rate(a[5m])) / sum(rate(b[30s]))", "sum(rate(a[60s])) / sum(rate(b[30s]))"],
    ['rate(a{x="[5m]"}[1h30m]) # [9m]', 'rate(a{x="[5m]"}[60s]) # [9m]'],
    ["rate(a[300])", "rate(a[60s])"],
    ["rate(a[1m])", "rate(a[1m])"],
    ["max_over_time(a[30s:10s])", "max_over_time(a[30s:10s])"],
    ["a offset 20s", "a offset 20s"],
  ])("of %s are cut to the candidate's age", (query, clipped) => {
    expect(clipRanges(query, 60_000)).toEqual({ kind: "clipped", text: clipped });
  });

  it.each([
    ["max_over_time(a[5m:10s])", 300_000],
    ["max_over_time(rate(a[1m])[30s:10s])", 90_000],
    ["sum(rate(a[1m] offset 5m))", 360_000],
    ["sum(rate(a[1m])) offset 1h", 3_660_000],
  ])("of %s cannot be cut", (query, reach) => {
    expect(clipRanges(query, 60_000)).toEqual({ kind: "beyond", reach });
  });
});

it.each([
  ["rate(errors_total[5m]) / rate(requests_total[5m])", "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))"],
  ["histogram_quantile(0.95, rate(d_bucket[5m]))", "histogram_quantile(0.95, sum by (le) (rate(d_bucket[5m])))"],
  ["100 * (queue_length)", "100 * (max(queue_length))"],
  ["sum by (pod) (rate(a[5m]))", "sum(rate(a[5m]))"],
  ["queue_length > 3", "max(queue_length > 3)"],
])("the aggregation that is proposed for %s is %s", (query, proposed) => {
  expect(proposeAggregation(query)).toBe(proposed);
});
