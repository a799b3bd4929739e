import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaults } from "../../../src/analysis/plan.ts";
import { findQueryProblem } from "../../../src/analysis/promql.ts";
import { defaultSelection, matchersOf } from "../../../src/analysis/subject.ts";
import {
  boundsQuery,
  errorSeriesQuery,
  errorsQuery,
  requestsQuery,
  sampleQuery,
  valueQuery,
} from "../../../src/analysis/templates.ts";

const slice = { matchers: "MATCHERS", window: defaults.window, podLabels: ["namespace", "pod"] };
const status = { kind: "status", label: defaults.statusLabel, pattern: defaults.statusPattern } as const;
const errorRate = { kind: "error-rate", requests: defaults.requests, errors: status } as const;
const latency = { kind: "latency", histogram: defaults.histogram, quantile: defaults.quantile, in: "s" } as const;

describe("docs/analysis.md shows the queries that are asked", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/analysis.md"), "utf8");

  it.each([
    ["requests", requestsQuery(errorRate, slice)],
    ["errors", errorsQuery(errorRate, slice)],
    ["whether an error would be seen", errorSeriesQuery(errorRate, slice)],
    ["latency", valueQuery(latency, slice)],
    ["the bounds of a histogram", boundsQuery(latency, slice)],
    ["memory", valueQuery({ kind: "saturation", resource: "memory" }, slice)],
    ["CPU", valueQuery({ kind: "saturation", resource: "cpu" }, slice)],
    ["a pool", valueQuery({ kind: "saturation-of", used: "USED", limit: "LIMIT" }, slice)],
    ["restarts", valueQuery({ kind: "restarts", metric: defaults.restarts }, slice)],
  ])("for %s", (_, query) => {
    expect(page).toContain(`\`\`\`promql\n${query}\n\`\`\``);
  });
});

it.each([
  sampleQuery(errorRate, { ...slice, matchers: 'pod="x"', window: 30_000 }),
  sampleQuery({ ...errorRate, errors: { kind: "counter", metric: "errors_total" } }, { ...slice, matchers: 'pod="x"' }),
  sampleQuery(latency, { ...slice, matchers: 'pod="x"' }),
  errorsQuery({ ...errorRate, errors: { kind: "counter", metric: "errors_total" } }, { ...slice, matchers: 'pod="x"' }),
])("Prometheus understands %s", (query) => {
  expect(findQueryProblem(query, "service")).toBeUndefined();
});

describe("the matchers", () => {
  const track = { owners: ["orders-7d9f"], labels: { slot: "green" }, since: 0 };

  it.each([
    [track, defaultSelection, 'namespace="shop",pod=~"orders-7d9f-[a-z0-9]+"'],
    [{ ...track, owners: ["a.b", "c"] }, defaultSelection, 'namespace="shop",pod=~"(?:a\\\\.b|c)-[a-z0-9]+"'],
    [
      track,
      { namespaceLabel: "", by: { kind: "pod-name", label: "instance" } } as const,
      'instance=~"orders-7d9f-[a-z0-9]+"',
    ],
    [
      track,
      { namespaceLabel: "", by: { kind: "pod-label", label: "track", podLabel: "slot" } } as const,
      'track="green"',
    ],
  ])("of %j by %j", (of, selection, text) => {
    expect(matchersOf(of, "shop", selection)).toEqual({ kind: "matchers", text });
  });

  it("are none without pods or without the label", () => {
    expect(matchersOf({ ...track, owners: [] }, "shop", defaultSelection)).toMatchObject({ found: "it has no pods" });
    const selection = { namespaceLabel: "", by: { kind: "pod-label", label: "x", podLabel: "x" } } as const;
    expect(matchersOf(track, "shop", selection)).toMatchObject({ advice: expect.stringContaining("slot") });
  });
});
