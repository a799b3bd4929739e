// How does a test of the protocols get real servers on loopback that end with it?

import { once } from "node:events";
import { createServer as createHttp, type Server as HttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import { createServer as createTls, type TlsOptions } from "node:tls";
import { afterAll } from "vitest";
import type { WireRequest } from "../../../../src/smoke/target.ts";
import { freePort } from "../../../cluster/support/free-port.ts";

export const never = new AbortController().signal;

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

/** Done after the file's tests. */
export function afterwards(end: () => unknown): void {
  ends.push(end);
}

export interface Listening {
  readonly port: number;
  readonly origin: string;
  /** How many connections it has had. */
  connections(): number;
}

/** Bytes as the test writes them. */
export function serveBytes(onConnection: (socket: Socket) => void): Promise<Listening> {
  return listen(createTcp(onConnection), "http");
}

export function serveHttp(listener: RequestListener): Promise<Listening> {
  return listen(createHttp(listener), "http");
}

export function serveTls(options: TlsOptions, onConnection: (socket: Socket) => void): Promise<Listening> {
  return listen(createTls(options, onConnection), "https");
}

/** Answers each request with the same bytes, however it is worded. */
export function serveAnswer(...chunks: readonly (string | Buffer)[]): Promise<Listening> {
  return serveBytes((socket) => {
    socket.on("data", () => {
      for (const chunk of chunks) socket.write(chunk);
    });
  });
}

export async function listen(server: Server | HttpServer, scheme: string): Promise<Listening> {
  const sockets = new Set<Socket>();
  let count = 0;
  server.on("connection", (socket: Socket) => {
    count++;
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, origin: `${scheme}://127.0.0.1:${port}`, connections: () => count };
}

/** On which nothing listens, and nothing will. */
export const closedPort = freePort;

export function get(path: string, more: Partial<WireRequest> = {}): WireRequest {
  return { method: "GET", path, headers: {}, body: undefined, timeoutMs: 20_000, ...more };
}
