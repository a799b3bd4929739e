// Do WebSockets, events, ports, proxies and names bring what a real server sends, and nothing else?

import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { exchange } from "../../../../src/smoke/exchange.ts";
import { connectTcp, connectTls, portState } from "../../../../src/smoke/protocols/connect.ts";
import { resolveName, statusAddresses } from "../../../../src/smoke/protocols/dns.ts";
import { readEvents } from "../../../../src/smoke/protocols/server-sent-events.ts";
import { askWebSocket } from "../../../../src/smoke/protocols/websocket.ts";
import { isDirect, parseResolve, proxyOf } from "../../../../src/smoke/targets/network.ts";
import { directWay } from "../../../../src/smoke/targets/way.ts";
import { makeIdentity } from "./certificates.ts";
import { serveNames } from "./name-server.ts";
import { closedPort, get, never, serveAnswer, serveBytes, serveHttp, serveTls } from "./servers.ts";
import { serveWebSocket, upgrade } from "./websocket-server.ts";

const options = { timeoutMs: 20_000, signal: never };

describe("a WebSocket", () => {
  const question = { path: "/live", headers: {}, protocols: [], send: ["one", "two"], receive: 2, timeoutMs: 20_000 };

  it("brings back what the server echoes", async () => {
    const server = await serveWebSocket((socket, frame) => socket.write(frame));
    const result = await askWebSocket(directWay(server.origin), { ...question, protocols: ["orders.v1"] }, never);
    expect(result).toMatchObject({ messages: ["one", "two"], protocol: "orders.v1" });
  });

  it("is told where it is refused, closed too early, or silent", async () => {
    const none = await serveHttp((_request, response) => response.writeHead(404).end());
    await expect(askWebSocket(directWay(none.origin), question, never)).rejects.toThrow(/did not accept the WebSocket/);
    const early = await serveWebSocket((socket) => socket.end(Buffer.from([0x88, 0x02, 0x03, 0xe9])));
    await expect(askWebSocket(directWay(early.origin), question, never)).rejects.toThrow(/1001 after 0 of 2 messages/);
    const silent = await serveWebSocket(() => undefined);
    const soon = { ...question, timeoutMs: 300 };
    await expect(askWebSocket(directWay(silent.origin), soon, never)).rejects.toThrow(/within 300ms/);
    const nobody = directWay(`http://127.0.0.1:${await closedPort()}`);
    await expect(askWebSocket(nobody, question, never)).rejects.toMatchObject({ phase: "connecting" });
  });

  it("never takes a message larger than the limit", async () => {
    const header = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0x20, 0, 0]);
    const server = await serveWebSocket((socket) =>
      socket.write(Buffer.concat([header, Buffer.alloc(2 * 1024 * 1024)])),
    );
    await expect(askWebSocket(directWay(server.origin), question, never)).rejects.toMatchObject({ phase: "answering" });
  });
});

describe("server-sent events", () => {
  const question = { path: "/events", headers: {}, count: 2, timeoutMs: 20_000 };
  const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

  it("are read until there are enough, though the stream never ends", async () => {
    const server = await serveAnswer(
      head,
      ': hello\n\ndata: {"id"',
      ": 7}\nid: 1\n\n",
      "event: paid\ndata: a\ndata: b\n\n",
    );
    expect((await readEvents(directWay(server.origin), question, never)).events).toEqual([
      { event: "message", data: '{"id": 7}', id: "1" },
      { event: "paid", data: "a\nb", id: undefined },
    ]);
  });

  it("are told where the stream ends early, is none, or has no end to an event", async () => {
    const short = await serveBytes((socket) => socket.once("data", () => socket.end(`${head}data: a\n\n`)));
    await expect(readEvents(directWay(short.origin), question, never)).rejects.toThrow("after 1 of 2 events");
    const page = await serveHttp((_request, response) => response.setHeader("content-type", "text/html").end("<p>"));
    await expect(readEvents(directWay(page.origin), question, never)).rejects.toThrow(/no event stream.*text\/html/);
    const flood = await serveAnswer(head, `data: ${"x".repeat(2 * 1024 * 1024)}`);
    await expect(readEvents(directWay(flood.origin), question, never)).rejects.toThrow(/larger than the 1 MiB/);
  });
});

describe("a port", () => {
  it("is open or closed", async () => {
    const server = await serveBytes(() => undefined);
    const way = directWay(server.origin);
    expect(await connectTcp(way, undefined, options)).toMatchObject({ durationMs: expect.any(Number) });
    const open = { host: "127.0.0.1", port: server.port };
    expect(await portState(way, open, options)).toEqual({ closed: false });
    const closed = { host: "127.0.0.1", port: await closedPort() };
    expect(await portState(way, closed, options)).toEqual({ closed: true, how: "refused" });
    await expect(connectTcp(way, closed, options)).rejects.toThrow("refused");
  });

  it("that cannot be tried is not closed", async () => {
    const way = directWay("http://orders.invalid");
    await expect(portState(way, { host: "orders.invalid", port: 80 }, options)).rejects.toMatchObject({
      phase: "connecting",
    });
  });

  it("shows its certificate", async () => {
    const identity = makeIdentity({ names: ["127.0.0.1"], notAfter: new Date(Date.now() + 5.5 * 86_400_000) });
    const server = await serveTls(identity, () => undefined);
    const way = directWay(server.origin, { tls: { ca: identity.cert } });
    expect(await connectTls(way, undefined, options)).toMatchObject({ daysLeft: 5, names: ["127.0.0.1"] });
    await expect(connectTls(directWay(server.origin), undefined, options)).rejects.toThrow(/self-signed/);
  });
});

describe("a proxy", () => {
  it("is asked to connect, with its login, and sees nothing else", async () => {
    const server = await serveHttp((request, response) => response.end(`for ${request.headers.host}`));
    const seen: string[] = [];
    const proxy = await serveBytes((socket) => {
      socket.once("data", (head) => {
        seen.push(head.toString());
        const onward = connect(server.port, "127.0.0.1", () => socket.write("HTTP/1.1 200 Established\r\n\r\n"));
        socket
          .pipe(onward)
          .on("error", () => undefined)
          .pipe(socket);
      });
    });
    const url = `http://ci:p%40ss@127.0.0.1:${proxy.port}`;
    const way = directWay("http://orders.example", { proxy: { url, except: [] } });
    expect(await exchange(way, get("/secret"), never)).toMatchObject({ body: "for orders.example" });
    expect(seen.join()).toBe(
      "CONNECT orders.example:80 HTTP/1.1\r\nHost: orders.example:80\r\nProxy-Authorization: Basic Y2k6cEBzcw==\r\n\r\n",
    );
  });

  it("carries TLS, events and WebSockets as well", async () => {
    const identity = makeIdentity({ names: ["orders.example"] });
    const events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n";
    const server = await serveTls(identity, (socket) => {
      socket.once("data", (head: Buffer) => {
        if (head.toString().startsWith("GET /live")) upgrade(socket, head, (_socket, frame) => socket.write(frame));
        else if (head.toString().startsWith("GET /events")) socket.write(events);
        else socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      });
    });
    const proxy = await serveBytes((socket) => {
      socket.once("data", () => {
        const onward = connect(server.port, "127.0.0.1", () => socket.write("HTTP/1.1 200 Established\r\n\r\n"));
        socket
          .pipe(onward)
          .on("error", () => undefined)
          .pipe(socket);
      });
    });
    const way = directWay("https://orders.example", {
      tls: { ca: identity.cert },
      proxy: { url: proxy.origin, except: [] },
    });
    expect(await exchange(way, get("/"), never)).toMatchObject({ body: "ok", tls: { names: ["orders.example"] } });
    const asked = { headers: {}, timeoutMs: 20_000 };
    expect((await readEvents(way, { ...asked, path: "/events", count: 1 }, never)).events).toHaveLength(1);
    const question = { ...asked, path: "/live", protocols: [], send: ["one"], receive: 1 };
    expect((await askWebSocket(way, question, never)).messages).toEqual(["one"]);
    expect(await connectTls(way, undefined, options)).toMatchObject({ names: ["orders.example"] });
  });

  it("that refuses is told", async () => {
    const proxy = await serveAnswer("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const way = directWay("http://orders.example", { proxy: { url: proxy.origin, except: [] } });
    await expect(exchange(way, get("/"), never)).rejects.toThrow(/answers 407 to CONNECT orders\.example:80/);
  });

  it.each([
    ["localhost", [], true],
    ["127.0.0.9", [], true],
    ["api.corp.example", [".corp.example"], true],
    ["corp.example", ["corp.example"], true],
    ["notcorp.example", ["corp.example"], false],
    ["orders.example", ["*"], true],
  ])("is not asked for %s with %j: %s", (host, except, direct) => {
    expect(isDirect(host, { url: "http://p", except })).toBe(direct);
  });

  it("comes from the environment", () => {
    const env = { https_proxy: "http://p:1", HTTP_PROXY: "http://q:2", NO_PROXY: "a, b" };
    expect(proxyOf(env, "https:")).toEqual({ url: "http://p:1", except: ["a", "b"] });
    expect(proxyOf(env, "http:")?.url).toBe("http://q:2");
    expect(proxyOf({}, "https:")).toBeUndefined();
  });
});

describe("an override of a name", () => {
  it.each([
    ["Orders.example:443:10.0.0.7", { host: "orders.example", port: 443, address: "10.0.0.7", toPort: undefined }],
    ["orders.example:*:[::1]:8443", { host: "orders.example", port: undefined, address: "::1", toPort: 8443 }],
  ])("%s is read", (entry, override) => {
    expect(parseResolve(entry)).toEqual(override);
  });

  it.each(["orders.example", "orders.example:443", "orders.example:443:other.example", "a b:1:1.1.1.1"])(
    "%s is refused",
    (entry) => expect(() => parseResolve(entry)).toThrow(/HOST:PORT:ADDRESS/),
  );
});

describe("a name", () => {
  it("is resolved by the server that is named", async () => {
    const server = await serveNames((name) => (name === "orders.example" ? [10, 0, 0, 7] : undefined));
    expect(await resolveName({ name: "orders.example", server, timeoutMs: 20_000 }, never)).toEqual(["10.0.0.7"]);
    await expect(resolveName({ name: "absent.example", server, timeoutMs: 20_000 }, never)).rejects.toThrow(
      /absent\.example/,
    );
  });

  it("is resolved as the machine does, and told where it is not known", async () => {
    const addresses = await resolveName({ name: "localhost", timeoutMs: 20_000 }, never);
    expect(addresses.some((address) => address === "127.0.0.1" || address === "::1")).toBe(true);
    await expect(resolveName({ name: "orders.invalid", timeoutMs: 20_000 }, never)).rejects.toThrow(/name/);
  });

  it("is compared to what a load balancer's object says", () => {
    const ingress = { loadBalancer: { ingress: [{ ip: "10.0.0.7" }, { hostname: "lb.example" }] } };
    expect(statusAddresses({ status: ingress })).toEqual(["10.0.0.7", "lb.example"]);
    expect(statusAddresses({ status: { addresses: [{ value: "10.0.0.8" }] } })).toEqual(["10.0.0.8"]);
    expect(statusAddresses({})).toEqual([]);
  });
});
