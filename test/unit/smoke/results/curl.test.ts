// Does the command that is printed send what the failed request sent, the way that it went?

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer as createHttp2, createSecureServer, type Http2ServerRequest } from "node:http2";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { parseSuite } from "../../../../src/smoke/load-suite.ts";
import { suiteFailure } from "../../../../src/smoke/report-suite.ts";
import { curlCommand } from "../../../../src/smoke/results/curl.ts";
import { runSuite } from "../../../../src/smoke/run-suite.ts";
import { openTarget, readNetworks, targetInputs } from "../../../../src/smoke/targets/inputs.ts";
import { never, recordLog } from "../../image/support.ts";
import { makeIdentity } from "../protocols/certificates.ts";
import { serve } from "../support.ts";

const folder = mkdtempSync(join(tmpdir(), "slipway-curl-"));
afterAll(() => rmSync(folder, { recursive: true }));
const pem = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const authority = makeIdentity({ names: ["test authority"], isAuthority: true });
const server = makeIdentity({ names: ["orders.example", "orders.shop.svc"], authority });
const client = makeIdentity({ names: ["ci"], authority });
/** What a person has, and the command names. */
const shell = {
  PATH: process.env.PATH ?? "",
  AUTHORIZATION: "Bearer the-token",
  PROXY_USER: "me:the-password",
  CA_FILE: pem("ca.pem", authority.cert),
  CLIENT_CERTIFICATE_FILE: pem("client.pem", client.cert),
  CLIENT_KEY_FILE: pem("client.key", client.key),
};

async function listening(made: Server): Promise<number> {
  const sockets = new Set<Socket>();
  made.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    made.close();
  });
  return (made.address() as AddressInfo).port;
}

/** Over TLS, HTTP/1.1 and HTTP/2, with the client's certificate asked for. It answers 500, and keeps what it saw. */
async function serveSecurely() {
  const seen: object[] = [];
  const options = {
    cert: server.cert,
    key: server.key,
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: false,
  };
  const secure = createSecureServer({ ...options, allowHTTP1: true }, async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const socket = request.stream?.session?.socket ?? request.socket;
    seen.push({ ...whatWasSent(request, body), client: (socket as TLSSocket).getPeerCertificate().subject?.CN });
    response.writeHead(500).end("{}");
  });
  return { seen, port: await listening(secure) };
}

function whatWasSent(request: IncomingMessage | Http2ServerRequest, body: string) {
  const { headers, httpVersion, method, url } = request;
  const { authorization, "content-type": type, "x-empty": empty } = headers;
  return { httpVersion, method, url, host: headers[":authority"] ?? headers.host, authorization, type, empty, body };
}

const inputs = z.strictObject({ ...targetInputs });

/** The commands that the failed steps print. */
async function commandsOf(text: string, given: Record<string, string>): Promise<string[]> {
  const surroundings = { env: {}, directory: folder, mask: () => undefined, openCluster: () => Promise.reject() };
  const read = inputs.parse(given);
  const result = await runSuite(
    parseSuite(`deadline: 1ms\n${text}`, "smoke.yaml"),
    await openTarget(read, surroundings),
    {
      log: recordLog(),
      signal: never,
      token: "the-token",
      networkFor: await readNetworks(read, surroundings),
    },
  );
  const printed = suiteFailure(result).evidence.map((one) => one.text);
  expect(printed.join("\n")).not.toMatch(/the-token|the-password|PRIVATE KEY/);
  return printed.map((one) => /^curl [\s\S]*?[^\\](?=\n|$)/m.exec(one)?.[0] ?? `none in ${one}`);
}

async function pasted(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)("sh", ["-c", command], { env: shell });
  return stdout;
}

describe("the curl command of a failed request, pasted into a shell", () => {
  it("says the same to a server that asks for a certificate, by the name that `resolve` leads to it", async () => {
    const { port, seen } = await serveSecurely();
    const tls = { ca: authority.cert, "client-certificate": client.cert, "client-key": client.key };
    const url = `https://orders.example:${port}`;
    const suite = `requests:
  - { name: posts, method: POST, path: /orders?a=b, json: { it: "'s $HOME" }, headers: { x-empty: "" }, expect: { status: 201 } }
  - { name: raw, method: PUT, path: /raw, body: "a=b", expect: { status: 201 } }
  - { name: two, path: /two, http: "2", expect: { status: 201 } }
  - { name: with a body, path: /search, body: "{}", expect: { status: 201 } }
  - { name: head, method: HEAD, path: /head, expect: { status: 201 } }
`;
    const commands = await commandsOf(suite, { ...tls, url, resolve: `orders.example:${port}:127.0.0.1` });
    expect(commands[0]).toContain(`--resolve orders.example:${port}:127.0.0.1`);
    const sent = seen.splice(0);
    expect(sent).toMatchObject([
      { httpVersion: "1.1", authorization: "Bearer the-token", client: "ci", empty: "" },
      {},
      { httpVersion: "2.0" },
      { method: "GET", body: "{}" },
      { method: "HEAD" },
    ]);
    for (const command of commands) expect(await pasted(command)).toMatch(/^HTTP\/[\d.]+ 500/);
    expect(seen).toEqual(sent);
  });

  it("goes through the proxy, to another port, and after redirects", async () => {
    const answered = await serve((request, response) =>
      request.url === "/moved" ? response.writeHead(302, { location: "/new" }).end() : response.writeHead(500).end(),
    );
    const asked: string[] = [];
    const proxy = createServer((socket) => {
      socket
        .on("error", () => undefined)
        .once("data", (head) => {
          asked.push(String(head).replace(/(?:User-Agent|Proxy-Connection|Host): .*\r\n/gi, ""));
          const onward = connect(Number(new URL(answered.url).port), "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            socket.pipe(onward).pipe(socket);
          });
          onward.on("error", () => socket.destroy());
        });
    });
    const given = {
      url: "http://orders.example",
      proxy: `http://me:the-password@127.0.0.1:${await listening(proxy)}`,
      resolve: "orders.example:80:203.0.113.7:8081",
    };
    const [command = ""] = await commandsOf(
      "requests: [{ path: /moved, follow: 2, expect: { status: 200 } }]\n",
      given,
    );
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^CONNECT 203\.0\.113\.7:8081 HTTP\/1\.1\r\nProxy-Authorization: Basic /);
    const sent = answered.seen.map(({ method, url, headers }) => [method, url, headers.host, headers.authorization]);
    expect(await pasted(command)).toMatch(/HTTP\/1\.1 500/);
    expect(asked[1]).toBe(asked[0]);
    const again = answered.seen.slice(sent.length);
    expect(again.map(({ method, url, headers }) => [method, url, headers.host, headers.authorization])).toEqual(sent);
  });

  it("reaches a pod that speaks TLS through its port-forward, and HTTP/2 without TLS", async () => {
    const { port, seen } = await serveSecurely();
    const pod = { namespace: "shop", name: "orders-1", uid: "u", images: [], digests: [], port: 8443 };
    const way = {
      http: "1.1",
      follow: 0,
      ca: true,
      clientCertificate: false,
      proxy: undefined,
      address: undefined,
    } as const;
    const request = { method: "GET", url: "https://orders.shop.svc/a", headers: {}, body: undefined, way };
    const [forward, , ...rest] = curlCommand(request, pod).split("\n");
    expect(forward).toBe("kubectl --namespace shop port-forward pod/orders-1 8080:8443 &");
    // The port-forward itself needs a cluster: the server listens where it would.
    await pasted(rest.join("\n").replace(":8080", `:${port}`));
    expect(seen).toMatchObject([{ url: "/a", host: "orders.shop.svc" }]);

    const versions: string[] = [];
    const plain = createHttp2((incoming, response) => {
      versions.push(incoming.httpVersion);
      response.end();
    });
    const url = `http://127.0.0.1:${await listening(plain)}/`;
    await pasted(curlCommand({ ...request, url, way: { ...way, http: "2" } }));
    expect(versions).toEqual(["2.0"]);
  });
});
