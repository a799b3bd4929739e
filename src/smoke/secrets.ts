// Which texts must nobody read, from the moment that they are known?

import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { redactor } from "../report/redact.ts";

/** Grows while a suite runs: tokens are captured, and fetched. */
export interface Secrets {
  add(secret: string): void;
  /** The text without any secret that is known by now, in any of the forms in which they turn up. */
  hide(text: string): string;
  /** Whether there is none to hide. */
  isEmpty(): boolean;
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
  return { add, hide: (text) => hide(text), isEmpty: () => secrets.size === 0 };
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
  // The same few names stand in every part of a result.
  const names = new Map<string, string>();
  const hideName = (name: string): string => {
    const hidden = names.get(name) ?? hide(name);
    names.set(name, hidden);
    return hidden;
  };
  const walk = (part: unknown): unknown => {
    if (typeof part === "string") return hide(part);
    if (typeof part !== "object" || part === null) return part;
    if (Array.isArray(part)) return walkItems(part);
    if (Object.getPrototypeOf(part) !== Object.prototype) return part;
    const known = seen.get(part);
    if (known !== undefined) return known;
    const hidden = walkFields(part);
    seen.set(part, hidden);
    return hidden;
  };
  // Most of a result holds no secret: what does not change is not copied.
  const walkItems = (part: readonly unknown[]): unknown => {
    let copy: unknown[] | undefined;
    for (let index = 0; index < part.length; index++) {
      const item = walk(part[index]);
      if (item !== part[index]) copy ??= part.slice();
      if (copy !== undefined) copy[index] = item;
    }
    return copy ?? part;
  };
  const walkFields = (part: object): unknown => {
    for (const key in part) {
      const item: unknown = Reflect.get(part, key);
      if (hideName(key) !== key || walk(item) !== item) {
        return Object.fromEntries(Object.entries(part).map(([name, value]) => [hideName(name), walk(value)]));
      }
    }
    return part;
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
