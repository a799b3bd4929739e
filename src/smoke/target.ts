// What is a smoke test's requests sent to?

import type { Answer } from "./answer.ts";
import type { Method } from "./method.ts";
import type { Way } from "./targets/way.ts";

/** What is tested: a URL, an Ingress or HTTPRoute, or the pods of a workload. */
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

/**
 * What a test has gone through: as users do (name, load balancer, ingress), through a Service's selector
 * and ports, or straight to pods. The latter two prove nothing about what stands before them.
 */
export type PathTested = "users" | "service" | "pods";

/** One way into the target: the URL, or one pod. */
export interface Endpoint {
  readonly name: string;
  readonly path?: PathTested | undefined;
  /** Which pod answers, where one does. */
  readonly pod?: TestedPod | undefined;
  /** An object of the namespace leads here, so it is the environment's own: a load may be sent. */
  readonly isOwn?: boolean | undefined;
  /** For protocols other than HTTP. */
  readonly way?: Way | undefined;
  /**
   * Sends one request. Requests that may be sent twice share connections.
   *
   * @throws ExchangeError where no complete answer came, Failure for what no second attempt mends
   */
  send(request: WireRequest, signal: AbortSignal): Promise<Answer>;
  /** False once it is no longer part of what is tested, as a pod that is being deleted. */
  isCurrent(signal: AbortSignal): Promise<boolean>;
  /** Ends its connections. */
  close?(): Promise<void>;
}

export interface TestedPod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly port?: number | undefined;
  /** Of its containers, as the manifest names them. */
  readonly images: readonly string[];
  /** `sha256:…` of the images that its containers run, as the node tells. */
  readonly digests: readonly string[];
}

export interface WireRequest {
  readonly method: Method | "TRACE";
  /** Path and query, on the endpoint's own origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly timeoutMs: number;
  /** HTTP/1.1 unless given. Without TLS, `h2` is spoken with prior knowledge. */
  readonly protocol?: "http/1.1" | "h2" | undefined;
  /** None is followed unless given. */
  readonly maxRedirects?: number | undefined;
  /** 1 MiB unless given. */
  readonly maxBodyBytes?: number | undefined;
  /** Never sent over a connection that has carried another request. */
  readonly freshConnection?: boolean | undefined;
}
