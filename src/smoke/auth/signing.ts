// What does a signature cover, and what does the fetching of a token need?

import type { Network } from "../targets/network.ts";

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
}

export interface AuthorizerOptions {
  /** Told about each token that is fetched, before it is used. */
  readonly onSecret?: ((secret: string) => void) | undefined;
  /** The way to the authorization server. */
  readonly network?: Network | undefined;
}
