import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
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

it("is asked below its path, with the name and the password of its URL and the headers of the file, and told without them", async () => {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    response.end('{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const text = "prometheus: {headers: {X-Scope-OrgID: shop}}\nmetrics: [{template: restarts}]";
  const plan = (at: number) =>
    parseAnalysis(text, "a.yaml", { url: `http://ada:p%40ss@127.0.0.1:${at}/prometheus`, token: "" });
  await checkPrometheus(plan(port), { log: recordLog(), signal: never });
  expect(asked[0]?.url).toMatch(/^\/prometheus\/api\/v1\/query\?/);
  expect(asked[0]?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from("ada:p@ss").toString("base64")}`,
    "x-scope-orgid": "shop",
  });
  server.closeAllConnections();
  server.close();
  const refused = checkPrometheus(plan(1), { log: recordLog(), signal: never });
  await expect(refused).rejects.toThrow("http://127.0.0.1:1/prometheus cannot be asked");
});
