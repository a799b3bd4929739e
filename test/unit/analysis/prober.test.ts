import { afterEach, describe, expect, it } from "vitest";
import { picture, probeReport } from "../../../src/analysis/probe-report.ts";
import { NoPodReady } from "../../../src/analysis/probe-route.ts";
import { keptRoute, urlRoute } from "../../../src/analysis/probe-routes.ts";
import { parseVersionSource, type VersionSource, versionOf } from "../../../src/analysis/probe-version.ts";
import type { Probed, ProbedRoute } from "../../../src/analysis/probed.ts";
import { startProber } from "../../../src/analysis/prober.ts";
import { never, recordLog } from "../image/support.ts";
import { type Answering, answering } from "./answering.ts";

let server: Answering | undefined;
afterEach(() => server?.close());

const plan = { rate: 50, version: { kind: "header", name: "x-version" }, timeout: 20_000 } as const;

describe("the prober", () => {
  it("counts every request with the version that answered, and every failure", async () => {
    server = await answering((number, response) => {
      if (number === 7) response.socket?.destroy();
      else response.writeHead(number === 5 ? 502 : 200, { "x-version": number < 10 ? "1.0.0" : "2.0.0" }).end();
    });
    const prober = startProber(plan, { log: recordLog(), signal: never });
    const route = urlRoute(server.url, "users");
    let answered = 0;
    const ask: typeof route.ask = async (...asked) => route.ask(...asked).finally(() => answered++);
    prober.add({ ...route, ask }, "");
    await expect.poll(() => answered).toBeGreaterThanOrEqual(20);
    const { requests, failures, users, markdown } = await prober.stop();
    expect(requests).toBeGreaterThanOrEqual(11);
    expect({ failures, users }).toEqual({ failures: 2, users: "noticed" });
    expect(markdown).toMatch(/\*\*Users noticed:\*\* 2 of \d+ requests to `http:\/\/127\.0\.0\.1:\d+\/` failed\./);
    // In the table: how many seconds of the picture they fill depends on the machine.
    expect(markdown).toMatch(/\| 1\\\.0\.0: 7, 2\\\.0\.0: \d+ \|/);
    expect(markdown).toContain("it answered 502 (version 1.0.0)");
    expect(markdown).toMatch(/other side closed|ECONNRESET/);
    const after = server.asked();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.asked(), "it has ended").toBe(after);
  });

  it("warns of a redirect and of a failure that the first request of users meets", async () => {
    server = await answering((_, response) => response.writeHead(308, { location: "https://shop.example/" }).end());
    const log = recordLog();
    const prober = startProber(plan, { log, signal: never });
    prober.add(urlRoute(server.url, "users"), "");
    prober.add(urlRoute("http://127.0.0.1:1", "users"), "");
    await expect.poll(() => log.entries.length).toBe(2);
    expect((await prober.stop()).users).toBe("unknown");
    expect(log.entries.toSorted().join("\n")).toMatch(
      /request to http:\/\/127\.0\.0\.1:1 failed: .*ECONNREFUSED.*\n.*was redirected \(308 to https:\/\/shop\.example\/\)/,
    );
  });

  it("keeps connections beside new ones, and tells a new one from one that was kept", async () => {
    server = await answering((number, response) => {
      // The server ends the first one, which no user who tries again notices.
      response.writeHead(200, number === 1 ? { connection: "close" } : {}).end();
    });
    const prober = startProber(plan, { log: recordLog(), signal: never });
    const kept = keptRoute(server.url, "users");
    const numbers: (number | undefined)[] = [];
    const ask: typeof kept.ask = async (...asked) => {
      const answer = await kept.ask(...asked);
      numbers.push(answer.connection);
      return answer;
    };
    prober.add({ ...kept, ask }, "");
    await expect.poll(() => numbers.length).toBeGreaterThanOrEqual(12);
    const { failures, users, markdown } = await prober.stop();
    expect({ failures, users }).toEqual({ failures: 0, users: "not noticed" });
    expect(new Set(numbers)).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(numbers.filter((number) => number === 1)).toHaveLength(1);
    expect(markdown).toContain("`kept connections to http://127.0.0.1:");
  });

  it("keeps to its rate, also where answers are slow", async () => {
    server = await answering((_, response) => setTimeout(() => response.end(), 300));
    const prober = startProber({ ...plan, rate: 20 }, { log: recordLog(), signal: never });
    const startedAt = performance.now();
    prober.add(urlRoute(server.url, "users"), "");
    await expect.poll(() => server?.asked(), { interval: 5 }).toBeGreaterThanOrEqual(8);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(server.asked(), "never faster").toBeLessThanOrEqual(20 * seconds + 2);
    await prober.stop();
  });

  it("asks a route no more that is ended, and still tells of it", async () => {
    server = await answering((_, response) => response.end());
    const { url } = server;
    const prober = startProber(plan, { log: recordLog(), signal: never });
    prober.add(urlRoute(url, "live"), "");
    await expect.poll(() => server?.asked()).toBeGreaterThanOrEqual(2);
    prober.end(url);
    const { markdown, users } = await prober.stop();
    expect(users).toBe("unknown");
    expect(markdown).toContain("what serves");
  });
});

it.each([
  ["a side that is not there does not count", "candidate", 0],
  ["nothing that serves is a failure", "live", 3],
] as const)("where no pod is ready, %s", async (_, track, failures) => {
  let asked = 0;
  const prober = startProber(plan, { log: recordLog(), signal: never });
  const ask = () => {
    asked++;
    return Promise.reject(new NoPodReady("no pod is ready"));
  };
  prober.add({ name: "pods", track, via: "pods", ask, close: () => Promise.resolve() }, "/");
  await expect.poll(() => asked, { interval: 5 }).toBeGreaterThanOrEqual(3);
  const report = await prober.stop();
  expect(Math.min(report.failures, 3)).toBe(failures);
});

const seen = (changes: Partial<Probed>): Probed => ({ at: 0, took: 5, version: "1", trouble: "", ...changes });
const route = (changes: Partial<ProbedRoute>): ProbedRoute => ({
  name: "https://orders.example.com",
  track: "users",
  via: "ingress",
  path: "",
  seen: [seen({})],
  ...changes,
});

describe("its report", () => {
  it("says that users did not notice only of the way that they take", () => {
    expect(probeReport([route({})]).users).toBe("not noticed");
    expect(probeReport([route({})]).markdown).toContain("**Users did not notice:** none of 1 requests");
    for (const other of [
      route({ via: "service", track: "live" }),
      route({ via: "pods", track: "users" }),
      route({ track: "candidate" }),
      route({ seen: [] }),
    ]) {
      const report = probeReport([other]);
      expect(report.users).toBe("unknown");
      expect(report.markdown).not.toContain("did not notice");
      expect(report.markdown).toContain("What users noticed was not measured");
    }
  });

  it("does not know what users noticed where no request of theirs came to the service", () => {
    const elsewhere = seen({ redirect: "308 to https://orders.example.com/" });
    expect(probeReport([route({ seen: [elsewhere, elsewhere] })])).toMatchObject({
      users: "unknown",
      sentence:
        "What users noticed is not known: no request of 2 to https://orders.example.com came further than a redirect (308 to https://orders.example.com/). Give probe-url the address that it leads to: a redirect says nothing of the service.",
    });
    expect(probeReport([route({ seen: [elsewhere, seen({})] })]).users).toBe("not noticed");
    const lost = seen({ trouble: "unable to verify the first certificate" });
    const failed = probeReport([route({ seen: [lost, lost, lost] })]);
    expect(failed).toMatchObject({ users: "unknown", failures: 3 });
    expect(failed.sentence).toMatch(
      /all 3 requests .* failed, those before the first change too \(unable .*NODE_EXTRA_CA/,
    );
    expect(probeReport([route({ seen: [seen({}), lost] })]).users, "it answered before").toBe("noticed");
    expect(probeReport([route({ seen: [elsewhere, lost] })]).users).toBe("unknown");
  });

  it("tells how many connections that were kept stayed on the old version", () => {
    const fresh = route({ seen: [seen({ at: 0 }), seen({ at: 100 }), seen({ at: 200, version: "2" })] });
    const kept = (...answers: Partial<Probed>[]) =>
      route({ name: "kept", via: "kept", seen: answers.map((each) => seen(each)) });
    const before = [
      { at: 10, connection: 1 },
      { at: 20, connection: 2 },
      { at: 30, connection: 3 },
    ];
    const after = [
      { at: 300, connection: 1 },
      { at: 310, connection: 2 },
      { at: 320, connection: 4, version: "2" },
      { at: 2_105, connection: 1 },
    ];
    expect(probeReport([fresh, kept(...before, ...after)]).markdown).toMatch(
      /Of 3 connections that were kept, \*\*2 stayed on version 1\*\* .* answered 3 more requests on them, the last one 2\.0 s later\./,
    );
    expect(probeReport([fresh, kept(...before, { at: 300, connection: 1, version: "2" })]).markdown).toContain(
      "Of 3 connections that were kept, none stayed on version 1.",
    );
    expect(probeReport([route({}), kept(...before)]).sentence).toBe(
      "Users did not notice: none of 4 requests to https://orders.example.com (3 of them on connections that were kept) failed.",
    );
    expect(probeReport([route({}), kept(...before)]).markdown, "nothing changed").not.toMatch(/Of \d+ connections/);
    expect(probeReport([fresh, kept(...before, { at: 300, connection: 1, trouble: "reset" })]).users).toBe("noticed");
  });

  it("shows the path that was measured", () => {
    const told = probeReport([
      route({}),
      route({ name: "Service shop/orders", track: "live", via: "service", path: "/health" }),
      route({ name: "the candidate's pods", track: "candidate", via: "pods", path: "/health" }),
    ]).markdown;
    expect(told).toContain("| as users do | `https://orders.example.com` (the way that users take) | 1 | 0 |");
    expect(told).toContain("| what serves | `Service shop/orders/health` (its pods, through the API server) |");
    expect(told).toContain("| the candidate | `the candidate's pods/health` (through the API server) |");
  });

  it("shows versions over time in a picture of text", () => {
    const all = [
      ...Array.from({ length: 20 }, (_, index) => seen({ at: index * 50 })),
      ...Array.from({ length: 20 }, (_, index) => seen({ at: 1_000 + index * 50, version: index < 10 ? "1" : "2" })),
      ...Array.from({ length: 19 }, (_, index) => seen({ at: 2_000 + index * 50, version: "2" })),
      seen({ at: 2_980, trouble: "it answered 500" }),
    ];
    expect(picture(all)).toBe(
      [
        "    0s ██████████████████████████████ 1: 20",
        "    1s ███████████████░░░░░░░░░░░░░░░ 1: 10, 2: 10",
        "    2s ░░░░░░░░░░░░░░░░░░░░░░░░░░░░✗✗ 2: 19, failed: 1",
        "",
        "█ 1   ░ 2   ✗ failed",
      ].join("\n"),
    );
  });

  it("fits an hour into a few lines and still shows one failure of thousands", () => {
    const hour = Array.from({ length: 7_200 }, (_, index) =>
      seen({ at: index * 500, trouble: index === 4_000 ? "it answered 500" : "" }),
    );
    const lines = picture(hour).split("\n");
    expect(lines.length).toBeLessThanOrEqual(28);
    expect(lines.filter((line) => line.includes("failed: 1"))).toHaveLength(1);
    expect(lines.filter((line) => /█✗ /.test(line))).toHaveLength(1);
  });
});

describe("the version of an answer", () => {
  const answer = {
    status: 200,
    headers: { "x-version": " 1.2.3 " },
    body: '{"app":{"version":"4.5"}}',
    pod: "orders-7d9f-x2x",
  };

  it.each([
    ["", ""],
    ["pod", "orders-7d9f"],
    ["header:X-Version", "1.2.3"],
    ["header:other", ""],
    ["json:$.app.version", "4.5"],
    ["json:$.nothing", ""],
  ])("by %j is %j", (text, version) => {
    expect(versionOf(answer, parseVersionSource(text) as VersionSource)).toBe(version);
  });

  it("is not known of a page that is no JSON", () => {
    expect(versionOf({ ...answer, body: "<html>" }, { kind: "json", path: "$.version" })).toBe("");
  });

  it.each(["version", "header:", "json:$.["])("is nowhere to be found by %j", (text) => {
    expect(parseVersionSource(text)).toHaveProperty("found");
  });
});
