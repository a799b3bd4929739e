// Do the pings of databases tell one that serves from one that does not, as steps of a suite's file?

import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresPing } from "../../../src/smoke/protocols/postgres.ts";
import { openSecrets } from "../../../src/smoke/secrets.ts";
import { urlTarget } from "../../../src/smoke/target-url.ts";
import { directWay } from "../../../src/smoke/targets/way.ts";
import { makeIdentity } from "../../unit/smoke/protocols/certificates.ts";
import { runFile } from "../../unit/smoke/protocols/run-file.ts";
import { serveBytes } from "../../unit/smoke/protocols/servers.ts";
import { type Database, startPostgres, startRedis } from "../support/databases.ts";

const authority = makeIdentity({ names: ["Test authority"], isAuthority: true });
const identity = makeIdentity({ names: ["127.0.0.1"], authority });

let postgres: Database;
let redis: Database;

beforeAll(async () => {
  const files = { "server.crt": identity.cert, "server.key": identity.key };
  [postgres, redis] = await Promise.all([startPostgres(["ssl=on"], files), startRedis()]);
});
afterAll(async () => {
  await Promise.all([postgres?.stop(), redis?.stop()]);
});

/** What is wrong with each step; `POSTGRES` and `REDIS` stand for the servers' URLs. */
async function wrongWith(steps: readonly string[], ca?: string): Promise<(string | undefined)[]> {
  const lines = steps.map((step) =>
    `  - { ${step} }\n`.replaceAll("POSTGRES", postgres.url).replaceAll("REDIS", redis.url),
  );
  const ran = await runFile(`requests:\n${lines.join("")}`, urlTarget("http://127.0.0.1:9", { tls: { ca } }));
  expect(ran.passed).toBe(ran.wrong === "");
  return ran.steps.map(({ mismatches }) => mismatches[0]);
}

/** Breaks the first connections, as a server that is just starting; then leads to the port. */
async function lateTo(port: number): Promise<string> {
  let asked = 0;
  const server = await serveBytes((socket) => {
    if (++asked <= 2) socket.destroy();
    else socket.pipe(connect(port, "127.0.0.1").on("error", () => undefined)).pipe(socket);
  });
  return String(server.port);
}

const answers = (query: string, expected: string) =>
  `postgres: { url: "POSTGRES", query: "${query}" }, expect: { body: { json: { ${expected} } } }`;

describe("a PostgreSQL server", () => {
  it("answers a query, encrypted where it can be, and what it says goes on", async () => {
    const wrong = await wrongWith([
      'postgres: { url: "POSTGRES" }, capture: { version: $.version }',
      answers("SELECT 41 + 1 AS answer", '"$.rows[0].answer": 42, $.tls: true, $.version: { matches: "^[0-9]+" }'),
      answers("SELECT 41 + 1 AS answer", '"$.rows[0].answer": 43'),
      'postgres: { url: "POSTGRES?sslmode=disable" }, expect: { body: { json: { $.tls: false } } }',
      'postgres: { url: "POSTGRES?sslmode=disable" }, expect: { body: { json: { $.tls: true } } }',
    ]);
    expect(wrong).toEqual([undefined, undefined, expect.stringMatching(/43.*42/), undefined, expect.anything()]);
  });

  it("is verified where sslmode asks for it", async () => {
    const step = 'postgres: { url: "POSTGRES?sslmode=verify-full" }';
    expect(await wrongWith([step], authority.cert)).toEqual([undefined]);
    expect(await wrongWith([step])).toEqual([expect.stringMatching(/known authority|issuer is not known/)]);
  });

  it.each([
    [
      "that would change it",
      'postgres: { url: "POSTGRES", query: "CREATE TABLE a (id int)" }',
      /read-only transaction/,
    ],
    ["that is none", 'postgres: { url: "POSTGRES", query: "SELEC 1" }', /syntax error/],
  ])("refuses a query %s", async (_what, step, message) => {
    expect(await wrongWith([step])).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ["a wrong password", (url: string) => url.replace("p%40ss", "wrong"), /password authentication failed/],
    ["no such database", (url: string) => url.replace(/postgres$/, "absent"), /database "absent" does not exist/],
  ])("refuses %s", async (_name, change, message) => {
    expect(await wrongWith([`postgres: { url: "${change(postgres.url)}" }`])).toEqual([expect.stringMatching(message)]);
  });

  it("is not what a Redis server is", async () => {
    const url = postgres.url.replace(String(postgres.port), String(redis.port));
    const asking = postgresPing(directWay("http://127.0.0.1"), url, "SELECT 1", {
      timeoutMs: 2_000,
      signal: new AbortController().signal,
    });
    await expect(asking).rejects.toMatchObject({ phase: "answering" });
  });
});

describe("a Redis server", () => {
  it("answers PING after the login, in the database that is named", async () => {
    expect(
      await wrongWith([
        'redis: { url: "REDIS/3" }, expect: { body: { json: { $.answer: PONG } } }, capture: { answer: $.answer }',
        'redis: { url: "REDIS/3" }, expect: { body: { json: { $.answer: PING } } }',
      ]),
    ).toEqual([undefined, expect.stringMatching(/PING.*PONG/)]);
  });

  it.each([
    ["no password", (url: string) => url.replace(/:[^:@]*@/, ""), /NOAUTH/],
    ["a wrong password", (url: string) => url.replace("p%40ss", "wrong"), /WRONGPASS/],
    ["a database that it does not have", (url: string) => `${url}/999`, /out of range/],
  ])("refuses %s", async (_name, change, message) => {
    const step = `redis: { url: "${change(redis.url)}" }, timeout: 60s`;
    expect(await wrongWith([step])).toEqual([expect.stringMatching(message)]);
  });

  it("speaks no TLS where it has none", async () => {
    const step = `redis: { url: "${redis.url.replace("redis:", "rediss:")}" }, timeout: 1s`;
    expect(await wrongWith([step])).toEqual([expect.stringMatching(/expected an answer, but/)]);
  });

  it("is not what a PostgreSQL server is", async () => {
    const url = redis.url.replace(String(redis.port), String(postgres.port));
    expect(await wrongWith([`redis: { url: "${url}" }`])).toEqual([expect.stringMatching(/expected an answer, but/)]);
  });
});

it("is waited for, and its password stands nowhere", async () => {
  const [sql, cache] = await Promise.all([lateTo(postgres.port), lateTo(redis.port)]);
  const wait = "eventually: { within: 60s, pause: 10ms, longest-pause: 20ms }";
  const masked: string[] = [];
  const text = `requests:
  - { postgres: { url: "${postgres.url.replace(String(postgres.port), sql)}" }, ${wait} }
  - { redis: { url: "${redis.url.replace(String(redis.port), cache)}" }, ${wait} }
  - { postgres: { url: "${postgres.url}", query: "SELECT '${postgres.password}' AS said" } }
`;
  const secrets = openSecrets([], (secret) => masked.push(secret));
  const { passed, steps } = await runFile(text, urlTarget("http://127.0.0.1:9"), {}, { secrets });
  expect(passed).toBe(true);
  expect(steps.slice(0, 2).map(({ settling }) => settling)).toEqual(["slow start", "slow start"]);
  expect(masked).toContain(postgres.password);
  expect(steps[2]?.answer?.body).toContain("said");
  expect(JSON.stringify(steps.map(({ answer, tries, mismatches }) => [answer, tries, mismatches]))).not.toContain(
    postgres.password,
  );
});
