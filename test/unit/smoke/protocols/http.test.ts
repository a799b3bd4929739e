// Is what an HTTP server does wrong told as what it is, within bounds?

import { once } from "node:events";
import { createServer as createHttp2, createSecureServer } from "node:http2";
import type { Socket } from "node:net";
import { connect } from "node:tls";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { exchange } from "../../../../src/smoke/exchange.ts";
import { wordsFor } from "../../../../src/smoke/protocols/exchange-error.ts";
import { openHttp } from "../../../../src/smoke/protocols/http.ts";
import { longestBody } from "../../../../src/smoke/protocols/http-line.ts";
import { directWay } from "../../../../src/smoke/targets/way.ts";
import { makeIdentity } from "./certificates.ts";
import { afterwards, closedPort, get, listen, never, serveAnswer, serveBytes, serveHttp, serveTls } from "./servers.ts";

const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const ask = (origin: string, more = {}) => exchange(directWay(origin), get("/", more), never);
/** Long enough for any machine where the answer comes, short where it never does. */
const soon = { timeoutMs: 300 };

function session(origin: string) {
  const opened = openHttp(directWay(origin));
  afterwards(() => opened.close());
  return opened;
}

describe("a server that misbehaves", () => {
  it.each<[string, (socket: Socket) => void, object, "connecting" | "answering", RegExp]>([
    [
      "sends its headers too slowly",
      (socket) => drip(socket, "HTTP/1.1 200 OK\r\nx-slow: ", "a"),
      soon,
      "answering",
      /within 300ms/,
    ],
    [
      "never ends its body",
      (socket) => drip(socket, "HTTP/1.1 200 OK\r\n\r\n", "a"),
      soon,
      "answering",
      /within 300ms/,
    ],
    ["answers nothing", () => undefined, soon, "answering", /within 300ms/],
    ["resets the connection", (socket) => socket.resetAndDestroy(), {}, "answering", /reset/],
    [
      "closes the connection",
      (socket) => socket.end(),
      {},
      "answering",
      /ended before the answer was complete|other side closed/,
    ],
    [
      "promises more than it sends",
      (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"),
      {},
      "answering",
      /ended before the answer was complete|other side closed/,
    ],
    [
      "names two lengths",
      (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok"),
      {},
      "answering",
      /not valid HTTP/,
    ],
    ["speaks another protocol", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"), {}, "answering", /not valid HTTP/],
    [
      "sends 100,000 headers",
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        socket.write("x-header: value\r\n".repeat(100_000));
        socket.write("\r\n");
      },
      {},
      "answering",
      /headers of the answer are larger/,
    ],
  ])("%s", async (_name, misbehave, more, phase, message) => {
    const server = await serveBytes((socket) => socket.once("data", () => misbehave(socket)));
    await expect(ask(server.origin, more)).rejects.toMatchObject({ phase, message: expect.stringMatching(message) });
  });

  it("does not listen", async () => {
    const origin = `http://127.0.0.1:${await closedPort()}`;
    await expect(ask(origin)).rejects.toMatchObject({ phase: "connecting", message: "the connection was refused" });
  });

  it("has a name that does not resolve", async () => {
    await expect(ask("http://orders.invalid")).rejects.toMatchObject({
      phase: "connecting",
      message: expect.stringMatching(/name/),
    });
  });

  it("sends a body without end, of which no more is read than the limit", async () => {
    let sent = 0;
    const server = await serveBytes((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        const chunk = Buffer.alloc(64 * 1024, "x");
        const more = () => {
          while (!socket.destroyed) {
            sent += chunk.length;
            if (!socket.write(chunk)) break;
          }
        };
        socket.on("drain", more);
        more();
      });
    });
    const answer = await ask(server.origin);
    expect(answer).toMatchObject({ truncated: true, status: 200 });
    expect(answer.body).toHaveLength(longestBody);
    // What the sockets' buffers on both sides hold comes on top.
    expect(sent).toBeLessThan(longestBody + 32 * 1024 * 1024);
  });

  it("sends less than what follows its Content-Length: the rest is never taken for the next answer", async () => {
    const server = await serveAnswer(`${ok}HTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n`);
    const http = session(server.origin);
    for (let turn = 0; turn < 3; turn++) {
      expect(await http.send(get("/"), never)).toMatchObject({ status: 200, body: "ok" });
    }
  });
});

describe("a kept connection", () => {
  it("carries one request after the other, but none that may not be sent twice", async () => {
    const server = await serveHttp((_request, response) => response.end("ok"));
    const http = session(server.origin);
    for (let turn = 0; turn < 5; turn++) await http.send(get("/"), never);
    expect(server.connections()).toBe(1);
    await http.send(get("/", { method: "POST", body: "x" }), never);
    await http.send(get("/", { freshConnection: true }), never);
    expect(server.connections()).toBe(3);
  });

  it("that the server half-closed meanwhile costs a second connection, not the request", async () => {
    const server = await serveBytes((socket) => {
      let asked = 0;
      // The second request is read and dropped, as by a server that is just about to close.
      socket.on("data", () => (++asked === 1 ? socket.write(ok) : socket.end()));
    });
    const http = session(server.origin);
    expect(await http.send(get("/"), never)).toMatchObject({ body: "ok" });
    expect(await http.send(get("/"), never)).toMatchObject({ body: "ok" });
    expect(server.connections()).toBe(2);
  });

  it("that the server half-closes while it is idle costs a second connection, not the request", async () => {
    const closed = Promise.withResolvers<void>();
    const server = await serveBytes((socket) => {
      socket.on("data", () => {
        socket.write(ok);
        if (server.connections() === 1) setImmediate(() => socket.end(() => closed.resolve()));
      });
    });
    const http = session(server.origin);
    expect(await http.send(get("/"), never)).toMatchObject({ body: "ok" });
    await closed.promise;
    expect(await http.send(get("/"), never)).toMatchObject({ body: "ok" });
    expect(server.connections()).toBe(2);
  });

  it("is not shared by requests at the same time", async () => {
    const server = await serveHttp((request, response) => response.end(request.url));
    const http = session(server.origin);
    const answers = await Promise.all(["/a", "/b", "/c"].map((path) => http.send(get(path), never)));
    expect(answers.map(({ body }) => body)).toEqual(["/a", "/b", "/c"]);
  });
});

describe("a compressed body", () => {
  const compressed = (encoding: string, body: Buffer) =>
    serveHttp((_request, response) => response.writeHead(200, { "content-encoding": encoding }).end(body));

  it("is read as what it was", async () => {
    const text = "grün ".repeat(100);
    expect(await ask((await compressed("gzip", gzipSync(text))).origin)).toMatchObject({
      body: text,
      truncated: false,
    });
    const twice = brotliCompressSync(gzipSync(text));
    expect(await ask((await compressed("gzip, br", twice)).origin)).toMatchObject({ body: text });
  });

  it("that is a bomb ends at the limit", async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 1 }));
    const answer = await ask((await compressed("gzip, gzip", bomb)).origin);
    expect(answer.truncated).toBe(true);
    expect(answer.bytes).toHaveLength(longestBody);
  });

  it("that is none is told", async () => {
    const server = await compressed("gzip", Buffer.from("plain"));
    await expect(ask(server.origin)).rejects.toThrow("the body is not gzip, as its header says");
    const many = await compressed("gzip, gzip, gzip, gzip", Buffer.from("x"));
    await expect(ask(many.origin)).rejects.toThrow(/4 times over/);
  });
});

describe("redirects", () => {
  it("are not followed unless asked for", async () => {
    const server = await serveHttp((_request, response) => response.writeHead(302, { location: "/next" }).end());
    expect(await ask(server.origin)).toMatchObject({ status: 302, redirects: [] });
  });

  it("are followed up to the number, and a circle is shown", async () => {
    const server = await serveHttp((request, response) => {
      if (request.url === "/end") response.end(`${request.method} ${request.headers.authorization}`);
      else
        response
          .writeHead(request.url === "/loop" ? 307 : 303, { location: request.url === "/" ? "/end" : "/loop" })
          .end();
    });
    const headers = { authorization: "Bearer x" };
    const answer = await ask(server.origin, { method: "POST", body: "x", maxRedirects: 5, headers });
    expect(answer).toMatchObject({ body: "GET Bearer x", url: `${server.origin}/end` });
    expect(answer.redirects).toEqual([{ status: 303, location: `${server.origin}/end` }]);
    const loop = exchange(directWay(server.origin), get("/loop", { maxRedirects: 3 }), never);
    await expect(loop).rejects.toThrow(/in a circle: .*\/loop → .*\/loop/);
  });

  it("carry no credentials to another origin", async () => {
    const other = await serveHttp((request, response) => response.end(JSON.stringify(request.headers)));
    const server = await serveHttp((_request, response) => response.writeHead(308, { location: other.origin }).end());
    const answer = await ask(server.origin, {
      maxRedirects: 1,
      headers: { authorization: "Bearer secret", Cookie: "session=secret", accept: "text/plain" },
    });
    expect(answer.body).toContain("text/plain");
    expect(answer.body).not.toContain("secret");
  });
});

describe("TLS", () => {
  const authority = makeIdentity({ names: ["Test authority"], isAuthority: true });
  const good = makeIdentity({ names: ["orders.example", "127.0.0.1"], authority });
  const yesterday = new Date(Date.now() - 3_600_000);
  const tls = { ca: authority.cert };
  const answering = (identity: { cert: string; key: string }) =>
    serveTls(identity, (socket) => socket.once("data", () => socket.end(ok)));

  it("is verified, and its facts come with the answer", async () => {
    const { port } = await answering(good);
    const resolve = [{ host: "orders.example", port: 443, address: "127.0.0.1", toPort: port }];
    const answer = await exchange(directWay("https://orders.example", { tls, resolve }), get("/"), never);
    expect(answer.tls).toMatchObject({ version: "TLSv1.3", names: ["orders.example", "127.0.0.1"], daysLeft: 30 });
    expect(answer.tls?.issuer).toBe("Test authority");
  });

  it.each([
    ["has expired", { notAfter: yesterday, notBefore: new Date(0) }, "the certificate has expired"],
    ["is not valid yet", { notBefore: new Date(Date.now() + 3_600_000) }, "the certificate is not valid yet"],
    ["is for another name", { names: ["other.example"] }, /for another name.*127\.0\.0\.1/],
  ])("is refused where the certificate %s", async (_name, wanted, message) => {
    const server = await answering(makeIdentity({ names: ["127.0.0.1"], authority, ...wanted }));
    const asking = exchange(directWay(server.origin, { tls }), get("/"), never);
    await expect(asking).rejects.toMatchObject({ phase: "connecting" });
    await expect(asking).rejects.toThrow(message);
  });

  it("is refused where nobody vouches for the certificate, or there is no TLS at all", async () => {
    await expect(ask((await answering(good)).origin)).rejects.toThrow(/known authority|issuer is not known/);
    await expect(ask((await answering(makeIdentity({ names: ["127.0.0.1"] }))).origin)).rejects.toThrow(/self-signed/);
    const plain = await serveAnswer(ok);
    const message = "what answers does not speak TLS";
    await expect(ask(plain.origin.replace("http:", "https:"))).rejects.toMatchObject({ phase: "connecting", message });
    // Node tells it in another way where something waits to be written.
    const early = connect({ host: "127.0.0.1", port: plain.port });
    early.write("GET / HTTP/1.1\r\n\r\n");
    expect(await once(early, "error").then(([error]) => wordsFor(error))).toBe(message);
  });

  it("shows the client's own certificate where the server asks for it", async () => {
    const client = makeIdentity({ names: ["ci"], authority });
    const options = { ...good, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    const server = await serveTls(options, (socket) => socket.once("data", () => socket.end(ok)));
    const known = directWay(server.origin, { tls: { ...tls, cert: client.cert, key: client.key } });
    expect(await exchange(known, get("/"), never)).toMatchObject({ body: "ok" });
    await expect(exchange(directWay(server.origin, { tls }), get("/"), never)).rejects.toThrow();
  });

  it("carries HTTP/2 where both agree on it, and says so where the server does not", async () => {
    const server = createSecureServer(good);
    server.on("stream", (stream, headers) => {
      stream.respond({ ":status": 200, "x-path": headers[":path"] });
      stream.end("over h2");
    });
    const { origin } = await listen(server as never, "https");
    const answer = await exchange(directWay(origin, { tls }), get("/orders", { protocol: "h2" }), never);
    expect(answer).toMatchObject({ body: "over h2", protocol: "h2", status: 200 });
    expect(answer.headers["x-path"]).toBe("/orders");
    const old = await answering({ ...good, ALPNProtocols: ["http/1.1"] } as never);
    await expect(exchange(directWay(old.origin, { tls }), get("/", { protocol: "h2" }), never)).rejects.toMatchObject({
      phase: "connecting",
    });
  });
});

describe("HTTP/2 without TLS", () => {
  it("is spoken with prior knowledge, over one connection", async () => {
    const server = createHttp2();
    server.on("stream", (stream) => {
      stream.respond({ ":status": 200 });
      stream.end("h2c");
    });
    const listening = await listen(server as never, "http");
    const http = session(listening.origin);
    for (let turn = 0; turn < 2; turn++) {
      expect(await http.send(get("/", { protocol: "h2" }), never)).toMatchObject({ body: "h2c", protocol: "h2" });
    }
    expect(listening.connections()).toBe(1);
  });
});

describe("a cancelled exchange", () => {
  it("ends with the signal's reason while it connects and while it answers", async () => {
    const cancelled = new Error("cancelled");
    const server = await serveBytes(() => undefined);
    await expect(exchange(directWay(server.origin), get("/"), AbortSignal.abort(cancelled))).rejects.toBe(cancelled);
    const controller = new AbortController();
    const waiting = await serveBytes((socket) => socket.once("data", () => controller.abort(cancelled)));
    await expect(exchange(directWay(waiting.origin), get("/"), controller.signal)).rejects.toBe(cancelled);
  });
});

function drip(socket: Socket, first: string, again: string): void {
  socket.write(first);
  const timer = setInterval(() => socket.write(again), 20);
  socket.once("close", () => clearInterval(timer));
}
