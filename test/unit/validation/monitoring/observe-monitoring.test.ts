// What is known of a Prometheus that stops answering in the middle?

import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { type MonitoringRequest, observeMonitoring } from "../../../../src/validation/monitoring/observe-monitoring.ts";
import { never, recordLog } from "../../image/support.ts";

const request = (url: string): MonitoringRequest => ({
  ...{ url, token: "", labels: { job: "orders" }, series: { core: ["up"], business: [], infrastructure: [] } },
  ...{ requiredAlerts: [], objective: undefined, alertmanager: undefined },
  ...{ requestsMetric: undefined, statusLabel: undefined, errorsMetric: undefined, latencyMetric: undefined },
  ...{ errorRateQuery: undefined, latencyQuery: undefined, poolQuery: undefined },
});

async function observe(answer: RequestListener, signal = never) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return await observeMonitoring(request(url), { log: recordLog(), signal, patience: 300 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const clock = JSON.stringify({ status: "success", data: { resultType: "scalar", result: [1, "1"] } });

describe("a Prometheus that hangs", () => {
  it("is unknown once its time is over, from the beginning or after it told its clock", async () => {
    const late = { kind: "unknown", reason: expect.stringMatching(/did not answer everything within 0\.3 s$/) };
    expect(await observe(() => undefined)).toMatchObject(late);
    let asked = 0;
    const then = await observe((_, response) => {
      asked += 1;
      if (asked === 1) response.end(clock);
    });
    expect(then).toMatchObject(late);
    expect(asked).toBeGreaterThan(1);
  });

  it("ends with the job that is cancelled", async () => {
    const cancelled = new Error("cancelled");
    const controller = new AbortController();
    const observed = observe(() => controller.abort(cancelled), controller.signal);
    await expect(observed).rejects.toBe(cancelled);
  });
});
