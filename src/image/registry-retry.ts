// Is it worth asking a registry once more, and when?

export interface RetryPolicy {
  /** How often one thing is asked at most, the first time included. */
  readonly attempts: number;
}

/** `connection` for what is thrown instead of an answer. */
export type Trouble =
  | { readonly kind: "status"; readonly status: number; readonly retryAfter: string; readonly text: string }
  | { readonly kind: "connection"; readonly code: string };

export const usualAttempts = 5;

const firstWait = 500;
const longestBackoff = 16_000;
/** A registry that asks for more than this has shut its door for the job. */
export const longestWait = 120_000;

/**
 * 408, 429 and 5xx pass, and so do connections that break; a full disk, an answer that the registry
 * will give again (501, 505) and a name or a certificate that is wrong do not.
 */
export function isPassing(trouble: Trouble): boolean {
  if (trouble.kind === "connection") return !lastingCodes.test(trouble.code);
  const { status } = trouble;
  if (status === 408 || status === 429) return true;
  return status >= 500 && ![501, 505, 507, 511].includes(status) && !isFull(trouble);
}

/** What the registry of the distribution project, Harbor and Nexus say when their disk or quota is used up. */
export function isFull(trouble: Trouble): boolean {
  if (trouble.kind === "connection") return false;
  return trouble.status === 507 || (trouble.status >= 400 && saysFull(trouble.text));
}

/**
 * In words, or by its number as Go's JSON has an error of the system: `{"Op":"write","Path":"…","Err":28}` is ENOSPC, 122
 * is EDQUOT. The registry of the distribution project answers so to the beginning of an upload and to a manifest.
 */
export function saysFull(text: string): boolean {
  return (
    /no space left|disk quota|quota exceeded|insufficient storage|exceed(?:s|ed)? .*quota/i.test(text) ||
    /"Err":(?:28|122)\}/.test(text)
  );
}

/**
 * Milliseconds to wait after this attempt (counted from 1): what Retry-After says, otherwise twice as
 * long each time, spread so that jobs which failed together do not come back together.
 *
 * @param random from 0 to 1
 */
export function waitAfter(attempt: number, trouble: Trouble, now: number, random: number): number {
  const asked = trouble.kind === "status" ? readRetryAfter(trouble.retryAfter, now) : undefined;
  if (asked !== undefined) return asked;
  return Math.round(Math.min(firstWait * 2 ** (attempt - 1), longestBackoff) * (0.5 + random / 2));
}

/** Seconds or a date, as milliseconds from now: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function readRetryAfter(header: string, now: number): number | undefined {
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = text === "" ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const lastingCodes =
  /^(?:ENOTFOUND|ERR_INVALID_URL|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*|UND_ERR_INVALID_ARG)$/;
