// What did the endpoint answer?

import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { TlsSeen } from "./tls-seen.ts";

/** What a request was sent for; checks look at those of their purpose. */
export type Purpose =
  /** The endpoint's own path over plain HTTP. */
  | "plain"
  /** The endpoint's own path, as a browser asks for it. */
  | "root"
  | "foreign-origin"
  | "health"
  | "protected"
  | "error"
  | "internal"
  | "trace";

export interface Question {
  readonly purpose: Purpose;
  /** Which of its purpose: the foreign origin, `expired token`, `null byte`. Never a secret. */
  readonly variant: string;
  readonly method: "GET" | "POST" | "OPTIONS" | "TRACE";
  /** Path and query below the endpoint. */
  readonly path: string;
}

export type Exchange = Question & (Answered | Unanswered);

export interface Answered {
  readonly kind: "answered";
  readonly answer: HttpAnswer;
}

export interface Unanswered {
  readonly kind: "unanswered";
  readonly reason: string;
  /** Whether not even a connection was opened: nothing listens there, or a filter lets nothing through. */
  readonly closed: boolean;
}

export interface EndpointSeen {
  /** As it was given, without a slash at its end. */
  readonly url: string;
  /** When it was asked, in milliseconds since 1970. */
  readonly askedAt: number;
  readonly exchanges: readonly Exchange[];
  /** Undefined where the endpoint is not HTTPS. */
  readonly tls: TlsSeen | undefined;
  /** Whether the health paths were named, or guessed: a guessed one may be missing. */
  readonly healthPaths: "given" | "guessed" | "none";
  readonly version: { readonly expected: string; readonly header: string } | undefined;
  readonly rateLimit: RateLimitSeen | undefined;
}

export interface RateLimitSeen {
  /** So many requests are free. */
  readonly budget: number;
  /** How many were answered. */
  readonly answered: number;
  /** The first answer with 429, and after how many. */
  readonly limited: { readonly after: number; readonly answer: HttpAnswer } | undefined;
  /** Why it ended before one more than the budget was asked. */
  readonly stopped: string | undefined;
}
