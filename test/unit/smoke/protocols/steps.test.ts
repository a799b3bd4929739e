// Does each protocol's key in the suite take what it documents, prove what it says, and tell what is wrong?

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { StepCall } from "../../../../src/smoke/protocol.ts";
import { protocols } from "../../../../src/smoke/protocols/registry.ts";
import type { Endpoint } from "../../../../src/smoke/target.ts";
import { urlTarget } from "../../../../src/smoke/target-url.ts";
import { makeIdentity } from "./certificates.ts";
import { closedPort, never, serveBytes, serveHttp, serveTls } from "./servers.ts";

const directory = mkdtempSync(path.join(tmpdir(), "slipway-steps-"));
afterAll(() => rmSync(directory, { recursive: true }));

function step(name: string) {
  const found = protocols.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no protocol ${name}`);
  return found;
}

async function endpointAt(url: string, ca?: string): Promise<Endpoint> {
  const opened = await urlTarget(url, { tls: { ca } }).open(never);
  if (opened.kind === "waiting") throw new Error(opened.found);
  return opened.endpoints[0];
}

async function run(name: string, given: unknown, endpoint: Endpoint, secrets: string[] = []) {
  const one = step(name);
  const call: StepCall = {
    endpoint,
    cluster: undefined,
    authorization: async ({ path: asked }) => ({ authorization: `for ${asked}` }),
    timeoutMs: 20_000,
    signal: never,
    log: undefined as never,
    addSecret: (secret) => secrets.push(secret),
    directory,
    previous: undefined,
  };
  return one.run(one.schema.parse(given), call);
}

describe("the keys of protocols", () => {
  it.each([
    ["grpc-health", {}, "grpc health", true],
    ["grpc-health", { service: "a.B" }, "grpc health of a.B", true],
    ["grpc", { method: "a.B/C" }, "grpc a.B/C", false],
    ["grpc", { method: "a.B/C", repeatable: true }, "grpc a.B/C", true],
    ["websocket", { receive: 3 }, "websocket /", true],
    ["websocket", { path: "/live", send: "hello" }, "websocket /live", false],
    ["sse", { path: "/events" }, "server-sent events of /events", true],
    ["tcp", { port: 22 }, "tcp 22", true],
    ["tls", {}, "tls to the target", true],
    ["postgres", { url: "postgres://u:secret@h/d" }, "postgres", true],
    ["redis", { url: "redis://h" }, "redis", true],
    ["dns", { name: "orders.example" }, "dns orders.example", true],
    ["closed-port", { host: "h", port: 22 }, "closed port h:22", true],
    ["exec", { command: ["test", "smoke"] }, "exec test smoke", false],
    ["job", { manifest: "job.yaml" }, "job job.yaml", false],
  ])("%s takes %j, is named '%s', and may be repeated: %s", (name, given, title, repeatable) => {
    const one = step(name);
    const options = one.schema.parse(given);
    expect([one.title(options), one.repeatable(options)]).toEqual([title, repeatable]);
  });

  it.each([
    ["grpc", { method: "a.B.C" }],
    ["grpc-health", { servcie: "a" }],
    ["websocket", { path: "live" }],
    ["sse", { count: 0 }],
    ["tcp", { port: 0 }],
    ["closed-port", {}],
    ["postgres", {}],
    ["dns", { name: "a", addresses: [] }],
    ["exec", { command: [] }],
    [
      "load",
      {
        requests: [{ path: "https://other.example/" }],
        stages: [{ duration: "1s", rate: 1 }],
        thresholds: ["max < 1s"],
      },
    ],
  ])("%s refuses %j", (name, given) => {
    expect(step(name).schema.safeParse(given).success).toBe(false);
  });
});

describe("a step", () => {
  it("asks below the path of the target's URL, as who the suite is", async () => {
    const server = await serveHttp((request, response) => {
      response.setHeader("content-type", "text/event-stream");
      response.end(`data: ${JSON.stringify({ url: request.url, who: request.headers.authorization })}\n\n`);
    });
    const answer = await run("sse", { path: "/events" }, await endpointAt(`${server.origin}/base`));
    expect(answer).toMatchObject({ protocol: "sse", status: 200, headers: { "content-type": "text/event-stream" } });
    expect(JSON.parse(answer.body).events[0].json).toEqual({ url: "/base/events", who: "for /events" });
  });

  it("finds ports open and closed, on the target's own host unless another is named", async () => {
    const server = await serveBytes(() => undefined);
    const endpoint = await endpointAt(server.origin);
    expect(await run("tcp", {}, endpoint)).toMatchObject({ protocol: "tcp", status: 0 });
    const open = await run("closed-port", { port: server.port }, endpoint);
    expect(open.problems).toEqual([`expected port ${server.port} to be closed, but a connection opens`]);
    const closed = await run("closed-port", { port: await closedPort() }, endpoint);
    expect(closed.problems).toEqual([]);
    expect(JSON.parse(closed.body)).toMatchObject({ closed: true, how: "refused" });
  });

  it("brings the facts of a certificate", async () => {
    const identity = makeIdentity({ names: ["127.0.0.1"] });
    const server = await serveTls(identity, () => undefined);
    const answer = await run("tls", {}, await endpointAt(server.origin, identity.cert));
    expect(answer.tls).toMatchObject({ daysLeft: 30, names: ["127.0.0.1"] });
  });

  it("compares the addresses of a name", async () => {
    const endpoint = await endpointAt("http://127.0.0.1");
    const wrong = await run("dns", { name: "127.0.0.1", addresses: ["10.0.0.7"] }, endpoint);
    expect(wrong.problems).toEqual(["expected 127.0.0.1 to resolve to 10.0.0.7, got 127.0.0.1"]);
    expect((await run("dns", { name: "127.0.0.1", addresses: ["127.0.0.1"] }, endpoint)).problems).toEqual([]);
  });

  it("makes the password of a database a secret before it is sent", async () => {
    const secrets: string[] = [];
    const endpoint = await endpointAt("http://127.0.0.1");
    const port = await closedPort();
    const asking = run("redis", { url: `redis://ci:p%40ss@127.0.0.1:${port}` }, endpoint, secrets);
    await expect(asking).rejects.toMatchObject({ phase: "connecting" });
    expect(secrets).toEqual(["p%40ss", "p@ss"]);
  });

  it.each([
    ["postgres", { url: "mysql://h/d" }, /PostgreSQL.*mysql/],
    ["postgres", { url: "postgres://h/d?sslmode=maybe" }, /sslmode maybe/],
    ["redis", { url: "http://h" }, /Redis/],
    ["grpc", { method: "a.B/C", descriptor: "absent.binpb" }, /descriptor absent\.binpb/],
    ["exec", { command: ["x"] }, /not tested pod by pod/],
    ["dns", { name: "127.0.0.1", "load-balancer": { kind: "Ingress", name: "a" } }, /no cluster is given/],
    ["job", { manifest: "job.yaml" }, /no cluster is given/],
  ])("%s with %j cannot be run, and says why", async (name, given, message) => {
    await expect(run(name, given, await endpointAt("http://127.0.0.1"))).rejects.toThrow(message);
  });

  it.each([
    ["absent.yaml", undefined, /no such file/],
    ["two.yaml", "a: 1\n---\nb: 2\n", /2 documents/],
    ["pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: { name: x }\n", /something else/],
    ["broken.yaml", "a: [1\n", /broken\.yaml/],
  ])("job with the manifest %s is refused", async (file, text, message) => {
    if (text !== undefined) writeFileSync(path.join(directory, file), text);
    const one = step("job");
    const cluster = { client: {} as never, namespace: "shop" };
    const call = { cluster, directory, timeoutMs: 1000, signal: never } as unknown as StepCall;
    await expect(one.run(one.schema.parse({ manifest: file }), call)).rejects.toThrow(message);
  });
});
