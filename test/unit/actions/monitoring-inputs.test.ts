import { describe, expect, it } from "vitest";
import { z } from "zod";
import { monitoringInputs, requestOf } from "../../../src/actions/monitoring-inputs.ts";

const read = (given: Record<string, string>) => requestOf(z.strictObject(monitoringInputs).parse(given));
const asked = { "prometheus-url": "http://prometheus:9090", "prometheus-job": "orders" };

describe("the inputs of monitoring", () => {
  it("ask nobody unless Prometheus is named", async () => {
    expect(await read({})).toBeUndefined();
  });

  it("give the labels in the order of how telling they are", async () => {
    const request = await read({ ...asked, "prometheus-labels": "namespace=shop", "slo-objective": "99.9%" });
    expect(request).toMatchObject({
      labels: { job: "orders", namespace: "shop" },
      objective: expect.closeTo(0.999, 9),
    });
    expect(Object.keys(request?.labels ?? {})).toEqual(["job", "namespace"]);
  });

  it("name a Prometheus of the cluster by an address that can stand in a report", async () => {
    const request = await read({ "prometheus-service": "monitoring/prometheus:9090", "prometheus-job": "orders" });
    expect(request?.url).toBe("http://prometheus.monitoring/");
  });

  it.each([
    ["nobody is asked", { "required-alerts": "Down" }, /required-alerts.*nobody is asked/],
    ["an objective of nobody", { "slo-objective": "99%" }, /slo-objective.*nobody is asked/],
    ["nothing selects the series", { "prometheus-url": "http://a" }, /nothing tells the series of the service/],
    ["two places", { ...asked, "prometheus-service": "a/b:c" }, /"prometheus-url" is given too/],
    ["a query that does not parse", { ...asked, "pool-query": "max(a" }, /pool-query.*ends too early/],
    ["a query of the wrong type", { ...asked, "latency-query": "rate(a)" }, /latency-query.*takes a range vector/],
    [
      "an objective over one range only",
      { ...asked, "slo-objective": "99%", "error-rate-query": "sum(rate(a[5m]))" },
      /no \{\{window\}\}/,
    ],
  ])("are refused: %s", async (_what, given, message) => {
    await expect(read(given as Record<string, string>)).rejects.toThrow(message);
  });

  it.each([
    { "slo-objective": "100%" },
    { "core-series": "no name" },
    { "prometheus-url": "https://user:secret@prometheus" },
    { "prometheus-url": "file:///etc/passwd" },
  ])("do not take %j", (given) => {
    const { error } = z.strictObject(monitoringInputs).safeParse({ ...asked, ...given });
    expect(error).toBeDefined();
    expect(error?.message).not.toContain("secret");
  });
});
