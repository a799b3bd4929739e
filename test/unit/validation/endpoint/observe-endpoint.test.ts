import { describe, expect, it } from "vitest";
import { endpointChecks } from "../../../../src/validation/endpoint/checks.ts";
import type { EndpointSeen } from "../../../../src/validation/endpoint/endpoint-seen.ts";
import type { Observation } from "../../../../src/validation/observation.ts";
import { subjectOf } from "../../../../src/validation/subject.ts";
import { makeIdentity } from "../../smoke/protocols/certificates.ts";
import { type Answering, authority, host, observe, serve } from "./service.ts";

const day = 86_400_000;
const careful = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-deployment-version": "v1.4.0",
};

/** A service as it should be. */
const good: Answering = ({ method, url, headers }, response) => {
  const reply = (status: number, body: object, more: Record<string, string> = {}) =>
    response.writeHead(status, { ...careful, "content-type": "application/json", ...more }).end(JSON.stringify(body));
  const problem = (status: number, more: Record<string, string> = {}) =>
    reply(status, { title: "no", status }, { "content-type": "application/problem+json", ...more });
  if (method === "TRACE") return problem(405);
  if (url === "/") return reply(200, { service: "orders" }, { "set-cookie": "sid=1; Secure; HttpOnly; SameSite=Lax" });
  if (["/health/live", "/health/ready"].includes(url)) return reply(200, { status: "ok" });
  if (url !== "/me") return problem(url.includes("%E0") ? 400 : 404);
  if (headers.authorization === "Bearer good-token") return reply(200, { user: "a" });
  return problem(401, { "www-authenticate": "Bearer" });
};

/** The ids of the checks that end so, without `endpoint/`. */
function idsOf(observation: Observation<EndpointSeen>, state: "failed" | "unknown" | "not-applicable"): string[] {
  const subject = subjectOf([], undefined, undefined, { endpoint: observation });
  return endpointChecks
    .filter((check) => {
      const result = check.run(subject, check.settings?.parse({}) ?? {});
      return result.kind === "examined" ? state === "failed" && result.findings.length > 0 : result.kind === state;
    })
    .map(({ id }) => id.slice("endpoint/".length));
}

const trace = "TypeError: x\n    at run (/app/main.js:12:3)";
const wrongs: Readonly<Record<string, readonly [number, string]>> = {
  "/": [200, "<p>".repeat(1000)],
  "/health": [200, '{"status":"unhealthy"}'],
  "/metrics": [200, "up 1\n"],
  "/.env": [200, "DB_PASSWORD=secret\n"],
  "/debug/vars": [200, '{"cmdline":["x"]}'],
  "/me": [200, "everything"],
};

const all = { "protected-path": "/me", "endpoint-token": "good-token", version: "1.4.0" };

describe("the endpoint", () => {
  it("that is as it should be fails nothing but the protocol that Node's server does not speak", async () => {
    const service = await serve(good);
    const seen = await observe(service, all);
    expect(idsOf(seen, "failed")).toEqual(["http2"]);
    expect(idsOf(seen, "unknown")).toEqual([]);
    expect(idsOf(seen, "not-applicable")).toEqual(["compression", "rate-limit", "retry-after"]);
  });

  it("gets thirty requests at most, none of which changes anything", async () => {
    const service = await serve(good);
    await observe(service, all);
    expect(service.asked.length).toBeLessThanOrEqual(30);
    const posts = service.asked.filter(({ method }) => !["GET", "OPTIONS", "TRACE"].includes(method));
    expect(posts.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /slipway/no/such/path"]);
  });

  it("shows its token to the protected path only, and never over plain HTTP", async () => {
    const plain: string[] = [];
    const service = await serve(good, {
      plain: ({ url, headers }, response) => {
        plain.push(headers.authorization ?? "none");
        response.writeHead(301, { location: `https://${host}${url}` }).end();
      },
    });
    const seen = await observe(service, all);
    const carrying = service.asked.filter(({ headers }) => headers.authorization !== undefined);
    expect(new Set(carrying.map(({ url }) => url))).toEqual(new Set(["/me"]));
    expect(plain).toEqual(["none"]);
    expect(JSON.stringify(seen)).not.toContain("good-token");
  });

  it("that does everything wrong is found out", async () => {
    const wrong: Answering = ({ method, url, headers }, response) => {
      response.setHeader("access-control-allow-origin", headers.origin ?? "*");
      response.setHeader("access-control-allow-credentials", "true");
      response.setHeader("set-cookie", "sid=1; Path=/");
      response.setHeader("server", "nginx/1.18.0");
      response.setHeader("x-deployment-version", "1.3.0");
      const [status, body] = method === "TRACE" ? [200, `TRACE ${url} HTTP/1.1`] : (wrongs[url] ?? [500, trace]);
      response.writeHead(status, url === "/" ? { "content-type": "text/html" } : {}).end(body);
    };
    const service = await serve(wrong, {
      tls: { minVersion: "TLSv1", maxVersion: "TLSv1.2", ciphers: "DEFAULT@SECLEVEL=0" },
      certificate: makeIdentity({
        names: [host],
        authority,
        notBefore: new Date(Date.now() - 80 * day),
        notAfter: new Date(Date.now() + 2 * day),
      }),
      plain: (_request, response) => response.end("come in"),
    });
    const seen = await observe(service, { ...all, "endpoint-token": "", "rate-limit-budget": "20" });
    const passing = ["certificate-chain", "certificate-key", "certificate-name", "directory-listing"];
    const skipped = ["retry-after", "valid-token"];
    const ids = endpointChecks.map(({ id }) => id.slice("endpoint/".length));
    expect(idsOf(seen, "failed")).toEqual(ids.filter((id) => ![...passing, ...skipped].includes(id)));
    expect(idsOf(seen, "not-applicable")).toEqual(skipped);
    expect(idsOf(seen, "unknown")).toEqual([]);
  });

  it.each([
    [
      "expired",
      { notAfter: new Date(Date.now() - day), notBefore: new Date(Date.now() - 9 * day) },
      "certificate-expiry",
    ],
    ["for another host", { names: ["other.example.com"] }, "certificate-name"],
    ["of nobody known", { authority: undefined }, "certificate-chain"],
  ])("whose certificate is %s fails for that, and is asked nothing", async (_what, wanted, id) => {
    const service = await serve(good, { certificate: makeIdentity({ names: [host], authority, ...wanted }) });
    const seen = await observe(service, all);
    expect(idsOf(seen, "failed")).toEqual([id, "http2"]);
    expect(idsOf(seen, "unknown")).toContain("authentication");
    expect(service.asked).toEqual([]);
  });

  it("whose port for plain HTTP is closed is HTTPS only", async () => {
    const seen = await observe(await serve(good, { plain: null }), all);
    expect(idsOf(seen, "failed")).toEqual(["http2"]);
  });

  it("that limits requests says so within its budget", async () => {
    let count = 0;
    const service = await serve((request, response) => {
      count += request.url === "/" ? 1 : 0;
      if (count > 12 && request.url === "/") response.writeHead(429, { ...careful, "retry-after": "1" }).end();
      else good(request, response);
    });
    const seen = await observe(service, { ...all, "rate-limit-budget": "12" });
    expect(idsOf(seen, "failed")).toEqual(["http2"]);
    expect(idsOf(seen, "not-applicable")).toEqual(["compression"]);
  });

  it("that does not answer is unknown, by every check", async () => {
    const { resolve } = await serve(good, { plain: null });
    // Nothing listens for plain HTTP, so its port refuses TLS too.
    const closed = resolve.map((entry) => entry.replace(/:443:.*$/, `:443:${resolve[1]?.split(":80:")[1]}`));
    const seen = await observe({ resolve: closed }, all);
    expect(seen).toEqual({ kind: "unknown", reason: expect.stringContaining("the connection was refused") });
    expect(idsOf(seen, "unknown")).toHaveLength(endpointChecks.length);
  });

  it("below a path has all its paths there", async () => {
    const service = await serve((request, response) =>
      good({ ...request, url: request.url.replace(/^\/api\/orders/, "") || "/" }, response),
    );
    const seen = await observe(service, { ...all, endpoint: `https://${host}/api/orders/` });
    expect(idsOf(seen, "failed")).toEqual(["http2"]);
    expect(service.asked.every(({ url }) => url.startsWith("/api/orders"))).toBe(true);
  });

  it("over plain HTTP fails for that", async () => {
    const service = await serve(good, { plain: (request, response) => good(request, response) });
    const seen = await observe(service, { ...all, endpoint: `http://${host}` });
    expect(idsOf(seen, "failed")).toEqual(["https"]);
  });
});
