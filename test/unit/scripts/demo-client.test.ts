import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { startClient } from "../../../scripts/demo/client.ts";

let server: Server;
afterEach(() => server.close());

async function listen(answer: (turn: number) => { status: number; version: string } | "cut off"): Promise<string> {
  let turn = 0;
  server = createServer((request, response) => {
    const what = answer(turn++);
    if (what === "cut off") return void request.socket.destroy();
    response.writeHead(what.status, { "x-deployment-version": what.version }).end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("the demo's client", () => {
  it("counts answers by version and misses none", async () => {
    const url = await listen((turn) => ({ status: 200, version: turn < 10 ? "v1" : "v2" }));
    const client = startClient(url, { perSecond: 200, longestMs: 60_000 });
    await expect.poll(() => client.answersOf("v2")).toBeGreaterThan(5);
    const report = await client.stop();
    expect(report.byVersion.get("v1")).toBe(10);
    expect(10 + (report.byVersion.get("v2") ?? 0)).toBe(report.requests);
    expect(report.failures.size).toBe(0);
  });

  it("calls every other answer, and none, a failure", async () => {
    const url = await listen((turn) =>
      turn === 1 ? { status: 503, version: "v1" } : turn === 2 ? "cut off" : { status: 200, version: "v1" },
    );
    const client = startClient(url, { perSecond: 200, longestMs: 60_000 });
    await expect.poll(() => client.answersOf("v1")).toBeGreaterThan(5);
    const { failures } = await client.stop();
    expect(failures.get("status 503")).toBe(1);
    expect([...failures.values()].reduce((total, count) => total + count, 0)).toBe(2);
  });

  it("ends by itself after its longest time", async () => {
    const url = await listen(() => ({ status: 200, version: "v1" }));
    const client = startClient(url, { perSecond: 100, longestMs: 100 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { requests } = await client.stop();
    expect(requests).toBeGreaterThan(0);
    expect(requests).toBeLessThanOrEqual(11);
  });
});
