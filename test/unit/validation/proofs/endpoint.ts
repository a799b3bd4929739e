// What proves the checks of the endpoint?

import type { HttpAnswer } from "../../../../src/http-rules/http-answer.ts";
import type { EndpointSeen, Exchange, RateLimitSeen } from "../../../../src/validation/endpoint/endpoint-seen.ts";
import { questionsFor } from "../../../../src/validation/endpoint/questions.ts";
import type { CertificateSeen, TlsSeen } from "../../../../src/validation/endpoint/tls-seen.ts";
import { type Subject, subjectOf } from "../../../../src/validation/subject.ts";
import type { Proof } from "./proof.ts";

const askedAt = Date.parse("2026-01-01T12:00:00Z");
const day = 86_400_000;
const foreign = "https://foreign.example";

const careful = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "content-type": "application/json",
  "x-version": "1.4.0",
};
const problem = { ...careful, "content-type": "application/problem+json" };
const certificate: CertificateSeen = {
  validFrom: askedAt - 30 * day,
  validTo: askedAt + 60 * day,
  names: ["orders.example.com"],
  chainFault: undefined,
  nameFault: undefined,
  key: { kind: "EC", bits: 256 },
};
const handshake = { kind: "done", version: "TLSv1.3", protocol: "h2", certificate } as const;
const refused = { kind: "refused" } as const;
const accepted = { kind: "accepted" } as const;
const tls: TlsSeen = {
  host: "orders.example.com",
  handshake,
  versions: { TLSv1: refused, "TLSv1.1": refused, "TLSv1.3": accepted },
};
const healthy = ["/health/live", "/health/ready"];

function answer(status: number, more: Partial<HttpAnswer> = {}): HttpAnswer {
  return { status, headers: careful, body: "{}", truncated: false, ...more };
}

function goodAnswer({ purpose, variant, path }: Omit<Exchange, "kind">): HttpAnswer {
  if (purpose === "health") return healthy.includes(path) ? answer(200, { body: '{"status":"ok"}' }) : missing();
  if (purpose === "protected") {
    return variant === "valid token"
      ? answer(200)
      : answer(401, { headers: { ...problem, "www-authenticate": "Bearer" } });
  }
  if (purpose === "trace") return answer(405);
  return purpose === "error" || purpose === "internal" ? missing() : answer(200);
}

function missing(): HttpAnswer {
  return answer(404, { headers: problem, body: '{"title":"not found","status":404}' });
}

const request = {
  healthPaths: [],
  protectedPath: "/me",
  token: "good-token",
  expiredToken: undefined,
  origin: "https://orders.example.com",
  foreignOrigin: foreign,
};
const good: EndpointSeen = {
  url: "https://orders.example.com",
  askedAt,
  exchanges: [
    ...questionsFor(request).map(({ question }) => exchange(question, goodAnswer(question as Exchange))),
    exchange(
      { purpose: "plain", variant: "", method: "GET", path: "" },
      answer(308, { headers: { location: "https://orders.example.com/" } }),
    ),
  ],
  tls,
  healthPaths: "guessed",
  version: { expected: "1.4.0", header: "x-version" },
  rateLimit: { budget: 100, answered: 101, limited: { after: 100, answer: limited("30") }, stopped: undefined },
};

function exchange(question: Omit<Exchange, "kind" | "answer" | "reason">, given: HttpAnswer): Exchange {
  return { ...question, kind: "answered", answer: given } as Exchange;
}

function limited(after: string): HttpAnswer {
  return answer(429, { headers: { "retry-after": after } });
}

function subject(changes: Partial<EndpointSeen>): Subject {
  return subjectOf([], undefined, undefined, { endpoint: { kind: "seen", value: { ...good, ...changes } } });
}

/** `root`, `error missing path`, `health /ready`: those answers with something else in them. */
function at(which: string, changes: Partial<HttpAnswer>): Partial<EndpointSeen> {
  let isThere = false;
  const exchanges = good.exchanges.map((one) => {
    const names = [one.purpose, `${one.purpose} ${one.variant}`, `${one.purpose} ${one.path}`];
    if (!names.includes(which) || one.kind === "unanswered") return one;
    isThere = true;
    return { ...one, answer: { ...one.answer, ...changes } };
  });
  if (!isThere) throw new Error(`there is no question ${which}`);
  return { exchanges };
}

const headers = (which: string, more: Record<string, string>) => at(which, { headers: { ...careful, ...more } });
const without = (which: string, name: string) =>
  at(which, { headers: Object.fromEntries(Object.entries(careful).filter(([key]) => key !== name)) });
const cookies = (...lines: string[]) => at("root", { cookies: lines });
const cert = (changes: Partial<CertificateSeen>): Partial<EndpointSeen> => ({
  tls: { ...tls, handshake: { ...handshake, certificate: { ...certificate, ...changes } } },
});
const versions = (changes: Partial<TlsSeen["versions"]>): Partial<EndpointSeen> => ({
  tls: { ...tls, versions: { ...tls.versions, ...changes } },
});
const limit = (changes: Partial<RateLimitSeen>): Partial<EndpointSeen> => ({
  rateLimit: { budget: 100, answered: 101, limited: undefined, stopped: undefined, ...changes },
});
const plain = (status: number, location?: string) =>
  at("plain", { status, headers: location === undefined ? {} : { location } });
const closedPlain: Partial<EndpointSeen> = {
  exchanges: good.exchanges.map((one) =>
    one.purpose === "plain" ? { ...one, kind: "unanswered" as const, reason: "refused", closed: true } : one,
  ),
};
const named = (paths: readonly string[], body: string): Partial<EndpointSeen> => ({
  healthPaths: "given",
  exchanges: [
    ...good.exchanges.filter(({ purpose }) => purpose !== "health"),
    ...questionsFor({ ...request, healthPaths: paths })
      .filter(({ question }) => question.purpose === "health")
      .map(({ question }) => exchange(question, answer(200, { body }))),
  ],
});
/** Every path gets one page, as a front end gives it. */
const onePage: Partial<EndpointSeen> = {
  exchanges: good.exchanges.map((one) =>
    one.purpose === "health" || one.purpose === "internal" || one.variant === "missing path"
      ? exchange(one, answer(200, { headers: { "content-type": "text/html" }, body: "<html><h1>Shop</h1></html>" }))
      : one,
  ),
};
const json = { "content-type": "application/json" };
const long = "a".repeat(2000);

type Row = readonly [verdict: Proof["verdict"], what: string, seen: Partial<EndpointSeen>, evidence?: string | RegExp];

const rows: Readonly<Record<string, readonly Row[]>> = {
  https: [
    ["pass", "a redirect", {}],
    ["near-pass", "a closed port", closedPlain],
    ["near-pass", "plain HTTP is told to upgrade", plain(426)],
    ["fail", "plain HTTP is served", plain(200), "answered with 200"],
    ["near-fail", "a redirect to another plain host", plain(301, "http://www.orders.example.com/"), "not HTTPS"],
    ["near-fail", "a redirect without its scheme", plain(302, "/login"), "not HTTPS"],
    ["near-fail", "the endpoint itself is plain", { url: "http://orders.example.com", tls: undefined }, "itself"],
  ],
  hsts: [
    ["pass", "a year", {}],
    ["near-pass", "half a year, in quotes", headers("root", { "strict-transport-security": 'max-age="15552000"' })],
    ["fail", "none", without("root", "strict-transport-security"), "got none"],
    ["near-fail", "five minutes", headers("root", { "strict-transport-security": "max-age=300" }), "got 300"],
    ["near-fail", "error pages without it", at("error missing path", { headers: json }), "got none"],
  ],
  "hsts-subdomains": [
    ["pass", "they are named", {}],
    ["near-pass", "in other letters", headers("root", { "strict-transport-security": "max-age=1;includesubdomains" })],
    ["fail", "not named", headers("root", { "strict-transport-security": "max-age=31536000" }), "it says"],
    [
      "near-fail",
      "misspelt",
      headers("root", { "strict-transport-security": "max-age=1; includeSubDomain" }),
      "it says",
    ],
  ],
  "content-type-options": [
    ["pass", "nosniff", {}],
    ["near-pass", "in capitals", headers("root", { "x-content-type-options": "NOSNIFF" })],
    ["fail", "none", without("root", "x-content-type-options"), "nosniff"],
    ["near-fail", "error pages without it", at("error missing path", { headers: json }), "nosniff"],
  ],
  "frame-protection": [
    ["pass", "frame-ancestors", {}],
    [
      "near-pass",
      "the older header alone",
      headers("root", { "content-security-policy": "default-src 'none'", "x-frame-options": "SAMEORIGIN" }),
    ],
    ["fail", "none", without("root", "content-security-policy"), "x-frame-options"],
    [
      "near-fail",
      "ALLOW-FROM, which browsers ignore",
      headers("root", { "content-security-policy": "", "x-frame-options": "ALLOW-FROM https://a.example" }),
      "x-frame-options",
    ],
  ],
  "referrer-policy": [
    ["pass", "no-referrer", {}],
    ["near-pass", "the origin only", headers("root", { "referrer-policy": "strict-origin-when-cross-origin" })],
    ["fail", "none", without("root", "referrer-policy"), "referrer-policy"],
    ["near-fail", "unsafe-url", headers("root", { "referrer-policy": "unsafe-url" }), "referrer-policy"],
  ],
  "server-banner": [
    ["pass", "no banner", {}],
    ["near-pass", "a name without its version", headers("root", { server: "nginx" })],
    ["fail", "a framework", headers("root", { "x-powered-by": "Express" }), "Express"],
    ["near-fail", "on error pages only", headers("error missing path", { server: "nginx/1.18.0" }), "nginx/1.18.0"],
  ],
  "content-security-policy": [
    ["pass", "nothing may run", {}],
    [
      "near-pass",
      "a nonce takes the force of unsafe-inline",
      headers("root", { "content-security-policy": "script-src 'nonce-r4nd0m' 'unsafe-inline' https:" }),
    ],
    [
      "near-pass",
      "unsafe-inline for styles",
      headers("root", { "content-security-policy": "default-src 'self'; style-src 'unsafe-inline'" }),
    ],
    ["fail", "none", without("root", "content-security-policy"), "there is no"],
    [
      "near-fail",
      "it only reports",
      at("root", { headers: { "content-security-policy-report-only": "default-src 'self'" } }),
      "-report-only forbids nothing",
    ],
    [
      "near-fail",
      "inline scripts",
      headers("root", { "content-security-policy": "script-src 'self' 'unsafe-inline'" }),
      "'unsafe-inline'",
    ],
    [
      "near-fail",
      "nothing about scripts",
      headers("root", { "content-security-policy": "frame-ancestors 'none'" }),
      "neither",
    ],
  ],
  "cors-origins": [
    ["pass", "no header", {}],
    [
      "near-pass",
      "the own origin, whoever asks",
      headers("foreign-origin", { "access-control-allow-origin": "https://shop.example" }),
    ],
    ["fail", "everybody", headers("foreign-origin", { "access-control-allow-origin": "*" }), "known origins"],
    [
      "near-fail",
      "the origin is repeated",
      headers(`foreign-origin ${foreign}`, { "access-control-allow-origin": foreign }),
      "is let in",
    ],
    [
      "near-fail",
      "one that begins like the own",
      headers("foreign-origin https://orders.example.com.foreign.example", {
        "access-control-allow-origin": "https://orders.example.com.foreign.example",
      }),
      "is let in",
    ],
    ["near-fail", "null", headers("foreign-origin null", { "access-control-allow-origin": "null" }), "null"],
  ],
  "cors-credentials": [
    ["pass", "no header", {}],
    ["near-pass", "everybody, without credentials", headers("foreign-origin", { "access-control-allow-origin": "*" })],
    [
      "near-pass",
      "credentials for a known origin",
      headers("foreign-origin", {
        "access-control-allow-origin": "https://shop.example",
        "access-control-allow-credentials": "true",
      }),
    ],
    [
      "fail",
      "the origin is repeated",
      headers(`foreign-origin ${foreign}`, {
        "access-control-allow-origin": foreign,
        "access-control-allow-credentials": "true",
      }),
      "with credentials",
    ],
    [
      "near-fail",
      "everybody, which browsers refuse today",
      headers("foreign-origin null", {
        "access-control-allow-origin": "*",
        "access-control-allow-credentials": "true",
      }),
      "with credentials",
    ],
  ],
  "cookie-secure": [
    ["pass", "Secure", cookies("sid=1; Secure; HttpOnly; SameSite=Lax")],
    ["near-pass", "one that is taken away", cookies("sid=; Max-Age=0", "a=1; secure")],
    ["fail", "not Secure", cookies("sid=1; HttpOnly"), "not Secure"],
    ["near-fail", "Secure is part of the value", cookies("sid=Secure; HttpOnly"), "not Secure"],
    ["near-fail", "__Host- with a Domain", cookies("__Host-sid=1; Secure; Path=/; Domain=example.com"), "__Host-"],
  ],
  "cookie-http-only": [
    ["pass", "HttpOnly", cookies("sid=1; Secure; HttpOnly")],
    ["near-pass", "the token that scripts send back", cookies("XSRF-TOKEN=1; Secure")],
    ["fail", "not HttpOnly", cookies("sid=1; Secure"), "not HttpOnly"],
    ["near-fail", "the second one", cookies("a=1; HttpOnly", "b=1; Secure; Path=/HttpOnly"), "not HttpOnly"],
  ],
  "cookie-same-site": [
    ["pass", "Lax", cookies("sid=1; SameSite=Lax")],
    ["near-pass", "None, with Secure", cookies("sid=1; samesite=none; secure")],
    ["fail", "none", cookies("sid=1; Secure"), "no SameSite"],
    ["near-fail", "None without Secure", cookies("sid=1; SameSite=None"), "without Secure"],
    ["near-fail", "no value that browsers know", cookies("sid=1; SameSite=Yes"), "yes"],
  ],
  "tls-old-versions": [
    ["pass", "refused", {}],
    ["near-pass", "1.3 is refused too", versions({ "TLSv1.3": refused })],
    ["fail", "1.0", versions({ TLSv1: accepted }), "TLSv1 alone"],
    [
      "near-fail",
      "1.1 alone, though 1.0 is unknown",
      versions({ TLSv1: { kind: "unknown", reason: "x" }, "TLSv1.1": accepted }),
      "TLSv1.1",
    ],
  ],
  "tls-1-3": [
    ["pass", "accepted", {}],
    [
      "near-pass",
      "the client's own handshake took 1.2",
      { tls: { ...tls, handshake: { ...handshake, version: "TLSv1.2" } } },
    ],
    ["fail", "refused", versions({ "TLSv1.3": refused }), "refused"],
    ["near-fail", "only old ones", versions({ TLSv1: accepted, "TLSv1.3": refused }), "refused"],
  ],
  "certificate-expiry": [
    ["pass", "two months", {}],
    ["near-pass", "four days of six", cert({ validFrom: askedAt - 2 * day, validTo: askedAt + 4 * day })],
    ["near-pass", "fourteen days", cert({ validTo: askedAt + 14 * day })],
    ["fail", "expired", cert({ validTo: askedAt - 1 }), "expired"],
    ["near-fail", "an hour too few", cert({ validTo: askedAt + 14 * day - 3_600_000 }), "in 13 days"],
    ["near-fail", "not valid yet", cert({ validFrom: askedAt + day, validTo: askedAt + 90 * day }), "not valid before"],
  ],
  "certificate-name": [
    ["pass", "the host's", {}],
    ["near-pass", "a wildcard", cert({ names: ["*.example.com"] })],
    ["fail", "another", cert({ nameFault: "it is for DNS:other.example" }), "other.example"],
    ["near-fail", "of a trusted authority, for nobody", cert({ names: [], nameFault: "it is for no name" }), "no name"],
  ],
  "certificate-chain": [
    ["pass", "trusted", {}],
    ["near-pass", "expired, which is told elsewhere", cert({ validTo: askedAt - day })],
    ["fail", "self-signed", cert({ chainFault: "the certificate is self-signed" }), "self-signed"],
    [
      "near-fail",
      "an intermediate one is missing",
      cert({ chainFault: "the certificate is not signed by a known authority" }),
      "not signed",
    ],
  ],
  "certificate-key": [
    ["pass", "P-256", {}],
    ["near-pass", "Ed25519 has no length", cert({ key: undefined })],
    ["near-pass", "RSA 2048", cert({ key: { kind: "RSA", bits: 2048 } })],
    ["fail", "RSA 1024", cert({ key: { kind: "RSA", bits: 1024 } }), "1024"],
    ["near-fail", "P-192", cert({ key: { kind: "EC", bits: 192 } }), "192"],
  ],
  http2: [
    ["pass", "agreed", {}],
    ["near-pass", "over TLS 1.2", { tls: { ...tls, handshake: { ...handshake, version: "TLSv1.2" } } }],
    ["fail", "HTTP/1.1", { tls: { ...tls, handshake: { ...handshake, protocol: "http/1.1" } } }, "http/1.1"],
    ["near-fail", "no ALPN", { tls: { ...tls, handshake: { ...handshake, protocol: "" } } }, "nothing"],
  ],
  compression: [
    ["pass", "Brotli", at("root", { body: long, headers: { ...json, "content-encoding": "br" } })],
    [
      "near-pass",
      "gzip of a page",
      at("root", { body: long, headers: { "content-type": "text/html; charset=utf-8", "content-encoding": "gzip" } }),
    ],
    ["fail", "a long JSON", at("root", { body: long, headers: json }), "2000 characters"],
    [
      "near-fail",
      "compressible, though chunked",
      at("root", { body: long, headers: { ...json, "transfer-encoding": "chunked" } }),
      "as it is",
    ],
  ],
  health: [
    ["pass", "live and ready", {}],
    ["pass", "one for all", named(["/health"], "OK")],
    ["pass", "with startup", named(["/health", "/ready", "/startup"], '{"status":"ready"}')],
    ["pass", "liveness and readiness", named(["/liveness", "/readiness"], '{"status":"alive"}')],
    ["near-pass", "a word that only looks unwell", named(["/health"], '{"status":"UP","description":"down jackets"}')],
    ["fail", "unhealthy with 200", named(["/health"], '{"status":"unhealthy"}'), '$.status is "unhealthy"'],
    ["fail", "503", at("health /health/ready", { status: 503 }), "503"],
    [
      "near-fail",
      "a part that is down",
      named(["/ready"], '{"status":"ready","checks":{"migrations":false}}'),
      "$.checks.migrations",
    ],
    ["near-fail", "the page of every path", { ...onePage, healthPaths: "given" }, "does not exist"],
    [
      "near-fail",
      "none is there",
      { exchanges: good.exchanges.map((one) => (one.purpose === "health" ? exchange(one, missing()) : one)) },
      "none of",
    ],
  ],
  readiness: [
    ["pass", "a path of its own", {}],
    ["near-pass", "readyz", named(["/livez", "/readyz"], "ok")],
    ["fail", "one for all", named(["/health"], "OK"), "/health"],
    ["near-fail", "live and startup only", named(["/health/live", "/health/startup"], "OK"), "/health/startup"],
  ],
  authentication: [
    ["pass", "401", {}],
    ["near-pass", "sent to the login page", at("protected without credentials", { status: 302 })],
    ["near-pass", "403", at("protected without credentials", { status: 403 })],
    ["fail", "let in", at("protected without credentials", { status: 200 }), "200"],
    ["near-fail", "a server error", at("protected without credentials", { status: 500 }), "500"],
    ["near-fail", "no content is an answer too", at("protected without credentials", { status: 204 }), "204"],
  ],
  "forged-tokens": [
    ["pass", "401", {}],
    ["near-pass", "without credentials it is public", at("protected without credentials", { status: 200 })],
    ["fail", "a broken one", at("protected broken token", { status: 200 }), "200"],
    ["near-fail", "an unsigned one", at("protected unsigned token", { status: 200 }), "200"],
    ["near-fail", "an expired one", at("protected expired token", { status: 200 }), "200"],
  ],
  "valid-token": [
    ["pass", "200", {}],
    ["near-pass", "204", at("protected valid token", { status: 204 })],
    ["fail", "401", at("protected valid token", { status: 401 }), "401"],
    ["near-fail", "sent to the login page", at("protected valid token", { status: 302 }), "302"],
  ],
  "unauthorized-status": [
    ["pass", "401 with WWW-Authenticate", {}],
    [
      "near-pass",
      "a scheme of its own",
      at("protected without credentials", { headers: { "www-authenticate": "Custom" } }),
    ],
    ["fail", "403", at("protected without credentials", { status: 403 }), "403"],
    ["near-fail", "401 alone", at("protected without credentials", { headers: {} }), "WWW-Authenticate"],
  ],
  "error-pages": [
    ["pass", "problem documents", {}],
    ["near-pass", "a text about tracing", at("error", { body: '{"title":"trace 12:30 at (desk)"}' })],
    [
      "fail",
      "a trace of Node",
      at("error malformed path", { body: "URIError\n at decode (/app/node_modules/x.js:1:2)" }),
      "stack trace",
    ],
    [
      "near-fail",
      "a database's error",
      at("error null byte", { body: '{"detail":"SQLSTATE[22021]: invalid byte"}' }),
      "SQLSTATE[",
    ],
    [
      "near-fail",
      "on what only some may see",
      at("protected broken token", { body: "Traceback (most recent call last):" }),
      "stack trace",
    ],
  ],
  "error-status": [
    ["pass", "404", {}],
    ["near-pass", "422", at("error malformed body", { status: 422 })],
    ["fail", "500", at("error null byte", { status: 500 }), "500"],
    ["near-fail", "503 for a path that does not parse", at("error malformed path", { status: 503 }), "503"],
  ],
  "missing-path": [
    ["pass", "404", {}],
    ["near-pass", "a login stands before all paths", at("error missing path", { status: 401 })],
    ["fail", "200", at("error missing path", { status: 200 }), "200"],
    ["near-fail", "sent to the front page", at("error missing path", { status: 302 }), "302"],
  ],
  "problem-documents": [
    ["pass", "a document", {}],
    [
      "near-pass",
      "with its character set",
      at("error missing path", { headers: { "content-type": "Application/problem+json; charset=utf-8" } }),
    ],
    ["fail", "a page", at("error missing path", { headers: { "content-type": "text/html" } }), "text/html"],
    ["near-fail", "of another status", at("error missing path", { body: '{"status":500,"title":"x"}' }), "to be 404"],
    ["near-fail", "JSON of another kind", at("error missing path", { headers: json }), "application/json"],
  ],
  version: [
    ["pass", "the release's", {}],
    ["near-pass", "with a v", headers("root", { "x-version": "v1.4.0" })],
    ["near-pass", "a proxy answers some paths itself", at("error missing path", { headers: {} })],
    ["fail", "an older one", headers("root", { "x-version": "1.3.9" }), "1.3.9"],
    ["near-fail", "one answer of many", headers("health /health/live", { "x-version": "1.3.9" }), "1.3.9"],
    ["near-fail", "not told", { version: { expected: "1.4.0", header: "x-release" } }, "does not tell"],
  ],
  "exposed-files": [
    ["pass", "404", {}],
    ["near-pass", "a front end's page", onePage],
    ["fail", "an environment file", at("internal /.env", { status: 200, body: "DB_HOST=a\nDB_PASSWORD=b\n" }), "/.env"],
    [
      "near-fail",
      "a repository without its files",
      at("internal /.git/HEAD", { status: 200, body: "ref: refs/heads/main\n" }),
      "/.git/HEAD",
    ],
  ],
  "exposed-diagnostics": [
    ["pass", "404", {}],
    ["near-pass", "a front end's page", onePage],
    [
      "fail",
      "Spring's environment",
      at("internal /actuator/env", { status: 200, body: '{"propertySources":[]}' }),
      "/actuator/env",
    ],
    [
      "near-fail",
      "Go's variables",
      at("internal /debug/vars", { status: 200, body: '{"cmdline":["x"]}' }),
      "/debug/vars",
    ],
  ],
  "public-metrics": [
    ["pass", "404", {}],
    ["near-pass", "a front end's page", onePage],
    ["fail", "metrics", at("internal /metrics", { status: 200, body: "# TYPE up gauge\nup 1\n" }), "1 series"],
    [
      "near-fail",
      "one series without a type",
      at("internal /metrics", { status: 200, body: "a_total 3\n" }),
      "1 series",
    ],
  ],
  "directory-listing": [
    ["pass", "no list", {}],
    ["near-pass", "a page about indexes", at("root", { body: "<title>Index of products</title>" })],
    ["fail", "nginx", at("root", { body: "<html><head><title>Index of /</title></head>" }), "lists the files"],
    [
      "near-fail",
      "Go's file server",
      at("internal /.env", {
        status: 200,
        body: '<!doctype html>\n<meta name="viewport">\n<pre>\n<a href="a.txt">a.txt</a>',
      }),
      "lists the files",
    ],
  ],
  "trace-method": [
    ["pass", "405", {}],
    ["near-pass", "200, but not the request", at("trace", { status: 200, body: "<html>" })],
    [
      "fail",
      "the request as a message",
      at("trace", { status: 200, headers: { "content-type": "message/http" } }),
      "TRACE",
    ],
    [
      "near-fail",
      "the request as a text",
      at("trace", { status: 200, headers: {}, body: "TRACE / HTTP/1.1\r\nCookie: a" }),
      "TRACE",
    ],
  ],
  "rate-limit": [
    ["pass", "429 after the budget", {}],
    ["near-pass", "the last one", limit({ limited: { after: 100, answer: limited("1") } })],
    ["fail", "none", limit({}), "none with 429"],
    ["near-fail", "a small budget", limit({ budget: 1, answered: 2 }), "2 requests"],
  ],
  "retry-after": [
    ["pass", "seconds", {}],
    ["near-pass", "a date", limit({ limited: { after: 1, answer: limited("Thu, 01 Jan 2026 12:00:30 GMT") } })],
    ["fail", "none", limit({ limited: { after: 1, answer: answer(429, { headers: {} }) } }), "no Retry-After"],
    ["near-fail", "no time", limit({ limited: { after: 1, answer: limited("soon") } }), "soon"],
  ],
};

export const endpointProofs: readonly Proof[] = Object.entries(rows).flatMap(([id, cases]) =>
  cases.map(([verdict, what, seen, evidence]) => ({
    check: `endpoint/${id}`,
    verdict,
    case: what,
    subject: subject(seen),
    ...(evidence === undefined ? {} : { evidence }),
  })),
);
