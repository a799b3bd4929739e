import { expect, it } from "vitest";
import { checkPrometheus } from "../../../src/analysis/check-prometheus.ts";
import { parseAnalysis } from "../../../src/analysis/load-analysis.ts";
import { never, recordLog } from "../image/support.ts";
import { answering } from "./answering.ts";

const planAt = (url: string, onInconclusive = "fail") =>
  parseAnalysis(`metrics: [{template: restarts}]\non-inconclusive: ${onInconclusive}`, "a.yaml", { url, token: "" });
const nobody = "http://127.0.0.1:1/";

it("a Prometheus that is not there is told before the first change", async () => {
  const check = checkPrometheus(planAt(nobody), { log: recordLog(), signal: never });
  await expect(check).rejects.toThrow(/asking Prometheus before the first change: .*ECONNREFUSED/);
});

it("what answers and is none is told as well", async () => {
  const server = await answering((_, response) => response.writeHead(404).end("no such page"));
  const check = checkPrometheus(planAt(server.url), { log: recordLog(), signal: never });
  await expect(check).rejects.toThrow(/it answered 404: no such page/);
  await server.close();
});

it("is a warning where the release goes on without it", async () => {
  const log = recordLog();
  await checkPrometheus(planAt(nobody, "continue"), { log, signal: never });
  expect(log.entries.join()).toMatch(/^warning: Prometheus .*The analysis will tell nothing/);
});

it("is not asked where nothing is measured by it", async () => {
  const plan = parseAnalysis("health: {path: /ready}", "a.yaml", { url: nobody, token: "" });
  await checkPrometheus(plan, { log: recordLog(), signal: never });
});
