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

/**
 * One repository in memory, by the distribution specification.
 * @param refuses answers 400 to what it says true to
 */
export function memoryRegistry(refuses: (question: string) => boolean = () => false): MemoryRegistry {
  const asked: string[] = [];
  const stored = new Map<string, Buffer>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url: path = "" } = request;
    asked.push(`${method} ${path}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (refuses(`${method} ${path}`)) return void response.writeHead(400).end("MANIFEST_BLOB_UNKNOWN");
    keep(method, path, Buffer.concat(chunks), stored, response);
  };
  return {
    asked,
    writes: () => asked.filter((one) => !/^(?:HEAD|GET) /.test(one)),
    has: (version) => stored.has(version),
    answer: (request, response) => void answer(request, response).catch(() => response.destroy()),
  };
}

function keep(
  method: string,
  path: string,
  bytes: Buffer,
  stored: Map<string, Buffer>,
  response: ServerResponse,
): void {
  const url = new URL(path, "http://registry");
  const name = url.pathname.split("/").at(-1) ?? "";
  if (method === "POST") {
    response.writeHead(202, { location: "/v2/acme/orders/blobs/uploads/1" }).end();
    return;
  }
  if (method === "PUT") {
    for (const key of [name, url.searchParams.get("digest") ?? "", digestOf(bytes)]) stored.set(key, bytes);
    response.writeHead(201).end();
    return;
  }
  const found = stored.get(name);
  response.writeHead(found === undefined ? 404 : 200).end(method === "GET" ? found : undefined);
}
