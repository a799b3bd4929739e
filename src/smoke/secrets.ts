// Which texts must nobody read, from the moment that they are known?

import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { redactor } from "../report/redact.ts";

/** Grows while a suite runs: tokens are captured, and fetched. */
export interface Secrets {
  add(secret: string): void;
  /** The text without any secret that is known by now, in any of the forms in which they turn up. */
  hide(text: string): string;
}

/** Shorter ones stand in every other word: to redact them would hide the report and nothing else. */
const shortest = 3;

/** @param mask tells the runner, which masks what is printed; files are redacted by `hide` */
export function openSecrets(known: readonly string[], mask: (secret: string) => void): Secrets {
  const secrets = new Set<string>();
  let hide = redactor([]);
  const add = (secret: string): void => {
    const text = secret.trim();
    if (text.length < shortest || secrets.has(text)) return;
    secrets.add(text);
    mask(text);
    hide = redactor([...secrets]);
  };
  known.forEach(add);
  return { add, hide: (text) => hide(text) };
}

/** A log that never prints one: masks act on later lines only, and not where the log is not the runner's. */
export function discreetLog(log: Log, { hide }: Secrets): Log {
  return {
    info: (message) => log.info(hide(message)),
    debug: (message) => log.debug(hide(message)),
    warning: (message, at) => log.warning(hide(message), at),
    error: (message, at) => log.error(hide(message), at),
    foreign: (text) => log.foreign(hide(text)),
    group: (title, body) => log.group(hide(title), body),
  };
}

/** The same value with every text in it redacted. What is not plain data is handed on as it is. */
export function hideDeep<T>(value: T, hide: (text: string) => string): T {
  const seen = new Map<object, unknown>();
  const walk = (part: unknown): unknown => {
    if (typeof part === "string") return hide(part);
    if (typeof part !== "object" || part === null) return part;
    const known = seen.get(part);
    if (known !== undefined) return known;
    if (Array.isArray(part)) return walkItems(part);
    return Object.getPrototypeOf(part) === Object.prototype ? walkFields(part) : part;
  };
  // Most of a result holds no secret: what does not change is not copied.
  const walkItems = (part: readonly unknown[]): unknown => {
    const items = part.map(walk);
    return items.some((item, index) => item !== part[index]) ? items : part;
  };
  const walkFields = (part: object): unknown => {
    const entries = Object.entries(part).map(([key, item]) => [hide(key), walk(item), key, item] as const);
    const hasSecret = entries.some(([name, hidden, key, item]) => name !== key || hidden !== item);
    const hidden = hasSecret ? Object.fromEntries(entries) : part;
    seen.set(part, hidden);
    return hidden;
  };
  return walk(value) as T;
}

/** The same failure, if nothing in it is secret; else one without what is, and without its cause. */
export function hideFailure(failure: Failure, hide: (text: string) => string): Failure {
  const { attempted, found, advice, at, evidence } = failure;
  const parts = { attempted, found, advice, evidence };
  const hidden = hideDeep(parts, hide);
  return JSON.stringify(hidden) === JSON.stringify(parts) ? failure : new Failure({ ...hidden, at });
}
