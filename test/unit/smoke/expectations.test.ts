import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/smoke/answer.ts";
import { mismatches } from "../../../src/smoke/expectations.ts";
import { compileJsonSchema, readJsonSchema } from "../../../src/smoke/json-schema.ts";
import { parseSuite } from "../../../src/smoke/load-suite.ts";
import type { Expectation } from "../../../src/smoke/suite.ts";

const answer: Answer = {
  status: 200,
  headers: { "content-type": "application/json", "x-deployment-version": "1.4.0" },
  body: '{"status":"ok","items":[{"id":1},{"id":2}],"tags":["a","b"],"none":null}',
  truncated: false,
  durationMs: 120,
};
const nothing: Expectation = { status: [], headers: {}, body: undefined, json: {}, timeMs: undefined };

const holding: [string, Partial<Expectation>][] = [
  ["a status", { status: [200] }],
  ["a range of status codes", { status: ["2xx"] }],
  ["one of several", { status: [404, "2xx"] }],
  ["a header", { headers: { "x-deployment-version": { equals: "1.4.0" } } }],
  ["a part of a header", { headers: { "content-type": { contains: ["json"] } } }],
  ["a body that matches", { body: { matches: '^\\{"status"' } }],
  ["a value by JSONPath", { json: { "$.status": { equals: "ok" } } }],
  ["null by JSONPath", { json: { "$.none": { equals: null } } }],
  ["a whole object by JSONPath", { json: { "$.items[0]": { equals: { id: 1 } } } }],
  ["a member of a list", { json: { "$.tags": { contains: "b" } } }],
  ["absence", { json: { "$.error": { exists: false } } }],
  ["time", { timeMs: 121 }],
];

const failing: [Partial<Expectation>, string][] = [
  [{ status: [201, "3xx"] }, "expected status 201 or 3xx, got 200"],
  [
    { headers: { "x-deployment-version": { equals: "1.5.0" } } },
    'expected the header x-deployment-version to be "1.5.0", got "1.4.0"',
  ],
  [{ headers: { etag: { matches: "." } } }, "expected the header etag to match /./, but the answer has no such header"],
  [{ body: { contains: ["error"] } }, 'expected the body to contain "error", got'],
  [{ body: { equals: "x" } }, 'expected the body to be "x", got'],
  [{ json: { "$.status": { equals: "down" } } }, 'expected $.status to be "down", got "ok"'],
  [{ json: { "$.items[*].id": { equals: 1 } } }, "expected $.items[*].id to be 1, got 2"],
  [{ json: { "$.missing": { equals: null } } }, "expected a value at $.missing, found none"],
  [{ json: { "$.status": { exists: false } } }, 'expected nothing at $.status, got "ok"'],
  [{ json: { "$.status": { matches: "^up$" } } }, 'expected $.status to match /^up$/, got "ok"'],
  [{ timeMs: 120 }, "expected the answer in less than 120ms, it took 120 ms"],
];

describe("an answer against an expectation", () => {
  it.each(holding)("accepts %s", (_what, expected) => {
    expect(mismatches(answer, { ...nothing, ...expected })).toEqual([]);
  });

  it.each(failing)("says what is wrong: %j", (expected, sentence) => {
    const [found, ...others] = mismatches(answer, { ...nothing, ...expected });
    expect(found).toContain(sentence);
    expect(others).toEqual([]);
  });

  it("names every expectation that does not hold", () => {
    expect(mismatches(answer, { ...nothing, status: [500], timeMs: 1 })).toHaveLength(2);
  });

  it("does not take a body that is no JSON, is empty, or was cut, for one that fits", () => {
    const wanted = { ...nothing, json: { $: { exists: true } } };
    expect(mismatches({ ...answer, body: "<html>" }, wanted)).toEqual([
      "expected a JSON body, got one that is not JSON",
    ]);
    expect(mismatches({ ...answer, body: "" }, wanted)).toEqual(["expected a JSON body, got an empty one"]);
    expect(mismatches({ ...answer, truncated: true }, wanted)[0]).toContain("got more than the");
  });
});

const digest = `sha256:${"a".repeat(64)}`;
const other = `sha256:${"b".repeat(64)}`;
const more: Answer = {
  ...answer,
  cookies: [
    "session=abc; Path=/; Secure; HttpOnly; SameSite=Lax",
    "session=def; Path=/; Secure; HttpOnly; SameSite=Lax",
  ],
  tls: { version: "TLSv1.3", names: ["orders.example", "*.orders.example"], validTo: new Date(), daysLeft: 20.5 },
  redirects: [{ status: 301, location: "https://orders.example/new" }],
  firstByteMs: 60,
};

/** As a suite's file writes it; the sentence for what does not hold. */
const written: [string, string?][] = [
  ["status: 200-204"],
  ["status: [404, 201-299]", "expected status 404 or 201-299, got 200"],
  ["status: 2xx"],
  ["cookies: { session: def }"],
  ["cookies: { session: { matches: ^d, secure: true, http-only: true, same-site: lax, path: / } }"],
  ["cookies: { session: { same-site: strict } }", 'expected the cookie session to have samesite=strict, got "Lax"'],
  ["cookies: { session: { http-only: false } }", "expected the cookie session not to be httponly"],
  ["cookies: { other: { exists: false } }"],
  ["cookies: { other: { secure: true } }", "expected the cookie other to be there, but the answer has no such cookie"],
  ["cookies: { session: { path: /shop } }", "expected the cookie session to have path=/shop"],
  ["cookies: { session: { domain: orders.example } }", "expected the cookie session to have domain=orders.example"],
  ["cookies: { session: { secure: false } }", "expected the cookie session not to be secure"],
  ["headers: { server: { exists: false } }"],
  ["headers: { content-type: { not: application/json } }", "expected the header content-type not to be"],
  ["headers: { content-type: { exists: false } }", "expected no header content-type, got"],
  ["body: { size: 72 }"],
  ["body: { size: { at-most: 10 } }", "expected the body's size in bytes to be at most 10, got 72"],
  [`body: { sha256: '${"0".repeat(64)}' }`, "expected the body's SHA-256 to be 000"],
  [`body: { sha256: ${createHash("sha256").update(answer.body).digest("hex")} }`],
  ["body: { json: { '$.items[*].id': { at-least: 1, at-most: 2, type: integer } } }"],
  ["body: { json: { '$.items[*].id': { greater-than: 1 } } }", "expected $.items[*].id to be greater than 1, got 1"],
  ["body: { json: { '$.items[*].id': { less-than: 2 } } }", "expected $.items[*].id to be less than 2, got 2"],
  ["body: { json: { '$.items[*]': { count: 2 } } }"],
  [
    "body: { json: { '$.items[*]': { count: { at-least: 3 } } } }",
    "expected the number of nodes at $.items[*] to be at least 3, got 2",
  ],
  ["body: { json: { $.tags: { length: 2, contains: a } } }"],
  ["body: { json: { $.tags: { length: { at-most: 1 } } } }", "expected the length of $.tags to be at most 1, got 2"],
  ["body: { json: { $.status: { one-of: [ok, fine] } } }"],
  ["body: { json: { $.status: { one-of: [down] } } }", 'expected $.status to be one of ["down"], got "ok"'],
  ["body: { json: { $.status: { not: ok } } }", 'expected $.status not to be "ok", got "ok"'],
  ["body: { json: { $.none: { type: 'null' } } }"],
  ["body: { json: { $.none: { type: array } } }", "expected $.none to be of type array, got null"],
  ["body: { json: { $.items: { contains: { id: 2 } } } }"],
  ["body: { schema: { type: object, required: [status], properties: { status: { enum: [ok] } } } }"],
  ["body: { schema: { properties: { items: { maxItems: 1 } } } }", "/items must NOT have more than 1 items"],
  ["time: 121ms"],
  ["first-byte: 61ms"],
  ["first-byte: 60ms", "expected the first byte in less than 60ms, it took 60 ms"],
  ["tls: { days-left: 20, version: TLSv1.3, names: [orders.example, eu.orders.example] }"],
  ["tls: { days-left: 21 }", "expected at least 21 days until the certificate expires, got 20"],
  ["tls: { names: [a.eu.orders.example] }", "expected the certificate to be for a.eu.orders.example"],
  ["redirects: 1"],
  ["redirects: { count: 0 }", "expected 0 redirects, followed 1, to https://orders.example/new"],
  ["redirects: { to: https://orders.example/new }"],
  ["redirects: { to: { contains: /old } }", 'expected the URL that answered to contain "/old"'],
  ["version: v1.4.0"],
  ["version: 1.5.0", 'expected version "1.5.0" to answer, got an answer of version "1.4.0"'],
  ["version: { equals: ok, json: $.status }"],
  ["version: { equals: ok, json: $.version }", "the answer does not say its version by $.version"],
  ["version: { equals: '1', header: X-Version }", "the answer does not say its version by the header x-version"],
  [`version: ${digest}`],
  [`version: ${other}`, `expected a pod of ${other} to answer, got one of ${digest}`],
];

describe("an expectation as it is written", () => {
  const judge = (expected: string, digests?: string[]) => {
    const suite = parseSuite(`requests:\n  - { path: /, expect: { ${expected} } }\n`, "s.yaml", {
      jsonSchema: { compile: compileJsonSchema, read: readJsonSchema },
    });
    const step = suite.journeys[0]?.stages[0]?.[0];
    if (step === undefined) throw new Error("there is no step");
    return mismatches(more, step.expect, { hide: (text) => text, digests });
  };

  it.each(written)("%s", (expected, sentence) => {
    const found = judge(expected, [digest]);
    expect(found).toHaveLength(sentence === undefined ? 0 : 1);
    expect(found[0] ?? "").toContain(sentence ?? "");
  });

  it("is not met where nobody knows which pod answered, or there was no TLS", () => {
    expect(judge(`version: ${digest}`)[0]).toContain("it is not known which pod did");
    expect(mismatches(answer, { ...nothing, tls: { daysLeft: 1 } })).toEqual([
      "expected TLS, but the answer came without it",
    ]);
  });

  it.each([
    ["TLSv1.2", ["expected TLSv1.3 or newer, got TLSv1.2"]],
    ["TLSv1.3", []],
  ])("takes %s as older, as new or as newer than what it asks for", (version, wrong) => {
    const tls = { version, names: [], validTo: new Date(), daysLeft: 20 };
    expect(mismatches({ ...answer, tls }, { ...nothing, tls: { version: "TLSv1.3" } })).toEqual(wrong);
    expect(mismatches({ ...answer, tls }, { ...nothing, tls: { version: "TLSv1.2" } })).toEqual([]);
  });

  it("hides a secret before it is cut", () => {
    const body = `${"x".repeat(112)}s3cret-token`;
    const found = mismatches(
      { ...answer, body },
      { ...nothing, body: { equals: "" } },
      { hide: (text) => text.replaceAll("s3cret-token", "***") },
    );
    expect(found[0]).not.toContain("s3c");
  });
});
