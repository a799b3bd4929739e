import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf, putManifest, readBlob, readManifest } from "../../../src/image/registry.ts";
import { never } from "./support.ts";

// Answers that the real registry does not give: a storage elsewhere, bytes that are others, an answer without end.

let servers: Server[];
let config: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let host: string;
const ada = Buffer.from("ada:hush").toString("base64");

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  servers = [];
  host = await serve((request, response) => {
    if (request.headers.authorization === `Basic ${ada}`) answer(request, response);
    else response.writeHead(401, { "www-authenticate": 'Basic realm="r"' }).end();
  });
  config = mkdtempSync(join(tmpdir(), "slipway-session-"));
  writeFileSync(join(config, "config.json"), JSON.stringify({ auths: { [host]: { auth: ada } } }));
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(config, { recursive: true });
});

const options = () => ({ env: { DOCKER_CONFIG: config }, signal: never });
const bytes = Buffer.from('{"config":true}');

describe("a registry that keeps its blobs elsewhere", () => {
  it("is followed there without its login", async () => {
    const seen: (string | undefined)[] = [];
    const storage = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end(bytes);
    });
    answer = (_, response) => response.writeHead(307, { location: `http://${storage}/bucket/x?signature=1` }).end();
    expect(await readBlob(`${host}/acme/orders`, digestOf(bytes), options())).toEqual(bytes);
    expect(seen).toEqual([undefined]);
  });

  it("and answers without TLS where it should have it is told in words", async () => {
    const storage = await serve((_, response) => response.end(bytes));
    answer = (_, response) => response.writeHead(307, { location: `https://${storage}/x` }).end();
    const read = readBlob(`${host}/acme/orders`, digestOf(bytes), options());
    await expect(read).rejects.toThrow(/answers without TLS, and only a registry of this machine/);
  });

  it("and sends round in a circle is left", async () => {
    answer = (_, response) => response.writeHead(307, { location: "/again" }).end();
    await expect(readBlob(`${host}/acme/orders`, digestOf(bytes), options())).rejects.toThrow(/redirects in a circle/);
  });
});

describe("what a registry serves", () => {
  it("is refused where it is not what its digest says", async () => {
    answer = (_, response) => response.end("other bytes");
    await expect(readBlob(`${host}/acme/orders`, digestOf(bytes), options())).rejects.toThrow(
      /serves other bytes, whose digest is sha256:/,
    );
  });

  it("is read up to a limit", async () => {
    answer = (_, response) => response.end(Buffer.alloc(5 * 1024 ** 2));
    const found = await readManifest(`${host}/acme/orders:1`, options());
    expect(found).toEqual({
      kind: "unreachable",
      reason: expect.stringMatching(/answers with more than 4194304 bytes/),
    });
  });

  it("is known by its bytes, whatever the header says", async () => {
    answer = (_, response) =>
      response
        .writeHead(200, {
          "docker-content-digest": `sha256:${"0".repeat(64)}`,
          "content-type": "application/json; charset=utf-8",
        })
        .end(bytes);
    expect(await readManifest(`${host}/acme/orders:1`, options())).toEqual({
      kind: "found",
      digest: digestOf(bytes),
      mediaType: "application/json",
      bytes,
    });
  });

  it("is asked for again where its moment was bad, as often as is said", async () => {
    let asked = 0;
    answer = (_, response) => {
      asked += 1;
      if (asked < 3) response.writeHead(503, { "retry-after": "0" }).end();
      else response.end(bytes);
    };
    expect(await readManifest(`${host}/acme/orders:1`, { ...options(), attempts: 3 })).toMatchObject({ kind: "found" });
    asked = 0;
    expect(await readManifest(`${host}/acme/orders:1`, { ...options(), attempts: 2 })).toMatchObject({
      kind: "unreachable",
      reason: expect.stringMatching(/answered 503 .*also after 2 attempts/),
    });
  });
});

describe("a registry whose disk is full", () => {
  it("is not asked again, whether it says so in words or by the number of the error", async () => {
    const path = "/var/lib/registry/docker/registry/v2/repositories/acme/orders/_uploads/1/startedat";
    for (const detail of [
      `write ${path}: no space left on device`,
      { DriverName: "filesystem", Enclosed: { Op: "write", Path: path, Err: 28 } },
      { Op: "write", Path: path, Err: 122 },
    ]) {
      let asked = 0;
      answer = (_, response) => {
        asked += 1;
        const errors = [{ code: "UNKNOWN", message: "unknown error", detail }];
        response.writeHead(500, { "content-type": "application/json" }).end(JSON.stringify({ errors }));
      };
      const found = await readManifest(`${host}/acme/orders:1`, { ...options(), attempts: 5 });
      expect(found).toMatchObject({ reason: expect.stringMatching(/answered 500 .*: unknown error: .*no space left/) });
      expect(found).toMatchObject({ reason: expect.stringContaining(path.slice(0, 60)) });
      expect(asked).toBe(1);
    }
  });
});

describe("a manifest", () => {
  it("is put under a tag or a digest, and a registry that does not take it says why", async () => {
    const asked: string[] = [];
    answer = (request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers["content-type"]}`);
      response.writeHead(asked.length === 1 ? 201 : 400).end("manifest invalid: no such layer");
    };
    const put = () =>
      putManifest(`${host}/acme/orders`, bytes, "application/vnd.oci.image.index.v1+json", "1.4.0", options());
    expect(await put()).toEqual({ digest: digestOf(bytes) });
    expect(asked).toEqual(["PUT /v2/acme/orders/manifests/1.4.0 application/vnd.oci.image.index.v1+json"]);
    await expect(put()).rejects.toThrow(/does not take the manifest 1\.4\.0 \(400\): manifest invalid: no such layer/);
  });
});
