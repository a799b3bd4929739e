// Which headers does a request get, so that the service knows who asks?

import type { Auth } from "./schema.ts";

export interface Authorizer {
  /** To be masked before anything is sent. */
  readonly secrets: readonly string[];
  /** Lower-case names. */
  headers(
    request: { readonly method: string; readonly path: string; readonly body: string | undefined },
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>>>;
}

export function authorizerOf(auth: Auth): Authorizer {
  if (auth.kind === "bearer") {
    return { secrets: [auth.token], headers: async () => ({ authorization: `Bearer ${auth.token}` }) };
  }
  const credentials = Buffer.from(`${auth.username}:${auth.password}`).toString("base64");
  return {
    secrets: [auth.password, credentials],
    headers: async () => ({ authorization: `Basic ${credentials}` }),
  };
}
