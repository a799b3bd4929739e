// What is a smoke suite, once it is read?

import type { Position } from "../report/failure.ts";
import type { Answer } from "./answer.ts";
import type { Auth } from "./auth/schema.ts";
import type { Condition } from "./condition.ts";
import type { Method } from "./method.ts";
import type { Protocol } from "./protocol.ts";

/** Checked, complete and ready to be asked: defaults are merged in, durations are milliseconds. */
export interface Suite {
  readonly name: string;
  readonly file: string;
  /** The suite's folder, absolute: where its relative paths begin. */
  readonly directory: string;
  /** Until when, counted from the start, a step that fails is asked again. */
  readonly deadlineMs: number;
  /** So many journeys run side by side. */
  readonly concurrency: number;
  /** Whether a step that passed, failed and passed again counts as passed. */
  readonly flapping: "warn" | "fail";
  readonly auth: Auth | undefined;
  readonly setup: readonly Stage[];
  readonly journeys: readonly Journey[];
  /** Runs whatever happened before it. */
  readonly cleanup: readonly Stage[];
  /** Values of variables that are secret. */
  readonly secrets: readonly string[];
}

export interface Journey {
  readonly name: string;
  readonly tags: readonly string[];
  /** Journeys that must have passed before, by name. What they captured is known here. */
  readonly needs: readonly string[];
  readonly when: Condition | undefined;
  /** Whether what follows a failed step is still asked. */
  readonly keepGoing: boolean;
  /** Runs alone, after all others: it disturbs them. */
  readonly last: boolean;
  readonly setup: readonly Stage[];
  readonly stages: readonly Stage[];
  readonly cleanup: readonly Stage[];
  readonly at: Position;
}

/** Steps that run side by side; most stages have one. */
export type Stage = readonly Step[];

export interface Step {
  readonly name: string;
  readonly tags: readonly string[];
  readonly when: Condition | undefined;
  readonly ask: HttpRequest | ProtocolRequest;
  readonly expect: Expectation;
  readonly captures: Readonly<Record<string, Capture>>;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
  /** Whether a wrong answer is asked for again. A connection that never opened always is. */
  readonly retry: boolean;
  readonly eventually: Eventually | undefined;
  /** Where the suite file says it. */
  readonly at: Position;
}

export interface HttpRequest {
  readonly kind: "http";
  readonly method: Method;
  /** A path on the target (`/health`), or the absolute URL of something else. */
  readonly location: { readonly kind: "path"; readonly path: string } | { readonly kind: "url"; readonly url: string };
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Sent as JSON: an object of which captured values keep their types. */
  readonly json: unknown;
  /** So many redirects are followed. */
  readonly follow: number;
  readonly http: "1.1" | "2" | undefined;
  /** A connection of its own instead of one that was kept open. */
  readonly fresh: boolean;
  /** `none`: without the suite's. */
  readonly auth: Auth | "none" | undefined;
  readonly repeat: { readonly times: number; readonly until: readonly (number | string)[] } | undefined;
}

export interface ProtocolRequest {
  readonly kind: "protocol";
  readonly protocol: Protocol;
  readonly options: unknown;
}

export interface Eventually {
  readonly withinMs: number;
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** So many answers in a row must fit. */
  readonly stable: number;
}

export interface Capture {
  readonly from:
    | { readonly kind: "json"; readonly path: string }
    | { readonly kind: "header"; readonly name: string }
    | { readonly kind: "cookie"; readonly name: string }
    /** The first group, or the whole match. */
    | { readonly kind: "regex"; readonly pattern: string };
  readonly secret: boolean;
}

/** Each part that is present must hold; at least one part is present. */
export interface Expectation {
  /** `200`, `"2xx"`, `"200-204"`; one of them must fit. Empty: any status. */
  readonly status: readonly (number | string)[];
  /** By header name in lower case. */
  readonly headers: Readonly<Record<string, TextRule>>;
  readonly body?: TextRule | undefined;
  /** By JSONPath (RFC 9535). */
  readonly json: Readonly<Record<string, JsonRule>>;
  /** The answer must be complete in less than this. */
  readonly timeMs?: number | undefined;
  readonly firstByteMs?: number | undefined;
  readonly cookies?: Readonly<Record<string, CookieRule>> | undefined;
  /** Says what in the document does not fit the JSON Schema. */
  readonly schema?: { readonly name: string; readonly check: (document: unknown) => string[] } | undefined;
  readonly size?: Amount | undefined;
  readonly sha256?: string | undefined;
  readonly tls?: TlsRule | undefined;
  readonly redirects?: { readonly count?: number | undefined; readonly to?: TextRule | undefined } | undefined;
  readonly version?: VersionRule | undefined;
  /** What is judged by more than rules: says what is wrong. */
  readonly judges?: readonly Judge[] | undefined;
}

export interface Judge {
  readonly name: string;
  readonly check: (answer: Answer) => string[];
}

/** Every given part must hold. */
export interface TextRule {
  readonly equals?: string | undefined;
  readonly not?: string | undefined;
  readonly contains?: readonly string[] | undefined;
  readonly matches?: string | undefined;
  readonly exists?: boolean | undefined;
}

export interface Amount {
  readonly equals?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

export interface JsonRule {
  readonly equals?: unknown;
  readonly not?: unknown;
  readonly contains?: unknown;
  readonly matches?: string | undefined;
  readonly exists?: boolean | undefined;
  readonly oneOf?: readonly unknown[] | undefined;
  readonly greaterThan?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly lessThan?: number | undefined;
  readonly atMost?: number | undefined;
  readonly type?: "string" | "number" | "integer" | "boolean" | "object" | "array" | "null" | undefined;
  readonly length?: Amount | undefined;
  readonly count?: Amount | undefined;
}

export interface CookieRule extends TextRule {
  readonly secure?: boolean | undefined;
  readonly httpOnly?: boolean | undefined;
  readonly sameSite?: "strict" | "lax" | "none" | undefined;
  readonly path?: string | undefined;
  readonly domain?: string | undefined;
}

export interface TlsRule {
  readonly daysLeft?: number | undefined;
  readonly version?: "TLSv1.2" | "TLSv1.3" | undefined;
  readonly names?: readonly string[] | undefined;
}

/** Which version must have answered, and where the answer says which did. */
export interface VersionRule {
  readonly equals: string;
  readonly by:
    | { readonly kind: "header"; readonly name: string }
    | { readonly kind: "json"; readonly path: string }
    /** The image digest of the pod that answered. */
    | { readonly kind: "digest" };
}

/** Larger suites are load tests, and a slip of the hand must not flood a service. */
export const mostSteps = 200;
