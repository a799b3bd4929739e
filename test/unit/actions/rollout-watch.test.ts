import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { analysisInputs } from "../../../src/actions/analysis-inputs.ts";
import { watchOf } from "../../../src/actions/rollout-watch.ts";

const schema = z.strictObject(analysisInputs);
const folder = mkdtempSync(join(tmpdir(), "slipway-watch-"));
writeFileSync(join(folder, "analysis.yaml"), "metrics: [{template: restarts}]\non-inconclusive: continue\n");
const watch = (given: Record<string, string>) => watchOf(schema.parse(given), folder);

describe("the inputs of an analysis", () => {
  it("ask for nothing unless given", async () => {
    expect(await watch({})).toBeUndefined();
  });

  it("arm the triggers of the guides with an address alone", async () => {
    const asked = await watch({
      "prometheus-url": "http://prometheus:9090",
      "health-path": "/health",
      "bake-time": "10m",
    });
    expect(asked).toMatchObject({
      bakeTime: 600_000,
      analysis: {
        prometheus: { url: "http://prometheus:9090" },
        onInconclusive: "fail",
        health: {
          failures: 3,
          window: 120_000,
          interval: 10_000,
          target: { kind: "pods", path: "/health", port: 8080 },
        },
      },
    });
    expect(asked?.analysis?.metrics.map(({ name, threshold, window }) => [name, threshold?.max, window])).toEqual([
      ["error rate", 5, 300_000],
      ["p95 latency", 2_000, 300_000],
    ]);
  });

  it("say names, labels and limits", async () => {
    const asked = await watch({
      "prometheus-service": "monitoring/prometheus:9090",
      "prometheus-token": "secret",
      "max-error-rate": "1%",
      "max-p95": "off",
      "requests-metric": "commands_total",
      "errors-metric": "command_errors_total",
      "track-label": "slot=example.com/slot",
      "namespace-label": "ns",
      "analysis-window": "1m",
      "inconclusive-limit": "0",
      "min-requests": "5",
      "on-inconclusive": "pause",
    });
    expect(asked).toMatchObject({
      prometheusService: { namespace: "monitoring", name: "prometheus", port: "9090" },
      analysis: {
        prometheus: { url: "http://prometheus.monitoring:9090/", token: "secret" },
        selection: { namespaceLabel: "ns", by: { kind: "pod-label", label: "slot", podLabel: "example.com/slot" } },
        onInconclusive: "pause",
        metrics: [
          {
            measure: { requests: "commands_total", errors: { kind: "counter", metric: "command_errors_total" } },
            threshold: { max: 1 },
            window: 60_000,
            inconclusiveLimit: 0,
            minRequests: 5,
          },
        ],
      },
    });
  });

  it("read a file, over which on-inconclusive wins", async () => {
    const given = { analysis: "analysis.yaml", "prometheus-url": "http://p:9090" };
    expect((await watch(given))?.analysis).toMatchObject({
      metrics: [{ name: "restarts" }],
      onInconclusive: "continue",
    });
    expect((await watch({ ...given, "on-inconclusive": "pause" }))?.analysis?.onInconclusive).toBe("pause");
  });

  it("ask for requests of the prober", async () => {
    expect((await watch({ "probe-url": "https://shop.example/", "probe-version": "json:$.version" }))?.probe).toEqual({
      plan: { rate: 2, version: { kind: "json", path: "$.version" }, timeout: 5_000 },
      url: "https://shop.example/",
      path: "",
      port: 8080,
    });
  });

  it.each([
    [{ "bake-time": "5m" }, /nothing is measured while it lasts/],
    [{ "bake-time": "5m", "probe-url": "https://shop.example/" }, /nothing is measured while it lasts/],
    [
      { analysis: "analysis.yaml", "max-p95": "1s", "prometheus-url": "http://p:9090" },
      /both `analysis` and `max-p95`/,
    ],
    [
      { analysis: "analysis.yaml", "health-path": "/x", "prometheus-url": "http://p:9090" },
      /both `analysis` and `health-path`/,
    ],
    [{ analysis: "analysis.yaml" }, /no Prometheus is named/],
    [{ analysis: "nothing.yaml" }, /there is no such file/],
    [
      { "prometheus-url": "http://p:9090", "prometheus-service": "a/b:1" },
      /both `prometheus-url` and `prometheus-service`/,
    ],
    [{ "health-url": "http://p/", "health-path": "/x" }, /both `health-url` and `health-path`/],
    [{ "probe-url": "http://p/", "probe-version": "what" }, /is no place for a version/],
    [{ "prometheus-url": "http://p:9090", "pod-label": "pod", "track-label": "slot" }, /both `pod` and `label`/],
  ])("refuse %j", async (given, found) => {
    await expect(watch(given)).rejects.toThrow(found);
  });

  it.each([
    { "prometheus-url": "prometheus" },
    { "prometheus-service": "prometheus" },
    { "max-error-rate": "much" },
    { "probe-rate": "51" },
    { "health-path": "health" },
  ])("cannot be %j", (given) => {
    expect(schema.safeParse(given).success).toBe(false);
  });
});
