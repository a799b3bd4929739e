import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { renderJunit } from "../../../../src/report/junit.ts";
import { furtherFailures, suiteFailure, suiteJunit, suiteSummary } from "../../../../src/smoke/report-suite.ts";
import { curlCommand } from "../../../../src/smoke/results/curl.ts";
import { harOf } from "../../../../src/smoke/results/har.ts";
import { histogramOf, histogramPicture, quantile } from "../../../../src/smoke/results/histogram.ts";
import { jsonResults, previousFigures } from "../../../../src/smoke/results/json-results.ts";
import { openSecrets } from "../../../../src/smoke/secrets.ts";
import { json, run, serve } from "../support.ts";

const secret = 'p*ss_<w>&"\\rd-0123456789';

describe("a secret that the server echoes", () => {
  it("stands in nothing that is written, in none of its forms", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/login") return json(response, { token: secret });
      // At the place where sentences are cut, encoded, in a header, in a URL.
      response.setHeader("x-echo", Buffer.from(`user:${secret}`).toString("base64"));
      response.setHeader("location", `/x?token=${encodeURIComponent(secret)}`);
      json(response, { padding: "x".repeat(80), echo: secret, plain: `${request.headers.authorization}` }, 500);
    });
    const masked: string[] = [];
    const secrets = openSecrets([], (one) => masked.push(one));
    const ran = await run(
      `requests:
  - { method: POST, path: /login, expect: { status: 200 }, capture: { token: { json: $.token, secret: true } } }
  - { name: echo, method: POST, path: /echo, json: { t: "{{ token }}" }, headers: { x-mine: "{{ token }}", authorization: "Bearer {{ token }}" }, expect: { status: 200, body: { equals: no, json: { $.echo: no, $.plain: no } }, headers: { x-echo: no, location: no } } }
`,
      server.url,
      { context: { secrets } },
    );
    expect(masked).toEqual([secret]);
    expect(server.seen[1]?.headers["x-mine"]).toBe(secret);
    const { result } = ran;
    const failure = suiteFailure(result);
    const written = {
      log: ran.log.entries.join("\n"),
      summary: suiteSummary(result),
      junit: renderJunit(suiteJunit(result)),
      json: JSON.stringify(jsonResults(result)),
      har: JSON.stringify(harOf(result)),
      annotation: `${failure.found} ${failure.attempted}`,
      evidence: failure.evidence.map(({ title, text }) => title + text).join("\n"),
    };
    // Escapes may stand between a secret's letters: what is left of them tells.
    for (const [where, text] of Object.entries(written)) {
      const letters = text.replaceAll(/\\+|&\w+;/g, "");
      expect(`${where}: ${letters.includes("rd-0123456") || letters.includes("p*ss_")}`).toBe(`${where}: false`);
      expect(text).not.toContain(Buffer.from(`user:${secret}`).toString("base64").slice(8, 24));
    }
    expect(written.har).toContain("***");
    expect(written.evidence).toContain('--header "authorization: $AUTHORIZATION"');
  });
});

describe("the results", () => {
  it("stand in each form, with the step's place", async () => {
    const server = await serve((request, response) => json(response, {}, request.url === "/ok" ? 200 : 500));
    const ran = await run(
      `requests:
  - { path: /ok, expect: { status: 200 } }
  - { path: /one, expect: { status: 200 } }
  - { path: /two, when: "no", expect: { status: 200 } }
  - { path: /three, expect: { status: 200 } }
`,
      server.url,
    );
    expect(furtherFailures(ran.result)).toEqual([
      {
        message: `GET /three: expected status 200, got 500 (${server.url})`,
        at: { file: "smoke.yaml", line: 7, column: 5 },
      },
    ]);
    expect(suiteFailure(ran.result).at).toMatchObject({ line: 5 });
    expect(suiteJunit(ran.result)[0]?.cases.map(({ result }) => result.kind)).toEqual([
      "passed",
      "failed",
      "skipped",
      "failed",
    ]);
    expect(jsonResults(ran.result)).toMatchObject({
      format: 1,
      passed: false,
      steps: { passed: 1, failed: 2, skipped: 1 },
      endpoints: [
        {
          path: "users",
          steps: [{ state: "passed", status: 200 }, { line: 5, attempts: 1 }, { reason: "not: no" }, {}],
        },
      ],
    });
    expect(harOf(ran.result)).toMatchObject({
      log: { version: "1.2", entries: [{ request: { method: "GET" }, response: { status: 500 } }, {}] },
    });
    const summary = suiteSummary(ran.result);
    expect(summary).toContain("1 of 3 requests passed, 1 skipped");
    expect(summary).toContain("Path tested: as users reach it");
    expect(summary).toContain("The version that answered was not checked");
  });

  it("say how many answers the version under test gave", async () => {
    const server = await serve((request, response) =>
      response.writeHead(200, { "x-deployment-version": request.url === "/new" ? "2" : "1" }).end(),
    );
    const text = `defaults: { expect: { version: "{{ expected }}" } }\nrequests: [{ path: /new, expect: { status: 200 } }, { path: /old, expect: { status: 200 } }]\n`;
    const ran = await run(text, server.url, { variables: { expected: "v2" } });
    expect(suiteSummary(ran.result)).toContain("Version v2 answered 1 of the 2 requests");
    expect(ran.step("GET /old").mismatches).toEqual(['expected version "v2" to answer, got an answer of version "1"']);
  });

  it("show a load stage, and hand its figures on to the next test's comparison", async () => {
    const server = await serve((_request, response) => setTimeout(() => response.end(), 20));
    const text = `requests:
  - name: peak
    load: { requests: [{ path: / }], stages: [{ duration: 250ms, rate: 500 }], thresholds: ["requests > 1"], compare: 1%, limits: { rate: 500 } }
`;
    const first = await run(text, server.url);
    expect(suiteSummary(first.result)).toMatch(/#### peak[\s\S]*title "peak"/);
    const kept = previousFigures(JSON.stringify(jsonResults(first.result)));
    expect(kept).toMatchObject({ peak: { p95: expect.any(Number) } });
    const faster = { peak: { ...Object(kept.peak), p50: 0, p95: 0, p99: 0 } };
    const second = await run(text, server.url, { context: { previous: faster } });
    expect(second.step("peak").mismatches.join("\n")).toMatch(/p95 is .* of the release before/);
  });

  it("take figures from earlier results, and none from what is no such file", () => {
    expect(previousFigures('{"load":{"peak":{"p95":3}}}')).toEqual({ peak: { p95: 3 } });
    for (const text of ["", "[]", "null", '{"load":1}']) expect(previousFigures(text)).toEqual({});
  });
});

describe("a curl command", () => {
  const request = {
    method: "POST",
    url: "https://orders.example/a?b='c'",
    headers: { "x-it": "it's $HOME `id`", authorization: "Bearer x", cookie: "a=b" },
    body: "a'b\"$(id)\n",
  };
  it("means to a shell what was sent, but for secrets", () => {
    const printed = execFileSync("sh", ["-c", curlCommand(request).replace("curl ", "printf '%s\\n' ")], {
      env: { AUTHORIZATION: "from the shell", COOKIE: "c=d" },
      encoding: "utf8",
    });
    expect(printed).toContain("x-it: it's $HOME `id`\n");
    expect(printed).toContain("authorization: from the shell\n");
    expect(printed).toContain("cookie: c=d\n");
    expect(printed).toContain("a'b\"$(id)\n");
    expect(printed).toContain("https://orders.example/a?b=%27c%27\n");
  });

  it("reaches a pod over a port-forward, under the name that was asked", () => {
    const pod = { namespace: "shop", name: "orders-1", uid: "u", images: [], digests: [], port: 8081 };
    const command = curlCommand({ ...request, url: "http://orders.shop.svc/a" }, pod);
    expect(command).toMatch(/^kubectl --namespace shop port-forward pod\/orders-1 8080:8081 &\nsleep 3 /);
    expect(command).toMatch(/--connect-to ::127\.0\.0\.1:8080 [\s\S]* http:\/\/orders\.shop\.svc\/a$/);
  });
});

describe("a histogram", () => {
  it("has one bar for each step from the fastest to the slowest answer", () => {
    expect(histogramOf([0.5, 3, 4, 45])).toEqual([
      [1, 1],
      [2, 0],
      [5, 2],
      [10, 0],
      [20, 0],
      [50, 1],
    ]);
    expect(histogramOf([])).toEqual([]);
  });

  it("is a chart that Mermaid draws, whatever its title", () => {
    expect(
      histogramPicture('a"b`c\n```', [
        [5, 2],
        [Number.POSITIVE_INFINITY, 1],
      ]),
    ).toBe(
      '```mermaid\nxychart-beta\n  title "a b c    "\n  x-axis "answered within" ["5 ms", "longer"]\n  y-axis "answers" 0 --> 2\n  bar [2, 1]\n```\n',
    );
  });

  it("knows its quantiles", () => {
    expect([quantile([3, 1, 2], 0.5), quantile([1, 2], 1), quantile([], 0.5)]).toEqual([2, 2, undefined]);
  });
});
