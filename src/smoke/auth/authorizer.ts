// Which headers does a request get, so that the service knows who asks?

import { hmacHeaders } from "./hmac.ts";
import { openOAuth2 } from "./oauth2.ts";
import type { Auth } from "./schema.ts";
import type { AuthorizerOptions, SignedRequest } from "./signing.ts";

export interface Authorizer {
  /** To be masked before anything is sent. */
  readonly secrets: readonly string[];
  /** Lower-case names. @throws ExchangeError or Failure where a token cannot be had */
  headers(request: SignedRequest, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
}

export function authorizerOf(auth: Auth, options: AuthorizerOptions = {}): Authorizer {
  switch (auth.kind) {
    case "bearer":
      return { secrets: [auth.token], headers: async () => ({ authorization: `Bearer ${auth.token}` }) };
    case "basic": {
      const credentials = Buffer.from(`${auth.username}:${auth.password}`).toString("base64");
      return {
        secrets: [auth.password, credentials],
        headers: async () => ({ authorization: `Basic ${credentials}` }),
      };
    }
    case "oauth2": {
      const token = openOAuth2(auth, options);
      return {
        secrets: [auth["client-secret"]],
        headers: async (_request, signal) => ({ authorization: `Bearer ${await token(signal)}` }),
      };
    }
    case "hmac":
      return { secrets: [auth.secret], headers: async (request) => hmacHeaders(auth, request, Date.now()) };
  }
}
