import { describe, expect, it } from "vitest";
import { judge } from "../../../src/analysis/judge.ts";
import { parseAnalysis } from "../../../src/analysis/load-analysis.ts";
import type { Measurement, Verdict } from "../../../src/analysis/measurement.ts";
import { analysisFailure, analysisMarkdown } from "../../../src/analysis/report-analysis.ts";
import type { MetricResult } from "../../../src/analysis/result.ts";

const plan = parseAnalysis(
  "metrics:\n  - {template: error-rate}\n  - {template: latency, compare: {tolerance: 5%}}\n",
  "checks/analysis.yaml",
  { url: "http://p:9090", token: "" },
);
const [errorRate, latency] = plan.metrics;

const measurement = (changes: Partial<Measurement>): Measurement => ({
  metric: "error rate",
  at: 30_000,
  verdict: "pass",
  value: 0,
  text: "error rate is 0 %",
  advice: "",
  asked: [{ query: "count(x)", answer: "no data" }],
  ...changes,
});

function told(metrics: readonly (readonly [typeof errorRate, ...Measurement[]])[], next: "go" | "stop" | "pause") {
  const results = metrics.flatMap(([metric, ...measurements]): MetricResult[] =>
    metric === undefined ? [] : [{ metric, measurements, verdict: measurements.at(-1)?.verdict ?? "inconclusive" }],
  );
  const verdict: Verdict = results.map((one) => one.verdict).find((one) => one !== "pass") ?? "pass";
  return { plan, verdict, next, metrics: results, health: undefined };
}

describe("an analysis that fails", () => {
  const failed = measurement({
    verdict: "fail",
    value: 12.5,
    text: "error rate is 12.5 % (25 of 200 requests over 1m), and may be at most 5 %",
  });
  const analysis = told([[errorRate, measurement({}), failed]], "stop");

  it("names the number, the limit and the line of the file, with the queries as evidence", () => {
    const failure = analysisFailure(analysis);
    expect(failure.message).toMatch(/^analysing the candidate: error rate is 12\.5 % \(25 of 200 requests/);
    expect(failure.at).toMatchObject({ file: "checks/analysis.yaml", line: 2 });
    expect(failure.evidence).toEqual([
      { title: "queries of error rate and their answers", text: "count(x)\n  => no data" },
    ]);
  });

  it("is a row of the summary, with how often it was measured", () => {
    expect(analysisMarkdown(analysis)).toMatch(
      /\| error rate \| ❌ fail \| 12\.5 % \| at most 5 % \| .*and may be at most 5 % \\\(1 pass, 1 fail\\\) \|/,
    );
  });
});

it("what cannot be told says so, what decides, and what to do", () => {
  const untold = measurement({
    verdict: "inconclusive",
    value: undefined,
    text: "error rate cannot be told: x",
    advice: "Do y.",
  });
  const paused = told([[errorRate, untold]], "pause");
  expect(analysisMarkdown(paused)).toContain(
    "**Analysis: inconclusive.** `on-inconclusive` decides: the release waits.",
  );
  expect(analysisFailure(paused).advice).toBe(
    "Do y. Look at it, then go on with `operation: promote`, or back with `operation: abort`.",
  );
  expect(analysisFailure(told([[errorRate, untold]], "stop")).advice).toContain("the input on-inconclusive");
});

it("prints the numbers of the judge", () => {
  if (latency?.comparison === undefined) throw new Error("it compares");
  const judgement = judge([210, 220, 230, 240], [100, 101, 102, 103], latency.comparison);
  const compared = measurement({ metric: "p95 latency", verdict: "fail", value: undefined, text: "worse", judgement });
  expect(analysisMarkdown(told([[latency, compared]], "stop"))).toContain(
    "| p95 latency | ❌ fail | 225 ms (4) | 101.5 ms (4) | 123.5 ms | 5.075 ms | 16 | 0.0143 (exact) | 0.05 |",
  );
});
