// How does the observer of the endpoint reach it?

import type { Duplex } from "node:stream";
import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { Question } from "./endpoint-seen.ts";

export interface EndpointMessage {
  readonly method: Question["method"];
  /** Path and query on the origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
}

/** Handed in by the caller, who knows about proxies, names that lead elsewhere, and trust. */
export interface EndpointTransport {
  /** PEM, trusted beside the public authorities. */
  readonly ca: string | undefined;
  /**
   * One request, whose redirects are not followed. The certificate is always verified.
   * @throws TransportError
   */
  send(origin: string, message: EndpointMessage, signal: AbortSignal): Promise<HttpAnswer>;
  /**
   * The bytes to the host and port of an origin, before any TLS.
   * @throws TransportError
   */
  dial(origin: string, signal: AbortSignal): Promise<Duplex>;
  /** What broke, in words that a person can act on. */
  words(error: unknown): string;
  close(): Promise<void>;
}

export class TransportError extends Error {
  override readonly name = "TransportError";
  /** Whether not even a connection was opened. */
  readonly closed: boolean;

  constructor(message: string, closed: boolean, cause?: unknown) {
    super(message, { cause });
    this.closed = closed;
  }
}
