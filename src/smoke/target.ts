// What is a smoke test's requests sent to?

import type { Answer } from "./expectations.ts";
import type { Method } from "./suite.ts";

/** What is tested: a URL, or the pods of a workload. */
export interface Target {
  /** As messages name it: `https://orders.example.com`, `the pods of Service orders/orders`. */
  readonly name: string;
  /**
   * The ways into it that must all pass, as things are now.
   *
   * @throws Failure for what waiting does not mend: no such Service, no permission
   */
  open(signal: AbortSignal): Promise<OpenTarget>;
}

export type OpenTarget =
  | { readonly kind: "open"; readonly endpoints: readonly [Endpoint, ...Endpoint[]] }
  /** Not there yet, in words: `no pod of revision 4 is ready`. */
  | { readonly kind: "waiting"; readonly found: string; readonly advice: string };

/** One way into the target: the URL, or one pod. */
export interface Endpoint {
  readonly name: string;
  /**
   * Sends one request over a connection of its own.
   *
   * @throws ExchangeError where no complete answer came, Failure for what no second attempt mends
   */
  send(request: WireRequest, signal: AbortSignal): Promise<Answer>;
  /** False once it is no longer part of what is tested, as a pod that is being deleted. */
  isCurrent(signal: AbortSignal): Promise<boolean>;
}

export interface WireRequest {
  readonly method: Method;
  /** Path and query, on the endpoint's own origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
}
