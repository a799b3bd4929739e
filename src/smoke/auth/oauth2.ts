// How is an access token had by client credentials (RFC 6749, section 4.4)?

import { Failure } from "../../report/failure.ts";
import { exchange } from "../exchange.ts";
import { ExchangeError } from "../protocols/exchange-error.ts";
import { parsed } from "../protocols/step.ts";
import { directWay } from "../targets/way.ts";
import type { OAuth2 } from "./schema.ts";
import type { AuthorizerOptions } from "./signing.ts";

const timeoutMs = 10_000;
/** A token is renewed so long before it expires. */
const spareMs = 30_000;
/** Where the server does not say how long a token lives. */
const usualLifeMs = 300_000;

/** Fetches a token when one is needed, once for requests at the same time. */
export function openOAuth2(auth: OAuth2, options: AuthorizerOptions): (signal: AbortSignal) => Promise<string> {
  let current: { readonly token: Promise<string>; expiresAt: number } | undefined;
  return (signal) => {
    if (current !== undefined && performance.now() < current.expiresAt) return current.token;
    const fetched = fetchToken(auth, options, signal);
    const entry = { token: fetched.then(({ token }) => token), expiresAt: Number.POSITIVE_INFINITY };
    current = entry;
    fetched.then(
      ({ lifeMs }) => {
        entry.expiresAt = performance.now() + Math.max(0, lifeMs - spareMs);
      },
      () => {
        if (current === entry) current = undefined;
      },
    );
    return entry.token;
  };
}

async function fetchToken(
  auth: OAuth2,
  { network, onSecret }: AuthorizerOptions,
  signal: AbortSignal,
): Promise<{ token: string; lifeMs: number }> {
  const url = new URL(auth["token-url"]);
  const inBody = auth["client-authentication"] === "body";
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (auth.scope !== undefined) form.set("scope", auth.scope);
  if (auth.audience !== undefined) form.set("audience", auth.audience);
  if (inBody) {
    form.set("client_id", auth["client-id"]);
    form.set("client_secret", auth["client-secret"]);
  }
  // Both are form-encoded before they are joined: RFC 6749, section 2.3.1.
  const login = [auth["client-id"], auth["client-secret"]].map((part) => encodeURIComponent(part)).join(":");
  const basic = Buffer.from(login).toString("base64");
  onSecret?.(basic);
  const request = {
    method: "POST" as const,
    path: url.pathname + url.search,
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      ...(inBody ? {} : { authorization: `Basic ${basic}` }),
    },
    body: form.toString(),
    timeoutMs,
  };
  const answer = await exchange(directWay(url.origin, network), request, signal);
  const said = (parsed(answer.body) ?? {}) as {
    access_token?: unknown;
    token_type?: unknown;
    expires_in?: unknown;
    error?: unknown;
  };
  if (answer.status === 200 && typeof said.access_token === "string" && said.access_token !== "") {
    onSecret?.(said.access_token);
    const seconds = Number(said.expires_in);
    return { token: said.access_token, lifeMs: seconds > 0 ? seconds * 1000 : usualLifeMs };
  }
  const why = `it answers ${answer.status}${typeof said.error === "string" ? ` ${said.error}` : " without a token"}`;
  if (answer.status >= 500 || answer.status === 429) {
    throw new ExchangeError("connecting", `no access token came from ${url.origin}: ${why}`);
  }
  throw new Failure({
    attempted: `fetching an access token from ${url.origin}${url.pathname}`,
    found: why,
    advice: "Check token-url, client-id, client-secret and scope of the suite's `auth`.",
  });
}
