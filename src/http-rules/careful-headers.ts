// Does an answer tell browsers to be careful with it?

import type { HttpAnswer } from "./http-answer.ts";

type Headers = HttpAnswer["headers"];

/** Half a year: the least that the preload lists and OWASP's cheat sheet call useful. In seconds. */
const shortestMaxAge = 15_552_000;

/**
 * For each rule one sentence for what is wrong, or nothing. Pure.
 * https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
export const carefulHeaders = {
  /** Of answers over TLS only: browsers ignore it elsewhere. */
  "strict-transport-security": (headers: Headers) => {
    const age = Number(/max-age="?(\d+)/i.exec(headers["strict-transport-security"] ?? "")?.[1] ?? -1);
    if (age >= shortestMaxAge) return undefined;
    return `expected strict-transport-security with a max-age of at least ${shortestMaxAge}, got ${age < 0 ? "none" : age}`;
  },
  "x-content-type-options": (headers: Headers) =>
    headers["x-content-type-options"]?.toLowerCase() === "nosniff"
      ? undefined
      : "expected x-content-type-options: nosniff",
  "frame-protection": (headers: Headers) =>
    forbidsFrames(headers["content-security-policy"] ?? "") ||
    /^(?:deny|sameorigin)$/i.test(headers["x-frame-options"] ?? "")
      ? undefined
      : "expected x-frame-options: DENY or a content-security-policy with frame-ancestors",
  "referrer-policy": (headers: Headers) =>
    (headers["referrer-policy"] ?? "").trim() === "" || /unsafe-url/.test(headers["referrer-policy"] ?? "")
      ? "expected a referrer-policy, such as strict-origin-when-cross-origin"
      : undefined,
  "no-powered-by": (headers: Headers) =>
    headers["x-powered-by"] === undefined
      ? undefined
      : `expected no x-powered-by, got ${JSON.stringify(headers["x-powered-by"])}`,
  "no-server-version": (headers: Headers) =>
    /\d/.test(headers.server ?? "")
      ? `expected no version in the header server, got ${JSON.stringify(headers.server)}`
      : undefined,
} as const satisfies Readonly<Record<string, (headers: Headers) => string | undefined>>;

/** `frame-ancestors *` lets everybody in. https://www.w3.org/TR/CSP3/#directive-frame-ancestors */
function forbidsFrames(policy: string): boolean {
  const [, sources] = /(?:^|[;,])\s*frame-ancestors\s+([^;,]+)/i.exec(policy) ?? [];
  return sources !== undefined && !sources.split(/\s+/).some((source) => /^(?:\*|https?:)$/i.test(source));
}

export type CarefulHeader = keyof typeof carefulHeaders;

export const carefulHeaderNames = Object.keys(carefulHeaders) as [CarefulHeader, ...CarefulHeader[]];
