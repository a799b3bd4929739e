// What does a registry take, in which order?

import type { IncomingMessage, ServerResponse } from "node:http";
import { digestOf } from "../../../src/image/registry.ts";

export interface MemoryRegistry {
  /** Every request that came, `PUT /v2/acme/orders/manifests/1`. */
  readonly asked: readonly string[];
  /** Those that write something. */
  writes(): string[];
  /** Whether it has a manifest under this tag or digest. */
  has(version: string): boolean;
  /** For a server of `node:http` or `node:https`. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
}

/** One repository in memory, by the distribution specification. */
export function memoryRegistry(): MemoryRegistry {
  const asked: string[] = [];
  const stored = new Map<string, Buffer>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url: path = "" } = request;
    asked.push(`${method} ${path}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(path, "http://registry");
    const name = url.pathname.split("/").at(-1) ?? "";
    if (method === "POST") return void response.writeHead(202, { location: "/v2/acme/orders/blobs/uploads/1" }).end();
    if (method === "PUT") {
      const bytes = Buffer.concat(chunks);
      for (const key of [name, url.searchParams.get("digest") ?? "", digestOf(bytes)]) stored.set(key, bytes);
      return void response.writeHead(201).end();
    }
    const found = stored.get(name);
    response.writeHead(found === undefined ? 404 : 200).end(method === "GET" ? found : undefined);
  };
  return {
    asked,
    writes: () => asked.filter((one) => !/^(?:HEAD|GET) /.test(one)),
    has: (version) => stored.has(version),
    answer: (request, response) => void answer(request, response).catch(() => response.destroy()),
  };
}
