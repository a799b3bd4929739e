// Do the pings of databases tell one that serves from one that does not?

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresPing } from "../../../src/smoke/protocols/postgres.ts";
import { redisPing } from "../../../src/smoke/protocols/redis.ts";
import { directWay } from "../../../src/smoke/targets/way.ts";
import { makeIdentity } from "../../unit/smoke/protocols/certificates.ts";
import { type Database, startPostgres, startRedis } from "../support/databases.ts";

const options = { timeoutMs: 30_000, signal: new AbortController().signal };
const authority = makeIdentity({ names: ["Test authority"], isAuthority: true });
const identity = makeIdentity({ names: ["127.0.0.1"], authority });
const plain = directWay("http://127.0.0.1");
const trusting = directWay("http://127.0.0.1", { tls: { ca: authority.cert } });

let postgres: Database;
let redis: Database;

beforeAll(async () => {
  const files = { "server.crt": identity.cert, "server.key": identity.key };
  [postgres, redis] = await Promise.all([startPostgres(["ssl=on"], files), startRedis()]);
});
afterAll(async () => {
  await Promise.all([postgres?.stop(), redis?.stop()]);
});

describe("a PostgreSQL server", () => {
  it("answers a query, encrypted where it can be", async () => {
    const result = await postgresPing(plain, postgres.url, "SELECT 41 + 1 AS answer", options);
    expect(result).toMatchObject({ rows: [{ answer: 42 }], tls: true });
    expect(result.version).toMatch(/^\d+\.\d+/);
    expect(await postgresPing(plain, `${postgres.url}?sslmode=disable`, "SELECT 1", options)).toMatchObject({
      tls: false,
    });
  });

  it("is verified where sslmode asks for it", async () => {
    const url = `${postgres.url}?sslmode=verify-full`;
    expect(await postgresPing(trusting, url, "SELECT 1", options)).toMatchObject({ tls: true });
    await expect(postgresPing(plain, url, "SELECT 1", options)).rejects.toThrow(/known authority|issuer is not known/);
  });

  it("is never changed", async () => {
    const asking = postgresPing(plain, postgres.url, "CREATE TABLE orders (id int)", options);
    await expect(asking).rejects.toThrow(/read-only transaction/);
  });

  it.each([
    ["a wrong password", (url: string) => url.replace("p%40ss", "wrong"), /password authentication failed/],
    ["no such database", (url: string) => url.replace(/postgres$/, "absent"), /database "absent" does not exist/],
  ])("refuses %s", async (_name, change, message) => {
    await expect(postgresPing(plain, change(postgres.url), "SELECT 1", options)).rejects.toMatchObject({
      phase: "answering",
      message: expect.stringMatching(message),
    });
  });

  it("is not what a Redis server is", async () => {
    const url = postgres.url.replace(String(postgres.port), String(redis.port));
    const soon = { ...options, timeoutMs: 500 };
    await expect(postgresPing(plain, url, "SELECT 1", soon)).rejects.toMatchObject({ phase: "answering" });
  });
});

describe("a Redis server", () => {
  it("answers PING after the login, in the database that is named", async () => {
    expect(await redisPing(plain, `${redis.url}/3`, options)).toMatchObject({ answer: "PONG" });
  });

  it.each([
    ["no password", (url: string) => url.replace(/:[^:@]*@/, ""), /NOAUTH/],
    ["a wrong password", (url: string) => url.replace("p%40ss", "wrong"), /WRONGPASS/],
    ["a database that it does not have", (url: string) => `${url}/999`, /out of range/],
  ])("refuses %s", async (_name, change, message) => {
    await expect(redisPing(plain, change(redis.url), options)).rejects.toThrow(message);
  });

  it("is not what a PostgreSQL server is", async () => {
    const url = redis.url.replace(String(redis.port), String(postgres.port));
    await expect(redisPing(plain, url, options)).rejects.toMatchObject({ phase: "answering" });
  });
});
