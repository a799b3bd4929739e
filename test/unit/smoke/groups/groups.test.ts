import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { headerFaults } from "../../../../src/smoke/groups/security-headers.ts";
import { answerOf, json, run, type Seen, serve } from "../support.ts";

/** What a service does, and the sentence for what is wrong with it: nothing where it is good. */
type Case = [
  what: string,
  group: string,
  answer: (request: Seen, response: ServerResponse, count: number) => void,
  wrong?: RegExp,
];

const problem = (response: ServerResponse, status: number, more: object = {}) =>
  response
    .writeHead(status, { "content-type": "application/problem+json" })
    .end(JSON.stringify({ title: "no", status, ...more }));
const careful = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};
const guarded = (allowed: Record<string, number>) => (request: Seen, response: ServerResponse) =>
  response.writeHead(allowed[request.headers.authorization ?? ""] ?? 401).end();
const echoOrigin = (request: Seen, response: ServerResponse) =>
  response.writeHead(200, { "access-control-allow-origin": request.headers.origin ?? "" }).end();
const tokens = "auth: { path: /me, token: good-token, expired: old, without-permission: other }";

const cases: Case[] = [
  ["a healthy service", "health", (_r, response) => json(response, { status: "ok" })],
  [
    "an unhealthy 200",
    "health",
    (_r, response) => json(response, { status: "unhealthy" }),
    /\$\.status is "unhealthy"/,
  ],
  [
    "other paths",
    "health: { live: /livez, ready: [/readyz, /db], startup: /startup }",
    (request, response) =>
      response.writeHead(["/livez", "/readyz", "/db", "/startup"].includes(request.url) ? 200 : 404).end("OK"),
  ],
  ["who may", tokens, guarded({ "Bearer good-token": 200, "Bearer other": 403 })],
  [
    "a broken token let in",
    tokens,
    (request, response) => response.writeHead(request.headers.authorization?.startsWith("Bearer") ? 200 : 401).end(),
    /expected status 401, got 200/,
  ],
  [
    "closed CORS",
    "cors: { origin: https://app.example }",
    (request, response) =>
      response
        .writeHead(
          200,
          request.headers.origin === "https://app.example"
            ? { "access-control-allow-origin": "https://app.example", vary: "Accept, Origin" }
            : {},
        )
        .end(),
  ],
  ["an echoed origin", "cors", echoOrigin, /foreign origin https:\/\/foreign.example to be refused/],
  [
    "everybody with credentials",
    "cors: { public: true }",
    (_r, response) =>
      response.writeHead(200, { "access-control-allow-origin": "*", "access-control-allow-credentials": "true" }).end(),
    /\* with credentials/,
  ],
  ["careful headers", "security-headers", (_r, response) => response.writeHead(200, careful).end()],
  [
    "a chatty server",
    "security-headers",
    (_r, response) => response.writeHead(200, { ...careful, server: "nginx/1.2", "x-powered-by": "Express" }).end(),
    /no x-powered-by, got "Express"/,
  ],
  ["a limit", "rate-limit: { budget: 5 }", (_r, response, count) => response.writeHead(count > 6 ? 429 : 200).end()],
  [
    "no limit",
    "rate-limit: { budget: 5 }",
    (_r, response) => response.end(),
    /expected status 429, got 200 \(after 6 requests\)/,
  ],
  [
    "metrics",
    "metrics: { series: [http_requests, up] }",
    (_r, response) =>
      response.end('# TYPE http_requests_total counter\nhttp_requests_total{a="b\\"}"} 1e3 1700000000\nup 1\n'),
  ],
  ["a page instead of metrics", "metrics", (_r, response) => response.end("<html>"), /line 1 is no Prometheus text/],
  [
    "problem documents",
    "errors: { bad: { path: /orders, json: {} } }",
    (request, response) => problem(response, request.method === "POST" ? 400 : 404),
  ],
  [
    "a stack trace",
    "errors",
    (_r, response) => problem(response, 404, { detail: "at run (/app/main.js:12:3)" }),
    /no stack trace/,
  ],
];

describe("a ready-made group", () => {
  it.each(cases)("judges %s", async (_what, group, answer, wrong) => {
    const server = await serve(answer);
    const { result } = await run(`groups:\n  - ${group}\n`, server.url);
    const found = result.endpoints.flatMap(({ steps }) => steps.flatMap(({ mismatches }) => mismatches)).join("\n");
    if (wrong === undefined) expect(found).toBe("");
    else expect(found).toMatch(wrong);
    expect(result.passed).toBe(wrong === undefined);
  });

  it("that uses up a budget runs after all the others", async () => {
    const server = await serve((request, response, count) =>
      response.writeHead(request.url === "/" && count > 3 ? 429 : 200).end(),
    );
    await run(`groups: [rate-limit: { budget: 3 }, health]\n`, server.url);
    expect(server.seen.slice(0, 2).map(({ url }) => url)).toEqual(["/health/live", "/health/ready"]);
  });

  it("takes a token that a step captures", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/login") json(response, { token: "good-token" });
      else guarded({ "Bearer good-token": 200 })(request, response);
    });
    const ran = await run(
      `setup: [{ path: /login, expect: { status: 200 }, capture: { token: { json: $.token, secret: true } } }]
groups: [auth: { path: /me, token: "{{ token }}" }]
`,
      server.url,
    );
    expect(ran.result.passed).toBe(true);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
      "Bearer good-tokenx",
      "Bearer good-token",
    ]);
  });

  it("that restarts pods refuses to where it could not tell what is lost", async () => {
    const text = "groups: [graceful: { restart: Deployment/orders }]\n";
    await expect(run(text, "http://127.0.0.1:1")).rejects.toThrow(/no cluster is given/);
  });

  it("takes the suite's defaults, so that each answer says its version", async () => {
    const server = await serve((_request, response) =>
      response.writeHead(200, { "x-deployment-version": "v1" }).end("OK"),
    );
    const text = 'defaults: { expect: { version: "{{ expected }}" } }\ngroups: [health]\n';
    const old = await run(text, server.url, { variables: { expected: "2" } });
    expect(old.result.passed).toBe(false);
    expect((await run(text, server.url, { variables: { expected: "1" } })).result.passed).toBe(true);
  });
});

it("asks for HSTS over TLS only, and not for what is excepted", () => {
  const tls = { version: "TLSv1.3", names: [], validTo: new Date(), daysLeft: 9 };
  expect(headerFaults(answerOf("", { headers: careful }))).toEqual([]);
  expect(headerFaults(answerOf("", { headers: careful, tls }))[0]).toContain("strict-transport-security");
  expect(headerFaults(answerOf("", { headers: careful, tls }), ["strict-transport-security"])).toEqual([]);
});
