import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lookUpImage } from "../../../src/image/registry.ts";
import { readChallenge } from "../../../src/image/registry-auth.ts";
import { never } from "./support.ts";

// Answers that a real registry gives only when it is ill, or only with a token service: a server on this machine
// gives them here. The real registry is asked in test/cluster/image.

const digest = `sha256:${"a".repeat(64)}`;
let server: Server;
let host: string;
let config: string;
let asked: string[];
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;

beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}${body}`.trim());
    answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  config = mkdtempSync(join(tmpdir(), "slipway-registry-"));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(config, { recursive: true });
});

function logIn(entry: object): void {
  writeFileSync(join(config, "config.json"), JSON.stringify({ auths: { [host]: entry } }));
}

function look(timeout?: number, env: NodeJS.ProcessEnv = {}) {
  return lookUpImage(`${host}/acme/orders:1`, { env: { DOCKER_CONFIG: config, ...env }, signal: never, timeout });
}

const basicAda = `Basic ${Buffer.from("ada:hush").toString("base64")}`;
const manifest = "/v2/acme/orders/manifests/1";

describe("looking an image up", () => {
  it("finds its digest with one HEAD", async () => {
    answer = (_, response) => response.setHeader("docker-content-digest", digest).end();
    expect(await look()).toEqual({ kind: "found", digest });
    expect(asked).toEqual([`HEAD ${manifest}`]);
  });

  it("counts the digest itself where the registry does not tell it", async () => {
    answer = (request, response) => response.end(request.method === "GET" ? "{}" : undefined);
    expect(await look()).toEqual({
      kind: "found",
      digest: `sha256:${createHash("sha256").update("{}").digest("hex")}`,
    });
  });

  it.each([
    [404, "missing", /has no acme\/orders:1/],
    [403, "denied", /refuses to show/],
    [401, "denied", /asks for a way to log in/],
    [500, "unreachable", /answered 500/],
    [429, "unreachable", /answered 429/],
  ])("reads %s as %s", async (status, kind, reason) => {
    answer = (_, response) => response.writeHead(status).end();
    expect(await look()).toEqual({ kind, reason: expect.stringMatching(reason) });
  });

  it("sends a user and a password where the registry asks for them", async () => {
    logIn({ auth: Buffer.from("ada:hush").toString("base64") });
    answer = (request, response) => {
      if (request.headers.authorization === basicAda) response.setHeader("docker-content-digest", digest).end();
      else response.writeHead(401, { "www-authenticate": 'Basic realm="r"' }).end();
    };
    expect(await look()).toEqual({ kind: "found", digest });
  });

  it("never sends them before they are asked for, and says where there are none", async () => {
    answer = (_, response) => response.writeHead(401, { "www-authenticate": 'Basic realm="r"' }).end();
    expect(await look()).toEqual({ kind: "denied", reason: expect.stringContaining("this machine has none") });
    expect(asked).toEqual([`HEAD ${manifest}`]);
  });

  function tokenService(request: IncomingMessage, response: ServerResponse): void {
    if (request.url?.startsWith("/token")) response.end(JSON.stringify({ token: "short" }));
    else if (request.headers.authorization === "Bearer short")
      response.setHeader("docker-content-digest", digest).end();
    else response.writeHead(401, { "www-authenticate": `Bearer realm="http://${host}/token",service="s"` }).end();
  }
  const question = "service=s&scope=repository%3Aacme%2Forders%3Apull";

  it.each([
    ["without credentials", undefined, `GET /token?${question}`],
    ["with a user and a password", { username: "ada", password: "hush" }, `GET /token?${question} ${basicAda}`],
    [
      "with a refresh token",
      { identitytoken: "long" },
      `POST /token ${question}&grant_type=refresh_token&client_id=slipway&refresh_token=long`,
    ],
  ])("gets a token %s", async (_, entry, expected) => {
    if (entry) logIn(entry);
    answer = tokenService;
    expect(await look()).toEqual({ kind: "found", digest });
    expect(asked[1]).toBe(expected);
  });

  it.each([
    ["http://auth.example.com/token", "denied", /without TLS/],
    ["nowhere", "denied", /no token service/],
  ])("gives no credentials to the token service %s", async (realm, kind, reason) => {
    logIn({ auth: Buffer.from("ada:hush").toString("base64") });
    answer = (_, response) => response.writeHead(401, { "www-authenticate": `Bearer realm="${realm}"` }).end();
    expect(await look()).toEqual({ kind, reason: expect.stringMatching(reason) });
  });

  it.each([
    [401, "denied", /refuses the credentials/],
    [503, "unreachable", /token service .* answered 503/],
  ])("reads %s of a token service as %s", async (status, kind, reason) => {
    logIn({ auth: Buffer.from("ada:hush").toString("base64") });
    answer = (request, response) => {
      if (request.url?.startsWith("/token")) response.writeHead(status).end();
      else tokenService(request, response);
    };
    expect(await look()).toEqual({ kind, reason: expect.stringMatching(reason) });
  });

  it("gives up on a registry that does not answer", async () => {
    answer = (_, response) => response.writeProcessing();
    expect(await look(100)).toEqual({ kind: "unreachable", reason: expect.stringContaining("in time") });
  });

  it("says why a registry cannot be reached", async () => {
    const lookup = await lookUpImage("127.0.0.1:1/acme/orders:1", { env: {}, signal: never });
    expect(lookup).toEqual({
      kind: "unreachable",
      reason: expect.stringMatching(/127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED/),
    });
  });

  it("does not ask a proxy for a registry of this machine", async () => {
    answer = (_, response) => response.setHeader("docker-content-digest", digest).end();
    expect(await look(undefined, { http_proxy: "http://127.0.0.1:1" })).toEqual({ kind: "found", digest });
  });

  it("ends with the signal's reason", async () => {
    const abort = new AbortController();
    answer = () => abort.abort(new Error("cancelled"));
    await expect(lookUpImage(`${host}/a:1`, { env: {}, signal: abort.signal })).rejects.toThrow("cancelled");
  });

  it("takes a text that names no image as one that is nowhere", async () => {
    expect(await lookUpImage("my image", { env: {}, signal: never })).toMatchObject({ kind: "missing" });
  });
});

describe("a challenge", () => {
  it.each([
    [
      'Bearer realm="https://a/token",service="s",scope="repository:x:pull,push"',
      { scheme: "bearer", realm: "https://a/token", service: "s", scope: "repository:x:pull,push" },
    ],
    ["basic realm=r", { scheme: "basic", realm: "r", service: "", scope: "" }],
    ["Negotiate", undefined],
    ["", undefined],
  ])("%s", (header, expected) => {
    expect(readChallenge(header)).toEqual(expected);
  });
});
