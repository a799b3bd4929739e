import { expect, it } from "vitest";
import { parseAnalysis } from "../../../src/analysis/load-analysis.ts";
import { measure } from "../../../src/analysis/measure.ts";
import { openPrometheus } from "../../../src/analysis/prometheus.ts";
import { never } from "../image/support.ts";
import { answering } from "./answering.ts";

it("holds errors against the requests of the same scrapes, also where one comes in between the questions", async () => {
  // The time, the requests, and then a scrape with as many requests again, before the errors are asked for.
  const values = [1_000, 100, 6, 200, 6, 200];
  const server = await answering((number, response) => {
    const value = [1_000, String(values[number - 1] ?? 0)];
    const data =
      number === 1
        ? { resultType: "scalar", result: value }
        : { resultType: "vector", result: [{ metric: {}, value }] };
    response.end(JSON.stringify({ status: "success", data }));
  });
  const { metrics, selection } = parseAnalysis("metrics: [{template: error-rate}]", "a.yaml", {
    url: server.url,
    token: "",
  });
  const candidate = { owners: ["orders-1"], labels: {}, since: 900_000 };
  const prometheus = openPrometheus({ url: server.url, token: "" });
  const subject = { namespace: "shop", candidate, stable: undefined };
  const [told] = await Promise.all(
    metrics.map((each) => measure(each, { prometheus, subject, selection, signal: never })),
  );
  expect(told).toMatchObject({ verdict: "pass", value: 3, text: expect.stringContaining("6 of 200 requests") });
  expect(server.asked()).toBe(values.length);
  await prometheus.close();
  await server.close();
});
