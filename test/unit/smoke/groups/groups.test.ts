import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { urlTarget } from "../../../../src/smoke/target-url.ts";
import { makeIdentity } from "../protocols/certificates.ts";
import { runFile } from "../protocols/run-file.ts";
import { serveTls } from "../protocols/servers.ts";
import { json, run, type Seen, serve } from "../support.ts";

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
const tokens = "auth: { path: /me, token: good-token, expired: old, without-permission: other }";

const own = "https://app.example";
/** What a good service says to each origin; a bad one says more. */
const corsOf = (said: (origin: string, request: Seen) => Record<string, string>) =>
  ((request, response) => {
    const { origin = "" } = request.headers;
    const good = { "access-control-allow-origin": own, vary: "Accept, Origin" };
    response.writeHead(200, { ...(origin === own ? good : {}), ...said(origin, request) }).end();
  }) satisfies Case[2];
const allow = (origin: string) => ({ "access-control-allow-origin": origin });
const withCredentials = { "access-control-allow-credentials": "true" };
const corsGroup = `cors: { origin: ${own} }`;

const statuses = { "Bearer good-token": 200, "Bearer other": 403 };
const says = (headers: Record<string, string>, body = "") =>
  ((_request, response) => response.writeHead(200, headers).end(body)) satisfies Case[2];
const text = { "content-type": "text/plain; version=0.0.4" };
const without = (name: keyof typeof careful) =>
  Object.fromEntries(Object.entries(careful).filter(([header]) => header !== name));

/** Answers `path` with what is wrong, and all others well. */
const unwell = (path: string, body: string, status = 200) =>
  ((request, response) => {
    if (request.url === path) response.writeHead(status, { "content-type": "application/json" }).end(body);
    else json(response, { status: "UP" });
  }) satisfies Case[2];
const onlyAt = (...paths: string[]) =>
  ((request, response) => response.writeHead(paths.includes(request.url) ? 200 : 404).end("OK")) satisfies Case[2];
const wholeHealth = "health: { startup: /health/startup }";
const badRequest = "errors: { bad: { path: /orders, json: {} } }";

const cases: Case[] = [
  ["a healthy service", "health", (_r, response) => json(response, { status: "ok" })],
  [
    "not live by its body",
    wholeHealth,
    unwell("/health/live", '{"status":"unhealthy"}'),
    /^expected a healthy answer, but \$\.status is "unhealthy"$/,
  ],
  [
    "not ready by its body",
    wholeHealth,
    unwell("/health/ready", '{"checks":{"db":"down"}}'),
    /\$\.checks\.db is "down"/,
  ],
  ["not started by its body", wholeHealth, unwell("/health/startup", '{"ready":false}'), /\$\.ready is false/],
  ["not live", wholeHealth, unwell("/health/live", "{}", 503), /^expected status 200, got 503$/],
  ["not ready", wholeHealth, unwell("/health/ready", "{}", 503), /^expected status 200, got 503$/],
  ["not started", wholeHealth, unwell("/health/startup", "{}", 503), /^expected status 200, got 503$/],
  ["the first set of paths", "health", onlyAt("/health/live", "/health/ready")],
  ["with a startup", wholeHealth, onlyAt("/health/live", "/health/ready", "/health/startup")],
  ["the second set", "health: { live: /health, ready: /ready }", onlyAt("/health", "/ready")],
  ["the third", "health: { live: /health, ready: /ready, startup: /startup }", onlyAt("/health", "/ready", "/startup")],
  ["the fourth", "health: { live: /liveness, ready: /health }", onlyAt("/liveness", "/health")],
  ["several paths", "health: { live: /livez, ready: [/readyz, /db] }", onlyAt("/livez", "/readyz", "/db")],
  ["one of several", "health: { live: /livez, ready: [/readyz, /db] }", onlyAt("/livez", "/readyz"), /got 404/],

  ["who may", tokens, guarded(statuses)],
  ["nobody's request answered", tokens, guarded({ ...statuses, "": 200 }), /^expected status 401, got 200$/],
  [
    "a broken token let in",
    tokens,
    (request, response) => {
      const { authorization = "" } = request.headers;
      const known = ["Bearer old", "Bearer other", ""].includes(authorization);
      if (known) guarded(statuses)(request, response);
      else response.writeHead(200).end();
    },
    /^expected status 401, got 200$/,
  ],
  ["an expired token let in", tokens, guarded({ ...statuses, "Bearer old": 200 }), /^expected status 401, got 200$/],
  ["a valid token refused", tokens, guarded({ "Bearer other": 403 }), /^expected status 200, got 401$/],
  ["no permission needed", tokens, guarded({ ...statuses, "Bearer other": 200 }), /^expected status 403, got 200$/],
  ["no permission as no login", tokens, guarded({ "Bearer good-token": 200 }), /^expected status 403, got 401$/],

  ["closed CORS", corsGroup, corsOf(() => ({}))],
  [
    "a reflected origin",
    corsGroup,
    corsOf((origin) => (origin === "null" ? {} : { ...allow(origin), vary: "Origin" })),
    /^expected the foreign origin https:\/\/foreign.example to be refused, but it is let in\n.*foreign.example/,
  ],
  [
    "a reflected origin in the preflight alone",
    corsGroup,
    corsOf((origin, { method }) => (method === "OPTIONS" ? allow(origin) : {})),
    /^expected the foreign origin https:\/\/foreign.example to be refused, but it is let in$/,
  ],
  [
    "null, where it is reflected",
    corsGroup,
    corsOf((origin) => (origin === "null" ? allow("null") : {})),
    /^expected the foreign origin null to be refused, but it is let in$/,
  ],
  [
    "null, where it is said to all",
    corsGroup,
    corsOf((origin) => (origin === own ? {} : allow("null"))),
    /no access-control-allow-origin: null, which any sandboxed page has/,
  ],
  ["everybody", corsGroup, corsOf(() => allow("*")), /only known origins, got access-control-allow-origin: \*/],
  ["everybody, where that is meant", "cors: { public: true }", corsOf(() => allow("*"))],
  [
    "everybody with credentials",
    "cors: { public: true }",
    corsOf(() => ({ ...allow("*"), ...withCredentials })),
    /\* with credentials/,
  ],
  [
    "everybody with credentials, for its own origin alone",
    corsGroup,
    corsOf((origin) => (origin === own ? { ...allow("*"), ...withCredentials } : {})),
    /^expected no access-control-allow-origin: \* with credentials$/,
  ],
  [
    "no Vary",
    corsGroup,
    corsOf((): Record<string, string> => ({ vary: "Accept" })),
    /^expected vary: origin beside it/,
  ],
  [
    "its own origin refused",
    corsGroup,
    corsOf(() => allow("https://old.example")),
    /^expected access-control-allow-origin: https:\/\/app.example, got https:\/\/old.example$/,
  ],

  ["careful headers", "security-headers", says(careful)],
  ["x-frame-options", "security-headers", says({ ...without("content-security-policy"), "x-frame-options": "DENY" })],
  ["no nosniff", "security-headers", says(without("x-content-type-options")), /^expected x-content-type-options/],
  [
    "a weak nosniff",
    "security-headers",
    says({ ...careful, "x-content-type-options": "sniff" }),
    /^expected x-content-type-options: nosniff$/,
  ],
  ["no frame protection", "security-headers", says(without("content-security-policy")), /^expected x-frame-options/],
  [
    "frames for everybody",
    "security-headers",
    says({ ...careful, "content-security-policy": "default-src 'self'; frame-ancestors *" }),
    /^expected x-frame-options/,
  ],
  [
    "x-frame-options that no browser knows",
    "security-headers",
    says({ ...without("content-security-policy"), "x-frame-options": "ALLOWALL" }),
    /^expected x-frame-options/,
  ],
  ["no referrer policy", "security-headers", says(without("referrer-policy")), /^expected a referrer-policy/],
  [
    "a weak referrer policy",
    "security-headers",
    says({ ...careful, "referrer-policy": "unsafe-url" }),
    /^expected a referrer-policy/,
  ],
  [
    "an empty referrer policy",
    "security-headers",
    says({ ...careful, "referrer-policy": "" }),
    /^expected a referrer-policy/,
  ],
  [
    "a chatty server",
    "security-headers",
    says({ ...careful, server: "nginx/1.2", "x-powered-by": "Express" }),
    /^expected no x-powered-by, got "Express"\nexpected no version in the header server, got "nginx\/1.2"$/,
  ],
  ["what is excepted", "security-headers: { except: [no-powered-by] }", says({ ...careful, "x-powered-by": "x" })],

  ["a limit", "rate-limit: { budget: 5 }", (_r, response, count) => response.writeHead(count > 6 ? 429 : 200).end()],
  [
    "no limit",
    "rate-limit: { budget: 5 }",
    (_r, response) => response.end(),
    /^expected status 429, got 200 \(after 6 requests\)$/,
  ],
  [
    "a limit beyond the budget",
    "rate-limit: { budget: 5 }",
    (_r, response, count) => response.writeHead(count > 20 ? 429 : 200).end(),
    /^expected status 429, got 200 \(after 6 requests\)$/,
  ],
  [
    "a limit at the first request",
    "rate-limit: { budget: 5 }",
    (_r, response) => response.writeHead(429).end(),
    /^expected status (?:one of )?2xx.*got 429$/,
  ],
  [
    "another refusal",
    "rate-limit: { budget: 5 }",
    (_r, response, count) => response.writeHead(count > 3 ? 503 : 200).end(),
    /^expected status 429, got 503 \(after 6 requests\)$/,
  ],

  [
    "metrics",
    "metrics: { series: [http_requests, up] }",
    says(text, '# TYPE http_requests_total counter\nhttp_requests_total{a="b\\"}"} 1e3 1700000000\nup 1\n'),
  ],
  [
    "OpenMetrics",
    "metrics: { series: [up] }",
    says({ "content-type": "application/openmetrics-text; version=1.0.0" }, "# TYPE up gauge\nup 1\n# EOF\n"),
  ],
  [
    "a missing series",
    "metrics: { series: [up, http_requests] }",
    says(text, "up 1\nhttp_requests_failed_total 1\n"),
    /^expected the series http_requests, but it is not among the 2 that are there$/,
  ],
  [
    "no series at all",
    "metrics",
    says(text, "# HELP up Whether it is up.\n"),
    /^expected Prometheus text, but it holds/,
  ],
  ["text that does not parse", "metrics", says(text, "up 1\ndown{a=b} 1\n"), /line 2 is no Prometheus text: "down/],
  ["a page", "metrics", says({ "content-type": "text/html" }, "<html>"), /line 1 is no Prometheus text/],
  ["no content type", "metrics", says({}, "up 1\n"), /^expected the content type text\/plain or .*, got none$/],
  [
    "a content type that Prometheus does not read",
    "metrics",
    says({ "content-type": "text/html; charset=utf-8" }, "up 1\n"),
    /^expected the content type text\/plain or .*, got text\/html$/,
  ],
  ["metrics that are not there", "metrics", (_r, response) => response.writeHead(404, text).end("up 1\n"), /got 404/],

  ["problem documents", badRequest, (request, response) => problem(response, request.method === "POST" ? 400 : 404)],
  [
    "a page for what is not there",
    "errors",
    (_r, response) => response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not Found</h1>"),
    /^expected a problem document \(application\/problem\+json\), got text\/html$/,
  ],
  ["200 for what is not there", "errors", (_r, response) => problem(response, 200), /^expected status 404, got 200$/],
  [
    "a stack trace",
    "errors",
    (_r, response) => problem(response, 404, { detail: "at run (/app/main.js:12:3)" }),
    /^expected no stack trace, but the body has "at run \(\/app\/main.js:12:3\)"$/,
  ],
  [
    "a stack trace for a broken request",
    badRequest,
    (request, response) =>
      request.method === "POST"
        ? problem(response, 400, { detail: "Traceback (most recent call last):" })
        : problem(response, 404),
    /^expected no stack trace, but the body has "Traceback/,
  ],
  [
    "400 in words of its own",
    badRequest,
    (request, response) =>
      request.method === "POST" ? json(response, { error: "no customer" }, 400) : problem(response, 404),
    /^expected a problem document \(application\/problem\+json\), got application\/json$/,
  ],
  [
    "500 for a broken request",
    badRequest,
    (request, response) => problem(response, request.method === "POST" ? 500 : 404),
    /^expected status .*400.*422, got 500$/,
  ],
  [
    "a document of another status",
    "errors",
    (_r, response) => problem(response, 404, { status: 500 }),
    /document's status to be 404 as the answer's, got 500/,
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

describe("HSTS", () => {
  const identity = makeIdentity({ names: ["127.0.0.1"] });
  const group = (more: string) => `groups: [security-headers: {${more}}]`;
  const asked = async (hsts: string | undefined, more = "") => {
    const headers = Object.entries({ ...careful, ...(hsts && { "strict-transport-security": hsts }) });
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const server = await serveTls(identity, (socket) =>
      socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\n${lines}content-length: 0\r\n\r\n`)),
    );
    return (await runFile(group(more), urlTarget(server.origin, { tls: { ca: identity.cert } }))).wrong;
  };

  it.each<[string, string | undefined, string]>([
    ["none", undefined, "got none"],
    ["for a day", "max-age=86400; includeSubDomains", "got 86400"],
    ["taken back", "max-age=0", "got 0"],
    ["without an age", "includeSubDomains", "got none"],
  ])("is missed over TLS where it is %s", async (_what, hsts, got) => {
    expect(await asked(hsts)).toBe(`expected strict-transport-security with a max-age of at least 15552000, ${got}`);
  });

  it("is enough for half a year, and not asked for where it is excepted", async () => {
    expect(await asked("max-age=31536000")).toBe("");
    expect(await asked(undefined, " except: [strict-transport-security] ")).toBe("");
  });
});
