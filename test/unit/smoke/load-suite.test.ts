import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/report/failure.ts";
import { loadSuite, parseSuite, stepsOf } from "../../../src/smoke/load-suite.ts";

const whole = `name: orders
deadline: 30s
defaults:
  timeout: 2s
  headers: { Accept: text/plain }
  expect:
    headers: { X-Deployment-Version: "{{ version }}" }
requests:
  - path: /health
    expect: { status: 2xx, time: < 500ms }
  - name: create
    method: POST
    path: /orders
    json: { sku: a }
    expect:
      status: [201, 202]
      body: { contains: id, json: { $.id: 1 } }
`;

function failureOf(text: string): Failure {
  try {
    parseSuite(text, "smoke.yaml", { variables: { version: "1", empty: "" } });
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it was taken for a suite");
}

describe("a smoke suite", () => {
  it("is complete after loading: defaults, variables and durations are worked in", () => {
    const suite = parseSuite(whole, "smoke.yaml", { variables: { version: "1.4.0" } });
    expect(suite).toMatchObject({ name: "orders", deadlineMs: 30_000 });
    const [first, second] = suite.journeys[0]?.stages.flat() ?? [];
    expect(first).toMatchObject({
      name: "GET /health",
      ask: {
        kind: "http",
        method: "GET",
        location: { kind: "path", path: "/health" },
        headers: { accept: "text/plain" },
        body: undefined,
      },
      expect: { status: ["2xx"], headers: { "x-deployment-version": { equals: "1.4.0" } }, json: {}, timeMs: 500 },
      timeoutMs: 2000,
      retry: true,
      at: { line: 9 },
    });
    expect(second).toMatchObject({
      name: "create",
      ask: { json: { sku: "a" }, headers: { "content-type": "application/json", accept: "text/plain" } },
      retry: false,
      expect: { status: [201, 202], body: { contains: ["id"] }, json: { "$.id": { equals: 1 } } },
    });
  });

  it.each([
    ["an unknown key", "requests:\n  - path: /\n    expct: { status: 200 }\n", /expct.*not a known key/, /expect/, 3],
    ["no requests", "requests: []\n", /.*/, /./, 1],
    ["a request without expectations", "requests:\n  - path: /\n", /expects nothing/, /Add expect/, 2],
    [
      "an empty rule",
      "requests:\n  - path: /\n    expect: { headers: { etag: {} } }\n",
      /expects nothing/,
      /Add expect/,
      2,
    ],
    ["an empty text", 'requests:\n  - path: /\n    expect: { body: "" }\n', /./, /./, 3],
    ["neither path nor url", "requests:\n  - expect: { status: 200 }\n", /./, /either path or url/, 2],
    ["a status that is none", "requests:\n  - path: /\n    expect: { status: 20 }\n", /./, /./, 3],
    ["no duration", "requests:\n  - path: /\n    expect: { time: 5 minutes }\n", /not a duration/, /90s/, 3],
    [
      "no regular expression",
      "requests:\n  - path: /\n    expect: { body: { matches: '(' } }\n",
      /./,
      /regular expression/i,
      3,
    ],
    ["no JSONPath", "requests:\n  - path: /\n    expect: { body: { json: { status: ok } } }\n", /./, /JSONPath/, 3],
    [
      "a variable that is not given",
      'requests:\n  - path: "/{{ tenant }}"\n    expect: { status: 200 }\n',
      /"tenant"/,
      /version/,
      2,
    ],
    [
      "a variable that is empty",
      'requests:\n  - path: "/{{ empty }}"\n    expect: { status: 200 }\n',
      /is empty/,
      /output/,
      2,
    ],
    ["nothing at all", "# later\n", /it is empty/, /./, 1],
  ])("is refused with its place for %s", (_what, text, found, advice, line) => {
    const failure = failureOf(text);
    expect(failure.found).toMatch(found);
    expect(`${failure.found} ${failure.advice}`).toMatch(advice);
    expect(failure.at).toMatchObject({ file: "smoke.yaml", line });
  });

  it("that is not there is named, wherever the path was given", async () => {
    await expect(loadSuite("no-such-suite.yaml")).rejects.toThrow(/no-such-suite.yaml.*Check its path/);
  });

  it("of the example service is valid", async () => {
    const suite = await loadSuite("examples/orders/smoke.yaml", { variables: { expected: "1" } });
    expect(stepsOf(suite).length).toBeGreaterThan(10);
    expect(stepsOf(suite).every(({ expect: { version } }) => version?.equals === "1")).toBe(true);
    expect(
      stepsOf(await loadSuite("examples/orders/checks/smoke.yaml", { variables: { expected: "1" } })).length,
    ).toBeGreaterThan(5);
  });
});
