// Does each kind of authentication send what the service checks, and no more often than needed?

import { createHmac } from "node:crypto";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { authorizerOf } from "../../../../src/smoke/auth/authorizer.ts";
import { hmacHeaders } from "../../../../src/smoke/auth/hmac.ts";
import { authSchema } from "../../../../src/smoke/auth/schema.ts";
import { never, serveHttp } from "../protocols/servers.ts";

const request = { method: "POST", path: "/orders?x=1", body: '{"a":1}' };

describe("a bearer token and a password", () => {
  it("are sent as they are, and are secrets", async () => {
    const bearer = authorizerOf({ kind: "bearer", token: "t" });
    expect(await bearer.headers(request, never)).toEqual({ authorization: "Bearer t" });
    const basic = authorizerOf({ kind: "basic", username: "ci", password: "p:w" });
    expect(await basic.headers(request, never)).toEqual({ authorization: "Basic Y2k6cDp3" });
    expect(basic.secrets).toEqual(["p:w", "Y2k6cDp3"]);
  });
});

describe("an HMAC signature", () => {
  it("covers method, path, time and body", () => {
    const sign = (message: string) => createHmac("sha256", "key").update(message).digest("hex");
    const headers = hmacHeaders({ kind: "hmac", secret: "key", "key-id": "ci" }, request, 1_700_000_000_999);
    const bodyHash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    expect(headers).toEqual({
      "x-timestamp": "1700000000",
      "x-key-id": "ci",
      "x-signature": sign(`POST\n/orders?x=1\n1700000000\n${bodyHash}`),
    });
  });

  it("is worded as the service wants it", () => {
    const auth = {
      kind: "hmac",
      secret: "key",
      algorithm: "sha512",
      encoding: "base64",
      header: "X-Hub",
      prefix: "sha512=",
      message: "{body}{unknown}",
    } as const;
    const signature = createHmac("sha512", "key").update('{"a":1}{unknown}').digest("base64");
    expect(hmacHeaders(auth, request, 0)["x-hub"]).toBe(`sha512=${signature}`);
  });
});

describe("OAuth2 client credentials", () => {
  async function tokens(answer: (count: number) => { status?: number; body: unknown }) {
    const seen: string[] = [];
    const server = await serveHttp(async (incoming, response) => {
      seen.push(`${incoming.headers.authorization ?? "-"} ${await text(incoming)}`);
      const { body, status = 200 } = answer(seen.length);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    const auth = authSchema.parse({
      kind: "oauth2",
      "token-url": `${server.origin}/token`,
      "client-id": "ci",
      "client-secret": "s/cret",
      scope: "orders.read",
    });
    return { auth, seen };
  }

  it("fetch one token for all requests, mask it, and renew it before it expires", async () => {
    const { auth, seen } = await tokens((count) => ({
      body: { access_token: `t${count}`, expires_in: count === 1 ? 31 : 3600 },
    }));
    const secrets: string[] = [];
    const authorizer = authorizerOf(auth, { onSecret: (secret) => secrets.push(secret) });
    const both = await Promise.all([authorizer.headers(request, never), authorizer.headers(request, never)]);
    expect(both).toEqual([{ authorization: "Bearer t1" }, { authorization: "Bearer t1" }]);
    expect(secrets).toContain("t1");
    const login = Buffer.from("ci:s%2Fcret").toString("base64");
    expect(seen).toEqual([`Basic ${login} grant_type=client_credentials&scope=orders.read`]);
    await expect
      .poll(() => authorizer.headers(request, never), { interval: 100 })
      .toEqual({ authorization: "Bearer t2" });
  });

  it("in the body where the server wants them there", async () => {
    const { auth, seen } = await tokens(() => ({ body: { access_token: "t" } }));
    await authorizerOf({ ...auth, "client-authentication": "body" } as typeof auth).headers(request, never);
    expect(seen[0]).toMatch(/^- .*client_id=ci&client_secret=s%2Fcret$/);
  });

  it("that are wrong end the test; a server in trouble is asked again", async () => {
    const wrong = await tokens(() => ({ status: 401, body: { error: "invalid_client" } }));
    await expect(authorizerOf(wrong.auth).headers(request, never)).rejects.toThrow(/401 invalid_client/);
    const busy = await tokens((count) => (count === 1 ? { status: 503, body: {} } : { body: { access_token: "t" } }));
    const authorizer = authorizerOf(busy.auth);
    await expect(authorizer.headers(request, never)).rejects.toMatchObject({ phase: "connecting" });
    expect(await authorizer.headers(request, never)).toEqual({ authorization: "Bearer t" });
  });
});
