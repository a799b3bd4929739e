// Does a service that checks who asks let the suite in that says who it is, and no other?

import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { beforeAll, expect, it } from "vitest";
import { urlTarget } from "../../../../src/smoke/target-url.ts";
import { runFile } from "../protocols/run-file.ts";
import { serveHttp } from "../protocols/servers.ts";

/** For each path, who may ask. */
const checks: Record<string, (request: IncomingMessage, body: string) => boolean> = {
  "/bearer": ({ headers }) => headers.authorization === "Bearer t0k3n",
  "/basic": ({ headers }) => headers.authorization === `Basic ${Buffer.from("ci:p:w").toString("base64")}`,
  "/oauth2": ({ headers }) => headers.authorization === "Bearer fetched",
  "/hmac": ({ headers, method, url }, body) => {
    const time = String(headers["x-timestamp"]);
    const hash = createHash("sha256").update(body).digest("hex");
    const signature = createHmac("sha256", "key").update(`${method}\n${url}\n${time}\n${hash}`).digest("hex");
    return headers["x-signature"] === signature && Math.abs(Date.now() / 1000 - Number(time)) < 300;
  },
};

let origin: string;
beforeAll(async () => {
  const server = await serveHttp(async (request, response) => {
    const body = await text(request);
    if (request.url === "/token") {
      const login = `Basic ${Buffer.from("ci:s3cret").toString("base64")}`;
      const isKnown = request.headers.authorization === login && body.includes("grant_type=client_credentials");
      response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify(isKnown ? { access_token: "fetched" } : { error: "invalid_client" }));
    } else if (checks[request.url ?? ""]?.(request, body) === true) {
      response.writeHead(200, { "content-type": "text/event-stream" }).end("data: in\n\n");
    } else response.writeHead(401).end();
  });
  origin = server.origin;
});

const run = (auth: string, requests: string) =>
  runFile(`auth: { ${auth.replace("ORIGIN", origin)} }\nrequests:\n${requests}`, urlTarget(origin));

it.each([
  ["bearer", "kind: bearer, token: t0k3n", "kind: bearer, token: t0k3m"],
  ["basic", 'kind: basic, username: ci, password: "p:w"', "kind: basic, username: ci, password: p"],
  ["hmac", "kind: hmac, secret: key", "kind: hmac, secret: keys"],
  [
    "oauth2",
    "kind: oauth2, token-url: ORIGIN/token, client-id: ci, client-secret: s3cret",
    "kind: bearer, token: s3cret",
  ],
])("by %s, in HTTP and in other protocols", async (kind, right, wrong) => {
  const requests = `  - { path: /${kind}, expect: { status: 200 } }
  - { sse: { path: /${kind} } }
`;
  expect((await run(right, requests)).wrong).toBe("");
  const refused = await run(wrong, requests);
  expect(refused.steps.map(({ state }) => state)).toEqual(["failed", "failed"]);
  expect(refused.wrong).toMatch(/status 200, got 401.*no event stream: status 401/s);
  const nobody = await run(right, `  - { path: /${kind}, auth: none, expect: { status: 401 } }\n`);
  expect(nobody.wrong).toBe("");
});

it("signs the body that is sent", async () => {
  const post = `  - { path: /hmac, method: POST, json: { id: o7 }, expect: { status: 200 } }\n`;
  expect((await run("kind: hmac, secret: key", post)).wrong).toBe("");
});

it("ends where the server of tokens knows nobody of that name", async () => {
  const auth = "kind: oauth2, token-url: ORIGIN/token, client-id: ci, client-secret: wrong";
  const asked = run(auth, "  - { path: /oauth2, expect: { status: 200 } }\n");
  await expect(asked).rejects.toThrow(/401 invalid_client/);
});
