import { afterEach, describe, expect, it } from "vitest";
import { analyse } from "../../../src/analysis/analyse.ts";
import { firesAt, watchHealth } from "../../../src/analysis/health.ts";
import type { AnalysisPlan, HealthTrigger } from "../../../src/analysis/plan.ts";
import { urlRoute } from "../../../src/analysis/probe-routes.ts";
import { defaultSelection, type Subject } from "../../../src/analysis/subject.ts";
import { never, recordLog } from "../image/support.ts";
import { type Answering, answering } from "./answering.ts";

const trigger: HealthTrigger = { target: { kind: "url", url: "" }, failures: 3, window: 120_000, interval: 5 };

describe("the trigger of 3 failed health checks within 2 minutes", () => {
  it.each([
    ["fires at the third", [10_000, 60_000, 129_000], 129_000, true],
    ["does not fire at the second", [10_000, 60_000], 60_000, false],
    ["forgets the first after 2 minutes", [10_000, 60_000, 130_000], 130_000, false],
    ["counts no check of the future", [10_000, 20_000, 900_000], 30_000, false],
    ["does not fire where nothing failed", [], 0, false],
  ])("%s", (_, failedAt, now, fires) => {
    expect(firesAt(failedAt, trigger, now)).toBe(fires);
  });
});

let server: Answering | undefined;
afterEach(() => server?.close());

/** Answers 503 to the requests of these numbers. */
async function failingAt(...numbers: number[]): Promise<string> {
  server = await answering((number, response) => {
    response.writeHead(numbers.includes(number) ? 503 : 200).end();
  });
  return server.url;
}

const watched = async (url: string, changes: Partial<HealthTrigger> = {}, until = 60) => {
  const route = urlRoute(url, "candidate");
  try {
    return await watchHealth({ route, path: "", trigger: { ...trigger, ...changes }, until, signal: never });
  } finally {
    await route.close();
  }
};

describe("the health of a real server", () => {
  it("fails at the third answer that is not good, and is not asked any more", async () => {
    const end = await watched(await failingAt(2, 4, 5));
    expect(end).toMatchObject({ verdict: "fail", checks: 5, failures: 3 });
    expect(end.text).toMatch(
      /^3 health checks \(http:\/\/127\.0\.0\.1:\d+\/\) failed within 2m; the last one: it answered 503$/,
    );
    expect(end.evidence).toHaveLength(3);
    expect(server?.asked()).toBe(5);
  });

  it("passes with two that are not", async () => {
    expect(await watched(await failingAt(2, 4))).toMatchObject({ verdict: "pass", failures: 2 });
  });

  it("fails where nobody answers", async () => {
    expect(await watched("http://127.0.0.1:1/")).toMatchObject({ verdict: "fail", failures: 3 });
  });
});

it("stops the release as an analysis of its own", async () => {
  const url = await failingAt(1, 2, 3);
  const route = urlRoute(url, "candidate");
  const plan: AnalysisPlan = {
    prometheus: undefined,
    selection: defaultSelection,
    metrics: [],
    health: trigger,
    onInconclusive: "fail",
  };
  const subject: Subject = { namespace: "shop", candidate: { owners: [], labels: {}, since: 0 }, stable: undefined };
  const context = { log: recordLog(), signal: never, health: { route, path: "" } };
  const failed = await analyse(plan, subject, 500, context);
  expect(failed).toMatchObject({ verdict: "fail", next: "stop" });
  expect(failed.failure?.evidence[0]?.text).toMatch(/it answered 503/);
  expect(failed.markdown).toMatch(/\| health checks \| ❌ fail \| 0 of 3 passed \|/);
  const passed = await analyse(plan, subject, undefined, context);
  expect(passed, "just so often that it could have fired").toMatchObject({ verdict: "pass", health: { checks: 3 } });
  const nothing = await analyse({ ...plan, health: undefined }, subject, undefined, context);
  expect(nothing, "nothing that is measured is no success").toMatchObject({ verdict: "inconclusive", next: "stop" });
  await route.close();
});
