import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/smoke/answer.ts";
import { mismatches } from "../../../src/smoke/expectations.ts";
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
  [{ timeMs: 120 }, "expected the answer in less than 120ms, it took 120ms"],
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
