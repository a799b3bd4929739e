// What came back for one attempt of a step, whatever protocol it speaks?

/** It comes from outside and is never trusted. */
export interface Answer {
  /** `http/1.1`, `h2`, `grpc`, `websocket`, `dns`, …; HTTP where it is absent. */
  readonly protocol?: string;
  /** The status of HTTP, the code of gRPC, the exit code of a command; 0 where the protocol has none. */
  readonly status: number;
  /** By name in lower case; several headers of one name stand joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The lines of `Set-Cookie` as they came. */
  readonly cookies?: readonly string[];
  /** Decoded. Of a protocol without bodies: its result as JSON, so that JSONPath expectations work on it. */
  readonly body: string;
  /** The body's bytes, decoded from their content coding; what size and hash are taken of. */
  readonly bytes?: Uint8Array;
  /** Set where the body was longer than what is read. */
  readonly truncated: boolean;
  /** From the moment that the way was open to the end of the body. */
  readonly durationMs: number;
  readonly firstByteMs?: number;
  readonly tls?: TlsFacts | undefined;
  /** The redirects that were followed, in order. */
  readonly redirects?: readonly Redirect[];
  /** Where the answer came from after the redirects. */
  readonly url?: string;
  /** What the protocol itself found wrong, one sentence each: a threshold of a load stage that does not hold. */
  readonly problems?: readonly string[];
  /** What the protocol wants to show in the step summary, as Markdown; foreign text in it is escaped already. */
  readonly report?: string;
  /** Latencies of a load stage in milliseconds, for the picture: `[upper bound, count]` in ascending order. */
  readonly histogram?: readonly (readonly [number, number])[];
}

export interface TlsFacts {
  /** `TLSv1.3`. */
  readonly version: string;
  readonly cipher?: string;
  /** The names that the certificate is for. */
  readonly names: readonly string[];
  readonly issuer?: string;
  readonly validTo: Date;
  readonly daysLeft: number;
}

export interface Redirect {
  readonly status: number;
  readonly location: string;
}
