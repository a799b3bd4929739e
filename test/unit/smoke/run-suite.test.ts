import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { Duplex } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { Failure } from "../../../src/report/failure.ts";
import type { Log } from "../../../src/report/log.ts";
import { exchange } from "../../../src/smoke/exchange.ts";
import { parseSuite } from "../../../src/smoke/load-suite.ts";
import { longestBody } from "../../../src/smoke/protocols/http-line.ts";
import { suiteFailure, suiteJunit, suiteSummary } from "../../../src/smoke/report-suite.ts";
import { runSuite } from "../../../src/smoke/run-suite.ts";
import type { SuiteContext } from "../../../src/smoke/suite-context.ts";
import { failedSteps } from "../../../src/smoke/suite-result.ts";
import type { Endpoint, Target } from "../../../src/smoke/target.ts";
import { urlTarget } from "../../../src/smoke/target-url.ts";

type Answerer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A real server on loopback; `count` is the number of the request, from 1. */
async function serve(answer: Answerer): Promise<{ url: string; port: number; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, port, seen };
}

const quiet: Log = {
  info: () => undefined,
  debug: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  foreign: () => undefined,
  group: (_title, body) => body(),
};

function context(more: Partial<SuiteContext> = {}): SuiteContext {
  return { log: quiet, signal: new AbortController().signal, ...more };
}

const suiteOf = (requests: string, deadline = "2s") =>
  parseSuite(`name: s\ndeadline: ${deadline}\nrequests:\n${requests}`, "smoke.yaml");

const health = suiteOf("  - { path: /health, expect: { status: 200 } }\n");

describe("a smoke suite against a server", () => {
  it("passes where every answer fits, and says what was asked", async () => {
    const { url, seen } = await serve((_request, response) => response.end("ok"));
    const result = await runSuite(health, urlTarget(`${url}/base`), context({ token: "hush" }));
    expect(result).toMatchObject({ passed: true, target: `${url}/base` });
    expect(seen[0]?.url).toBe("/base/health");
    expect(seen[0]?.headers.authorization).toBe("Bearer hush");
    expect(suiteSummary(result)).toContain("1 of 1 requests passed");
  });

  it("asks again until the answer fits", async () => {
    const { url } = await serve((_request, response, count) => response.writeHead(count < 3 ? 503 : 200).end());
    const result = await runSuite(health, urlTarget(url), context());
    expect(result.passed).toBe(true);
    expect(result.endpoints[0]?.steps[0]).toMatchObject({ settling: "slow start" });
    expect(result.endpoints[0]?.steps[0]?.tries.map(({ fits }) => fits)).toEqual([false, false, true, true, true]);
  });

  it("fails at the deadline with what was expected and what came", async () => {
    const { url } = await serve((_request, response) => response.writeHead(500).end("::add-mask::x <b>boom</b>"));
    const result = await runSuite(health, urlTarget(url), context({ deadlineMs: 1 }));
    expect(result.passed).toBe(false);
    const failure = suiteFailure(result);
    expect(failure.found).toContain("1 of 1 requests failed: GET /health: expected status 200, got 500");
    expect(failure.at).toMatchObject({ file: "smoke.yaml", line: 4 });
    expect(failure.evidence[0]?.text).toContain("boom");
    expect(suiteJunit(result)[0]?.cases[0]?.result.kind).toBe("failed");
    expect(suiteSummary(result)).not.toContain("<b>");
  });

  it("asks each request once even where an earlier one has used up the deadline", async () => {
    const { url, seen } = await serve((request, response) =>
      response.writeHead(request.url === "/a" ? 500 : 200).end(),
    );
    const suite = suiteOf(
      "  - { path: /a, expect: { status: 200 } }\n  - { path: /b, expect: { status: 200 } }\n",
      "1ms",
    );
    const result = await runSuite(suite, urlTarget(url), context());
    expect(seen.map((request) => request.url)).toEqual(["/a", "/b"]);
    expect(failedSteps(result).map(({ result: { step } }) => step.name)).toEqual(["GET /a"]);
  });

  it("never sends a POST twice once it may have arrived, and does where it cannot have", async () => {
    const { url, seen } = await serve((_request, response) => response.writeHead(500).end());
    const posting = "  - { method: POST, path: /orders, body: a, expect: { status: 201 } }\n";
    const answered = await runSuite(suiteOf(posting, "300ms"), urlTarget(url), context());
    expect([answered.passed, seen.length]).toEqual([false, 1]);
    // Long enough for a second time on a machine that is busy with others.
    const refused = await runSuite(suiteOf(posting, "3s"), urlTarget("http://127.0.0.1:1"), context());
    expect(refused.endpoints[0]?.steps[0]?.tries.length).toBeGreaterThan(1);
    expect(failedSteps(refused)[0]?.result.mismatches).toEqual(["expected an answer, but the connection was refused"]);
  });

  it("does not follow a redirect", async () => {
    const { url, seen } = await serve((_request, response) => response.writeHead(302, { location: "/login" }).end());
    const suite = suiteOf("  - { path: /, expect: { status: 302, headers: { location: /login } } }\n");
    expect((await runSuite(suite, urlTarget(url), context())).passed).toBe(true);
    expect(seen).toHaveLength(1);
  });

  it("sends the token to the target only", async () => {
    const other = await serve((_request, response) => response.end("ok"));
    const suite = suiteOf(`  - { url: "${other.url}/x?y=1", expect: { status: 200 } }\n`);
    await runSuite(suite, urlTarget("http://127.0.0.1:1"), context({ token: "hush" }));
    expect(other.seen[0]?.url).toBe("/x?y=1");
    expect(other.seen[0]?.headers.authorization).toBeUndefined();
  });

  it("takes no answer, half an answer and an endless body for failures", async () => {
    const { url } = await serve((request, response) => {
      if (request.url === "/half")
        response.writeHead(200, { "content-length": 10 }).write("abc", () => response.destroy());
      if (request.url === "/long") response.end("x".repeat(longestBody + 1));
    });
    const suite = suiteOf(
      [
        "  - { path: /silent, timeout: 100ms, expect: { status: 200 } }",
        "  - { path: /half, expect: { status: 200 } }",
        "  - { path: /long, expect: { status: 200, body: y } }\n",
      ].join("\n"),
      "1ms",
    );
    const failed = failedSteps(await runSuite(suite, urlTarget(url), context()));
    const sentences = failed.map(({ result: { mismatches } }) => mismatches[0]);
    expect(sentences[0]).toBe("expected an answer, but no complete answer within 100ms");
    expect(sentences[1]).toContain("expected an answer, but");
    expect(sentences[2]).toContain("got more than the");
  });

  it("stops at once when it is cancelled", async () => {
    const { url } = await serve((_request, response) => response.writeHead(500).end());
    const cancelled = new Failure({ attempted: "running", found: "the job was cancelled", advice: "Run it again." });
    const controller = new AbortController();
    const running = runSuite(
      suiteOf("  - { path: /, expect: { status: 200 } }\n", "1h"),
      urlTarget(url),
      context({ signal: controller.signal }),
    );
    setTimeout(() => controller.abort(cancelled), 50);
    await expect(running).rejects.toSatisfy(
      (error: unknown) => error === cancelled || (error as Error).name === "AbortError",
    );
  });

  it("refuses a suite without requests", async () => {
    await expect(runSuite({ ...health, journeys: [] }, urlTarget("http://127.0.0.1:1"), context())).rejects.toThrow(
      /no requests/,
    );
  });

  it.each(["ftp://x", "orders", "https://a:b@x", "https://x?y=1"])("refuses the URL %s", (url) => {
    expect(() => urlTarget(url)).toThrow(/input "url"/);
  });
});

describe("a smoke suite against pods", () => {
  /** A byte stream that is no socket, as a port-forward is. */
  function tunnel(port: number): Duplex {
    const socket = connect(port, "127.0.0.1");
    return Duplex.from({ readable: socket, writable: socket });
  }

  function pod(name: string, port: number, isCurrent = async () => true): Endpoint {
    const route = { origin: "http://orders.shop.svc", connect: async () => tunnel(port) };
    return { name, isCurrent, send: (request, signal) => exchange(route, request, signal) };
  }

  const targetOf = (...endpoints: [Endpoint, ...Endpoint[]]): Target => ({
    name: "the pods",
    open: async () => ({ kind: "open", endpoints }),
  });

  it("speaks HTTP over a stream, and every pod must pass", async () => {
    const good = await serve((_request, response) => response.end("ok"));
    const bad = await serve((_request, response) => response.writeHead(500).end());
    const result = await runSuite(
      health,
      targetOf(pod("a", good.port), pod("b", bad.port)),
      context({ deadlineMs: 1 }),
    );
    expect(good.seen[0]?.headers.host).toBe("orders.shop.svc");
    expect(result.passed).toBe(false);
    expect(result.endpoints.map(({ state }) => state)).toEqual(["passed", "failed"]);
  });

  it("does not count a pod that went away, and never passes on such pods alone", async () => {
    const good = await serve((_request, response) => response.end("ok"));
    const gone = pod("gone", 1, async () => false);
    const result = await runSuite(health, targetOf(gone, pod("a", good.port)), context());
    expect(result.passed).toBe(true);
    expect(result.endpoints.map(({ state }) => state)).toEqual(["left", "passed"]);
    await expect(runSuite(health, targetOf(gone), context({ deadlineMs: 1 }))).rejects.toThrow(/went away/);
  });

  it("waits for pods, and says at the deadline why there were none", async () => {
    const target: Target = {
      name: "the pods",
      open: async () => ({ kind: "waiting", found: "no pod is ready", advice: "Look at the rollout." }),
    };
    await expect(runSuite(health, target, context({ deadlineMs: 1 }))).rejects.toThrow(/no pod is ready/);
  });

  it("ends at once on what waiting does not mend", async () => {
    const forbidden = new Failure({
      attempted: "forwarding",
      found: "pods/portforward is forbidden",
      advice: "Allow it.",
    });
    const route = { origin: "http://x.y.svc", connect: () => Promise.reject(forbidden) };
    const endpoint: Endpoint = {
      name: "a",
      isCurrent: async () => true,
      send: (request, signal) => exchange(route, request, signal),
    };
    await expect(runSuite(health, targetOf(endpoint), context({ deadlineMs: 60_000 }))).rejects.toBe(forbidden);
  });
});
