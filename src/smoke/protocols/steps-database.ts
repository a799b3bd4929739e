// How are databases asked by a step of the suite?

import { z } from "zod";
import { protocol } from "../protocol.ts";
import { answerOf, wayOf } from "./step.ts";

const url = z.string().min(1);

export const postgresStep = protocol({
  name: "postgres",
  description: "A PostgreSQL server takes the login and answers a query; the body is {rows, version, tls}.",
  schema: z.strictObject({
    url: url.describe("postgres://user:password@host:5432/database?sslmode=prefer"),
    query: z.string().min(1).optional().describe("In a read-only transaction; SELECT 1 unless given."),
  }),
  proves: true,
  once: false,
  repeatable: () => true,
  title: () => "postgres",
  async run({ url: where, query = "SELECT 1" }, call) {
    const { postgresPing } = await import("./postgres.ts");
    hidePassword(where, call.addSecret);
    return answerOf("postgres", await postgresPing(wayOf(call.endpoint, "postgres"), where, query, call));
  },
});

export const redisStep = protocol({
  name: "redis",
  description: "A Redis server takes the login and answers PING.",
  schema: z.strictObject({ url: url.describe("redis://user:password@host:6379/0, rediss:// over TLS") }),
  proves: true,
  once: false,
  repeatable: () => true,
  title: () => "redis",
  async run({ url: where }, call) {
    const { redisPing } = await import("./redis.ts");
    hidePassword(where, call.addSecret);
    return answerOf("redis", await redisPing(wayOf(call.endpoint, "redis"), where, call));
  },
});

function hidePassword(where: string, addSecret: (secret: string) => void): void {
  const password = URL.parse(where)?.password ?? "";
  if (password === "") return;
  addSecret(password);
  addSecret(decodeURIComponent(password));
}
