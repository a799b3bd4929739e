import { describe, expect, it } from "vitest";
import { suiteSummary } from "../../../src/smoke/report-suite.ts";
import { json, run, serve } from "./support.ts";

/** A shop that gives out tokens, takes orders from who has one, and forgets them. */
const shop = () => {
  const orders = new Map<string, object>();
  return serve((request, response) => {
    if (request.url === "/login") {
      response.setHeader("set-cookie", "session=s-123; Path=/; HttpOnly");
      return json(response, { token: "t0k3n-of-the-shop" });
    }
    if (request.headers.authorization !== "Bearer t0k3n-of-the-shop") return json(response, {}, 401);
    const id = request.url.split("/")[2];
    if (request.method === "POST") {
      orders.set("7", JSON.parse(request.body));
      return json(response, { id: 7, links: "see /orders/7 for it" }, 201);
    }
    const order = orders.get(id ?? "");
    if (request.method === "DELETE") orders.delete(id ?? "");
    return order === undefined ? json(response, {}, 404) : json(response, order);
  });
};

const story = `
setup:
  - { name: login, method: POST, path: /login, expect: { status: 200, cookies: { session: { http-only: true, path: / } } }, capture: { token: { json: $.token, secret: true }, session: { cookie: session } } }
journeys:
  - name: order
    steps:
      - name: create
        method: POST
        path: /orders
        headers: { authorization: "Bearer {{ token }}", cookie: "session={{ session }}" }
        json: { customer: me }
        expect: { status: 201 }
        capture: { id: $.id, where: { regex: see /orders/(\\d+) } }
      - name: look
        path: "/{{ kind }}/{{ where }}"
        headers: { authorization: "Bearer {{ token }}" }
        expect: { status: 200, body: { json: { $.customer: me } } }
cleanup:
  - { name: delete, method: DELETE, path: "/orders/{{ id }}", headers: { authorization: "Bearer {{ token }}" }, expect: { status: 200 } }
`;

describe("journeys", () => {
  it("hand on what steps capture, and keep what is secret out of the log", async () => {
    const server = await shop();
    const ran = await run(story, server.url, { variables: { kind: "orders" } });
    expect(ran.step("look").mismatches).toEqual([]);
    expect(ran.states).toEqual([
      "setup/login: passed",
      "order/create: passed",
      "order/look: passed",
      "cleanup/delete: passed",
    ]);
    expect(server.seen[1]?.headers.cookie).toBe("session=s-123");
    expect(ran.log.entries.join("\n")).not.toContain("t0k3n");
  });

  it("clean up whatever happened, and say why a step was not asked", async () => {
    const server = await serve((request, response) => json(response, {}, request.url === "/bad" ? 500 : 200));
    const text = `
setup: [{ path: /setup, expect: { status: 200 } }]
journeys:
  - name: one
    steps:
      - { path: /bad, expect: { status: 200 }, capture: { x: $.x } }
      - { path: "/after/{{ x }}", expect: { status: 200 } }
    cleanup: [{ path: /one-cleanup, expect: { status: 200 } }]
  - { name: two, needs: one, steps: [{ path: /two, expect: { status: 200 } }] }
  - { name: three, keep-going: true, steps: [{ name: b, path: /bad, expect: { status: 200 } }, { name: c, path: /c, expect: { status: 200 } }] }
cleanup: [{ path: /cleanup, expect: { status: 200 } }]
`;
    const ran = await run(text, server.url);
    expect(ran.states).toEqual([
      "setup/GET /setup: passed",
      "one/GET /bad: failed",
      "one/GET /after/{{ x }}: skipped",
      "one/GET /one-cleanup: passed",
      "two/GET /two: skipped",
      "three/b: failed",
      "three/c: passed",
      "cleanup/GET /cleanup: passed",
    ]);
    expect(ran.step("GET /two").reason).toBe('the journey "one" did not pass');
    expect(suiteSummary(ran.result)).toContain("a step before it failed");
  });

  it("do not begin where the setup failed, and are cleaned up after all the same", async () => {
    const server = await serve((request, response) => json(response, {}, request.url === "/setup" ? 500 : 200));
    const ran = await run(
      `setup: [{ path: /setup, expect: { status: 200 } }]\nrequests: [{ path: /, expect: { status: 200 } }]\ncleanup: [{ path: /c, expect: { status: 200 } }]\n`,
      server.url,
    );
    expect(ran.states).toEqual(["setup/GET /setup: failed", "requests/GET /: skipped", "cleanup/GET /c: passed"]);
    expect(ran.result.passed).toBe(false);
  });

  it("clean up when they are cancelled", async () => {
    const controller = new AbortController();
    const server = await serve((request, response) => {
      if (request.url === "/slow") controller.abort(new Error("cancelled"));
      else response.end();
    });
    const text = `requests: [{ path: /slow, expect: { status: 200 } }]\ncleanup: [{ path: /c, expect: { status: 200 } }]\n`;
    await expect(run(text, server.url, { context: { signal: controller.signal } })).rejects.toThrow("cancelled");
    expect(server.seen.map(({ url }) => url)).toEqual(["/slow", "/c"]);
  });

  it("run side by side, and so do the steps of a group", async () => {
    // Nobody gets an answer before all four have asked.
    const waiting: (() => void)[] = [];
    const server = await serve((_request, response) => {
      waiting.push(() => response.end());
      if (waiting.length === 4) for (const answer of waiting) answer();
    });
    const step = (name: string) => `{ name: ${name}, path: /${name}, expect: { status: 200 } }`;
    const ran = await run(
      `journeys:
  - { name: one, steps: [{ parallel: [${step("a")}, ${step("b")}] }] }
  - { name: two, steps: [${step("c")}] }
  - { name: three, steps: [${step("d")}] }
`,
      server.url,
    );
    expect(ran.states).toEqual(["one/a: passed", "one/b: passed", "two/c: passed", "three/d: passed"]);
  });

  it("run once for each row of a table, with its values and their types", async () => {
    const server = await serve((_request, response) => json(response, {}));
    const ran = await run(
      `data: { people: [{ who: ann, age: 40 }, { who: bob, age: 41 }] }
journeys:
  - { name: greet, for-each: people, steps: [{ method: POST, path: "/{{ row.who }}", json: { age: "{{ row.age }}" }, expect: { status: 200 } }] }
`,
      server.url,
    );
    expect(ran.states).toEqual(["greet (who: ann)/POST /ann: passed", "greet (who: bob)/POST /bob: passed"]);
    expect(server.seen.map(({ body }) => body).sort()).toEqual(['{"age":40}', '{"age":41}']);
  });

  it("are skipped by their condition, and all skipped is no pass", async () => {
    const server = await serve((_request, response) => response.end());
    const text = `environments: { staging: {}, production: {} }
journeys:
  - { name: a, when: "{{ environment }} == staging", steps: [{ path: /a, expect: { status: 200 } }] }
  - { name: b, when: "{{ environment }} in staging, production", steps: [{ path: /b, expect: { status: 200 } }] }
`;
    const ran = await run(text, server.url, { environment: "production" });
    expect(ran.states).toEqual(["a/GET /a: skipped", "b/GET /b: passed"]);
    const one = text.split("\n").slice(0, 3).join("\n");
    await expect(run(`${one}\n`, server.url, { environment: "production" })).rejects.toThrow(/every step was skipped/);
  });

  it("fail where a step uses what no step before it has captured", async () => {
    const server = await serve((_request, response) => json(response, { id: 1 }));
    const ran = await run(
      `requests:
  - { name: early, path: "/{{ id }}", expect: { status: 200 } }
  - { name: late, path: /, expect: { status: 200 }, capture: { id: $.id } }
`,
      server.url,
    );
    expect(ran.step("early").mismatches[0]).toContain("no step before it captures it");
    expect(ran.step("late").state).toBe("passed");
  });

  it("fail where a value to capture is not there", async () => {
    const server = await serve((_request, response) => json(response, {}));
    const ran = await run(
      `requests: [{ name: a, path: /, expect: { status: 200 }, capture: { id: $.id, h: { header: etag }, c: { cookie: sid }, r: { regex: "id=(.+)" } } }]\n`,
      server.url,
    );
    expect(ran.step("a").mismatches).toEqual([
      "expected a value at $.id to capture as id, found none",
      "expected a header etag to capture as h, found none",
      "expected a cookie sid to capture as c, found none",
      "expected a match of /id=(.+)/ to capture as r, found none",
    ]);
  });

  it("go where a captured Location leads, and nowhere where it is none", async () => {
    const server = await serve((request, response) =>
      response
        .writeHead(request.url === "/a" ? 201 : 200, { location: "https://shop.example/b?c=1", where: "x y" })
        .end(),
    );
    const ran = await run(
      `requests:
  - { name: a, path: /a, expect: { status: 201 }, capture: { location: { header: location }, where: { header: where } } }
  - { name: b, path: "{{ location }}", expect: { status: 200 } }
  - { name: c, url: "http://{{ where }}/", expect: { status: 200 } }
`,
      server.url,
    );
    expect(server.seen.map(({ url }) => url)).toEqual(["/a", "/b?c=1"]);
    expect(ran.step("c").mismatches).toEqual(['expected an answer, but nothing can be asked at "http://x y/"']);
  });

  it("fill captured values into expectations, with their types", async () => {
    const server = await serve((_request, response) => json(response, { id: 7, sum: 7 }));
    const ran = await run(
      `requests:
  - { name: a, path: /, expect: { status: 200 }, capture: { id: $.id } }
  - { name: b, path: "/?x={{ id }}", expect: { body: { json: { $.sum: "{{ id }}" } } } }
`,
      server.url,
    );
    expect(ran.step("b").mismatches).toEqual([]);
    expect(server.seen[1]?.url).toBe("/?x=7");
  });
});

describe("a redirect", () => {
  it("is followed as often as the step says, and counted", async () => {
    const server = await serve((request, response) =>
      request.url === "/new" ? response.end() : response.writeHead(301, { location: "/new" }).end(),
    );
    const ran = await run(
      `requests:
  - { name: followed, path: /old, follow: 2, expect: { status: 200, redirects: { count: 1, to: { contains: /new } } } }
  - { name: seen, path: /old, expect: { status: 301, redirects: 0 } }
`,
      server.url,
    );
    expect(ran.states).toEqual(["requests/followed: passed", "requests/seen: passed"]);
  });
});

describe("who asks", () => {
  it("is said to the target, not where a step says none", async () => {
    const server = await serve((_request, response) => response.end());
    await run(
      `auth: { kind: basic, username: ann, password: "{{ password }}" }
requests:
  - { path: /a, expect: { status: 200 } }
  - { path: /b, auth: none, expect: { status: 200 } }
  - { path: /c, auth: { kind: bearer, token: tok }, expect: { status: 200 } }
`,
      server.url,
      { secrets: { password: "hush-hush" } },
    );
    const basic = `Basic ${Buffer.from("ann:hush-hush").toString("base64")}`;
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([basic, undefined, "Bearer tok"]);
  });
});

describe("a step that holds eventually", () => {
  it("is asked again after pauses that double up to the longest", async () => {
    const server = await serve((_request, response, count) => response.writeHead(count <= 30 ? 503 : 200).end());
    // Were they to double without end, the 30th would last ten days.
    const ran = await run(
      `requests: [{ path: /, eventually: { within: 10m, pause: 1ms, longest-pause: 8ms }, expect: { status: 200 } }]\n`,
      server.url,
    );
    const { state, tries } = ran.step("GET /");
    expect([state, tries.length]).toEqual(["passed", 33]);
    const gaps = tries.slice(1, 31).map(({ atMs }, index) => atMs - (tries[index]?.atMs ?? 0));
    // A timer may be early by what it rounds.
    gaps.forEach((gap, index) => {
      expect(gap).toBeGreaterThan(Math.min(2 ** index, 8) - 1.1);
    });
  });

  it("tells how long it took, and starts slowly", async () => {
    const server = await serve((_request, response, count) => json(response, { state: count < 3 ? "new" : "done" }));
    const ran = await run(
      `requests: [{ name: a, path: /, eventually: { within: 10s, pause: 5ms, stable: 2 }, expect: { body: { json: { $.state: done } } } }]\n`,
      server.url,
    );
    expect(ran.step("a")).toMatchObject({ state: "passed", settling: "slow start" });
    expect(ran.step("a").tries.map(({ fits }) => fits)).toEqual([false, false, true, true, true]);
    expect(suiteSummary(ran.result)).toMatch(/5, slow start: right after \d+ ms/);
  });

  it("starts slowly where it is alive before it is ready", async () => {
    const server = await serve((request, response, count) =>
      response.writeHead(request.url === "/health/ready" && count < 3 ? 503 : 200).end(),
    );
    const ran = await run("groups: [health]\n", server.url, { deadline: "10s" });
    expect(ran.step("it is ready (/health/ready)")).toMatchObject({ state: "passed", settling: "slow start" });
  });

  it("is known to flap, which is a warning or a failure", async () => {
    const pattern = [503, 200, 503, 200, 200, 200];
    const flap = (flapping: string) =>
      `flapping: ${flapping}\nrequests: [{ name: a, path: /, eventually: { within: 10s, pause: 5ms }, expect: { status: 200 } }]\n`;
    const one = await serve((_request, response, count) => response.writeHead(pattern[count - 1] ?? 200).end());
    const warned = await run(flap("warn"), one.url);
    expect(warned.step("a")).toMatchObject({ state: "passed", settling: "flapping" });
    expect(warned.log.entries.join("\n")).toContain("warning: a: the answers come and go");
    const two = await serve((_request, response, count) => response.writeHead(pattern[count - 1] ?? 200).end());
    const failed = await run(flap("fail"), two.url);
    expect(failed.step("a").mismatches[0]).toContain(
      "expected steady answers, but they come and go: wrong, right, wrong, right",
    );
  });

  it("fails where too few answers in a row fit before the deadline", async () => {
    const server = await serve((_request, response) => response.end());
    const ran = await run(
      `requests: [{ name: a, path: /, eventually: { within: 250ms, stable: 100 }, expect: { status: 200 } }]\n`,
      server.url,
    );
    expect(ran.step("a").mismatches[0]).toMatch(/expected 100 such answers in a row, got \d before the deadline/);
  });
});
