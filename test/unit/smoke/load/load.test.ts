// Does a load stage measure what its service does, the stalls too, and stop where it should?

import { describe, expect, it } from "vitest";
import { compareLoad } from "../../../../src/smoke/load/compare.ts";
import type { LoadFigures } from "../../../../src/smoke/load/figures.ts";
import { createHistogram } from "../../../../src/smoke/load/histogram.ts";
import { type LoadPlan, runLoad } from "../../../../src/smoke/load/run-load.ts";
import { scheduleOf } from "../../../../src/smoke/load/schedule.ts";
import { broken, parseThreshold } from "../../../../src/smoke/load/threshold.ts";
import { protocols } from "../../../../src/smoke/protocols/registry.ts";
import { directWay } from "../../../../src/smoke/targets/way.ts";
import { closedPort, never, serveBytes, serveHttp } from "../protocols/servers.ts";

describe("the histogram", () => {
  it("gives percentiles within a thousandth of the exact ones", () => {
    const histogram = createHistogram();
    const values = Array.from({ length: 5000 }, (_, index) => 1.0017 ** index * 0.05);
    for (const value of values) histogram.record(value);
    for (const percent of [1, 50, 90, 95, 99, 99.9, 100]) {
      const exact = values[Math.ceil((percent / 100) * values.length) - 1] ?? 0;
      expect(Math.abs(histogram.percentile(percent) - exact)).toBeLessThanOrEqual(exact * 0.001 + 0.0005);
    }
    expect(histogram.count).toBe(5000);
    expect(histogram.buckets().reduce((sum, [, count]) => sum + count, 0)).toBe(5000);
    expect(histogram.buckets().map(([bound]) => bound)).toEqual(
      histogram
        .buckets()
        .map(([bound]) => bound)
        .sort((a, b) => a - b),
    );
  });

  it("has nothing to say of nothing, and takes what is off the scale", () => {
    expect(createHistogram().percentile(95)).toBe(0);
    const histogram = createHistogram();
    histogram.record(-1);
    histogram.record(1e12);
    expect(histogram.percentile(50)).toBe(0);
    expect(histogram.percentile(100)).toBeGreaterThan(30 * 60 * 1000);
  });
});

describe("the schedule", () => {
  it("spreads requests evenly, and grows evenly where it ramps", () => {
    const even = scheduleOf([{ durationMs: 1000, from: 4, to: 4 }]);
    expect([even.total, even.at(0), even.at(1), even.at(3)]).toEqual([4, 0, 250, 750]);
    const ramp = scheduleOf([
      { durationMs: 2000, from: 0, to: 10 },
      { durationMs: 1000, from: 10, to: 10 },
    ]);
    expect(ramp.total).toBe(20);
    // Half of the time brings a quarter of the ramp's requests.
    expect(ramp.at(2.5)).toBeCloseTo(1000);
    expect(ramp.at(10)).toBeCloseTo(2000);
    expect(ramp.at(15)).toBeCloseTo(2500);
  });

  it("ramps down to nothing", () => {
    const schedule = scheduleOf([{ durationMs: 2000, from: 10, to: 0 }]);
    expect(schedule.total).toBe(10);
    expect(schedule.at(9)).toBeLessThan(2000);
  });
});

const figures: LoadFigures = {
  requests: 1000,
  errors: 5,
  unsent: 0,
  seconds: 10,
  rate: 99.5,
  mean: 20,
  p50: 10,
  p90: 50,
  p95: 100,
  p99: 200,
  p999: 400,
  max: 500,
  ownDelay: 1,
  outcomes: { 200: 995, 500: 5 },
  histogram: [],
};

describe("a threshold", () => {
  it.each([
    ["p(95) < 300ms", []],
    ["p95 <= 100ms", []],
    ["p(99.9) < 300ms", ["expected p(99.9) < 300ms, got 400.0ms"]],
    ["max < 1s", []],
    ["avg < 20ms", ["expected avg < 20ms, got 20.0ms"]],
    ["errors < 1%", []],
    ["errors < 0.5%", ["expected errors < 0.5%, got 0.50%"]],
    ["rate > 100", ["expected rate > 100, got 99.5/s"]],
    ["rate > 90/s", []],
    ["requests >= 1000", []],
    ["memory < 256Mi", ["expected memory < 256Mi, but it could not be measured"]],
  ])("%s: %j", (text, problems) => {
    const threshold = parseThreshold(text);
    expect(threshold).toBeDefined();
    expect(broken(threshold === undefined ? [] : [threshold], figures)).toEqual(problems);
  });

  it("on memory counts bytes as Kubernetes writes them", () => {
    const threshold = parseThreshold("memory < 1Gi");
    expect(broken(threshold === undefined ? [] : [threshold], { ...figures, peakMemoryBytes: 2 ** 30 })).toEqual([
      "expected memory < 1Gi, got 1024Mi",
    ]);
  });

  it("holds for nothing where nothing was asked", () => {
    const empty = { ...figures, requests: 0, errors: 0 };
    const thresholds = ["p(95) < 1s", "errors < 1%"].flatMap((text) => parseThreshold(text) ?? []);
    expect(broken(thresholds, empty)).toHaveLength(2);
  });

  it.each(["p95", "p(95) < 300", "errors < 1", "p(101) < 1s", "speed > 1", "rate > fast", ""])(
    "'%s' is none",
    (text) => {
      expect(parseThreshold(text)).toBeUndefined();
    },
  );
});

describe("the release before", () => {
  it("is the measure for percentiles and errors", () => {
    expect(compareLoad(figures, { ...figures, p95: 119, errors: 20 }, 0.2).problems).toEqual([]);
    expect(compareLoad(figures, { ...figures, p95: 130, errors: 40 }, 0.2).problems).toEqual([
      "p95 is 130.0ms, 30% more than the 100.0ms of the release before",
      "errors are 4.0%, after 0.5% in the release before",
    ]);
  });

  it("does not count a difference that is noise, too few requests, or figures that are none", () => {
    expect(compareLoad({ ...figures, p50: 1 }, { ...figures, p50: 5 }, 0.1)).toEqual({ problems: [] });
    expect(compareLoad({ ...figures, requests: 99 }, figures, 0.1).skipped).toMatch(/fewer than 100/);
    for (const previous of [undefined, null, "x", {}, { ...figures, p95: "fast" }]) {
      expect(compareLoad(previous, figures, 0.1).skipped).toMatch(/no figures/);
    }
  });
});

describe("a load stage", () => {
  const plan = (more: Partial<LoadPlan> = {}): LoadPlan => ({
    stages: [{ durationMs: 500, from: 200, to: 200 }],
    requests: [
      { method: "GET", path: "/", headers: {}, body: undefined, weight: 1, expects: (status) => status === 200 },
    ],
    thresholds: [],
    mostInFlight: 20,
    timeoutMs: 20_000,
    abortOnFailure: true,
    ...more,
  });
  const context = { signal: never, authorization: async () => ({ authorization: "Bearer t" }) };
  const thresholds = (...texts: string[]) => texts.flatMap((text) => parseThreshold(text) ?? []);

  it("sends every request of the schedule, by weight, over connections that it keeps", async () => {
    const seen: Record<string, number> = {};
    const server = await serveHttp((request, response) => {
      const name = `${request.method} ${request.url} ${request.headers.authorization}`;
      seen[name] = (seen[name] ?? 0) + 1;
      request.resume().on("end", () => response.writeHead(request.method === "POST" ? 201 : 200).end("ok"));
    });
    const [get] = plan().requests;
    const post = {
      ...get,
      method: "POST" as const,
      path: "/orders",
      body: "{}",
      weight: 3,
      expects: (status: number) => status === 201,
    };
    const { figures: measured } = await runLoad(plan({ requests: [get, post] }), directWay(server.origin), context);
    expect(seen).toEqual({ "GET / Bearer t": 25, "POST /orders Bearer t": 75 });
    expect(measured).toMatchObject({ requests: 100, errors: 0, unsent: 0, outcomes: { 200: 25, 201: 75 } });
    expect(server.connections()).toBeLessThanOrEqual(20);
  });

  it("charges a stall to everyone who would have waited", async () => {
    let asked = 0;
    let stalledUntil = 0;
    const server = await serveHttp((_request, response) => {
      asked++;
      // One second in which nothing is answered, as of a pause for garbage collection.
      if (asked === 10) stalledUntil = performance.now() + 1000;
      setTimeout(() => response.end(), Math.max(0, stalledUntil - performance.now()));
    });
    // One connection: a closed loop would have had one slow answer, and 99 fast ones.
    const { figures: measured } = await runLoad(plan({ mostInFlight: 1 }), directWay(server.origin), context);
    expect(measured.requests).toBe(100);
    expect(measured.p50).toBeGreaterThan(300);
  });

  it("counts what is no answer, and never more connections than it may have", async () => {
    let open = 0;
    let most = 0;
    const server = await serveBytes((socket) => {
      most = Math.max(most, ++open);
      socket.on("close", () => open--).on("data", () => socket.resetAndDestroy());
    });
    const { figures: measured } = await runLoad(plan({ mostInFlight: 5 }), directWay(server.origin), context);
    expect(measured).toMatchObject({ requests: 100, errors: 100, rate: 0 });
    expect(Object.keys(measured.outcomes)).toEqual(["the connection was reset"]);
    expect(most).toBeLessThanOrEqual(5);
  });

  it("ends though nothing answers: what was never sent is an error", async () => {
    const server = await serveBytes(() => undefined);
    const { figures: measured } = await runLoad(
      plan({ mostInFlight: 2, timeoutMs: 300 }),
      directWay(server.origin),
      context,
    );
    expect(measured).toMatchObject({ requests: 100, errors: 100 });
    expect(measured.unsent).toBeGreaterThan(80);
    const nobody = directWay(`http://127.0.0.1:${await closedPort()}`);
    expect((await runLoad(plan(), nobody, context)).figures.outcomes).toEqual({ "the connection was refused": 100 });
  });

  it("ends as soon as a threshold is broken, unless it is to go on", async () => {
    const server = await serveHttp((_request, response) => response.writeHead(500).end());
    const long = plan({
      stages: [{ durationMs: 3_600_000, from: 200, to: 200 }],
      thresholds: thresholds("errors < 1%"),
    });
    const { figures: measured } = await runLoad(long, directWay(server.origin), context);
    expect(measured.aborted).toBe("expected errors < 1%, got 100.00%");
    expect(measured.requests).toBeGreaterThanOrEqual(100);
    const patient = plan({ thresholds: long.thresholds, abortOnFailure: false });
    expect((await runLoad(patient, directWay(server.origin), context)).figures).toMatchObject({
      requests: 100,
      errors: 100,
    });
  });

  it("ends with the signal, and keeps what it has measured until then", async () => {
    const controller = new AbortController();
    const cancelled = new Error("cancelled");
    let asked = 0;
    const server = await serveHttp((_request, response) => {
      response.end();
      if (++asked === 20) controller.abort(cancelled);
    });
    const long = plan({ stages: [{ durationMs: 3_600_000, from: 100, to: 100 }] });
    const { figures: measured } = await runLoad(long, directWay(server.origin), {
      ...context,
      signal: controller.signal,
    });
    expect(measured.requests).toBeGreaterThan(0);
    expect(measured).toMatchObject({ errors: 0, unsent: 0 });
    expect(measured.aborted).toBe(`the test was cancelled after ${measured.requests} of 360000 requests`);
    // Nothing was measured: there is nothing to keep.
    const nobody = new AbortController();
    const silent = await serveBytes(() => nobody.abort(cancelled));
    const running = runLoad(long, directWay(silent.origin), { ...context, signal: nobody.signal });
    await expect(running).rejects.toBe(cancelled);
  });
});

describe("the step `load`", () => {
  const load = protocols.find(({ name }) => name === "load");
  const given = {
    requests: [{ path: "/" }],
    stages: [
      { duration: "1s", "ramp-to": 50 },
      { duration: "1s", rate: 50 },
    ],
    thresholds: ["p(95) < 10s", "errors < 1%"],
  };

  it.each([
    [{ stages: [{ duration: "5m", rate: 50 }] }, /15000 requests: more than 10000/],
    [{ stages: [{ duration: "6m", rate: 1 }] }, /6m: longer than 5m/],
    [{ stages: [{ duration: "1s", rate: 101 }] }, /101 requests a second/],
    [{ stages: [{ duration: "1s" }] }, /either rate or ramp-to/],
    [{ stages: [{ duration: "1s", rate: 0 }] }, /no request/],
    [{ thresholds: [] }, /thresholds/],
    [{ thresholds: ["p(95) < fast"] }, /write it as p\(95\)/],
  ])("%j is refused", (change, message) => {
    const result = load?.schema.safeParse({ ...given, ...change });
    expect(result?.success).toBe(false);
    expect(JSON.stringify(result?.error?.issues)).toMatch(message);
  });

  it("is allowed to do more where the suite says so", () => {
    const more = {
      stages: [{ duration: "10m", rate: 500 }],
      limits: { requests: 300_000, duration: "10m", rate: 500 },
    };
    expect(load?.schema.safeParse({ ...given, ...more }).success).toBe(true);
  });

  it("answers with figures, problems, a report, and a comparison", async () => {
    const server = await serveHttp((_request, response) => response.end("ok"));
    const said: string[] = [];
    const log = { info: (text: string) => said.push(text) };
    const call = {
      endpoint: { name: "x", way: directWay(server.origin) },
      authorization: async () => ({}),
      signal: never,
      log,
      previous: { body: JSON.stringify({ ...figures, requests: 10 }) },
    };
    const options = load?.schema.parse({
      ...given,
      thresholds: [...given.thresholds, "requests > 1000"],
      compare: "20%",
    });
    const answer = await load?.run(options, call as never);
    expect(answer?.problems).toEqual(["expected requests > 1000, got 75"]);
    expect(JSON.parse(answer?.body ?? "")).toMatchObject({ requests: 75, errors: 0 });
    expect(answer?.report).toMatch(/\| requests \|.*`200` × 75/s);
    expect(said).toEqual(["The figures are not compared: fewer than 100 requests were measured."]);
  });
});
