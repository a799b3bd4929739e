import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { pushLayout } from "../../../src/image/push.ts";
import { openConnection } from "../../../src/image/registry-connection.ts";
import { isPassing } from "../../../src/image/registry-retry.ts";
import { makeIdentity } from "../smoke/protocols/certificates.ts";
import { memoryRegistry } from "./memory-registry.ts";
import { writeLayout } from "./oci-layout.ts";
import { never, recordLog } from "./support.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function codeOf(answer: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error: unknown = await answer.then(
    () => new Error("it answered"),
    (thrown: unknown) => thrown,
  );
  return error as { code: string; message: string };
}

const ask = (port: number, patience: { connect: number; silence: number }, env: NodeJS.ProcessEnv = {}) =>
  openConnection(env, { idle: 1000, ...patience })(new URL(`http://127.0.0.1:${port}/v2/`), {
    method: "GET",
    headers: {},
    signal: never,
  });

describe("a registry that does not answer", () => {
  it("is given up where it lets nobody connect, as something that may pass", async () => {
    // Who listens and never accepts: the kernel takes a few connections, and leaves the next ones without an answer.
    const worker = new Worker(
      `const { parentPort } = require("node:worker_threads");
       const server = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
         parentPort.postMessage(server.address().port);
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
       });`,
      { eval: true },
    );
    closing.push(() => worker.terminate());
    const port = await new Promise<number>((resolve) => worker.once("message", resolve));
    const fillers = await fill(port);
    closing.push(() => fillers.map((socket) => socket.destroy()));
    const { code, message } = await codeOf(ask(port, { connect: 200, silence: 60_000 }));
    expect(message).toBe("no connection in 0.2 s");
    expect(isPassing({ kind: "connection", code })).toBe(true);
  });

  it("is given up where it takes the question and says nothing, as something that may pass", async () => {
    const sockets: Socket[] = [];
    const port = await listen(createServer((socket) => sockets.push(socket.on("error", () => undefined))));
    closing.push(() => sockets.map((socket) => socket.destroy()));
    const { code, message } = await codeOf(ask(port, { connect: 60_000, silence: 200 }));
    expect(message).toBe("no answer for 0.2 s");
    expect(isPassing({ kind: "connection", code })).toBe(true);
  });
});

/** Connects until nobody is taken any more. */
async function fill(port: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (;;) {
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    sockets.push(socket);
    const isTaken = await new Promise<boolean>((resolve) => {
      // Who has not been here for so long hears of its connections before this.
      const late = setTimeout(() => setImmediate(() => resolve(false)), 500);
      socket.once("connect", () => {
        clearTimeout(late);
        resolve(true);
      });
    });
    if (!isTaken) return sockets;
  }
}

describe("a proxy that the environment names", () => {
  it("carries a whole push to a registry elsewhere, and is not asked for one of this machine", async () => {
    const identity = makeIdentity({ names: ["registry.example"] });
    const usual = getCACertificates("default");
    setDefaultCACertificates([...usual, identity.cert]);
    closing.push(() => setDefaultCACertificates(usual));
    const far = memoryRegistry();
    const tls = await listen(createSecureServer({ cert: identity.cert, key: identity.key }, far.answer));
    const near = memoryRegistry();
    const here = await listen(createProxy(near.answer));
    const connected: (string | undefined)[] = [];
    const sockets: Socket[] = [];
    const proxy = createProxy((_, response) => response.writeHead(500).end());
    proxy.on("connect", (request, socket: Socket) => {
      connected.push(`${request.url} ${request.headers["proxy-authorization"]}`);
      const onward = connect(tls, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        socket.pipe(onward).pipe(socket);
      });
      for (const end of [socket, onward]) sockets.push(end.on("error", () => undefined));
    });
    const proxyPort = await listen(proxy);
    closing.push(() => sockets.map((socket) => socket.destroy()));
    const folder = mkdtempSync(join(tmpdir(), "slipway-proxy-"));
    closing.push(() => rmSync(folder, { recursive: true }));
    const digest = await writeLayout(folder);
    const env = { DOCKER_CONFIG: folder, HTTPS_PROXY: `http://ci:hush@127.0.0.1:${proxyPort}`, HTTP_PROXY: "http://x" };
    const tags = ["registry.example/acme/orders:1", `127.0.0.1:${here}/acme/orders:1`];
    const pushed = await pushLayout({ layout: folder, digest, tags }, { log: recordLog(), env, signal: never });
    expect(pushed.digest).toBe(digest);
    const login = `Basic ${Buffer.from("ci:hush").toString("base64")}`;
    expect(new Set(connected)).toEqual(new Set([`registry.example:443 ${login}`]));
    for (const one of [far, near]) expect([one.has("1"), one.has(digest)]).toEqual([true, true]);
  });
});
