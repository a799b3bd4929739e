// What of an HTTP answer do rules look at?

/** It comes from outside and is never trusted. */
export interface HttpAnswer {
  readonly status: number;
  /** By name in lower case; several headers of one name stand joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The lines of `Set-Cookie` as they came. */
  readonly cookies?: readonly string[];
  /** Decoded. */
  readonly body: string;
  /** Set where the body was longer than what is read. */
  readonly truncated: boolean;
}
